"""The ways to set the boxes under one: for each its width and height, before anything has a place.

Those under a box stand in a list on a spine, in several such columns, or side by side in a row (shape curves, as
Stockmeyer 1983 reckons them for rectangles). Which way is taken, and where the boxes stand then, is the tree's.
"""

from collections.abc import Iterable, Sequence
from math import log
from typing import Literal, TypeVar

from msgspec import Struct

INDENT, BETWEEN, BELOW, DROP = 6.5, 7.0, 3.0, 5.5  # of a spine; between columns; below a box; from box to bus
_KEPT, _FEW, _EFFORT = 200, 16, 30_000  # ways kept of each box, at most and at least; of all boxes together
_ROOTS = 12  # trees that stand in one row
_LEVELLED = 18.0  # how much higher a box is drawn to be level with its neighbours
_FLAT = 5.0  # what is more times broader than high is of no use within a large chart
_COLUMNS = (2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 96)

_T = TypeVar("_T")
Kind = Literal["list", "columns", "row"]


class Unit(Struct, frozen=True):
    """What hangs on one drop of a bus: boxes on a spine, or one box under its own drop."""

    members: tuple[int, ...]  # places among those under the box
    spine: bool


class Way(Struct, frozen=True):
    """One way to set what is under a box: how wide and high that is, in what units, and the way of each member."""

    wide: float
    high: float
    kind: Kind
    units: tuple[Unit, ...] = ()
    chosen: tuple[int, ...] = ()


