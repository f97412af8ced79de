"""Letter schemes as files: RACI, RASCI and DACI, which come along, and a company's own in the same form.

A scheme is a plan file that holds nothing but `letters`. Their order is that of the file.
"""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ..errors import BAD_INPUT, USAGE, MopsError, nearest
from ..model.responsibility import DUTIES, SchemeLetter
from .faults import Faults
from .files import read_source
from .plan_yaml import PlanFile, load
from .templates import scheme_file, scheme_names

HINT = "mopsctl raci scheme --help"


class SchemeFile(Struct, frozen=True):
    """A scheme and its name: that of the file for one that comes along, else its path."""

    name: str
    letters: tuple[SchemeLetter, ...]


def names() -> list[str]:
    """The schemes that come along."""
    return scheme_names()


def read(name: str) -> SchemeFile:
    """A scheme by its name, or a company's own by its path; all faults of a file with their lines in one MopsError."""
    known = names()
    if name in known:
        return SchemeFile(name, _letters(scheme_file(name)))
    if "/" not in name and "\\" not in name and Path(name).suffix.lower() not in (".yaml", ".yml"):
        guess = nearest(name, known)
        told = f'; did you mean "{guess}"?' if guess else f"; there are {', '.join(known)}, or a file: ./ours.yaml"
        hint = f"mopsctl raci scheme {guess or known[0]}"
        raise MopsError(f'no letter scheme "{name}"{told}', hint=hint, code=USAGE)
    return SchemeFile(name, _letters(load(read_source(name))))


def called(letters: Sequence[SchemeLetter]) -> str:
    """The name under which a scheme comes along; empty for a company's own."""
    said = [(one.letter, one.word, one.duty) for one in letters]
    return next((n for n in names() if [(o.letter, o.word, o.duty) for o in read(n).letters] == said), "")


def _letters(file: PlanFile) -> tuple[SchemeLetter, ...]:
    faults = Faults(file.name)
    found: list[SchemeLetter] = []
    for row in file.rows:
        if not isinstance(row.record, SchemeLetter):
            faults.add(row.line, row.column, "a letter scheme holds nothing but letters")
            continue
        if why := _clash(row.record, found):
            faults.add(row.line, row.column, why)
        found.append(row.record)
    faults.settle()
    if not found:
        raise MopsError(f"{file.name} holds no letters", hint=HINT, code=BAD_INPUT)
    duties = {one.duty for one in found}
    if missing := [f"none that {duty}" for duty in DUTIES[:2] if duty not in duties]:
        faults.add(file.rows[-1].line, 0, f"among the letters there is {' and '.join(missing)}")
    faults.settle()
    return tuple(sorted(found, key=lambda one: one.place))


def _clash(one: SchemeLetter, others: Sequence[SchemeLetter]) -> str:
    """Why a letter cannot stand beside others, in a few words: what is typed must say one thing only."""
    word = one.word.casefold()
    for other in others:
        if word == other.word.casefold():
            return f"{other.letter} is called {one.word} too"
        if word == other.letter.casefold():
            return f"{one.letter} is called {one.word}, which is another letter"
        if other.word.casefold() == one.letter.casefold():
            return f"{other.letter} is called {other.word}, which is another letter"
    return ""
