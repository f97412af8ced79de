"""The merged timeline: early and late dates, slack and the critical path (Kelley & Walker 1959; domain §2.4).

How dates come about:
- A task starts on the first working day after the last task it waits for, never before the plan's start, its own
  `not_before` or today: what has not begun cannot begin in the past.
- `started` keeps its start, whatever it was to wait for; it takes its days from there and ends today at the
  earliest. `finished` keeps its dates. `percent` moves nothing.
- No `days`: one day, and `estimated` says False. No days (a milestone): it falls on the day on which what it waits
  for is finished, and what waits for it may start the day after, or the same day if a date held it back.
- Tasks of all plans form one network. Slack and the critical path are with respect to one plan's own finish.
- Tasks on or behind a loop have no dates; all others have.

Inside, time is counted in working days (`calendar.number`). `end` is the first day on which what follows may start,
`last` the day shown as the finish; they differ by one except for a milestone that a date held back.
"""

from datetime import date

from msgspec import Struct

from ...model.plan import Task
from ...model.portfolio import Portfolio
from ..memo import fact
from . import calendar
from .cycles import cycles

NEVER = 1 << 60  # later than any working day


class ScheduledTask(Struct, frozen=True):
    """When a task is due. Dates are inclusive; all are None on or behind a loop. Slack is None too once it is done."""

    key: str
    start: date | None = None
    finish: date | None = None
    late_start: date | None = None
    late_finish: date | None = None
    slack: int | None = None  # total, in working days
    critical: bool = False
    driver: str | None = None  # the task it waits for that sets its start; None: a date does
    estimated: bool = True


class Schedule(Struct, frozen=True):
    """A plan's tasks by start, finish and key (those without dates last), its own finish, and its loops."""

    plan: str
    tasks: tuple[ScheduledTask, ...]
    start: date | None
    finish: date | None
    cycles: tuple[tuple[str, ...], ...]


class Early(Struct, frozen=True):
    """A task as early as it can be, in working-day numbers; `zero` for what takes no days."""

    start: int
    end: int
    last: int
    zero: bool
    driver: str | None = None


class Network(Struct, frozen=True):
    """The tasks that have dates, those before others first, and what waits for what among them.

    A task that has begun waits for nothing any more: links into it are left out.
    """

    early: dict[str, Early]
    after: dict[str, list[str]]


@fact
def schedule(portfolio: Portfolio, plan: str) -> Schedule:
    """The timeline of one plan, in its place among all plans (domain §2.4)."""
    early, after = network(portfolio).early, network(portfolio).after
    own = [key for key, task in portfolio.tasks.items() if task.plan == plan]
    last = max((early[key].last for key in own if key in early), default=None)
    slacks = {} if last is None else _slacks(early, after, frozenset(own), last)
    tasks = [_scheduled(portfolio.tasks[key], early.get(key), slacks.get(key)) for key in own]
    tasks.sort(key=lambda task: (task.start or date.max, task.finish or date.max, task.key))
    dated = [task for task in tasks if task.start and task.finish]
    return Schedule(
        plan,
        tuple(tasks),
        min((task.start for task in dated if task.start), default=None),
        max((task.finish for task in dated if task.finish), default=None),
        cycles(portfolio, plan),
    )


@fact
def network(portfolio: Portfolio) -> Network:
    """The forward pass over the tasks of all plans."""
    tasks = portfolio.tasks
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for link in portfolio.links.values():
        if not _has_begun(tasks[link.after]):
            before.setdefault(link.after, []).append(link.before)
            after.setdefault(link.before, []).append(link.after)
    waits = {key: len(some) for key, some in before.items()}
    ready = [key for key in tasks if key not in waits]
    today = calendar.number(portfolio.today)
    starts = {key: calendar.number(plan.start) for key, plan in portfolio.plans.items()}
    early: dict[str, Early] = {}
    for key in ready:  # grows as tasks come free
        task = tasks[key]
        early[key] = _early(task, [(early[k], k) for k in before.get(key, ())], starts[task.plan], today)
        for following in after.get(key, ()):
            waits[following] -= 1
            if not waits[following]:
                ready.append(following)
    return Network(early, after)


def _has_begun(task: Task) -> bool:
    return task.finished is not None or (task.started is not None and not _takes_no_days(task))


def _takes_no_days(task: Task) -> bool:
    return task.kind == "milestone" or task.days == 0


def _days(task: Task) -> int:
    return 0 if _takes_no_days(task) else task.days or 1


def _early(task: Task, before: list[tuple[Early, str]], plan_start: int, today: int) -> Early:
    days = _days(task)
    if task.finished:
        last = calendar.number(task.finished)
        start = calendar.number(task.started) if task.started else last - max(days - 1, 0)
        # Work finished on a Sunday leaves the Monday free for what follows.
        return Early(start, calendar.number_after(task.finished), last, not days)
    if task.started and days:
        start = calendar.number(task.started)
        last = max(start + days - 1, today)
        return Early(start, last + 1, last, False)
    floor = max(plan_start, today, calendar.number(task.not_before) if task.not_before else 0)
    start, driver = floor, None
    for other, key in before:
        if other.end > start or (other.end == start and (driver is None or key < driver)):
            start, driver = other.end, key
    if days:
        return Early(start, start + days, start + days - 1, False, driver)
    last = max([floor, *(other.last for other, _ in before)])
    return Early(start, start, last, True, driver)


def _slacks(
    early: dict[str, Early], after: dict[str, list[str]], own: frozenset[str], plan_last: int
) -> dict[str, int]:
    """Total slack with respect to the plan's finish, as good as endless where it does not depend: the backward pass.

    `latest` bounds `end` and `last` of what takes no days; it needs both, for it has no day of its own.
    """
    latest: dict[str, tuple[int, int]] = {}
    slacks: dict[str, int] = {}
    for key in reversed(early):
        task = early[key]
        ends, lasts = [NEVER], [plan_last if key in own else NEVER]
        for following in after.get(key, ()):
            if following in latest:
                ends.append(latest[following][0])
                lasts.append(latest[following][1])
            elif following in slacks:  # else it is behind a loop
                ends.append(early[following].start + slacks[following])
        slacks[key] = min(min(ends) - task.end, min(lasts) - task.last)
        if task.zero:
            latest[key] = min(ends), min(lasts)
    return slacks


def _scheduled(task: Task, early: Early | None, slack: int | None) -> ScheduledTask:
    estimated = task.days is not None or task.kind == "milestone"
    if early is None:
        return ScheduledTask(task.key, estimated=estimated)
    if task.finished:
        start = task.finished if early.zero else task.started or calendar.day(early.start)
        return ScheduledTask(task.key, start, task.finished, start, task.finished, estimated=estimated)
    assert slack is not None
    finish, late_finish = calendar.day(early.last), calendar.day(early.last + slack)
    if early.zero:
        start, late_start = finish, late_finish
    elif task.started:
        start = late_start = task.started
    else:
        start, late_start = calendar.day(early.start), calendar.day(early.start + slack)
    return ScheduledTask(task.key, start, finish, late_start, late_finish, slack, slack == 0, early.driver, estimated)