class Measures(Struct, frozen=True):
    """The sizes of the boxes: one width, each its height."""

    wide: float
    high: dict[str, float]

    @property
    def kept(self) -> int:
        """How many ways are worth keeping of each box."""
        return min(max(_EFFORT // len(self.high), _FEW), _KEPT)


LEAF = (Way(0.0, 0.0, "list"),)
HEAD: dict[Kind, float] = {"list": BELOW, "columns": DROP + BELOW, "row": 2 * DROP}  # from a box to the first below


def with_box(way: Way, key: str, sizes: Measures) -> tuple[float, float]:
    """The width and height of a box with what is under it."""
    return max(way.wide, sizes.wide), sizes.high[key] + way.high


def ways_of_roots(keys: Sequence[str], ways: dict[str, Sequence[Way]], sizes: Measures) -> list[Way]:
    """The ways to set trees beside each other: their roots in one row, unless they are many."""
    if len(keys) > _ROOTS:
        return ways_below(keys, ways, sizes)
    shapes = [[with_box(way, key, sizes) for way in ways[key]] for key in keys]
    units = tuple(Unit((n,), spine=False) for n in range(len(keys)))
    boxes = [sizes.high[key] for key in keys]
    found = [
        _row(shapes, tuple(_narrowest(options, most) for options in shapes), units, boxes)
        for most in _thresholds({high for options in shapes for _, high in options}, sizes.kept)
    ]
    return _best(found, sizes.kept)


def ways_below(keys: Sequence[str], ways: dict[str, Sequence[Way]], sizes: Measures) -> list[Way]:
    """The ways to set these boxes under one, none both wider and higher than another."""
    shapes = [[with_box(way, key, sizes) for way in ways[key]] for key in keys]
    found: list[Way] = []
    for most in _thresholds({wide for options in shapes for wide, _ in options}, sizes.kept):
        chosen = tuple(_lowest(options, most) for options in shapes)
        found += _hung(shapes, chosen)
    boxes = [sizes.high[key] for key in keys]
    for most in _thresholds({high for options in shapes for _, high in options}, sizes.kept):
        chosen = tuple(_narrowest(options, most) for options in shapes)
        found.append(_row(shapes, chosen, _units(shapes, chosen, most), boxes))
    return _best(found, sizes.kept)


def _thresholds(values: set[float], count: int) -> list[float]:
    """So many of the values at most, evenly from the least to the most."""
    return _even(sorted(values), count)


def _even(ordered: list[_T], count: int) -> list[_T]:
    """So many of them at most, the first and the last too."""
    if len(ordered) <= count:
        return ordered
    return [ordered[round(n * (len(ordered) - 1) / (count - 1))] for n in range(count)]


def _lowest(options: list[tuple[float, float]], most: float) -> int:
    """The last (widest, lowest) way that is at most so wide; they stand narrowest first."""
    return max((n for n, (wide, _) in enumerate(options) if wide <= most), default=0)


def _narrowest(options: list[tuple[float, float]], most: float) -> int:
    """The first (narrowest) way that is at most so high."""
    return next((n for n, (_, high) in enumerate(options) if high <= most), len(options) - 1)


def _hung(shapes: list[list[tuple[float, float]]], chosen: tuple[int, ...]) -> Iterable[Way]:
    """On one spine, and on several."""
    sizes = [options[n] for options, n in zip(shapes, chosen, strict=True)]
    every = tuple(range(len(sizes)))
    wide, high = INDENT + max(wide for wide, _ in sizes), sum(high + BELOW for _, high in sizes)
    yield Way(wide, high, "list", (Unit(every, spine=True),), chosen)
    for count in _COLUMNS:
        if count >= len(sizes):
            break
        units = _split(sizes, count)
        wides = [INDENT + max(sizes[n][0] for n in unit.members) for unit in units]
        highs = [sum(sizes[n][1] + BELOW for n in unit.members) for unit in units]
        yield Way(sum(wides) + BETWEEN * (len(units) - 1), max(highs) + DROP, "columns", tuple(units), chosen)


def _split(sizes: list[tuple[float, float]], count: int) -> list[Unit]:
    """In their order into so many columns at most, none much higher than the others."""
    highs = [high + BELOW for _, high in sizes]
    most = max(sum(highs) / count, *highs)
    while True:
        columns: list[list[int]] = [[]]
        used = 0.0
        for n, high in enumerate(highs):
            if columns[-1] and used + high > most + 0.01:
                columns.append([])
                used = 0.0
            columns[-1].append(n)
            used += high
        if len(columns) <= count:
            return [Unit(tuple(column), spine=True) for column in columns]
        most *= 1.04


def _units(shapes: list[list[tuple[float, float]]], chosen: tuple[int, ...], most: float) -> tuple[Unit, ...]:
    """The units of a row: what is low stands together on a spine, behind the rest, as many as `most` is high."""
    sizes = [options[n] for options, n in zip(shapes, chosen, strict=True)]
    slim = min(wide for wide, _ in sizes) * 1.2
    low = [n for n, (wide, high) in enumerate(sizes) if high <= most * 0.45 and wide <= slim]
    if len(low) < 2 or len(low) == len(sizes):
        return tuple(Unit((n,), spine=False) for n in range(len(sizes)))
    spines: list[list[int]] = [[]]
    used = 0.0
    for n in low:
        if spines[-1] and used + sizes[n][1] > most:
            spines.append([])
            used = 0.0
        spines[-1].append(n)
        used += sizes[n][1] + BELOW
    units = [Unit((n,), spine=False) for n in range(len(sizes)) if n not in low]
    return (*units, *(Unit(tuple(members), spine=True) for members in spines))


def _row(
    shapes: list[list[tuple[float, float]]], chosen: tuple[int, ...], units: tuple[Unit, ...], boxes: list[float]
) -> Way:
    """Side by side under one bus."""
    sizes = [options[n] for options, n in zip(shapes, chosen, strict=True)]
    level = max(boxes[unit.members[0]] for unit in units if not unit.spine)
    wide = high = 0.0
    for unit in units:
        if unit.spine:
            wide += INDENT + max(sizes[n][0] for n in unit.members)
            high = max(high, sum(sizes[n][1] + BELOW for n in unit.members) - BELOW)
        else:
            n = unit.members[0]
            wide += sizes[n][0]
            high = max(high, sizes[n][1] + levelled(boxes[n], level) - boxes[n])
    return Way(wide + BETWEEN * (len(units) - 1), high + 2 * DROP, "row", units, chosen)


def levelled(own: float, level: float) -> float:
    """How high a box of a row is drawn: as the highest one, unless that is out of all proportion."""
    return level if level - own <= _LEVELLED else own


def _best(ways: Iterable[Way], count: int) -> list[Way]:
    """Narrowest first, each lower than the one before; of many the most compact ones, from narrow to wide."""
    kept: list[Way] = []
    for way in sorted(ways, key=lambda way: (way.wide, way.high)):
        if not kept or way.high < kept[-1].high - 0.01:
            kept.append(way)
    if len(kept) <= count:
        return kept
    kept = [way for way in kept if way.wide <= _FLAT * way.high] or kept[:1]
    step = log(kept[-1].wide / kept[0].wide) / count or 1.0
    best: dict[int, Way] = {}
    for way in kept:
        place = int(log(way.wide / kept[0].wide) / step)
        if place not in best or way.wide * way.high < best[place].wide * best[place].high:
            best[place] = way
    return list(best.values())
