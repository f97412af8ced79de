"""Diffs as data: what differs between two Portfolios, and how to apply or reverse it."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct, structs

from .model.fields import Record
from .model.kinds import BY_PLURAL, KINDS, RecordKey
from .model.portfolio import Portfolio


class Change(Struct, frozen=True):
    """One record added (`before` None), removed (`after` None) or changed; `kind` is the plural of its kind."""

    kind: str
    before: Record | None
    after: Record | None

    @property
    def key(self) -> RecordKey:
        """The key of the record that changed."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return BY_PLURAL[self.kind].key_of(record)


class ChangeSet(Struct, frozen=True):
    """All that one command changed, as one unit. `number` 0: nothing was written (dry run, or no change)."""

    changes: tuple[Change, ...]
    number: int = 0
    actor: str = ""
    at: datetime | None = None  # UTC
    command: str = ""
    undoes: int | None = None
    redoes: int | None = None
    shut: tuple[str, ...] = ()  # running plans whose gate it turned to stop; told when it is made, and not stored


def diff(before: Portfolio, after: Portfolio) -> tuple[Change, ...]:
    """What turns `before` into `after`, in the order of `KINDS`, then by key."""
    changes: list[Change] = []
    for kind in KINDS:
        old, new = before.of(kind.plural), after.of(kind.plural)
        if old is new:
            continue
        touched = [k for k, record in new.items() if (was := old.get(k)) is not record and was != record]
        touched += [k for k in old if k not in new]
        changes += [Change(kind.plural, old.get(k), new.get(k)) for k in sorted(touched)]
    return tuple(changes)


def reverse(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that take these back."""
    return tuple(Change(c.kind, c.after, c.before) for c in changes)


def conflicts(portfolio: Portfolio, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes whose `before` is no longer what the Portfolio holds."""
    return tuple(c for c in changes if portfolio.of(c.kind).get(c.key) != c.before)


def patch(portfolio: Portfolio, changes: Iterable[Change]) -> Portfolio:
    """The Portfolio with the changes applied, whatever it held before under those keys."""
    edited: dict[str, dict[RecordKey, Record]] = {}
    for change in changes:
        if change.kind not in edited:
            edited[change.kind] = dict(portfolio.of(change.kind))
        records = edited[change.kind]
        if change.after is None:
            records.pop(change.key, None)
        else:
            records[change.key] = change.after
    return structs.replace(portfolio, **edited)
