"""Bringing an older store up to this program's schema: an ordered list of steps, in one transaction, after a copy.

A step changes tables, and history where it holds what they held; each has its module in `steps`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from ..errors import STORE, MopsError
from .backend import Backend, Connection
from .opening import backend_of
from .place import Place
from .schema import VERSION, accept_version, damaged
from .steps import version_2, version_3, version_4


class Step(Struct, frozen=True):
    """From the version before to `version`. SQLite: references are not checked until all steps are done."""

    version: int
    apply: Callable[[Backend, Connection], None]


class Upgraded(Struct, frozen=True):
    """What was done; equal versions say that there was nothing to do."""

    old: int
    new: int
    backup: Path | None = None


STEPS: tuple[Step, ...] = (Step(2, version_2.apply), Step(3, version_3.apply), Step(4, version_4.apply))


def upgrade(place: Place, steps: Sequence[Step] = STEPS) -> Upgraded:
    """Apply the steps that the store has not seen, all or none; a verified copy is made first (SQLite)."""
    backend = backend_of(place)
    latest = steps[-1].version if steps else VERSION
    with backend.migrating() as connection:
        old = backend.version(connection)
        pending = [step for step in steps if step.version > old]
        if old > latest:
            accept_version(old, place.shown)
        if not pending:
            return Upgraded(old, old)
        if [step.version for step in pending] != list(range(old + 1, latest + 1)):
            raise MopsError(f"{place.shown} has schema {old}, from which there is no way to {latest}", code=STORE)
        _demand_untouched(backend, connection)
        copy = backend.set_aside(f"v{old}")
        try:
            for step in pending:
                step.apply(backend, connection)
            _record(backend, connection, latest)
        except BaseException:
            if copy is not None:
                copy.unlink()  # the store is as it was, and a spare copy of people's data is no gift
            raise
    return Upgraded(old, latest, copy)


def _demand_untouched(backend: Backend, connection: Connection) -> None:
    """A trigger or a view that somebody added would run inside the steps."""
    stored = connection.execute('SELECT "fingerprint" FROM "meta"').fetchone()
    if stored is None or stored[0] != backend.fingerprint(connection):
        raise damaged(backend.place.shown, "its schema has been changed")


def _record(backend: Backend, connection: Connection, version: int) -> None:
    backend.stamp(connection, version)
    values = (version, backend.fingerprint(connection))
    query = f'UPDATE "meta" SET "schema_version" = {backend.mark}, "fingerprint" = {backend.mark}'  # noqa: S608
    connection.execute(query, values)
