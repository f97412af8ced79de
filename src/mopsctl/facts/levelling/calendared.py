"""Schedules of a network under capacity, task by task in the order of a list, each task on its own calendar.

A schedule is feasible by its making: no task is put where somebody has no time for it. `improve` searches for a list
whose schedule is good. Backward in time only the lists that come of it count: what holds a task on a date is left out
there. A schedule of 1,000 tasks is made in one or two milliseconds.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from ..schedule.calendar import WorkCalendar
from ..schedule.graph import Graph
from ..schedule.passes import Early, place
from .crowd import Crowd
from .diary import Direction, agreed
from .improve import listed
from .rcpsp import Keys
from .staffing import Demand, Staffing, Way, copied

LATENESS = 1 << 24  # a day after a deadline weighs more than any finish
BETWEEN = (0.25, 0.5, 0.75)
LEAST = 0.25  # how much of its length a task counts for whom nobody is short
WEIGHTS = (0.5, 2, 0, 1)  # how much more the work of those counts who are asked for most


class Calendared(Staffing):
    """Schedules in both directions; `improve.Engine` says what its parts mean."""

    def __init__(self, graph: Graph, early: Early, demand: Demand) -> None:
        super().__init__(graph, early, demand)
        self._deadlines = [(node, graph.deadline[node]) for node in demand.finish_of if node in graph.deadline]
        busy = max((diary.busy_until(early.starts) for diary in self.diaries), default=0)
        self.soonest = max(self._finish(early), busy)  # no schedule ends before this position
        self.bound = self._lateness(early) * LATENESS + self.soonest
        self._best: tuple[int, int, Early] | None = None  # how good, how late all in all

    def forward(self, order: Sequence[int]) -> tuple[int, Keys]:
        """The last day, after all lateness, and when each task ends."""
        early = copied(self.early)
        self._run(self.ahead, order, early.starts, self.mover(early))
        return self.judged(early)

    def eager(self, priorities: Sequence[float]) -> tuple[int, Keys]:
        """The same of the schedule in which nobody waits who could work."""
        early = copied(self.early)
        Crowd(self, priorities, early).work()
        return self.judged(early)

    def backward(self, order: Sequence[int]) -> tuple[int, Keys]:
        """The finish to be expected, and how long before the end each task begins."""
        way, first, end = self._back, self.early.first, self._back.direction.end or 0
        starts = [0] * len(first)
        for node, deadline in self._deadlines:
            starts[node] = max(0, self._turned(node, deadline + 1))
        self._run(way, order, starts, self._mover_back(starts))
        turned = [starts[node] for node in self.nodes]
        if self._alike is not None:
            turn, begins = self._alike.number_at(end), self.early.starts
            left = [turn - at - days for at, days in zip(turned, self._days, strict=True)]
            over = max([begins[node] - number for node, number in zip(self.nodes, left, strict=True)])
            return self._alike.position_of(turn - 1 + over), [turn - number for number in left]
        begun = [end - at for at in turned]
        for rank, calendar, turn in self._clocks:
            begun[rank] = calendar.position_of(turn - turned[rank])
        over = max([first[node] - position for node, position in zip(self.nodes, begun, strict=True)])
        return end - 1 + over, [end - position for position in begun]

    @cached_property
    def _alike(self) -> WorkCalendar | None:
        """The calendar, if all nodes are tasks that may move and share one."""
        calendars = {id(self.graph.calendars[node]): self.graph.calendars[node] for node in self.nodes}
        return next(iter(calendars.values())) if len(calendars) == 1 and not self.still else None

    @cached_property
    def _days(self) -> list[int]:
        return [self.graph.days[node] for node in self.nodes]

    @cached_property
    def _clocks(self) -> list[tuple[int, WorkCalendar, int]]:
        """Of each place that takes days its calendar, and the number of its first day were it to end at the end."""
        graph, end = self.graph, self._back.direction.end or 0
        timed = [(rank, node, graph.calendars[node]) for rank, node in enumerate(self.nodes) if graph.days[node]]
        return [(rank, calendar, calendar.number_at(end) - graph.days[node]) for rank, node, calendar in timed]

    def _run(self, way: Way, order: Sequence[int], starts: list[int], move: Callable[[int], None]) -> None:
        """Let each node in turn start as soon as it can, and let it move others."""
        taken = way.taken.copy()
        for node, days, near, special, diary, bits, shifts, asks in map(way.steps.__getitem__, order):
            number = starts[node]
            if shifts:
                if (ahead := taken[diary] >> number) & bits:
                    for shift in shifts:  # of each day taken, the days on which one cannot begin because of it
                        ahead |= ahead >> shift
                    number += (~ahead & ahead + 1).bit_length() - 1
                    starts[node] = number
                taken[diary] |= bits << number
            elif asks:
                starts[node] = number = agreed(asks, taken, number)
                for stint in asks:
                    stint.book(taken, number)
            end = number + days
            for to, lag in near:
                if starts[to] < end + lag:
                    starts[to] = end + lag
            if special:
                move(node)

    def _mover_back(self, starts: list[int]) -> Callable[[int], None]:
        """The same backward in time: it says by when what comes before must be over, or have begun."""
        graph, far, end = self.graph, self._back.far, self._back.direction.end or 0

        def move(node: int) -> None:
            calendar, days, turned = graph.calendars[node], graph.days[node], starts[node]
            number = calendar.number_at(end) - turned - days
            for before, kind, lag in far.get(node, ()):
                if days:
                    by = calendar.position_of(number - lag + (0 if kind in ("FS", "SS") else days - (kind == "FF")))
                    by += kind == "FF"
                else:
                    by = end - turned - lag
                starts[before] = max(starts[before], self._turned(before, by, begun=kind[0] == "S"))

        return move

    def _turned(self, node: int, by: int, *, begun: bool = False) -> int:
        """Backward in time, where a node is that is over by a position, or has `begun` on it; one of no days: there."""
        calendar, days = self.graph.calendars[node], self.graph.days[node]
        end = self._back.direction.end or 0
        if not days:
            return end - by
        number = calendar.number_at(by + 1) - 1 if begun else calendar.number_at(by) - days
        return calendar.number_at(end) - number - days

    def judged(self, early: Early) -> tuple[int, Keys]:
        """How good a schedule is, and the last day of each node; of equals the one that moves less is kept."""
        starts, last = early.starts, early.last
        if self._alike is not None:
            keys = [starts[node] + days for node, days in zip(self.nodes, self._days, strict=True)]
            finish = max(self._fixed, self._alike.position_of(max(keys) - 1))
            for node, _ in self._deadlines:
                last[node] = self._last(node, starts[node])
        else:
            for node in self.demand.movable:
                last[node] = self._last(node, starts[node])
            keys, finish = [last[node] for node in self.nodes], self._finish(early)
        value = self._lateness(early) * LATENESS + finish
        if self._best is None or value <= self._best[0]:
            moved = sum([starts[node] for node in self.demand.movable])
            if self._best is None or (value, moved) < self._best[:2]:
                self._best = value, moved, early
        return value, keys

    def _last(self, node: int, start: int) -> int:
        return self.graph.calendars[node].position_of(start + self.graph.days[node] - 1)

    @cached_property
    def _fixed(self) -> int:
        """The last day of the tasks that do not move."""
        return max([self.early.last[node] for node in self.demand.finish_of if node not in self.movable], default=0)

    @property
    def best(self) -> Early:
        """The best schedule so far, all days settled."""
        assert self._best is not None
        for node in self.demand.movable:
            place(self.graph, self._best[2], node)
        return self._best[2]

    @property
    def proven(self) -> bool:
        """Whether no schedule under capacity can be better than the best so far."""
        return self._best is not None and self._best[0] <= self.bound

    def held(self) -> frozenset[int]:
        """The tasks that begin in the best schedule after all that they wait for lets them."""
        best, early, found = self.best.starts, copied(self.early), set()
        starts, move, days = early.starts, self.mover(early), self.graph.days
        for node in self.nodes:
            if node in self.movable:
                if best[node] > starts[node]:
                    found.add(node)
                starts[node] = best[node]
            end = starts[node] + days[node]
            for to, lag in self.ahead.near[node]:
                starts[to] = max(starts[to], end + lag)
            if node in self.ahead.far or node in self.still:
                move(node)
        return frozenset(found)

    def _finish(self, early: Early) -> int:
        return max([early.last[node] for node in self.demand.finish_of], default=0)

    def _lateness(self, early: Early) -> int:
        return sum(max(0, early.last[node] - deadline) for node, deadline in self._deadlines)

    @cached_property
    def _back(self) -> Way:
        """Backward from the finish of the first schedule."""
        return self.way(Direction(self._finish(self.best) + 1))

    def steady(self) -> None:
        """Try the order of the timeline as it is, which moves the least."""
        self.forward(self._by(0))

    def calm(self) -> None:
        """Try orders between that of the best schedule and that of the timeline: as good, they may move less."""
        for weight in BETWEEN:
            self.forward(self._by(weight))

    def _by(self, weight: float) -> list[int]:
        was, best = self.early.first, self.best.first if weight else self.early.first
        places = [was[node] * (1 - weight) + best[node] * weight for node in self.nodes]
        return listed(places, self.before, range(self.size))

    def rules(self) -> Iterable[Sequence[float]]:
        """Priorities, least first: the longest work behind each task, that of the scarcest counting more or less."""
        graph, deadlines = self.graph, dict(self._deadlines)
        loads = dict.fromkeys(self.nodes, 0.0)
        for diary in self.diaries:
            load = diary.load
            for node in diary.asked:
                loads[node] = max(loads[node], load)
        most = max(loads.values(), default=0) or 1
        moves = [(node, self.ahead.near[node], self.ahead.far.get(node, ())) for node in reversed(self.nodes)]
        for weight in WEIGHTS:
            tails = dict.fromkeys(self.nodes, 0.0)
            for node, near, far in moves:
                behind = max([tails[to] + lag for to, lag in near], default=0)
                if far:
                    behind = max(behind, *[tails[to] + lag for to, _, lag in far])
                if node in deadlines:
                    calendar = graph.calendars[node]
                    behind = max(behind, calendar.number_at(self.soonest) - calendar.number_at(deadlines[node]))
                tails[node] = behind + graph.days[node] * max(LEAST, loads[node] / most) ** weight
            yield [-tail for tail in tails.values()]
