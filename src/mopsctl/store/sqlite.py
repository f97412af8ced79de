"""A store in one SQLite file: how it is opened, locked, recognised, copied, and what its errors mean.

Rollback journal, not WAL: one file that can be copied, and no race between first opens.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from .. import lazy
from ..errors import STORE, MopsError
from . import sqlite_copies
from .backend import Connection
from .codec import PLAIN
from .place import Place
from .schema import MARK, TABLE_NAMES, accept_version, damaged, foreign, missing
from .sqlite_errors import CANNOT_OPEN, READ_ONLY, explain, primary

# A record is at most a few texts of 10,000 characters; a generated column could claim a gigabyte.
LONGEST_VALUE = 8_000_000


class Sqlite:
    """`backend.Backend` for SQLite."""

    codecs = PLAIN
    mark = "?"

    def __init__(self, place: Place) -> None:
        self.place = place
        self.path = Path(os.path.realpath(place.path))

    # -- ways in

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot of a verified store."""
        with self._trouble():
            self._demand_file()
            connection = self._snapshot()
            try:
                yield connection
            finally:
                connection.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A verified store under the write lock; commits at the end, or rolls back."""
        with self._trouble():
            self._demand_file()
            with self._locked(references=True) as connection:
                self._verify(connection)
                yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """As `writing`, of any version; references wait till the end, as rebuilding a table would wipe its children."""
        with self._trouble():
            self._demand_file()
            with self._locked(references=False) as connection:
                self._recognise(connection)
                yield connection
                if dangling := connection.execute("PRAGMA foreign_key_check").fetchall():
                    raise damaged(self.place.shown, f"{len(dangling)} rows of {dangling[0][0]} would dangle")

    @contextmanager
    def creating(self) -> Iterator[Connection | None]:
        """An empty file, private from its first byte, under the write lock; None where it is a store already."""
        with self._trouble():
            self._touch()
            if self._size() and self._is_store():
                yield None
                return
            with self._locked(references=True) as connection:
                if self._size():  # another process made it between our look and our lock
                    self._verify(connection)
                    yield None
                else:
                    yield connection

    def demand(self) -> None:
        """NOT_FOUND where there is no file, or an empty one."""
        with self._trouble():
            self._demand_file()

    # -- marks

    def version(self, connection: Connection) -> int:
        """The version in the file's header."""
        return int(connection.execute("PRAGMA user_version").fetchone()[0])

    def stamp(self, connection: Connection, version: int) -> None:
        """Mark the file's header; part of the transaction, as all else."""
        connection.execute(f"PRAGMA application_id = {MARK}")
        connection.execute(f"PRAGMA user_version = {version:d}")

    def fingerprint(self, connection: Connection) -> str:
        """A digest of the whole schema text: it tells of an accident, not of an attacker."""
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
        return f"{crc32(repr(rows.fetchall()).encode()):08x}"

    def dialect(self) -> Any:
        """SQLAlchemy's plain dialect: the same SQL as its SQLite one, without 10 ms of imports."""
        return lazy.load("sqlalchemy.engine.default:DefaultDialect")(paramstyle="qmark")

    # -- copies and health

    def set_aside(self, name: str) -> Path | None:
        """A verified copy beside the store."""
        target = sqlite_copies.name_beside(self.path, name)
        self.backup(target)
        return target

    def backup(self, target: Path) -> None:
        """A verified copy of the whole store, whole or not at all."""
        with self._trouble():
            self._demand_file()
            connection = self._open("ro")
            try:
                self._recognise(connection)
                sqlite_copies.copy(connection, target)
            finally:
                connection.close()

    def backups(self) -> list[Path]:
        """Copies beside the store that `set_aside` or `db backup` made."""
        return sqlite_copies.beside(self.path)

    def faults(self, connection: Connection) -> list[str]:
        """What SQLite finds: damaged pages, broken checks, dangling references."""
        found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
        return found + [f"{table} refers to {parent} that are not there" for table, _, parent, _ in dangling]

    def compact(self) -> None:
        """Rewrite the file without what was deleted."""
        with self._trouble():
            connection = self._open("rw")
            try:
                connection.execute("VACUUM")
            finally:
                connection.close()

    # -- inside

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explain(error, self.place) from error
        except OSError as error:
            raise MopsError(f"{self.place.shown}: {error.strerror or error}", code=STORE) from error

    def _size(self) -> int:
        return self.path.stat().st_size

    def _demand_file(self) -> None:
        try:
            found = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise missing(self.place.shown) from None
        if not stat.S_ISREG(found.st_mode):
            raise MopsError(f"{self.place.shown} is not a file", code=STORE)
        if not found.st_size:
            raise missing(self.place.shown)

    def _touch(self) -> None:
        if self.path.exists() and not self.path.is_file():
            raise MopsError(f"{self.place.shown} is not a file", code=STORE)
        if self.path.exists() and self._size():
            return  # closing a file drops every lock that this process has on it
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not os.fstat(handle).st_size:
                os.fchmod(handle, 0o600)
        finally:
            os.close(handle)

    def _open(self, mode: str, *, references: bool = True) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.path.as_uri()}?mode={mode}", uri=True, timeout=self.place.busy_seconds, isolation_level=None
        )
        try:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute(f"PRAGMA foreign_keys = {'ON' if references else 'OFF'}")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _begin_reading(self, mode: str) -> sqlite3.Connection:
        connection = self._open(mode)
        try:
            connection.execute("BEGIN")
            self._verify(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _snapshot(self) -> sqlite3.Connection:
        try:
            return self._begin_reading("ro")
        except sqlite3.OperationalError as error:
            # A writer died and left its journal: whoever comes next must roll it back, and so be able to write.
            if primary(error) not in (READ_ONLY, CANNOT_OPEN):
                raise
        return self._begin_reading("rw")

    def _is_store(self) -> bool:
        try:
            self._snapshot().close()
        except MopsError:
            if self._size():
                raise
            return False  # a half-made store was rolled back to nothing
        return True

    @contextmanager
    def _locked(self, *, references: bool) -> Iterator[sqlite3.Connection]:
        connection = self._open("rw", references=references)
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            connection.close()  # which rolls back what was not committed
            self._recover()
            raise
        connection.close()

    def _recover(self) -> None:
        """After a failed write SQLite may leave the rolling back to whoever comes next: that is us."""
        with suppress(sqlite3.Error):
            connection = self._open("rw")
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            finally:
                connection.close()

    def _recognise(self, connection: Connection) -> None:
        if connection.execute("PRAGMA application_id").fetchone()[0] != MARK:
            raise foreign(self.place.shown) if self._size() else missing(self.place.shown)

    def _verify(self, connection: Connection) -> None:
        self._recognise(connection)
        accept_version(self.version(connection), self.place.shown)
        # A view in place of a table, or a trigger, would run inside our own statements.
        schema = connection.execute("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        if {kind for kind, _ in schema} != {"table"} or {name for _, name in schema} != TABLE_NAMES:
            raise damaged(self.place.shown, "its schema is not the one that mopsctl made")
        stored = connection.execute('SELECT "fingerprint" FROM "meta"').fetchone()
        if stored is None or stored[0] != self.fingerprint(connection):
            raise damaged(self.place.shown, "its schema has been changed")
