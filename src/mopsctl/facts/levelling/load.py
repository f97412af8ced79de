"""Who is asked for too much at once: demand against capacity per team and person, week by week (domain §2.4).

An unfinished task asks for its `share` of one person on each working day from its start to its finish, of its owner
and of its team. What is asked is summed over the tasks of all plans, for the days from today on: what is past cannot
be relieved. Capacity and overload are counted day by day, so two tasks on one Monday overload a person whose week
would have had room for both.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate

from msgspec import Struct

from ...model.fields import untyped
from ...model.plan import Task
from ...model.portfolio import Portfolio
from ..memo import fact
from ..schedule.calendar import WorkCalendar
from ..schedule.calendars import person_calendar, team_calendar
from ..schedule.graph import Graph, graph
from ..schedule.network import earliest
from ..schedule.passes import Early
from .capacity import WHOLE, capacities

WEEK = 7
_BITS = 20  # room for a change of what is asked, more than a hundred times the largest share
_NOTHING, _CHANGE = 1 << _BITS - 1, (1 << _BITS) - 1
Days = defaultdict[int, int]  # position -> percent of a person
Asked = Mapping[str, Days]  # by holder


class Load(Struct, frozen=True):
    """What is asked of one team or person in one week in which anything is, in person-days."""

    holder: str  # typed
    week: date  # its Monday
    demand: float
    capacity: float  # on its working days of that week, from today on
    over: float  # summed over the days on which more is asked for than there is
    tasks: tuple[str, ...]  # those that ask for it, of any plan, sorted


@fact
def load(portfolio: Portfolio, plan: str) -> tuple[Load, ...]:
    """Of every team and person with an unfinished task in the plan, by holder and week."""
    return _loads(portfolio, plan, frozenset(_nodes_of(portfolio)))


@fact
def overloads(portfolio: Portfolio, plan: str) -> tuple[Load, ...]:
    """The weeks in which a team or person is asked for more than there is."""
    return tuple([one for one in _loads(portfolio, plan, _crowded(portfolio)) if one.over > 0])


class _Demand(Struct, frozen=True):
    """The tasks with dates that ask for the time of each holder, as nodes; and when each begins and ends to ask.

    A moment has a position above, and below it the change of what is asked.
    """

    nodes: Mapping[str, Sequence[int]]
    begins: Mapping[int, int]
    ends: Mapping[int, int]


@fact
def _demand(portfolio: Portfolio) -> _Demand:
    made, early, found = graph(portfolio), earliest(portfolio), defaultdict[str, list[int]](list)
    tasks, keys, holds, first, last = portfolio.tasks, made.keys, made.holds, early.first, early.last
    begins, ends = dict[int, int](), dict[int, int]()
    for node in early.order:
        if node not in holds and (holders := holders_of(task := tasks[keys[node]])):
            begins[node] = (first[node] << _BITS) + _NOTHING + task.share
            ends[node] = (last[node] + 1 << _BITS) + _NOTHING - task.share
            for holder in holders:
                found[holder].append(node)
    return _Demand(dict(found), begins, ends)


def _nodes_of(portfolio: Portfolio) -> Mapping[str, Sequence[int]]:
    return _demand(portfolio).nodes


@fact
def _crowded(portfolio: Portfolio) -> frozenset[str]:
    """Who may be asked for more than there is on some day: a task counts from its first day to its last.

    That is more than what is asked, for not all days between are worked; of nearly everybody it is not too much.
    """
    demand, capacity, found = _demand(portfolio), capacities(portfolio), []
    begins, ends = demand.begins, demand.ends
    for holder, nodes in demand.nodes.items():
        moments = sorted([begins[node] for node in nodes] + [ends[node] for node in nodes])
        if max(accumulate([(moment & _CHANGE) - _NOTHING for moment in moments])) > capacity[holder]:
            found.append(holder)
    return frozenset(found)


def _loads(portfolio: Portfolio, plan: str, holders: frozenset[str]) -> tuple[Load, ...]:
    """The load of those who have an unfinished task in a plan, a week at a time.

    Tasks of other plans ask for it as well; this one matters only where it is the plan's calendar that holds.
    """
    found: list[Load] = []
    for holder in sorted(_by_plan(portfolio, holders).get(plan, ())):
        kind, key = untyped(holder)
        calendar = person_calendar(portfolio, key, plan) if kind == "person" else team_calendar(portfolio, key, plan)
        found += _weeks(portfolio, holder, calendar, holders)
    return tuple(found)


@fact
def _by_plan(portfolio: Portfolio, holders: frozenset[str]) -> Mapping[str, set[str]]:
    """By plan, whom of some holders its tasks ask for time."""
    plan_of, found = graph(portfolio).plan_of, defaultdict[str, set[str]](set)
    for holder in holders:
        for plan in {plan_of[node] for node in _nodes_of(portfolio)[holder]}:
            found[plan].add(holder)
    return dict(found)


@fact
def _asked_of(portfolio: Portfolio, holders: frozenset[str]) -> Asked:
    """What is asked of some holders; of others there is less in it than is asked."""
    nodes = {node for holder in holders for node in _nodes_of(portfolio)[holder]}
    return asked(portfolio, earliest(portfolio), tuple(nodes))


def holders_of(task: Task) -> tuple[str, ...]:
    """Whose time a task asks for while it is not finished, as typed keys."""
    if task.finished is not None or not task.share or task.days == 0 or task.kind == "milestone":
        return ()
    team = (f"team:{task.team}",) if task.team is not None else ()
    return team if task.owner is None else (*team, f"person:{task.owner}")


def holders_at(portfolio: Portfolio, node: int) -> tuple[str, ...]:
    """The same of a node of the network; what is no task asks nobody."""
    made = graph(portfolio)
    return () if node in made.holds else holders_of(portfolio.tasks[made.keys[node]])


def asked(portfolio: Portfolio, early: Early, nodes: Sequence[int]) -> Asked:
    """What the tasks among some nodes ask of each holder, by position, on the days they are given in `early`."""
    made, found = graph(portfolio), defaultdict[str, Days](lambda: defaultdict(int))
    tasks, keys, holds, started, today = portfolio.tasks, made.keys, made.holds, made.started, made.today
    starts, began, tables, lasting = early.starts, early.first, made.tables, made.days
    for node in nodes:
        if node in holds or not (holders := holders_of(task := tasks[keys[node]])):
            continue
        first = starts[node]
        if began[node] < today or node in started:
            share, positions = task.share, worked(made, early, node)
        else:  # nearly all
            share, positions = task.share, tables[node][first : first + lasting[node]]
        for holder in holders:
            days = found[holder]
            for position in positions:
                days[position] += share
    return found


def worked(graph: Graph, early: Early, node: int) -> Sequence[int]:
    """The positions on which a task is worked, from today on."""
    calendar, begin, end = graph.calendars[node], early.starts[node], early.starts[node] + graph.days[node]
    if node in graph.started:
        begin = calendar.number_at(max(early.first[node], graph.today))
    elif early.first[node] < graph.today:
        begin = max(begin, calendar.number_at(graph.today))
    return calendar.days[begin:end]


def week_of(graph: Graph, position: int) -> int:
    """The number of a week; its Monday is the ordinal seven times that, and one."""
    return (graph.origin + position - 1) // WEEK


@fact
def _weeks(portfolio: Portfolio, holder: str, calendar: WorkCalendar, holders: frozenset[str]) -> tuple[Load, ...]:
    """The load of one of some holders, worked on a calendar."""
    made, capacity, days = graph(portfolio), capacities(portfolio)[holder], _asked_of(portfolio, holders)[holder]
    weeks, tasks = defaultdict[int, list[int]](list), _tasks(portfolio, holder)
    for position in sorted(days):
        weeks[week_of(made, position)].append(days[position])
    found = []
    for week, shares in weeks.items():
        monday = date.fromordinal(week * WEEK + 1)
        worked_days = max(0, calendar.between(max(monday, portfolio.today), monday + timedelta(days=WEEK - 1)))
        one = Load(
            holder,
            monday,
            sum(shares) / WHOLE,
            worked_days * capacity / WHOLE,
            sum(share - capacity for share in shares if share > capacity) / WHOLE,
            tuple(sorted(tasks[week])),
        )
        found.append(one)
    return tuple(found)


def _tasks(portfolio: Portfolio, holder: str) -> Mapping[int, set[str]]:
    """By week the tasks, of all plans, that ask for the time of a holder."""
    made, early, found = graph(portfolio), earliest(portfolio), defaultdict[int, set[str]](set)
    for node in _nodes_of(portfolio)[holder]:
        for week in {week_of(made, position) for position in worked(made, early, node)}:
            found[week].add(made.keys[node])
    return found
