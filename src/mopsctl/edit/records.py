"""What every edit is made of: add, replace, remove and rename records of any kind.

References are checked here and nowhere else: no edit returns a Portfolio with a dangling one.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec import NODEFAULT, structs

from ..errors import NOT_FOUND, NOUNS, USAGE, MopsError, a, unknown
from ..model.capability import Similarity
from ..model.fields import Record, typed, untyped
from ..model.kinds import BY_PLURAL, BY_RECORD, BY_WORD, Kind, RecordKey, faults, kind_of
from ..model.lookup import Pointer, dangling, get, pointers, shown
from ..model.org import Team
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.slugs import free as free
from ..model.validation import validated

R = TypeVar("R", bound=Record)

# The functions that facts ask for by name; a team without `covers` stands for its own key.
FUNCTIONS = frozenset((*Policy().marketing_functions, *Policy().technology_functions))


SUBJECTS = ("capability", "activity", "platform", "task")  # what a letter may be on


def holder(
    portfolio: Portfolio, *, team: str | None = None, person: str | None = None, position: str | None = None
) -> str:
    """The typed key of exactly one team, person or position."""
    named = [
        (kind, key) for kind, key in (("team", team), ("person", person), ("position", position)) if key is not None
    ]
    if len(named) != 1:
        raise MopsError("name one holder: --team TEAM, --person PERSON or --position POSITION", code=USAGE)
    kind, key = named[0]
    get(portfolio, BY_WORD[kind].record, key)
    return typed(kind, key)


def subject(portfolio: Portfolio, name: str) -> str:
    """The typed key of a capability, activity, platform or task, from its key alone or from `kind:key`."""
    kinds = [BY_WORD[word] for word in SUBJECTS]
    if ":" in name:
        word, key = untyped(name)
        if word not in SUBJECTS:
            told = f"{', '.join(SUBJECTS[:-1])} and {SUBJECTS[-1]}"
            raise MopsError(f'no kind of subject "{word}"; there are {told}', code=USAGE)
        get(portfolio, BY_WORD[word].record, key)
        return name
    found = [kind.word for kind in kinds if name in portfolio.of(kind.plural)]
    if len(found) > 1:
        choices = " or ".join(typed(word, name) for word in found)
        raise MopsError(f'"{name}" is the key of more than one thing; write {choices}', code=USAGE)
    if not found:
        known = [key for kind in kinds for key in portfolio.of(kind.plural)]
        raise unknown("capability, activity, platform or task", name, known, hint="mopsctl capability list")
    return typed(found[0], name)


def put(portfolio: Portfolio, *records: Record) -> Portfolio:
    """Add or replace records, several at once; refuses bad values, broken invariants and dangling references."""
    edited: dict[str, dict[RecordKey, Record]] = {}
    for record in map(validated, records):
        for fault in faults(record):
            raise MopsError(f"{kind_of(record).word} {shown(kind_of(record).key_of(record))}: {fault}", code=USAGE)
        kind = kind_of(record)
        if kind.plural not in edited:  # copied once: 5,000 rows may meet 100,000
            edited[kind.plural] = dict(portfolio.of(kind.plural))
        edited[kind.plural][kind.key_of(record)] = record
    after = structs.replace(portfolio, **edited)
    for record in records:
        for error in dangling(after, record):
            raise error
    return after


def add(portfolio: Portfolio, *records: Record) -> Portfolio:
    """Add records whose keys are free."""
    for record in records:
        kind = kind_of(record)
        key = kind.key_of(record)
        if key in portfolio.of(kind.plural):
            has_set = len(kind.key) == 1 and kind.word != "plan"
            raise _taken(kind, key, f"mopsctl {NOUNS.get(kind.word, kind.word)} set {shown(key)}" if has_set else "")
    return put(portfolio, *records)


def _taken(kind: Kind, key: RecordKey, hint: str = "") -> MopsError:
    return MopsError(f'there is already {a(kind.word)} "{shown(key)}"', hint=hint, code=USAGE)


def update(portfolio: Portfolio, record: type[R], key: RecordKey, fields: Mapping[str, Any]) -> Portfolio:
    """Change some fields of one record; an empty text takes back what was said in a field that need not be given."""
    return put(portfolio, structs.replace(get(portfolio, record, key), **emptied(record, fields)))


def emptied(record: type[Record], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as a record takes them: an empty text is what the field holds where nobody said anything."""
    unsaid = {field.name: field.default for field in structs.fields(record) if field.default is not NODEFAULT}
    return {name: unsaid.get(name, value) if value == "" else value for name, value in fields.items()}


