"""What a plan's matrix changes against what is so today: subject by subject, and for whom (domain §2.3)."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..facts.handover import by_subject
from ..facts.raci_diff import CellChange, Difference, difference
from ..facts.responsibility import scheme_of, short, standing
from ..model.fields import untyped
from ..model.portfolio import Portfolio
from .document import Block, Cell, Column, Document, Heading, Paragraph, Report, Table
from .responsibility import tabled

TITLES = ("subject", "holder", "as-is", "to-be", "gains", "loses", "hands over", "lost")


def raci_diff(portfolio: Portfolio, plan: str, *, team: str = "", subjects: Sequence[str] = ()) -> Report:
    """Whose letters change on what, who gains and who loses; then the same for each holder."""
    found = difference(portfolio, plan, team, subjects)

    def lines() -> Iterator[tuple[str, ...]]:
        for cell in found.cells:
            handed = "yes" if cell.hands_over else "no"
            yield cell.subject, cell.holder, cell.as_is, cell.to_be, cell.gains, cell.loses, handed, cell.lost

    def document() -> Document:
        title = f"{scheme_of(portfolio).order}: what changes" + (f" for {team}" if team else "")
        return Document((Heading(title, 1), *_blocks(portfolio, plan, found)))

    return Report(
        "raci.diff", lambda: _data(plan, found), document, lambda: tabled(TITLES, lines()), lines=lines, titles=TITLES
    )


def _data(plan: str, found: Difference) -> dict[str, Any]:
    return {
        "plan": plan,
        "subjects": found.subjects,
        "changed": found.changed,
        "new": list(found.new),
        "changes": [
            {
                "subject": one.subject, "holder": one.holder, "as_is": one.as_is, "to_be": one.to_be,
                "gains": one.gains, "loses": one.loses, "hands_over": one.hands_over, "lost": one.lost,
            }
            for one in found.cells
        ],
        "holders": [
            {"holder": one.holder, "subjects": one.subjects, "gains": dict(one.gains), "loses": dict(one.loses)}
            for one in found.holders
        ],
    }  # fmt: skip


def _blocks(portfolio: Portfolio, plan: str, found: Difference) -> Iterator[Block]:
    if not found.subjects:
        yield Paragraph((Cell("Nobody is to have a letter yet: "), Cell("mopsctl raci edit", "command")))
        return
    yield Paragraph(_summary(portfolio, plan, found))
    if not found.cells:
        return
    yield _subjects(portfolio, found)
    yield Heading("For whom")
    columns = (Column("holder"), Column("gains", wrap=True), Column("loses", wrap=True), Column("on", align="right"))
    yield Table(
        columns,
        tuple(
            (
                Cell(short(portfolio, one.holder), "key"),
                Cell(_counted(one.gains), "good"),
                Cell(_counted(one.loses), "warn"),
                Cell(str(one.subjects)),
            )
            for one in found.holders
        ),
    )


def _summary(portfolio: Portfolio, plan: str, found: Difference) -> tuple[Cell, ...]:
    said = Cell(f"{found.changed} of {found.subjects} rows change; ")
    touched = {cell.subject for cell in found.cells}
    moves = [move for subject, some in by_subject(portfolio, plan).items() if subject in touched for move in some]
    if not moves:
        return (said, Cell("no duty moves to another holder."))
    still_open = sum(bool(move.open) for move in moves)
    told = f"{len(moves)} hand-over{'s' if len(moves) != 1 else ''}, {still_open} open: "
    return (said, Cell(told, "warn" if still_open else "plain"), Cell("mopsctl handover list", "command"))


def _counted(letters: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{letter} {count}" for letter, count in letters)


def _subjects(portfolio: Portfolio, found: Difference) -> Table:
    columns = (
        Column("subject"), Column("holder"), Column("as is"), Column("to be"), Column("change", wrap=True),
    )  # fmt: skip
    new = frozenset(found.new)
    rows: list[tuple[Cell, ...]] = []
    subject = ""
    for cell in sorted(found.cells, key=lambda one: standing(portfolio, one.subject)):
        head = Cell(untyped(cell.subject)[1] if cell.subject != subject else "", "key")
        subject = cell.subject
        holder = Cell(short(portfolio, cell.holder))
        rows.append((head, holder, Cell(cell.as_is), Cell(cell.to_be, "strong"), _change(cell, subject in new)))
    return Table(columns, tuple(rows))


def _change(cell: CellChange, is_new: bool) -> Cell:
    if cell.lost:
        return Cell(f"gives up {cell.lost}, nobody takes it" + (f", gains {cell.gains}" if cell.gains else ""), "bad")
    if cell.hands_over:
        return Cell(f"hands over {cell.loses}" + (f", gains {cell.gains}" if cell.gains else ""), "warn")
    if is_new:
        return Cell(f"new: {cell.gains}", "good")
    said = [f"{word} {letters}" for word, letters in (("loses", cell.loses), ("gains", cell.gains)) if letters]
    return Cell(", ".join(said), "good" if not cell.loses else "muted" if not cell.gains else "plain")
