"""Where the boxes of a chart stand: of all the ways to set it, the one for which the smallest sheet will do.

Nothing is drawn here, and nothing recurses: charts may be 5,000 boxes deep.
"""

from collections.abc import Sequence
from math import log

from msgspec import Struct

from ..forest import Forest
from .ways import BELOW, BETWEEN, DROP, HEAD, INDENT, LEAF, Measures, Way, levelled, ways_below, ways_of_roots, with_box

_BROADER = 1.5  # a small chart looks more like one when it is broader than the sheet
_TICK = 8.0  # a spine reaches a box at its title


class Place(Struct, frozen=True):
    """Where a box stands, and how high it is drawn."""

    x: float
    y: float
    high: float


class Laid(Struct, frozen=True):
    """A chart with every box in its place, and the lines between them."""

    wide: float
    high: float
    places: dict[str, Place]
    lines: tuple[tuple[float, float, float, float], ...]  # from x, y to x, y, along one of the axes


def lay(trees: Forest, sizes: Measures, aspect: float, least: float) -> Laid:
    """The chart in the way that needs the smallest sheet of this `aspect`, its width over its height.

    A sheet is `least` wide at least: what is smaller is drawn larger anyway.
    """
    ways: dict[str, Sequence[Way]] = {}
    for key in reversed(trees.order()):
        ways[key] = ways_below(trees.children[key], ways, sizes) if trees.children[key] else LEAF
    if len(trees.roots) == 1:
        root = trees.roots[0]
        best = min(ways[root], key=lambda way: _sheet(*with_box(way, root, sizes), aspect, least))
        wide, high = with_box(best, root, sizes)
        return _placed(trees, ways, sizes, [_hanging(root, best, 0.0, 0.0, sizes.high[root], sizes)], wide, high)
    best = min(ways_of_roots(trees.roots, ways, sizes), key=lambda way: _sheet(way.wide, way.high, aspect, least))
    todo, _ = _below(trees.roots, best, 0.0, -HEAD[best.kind], None, ways, sizes)
    return _placed(trees, ways, sizes, todo, best.wide, best.high - HEAD[best.kind])


def _sheet(wide: float, high: float, aspect: float, least: float) -> tuple[float, float]:
    """How wide a sheet it needs; where `least` is enough, the shape that fills the sheet best comes first."""
    return max(wide, high * aspect, least), abs(log(wide / high / aspect / _BROADER))


class Hanging(Struct, frozen=True):
    """A box at its place, and where what is under it begins."""

    key: str
    way: Way
    x: float
    y: float
    high: float
    left: float


def _hanging(key: str, way: Way, left: float, y: float, high: float, sizes: Measures) -> Hanging:
    """A box that hangs from above: at the left of a list, else in the middle over what is under it."""
    if way.kind == "list":
        return Hanging(key, way, left, y, high, left)
    middle = left + max(way.wide, sizes.wide) / 2
    return Hanging(key, way, middle - sizes.wide / 2, y, high, middle - way.wide / 2)


_Segment = tuple[float, float, float, float]  # from x, y to x, y


def _placed(
    trees: Forest, ways: dict[str, Sequence[Way]], sizes: Measures, todo: list[Hanging], wide: float, high: float
) -> Laid:
    """Every box in its place, from the roots down."""
    places: dict[str, Place] = {}
    lines: list[_Segment] = []
    while todo:
        one = todo.pop()
        places[one.key] = Place(one.x, one.y, one.high)
        if below := trees.children[one.key]:
            more, drawn = _below(below, one.way, one.left, one.y + one.high, one.x + sizes.wide / 2, ways, sizes)
            todo += more
            lines += drawn
    return Laid(wide, high, places, tuple(lines))


def _below(
    keys: Sequence[str],
    way: Way,
    left: float,
    top: float,
    trunk: float | None,
    ways: dict[str, Sequence[Way]],
    sizes: Measures,
) -> tuple[list[Hanging], list[_Segment]]:
    """The boxes under one, and the lines to them; without a trunk, no lines."""
    todo: list[Hanging] = []
    lines: list[_Segment] = []
    drops = [] if trunk is None else [trunk]
    level = max((sizes.high[keys[unit.members[0]]] for unit in way.units if not unit.spine), default=0.0)
    first, bus = top + HEAD[way.kind], top + (0.0 if way.kind == "list" else DROP)
    for unit in way.units:
        chosen = [(keys[n], ways[keys[n]][way.chosen[n]]) for n in unit.members]
        room = max(with_box(one, key, sizes)[0] for key, one in chosen)
        if unit.spine:
            spine, left = left + INDENT / 2, left + INDENT
            column, ticks = _column(chosen, left, first, sizes)
            lines += [(spine, tick, left, tick) for tick in ticks]
            lines.append((spine, bus, spine, ticks[-1]))
            todo += column
            drops.append(spine)
        else:
            own = sizes.high[chosen[0][0]]
            tall = own if trunk is None else levelled(own, level)
            todo.append(_hanging(*chosen[0], left, first, tall, sizes))
            drops.append(todo[-1].x + sizes.wide / 2)
            lines.append((drops[-1], bus, drops[-1], first))
        left += room + BETWEEN
    if trunk is None:
        return todo, []
    if way.kind != "list":
        lines.append((trunk, top, trunk, bus))
    if way.kind != "list" and max(drops) > min(drops):
        lines.append((min(drops), bus, max(drops), bus))
    return todo, lines


def _column(
    chosen: Sequence[tuple[str, Way]], x: float, y: float, sizes: Measures
) -> tuple[list[Hanging], list[float]]:
    """Boxes below each other, and at what height the spine reaches each."""
    column: list[Hanging] = []
    for key, way in chosen:
        column.append(Hanging(key, way, x, y, sizes.high[key], x))
        y += sizes.high[key] + way.high + BELOW
    return column, [one.y + min(one.high / 2, _TICK) for one in column]