def _without(portfolio: Portfolio, kind: Kind, key: RecordKey) -> Portfolio:
    records = {k: r for k, r in portfolio.of(kind.plural).items() if k != key}
    return structs.replace(portfolio, **{kind.plural: records})


def remove(portfolio: Portfolio, record: type[Record], *keys: RecordKey, cascade: bool = False) -> Portfolio:
    """Remove records of one kind; refuses while others refer to one of them, or with `cascade` takes or empties these.

    That they refer to each other keeps none of them.
    """
    for key in keys:
        get(portfolio, record, key)
    for key in keys:
        if key in portfolio.of(BY_RECORD[record].plural):  # not gone with one before it
            portfolio = _remove(portfolio, BY_RECORD[record], key, keys, cascade)
    return portfolio


def _remove(portfolio: Portfolio, kind: Kind, key: RecordKey, going: Collection[RecordKey], cascade: bool) -> Portfolio:
    staying = [one for one in pointers(portfolio, kind, key) if one.kind is not kind or one.key not in going]
    if staying and not cascade:
        listed = ", ".join(map(str, staying[:5])) + (f" and {len(staying) - 5} more" if staying[5:] else "")
        others = "".join(f" {shown(one)}" for one in going if one != key)
        raise MopsError(
            f'{kind.word} "{shown(key)}" is still referred to: {listed}',
            hint=f"mopsctl {NOUNS.get(kind.word, kind.word)} remove {shown(key)}{others} --cascade",
            code=USAGE,
        )
    for pointer in staying:
        portfolio = _release(portfolio, pointer)
    return _without(portfolio, kind, key)


def _release(portfolio: Portfolio, pointer: Pointer) -> Portfolio:
    """Empty the field that points, or remove the whole record where it cannot be without it."""
    record = portfolio.of(pointer.kind.plural).get(pointer.key)
    if record is None:  # gone with an earlier pointer
        return portfolio
    defaults = {f.name: f.default for f in structs.fields(record)}
    if pointer.field in pointer.kind.key or defaults[pointer.field] is not None:
        return remove(portfolio, type(record), pointer.key, cascade=True)
    return put(portfolio, structs.replace(record, **{pointer.field: None}))


def rename(portfolio: Portfolio, record: type[Record], key: str, new: str) -> Portfolio:
    """Give a record another key, and point everything that refers to it there."""
    kind = BY_RECORD[record]
    old = get(portfolio, record, key)
    if new in portfolio.of(kind.plural):
        raise _taken(kind, new)
    repointed: dict[tuple[str, RecordKey], dict[str, Any]] = {(kind.plural, key): {kind.key[0]: new}}
    if isinstance(old, Team) and not old.covers and key in FUNCTIONS:
        repointed[kind.plural, key]["covers"] = (key,)  # else its name alone would end what it stands for
    for pointer in pointers(portfolio, kind, key):
        is_typed = len(dict(pointer.kind.refers)[pointer.field]) > 1
        fields = repointed.setdefault((pointer.kind.plural, pointer.key), {})
        fields[pointer.field] = typed(kind.word, new) if is_typed else new
    validated(structs.replace(old, **repointed[kind.plural, key]))
    edited: dict[str, dict[RecordKey, Record]] = {}
    for (plural, old_key), fields in repointed.items():
        if plural not in edited:
            edited[plural] = dict(portfolio.of(plural))
        records = edited[plural]
        now = in_order(structs.replace(records.pop(old_key), **fields))
        records[BY_PLURAL[plural].key_of(now)] = now
    return structs.replace(portfolio, **edited)


def in_order(record: Record) -> Record:
    """Two similar capabilities are written in alphabetical order; every other record is as it is."""
    if isinstance(record, Similarity) and record.like < record.capability:
        return Similarity(record.like, record.capability)
    return record


def happened(portfolio: Portfolio, on: date | None) -> date:
    """The day something took place: today unless said, and never one that is still to come."""
    if on and on > portfolio.today:
        raise MopsError(f"{on} is still to come; say the day it happened", code=USAGE)
    return on or portfolio.today


def nothing_found(what: str, hint: str = "") -> MopsError:
    """For a record that is named by several parts and is not there."""
    return MopsError(f"no {what}", hint=hint, code=NOT_FOUND)
