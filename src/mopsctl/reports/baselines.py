"""Baselines of a plan: which there are, and which one it is compared with (domain §2.4)."""

from datetime import date

from ..facts.by_plan import records_of
from ..facts.schedule.slip import baseline
from ..model.portfolio import Portfolio
from .document import Report
from .listing import Field, columns, fields_of, listing

_EMPTY = "No baseline yet, so no slip can be told: mopsctl plan baseline"
_FIELDS = (
    Field("key", tone="key"),
    Field("on"),
    Field("tasks", right=True),
    Field("start", optional=True),
    Field("finish"),
    Field("compared", "compared with"),
    Field("note", tone="muted", wrap=True, optional=True),
)
_LINES = columns("key", "on", "tasks", "start", "finish", "compared", "note")


def baselines(portfolio: Portfolio, plan: str) -> Report:
    """The baselines of a plan, the latest first: the day, how many tasks, their first and last day then."""
    latest = baseline(portfolio, plan)
    dates: dict[str, list[tuple[date, date]]] = {}
    for one in portfolio.baseline_dates.values():
        dates.setdefault(one.baseline, []).append((one.start, one.finish))
    rows = []
    for one in sorted(records_of(portfolio, "baselines", plan), key=lambda one: (one.on, one.key), reverse=True):
        held = dates.get(one.key, [])
        rows.append(
            {
                **fields_of(one),
                "tasks": len(held),
                "start": min((start for start, _ in held), default=None),
                "finish": max((finish for _, finish in held), default=None),
                "compared": latest is not None and one.key == latest.key,
                "compared_told": "yes" if latest is not None and one.key == latest.key else "",
            }
        )
    return listing("plan.baselines", "Baselines", rows, _FIELDS, _EMPTY, scripts=_LINES)
