"""The history under the names of now: what was renamed in between is one thing, and to rename it is no change.

Who may know what of it is `reports.retold`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from msgspec import structs

from ..changes import Change, ChangeSet
from ..model.capability import Similarity
from ..model.fields import Record, typed, untyped
from ..model.kinds import BY_PLURAL, BY_WORD, RecordKey, kind_of
from ..model.org import Team
from ..model.policy import Policy

FUNCTIONS = frozenset((*Policy().marketing_functions, *Policy().technology_functions))

Slug: TypeAlias = tuple[str, str]  # (plural, key)
Names: TypeAlias = dict[Slug, str]


def under_names_of_now(change_sets: Iterable[ChangeSet]) -> Iterator[list[Change]]:
    """The changes of each change-set, the newest first, as if everything had always had the key that it has now."""
    names: Names = {}  # of what had another key at the moment that is come to: the one it has now
    for change_set in change_sets:
        changes = change_set.changes
        then = _before(names, changes)
        yield list(changes) if not (names or then) else _put_together(changes, then, names)
        names = then


def _before(names: Names, changes: Sequence[Change]) -> Names:
    """The names before the changes, by those after them."""
    slugs = [
        one for one in changes if BY_PLURAL[one.kind].key == ("key",) and (one.before is None) != (one.after is None)
    ]
    if not slugs:
        return names
    was = dict(_renamed(slugs))
    then = dict(names)
    for change in slugs:
        if change.before is None:  # what had this key before was something else
            then.pop((change.kind, change.key), None)
    then |= {(plural, old): names.get((plural, new), new) for (plural, new), old in was.items()}
    followed = {(plural, old) for (plural, _), old in was.items()}
    for change in slugs:
        slug = (change.kind, change.key)
        if change.after is None and slug not in followed:
            _keep_apart(then, slug)
    return {slug: name for slug, name in then.items() if slug[1] != name}


def _keep_apart(names: Names, slug: Slug) -> None:
    """What is gone keeps its key, unless something else took it since: then a mark tells the two apart."""
    plural, name = slug
    taken = {other for (kind, key), other in names.items() if kind == plural and key != name}
    while name in taken:
        name += "~"
    names[slug] = name


def _put_together(changes: Iterable[Change], before: Names, after: Names) -> list[Change]:
    """Of a record that only went from one key to another, both sides as one change; none where they are the same."""
    sides: dict[tuple[str, RecordKey], list[Record | None]] = {}
    for change in changes:
        kind = BY_PLURAL[change.kind]
        for place, record, names in ((0, change.before, before), (1, change.after, after)):
            if record is not None:
                known = _under(record, names)
                sides.setdefault((change.kind, kind.key_of(known)), [None, None])[place] = known
    return [Change(plural, was, now) for (plural, _), (was, now) in sides.items() if was != now]


def _under(record: Record, names: Names) -> Record:
    """The record, with its own key and those it refers to by their names of now."""
    if not names:
        return record
    kind, fields = kind_of(record), dict[str, Any]()
    if kind.key == ("key",) and (name := names.get((kind.plural, record.key))):  # type: ignore[attr-defined]
        fields["key"] = name
        if isinstance(record, Team) and not record.covers and not FUNCTIONS.isdisjoint((record.key, name)):
            fields["covers"] = (record.key,)  # its key said what it stands for
    for field, plurals in kind.refers:
        if key := getattr(record, field):
            word, bare = untyped(key) if len(plurals) > 1 else ("", key)
            plural = BY_WORD[word].plural if word in BY_WORD else plurals[0]
            if name := names.get((plural, bare)):
                fields[field] = typed(word, name) if word else name
    return _in_order(structs.replace(record, **fields)) if fields else record


def _in_order(record: Record) -> Record:
    if isinstance(record, Similarity) and record.like < record.capability:
        return Similarity(record.like, record.capability)
    return record


def _renamed(changes: Sequence[Change]) -> Iterator[tuple[Slug, str]]:
    """((plural, new key), old key) of what has another key after the changes and is else the same.

    Again and again, since something may refer to another that was renamed in the same breath.
    """
    # Of what only came, as most of the first change-set of a store did, nothing is looked at.
    kinds = {one.kind for one in changes if one.after is None} & {one.kind for one in changes if one.before is None}
    either = [one for one in changes if one.kind in kinds]
    found: dict[Slug, str] = {}
    while more := dict(_alike(either, found)):
        found |= more
    yield from found.items()


def _alike(changes: Iterable[Change], known: dict[Slug, str]) -> Iterator[tuple[Slug, str]]:
    gone: dict[tuple[str, Record], set[str]] = {}
    come: dict[tuple[str, Record], set[str]] = {}
    names = {(plural, old): new for (plural, new), old in known.items()}
    for change in changes:
        if change.before is not None and (change.kind, change.key) not in names:
            for alike in _nameless(_under(change.before, names)):
                gone.setdefault((change.kind, alike), set()).add(change.key)
        elif change.after is not None and (change.kind, change.key) not in known:
            for alike in _nameless(change.after):
                come.setdefault((change.kind, alike), set()).add(change.key)
    for (plural, alike), new in come.items():
        old = gone.get((plural, alike), set())
        if len(new) == len(old) == 1:  # of two that are alike nobody can say which became which
            yield (plural, min(new)), min(old)


def _nameless(record: Any) -> tuple[Record, ...]:
    """The record without its key; a team whose key says what it stands for says so itself once it is renamed."""
    bare: Record = structs.replace(record, key="")
    if isinstance(record, Team) and not record.covers:
        return bare, structs.replace(bare, covers=(record.key,))
    return (bare,)
