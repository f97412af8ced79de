"""Lines for other programs: a row a line, cells between tabs, no header, no colour, nothing cut off."""

from collections.abc import Iterable

from ..reports.document import Report
from .safe import all_harmless, no_command, shown
from .screen import Screen


def render(report: Report, screen: Screen) -> str:
    """The report's table; tabs and line ends inside a cell are escapes, so `cut` and `awk` can be trusted."""
    rows = list(report.lines() if report.lines else _cells(report))
    text = "\n".join(map("\t".join, rows)) + "\n" if rows else ""
    if _can_leave(text, rows, screen):
        return no_command(text)
    return no_command("".join(["\t".join([shown(cell, screen) for cell in row]) + "\n" for row in rows]))


def _cells(report: Report) -> Iterable[tuple[str, ...]]:
    return [tuple([cell.text for cell in row]) for row in report.table().rows]


def _can_leave(text: str, rows: list[tuple[str, ...]], screen: Screen) -> bool:
    """Whether no cell needs an escape. One look at the whole text: of 100,000 rows cell by cell takes a second."""
    if text.count("\n") != len(rows) or text.count("\t") != sum(map(len, rows)) - len(rows):
        return False
    return (screen.unicode or text.isascii()) and all_harmless(text.replace("\t", "").replace("\n", ""))
