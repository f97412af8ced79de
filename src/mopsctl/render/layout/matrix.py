"""A matrix (RACI and its like) in lines: titles across, folded, short or on stairs, as room allows; else panels."""

from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from ...reports.document import Cell, Matrix, MatrixRow
from .ink import READABLE, Line, Sheet, aligned, clipped, flow, indented, trimmed, wrap
from .width import columns, longest_word

_HEAD = 44  # a head wider than this is cut
_NARROW_HEAD = 20
_NOTE = 30
_NARROW_NOTE = 18
_LETTERS = ("R", "A", "C", "I")


class Frame(Struct, frozen=True):
    """The measures of one panel: the head column, the cell columns, the gap before each, the room for notes."""

    head: int
    cells: tuple[int, ...]
    gap: int
    titles: tuple[tuple[str, ...], ...]  # per column, from the top; () for stairs
    note: int  # beside the rows; 0 where notes stand below their rows, or there are none
    padded: bool = True  # a space on either side of the letters
    spare: int = 0  # room behind the title of the stairs that comes nearest to the edge

    @property
    def span(self) -> int:
        return self.head + sum(self.cells) + self.gap * len(self.cells)

    @property
    def width(self) -> int:
        return self.span + (self.note + 2 if self.note else 0)


def matrix_lines(matrix: Matrix, sheet: Sheet) -> list[Line]:
    """The matrix, its legend beneath it; without rows, what `empty` says."""
    if not matrix.rows or not matrix.columns:
        return wrap([(sheet.text(matrix.empty), "muted")], sheet.width) if matrix.empty else []
    lines: list[Line] = []
    first = 0
    for frame in _frames(matrix, sheet):
        if first:
            lines.append([])
        last = first + len(frame.cells)
        lines += _panel(matrix, frame, first, last, sheet)
        first = last
    legend = _legend(matrix.legend, sheet)
    return [*lines, [], *legend] if legend else lines


