"""The verbs that nouns share: add, set, remove, rename. Each noun says its fields, its examples and which it has."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from ..edit import records
from ..errors import a
from ..model.fields import Record
from ..model.kinds import BY_RECORD
from ..model.portfolio import Portfolio
from ..service import Edit
from .frame import Noun
from .options import NewKey, key_argument
from .wiring import Desk, changes, takes

Cascade = Annotated[bool, typer.Option("--cascade", help="also take what depends on it, as one change")]

# What a new record has where nothing else was said, from the store, the desk, and its key with what was said.
Usual = Callable[[Portfolio, Desk, Mapping[str, Any]], Mapping[str, Any]]


def _named_by_key(_: Portfolio, __: Desk, given: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"name": given["key"]}


def add_standard_verbs(
    noun: Noun,
    record: type[Record],
    fields: Mapping[str, Any],
    *,
    required: tuple[str, ...] = (),
    usual: Usual = _named_by_key,
    called: str = "",
    examples: str,
) -> None:
    """Give a noun those of the four verbs that `examples` has a line for, in the order of the lines.

    A line is one command, its verb the word before its first key; `called` is what a user calls one (`a team`).
    """
    standard = _verbs(record, fields, required, usual, called or a(BY_RECORD[record].word))
    for example in (line.strip() for line in examples.strip().splitlines()):
        name = next(word for word in example.split() if word in standard)
        function, about = standard[name]
        function.__doc__ = f"{about}\n\nExamples:\n  {example}"
        noun.verb(name)(changes(function))


def _verbs(
    record: type[Record], fields: Mapping[str, Any], required: tuple[str, ...], usual: Usual, one: str
) -> dict[str, tuple[Callable[..., Any], str]]:
    """The four verbs as plain functions, each with what it does."""
    kind = BY_RECORD[record]
    an_existing = Annotated[str, key_argument(kind.word.upper(), kind.plural, help=f"the key of {one}")]
    several = f"{kind.word.upper()}..."
    some_existing = Annotated[list[str], key_argument(several, kind.plural, help=f"the key of {one}; several at once")]

    @takes(fields, required=required)
    def add(desk: Desk, key: NewKey, **given: Any) -> Edit:
        said = {"key": key, **records.emptied(record, given)}
        return lambda portfolio: records.add(portfolio, record(**{**usual(portfolio, desk, said), **said}))

    @takes(fields)
    def change(desk: Desk, key: an_existing, **given: Any) -> Edit:
        return lambda portfolio: records.update(portfolio, record, key, given)

    def remove(desk: Desk, keys: some_existing, cascade: Cascade = False) -> Edit:
        return lambda portfolio: records.remove(portfolio, record, *dict.fromkeys(keys), cascade=cascade)

    def rename(desk: Desk, key: an_existing, new: NewKey) -> Edit:
        return lambda portfolio: records.rename(portfolio, record, key, new)

    return {
        "add": (add, f"Add {one}."),
        "set": (change, f"Change fields of {one}."),
        "remove": (remove, f"Remove {one} that nothing refers to."),
        "rename": (rename, f"Give {one} another key, everywhere it is named."),
    }
