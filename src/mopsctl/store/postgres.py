"""A store in a PostgreSQL database: how it is opened, locked and recognised, and what its errors mean.

psycopg is imported here and nowhere else, and only for a store that is on a server.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

from .. import lazy
from ..errors import STORE, UNREACHABLE, MopsError
from .backend import Connection
from .codec import WORDS
from .place import Place
from .schema import MARK, TABLE_NAMES, accept_version, damaged, foreign, missing

try:
    import psycopg
except ImportError:
    raise MopsError("a store on PostgreSQL needs psycopg", hint='pip install "mopsctl[postgres]"', code=STORE) from None

CONNECT_SECONDS = 10

_OURS = (
    "SELECT relname, relkind::text FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'p', 'f')"
    " AND relnamespace = current_schema()::regnamespace AND relname = ANY(%s)"
)
_META = (
    "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(current_schema()) || '.meta')"
    " AND attname IN ('application', 'uuid', 'serial', 'schema_version')"
)
_TRIGGERS = (
    "SELECT count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
    " AND relnamespace = current_schema()::regnamespace AND relname = ANY(%s)"
)
_COLUMNS = (
    "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND table_name = ANY(%s) ORDER BY 1, 2"
)


class Postgres:
    """`backend.Backend` for PostgreSQL, in the schema that comes first in the search path."""

    codecs = WORDS
    mark = "%s"

    def __init__(self, place: Place) -> None:
        self.place = place

    # -- ways in

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot of a verified store."""
        with self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") as connection:
            self._verify(connection)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A verified store under the write lock; commits at the end, or rolls back."""
        with self._locked() as connection:
            self._verify(connection)
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """As `writing`, of any version; references are deferred to the commit in any case."""
        with self._locked() as connection:
            self._recognise(connection)
            yield connection

    @contextmanager
    def creating(self) -> Iterator[Connection | None]:
        """A schema without our tables, under the write lock; None where it is a store already."""
        with self._locked() as connection:
            if connection.execute(_OURS, (list(TABLE_NAMES),)).fetchone() is None:
                if connection.execute("SHOW server_encoding").fetchone()[0] != "UTF8":
                    raise MopsError(f"{self.place.shown} is not in UTF8: make a database that is", code=STORE)
                yield connection
            else:
                self._verify(connection)
                yield None

    def demand(self) -> None:
        """Only a connection can tell."""

    # -- marks

    def version(self, connection: Connection) -> int:
        """The version in the meta table."""
        row = connection.execute('SELECT "schema_version" FROM "meta"').fetchone()
        return int(row[0]) if row else 0

    def stamp(self, connection: Connection, version: int) -> None:
        """Nothing to add: the meta table says it all."""

    def fingerprint(self, connection: Connection) -> str:
        """A digest of all columns."""
        rows = connection.execute(_COLUMNS, (list(TABLE_NAMES),)).fetchall()
        return f"{crc32(repr(rows).encode()):08x}"

    def dialect(self) -> Any:
        """SQLAlchemy's dialect for psycopg."""
        return lazy.load("sqlalchemy.dialects.postgresql.psycopg:dialect")(paramstyle="format")

    # -- copies and health

    def set_aside(self, name: str) -> Path | None:  # noqa: ARG002
        """None: a server's copies are its administrator's, and a failed step rolls back whole."""
        return None

    def backup(self, target: Path) -> None:
        """Refused: the server has a better tool."""
        raise MopsError(f"a store on PostgreSQL is copied by its own tool, into {target}", hint="pg_dump", code=STORE)

    def backups(self) -> list[Path]:
        """None that mopsctl made."""
        return []

    def faults(self, connection: Connection) -> list[str]:
        """The server enforces all constraints; what it cannot know is whether the tables are still ours."""
        stored = connection.execute('SELECT "fingerprint" FROM "meta"').fetchone()[0]
        return [] if stored == self.fingerprint(connection) else ["the tables are not those that mopsctl made"]

    def compact(self) -> None:
        """Rewrite our tables without what was deleted."""
        with self._connected() as connection:
            for name in sorted(TABLE_NAMES):
                connection.execute(f'VACUUM (FULL) "{name}"')

    # -- inside

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            connection = psycopg.connect(
                self.place.url, autocommit=True, connect_timeout=CONNECT_SECONDS, client_encoding="utf8"
            )
        except psycopg.Error as error:
            # `from None`, and no word of libpq's: it quotes pieces of the URL.
            raise MopsError(f"{self.place.shown} cannot be reached: {_why(str(error))}", code=UNREACHABLE) from None
        try:
            yield connection
        except psycopg.Error as error:
            raise self._explain(error) from error
        finally:
            connection.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        with self._connected() as connection:
            connection.execute(begin)
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def _locked(self) -> Iterator[Connection]:
        # READ COMMITTED, so that what follows the lock sees what was committed while we waited for it.
        with self._transaction("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE") as connection:
            connection.execute(f"SET LOCAL lock_timeout = '{max(1, int(self.place.busy_seconds * 1000))}ms'")
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (MARK,))
            yield connection

    def _recognise(self, connection: Connection) -> None:
        if connection.execute(_META).fetchone()[0] != 4:
            if connection.execute(_OURS, (list(TABLE_NAMES),)).fetchone() is None:
                raise missing(self.place.shown)
            raise foreign(self.place.shown)

    def _verify(self, connection: Connection) -> None:
        self._recognise(connection)
        accept_version(self.version(connection), self.place.shown)
        found = set(connection.execute(_OURS, (list(TABLE_NAMES),)).fetchall())
        if (
            found != {(name, "r") for name in TABLE_NAMES}
            or connection.execute(_TRIGGERS, (list(TABLE_NAMES),)).fetchone()[0]
        ):
            raise damaged(self.place.shown, "its tables are not those that mopsctl made")

    def _explain(self, error: Any) -> Exception:
        state = error.sqlstate or ""
        said = error.diag.message_primary or "no reason given"
        if state == "55P03":
            waited = f"(waited {self.place.busy_seconds:g} s); try again"
            return MopsError(f"{self.place.shown} is locked by another process {waited}", code=STORE)
        if state.startswith("23"):
            return MopsError(f"{self.place.shown} refuses this change: {said}", code=STORE)
        if state in ("25006", "42501"):
            return MopsError(f"{self.place.shown} is read-only for you: {said}", code=STORE)
        if isinstance(error, psycopg.OperationalError) and (not state or state.startswith(("08", "57P"))):
            return MopsError(f"{self.place.shown} was lost on the way; nothing was changed", code=UNREACHABLE)
        if isinstance(error, psycopg.OperationalError | psycopg.DataError):
            return MopsError(f"{self.place.shown}: {said}; nothing was changed", code=STORE)
        return error  # type: ignore[no-any-return]


def _why(said: str) -> str:
    reasons = {
        "password": "it wants another password (PGPASSWORD or ~/.pgpass)",
        "does not exist": "no such database or user",
        "no pg_hba.conf entry": "it does not admit you",
        "too many": "it has no connection left",
        "starting up": "it is starting up; try again",
        "invalid": "the URL cannot be read",
    }
    return next((reason for sign, reason in reasons.items() if sign in said), "no server answers there")
