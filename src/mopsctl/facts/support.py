"""Who supports a plan, by function and level, and whether the executives of both sides do (domain §1.5)."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from ..model.org import Level, Person
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.support import Support
from .memo import fact
from .participation import functions_of, involved

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


@fact
def marks(portfolio: Portfolio) -> Mapping[str, Mapping[str, Support]]:
    """Support by plan, then person."""
    by_plan: dict[str, dict[str, Support]] = {}
    for support in portfolio.support.values():
        by_plan.setdefault(support.plan, {})[support.person] = support
    return by_plan


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
