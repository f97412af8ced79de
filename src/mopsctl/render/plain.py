"""Lines for other programs: a row a line, cells between tabs, no header, no colour, nothing cut off."""

from ..reports.document import Report
from .safe import shown
from .screen import Screen


def render(report: Report, screen: Screen) -> str:
    """The report's table; tabs and line ends inside a cell are escapes, so `cut` and `awk` can be trusted."""
    return "".join("\t".join([shown(cell.text, screen) for cell in row]) + "\n" for row in report.table().rows)
