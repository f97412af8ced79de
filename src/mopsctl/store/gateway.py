"""The one way to write: lock, load, edit, diff, admit, write in bulk, append one change-set, commit.

A dry run goes the same way over a read snapshot, and stops before the writing.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct, structs

from .. import lazy
from ..changes import Change, ChangeSet, conflicts, diff, patch, reverse
from ..errors import NOT_FOUND, STORE, MopsError
from ..model.fields import Record, typed
from ..model.kinds import BY_PLURAL, KINDS
from ..model.portfolio import Portfolio
from . import reading
from .backend import Backend, Connection
from .codec import Shape
from .reading import Step

Edit: TypeAlias = Callable[[Portfolio], Portfolio]
# Refuses a change by an error; answers the plans whose gate the change shuts behind them.
Admit: TypeAlias = Callable[[Portfolio, Portfolio], tuple[str, ...]]

# Registry (see tables.registry) -> the kinds whose records stand in it.
REGISTRIES = {
    "holder": ("teams", "people", "positions"),
    "subject": ("capabilities", "activities", "platforms", "tasks"),
    "scope": ("plans",),
    "reach": ("platforms",),
    "thing": (
        "teams", "people", "platforms", "capabilities", "plans", "tasks", "needs", "actions", "evidence", "goals",
        "activities", "datasets", "functions", "pillars", "positions", "numbers", "topics", "interactions",
    ),
}  # fmt: skip
# Registries of bare keys, each with the empty one; the others are of typed keys.
BARE = ("scope", "reach")


class Author(Struct, frozen=True):
    """Who writes, and by which command line."""

    actor: str
    command: str


class Proposal(Struct, frozen=True):
    """What a command would make of a Portfolio, and which change-set it takes back or makes again."""

    after: Portfolio
    undoes: int | None = None
    redoes: int | None = None


Propose: TypeAlias = Callable[[Connection, Portfolio], Proposal]


def change(backend: Backend, propose: Propose, today: date, author: Author, admit: Admit, dry_run: bool) -> ChangeSet:
    """One command as one change-set. Number 0 says that nothing was written."""
    if dry_run:
        with backend.reading() as connection:
            return _settle(backend, connection, propose, today, admit)[0]
    statements = lazy.load("mopsctl.store.statements:Statements")  # imports SQLModel, which the lock must not wait for
    lazy.load("mopsctl.store.tables.history:MetaRow")
    with backend.writing() as connection:
        settled, serial = _settle(backend, connection, propose, today, admit)
        if not settled.changes:
            return settled
        numbered = structs.replace(
            settled, number=serial + 1, actor=author.actor, at=datetime.now(UTC), command=author.command
        )
        writer = statements(backend, connection)
        write_records(backend, writer, numbered.changes)
        append(writer, numbered)
        return numbered


def _settle(
    backend: Backend, connection: Connection, propose: Propose, today: date, admit: Admit
) -> tuple[ChangeSet, int]:
    before = reading.portfolio(backend, connection, today)
    proposal = propose(connection, before)
    changes = diff(before, proposal.after)
    shut = admit(before, proposal.after) if changes else ()
    serial = reading.identity(backend, connection).serial
    return ChangeSet(changes, undoes=proposal.undoes, redoes=proposal.redoes, shut=shut), serial


def by_edit(edit: Edit) -> Propose:
    """A proposal that is an edit."""
    return lambda _, before: Proposal(edit(before))


def by_undo(backend: Backend) -> Propose:
    """A proposal that takes back the latest change-set not yet taken back."""

    def propose(connection: Connection, before: Portfolio) -> Proposal:
        number = _top(undoable(reading.steps(connection)), "undo")
        taken_back = reverse(reading.changes_of(backend, connection, number))
        return Proposal(_moved(before, taken_back, number, "undo"), undoes=number)

    return propose


def by_redo(backend: Backend) -> Propose:
    """A proposal that makes the latest undone change-set again."""

    def propose(connection: Connection, before: Portfolio) -> Proposal:
        number = _top(redoable(reading.steps(connection)), "redo")
        return Proposal(_moved(before, reading.changes_of(backend, connection, number), number, "redo"), redoes=number)

    return propose


def undoable(steps: Iterable[Step]) -> list[int]:
    """The change-sets that can be taken back, the next one last."""
    return _stacks(steps)[0]


def redoable(steps: Iterable[Step]) -> list[int]:
    """The change-sets that can be made again, the next one last; a new change clears them."""
    return _stacks(steps)[1]


def _stacks(steps: Iterable[Step]) -> tuple[list[int], list[int]]:
    done: list[int] = []
    undone: list[int] = []
    for step in steps:
        if step.empty:  # all it held was erased
            continue
        if step.undoes is not None:
            done.remove(step.undoes)
            undone.append(step.undoes)
        elif step.redoes is not None:
            undone.remove(step.redoes)
            done.append(step.redoes)
        else:
            done.append(step.number)
            undone.clear()
    return done, undone


def _top(stack: list[int], verb: str) -> int:
    if not stack:
        raise MopsError(f"there is nothing to {verb}", hint="mopsctl history", code=NOT_FOUND)
    return stack[-1]


def _moved(before: Portfolio, changes: Sequence[Change], number: int, verb: str) -> Portfolio:
    if moved := conflicts(before, changes):
        named = ", ".join(f"{BY_PLURAL[c.kind].word} {_shown(c.key)}" for c in moved[:3])
        more = f" and {len(moved) - 3} more" if len(moved) > 3 else ""
        raise MopsError(
            f"cannot {verb} change-set {number}: changed since then: {named}{more}", hint="mopsctl history", code=STORE
        )
    return patch(before, changes)


def _shown(key: Any) -> str:
    return key if isinstance(key, str) else " ".join(str(part) for part in key if part != "")


def write_records(backend: Backend, writer: Any, changes: Sequence[Change]) -> None:
    """Bring the rows in step with the changes: deletes from the leaves up, updates, inserts from the roots down."""
    shapes = {plural: Shape(BY_PLURAL[plural], backend.codecs) for plural in {change.kind for change in changes}}
    of = {plural: [change for change in changes if change.kind == plural] for plural in shapes}
    touched = [kind.plural for kind in KINDS if kind.plural in shapes]
    for plural in reversed(touched):
        if gone := [c.before for c in of[plural] if c.before is not None and c.after is None]:
            writer.delete(plural, (_key_values(shapes[plural], record) for record in gone))
            for registry in _registries(plural):
                writer.delete(registry, ([_registered(registry, plural, record)[0]] for record in gone))
    for plural in touched:
        if altered := [c.after for c in of[plural] if c.before is not None and c.after is not None]:
            writer.update(plural, map(shapes[plural].row, altered))
    for plural in touched:
        if new := [c.after for c in of[plural] if c.before is None and c.after is not None]:
            writer.insert(plural, map(shapes[plural].row, new))
            for registry in _registries(plural):
                writer.insert(registry, (_registered(registry, plural, record) for record in new))


def _key_values(shape: Shape, record: Record) -> list[Any]:
    row = shape.row(record)
    return [value for field, value in zip(shape.fields, row, strict=True) if field in shape.kind.key]


def _registries(plural: str) -> list[str]:
    return [registry for registry, plurals in REGISTRIES.items() if plural in plurals]


def _registered(registry: str, plural: str, record: Any) -> list[str]:
    if registry in BARE:
        return [record.key]
    word = BY_PLURAL[plural].word
    return [typed(word, record.key), word, record.key]


def append(writer: Any, changeset: ChangeSet) -> None:
    """Write a change-set into history and move the serial to its number."""
    encode = msgspec.json.Encoder().encode

    def written(record: Record | None) -> str | None:
        return None if record is None else encode(record).decode()

    at = changeset.at.isoformat() if changeset.at else None
    row = (changeset.number, changeset.actor, at, changeset.command, changeset.undoes, changeset.redoes)
    writer.insert("changesets", [row])
    writer.insert(
        "changes",
        (
            (changeset.number, position, c.kind, written(c.before), written(c.after))
            for position, c in enumerate(changeset.changes)
        ),
    )
    writer.amend("meta", ("serial",), [(changeset.number, "mopsctl")])
