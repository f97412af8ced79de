"""What must be true before tasks go on and is no task itself (domain §2.3)."""

from typing import Any

from ..model.fields import one_line
from ..model.lookup import get
from ..model.plan import Condition, Task
from ..model.portfolio import Portfolio
from .document import Report, Tone
from .listing import Field, columns, fields_of, listing, showing

CONDITION_FIELDS = (
    Field("key", tone="key"),
    Field("what", wrap=True),
    Field("task", "before"),
    Field("owner", optional=True),
    Field("due"),
    Field("state"),
)
_LINES = columns("key", "what", "task", "owner", "due", "state", "met")
_EMPTY = "No condition yet: mopsctl condition add KEY --what TEXT --task TASK --owner PERSON --due +10wd"
_TONES: dict[str, Tone] = {"met": "good", "late": "bad", "open": "warn"}


def conditions(portfolio: Portfolio, plan: str, *, task: str = "") -> Report:
    """The conditions of a plan, or of one task in it; those that do not hold yet first, the next one due on top."""
    if task:
        get(portfolio, Task, task)
    found = [
        one
        for one in portfolio.conditions.values()
        if portfolio.tasks[one.task].plan == plan and task in ("", one.task)
    ]
    rows = condition_rows(portfolio, found)
    return listing("condition.list", "Conditions", rows, CONDITION_FIELDS, _EMPTY, scripts=_LINES)


def condition_rows(portfolio: Portfolio, found: list[Condition]) -> list[dict[str, Any]]:
    """Conditions as rows: open ones by the day they are due, then those that are met."""
    ordered = sorted(found, key=lambda one: (one.met is not None, one.due is None, one.due, one.key))
    return [_row(portfolio, one) for one in ordered]


def condition(portfolio: Portfolio, key: str) -> Report:
    """One condition: what must be true, before which task, who sees to it and by when."""
    found = get(portfolio, Condition, key)
    row = _row(portfolio, found)
    fields = {**fields_of(found), "state": row["state"], "plan": portfolio.tasks[found.task].plan}
    return showing("condition.show", key, fields)


def _row(portfolio: Portfolio, one: Condition) -> dict[str, Any]:
    """`late`: its day has passed and it does not hold."""
    late = one.due is not None and one.due < portfolio.today
    state = "met" if one.met else "late" if late else "open"
    return {
        **fields_of(one),
        "what_told": one_line(one.what),
        "owner_told": one.owner or "nobody",
        "owner_tone": "plain" if one.owner else "warn",
        "state": state,
        "state_told": f"met {one.met}" if one.met else state,
        "state_tone": _TONES[state],
    }
