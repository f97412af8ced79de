"""Spans, lines and the sheet they are laid on: what every layout shares. No block is known here."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

from ...reports.document import Cell
from ..safe import shown
from ..screen import Screen
from .width import JOINERS, clip, columns, head

Span: TypeAlias = tuple[str, str]  # safe text, and its ink: a tone of the document or a name of ours
Line: TypeAlias = list[Span]

_tokens = re.compile(r" +|[^ ]+")
_breaks = re.compile(r"(?<=[-/_.,;:&=@|+])")
_torn = re.compile(r"\\(?:x[0-9a-f]?|u[0-9a-f]{0,3}|U[0-9a-f]{0,7})?$")
READABLE = 100  # running text wider than this is hard to read


class Glyphs(Struct, frozen=True):
    """The signs a sheet is drawn with."""

    omitted: str
    empty: str  # an empty cell of a matrix
    rule: str
    title_rule: str
    stem: str
    corner: str
    cure: str
    full: str
    hollow: str
    task: str
    critical: str
    done: str
    ghost: str
    milestone: str
    ghost_milestone: str
    today: str
    target: str
    month: str
    marker: str
    before: str
    after: str
    dash: str
    branch: str  # of a tree: a box that others follow
    last: str
    heights: str  # eight signs, each higher than the one before


BOX = Glyphs(
    *("…", "·", "─", "━", "│", "┌", "↳", "━", "─"),
    *("━", "█", "═", "░", "◆", "◇", "│", "┃", "┊", "▼", "‹", "›", "–"),
    *("├─ ", "└─ "),
    "▁▂▃▄▅▆▇█",
)
ASCII = Glyphs(
    *("...", ".", "-", "=", "|", ",", "->", "#", "."),
    *("=", "#", ":", "-", "*", "o", "|", "!", "'", "v", "<", ">", "-"),
    *("|- ", "`- "),
    "_.,-=+*#",
)


class Sheet(Struct, frozen=True):
    """Where lines go: so many columns wide, drawn with these glyphs."""

    screen: Screen
    width: int
    glyphs: Glyphs

    def text(self, text: str) -> str:
        """Text of the user's, made safe."""
        return shown(text, self.screen)

    def span(self, cell: Cell) -> Span:
        return self.text(cell.text), cell.tone

    def spans(self, cells: Iterable[Cell]) -> Line:
        return [self.span(cell) for cell in cells if cell.text]

    def clip(self, text: str, width: int) -> str:
        return clip(text, width, self.glyphs.omitted)


def sheet(screen: Screen) -> Sheet:
    """The sheet for a screen; under 20 columns nothing can be read, so it is never narrower."""
    return Sheet(screen, max(screen.width, 20), BOX if screen.unicode else ASCII)


def line_columns(line: Line) -> int:
    """The display width of a line."""
    return sum(columns(text) for text, _ in line)


def aligned(line: Line, width: int, align: str = "left") -> Line:
    """The line filled up with spaces to `width`."""
    room = width - line_columns(line)
    if room <= 0:
        return line
    left = {"left": 0, "right": room, "center": room // 2}[align]
    filled: Line = [(" " * left, "plain")] if left else []
    filled += line
    if room > left:
        filled.append((" " * (room - left), "plain"))
    return filled


def clipped(line: Line, width: int, mark: str) -> Line:
    """The line, or its beginning and the mark of omission."""
    if line_columns(line) <= width:
        return line
    kept: Line = []
    for text, ink in line:
        room = width - line_columns(kept)
        if columns(text) > room - columns(mark):
            kept.append((clip(text + mark, room, mark), ink))
            return kept
        kept.append((text, ink))
    return kept


def trimmed(line: Line) -> Line:
    """The line without spaces at its end; chips and badges keep theirs."""
    kept = list(line)
    while kept:
        text, ink = kept.pop()
        if ink in PADDED:
            return [*kept, (text, ink)]
        if text := text.rstrip(" "):
            return [*kept, (text, ink)]
    return kept


PADDED = frozenset(
    (
        *("chip-R", "chip-A", "chip-C", "chip-I", "badge-good", "badge-warn", "badge-bad", "badge-accent"),
        *("heat-1", "heat-2", "heat-3", "heat-4", "heat-5"),
    )
)


def wrap(line: Sequence[Span], width: int) -> list[Line]:
    """Lines of whole words, at most `width` wide. A longer word breaks behind its punctuation, else where it must."""
    lines: list[Line] = [[]]
    used = 0
    for number, (gap, word) in enumerate(_words(line)):
        size = line_columns(word)
        if not number and gap[0] and columns(gap[0]) + size <= width:  # an indent is meant
            lines[-1].append(gap)
            used = columns(gap[0])
            gap = ("", "plain")
        if used and used + columns(gap[0]) + size <= width:
            lines[-1] += [gap, *word] if gap[0] else word
            used += columns(gap[0]) + size
            continue
        if used:
            lines.append([])
        for number, piece in enumerate(_pieces(word, size, width)):
            if number:
                lines.append([])
            lines[-1] += piece
        used = line_columns(lines[-1])
    return [runs(line) for line in lines]


def runs(line: Iterable[Span]) -> Line:
    """Neighbours of one ink as one span."""
    joined: Line = []
    for text, ink in line:
        if joined and joined[-1][1] == ink:
            joined[-1] = (joined[-1][0] + text, ink)
        else:
            joined.append((text, ink))
    return joined


def _words(line: Sequence[Span]) -> Iterable[tuple[Span, Line]]:
    """Words (several spans where no space parts them), each with the space before it."""
    gap: Span = ("", "plain")
    word: Line = []
    for text, ink in line:
        for token in _tokens.findall(text):
            if token[0] != " ":
                word.append((token, ink))
                continue
            if word:
                yield gap, word
            gap, word = (token, ink), []
    if word:
        yield gap, word


def _pieces(word: Line, size: int, width: int) -> Iterable[Line]:
    """The word in pieces of at most `width` columns."""
    if size <= width:
        yield word
        return
    piece: Line = []
    room = width
    for text, ink in word:
        for part in _breaks.split(text):
            rest = part
            if columns(rest) > room and piece and columns(rest) <= width:
                yield piece
                piece, room = [], width
            while columns(rest) > room:
                cut = _whole(head(rest, room), rest) or ("" if piece else rest[0])
                if cut:
                    piece.append((cut, ink))
                yield piece
                piece, room, rest = [], width, rest[len(cut) :]
            if rest:
                piece.append((rest, ink))
                room -= columns(rest)
    if piece:
        yield piece


def _whole(cut: str, text: str) -> str:
    """The beginning of a text without what is not whole at its end: an escape, or signs that are joined."""
    cut = _torn.sub("", cut)
    while cut and (cut[-1] in JOINERS or text[len(cut) : len(cut) + 1] in (*JOINERS, "\ufe0f")):
        cut = cut[:-1]
    return cut


def indented(lines: Iterable[Line], indent: int) -> list[Line]:
    """The lines moved to the right."""
    return [[(" " * indent, "plain"), *line] for line in lines] if indent else list(lines)


def flow(entries: Iterable[Line], width: int, mark: str, gap: int = 3) -> list[Line]:
    """Entries one after the other, none of them torn, on as many lines as they take."""
    lines: list[Line] = []
    for entry in entries:
        if lines and line_columns(lines[-1]) + gap + line_columns(entry) <= width:
            lines[-1] += [(" " * gap, "plain"), *entry]
        else:
            lines.append(clipped(entry, width, mark))
    return lines
