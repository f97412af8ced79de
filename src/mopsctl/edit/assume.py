"""What if: assumptions about a plan, each made an edit, so that the timeline after them is computed like any other.

How each is modelled (domain §1.2, §1.4, §2.4):
- A task slips: it takes that much longer; a milestone falls that much later.
- A team refuses: what it has not begun waits until an assumed date, on which it is persuaded or replaced.
- A person is missing: what that person owns and has not begun waits until an assumed date; what has begun takes as
  much longer as there are working days until then.
- A capability is decided on a day: no implementation of the plan begins before, while two platforms offer it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import structs

from ..errors import USAGE, MopsError
from ..facts.by_plan import records_of
from ..facts.objections import stops
from ..facts.participation import participating
from ..facts.schedule.calendars import calendar_of, person_calendar, plan_calendar
from ..facts.schedule.network import schedule
from ..model.assumption import Assumption, Decide, Refuse, Slip, Without
from ..model.capability import Capability
from ..model.fields import typed
from ..model.lookup import get
from ..model.org import Person, Team
from ..model.plan import Task
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from . import records


def assume(portfolio: Portfolio, plan: str, assumptions: Sequence[Assumption], policy: Policy) -> Portfolio:
    """The Portfolio as it would be; MopsError where an assumption says nothing that could come about."""
    _demand_once(assumptions)
    for one in assumptions:
        match one:
            case Slip():
                portfolio = _slip(portfolio, one)
            case Refuse():
                portfolio = _refuse(portfolio, plan, one, policy)
            case Without():
                portfolio = _without(portfolio, plan, one, policy)
            case Decide():
                portfolio = _decide(portfolio, plan, one)
    return portfolio


def _demand_once(assumptions: Iterable[Assumption]) -> None:
    said: set[tuple[type, str]] = set()
    for one in assumptions:
        what: str = structs.astuple(one)[0]
        if (type(one), what) in said:
            raise MopsError(f"of {what} the same is assumed twice; say it once", code=USAGE)
        said.add((type(one), what))


def assumed_until(portfolio: Portfolio, plan: str, until: date | None, days: int) -> date:
    """The day on which work goes on: the one said, else so many of the plan's working days after today."""
    if until is not None and until <= portfolio.today:
        raise MopsError(f"{until} is not after today, {portfolio.today}: nothing would wait for it", code=USAGE)
    return until if until is not None else plan_calendar(portfolio, plan).add(portfolio.today, days)


def _slip(portfolio: Portfolio, slip: Slip) -> Portfolio:
    task = get(portfolio, Task, slip.task)
    if task.finished is not None:
        raise MopsError(f"{task.key} was finished on {task.finished}: it slips no more", code=USAGE)
    found = schedule(portfolio, task.plan).of(task.key)
    if found.start is None or found.finish is None:
        raise MopsError(f"{task.key} has no dates: it is on or behind a loop", hint="mopsctl gaps", code=USAGE)
    calendar = calendar_of(portfolio, task)
    days = slip.days if slip.working else _working(portfolio, task, found.finish, slip.days)
    if task.kind == "milestone" or task.days == 0:
        if days < 0:
            raise MopsError(f"{task.key} takes no days: it cannot fall earlier than what it waits for", code=USAGE)
        return records.put(portfolio, structs.replace(task, not_before=calendar.add(found.finish, days)))
    takes = calendar.between(found.start, found.finish) if task.started else (task.days or 1)
    if found.because in ("FF", "SF"):  # it begins when its end lets it, and would just begin earlier
        task = structs.replace(task, not_before=found.start)
    if takes + days < 1:
        raise MopsError(f"{task.key} takes {takes} working day{'s' * (takes > 1)}, not {-days} to spare", code=USAGE)
    return records.put(portfolio, _taking(task, takes + days))


def _taking(task: Task, days: int) -> Task:
    """The task with another duration; its estimates still enclose it."""
    low = None if task.days_low is None else min(task.days_low, days)
    high = None if task.days_high is None else max(task.days_high, days)
    return structs.replace(task, days=days, days_low=low, days_high=high)


def _working(portfolio: Portfolio, task: Task, finish: date, days: int) -> int:
    """Calendar days as working days of the task, from its finish on: later rounded up, earlier to the day before."""
    calendar, target = calendar_of(portfolio, task), date.fromordinal(finish.toordinal() + days)
    last = calendar.number(target) if days > 0 else calendar.number_after(target) - 1
    return last - calendar.number(finish)


def _refuse(portfolio: Portfolio, plan: str, refuse: Refuse, policy: Policy) -> Portfolio:
    get(portfolio, Team, refuse.team)
    own = [t for t in records_of(portfolio, "tasks", plan) if t.team == refuse.team]
    if not own and refuse.team not in participating(portfolio, plan):
        raise MopsError(f"{refuse.team} has no part in {plan}", hint=f"mopsctl timeline show --plan {plan}", code=USAGE)
    until = assumed_until(portfolio, plan, refuse.until, policy.refusal_days)
    return records.put(portfolio, *(held for task in own if (held := _held(task, until)) is not task))


def _without(portfolio: Portfolio, plan: str, without: Without, policy: Policy) -> Portfolio:
    get(portfolio, Person, without.person)
    until = assumed_until(portfolio, plan, without.until, policy.absence_days)
    lost = max(0, person_calendar(portfolio, without.person, plan).between(portfolio.today, until) - 1)
    own = [t for t in records_of(portfolio, "tasks", plan) if t.owner == without.person and t.finished is None]
    if not own:
        raise MopsError(f"{without.person} owns nothing in {plan} that is not finished", code=USAGE)
    return records.put(portfolio, *(_longer(portfolio, t, lost) if t.started else _held(t, until) for t in own))


def _longer(portfolio: Portfolio, task: Task, days: int) -> Task:
    """What has begun, if it ends so many of its working days later than it would."""
    found = schedule(portfolio, task.plan).of(task.key)
    if found.start is None or found.finish is None:
        return task
    return _taking(task, calendar_of(portfolio, task).between(found.start, found.finish) + days)


def _held(task: Task, until: date) -> Task:
    """What has not begun waits until then, if it does not wait longer already."""
    if task.started or task.finished or (task.not_before and task.not_before >= until):
        return task
    return structs.replace(task, not_before=until)


def _decide(portfolio: Portfolio, plan: str, decide: Decide) -> Portfolio:
    get(portfolio, Capability, decide.capability)
    if not any(one.subject == typed("capability", decide.capability) for one in stops(portfolio, plan)):
        raise MopsError(
            f"nothing in {plan} waits for a decision on {decide.capability}",
            hint=f"mopsctl capability show {decide.capability}",
            code=USAGE,
        )
    if decide.on < portfolio.today:
        raise MopsError(f"{decide.on} is past: an open decision cannot be taken then", code=USAGE)
    return records.update(portfolio, Capability, decide.capability, {"decide_by": decide.on})
