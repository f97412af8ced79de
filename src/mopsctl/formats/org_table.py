"""A table of positions (CSV, XLSX, Markdown) as a foreign chart: what people systems save, or people keep in Excel.

Each row is a position, and who is in it; a manager is named by id, address, name or title.
"""

import re
from collections.abc import Iterable, Mapping

from msgspec import structs

from ..errors import BAD_INPUT, USAGE, MopsError
from ..model.foreign import ForeignChart, ForeignColumn, ForeignSeat
from ..model.slugs import plain
from ..model.validation import too_long, unfit
from .faults import Faults, place, shown
from .files import Source
from .project_cells import Cells
from .project_columns import understood
from .tables import RawRow, RawTable, read_tables

# Field -> what it is, and the names of its columns: the surest first. As `project_columns.head` writes them.
FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "id": (
        "its id, which managers are named by",
        ("employee id", "person id", "position id", "id", "employee number", "worker id", "personnel number", "emp id",
         "personalnummer", "mitarbeiter id", "sicil no", "sicil numarasi", "personel no", "no", "nr", "#"),
    ),
    "title": (
        "what the position is called",
        ("job title", "position title", "title", "position", "role", "job", "business title", "position name",
         "stelle", "stellenbezeichnung", "position bezeichnung", "titel", "funktion", "rolle",
         "unvan", "pozisyon", "gorev", "gorev unvani", "kadro"),
    ),
    "person": (
        "who is in it",
        ("employee name", "full name", "display name", "name", "employee", "worker", "person", "holder", "incumbent",
         "mitarbeiter", "mitarbeitername", "stelleninhaber", "inhaber", "ad soyad", "adi soyadi", "calisan",
         "calisan adi", "personel", "isim"),
    ),
    "first": ("the first name of who is in it", ("first name", "given name", "forename", "vorname", "ad", "adi")),
    "last": ("the last name of who is in it", ("last name", "surname", "family name", "nachname", "soyad", "soyadi")),
    "manager": (
        "whom it reports to: an id, an address, a name or a title",
        ("manager id", "supervisor id", "reports to id", "manager email", "reports to", "manager", "manager name",
         "line manager", "supervisor", "supervisor name", "reporting to", "parent", "parent id", "vorgesetzter",
         "vorgesetzte", "berichtet an", "fuhrungskraft", "yonetici", "yoneticisi", "bagli oldugu", "amir", "ust"),
    ),
    "team": (
        "the team it is in",
        ("team", "department", "department name", "org unit", "organisation", "organization", "division", "group",
         "abteilung", "bereich", "organisationseinheit", "ekip", "takim", "departman", "bolum", "birim"),
    ),
    "email": ("the address of who is in it", ("email", "e mail", "work email", "email address", "mail", "e posta",
                                              "eposta")),
    "allocation": ("how much of a person it has: 80, 80 %, 0.8", ("fte", "allocation", "allocation %", "percent", "%",
                                                                   "workload", "pensum", "kadro orani", "oran")),
}  # fmt: skip

VACANT = frozenset(
    ("vacant", "open", "tbd", "tba", "tbh", "to be hired", "hiring", "n a", "na", "none", "empty", "vakant", "offen",
     "unbesetzt", "bos", "acik", "munhal")
)  # fmt: skip

# The longest that the store holds of each, in characters.
LONGEST = {"title": 400, "person": 400, "first": 200, "last": 199, "team": 400, "email": 10_000}


def read_org(
    source: Source, said: Mapping[str, str], *, sheet: str | None = None, encoding: str | None = None
) -> ForeignChart:
    """The seats of a file; `said` are columns that the user named a field for. None, or cells that cannot be read:
    one MopsError that names the line of each.
    """
    table, columns = _table(source, said, sheet, encoding)
    fields = {column.field: i for i, column in enumerate(columns) if column.field}
    faults = Faults(table.where)
    cells = Cells(table, fields, faults)
    rows = [row for row in table.rows if row.filled and row.cells != table.header]
    read = [(row, _seat(cells, row)) for row in rows]
    unnamed = [row for row, seat in read if seat is None]
    pairs = [(row, seat) for row, seat in read if seat is not None]
    managers = _Managers(cells, pairs)
    seats = [managers.placed(row, at, seat) for at, (row, seat) in enumerate(pairs)]
    faults.settle()
    if not seats:
        raise MopsError(f"{table.where}: no row names a position or somebody in it", code=BAD_INPUT)
    notes = [*table.notes, *(f"{cells.line(row)}: a row with no title and nobody; not brought in" for row in unnamed)]
    notes += managers.notes
    left = [column.name for column in columns if not column.field and column.example]
    notes += [f"{table.where}: column {shown(name)} was not brought in" for name in left]
    return ForeignChart(source.name, tuple(seats), tuple(notes))


