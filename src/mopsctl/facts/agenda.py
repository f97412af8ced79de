"""What is still open in the operating model of a plan, and who must be in the room to settle it (domain §3).

A point (`facts.point`) is asked for by a question of the bank (its `each`), by the page before a meeting with one team
as well as by the agenda for all. How whole each section of the model is, is `facts.completeness`: what is missing in it
is in some point here.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from ..model.capability import OWNERS
from ..model.fields import says_something, typed
from ..model.operating import Interaction
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .agenda_of_rights import on_confirmations, on_topics, on_votes
from .chart import chart, title
from .memo import fact
from .operating import (
    assessments_by_team,
    improves,
    interactions_of,
    is_to_be_filled,
    is_weak,
    oldest,
    platform_of,
    running,
    sides,
    unconfirmed,
    unsourced,
    working,
)
from .overlap import capabilities_of, offerings_by_capability
from .participation import naming
from .point import Point, core, few, people_among, room, teams_of
from .responsibility import rows, scheme_of
from .stack import sources


@fact
def points(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[Point, ...]:
    """All points of a plan's model, in the order of the sections of the domain."""
    return (
        *_accountable(portfolio, plan),
        *on_topics(portfolio, plan),
        *on_votes(portfolio, plan, policy),
        *_owners(portfolio, plan),
        *_interactions(portfolio, plan),
        *_assessments(portfolio, plan, policy),
        *_truths(portfolio, plan),
        *_positions(portfolio, plan),
        *on_confirmations(portfolio, plan, policy),
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
            there, people = room(runs, teams_of(portfolio, does)), people_among(portfolio, does)
            yield Point("accountable", "unanswered", typed("capability", key), names, there, cure, people, 1)


def _owners(portfolio: Portfolio, plan: str) -> Iterator[Point]:
    platform = portfolio.platforms.get(platform_of(portfolio, plan))
    if platform is None:
        return
    known = tuple(sorted({key for owner in OWNERS if (key := getattr(platform, owner))}))
    for owner in OWNERS:
        if getattr(platform, owner) is None:
            cure = f"mopsctl platform set {platform.key} --{owner.replace('_', '-')} PERSON"
            each = f"no-{owner.replace('_', '-')}"
            yield Point("owners", each, typed("platform", platform.key), {}, core(portfolio, plan), cure, known, 1)


def _interactions(portfolio: Portfolio, plan: str) -> Iterator[Point]:
    for one in interactions_of(portfolio, plan):
        subject, there = typed("interaction", one.key), room([one.giver, one.receiver])
        if missing := unconfirmed(one):
            teams = " ".join(f"--team {team}" for team in missing)
            cure = f"mopsctl interaction confirm {one.key} {teams}"
            yield Point("interactions", "unconfirmed", subject, _told(portfolio, one), there, cure, missing=1)
        if unsaid := unsourced(one):
            cure = f"mopsctl interaction set {one.key} " + " ".join(f"--{part} TEXT" for part in unsaid)
            yield Point("interactions", "unsourced", subject, _told(portfolio, one), there, cure)
    tied = {team for one in portfolio.interactions.values() for team in (one.giver, one.receiver)}
    for team in working(portfolio, plan):
        if team not in tied:
            cure = f"mopsctl interaction add KEY --from {team} --to TEAM --name TEXT"
            names = {"owner": portfolio.teams[team].name}
            yield Point("interactions", "untied", typed("team", team), names, (team,), cure)


def _told(portfolio: Portfolio, one: Interaction) -> dict[str, str | date]:
    teams = portfolio.teams
    return {"what": one.name, "giver": teams[one.giver].name, "receiver": teams[one.receiver].name}


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
            yield Point("assessments", "unassessed", typed("team", team), names, (team,), cure, missing=1)
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
        there, each = room(teams) or core(portfolio, plan), "forked" if claimed else "sourceless"
        yield Point("truths", each, typed("dataset", key), names, there, cure, people, 1)


def _positions(portfolio: Portfolio, plan: str) -> Iterator[Point]:
    """The vacant positions that no plan is to fill, all that the same team has to fill in one point."""
    found = chart(portfolio, "to-be")
    vacant: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in found.order:
        box = found.boxes[key]
        if box.holder is None and not is_to_be_filled(portfolio, box):
            fills = next((one for up in found.forest.above(key) if (one := found.boxes[up].holder)), "")
            vacant[portfolio.people[fills].team if fills else box.team or ""].append((key, fills))
    for team, some in sorted(vacant.items()):
        names = {"positions": few([title(portfolio, key, found.boxes[key]) for key, _ in some])}
        cure = f"mopsctl position set {some[0][0]} --vacancy TEXT --fill-by +60d"
        there, people = room([team]) or core(portfolio, plan), tuple(sorted({one for _, one in some if one}))
        yield Point("positions", "vacant", typed("position", some[0][0]), names, there, cure, people, len(some))


def _stale(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[Point]:
    before = oldest(portfolio, policy)
    for one in interactions_of(portfolio, plan):
        old = [(on, team) for team, on in sides(one) if on and on < before]
        if old and not unconfirmed(one):
            cure = f"mopsctl interaction confirm {one.key} " + " ".join(f"--team {team}" for _, team in old)
            names: dict[str, str | date] = {"what": one.name, "on": min(old)[0]}
            there = room([one.giver, one.receiver])
            yield Point("confirmed", "stale", typed("interaction", one.key), names, there, cure, missing=1)
