"""The network of all plans as numbers: one node for each task, and one for each thing that governs them.

Nodes are numbered in the order of their keys, tasks first. Days are positions, counted from `calendars.origin`.
Nothing here knows a date; what is in here does not change, and `passes` reckons with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter

from ...model.plan import LinkKind, Task
from ...model.portfolio import Portfolio
from ..memo import fact
from .calendar import WorkCalendar
from .calendars import calendars_of, origin, plan_calendar
from .governance import Because, Hold, holds

# What may give a task dates of its own.
_dates = attrgetter("not_before", "started", "finished", "must_by")
NO_DATES = (None, None, None, None)

Arrow = tuple[int, LinkKind, int]  # the node it leads to, its kind and its lag


class Graph:
    """Nodes by number. Lists are as long as there are nodes; `days` is 0 for what takes none."""

    __slots__ = (
        "calendars", "days", "deadline", "finished", "floor", "follows", "held", "holds", "keys", "number", "numbers",
        "origin", "others", "plan_of", "started", "tables", "today", "waits", "why",
    )  # fmt: skip

    def __init__(self, origin: int, today: int) -> None:
        self.origin, self.today = origin, today
        self.keys: list[str] = []
        self.number: dict[str, int] = {}
        self.plan_of: list[str] = []
        self.calendars: list[WorkCalendar] = []
        self.numbers: list[list[int]] = []  # of its calendar
        self.tables: list[list[int]] = []  # the `days` of its calendar
        self.days: list[int] = []
        self.floor: list[int] = []  # position before which it does not begin
        self.why: list[Because] = []  # which date that is
        self.started: dict[int, int] = {}  # begun and not finished -> position of its first day
        self.finished: dict[int, tuple[int, int]] = {}  # -> positions of its first and last day
        self.deadline: dict[int, int] = {}  # -> position of the last day on which it must finish
        self.follows: list[list[tuple[int, int]]] = []  # the common case: (node of some days, lag), finish to start
        self.others: dict[int, list[Arrow]] = {}  # all other arrows
        self.waits: list[int] = []  # how many arrows lead to it
        self.holds: dict[int, Hold] = {}  # the nodes that are no tasks

    def arrows(self, node: int) -> Iterable[Arrow]:
        """All arrows that leave a node."""
        yield from ((to, "FS", lag) for to, lag in self.follows[node])
        yield from self.others.get(node, ())


@fact
def graph(portfolio: Portfolio) -> Graph:
    """The network of all tasks of all plans, with what governs them."""
    made = Graph(origin(portfolio), portfolio.today.toordinal() - origin(portfolio))
    _add_tasks(made, portfolio)
    every = holds(portfolio)
    for hold in every:
        _add_hold(made, portfolio, hold)
    leads = {hold.holds[0]: made.number[hold.key] for hold in every if hold.leads}
    _link(made, portfolio, leads)
    for hold in every:
        node = made.number[hold.key]
        for key in hold.holds:
            _arrow(made, node, made.number[key], "FS", 0)
        for key in hold.after:
            _arrow(made, made.number[key], node, "FS", 0)
    made.numbers = [calendar.numbers for calendar in made.calendars]
    made.tables = [calendar.days for calendar in made.calendars]
    return made


@fact
def tasks_of(portfolio: Portfolio) -> Mapping[str, Sequence[int]]:
    """The tasks of each plan, as nodes in the order of their keys."""
    made, found = graph(portfolio), defaultdict[str, list[int]](list)
    for node in range(len(made.keys) - len(made.holds)):
        found[made.plan_of[node]].append(node)
    return dict(found)


@fact
def governing(portfolio: Portfolio) -> Mapping[str, Sequence[int]]:
    """What governs the tasks of each plan, as nodes."""
    found = defaultdict[str, list[int]](list)
    for node, hold in graph(portfolio).holds.items():
        found[hold.plan].append(node)
    return dict(found)


@fact
def crossing(portfolio: Portfolio) -> Mapping[str, set[int]]:
    """The nodes of other plans that follow right after one of a plan."""
    made, found = graph(portfolio), defaultdict[str, set[int]](set)
    plan_of = made.plan_of
    for node, arrows in enumerate(made.follows):
        plan = plan_of[node]
        for to, _ in arrows:
            if plan_of[to] != plan:
                found[plan].add(to)
    for node, others in made.others.items():
        found[plan_of[node]].update([arrow[0] for arrow in others if plan_of[arrow[0]] != plan_of[node]])
    return dict(found)


def _add_tasks(made: Graph, portfolio: Portfolio) -> None:
    made.keys = sorted(portfolio.tasks)
    made.number = dict(zip(made.keys, range(len(made.keys)), strict=True))
    tasks = [portfolio.tasks[key] for key in made.keys]
    made.follows = [[] for _ in tasks]
    made.waits = [0] * len(tasks)
    made.plan_of = [task.plan for task in tasks]
    made.calendars = calendars_of(portfolio, tasks)
    made.days = [_days(task) for task in tasks]
    floors = {key: max(_position(made, plan.start), made.today) for key, plan in portfolio.plans.items()}
    whys: dict[str, Because] = {key: "plan" if at > made.today else "today" for key, at in floors.items()}
    made.floor = [floors[plan] for plan in made.plan_of]
    made.why = [whys[plan] for plan in made.plan_of]
    for node, task in enumerate(tasks):
        if _dates(task) != NO_DATES:
            _date(made, node, task)


def _days(task: Task) -> int:
    return 0 if task.kind == "milestone" else 1 if task.days is None else task.days


def _date(made: Graph, node: int, task: Task) -> None:
    """The dates that a task has of its own."""
    if task.finished is not None:
        last = _position(made, task.finished)
        made.finished[node] = (_begun(made, node, task, last), last)
    elif task.started is not None and made.days[node]:
        made.started[node] = _position(made, task.started)
    if task.not_before is not None and (held := _position(made, task.not_before)) > made.floor[node]:
        made.floor[node], made.why[node] = held, "not-before"
    if task.must_by is not None:
        made.deadline[node] = _position(made, task.must_by)


def _begun(made: Graph, node: int, task: Task, last: int) -> int:
    """The first day of a finished task; where nobody wrote it down, as many of its days before as it takes."""
    if not made.days[node]:
        return last
    if task.started is not None:
        return _position(made, task.started)
    calendar = made.calendars[node]
    return min(last, calendar.position_of(calendar.number_at(last + 1) - made.days[node]))


def _position(made: Graph, day: date) -> int:
    return day.toordinal() - made.origin


def _add_hold(made: Graph, portfolio: Portfolio, hold: Hold) -> None:
    node = len(made.keys)
    made.keys.append(hold.key)
    made.number[hold.key] = node
    made.plan_of.append(hold.plan)
    made.calendars.append(
        made.calendars[made.number[hold.holds[0]]] if hold.leads else plan_calendar(portfolio, hold.plan)
    )
    made.days.append(hold.days)
    made.floor.append(max(_position(made, hold.not_before), 0))
    made.why.append(hold.why)
    made.follows.append([])
    made.waits.append(0)
    made.holds[node] = hold


def _link(made: Graph, portfolio: Portfolio, leads: dict[str, int]) -> None:
    """The links between tasks; what waits with its start waits in its lead time, where there is one."""
    number, follows, waits = made.number, made.follows, made.waits
    ordinary = [days > 0 for days in made.days]  # nodes into which a link from finish to start goes as it stands
    for node in (*made.started, *made.finished, *(number[key] for key in leads)):
        ordinary[node] = False
    for link in portfolio.links.values():
        after = number[link.after]
        if ordinary[after] and link.kind == "FS":
            follows[number[link.before]].append((after, link.lag))
            waits[after] += 1
        elif link.kind in ("FS", "SS"):
            _arrow(made, number[link.before], leads.get(link.after, after), link.kind, link.lag)
        else:
            _arrow(made, number[link.before], after, link.kind, link.lag)


def _arrow(made: Graph, before: int, after: int, kind: LinkKind, lag: int) -> None:
    """An arrow, unless it leads to what it cannot move: a finished task, or the start of one that has begun."""
    if after in made.finished or (after in made.started and kind in ("FS", "SS")):
        return
    made.waits[after] += 1
    if kind == "FS" and made.days[after]:
        made.follows[before].append((after, lag))
    else:
        made.others.setdefault(before, []).append((after, kind, lag))
