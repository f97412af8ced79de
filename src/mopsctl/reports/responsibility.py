"""The RACI matrix of a plan, a team, a capability, as-is or to-be (domain §2.3)."""

from typing import Any

from ..facts.responsibility import RaciMatrix, Row, matrix
from ..model.fields import untyped
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .document import Cell, Column, Document, Heading, Matrix, MatrixRow, Report, Table, Tone

TONES: dict[str, Tone] = {"R": "R", "A": "A", "C": "C", "I": "I"}
LEGEND = (
    Cell("R responsible", "R"),
    Cell("A accountable", "A"),
    Cell("C consulted", "C"),
    Cell("I informed", "I"),
)
GROUPS = {"capability": "", "platform": "Platforms", "task": "Tasks"}


def raci(portfolio: Portfolio, plan: str, state: State, *, team: str = "", subject: str = "") -> Report:
    """Letters of every holder on every subject; `plan` is empty for the as-is matrix."""
    found = matrix(portfolio, plan, state, team, [subject] if subject else ())
    data = {
        "plan": plan or None,
        "state": state,
        "holders": list(found.holders),
        "rows": [{"subject": row.subject, "letters": dict(row.cells)} for row in found.rows],
    }
    title = f"RACI, {'as it is' if state == 'as-is' else 'to be'}" + (f", of {team}" if team else "")

    def document() -> Document:
        return Document((Heading(title, 1), _matrix(portfolio, found, state)))

    return Report("raci.show", data, document, lambda: _table(found))


def _matrix(portfolio: Portfolio, found: RaciMatrix, state: State) -> Matrix:
    columns = tuple((untyped(holder)[1], _name(portfolio, holder)) for holder in found.holders)
    rows = tuple(
        sorted((_matrix_row(portfolio, found, row) for row in found.rows), key=lambda row: (row.group, row.head))
    )
    empty = f"No letter yet: mopsctl raci set CAPABILITY --team TEAM R A --state {state}"
    return Matrix("", columns, tuple(rows), LEGEND, empty)


def _matrix_row(portfolio: Portfolio, found: RaciMatrix, row: Row) -> MatrixRow:
    letters = dict(row.cells)
    cells = tuple(
        tuple(Cell(letter, TONES.get(letter, "plain")) for letter in letters.get(holder, ""))
        for holder in found.holders
    )
    kind, key = untyped(row.subject)
    group = portfolio.capabilities[key].area if kind == "capability" else GROUPS[kind]
    return MatrixRow(key, cells, group, Cell(_wrong(row), "bad"))


def _wrong(row: Row) -> str:
    """What is wrong with a row, in a word or two; the gap report says it whole."""
    if not row.answers:
        return "no A"
    if len(row.answers) > 1:
        return f"{len(row.answers)} A"
    return "" if row.does else "no R"


def _name(portfolio: Portfolio, holder: str) -> str:
    kind, key = untyped(holder)
    named: Any = portfolio.teams.get(key) if kind == "team" else portfolio.people.get(key)
    return named.name if named else key


def _table(found: RaciMatrix) -> Table:
    """One line a subject and holder, the handiest shape for a spreadsheet or a script."""
    columns = (Column("subject"), Column("holder"), Column("letters"))
    return Table(
        columns,
        tuple(
            (Cell(row.subject, "key"), Cell(holder), Cell(letters))
            for row in found.rows
            for holder, letters in row.cells
        ),
    )
