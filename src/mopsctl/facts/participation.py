"""Teams a plan counts on (domain §0), what they cover, who is in them. What they committed to: `facts.commitment`."""

from collections.abc import Mapping

from ..model.org import Person
from ..model.plan import Participation
from ..model.portfolio import Portfolio
from .by_plan import records_of
from .memo import fact


def participation(portfolio: Portfolio, plan: str, team: str) -> Participation:
    """How a team stands in a plan; involved and unasked where nobody wrote it down."""
    return portfolio.participations.get((plan, team)) or Participation(plan, team)


@fact
def participating(portfolio: Portfolio, plan: str) -> tuple[str, ...]:
    """Teams that the plan involves or affects, sorted.

    Whoever was asked takes part, even where nobody wrote down how: an ask must never vanish from a report.
    """
    teams = {ask.team for ask in records_of(portfolio, "asks", plan)}
    for one in records_of(portfolio, "participations", plan):
        if one.involvement == "out":
            teams.discard(one.team)
        else:
            teams.add(one.team)
    return tuple(sorted(teams))


@fact
def involved(portfolio: Portfolio, plan: str) -> tuple[str, ...]:
    """Teams involved in the plan, sorted; those asked without a word on their participation included."""
    teams = participating(portfolio, plan)
    return tuple([team for team in teams if participation(portfolio, plan, team).involvement == "involved"])


def functions_of(portfolio: Portfolio, team: str) -> tuple[str, ...]:
    """The functions a team stands for; its own key where it names none."""
    return portfolio.teams[team].covers or (team,)


@fact
def people_of(portfolio: Portfolio) -> Mapping[str, tuple[Person, ...]]:
    """People by team, by key."""
    found: dict[str, list[Person]] = {}
    for _, person in sorted(portfolio.people.items()):
        found.setdefault(person.team, []).append(person)
    return {team: tuple(people) for team, people in found.items()}


def is_open(portfolio: Portfolio, plan: str) -> bool:
    """False for a plan closed by today: nothing is asked of it any more."""
    closed = portfolio.plans[plan].closed
    return closed is None or closed > portfolio.today


@fact
def naming(portfolio: Portfolio, plan: str) -> str:
    """What a command needs to mean this plan: nothing while it is the only open one, else ` --plan KEY`."""
    others = [key for key in portfolio.plans if key != plan and is_open(portfolio, key)]
    return f" --plan {plan}" if others or not is_open(portfolio, plan) else ""
