"""Tables on the sheets of an XLSX workbook, behind a guard: half a megabyte can unfold to a gigabyte.

Formulas give the values that were saved with them; pictures, macros and links are not looked at.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException

from ..errors import BAD_INPUT, MopsError, nearest
from .faults import Faults, shown
from .files import MEGABYTE, Source
from .tables import CELLS, COLUMNS, ROWS, RawRow, RawTable, with_header

MEMBERS = 2000
UNPACKED = 50 * MEGABYTE
RATIO = 200  # unpacked to packed, of members over a megabyte; real sheets stay under 30
_LAST_ROW = 1_048_576
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(source: Source, *, sheet: str | None = None, encoding: str | None = None) -> list[RawTable]:
    """The table of each visible sheet, or of the one named. Damaged, protected or oversized: MopsError."""
    del encoding  # XML says its own
    if source.data.startswith(_OLE):
        raise MopsError(
            f"{source.name} is protected by a password or is an old .xls file; save it as plain .xlsx", code=BAD_INPUT
        )
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            _guard(archive, source.name)
        return _tables(source, sheet)
    except MopsError:
        raise
    except DefusedXmlException:
        raise MopsError(f"{source.name}: XML entities are not allowed in a workbook", code=BAD_INPUT) from None
    # openpyxl lets whatever goes wrong inside a broken workbook through as it is.
    except (zipfile.BadZipFile, ParseError, OSError, ValueError, LookupError, TypeError, AttributeError, EOFError,
            NotImplementedError, RuntimeError, AssertionError) as error:  # fmt: skip
        why = shown(str(error).split("\n")[0], 100)
        raise MopsError(f"{source.name} is not a readable .xlsx workbook: {why}", code=BAD_INPUT) from None


def _guard(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse what is too much once unpacked, counted while unpacking, for a directory can lie; and any DTD."""
    members = archive.infolist()
    total = 0
    if len(members) > MEMBERS:
        raise MopsError(f"{name}: {len(members):,} parts in one workbook; at most {MEMBERS:,}", code=BAD_INPUT)
    if sum(member.file_size for member in members) > UNPACKED:
        raise _too_large(name)
    for member in members:
        if member.file_size > MEGABYTE and member.file_size > RATIO * max(member.compress_size, 1):
            raise _too_large(name)
        if not member.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(member) as part:
            head = b""
            while piece := part.read(MEGABYTE):
                total += len(piece)
                if total > UNPACKED:
                    raise _too_large(name)
                if b"<!" in head + piece and (b"<!DOCTYPE" in head + piece or b"<!ENTITY" in head + piece):
                    raise MopsError(f"{name}: a DTD in {member.filename}; a workbook has none", code=BAD_INPUT)
                head = piece[-16:]


def _too_large(name: str) -> MopsError:
    return MopsError(
        f"{name} unpacks to more than {UNPACKED // MEGABYTE} MB, or is packed suspiciously tight", code=BAD_INPUT
    )


def _tables(source: Source, sheet: str | None) -> list[RawTable]:
    book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [page for page in book.worksheets if sheet is not None or page.sheet_state == "visible"]
        titles = [page.title for page in sheets]
        if sheet is not None and sheet not in titles:
            guess = nearest(sheet, titles)
            raise MopsError(
                f"{source.name} has no sheet {shown(sheet)}; "
                + (f'did you mean "{guess}"?' if guess else f"it has {', '.join(titles)}"),
                code=BAD_INPUT,
            )
        tables: list[RawTable] = []
        for page in sheets:
            if sheet in (None, page.title):
                table = _table(page, f"{source.name}:{page.title}")
                tables += [table] if table is not None else []
        return tables
    finally:
        book.close()


def _table(page: Any, where: str) -> RawTable | None:
    faults = Faults(where)
    table = with_header(where, list(_rows(page, faults)), title=page.title, ragged=True, faults=faults)
    faults.settle()
    return table


def _rows(page: Any, faults: Faults) -> Iterator[RawRow]:
    # Its declared size may be a lie: XFD1048576 would mean 17 billion cells.
    page.reset_dimensions()
    kept = cells = 0
    gap = False
    for number, row in enumerate(page.iter_rows(), 1):
        if number > _LAST_ROW:
            raise faults.fatal(number, 0, "more rows than a sheet can have")
        if not row:  # a hole of a million rows is cheap to write and must be cheap to skip
            gap = True
            continue
        texts = tuple(map(_text, row))
        width = max((i for i, text in enumerate(texts, 1) if text), default=0)
        cells += width
        if not width:
            gap = True
            continue
        kept += 1
        if width > COLUMNS or kept > ROWS or cells > CELLS:
            raise faults.fatal(number, 0, f"more than {COLUMNS} columns, {ROWS:,} rows or {CELLS:,} cells")
        yield RawRow(number, texts[:width], strong=_is_strong(row), gap=gap)
        gap = False


def _is_strong(row: tuple[Any, ...]) -> bool:
    """Is the only filled cell of a row bold?"""
    filled = [cell for cell in row if cell.value not in (None, "")]
    return len(filled) == 1 and bool(filled[0].font.b)


def _text(cell: Any) -> str:
    """What a cell says: a share in percent where it is shown as one."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (cell.number_format or ""):
        return f"{value * 100:.10g}%"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
