"""All reads: plain SELECTs by the DB-API into records, inside one snapshot. Never imports SQLAlchemy."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from msgspec import Struct

from ..changes import Change, ChangeSet, patch, reverse
from ..errors import NOT_FOUND, MopsError
from ..model.kinds import BY_PLURAL, KINDS
from ..model.portfolio import Portfolio
from .backend import Backend, Connection
from .codec import shapes
from .schema import damaged


class Identity(Struct, frozen=True):
    """Which store it is, how many change-sets it has seen, and the version of its schema."""

    uuid: str
    serial: int
    schema: int


class Step(Struct, frozen=True):
    """What undo and redo need to know of a change-set."""

    number: int
    undoes: int | None
    redoes: int | None
    empty: bool


def select(name: str, columns: tuple[str, ...]) -> str:
    """A SELECT of named columns; names come from the model, never from input."""
    listed = ", ".join(f'"{column}"' for column in columns)
    return f'SELECT {listed} FROM "{name}"'  # noqa: S608


@contextmanager
def decoding(backend: Backend) -> Iterator[None]:
    """Values that no codec wrote mean that the store is damaged."""
    try:
        yield
    except (ValueError, TypeError, KeyError, msgspec.DecodeError) as error:
        raise damaged(backend.place.shown, str(error)) from error


def identity(backend: Backend, connection: Connection) -> Identity:
    """The identity of the store."""
    row = connection.execute(select("meta", ("uuid", "serial", "schema_version"))).fetchone()
    if row is None:
        raise damaged(backend.place.shown, "it has lost its identity")
    return Identity(*row)


# What is looked at one plan at a time, and is most of a large store.
OF_ONE_PLAN = (
    "conversations", "actions", "evidence", "participations", "asks", "support", "reviews", "needs", "baselines",
    "digests",
)  # fmt: skip


def portfolio(backend: Backend, connection: Connection, today: date, plan: str | None = None) -> Portfolio:
    """Everything the store holds now; with `plan`, of what is `OF_ONE_PLAN` that plan's alone."""
    collections: dict[str, Any] = {}
    with decoding(backend):
        for plural, shape in shapes(backend.codecs).items():
            query = select(plural, shape.fields)
            if plan is not None and plural in OF_ONE_PLAN:
                rows = connection.execute(f'{query} WHERE "plan" = {backend.mark}', (plan,))
            else:
                rows = connection.execute(query)
            collections[plural] = shape.records(rows)
    return Portfolio(today=today, **collections)


def past(backend: Backend, connection: Connection, today: date, at: int) -> Portfolio:
    """Everything the store held when its serial was `at`; NOT_FOUND where it never was."""
    serial = identity(backend, connection).serial
    if not 0 <= at <= serial:
        raise MopsError(f"no change-set {at}; the last one is {serial}", hint="mopsctl history", code=NOT_FOUND)
    now = portfolio(backend, connection, today)
    later = changes_after(backend, connection, at)
    return patch(now, (change for number in sorted(later, reverse=True) for change in reverse(later[number])))


def keys(connection: Connection, plural: str) -> list[str]:
    """The slugs of one kind, sorted; of kinds whose key has several parts there are none."""
    if BY_PLURAL[plural].key != ("key",):
        return []
    return sorted(row[0] for row in connection.execute(select(plural, ("key",))))


def history(backend: Backend, connection: Connection, limit: int | None = None) -> tuple[ChangeSet, ...]:
    """Change-sets, the newest first."""
    columns = ("number", "actor", "at", "command", "undoes", "redoes")
    query = select("changesets", columns) + ' ORDER BY "number" DESC'
    if limit is not None:
        query += f" LIMIT {max(limit, 0):d}"
    rows = connection.execute(query).fetchall()
    if not rows:
        return ()
    found = changes_after(backend, connection, rows[-1][0] - 1)
    with decoding(backend):
        return tuple(
            ChangeSet(tuple(found.get(number, ())), number, actor, _instant(at), command, undoes, redoes)
            for number, actor, at, command, undoes, redoes in rows
        )


def lately(
    backend: Backend, connection: Connection, since: date, kinds: Iterable[str]
) -> tuple[date | None, tuple[ChangeSet, ...]]:
    """The day (UTC) of the first change-set, and the change-sets after it and after `since`, the newest first.

    They hold no changes but those of records of these kinds, and nothing else is read: the first change-set of a store
    is often larger than all others.
    """
    heads = select("changesets", ("number", "at")) + ' ORDER BY "number"'
    first = connection.execute(f"{heads} LIMIT 1").fetchone()
    if first is None:
        return None, ()
    began = _instant(first[1]).date()
    later: list[tuple[int, datetime]] = []
    for number, stored in connection.execute(f"{heads} DESC"):
        if (at := _instant(stored)).date() <= max(since, began):
            break
        later.append((number, at))
    if not later:
        return began, ()
    named = ", ".join(f"'{plural}'" for plural in kinds)
    where = f'WHERE "changeset" >= {backend.mark} AND "kind" IN ({named})'
    found = _changes(backend, connection, where, later[-1][0])
    return began, tuple(ChangeSet(tuple(found.get(number, ())), number, at=at) for number, at in later)


def latest_command(backend: Backend, connection: Connection, verb: str) -> str:
    """The command line of the latest change-set that a command made; empty where none did."""
    query = select("changesets", ("command",)) + f' WHERE "command" LIKE {backend.mark} ORDER BY "number" DESC LIMIT 1'
    row = connection.execute(query, (f"{verb} %",)).fetchone()
    return str(row[0]) if row else ""


def changes_of(backend: Backend, connection: Connection, number: int) -> tuple[Change, ...]:
    """The changes of one change-set."""
    return tuple(_changes(backend, connection, f'WHERE "changeset" = {backend.mark}', number).get(number, ()))


def changes_after(backend: Backend, connection: Connection, number: int) -> dict[int, list[Change]]:
    """The changes of all later change-sets, by their number."""
    return _changes(backend, connection, f'WHERE "changeset" > {backend.mark}', number)


def steps(connection: Connection) -> list[Step]:
    """All change-sets from the first on, without what they changed."""
    full = {row[0] for row in connection.execute('SELECT DISTINCT "changeset" FROM "changes"')}
    rows = connection.execute(select("changesets", ("number", "undoes", "redoes")) + ' ORDER BY "number"')
    return [Step(number, undoes, redoes, number not in full) for number, undoes, redoes in rows]


def change_decoder() -> Any:
    """A function of (plural, before, after), JSON or None, that gives the `Change`."""
    decoders = {kind.plural: msgspec.json.Decoder(kind.record).decode for kind in KINDS}

    def decode(plural: str, before: str | None, after: str | None) -> Change:
        read = decoders[plural]
        return Change(plural, None if before is None else read(before), None if after is None else read(after))

    return decode


def _changes(backend: Backend, connection: Connection, where: str, number: int) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = {}
    columns = ("changeset", "kind", "before", "after")
    rows = connection.execute(f'{select("changes", columns)} {where} ORDER BY "changeset", "position"', (number,))
    decode = change_decoder()
    with decoding(backend):
        for changeset, plural, before, after in rows:
            found.setdefault(changeset, []).append(decode(plural, before, after))
    return found


def _instant(stored: Any) -> datetime:
    at = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return at.astimezone(UTC)
