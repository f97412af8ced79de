"""On which line each key and each item of a TOML document stands. What they say is for `tomllib`.

`tomllib` tells no places, nor does any library that is quick and kept up. Here only valid documents are walked, so
this needs to know where values end and not what they are.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

from ..lazy import load

Way: TypeAlias = tuple[str | int, ...]  # ("tool", "mopsctl", "select", 0)

_skipped = re.compile(r"[ \t\r]*(?:#[^\n]*)?")
_blank = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_bare = re.compile(r"[A-Za-z0-9_-]+")
_text = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")' r"|'''.*?'{3,5}(?!')" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'", re.DOTALL
)
_other = re.compile(r"[^,\]}#\n]+")  # a number, a date, a truth value


@lru_cache(maxsize=2)  # each wrong value of a file asks for its line
def lines(text: str) -> Mapping[Way, int]:
    """The line, from 1, of every key, every table and every item of a valid TOML document, by the way to it.

    Of a table that is opened more than once, the first.
    """
    return _Walk(text).all()


def again(text: str) -> tuple[Way, int, int] | None:
    """The last key or table that stands in a text twice, with both lines; None where none does, or where it is torn."""
    walk = _Walk(text)
    try:
        walk.all()
    except (ValueError, IndexError):
        return None
    return walk.again


class _Walk:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.counted, self.line = 0, 1  # how far line ends are counted, and the line there
        self.found: dict[Way, int] = {}
        self.tables: dict[Way, int] = {}  # the latest item of each array of tables
        self.opened: set[Way] = set()  # by a header, and no array
        self.again: tuple[Way, int, int] | None = None

    def all(self) -> dict[Way, int]:
        """Statement by statement."""
        above: Way = ()
        while self._past(_blank) < len(self.text):
            if self.text[self.at] == "[":
                above = self._header()
            else:
                self._pair(above)
            self._past(_skipped)
        return self.found

    def _header(self) -> Way:
        array = self.text.startswith("[[", self.at)
        self.at += 1 + array
        line, names = self._line(), self._key()
        self.at += 1 + array
        way: Way = ()
        first = 0
        for number, name in enumerate(names, 1):
            way = (*way, name)
            first = self.found.setdefault(way, line)
            if array and number == len(names):
                self.tables[way] = self.tables.get(way, -1) + 1
            if way in self.tables:
                way = (*way, self.tables[way])
                self.found.setdefault(way, line)
        if way in self.opened:
            self.again = way, first, line
        if not array:
            self.opened.add(way)
        return way

    def _pair(self, above: Way) -> None:
        line = self._line()
        way, first = above, 0
        for name in self._key():
            way = (*way, name)
            first = self.found.get(way, 0)
            self.found.setdefault(way, line)
        if first:
            self.again = way, first, line
        self.at += 1  # the sign of equality
        self._value(way)

    def _key(self) -> list[str]:
        """A key as far as the sign behind it, in its parts."""
        names: list[str] = []
        while True:
            self._past(_skipped)
            if bare := _bare.match(self.text, self.at):
                self.at, name = bare.end(), bare[0]
            else:
                name = self._quoted()
            names.append(name)
            self._past(_skipped)
            if self.text[self.at] != ".":
                return names
            self.at += 1

    def _quoted(self) -> str:
        written = self._match(_text)
        value: str = load("tomllib:loads")(f"key = {written}")["key"]
        return value

    def _value(self, way: Way) -> None:
        self._past(_skipped)
        match self.text[self.at]:
            case "[":
                self._items(way)
            case "{":
                self._inline(way)
            case '"' | "'":
                self._match(_text)
            case _:
                self._match(_other)

    def _items(self, way: Way) -> None:
        self.at += 1
        number = 0
        while self.text[self._past(_blank)] != "]":
            self.found[*way, number] = self._line()
            self._value((*way, number))
            number += 1
            self._comma()
        self.at += 1

    def _inline(self, way: Way) -> None:
        self.at += 1
        while self.text[self._past(_blank)] != "}":
            self._pair(way)
            self._comma()
        self.at += 1

    def _comma(self) -> None:
        if self.text[self._past(_blank)] == ",":
            self.at += 1

    def _past(self, what: re.Pattern[str]) -> int:
        """Go past what may stand here, and answer where that is."""
        found = what.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _match(self, what: re.Pattern[str]) -> str:
        found = what.match(self.text, self.at)
        if found is None:
            raise ValueError(f"no valid TOML at character {self.at}")
        self.at = found.end()
        return found[0]

    def _line(self) -> int:
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.line
