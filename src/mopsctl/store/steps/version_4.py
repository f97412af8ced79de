"""From version 3 to 4: activities, letters of any scheme, hand-overs, the operating model, charts, dispositions.

History needs no rewriting: of what is new in a platform, nothing had been said.
"""

from ..backend import Backend, Connection
from .version_2_tables import for_postgres, statements
from .version_4_charts import CHARTS
from .version_4_tables import GROWN, NEW, POSTGRES_GROWN

# What the rows that are there get in the new columns.
_ADDED = {"platforms": ", '', NULL, NULL, NULL, NULL, NULL"}


def apply(backend: Backend, connection: Connection) -> None:
    """Add the tables and columns of version 4, and fill the registry of platforms that a right may be about."""
    if backend.place.url:
        for statement in (*map(for_postgres, statements(NEW + CHARTS)), *statements(POSTGRES_GROWN)):
            connection.execute(statement)
    else:
        for statement in statements(NEW + CHARTS):
            connection.execute(statement)
        for statement in statements(GROWN):
            _rebuild(connection, statement)
    connection.execute("INSERT INTO reach VALUES ('')")
    connection.execute("INSERT INTO reach SELECT key FROM platforms")


def _rebuild(connection: Connection, statement: str) -> None:
    """A table with other columns or checks in the place of the old one, with its rows."""
    name = statement.split()[2]
    connection.execute(statement.replace(f"CREATE TABLE {name} ", f"CREATE TABLE new_{name} ", 1))
    connection.execute(f"INSERT INTO new_{name} SELECT *{_ADDED.get(name, '')} FROM {name}")  # noqa: S608
    connection.execute(f"DROP TABLE {name}")
    connection.execute(f"ALTER TABLE new_{name} RENAME TO {name}")
