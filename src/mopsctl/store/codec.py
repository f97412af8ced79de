"""Records to rows and back: which fields of a record the database does not hold as they are.

SQLite knows no dates and booleans, and no database here a tuple. Every codec is explicit, none is the driver's.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import Any, get_args, get_origin

from ..model.fields import Record
from ..model.kinds import KINDS, Kind, RecordKey

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

    __slots__ = ("_encoders", "_key", "_row", "decoders", "fields", "kind")

    def __init__(self, kind: Kind, codecs: Mapping[type, tuple[Codec, Codec]]) -> None:
        self.kind = kind
        self.fields: tuple[str, ...] = kind.record.__struct_fields__
        coded = [(i, codecs[t]) for i, field in enumerate(self.fields) if (t := _type_of(kind, field)) in codecs]
        self._encoders = [(i, write) for i, (write, _) in coded]
        self.decoders = [(i, read) for i, (_, read) in coded]
        self._key = itemgetter(*(self.fields.index(field) for field in kind.key))
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
        make, key, decoders = self.kind.record, self._key, self.decoders
        found: dict[RecordKey, Record] = {}
        for row in rows:
            values = list(row)
            for i, read in decoders:
                if values[i] is not None:
                    values[i] = read(values[i])
            found[key(values)] = make(*values)
        return found


def _type_of(kind: Kind, field: str) -> Any:
    """`date` of `date | None`, `tuple` of `tuple[Key, ...]`; other types need no codec and any answer will do."""
    annotation: Any = kind.record.__annotations__[field]
    if get_origin(annotation) is tuple:
        return tuple
    return next((t for t in get_args(annotation) or (annotation,) if t in (date, bool)), annotation)


def shapes(codecs: Mapping[type, tuple[Codec, Codec]]) -> dict[str, Shape]:
    """The shape of every kind, by its plural."""
    return {kind.plural: Shape(kind, codecs) for kind in KINDS}
