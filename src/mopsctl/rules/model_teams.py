"""OPM804-806, OPM808: what teams give each other, how well they do, and whether anything changes at all (domain §3)."""

from collections.abc import Iterator

from ..facts.operating import (
    assessments_by_team,
    improves,
    is_weak,
    platform_of,
    rights_on,
    run_the_old_way,
    running,
    topics,
    unconfirmed,
    working,
)
from ..facts.overlap import capabilities_of
from ..facts.responsibility import rows_of, scheme_of
from ..model.fields import typed
from ..model.operating import Right
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .cures import pass_on
from .rule import FROM_PLAN, Found, rule
from .words import few


@rule("OPM804", "one-sided-interaction", "warning")
def one_sided_interaction(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Only one side confirms that a team gives something to another; or a team gives something to itself.

    Why: interdependence holds from both ends (domain §3). What one team says it delivers and the other does not count
    on is work for nothing; what one counts on and the other never promised is missing on the day. Where neither side
    has confirmed it, that is told as info. No command lets a team give something to itself, but a file may.

    Cure: mopsctl interaction confirm profiles --team martech

    Fires:
        interactions:
        - {key: profiles, name: Profiles in order, giver: data-management, receiver: martech,
           giver_confirmed: 2026-11-20}

    Quiet:
        interactions:
        - {key: profiles, name: Profiles in order, giver: data-management, receiver: martech,
           giver_confirmed: 2026-11-20, receiver_confirmed: 2026-11-20}
    """
    for key, one in sorted(portfolio.interactions.items()):
        missing = unconfirmed(one)
        if one.giver == one.receiver:
            cure = f"mopsctl interaction set {key} --to TEAM"
            yield Found(typed("interaction", key), f"{one.giver} gives it to itself", cure, severity="error")
        elif len(missing) == 1:
            says = one.giver if missing[0] == one.receiver else one.receiver
            told = f"{one.giver} gives it to {one.receiver}, says {says}; {missing[0]} has not confirmed it"
            yield Found(typed("interaction", key), told, f"mopsctl interaction confirm {key} --team {missing[0]}")
        elif missing:
            told = f"neither {one.giver} nor {one.receiver} has confirmed it"
            teams = f"--team {one.giver} --team {one.receiver}"
            yield Found(typed("interaction", key), told, f"mopsctl interaction confirm {key} {teams}", severity="info")


@rule("OPM805", "weakness-without-improvement", "warning")
def weakness_without_improvement(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """A team does badly at something, and nothing is to improve it.

    Why: the new model rests on an honest assessment of each team, and lists gaps and improvements (domain §3). A
    weakness that nobody improves comes along onto the new platform. An improvement in words will do; with its task it
    also gets a date.

    Cure: mopsctl assess it --capability send --improvement "a test store"

    Fires:
        assessments:
        - {team: it, capability: send, on: 2026-11-02, performance: 2}

    Quiet:
        assessments:
        - {team: it, capability: send, on: 2026-11-02, performance: 2, improvement: a test store}
    """
    for (team, capability), one in sorted(portfolio.assessments.items()):
        if is_weak(one, policy) and not improves(one):
            cure = f"mopsctl assess {team} --capability {capability} --improvement TEXT"
            message = f"does {capability} at {one.performance} of 5, and nothing is to improve it"
            yield Found(typed("team", team), message, cure)


@rule("OPM806", "team-unassessed", "info", FROM_PLAN)
def team_unassessed(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A team of the plan runs something today, or is to, and nobody assessed how well it does.

    Why: performance, strengths and challenges of each team say what the new model has to change (domain §3). Silent
    while no operating model was begun.

    Cure: mopsctl assess martech --capability segment --performance 4

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        participations:
        - {plan: cdp, team: martech}
        topics:
        - {key: roadmap, name: Product roadmap}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        participations:
        - {plan: cdp, team: martech}
        topics:
        - {key: roadmap, name: Product roadmap}
        assessments:
        - {team: martech, capability: send, on: 2026-11-02, performance: 4}
    """
    if not portfolio.topics:
        return
    for plan in sorted(portfolio.plans):
        own = capabilities_of(portfolio, plan)
        mine = frozenset(own)
        for team in working(portfolio, plan):
            if team not in assessments_by_team(portfolio):
                does_now = running(portfolio).get(team, ())
                runs = [key for key in does_now if key in mine] + [key for key in does_now if key not in mine]
                capability = (runs or own or ("CAPABILITY",))[0]
                does = f"runs {few(runs)}" if runs else "is to work on the platform"
                cure = f"mopsctl assess {team} --capability {capability} --performance RATING"
                yield Found(typed("team", team), f"{does}, and was never assessed", cure, plan)


@rule("OPM808", "run-the-old-way", "warning", FROM_PLAN)
def new_platform_run_the_old_way(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """The to-be model of a plan equals the as-is one: the same teams decide, perform, answer and do.

    Why: a new platform cannot be run the way the ineffective one was (domain §3). Rights and letters are compared where
    both states are told of; a difference in either is a new model. That a team names one of its people is none.

    Cure: mopsctl right set roadmap decide --team martech --replace

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        topics:
        - {key: roadmap, name: Product roadmap}
        rights:
        - {topic: roadmap, part: decide, holder: "team:it", state: as-is}
        - {topic: roadmap, part: decide, holder: "person:ben"}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        topics:
        - {key: roadmap, name: Product roadmap}
        rights:
        - {topic: roadmap, part: decide, holder: "team:it", state: as-is}
        - {topic: roadmap, part: decide, holder: "team:martech"}
    """
    for plan in sorted(portfolio.plans):
        if same := run_the_old_way(portfolio, plan):
            told = " and ".join(_TOLD[name] for name in same)
            message = f"{told} are to be as they are: a new platform, run the old way"
            yield Found(typed("plan", plan), message, _anew(portfolio, plan, same), plan)


_TOLD = {"rights": "the rights in all topics", "letters": "the letters on all its capabilities"}


def _anew(portfolio: Portfolio, plan: str, same: tuple[str, ...]) -> str:
    """The command that lets somebody else decide, or answer."""
    if "rights" in same:
        right = _first_right(portfolio, plan)
        where = f" --platform {right.platform}" if right.platform else ""
        return f"mopsctl right set {right.topic} {right.part} --team TEAM{where} --replace"
    known, own = scheme_of(portfolio), {typed("capability", key) for key in capabilities_of(portfolio, plan)}
    row = next(row for key, row in rows_of(portfolio, plan, "to-be").items() if key in own and row.answers + row.does)
    giver = (row.answers + row.does)[0]
    return pass_on(portfolio, row, giver, "", (known.answers if row.answers else known.does)[:1])


def _first_right(portfolio: Portfolio, plan: str) -> Right:
    """A right that holds on the plan's platform, one to decide if there is any."""
    platform = platform_of(portfolio, plan)
    held = [one for topic in topics(portfolio) for one in rights_on(portfolio, topic.key, platform)]
    return next((one for one in held if one.part == "decide"), held[0])
