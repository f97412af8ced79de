"""The sheet of a poster: how large it is, what stands above and below the picture, and the SVG around it all."""

from collections.abc import Sequence

from msgspec import Struct

from ..safe import safe
from .ink import INK, PALE, PAPER, measured, patterns, rect, style, written
from .type import LEGEND, SMALL, SUBTITLE, TITLE, fold

WIDE, HIGH, MARGIN = 1190.6, 841.9, 23.0  # A3 in landscape, in points
ROOM = WIDE - 2 * MARGIN
_LARGER = ((1.0, "A3"), (2**0.5, "A2"), (2.0, "A1"), (2 * 2**0.5, "A0"))
LEAST = 0.985  # 6.5 points for the smallest type
_LEFT = 200.0  # of a sheet, for the picture, however long its title
_LIFT = 0.35  # share of the spare room that is left above a picture
LARGEST = 2.8  # a small chart is drawn larger than it need be, but not beyond this
_APART, _GAP = 36.0, 12.0  # between title and legend; between entries
_ZOOMS = ((1.4, 2), (1.25, 3), (1.1, 3), (1.0, 4))  # of a legend beside a title, and of how many lines it may be
_ABOVE, _BELOW, _FOOT = 9.0, 6.0, 8.0  # between header and picture; picture and legend; legend and footer


class Entry(Struct, frozen=True):
    """One entry of a legend: what is drawn, and the room it takes."""

    svg: str  # drawn from (0, 0), the middle of its line
    wide: float


_Lines = tuple[tuple[Entry, ...], ...]


class Words(Struct, frozen=True):
    """The words around a picture."""

    title: str
    subtitle: str = ""
    legend: _Lines = ()  # a line each; long ones fold
    footer: str = ""


class Page(Struct, frozen=True):
    """One sheet: the words, the picture's own size, its elements, and the patterns they are filled with."""

    words: Words
    wide: float
    high: float
    body: str
    patterns: tuple[str, ...] = ()


class Sheet(Struct, frozen=True):
    """A finished sheet: its size in points and what is on it."""

    wide: float
    high: float
    svg: str
    name: str


def room(words: Words) -> float:
    """How high the room for a picture is on A3; it is `ROOM` wide, and larger sheets are of the same shape."""
    beside, zoom = _beside(words)
    above, _ = _header(words, beside, zoom)
    below, _ = _footer(words, () if beside else _folded(words.legend, ROOM), "")
    return max(HIGH - 2 * MARGIN - above - below - _ABOVE - _BELOW, _LEFT)


def sheet(page: Page) -> Sheet:
    """The page on A3, or on the first larger sheet on which nothing is smaller than it was set."""
    words, high = page.words, room(page.words)
    beside, zoom = _beside(words)
    above, head = _header(words, beside, zoom)
    wanted = max(page.wide / ROOM, page.high / high)
    factor, name = next(
        ((f, n) for f, n in _LARGER if f >= wanted * LEAST), (wanted, f"{wanted / _LARGER[-1][0]:.1f} x A0")
    )
    scale = min(ROOM * factor / page.wide, high * factor / page.high, LARGEST)
    below, foot = _footer(words, () if beside else _folded(words.legend, ROOM), _drawn_for(name, scale, factor))
    tall = max(HIGH, 2 * MARGIN + above + _ABOVE + high + _BELOW + below)  # a title may be of any length
    left = MARGIN * factor + (ROOM * factor - page.wide * scale) / 2
    top = (MARGIN + above + _ABOVE) * factor + (high * factor - page.high * scale) * _LIFT
    parts = [
        rect(0, 0, WIDE * factor, tall * factor, f'fill="{PAPER}"'),
        _group(head, MARGIN * factor, MARGIN * factor, factor),
        _group(page.body, left, top, scale),
        _group(foot, MARGIN * factor, (tall - MARGIN - below) * factor, factor),
    ]
    return Sheet(WIDE * factor, tall * factor, "".join(parts), name)


def _drawn_for(name: str, scale: float, factor: float) -> str:
    """The sheet, and what becomes of the smallest type where a larger one is printed on A3."""
    return name if factor == 1 else f"drawn for {name}; on A3 the smallest type is {SMALL.size * scale / factor:.1f} pt"


