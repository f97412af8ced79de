"""What is still open in the operating model of a plan, and who must be in the room to settle it (domain §3).

A point is asked for by a question of the bank (its `each`), by the page before a meeting with one team as well as by
the agenda for all. How whole each section of the model is, is `facts.completeness`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from ..model.fields import says_something, typed, untyped
from ..model.operating import Topic
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .memo import fact
from .operating import (
    assessments_by_team,
    confirmations,
    improves,
    is_weak,
    oldest,
    parts,
    platform_of,
    running,
    scopes,
    sides,
    split,
    sprawling,
    unconfirmed,
    unheld,
    working,
)
from .overlap import capabilities_of, offerings_by_capability
from .participation import involved, naming
from .responsibility import name_of, person_in, rows, scheme_of, team_of
from .stack import sources

OWNERS = ("system_owner", "budget_owner", "manager")


class Point(Struct, frozen=True):
    """One thing to settle: the section of the model it is open in, the question that asks for it, and the names in it.

    `room` are the teams that must be there, `people` those of them who are named; both sorted. A name that is a date is
    written by whoever asks.
    """

    section: str
    each: str
    subject: str  # typed key
    names: Mapping[str, str | date]
    room: tuple[str, ...]
    cure: str
    people: tuple[str, ...] = ()


@fact
def points(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[Point, ...]:
    """All points of a plan's model, in the order of the sections of the domain."""
    return (
        *_accountable(portfolio, plan),
        *_topics(portfolio, plan),
        *_votes(portfolio, plan, policy),
        *_owners(portfolio, plan),
        *_interactions(portfolio, plan),
        *_assessments(portfolio, plan, policy),
        *_truths(portfolio, plan),
        *_stale(portfolio, plan, policy),
    )


def _accountable(portfolio: Portfolio, plan: str) -> Iterator[Point]:
    planned, known = rows(portfolio).get((plan, "to-be"), {}), scheme_of(portfolio)
    for key in capabilities_of(portfolio, plan):
        row = planned.get(typed("capability", key))
        if row is None or not row.answers:
            runs = [one.team for one in offerings_by_capability(portfolio)[key]
                    if one.platform == platform_of(portfolio, plan)]  # fmt: skip
            does = row.does if row else ()
            has = row.letters_of(typed("team", runs[0])) if row else ""
            letters = " ".join(known.in_order(has + known.answers[:1]))
            cure = f"mopsctl raci set {key} --team {runs[0]} {letters}{naming(portfolio, plan)}"
            names = {"capability": portfolio.capabilities[key].name}
            room, people = _room(runs, _teams(portfolio, does)), _people(portfolio, does)
            yield Point("accountable", "unanswered", typed("capability", key), names, room, cure, people)


def _topics(portfolio: Portfolio, plan: str) -> Iterator[Point]:
    """The topics that are nobody's, all that need the same part in one point; those asked for by the user's own words
    each by itself.
    """
    open_topics = unheld(portfolio, platform_of(portfolio, plan))
    for needs, each in (("decide", "undecided"), ("perform", "unperformed")):
        if some := [one for one in open_topics if one.needs == needs and not one.question]:
            yield _unheld(portfolio, plan, each, {"topics": ", ".join(one.name for one in some)}, some)
    for one in open_topics:
        if one.question:
            yield _unheld(portfolio, plan, "own-topic", {"question": one.question}, [one])


def _unheld(portfolio: Portfolio, plan: str, each: str, names: Mapping[str, str], some: list[Topic]) -> Point:
    """The point of topics that are nobody's; who has a part to say in them must be there, else who is to run it."""
    first, platform = some[0], platform_of(portfolio, plan)
    held = [holder for one in some for part, holders in parts(portfolio, one.key, platform).items()
            for holder in holders if part != "input"]  # fmt: skip
    cure = f"mopsctl right set {first.key} {first.needs} --team TEAM"
    room = _room(_teams(portfolio, held)) or _core(portfolio, plan)
    people = _people(portfolio, held)
    return Point(_SECTION[first.needs], each, typed("topic", first.key), names, room, cure, people)


_SECTION = {"decide": "decides", "perform": "performs"}


@fact
def _core(portfolio: Portfolio, plan: str) -> tuple[str, ...]:
    """The teams around a platform: those of its owners, else who runs something on it, else all that are involved."""
    platform = portfolio.platforms.get(platform_of(portfolio, plan))
    owners = [getattr(platform, owner) for owner in OWNERS] if platform else []
    runs = {one.team for one in portfolio.offerings.values() if platform and one.platform == platform.key}
    return _room(portfolio.people[key].team for key in owners if key) or _room(runs) or _room(involved(portfolio, plan))


