"""Setting text: sizes of type on a poster, and paragraphs folded to a measure. No text is ever cut off."""

import re
from collections.abc import Iterator

from msgspec import Struct

from ..safe import safe
from .widths import width

NO_BREAK = "\u00a0"
_number_and_unit = re.compile(r"(?<!\S)[-+]?\d[\d.,]* (?:[kMG] )?[^\s\d]{1,4}(?!\S)")
_signs = re.compile(
    r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})|.(?:\ufe0f?[\u200c\u200d].)*\ufe0f?"
)  # an escape is one sign
_breaks = re.compile(r"(?<=[-/_.,;:&=@|+])")


class Type(Struct, frozen=True):
    """A size of type in points, with the class of the style sheet that draws it."""

    name: str
    size: float
    leading: float  # from one line to the next
    bold: bool = False

    def width(self, text: str) -> float:
        """How wide the text is, in points."""
        return width(safe(text), self.size, bold=self.bold)


TITLE = Type("h1", 22, 25, bold=True)
SUBTITLE = Type("h2", 10.5, 14)
HEAD = Type("b", 7.2, 7.8, bold=True)  # the title of a box
BODY = Type("t", 6.6, 7.4)
STRONG = Type("n", 6.6, 7.4, bold=True)
SMALL = Type("s", 6.6, 7.4, bold=True)  # in signs and chips: nothing on a poster is smaller
LEGEND = Type("l", 7.2, 11)
SHELF = Type("f", 10, 12.5, bold=True)  # the name of a layer
NUMBER = Type("q", 12, 14, bold=True)  # in a field of a heat map


def fold(text: str, type_: Type, measure: float, first: float | None = None) -> list[str]:
    """Lines of whole words, at most `measure` wide (the first `first`); a longer word breaks where it must."""
    lines: list[str] = []
    line, used, room = "", 0.0, measure if first is None else first
    gap = type_.width(" ")
    for word in _words(safe(text), type_, measure):
        size = type_.width(word)
        if line and used + gap + size <= room:
            line, used = f"{line} {word}", used + gap + size
            continue
        if line or (room < size <= measure):
            lines.append(line)
            room = measure
        *whole, line = _pieces(word, size, room, type_)
        lines += whole
        room = measure if whole else room
        used = type_.width(line)
    return [*lines, line] if line or not lines else lines


def _words(text: str, type_: Type, measure: float) -> Iterator[str]:
    """The words; a number stays with its unit, `5.2 M EUR`, where that fits a line."""
    for word in _number_and_unit.sub(lambda found: found.group().replace(" ", NO_BREAK), text).split(" "):
        if type_.width(word) <= measure:
            yield from [word] if word else []
        else:
            yield from word.split(NO_BREAK)


def _pieces(word: str, size: float, measure: float, type_: Type) -> list[str]:
    """The word in pieces of at most `measure`, parted behind punctuation where that will do."""
    if size <= measure:
        return [word]
    pieces = [""]
    for part in _breaks.split(word):
        if type_.width(pieces[-1] + part) <= measure:
            pieces[-1] += part
            continue
        pieces += [""] if pieces[-1] else []
        for char in _signs.findall(part):
            if pieces[-1] and type_.width(pieces[-1] + char) > measure:
                pieces.append("")
            pieces[-1] += char
    return pieces
