"""The matrix of letters of a plan, a team, a capability, as-is or to-be (domain §2.3).

How it differs between the two is `reports.raci_diff`, what it says in numbers `reports.raci_analysis`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..facts.responsibility import (
    RaciMatrix,
    Row,
    Scheme,
    matrix,
    name_of,
    scheme_of,
    short,
    standing,
)
from ..model.fields import untyped
from ..model.portfolio import Portfolio
from ..model.responsibility import STATE_WORDS, Assignment, Duty, State
from .document import Cell, Column, Document, Heading, Matrix, MatrixRow, Report, Table, Tone

TONES: Mapping[Duty, Tone] = {"does": "R", "answers": "A", "asked": "C", "told": "I"}
TITLES = ("subject", "holder", "letters", "agreed")


def raci(portfolio: Portfolio, plan: str, state: State, *, team: str = "", subjects: Sequence[str] = ()) -> Report:
    """Letters of every holder on every subject; `plan` is empty for the as-is matrix."""
    found = matrix(portfolio, plan, state, team, subjects)
    title = title_of(portfolio, state, team)

    def document() -> Document:
        return Document((Heading(title, 1), _matrix(portfolio, found, state)))

    def lines() -> Iterator[tuple[str, ...]]:
        for row in found.rows:
            for holder, letters in row.cells:
                is_agreed = _is_agreed(portfolio, row, holder, letters)
                yield row.subject, holder, letters, "yes" if is_agreed else "no"

    return Report(
        "raci.show", lambda: _data(portfolio, found), document, lambda: tabled(TITLES, lines()), lines=lines,
        titles=TITLES,
    )  # fmt: skip


def title_of(portfolio: Portfolio, state: State, team: str, what: str = "") -> str:
    """`RACI, to be, of it`, in the letters of the company."""
    order = scheme_of(portfolio).order
    return f"{order}{what}, {STATE_WORDS[state]}" + (f", of {team}" if team else "")


def tabled(titles: Sequence[str], lines: Iterable[tuple[str, ...]]) -> Table:
    """Plain lines as a table, their first cell a key."""
    return Table(
        tuple(Column(title) for title in titles),
        tuple((Cell(first, "key"), *map(Cell, rest)) for first, *rest in lines),
    )


def tones(known: Scheme) -> dict[str, Tone]:
    """The tone of each letter: that of its duty."""
    return {one.letter: TONES[one.duty] for one in known.letters}


def legend(known: Scheme) -> tuple[Cell, ...]:
    """What the letters mean."""
    return tuple(Cell(f"{one.letter} {one.word}", TONES[one.duty]) for one in known.letters)


def lettered(known: Scheme, letters: str) -> tuple[Cell, ...]:
    """Letters as cells."""
    by_letter = tones(known)
    return tuple(Cell(letter, by_letter.get(letter, "plain")) for letter in letters)


def _data(portfolio: Portfolio, found: RaciMatrix) -> dict[str, Any]:
    return {
        "plan": found.plan or None,
        "state": found.state,
        "scheme": [{"letter": o.letter, "word": o.word, "duty": o.duty} for o in scheme_of(portfolio).letters],
        "holders": list(found.holders),
        "rows": [
            {"subject": row.subject, "letters": dict(row.cells), "agreed": _agreed(portfolio, row)}
            for row in found.rows
        ],
    }


def _held(portfolio: Portfolio, row: Row, holder: str, letters: str) -> list[Assignment]:
    return [portfolio.assignments[row.plan, row.subject, holder, letter, row.state] for letter in letters]


def _is_agreed(portfolio: Portfolio, row: Row, holder: str, letters: str) -> bool:
    if len(letters) == 1:
        return portfolio.assignments[row.plan, row.subject, holder, letters, row.state].agreed
    return all(one.agreed for one in _held(portfolio, row, holder, letters))


def _agreed(portfolio: Portfolio, row: Row) -> dict[str, dict[str, Any]]:
    """Who agreed to all its letters, through whom and when it did so last."""
    found: dict[str, dict[str, Any]] = {}
    for holder, letters in row.cells:
        if _is_agreed(portfolio, row, holder, letters):
            held = _held(portfolio, row, holder, letters)
            last = max(held, key=lambda one: (one.agreed_on is not None, one.agreed_on))
            found[holder] = {"by": last.agreed_by, "on": last.agreed_on}
    return found


def _matrix(portfolio: Portfolio, found: RaciMatrix, state: State) -> Matrix:
    known = scheme_of(portfolio)
    columns = tuple((short(portfolio, holder), name_of(portfolio, holder)) for holder in found.holders)
    by_letter: dict[str, tuple[Cell, ...]] = {}
    ordered = sorted(found.rows, key=lambda row: standing(portfolio, row.subject))
    rows = tuple([_matrix_row(portfolio, found, row, known, by_letter) for row in ordered])
    first = f"{known.does[:1]} {known.answers[:1]}"
    empty = f"No letter yet: mopsctl raci set CAPABILITY --team TEAM {first} --state {state}"
    return Matrix("", columns, rows, legend(known), empty)


def _matrix_row(
    portfolio: Portfolio, found: RaciMatrix, row: Row, known: Scheme, by_letter: dict[str, tuple[Cell, ...]]
) -> MatrixRow:
    """The row. `by_letter` remembers the cells of each combination: a large matrix has the same few everywhere."""
    letters = dict(row.cells)
    for held in letters.values():
        if held not in by_letter:
            by_letter[held] = lettered(known, held)
    cells = tuple([by_letter[letters[holder]] if holder in letters else () for holder in found.holders])
    kind, key = untyped(row.subject)
    note = Cell(wrong, "bad") if (wrong := _wrong(row, known)) else _not_agreed(portfolio, row)
    return MatrixRow(key, cells, standing(portfolio, row.subject)[1], note, inner=kind == "activity")


def _wrong(row: Row, known: Scheme) -> str:
    """What is wrong with a row, in a word or two; the gap report says it whole."""
    if not row.answers:
        return f"no {known.answers[:1]}"
    if len(row.answers) > 1:
        return f"{len(row.answers)} {known.answers[:1]}"
    return "" if row.does else f"no {known.does[:1]}"


def _not_agreed(portfolio: Portfolio, row: Row) -> Cell:
    """How many of those who are to do it or answer for it have yet to agree."""
    if row.state == "as-is":
        return Cell("")
    own = {*row.answers, *row.does}
    count = sum(not _is_agreed(portfolio, row, holder, letters) for holder, letters in row.cells if holder in own)
    return Cell(f"{count} to agree" if count else "", "muted")
