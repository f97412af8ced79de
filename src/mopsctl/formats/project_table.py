"""A planner's table of tasks (CSV, XLSX, Markdown) as a foreign plan: which column is what, then row by row.

What a column is called stands in `project_columns`, how values are written in `project_values` and `project_dates`.
"""

import re
from collections.abc import Mapping
from datetime import date

from msgspec import structs

from ..errors import BAD_INPUT, USAGE, MopsError
from ..model.foreign import ForeignColumn, ForeignPlan
from .doors import WORKBOOKS
from .faults import Faults, place, shown
from .files import NAME_ENCODING, Source, decode
from .project_cells import Cells
from .project_columns import head, understood
from .project_dates import Order
from .project_links import read_links
from .project_rows import RowReader
from .tables import RawRow, RawTable, read_tables

# GanttProject puts its people below its tasks, as a second table of other columns.
_PEOPLE = re.compile(r"(?:\r?\n[ \t,;]*){2,}\r?\n?(?=\"?ID\"?[,;]\"?Name\"?[,;]\"?Default role)", re.IGNORECASE)


class TaskTable:
    """The table of a file that holds tasks, and how its columns are understood."""

    def __init__(
        self,
        source: Source,
        table: RawTable,
        columns: Mapping[int, ForeignColumn],
        notes: list[str],
        dates: Order | None,
    ):
        self.name, self.table, self.dates, self.notes = source.name, table, dates, notes
        self._typed = source.suffix in WORKBOOKS or source.data.startswith(b"PK\x03\x04")
        self.columns = tuple(columns.values())
        self._fields = {column.field: i for i, column in columns.items() if column.field}

    def read(self, *, skip_missing: bool = False, today: date = date.max) -> ForeignPlan:
        """The tasks. What cannot be read is one MopsError that names file, line and column of all of it.

        Actual dates after `today` have not happened: they are told and left out.
        """
        faults, notes = Faults(self.table.where), list(self.notes)
        rows, headings = self._rows(notes)
        cells = Cells(self.table, self._fields, faults, typed=self._typed)
        reader = RowReader(cells, rows, notes, self.dates, today)
        tasks = reader.tasks()
        pairs = list(zip(reader.rows, tasks, strict=True))
        left = [*reader.left, *headings]
        links = read_links(cells, pairs, left, notes, skip_missing=skip_missing)
        faults.settle()
        for column in self.columns:
            if not column.field and column.example:
                why = "" if column.why == "not known" else f" ({column.why})"
                notes.append(f"{self.table.where}: column {shown(column.name)} was not brought in{why}")
        reader.tell_words()
        workers = reader.workers()
        return ForeignPlan(
            self.name, tuple(tasks), links, workers=workers, notes=tuple(notes), tells_links="after" in self._fields
        )

    def _rows(self, notes: list[str]) -> tuple[list[RawRow], list[RawRow]]:
        """The rows that are tasks, and the others; headings are told, the header said again is not."""
        found: list[RawRow] = []
        headings: list[RawRow] = []
        name = self._fields["name"]
        names_alone = not self._fields.keys() - {"name", "id"}
        again = {head(cell) for cell in self.table.header if cell}
        for row in self.table.rows:
            cells = {head(cell) for cell in row.cells if cell}
            if len(cells) > 1 and cells <= again:
                continue  # a header that is repeated on every page
            if not row.cells[name] or (row.filled == 1 and not names_alone):
                text = shown(" ".join(cell for cell in row.cells if cell))
                notes.append(
                    f"{place(self.table.where, row.line)}: a heading, or a row without a name; not brought in: {text}"
                )
                headings.append(row)
            else:
                found.append(row)
        return found, headings


def open_table(
    source: Source,
    said: Mapping[str, str],
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    dates: Order | None = None,
) -> TaskTable:
    """The table of tasks in a file; `said` are columns that the user named a field for. None, or several: MopsError."""
    notes: list[str] = []
    source = _without_people(source, encoding, notes)
    found: list[tuple[RawTable, dict[int, ForeignColumn]]] = []
    heads: list[str] = []
    for table in read_tables(source, sheet=sheet, encoding=encoding):
        width = len(table.header)
        rows = [row for row in table.rows if row.cells != table.header]
        examples = [next((row.cells[i] for row in rows if row.cells[i]), "") for i in range(width)]
        columns = understood(table.header, said if not found else _there(said, table), table.where, examples)
        fields = {column.field for column in columns} - {""}
        heads += [text for text in table.header if text]
        if "name" in fields and (len(fields) > 1 or said):
            found.append((table, dict(enumerate(columns))))
            notes += table.notes
    if not found:
        listed = ", ".join(map(shown, dict.fromkeys(heads[:12])))
        raise MopsError(
            f"{source.name}: no column of task names and dates, durations or predecessors; there are {listed}",
            hint=f'mopsctl import tasks {source.name} --map "{(heads or ["COLUMN"])[0]}=name" --preview',
            code=BAD_INPUT,
        )
    titles = [table.title for table, _ in found]
    if len(found) > 1:
        names = ", ".join(map(shown, titles))
        raise MopsError(
            f"{source.name} has tasks on {len(found)} sheets: {names}; choose one",
            hint=f'mopsctl import tasks {source.name} --sheet "{titles[0]}"',
            code=USAGE,
        )
    [(table, columns_of)] = found
    return TaskTable(source, table, columns_of, notes, dates)


def _there(said: Mapping[str, str], table: RawTable) -> Mapping[str, str]:
    """What was said of columns that this sheet has too."""
    heads = {head(text) for text in table.header}
    return {column: field for column, field in said.items() if head(column) in heads}


def _without_people(source: Source, encoding: str | None, notes: list[str]) -> Source:
    """A CSV of GanttProject without the table of people below that of the tasks."""
    if source.suffix not in ("", ".csv", ".txt") or b"Default role" not in source.data:
        return source
    text = decode(source, encoding=encoding, cure=NAME_ENCODING)
    cut = _PEOPLE.search(text)
    if cut is None:
        return source
    notes.append(f"{place(source.name, text.count(chr(10), 0, cut.end()) + 1)}: the table of people was not read")
    kept = text[: cut.start()] + "\n"
    return structs.replace(source, data=kept.encode(encoding or "utf-8"))
