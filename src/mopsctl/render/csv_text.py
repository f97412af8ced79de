"""CSV (RFC 4180) for spreadsheets: a header, a row a record, no cell that is a formula."""

from collections.abc import Iterable

from ..reports.document import Report
from .safe import ascii_only, csv_safe, no_command
from .screen import Screen


def render(report: Report, screen: Screen) -> str:
    """The report's table with its column titles; lines end in CRLF, line ends inside a cell stay, quoted."""
    if report.lines:
        lines = [_line(report.titles), *map(_line, report.lines())]
    else:
        table = report.table()
        lines = [_line(column.title for column in table.columns)]
        lines += [_line(cell.text for cell in row) for row in table.rows]
    text = no_command("".join(lines))
    return text if screen.unicode else ascii_only(text)


def _line(cells: Iterable[str]) -> str:
    line = ",".join([_quoted(csv_safe(cell)) for cell in cells])
    return (line or '""') + "\r\n"  # an empty line would be no row at all


def _quoted(text: str) -> str:
    if any(sign in text for sign in ',"\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
