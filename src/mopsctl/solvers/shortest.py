"""The shortest schedule of a problem in whole numbers, by CP-SAT."""

from msgspec import Struct

from ..facts.levelling.improve import search
from ..facts.levelling.leveling import at_most
from ..facts.levelling.rcpsp import Problem, Uniform
from .cp_sat import Goal, Share, Span, Step, solve

SCHEDULES = 60  # that are made first, for a bound


class Shortest(Struct, frozen=True):
    """The shortest found: its length, the start of each task, and whether nothing is shorter."""

    length: int
    starts: tuple[int, ...]
    proven: bool


def shortest(problem: Problem, seconds: float) -> Shortest:
    """What is found in so many seconds, at least as good as a quick search finds."""
    engine = Uniform(problem)
    known = search(engine, at_most(SCHEDULES))
    starts = engine.starts(known.keys)
    if known.value <= engine.bound:
        return Shortest(known.value, starts, proven=True)
    better = known.value - 1
    spans = [
        Span(head - length, better - tail, length, start)
        for head, tail, length, start in zip(engine.heads, engine.tails, problem.durations, starts, strict=True)
    ]
    steps = [Step(task, to, gap) for task, follows in enumerate(problem.follows) for to, gap in follows]
    shares = [
        Share(there, {task: asked[r] for task, asked in enumerate(problem.demands) if asked[r]})
        for r, there in enumerate(problem.capacities)
    ]
    last = engine.size - 1
    ends = {last: tuple(range(spans[last].first + spans[last].length, better + 1))}
    answer = solve(spans, steps, [share for share in shares if share.asked], Goal(ends), seconds)
    if answer.starts is None:
        return Shortest(known.value, starts, answer.proven)
    return Shortest(answer.starts[last] + problem.durations[last], answer.starts, answer.proven)
