"""Is the store sound? What the database finds, and what only we can know: registries in step, history complete."""

from datetime import date

from ..model.fields import typed
from ..model.kinds import BY_PLURAL
from ..model.portfolio import Portfolio
from . import reading
from .backend import Backend, Connection
from .gateway import THINGS


def faults(backend: Backend, connection: Connection) -> list[str]:
    """What is wrong, each in a sentence; an empty list is a sound store."""
    found = backend.faults(connection)
    if found:
        return found
    now = reading.portfolio(backend, connection, date.min)
    return _registries(connection, now) + _history(backend, connection)


def _registries(connection: Connection, now: Portfolio) -> list[str]:
    expected = {
        "holder": {typed("team", key) for key in now.teams} | {typed("person", key) for key in now.people},
        "subject": {typed("capability", key) for key in now.capabilities}
        | {typed("platform", key) for key in now.platforms}
        | {typed("task", key) for key in now.tasks},
        "scope": {"", *now.plans},
        "thing": {typed(BY_PLURAL[plural].word, key) for plural in THINGS for key in now.of(plural)},
    }
    columns = {"holder": "ref", "subject": "ref", "scope": "key", "thing": "ref"}
    return [
        f"the registry {name} is out of step with the records"
        for name, keys in expected.items()
        if {row[0] for row in connection.execute(reading.select(name, (columns[name],)))} != keys
    ]


def _history(backend: Backend, connection: Connection) -> list[str]:
    first = reading.past(backend, connection, date.min, 0)
    left = [name for name in first.__struct_fields__ if name != "today" and first.of(name)]
    return [f"history does not account for all {name}: rows were changed by another program" for name in left]
