"""The poster of a heat map: a field a number, the darker the more; the number itself stands in it."""

from ...reports.document import Heat
from ..heat import STEPS, darkest, shade
from .ink import INK, PALE, measured, rect, written
from .page import ROOM, Entry, Page, Words, room
from .type import HEAD, LEGEND, NUMBER, fold

SHADES = ("#ffffff", "#fde3a7", "#f9b25c", "#e8812b", "#b6501a", "#7a2810")  # read on paper and by the colour-blind
_LIGHT = 4  # from this shade on the number is white
_HEADS, _CELL, _NARROW, _GAP = 150.0, 78.0, 30.0, 1.5
_LOWEST, _HIGHEST = 24.0, 46.0  # of a field
_MOST = 12  # columns; of more the titles stand upright
_UPRIGHT = 120.0  # a longer title gives way to the short one


def page(heat: Heat, title: str, footer: str = "") -> Page:
    """The numbers under their titles."""
    upright = len(heat.columns) > _MOST
    cell = _NARROW if upright else _CELL
    top, parts = _titles(heat, cell, upright=upright)
    most = darkest(heat.rows)
    words = Words(title, heat.legend, (_legend(most),), footer)
    wide = _HEADS + len(heat.columns) * (cell + _GAP) - _GAP
    least = min(max((wide * room(words) / ROOM - top) / len(heat.rows) - _GAP, _LOWEST), _HIGHEST)
    y = top
    for head, values in heat.rows:
        lines = fold(head, HEAD, _HEADS - 8)
        high = max(least, len(lines) * HEAD.leading + 5)
        first = y + (high - len(lines) * HEAD.leading) / 2 + HEAD.leading - 1.8
        parts += [written(text, 0, first + n * HEAD.leading, HEAD, "", _HEADS - 8) for n, text in enumerate(lines)]
        for number, value in enumerate(values):
            parts.append(_field(value, most, _HEADS + number * (cell + _GAP), y, cell, high))
        y += high + _GAP
    return Page(words, wide, y, "".join(parts))


def _titles(heat: Heat, cell: float, *, upright: bool) -> tuple[float, list[str]]:
    """The titles of the columns, their last lines on one height; how high that is, and the elements."""
    if upright:
        names = [long if HEAD.width(long) <= _UPRIGHT else short or long for short, long in heat.columns]
        top = max(HEAD.width(name) for name in names) + 6
        parts = [
            f'<g transform="translate({measured(_HEADS + n * (cell + _GAP) + cell / 2 + 2.5)} {measured(top - 5)}) '
            f'rotate(-90)">{written(name, 0, 0, HEAD)}</g>'
            for n, name in enumerate(names)
        ]
        return top, [*parts, written(heat.corner, 0, top - 5, LEGEND, "g", _HEADS)]
    folded = [fold(long or short, HEAD, cell - 4) for short, long in heat.columns]
    top = max(map(len, folded), default=1) * HEAD.leading + 5
    parts = [written(heat.corner, 0, top - 5, LEGEND, "g", _HEADS)]
    for n, lines in enumerate(folded):
        middle, first = _HEADS + n * (cell + _GAP) + cell / 2, top - 5 - (len(lines) - 1) * HEAD.leading
        parts += [written(text, middle, first + k * HEAD.leading, HEAD, "m", cell - 4) for k, text in enumerate(lines)]
    return top, parts


def _field(value: int | None, most: int, x: float, y: float, wide: float, high: float) -> str:
    if value is None:
        return rect(x, y, wide, high, f'fill="{PALE}" opacity=".6"')
    step = shade(value, most)
    if not step:
        field = rect(x + 0.3, y + 0.3, wide - 0.6, high - 0.6, f'fill="{SHADES[0]}" stroke="{PALE}" stroke-width=".6"')
        return field + written(str(value), x + wide / 2, y + high / 2 + 2.5, LEGEND, "m g")
    field = rect(x, y, wide, high, f'fill="{SHADES[step]}"')
    return field + written(
        str(value), x + wide / 2, y + high / 2 + 4.2, NUMBER, "m r" if step >= _LIGHT else "m", wide - 2
    )


def _legend(most: int) -> tuple[Entry, ...]:
    """A field for each shade that some number takes, and which numbers those are."""
    ends = {step: (most * (step - 1) // STEPS + 1, most * step // STEPS) for step in range(1, STEPS + 1)}
    entries: list[Entry] = []
    for step, (first, last) in {0: (0, 0), **ends}.items():
        if first > last:
            continue
        said = str(first) if first == last else f"{first}–{last}"
        field = rect(0, -4, 16, 8, f'fill="{SHADES[step]}" stroke="{INK}" stroke-width=".4"')
        entries.append(Entry(field + written(said, 20, 2.7, LEGEND), 20 + LEGEND.width(said)))
    return tuple(entries)
