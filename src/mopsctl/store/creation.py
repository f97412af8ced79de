"""Making a new store: every table at once, the empty keys of the registries, and the store's identity."""

import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from .backend import Backend, Connection
from .gateway import BARE
from .schema import APPLICATION, VERSION
from .statements import Statements
from .tables import whole_schema


def create(backend: Backend) -> None:
    """Make the store unless it is there; two processes that try it at once both succeed."""
    with backend.creating() as connection:
        if connection is not None:
            create_tables(backend, connection)
            backend.stamp(connection, VERSION)
            _identify(backend, connection)


def create_tables(backend: Backend, connection: Connection) -> None:
    """Every table, by SQLModel's metadata."""
    dialect = postgresql.dialect() if backend.mark == "%s" else sqlite.dialect()  # type: ignore[no-untyped-call]
    for table in whole_schema().sorted_tables:
        table.dialect_options["sqlite"]["with_rowid"] = not _kept_in_index(table)
        connection.execute(str(CreateTable(table).compile(dialect=dialect)))


def _kept_in_index(table: Any) -> bool:
    """Whether SQLite keeps the rows in the index of their primary key, by which alone they are found.

    Not where the last column is part of the key and others are not: the integrity check of SQLite 3.40 would call
    their values NULL.
    """
    keyed = [column.primary_key for column in table.columns]
    return all(keyed) or not keyed[-1]


def _identify(backend: Backend, connection: Connection) -> None:
    writer = Statements(backend, connection)
    for registry in BARE:
        writer.insert(registry, [("",)])
    created = datetime.now(UTC).isoformat()
    identity = (APPLICATION, str(uuid.uuid4()), 0, VERSION, backend.fingerprint(connection), created)
    writer.insert("meta", [identity])
