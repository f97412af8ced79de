"""The poster of a chart of boxes: an organisation on one sheet."""

from collections.abc import Iterator
from itertools import pairwise

from ...reports.document import Chart
from ..forest import Forest, forest, tokens
from .boxes import Box, Legend, box, drawn
from .ink import hues, measured, path, shapes
from .legend import badge_entry, dotted_entry, group_entries, mark_entries, vacant_entry
from .page import LARGEST, LEAST, ROOM, Entry, Page, Words, room
from .routes import Point, routes, straight
from .tree import Laid, lay
from .ways import Measures

WIDTHS = (109.0, 104.0, 115.0, 100.0, 96.0, 92.0, 88.0)  # of a box, the best to read first
_MANY = 600  # boxes; of more one width is tried


def page(chart: Chart) -> Page:
    """The chart with its boxes in the first width that finds room on A3, else in the one that needs least."""
    legend = Legend(hues(chart.groups), tokens(chart.badges), shapes(chart.marks), dict(chart.marks))
    trees = forest(chart)
    vacant = any(box(node, trees.said(key), WIDTHS[0], legend).vacant for key, node in trees.nodes.items())
    words = Words(chart.title, chart.subtitle, _legend(chart, legend, vacant=vacant), chart.footer)
    high = room(words)
    best: tuple[float, float, dict[str, Box], Laid] | None = None
    for wide in WIDTHS if len(trees.nodes) <= _MANY else WIDTHS[:1]:
        boxes = {key: box(node, trees.said(key), wide, legend) for key, node in trees.nodes.items()}
        laid = lay(trees, Measures(wide, {key: one.high for key, one in boxes.items()}), ROOM / high, ROOM / LARGEST)
        need = max(laid.wide / ROOM, laid.high / high)
        if best is None or need < best[0]:
            best = need, wide, boxes, laid
        if need * LEAST <= 1:
            break
    assert best is not None
    _, wide, boxes, laid = best
    used = {legend.hues[node.group].pattern for node in trees.nodes.values() if node.group in legend.hues}
    return Page(words, laid.wide, laid.high, _body(trees, boxes, laid, wide, legend), tuple(sorted(used - {""})))


def _body(trees: Forest, boxes: dict[str, Box], laid: Laid, wide: float, legend: Legend) -> str:
    """Lines first, boxes over them."""
    parts = [path("".join(_segment(*line) for line in laid.lines), "c") + "\n"] if laid.lines else []
    parts += _dotted(_dotted_lines(trees), laid, wide)
    for key in trees.order():
        place = laid.places[key]
        parts.append(drawn(boxes[key], place.x, place.y, wide, place.high, legend, leads=bool(trees.children[key])))
    return "".join(parts)


def _segment(x: float, y: float, to_x: float, to_y: float) -> str:
    end = f"H{measured(to_x)}" if y == to_y else f"V{measured(to_y)}"
    return f"M{measured(x)} {measured(y)}{end}"


def _dotted_lines(trees: Forest) -> list[tuple[str, str]]:
    return [(key, other) for key in trees.order() for other in trees.nodes[key].dotted if other in trees.nodes]


def _dotted(pairs: list[tuple[str, str]], laid: Laid, wide: float) -> list[str]:
    """Through the gaps between boxes, a point where each arrives; on a chart of many boxes as straight as can be."""
    many = len(laid.places) > _MANY
    ways = (
        [straight(laid.places[one], laid.places[to], wide) for one, to in pairs] if many else routes(pairs, laid, wide)
    )
    parts: list[str] = []
    for way in ways:
        x, y = way[0]
        parts.append(path(f"M{measured(x)} {measured(y)}" + "".join(_turns(way)), "d"))
        (before, _), (x, y) = way[-2:]
        back = 2.6 if before > x else -2.6
        parts.append(
            path(f"M{measured(x + back)} {measured(y - 2)}L{measured(x)} {measured(y)}l{measured(back)} 2", "a") + "\n"
        )
    return parts


def _turns(way: list[Point]) -> Iterator[str]:
    for (_, y), (to_x, to_y) in pairwise(way):
        yield f"H{measured(to_x)}" if y == to_y else f"V{measured(to_y)}"


def _legend(chart: Chart, legend: Legend, *, vacant: bool) -> tuple[tuple[Entry, ...], ...]:
    """Functions in one line; marks, pillars and kinds of line in another; only what is on the sheet."""
    nodes = chart.nodes
    badges = {key for node in nodes for key in node.badges}
    signs = [
        *mark_entries(nodes, chart.marks, legend),
        *(badge_entry(key, name, legend) for key, name in chart.badges if key in badges),
        *([vacant_entry(legend)] if vacant else []),
        *([dotted_entry()] if any(node.dotted for node in nodes) else []),
    ]
    return tuple(line for line in (group_entries(nodes, chart.groups, legend), tuple(signs)) if line)
