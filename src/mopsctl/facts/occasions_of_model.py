"""What there is to ask a team about the operating model: the points of the agenda that it must be there for (§3)."""

from collections.abc import Iterable, Mapping
from datetime import date

from .agenda import points
from .case import Case, Names, Supply
from .languages import Language, written
from .occasions_of_roles import own_rows
from .point import Point

# The points that are asked for as they stand. Those on owners and on who is accountable have occasions of their own.
EACH = (
    "split", "sprawling", "team-decides", "unconfirmed", "unsourced", "untied", "unassessed", "weak", "weak-said",
    "forked", "sourceless", "vacant", "unsaid", "stale",
)  # fmt: skip


def open_point(each: str) -> Supply:
    """The points of one kind that the team is wanted for."""
    return lambda case: [named(one.names, case.language) for one in _own(case) if one.each == each]


def unheld(each: str) -> Supply:
    """The topics that are nobody's: too early to be asked before there is a platform and a duty of the team on it."""

    def supply(case: Case) -> Iterable[Names]:
        return open_point(each)(case) if case.plan.platform and own_rows(case) else []

    return supply


def named(names: Mapping[str, str | date], language: Language) -> Names:
    """The names of a point as they are filled in."""
    return {name: written(value, language) if isinstance(value, date) else value for name, value in names.items()}


def _own(case: Case) -> list[Point]:
    return [one for one in points(case.portfolio, case.plan.key, case.policy) if case.team in one.room]
