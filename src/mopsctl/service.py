"""Between the commands and the store: one read, one change, and the gate on its way."""

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct

from .changes import ChangeSet, diff
from .errors import GATE_CLOSED, NOT_FOUND, MopsError
from .facts.gate import Verdict, verdict
from .lazy import load
from .model.lookup import get
from .model.org import Person
from .model.plan import STAGES, Task
from .model.policy import Policy
from .model.portfolio import Portfolio
from .store.opening import create_store as create_store
from .store.opening import open_store as open_store
from .store.place import Place as Place
from .store.place import locate as locate

Edit = Callable[[Portfolio], Portfolio]

FIRST_GATED = STAGES.index("build")


class Author(Struct, frozen=True):
    """Who changes the store, on which day, by which command line."""

    actor: str
    today: date
    command: str


def read(place: Place, today: date) -> Portfolio:
    """Everything the store holds, seen from one day."""
    return open_store(place).read(today)


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

    With `create` the store is made where there is none; a dry run then starts from an empty Portfolio.
    """
    if create and not exists(place):
        if dry_run:
            return _imagined(edit, author)
        create_store(place)
    return open_store(place).change(
        edit, today=author.today, actor=author.actor, command=author.command, admit=admit, dry_run=dry_run
    )


def _imagined(edit: Edit, author: Author) -> ChangeSet:
    """What a change would do to a store that is still to be made."""
    empty = Portfolio(today=author.today)
    after = edit(empty)
    admit(empty, after)
    return ChangeSet(diff(empty, after), actor=author.actor, command=author.command)


def history(place: Place, limit: int | None = None) -> tuple[ChangeSet, ...]:
    """Change-sets, newest first."""
    return open_store(place).history(limit)


def undo(place: Place, author: Author, *, dry_run: bool = False) -> ChangeSet:
    """Take back the latest change-set that is not yet taken back, by appending one."""
    return open_store(place).undo(
        today=author.today, actor=author.actor, command=author.command, admit=admit, dry_run=dry_run
    )


def redo(place: Place, author: Author, *, dry_run: bool = False) -> ChangeSet:
    """Make the latest undone change-set again, by appending one."""
    return open_store(place).redo(
        today=author.today, actor=author.actor, command=author.command, admit=admit, dry_run=dry_run
    )


def forget(place: Place, person: str, author: Author) -> Any:
    """Erase a person from the store, its history and its backups; what was erased, in numbers."""
    store = open_store(place)
    get(store.read(author.today), Person, person)
    return store.forget(person, today=author.today, actor=author.actor, admit=admit)


def upgrade(place: Place) -> Any:
    """Bring a store to this version's schema, after a verified backup."""
    return load("mopsctl.store.migrations:upgrade")(place)


def restore(place: Place, backup: Place, author: Author, *, dry_run: bool = False) -> ChangeSet:
    """Bring back the records of a backup, as one change like any other: the gate sees it and undo takes it back."""
    then = open_store(backup).read(author.today)
    return change(place, lambda _: then, author, dry_run=dry_run)


def admit(before: Portfolio, after: Portfolio) -> None:
    """The gate (domain §1.4), on the way of every change: refuse to begin implementation while it says stop.

    It judges transitions, by what is known after them, with the default Policy: no configuration opens it.
    """
    for key in sorted(after.plans):
        if begun := [*_entered_stage(before, after, key), *_moved_implementation(before, after, key)]:
            judged = verdict(after, key, Policy())
            if judged.verdict == "stop":
                raise MopsError(_closed(begun[0], judged), hint="mopsctl plan status", code=GATE_CLOSED)


def _entered_stage(before: Portfolio, after: Portfolio, plan: str) -> list[str]:
    stage = after.plans[plan].stage
    was = before.plans[plan].stage if plan in before.plans else STAGES[0]
    entered = STAGES.index(was) < FIRST_GATED <= STAGES.index(stage)
    return [f'plan "{plan}" cannot enter {stage}'] if entered else []


def _begun(task: Task | None) -> bool:
    return task is not None and task.kind == "implementation" and bool(task.started or task.finished or task.percent)


def _moved_implementation(before: Portfolio, after: Portfolio, plan: str) -> list[str]:
    return [
        f'implementation task "{key}" cannot be started or done'
        for key, task in sorted(after.tasks.items())
        if task.plan == plan
        and _begun(task)
        and (not _begun(was := before.tasks.get(key)) or (task.finished and was and not was.finished))
    ]


def _closed(what: str, judged: Verdict) -> str:
    stops = [reason for reason in judged.reasons if reason.level == "stop"]
    return "\n".join([f"{what}: the gate says stop", *(f"  {r.code} {r.sentence}\n    {r.cure}" for r in stops)])
