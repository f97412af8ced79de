"""A plan's timeline under capacity, by CP-SAT: the same problem that `facts.levelling.leveling` searches by rules.

Numbers of working days are whole numbers already. What a number on one calendar means for another is told by tables,
which are filled by asking `passes`, so links mean the same. The days found are then given to tasks by `calendared`.
"""

from collections.abc import Sequence

from ..facts.levelling.calendared import Calendared
from ..facts.levelling.diary import Diary, Direction
from ..facts.levelling.improve import listed, search
from ..facts.levelling.leveling import Levelled, at_most, engine_of, told
from ..facts.levelling.staffing import copied
from ..facts.schedule.graph import Arrow
from ..facts.schedule.passes import Early, place, pull
from ..model.portfolio import Portfolio
from .cp_sat import Goal, Share, Span, Step, solve

SCHEDULES = 40  # made by rules first, for a bound
SPARE = 400  # days that others' tasks, which only follow, may lie beyond the finish


def exactly(portfolio: Portfolio, plan: str, seconds: float) -> Levelled:
    """The best timeline found in so many seconds, and whether it is proven that none is better."""
    engine = engine_of(portfolio, plan)
    engine.steady()
    schedules, proven = 1, engine.proven
    if not proven:
        schedules += search(engine, at_most(SCHEDULES)).schedules
        proven = engine.proven or _Model(engine).solve(seconds)
        engine.calm()
    return told(portfolio, plan, engine, schedules, proven=proven)


class _Model:
    """The problem of an engine in whole numbers: the number on which each node begins, or a milestone's position."""

    def __init__(self, engine: Calendared) -> None:
        self._engine, self._graph, self._early = engine, engine.graph, engine.early
        self._known, self._own = engine.best, frozenset(engine.demand.finish_of)
        self._late = any(node in self._graph.deadline for node in self._own)
        last = max(self._known.last[node] for node in self._own)
        # Without deadlines only what ends sooner is of use; with them the end may be the price of being in time.
        self._last = last + SPARE if self._late else last - 1
        self._spans = [self._span(node) for node in engine.nodes]

    def solve(self, seconds: float) -> bool:
        """Let the engine make the best schedule found; whether it is proven that none is better."""
        engine = self._engine
        if any(span.last < span.first for span in self._spans):
            return False
        shares = [self._share(diary) for diary in engine.diaries]
        answer = solve(self._spans, self._steps(), shares, self._goal(), seconds)
        # A task with a day off of its own within it is taken to hold its place in the diary, which it need not.
        sure = answer.proven and not self._late and all(diary.uniform for diary in engine.diaries)
        if answer.starts is None:
            return sure
        begun = [self._position(node, start) for node, start in zip(engine.nodes, answer.starts, strict=True)]
        engine.forward(listed(begun, engine.before, range(engine.size)))
        ends = [self._end(node, start) for node, start in zip(engine.nodes, answer.starts, strict=True)]
        promised = max(end for node, end in zip(engine.nodes, ends, strict=True) if node in self._own)
        return sure and max(engine.best.last[node] for node in self._own) <= promised

    def _span(self, node: int) -> Span:
        days, calendar = self._graph.days[node], self._graph.calendars[node]
        last = self._last if node in self._own else self._last + SPARE
        if not days:
            return Span(self._early.free[node], last + 1, 0, self._known.free[node])
        return Span(self._early.starts[node], calendar.number_at(last + 1) - days, days, self._known.starts[node])

    def _position(self, node: int, number: int) -> int:
        return self._graph.calendars[node].position_of(number) if self._graph.days[node] else number

    def _end(self, node: int, number: int) -> int:
        """The position of its last day."""
        days = self._graph.days[node]
        return self._graph.calendars[node].position_of(number + days - 1) if days else number - 1

    def _steps(self) -> list[Step]:
        engine, rank, ahead = self._engine, self._engine.rank, self._engine.ahead
        steps = []
        for before, node in enumerate(engine.nodes):
            steps += [Step(before, rank[to], self._graph.days[node] + lag) for to, lag in ahead.near[node]]
            steps += [Step(before, rank[arrow[0]], 0, self._table(node, arrow)) for arrow in ahead.far.get(node, ())]
        return steps

    def _table(self, node: int, arrow: Arrow) -> tuple[int, ...]:
        """Where an arrow lets the other node begin, for each number on which this one begins."""
        graph, span, early = self._graph, self._spans[self._engine.rank[node]], copied(self._early)
        to = arrow[0]
        found = []
        for number in range(span.first, span.last + 1):
            self._put(early, node, number)
            early.starts[to] = early.free[to] = early.last[to] = -1
            pull(graph, early, node, arrow)
            found.append(early.starts[to] if graph.days[to] else early.free[to])
        return tuple(found)

    def _put(self, early: Early, node: int, number: int) -> None:
        if self._graph.days[node]:
            early.starts[node] = number
            place(self._graph, early, node)
        else:
            early.first[node] = early.free[node] = number
            early.last[node] = number - 1

    def _share(self, diary: Diary) -> Share:
        rank, ahead = self._engine.rank, Direction()
        others = tuple((slot, 1, asked) for slot, asked in sorted(diary.slots(ahead).items()))
        asked = {rank[node]: share for node, share in diary.asked.items()}
        if diary.uniform:
            return Share(diary.capacity, asked, others)
        return Share(diary.capacity, asked, others, {rank[node]: self._stretches(node) for node in diary.asked})

    def _stretches(self, node: int) -> tuple[tuple[int, int], ...]:
        """Of each number it may begin on: the position of its first day, and over how many days it stretches."""
        span = self._spans[self._engine.rank[node]]
        both = [(self._position(node, n), self._end(node, n)) for n in range(span.first, span.last + 1)]
        return tuple((first, last - first + 1) for first, last in both)

    def _goal(self) -> Goal:
        graph, rank = self._graph, self._engine.rank
        movable: Sequence[int] = self._engine.demand.movable
        ends = {rank[node]: self._ends(node) for node in movable if not self._engine.ahead.near[node]}
        late = {
            rank[node]: tuple(max(0, end - graph.deadline[node]) for end in self._ends(node))
            for node in movable
            if node in graph.deadline
        }
        return Goal(ends, late)

    def _ends(self, node: int) -> tuple[int, ...]:
        span = self._spans[self._engine.rank[node]]
        return tuple(self._end(node, number) for number in range(span.first, span.last + 1))
