"""RACI tables, found among the tables of a file and read into rows: a subject, and the letters of each holder.

Names stay names here: which team or capability is meant is for the import to decide.
"""

import re
from collections.abc import Collection, Sequence

from msgspec import Struct, structs

from ..errors import BAD_INPUT, USAGE, MopsError
from ..model.fields import one_line
from ..model.responsibility import RACI, Letter, SchemeLetter
from ..model.slugs import plain
from .faults import Faults, place, shown
from .files import Source
from .raci_layout import Columns, columns_of, lies_on_its_side, turned
from .raci_letters import Alphabet
from .tables import RawRow, RawTable, read_tables, twice

_LONG = 12  # characters from which a cell without letters is prose rather than a slip
_NAMES = re.compile(r"[,;\n]")  # not `/` or `&`: they stand inside names


class RaciRow(Struct, frozen=True):
    """One subject and the letters that holders have on it; a holder without letters is left out."""

    subject: str
    section: str
    cells: tuple[tuple[str, tuple[Letter, ...]], ...]
    line: int


class RaciTable(Struct, frozen=True):
    """What a file holds of RACI. `skipped`: what was not read, as `file:line: why`; nothing is left out in silence."""

    rows: tuple[RaciRow, ...]
    extra_columns: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


def read_raci(
    source: Source,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    transpose: bool | None = None,
    holders: Collection[str] = (),
    scheme: Sequence[SchemeLetter] = RACI,
) -> RaciTable:
    """All RACI rows of a Markdown, CSV or XLSX file. No RACI table in it, or cells that cannot be read: MopsError.

    `scheme` are the letters of the company; those of RACI and its words are read as theirs (`raci_letters.Alphabet`).
    `transpose`: are holders down and subjects across? None: found out, with the help of `holders`, the names and keys
    that are known. A table may also have a column for each letter, with names of holders in its cells.
    """
    alphabet = Alphabet(scheme)
    skipped: list[str] = []
    found: list[tuple[RawTable, Columns]] = []
    for table in read_tables(source, sheet=sheet, encoding=encoding):
        skipped += table.notes
        for part in _parts(table, alphabet):
            columns = columns_of(part, alphabet)
            if columns is not None:
                found.append((part, columns))
            else:
                head = shown(one_line(" ".join(part.header)))
                skipped.append(
                    f"{place(part.where, part.line)}: a table without {', '.join(alphabet.order)}, not read: {head}"
                )
    if not found:
        raise MopsError(
            f"{source.name} holds no RACI table: in no table are most cells of a column {alphabet.told()}",
            code=BAD_INPUT,
        )
    _refuse_several_sheets(source, [table for table, _ in found])
    known = frozenset(plain(name) for name in holders)
    return _read_all(found, skipped, transpose, known, source.name, alphabet)


def _read_all(
    found: list[tuple[RawTable, Columns]],
    skipped: list[str],
    transpose: bool | None,
    known: frozenset[str],
    name: str,
    alphabet: Alphabet,
) -> RaciTable:
    faults = Faults(name)
    rows: list[RaciRow] = []
    matrix: list[RaciRow] = []
    extra: list[str] = []
    for table, columns in found:
        sideways = lies_on_its_side(table, columns, known, alphabet) if transpose is None else transpose
        reader = _Reader(table, columns, faults, skipped, alphabet)
        read = reader.sideways() if sideways and not columns.upright else reader.rows()
        rows += read
        if columns.holder is None:  # else a subject has a line for each holder, which is nothing to tell
            matrix += read
        extra += [table.header[i] or f"column {i + 1}" for i in columns.extra]
    faults.settle()
    skipped += _joined(found[0][0].where, matrix)
    return RaciTable(tuple(rows), tuple(dict.fromkeys(extra)), tuple(skipped))


def _joined(where: str, rows: list[RaciRow]) -> list[str]:
    """A note for each row that adds letters to those of an earlier one of the same name and section."""
    first: dict[tuple[str, str], RaciRow] = {}
    notes: list[str] = []
    for row in rows:
        earlier = first.setdefault((row.section, plain(row.subject)), row) if row.cells else row
        if earlier is not row:
            of = f"line {earlier.line}" if earlier.line != row.line else "another"
            notes.append(f"{place(where, row.line)}: its letters were joined with those of {of}: {shown(row.subject)}")
    return notes


def _refuse_several_sheets(source: Source, tables: list[RawTable]) -> None:
    """Sheets of one workbook are alternatives more often than parts: the user chooses."""
    titles = list(dict.fromkeys(table.title for table in tables))
    if len(titles) > 1:
        names = ", ".join(f'"{title}"' for title in titles)
        raise MopsError(
            f"{source.name} has RACI tables on {len(titles)} sheets: {names}; choose one",
            hint=f'mopsctl import raci {source.name} --sheet "{titles[0]}"',
            code=USAGE,
        )


def _parts(table: RawTable, alphabet: Alphabet) -> list[RawTable]:
    """The table, or the several that stand below each other in one sheet, each with its own header."""
    parts = [structs.replace(table, rows=())]
    rows: list[RawRow] = []
    lone = False
    for row in table.rows:
        if (row.gap or lone) and row.filled >= 2 and not any(alphabet.letters(cell) for cell in row.cells[1:] if cell):
            parts[-1] = structs.replace(parts[-1], rows=tuple(rows))
            parts.append(structs.replace(table, line=row.line, header=row.cells, rows=(), notes=()))
            rows = []
        else:
            rows.append(row)
        lone = row.filled == 1
    parts[-1] = structs.replace(parts[-1], rows=tuple(rows))
    return parts


