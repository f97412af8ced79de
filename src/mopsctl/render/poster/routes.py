"""The way of a dashed line from one box to another: through the gaps between boxes, with few bends.

The way is sought by A* (Hart, Nilsson & Raphael 1968). A line leaves at the side of its box and arrives at the side of
the other. Who reports to whom is the tree's business.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

from msgspec import Struct

from .tree import Laid, Place
from .ways import BELOW, BETWEEN

_BEND, _SHARED = 24.0, 3.0  # a bend is as dear as so many points; where another line runs, so many times its length
_LONG = 200_000  # steps of the search for all ways of a chart: about a second
_NEAR = 0.1  # measures have one decimal
_FOOT = 6.0  # from the lower edge of a box to where a line leaves or arrives

Point = tuple[float, float]
_Step = tuple[int, int, bool]  # column, row, whether it came along a row
_Edge = tuple[int, int, bool]  # from a column and row on to the next column, or to the next row


class Gaps(Struct, frozen=True):
    """The lines of a grid on which a way may run, and where boxes bar it."""

    xs: list[float]
    ys: list[float]
    barred: set[_Edge]


def routes(pairs: list[tuple[str, str]], laid: Laid, wide: float) -> list[list[Point]]:
    """For each pair of boxes the corners of its line, from the first box to the second."""
    gaps = _gaps(pairs, laid.places, wide)
    column = {x: n for n, x in enumerate(gaps.xs)}
    row = {y: n for n, y in enumerate(gaps.ys)}
    taken: set[_Edge] = set()
    left = _LONG
    found: list[list[Point]] = []
    for one, other in pairs:
        starts = {(column[x], row[y]) for x, y in _sides(laid.places[one], wide)}
        ends = {(column[x], row[y]) for x, y in _sides(laid.places[other], wide)}
        steps, used = _way(gaps, starts, ends, taken, left)
        left -= used
        taken |= set(_edges(steps))
        way = _corners([(gaps.xs[x], gaps.ys[y]) for x, y in steps])
        found.append(way or straight(laid.places[one], laid.places[other], wide))
    return found


def straight(one: Place, other: Place, wide: float) -> list[Point]:
    """From the right side of a box to that of another, whatever stands between them."""
    (_, (x, y)), (_, (to_x, to_y)) = _sides(one, wide), _sides(other, wide)
    gap = _rounded(x + BETWEEN / 2)
    return [(x, y), (gap, y), (gap, to_y), (to_x, to_y)]


def _sides(place: Place, wide: float) -> tuple[Point, Point]:
    y = _rounded(place.y + max(place.high - _FOOT, place.high / 2))
    return (_rounded(place.x), y), (_rounded(place.x + wide), y)


def _rounded(value: float) -> float:
    return round(value, 1)


def _gaps(pairs: list[tuple[str, str]], places: Mapping[str, Place], wide: float) -> Gaps:
    """A way may run right of any box and below any, and left of and above them all."""
    ends = [side for key in {key for pair in pairs for key in pair} for side in _sides(places[key], wide)]
    xs = {_rounded(place.x + wide + BETWEEN / 2) for place in places.values()} | {x for x, _ in ends}
    ys = {_rounded(place.y + place.high + BELOW / 2) for place in places.values()} | {y for _, y in ends}
    xs.add(_rounded(min(place.x for place in places.values()) - BETWEEN / 2))
    ys.add(_rounded(min(place.y for place in places.values()) - BELOW / 2))
    columns, rows = sorted(xs), sorted(ys)
    barred: set[_Edge] = set()
    for place in places.values():
        barred |= set(_barred(place, wide, columns, rows))
    return Gaps(columns, rows, barred)


def _barred(place: Place, wide: float, xs: list[float], ys: list[float]) -> Iterator[_Edge]:
    """The pieces of the grid that run through a box or along its edge; those that end at its side do not."""
    left, right, top, bottom = place.x, place.x + wide, place.y, place.y + place.high
    for y in range(bisect_left(ys, top - _NEAR), bisect_right(ys, bottom + _NEAR)):
        for x in range(max(bisect_right(xs, left + _NEAR) - 1, 0), bisect_left(xs, right - _NEAR)):
            yield x, y, True
    for x in range(bisect_left(xs, left - _NEAR), bisect_right(xs, right + _NEAR)):
        for y in range(max(bisect_right(ys, top + _NEAR) - 1, 0), bisect_left(ys, bottom - _NEAR)):
            yield x, y, False


def _way(
    gaps: Gaps, starts: set[tuple[int, int]], ends: set[tuple[int, int]], taken: set[_Edge], most: int
) -> tuple[list[tuple[int, int]], int]:
    """The cheapest way over the grid, and in how many steps it was found; none where that takes more than `most`.

    A line leaves and arrives along a row.
    """
    goals = [(gaps.xs[x], gaps.ys[y]) for x, y in ends]

    def left(step: _Step) -> float:
        at, height = gaps.xs[step[0]], gaps.ys[step[1]]
        return min(abs(at - x) + abs(height - y) for x, y in goals)

    best: dict[_Step, float] = {(x, y, True): 0.0 for x, y in starts}
    came: dict[_Step, _Step] = {}
    waiting = [(left(step), 0.0, step) for step in sorted(best)]
    for used in range(most):
        if not waiting:
            return [], used
        _, cost, step = heappop(waiting)
        if step[:2] in ends and step[2]:
            return _back(step, came), used
        if cost > best[step]:
            continue
        for further, dearer in _next(gaps, step, taken):
            if cost + dearer < best.get(further, inf):
                best[further], came[further] = cost + dearer, step
                heappush(waiting, (cost + dearer + left(further), cost + dearer, further))
    return [], most


def _next(gaps: Gaps, step: _Step, taken: set[_Edge]) -> Iterator[tuple[_Step, float]]:
    x, y, along = step
    bend, straight = (0.0, _BEND) if along else (_BEND, 0.0)
    for to, edge in ((x - 1, (x - 1, y, True)), (x + 1, (x, y, True))):
        if 0 <= to < len(gaps.xs) and edge not in gaps.barred:
            yield (to, y, True), abs(gaps.xs[to] - gaps.xs[x]) * (_SHARED if edge in taken else 1.0) + bend
    for to, edge in ((y - 1, (x, y - 1, False)), (y + 1, (x, y, False))):
        if 0 <= to < len(gaps.ys) and edge not in gaps.barred:
            yield (x, to, False), abs(gaps.ys[to] - gaps.ys[y]) * (_SHARED if edge in taken else 1.0) + straight


def _back(step: _Step, came: Mapping[_Step, _Step]) -> list[tuple[int, int]]:
    steps = [step]
    while steps[-1] in came:
        steps.append(came[steps[-1]])
    return [(x, y) for x, y, _ in reversed(steps)]


def _edges(steps: list[tuple[int, int]]) -> Iterator[_Edge]:
    for (x, y), (to_x, to_y) in pairwise(steps):
        yield min(x, to_x), min(y, to_y), y == to_y


def _corners(points: list[Point]) -> list[Point]:
    """The points at which the line bends, and its ends."""
    inner = [
        here
        for before, here, after in zip(points, points[1:], points[2:], strict=False)
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1])
    ]
    return [*points[:1], *inner, *points[-1:]]
