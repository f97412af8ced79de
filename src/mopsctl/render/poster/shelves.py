"""The poster of a stack: its layers as shelves, on each the tiles that stand there."""

from collections.abc import Sequence

from msgspec import Struct

from ...reports.document import Node, Shelf, Stack, Tile
from .boxes import Box, Legend, box, drawn
from .ink import PALE, hues, rect, shapes, written
from .legend import group_entries, mark_entries, vacant_entry
from .page import LARGEST, ROOM, Entry, Page, Words, room
from .type import SHELF, fold

_WIDTHS = (118.0, 132.0, 146.0, 162.0, 180.0, 200.0)  # of a tile
_MOST = 24  # tiles side by side
_LABEL, _PAD, _GAP, _APART = 104.0, 8.0, 6.0, 7.0  # name of a shelf; in a shelf; between tiles; between shelves


class Row(Struct, frozen=True):
    """Tiles side by side, all of one height."""

    boxes: tuple[Box, ...]

    @property
    def high(self) -> float:
        return max((one.high for one in self.boxes), default=0.0)


class Laid(Struct, frozen=True):
    """A stack in tiles of one width, so many side by side."""

    wide: float
    across: int
    shelves: tuple[tuple[Row, ...], ...]
    names: tuple[tuple[str, ...], ...]

    def high(self, shelf: int) -> float:
        """How high a shelf is: its rows, or its name."""
        rows = self.shelves[shelf]
        return 2 * _PAD + max(sum(row.high + _GAP for row in rows) - _GAP, len(self.names[shelf]) * SHELF.leading)

    @property
    def size(self) -> tuple[float, float]:
        across = _LABEL + 3 * _PAD + self.across * (self.wide + _GAP) - _GAP
        return across, sum(self.high(n) + _APART for n in range(len(self.shelves))) - _APART


def page(stack: Stack) -> Page:
    """The stack with its tiles in the width, and so many side by side, that leave them largest on the sheet."""
    legend = Legend(hues(stack.groups), {}, shapes(stack.marks), dict(stack.marks))
    nodes = [_node(shelf, n, tile) for shelf in stack.shelves for n, tile in enumerate(shelf.tiles)]
    missing = any(box(node, node.lines, _WIDTHS[0], legend).vacant for node in nodes)
    words = Words(stack.title, stack.subtitle, _legend(stack, nodes, legend, missing=missing), stack.footer)
    high = room(words)
    best = min(_tried(stack, legend), key=lambda laid: _need(laid, high))
    used = {legend.hues[node.group].pattern for node in nodes if node.group in legend.hues}
    return Page(words, *best.size, _body(best, legend), tuple(sorted(used - {""})))


def _need(laid: Laid, high: float) -> tuple[float, float]:
    """How large a sheet it needs; where it is drawn larger anyway, the broader one."""
    across, tall = laid.size
    return max(across / ROOM, tall / high, 1 / LARGEST), -across


def _tried(stack: Stack, legend: Legend) -> list[Laid]:
    most = max(len(shelf.tiles) for shelf in stack.shelves)
    names = tuple(tuple(fold(shelf.name, SHELF, _LABEL - _PAD)) for shelf in stack.shelves)
    found: list[Laid] = []
    for wide in _WIDTHS:
        set_ = [[_box(shelf, n, tile, wide, legend) for n, tile in enumerate(shelf.tiles)] for shelf in stack.shelves]
        for across in range(1, min(most, _MOST) + 1):
            rows = tuple(_rows(boxes, across) for boxes in set_)
            found.append(Laid(wide, across, rows, names))
    return found


def _node(shelf: Shelf, number: int, tile: Tile) -> Node:
    lines = tuple(cell for cell in tile.lines if cell.text)
    return Node(f"{shelf.name}/{number}", tile.title, None, lines, tile.group, (), tile.mark)


def _box(shelf: Shelf, number: int, tile: Tile, wide: float, legend: Legend) -> Box:
    node = _node(shelf, number, tile)
    return box(node, node.lines, wide, legend)


def _rows(boxes: Sequence[Box], across: int) -> tuple[Row, ...]:
    return tuple(Row(tuple(boxes[at : at + across])) for at in range(0, len(boxes), across))


def _body(laid: Laid, legend: Legend) -> str:
    parts: list[str] = []
    wide, _ = laid.size
    y = 0.0
    for number, rows in enumerate(laid.shelves):
        high = laid.high(number)
        parts.append(rect(0, y, wide, high, 'rx="4" fill="#f4f6f8"'))
        parts.append(rect(0, y, 2.4, high, f'fill="{PALE}"'))
        for place, text in enumerate(laid.names[number]):
            parts.append(written(text, _PAD + 2, y + _PAD + 9 + place * SHELF.leading, SHELF, "", _LABEL - _PAD))
        top = y + _PAD
        for row in rows:
            left = _LABEL + 2 * _PAD
            for one in row.boxes:
                parts.append(drawn(one, left, top, laid.wide, row.high, legend))
                left += laid.wide + _GAP
            top += row.high + _GAP
        y += high + _APART
    return "".join(parts)


def _legend(stack: Stack, nodes: Sequence[Node], legend: Legend, *, missing: bool) -> tuple[tuple[Entry, ...], ...]:
    marks = mark_entries(nodes, stack.marks, legend)
    if missing:
        marks = (*marks, vacant_entry(Legend(legend.hues, {}, {}, {"vacant": "something is missing"})))
    return tuple(line for line in (group_entries(nodes, stack.groups, legend), marks) if line)
