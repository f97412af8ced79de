"""What teams need of a plan so that they can do their part (domain §2.1)."""

from typing import Any

from ..model.fields import one_line
from ..model.lookup import get
from ..model.org import Team
from ..model.plan import Need
from ..model.portfolio import Portfolio
from .document import Report
from .listing import Field, columns, fields_of, listing, showing

NEED_FIELDS = (
    Field("key", tone="key"),
    Field("team"),
    Field("what", wrap=True),
    Field("by", optional=True),
    Field("agreed"),
    Field("task", "met by"),
)
_LINES = columns("key", "team", "what", "by", "agreed", "task", "said_in")


def needs(portfolio: Portfolio, plan: str, *, team: str = "") -> Report:
    """The needs of a plan, or of one team in it, by team and key."""
    if team:
        get(portfolio, Team, team)
    found = [one for one in portfolio.needs.values() if one.plan == plan and team in ("", one.team)]
    rows = need_rows(found)
    empty = "No need yet: mopsctl need add KEY --team TEAM --what TEXT --by PERSON"
    return listing("need.list", "Needs", rows, NEED_FIELDS, empty, scripts=_LINES)


def need_rows(found: list[Need]) -> list[dict[str, Any]]:
    """Needs as rows; one that no task meets says so."""
    return [
        {
            **fields_of(one),
            "what_told": one_line(one.what),
            "agreed_tone": "good" if one.agreed else "warn",
            "task_told": one.task or "no task",
            "task_tone": "key" if one.task else "warn",
        }
        for one in sorted(found, key=lambda one: (one.team, one.key))
    ]


def need(portfolio: Portfolio, key: str) -> Report:
    """One need: whose it is, what meets it, and where it was said."""
    return showing("need.show", key, fields_of(get(portfolio, Need, key)))
