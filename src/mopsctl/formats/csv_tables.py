"""CSV, TSV and Excel's "Unicode text": one table, its delimiter found out, its oddities named by line."""

import csv
import io
from collections import Counter

from ..errors import BAD_INPUT, MopsError
from .faults import Faults
from .files import NAME_ENCODING, Source, decode
from .tables import CELLS, COLUMNS, ROWS, RawRow, RawTable, twice, with_header

DELIMITERS = ",;\t|"
_SAMPLE = 64 * 1024


def read(source: Source, *, sheet: str | None = None, encoding: str | None = None) -> list[RawTable]:
    """The one table of a CSV file. A single column, ragged rows, a header given twice or an open quote: MopsError."""
    del sheet  # only workbooks have any
    text = decode(source, encoding=encoding, cure=NAME_ENCODING)
    faults = Faults(source.name)
    rows = _rows(text, _delimiter(text, source.name), faults)
    table = with_header(source.name, rows, faults=faults)
    if table is not None and (name := twice(table.header)) is not None:
        faults.add(table.line, 0, f'two columns are headed "{name}"')
    faults.settle()
    if table is None:
        raise MopsError(f"{source.name}: no table: no row has two cells or more", code=BAD_INPUT)
    return [table]


def _rows(text: str, delimiter: str, faults: Faults) -> list[RawRow]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[RawRow] = []
    start, cells, gap = 1, 0, False
    try:
        for row in lines:
            cells += len(row)
            if len(row) > COLUMNS:
                raise faults.fatal(start, 0, f"{len(row):,} columns; at most {COLUMNS} are read")
            if len(rows) >= ROWS or cells > CELLS:
                raise faults.fatal(start, 0, f"more than {ROWS:,} rows or {CELLS:,} cells")
            if any(row):
                rows.append(RawRow(start, tuple(cell.strip() for cell in row), gap=gap))
            gap = not any(row)
            start = lines.line_num + 1
    except csv.Error as error:
        raise faults.fatal(start, 0, _reason(error)) from None
    return rows


def _reason(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end" in text:
        return "a quote is opened in this row and never closed"
    if "field limit" in text:
        return f"a cell longer than {csv.field_size_limit():,} characters; is a quote left open?"
    if "expected after" in text:
        return 'text after a closing quote; write a quote inside a cell twice ("")'
    return text


def _delimiter(text: str, name: str) -> str:
    """The delimiter that gives the most rows of one width; more columns break a tie."""
    sample = text[:_SAMPLE]
    found: list[tuple[int, int, int, str]] = []
    for order, delimiter in enumerate(DELIMITERS):
        widths = Counter(width for width in _widths(sample, delimiter) if width > 1)
        if widths:
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            found.append((count, width, -order, delimiter))
    if not found:
        raise MopsError(f"{name}: no columns: no comma, semicolon, tab or | between cells", code=BAD_INPUT)
    return max(found)[3]


def _widths(sample: str, delimiter: str) -> list[int]:
    lines = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    widths: list[int] = []
    try:
        for row in lines:
            if row:
                widths.append(len(row))
            if len(widths) >= 100:
                break
    except csv.Error:
        pass  # the reading itself says what is wrong, with its line
    return widths
