"""Where a holder of letters or rights belongs: its teams, and its box in the chart of that state (domain §2.3, §4)."""

from collections.abc import Mapping

from ..model.fields import untyped
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .memo import fact


def is_uncharted(portfolio: Portfolio, holder: str, state: State) -> bool:
    """Whether a holder (typed key) is a position without a box in a chart that is begun: nobody can be in it then."""
    kind, key = untyped(holder)
    return kind == "position" and (key, state) not in portfolio.boxes and _is_begun(portfolio, state)


@fact
def _is_begun(portfolio: Portfolio, state: State) -> bool:
    return any(in_state == state for _, in_state in portfolio.boxes)


def teams_of(portfolio: Portfolio, holder: str, state: State = "to-be") -> frozenset[str]:
    """The teams that a holder (typed key) is of: a position is of the team of its box, and of that of who holds it.

    A position without a box in that state is looked at in the other.
    """
    kind, key = untyped(holder)
    if kind != "position":
        return frozenset((key if kind == "team" else portfolio.people[key].team,))
    other: State = "as-is" if state == "to-be" else "to-be"
    for box in (portfolio.boxes.get((key, state)), portfolio.boxes.get((key, other))):
        if box and (box.team or box.holder):
            held_by = portfolio.people[box.holder].team if box.holder else ""
            return frozenset(filter(None, (box.team, held_by)))
    return frozenset()


def team_of(portfolio: Portfolio, holder: str) -> str:
    """The team that a holder is, or belongs to; empty for a position that stands in none."""
    return team_by_holder(portfolio)[holder]


@fact
def team_by_holder(portfolio: Portfolio) -> Mapping[str, str]:
    """The same of many: whoever is looked up is in it."""
    return _Teams(portfolio)


class _Teams(dict[str, str]):
    """Made as they are asked for: few people hold anything."""

    def __init__(self, portfolio: Portfolio) -> None:
        super().__init__()
        self._portfolio = portfolio

    def __missing__(self, holder: str) -> str:
        team = self[holder] = _team_of(self._portfolio, holder)
        return team


def _team_of(portfolio: Portfolio, holder: str) -> str:
    kind, key = untyped(holder)
    if kind == "team":
        return key
    if kind == "person":
        return portfolio.people[key].team
    states: tuple[State, ...] = ("to-be", "as-is")
    for box in (portfolio.boxes.get((key, state)) for state in states):
        if box and (box.team or box.holder):
            return box.team or portfolio.people[str(box.holder)].team
    return ""
