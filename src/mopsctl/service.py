"""Between the commands and the store: one read, one change, and the gate on its way."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from shlex import quote
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from .changes import ChangeSet, diff
from .errors import BAD_INPUT, GATE_CLOSED, NOT_FOUND, MopsError
from .facts.audience import Audience, seen_by
from .facts.gate import Reason, stops
from .lazy import load
from .model.fields import untyped
from .model.kinds import KINDS
from .model.lookup import get
from .model.org import Person
from .model.plan import STAGES, Task
from .model.portfolio import Portfolio
from .store.opening import create_store as create_store
from .store.opening import open_store as open_store
from .store.place import Place as Place
from .store.place import locate as locate
from .store.schema import UPGRADE

Edit = Callable[[Portfolio], Portfolio]

FIRST_GATED = STAGES.index("build")

# The collections that the stops of the gate depend on.
JUDGED = (
    "platforms", "capabilities", "offerings", "similarities", "plans", "participations", "alignments", "waivers",
)  # fmt: skip


class Author(Struct, frozen=True):
    """Who changes the store, on which day, by which command line."""

    actor: str
    today: date
    command: str
    audience: Audience = "all"  # who reads what is said of a refusal

    def admit(self, before: Portfolio, after: Portfolio) -> tuple[str, ...]:
        """The gate, speaking to this author's audience."""
        return admit(before, after, self.audience)


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


def _first(edit: Edit, after: Portfolio) -> Edit:
    """The edit whose outcome on an empty store is known; made again where somebody else was first."""
    return lambda now: edit(now) if any(now.of(kind.plural) for kind in KINDS) else after


def history(place: Place, limit: int | None = None) -> tuple[ChangeSet, ...]:
    """Change-sets, newest first."""
    return open_store(place).history(limit)


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


def admit(before: Portfolio, after: Portfolio, audience: Audience = "all") -> tuple[str, ...]:
    """The gate (domain §1.4), on the way of every change: refuse to begin implementation while it says stop.

    It judges transitions, by what is known after them: no configuration opens it. The audience is told no more
    reasons than it may know; the verdict is on the whole truth. Answers the running plans whose gate the change
    turns to stop, which is allowed.
    """
    moved = _moved_tasks(before, after)
    for key in sorted(after.plans):
        begun = [*_entered_stage(before, after, key), *_moved_implementation(moved.get(key, ()))]
        if begun and stops(after, key):
            told = stops(seen_by(after, audience), key)
            raise MopsError(_closed(begun[0], told), hint=f"mopsctl gate --plan {key}", code=GATE_CLOSED)
    return _shut(before, after)


def _shut(before: Portfolio, after: Portfolio) -> tuple[str, ...]:
    """The running plans that may not have begun by what is known now, and might have before."""
    if all(after.of(plural) is before.of(plural) for plural in JUDGED):
        return ()
    running = [
        key
        for key, plan in sorted(after.plans.items())
        if plan.closed is None and STAGES.index(plan.stage) >= FIRST_GATED and key in before.plans
    ]
    return tuple(key for key in running if stops(after, key) and not stops(before, key))


def _entered_stage(before: Portfolio, after: Portfolio, key: str) -> list[str]:
    """A plan goes to build or beyond, or is there and takes up another platform."""
    was, plan = before.plans.get(key), after.plans[key]
    if plan is was or STAGES.index(plan.stage) < FIRST_GATED:
        return []
    if was is None or STAGES.index(was.stage) < FIRST_GATED:
        return [f'plan "{key}" cannot enter {plan.stage}']
    if plan.platform == was.platform or _only_renamed(before, after, was.platform, plan.platform):
        return []
    return [f'plan "{key}" cannot change its platform in {plan.stage}']


def _only_renamed(before: Portfolio, after: Portfolio, old: str | None, new: str | None) -> bool:
    """Whether it is the same platform under another key, offering what it offered."""
    if old is None or new is None or old in after.platforms or new in before.platforms:
        return False
    same = replace(before.platforms[old], key=new) == after.platforms[new]
    return same and _offered(before, old) == _offered(after, new)


def _offered(portfolio: Portfolio, platform: str) -> set[tuple[str, str]]:
    return {(o.capability, o.team) for o in portfolio.offerings.values() if o.platform == platform}


def _moved_tasks(before: Portfolio, after: Portfolio) -> dict[str, list[tuple[Task | None, Task]]]:
    """The tasks that are not as they were, each with what it was, by plan; a task under another key is the same."""
    if after.tasks is before.tasks:
        return {}
    new = [(key, task) for key, task in after.tasks.items() if task is not before.tasks.get(key)]
    gone = [task for key, task in before.tasks.items() if key not in after.tasks]
    renamed = {replace(task, key=""): task for task in gone}
    found: dict[str, list[tuple[Task | None, Task]]] = {}
    for key, task in sorted(new):
        was = before.tasks.get(key) or (renamed.get(replace(task, key="")) if renamed else None)
        found.setdefault(task.plan, []).append((was, task))
    return found


def _moved_implementation(moved: Sequence[tuple[Task | None, Task]]) -> list[str]:
    steps = ((task.key, _step(was, task)) for was, task in moved)
    return [f'implementation task "{key}" cannot be {step}' for key, step in steps if step]


def _step(was: Task | None, task: Task) -> str:
    """What of implementation a task goes through here; empty for nothing."""
    begun = bool(task.started or task.finished or task.percent)
    if was is None or was.plan != task.plan or was.kind != task.kind:
        if was is not None and was.plan == task.plan and was.kind == "implementation":
            return f"made a {task.kind}"  # it could then be started under another name
        return "started" if begun and task.kind == "implementation" else ""
    if not begun or task.kind != "implementation":
        return ""
    if task.finished and not was.finished:
        return "done"
    return "" if was.started or was.finished or was.percent else "started"


def _closed(what: str, told: Iterable[Reason]) -> str:
    lines = [f"{what}: the gate says stop"]
    for reason in told:
        about = f"{untyped(reason.subject)[1]}: " if reason.code == "GAT402" else ""
        lines += [f"  {reason.code} {about}{reason.sentence}", f"    {reason.cure}"]
    return "\n".join(lines)
