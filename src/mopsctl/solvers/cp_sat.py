"""OR-tools' CP-SAT: the shortest schedule in whole numbers, with a proof that none is shorter where time allows.

OR-tools is imported here and nowhere else, and only when it is asked for.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from ..errors import USAGE, MopsError

try:
    from ortools.sat.python import cp_model
except ModuleNotFoundError:
    raise MopsError("an exact search needs OR-tools", hint='pip install "mopsctl[level]"', code=USAGE) from None


class Span(Struct, frozen=True):
    """What begins on one of these numbers, both inclusive, and takes so long; `hint` is where it is known to fit."""

    first: int
    last: int
    length: int
    hint: int


class Step(Struct, frozen=True):
    """One waits for the other: `after` begins no sooner than what the table says of the number of `before`, and a lag.

    The table never falls, and begins with the first number of `before`; without one it is the number itself.
    """

    before: int
    after: int
    lag: int
    table: tuple[int, ...] | None = None


class Share(Struct, frozen=True):
    """Of something there is so much; spans that ask for it, each for how much, and others' (first, length, how much).

    A span takes it in its own numbers, or where a table has (first, length) for each of them.
    """

    capacity: int
    asked: Mapping[int, int]
    others: tuple[tuple[int, int, int], ...] = ()
    tables: Mapping[int, tuple[tuple[int, int], ...]] = {}


class Goal(Struct, frozen=True):
    """The latest of these ends is to be early: span -> the end for each of its numbers. Others may be late, at a price.

    `late`: span -> for each of its numbers how late that is; all lateness comes before the end.
    """

    ends: Mapping[int, tuple[int, ...]]
    late: Mapping[int, tuple[int, ...]] = {}


class Answer(Struct, frozen=True):
    """The numbers on which spans begin, or none: nothing better than the hint was found. `proven`: there is none."""

    starts: tuple[int, ...] | None
    proven: bool


def solve(spans: Sequence[Span], steps: Sequence[Step], shares: Sequence[Share], goal: Goal, seconds: float) -> Answer:
    """The best way there is, or the best found in so many seconds."""
    model = cp_model.CpModel()
    starts = [model.new_int_var(span.first, span.last, "") for span in spans]
    for step in steps:
        begun: Any = starts[step.before]
        if step.table is not None:
            begun = _looked_up(model, starts[step.before], spans[step.before], step.table)
        model.add(starts[step.after] >= begun + step.lag)
    for share in shares:
        _shared(model, spans, starts, share)
    _aim(model, spans, starts, goal)
    for span, start in zip(spans, starts, strict=True):
        model.add_hint(start, min(max(span.hint, span.first), span.last))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1  # the same answer each time, if it ends in time; and it proves no less
    solver.parameters.linearization_level = 0  # relaxations cost more than they prune (250 to 255 of 260 proven)
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(tuple(map(solver.value, starts)), status == cp_model.OPTIMAL)
    return Answer(None, status == cp_model.INFEASIBLE)


def _looked_up(model: Any, start: Any, span: Span, table: Sequence[int]) -> Any:
    """What a table says of the number on which a span begins."""
    if table[-1] - table[0] == len(table) - 1:  # it rises, so it rises by one each time
        return start + (table[0] - span.first)
    found = model.new_int_var(min(table), max(table), "")
    model.add_element(start - span.first, list(table), found)
    return found


def _shared(model: Any, spans: Sequence[Span], starts: Sequence[Any], share: Share) -> None:
    intervals, demands = [], []
    for task, asked in share.asked.items():
        span = spans[task]
        if task in share.tables:
            begun = _looked_up(model, starts[task], span, [first for first, _ in share.tables[task]])
            length = _looked_up(model, starts[task], span, [length for _, length in share.tables[task]])
            end = model.new_int_var(0, 1 << 40, "")
            intervals.append(model.new_interval_var(begun, length, end, ""))
        else:
            intervals.append(model.new_fixed_size_interval_var(starts[task], span.length, ""))
        demands.append(asked)
    for first, length, asked in share.others:
        intervals.append(model.new_fixed_size_interval_var(first, length, ""))
        demands.append(asked)
    if set(demands) == {share.capacity}:
        model.add_no_overlap(intervals)
    else:
        model.add_cumulative(intervals, demands, share.capacity)


def _aim(model: Any, spans: Sequence[Span], starts: Sequence[Any], goal: Goal) -> None:
    most = max(max(table) for table in goal.ends.values())
    end = model.new_int_var(min(min(table) for table in goal.ends.values()), most, "")
    for task, table in goal.ends.items():
        model.add(end >= _looked_up(model, starts[task], spans[task], table))
    late = [_looked_up(model, starts[task], spans[task], table) for task, table in goal.late.items()]
    model.minimize(end + (most + 1) * sum(late) if late else end)