class _Reader:
    """Reads the rows of one RACI table; what cannot be read goes to `faults`, what is no RACI row to `skipped`."""

    def __init__(
        self, table: RawTable, columns: Columns, faults: Faults, skipped: list[str], alphabet: Alphabet
    ) -> None:
        self.alphabet = alphabet
        self.table = table
        self.columns = columns
        self.faults = faults
        self.skipped = skipped
        self._section = table.section

    def rows(self) -> list[RaciRow]:
        """The rows of an upright table."""
        self._check_heads()
        read = (self._row(row) for row in self.table.rows if row.cells != self.table.header)
        return [row for row in read if row is not None]

    def sideways(self) -> list[RaciRow]:
        """The rows of a table with its holders down: one for each column."""
        for row in self.table.rows:
            cells = [row.cells[i] for i in self.columns.holders]
            if not self._is_prose(row) and any(cells):
                self._unreadable(row)
            elif row.cells != self.table.header and not any(self.alphabet.letters(cell) for cell in cells):
                self._skip(row, "no letters")
        table, columns = turned(self.table, self.columns, self.alphabet)
        # Its cells were looked at above, under the names that the file gives them.
        reader = _Reader(table, columns, Faults(self.faults.name), self.skipped, self.alphabet)
        reader._check_heads()
        if self.faults.count:
            return []
        reader.faults.settle()
        return [row for row in map(reader._row, table.rows) if row is not None]

    def _row(self, row: RawRow) -> RaciRow | None:
        subject = one_line(row.cells[self.columns.subject])
        if self.columns.holder is not None:
            return self._line(row, subject, one_line(row.cells[self.columns.holder]))
        if self.columns.section is not None and row.cells[self.columns.section]:
            self._section = one_line(row.cells[self.columns.section])
        if not any(row.cells[i] for i in self.columns.holders):
            return self._without_letters(row, subject)
        if self.columns.letters:
            cells = self._named(row)
        elif self._is_prose(row):
            self._skip(row, "no letters")
            return None
        elif self._unreadable(row):
            return None
        else:
            cells = self._lettered(row)
        if not subject:
            self.faults.add(row.line, 0, "letters without a name of what they are about")
            return None
        return RaciRow(subject, self._section, cells, row.line)

    def _line(self, row: RawRow, subject: str, holder: str) -> RaciRow | None:
        """One line of a table that has one for each subject and holder."""
        found = self.alphabet.letters(row.cells[self.columns.holders[0]])
        if not found:
            if not self._unreadable(row):
                self._skip(row, "no letters")
            return None
        if not subject:
            self.faults.add(row.line, 0, "letters without a name of what they are about")
        if not holder:
            self.faults.add(row.line, 0, "letters without a name of who has them")
        return RaciRow(subject, "", ((holder, found),), row.line) if subject and holder else None

    def _without_letters(self, row: RawRow, subject: str) -> RaciRow | None:
        """A heading inside the table, or a subject that nobody holds yet."""
        alone = row.filled == 1
        if subject and alone and (row.strong or not self.table.emphasis):
            self._section = subject
            if not row.strong:
                self._skip(row, "no letters: read as a heading")
            return None
        if not subject:
            if not self.columns.section or not alone:
                self._skip(row, "no subject")
            return None
        return RaciRow(subject, self._section, (), row.line)

    def _lettered(self, row: RawRow) -> tuple[tuple[str, tuple[Letter, ...]], ...]:
        pairs = ((self._holder(i), self.alphabet.letters(row.cells[i])) for i in self.columns.holders)
        return tuple((holder, found) for holder, found in pairs if found)

    def _named(self, row: RawRow) -> tuple[tuple[str, tuple[Letter, ...]], ...]:
        """The holders named in the columns of the letters, each with all its letters."""
        held: dict[str, list[Letter]] = {}
        for i, letter in zip(self.columns.holders, self.columns.letters, strict=True):
            for name in _NAMES.split(row.cells[i]):
                if self.alphabet.letters(name) != ():
                    held.setdefault(one_line(name), []).append(letter)
        return tuple(
            (name, tuple(letter for letter in self.alphabet.order if letter in found)) for name, found in held.items()
        )

    def _unreadable(self, row: RawRow) -> bool:
        wrong = [i for i in self.columns.holders if self.alphabet.letters(row.cells[i]) is None]
        for i in wrong:
            head = self._holder(i)
            self.faults.add(row.line, 0, f"{shown(head)}: cannot read {shown(row.cells[i])} as {self.alphabet.told()}")
        return bool(wrong)

    def _is_prose(self, row: RawRow) -> bool:
        """A row of text below or between those with letters, such as a legend."""
        cells = [row.cells[i] for i in self.columns.holders if row.cells[i]]
        return all(self.alphabet.letters(cell) is None for cell in cells) and any(len(cell) >= _LONG for cell in cells)

    def _check_heads(self) -> None:
        heads = [self._holder(i) for i in self.columns.holders]
        if (name := twice(heads)) is not None and not self.columns.letters:
            self.faults.add(self.table.line, 0, f"two columns are headed {shown(name)}")
        for i, head in zip(self.columns.holders, heads, strict=True):
            if not head:
                self.faults.add(self.table.line, 0, f"column {i + 1} has letters but no name above them")

    def _holder(self, column: int) -> str:
        """The name in a head: some sheets add a description to it."""
        head = self.table.header[column].strip()
        if len(head) > 60:
            head = re.split(r"\n|: | [-–—] ", head, maxsplit=1)[0]
        return one_line(head)

    def _skip(self, row: RawRow, why: str) -> None:
        text = " ".join(cell for cell in row.cells if cell)
        self.skipped.append(f"{place(self.table.where, row.line)}: {why}: {shown(one_line(text))}")
