"""Which teams a plan counts on (domain §0), and what they cover. What they committed to is `facts.commitment`."""

from collections.abc import Mapping

from ..model.plan import Participation
from ..model.portfolio import Portfolio
from .memo import fact


@fact
def participations(portfolio: Portfolio) -> Mapping[str, Mapping[str, Participation]]:
    """Participation by plan, then team."""
    by_plan: dict[str, dict[str, Participation]] = {}
    for participation in portfolio.participations.values():
        by_plan.setdefault(participation.plan, {})[participation.team] = participation
    return by_plan


@fact
def participating(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """Teams by plan that are involved or affected, sorted.

    Whoever was asked takes part, even where nobody wrote down how: an ask must never vanish from a report.
    """
    teams: dict[str, set[str]] = {plan: set() for plan in portfolio.plans}
    for ask in portfolio.asks.values():
        teams.setdefault(ask.plan, set()).add(ask.team)
    for participation in portfolio.participations.values():
        members = teams.setdefault(participation.plan, set())
        if participation.involvement == "out":
            members.discard(participation.team)
        else:
            members.add(participation.team)
    return {plan: tuple(sorted(members)) for plan, members in teams.items()}


@fact
def involved(portfolio: Portfolio, plan: str) -> tuple[str, ...]:
    """Teams involved in the plan, sorted; those asked without a word on their participation included."""
    known = participations(portfolio).get(plan, {})
    return tuple(
        team
        for team in participating(portfolio).get(plan, ())
        if team not in known or known[team].involvement == "involved"
    )


def functions_of(portfolio: Portfolio, team: str) -> tuple[str, ...]:
    """The functions a team stands for; its own key where it names none."""
    return portfolio.teams[team].covers or (team,)


def is_open(portfolio: Portfolio, plan: str) -> bool:
    """False for a plan closed by today: nothing is asked of it any more."""
    closed = portfolio.plans[plan].closed
    return closed is None or closed > portfolio.today


@fact
def naming(portfolio: Portfolio, plan: str) -> str:
    """What a command needs to mean this plan: nothing while it is the only open one, else ` --plan KEY`."""
    others = [key for key in portfolio.plans if key != plan and is_open(portfolio, key)]
    return f" --plan {plan}" if others or not is_open(portfolio, plan) else ""
