"""What a plan's matrix changes against what is so today: subject by subject, and for whom (domain §2.3)."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..facts.handover import by_subject
from ..facts.participation import naming
from ..facts.raci_diff import CellChange, Difference, changes, difference
from ..facts.raci_untouched import Untouched, untouched
from ..facts.responsibility import scheme_of, short, standing
from ..model.fields import untyped
from ..model.portfolio import Portfolio
from .document import Block, Cell, Column, Document, Heading, Paragraph, Report, Table
from .raci_untouched import staying, still_to_say
from .responsibility import tabled

TITLES = ("subject", "holder", "as-is", "to-be", "gains", "loses", "hands over", "lost")


def raci_diff(portfolio: Portfolio, plan: str, *, team: str = "", subjects: Sequence[str] = ()) -> Report:
    """Whose letters change on what, who gains and who loses; the same for each holder; what does not change.

    `subjects` begins with the one that was named.
    """

    def lines() -> Iterator[tuple[str, ...]]:
        for cell in changes(portfolio, plan, team, subjects):
            handed = "yes" if cell.hands_over else "no"
            yield cell.subject, cell.holder, cell.as_is, cell.to_be, cell.gains, cell.loses, handed, cell.lost

    def document() -> Document:
        title = f"{scheme_of(portfolio).order}: what changes" + (f" for {team}" if team else "")
        found, rest = difference(portfolio, plan, team, subjects), untouched(portfolio, plan, team, subjects)
        blocks = _blocks(portfolio, plan, found, rest, subjects)
        return Document((Heading(title, 1), *blocks))

    def data() -> dict[str, Any]:
        return _data(plan, difference(portfolio, plan, team, subjects), untouched(portfolio, plan, team, subjects))

    return Report("raci.diff", data, document, lambda: tabled(TITLES, lines()), lines=lines, titles=TITLES)


def _data(plan: str, found: Difference, rest: Untouched) -> dict[str, Any]:
    return {
        "plan": plan,
        "subjects": found.subjects,
        "changed": found.changed,
        "new": list(found.new),
        "stays": list(rest.stays),
        "unsaid": list(rest.unsaid),
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


def _blocks(
    portfolio: Portfolio, plan: str, found: Difference, rest: Untouched, subjects: Sequence[str]
) -> Iterator[Block]:
    if found.subjects:
        yield Paragraph(_summary(portfolio, plan, found))
        if found.cells:
            yield _subjects(portfolio, found)
            yield Heading("For whom")
            yield _holders(portfolio, found)
    elif not subjects or subjects[0] not in rest.stays:
        only = f" --capability {short(portfolio, subjects[0])}" if subjects else ""
        command = f"mopsctl raci edit{only}{naming(portfolio, plan)}"
        yield Paragraph((Cell("Nobody is to have a letter yet: "), Cell(command, "command")))
    yield from still_to_say(portfolio, plan, rest)
    yield from staying(portfolio, rest, asked=bool(subjects))


def _holders(portfolio: Portfolio, found: Difference) -> Table:
    columns = (Column("holder"), Column("gains", wrap=True), Column("loses", wrap=True), Column("on", align="right"))
    return Table(
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
        Column("subject"), Column("holder"), Column("as is"), Column("to be"), Column("change"),
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
    """What happens, in so few words that a row is a line: its letters stand beside it."""
    if cell.lost:
        return Cell(f"nobody takes {cell.lost}", "bad")
    if cell.hands_over:
        return Cell(f"hands over {cell.loses}", "warn")
    if is_new:
        return Cell("new", "good")
    if cell.gains and cell.loses:
        return Cell(f"{cell.loses} becomes {cell.gains}")
    return Cell(f"gains {cell.gains}", "good") if cell.gains else Cell(f"loses {cell.loses}", "muted")
