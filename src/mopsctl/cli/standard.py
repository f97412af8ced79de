"""The verbs that every noun has: add, set, remove, rename. Each noun says its fields and its examples."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from ..edit import records
from ..model.fields import Record
from ..model.kinds import BY_RECORD
from ..service import Edit
from .frame import Noun
from .options import NewKey, key_argument
from .wiring import Desk, changes, takes

Cascade = Annotated[bool, typer.Option("--cascade", help="also take what depends on it, as one change")]


def add_standard_verbs(
    noun: Noun, record: type[Record], fields: Mapping[str, Any], *, required: tuple[str, ...] = (), examples: str
) -> None:
    """Give a noun its four verbs. `examples` has one line each for add, set, remove and rename, in that order."""
    kind = BY_RECORD[record]
    word = kind.word
    an_existing = Annotated[str, key_argument(word.upper(), kind.plural)]
    lines = [line.strip() for line in examples.strip().splitlines()]

    @takes(fields, required=required)
    def add(desk: Desk, key: NewKey, **given: Any) -> Edit:
        return lambda portfolio: records.add(portfolio, record(**{kind.key[0]: key, "name": key, **given}))

    @takes(fields)
    def change(desk: Desk, key: an_existing, **given: Any) -> Edit:
        return lambda portfolio: records.update(portfolio, record, key, given)

    def remove(desk: Desk, key: an_existing, cascade: Cascade = False) -> Edit:
        return lambda portfolio: records.remove(portfolio, record, key, cascade=cascade)

    def rename(desk: Desk, key: an_existing, new: NewKey) -> Edit:
        return lambda portfolio: records.rename(portfolio, record, key, new)

    helped: tuple[tuple[str, Callable[..., Any], str], ...] = (
        ("add", add, f"Add a {word}."),
        ("set", change, f"Change fields of a {word}."),
        ("remove", remove, f"Remove a {word} that nothing refers to."),
        ("rename", rename, f"Give a {word} another key, everywhere it is named."),
    )
    for (name, function, about), example in zip(helped, lines, strict=True):
        function.__doc__ = f"{about}\n\nExamples:\n  {example}"
        noun.verb(name)(changes(function))
