"""Stores as earlier versions made them, from their tables and rows in `store/old`, which never change."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import psycopg

from mopsctl.store.opening import backend_of
from mopsctl.store.place import Place

OLD = Path(__file__).with_name("store") / "old"


def tables_of_first(place: Place) -> list[str]:
    """The statements that made the tables of version 1."""
    text = OLD.joinpath(f"v1-{'postgres' if place.url else 'sqlite'}.sql").read_text("utf-8")
    return [statement for statement in text.split(";\n") if statement.strip()]


def make_first(place: Place) -> None:
    """A store of version 1 with every kind of record, texts that version 2 does not take, and something undone."""
    rows = json.loads(OLD.joinpath("v1.json").read_text("utf-8"))
    connection: Any = psycopg.connect(place.url) if place.url else sqlite3.connect(place.path)
    for table in tables_of_first(place):
        connection.execute(table)
    backend = backend_of(place)
    for name, values in rows.items():
        for row in values:
            given = ", ".join([backend.mark] * len(row))
            texts = [None if value is None else str(value) for value in row]
            connection.execute(f'INSERT INTO "{name}" VALUES ({given})', texts)
    backend.stamp(connection, 1)
    connection.execute(f"UPDATE meta SET fingerprint = '{backend.fingerprint(connection)}'")
    connection.commit()
    connection.close()
