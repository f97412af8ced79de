"""Portfolios of every kind of record, for hypothesis: no reference to nothing, no invariant broken.

Made from the model itself, so that a kind or a field that is new is in them at once.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from msgspec import NODEFAULT, Meta, structs

from mopsctl.edit.plan import is_building
from mopsctl.model.fields import Record, typed
from mopsctl.model.kinds import BY_PLURAL, BY_RECORD, KINDS, Kind, faults
from mopsctl.model.lookup import dangling
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import DUTIES, SchemeLetter, scheme

TODAY = date(2026, 11, 23)
KEYS = ("a", "b", "c.1", "Z_9", "0", "no", "x-" * 30)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"), max_size=12)
PAIRED = ("capabilities", "tasks", "positions")  # of which others join two
SLUGGED = tuple(kind for kind in KINDS if kind.key == ("key",))


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """A Portfolio as a store may hold it."""
    keys = {kind.plural: tuple(draw(st.sets(st.sampled_from(KEYS), min_size=1, max_size=2))) for kind in SLUGGED}
    for plural in PAIRED:
        keys[plural] = tuple(sorted({*keys[plural], "a", "b"}))
    letters = draw(st.sets(st.sampled_from("RACISDYN"), max_size=4))
    found: dict[str, dict[Any, Any]] = {
        "letters": {one: SchemeLetter(one, draw(words(1)), draw(st.sampled_from(DUTIES))) for one in letters}
    }
    speaks = tuple(one.letter for one in scheme(found["letters"]))
    for kind in KINDS:
        if kind.plural != "letters":
            found[kind.plural] = _whole(draw(_records(kind, keys, speaks)))
    return _without_danglers(found)


def words(least: int = 0) -> st.SearchStrategy[str]:
    return TEXT.filter(lambda text: len(text) >= least)


@st.composite
def _records(draw: st.DrawFn, kind: Kind, keys: dict[str, tuple[str, ...]], letters: Sequence[str]) -> list[Record]:
    given: Sequence[Any] = keys[kind.plural] if kind.key == ("key",) else range(draw(st.integers(1, 3)))
    made = []
    for key in given:
        values = {name: draw(field(kind, name, keys, letters)) for name in _hints(kind.record)}
        if kind.key == ("key",):
            values["key"] = key
        if None not in (values[name] for name in _required(kind.record)):
            made.append(_settled(_consistent(kind.record(**values))))
    return made


@cache
def _hints(record: type[Record]) -> dict[str, Any]:
    return get_type_hints(record, include_extras=True)


@cache
def _required(record: type[Record]) -> tuple[str, ...]:
    return tuple(field.name for field in structs.fields(record) if field.default is NODEFAULT)


def field(kind: Kind, name: str, keys: dict[str, tuple[str, ...]], letters: Sequence[str]) -> st.SearchStrategy[Any]:
    """What may stand in a field; None in a required one says that there is nothing to refer to."""
    refers, hint = dict(kind.refers), _hints(kind.record)[name]
    if name in refers:
        several = len(refers[name]) > 1
        there = [
            typed(BY_PLURAL[plural].word, key) if several else key for plural in refers[name] for key in keys[plural]
        ]
        default = {one.name: one.default for one in structs.fields(kind.record)}[name]
        empty = [None if default is NODEFAULT else default] if default is not NODEFAULT or not there else []
        return st.sampled_from([*there, *empty])
    if name == "letter":
        return st.sampled_from(letters)
    if name == "code":
        return st.sampled_from(["GAT401", "RAC709"])
    return _of_type(hint)


def _of_type(hint: Any, meta: Meta | None = None) -> st.SearchStrategy[Any]:
    meta = meta or next((one for one in getattr(hint, "__metadata__", ()) if isinstance(one, Meta)), None)
    if hasattr(hint, "__metadata__"):
        return _of_type(hint.__origin__, meta)
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is tuple:
        return st.lists(_of_type(get_args(hint)[0]), max_size=3, unique=True).map(tuple)
    if get_args(hint):
        return st.one_of(*map(_of_type, get_args(hint)))
    if hint is str:
        is_key = meta and meta.pattern and re.match(meta.pattern, "a")
        return st.sampled_from(KEYS) if is_key and not re.match(meta.pattern, " ") else words(meta.min_length or 0)  # type: ignore[arg-type, union-attr]
    if hint in (int, float):
        numbers: Any = st.integers if hint is int else st.floats
        return numbers(meta.ge, meta.le)  # type: ignore[no-any-return, union-attr]
    simple = {type(None): st.none(), bool: st.booleans(), date: st.integers(-9, 9).map(lambda n: TODAY + timedelta(n))}
    return simple[hint]


def _consistent(record: Record) -> Record:
    """A record that contradicts itself says less: no day and no estimate that it can do without."""
    if not list(faults(record)):
        return record
    spare = [one.name for one in structs.fields(type(record)) if one.default is None]
    silent = structs.replace(record, **dict.fromkeys(spare))
    return structs.replace(silent, kind="task") if BY_RECORD[type(record)].plural == "tasks" else silent


def _settled(record: Any) -> Record:
    """As an edit leaves it: an as-is row names no plan, and a plan knows the day on which it began to build."""
    match BY_RECORD[type(record)].plural:
        case "assignments":
            return structs.replace(record, state="to-be" if record.plan else "as-is")
        case "plans" if is_building(record.stage):
            return structs.replace(record, built=min(record.built or TODAY, TODAY))
    return record  # type: ignore[no-any-return]


def _whole(records: Sequence[Record]) -> dict[Any, Record]:
    """Without what breaks an invariant."""
    sound = [record for record in records if not list(faults(record))]
    return {BY_RECORD[type(record)].key_of(record): record for record in sound}


def _without_danglers(found: dict[str, dict[Any, Any]]) -> Portfolio:
    """Without what refers to a record that could not be made, and to what refers to that."""
    while True:
        portfolio = Portfolio(today=TODAY, **found)
        left = {
            plural: {key: one for key, one in records.items() if not list(dangling(portfolio, one))}
            for plural, records in found.items()
        }
        if left == found:
            return portfolio
        found = left
