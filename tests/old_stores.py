"""Stores as earlier versions made them, from their tables and rows in `store/old`, which never change.

Version 1 has texts that version 2 does not take; both have every kind of record there was, and something undone.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any

import psycopg

from mopsctl.store.opening import backend_of
from mopsctl.store.place import Place

OLD = Path(__file__).with_name("store") / "old"


def tables_of_old(place: Place, version: int) -> list[str]:
    """The statements that made the tables of a version."""
    text = OLD.joinpath(f"v{version}-{'postgres' if place.url else 'sqlite'}.sql").read_text("utf-8")
    return [statement for statement in text.split(";\n") if statement.strip()]


def make_old(place: Place, version: int) -> None:
    """A store of an earlier version."""
    rows = json.loads(OLD.joinpath(f"v{version}.json").read_text("utf-8"))
    connection: Any = psycopg.connect(place.url) if place.url else sqlite3.connect(place.path)
    for table in tables_of_old(place, version):
        connection.execute(table)
    backend = backend_of(place)
    for name, values in rows.items():
        for row in values:
            given = ", ".join([backend.mark] * len(row))
            texts = [None if value is None else str(value) for value in row]
            connection.execute(f'INSERT INTO "{name}" VALUES ({given})', texts)
    backend.stamp(connection, version)
    connection.execute(f"UPDATE meta SET fingerprint = '{backend.fingerprint(connection)}'")
    connection.commit()
    connection.close()
