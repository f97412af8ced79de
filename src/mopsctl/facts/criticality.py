"""How critical a team is to a plan (domain §1.3): a score of 0-100 by the policy's weights.

Not to be confused with whether a team *agrees* that the platform is critical, which is `Participation.critical`.
"""

from collections.abc import Mapping

from msgspec import Struct

from ..model.plan import Participation
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .memo import fact
from .participation import participating, participations

TOP_RATING = 5


class Criticality(Struct, frozen=True):
    """One team's score in one plan. `complete` is False where work or influence is unrated and so counts as 0."""

    plan: str
    team: str
    score: int  # 0-100
    critical: bool
    complete: bool
    capabilities: int  # distinct capabilities it offers on any platform


@fact
def capabilities_managed(portfolio: Portfolio) -> Mapping[str, int]:
    """How many distinct capabilities each team offers, on whatever platform (domain §1.3)."""
    managed: dict[str, set[str]] = {}
    for offering in portfolio.offerings.values():
        managed.setdefault(offering.team, set()).add(offering.capability)
    return {team: len(capabilities) for team, capabilities in managed.items()}


@fact
def criticalities(portfolio: Portfolio, plan: str, policy: Policy) -> Mapping[str, Criticality]:
    """Criticality of every team involved in or affected by the plan (domain §1.3).

    A rating counts as that many fifths of its weight; capabilities as the share of the most that any team of the
    plan manages. What is unrated counts as 0. The sum is scaled to 100 by the sum of the weights.
    """
    teams = participating(portfolio).get(plan, ())
    managed = capabilities_managed(portfolio)
    most = max((managed.get(team, 0) for team in teams), default=0)
    known = participations(portfolio).get(plan, {})
    return {team: _rate(plan, team, known.get(team), managed.get(team, 0), most, policy) for team in teams}


def criticality(portfolio: Portfolio, plan: str, team: str, policy: Policy) -> Criticality:
    """Criticality of one team; a team that has no part in the plan scores 0."""
    found = criticalities(portfolio, plan, policy).get(team)
    return found or Criticality(plan, team, 0, False, False, capabilities_managed(portfolio).get(team, 0))


def _rate(
    plan: str, team: str, participation: Participation | None, managed: int, most: int, policy: Policy
) -> Criticality:
    work = participation.work if participation else None
    influence = participation.influence if participation else None
    weights = policy.weight_work + policy.weight_influence + policy.weight_capabilities
    score = 0
    if weights:
        # Whole numbers, rounded half up: the same score on every machine.
        share = max(most, 1)
        points = (policy.weight_work * (work or 0) + policy.weight_influence * (influence or 0)) * share
        points += policy.weight_capabilities * managed * TOP_RATING
        whole = TOP_RATING * share * weights
        score = (200 * points + whole) // (2 * whole)
    complete = work is not None and influence is not None
    return Criticality(plan, team, score, score >= policy.critical_at, complete, managed)
