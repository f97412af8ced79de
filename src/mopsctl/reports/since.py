"""What is new since a day: the findings of now without those of then, whatever was renamed in between.

Both are told to one audience, so what it may not know has to look then as it looks now: see `Path.veiled`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import Struct, structs, to_builtins

from ..changes import Change, ChangeSet
from ..facts.audience import Audience
from ..model.commitment import Ask
from ..model.fields import Record, typed, untyped
from ..model.kinds import BY_PLURAL, BY_WORD, RecordKey
from ..model.known import Identity
from ..model.org import Team
from ..model.plan import Participation
from ..model.portfolio import Portfolio
from ..model.support import Support
from .document import Cell
from .gaps import Beside
from .told import Told, counting


class Since(Struct, frozen=True):
    """What came and what went since a day, that day included."""

    day: date
    new: tuple[Told, ...]
    gone: tuple[Told, ...]


class Then(Struct, frozen=True):
    """All that was found then, and of it what was asked for; under the keys of now."""

    everything: tuple[Told, ...] = ()
    asked_for: tuple[Told, ...] = ()


def since(day: date, then: Then, everything: Iterable[Told], found: Iterable[Told]) -> Since:
    """What of `found` (now) was not there then, and what was asked for then and is nowhere in `everything` (now)."""
    was, still = _marks(then.everything), _marks(everything)
    new = tuple(one for one in found if (one.identity, one.ordinal) not in was)
    return Since(day, new, counting([one for one in then.asked_for if (one.identity, one.ordinal) not in still]))


def _marks(some: Iterable[Told]) -> set[tuple[Identity, int]]:
    return {(one.identity, one.ordinal) for one in some}


def beside(lapse: Since) -> Beside:
    """What the gap report says of it beside the findings that are new."""
    gone = [{**to_builtins(one.finding), "fingerprint": one.fingerprint} for one in lapse.gone]
    line = (Cell(f"{len(counting(lapse.new))} new since {lapse.day}, {len(gone)} gone"),)
    return Beside(
        {"since": lapse.day, "gone": gone}, line, f"Nothing is missing that was not missing before {lapse.day}."
    )


class Path:
    """The way back from now to a moment, through all later change-sets: what things were called, and what is veiled."""

    def __init__(self, later: Iterable[ChangeSet] = ()) -> None:
        """`later` are the change-sets since that moment, the newest first."""
        self._now: dict[tuple[str, str], str] = {}  # (plural, key then): key now
        self._noes: set[tuple[str, RecordKey, str]] = set()  # (plural, key then, field) of answers that became a no
        for change_set in later:
            self._noes |= set(_noes(change_set.changes))
            self._go_back(dict(_renamed(change_set.changes)), change_set.changes)

    def _go_back(self, renamed: dict[tuple[str, str], str], changes: Iterable[Change]) -> None:
        """Before these changes, things had the keys that `renamed` tells by (plural, new key)."""
        later = {(plural, old): self._now.get((plural, new), new) for (plural, new), old in renamed.items()}
        for change in changes:
            if change.before is None:  # what had this key before was something else
                self._now.pop((change.kind, change.key), None)
        self._now |= later
        self._noes = {(plural, _called(plural, key, renamed), field) for plural, key, field in self._noes}

    def now(self, one: Told) -> Told:
        """A finding of then, under the keys of now."""
        finding = one.finding
        word, key = untyped(finding.subject)
        plural = BY_WORD[word].plural if word in BY_WORD else ""
        plan, subject = self._key(finding.plan, "plans"), typed(word, self._key(key, plural))
        return structs.replace(one, finding=structs.replace(finding, plan=plan, subject=subject))

    def _key(self, then: str, plural: str) -> str:
        return self._now.get((plural, then), then)

    def then(self, plural: str, now: str) -> str:
        """The key that something had, by the one it has."""
        return next((old for (kind, old), new in self._now.items() if (kind, new) == (plural, now)), now)

    def veiled(self, past: Portfolio, audience: Audience) -> Portfolio:
        """The past in which a later no is a no already, for those who may see none of them.

        To others a refusal looks as if nobody had answered. It must look so before it was refused too, or the step
        down from what was promised would tell the refusal.
        """
        if audience in ("me", "leaders"):
            return past
        edited: dict[str, dict[RecordKey, Record]] = {}
        for plural, key, field in sorted(self._noes, key=str):
            records = edited.setdefault(plural, dict(past.of(plural)))
            if key in records:
                no: Any = "refused" if plural == "asks" else "no"
                records[key] = structs.replace(records[key], **{field: no})
        return structs.replace(past, **edited)


def _noes(changes: Iterable[Change]) -> Iterator[tuple[str, RecordKey, str]]:
    """The answers that the changes made a no of."""
    for change in changes:
        match change.after:
            case Ask(state="refused"):
                yield change.kind, change.key, "state"
            case Participation(critical="no"):
                yield change.kind, change.key, "critical"
            case Support() as said:
                yield from (
                    (change.kind, change.key, name) for name in ("solution", "timing") if getattr(said, name) == "no"
                )


def _renamed(changes: Iterable[Change]) -> Iterator[tuple[tuple[str, str], str]]:
    """((plural, new key), old key) of what has another key after the changes and is else the same."""
    gone: dict[tuple[str, Record], set[str]] = {}
    come: dict[tuple[str, Record], set[str]] = {}
    for change in changes:
        if BY_PLURAL[change.kind].key != ("key",):
            continue
        if change.after is None and change.before is not None:
            for alike in _nameless(change.before):
                gone.setdefault((change.kind, alike), set()).add(change.key)
        elif change.before is None and change.after is not None:
            for alike in _nameless(change.after):
                come.setdefault((change.kind, alike), set()).add(change.key)
    for (plural, alike), new in come.items():
        old = gone.get((plural, alike), set())
        if len(new) == len(old) == 1:  # of two that are alike nobody can say which became which
            yield (plural, min(new)), min(old)


def _nameless(record: Record) -> tuple[Record, ...]:
    """The record without its key; a team whose key says what it stands for says so itself once it is renamed."""
    bare: Record = structs.replace(record, key="")
    if isinstance(record, Team) and not record.covers:
        return bare, structs.replace(bare, covers=(record.key,))
    return (bare,)


def _called(plural: str, key: RecordKey, renamed: dict[tuple[str, str], str]) -> RecordKey:
    """The key of a record of several parts, as it was before these were renamed."""
    kind = BY_PLURAL[plural]
    refers = dict(kind.refers)
    parts = zip(kind.key, key, strict=True)
    return tuple(renamed.get((refers[name][0], part), part) if name in refers else part for name, part in parts)
