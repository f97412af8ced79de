"""The operating model: who holds which part in which topic, what is still open in it, and what is stale (domain §3).

What is to be asked of whom because of it is `facts.agenda`.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from ..model.fields import says_something, typed
from ..model.operating import PARTS, Assessment, Interaction, Part, Right, Topic
from ..model.org import Box
from ..model.plan import Stage
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .memo import fact
from .overlap import capabilities_of
from .participation import involved
from .responsibility import person_in, rows, team_by_holder, team_of

Held = Mapping[Part, tuple[str, ...]]  # typed keys of holders, sorted

LAUNCHED: tuple[Stage, ...] = ("launch", "run")  # from here on the model has to be whole


def topics(portfolio: Portfolio) -> tuple[Topic, ...]:
    """All topics in their order."""
    return tuple(sorted(portfolio.topics.values(), key=lambda one: (one.place or 10_000, one.key)))


@fact
def scopes(portfolio: Portfolio, state: State) -> Mapping[tuple[str, str], tuple[Right, ...]]:
    """The rights of one state by topic and platform ("" for all), each scope's in the order of parts and holders."""
    found: dict[tuple[str, str], list[Right]] = {}
    for right in portfolio.rights.values():
        if right.state == state:
            found.setdefault((right.topic, right.platform), []).append(right)
    return {
        scope: tuple(sorted(some, key=lambda one: (PARTS.index(one.part), one.holder)))
        for scope, some in sorted(found.items())
    }


def parts(portfolio: Portfolio, topic: str, platform: str, state: State = "to-be") -> Held:
    """Who holds each part in a topic on a platform; what is said of the platform goes before what is said of all."""
    return {part: tuple(one.holder for one in rights) for part, rights in _rights(portfolio, topic, platform, state)}


def rights_on(portfolio: Portfolio, topic: str, platform: str, state: State = "to-be") -> tuple[Right, ...]:
    """The rights in a topic that hold on a platform, in the order of parts and holders."""
    return tuple(one for _, rights in _rights(portfolio, topic, platform, state) for one in rights)


def _rights(portfolio: Portfolio, topic: str, platform: str, state: State) -> list[tuple[Part, list[Right]]]:
    found = scopes(portfolio, state)
    own, general = found.get((topic, platform), ()), found.get((topic, ""), ())
    return [(part, [r for r in own if r.part == part] or [r for r in general if r.part == part]) for part in PARTS]


def platform_of(portfolio: Portfolio, plan: str) -> str:
    """The platform whose model a plan brings; "" where it has none yet, and the rights on all platforms count."""
    return portfolio.plans[plan].platform or ""


def unheld(portfolio: Portfolio, platform: str) -> tuple[Topic, ...]:
    """The topics that nobody decides on (or performs, where that is what they need) on a platform, in their order."""
    return tuple(one for one in topics(portfolio) if not parts(portfolio, one.key, platform)[one.needs])


@fact
def split(portfolio: Portfolio, state: State) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The scopes in which more than one holder decides, with those holders."""
    return _more_than(portfolio, state, "decide", 1)


@fact
def sprawling(portfolio: Portfolio, state: State, most: int) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The scopes in which more than `most` must agree, with those holders."""
    return _more_than(portfolio, state, "agree", most)


def _more_than(portfolio: Portfolio, state: State, part: Part, most: int) -> Mapping[tuple[str, str], tuple[str, ...]]:
    found = {
        scope: tuple(one.holder for one in rights if one.part == part)
        for scope, rights in scopes(portfolio, state).items()
    }
    return {scope: holders for scope, holders in found.items() if len(holders) > most}


# What was confirmed, and when.


class Confirmation(Struct, frozen=True):
    """What stands in one scope of a topic: since when at the latest all of it is confirmed; None: not all of it is."""

    topic: str
    platform: str
    on: date | None
    rights: int
    unconfirmed: int


@fact
def confirmations(portfolio: Portfolio) -> tuple[Confirmation, ...]:
    """How long ago the to-be rights in each scope were confirmed: the oldest of their days."""
    found = []
    for (topic, platform), rights in scopes(portfolio, "to-be").items():
        days = [one.confirmed for one in rights if one.confirmed]
        missing = len(rights) - len(days)
        found.append(Confirmation(topic, platform, None if missing else min(days), len(rights), missing))
    return tuple(found)


def oldest(portfolio: Portfolio, policy: Policy) -> date:
    """A confirmation from before this day is stale."""
    return portfolio.today - timedelta(days=min(policy.confirm_days, (portfolio.today - date.min).days))


def is_confirmed(one: Interaction) -> bool:
    """Whether both sides say so."""
    return one.giver_confirmed is not None and one.receiver_confirmed is not None


def sides(one: Interaction) -> tuple[tuple[str, date | None], tuple[str, date | None]]:
    """The two teams of an interaction, each with the day on which it confirmed."""
    return (one.giver, one.giver_confirmed), (one.receiver, one.receiver_confirmed)


