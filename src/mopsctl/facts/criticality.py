"""How critical a team is to a plan (domain §1.3): a score of 0-100 by the policy's weights.

Not to be confused with whether a team *agrees* that the platform is critical, which is `Participation.critical`.
"""

from collections.abc import Mapping

from msgspec import Struct

from ..model.plan import Participation
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .memo import fact
from .participation import participating, participation

TOP_RATING = 5


class Criticality(Struct, frozen=True):
    """One team's score in one plan. `complete` is False where work or influence is unrated and so counts as 0."""

    plan: str
    team: str
    score: int  # 0-100
    critical: bool
    complete: bool
    capabilities: int  # how many capabilities it manages, as used in the score
    work: int | None = None  # 1-5
    influence: int | None = None  # 1-5
    counted: int = 0  # distinct capabilities it offers on any platform
    overridden: bool = False  # `capabilities` was typed in, because the count misleads


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

    A rating counts as that many fifths of its weight; capabilities, counted from the store unless somebody said how
    many, as the share of the most that any team of the plan manages. What is unrated counts as 0. The sum is scaled
    to 100 by the sum of the weights.
    """
    counted = capabilities_managed(portfolio)
    standings = {team: participation(portfolio, plan, team) for team in participating(portfolio, plan)}
    most = max((_used(one, counted.get(team, 0)) for team, one in standings.items()), default=0)
    return {team: _rate(one, counted.get(team, 0), most, policy) for team, one in standings.items()}


def criticality(portfolio: Portfolio, plan: str, team: str, policy: Policy) -> Criticality:
    """Criticality of one team; a team that has no part in the plan scores 0."""
    found = criticalities(portfolio, plan, policy).get(team)
    if found:
        return found
    counted = capabilities_managed(portfolio).get(team, 0)
    return Criticality(plan, team, 0, False, False, counted, counted=counted)


def _used(standing: Participation, counted: int) -> int:
    return counted if standing.capabilities is None else standing.capabilities


def _rate(standing: Participation, counted: int, most: int, policy: Policy) -> Criticality:
    work, influence, managed = standing.work, standing.influence, _used(standing, counted)
    weights = policy.weight_work + policy.weight_influence + policy.weight_capabilities
    score = 0
    if weights:
        # Whole numbers, rounded half up: the same score on every machine.
        share = max(most, 1)
        points = (policy.weight_work * (work or 0) + policy.weight_influence * (influence or 0)) * share
        points += policy.weight_capabilities * managed * TOP_RATING
        whole = TOP_RATING * share * weights
        score = (200 * points + whole) // (2 * whole)
    return Criticality(
        standing.plan,
        standing.team,
        score,
        critical=score >= policy.critical_at,
        complete=work is not None and influence is not None,
        capabilities=managed,
        work=work,
        influence=influence,
        counted=counted,
        overridden=standing.capabilities is not None,
    )
