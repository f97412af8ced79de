"""The commands that cure findings on responsibility, with the keys that are known. No rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..facts.commitment import commitment, rounds
from ..facts.memo import fact
from ..facts.participation import involved, naming
from ..facts.responsibility import Row, holders_in, scheme_of
from ..facts.short import shared_keys, short
from ..model.fields import untyped
from ..model.portfolio import Portfolio

IN_PLAN = "in plan"


def give(portfolio: Portfolio, row: Row, holder: str, wanted: str) -> str:
    """`mopsctl raci set` that gives a holder (typed key) letters; without a holder, TEAM stands for one.

    The command sets exactly what it names, so what the holder has is named too; but whoever does it or answers for it
    is not told.
    """
    kind, _, key = holder.partition(":")
    named = f"--{kind} {key}" if holder else "--team TEAM"
    words = _words(portfolio)
    letters, where = words[row.letters_of(holder), wanted], words[row.plan, IN_PLAN]
    _, _, subject = row.subject.partition(":")
    if subject in words.shared:
        subject = row.subject
    return f"mopsctl raci set {subject} {named} {letters}{where}"


@fact
def _words(portfolio: Portfolio) -> "_Words":
    return _Words(portfolio)


class _Words(dict[tuple[str, str], str]):
    """What commands say again and again: there are few such words, and many rows.

    By the letters held and those wanted, those that a holder is to have then, with blanks between; by a plan and
    IN_PLAN, what `in_plan` says.
    """

    def __init__(self, portfolio: Portfolio) -> None:
        super().__init__()
        self._portfolio = portfolio
        self.shared = shared_keys(portfolio, False)  # of subjects that `short` names by their kind too

    def __missing__(self, key: tuple[str, str]) -> str:
        first, wanted = key
        said = in_plan(self._portfolio, first) if wanted == IN_PLAN else self._given({*first, *wanted})
        self[key] = said
        return said

    def _given(self, letters: set[str]) -> str:
        known = scheme_of(self._portfolio)
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
    if row.plan and (platform := portfolio.plans[row.plan].platform):
        teams = _offering(portfolio).get((row.subject.partition(":")[2], platform))
        if teams is not None and (holder := willing(portfolio, row, teams)):
            return holder
    return willing(portfolio, row, [holder for holder, _ in row.cells]) if row.cells else ""


def willing(portfolio: Portfolio, row: Row, holders: Iterable[str]) -> str:
    """The first of some holders that is of no team which refused: a duty of it would be the next finding (RAC710)."""
    out = refusing(portfolio, row.plan) if row.plan else {}
    for holder in holders:
        if holder not in out:
            return holder
    return ""


@fact
def refusing(portfolio: Portfolio, plan: str) -> Mapping[str, str]:
    """The holders in teams that refused in a plan, and of each the team: the first where it is in several."""
    asked = sorted(rounds(portfolio, plan), reverse=True)
    refused = [team for team in asked if commitment(portfolio, plan, team).level == "refused"]
    return {holder: team for team in refused for holder in holders_in(portfolio, team)}


@fact
def _offering(portfolio: Portfolio) -> Mapping[tuple[str, str], Sequence[str]]:
    """The teams that offer a capability on a platform (typed keys), by both."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in portfolio.offerings.values():
        found.setdefault((one.capability, one.platform), []).append(f"team:{one.team}")
    return {place: sorted(teams) for place, teams in found.items()}


def doer(portfolio: Portfolio, row: Row) -> str:
    """Who probably does the work: who answers for it; where several do, somebody who does not."""
    if len(row.answers) == 1 and (only := willing(portfolio, row, row.answers)):
        return only
    others = [holder for holder, _ in row.cells if holder not in row.answers]
    if row.answers:
        return willing(portfolio, row, others) or willing(portfolio, row, _without(portfolio, row))
    return likely_holder(portfolio, row)


def someone_without(portfolio: Portfolio, row: Row) -> str:
    """An involved team (typed key) that has no letter in the row; empty where there is none."""
    return next(_without(portfolio, row), "")


def _without(portfolio: Portfolio, row: Row) -> Iterator[str]:
    if row.plan:
        having = [holder for holder, _ in row.cells]
        for team in involved(portfolio, row.plan):
            if (holder := f"team:{team}") not in having:
                yield holder
