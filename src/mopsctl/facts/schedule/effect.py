"""What an assumption does to a timeline: the schedule before it beside the schedule after it (domain §2.4)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from ...model.portfolio import Portfolio
from .calendar import day_at
from .calendars import calendar_of, plan_calendar
from .network import schedule

Span = tuple[int, int]  # first and last day, as ordinals


class Move(Struct, frozen=True):
    """A task that is due at another time; `days` later, in working days of its calendar, less than 0: earlier."""

    key: str
    was_start: date
    was_finish: date
    start: date
    finish: date
    days: int


class TeamMove(Struct, frozen=True):
    """A team that is moved: how many of its tasks, and how much later its last one ends, in the plan's working days."""

    team: str
    tasks: int
    days: int


class Effect(Struct, frozen=True):
    """The finish of a plan before and after, in working days of the plan's calendar, and who is moved."""

    finish_before: date | None
    finish_after: date | None
    days_lost: int
    moved: tuple[Move, ...] = ()  # in the order of the schedule after
    milestones: tuple[Move, ...] = ()
    teams: tuple[TeamMove, ...] = ()  # the most moved first


def effect(before: Portfolio, after: Portfolio, plan: str) -> Effect:
    """How the plan's timeline differs; tasks that have dates in one of the two alone are left out."""
    was, now = schedule(before, plan).spans(), schedule(after, plan).spans()
    moved = [_move(after, key, was[key], span) for key, span in now.items() if was.get(key, span) != span]
    moved.sort(key=lambda move: (move.start, move.finish, move.key))
    first, last = schedule(before, plan).finish, schedule(after, plan).finish
    milestones = tuple(move for move in moved if after.tasks[move.key].kind == "milestone")
    teams = _teams(after, plan, moved, (was, now))
    return Effect(first, last, lost(after, plan, first, last), tuple(moved), milestones, teams)


def _move(portfolio: Portfolio, key: str, was: Span, span: Span) -> Move:
    calendar = calendar_of(portfolio, portfolio.tasks[key])
    (old_start, old_finish), (start, finish) = map(day_at, was), map(day_at, span)
    return Move(key, old_start, old_finish, start, finish, calendar.number(finish) - calendar.number(old_finish))


def lost(portfolio: Portfolio, plan: str, before: date | None, after: date | None) -> int:
    """Working days of the plan from one finish to a later one; less than 0 where it is earlier."""
    if before is None or after is None:
        return 0
    calendar = plan_calendar(portfolio, plan)
    return calendar.number(after) - calendar.number(before)


def _teams(
    portfolio: Portfolio, plan: str, moved: Sequence[Move], spans: Iterable[Mapping[str, Span]]
) -> tuple[TeamMove, ...]:
    tasks = Counter(team for move in moved if (team := portfolio.tasks[move.key].team))
    ends = [_last_days(portfolio, some) for some in spans]
    found = [
        TeamMove(team, count, lost(portfolio, plan, *(day_at(last[team]) for last in ends)))
        for team, count in tasks.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.days, -one.tasks, one.team)))


def _last_days(portfolio: Portfolio, spans: Mapping[str, Span]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, (_, last) in spans.items():
        team = portfolio.tasks[key].team
        if team is not None:
            found[team] = max(found.get(team, last), last)
    return found