def _votes(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[Point]:
    wanted = ("", platform_of(portfolio, plan))
    found = (
        ("split", split(portfolio, "to-be")),
        ("sprawling", sprawling(portfolio, "to-be", policy.must_agree)),
    )
    for each, many in found:
        for (topic, platform), holders in many.items():
            if platform in wanted:
                names = {"topic": portfolio.topics[topic].name, "holders": _named(portfolio, holders)}
                where = f" --platform {platform}" if platform else ""
                part = "decide" if each == "split" else "agree"
                kind, key = untyped(holders[-1])
                cure = f"mopsctl right clear {topic} {part} --{kind} {key}{where}"
                room, people = _room(_teams(portfolio, holders)), _people(portfolio, holders)
                yield Point("decides", each, typed("topic", topic), names, room, cure, people)


def _owners(portfolio: Portfolio, plan: str) -> Iterator[Point]:
    platform = portfolio.platforms.get(platform_of(portfolio, plan))
    if platform is None:
        return
    named = tuple(sorted({key for owner in OWNERS if (key := getattr(platform, owner))}))
    for owner in OWNERS:
        if getattr(platform, owner) is None:
            cure = f"mopsctl platform set {platform.key} --{owner.replace('_', '-')} PERSON"
            each = f"no-{owner.replace('_', '-')}"
            yield Point("owners", each, typed("platform", platform.key), {}, _core(portfolio, plan), cure, named)


def _interactions(portfolio: Portfolio, plan: str) -> Iterator[Point]:
    concerned = set(involved(portfolio, plan))
    tied: set[str] = set()
    for key, one in sorted(portfolio.interactions.items()):
        tied |= {one.giver, one.receiver}
        missing = unconfirmed(one)
        if missing and concerned & {one.giver, one.receiver} and one.giver != one.receiver:
            names = {"what": one.name, **{side: portfolio.teams[getattr(one, side)].name for side in _SIDES}}
            teams = " ".join(f"--team {team}" for team in missing)
            cure = f"mopsctl interaction confirm {key} {teams}"
            room = _room([one.giver, one.receiver])
            yield Point("interactions", "unconfirmed", typed("interaction", key), names, room, cure)
    for team in working(portfolio, plan):
        if team not in tied:
            cure = f"mopsctl interaction add KEY --from {team} --to TEAM --name TEXT"
            names = {"owner": portfolio.teams[team].name}
            yield Point("interactions", "untied", typed("team", team), names, (team,), cure)


_SIDES = ("giver", "receiver")


def _assessments(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[Point]:
    own = capabilities_of(portfolio, plan)
    for team in working(portfolio, plan):
        done = {one.capability: one for one in assessments_by_team(portfolio).get(team, ())}
        runs = running(portfolio).get(team, ())
        if not done:
            most = sorted(runs, key=lambda key: (key not in own, key))
            what = ", ".join(portfolio.capabilities[key].name for key in most[:3])
            cure = f"mopsctl assess {team} --capability {(most or ['CAPABILITY'])[0]} --performance RATING"
            names = {"what": what or portfolio.plans[plan].name, "owner": portfolio.teams[team].name}
            yield Point("assessments", "unassessed", typed("team", team), names, (team,), cure)
        for key, one in done.items():
            if is_weak(one, policy) and not improves(one):
                said = one.challenges.rstrip(". ") if says_something(one.challenges) else ""
                names = {"capability": portfolio.capabilities[key].name, "said": said,
                         "owner": portfolio.teams[team].name}  # fmt: skip
                cure = f"mopsctl assess {team} --capability {key} --improvement TEXT"
                yield Point("assessments", "weak-said" if said else "weak", typed("team", team), names, (team,), cure)


def _truths(portfolio: Portfolio, plan: str) -> Iterator[Point]:
    for key, dataset in sorted(portfolio.datasets.items()):
        claimed = sources(portfolio)[key]
        if len(claimed) == 1:
            continue
        owners = [portfolio.platforms[platform].system_owner for platform in claimed]
        people = tuple(sorted({person for person in (dataset.owner, *owners) if person}))
        teams = {portfolio.people[person].team for person in people}
        names = {"dataset": dataset.name, "platforms": ", ".join(portfolio.platforms[one].name for one in claimed)}
        cure = f"mopsctl dataset claim {key} --platform " + (f"{claimed[-1]} --withdraw" if claimed else "PLATFORM")
        room = _room(teams) or _core(portfolio, plan)
        yield Point("truths", "forked" if claimed else "sourceless", typed("dataset", key), names, room, cure, people)


def _stale(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[Point]:
    before, wanted = oldest(portfolio, policy), ("", platform_of(portfolio, plan))
    for one in confirmations(portfolio):
        if one.on and one.on < before and one.platform in wanted:
            names: dict[str, str | date] = {"what": portfolio.topics[one.topic].name, "on": one.on}
            where = f" --platform {one.platform}" if one.platform else ""
            held = [right.holder for right in scopes(portfolio, "to-be")[one.topic, one.platform]]
            yield Point("confirmed", "stale", typed("topic", one.topic), names, _room(_teams(portfolio, held)),
                        f"mopsctl right confirm {one.topic}{where}", _people(portfolio, held))  # fmt: skip
    for key, interaction in sorted(portfolio.interactions.items()):
        old = [(on, team) for team, on in sides(interaction) if on and on < before]
        if old and not unconfirmed(interaction):
            teams = " ".join(f"--team {team}" for _, team in old)
            yield Point("confirmed", "stale", typed("interaction", key), {"what": interaction.name, "on": min(old)[0]},
                        _room([interaction.giver, interaction.receiver]),
                        f"mopsctl interaction confirm {key} {teams}")  # fmt: skip


def _named(portfolio: Portfolio, holders: Iterable[str]) -> str:
    return ", ".join(name_of(portfolio, holder) for holder in holders)


def _teams(portfolio: Portfolio, holders: Iterable[str]) -> list[str]:
    return [team_of(portfolio, holder) for holder in holders]


def _people(portfolio: Portfolio, holders: Iterable[str]) -> tuple[str, ...]:
    """The people among holders, those who hold a position included."""
    return tuple(sorted({person for holder in holders if (person := person_in(portfolio, holder, "to-be"))}))


def _room(*teams: Iterable[str]) -> tuple[str, ...]:
    """Teams without repeats, sorted; a position that belongs to none has none."""
    return tuple(sorted({team for some in teams for team in some if team}))
