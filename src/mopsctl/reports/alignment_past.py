"""The figures of alignment in the weeks behind: a walk back through what was changed, as the audience may know it.

Only where something changed on which a figure depends, or a forum took place, are they computed again; and on the
records of the one plan, so that a week costs little in a large store. How teams moved is `reports.past`.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..changes import Change, ChangeSet, patch
from ..facts.alignment import DEPENDS_ON, Figure, alignment
from ..facts.audience import Audience, redact
from ..facts.by_plan import records_of
from ..facts.scheme import scheme_of
from ..model.commitment import Ask
from ..model.fields import Record
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.support import Support

WEEKS = 8  # how far back the figures are told
COMPARED = 4  # weeks ago: what today is compared with

_OF_PLANS = ("participations", "asks", "support", "tasks", "needs", "assignments")  # those of DEPENDS_ON

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
    return before(today, WEEKS), DEPENDS_ON


def course(
    portfolio: Portfolio,
    plan: str,
    policy: Policy,
    change_sets: Sequence[ChangeSet],
    began: date | None,
    audience: Audience,
) -> tuple[Point, ...]:
    """A point a week for the last weeks, oldest first, and one for today.

    It begins with the first day of the store (`began`) or of the plan, where that is less than so many weeks ago.
    `change_sets` are those from after the first of these days, newest first, of what figures depend on.
    """
    points = [Point(portfolio.today, alignment(portfolio, plan, policy))]
    steps = [(_day(one), some) for one in change_sets if (some := _of_plan(one, plan))]
    veil, now, rest = _Veil(audience), portfolio, list(reversed(steps))
    for day in reversed(_days(portfolio.today, _first(steps, plan, began))):
        taken = []
        while rest and rest[-1][0] > day:
            taken.append(rest.pop()[1])
        if taken:
            now = patch(now if now is not portfolio else _of_one(portfolio, plan, steps), veil.taken_back(taken))
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


class _Veil:
    """Takes changes back, the latest first, and shows what was there before as the audience may see it.

    To others a refused ask looks as if it were never answered, and a "no" as if nobody had asked. So they must look
    before they were given too, or the step down from what was proven or agreed would tell them.
    """

    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        self._refused: set[Any] = set()  # rounds refused at some later moment
        self._denied: dict[Any, dict[str, Any]] = {}  # marks of support that were a "no" at some later moment

    def taken_back(self, steps: Iterable[Iterable[Change]]) -> list[Change]:
        """The changes that take these back, in the order in which to make them."""
        return [self._back(change) for changes in steps for change in changes]

    def _back(self, change: Change) -> Change:
        match change.after:
            case Ask(state="refused"):
                self._refused.add(change.key)
            case Support() as mark:
                denied = {name: "no" for name in ("solution", "timing") if getattr(mark, name) == "no"}
                self._denied.setdefault(change.key, {}).update(denied)
        return Change(change.kind, change.after, change.before and self._seen(change, change.before))

    def _seen(self, change: Change, record: Record) -> Record | None:
        if self._audience in ("team", "all"):
            match record:
                case Ask() if change.key in self._refused:
                    record = replace(record, state="refused")
                case Support():
                    record = replace(record, **self._denied.get(change.key, {}))
        return redact(record, self._audience)
