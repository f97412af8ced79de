"""From version 1 to 2: outreach, needs and waivers, and text without control characters.

Everything that version 1 held stays readable, its history included, so that what was done then can be undone now.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from ..backend import Backend, Connection
from .version_2_tables import GROWN, NEW, for_postgres, statements

_SAID_IN = (
    'said_in TEXT COLLATE "C" REFERENCES conversations (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED'
)  # fmt: skip
_POSTGRES_GROWN = f"""\
ALTER TABLE people ADD COLUMN email TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE people ALTER COLUMN email DROP DEFAULT;
ALTER TABLE capabilities ADD COLUMN gap_found DATE;
ALTER TABLE plans ADD COLUMN built DATE, ADD COLUMN rescoped DATE;
ALTER TABLE participations ADD COLUMN capabilities INTEGER
    CONSTRAINT participations_capabilities CHECK (capabilities BETWEEN 0 AND 10000), ADD COLUMN {_SAID_IN};
ALTER TABLE asks ADD COLUMN {_SAID_IN};
ALTER TABLE tasks
    ADD COLUMN by TEXT COLLATE "C" REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    ADD COLUMN agreed BOOLEAN NOT NULL DEFAULT false, ADD COLUMN {_SAID_IN};
ALTER TABLE tasks ALTER COLUMN agreed DROP DEFAULT;
"""

# What the rows that are there get in the new columns.
_ADDED = {
    "people": "''",
    "capabilities": "NULL",
    "plans": "NULL, NULL",
    "participations": "NULL, NULL",
    "asks": "NULL",
    "tasks": "NULL, 0, NULL",
}

_THINGS = {
    "teams": "team",
    "people": "person",
    "platforms": "platform",
    "capabilities": "capability",
    "tasks": "task",
    "plans": "plan",
}

# Table: (its key, its free text).
_TEXTS = {
    "teams": ("key", "name note"),
    "people": ("key", "name title"),
    "platforms": ("key", "name vendor currency note"),
    "capabilities": ("key", "name area note"),
    "plans": ("key", "name goal"),
    "participations": ("plan team", "because impact"),
    "asks": ("plan team kind round", "forum granted reason"),
    "alignments": ("plan team", "parties terms"),
    "reviews": ("plan team on", "improvements"),
    "tasks": ("key", "name note"),
}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PERHAPS = re.compile(r"\\[bfru]|[\x7f-\x9f]")  # what JSON makes of a control character


def apply(backend: Backend, connection: Connection) -> None:
    """Add the tables and columns of version 2, fill its registry, and clean texts that it would not take."""
    if backend.place.url:
        for statement in (*map(for_postgres, statements(NEW)), *statements(_POSTGRES_GROWN)):
            connection.execute(statement)
    else:
        for statement in statements(NEW):
            connection.execute(statement)
        for statement in statements(GROWN):
            _rebuild(connection, statement)
    for name, word in _THINGS.items():
        connection.execute(f"INSERT INTO thing SELECT '{word}:' || key, '{word}', key FROM {name}")  # noqa: S608
    _clean_rows(backend, connection)
    _clean_history(backend, connection)


def _rebuild(connection: Connection, statement: str) -> None:
    """A table with more columns in the place of the old one, with its rows."""
    name = statement.split()[2]
    connection.execute(statement.replace(f"CREATE TABLE {name} ", f"CREATE TABLE new_{name} ", 1))
    connection.execute(f"INSERT INTO new_{name} SELECT *, {_ADDED[name]} FROM {name}")  # noqa: S608
    connection.execute(f"DROP TABLE {name}")
    connection.execute(f"ALTER TABLE new_{name} RENAME TO {name}")


def _cleaned(text: str) -> str:
    """One kind of line end, and a sign in place of every other control character."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _clean_rows(backend: Backend, connection: Connection) -> None:
    for name, (key, texts) in _TEXTS.items():
        keys, fields = key.split(), texts.split()
        columns = ", ".join(f'"{column}"' for column in (*fields, *keys))
        rows = connection.execute(f'SELECT {columns} FROM "{name}"').fetchall()  # noqa: S608
        for row in rows:
            was = list(row[: len(fields)])
            if (now := [_cleaned(text) for text in was]) != was:
                given = ", ".join(f'"{field}" = {backend.mark}' for field in fields)
                same = " AND ".join(f'"{field}" = {backend.mark}' for field in keys)
                connection.execute(f'UPDATE "{name}" SET {given} WHERE {same}', (*now, *row[len(fields) :]))  # noqa: S608


def _clean_history(backend: Backend, connection: Connection) -> None:
    rows = connection.execute('SELECT "changeset", "position", "before", "after" FROM "changes"').fetchall()
    where = f'WHERE "changeset" = {backend.mark} AND "position" = {backend.mark}'
    for changeset, position, *was in rows:
        now = [None if side is None else _cleaned_json(side) for side in was]
        if now[0] == now[1]:  # only a control character had changed: an undo of it would do nothing
            connection.execute(f'DELETE FROM "changes" {where}', (changeset, position))  # noqa: S608
        elif now != was:
            given = f'"before" = {backend.mark}, "after" = {backend.mark}'
            connection.execute(f'UPDATE "changes" SET {given} {where}', (*now, changeset, position))  # noqa: S608


def _cleaned_json(text: str) -> str:
    if not _PERHAPS.search(text):
        return text
    record = msgspec.json.decode(text, type=dict[str, Any])
    return msgspec.json.encode(dict(_cleaned_items(record))).decode()


def _cleaned_items(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        yield name, _cleaned(value) if isinstance(value, str) else value
