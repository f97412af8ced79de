"""Bringing a plan file into a Portfolio, and moving the dates of an example to today."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

from msgspec import structs

from ..errors import BAD_INPUT, MopsError
from ..model.fields import Record
from ..model.kinds import KINDS, RecordKey, faults, kind_of
from ..model.lookup import dangling, shown, strangers
from ..model.portfolio import Portfolio
from .plan import dated

R = TypeVar("R", bound=Record)
SHOWN_FAULTS = 20


class GivenRow(Protocol):
    """A record read from a file, with the fields that the file names."""

    @property
    def record(self) -> Record: ...
    @property
    def given(self) -> frozenset[str]: ...


Row = TypeVar("Row", bound=GivenRow)


def merge(portfolio: Portfolio, rows: Iterable[Row], *, locate: Callable[[Row], str], prune: bool = False) -> Portfolio:
    """Add or change what the rows say; a field that a row omits stays as it is.

    With `prune`, records of a kind that the rows mention are removed where no row names them. Every reference to
    nothing is reported with its place (`locate`), and then nothing changes.
    """
    edited: dict[str, dict[RecordKey, Record]] = {}
    named: dict[str, set[RecordKey]] = {}
    placed: list[tuple[Row, Record]] = []
    for row in rows:
        kind = kind_of(row.record)
        key = kind.key_of(row.record)
        if kind.plural not in edited:
            edited[kind.plural], named[kind.plural] = dict(portfolio.of(kind.plural)), set()
        collection = edited[kind.plural]
        record = merged(collection.get(key), row)
        collection[key] = record
        named[kind.plural].add(key)
        placed.append((row, record))
    if prune:
        edited = {plural: {k: r for k, r in found.items() if k in named[plural]} for plural, found in edited.items()}
    after = structs.replace(portfolio, **edited)
    refuse_broken([(record, locate(row)) for row, record in placed if next(faults(record), None)])
    refuse_dangling(after, [(record, locate(row)) for row, record in _suspects(after, placed)])
    if "letters" in edited and not prune:  # rows that the file does not name may have lost their letter
        refuse_dangling(after, [(one, "in the store") for one in strangers(after)])
    if prune:
        refuse_dangling(after, [(r, "not in the file") for kind in KINDS for r in after.of(kind.plural).values()])
    return dated(portfolio, after)


def merged(was: Record | None, row: GivenRow) -> Record:
    """The stored record with the fields that the row gives; the row's own record where nothing was stored."""
    if was is None:
        return row.record
    return structs.replace(was, **{field: getattr(row.record, field) for field in row.given})


def _suspects(after: Portfolio, placed: list[tuple[Row, Record]]) -> list[tuple[Row, Record]]:
    """The rows that refer to nothing. Said apart from the telling because 100,000 rows take the same path."""
    return [(row, record) for row, record in placed if next(dangling(after, record), None)]


def refuse_dangling(portfolio: Portfolio, placed: Iterable[tuple[Record, str]]) -> None:
    """Raise one error that names every reference to nothing, each with its place."""
    _refuse([(record, place, error.message) for record, place in placed for error in dangling(portfolio, record)])


def refuse_broken(placed: Iterable[tuple[Record, str]]) -> None:
    """Raise one error that names every hard invariant broken by what a row says and the store held before."""
    _refuse([(record, place, fault) for record, place in placed for fault in faults(record)])


def _called(record: Record) -> str:
    kind = kind_of(record)
    return f"{kind.word} {shown(kind.key_of(record))}"


def _refuse(told: Sequence[tuple[Record, str, str]]) -> None:
    lines = [f"{place}: {_called(record)}: {why}" for record, place, why in told]
    if lines:
        more = [f"and {len(lines) - SHOWN_FAULTS} more"] if len(lines) > SHOWN_FAULTS else []
        raise MopsError("\n".join(lines[:SHOWN_FAULTS] + more), code=BAD_INPUT)


def shift(record: R, days: int) -> R:
    """The record with every date in it moved by so many calendar days."""
    moved = {
        name: value + timedelta(days=days)
        for name in record.__struct_fields__
        if isinstance(value := getattr(record, name), date)
    }
    return structs.replace(record, **moved) if moved else record


def whole_weeks(anchor: date, today: date) -> int:
    """Days from the week of `anchor` to the week of `today`, so that weekdays stay weekdays."""
    return (today - anchor).days // 7 * 7
