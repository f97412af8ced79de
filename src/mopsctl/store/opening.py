"""The door to the store: open or make the one at a place. Which database it is, is known here and nowhere above."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from .. import lazy
from ..changes import ChangeSet
from ..model.portfolio import Portfolio
from . import checking, gateway, reading
from .backend import Backend
from .gateway import Admit
from .place import Place
from .reading import Identity


class Store:
    """A store that was found or made. Every method opens, does one thing in one transaction, and closes."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    @property
    def place(self) -> Place:
        """Where it is."""
        return self._backend.place

    def read(self, today: date, at: int | None = None, *, plan: str | None = None) -> Portfolio:
        """Everything it holds, or held when its serial was `at`; with `plan`, no more than a page about it needs."""
        with self._backend.reading() as connection:
            if at is None:
                return reading.portfolio(self._backend, connection, today, plan)
            return reading.past(self._backend, connection, today, at)

    def keys(self, plural: str) -> list[str]:
        """The slugs of one kind, sorted: what a shell completes."""
        with self._backend.reading() as connection:
            return reading.keys(connection, plural)

    def identity(self) -> Identity:
        """Which store it is, its serial, its schema."""
        with self._backend.reading() as connection:
            return reading.identity(self._backend, connection)

    def history(self, limit: int | None = None) -> tuple[ChangeSet, ...]:
        """Its change-sets, the newest first."""
        with self._backend.reading() as connection:
            return reading.history(self._backend, connection, limit)

    def lately(self, since: date, kinds: Iterable[str]) -> tuple[date | None, tuple[ChangeSet, ...]]:
        """Its first day, and what was changed in records of these kinds after `since`, or after that day if later."""
        with self._backend.reading() as connection:
            return reading.lately(self._backend, connection, since, kinds)

    def latest_command(self, verb: str) -> str:
        """The command line of the latest change-set that a command (`apply`) made; empty where none did."""
        with self._backend.reading() as connection:
            return reading.latest_command(self._backend, connection, verb)

    def change(
        self,
        edit: Callable[[Portfolio], Portfolio],
        *,
        today: date,
        actor: str,
        command: str,
        admit: Admit,
        dry_run: bool = False,
    ) -> ChangeSet:
        """Change it by one edit, as one change-set; number 0 says that nothing was written."""
        return self._write(gateway.by_edit(edit), today, actor, command, admit, dry_run)

    def undo(self, *, today: date, actor: str, command: str, admit: Admit, dry_run: bool = False) -> ChangeSet:
        """Take back the latest change-set not yet taken back.

        NOT_FOUND where there is none; STORE where its rows have moved on.
        """
        return self._write(gateway.by_undo(self._backend), today, actor, command, admit, dry_run)

    def redo(self, *, today: date, actor: str, command: str, admit: Admit, dry_run: bool = False) -> ChangeSet:
        """Make the latest undone change-set again; fails as `undo` does."""
        return self._write(gateway.by_redo(self._backend), today, actor, command, admit, dry_run)

    def forget(self, person: str, *, today: date, actor: str, admit: Admit) -> Any:
        """Erase a person from rows, history and the copies beside the store; `forgetting.Forgotten` says what went."""
        return lazy.load("mopsctl.store.forgetting:forget")(self._backend, person, today, actor, admit)

    def backup(self, target: Path) -> None:
        """A verified copy in a new, private file."""
        self._backend.backup(target)

    def check(self) -> list[str]:
        """What is wrong with it, each in a sentence; MopsError where it cannot even be read."""
        with self._backend.reading() as connection:
            return checking.faults(self._backend, connection)

    def _write(
        self, propose: gateway.Propose, today: date, actor: str, command: str, admit: Admit, dry_run: bool
    ) -> ChangeSet:
        author = gateway.Author(actor, command)
        return gateway.change(self._backend, propose, today, author, admit, dry_run)


def backend_of(place: Place) -> Backend:
    """The database behind a place."""
    door = "mopsctl.store.postgres:Postgres" if place.url else "mopsctl.store.sqlite:Sqlite"
    backend: Backend = lazy.load(door)(place)
    return backend


def open_store(place: Place) -> Store:
    """The store at a place; NOT_FOUND if there is none. It is verified whenever it is used."""
    backend = backend_of(place)
    backend.demand()
    return Store(backend)


def create_store(place: Place) -> Store:
    """The store at a place, made if there is none; STORE if something else is there."""
    backend = backend_of(place)
    lazy.load("mopsctl.store.creation:create")(backend)
    return Store(backend)
