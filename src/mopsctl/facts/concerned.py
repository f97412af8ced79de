"""Which teams a finding is about, by the plan and the subject that it names: for `gaps --team`.

A finding on a plan as a whole concerns no team more than another; one on a goal, a function or a pillar concerns those
who serve it, and nobody while nobody does.
"""

from collections.abc import Callable, Iterable, Mapping

from ..model.fields import typed, untyped
from ..model.kinds import BY_WORD
from ..model.portfolio import Portfolio
from ..model.responsibility import STATES, State
from .memo import fact
from .overlap import offerings_by_capability
from .responsibility import row
from .seats import teams_of
from .stack import sources


@fact
def concerned(portfolio: Portfolio, plan: str, subject: str) -> frozenset[str]:
    """The teams that a finding on a subject (typed key) concerns; `plan` is empty for the organisation.

    None where the subject is not there: what is asked may be of a moment ago, and the subject gone since.
    """
    kind, key = untyped(subject)
    found = _CONCERNED.get(kind)
    if found is None or key not in portfolio.of(BY_WORD[kind].plural):
        return frozenset()
    return frozenset(found(portfolio, plan, key))


def _person(portfolio: Portfolio, _: str, key: str) -> Iterable[str]:
    return (portfolio.people[key].team,)


def _position(portfolio: Portfolio, _: str, key: str) -> Iterable[str]:
    """As it is and as it is to be: a position that moves concerns the team that it leaves too."""
    return {team for state in STATES for team in teams_of(portfolio, typed("position", key), state)}


def _task(portfolio: Portfolio, plan: str, key: str) -> Iterable[str]:
    task = portfolio.tasks[key]
    own = {task.team} if task.team else set()
    return own | _people(portfolio, task.owner) | _lettered(portfolio, plan, typed("task", key))


def _capability(portfolio: Portfolio, plan: str, key: str) -> Iterable[str]:
    return _offering(portfolio, key) | _lettered(portfolio, plan, typed("capability", key))


def _activity(portfolio: Portfolio, plan: str, key: str) -> Iterable[str]:
    capability = portfolio.activities[key].capability
    return _offering(portfolio, capability) | _lettered(portfolio, plan, typed("activity", key))


def _platform(portfolio: Portfolio, plan: str, key: str) -> Iterable[str]:
    record = portfolio.platforms[key]
    owners = _people(portfolio, record.system_owner, record.budget_owner, record.manager)
    running = _running(portfolio).get(key, frozenset())
    return owners | running | _lettered(portfolio, plan, typed("platform", key))


def _dataset(portfolio: Portfolio, _: str, key: str) -> Iterable[str]:
    """Its owner's team, and those who answer for the platforms that claim to be its source."""
    claiming = [portfolio.platforms[platform] for platform in sources(portfolio).get(key, ())]
    keepers = (person for one in claiming for person in (one.system_owner, one.budget_owner, one.manager))
    return _people(portfolio, portfolio.datasets[key].owner, *keepers)


def _topic(portfolio: Portfolio, _: str, key: str) -> Iterable[str]:
    held = [one for one in portfolio.rights.values() if one.topic == key]
    return {team for one in held for team in teams_of(portfolio, one.holder, one.state)}


def _interaction(portfolio: Portfolio, _: str, key: str) -> Iterable[str]:
    one = portfolio.interactions[key]
    return one.giver, one.receiver


def _number(portfolio: Portfolio, plan: str, key: str) -> Iterable[str]:
    return _position(portfolio, plan, portfolio.numbers[key].position)


def _goal(portfolio: Portfolio, plan: str, key: str) -> Iterable[str]:
    serving = {box.position for box in portfolio.boxes.values() if box.goal == key}
    return {team for position in serving for team in _position(portfolio, plan, position)}


def _covered(kind: str) -> "Concerned":
    def teams(portfolio: Portfolio, plan: str, key: str) -> Iterable[str]:
        covering = {one.position for one in portfolio.coverage.values() if one.covers == typed(kind, key)}
        return {team for position in covering for team in _position(portfolio, plan, position)}

    return teams


def _its_team(plural: str) -> "Concerned":
    return lambda portfolio, _, key: (portfolio.of(plural)[key].team,)


Concerned = Callable[[Portfolio, str, str], Iterable[str]]

# By the kind of the subject; what is not here (a plan) concerns no team.
_CONCERNED: Mapping[str, Concerned] = {
    "team": lambda _, __, key: (key,),
    "person": _person,
    "position": _position,
    "task": _task,
    "capability": _capability,
    "activity": _activity,
    "platform": _platform,
    "dataset": _dataset,
    "topic": _topic,
    "interaction": _interaction,
    "number": _number,
    "goal": _goal,
    "function": _covered("function"),
    "pillar": _covered("pillar"),
    "need": _its_team("needs"),
    "evidence": _its_team("evidence"),
    "action": _its_team("actions"),
    "conversation": _its_team("conversations"),
}


def _people(portfolio: Portfolio, *keys: str | None) -> set[str]:
    return {portfolio.people[key].team for key in keys if key}


def _offering(portfolio: Portfolio, capability: str) -> set[str]:
    return {one.team for one in offerings_by_capability(portfolio).get(capability, ())}


@fact
def _running(portfolio: Portfolio) -> Mapping[str, frozenset[str]]:
    """The teams that run something on each platform."""
    found: dict[str, set[str]] = {}
    for one in portfolio.offerings.values():
        found.setdefault(one.platform, set()).add(one.team)
    return {platform: frozenset(teams) for platform, teams in found.items()}


def _lettered(portfolio: Portfolio, plan: str, subject: str) -> set[str]:
    """The teams behind the letters on a subject: to-be in the plan, or as-is."""
    state: State = "to-be" if plan else "as-is"
    found = row(portfolio, plan, state, subject)
    return {team for holder, _ in found.cells for team in teams_of(portfolio, holder, state)}
