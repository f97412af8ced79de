"""PLN608, 609 and 611: dates that moved, dates that are missed, and who is asked for too much at once (domain §2.4)."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from ..facts.by_plan import records_of
from ..facts.levelling.load import Load, overloads
from ..facts.participation import naming
from ..facts.schedule.calendar import WorkCalendar
from ..facts.schedule.calendars import calendar_of, plan_calendar
from ..facts.schedule.network import schedule
from ..facts.schedule.slip import Slip, baseline, slip_of, slips_beyond
from ..model.fields import typed
from ..model.plan import Task
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .crowds import thinned, thinned_of
from .rule import FROM_PLAN, Found, rule
from .words import few


@rule("PLN608", "slip", "warning", FROM_PLAN)
def slip(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """A task ends later than in the baseline, by more working days than the limit.

    Why: what moved since the baseline, and whose slip moved it, is what a steering group asks first (domain §2.4). A
    task is told by itself where its own slip is beyond the limit; of all that waited on one task, the one that ends
    last is told, with how many more there are. Finished tasks are past help. Once the new dates are agreed, freeze
    them: `plan baseline`.

    Cure: mopsctl timeline why connect && mopsctl plan baseline agreed

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        tasks:
        - {key: connect, name: Connect the shop, plan: cdp, team: it, days: 11}
        baselines:
        - {key: first, plan: cdp, on: 2026-11-02}
        baseline_dates:
        - {baseline: first, task: connect, start: 2026-11-16, finish: 2026-11-27}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        tasks:
        - {key: connect, name: Connect the shop, plan: cdp, team: it, days: 10}
        baselines:
        - {key: first, plan: cdp, on: 2026-11-02}
        baseline_dates:
        - {baseline: first, task: connect, start: 2026-11-16, finish: 2026-11-27}
    """
    for plan in sorted(portfolio.plans):
        held = baseline(portfolio, plan)
        if held is not None:
            fault = f"end more than {_days(policy.slip_days)} later than in the baseline of {held.on}"
            late = list(_slips(portfolio, plan, policy))
            yield from thinned_of(late, fault, partial(_slipped, portfolio, plan, held.on))


def _slips(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[tuple[Slip, int]]:
    """The slips that are told, and of how many more each stands for."""
    waited: dict[str, list[Slip]] = {}
    for one in slips_beyond(portfolio, plan, policy.slip_days):
        if portfolio.tasks[one.task].finished:
            continue
        if one.on is None or one.own > policy.slip_days:
            yield one, 0
        else:
            waited.setdefault(one.on, []).append(one)
    for _, those in sorted(waited.items()):
        last = max(those, key=lambda one: (one.finish, one.days, one.task))
        yield last, len(those) - 1


def _slipped(portfolio: Portfolio, plan: str, on: date, late: tuple[Slip, int]) -> Found:
    one, more = late
    others, whose = f", as did {more} more" if more else "", _whose(one, slip_of(portfolio, plan, one.on or ""))
    message = f"ends {one.finish}, {_days(one.days)} later than in the baseline of {on}: {whose}{others}"
    return Found(typed("task", one.task), message, f"mopsctl timeline why {one.task}", plan)


def _whose(one: Slip, began: Slip | None) -> str:
    """Whose slip it is; `began` is that of the task it waited on, if it is late as well."""
    if one.on is None:
        return "its own slip"
    alone = began is None or began.own >= one.waited
    of_all = "" if alone else "most of all "
    if one.own == 0:
        return f"it waited {of_all}on {one.on}"
    if one.own < 0:
        return f"it waited {one.waited} {of_all}on {one.on} and made good {-one.own}"
    return f"{one.own} its own, {one.waited} waited {of_all}on {one.on}"


def _days(days: int) -> str:
    return f"{days} working day" + "s" * (days != 1)


@rule("PLN609", "overload", "warning", FROM_PLAN)
def overload(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A team or a person is asked for more than it has.

    Why: everybody's tasks on one timeline show who is asked for too much at once (domain §2.4); a date that needs
    seven days of a five-day week is no date. One finding tells the worst week of each; a person's tasks in all plans
    count. What a team has is its `--capacity`, else as many people as it has here, at least one.

    Cure: mopsctl timeline level && mopsctl timeline level --keep

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        tasks:
        - {key: connect, name: Connect the shop, plan: cdp, days: 10, owner: ben}
        - {key: learn, name: Learn the platform, plan: cdp, days: 2, owner: ben}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        tasks:
        - {key: connect, name: Connect the shop, plan: cdp, days: 10, owner: ben}
        - {key: learn, name: Learn the platform, plan: cdp, days: 2, owner: ada}
    """
    for plan in sorted(portfolio.plans):
        weeks: dict[str, list[Load]] = {}
        for one in overloads(portfolio, plan):
            weeks.setdefault(one.holder, []).append(one)
        for holder, over in sorted(weeks.items()):
            worst = max(over, key=lambda one: (one.over, -one.week.toordinal()))
            others = f"; too much in {len(over)} weeks" if len(over) > 1 else ""
            asked = f"{worst.over:g} days too many in the week of {worst.week}, {worst.demand:g} of {worst.capacity:g}"
            message = f"asked for {asked} ({few(worst.tasks)}){others}"
            yield Found(holder, message, f"mopsctl timeline level{naming(portfolio, plan)}", plan)


@rule("PLN611", "target-missed", "error", FROM_PLAN)
def target_missed(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """The computed finish of the plan is after its target, or that of a task is after the day it must finish by.

    Why: a plan whose own dates say that it will be late is not on track because nobody has said so (domain §2.4).
    The chain behind the last task tells what would have to move; else it is the target that moves: `plan set --target`.

    Cure: mopsctl timeline why connect && mopsctl plan set --target 2026-12-04

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada, target: 2026-12-02}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada, target: 2026-12-04}
    """
    for plan in sorted(portfolio.plans):
        timeline, target = schedule(portfolio, plan), portfolio.plans[plan].target
        if target and timeline.finish and timeline.finish > target:
            late = _late(plan_calendar(portfolio, plan), target, timeline.finish)
            last = max(timeline.last)
            message = f"ends {timeline.finish}, {late} after its target {target}"
            yield Found(typed("plan", plan), message, f"mopsctl timeline why {last}", plan)
        yield from thinned(list(_overdue(portfolio, plan)), "end after the day by which they must")


def _overdue(portfolio: Portfolio, plan: str) -> Iterator[Found]:
    tasks: Sequence[Task] = records_of(portfolio, "tasks", plan)
    due = {task.key: task.must_by for task in tasks if task.must_by and task.finished is None}
    timeline = schedule(portfolio, plan)
    for key in timeline.keys if due else ():
        dates = timeline.dates_of(key) if key in due else None
        if dates and dates[1] > due[key]:
            late = _late(calendar_of(portfolio, portfolio.tasks[key]), due[key], dates[1])
            message = f"ends {dates[1]}, {late} after {due[key]}, by which it must"
            yield Found(typed("task", key), message, f"mopsctl timeline why {key}", plan)


def _late(calendar: WorkCalendar, wanted: date, finish: date) -> str:
    return _days(calendar.number_after(finish) - calendar.number_after(wanted))
