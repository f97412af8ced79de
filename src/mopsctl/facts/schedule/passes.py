"""The two passes over the network: as early as can be, then as late as can be (Kelley & Walker 1959).

Days are positions (see `graph`). Of each node that takes days, `starts` is the number in its own calendar of the
working day it starts on. `first` and `last` are the positions of its first and last day, `free` that of the first day
on which what follows may start: the day after `last`, except for a milestone that a date held back.

A task that has begun keeps its first day; `starts` is then reckoned back from its end, which links may still push.
The commonest arrow, finish to start into what takes days and has not begun, is reckoned in the loops themselves, for
there are 157,000 in a network of 100,000 tasks. What every other kind means is said by `_pull` and `_bound`.
"""

from collections.abc import Iterable, Sequence

from .calendar import WorkCalendar
from .graph import Arrow, Graph

NEVER = 1 << 60  # later than any working day


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


class Few(dict[int, int]):
    """What a list of a number for each node says, where few nodes have any: `NEVER` of all others."""

    def __missing__(self, node: int) -> int:
        return NEVER


class Late:
    """How late each node can be without moving the finish that was asked about; `NEVER` where it does not matter.

    Of what takes days, `starts` is the number of its latest first day. A milestone has two bounds: positions, in `free`
    for what may follow it, in `last` for its day.
    """

    __slots__ = ("free", "last", "starts")

    def __init__(self, size: int | None) -> None:  # None: for few nodes
        self.starts, self.free, self.last = (Few() if size is None else [NEVER] * size for _ in range(3))


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


def backward(graph: Graph, early: Early, plan: str, finish: int, order: Sequence[int] | None = None) -> Late:
    """The latest dates with which the tasks of a plan still finish by a position, and each by its own deadline.

    With `order`, of these nodes alone, in the order of time; what follows any of them is among them.
    """
    late, days = Late(len(graph.keys) if order is None else None), graph.days
    starts, last_days, frees = late.starts, late.last, late.free
    calendars, follows, others, plan_of = graph.calendars, graph.follows, graph.others, graph.plan_of
    tables, numbers = graph.tables, graph.numbers
    for node in reversed(early.order if order is None else order):
        bound = finish if plan_of[node] == plan and node not in graph.holds else NEVER
        if node in graph.deadline:
            bound = min(bound, graph.deadline[node])
        free = NEVER
        for to, lag in follows[node]:
            if starts[to] != NEVER:
                number, table = starts[to] - lag, tables[to]
                at = table[number] if 0 <= number < len(table) else calendars[to].position_of(number)
                if at < free:
                    free = at
        if node in others:
            _limit(graph, late, node, bound, free)
        elif days[node]:
            if free < NEVER:
                bound = min(bound, free - 1)
            if bound < NEVER:
                table = numbers[node]
                number = table[bound + 1] if -1 <= bound < len(table) - 1 else calendars[node].number_at(bound + 1)
                starts[node] = number - days[node]
        else:
            frees[node], last_days[node] = free, bound
    return late


def _limit(graph: Graph, late: Late, node: int, last: int, free: int) -> None:
    """Settle how late a node can be that arrows of any kind leave, given bounds on its last day and on what follows."""
    first = NEVER
    for arrow in graph.others[node]:
        by_first, by_last, by_free = _bounds(graph, late, arrow)
        first, last, free = min(first, by_first), min(last, by_last), min(free, by_free)
    if not graph.days[node]:
        late.free[node], late.last[node] = min(first, free), last
        return
    number_at, found = graph.calendars[node].number_at, NEVER
    if min(last, free) < NEVER:
        found = number_at(min(last + 1, free)) - graph.days[node]
    if first < NEVER and node not in graph.started:
        found = min(found, number_at(first + 1) - 1)
    late.starts[node] = found


def _bounds(graph: Graph, late: Late, arrow: Arrow) -> tuple[int, int, int]:
    """How late the first day, the last day, and the day after may be, for what an arrow leads to to keep its own bound.

    The same inequalities as in `pull`, solved for the other side.
    """
    to, kind, lag = arrow
    if not graph.days[to]:
        return _bounds_by_milestone(graph, late, arrow)
    start, days = late.starts[to], graph.days[to]
    if start == NEVER:
        return NEVER, NEVER, NEVER
    position_of = graph.calendars[to].position_of
    match kind:
        case "FS":
            return NEVER, NEVER, position_of(start - lag)
        case "SS":
            return position_of(start - lag), NEVER, NEVER
        case "FF":
            return NEVER, position_of(start + days - lag) - 1 if lag else position_of(start + days - 1), NEVER
        case "SF":
            return position_of(start + days - lag), NEVER, NEVER


def _bounds_by_milestone(graph: Graph, late: Late, arrow: Arrow) -> tuple[int, int, int]:
    to, kind, lag = arrow
    free, last, calendar = late.free[to], late.last[to], graph.calendars[to]
    if kind in ("FS", "FF"):
        if not lag or min(free, last) == NEVER:
            return NEVER, last, free
        return NEVER, NEVER, calendar.position_of(calendar.number_at(min(last + 1, free)) - lag)
    bound = min(free, last)
    if lag and bound < NEVER:
        bound = calendar.position_of(calendar.number_at(bound + 1) - 1 - lag)
    return bound, NEVER, NEVER


def slack(graph: Graph, early: Early, late: Late, node: int) -> int | None:
    """Working days by which a node can be later, less than 0 where it is late already; None where nothing bounds it."""
    if graph.days[node]:
        return None if late.starts[node] == NEVER else late.starts[node] - early.starts[node]
    pairs = ((late.free[node], early.free[node]), (late.last[node], early.last[node]))
    return min((_room(graph.calendars[node], at, bound) for bound, at in pairs if bound < NEVER), default=None)


def _room(calendar: WorkCalendar, at: int, bound: int) -> int:
    """By how many working days a position can move and not pass a bound; less than 0 where it has."""
    days = calendar.number_at(bound + 1) - 1 - calendar.number_at(at)
    return max(days, 0) if at <= bound else min(days, -1)
