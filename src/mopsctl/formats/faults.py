"""What is wrong with a file: every fault with its place, told together at the end.

No format is known here, and no rule of the domain.
"""

from ..errors import BAD_INPUT, MopsError

SHOWN = 20  # more would scroll the first, which usually explains the rest, off the screen
STOP_AT = 1000  # a file this wrong is not worth reading on


class Faults:
    """Collects the faults of one file. `settle` raises them as one MopsError, one fault a line."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self._first: list[tuple[int, int, str]] = []

    def add(self, line: int, column: int, text: str) -> None:
        """One fault; line and column count from 1, 0 where there is none. Raises when there are far too many."""
        self.count += 1
        if len(self._first) < STOP_AT:
            self._first.append((line, column, text))
        if self.count >= STOP_AT:
            self.settle()

    def fatal(self, line: int, column: int, text: str) -> MopsError:
        """The error to raise where reading cannot go on: this fault, after those found before it."""
        self.count += 1
        self._first.append((line, column, text))
        return self._error()

    def settle(self) -> None:
        """Raise if there was any fault."""
        if self.count:
            raise self._error()

    def _error(self) -> MopsError:
        lines = [f"{place(self.name, line, column)}: {text}" for line, column, text in sorted(self._first)[:SHOWN]]
        if self.count > SHOWN:
            more = f"{self.count - SHOWN} more faults" if self.count < STOP_AT else "many more faults; reading stopped"
            lines.append(f"{self.name}: ... and {more}")
        return MopsError("\n".join(lines), code=BAD_INPUT)


def place(name: str, line: int = 0, column: int = 0) -> str:
    """`file:line:column`, without the parts that are unknown."""
    return name + (f":{line}" if line else "") + (f":{column}" if line and column else "")


def shown(text: str, limit: int = 60) -> str:
    """Foreign text in quotes, fit for one line of a message: cut, and control or invisible signs as escapes."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return '"' + "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut) + '"'
