"""How much later a plan finishes if one task slips or one team refuses, reckoned for very many at once (domain §1.2).

A change is followed through the network only as far as it matters: what is moved and still not later than its late
dates cannot move the finish, so nothing behind it is looked at. The answers are those of a whole new schedule.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from heapq import heappop, heappush

from msgspec import Struct

from ...model.policy import Policy
from ...model.portfolio import Portfolio
from .backward import NEVER, Late
from .calendars import plan_calendar
from .graph import Graph, graph
from .network import earliest, schedule
from .passes import Early, place, pull


class SlipCost(Struct, frozen=True):
    """What the slip of one task costs its plan, in working days of the plan's calendar."""

    task: str
    days_lost: int
    slack: int


def slip_costs(portfolio: Portfolio, plan: str, days: int = 5) -> tuple[SlipCost, ...]:
    """For each critical task of the plan: how much later the plan ends if it takes `days` longer; the worst first.

    `days` are working days of each task's own calendar, at least 1.
    """
    ripples = _Ripples(portfolio, plan)
    found = [
        SlipCost(one.key, ripples.lost_by_slip(one.key, days), one.slack or 0)
        for one in schedule(portfolio, plan).tasks
        if one.critical
    ]
    return tuple(sorted(found, key=lambda cost: (-cost.days_lost, cost.task)))


def refusal_costs(portfolio: Portfolio, plan: str, policy: Policy) -> Mapping[str, int]:
    """For each team with tasks in the plan: how much later the plan ends if it refuses, in the plan's working days.

    A team that refuses begins nothing more until `policy.refusal_days` working days of the plan from today.
    """
    ripples = _Ripples(portfolio, plan)
    until = plan_calendar(portfolio, plan).add(portfolio.today, policy.refusal_days)
    waiting: dict[str, list[str]] = {}
    for key, task in portfolio.tasks.items():
        if task.plan == plan and task.team is not None:
            held = waiting.setdefault(task.team, [])
            if task.started is None and task.finished is None:
                held.append(key)
    at = until.toordinal() - graph(portfolio).origin
    return {team: ripples.lost_by_holding(keys, at) for team, keys in sorted(waiting.items())}


class _Ripples:
    """One plan's schedule, on which changes are tried one after another; each is taken back before the next."""

    def __init__(self, portfolio: Portfolio, plan: str) -> None:
        self.graph: Graph = graph(portfolio)
        self.early: Early = _own_copy(earliest(portfolio))
        self.late: Late = schedule(portfolio, plan).latest
        self.plan = plan
        self.calendar = plan_calendar(portfolio, plan)
        self.rank = {node: rank for rank, node in enumerate(self.early.order)}
        own = [n for n in self.early.order if self.graph.plan_of[n] == plan and n not in self.graph.holds]
        self.end = max((self.early.last[node] for node in own), default=0)
        self._before: dict[int, tuple[int, int, int, int]] = {}

    def lost_by_slip(self, key: str, days: int) -> int:
        """Working days lost if a task takes so much longer."""
        node, early = self.graph.number[key], self.early
        self._keep(node)
        calendar = self.graph.calendars[node]
        if self.graph.days[node]:
            early.last[node] = calendar.position_of(early.starts[node] + self.graph.days[node] - 1 + days)
            early.free[node] = early.last[node] + 1
        else:
            early.last[node] = calendar.position_of(calendar.number_at(early.last[node]) + days)
            early.first[node] = early.free[node] = early.last[node]
        return self._lost((), {node})

    def lost_by_holding(self, keys: Iterable[str], position: int) -> int:
        """Working days lost if tasks do not begin before a position."""
        held = []
        for key in keys:
            node = self.graph.number[key]
            if node not in self.rank:  # on or behind a loop
                continue
            at = self.graph.calendars[node].number_at(position)
            if self.graph.days[node] and at > self.early.starts[node]:
                self._keep(node)
                self.early.starts[node] = at
                held.append(node)
            elif not self.graph.days[node] and self._held_milestone(node, self.graph.calendars[node].position_of(at)):
                held.append(node)
        return self._lost(held, set())

    def _held_milestone(self, node: int, day: int) -> bool:
        """Let a milestone fall on a day or later; whether that moves it. A day of its own calendar may be later than
        the one it is held until, and what it waits for may let what follows begin later than it falls itself.
        """
        early = self.early
        if day <= early.last[node] and day <= early.free[node]:
            return False
        self._keep(node)
        early.last[node], early.free[node] = max(early.last[node], day), max(early.free[node], day)
        return True

    def _lost(self, begun: Iterable[int], settled: set[int]) -> int:
        """Follow the changes made to `begun` (its start) and `settled` (its end), then take all of them back."""
        end = self.end
        heap = [(self.rank[node], node) for node in sorted({*begun, *settled}, key=self.rank.__getitem__)]
        waiting = {node for _, node in heap}
        while heap:
            _, node = heappop(heap)
            waiting.discard(node)
            if node not in settled:
                place(self.graph, self.early, node)
            if self.graph.plan_of[node] == self.plan and node not in self.graph.holds:
                end = max(end, self.early.last[node])
            for arrow in self.graph.arrows(node):
                to = arrow[0]
                self._keep(to)
                pull(self.graph, self.early, node, arrow)
                if to not in waiting and self._matters(to):
                    waiting.add(to)
                    heappush(heap, (self.rank[to], to))
        for node, kept in self._before.items():
            self.early.starts[node], self.early.first[node], self.early.last[node], self.early.free[node] = kept
        self._before.clear()
        return self.calendar.number_at(end) - self.calendar.number_at(self.end)

    def _keep(self, node: int) -> None:
        if node not in self._before:
            early = self.early
            self._before[node] = early.starts[node], early.first[node], early.last[node], early.free[node]

    def _matters(self, node: int) -> bool:
        """Whether a node is now later than it may be."""
        late, early = self.late, self.early
        if self.graph.days[node]:
            return early.starts[node] > late.starts[node] != NEVER
        return early.free[node] > late.free[node] or early.last[node] > late.last[node]


def _own_copy(early: Early) -> Early:
    """Another one that may be changed; the order stays shared."""
    mine = copy(early)
    mine.starts, mine.first, mine.last, mine.free, mine.driver = (
        early.starts.copy(), early.first.copy(), early.last.copy(), early.free.copy(), early.driver.copy(),
    )  # fmt: skip
    return mine