def _frames(matrix: Matrix, sheet: Sheet) -> list[Frame]:
    """The fewest panels that fit; notes stand beside the rows of the last if that costs no panel."""
    note = min(max(columns(sheet.text(row.note.text)) for row in matrix.rows), _NOTE)
    wanted = max(columns(_head(row, sheet)) + (2 if row.group else 0) for row in matrix.rows)
    wanted = min(max(wanted, columns(sheet.text(matrix.corner))), _HEAD)
    narrow = min(wanted, max(_NARROW_HEAD, sheet.width * 3 // 8))
    for count in range(1, len(matrix.columns) + 1):
        size = -(-len(matrix.columns) // count)
        chunks = [range(n, min(n + size, len(matrix.columns))) for n in range(0, len(matrix.columns), size)]
        for padded, beside in product((True, False), dict.fromkeys((note, min(note, _NARROW_NOTE), 0))):
            for head in dict.fromkeys((wanted, narrow)):
                room = [beside if chunk is chunks[-1] else 0 for chunk in chunks]
                frames = [_frame(matrix, chunk, head, n, padded, sheet) for chunk, n in zip(chunks, room, strict=True)]
                if any(frame is None or (head > narrow and frame.spare < 0) for frame in frames):
                    continue
                return [_widened(frame, wanted, sheet.width) for frame in frames if frame]
    head = min(wanted, max(sheet.width // 2, 8))
    letters = _letters(matrix, range(len(matrix.columns)), sheet)
    return [Frame(head, (min(width, sheet.width - head - 1),), 1, (), 0, padded=False) for width in letters]


def _head(row: MatrixRow, sheet: Sheet) -> str:
    return sheet.text(f"- {row.head}" if row.inner else row.head)


def _frame(matrix: Matrix, chunk: range, head: int, note: int, padded: bool, sheet: Sheet) -> Frame | None:
    """The most readable way to put these columns side by side, or None if none fits."""
    longs = [_title(matrix, n, 1, sheet) for n in chunk]
    shorts = [_title(matrix, n, 0, sheet) for n in chunk]
    letters = [width + 2 * padded for width in _letters(matrix, chunk, sheet)]
    for titles, height in ((longs, 1), (longs, 3), (shorts, 2)) if padded else ():
        folded = [_folded(title, height) for title in titles]
        if all(folded):
            widths = [max(letter, *map(columns, lines)) for letter, lines in zip(letters, folded, strict=True)]
            frame = Frame(head, tuple(widths), 2, tuple(tuple(lines) for lines in folded), note)
            if frame.width <= sheet.width:
                return frame
    even = [max(letters)] * len(chunk)
    for gap, widths in ((2, even), (1, even), (1, letters)):
        frame = Frame(head, tuple(widths), gap, (), note, padded=padded)
        rooms = [sheet.width - at - 2 for at in _stems(frame)]
        if frame.width > sheet.width or any(columns(short) > room for short, room in zip(shorts, rooms, strict=True)):
            continue
        return replace(frame, spare=min(room - columns(long) for long, room in zip(longs, rooms, strict=True)))
    return None


def _stems(frame: Frame) -> list[int]:
    """The columns where the stairs come down: the first letter of a padded cell, else the middle."""
    at = frame.head
    stems = []
    for width in frame.cells:
        stems.append(at + frame.gap + (width - 1) // 2)
        at += frame.gap + width
    return stems


def _widened(frame: Frame, head: int, width: int) -> Frame:
    """The frame, its heads less cut if there is room left."""
    more = width - frame.width if frame.titles else min(width - frame.width, max(frame.spare, 0))
    return replace(frame, head=max(frame.head, min(head, frame.head + more)))


def _title(matrix: Matrix, column: int, length: int, sheet: Sheet) -> str:
    titles = matrix.columns[column]
    return sheet.text(titles[length] or titles[1 - length])


def _letters(matrix: Matrix, chunk: range, sheet: Sheet) -> list[int]:
    """How wide the letters of each column are, at least one."""
    return [
        max(1, *(sum(columns(sheet.text(cell.text)) for cell in row.cells[column]) for row in matrix.rows))
        for column in chunk
    ]


def _folded(title: str, height: int) -> list[str]:
    """The title in at most so many lines of whole words; [] if it needs more."""
    if height == 1:
        return [title]
    words = title.replace("-", "- ")
    width = longest_word(words)
    lines = ["".join(text for text, _ in line).replace("- ", "-") for line in wrap([(words, "head")], width)]
    return lines if len(lines) <= height else []


def _panel(matrix: Matrix, frame: Frame, first: int, last: int, sheet: Sheet) -> list[Line]:
    lines = _titles(matrix, frame, sheet) if frame.titles else _stair_titles(matrix, frame, first, last, sheet)
    lines.append([(sheet.glyphs.rule * frame.width, "rule")])
    group = ""
    for row in matrix.rows:
        if row.group != group:
            group = row.group
            lines.append([(sheet.clip(sheet.text(group), frame.width), "group")] if group else [])
        lines += _row(row, frame, first, last, sheet)
    return lines


def _titles(matrix: Matrix, frame: Frame, sheet: Sheet) -> list[Line]:
    height = max(map(len, frame.titles))
    corner = sheet.clip(sheet.text(matrix.corner), frame.head)
    lines: list[Line] = []
    for level in range(height):
        line: Line = aligned([(corner, "head")] if level == height - 1 else [], frame.head)
        for title, width in zip(frame.titles, frame.cells, strict=True):
            at = level - (height - len(title))
            cell: Line = [(title[at], "head")] if at >= 0 else []
            line += [(" " * frame.gap, "plain"), *aligned(cell, width, "center")]
        lines.append(trimmed(line))
    return lines


def _stair_titles(matrix: Matrix, frame: Frame, first: int, last: int, sheet: Sheet) -> list[Line]:
    """A line a title, from which a stem leads down to its column."""
    lines: list[Line] = []
    stems: Line = []
    end = frame.head
    for column, at in zip(range(first, last), _stems(frame), strict=True):
        room = sheet.width - at - 2
        long, short = _title(matrix, column, 1, sheet), _title(matrix, column, 0, sheet)
        title = long if columns(long) <= room else sheet.clip(short, room)
        corner = sheet.text(matrix.corner) if column == last - 1 else ""
        line = aligned([(sheet.clip(corner, frame.head), "head")], frame.head)
        gap = (" " * (at - end), "plain")
        lines.append([*line, *stems, gap, (f"{sheet.glyphs.corner} ", "rule"), (title, "head")])
        stems += [gap, (sheet.glyphs.stem, "rule")]
        end = at + 1
    return lines


def _row(row: MatrixRow, frame: Frame, first: int, last: int, sheet: Sheet) -> list[Line]:
    """The row; its note beside it in the last panel, or below it where there is no room beside."""
    indent = "  " if row.group else ""
    line = aligned([(indent + sheet.clip(_head(row, sheet), frame.head - len(indent)), "plain")], frame.head)
    for cell, width in zip(row.cells[first:last], frame.cells, strict=True):
        line += [(" " * frame.gap, "plain"), *aligned(_cell(cell, frame.padded, width, sheet), width, "center")]
    if not row.note.text:
        return [trimmed(line)]
    if frame.note:
        folded = wrap([sheet.span(row.note)], frame.note)
        return [[*line, ("  ", "plain"), *folded[0]], *indented(folded[1:], frame.span + 2)]
    if last < len(row.cells):
        return [trimmed(line)]
    lead = f"{indent}  {sheet.glyphs.cure} "
    folded = wrap([sheet.span(row.note)], sheet.width - len(lead))
    return [trimmed(line), [(lead, "muted"), *folded[0]], *indented(folded[1:], len(lead))]


def _cell(cell: tuple[Cell, ...], padded: bool, width: int, sheet: Sheet) -> Line:
    """Letters side by side as chips."""
    letters = [(sheet.text(letter.text), letter.tone) for letter in cell if letter.text]
    if not letters:
        return [(sheet.glyphs.empty, "hollow")]
    chips: Line = [(text, f"chip-{tone}" if tone in _LETTERS else tone) for text, tone in letters]
    if padded:
        chips[0] = (" " + chips[0][0], chips[0][1])
        chips[-1] = (chips[-1][0] + " ", chips[-1][1])
    return clipped(chips, width, sheet.glyphs.omitted)


def _legend(cells: tuple[Cell, ...], sheet: Sheet) -> list[Line]:
    """The legend: a letter that stands alone, or before its meaning, looks as it does in the matrix."""
    entries: list[Line] = []
    for cell in cells:
        text = sheet.text(cell.text).strip()
        letter, _, meaning = text.partition(" ")
        if cell.tone in _LETTERS and columns(letter) == 1:
            entry: Line = [(f" {letter} ", f"chip-{cell.tone}")]
            entries.append([*entry, (f" {meaning}", "muted")] if meaning else entry)
        elif text and entries and len(entries[-1]) == 1 and entries[-1][0][1].startswith("chip-"):
            entries[-1].append((f" {text}", "muted"))
        elif text:
            entries.append([(text, cell.tone if cell.tone != "plain" else "muted")])
    return flow(entries, min(sheet.width, READABLE), sheet.glyphs.omitted)
