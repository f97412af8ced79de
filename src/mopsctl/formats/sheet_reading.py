"""A filled sheet as it comes back, Markdown or XLSX: which answer stands under which id.

What an answer means is `edit.sheet`.
"""

from collections.abc import Iterator

from msgspec import Struct

from ..errors import BAD_INPUT, MopsError
from .faults import Faults, place, shown
from .files import Source
from .sheet import HEADER_ID, VERSION
from .tables import RawTable, read_tables

LIMIT = 8 << 20  # bytes; a sheet that was filled in has a few thousand
_WIDTH = 3  # id, question, answer


class Answer(Struct, frozen=True):
    """What stands under one id, and where (`at`), as messages name it."""

    id: str
    text: str
    at: str


class Filled(Struct, frozen=True):
    """A sheet that came back: for which plan and team, and its answers; what was left empty is not among them."""

    name: str
    plan: str
    team: str
    answers: tuple[Answer, ...]


def read_sheet(source: Source, *, encoding: str | None = None) -> Filled:
    """The answers of a sheet made by `meet --sheet`. Whatever is no such sheet, or of a newer kind: MopsError."""
    faults = Faults(source.name)
    found: dict[str, Answer] = {}
    for table in read_tables(source, encoding=encoding):
        if table.header[0].casefold() == HEADER_ID:
            for line, one in _answers(table, faults):
                if one.id in found:
                    faults.add(line, 0, f"{shown(one.id)} stands here twice")
                found[one.id] = one
    if "sheet/version" not in found:
        raise MopsError(
            f"{source.name} is no sheet made by mopsctl: it has no row sheet/version",
            hint="mopsctl meet TEAM --sheet md -o sheet.md",
            code=BAD_INPUT,
        )
    _check_version(found["sheet/version"])
    faults.settle()
    filled = tuple(one for one in found.values() if one.text and not one.id.startswith("sheet/"))
    return Filled(source.name, _told(found, "sheet/plan", source), _told(found, "sheet/team", source), filled)


def _answers(table: RawTable, faults: Faults) -> Iterator[tuple[int, Answer]]:
    if len(table.header) < _WIDTH:
        raise faults.fatal(table.line, 0, "the columns of a sheet are id, question and answer; one is missing")
    for row in table.rows:
        key, answer = row.cells[0].strip("` "), row.cells[_WIDTH - 1].strip()
        if beyond := " ".join(cell for cell in row.cells[_WIDTH:] if cell):
            faults.add(row.line, 0, f"{shown(beyond)} stands beside the answer; answers go into the third column")
        if key:
            yield row.line, Answer(key, answer, _place(table, row.line))
        elif answer:
            faults.add(row.line, 0, f"{shown(answer)} answers nothing: the row has no id")


def _place(table: RawTable, line: int) -> str:
    return f"{table.where}:C{line}" if table.title else place(table.where, line)


def _check_version(one: Answer) -> None:
    if not one.text.isdecimal() or len(one.text) > 4:
        raise MopsError(f"{one.at}: {shown(one.text)} is no version of a sheet", code=BAD_INPUT)
    if int(one.text) > VERSION:
        raise MopsError(
            f"{one.at}: a sheet of version {one.text}, made by a newer mopsctl; this one reads {VERSION}",
            hint="mopsctl --version",
            code=BAD_INPUT,
        )


def _told(found: dict[str, Answer], id: str, source: Source) -> str:
    if id not in found or not found[id].text:
        raise MopsError(f"{source.name}: the row {id} is missing or empty; it says whose sheet this is", code=BAD_INPUT)
    return found[id].text
