"""Tables in lines: which columns stay, how wide they are, where cells fold. One way for three rows and for 10,000."""

from itertools import zip_longest

from msgspec import Struct

from ...reports.document import Column, Table
from .ink import Line, Sheet, Span, aligned, flow, indented, trimmed, wrap
from .width import columns, longest_word

GAP = 2
_COMFORT = 28  # columns a folding cell reads well in
_FIXED = 40  # a cell that does not fold may ask for this much before others give way
_NARROW = 12  # and is cut down to this, not further
_WORD = 24  # a longer word may be broken
_TALL = 18  # a folding cell narrower than this makes a tower: it goes below its row


class Room(Struct):
    """What one column wants: at least, comfortably, at most; and what it got."""

    column: Column
    index: int
    least: int
    comfort: int
    most: int
    width: int = 0


def table_lines(table: Table, sheet: Sheet) -> list[Line]:
    """The table under a ruled head; without rows, what `empty` says."""
    if not table.rows:
        return wrap([(sheet.text(table.empty), "muted")], sheet.width) if table.empty else []
    cells = [[sheet.span(cell) for cell in row] for row in table.rows]
    titles = [sheet.text(column.title) for column in table.columns]
    rooms = [_room(column, n, titles[n], [row[n][0] for row in cells]) for n, column in enumerate(table.columns)]
    kept, dropped = _kept(rooms, sheet.width)
    kept, below = _beside(kept, sheet.width)
    if not kept:
        return _cards(table, titles, cells, sheet)
    lines = _head(titles, kept, sheet) if any(titles) else []
    for row in cells:
        lines += _row(row, kept, sheet)
        for room in below:
            lines += _labelled(titles[room.index], row[room.index], 2, sheet)
    if names := ", ".join(titles[room.index] for room in dropped if titles[room.index]):
        lines += wrap([(f"{sheet.glyphs.omitted} not shown at this width: {names}", "muted")], sheet.width)
    return lines


def _room(column: Column, index: int, title: str, texts: list[str]) -> Room:
    most = max(columns(title), *map(columns, texts))
    name = longest_word(title)
    if column.wrap:
        word = max(map(longest_word, texts)) if most > _NARROW else most
        least = max(name, min(word, _WORD), min(most, _NARROW))
        return Room(column, index, least, min(most, max(least, _COMFORT)), most)
    least = max(name, min(most, _NARROW))
    return Room(column, index, least, min(most, max(least, _FIXED)), most)


def _kept(rooms: list[Room], width: int) -> tuple[list[Room], list[Room]]:
    """The columns that stay, and the optional ones that went, rightmost first, until the rest has room."""
    kept = list(rooms)
    dropped: list[Room] = []
    while _total([room.comfort for room in kept]) > width:
        optional = [room for room in kept if room.column.optional]
        if not optional or len(kept) == 1:
            break
        kept.remove(optional[-1])
        dropped.insert(0, optional[-1])
    return kept, dropped


def _beside(kept: list[Room], width: int) -> tuple[list[Room], list[Room]]:
    """The columns that stand side by side, their widths allotted, and those that go below; none if nothing fits."""
    below: list[Room] = []
    while True:
        fits = _allot(kept, width)
        towers = [room for room in kept[1:] if room.column.wrap and room.width < min(room.most, _TALL)]
        if not fits:
            towers = towers or [room for room in kept[1:] if room.column.wrap]
        if not towers or len(kept) < 3:
            return (kept if fits else []), below
        kept = [room for room in kept if room is not towers[-1]]
        below.insert(0, towers[-1])


def _total(widths: list[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _allot(rooms: list[Room], width: int) -> bool:
    """Give every column its width; False if not even the least fits."""
    left = width - _total([room.least for room in rooms])
    for room in rooms:
        room.width = room.least
    if left < 0:
        return False
    fixed = [room for room in rooms if not room.column.wrap]
    folding = [room for room in rooms if room.column.wrap]
    left = _grow([(room, room.comfort) for room in fixed], left)
    left = _grow([(room, room.comfort) for room in folding], left)
    left = _grow([(room, room.most) for room in fixed], left)
    _grow([(room, room.most) for room in folding], left)
    return True


def _grow(wanting: list[tuple[Room, int]], left: int) -> int:
    """Share what is left evenly among the columns that have not reached their goal; what remains comes back."""
    wanting = [(room, goal) for room, goal in wanting if room.width < goal]
    while wanting and left > 0:
        share = max(left // len(wanting), 1)
        for room, goal in wanting:
            more = min(share, goal - room.width, left)
            room.width += more
            left -= more
        wanting = [(room, goal) for room, goal in wanting if room.width < goal]
    return left


def _head(titles: list[str], rooms: list[Room], sheet: Sheet) -> list[Line]:
    if not any(titles[room.index] for room in rooms):
        return []
    folded = [wrap([(titles[room.index], "head")], room.width) for room in rooms]
    height = max(map(len, folded))
    stacked: list[list[Line]] = [[[] for _ in range(height - len(lines))] + lines for lines in folded]
    lines = [_joined([lines[n] for lines in stacked], rooms) for n in range(height)]
    lines.append([(sheet.glyphs.rule * _total([room.width for room in rooms]), "rule")])
    return lines


def _row(row: list[Span], rooms: list[Room], sheet: Sheet) -> list[Line]:
    cells: list[list[Line]] = []
    for room in rooms:
        text, ink = row[room.index]
        if columns(text) <= room.width:
            cells.append([[(text, ink)]])
        elif room.column.wrap:
            cells.append(wrap([(text, ink)], room.width))
        else:
            cells.append([[(sheet.clip(text, room.width), ink)]])
    if all(len(lines) == 1 for lines in cells):
        return [_joined([lines[0] for lines in cells], rooms)]
    return [_joined([line or [] for line in lines], rooms) for lines in zip_longest(*cells)]


def _joined(cells: list[Line], rooms: list[Room]) -> Line:
    line: Line = []
    for number, (cell, room) in enumerate(zip(cells, rooms, strict=True)):
        if number:
            line.append((" " * GAP, "plain"))
        line += aligned(cell, room.width, room.column.align)
    return trimmed(line)


def _cards(table: Table, titles: list[str], cells: list[list[Span]], sheet: Sheet) -> list[Line]:
    """Where columns have no room at all: every row as a card, its first cell on top, `Title: value` below."""
    lines: list[Line] = []
    for number, row in enumerate(cells):
        if number:
            lines.append([])
        lines += wrap([row[0]], sheet.width)
        labelled = list(zip(titles, row, table.columns, strict=True))[1:]
        short: list[Line] = [
            [(f"{title}: " if title else "", "muted"), cell]
            for title, cell, column in labelled
            if cell[0] and not column.wrap
        ]
        lines += indented(flow(short, sheet.width - 2, sheet.glyphs.omitted), 2)
        for title, cell, column in labelled:
            if column.wrap:
                lines += _labelled(title, cell, 2, sheet)
    return lines


def _labelled(title: str, cell: Span, indent: int, sheet: Sheet) -> list[Line]:
    """`Title: value`, folded; nothing for an empty cell."""
    if not cell[0]:
        return []
    label = [(f"{title}: ", "muted")] if title else []
    folded = wrap([*label, cell], sheet.width - indent - 2)
    return [*indented(folded[:1], indent), *indented(folded[1:], indent + 2)]
