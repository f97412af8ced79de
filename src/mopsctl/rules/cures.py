"""The commands that cure findings on responsibility, with the keys that are known. No rules."""

from collections.abc import Iterable, Sequence

from ..facts.memo import fact
from ..facts.overlap import is_of_plan, offerings_by_capability
from ..facts.participation import involved, naming
from ..facts.responsibility import Row, scheme_of, short
from ..model.fields import untyped
from ..model.portfolio import Portfolio


def give(portfolio: Portfolio, row: Row, holder: str, wanted: str) -> str:
    """`mopsctl raci set` that gives a holder (typed key) letters; without a holder, TEAM stands for one.

    The command sets exactly what it names, so what the holder has is named too; but whoever does it or answers for it
    is not told.
    """
    letters = _given(portfolio, row.letters_of(holder), wanted)
    named = flags([holder]) if holder else " --team TEAM"
    where = in_plan(portfolio, row.plan)
    return f"mopsctl raci set {short(portfolio, row.subject)}{named} {letters}{where}"


@fact
def _given(portfolio: Portfolio, held: str, wanted: str) -> str:
    """The letters that a holder is to have then, with blanks between. There are few such words, and many rows."""
    known = scheme_of(portfolio)
    letters = {*held, *wanted}
    if letters & {*known.answers, *known.does}:
        letters -= {*known.told}
    return " ".join(known.in_order(letters))


def pass_on(portfolio: Portfolio, row: Row, giver: str, holder: str, wanted: str) -> str:
    """`mopsctl raci set` that gives a holder letters which another (typed key) gives up in the same change."""
    return f"{give(portfolio, row, holder, wanted)} --from {short(portfolio, giver)}"


def hand_on(portfolio: Portfolio, row: Row, giver: str, holder: str) -> str:
    """`mopsctl raci set` by which a giver no longer answers for a subject; SUBJECT and TEAM where neither is known."""
    letter = scheme_of(portfolio).answers[:1]
    if row.subject:
        return pass_on(portfolio, row, giver, holder, letter)
    where = in_plan(portfolio, row.plan)
    return f"mopsctl raci set SUBJECT --team TEAM {letter}{where} --from {short(portfolio, giver)}"


def take(portfolio: Portfolio, row: Row, holders: Sequence[str], letters: str) -> str:
    """`mopsctl raci clear` that takes these letters from holders (typed keys), all in one change."""
    held = {letter for holder in holders for letter in row.letters_of(holder)}
    gone = " ".join(letter for letter in scheme_of(portfolio).in_order(held) if letter in letters)
    where = in_plan(portfolio, row.plan)
    return f"mopsctl raci clear {short(portfolio, row.subject)}{flags(holders)} {gone}{where}"


def flags(holders: Iterable[str]) -> str:
    """` --team it --person ada`: holders (typed keys) as options."""
    return "".join(f" --{kind} {key}" for kind, key in map(untyped, holders))


def in_plan(portfolio: Portfolio, plan: str) -> str:
    """The options that name a plan's to-be rows (the usual ones need none), or the as-is ones."""
    return naming(portfolio, plan) if plan else " --state as-is"


def likely_holder(portfolio: Portfolio, row: Row) -> str:
    """Who probably takes a missing letter: who offers the capability on the plan's platform, else who has a part."""
    _, key = untyped(row.subject)
    if row.plan and is_of_plan(portfolio, row.plan, key):
        platform = portfolio.plans[row.plan].platform
        return next(f"team:{o.team}" for o in offerings_by_capability(portfolio)[key] if o.platform == platform)
    return next((holder for holder, _ in row.cells), "")


def doer(portfolio: Portfolio, row: Row) -> str:
    """Who probably does the work: who answers for it; where several do, somebody who does not."""
    if len(row.answers) == 1:
        return row.answers[0]
    others = (holder for holder, _ in row.cells if holder not in row.answers)
    if row.answers:
        return next(others, someone_without(portfolio, row))
    return likely_holder(portfolio, row)


def someone_without(portfolio: Portfolio, row: Row) -> str:
    """An involved team (typed key) that has no letter in the row; empty where there is none."""
    having = {holder for holder, _ in row.cells}
    for team in involved(portfolio, row.plan) if row.plan else ():
        if (holder := f"team:{team}") not in having:
            return holder
    return ""
