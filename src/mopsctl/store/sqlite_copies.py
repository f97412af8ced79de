"""Copies of a SQLite store: made whole and verified, private, and found again."""

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from ..errors import STORE, USAGE, MopsError
from .backend import Connection

_SUFFIX = ".backup-"


def name_beside(store: Path, name: str) -> Path:
    """Where a copy is set aside: `mops.db.backup-v1-20261204T101500Z`."""
    return store.with_name(f"{store.name}{_SUFFIX}{name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")


def beside(store: Path) -> list[Path]:
    """The copies beside a store, by name."""
    return sorted(path for path in store.parent.iterdir() if path.name.startswith(store.name + _SUFFIX))


def copy(connection: Connection, target: Path) -> None:
    """Copy the store of a connection that is in no transaction; STORE if the copy is not sound."""
    if target.exists():
        raise MopsError(f"{target} is there already: name another file", code=USAGE)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        # VACUUM INTO accepts an empty file; made by us, it is private from its first byte.
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        connection.execute("VACUUM INTO ?", (str(unfinished),))
        _verify(unfinished, connection)
        _flush(unfinished)
        unfinished.replace(target)
        _flush(target.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _verify(path: Path, original: Connection) -> None:
    copied = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        sound = copied.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        dangling = copied.execute("PRAGMA foreign_key_check").fetchone()
        marks = ("PRAGMA application_id", "PRAGMA user_version", 'SELECT "uuid" FROM "meta"')
        same = all(copied.execute(q).fetchone() == original.execute(q).fetchone() for q in marks)
    finally:
        copied.close()
    if not sound or dangling or not same:
        raise MopsError(f"the copy {path.name} is not sound, and was thrown away", hint="mopsctl db check", code=STORE)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
