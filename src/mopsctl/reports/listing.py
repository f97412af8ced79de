"""The two commonest shapes of a report: a list of rows, and one thing with its fields."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from ..model.fields import Record
from .document import Block, Cell, Column, Document, Heading, Pairs, Report, Table, Tone, text


class Field(Struct, frozen=True):
    """A column of a list: which field of the row it shows, under which title, and how."""

    name: str
    title: str = ""
    tone: Tone = "plain"
    right: bool = False
    optional: bool = False  # goes first where it is narrow
    wrap: bool = False

    @property
    def column(self) -> Column:
        """The column of the table."""
        title = self.title or self.name.replace("_", " ")
        return Column(title, align="right" if self.right else "left", optional=self.optional, wrap=self.wrap)


def plainly(value: Any) -> str:
    """A value as one piece of text: lists joined by commas, nothing for None."""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return text(value).text


def tabled(rows: Iterable[Mapping[str, Any]], fields: Sequence[Field], empty: str = "", *, told: bool = True) -> Table:
    """Rows under columns. A row may give `field_tone`, the tone of one of its cells, and `field_told`, what people
    read there; scripts (`told` False) get the value itself.
    """

    def cell(row: Mapping[str, Any], field: Field) -> Cell:
        name = f"{field.name}_told" if told and f"{field.name}_told" in row else field.name
        return Cell(plainly(row[name]), row.get(f"{field.name}_tone", field.tone))

    return Table(tuple(f.column for f in fields), tuple(tuple(cell(row, f) for f in fields) for row in rows), empty)


def bare(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows for machines: no tones, and nothing that only people read."""
    return [{k: v for k, v in row.items() if not k.endswith(("_tone", "_told"))} for row in rows]


def listing(
    name: str,
    title: str,
    rows: Sequence[Mapping[str, Any]],
    fields: Sequence[Field],
    empty: str,
    *,
    scripts: Sequence[Field] = (),
) -> Report:
    """A list: `data` is the rows. `scripts` are the columns for lines and spreadsheets, where those need more."""
    return Report(
        name,
        bare(rows),
        lambda: Document((Heading(title, 1), tabled(rows, fields, empty))),
        lambda: tabled(rows, scripts or fields, empty, told=False),
    )


def columns(*names: str) -> tuple[Field, ...]:
    """Columns for scripts, under the names of their fields."""
    return tuple(Field(name) for name in names)


def showing(
    name: str, title: str, fields: Mapping[str, Any], *, blocks: Sequence[Block] = (), data: Any = None
) -> Report:
    """One thing: its fields as pairs, then further blocks. Empty fields are left out for people, kept for machines."""

    def pairs() -> Pairs:
        filled = [(label, value) for label, value in fields.items() if plainly(value)]
        return Pairs(tuple((label.replace("_", " "), (Cell(plainly(value)),)) for label, value in filled))

    def table() -> Table:
        rows = [(label, plainly(value)) for label, value in fields.items()] + list(_below(blocks))
        return Table(
            (Column("field"), Column("value", wrap=True)),
            tuple((Cell(label, "muted"), Cell(value)) for label, value in rows),
        )

    return Report(
        name,
        data if data is not None else dict(fields),
        lambda: Document((Heading(title, 1), pairs(), *blocks)),
        table,
    )


def _below(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """The rows of the tables under a page's fields, each under its heading, for lines and spreadsheets."""
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text.casefold()
        elif isinstance(block, Table):
            yield from ((heading, ", ".join(cell.text for cell in row if cell.text)) for row in block.rows)


def lines_of(data: Mapping[str, Any]) -> Table:
    """A page for lines and spreadsheets, a fact a line: section, which one, field, value. What is empty is left out."""

    def facts(section: str, key: str, field: str, value: Any) -> Iterator[tuple[str, str, str, str]]:
        match value:
            case dict():
                for name, part in value.items():
                    yield from facts(section, key, f"{field}.{name}" if field else name, part)
            case [dict(), *_]:
                for number, part in enumerate(value, 1):
                    yield from facts(section, str(part.get("key") or number), field, part)
            case _ if plainly(value):
                yield section, key, field, plainly(value)

    rows = [row for name, value in data.items() for row in facts(name, "", "", value)]
    names = ("section", "key", "field", "value")
    return Table(tuple(Column(name) for name in names), tuple(tuple(Cell(part) for part in row) for row in rows))


def fields_of(record: Record) -> dict[str, Any]:
    """A record as a mapping, every field present."""
    return structs.asdict(record)


def working_days(count: int) -> str:
    """`1 working day`, `5 working days`."""
    return f"{count} working day{'s' if count != 1 else ''}"
