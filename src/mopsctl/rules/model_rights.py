"""OPM801-803, OPM807: who decides and who performs, how many must agree, and whether that still holds (domain §3)."""

from collections.abc import Iterator
from datetime import date

from ..facts.memo import fact
from ..facts.operating import (
    LAUNCHED,
    confirmations,
    oldest,
    platform_of,
    scopes,
    sides,
    split,
    sprawling,
    topics,
    unheld,
)
from ..facts.participation import is_open
from ..model.fields import typed, untyped
from ..model.policy import Policy, Severity
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .rule import FROM_PLAN, Found, rule
from .words import few, listed


@rule("OPM801", "decision-right-missing", "error", FROM_PLAN)
def decision_right_missing(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Nobody decides on a topic of the platform, or nobody performs what has to be done to it again and again.

    Why: a new platform cannot be run the way the ineffective one was. The model must say who sets the roadmap and the
    enhancements, who has the final vote, who decides on the budget, and who makes the changes to the taxonomy, the
    data, the front end and the back end (domain §3). It need not be complete before launch, so it is a warning until
    then and an error from launch on. Where no decision right was ever modelled, one finding says so of the plan.

    Cure: mopsctl right set roadmap decide --team it

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        topics:
        - {key: roadmap, name: Product roadmap}
        rights:
        - {topic: roadmap, part: recommend, holder: "team:martech"}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        topics:
        - {key: roadmap, name: Product roadmap}
        rights:
        - {topic: roadmap, part: recommend, holder: "team:martech"}
        - {topic: roadmap, part: decide, holder: "team:it"}
    """
    for key, plan in sorted(portfolio.plans.items()):
        severity: Severity = "error" if plan.stage in LAUNCHED else "warning"
        if not portfolio.topics:
            message = "no decision right is modelled: who decides, who performs"
            yield Found(typed("plan", key), message, "mopsctl model init", key, severity)
        for topic in unheld(portfolio, platform_of(portfolio, key)):
            cure = f"mopsctl right set {topic.key} {topic.needs} --team TEAM"
            does = f"decides on {topic.key}" if topic.needs == "decide" else f"performs “{topic.name}”"
            yield Found(typed("topic", topic.key), f"nobody {does}", cure, key, severity)


@rule("OPM802", "split-final-vote", "error")
def split_final_vote(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """More than one holder decides on the same topic.

    Why: who has the final vote must have one answer (domain §3). With two, each waits for the other, or both go ahead.
    No command writes a second one, but a file may bring it in. Of the model as it is today it is a warning: it is what
    the new one ends.

    Cure: mopsctl right clear final-vote decide --team martech

    Fires:
        topics:
        - {key: final-vote, name: Final vote}
        rights:
        - {topic: final-vote, part: decide, holder: "team:it"}
        - {topic: final-vote, part: decide, holder: "team:martech"}

    Quiet:
        topics:
        - {key: final-vote, name: Final vote}
        rights:
        - {topic: final-vote, part: decide, holder: "team:it"}
        - {topic: final-vote, part: agree, holder: "team:martech"}
    """
    for scope, holders in split(portfolio, "to-be").items():
        yield _too_many(scope, holders, "to-be", "decide", f"{len(holders)} decide")
    for scope, holders in split(portfolio, "as-is").items():
        if scope not in split(portfolio, "to-be"):
            yield _too_many(scope, holders, "as-is", "decide", f"{len(holders)} decide as it is", "warning")


@rule("OPM803", "veto-sprawl", "warning")
def veto_sprawl(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """More holders must agree on a topic than anything gets done with, by default two.

    Why: whoever must agree can stop it; of many, one always does. Most of them want to be heard, which is input
    (domain §3).

    Cure: mopsctl right clear roadmap agree --team marketing

    Fires:
        topics:
        - {key: roadmap, name: Product roadmap}
        rights:
        - {topic: roadmap, part: agree, holder: "team:analytics"}
        - {topic: roadmap, part: agree, holder: "team:it"}
        - {topic: roadmap, part: agree, holder: "team:marketing"}

    Quiet:
        topics:
        - {key: roadmap, name: Product roadmap}
        rights:
        - {topic: roadmap, part: agree, holder: "team:analytics"}
        - {topic: roadmap, part: agree, holder: "team:it"}
        - {topic: roadmap, part: input, holder: "team:marketing"}
    """
    for scope, holders in sprawling(portfolio, "to-be", policy.must_agree).items():
        yield _too_many(scope, holders, "to-be", "agree", f"{len(holders)} must agree")


def _too_many(
    scope: tuple[str, str],
    holders: tuple[str, ...],
    state: State,
    part: str,
    told: str,
    severity: Severity | None = None,
) -> Found:
    """A finding on a scope, with the command that takes the part from the last holder."""
    topic, platform = scope
    where = f" --platform {platform}" if platform else ""
    kind, key = untyped(holders[-1])
    names = [untyped(holder)[1] for holder in holders]
    cure = f"mopsctl right clear {topic} {part} --{kind} {key}{where}" + (" --state as-is" if state == "as-is" else "")
    message = f"{told} on {topic}" + (f" of {platform}" if platform else "") + f": {few(names)}"
    return Found(typed("topic", topic), message, cure, severity=severity)


@rule("OPM807", "stale-confirmation", "warning")
def stale_confirmation(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """Rights, an interdependence or an assessment were confirmed longer ago than the limit, by default 180 days.

    Why: a model is true on the day it is agreed; people and platforms change, and the talks have to come often, so it
    shows when each part was last confirmed (domain §3). Rights that were never confirmed are told once a plan has
    reached launch: before, they are proposals.

    Cure: mopsctl right confirm roadmap

    Fires:
        topics:
        - {key: roadmap, name: Product roadmap}
        rights:
        - {topic: roadmap, part: decide, holder: "team:it", confirmed: 2026-05-26}

    Quiet:
        topics:
        - {key: roadmap, name: Product roadmap}
        rights:
        - {topic: roadmap, part: decide, holder: "team:it", confirmed: 2026-05-27}
    """
    yield from _stale_rights(portfolio, policy)
    yield from _stale_interactions(portfolio, policy)
    yield from _stale_assessments(portfolio, policy)


def _stale_rights(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    places = {topic.key: number for number, topic in enumerate(topics(portfolio))}
    for one in sorted(confirmations(portfolio), key=lambda one: (places[one.topic], one.platform)):
        where = f" --platform {one.platform}" if one.platform else ""
        of = f" on {one.platform}" if one.platform else ""
        cure = f"mopsctl right confirm {one.topic}{where}"
        old = _oldest_day(portfolio, one.topic, one.platform)
        if old is not None and old < oldest(portfolio, policy):
            yield Found(
                typed("topic", one.topic), f"who has which part{of} was confirmed on {old}, and not since", cure
            )
        elif one.unconfirmed and _launched(portfolio):
            rights = "1 right was" if one.unconfirmed == 1 else f"{one.unconfirmed} rights were"
            yield Found(typed("topic", one.topic), f"{rights} never confirmed{of}", cure)


def _oldest_day(portfolio: Portfolio, topic: str, platform: str) -> date | None:
    days = [one.confirmed for one in scopes(portfolio, "to-be")[topic, platform] if one.confirmed]
    return min(days, default=None)


@fact
def _launched(portfolio: Portfolio) -> bool:
    """Whether some plan is at launch or beyond: from there on, what runs is run by these rights."""
    return any(plan.stage in LAUNCHED and is_open(portfolio, key) for key, plan in portfolio.plans.items())


def _stale_interactions(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    before = oldest(portfolio, policy)
    for key, one in sorted(portfolio.interactions.items()):
        old = [(team, on) for team, on in sides(one) if on and on < before]
        if old:
            told = listed([f"{team} on {on}" for team, on in old])
            teams = " ".join(f"--team {team}" for team, _ in old)
            cure = f"mopsctl interaction confirm {key} {teams}"
            yield Found(typed("interaction", key), f"confirmed by {told}, and not since", cure)


def _stale_assessments(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """One finding a team, on the capability that was assessed longest ago."""
    before = oldest(portfolio, policy)
    old: dict[str, list[tuple[date, str]]] = {}
    for (team, capability), one in sorted(portfolio.assessments.items()):
        if one.on < before:
            old.setdefault(team, []).append((one.on, capability))
    for team, some in sorted(old.items()):
        on, first = min(some)
        more = f", and {len(some) - 1} more" if len(some) > 1 else ""
        capabilities = " ".join(f"--capability {key}" for _, key in some)
        cure = f"mopsctl assess {team} {capabilities} --on today"
        yield Found(typed("team", team), f"{first} was assessed on {on}{more}", cure)
