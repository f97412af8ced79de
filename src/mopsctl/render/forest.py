"""A chart's boxes as trees, walked without recursion: who stands under whom, and which lines were cut to end a cycle.

Both the lines on a terminal and the posters are laid out from it. How anything looks is not decided here.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct

from ..reports.document import Cell, Chart, Node


class Forest(Struct, frozen=True):
    """The trees of a chart. `cut` holds the boxes of a cycle whose line upwards was left out: box -> whom it names."""

    roots: tuple[str, ...]
    children: dict[str, tuple[str, ...]]
    nodes: dict[str, Node]
    cut: dict[str, str]

    def walk(self) -> Iterator[tuple[str, int, tuple[bool, ...]]]:
        """Every box above those under it, in order: its key, its depth, and for each level whether it was the last."""
        stack: list[tuple[str, tuple[bool, ...]]] = [(key, ()) for key in reversed(self.roots)]
        while stack:
            key, lasts = stack.pop()
            yield key, len(lasts), lasts
            below = self.children[key]
            stack += [(one, (*lasts, number == 0)) for number, one in enumerate(reversed(below))]

    def said(self, key: str) -> tuple[Cell, ...]:
        """What stands in a box; a muted line that the box above has too is not said again."""
        node = self.nodes[key]
        above = self.nodes.get(node.parent or "")
        common = {cell for cell in above.lines if cell.tone == "muted"} if above else set()
        return tuple(cell for cell in node.lines if cell.text and cell not in common)

    def title(self, key: str) -> str:
        """What a box is called; the key of one that is not in the chart."""
        return self.nodes[key].title if key in self.nodes else key

    def order(self) -> list[str]:
        """Every box above those under it, in order."""
        found: list[str] = []
        stack = list(reversed(self.roots))
        while stack:
            found.append(stack.pop())
            stack += reversed(self.children[found[-1]])
        return found


def forest(chart: Chart) -> Forest:
    """The trees of a chart; of boxes that report in a circle the first becomes a root, so that none is lost."""
    nodes = {node.key: node for node in chart.nodes}
    below: dict[str, list[str]] = {key: [] for key in nodes}
    roots: list[str] = []
    for key, node in nodes.items():
        if node.parent in nodes:
            below[node.parent].append(key)
        else:
            roots.append(key)
    seen = _reached(roots, below)
    cut: dict[str, str] = {}
    for key, node in nodes.items():
        if key not in seen and node.parent is not None:
            first = _in_circle(key, nodes)
            cut[first] = nodes[first].parent or ""
            below[cut[first]].remove(first)
            roots.append(first)
            seen |= _reached([first], below)
    return Forest(tuple(roots), {key: tuple(found) for key, found in below.items()}, nodes, cut)


def _reached(roots: Iterable[str], below: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    stack = list(roots)
    while stack:
        key = stack.pop()
        found.add(key)
        stack += below[key]
    return found


def _in_circle(key: str, nodes: dict[str, Node]) -> str:
    """The box of the circle above `key` that comes first among the nodes."""
    above: dict[str, int] = {}
    at = key
    while at not in above:
        above[at] = len(above)
        at = nodes[at].parent or ""
    circle = {one for one, place in above.items() if place >= above[at]}
    return next(one for one in nodes if one in circle)


def tokens(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A sign of one or two letters for each (key, name): initials, and as few as tell them apart."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, name in names:
        words = [word for word in "".join(c if c.isalnum() else " " for c in name or key).split() if word]
        initials = "".join(word[0] for word in words[:2]).upper() or "?"
        tried = [initials[:1], initials, (words or ["?"])[0][:2].upper()]
        spare = (f"{initials[:1]}{number}" for number in range(2, 10_000))
        found[key] = next(one for one in chain(tried, spare) if one not in taken)
        taken.add(found[key])
    return found
