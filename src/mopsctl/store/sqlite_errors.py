"""What SQLite's errors mean to a user."""

import sqlite3

from ..errors import STORE, MopsError
from .place import Place

READ_ONLY = sqlite3.SQLITE_READONLY
CANNOT_OPEN = sqlite3.SQLITE_CANTOPEN

_MEANINGS = {
    sqlite3.SQLITE_PERM: "may not be opened by you",
    sqlite3.SQLITE_READONLY: "is read-only",
    sqlite3.SQLITE_IOERR: "could not be written or read: the disk refused; nothing was changed",
    sqlite3.SQLITE_FULL: "could not be written: the disk is full; nothing was changed",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: you may not read it, or not write in its folder",
    sqlite3.SQLITE_CORRUPT: "is damaged: restore a backup",
    sqlite3.SQLITE_NOTADB: "is not a mopsctl store: it is left alone",
    sqlite3.SQLITE_TOOBIG: "is damaged (a value is too long): restore a backup",
    sqlite3.SQLITE_NOMEM: "needs more memory than there is",
}


def primary(error: sqlite3.Error) -> int:
    """The primary result code; 0 where there is none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def explain(error: sqlite3.Error, place: Place) -> Exception:
    """The error in a user's words; a mistake of ours stays as it is."""
    code = primary(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _told(place, f"is locked by another process (waited {place.busy_seconds:g} s); try again")
    if code == sqlite3.SQLITE_CONSTRAINT:
        return _told(place, f"refuses this change: {error}")
    if code in _MEANINGS:
        return _told(place, _MEANINGS[code])
    # Without a code it is Python's own complaint, of text that is no UTF-8; SQLITE_ERROR is of a broken schema.
    if isinstance(error, sqlite3.OperationalError):
        return _told(place, f"is damaged ({error}): restore a backup")
    return error


def _told(place: Place, what: str) -> MopsError:
    return MopsError(f"{place.shown} {what}", code=STORE)
