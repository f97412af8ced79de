"""Between the commands and the store: one read, one change, and the gate on its way."""

from collections.abc import Callable, Iterable
from datetime import date
from shlex import quote
from typing import Any

from msgspec import Struct

from .admission import admit
from .changes import ChangeSet, diff
from .errors import BAD_INPUT, NOT_FOUND, MopsError
from .facts.audience import Audience
from .lazy import load
from .model.kinds import KINDS
from .model.lookup import get
from .model.org import Person
from .model.portfolio import Portfolio
from .store.opening import create_store as create_store
from .store.opening import open_store as open_store
from .store.place import Place as Place
from .store.place import locate as locate
from .store.schema import UPGRADE

Edit = Callable[[Portfolio], Portfolio]


class Author(Struct, frozen=True):
    """Who changes the store, on which day, by which command line."""

    actor: str
    today: date
    command: str
    audience: Audience = "all"  # who reads what is said of a refusal

    def admit(self, before: Portfolio, after: Portfolio) -> tuple[str, ...]:
        """The gate, speaking to this author's audience."""
        return admit(before, after, self.audience)


def read(place: Place, today: date, plan: str | None = None) -> Portfolio:
    """Everything the store holds, seen from one day; with `plan`, no more than a page about that plan needs."""
    return open_store(place).read(today, plan=plan)


def exists(place: Place) -> bool:
    """Whether there is a store; MopsError where there is something else. A database tells only when it is asked."""
    try:
        open_store(place).identity()
    except MopsError as error:
        if error.code == NOT_FOUND:
            return False
        raise
    return True


def change(place: Place, edit: Edit, author: Author, *, dry_run: bool = False, create: bool = False) -> ChangeSet:
    """Change the store by one edit, as one change-set; a dry run answers the same and writes nothing.

    With `create` the store is made where there is none, once the edit is known to succeed; a dry run makes none.
    """
    if create and not exists(place):
        empty = Portfolio(today=author.today)
        after = edit(empty)
        shut = author.admit(empty, after)
        if dry_run:
            return ChangeSet(diff(empty, after), actor=author.actor, command=author.command, shut=shut)
        create_store(place)
        edit = _first(edit, after)
    return open_store(place).change(
        edit, today=author.today, actor=author.actor, command=author.command, admit=author.admit, dry_run=dry_run
    )


def foresee(place: Place | None, edit: Edit, author: Author) -> Portfolio:
    """What a store (None: an empty one) would hold after an edit that the gate admits; nothing is written."""
    before = read(place, author.today) if place else Portfolio(today=author.today)
    after = edit(before)
    author.admit(before, after)
    return after


def _first(edit: Edit, after: Portfolio) -> Edit:
    """The edit whose outcome on an empty store is known; made again where somebody else was first."""
    return lambda now: edit(now) if any(now.of(kind.plural) for kind in KINDS) else after


def history(place: Place, limit: int | None = None) -> tuple[ChangeSet, ...]:
    """Change-sets, newest first."""
    return open_store(place).history(limit)


def lately(place: Place, since: date, kinds: Iterable[str]) -> tuple[date | None, tuple[ChangeSet, ...]]:
    """The first day of the store, and what was changed in records of these kinds after `since` or after that day."""
    return open_store(place).lately(since, kinds)


def latest_command(place: Place, verb: str) -> str:
    """The command line of the latest change-set that a command (`apply`) made; empty where none did."""
    return open_store(place).latest_command(verb)


def undo(place: Place, author: Author, *, dry_run: bool = False) -> ChangeSet:
    """Take back the latest change-set that is not yet taken back, by appending one."""
    return open_store(place).undo(
        today=author.today, actor=author.actor, command=author.command, admit=author.admit, dry_run=dry_run
    )


def redo(place: Place, author: Author, *, dry_run: bool = False) -> ChangeSet:
    """Make the latest undone change-set again, by appending one."""
    return open_store(place).redo(
        today=author.today, actor=author.actor, command=author.command, admit=author.admit, dry_run=dry_run
    )


def forget(place: Place, person: str, author: Author) -> Any:
    """Erase a person from the store, its history and its backups; what was erased, in numbers."""
    store = open_store(place)
    get(store.read(author.today), Person, person)
    return store.forget(person, today=author.today, actor=author.actor, admit=author.admit)


def upgrade(place: Place) -> Any:
    """Bring a store to this version's schema, after a verified backup."""
    return load("mopsctl.store.migrations:upgrade")(place)


def restore(place: Place, backup: Place, author: Author, *, dry_run: bool = False) -> ChangeSet:
    """Bring back the records of a backup, as one change like any other: the gate sees it and undo takes it back."""
    then = _kept_in(backup, author.today)
    return change(place, lambda _: then, author, dry_run=dry_run)


def _kept_in(backup: Place, today: date) -> Portfolio:
    try:
        return read(backup, today)
    except MopsError as error:
        if error.code == NOT_FOUND:
            raise MopsError(f"no backup at {backup}", code=BAD_INPUT) from None
        if error.hint == UPGRADE:  # it is the backup that is old, and not the store
            error.hint += f" --db {quote(backup.path)}"
        raise
