"""From version 2 to 3: calendars and days off, links of every type, conditions, lead times, baselines and digests.

History needs no rewriting: a link of before is read as finish to start without a lag, which is what it was.
"""

from ..backend import Backend, Connection
from .version_2_tables import for_postgres, statements
from .version_3_tables import GROWN, NEW, POSTGRES_GROWN

# What the rows that are there get in the new columns.
_ADDED = {
    "teams": "NULL, NULL",
    "capabilities": "NULL",
    "plans": "NULL",
    "participations": "NULL, NULL",
    "tasks": "NULL, NULL, NULL, 100, ''",
    "links": "'FS', 0",
}


def apply(backend: Backend, connection: Connection) -> None:
    """Add the tables and columns of version 3; what was there means the same as before."""
    if backend.place.url:
        for statement in (*map(for_postgres, statements(NEW)), *statements(POSTGRES_GROWN)):
            connection.execute(statement)
        return
    for statement in statements(NEW):
        connection.execute(statement)
    for statement in statements(GROWN):
        _rebuild(connection, statement)


def _rebuild(connection: Connection, statement: str) -> None:
    """A table with more columns in the place of the old one, with its rows."""
    name = statement.split()[2]
    connection.execute(statement.replace(f"CREATE TABLE {name} ", f"CREATE TABLE new_{name} ", 1))
    connection.execute(f"INSERT INTO new_{name} SELECT *, {_ADDED[name]} FROM {name}")  # noqa: S608
    connection.execute(f"DROP TABLE {name}")
    connection.execute(f"ALTER TABLE new_{name} RENAME TO {name}")
