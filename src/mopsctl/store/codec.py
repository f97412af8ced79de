"""Records to rows and back: which fields of a record the database does not hold as they are.

SQLite knows no dates and booleans, and no database here a tuple. Every codec is explicit, none is the driver's.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import islice, starmap
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import Any, get_args, get_origin

from ..model.fields import Record
from ..model.kinds import KINDS, Kind, RecordKey

BATCH = 5_000  # rows held at a time beside the records made of them

Codec = Callable[[Any], Any]


def write_words(words: tuple[str, ...]) -> str:
    """Keys hold no blanks, so blanks part them."""
    return " ".join(words)


def read_words(text: str) -> tuple[str, ...]:
    """What `write_words` wrote."""
    return tuple(text.split(" ")) if text else ()


# type -> (write, read)
WORDS: Mapping[type, tuple[Codec, Codec]] = MappingProxyType({tuple: (write_words, read_words)})
PLAIN: Mapping[type, tuple[Codec, Codec]] = MappingProxyType(
    {**WORDS, date: (date.isoformat, date.fromisoformat), bool: (int, bool)}
)


class Shape:
    """How records of one kind stand in rows; columns are in the order of the record's fields."""

    __slots__ = ("_dated", "_dates", "_encoders", "_key", "_no_dates", "_others", "_row", "decoders", "fields", "kind")

    def __init__(self, kind: Kind, codecs: Mapping[type, tuple[Codec, Codec]]) -> None:
        self.kind = kind
        self.fields: tuple[str, ...] = kind.record.__struct_fields__
        types = [_type_of(kind, field) for field in self.fields]
        coded = [(i, codecs[t]) for i, t in enumerate(types) if t in codecs]
        self._encoders = [(i, write) for i, (write, _) in coded]
        self.decoders = [(i, read) for i, (_, read) in coded]
        self._dated = [(i, read) for i, read in self.decoders if types[i] is date]
        self._others = [(i, read) for i, read in self.decoders if types[i] is not date]
        self._dates = itemgetter(slice(0), *(i for i, _ in self._dated))  # a slice, so that it is always a tuple
        self._no_dates = ((), *(None for _ in self._dated))
        self._key = attrgetter(*kind.key)
        self._row = attrgetter(*self.fields)

    def row(self, record: Record) -> Sequence[Any]:
        """The record as the values of its columns."""
        values = list(self._row(record))
        for i, write in self._encoders:
            if values[i] is not None:
                values[i] = write(values[i])
        return values

    def records(self, rows: Iterable[Sequence[Any]]) -> dict[RecordKey, Record]:
        """Rows as records by key. ValueError or TypeError where a value is none that `row` writes."""
        rows, found = iter(rows), dict[RecordKey, Record]()
        make: Callable[..., Record] = self.kind.record
        while batch := list(islice(rows, BATCH)):
            made = list(map(self._record, batch) if self.decoders else starmap(make, batch))
            found.update(zip(map(self._key, made), made, strict=True))
        return found

    def _record(self, row: Sequence[Any]) -> Record:
        values = list(row)
        if self._dates(row) != self._no_dates:  # most rows have none, and 100,000 of them are not gone through
            for i, read in self._dated:
                if values[i] is not None:
                    values[i] = read(values[i])
        for i, read in self._others:
            values[i] = read(values[i])
        return self.kind.record(*values)


def _type_of(kind: Kind, field: str) -> Any:
    """`date` of `date | None`, `tuple` of `tuple[Key, ...]`; other types need no codec and any answer will do."""
    annotation: Any = kind.record.__annotations__[field]
    if get_origin(annotation) is tuple:
        return tuple
    return next((t for t in get_args(annotation) or (annotation,) if t in (date, bool)), annotation)


def shapes(codecs: Mapping[type, tuple[Codec, Codec]]) -> dict[str, Shape]:
    """The shape of every kind, by its plural."""
    return {kind.plural: Shape(kind, codecs) for kind in KINDS}
