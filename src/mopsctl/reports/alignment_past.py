"""The figures of alignment in the weeks behind: a walk back through what was changed, as the audience may know it.

Only where something changed on which a figure depends, or a forum took place, are they computed again; and on the
records of the one plan, so that a week costs little in a large store. How teams moved is `reports.past`.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..changes import Change, ChangeSet, patch, reverse
from ..facts.alignment import DEPENDS_ON, Figure, alignment
from ..facts.audience import Audience
from ..facts.by_plan import records_of
from ..facts.scheme import scheme_of
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .retold import retold

WEEKS = 8  # how far back the figures are told
COMPARED = 4  # weeks ago: what today is compared with

_OF_PLANS = ("participations", "asks", "support", "tasks", "needs", "assignments")  # those of DEPENDS_ON

# What has to be known to tell what was renamed, though it moves no figure.
_NAMING = ("capabilities", "positions")

Steps: TypeAlias = Sequence[tuple[date, list[Change]]]  # what moved figures, by day, the newest first


class Point(Struct, frozen=True):
    """How the figures stood at the end of a day."""

    on: date
    figures: tuple[Figure, ...]


def before(today: date, weeks: int) -> date:
    """The same day of the week so many weeks before; the first day there is where that is no date any more."""
    return today - timedelta(days=min(7 * weeks, (today - date.min).days))


def look_back(today: date) -> tuple[date, tuple[str, ...]]:
    """After which day, and of which kinds of record, `course` wants to know what was changed."""
    return before(today, WEEKS), (*DEPENDS_ON, *_NAMING)


def course(
    portfolio: Portfolio,
    plan: str,
    policy: Policy,
    change_sets: Sequence[ChangeSet],
    began: date | None,
    audience: Audience,
    whole: Callable[[], Sequence[ChangeSet]] | None = None,
) -> tuple[Point, ...]:
    """A point a week for the last weeks, oldest first, and one for today.

    It begins with the first day of the store (`began`) or of the plan, where that is less than so many weeks ago.
    `change_sets` are those from after the first of these days, newest first, of what `look_back` says; `whole` gives
    all, for the rare past that cannot be told to this audience without (`retold`).
    """
    points = [Point(portfolio.today, alignment(portfolio, plan, policy))]
    told = retold(change_sets, audience, whole)
    steps = [(_day(one), some) for one in told if (some := _of_plan(one, plan))]
    now, rest = portfolio, list(reversed(steps))
    for day in reversed(_days(portfolio.today, _first(steps, plan, began))):
        taken: list[Change] = []
        while rest and rest[-1][0] > day:
            taken += reverse(rest.pop()[1])
        if taken:
            now = patch(now if now is not portfolio else _of_one(portfolio, plan, steps), taken)
        figures = points[-1].figures
        if taken or _forum_between(now, plan, day, points[-1].on):
            figures = alignment(replace(now, today=day), plan, policy)
        points.append(Point(day, figures))
    return tuple(reversed(points))


def compared(points: Sequence[Point]) -> Point | None:
    """What today is compared with: four weeks ago, else the first day there is; None on that day itself."""
    *past, now = points
    return next((point for point in past if point.on >= before(now.on, COMPARED)), None)


def _days(today: date, first: date | None) -> list[date]:
    """The days to look at, oldest first, today left out."""
    if first is None:
        return []
    weekly = [before(today, weeks) for weeks in range(WEEKS, 0, -1)]
    return sorted({day for day in (max(first, weekly[0]), *weekly) if first <= day < today})


def _first(steps: Steps, plan: str, began: date | None) -> date | None:
    """The first day of the store, or the later one on which the plan came into it."""
    for day, changes in steps:
        if any(one.kind == "plans" and one.key == plan and one.before is None for one in changes):
            return day
    return began


def _day(change_set: ChangeSet) -> date:
    assert change_set.at is not None
    return change_set.at.date()


def _of_plan(change_set: ChangeSet, plan: str) -> list[Change]:
    """The changes that may move a figure of the plan."""
    return [one for one in change_set.changes if one.kind in DEPENDS_ON and _concerns(one, plan)]


def _concerns(change: Change, plan: str) -> bool:
    if change.kind == "plans":
        return bool(change.key == plan)
    plans = (getattr(change.before, "plan", None), getattr(change.after, "plan", None))
    return change.kind not in _OF_PLANS or plan in plans


def _of_one(portfolio: Portfolio, plan: str, steps: Steps) -> Portfolio:
    """The same without what other plans have, and who is only asked or told: all that is gone through week by week."""
    kept: dict[str, Any] = {
        plural: {key: one for key, one in portfolio.of(plural).items() if one.plan == plan} for plural in _OF_PLANS
    }
    known = scheme_of(portfolio)
    idle = "" if any(one.kind == "letters" for _, changes in steps for one in changes) else known.asked + known.told
    kept["assignments"] = {key: one for key, one in kept["assignments"].items() if one.letter not in idle}
    return replace(portfolio, **kept)


def _forum_between(portfolio: Portfolio, plan: str, day: date, later: date) -> bool:
    """Time alone bears out that a leader was won, once the forum took place."""
    return any(ask.forum_on and day < ask.forum_on <= later for ask in records_of(portfolio, "asks", plan))
