"""Who is asked for too much at once: demand against capacity per team and person, week by week (domain §2.4).

An unfinished task asks for its `share` of one person on each working day from its start to its finish, of its owner
and of its team. What is asked is summed over the tasks of all plans, for the days from today on: what is past cannot
be relieved. Capacity and overload are counted day by day, so two tasks on one Monday overload a person whose week
would have had room for both.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from ...model.fields import untyped
from ...model.plan import Task
from ...model.portfolio import Portfolio
from ..memo import fact
from ..schedule.calendars import person_calendar, team_calendar
from ..schedule.graph import Graph, graph
from ..schedule.network import earliest
from ..schedule.passes import Early
from .capacity import WHOLE, capacities

WEEK = 7
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
    early, plan_of = earliest(portfolio), graph(portfolio).plan_of
    found = asked(portfolio, early, early.order)
    own = {holder for node in early.order if plan_of[node] == plan for holder in holders_at(portfolio, node)}
    tasks = _tasks(portfolio, own)
    return tuple(one for holder in sorted(own) for one in _weeks(portfolio, plan, holder, found[holder], tasks))


def overloads(portfolio: Portfolio, plan: str) -> tuple[Load, ...]:
    """The weeks in which a team or person is asked for more than there is."""
    return tuple(one for one in load(portfolio, plan) if one.over > 0)


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
    tasks, keys, holds = portfolio.tasks, made.keys, made.holds
    for node in nodes:
        if node in holds or not (holders := holders_of(task := tasks[keys[node]])):
            continue
        share, positions = task.share, worked(made, early, node)
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


def _tasks(portfolio: Portfolio, holders: set[str]) -> Mapping[tuple[str, int], set[str]]:
    """By holder and week the tasks that ask for it."""
    made, early, found = graph(portfolio), earliest(portfolio), defaultdict[tuple[str, int], set[str]](set)
    for node in early.order:
        for holder in holders_at(portfolio, node):
            if holder in holders:
                for position in worked(made, early, node):
                    found[holder, week_of(made, position)].add(made.keys[node])
    return found


def week_of(graph: Graph, position: int) -> int:
    """The number of a week; its Monday is the ordinal seven times that, and one."""
    return (graph.origin + position - 1) // WEEK


def _weeks(
    portfolio: Portfolio, plan: str, holder: str, days: Days, tasks: Mapping[tuple[str, int], set[str]]
) -> Iterator[Load]:
    """The load of one holder, a week at a time."""
    made, capacity = graph(portfolio), capacities(portfolio)[holder]
    kind, key = untyped(holder)
    calendar = person_calendar(portfolio, key, plan) if kind == "person" else team_calendar(portfolio, key, plan)
    weeks: defaultdict[int, list[int]] = defaultdict(list)
    for position in sorted(days):
        weeks[week_of(made, position)].append(days[position])
    for week, shares in weeks.items():
        monday = date.fromordinal(week * WEEK + 1)
        worked_days = max(0, calendar.between(max(monday, portfolio.today), monday + timedelta(days=WEEK - 1)))
        yield Load(
            holder,
            monday,
            sum(shares) / WHOLE,
            worked_days * capacity / WHOLE,
            sum(share - capacity for share in shares if share > capacity) / WHOLE,
            tuple(sorted(tasks[holder, week])),
        )