def _group(svg: str, x: float, y: float, scale: float) -> str:
    return f'<g transform="translate({measured(x)} {measured(y)}) scale({scale:.4f})">\n{svg}</g>\n'


def _beside(words: Words) -> tuple[_Lines, float]:
    """The lines of the legend where they find room to the right of the title, and how much larger they can be there."""
    left = max(TITLE.width(safe(words.title)), SUBTITLE.width(safe(words.subtitle))) + _APART
    if left > ROOM * 0.6 or not words.legend:
        return (), 1.0
    for zoom, most in _ZOOMS:
        lines = _folded(words.legend, (ROOM - left) / zoom)
        if len(lines) <= most:
            return lines, zoom
    return (), 1.0


def _folded(legend: _Lines, room: float) -> _Lines:
    """The entries in lines that fit."""
    lines: list[list[Entry]] = []
    for line in legend:
        used = room + 1
        for entry in line:
            if used + entry.wide > room:
                lines.append([])
                used = 0.0
            lines[-1].append(entry)
            used += entry.wide + _GAP
    return tuple(tuple(line) for line in lines)


def _entries(lines: _Lines, x: float, y: float) -> str:
    """The legend, its first line around y."""
    parts: list[str] = []
    for number, line in enumerate(lines):
        at = x
        for entry in line:
            parts.append(
                f'<g transform="translate({measured(at)} {measured(y + number * LEGEND.leading)})">{entry.svg}</g>'
            )
            at += entry.wide + _GAP
    return "".join(parts)


def _header(words: Words, legend: _Lines, zoom: float) -> tuple[float, str]:
    """Title and subtitle over a rule, the legend beside them; how high that is, and its elements."""
    y = 0.0
    parts: list[str] = []
    for text in fold(words.title, TITLE, ROOM):
        y += TITLE.leading
        parts.append(written(text, 0, y - 7, TITLE, room=ROOM))
    for text in fold(words.subtitle, SUBTITLE, ROOM) if words.subtitle else ():
        y += SUBTITLE.leading
        parts.append(written(text, 0, y - 3, SUBTITLE, "g", ROOM))
    if legend:
        wide = max(sum(entry.wide + _GAP for entry in line) - _GAP for line in legend) * zoom
        y = max(y, len(legend) * LEGEND.leading * zoom)
        parts.append(_group(_entries(legend, 0, 0), ROOM - wide, y - (len(legend) - 0.5) * LEGEND.leading * zoom, zoom))
    y += 5
    parts.append(rect(0, y - 1.2, ROOM, 1.2, f'fill="{INK}"'))
    return y, "".join(parts)


def _footer(words: Words, legend: _Lines, drawn_for: str) -> tuple[float, str]:
    """The legend where there was no room for it above, and under a rule the footer and what sheet it is drawn for."""
    y = len(legend) * LEGEND.leading + (_FOOT if legend else 0.0)
    parts = [_entries(legend, 0, LEGEND.leading / 2), rect(0, y, ROOM, 0.6, f'fill="{PALE}"')]
    parts.append(written(drawn_for, ROOM, y + LEGEND.leading, LEGEND, "g e"))
    for text in fold(words.footer, LEGEND, ROOM * 0.7):
        y += LEGEND.leading
        parts.append(written(text, 0, y, LEGEND, "g", ROOM * 0.7))
    return y + 2, "".join(parts)


def document(sheets: Sequence[Sheet], title: str, used: Sequence[str]) -> str:
    """The sheets below each other in one SVG that asks for nothing from elsewhere."""
    wide, high = max(one.wide for one in sheets), sum(one.high for one in sheets)
    said = safe(title).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{measured(wide * 25.4 / 72)}mm" '
        f'height="{measured(high * 25.4 / 72)}mm" viewBox="0 0 {measured(wide)} {measured(high)}" role="img">\n'
        f"<title>{said}</title>\n{style()}\n<defs>{patterns(used)}</defs>\n"
    ]
    y = 0.0
    for one in sheets:
        parts.append(f'<g transform="translate(0 {measured(y)})">\n{one.svg}</g>\n')
        y += one.high
    return "".join([*parts, "</svg>\n"])