def unconfirmed(one: Interaction) -> tuple[str, ...]:
    """The sides that have not said so yet."""
    return tuple(team for team, on in sides(one) if on is None)


@fact
def interactions_of(portfolio: Portfolio, plan: str) -> tuple[Interaction, ...]:
    """What teams of a plan give or get, by key; of everybody where the plan has no team yet.

    What a team gives itself is none: that is a mistake, and a finding.
    """
    concerned = set(involved(portfolio, plan)) or set(portfolio.teams)
    return tuple(
        one
        for _, one in sorted(portfolio.interactions.items())
        if one.giver != one.receiver and concerned & {one.giver, one.receiver}
    )


def unsourced(one: Interaction) -> tuple[str, ...]:
    """What an insight has beside what it is, and this one has not: where it comes from, and how often."""
    return tuple(
        part for part in ("source", "cadence") if one.kind == "insight" and not says_something(getattr(one, part))
    )


def speaks_for(portfolio: Portfolio, right: Right, person: str) -> bool:
    """Whether somebody holds a right, or is in the team that does or that its holder belongs to."""
    if person_in(portfolio, right.holder, right.state) == person:
        return True
    return team_of(portfolio, right.holder) == portfolio.people[person].team


def is_to_be_filled(portfolio: Portfolio, box: Box) -> bool:
    """Whether a vacant box has a plan: it begins later, or a day that is still to come, or words without a day."""
    if box.since is not None and box.since > portfolio.today:
        return True
    return box.fill_by >= portfolio.today if box.fill_by else says_something(box.vacancy)


# How well teams do.


@fact
def assessments_by_team(portfolio: Portfolio) -> Mapping[str, tuple[Assessment, ...]]:
    """What was assessed of each team, by capability."""
    found: dict[str, list[Assessment]] = {}
    for (team, _), one in sorted(portfolio.assessments.items()):
        found.setdefault(team, []).append(one)
    return {team: tuple(some) for team, some in found.items()}


def is_weak(one: Assessment, policy: Policy) -> bool:
    """Whether it says that something does not go well."""
    return one.performance is not None and one.performance <= policy.weak_performance


def improves(one: Assessment) -> bool:
    """Whether it says what makes it better."""
    return one.task is not None or says_something(one.improvement)


@fact
def running(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """The capabilities that each team runs on some platform that is not retired, sorted."""
    found: dict[str, set[str]] = {}
    for one in portfolio.offerings.values():
        if portfolio.platforms[one.platform].status != "retired":
            found.setdefault(one.team, set()).add(one.capability)
    return {team: tuple(sorted(capabilities)) for team, capabilities in sorted(found.items())}


@fact
def working(portfolio: Portfolio, plan: str) -> tuple[str, ...]:
    """The teams of a plan that run something today, or are to do or answer for a capability of it: those to assess."""
    planned = rows(portfolio).get((plan, "to-be"), {}).values()
    teams, runs = team_by_holder(portfolio), running(portfolio)
    have = {teams[h] for row in planned for h in (*row.answers, *row.does)}
    return tuple([team for team in involved(portfolio, plan) if team in have or team in runs])


# As it is, and as it is to be.


@fact
def run_the_old_way(portfolio: Portfolio, plan: str) -> tuple[str, ...]:
    """What of a plan's to-be model equals the as-is one though it could differ: `rights`, `letters` or both.

    Empty where anything differs, or where nothing is told of how it is today. Teams are compared: that a team names
    one of its people changes no model.
    """
    told = {
        "rights": (_rights_of(portfolio, plan, "as-is"), _rights_of(portfolio, plan, "to-be")),
        "letters": (_letters_of(portfolio, plan, "as-is"), _letters_of(portfolio, plan, "to-be")),
    }
    same = {name: now == then for name, (now, then) in told.items() if now and then}
    return tuple(same) if same and all(same.values()) else ()


def _rights_of(portfolio: Portfolio, plan: str, state: State) -> dict[tuple[str, Part], set[str]]:
    platform = platform_of(portfolio, plan)
    return {
        (topic, part): {team_of(portfolio, holder) for holder in holders}
        for topic in portfolio.topics
        for part, holders in parts(portfolio, topic, platform, state).items()
        if holders
    }


def _letters_of(portfolio: Portfolio, plan: str, state: State) -> dict[tuple[str, str], set[str]]:
    found = rows(portfolio).get((plan if state == "to-be" else "", state), {})
    own = [row for key in capabilities_of(portfolio, plan) if (row := found.get(typed("capability", key)))]
    teams = team_by_holder(portfolio)
    return {
        (row.subject, duty): {teams[holder] for holder in holders}
        for row in own
        for duty, holders in (("answers", row.answers), ("does", row.does))
        if holders
    }
