"""Finding records in a Portfolio: by key, by what they refer to, by what refers to them."""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from ..errors import USAGE, MopsError, a, nearest, unknown
from .fields import Record, typed, untyped
from .kinds import BY_PLURAL, BY_RECORD, BY_WORD, KINDS, Kind, RecordKey, kind_of
from .portfolio import Portfolio
from .responsibility import Assignment, scheme
from .slugs import slug

R = TypeVar("R", bound=Record)


class Pointer(NamedTuple):
    """One place where a record of `kind` with `key` refers to another through `field`."""

    kind: Kind
    key: RecordKey
    field: str

    def __str__(self) -> str:
        return f"{self.kind.word} {shown(self.key)} ({self.field})"


def shown(key: RecordKey) -> str:
    """A record key as a user reads it: tuples joined with slashes, empty parts left out."""
    return "/".join(str(part) for part in key if part != "") if isinstance(key, tuple) else str(key)


def get(portfolio: Portfolio, record: type[R], key: RecordKey) -> R:
    """The record under a key, or `no team "anlytics"; did you mean "analytics"?`."""
    kind = BY_RECORD[record]
    found = portfolio.of(kind.plural).get(key)
    if found is None:
        raise missing(portfolio, kind, shown(key))
    return found  # type: ignore[no-any-return]


def missing(portfolio: Portfolio, kind: Kind, key: str) -> MopsError:
    """The error for a key that is not there; whoever typed a name, or nearly one, is told the key of it."""
    known = {shown(k): one for k, one in portfolio.of(kind.plural).items()}
    names = {name: k for k, one in known.items() if (name := slug(getattr(one, "name", "")))}
    guess = names.get(slug(key)) or nearest(key, list(known)) or names.get(nearest(slug(key), list(names)) or "", "")
    return unknown(kind.word, key, list(known), guess=guess)


def references(record: Record) -> Iterator[tuple[str, Kind, str]]:
    """Every (field, kind, key) that a record points to; an empty field points to nothing."""
    for field, plurals in kind_of(record).refers:
        value = getattr(record, field)
        if not value:
            continue
        if len(plurals) == 1:
            yield field, BY_PLURAL[plurals[0]], value
        else:
            word, key = untyped(value)
            yield field, BY_WORD.get(word, BY_PLURAL[plurals[0]]), key


def dangling(portfolio: Portfolio, record: Record) -> Iterator[MopsError]:
    """One error for each reference of a record to something that is not there."""
    for field, kind, key in references(record):
        allowed = dict(kind_of(record).refers)[field]
        if kind.plural not in allowed:
            words = " or ".join(BY_PLURAL[plural].word for plural in allowed)
            yield MopsError(f'{field} "{getattr(record, field)}" is not {a(words)}', code=USAGE)
        elif key not in portfolio.of(kind.plural):
            yield missing(portfolio, kind, key)
    if isinstance(record, Assignment):
        known = scheme(portfolio.letters)
        if all(record.letter != one.letter for one in known):
            told = ", ".join(f"{one.letter} ({one.word})" for one in known)
            yield MopsError(f'no letter "{record.letter}"; there are {told}', code=USAGE)


def strangers(portfolio: Portfolio) -> tuple[Assignment, ...]:
    """The assignments whose letter the scheme does not have: a change of the scheme must leave none behind."""
    known = {one.letter for one in scheme(portfolio.letters)}
    return tuple(one for one in portfolio.assignments.values() if one.letter not in known)


def pointers(portfolio: Portfolio, kind: Kind, key: RecordKey) -> tuple[Pointer, ...]:
    """Every place that refers to one record, in the order of `KINDS`."""
    found: list[Pointer] = []
    for other in KINDS:
        fields = [(f, len(plurals) > 1) for f, plurals in other.refers if kind.plural in plurals]
        for field, is_typed in fields:
            sought = typed(kind.word, key) if is_typed else key
            found += [
                Pointer(other, other_key, field)
                for other_key, record in portfolio.of(other.plural).items()
                if getattr(record, field) == sought
            ]
    return tuple(found)
