"""Which calendar holds for whom: a team's own, else its plan's, else Monday to Friday, less days off (domain §2.4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from ...model.calendar import WEEKDAYS
from ...model.fields import typed
from ...model.plan import Task
from ...model.portfolio import Portfolio
from ..memo import fact
from .calendar import MONDAY_TO_FRIDAY, WorkCalendar

Ordinals = frozenset[int]


def calendar_of(portfolio: Portfolio, task: Task) -> WorkCalendar:
    """The calendar a task is worked on: that of its team, less the days off of its owner."""
    owner = task.owner if task.owner in _with_days_off(portfolio, "person") else None
    return _calendar(portfolio, task.team, owner, task.plan)


def calendars_of(portfolio: Portfolio, tasks: Iterable[Task]) -> list[WorkCalendar]:
    """The same of each of many tasks: most are of somebody who is never away."""
    teams, people = _with_days_off(portfolio, "team"), _with_days_off(portfolio, "person")
    own = {key: team.calendar for key, team in portfolio.teams.items() if team.calendar is not None}
    usual = {key: _made(portfolio, plan.calendar, frozenset()) for key, plan in portfolio.plans.items()}
    return [
        calendar_of(portfolio, task)
        if task.team in own or task.team in teams or task.owner in people
        else usual[task.plan]
        for task in tasks
    ]


def team_calendar(portfolio: Portfolio, team: str | None, plan: str) -> WorkCalendar:
    """The calendar of a team in a plan; of no team: the plan's."""
    return _calendar(portfolio, team, None, plan)


def person_calendar(portfolio: Portfolio, person: str, plan: str) -> WorkCalendar:
    """The calendar of a person: that of the team, less days off."""
    return _calendar(portfolio, portfolio.people[person].team, person, plan)


def plan_calendar(portfolio: Portfolio, plan: str) -> WorkCalendar:
    """The calendar of a plan, in which what it gains and loses is counted."""
    return _calendar(portfolio, None, None, plan)


@fact
def origin(portfolio: Portfolio) -> int:
    """The ordinal that positions are counted from, the same for all calendars: a week before the first date known."""
    days = [portfolio.today, *(plan.start for plan in portfolio.plans.values())]
    days += [day for task in portfolio.tasks.values() for day in (task.started, task.finished) if day]
    return min(days).toordinal() - 7


@fact
def _calendar(portfolio: Portfolio, team: str | None, owner: str | None, plan: str) -> WorkCalendar:
    own = portfolio.teams[team].calendar if team is not None else None
    key = own if own is not None else portfolio.plans[plan].calendar
    off: Ordinals = frozenset()
    if team is not None:
        off = off | _with_days_off(portfolio, "team").get(team, frozenset())
    if owner is not None:
        off = off | _with_days_off(portfolio, "person").get(owner, frozenset())
    return _made(portfolio, key, off)


@fact
def _made(portfolio: Portfolio, key: str | None, off: Ordinals) -> WorkCalendar:
    """One object for all who work the same days."""
    if key is None:
        return WorkCalendar(origin(portfolio), MONDAY_TO_FRIDAY, off)
    week = tuple(day in portfolio.calendars[key].week for day in WEEKDAYS)
    holidays, worked = _exceptions(portfolio).get(key, (frozenset(), frozenset()))
    return WorkCalendar(origin(portfolio), week, off | holidays, worked - off)


@fact
def _exceptions(portfolio: Portfolio) -> Mapping[str, tuple[Ordinals, Ordinals]]:
    """Of each calendar the ordinals of its holidays, and of those days that are worked all the same."""
    days: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for one in portfolio.holidays.values():
        days[one.calendar][one.works].append(one.on.toordinal())
    return {key: (frozenset(off), frozenset(on)) for key, (off, on) in days.items()}


@fact
def _with_days_off(portfolio: Portfolio, word: str) -> Mapping[str, Ordinals]:
    """The days off of the teams or of the people, as ordinals."""
    days: defaultdict[str, set[int]] = defaultdict(set)
    prefix = typed(word, "")
    for one in portfolio.days_off.values():
        if one.holder.startswith(prefix):
            days[one.holder.removeprefix(prefix)].update(range(one.first.toordinal(), one.last.toordinal() + 1))
    return {key: frozenset(some) for key, some in days.items()}


def later(portfolio: Portfolio, plan: str, days: int) -> date:
    """The day that many of the plan's working days after today."""
    return plan_calendar(portfolio, plan).add(portfolio.today, days)
