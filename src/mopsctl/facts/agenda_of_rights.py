"""What is open in who decides and who performs: topics that are nobody's, votes that are split, what nobody confirmed.

The other sections of the model are `facts.agenda`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ..model.fields import typed, untyped
from ..model.operating import Topic
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .operating import (
    Confirmation,
    confirmations,
    oldest,
    parts,
    platform_of,
    scopes,
    split,
    sprawling,
    topics,
    unheld,
)
from .point import Point, core, named, people_among, room, teams_of

_SECTION = {"decide": "decides", "perform": "performs"}


def on_topics(portfolio: Portfolio, plan: str) -> Iterator[Point]:
    """The topics that are nobody's, all that need the same part in one point; those asked for by the user's own words
    each by itself.
    """
    open_topics = unheld(portfolio, platform_of(portfolio, plan))
    for needs, each in (("decide", "undecided"), ("perform", "unperformed")):
        if some := [one for one in open_topics if one.needs == needs and not one.question]:
            yield _unheld(portfolio, plan, each, {"topics": _listed(some)}, some)
    for one in open_topics:
        if one.question:
            yield _unheld(portfolio, plan, "own-topic", {"question": one.question}, [one])


def _unheld(portfolio: Portfolio, plan: str, each: str, names: Mapping[str, str], some: list[Topic]) -> Point:
    """The point of topics that are nobody's; who has a part to say in them must be there, else who is to run it."""
    first, platform = some[0], platform_of(portfolio, plan)
    held = [holder for one in some for part, holders in parts(portfolio, one.key, platform).items()
            for holder in holders if part != "input"]  # fmt: skip
    cure = f"mopsctl right set {first.key} {first.needs} --team TEAM"
    there = room(teams_of(portfolio, held)) or core(portfolio, plan)
    subject, people = typed("topic", first.key), people_among(portfolio, held)
    return Point(_SECTION[first.needs], each, subject, names, there, cure, people, len(some))


def _listed(some: Iterable[Topic]) -> str:
    return ", ".join(one.name for one in some)


def on_votes(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[Point]:
    """Votes that more than one has, or that too many must agree to; and those of a team, in which somebody has it."""
    wanted = ("", platform_of(portfolio, plan))
    found = (
        ("split", split(portfolio, "to-be")),
        ("sprawling", sprawling(portfolio, "to-be", policy.must_agree)),
    )
    for each, many in found:
        for (topic, platform), holders in many.items():
            if platform in wanted:
                names = {"topic": portfolio.topics[topic].name, "holders": named(portfolio, holders)}
                part = "decide" if each == "split" else "agree"
                kind, key = untyped(holders[-1])
                cure = f"mopsctl right clear {topic} {part} --{kind} {key}{_where(platform)}"
                there, people = room(teams_of(portfolio, holders)), people_among(portfolio, holders)
                yield Point("decides", each, typed("topic", topic), names, there, cure, people)
    yield from _of_teams(portfolio, wanted[1])


def _of_teams(portfolio: Portfolio, platform: str) -> Iterator[Point]:
    """A point for each team that decides: a team has no voice, somebody in it has."""
    decided: defaultdict[str, list[Topic]] = defaultdict(list)
    for topic in topics(portfolio):
        holders = parts(portfolio, topic.key, platform)["decide"]
        if len(holders) == 1 and untyped(holders[0])[0] == "team":
            decided[untyped(holders[0])[1]].append(topic)
    for team, some in sorted(decided.items()):
        names = {"owner": portfolio.teams[team].name, "topics": _listed(some)}
        own = any(one.part == "decide" for one in scopes(portfolio, "to-be").get((some[0].key, platform), ()))
        cure = f"mopsctl right set {some[0].key} decide --person PERSON{_where(platform if own else '')} --replace"
        yield Point("decides", "team-decides", typed("topic", some[0].key), names, (team,), cure)


def on_confirmations(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[Point]:
    """Rights that nobody confirmed, all that take the same teams in one point; and those confirmed too long ago."""
    before, wanted = oldest(portfolio, policy), ("", platform_of(portfolio, plan))
    found = [one for one in confirmations(portfolio) if one.platform in wanted]
    never: defaultdict[tuple[str, ...], list[Confirmation]] = defaultdict(list)
    for one in found:
        if one.on is None:
            never[room(teams_of(portfolio, _holders(portfolio, one)))].append(one)
    for there, some in sorted(never.items()):
        some.sort(key=lambda one: (portfolio.topics[one.topic].place or 10_000, one.topic, one.platform))
        told = dict.fromkeys(portfolio.topics[one.topic].name for one in some)
        people = people_among(portfolio, [holder for one in some for holder in _holders(portfolio, one)])
        subject, cure = typed("topic", some[0].topic), _confirming(some[0])
        yield Point("confirmed", "unsaid", subject, {"topics": ", ".join(told)}, there, cure, people, len(some))
    for one in found:
        if one.on and one.on < before:
            names: dict[str, str | date] = {"what": portfolio.topics[one.topic].name, "on": one.on}
            held = _holders(portfolio, one)
            there, people = room(teams_of(portfolio, held)), people_among(portfolio, held)
            yield Point("confirmed", "stale", typed("topic", one.topic), names, there, _confirming(one), people, 1)


def _holders(portfolio: Portfolio, one: Confirmation) -> list[str]:
    return [right.holder for right in scopes(portfolio, "to-be")[one.topic, one.platform]]


def _confirming(one: Confirmation) -> str:
    return f"mopsctl right confirm {one.topic}{_where(one.platform)}"


def _where(platform: str) -> str:
    return f" --platform {platform}" if platform else ""
