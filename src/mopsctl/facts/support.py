"""Who supports a plan, by function and level, whether executives of both sides do, and whom to see (domain §1.5)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from ..model.org import Level, Person
from ..model.plan import Participation
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.support import Support
from .by_plan import records_of
from .memo import fact
from .participation import functions_of, involved, naming, participation, people_of

LEVELS: tuple[Level, ...] = ("executive", "leader", "practitioner")
SideName = Literal["marketing", "technology"]


class SupportCell(Struct, frozen=True):
    """One function at one level: everybody there, and who of them holds which of the four marks. Keys of people."""

    function: str
    level: Level
    people: tuple[str, ...]
    solution: tuple[str, ...]
    timing: tuple[str, ...]
    takes_part: tuple[str, ...]
    informed: tuple[str, ...]

    @property
    def supporters(self) -> tuple[str, ...]:
        """Those who agree with the solution and with the timing."""
        return tuple(person for person in self.solution if person in self.timing)


class Side(Struct, frozen=True):
    """The executives of one side; it is present when one of them agrees with solution and timing."""

    name: SideName
    executives: tuple[str, ...]
    agreed: tuple[str, ...]
    not_now: tuple[str, ...]  # agree with the solution, not with the timing

    @property
    def present(self) -> bool:
        """Does anybody on this side agree with both?"""
        return bool(self.agreed)


class Missing(Struct, frozen=True):
    """Somebody to see, or a place that nobody fills: why, and the command that records what came of it."""

    function: str  # several, with commas, where the same people stand for them
    level: str
    people: tuple[str, ...]  # keys; none where nobody is known
    why: str
    sentence: str
    cure: str
    code: str  # the rule behind it
    team: str  # empty where it is about a side of executives


@fact
def marks(portfolio: Portfolio) -> Mapping[str, Mapping[str, Support]]:
    """Support by plan, then person."""
    return {plan: {one.person: one for one in records_of(portfolio, "support", plan)} for plan in portfolio.plans}


@fact
def support_matrix(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[SupportCell, ...]:
    """The matrix function x level (domain §1.5), row by row: every function of an involved team, at all three levels.

    Functions stand in the policy's order (marketing, then technology), then by key; people by key.
    """
    order = {name: place for place, name in enumerate((*policy.marketing_functions, *policy.technology_functions))}
    functions = {function for team in involved(portfolio, plan) for function in functions_of(portfolio, team)}
    rows = sorted(functions, key=lambda name: (order.get(name, len(order)), name))
    present = _people_by_cell(portfolio)
    held = marks(portfolio).get(plan, {})
    return tuple(
        _cell(function, level, present.get((function, level), ()), held) for function in rows for level in LEVELS
    )


@fact
def executive_sides(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[Side, Side]:
    """The marketing and the technology side (domain §1.5): who are its executives, and which of them agree."""
    held = marks(portfolio).get(plan, {})
    present = _people_by_cell(portfolio)

    def side(name: SideName, functions: Iterable[str]) -> Side:
        executives = sorted({key for function in functions for key in present.get((function, "executive"), ())})
        answers = [(key, held[key]) for key in executives if key in held and held[key].solution == "yes"]
        return Side(
            name,
            tuple(executives),
            tuple(key for key, support in answers if support.timing == "yes"),
            tuple(key for key, support in answers if support.timing == "no"),
        )

    return side("marketing", policy.marketing_functions), side("technology", policy.technology_functions)


@fact
def holes(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[SupportCell, ...]:
    """The cells in which there are people and none of them supports the plan, in the order of the matrix."""
    return tuple(cell for cell in support_matrix(portfolio, plan, policy) if cell.people and not cell.supporters)


@fact
def _people_by_cell(portfolio: Portfolio) -> Mapping[tuple[str, Level], tuple[str, ...]]:
    cells: dict[tuple[str, Level], list[str]] = {}
    people: list[Person] = sorted(portfolio.people.values(), key=lambda person: person.key)
    for person in people:
        for function in functions_of(portfolio, person.team):
            cells.setdefault((function, person.level), []).append(person.key)
    return {cell: tuple(keys) for cell, keys in cells.items()}


def _cell(function: str, level: Level, people: tuple[str, ...], held: Mapping[str, Support]) -> SupportCell:
    marked = [held[person] for person in people if person in held]
    return SupportCell(
        function,
        level,
        people,
        solution=tuple(support.person for support in marked if support.solution == "yes"),
        timing=tuple(support.person for support in marked if support.timing == "yes"),
        takes_part=tuple(support.person for support in marked if support.takes_part),
        informed=tuple(support.person for support in marked if support.informed),
    )


@fact
def missing(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[Missing, ...]:
    """Executives who do not agree, holes at the other levels, leaders on their own, teams that do not see what changes.

    In that order; within it by the order of the matrix, or by team.
    """
    return (
        *_sides_unknown(portfolio, plan, policy),
        *_executives(portfolio, plan, policy),
        *_holes(portfolio, plan, policy),
        *_alone(portfolio, plan),
        *_unclear(portfolio, plan),
    )


def _sides_unknown(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[Missing]:
    functions = {"marketing": policy.marketing_functions, "technology": policy.technology_functions}
    for side in executive_sides(portfolio, plan, policy):
        if not side.executives:
            team = next(_teams_for(portfolio, plan, functions[side.name]), "TEAM")
            sentence = f"no executive is known on the {side.name} side"
            cure = f"mopsctl person add PERSON --team {team} --level executive"
            yield Missing(side.name, "executive", (), "nobody known", sentence, cure, "SUP302", "")


def _teams_for(portfolio: Portfolio, plan: str, functions: Sequence[str]) -> Iterator[str]:
    """Teams that stand for one of the functions; those involved first."""
    first = involved(portfolio, plan)
    for team in (*first, *(key for key in sorted(portfolio.teams) if key not in first)):
        if any(function in functions for function in functions_of(portfolio, team)):
            yield team


def _executives(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[Missing]:
    """Executives who do not agree with both: of either side, of involved teams, and their peers with a mark."""
    cells = support_matrix(portfolio, plan, policy)
    keys = [key for cell in cells if cell.level == "executive" for key in cell.people]
    keys += [key for side in executive_sides(portfolio, plan, policy) for key in side.executives]
    keys += [key for key in sorted(marks(portfolio).get(plan, {})) if portfolio.people[key].level == "executive"]
    for key in dict.fromkeys(keys):
        mark = portfolio.support.get((plan, key)) or Support(plan, key)
        if mark.solution != "yes" or mark.timing != "yes":
            yield _executive(portfolio, portfolio.people[key], mark)


def _executive(portfolio: Portfolio, person: Person, mark: Support) -> Missing:
    match mark:
        case Support(solution="yes", timing="no"):
            why, said = "not now", "agrees with the solution, not with the timing"
        case Support(solution="yes"):
            why, said = "timing open", "agrees with the solution, and has yet to agree with the timing"
        case Support(solution="no"):
            why, said = "not agreed", "does not agree with the solution"
        case _:
            why, said = "not agreed", "has yet to agree with the solution"
    options = " --solution ANSWER" * (mark.solution != "yes") + " --timing ANSWER" * (mark.timing != "yes")
    return Missing(
        _functions(portfolio, person.team),
        "executive",
        (person.key,),
        why,
        f"{person.key} {said}",
        f"mopsctl support set {person.key}{options}{naming(portfolio, mark.plan)}",
        "SUP303" if why == "not now" else "SUP302",
        person.team,
    )


def _holes(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[Missing]:
    """Leaders and practitioners of whom nobody supports the plan; once where they stand for several functions."""
    functions: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for cell in holes(portfolio, plan, policy):
        if cell.level != "executive":
            functions.setdefault((cell.level, cell.people), []).append(cell.function)
    for (level, people), names in functions.items():
        told = ", ".join(names)
        sentence = f"no {level} in {told} agrees with solution and timing"
        cure = f"mopsctl support set {people[0]} --solution ANSWER --timing ANSWER{naming(portfolio, plan)}"
        team = portfolio.people[people[0]].team
        yield Missing(told, level, people, "no supporter", sentence, cure, "SUP301", team)


def _alone(portfolio: Portfolio, plan: str) -> Iterator[Missing]:
    """Leaders of involved teams with no colleague who takes part, or none who is informed.

    Colleagues are all others of the team but its executives, who stand above.
    """
    held = marks(portfolio).get(plan, {})
    for team in involved(portfolio, plan):
        staff = [person.key for person in people_of(portfolio).get(team, ()) if person.level != "executive"]
        active = [key for key in staff if key in held and held[key].takes_part]
        informed = [key for key in staff if key in held and held[key].informed]
        leaders = [key for key in staff if portfolio.people[key].level == "leader"]
        inactive = [leader for leader in leaders if not set(active) - {leader}]
        untold = [leader for leader in leaders if not set(informed) - {leader}]
        if inactive or untold:
            yield _left_alone(portfolio, plan, team, staff, inactive, untold)


def _left_alone(
    portfolio: Portfolio, plan: str, team: str, staff: list[str], inactive: list[str], untold: list[str]
) -> Missing:
    alone = sorted({*inactive, *untold})
    lack = " or ".join(["takes part"] * bool(inactive) + ["is informed"] * bool(untold))
    sentence = f"{', '.join(alone)} {'has' if len(alone) == 1 else 'have'} no colleague in {team} who {lack}"
    others = [key for key in staff if portfolio.people[key].level != "leader"] or staff
    colleague = next((key for key in others if alone != [key]), "")
    options = " --takes-part" * bool(inactive) + " --informed" * bool(untold)
    cure = (
        f"mopsctl support set {colleague}{options}{naming(portfolio, plan)}"
        if colleague
        else f"mopsctl person add PERSON --team {team}"
    )
    return Missing(_functions(portfolio, team), "leader", tuple(alone), "on their own", sentence, cure, "SUP304", team)


def _unclear(portfolio: Portfolio, plan: str) -> Iterator[Missing]:
    """Involved teams for which it is not written down what changes, or in which nobody understands that."""
    for team in involved(portfolio, plan):
        standing = participation(portfolio, plan, team)
        whose = portfolio.people[standing.understood_by].team if standing.understood_by else ""
        if standing.impact.strip() and whose == team:
            continue
        options = " --impact TEXT" * (not standing.impact.strip()) + " --understood-by PERSON" * (whose != team)
        leaders = [person.key for person in people_of(portfolio).get(team, ()) if person.level == "leader"]
        yield Missing(
            _functions(portfolio, team),
            "leader",
            tuple(leaders),
            "change not understood",
            _not_understood(standing, whose),
            f"mopsctl team join {team}{options}{naming(portfolio, plan)}",
            "SUP305",
            team,
        )


def _not_understood(standing: Participation, whose: str) -> str:
    team, person = standing.team, standing.understood_by
    if not whose:
        who = f"nobody in {team} is known to understand it"
    else:
        who = "" if whose == team else f"who understands it, {person}, is in {whose}"
    unwritten = f"what changes for {team} is not written down"
    if not standing.impact.strip():
        return f"{unwritten}, and {who}" if who else unwritten
    return f"what changes for {team} is written down, but {who}"


def _functions(portfolio: Portfolio, team: str) -> str:
    return ", ".join(functions_of(portfolio, team))
