"""The backward pass over the network: everything as late as can be (Kelley & Walker 1959). The other is `passes`.

Days are positions (see `graph`), and what arrows mean is what `passes.pull` says, solved for the other side.
"""

from collections.abc import Sequence

from .calendar import WorkCalendar
from .graph import Arrow, Graph
from .passes import Early

NEVER = 1 << 60  # later than any working day


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


def backward(graph: Graph, early: Early, plan: str, finish: int, order: Sequence[int] | None = None) -> Late:
    """The latest dates with which the tasks of a plan still finish by a position, and each by its own deadline.

    With `order`, of these nodes alone, in the order of time; what follows any of them is among them.
    """
    late, days = Late(len(graph.keys) if order is None else None), graph.days
    starts, last_days, frees = late.starts, late.last, late.free
    calendars, follows, others, plan_of = graph.calendars, graph.follows, graph.others, graph.plan_of
    tables, numbers, holds, deadline = graph.tables, graph.numbers, graph.holds, graph.deadline
    for node in reversed(early.order if order is None else order):
        bound = finish if plan_of[node] == plan and node not in holds else NEVER
        if node in deadline:
            bound = min(bound, deadline[node])
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
    first, starts, calendars, days = NEVER, late.starts, graph.calendars, graph.days
    for arrow in graph.others[node]:
        to, kind, lag = arrow
        if kind == "SS" and days[to]:  # nearly all
            if (start := starts[to]) != NEVER:
                first = min(first, calendars[to].position_of(start - lag))
            continue
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
