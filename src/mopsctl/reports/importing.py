"""How a table of another planner would be brought in: what each column is taken for, and the first tasks."""

from collections.abc import Iterable
from typing import Any

from ..errors import BAD_INPUT
from ..model.foreign import ForeignColumn, ForeignPlan
from .document import Block, Cell, Column, Document, Heading, Paragraph, Report, Table, text

FIRST_ROWS = 5
_FIELDS = ("days", "start", "finish", "not_before", "must_by", "percent")


def preview(name: str, columns: Iterable[ForeignColumn], foreign: ForeignPlan | None, refused: str) -> Report:
    """The columns with their fields, the first tasks as they would come in, and what would not.

    `refused` says why nothing would; the exit code is then that of bad input.
    """
    said = [one for one in columns if one.name]
    data: dict[str, Any] = {
        "file": name,
        "columns": [{"column": one.name, "field": one.field, "example": one.example, "why": one.why} for one in said],
        "tasks": len(foreign.tasks) if foreign else 0,
        "links": len(foreign.links) if foreign else 0,
        "notes": list(foreign.notes) if foreign else [],
        "refused": refused.split("\n") if refused else [],
    }
    table = _columns(said)
    return Report(
        "import.preview",
        data,
        lambda: _document(name, table, foreign, refused),
        lambda: table,
        exit_code=BAD_INPUT if refused else 0,
    )


def _columns(columns: Iterable[ForeignColumn]) -> Table:
    rows = (
        (
            text(one.name),
            text(one.field, "key") if one.field else text("not taken", "muted"),
            text(one.example),
            text("" if one.field else one.why, "muted"),
        )
        for one in columns
    )
    return Table((Column("column"), Column("field"), Column("example", wrap=True), Column("why not")), tuple(rows))


def _document(name: str, table: Table, foreign: ForeignPlan | None, refused: str) -> Document:
    head = (Heading(f"{name}: what its columns are taken for", 1), table)
    if foreign is None:
        lines = tuple(Paragraph((text(line, "bad"),)) for line in refused.split("\n"))
        return Document((*head, Heading("It would be refused"), *lines))
    title = f"The first of {len(foreign.tasks)} tasks" if len(foreign.tasks) > 1 else "Its task"
    notes: list[Block] = [Paragraph((text(note),)) for note in foreign.notes]
    if notes:
        notes.insert(0, Heading("Not as it stands there"))
    return Document((*head, Heading(title), _tasks(foreign), *notes))


def _tasks(foreign: ForeignPlan) -> Table:
    names = {worker.id: worker.name for worker in foreign.workers}
    before: dict[str, list[str]] = {}
    for link in foreign.links:
        lag = f"{link.lag:+}" if link.lag else ""
        before.setdefault(link.after, []).append(f"{link.before}{link.kind if link.kind != 'FS' or lag else ''}{lag}")
    rows: list[tuple[Cell, ...]] = []
    for one in foreign.tasks[:FIRST_ROWS]:
        said = {"start": one.start, "finish": one.finish, **one.fields}
        who = ", ".join(names[worker] for worker in one.workers)
        cells = [text(said.get(field)) for field in _FIELDS]
        rows.append((text(one.name), *cells, text(", ".join(before.get(one.ref, ()))), text(who)))
    titles = [Column("name", wrap=True), *(Column(field.replace("_", " ")) for field in _FIELDS)]
    return Table(
        (*titles, Column("after", optional=True), Column("who", optional=True)), tuple(rows), "It has no task."
    )
