"""Tables as they stand in a file: text in cells, each row with its line. What the letters mean is not known here."""

from collections.abc import Sequence

from msgspec import Struct, structs

from ..errors import BAD_INPUT, USAGE, MopsError
from ..lazy import load
from .doors import READERS, WORKBOOKS
from .faults import Faults, place, shown
from .files import Source

COLUMNS = 500
ROWS = 20_000
CELLS = 1_000_000

_LOOK = 50  # rows in which a header is looked for


class RawRow(Struct, frozen=True):
    """One row. `strong`: its first cell is emphasised; `gap`: an empty row stands before it."""

    line: int
    cells: tuple[str, ...]
    strong: bool = False
    gap: bool = False

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(map(bool, self.cells))


class RawTable(Struct, frozen=True):
    """A header and its rows, all of one width. `section` is the heading above, `notes` what was left out."""

    where: str  # file, or file:sheet, as messages name it
    line: int  # of the header
    header: tuple[str, ...]
    rows: tuple[RawRow, ...]
    title: str = ""  # of the sheet
    section: str = ""
    notes: tuple[str, ...] = ()
    emphasis: bool = False  # can a row be `strong` here?


def read_tables(source: Source, *, sheet: str | None = None, encoding: str | None = None) -> list[RawTable]:
    """All tables of a Markdown, CSV or XLSX file, told apart by its suffix (standard input: by its content)."""
    suffix = source.suffix or _kind_of(source.data)
    if suffix not in READERS:
        known = ", ".join(READERS)
        raise MopsError(f"{source.name}: no reader for {suffix} files; known are {known}", code=BAD_INPUT)
    if sheet is not None and suffix not in WORKBOOKS:
        raise MopsError(f'{source.name} is no workbook: it has no sheet "{sheet}"; leave --sheet out', code=USAGE)
    tables: list[RawTable] = load(READERS[suffix])(source, sheet=sheet, encoding=encoding)
    return tables


def _kind_of(data: bytes) -> str:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return ".xlsx"
    return ".md" if any(line.lstrip().startswith(b"|") for line in data[:65536].splitlines()) else ".csv"


def with_header(
    where: str, rows: Sequence[RawRow], *, faults: Faults, title: str = "", ragged: bool = False
) -> RawTable | None:
    """The table in rows that may begin with something else, which is noted; None if there is no table.

    The header is the first row with at least two thirds as many filled cells as the fullest one near it. Rows of
    another width are faults, unless `ragged` says that the file tells no widths.
    """
    at = _header_at(rows, ragged)
    if at is None:
        return None
    left = min(next(i for i, cell in enumerate(row.cells) if cell) for row in rows[at:])
    header = _trimmed(rows[at].cells[left:])
    body = [
        structs.replace(row, cells=_trimmed(row.cells[left:]) if ragged else row.cells[left:]) for row in rows[at + 1 :]
    ]
    if ragged:
        header += ("",) * (max((len(row.cells) for row in body), default=0) - len(header))
    if len(header) > COLUMNS:
        raise faults.fatal(rows[at].line, 0, f"{len(header):,} columns; at most {COLUMNS} are read")
    notes = tuple(f"{place(where, row.line)}: above the header, not read: {shown(_words(row))}" for row in rows[:at])
    squared = tuple(_squared(row, len(header), ragged, faults) for row in body)
    return RawTable(where, rows[at].line, header, squared, title=title, notes=notes)


def _header_at(rows: Sequence[RawRow], ragged: bool) -> int | None:
    near = rows[:_LOOK]
    fullest = max((row.filled for row in near), default=0)
    full = (at for at, row in enumerate(near) if _reach(row) >= 2 and 3 * _reach(row) >= 2 * fullest)
    found = next(full, None)
    if found is None or ragged:
        return found
    # A row of another width with several cells is no remark above the table: it is the header of a ragged one.
    width = len(near[found].cells)
    return next((at for at in range(found) if near[at].filled > 1 and len(near[at].cells) != width), found)


def _reach(row: RawRow) -> int:
    """How many cells are filled; in a matrix the corner may be empty and counts."""
    cells = _trimmed(row.cells)
    return row.filled + (len(cells) > 1 and not cells[0] and all(cells[1:]))


def _squared(row: RawRow, width: int, ragged: bool, faults: Faults) -> RawRow:
    missing = width - len(row.cells)
    if any(row.cells[width:]) or (missing > 0 and not ragged):
        faults.add(row.line, 0, f"a row of {len(row.cells)}, but the header has {width} cells")
    return structs.replace(row, cells=(*row.cells[:width], *("",) * missing))


def twice(header: Sequence[str]) -> str | None:
    """A name that heads two columns, if there is one."""
    seen: set[str] = set()
    for name in header:
        folded = name.casefold()
        if name and folded in seen:
            return name
        seen.add(folded)
    return None


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells without the empty ones at the end."""
    width = len(cells)
    while width and not cells[width - 1]:
        width -= 1
    return tuple(cells[:width])


def _words(row: RawRow) -> str:
    return " ".join(cell for cell in row.cells if cell)
