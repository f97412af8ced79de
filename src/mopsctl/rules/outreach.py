"""OUT1xx: teams not heard, not moved, or heard late; evidence and actions past their day (domain §1.1).

What was heard: `facts.outreach`. The rules speak until implementation is done with: from explore to build.
"""

from collections.abc import Iterator
from datetime import date

from ..facts.outreach import Outreach, Perspective, actions, conversations, outreach
from ..facts.participation import naming
from ..model.fields import typed
from ..model.outreach import ANGLES
from ..model.plan import STAGES, Plan
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .rule import Found, rule
from .words import listed

EARLY = STAGES[: STAGES.index("build") + 1]


def _teams(portfolio: Portfolio) -> Iterator[Outreach]:
    """How far outreach has come with every participating team, plan by plan."""
    return (one for plan in sorted(portfolio.plans) for one in outreach(portfolio, plan).values())


def _meet(portfolio: Portfolio, plan: str, team: str) -> str:
    return f"mopsctl meet {team}{naming(portfolio, plan)}"


@rule("OUT101", "perspective-missing", "warning", EARLY)
def perspective_missing(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A team that the plan involves or affects has no logged view of the gap, or one from before the scope changed.

    Why: outreach starts the moment a gap is found, with every partner function, before a solution is chosen; whether a
    team sees the gap as a problem frames how its support is asked for (domain §1.1).

    Cure: mopsctl meet it && mopsctl meet it --sees-problem partly

    Fires:
        participations:
        - {plan: cdp, team: it}
        conversations:
        - {key: it-1, plan: cdp, team: it, on: 2026-11-09, needed: two engineers}

    Quiet:
        participations:
        - {plan: cdp, team: it}
        conversations:
        - {key: it-1, plan: cdp, team: it, on: 2026-11-09, needed: two engineers, sees_problem: partly}
    """
    for one in _teams(portfolio):
        if lacking := _no_view(portfolio.plans[one.plan], one.perspective):
            yield Found(typed("team", one.team), lacking, _meet(portfolio, one.plan, one.team), one.plan)


def _no_view(plan: Plan, held: Perspective | None) -> str:
    if held is None or held.viewed_on is None:
        return "whether it sees the gap as a problem is not known"
    if plan.rescoped and held.viewed_on < plan.rescoped:
        return f"its view of the gap is of {held.viewed_on}, before the scope changed on {plan.rescoped}"
    return ""


@rule("OUT102", "objection-without-action", "warning", EARLY)
def objection_without_action(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A team sees no problem, and nobody wrote down why not, or does anything to move it.

    Why: where a team sees no problem, log why not and what it will take: educate, persuade, win approval, support or
    resources (domain §1.1). What was done before the team said no did not move it, and counts no more.

    Cure: mopsctl outreach action add it --kind persuade

    Fires:
        participations:
        - {plan: cdp, team: it}
        conversations:
        - {key: it-1, plan: cdp, team: it, on: 2026-11-09, sees_problem: "no", objection: own-tool}

    Quiet:
        participations:
        - {plan: cdp, team: it}
        conversations:
        - {key: it-1, plan: cdp, team: it, on: 2026-11-09, sees_problem: "no", objection: own-tool}
        actions:
        - {key: show-it, plan: cdp, team: it, kind: persuade}
    """
    for one in _teams(portfolio):
        held = one.perspective
        if held is None or held.viewed_on is None or held.sees_problem != "no":
            continue
        unexplained = not (held.objection or held.reason)
        idle = not _is_moved(portfolio, one, held.viewed_on)
        if unexplained or idle:
            lacking = " and ".join(("no reason is known",) * unexplained + ("no change action is under way",) * idle)
            verb = f"log {one.team} --why TEXT" if unexplained else f"action add {one.team} --kind persuade"
            cure = f"mopsctl outreach {verb}{naming(portfolio, one.plan)}"
            yield Found(typed("team", one.team), f"sees no problem in the gap, and {lacking}", cure, one.plan)


def _is_moved(portfolio: Portfolio, one: Outreach, said_no: date) -> bool:
    """Is something being done to move the team, or was it since the team said no?"""
    return any(
        action.state == "open" or (action.state == "done" and (action.closed_on is None or action.closed_on >= said_no))
        for action in actions(portfolio).get((one.plan, one.team), ())
    )


@rule("OUT103", "late-outreach", "warning", EARLY)
def late_outreach(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """The first contact with a team came later than the limit after the gap was found, or has yet to come.

    Why: outreach starts the moment a capability gap is found, before a solution is chosen (domain §1.1); whoever is
    told late was decided for. What came late stays late: correct the day on which the gap was found, or accept it.

    Cure: mopsctl waive OUT103 team:it --reason "nobody could know of it before" --by ada --until +90d

    Fires:
        participations:
        - {plan: cdp, team: it}
        conversations:
        - {key: it-1, plan: cdp, team: it, on: 2026-11-17}

    Quiet:
        participations:
        - {plan: cdp, team: it}
        conversations:
        - {key: it-1, plan: cdp, team: it, on: 2026-11-16}
    """
    limit = policy.outreach_days
    for one in _teams(portfolio):
        days = one.days_to_contact
        if days is None and (waiting := (portfolio.today - one.gap_found).days) > limit:
            message = f"never contacted, {waiting} days after the gap was found on {one.gap_found} (limit {limit})"
            yield Found(typed("team", one.team), message, _meet(portfolio, one.plan, one.team), one.plan)
        elif days is not None and days > limit:
            message = f"first contacted {days} days after the gap was found on {one.gap_found} (limit {limit})"
            yield Found(typed("team", one.team), message, _accept(portfolio, one), one.plan)


def _accept(portfolio: Portfolio, one: Outreach) -> str:
    by = portfolio.plans[one.plan].manager or "PERSON"
    return f"mopsctl waive OUT103 team:{one.team} --reason TEXT --by {by} --until +90d{naming(portfolio, one.plan)}"


@rule("OUT104", "evidence-late", "warning", EARLY)
def evidence_late(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Evidence asked of a vendor or a peer is not in, and the day on which it was needed is past.

    Why: evidence is asked for because it speaks to one team's view (domain §1.1); without it that team is asked to
    believe.

    Cure: mopsctl outreach evidence received uptime

    Fires:
        evidence:
        - {key: uptime, plan: cdp, team: it, what: uptime of two years, source: Acme, needed_by: 2026-11-20}

    Quiet:
        evidence:
        - {key: uptime, plan: cdp, team: it, what: uptime of two years, source: Acme, needed_by: 2026-11-20,
           received_on: 2026-11-23}
    """
    for key, one in sorted(portfolio.evidence.items()):
        if one.received_on is None and one.needed_by and one.needed_by < portfolio.today:
            source = f"{one.asked_of} {one.source}".rstrip()
            message = f"asked of {source} for {one.team}, needed by {one.needed_by}, and not in: {one.what}"
            yield Found(typed("evidence", key), message, f"mopsctl outreach evidence received {key}", one.plan)


@rule("OUT105", "one-sided-view", "info", EARLY)
def one_sided_view(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """The perspectives logged so far cover only some of the technical, the analytical and the creative side.

    Why: a rollout looked at from one angle only solves part of the problem (domain §0). The side that nobody speaks
    for is told by no team yet; meet one that would (domain §1.1).

    Cure: mopsctl meet marketing && mopsctl meet marketing --angle creative

    Fires:
        participations:
        - {plan: cdp, team: it}
        - {plan: cdp, team: marketing}
        conversations:
        - {key: it-1, plan: cdp, team: it, on: 2026-11-09, sees_problem: "yes", angle: technical}
        - {key: it-2, plan: cdp, team: it, on: 2026-11-10, angle: analytical}

    Quiet:
        participations:
        - {plan: cdp, team: it}
        - {plan: cdp, team: marketing}
        conversations:
        - {key: it-1, plan: cdp, team: it, on: 2026-11-09, sees_problem: "yes", angle: technical}
        - {key: it-2, plan: cdp, team: it, on: 2026-11-10, angle: analytical}
        - {key: marketing-1, plan: cdp, team: marketing, on: 2026-11-10, angle: creative}
    """
    for plan in sorted(portfolio.plans):
        held = outreach(portfolio, plan)
        sides = {c.angle for team in held for c in conversations(portfolio).get((plan, team), ())}
        lacking = [angle for angle in ANGLES if angle not in sides]
        if lacking and any(one.perspective for one in held.values()):
            silent = (team for team, one in held.items() if one.perspective is None or one.perspective.angle is None)
            message = f"nobody looks at the gap from the {listed(lacking, 'or')} side yet"
            yield Found(typed("plan", plan), message, _meet(portfolio, plan, next(silent, "TEAM")), plan)


@rule("OUT106", "change-action-overdue", "warning", EARLY)
def change_action_overdue(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A change action is open past its date.

    Why: what it takes to move a team has an owner, a due date and a state (domain §1.1); one that slips unnoticed
    moves nobody. Record that it is done, or give it a new date.

    Cure: mopsctl outreach action done show-it

    Fires:
        actions:
        - {key: show-it, plan: cdp, team: it, kind: educate, owner: ada, due: 2026-11-20}

    Quiet:
        actions:
        - {key: show-it, plan: cdp, team: it, kind: educate, owner: ada, due: 2026-11-20, state: dropped}
    """
    for key, one in sorted(portfolio.actions.items()):
        if one.state == "open" and one.due and one.due < portfolio.today:
            what = f" ({one.what})" if one.what else ""
            message = f"to {_worded(one.kind)} {one.team}{what} was due on {one.due}; {one.owner or 'nobody'} owns it"
            yield Found(typed("action", key), message, f"mopsctl outreach action done {key}", one.plan)


def _worded(kind: str) -> str:
    """What one does to a team in an action of a kind."""
    return kind if kind in ("educate", "persuade") else f"win {kind} from"
