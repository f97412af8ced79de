"""Schedules in which nobody waits who could work: in the order of time, whoever is free takes the most urgent task.

This is parallel schedule generation (Kelley 1963; Kolisch 1996), near enough: of tasks that ask the same diaries only
the most urgent one is tried. Such schedules waste little of the scarcest, and are good ones to begin a search with.
"""

from collections.abc import Sequence
from heapq import heappop, heappush

from ..schedule.passes import Early
from .diary import agreed
from .staffing import Staffing

BITS = 32  # of an event below its position: the node that can start, or a queue that may go on
QUEUE = 1 << BITS - 1
CODE = QUEUE - 1


class Crowd:
    """One schedule in the making. Those who ask the same diaries queue together; a queue holds places by urgency."""

    def __init__(self, staffing: Staffing, priorities: Sequence[float], early: Early) -> None:
        self._staffing, self._early, self._move = staffing, early, staffing.mover(early)
        self._starts, self._taken, self._waits = early.starts, staffing.ahead.taken.copy(), staffing.waits.copy()
        order = sorted(range(staffing.size), key=priorities.__getitem__)
        self._by_urgency = [staffing.nodes[rank] for rank in order]
        self._urgency = dict(zip(self._by_urgency, range(staffing.size), strict=True))
        self._events: list[int] = []
        self._queues: dict[int, list[int]] = {queue: [] for queue in staffing.queues.values()}
        self._woken = dict.fromkeys(self._queues, 0)  # before that position it is of no use to try

    def work(self) -> None:
        """Give every node its days."""
        events, queues, queue_of, urgency = self._events, self._queues, self._staffing.queues, self._urgency
        for node in self._staffing.nodes:
            if not self._waits[node]:
                self._come(node)
        while events:
            now, touched = events[0] >> BITS, set[int]()
            limit = now + 1 << BITS
            while events and events[0] < limit:
                event = heappop(events)
                what = event & CODE
                if event & QUEUE:
                    touched.add(what)
                elif what in queue_of:
                    queue = queue_of[what]
                    heappush(queues[queue], urgency[what])
                    touched.add(queue)
                else:
                    self._begin(what)
            for queue in sorted(touched):
                self._serve(queue, now)

    def _come(self, node: int) -> None:
        """What waits for nothing any more is looked at when it can start."""
        graph = self._staffing.graph
        at = graph.calendars[node].position_of(self._starts[node]) if graph.days[node] else self._early.free[node]
        heappush(self._events, at << BITS | node)

    def _serve(self, number: int, now: int) -> None:
        """Let those in a queue begin who can, the most urgent first."""
        queue, taken, starts, graph = self._queues[number], self._taken, self._starts, self._staffing.graph
        while queue and self._woken[number] <= now:
            node = self._by_urgency[queue[0]]
            calendar, stints = graph.calendars[node], self._staffing.ahead.stints[node]
            starts[node] = begin = agreed(stints, taken, max(starts[node], calendar.number_at(now)))
            position = calendar.position_of(begin)
            if position <= now:
                heappop(queue)
                for stint in stints:
                    stint.book(taken, begin)
                self._begin(node)
                # Where there is one of them, the next can begin when this one has ended.
                position = calendar.position_of(begin + graph.days[node]) if stints[0].simple else now
            self._woken[number] = position
        if queue:
            heappush(self._events, self._woken[number] << BITS | QUEUE | number)

    def _begin(self, node: int) -> None:
        """Settle a node, and see who waits for it no more."""
        way, starts, waits = self._staffing.ahead, self._starts, self._waits
        end = starts[node] + self._staffing.graph.days[node]
        for to, lag in way.near[node]:
            if starts[to] < end + lag:
                starts[to] = end + lag
            waits[to] -= 1
            if not waits[to]:
                self._come(to)
        if node in way.far or node in self._staffing.still:
            self._move(node)
            for to, _, _ in way.far.get(node, ()):
                waits[to] -= 1
                if not waits[to]:
                    self._come(to)