def _table(
    source: Source, said: Mapping[str, str], sheet: str | None, encoding: str | None
) -> tuple[RawTable, tuple[ForeignColumn, ...]]:
    heads: list[str] = []
    found: list[tuple[RawTable, tuple[ForeignColumn, ...]]] = []
    for table in read_tables(source, sheet=sheet, encoding=encoding):
        examples = [next((row.cells[i] for row in table.rows if row.cells[i]), "") for i in range(len(table.header))]
        columns = understood(table.header, said, table.where, examples, FIELDS)
        fields = {column.field for column in columns}
        heads += [text for text in table.header if text]
        if "manager" in fields and fields & {"title", "person", "last"}:
            found.append((table, columns))
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(shown(table.title) for table, _ in found)
        raise MopsError(f"{source.name} has charts on {len(found)} sheets: {names}; choose one by --sheet", code=USAGE)
    listed = ", ".join(map(shown, dict.fromkeys(heads[:12])))
    raise MopsError(
        f"{source.name}: no column of titles or names beside one of managers; there are {listed or 'none'}",
        hint=f'mopsctl import org {source.name} --map "{(heads or ["COLUMN"])[0]}=title"',
        code=BAD_INPUT,
    )


def _seat(cells: Cells, row: RawRow) -> ForeignSeat | None:
    """A row by itself; None where it names neither a position nor a person."""
    person = cells.of(row, "person") or " ".join(filter(None, (cells.of(row, "first"), cells.of(row, "last"))))
    person = "" if _word(person) in VACANT or not _word(person) else _turned(person)
    title = cells.of(row, "title") or person
    if not _word(title):
        return None
    _fit(cells, row)
    team, email = cells.of(row, "team"), cells.of(row, "email") if person else ""
    return ForeignSeat(cells.line(row), title, person, email, team, _allocation(cells, row))


def _fit(cells: Cells, row: RawRow) -> None:
    """Tell what the store could not hold."""
    for field, longest in LONGEST.items():
        text = cells.of(row, field)
        if fault := unfit(text) or (too_long(text, longest) if len(text) > longest else None):
            cells.fault(row, field, fault)


def _word(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", plain(text)))


def _turned(name: str) -> str:
    """`Maier, Lena` as `Lena Maier`."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and "," not in first else name


def _allocation(cells: Cells, row: RawRow) -> int | None:
    text = cells.of(row, "allocation")
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,3})(?:[.,](\d{1,4}))?\s*(%?)", text)
    value = float(f"{match[1]}.{match[2] or 0}") if match else -1
    if match and not match[3] and value <= 1:
        value *= 100
    if not match or not 0 <= value <= 100:
        cells.fault(row, "allocation", f"{shown(text)} is no share of a person: 80, 80 % or 0.8")
        return None
    return round(value)


class _Managers:
    """Whom each row names as its manager: by id, by address, by name, by title; the surest way first.

    Whoever is in no row may be in the chart that the store has: that is for `edit.bring_in_org` to find.
    """

    def __init__(self, cells: Cells, pairs: list[tuple[RawRow, ForeignSeat]]) -> None:
        self.cells = cells
        self.notes: list[str] = []
        self.lines = [row.line for row, _ in pairs]
        self.ways = [
            _places(cells.of(row, "id").casefold() for row, _ in pairs),
            _places(seat.email.casefold() for _, seat in pairs),
            _places(_word(seat.person) for _, seat in pairs),
            _places(_word(seat.title) for _, seat in pairs),
        ]

    def placed(self, row: RawRow, at: int, seat: ForeignSeat) -> ForeignSeat:
        """A row's seat with its manager; without one where it names nobody, or itself as those at the top do."""
        text = self.cells.of(row, "manager")
        if _word(text) in {"", *VACANT}:
            return seat
        inner = re.sub(r"\s*[(\[][^)\]]*[)\]]\s*$", "", text)
        for sought in (text, inner):
            names = (sought.casefold(), sought.casefold(), _word(_turned(sought)), _word(sought))
            for way, name in zip(self.ways, names, strict=True):
                found = way.get(name, []) if name else []
                if found == [at]:
                    self.notes.append(f"{seat.place}: {shown(seat.title)} names itself as manager; taken as the head")
                    return seat
                if len(found) == 1:
                    return structs.replace(seat, above=found[0])
                if found:
                    lines = ", ".join(str(self.lines[one]) for one in found[:5])
                    self.cells.fault(row, "manager", f"{shown(text)} is in {len(found)} rows (lines {lines})")
                    return seat
        column = self.cells.fields["manager"] + 1
        where = f"{place(self.cells.where, row.line, column)}: {shown(self.cells.title('manager'))}: {shown(text)}"
        written = tuple(dict.fromkeys((text, _turned(text), inner, _turned(inner))))
        return structs.replace(seat, manager=written, manager_place=where)


def _places(names: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        found.setdefault(name, []).append(at)
    return found
