"""Making a new store: every table at once, the empty scope, and the store's identity."""

import uuid
from datetime import UTC, datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from .backend import Backend, Connection
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
        # Rows are found by their primary key and by nothing else, so SQLite keeps them in its index.
        table.dialect_options["sqlite"]["with_rowid"] = False
        connection.execute(str(CreateTable(table).compile(dialect=dialect)))


def _identify(backend: Backend, connection: Connection) -> None:
    writer = Statements(backend, connection)
    writer.insert("scope", [("",)])
    created = datetime.now(UTC).isoformat()
    identity = (APPLICATION, str(uuid.uuid4()), 0, VERSION, backend.fingerprint(connection), created)
    writer.insert("meta", [identity])
