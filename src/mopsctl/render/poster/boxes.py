"""One box of a chart: how its text is set, how high it becomes, and how it is drawn. Where it stands is the tree's."""

from collections.abc import Sequence

from msgspec import Struct

from ...reports.document import Cell, Node
from ..safe import safe
from .ink import ATTENTION, MARK, PAPER, Hue, rect, shape, written
from .type import BODY, HEAD, SMALL, STRONG, Type, fold

STRIPE, PAD, EDGE = 4.0, 3.4, 2.1  # the stripe of the function; from stripe to text; from the edges to text
SIGN, CHIP, GAP = 8.2, 8.2, 2.0  # the heights of a pillar's sign and of a mark's chip; between them
APART = 2.0  # between a text and a sign or chip, and the gap
_LOWER = 1.8  # for a sign below a long line
_FIRST = 24.0  # where less of the first line is left, the title begins below the chips
_CLASSES = {"muted": "g", "warn": "w", "bad": "w"}


class Legend(Struct, frozen=True):
    """How the keys of a chart look."""

    hues: dict[str, Hue]
    badges: dict[str, str]  # key -> sign of one or two letters
    shapes: dict[str, str]
    marks: dict[str, str]  # key -> name


class Line(Struct, frozen=True):
    """A line of text in a box, its base line from the top of the box."""

    text: str
    y: float
    type: Type
    kind: str = ""
    room: float = 0.0  # where it is less than that of the box


class Chip(Struct, frozen=True):
    """A mark as a small label: its right upper corner from that of the box, and how wide it is."""

    key: str
    right: float
    y: float
    wide: float


class Box(Struct, frozen=True):
    """A box with its text set."""

    node: Node
    high: float
    lines: tuple[Line, ...]
    vacant: bool
    signs: float  # the middle of the row of signs, from the top; 0 for none
    chips: tuple[Chip, ...] = ()


def box(node: Node, said: Sequence[Cell], wide: float, legend: Legend) -> Box:
    """The box with what is said in it, as high as its text wants it in this width."""
    measure = wide - STRIPE - PAD - EDGE
    placed, above, taken = _chips(node, measure, legend)
    y = EDGE - (HEAD.leading - HEAD.size) / 2 + above
    lines: list[Line] = []
    first = measure - taken
    for number, text in enumerate(fold(node.title or node.key, HEAD, measure, first if taken else None)):
        y += HEAD.leading
        if text:
            lines.append(Line(text, y - 1.6, HEAD, "", 0.0 if number else first))
    y += 0.6
    for cell in said:
        type_ = STRONG if cell.tone == "strong" else BODY
        for text in fold(cell.text, type_, measure):
            y += type_.leading
            lines.append(Line(text, y - 1.5, type_, _CLASSES.get(cell.tone, "")))
    signs, y = _signs(node, lines, y, measure, legend)
    return Box(node, y + EDGE, tuple(lines), _vacant(node, said), signs, placed)


def _chips(node: Node, measure: float, legend: Legend) -> tuple[tuple[Chip, ...], float, float]:
    """The chips in rows; how high these are above the title, or what one row takes of the title's first line."""
    rows: list[list[tuple[str, float]]] = [[]]
    used = 0.0
    for key in (key for key in node.mark.split() if key != "vacant"):
        wide = min(chip_width(legend.marks.get(key, key)), measure)
        if used and used + wide > measure:
            rows.append([])
            used = 0.0
        rows[-1].append((key, wide))
        used += wide + GAP
    placed: list[Chip] = []
    for number, row in enumerate(rows):
        right = EDGE
        for key, wide in reversed(row):
            placed.append(Chip(key, right, 1.6 + number * (CHIP + 1), wide))
            right += wide + GAP
    if len(rows) == 1 and measure - used - APART >= _FIRST:
        return tuple(placed), 0.0, used + APART
    return tuple(placed), len(rows) * (CHIP + 1), 0.0


def _vacant(node: Node, said: Sequence[Cell]) -> bool:
    return "vacant" in node.mark.split() or any(cell.tone == "warn" for cell in said)


def _signs(node: Node, lines: list[Line], y: float, measure: float, legend: Legend) -> tuple[float, float]:
    """Where the signs of the pillars stand, beside the last line where there is room; and where the box ends.

    A sign is higher than a line: where the line above is as long, it stands a little lower.
    """
    if not node.badges:
        return 0, y
    above, taken = ([0.0, 0.0] + [line.type.width(line.text) for line in lines])[-2:]
    wanted = sum(sign_width(legend.badges.get(key, key)) + GAP for key in node.badges) + APART + GAP
    if taken + wanted <= measure and len(lines) > 1:
        y += _LOWER if above + wanted > measure else 0.0
        return y - BODY.leading / 2 + 0.4, y
    return y + GAP + SIGN / 2, y + GAP + SIGN


def chip_width(name: str) -> float:
    """How wide the chip of a mark is."""
    return 10.2 + SMALL.width(name) + 3.6


def drawn(made: Box, x: float, y: float, wide: float, high: float, legend: Legend, *, leads: bool = False) -> str:
    """The box at (x, y), at least as high as it wants to be; that of somebody who leads others is darker."""
    hue = legend.hues.get(made.node.group, legend.hues[""])
    border = f'stroke="{ATTENTION}" stroke-dasharray="3.2 2"' if made.vacant else f'stroke="{hue.edge}"'
    fill = PAPER if made.vacant else hue.head if leads else hue.tint
    parts = [f'<g class="box" data-key="{_attribute(made.node.key)}">']
    parts.append(rect(x, y, wide, high, f'rx="2" fill="{fill}" stroke-width=".8" {border}'))
    parts.append(rect(x, y, STRIPE, high, f'rx="1.2" fill="{hue.strong}"'))
    if hue.pattern:
        parts.append(rect(x, y, STRIPE, high, f'rx="1.2" fill="url(#{hue.pattern})"'))
    left = x + STRIPE + PAD
    room = wide - STRIPE - PAD - EDGE
    parts += [written(line.text, left, y + line.y, line.type, line.kind, line.room or room) for line in made.lines]
    parts += [chip(one.key, x + wide - one.right - one.wide, y + one.y, legend, one.wide) for one in made.chips]
    right = x + wide - EDGE
    for letters in [legend.badges.get(key, key) for key in reversed(made.node.badges)]:
        right -= sign_width(letters)
        parts.append(sign(letters, right, y + made.signs - SIGN / 2))
        right -= GAP
    return "".join([*parts, "</g>\n"])


def chip(key: str, x: float, y: float, legend: Legend, wide: float = 0.0) -> str:
    """A mark as a small dark label with its shape, its upper left corner at (x, y)."""
    name = legend.marks.get(key, key)
    wide = wide or chip_width(name)
    back = rect(x, y, wide, CHIP, f'rx="{CHIP / 2}" fill="{MARK}"')
    said = written(name, x + 10.2, y + 6.3, SMALL, "r", wide - 13.8)
    return back + shape(legend.shapes.get(key, ""), x + 5.8, y + CHIP / 2, "y") + said


def sign_width(letters: str) -> float:
    """How wide the sign of a pillar is."""
    return max(SIGN, SMALL.width(letters) + 3)


def sign(letters: str, x: float, y: float) -> str:
    """A pillar's letters in a small frame, its upper left corner at (x, y)."""
    wide = sign_width(letters)
    frame = rect(x, y, wide, SIGN, f'rx="2" fill="{PAPER}" stroke="{MARK}" stroke-width=".7"')
    return frame + written(letters, x + wide / 2, y + SIGN - 1.8, SMALL, "m")


def _attribute(text: str) -> str:
    return safe(text).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
