"""Erasing a person: from rows, from history and from the copies beside the store (GDPR article 17, KVKK article 7).

What the person did for a plan stays under a pseudonym. History is rewritten rather than continued, so that
no undo and no look at the past brings the data back. Copies elsewhere are out of reach.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from msgspec import Struct, structs

from .. import lazy
from ..changes import Change, ChangeSet, diff
from ..errors import unknown
from ..model.fields import Name, Record, Text, typed
from ..model.kinds import BY_RECORD, KINDS, Kind
from ..model.org import Person
from ..model.portfolio import Portfolio
from . import gateway, reading
from .backend import Backend, Connection

PSEUDONYM = "forgotten-"
NAME = "forgotten person"

# Records that tell of a person and of nothing that was done for a plan: what one thinks, knows, and when one is away.
_ABOUT_ONE = {"support": "person", "days_off": "holder", "held_skills": "person"}

# A shorter name is erased as a whole word only: "Al" is in too many others.
_SHORTEST_PIECE = 4
_LONGEST = {Name: 400, Text: 10_000}


class Forgotten(Struct, frozen=True):
    """What was erased: rows and change-sets rewritten, copies deleted; `number` is the serial after it."""

    pseudonym: str
    number: int
    rows: int
    history: int
    backups: tuple[str, ...]


class Eraser:
    """Writes a pseudonym over one person, in records and in text."""

    def __init__(self, key: str, names: Iterable[str], pseudonym: str) -> None:
        self.key = key
        self.pseudonym = pseudonym
        self._key_word = re.compile(rf"(?<![\w.-]){re.escape(key)}(?![\w-]|\.\w)")
        pieces = [_pattern_of(name) for name in sorted(names, key=len, reverse=True)]
        self._names = re.compile("|".join(pieces), re.IGNORECASE)

    def text(self, text: str) -> str:
        """The text without the person's names, addresses and key."""
        return self._key_word.sub(self.pseudonym, self._names.sub(NAME, text))

    def record(self, record: Record) -> Record | None:
        """The record without the person; None where it is about nothing else."""
        kind = BY_RECORD[type(record)]
        if kind.plural in _ABOUT_ONE and self._is_about(kind, record):
            return None
        if kind.plural == "people" and record.key == self.key:  # type: ignore[attr-defined]
            return structs.replace(record, key=self.pseudonym, name=NAME, title="", email="")
        altered = {**self._pointers(kind, record), **self._texts(kind, record)}
        return structs.replace(record, **altered) if altered else record

    def _is_about(self, kind: Kind, record: Record) -> bool:
        return getattr(record, _ABOUT_ONE[kind.plural]) in (self.key, typed("person", self.key))

    def _pointers(self, kind: Kind, record: Record) -> dict[str, str]:
        found = {}
        for field, plurals in kind.refers:
            if "people" in plurals:
                bare = len(plurals) == 1
                was = self.key if bare else typed("person", self.key)
                if getattr(record, field) == was:
                    found[field] = self.pseudonym if bare else typed("person", self.pseudonym)
        return found

    def _texts(self, kind: Kind, record: Record) -> dict[str, str]:
        found = {}
        for field, annotation in kind.record.__annotations__.items():
            if annotation not in (Name, Text) or (kind.plural == "people" and field == "name"):
                continue  # another person may bear the same name
            was = getattr(record, field)
            if (text := self.text(was)) != was:
                found[field] = text[: _LONGEST[annotation]]
        return found


def forget(backend: Backend, person: str, today: date, actor: str, admit: gateway.Admit) -> Forgotten:
    """Erase a person, present or past; NOT_FOUND where neither rows nor history know the key."""
    statements = lazy.load("mopsctl.store.statements:Statements")  # imports SQLModel before the lock
    with backend.writing() as connection:
        before = reading.portfolio(backend, connection, today)
        eraser = _eraser(connection, before, person)
        after = _erased(before, eraser)
        admit(before, after)
        changes = diff(before, after)
        writer = statements(backend, connection)
        gateway.write_records(backend, writer, changes)
        rewritten = _rewrite_history(connection, writer, eraser)
        number = reading.identity(backend, connection).serial + 1
        command = f"person forget {eraser.pseudonym}"
        gateway.append(writer, ChangeSet((), number, eraser.text(actor), datetime.now(UTC), command))
    copies = backend.backups()
    for copy in copies:
        copy.unlink(missing_ok=True)
    backend.compact()
    return Forgotten(eraser.pseudonym, number, len(changes), rewritten, tuple(copy.name for copy in copies))


def _pattern_of(name: str) -> str:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return words if len(name) >= _SHORTEST_PIECE else rf"(?<!\w){words}(?!\w)"


def _eraser(connection: Connection, now: Portfolio, person: str) -> Eraser:
    known = [*now.people.values(), *_people_in_history(connection)]
    keys = {record.key for record in known}
    names = {name for record in known if record.key == person for name in (record.name, record.email) if name}
    if not names:
        raise unknown("person", person, sorted(now.people))
    taken = [int(match[1]) for key in keys if (match := re.fullmatch(rf"{PSEUDONYM}(\d{{1,9}})", key))]
    return Eraser(person, names, f"{PSEUDONYM}{max(taken, default=0) + 1}")


def _people_in_history(connection: Connection) -> Iterator[Person]:
    decode = reading.change_decoder()
    rows = connection.execute(reading.select("changes", ("kind", "before", "after")) + " WHERE \"kind\" = 'people'")
    changes: Iterator[Change] = (decode(*row) for row in rows)
    return (side for change in changes for side in (change.before, change.after) if isinstance(side, Person))


def _erased(portfolio: Portfolio, eraser: Eraser) -> Portfolio:
    collections: dict[str, Any] = {}
    for kind in KINDS:
        records = [eraser.record(record) for record in portfolio.of(kind.plural).values()]
        collections[kind.plural] = {kind.key_of(record): record for record in records if record is not None}
    return Portfolio(today=portfolio.today, **collections)


def _rewrite_history(connection: Connection, writer: Any, eraser: Eraser) -> int:
    """Rewrite change-sets in place; changes that are about nothing else go, and those that now change nothing."""
    decode, encode = reading.change_decoder(), msgspec.json.Encoder().encode
    altered: list[tuple[str | None, str | None, int, int]] = []
    gone: list[tuple[int, int]] = []
    columns = ("changeset", "position", "kind", "before", "after")
    for changeset, position, plural, *sides in connection.execute(reading.select("changes", columns)):
        was = decode(plural, *sides)
        now = [None if record is None else eraser.record(record) for record in (was.before, was.after)]
        if now[0] == now[1]:
            gone.append((changeset, position))
        elif now != [was.before, was.after]:
            texts = [None if record is None else encode(record).decode() for record in now]
            altered.append((texts[0], texts[1], changeset, position))
    writer.delete("changes", gone)
    writer.amend("changes", ("before", "after"), altered)
    said = connection.execute(reading.select("changesets", ("number", "actor", "command"))).fetchall()
    scrubbed = [(eraser.text(actor), eraser.text(command), number) for number, actor, command in said]
    retold = [new for new, (_, *old) in zip(scrubbed, said, strict=True) if [*new[:2]] != old]
    writer.amend("changesets", ("actor", "command"), retold)
    return len({row[0] for row in gone} | {row[2] for row in altered} | {row[2] for row in retold})
