"""The forward pass over the network: everything as early as can be (Kelley & Walker 1959). The other is `backward`.

Days are positions (see `graph`). Of each node that takes days, `starts` is the number in its own calendar of the
working day it starts on. `first` and `last` are the positions of its first and last day, `free` that of the first day
on which what follows may start: the day after `last`, except for a milestone that a date held back.

A task that has begun keeps its first day; `starts` is then reckoned back from its end, which links may still push.
The commonest arrow, finish to start into what takes days and has not begun, is reckoned in the loops themselves, for
there are 157,000 in a network of 100,000 tasks. What every other kind means is said by `pull`.
"""

from collections.abc import Iterable

from .calendar import WorkCalendar
from .graph import Arrow, Graph


class Early:
    """Every node as early as it can be. `order` has those with dates, each after all that it waits for."""

    __slots__ = ("driver", "first", "free", "last", "order", "starts")

    def __init__(self, size: int) -> None:
        self.order: list[int] = []
        self.starts: list[int] = [0] * size
        self.first: list[int] = [0] * size
        self.last: list[int] = [0] * size
        self.free: list[int] = [0] * size
        self.driver: list[int] = [-1] * size  # the node that sets its start; -1: a date does


def forward(graph: Graph) -> Early:
    """The earliest dates; nodes on or behind a loop get none."""
    early = Early(len(graph.keys))
    distinct = list({id(calendar): calendar for calendar in graph.calendars}.values())
    reach = _widen(distinct, max((*graph.floor, *(last for _, last in graph.finished.values())), default=0))
    _begin(graph, early)
    waits, order, starts, driver = graph.waits.copy(), early.order, early.starts, early.driver
    first, last, free, days = early.first, early.last, early.free, graph.days
    numbers, tables, follows, others = graph.numbers, graph.tables, graph.follows, graph.others
    order += [node for node, count in enumerate(waits) if not count]
    special = _special(graph)
    for node in order:  # grows as nodes come free
        if special[node]:
            over = place(graph, early, node)
        else:
            start, table = starts[node], tables[node]
            end = start + days[node]
            if end > len(table):
                graph.calendars[node].position_of(end)
            first[node], last[node] = table[start], table[end - 1]
            over = free[node] = last[node] + 1
        if over >= reach:
            reach = _widen(distinct, over)
        for to, lag in follows[node]:
            start = numbers[to][over] + lag
            if start > starts[to]:
                starts[to], driver[to] = start, node
            elif start == starts[to] and not -1 < driver[to] < node:
                driver[to] = node
            waits[to] -= 1
            if not waits[to]:
                order.append(to)
        for to, kind, lag in others.get(node, ()):
            pull(graph, early, node, (to, kind, lag))
            waits[to] -= 1
            if not waits[to]:
                order.append(to)
    return early


def _special(graph: Graph) -> list[bool]:
    """The nodes that take no days, and those that have begun."""
    special = [not days for days in graph.days]
    for node in (*graph.started, *graph.finished):
        special[node] = True
    return special


def _widen(calendars: Iterable[WorkCalendar], position: int) -> int:
    """Let all calendars number a position; how far they all number now."""
    for calendar in calendars:
        calendar.number_at(position)
    return min((len(calendar.numbers) for calendar in calendars), default=0)


def _begin(graph: Graph, early: Early) -> None:
    """Every node as early as its own dates let it be."""
    starts, days = early.starts, graph.days
    for node, (floor, calendar) in enumerate(zip(graph.floor, graph.calendars, strict=True)):
        if days[node]:
            starts[node] = calendar.numbers[floor]
        else:
            day = floor if node in graph.holds else calendar.position_of(calendar.numbers[floor])
            early.last[node] = early.free[node] = day
    for node, first in graph.started.items():
        calendar = graph.calendars[node]
        end = max(calendar.number_at(first) + days[node], calendar.number_at(graph.today) + 1)
        starts[node] = end - days[node]
    for node, (first, last) in graph.finished.items():
        early.first[node], early.last[node], early.free[node] = first, last, last + 1


def place(graph: Graph, early: Early, node: int) -> int:
    """Settle the days of any node whose start is known; the first position on which what follows may start."""
    if node in graph.finished:
        return early.free[node]
    if not graph.days[node]:
        early.first[node] = early.free[node]
        return early.free[node]
    calendar, start = graph.calendars[node], early.starts[node]
    early.last[node] = last = calendar.position_of(start + graph.days[node] - 1)
    early.first[node] = graph.started[node] if node in graph.started else calendar.position_of(start)
    early.free[node] = last + 1
    return last + 1


def pull(graph: Graph, early: Early, node: int, arrow: Arrow) -> None:
    """Let a node move what it points to, by an arrow of any kind."""
    to = arrow[0]
    if not graph.days[to]:
        _pull_milestone(graph, early, node, arrow)
        return
    start = _number_pulled(graph, early, node, arrow)
    if start > early.starts[to]:
        early.starts[to], early.driver[to] = start, node
    elif start == early.starts[to] and not -1 < early.driver[to] < node:
        early.driver[to] = node


def _number_pulled(graph: Graph, early: Early, node: int, arrow: Arrow) -> int:
    """The number of the first day that an arrow lets its end start on."""
    to, kind, lag = arrow
    number_at = graph.calendars[to].number_at
    match kind:
        case "FS":
            return number_at(early.free[node]) + lag
        case "SS":
            return number_at(early.first[node]) + lag
        case "FF":
            if not lag:
                return number_at(early.last[node]) + 1 - graph.days[to]
            return number_at(early.last[node] + 1) + lag - graph.days[to]
        case "SF":
            return number_at(early.first[node]) + lag - graph.days[to]


def pulls(graph: Graph, early: Early, node: int, arrow: Arrow) -> bool:
    """Whether an arrow is as tight as it can be: what it leads to could not be earlier because of it."""
    to = arrow[0]
    if graph.days[to]:
        return _number_pulled(graph, early, node, arrow) == early.starts[to]
    return _milestone_pulled(graph, early, node, arrow)[0] == early.free[to]


def _pull_milestone(graph: Graph, early: Early, node: int, arrow: Arrow) -> None:
    to = arrow[0]
    free, last = _milestone_pulled(graph, early, node, arrow)
    if free > early.free[to] or (free == early.free[to] and not -1 < early.driver[to] < node):
        early.driver[to] = node
    early.free[to], early.last[to] = max(early.free[to], free), max(early.last[to], last)


def _milestone_pulled(graph: Graph, early: Early, node: int, arrow: Arrow) -> tuple[int, int]:
    """Where an arrow lets a milestone be: the position from which others may start, and the day it falls on."""
    to, kind, lag = arrow
    calendar = graph.calendars[to]
    if kind in ("FS", "FF"):
        free, last = early.free[node], early.last[node]
        if lag:
            last = calendar.position_of(calendar.number_at(free) + lag - 1)
            free = last + 1
    else:
        free = last = early.first[node]
        if lag:
            free = last = calendar.position_of(calendar.number_at(free) + lag)
    return free, last
