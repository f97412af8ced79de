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


def tabled(rows: Iterable[Mapping[str, Any]], fields: Sequence[Field], empty: str = "") -> Table:
    """Rows under columns; a row may give `field_tone` to say how one of its cells is toned."""
    return Table(
        tuple(f.column for f in fields),
        tuple(tuple(Cell(plainly(row[f.name]), row.get(f"{f.name}_tone", f.tone)) for f in fields) for row in rows),
        empty,
    )


def listing(name: str, title: str, rows: Sequence[Mapping[str, Any]], fields: Sequence[Field], empty: str) -> Report:
    """A list: `data` is the rows, tones left out."""
    data = [{k: v for k, v in row.items() if not k.endswith("_tone")} for row in rows]

    def table() -> Table:
        return tabled(rows, fields, empty)

    return Report(name, data, lambda: Document((Heading(title, 1), table())), table)


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


def fields_of(record: Record) -> dict[str, Any]:
    """A record as a mapping, every field present."""
    return structs.asdict(record)
