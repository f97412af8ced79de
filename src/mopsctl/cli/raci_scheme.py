"""`mopsctl raci scheme`: which letters the company speaks, and speaking others from now on (domain §2.3)."""

from typing import Annotated

import typer

from ..edit.scheme import HELP, switch
from ..errors import USAGE, MopsError
from ..facts.responsibility import scheme_of
from ..formats import raci_schemes
from ..model.portfolio import Portfolio
from ..reports.document import Report
from ..reports.listing import Field, listing
from ..service import Edit, read
from .wiring import Desk, changes_all

MEANS = {"answers": "answers for it", "does": "does it", "asked": "is asked before", "told": "is told"}
FIELDS = (Field("letter", tone="strong"), Field("word"), Field("duty"), Field("rows", right=True))

SchemeName = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME|FILE]",
        help="raci, rasci, daci, or a file of your own (default: show what is in force)",
        show_default=False,
    ),
]


@changes_all
def scheme(
    desk: Desk,
    name: SchemeName = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", help="which letter in use becomes which; may be repeated", metavar="OLD=NEW"),
    ] = None,
) -> Edit | Report:
    """Show the letters of the company, or change them.

    Examples:
      mopsctl raci scheme
      mopsctl raci scheme rasci
      mopsctl raci scheme daci --map R=D
      mopsctl raci scheme ./ours.yaml --dry-run
    """
    if name is None:
        if map_:
            raise MopsError("--map goes with the scheme to change to", hint="mopsctl raci scheme daci --map R=D")
        return _shown(read(desk.place, desk.today))
    try:
        wanted = raci_schemes.read(name)
    except MopsError as error:
        error.hint = error.hint or HELP
        raise
    pairs = [_pair(word) for word in map_ or ()]
    meant = dict(pairs)
    if len(meant) < len(set(pairs)):
        raise MopsError("--map says of one letter that it becomes two", hint=HELP, code=USAGE)
    return lambda portfolio: switch(portfolio, wanted.name, wanted.letters, meant)


def _pair(word: str) -> tuple[str, str]:
    old, equals, new = (part.strip().upper() for part in word.partition("="))
    if not equals or not old or not new:
        raise MopsError(f'--map "{word}" is not OLD=NEW, e.g. --map R=D', hint=HELP, code=USAGE)
    return old, new


def _shown(portfolio: Portfolio) -> Report:
    """The letters in force, what each stands for, and on how many rows it is used."""
    known = scheme_of(portfolio).letters
    counts: dict[str, int] = {}
    for one in portfolio.assignments.values():
        counts[one.letter] = counts.get(one.letter, 0) + 1
    rows = [
        {"letter": one.letter, "word": one.word, "duty": one.duty, "duty_told": MEANS[one.duty],
         "rows": counts.get(one.letter, 0)}
        for one in known
    ]  # fmt: skip
    named = raci_schemes.called(known).upper()
    title = f"Letters: {named}" if named else "Letters: your own scheme"
    return listing("raci.scheme", title, rows, FIELDS, "")
