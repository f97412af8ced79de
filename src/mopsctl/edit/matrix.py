"""A whole matrix as somebody edited it: what differs from before, whether it will do, and putting it in (domain §2.3).

Faults are told together, each with its line; then nothing is changed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias

from msgspec import Struct, structs

from ..errors import BAD_INPUT, STORE, MopsError, nearest
from ..facts.participation import naming
from ..facts.responsibility import RaciMatrix, rows, scheme_of, short, standing
from ..facts.responsibility import row as row_of
from ..model.fields import typed, untyped
from ..model.kinds import BY_WORD
from ..model.portfolio import Portfolio
from ..model.responsibility import Assignment, State
from . import records
from .apply import SHOWN_FAULTS
from .responsibility import charting, contradiction, letters

AFRESH = "mopsctl raci edit"
HOLDERS = ("team", "person", "position")
NOTHING = frozenset(("", "-", "–", ".", "_"))
Fault: TypeAlias = tuple[int, int, str]  # line, column (0: none), what


class Place(Protocol):
    """A piece of a text, and where it stands."""

    @property
    def text(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class GridRow(Protocol):
    """A row of the edited table."""

    @property
    def subject(self) -> Place: ...
    @property
    def cells(self) -> Sequence[Place]: ...


class Grid(Protocol):
    """The edited table."""

    @property
    def name(self) -> str: ...
    @property
    def heads(self) -> Sequence[Place]: ...
    @property
    def rows(self) -> Sequence[GridRow]: ...
    @property
    def faults(self) -> Sequence[Fault]: ...


class CellEdit(Struct, frozen=True):
    """The letters of one holder on one subject, before and after."""

    subject: str
    holder: str
    before: str
    after: str
    line: int
    column: int


def edits(portfolio: Portfolio, shown: RaciMatrix, heads: Mapping[str, str], grid: Grid) -> tuple[CellEdit, ...]:
    """What differs from the matrix that was shown, in the order of the text; one MopsError with all faults.

    `heads` says whose columns (typed keys) were headed how; any other column is headed by a key.
    """
    faults: list[Fault] = list(grid.faults)
    holders = _holders(portfolio, heads, grid, faults)
    subjects = _subjects(portfolio, shown, grid, faults)
    before = {row.subject: dict(row.cells) for row in shown.rows}
    found: list[CellEdit] = []
    for row in grid.rows:
        subject = subjects.get(row.subject.line)
        if subject is None:
            continue
        if len(row.cells) < len(grid.heads) and subject in before:
            told = f"{1 + len(row.cells)} cells, but the head has {1 + len(grid.heads)}"
            faults.append((row.subject.line, row.subject.column, told))
        found += _cells(portfolio, row, subject, holders, before.get(subject, {}), faults)
    _settle(grid.name, faults)
    return tuple(found)


def _cells(
    portfolio: Portfolio,
    row: GridRow,
    subject: str,
    holders: Sequence[str | None],
    before: Mapping[str, str],
    faults: list[Fault],
) -> Iterator[CellEdit]:
    for holder, cell in zip(holders, row.cells, strict=False):
        if holder is None:
            continue
        was = before.get(holder, "")
        if cell.text == was:  # the common case by far: of 250,000 cells a handful was touched
            continue
        try:
            now = "".join(letters(portfolio, () if cell.text in NOTHING else (cell.text,)))
        except MopsError as error:
            faults.append((cell.line, cell.column, f"{untyped(subject)[1]}, {untyped(holder)[1]}: {error.message}"))
            continue
        if now != was:
            yield CellEdit(subject, holder, was, now, cell.line, cell.column)


def _holders(portfolio: Portfolio, heads: Mapping[str, str], grid: Grid, faults: list[Fault]) -> list[str | None]:
    """Whom each column is for; None where that is a fault."""
    found: list[str | None] = []
    for head in grid.heads:
        try:
            holder = heads.get(head.text) or holder_named(portfolio, head.text)
        except MopsError as error:
            faults.append((head.line, head.column, error.message))
            found.append(None)
            continue
        if holder in found:
            faults.append((head.line, head.column, f"a second column of {head.text}"))
        found.append(holder)
    if grid.heads:
        line = grid.heads[0].line
        gone = [head for head, one in heads.items() if one not in found]
        faults += [(line, 0, f"the column {one} is gone; empty its cells to clear it") for one in gone]
    return found


def holder_named(portfolio: Portfolio, name: str) -> str:
    """The typed key of a team, person or position, from its key alone or from `kind:key`."""
    word, key = untyped(name)
    if key and word in HOLDERS:
        return records.holder(portfolio, **{word: key})
    found = [word for word in HOLDERS if name in portfolio.of(BY_WORD[word].plural)]
    if len(found) > 1:
        choices = " or ".join(typed(word, name) for word in found)
        raise MopsError(f'"{name}" is the key of more than one holder; write {choices}')
    if not found:
        guess = nearest(name, [key for word in HOLDERS for key in portfolio.of(BY_WORD[word].plural)])
        raise MopsError(f'no team, person or position "{name}"' + (f'; did you mean "{guess}"?' if guess else ""))
    return typed(found[0], name)


def _subjects(portfolio: Portfolio, shown: RaciMatrix, grid: Grid, faults: list[Fault]) -> dict[int, str]:
    """What each row is about, by line; rows that are twice there, unknown or gone are faults."""
    found: dict[int, str] = {}
    lines: dict[str, int] = {}
    for row in grid.rows:
        at = row.subject
        if not at.text:
            continue
        try:
            subject = records.subject(portfolio, at.text)
        except MopsError as error:
            faults.append((at.line, at.column, error.message))
            continue
        if subject in lines:
            faults.append((at.line, at.column, f"a second row of {at.text}; the first is line {lines[subject]}"))
            continue
        lines[subject], found[at.line] = at.line, subject
    if grid.heads:
        faults += _vanished(portfolio, shown, lines, grid.heads[0].line)
    return found


def _vanished(portfolio: Portfolio, shown: RaciMatrix, lines: Mapping[str, int], above: int) -> Iterator[Fault]:
    """Rows that were shown and are there no more, at the line below which they stood."""
    for subject in sorted((row.subject for row in shown.rows), key=lambda one: standing(portfolio, one)):
        if subject in lines:
            above = lines[subject]
        else:
            name = short(portfolio, subject)
            yield above, 0, f"below this line the row {name} is gone; a row is cleared by emptying its cells"


def _contradictions(
    after: Portfolio, shown: Portfolio | None, plan: str, state: State, found: Iterable[CellEdit]
) -> Iterator[Fault]:
    """What the edit itself made wrong: a second one who answers, one told of what it does, a position of no chart."""
    known, now = scheme_of(after), rows(after).get((plan, state), {})
    for one in found:
        if why := contradiction(known, one.holder, one.after):
            yield one.line, one.column, f"{untyped(one.subject)[1]}: {why}"
        gained = set(one.after) - set(one.before)
        if gained and (cure := charting(after, one.holder, state)):
            told = f"the position {untyped(one.holder)[1]} is in no {state} chart: {cure}"
            yield one.line, one.column, f"{untyped(one.subject)[1]}: {told}"
        others = [who for who in now[one.subject].answers if who != one.holder] if one.after else []
        if gained & set(known.answers) and others:
            names = ", ".join(untyped(who)[1] for who in others)
            told = f"{untyped(one.subject)[1]} has somebody {known.word('answers')} already: {names}"
            late = [who for who in others if shown and who not in row_of(shown, plan, state, one.subject).answers]
            cells = {(other.subject, other.holder) for other in found} if late else set()
            if late := [who for who in late if (one.subject, who) not in cells]:
                told += f"; given meanwhile, take it back with {_clearing(after, plan, state, one.subject, late[0])}"
            yield one.line, one.column, told


def _clearing(portfolio: Portfolio, plan: str, state: State, subject: str, holder: str) -> str:
    """The command by which a holder no longer answers for a subject."""
    kind, key = untyped(holder)
    held = row_of(portfolio, plan, state, subject).letters_of(holder)
    letters = " ".join(letter for letter in held if letter in scheme_of(portfolio).answers)
    where = naming(portfolio, plan) if plan else " --state as-is"
    return f"mopsctl raci clear {short(portfolio, subject)} --{kind} {key} {letters}{where}"


def _settle(name: str, faults: list[Fault]) -> None:
    if faults:
        told = [f"{name}:{line}{f':{column}' if column else ''}: {text}" for line, column, text in sorted(faults)]
        more = [f"and {len(told) - SHOWN_FAULTS} more"] if len(told) > SHOWN_FAULTS else []
        raise MopsError("\n".join(told[:SHOWN_FAULTS] + more), code=BAD_INPUT)


def put_in(
    portfolio: Portfolio,
    plan: str,
    state: State,
    name: str,
    found: Sequence[CellEdit],
    shown: Portfolio | None = None,
    *,
    force: bool = False,
) -> Portfolio:
    """Make the edits; letters that stay keep their agreement. Cells that somebody else changed meanwhile are refused,
    or with `force` overwritten.

    `shown` is the store as the user saw it: where its letters or keys are not those of now, no edit can be made.
    """
    if shown is not None:
        _refuse_other_terms(shown, portfolio, plan, found)
    touched = {(one.subject, one.holder): one for one in found}
    held: dict[tuple[str, str], dict[str, Assignment]] = {key: {} for key in touched}
    for a in portfolio.assignments.values():
        if (a.plan, a.state) == (plan, state) and (a.subject, a.holder) in touched:
            held[a.subject, a.holder][a.letter] = a
    if not force:
        _refuse_moved(portfolio, name, touched, held)
    gone = {
        (plan, subject, holder, letter, state)
        for (subject, holder), some in held.items()
        for letter in some
        if letter not in touched[subject, holder].after
    }
    left = {key: a for key, a in portfolio.assignments.items() if key not in gone} if gone else portfolio.assignments
    fresh = [
        Assignment(one.subject, one.holder, letter, state, plan)
        for key, one in touched.items()
        for letter in one.after
        if letter not in held[key]
    ]
    after = records.put(structs.replace(portfolio, assignments=left), *fresh)
    _settle(name, list(_contradictions(after, shown, plan, state, found)))
    return after


def _refuse_other_terms(shown: Portfolio, now: Portfolio, plan: str, found: Iterable[CellEdit]) -> None:
    """Refuse what was written in letters that are not spoken any more, or of what has another key or is gone."""
    was, known = scheme_of(shown), scheme_of(now)
    if was.letters != known.letters:
        told = f"the letters were changed meanwhile, from {was.order} to {known.order}"
        raise MopsError(f"{told}; open the matrix afresh, and write it again from there", hint=AFRESH, code=STORE)
    wanted = dict.fromkeys([typed("plan", plan)] if plan else [])
    wanted |= dict.fromkeys(one for edit in found for one in (edit.subject, edit.holder))
    gone = [untyped(one) for one in wanted if untyped(one)[1] not in now.of(BY_WORD[untyped(one)[0]].plural)]
    if gone:
        told = ", ".join(f"{word} {key}" for word, key in gone[:SHOWN_FAULTS])
        raise MopsError(f"renamed or removed meanwhile: {told}; open the matrix afresh", hint=AFRESH, code=STORE)


def _refuse_moved(
    portfolio: Portfolio,
    name: str,
    touched: Mapping[tuple[str, str], CellEdit],
    held: Mapping[tuple[str, str], Mapping[str, Assignment]],
) -> None:
    """Refuse to write over letters that are not those which the user saw."""
    told = []
    for key, one in touched.items():
        now = scheme_of(portfolio).in_order(held[key])
        if now not in (one.before, one.after):
            who = f"{untyped(one.subject)[1]}, {untyped(one.holder)[1]}"
            was = one.before or "empty"
            told.append(f"{name}:{one.line}:{one.column}: {who}: was {was}, meanwhile {now or 'empty'}")
    if told:
        raise MopsError("\n".join(["somebody changed the same cells meanwhile", *told[:SHOWN_FAULTS]]), code=STORE)
