"""What changed for a team between two moments, in sentences: dates, tasks, what it waits for, needs, decisions."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..facts.by_plan import records_of
from ..facts.outreach import needs as needs_by_team
from ..facts.overlap import capabilities_of
from ..facts.schedule.calendar import WorkCalendar
from ..facts.schedule.calendars import calendar_of, plan_calendar
from ..facts.schedule.network import ScheduledTask, schedule
from ..model.fields import one_line
from ..model.plan import Plan, Task
from ..model.portfolio import Portfolio
from .listing import working_days
from .why import reason


class News(Struct, frozen=True):
    """One thing that changed: what it is about, a sentence, and whether it is good (None: neither)."""

    about: str
    what: str
    good: bool | None = None


def news(before: Portfolio, after: Portfolio, plan: str, team: str) -> tuple[News, ...]:
    """What changed for a team, the plan itself first; empty where the plan was not there before."""
    if plan not in before.plans:
        return (News(plan, "the plan is new", None),)
    return (
        *_of_plan(before, after, plan),
        *_of_tasks(before, after, plan, team),
        *_of_others(before, after, plan, team),
        *_of_needs(before, after, plan, team),
        *_of_decisions(before, after, plan),
    )


def _of_plan(before: Portfolio, after: Portfolio, plan: str) -> Iterator[News]:
    was, now = before.plans[plan], after.plans[plan]
    then, finish = schedule(before, plan).finish, schedule(after, plan).finish
    if then and finish and then != finish:
        days = _moved(plan_calendar(after, plan), then, finish)
        yield News(plan, f"ends on {finish} instead of {then}: {_told(days)}", days < 0)
    yield from _fields(was, now)


def _fields(was: Plan, now: Plan) -> Iterator[News]:
    if was.target != now.target:
        yield News(now.key, f"is to be done by {now.target}" if now.target else "has no target any more")
    if was.stage != now.stage:
        yield News(now.key, f"moved from {was.stage} to {now.stage}")
    if was.goal != now.goal and now.goal:
        yield News(now.key, f"has a new goal: {one_line(now.goal)}")


def _moved(calendar: WorkCalendar, was: object, now: object) -> int:
    return calendar.number(now) - calendar.number(was)  # type: ignore[arg-type]


def _told(days: int) -> str:
    count = abs(days)
    return f"{working_days(count)} {'later' if days > 0 else 'earlier'}"


def _tasks(portfolio: Portfolio, plan: str) -> Mapping[str, Task]:
    return {task.key: task for task in records_of(portfolio, "tasks", plan)}


def _of_tasks(before: Portfolio, after: Portfolio, plan: str, team: str) -> Iterator[News]:
    """Its own tasks: new, gone, begun, done, moved."""
    old, new = _tasks(before, plan), _tasks(after, plan)
    dated = {one.key: one for one in schedule(after, plan).tasks}
    for key in sorted(new.keys() | old.keys()):
        was, now = old.get(key), new.get(key)
        if now is None or now.team != team:
            if was is not None and was.team == team:
                yield News(key, f'"{was.name}" is no longer its task' if now else f'"{was.name}" was taken out', None)
        elif was is None or was.team != team:
            yield News(key, f'new: "{now.name}", {_span(dated[key])}', None)
        else:
            yield from _of_task(before, after, plan, was, now)


def _span(one: ScheduledTask) -> str:
    if one.start is None:
        return "without dates"
    return f"{one.start} to {one.finish}" if one.start != one.finish else str(one.start)


def _of_task(before: Portfolio, after: Portfolio, plan: str, was: Task, now: Task) -> Iterator[News]:
    if now.finished and not was.finished:
        yield News(now.key, f'"{now.name}" is done, on {now.finished}', True)
        return
    if now.started and not was.started:
        yield News(now.key, f'"{now.name}" began on {now.started}', True)
    yield from _shift(before, after, plan, now)


def _shift(before: Portfolio, after: Portfolio, plan: str, task: Task) -> Iterator[News]:
    """A task that ends on another day, and why it starts when it does."""
    then, now = schedule(before, plan).of(task.key), schedule(after, plan).of(task.key)
    if not then.finish or not now.finish or then.finish == now.finish:
        return
    days = _moved(calendar_of(after, task), then.finish, now.finish)
    why = f" (it {reason(after, plan, now)})" if days > 0 else ""
    yield News(task.key, f'"{task.name}" ends on {now.finish} instead of {then.finish}: {_told(days)}{why}', days < 0)


def _of_others(before: Portfolio, after: Portfolio, plan: str, team: str) -> Iterator[News]:
    """What its unfinished tasks wait for: tasks of others that moved or are done, conditions that hold."""
    own = {key for key, task in _tasks(after, plan).items() if task.team == team and task.finished is None}
    awaited = {link.before for link in after.links.values() if link.after in own}
    for key in sorted(awaited):
        was, now = before.tasks.get(key), after.tasks[key]
        if now.team == team:
            continue
        by = f" ({now.team})" if now.team else ""
        if was is None:
            yield News(key, f'it now waits for "{now.name}"{by}')
        elif now.finished and not was.finished:
            yield News(key, f'"{now.name}"{by}, which it waited for, is done', True)
        elif now.plan == was.plan == plan:
            yield from _shift(before, after, plan, now)
    for key, condition in sorted(after.conditions.items()):
        known = before.conditions.get(key)
        if condition.task in own and condition.met and not (known and known.met):
            yield News(key, f'"{condition.what}" holds since {condition.met}', True)


def _of_needs(before: Portfolio, after: Portfolio, plan: str, team: str) -> Iterator[News]:
    old = {need.key: need for need in needs_by_team(before).get((plan, team), ())}
    for need in sorted(needs_by_team(after).get((plan, team), ()), key=lambda need: need.key):
        was, task = old.get(need.key), after.tasks.get(need.task or "")
        told = one_line(need.what)
        then = before.tasks.get(need.task or "")
        if task is not None and task.finished and not (was and then and then.finished):
            yield News(need.key, f'its need "{told}" is met', True)
        elif task is not None and was is not None and was.task != need.task:
            yield News(need.key, f'its need "{told}" is to be met by "{task.name}"', True)
        elif was is None:
            yield News(need.key, f'its need "{told}" is in the plan', None)


def _of_decisions(before: Portfolio, after: Portfolio, plan: str) -> Sequence[News]:
    """Which platform governs what: decided since."""
    found = []
    for key in capabilities_of(after, plan):
        was, now = before.capabilities.get(key), after.capabilities[key]
        if now.governing and now.governing != (was.governing if was else None):
            found.append(News(key, f'"{now.name}" is governed by {after.platforms[now.governing].name}', True))
    return found
