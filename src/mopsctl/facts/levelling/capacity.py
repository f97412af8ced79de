"""How much of a team or a person there is to put to work on one of its working days, in percent of one person."""

from ...model.portfolio import Portfolio
from ..commitment import GIVEN, rounds, standing
from ..memo import fact

WHOLE = 100  # percent: one person's working day


@fact
def capacities(portfolio: Portfolio) -> dict[str, int]:
    """By typed key, of every team and person.

    A team has its `capacity`, else as many people as the store knows in it, and one at least. A person has the whole
    day, or what teams promised or proved of it when they were asked whom they assign.
    """
    found = {f"team:{key}": 0 for key in portfolio.teams}
    for person in portfolio.people.values():
        found[f"team:{person.team}"] += WHOLE
    for key, team in portfolio.teams.items():
        said = team.capacity
        found[f"team:{key}"] = max(found[f"team:{key}"], WHOLE) if said is None else said * WHOLE
    allotted = _allotted(portfolio)
    for key in portfolio.people:
        found[f"person:{key}"] = min(WHOLE, allotted.get(key, WHOLE))
    return found


def _allotted(portfolio: Portfolio) -> dict[str, int]:
    """What was promised of each person's time, summed over plans and teams; a person of whom nobody spoke is absent."""
    found: dict[str, int] = {}
    for plan in portfolio.plans:
        for kinds in rounds(portfolio, plan).values():
            ask = standing(kinds.get("assign", ()))
            if ask is not None and ask.state in GIVEN and ask.person and ask.allocation is not None:
                found[ask.person] = found.get(ask.person, 0) + ask.allocation
    return found
