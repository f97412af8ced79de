"""Another letter scheme for the whole store: its letters, and what becomes of those that are in use (domain §2.3)."""

from collections.abc import Mapping, Sequence

from msgspec import structs

from ..errors import USAGE, MopsError
from ..facts.participation import naming
from ..facts.responsibility import Row, rows, scheme_of, short
from ..model.fields import untyped
from ..model.portfolio import Portfolio
from ..model.responsibility import DUTIES, RACI, Assignment, SchemeLetter
from . import records

Key = tuple[str, str, str, str, str]
HELP = "mopsctl raci scheme --help"


def switch(portfolio: Portfolio, name: str, letters: Sequence[SchemeLetter], meant: Mapping[str, str]) -> Portfolio:
    """Speak another scheme from now on; `meant` says which letter in use becomes which.

    Refuses when a letter in use has no place in it: none of that name, or one that stands for another duty.
    """
    _refuse_unfit(name, letters)
    ordered = [structs.replace(one, place=place) for place, one in enumerate(letters)]
    becomes = _becomes(portfolio, name, ordered, meant)
    bare = structs.replace(portfolio, letters={}, assignments={})
    spoken = bare if tuple(ordered) == RACI else records.put(bare, *ordered)
    after = records.put(spoken, *_translated(portfolio, becomes).values())
    _refuse_second(portfolio, after)
    return after


def _refuse_unfit(name: str, letters: Sequence[SchemeLetter]) -> None:
    known = [one.letter for one in letters]
    if twice := next((letter for letter in known if known.count(letter) > 1), ""):
        raise MopsError(f"{name} has the letter {twice} twice", hint=HELP, code=USAGE)
    missing = [duty for duty in DUTIES[:2] if duty not in {one.duty for one in letters}]
    if missing:
        raise MopsError(f"{name} has no letter that {' and none that '.join(missing)}", hint=HELP, code=USAGE)


def _becomes(
    portfolio: Portfolio, name: str, letters: Sequence[SchemeLetter], meant: Mapping[str, str]
) -> dict[str, str]:
    """What each letter in use is from now on."""
    was, now = scheme_of(portfolio), {one.letter: one for one in letters}
    in_use = {a.letter for a in portfolio.assignments.values()}
    used = [one for one in was.letters if one.letter in in_use]
    for old, new in meant.items():
        if old not in was.order:
            told = f'no letter "{old}" to translate; there are {", ".join(was.order)}'
            raise MopsError(told, hint="mopsctl raci scheme", code=USAGE)
        if new not in now:
            raise MopsError(f'{name} has no letter "{new}"; it has {", ".join(now)}', hint=HELP, code=USAGE)
    homeless = [
        one for one in used if one.letter not in meant and (one.letter not in now or now[one.letter].duty != one.duty)
    ]
    if homeless:
        named = ", ".join(f"{one.letter} ({one.word})" for one in homeless)
        lacking = {one.letter for one in homeless}
        count = sum(a.letter in lacking for a in portfolio.assignments.values())
        maps = " ".join(f"--map {one.letter}={_like(one, letters)}" for one in homeless)
        raise MopsError(
            f"{named}: in use {count} time{'s' if count != 1 else ''}, and with no place in {name}",
            hint=f"mopsctl raci scheme {name} {maps}",
            code=USAGE,
        )
    return {one.letter: meant.get(one.letter, one.letter) for one in used}


def _like(one: SchemeLetter, letters: Sequence[SchemeLetter]) -> str:
    """The letter of the same duty; LETTER where only the user can say."""
    return next((other.letter for other in letters if other.duty == one.duty), "LETTER")


def _translated(portfolio: Portfolio, becomes: Mapping[str, str]) -> dict[Key, Assignment]:
    """All assignments in the new letters; two that fall together are agreed only where both were."""
    found: dict[Key, Assignment] = {}
    for key in sorted(portfolio.assignments):
        one = portfolio.assignments[key]
        one = structs.replace(one, letter=becomes[one.letter])
        new = (one.plan, one.subject, one.holder, one.letter, one.state)
        if new in found and not (one.agreed and found[new].agreed):
            one = structs.replace(one, agreed=False, agreed_by=None, agreed_on=None)
        found[new] = one
    return found


def _refuse_second(before: Portfolio, after: Portfolio) -> None:
    """Refuse a translation after which a second one answers where one did."""
    for scope, some in rows(after).items():
        for subject, row in some.items():
            was = rows(before)[scope][subject]
            if len(row.answers) > 1 >= len(was.answers):
                who = ", ".join(untyped(holder)[1] for holder in row.answers)
                second = next(holder for holder in row.answers if holder not in was.answers)
                raise MopsError(
                    f"then {len(row.answers)} answer for {untyped(subject)[1]}: {who}",
                    hint=_clearing(before, was, second),
                    code=USAGE,
                )


def _clearing(before: Portfolio, was: Row, holder: str) -> str:
    """The command that takes the letters of one who would answer too."""
    kind, key = untyped(holder)
    letters = " ".join(was.letters_of(holder))
    where = naming(before, was.plan) if was.plan else " --state as-is"
    return f"mopsctl raci clear {short(before, was.subject)} --{kind} {key} {letters}{where}"
