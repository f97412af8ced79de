"""What moved since the baseline, and whose slip moved it (domain §2.4). Making a baseline: `edit.baseline`.

A task is late for two reasons, told apart in its own working days. It *waited*: what it waits for leaves it free later
than on the day on which it was to start. The rest is its *own*: it takes longer, it is held by a date of its own, or
it was free and did not start. Whom it waited on is followed back to where the most was added: the task with the
largest slip of its own, or what the baseline knew nothing of (a new task, a condition, a decision).
"""

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from ...model.plan import Baseline, BaselineDate, Link
from ...model.portfolio import Portfolio
from ..by_plan import records_of
from ..memo import fact
from .calendar import WorkCalendar
from .calendars import calendar_of
from .network import Schedule, ScheduledTask, schedule


class Slip(Struct, frozen=True):
    """How far a task ends from its baseline, in its own working days; less than 0: earlier. `days == own + waited`."""

    task: str
    was_start: date
    was_finish: date
    start: date
    finish: date
    days: int
    own: int
    waited: int
    on: str | None = None  # the task, or the node of the network, that began it; None: it waited for nothing


class _Move(Struct, frozen=True):
    """How far a task moved, how much of that it waited, and for which task or node right before it."""

    days: int
    waited: int
    by: str | None

    @property
    def own(self) -> int:
        """What it added itself; nothing where it made good for what others lost."""
        own = self.days - self.waited
        return abs(own) if own * self.days > 0 else 0


@fact
def baseline(portfolio: Portfolio, plan: str) -> Baseline | None:
    """The baseline that a plan is compared with: its latest, by day and then by key; None where there is none."""
    return max(records_of(portfolio, "baselines", plan), key=lambda one: (one.on, one.key), default=None)


@fact
def baseline_dates(portfolio: Portfolio, plan: str) -> Mapping[str, BaselineDate]:
    """The dates of that baseline, by task; empty where there is none."""
    held = baseline(portfolio, plan)
    if held is None:
        return {}
    return {one.task: one for one in portfolio.baseline_dates.values() if one.baseline == held.key}


@fact
def slips(portfolio: Portfolio, plan: str) -> tuple[Slip, ...]:
    """The tasks of a plan that end on another day than in its baseline, in the order of the schedule.

    Those that are new since, or have no dates because of a loop, are not among them.
    """
    dates, timeline = baseline_dates(portfolio, plan), schedule(portfolio, plan)
    moved = [one for one in timeline.tasks if one.key in dates and one.start and one.finish] if dates else []
    moves = {one.key: _move(portfolio, one, dates) for one in moved}
    behind = {key: _behind(moves, timeline, move) for key, move in moves.items()}
    roots = _roots(moves, behind)
    return tuple([_slip(one, dates[one.key], moves[one.key], roots) for one in moved if moves[one.key].days])


def _slip(task: ScheduledTask, was: BaselineDate, move: _Move, roots: Mapping[str, str]) -> Slip:
    assert task.start is not None
    assert task.finish is not None
    own = move.days - move.waited
    return Slip(
        task.key, was.start, was.finish, task.start, task.finish, move.days, own, move.waited, roots.get(task.key)
    )


def _move(portfolio: Portfolio, task: ScheduledTask, dates: Mapping[str, BaselineDate]) -> _Move:
    assert task.start is not None
    assert task.finish is not None
    calendar, was = calendar_of(portfolio, portfolio.tasks[task.key]), dates[task.key]
    days = calendar.number(task.finish) - calendar.number(was.finish)
    late_start = calendar.number(task.start) - calendar.number(was.start)
    if task.driver is not None:  # it starts on the day on which that leaves it free
        return _Move(days, late_start, task.driver if late_start else None)
    free, by = max(_releases(portfolio, calendar, was, dates), default=(0, None))
    waited = max(0, min(late_start, free - calendar.number(was.start))) if by else 0
    return _Move(days, waited, by if waited else None)


def _releases(
    portfolio: Portfolio, calendar: WorkCalendar, was: BaselineDate, dates: Mapping[str, BaselineDate]
) -> Iterator[tuple[int, str]]:
    """What the start of a task waits for, each with the number of the day on which it leaves the task free."""
    for link in _links_into(portfolio).get(was.task, ()):
        before = schedule(portfolio, portfolio.tasks[link.before].plan).of(link.before)
        day = before.finish if link.kind == "FS" else before.start if link.kind == "SS" else None
        if day is not None:
            planned = dates.get(link.before)
            # A milestone takes no day, so what follows it may begin on its day, where it was meant to.
            same_day = link.kind == "SS" or (planned is not None and link.lag >= 0 and was.start <= planned.finish)
            number = calendar.number(day) if same_day else calendar.number_after(day)
            yield number + link.lag, link.before


@fact
def _links_into(portfolio: Portfolio) -> Mapping[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in portfolio.links.values():
        found.setdefault(link.after, []).append(link)
    return found


def _behind(moves: Mapping[str, _Move], timeline: Schedule, move: _Move) -> str | None:
    """What a task waited for; where that is no task but waits for one that is late as well, that one."""
    if move.by is None or move.by in moves or ":" not in move.by:
        return move.by
    driver = timeline.of(move.by).driver
    return driver if driver and driver in moves and moves[driver].days * move.waited > 0 else move.by


def _roots(moves: Mapping[str, _Move], behind: Mapping[str, str | None]) -> dict[str, str]:
    """For each task that waited, where the most was added of all that it waited for, one behind the other."""
    most: dict[str, tuple[int, str]] = {}  # up to a task: how much was added there, and where
    roots: dict[str, str] = {}
    for key in moves:
        chain: list[str] = []
        at: str | None = key
        while at is not None and at in moves and at not in most:
            most[at] = (0, at)
            chain.append(at)
            at = behind[at]
        for at in reversed(chain):
            most[at] = (moves[at].own, at)
            before = behind[at]
            if before is not None:
                earlier = most.get(before, (abs(moves[at].waited), before))
                roots[at] = earlier[1]
                most[at] = earlier if earlier[0] >= most[at][0] else most[at]
    return roots
