"""Is the store sound? What the database finds, and what only we can know: registries in step, history complete."""

from datetime import date

from ..model.fields import typed
from ..model.kinds import BY_PLURAL
from ..model.lookup import strangers
from ..model.portfolio import Portfolio
from . import reading
from .backend import Backend, Connection
from .gateway import BARE, REGISTRIES


def faults(backend: Backend, connection: Connection) -> list[str]:
    """What is wrong, each in a sentence; an empty list is a sound store."""
    found = backend.faults(connection)
    if found:
        return found
    now = reading.portfolio(backend, connection, date.min)
    return _registries(connection, now) + _letters(now) + _history(backend, connection)


def _registries(connection: Connection, now: Portfolio) -> list[str]:
    return [
        f"the registry {name} is out of step with the records"
        for name in REGISTRIES
        if {row[0] for row in connection.execute(reading.select(name, ("key" if name in BARE else "ref",)))}
        != _expected(name, now)
    ]


def _expected(registry: str, now: Portfolio) -> set[str]:
    if registry in BARE:
        return {"", *(key for plural in REGISTRIES[registry] for key in now.of(plural))}
    return {typed(BY_PLURAL[plural].word, key) for plural in REGISTRIES[registry] for key in now.of(plural)}


def _letters(now: Portfolio) -> list[str]:
    unknown = ", ".join(sorted({one.letter for one in strangers(now)}))
    return [f"assignments hold letters that the scheme does not have: {unknown}"] if unknown else []


def _history(backend: Backend, connection: Connection) -> list[str]:
    first = reading.past(backend, connection, date.min, 0)
    left = [name for name in first.__struct_fields__ if name != "today" and first.of(name)]
    return [f"history does not account for all {name}: rows were changed by another program" for name in left]
