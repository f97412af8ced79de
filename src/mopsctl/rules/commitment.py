"""COM2xx: asks never put, refused and left at that, or left open; whom to win first (domain §1.2, §1.3)."""

from collections.abc import Iterator

from ..facts.commitment import commitment, unanswered
from ..facts.criticality import criticality
from ..facts.participation import involved, naming, participating
from ..model.fields import typed
from ..model.plan import STAGES
from ..model.policy import Policy, Severity
from ..model.portfolio import Portfolio
from .reasons import conditional
from .rule import Found, rule


def _teams(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    """Plans and their teams, affected ones included."""
    return ((plan, team) for plan, teams in sorted(participating(portfolio).items()) for team in teams)


def _graver_if_critical(portfolio: Portfolio, plan: str, team: str, policy: Policy) -> Severity:
    return "error" if criticality(portfolio, plan, team, policy).critical else "warning"


@rule("COM201", "ask-not-made", "warning", ("explore", "align", "plan", "build"))
def ask_not_made(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """An involved team has yet to hear one of the three asks; an error if the team is critical.

    Why: commitment is looked for in words and deeds, and each team gets three standard asks (domain §1.2). Nobody
    commits to what was never asked.

    Cure: mopsctl commit ask martech --kind contribute

    Fires:
        participations:
        - {plan: cdp, team: martech}
        asks:
        - {plan: cdp, team: martech, kind: assign, asked_on: 2026-11-02}
        - {plan: cdp, team: martech, kind: advocate, asked_on: 2026-11-02}

    Quiet:
        participations:
        - {plan: cdp, team: martech}
        asks:
        - {plan: cdp, team: martech, kind: assign, asked_on: 2026-11-02}
        - {plan: cdp, team: martech, kind: advocate, asked_on: 2026-11-02}
        - {plan: cdp, team: martech, kind: contribute, asked_on: 2026-11-02}
    """
    for plan in sorted(portfolio.plans):
        for team in involved(portfolio, plan):
            if never := commitment(portfolio, plan, team).never_put:
                cure = f"mopsctl commit ask {team} --kind {never[0]}{naming(portfolio, plan)}"
                severity = _graver_if_critical(portfolio, plan, team, policy)
                yield Found(typed("team", team), f"never asked to {', '.join(never)}", cure, plan, severity)


@rule("COM202", "commitment-refused", "warning")
def commitment_refused(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """A team refused, and nobody said what follows from it; an error if the team is critical.

    Why: any refusal means that the team is not fully committed. What it means for the plan is a decision: escalate,
    substitute, re-scope or accept (domain §1.2).

    Cure: mopsctl commit resolve it --kind assign --by escalate

    Fires:
        asks:
        - {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, state: refused, reason: no capacity}

    Quiet:
        asks:
        - {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, state: refused, reason: no capacity,
           resolution: substitute}
    """
    for plan, team in _teams(portfolio):
        refused = [
            ask.kind
            for ask in commitment(portfolio, plan, team).answers
            if ask.state == "refused" and ask.resolution is None
        ]
        if refused:
            cure = f"mopsctl commit resolve {team} --kind {refused[0]} --by escalate{naming(portfolio, plan)}"
            severity = _graver_if_critical(portfolio, plan, team, policy)
            yield Found(typed("team", team), f"refused to {', '.join(refused)}; no resolution", cure, plan, severity)


@rule("COM206", "critical-team-uncommitted", "error", STAGES[STAGES.index("align") :])
def critical_team_uncommitted(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """A team on which the plan depends most has not promised all three asks.

    Why: whom to win first is the first line of every report (domain §1.3), and the gate lets implementation begin
    without that team only on condition (domain §1.4). Speaks from align on, when teams are won; it does not end with
    build, for a launch that waits for such a team waits too. The message tells a score, so it is for `me` alone.

    Cure: mopsctl commit ask it --kind advocate --due +5wd

    Fires:
        participations:
        - {plan: cdp, team: it, work: 5, influence: 5}
        asks:
        - {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, state: promised}
        - {plan: cdp, team: it, kind: advocate, asked_on: 2026-11-02, state: deferred}
        - {plan: cdp, team: it, kind: contribute, asked_on: 2026-11-02, state: promised}

    Quiet:
        participations:
        - {plan: cdp, team: it, work: 5, influence: 5}
        asks:
        - {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, state: promised}
        - {plan: cdp, team: it, kind: advocate, asked_on: 2026-11-02, state: promised}
        - {plan: cdp, team: it, kind: contribute, asked_on: 2026-11-02, state: promised}
    """
    return conditional(portfolio, policy, "COM206")


@rule("COM207", "ask-unanswered", "warning")
def ask_unanswered(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """An ask is open past its due date.

    Why: silence is not a yes. Commitment shows in words and deeds (domain §1.2), and an answer that does not come is
    worth a call today rather than a surprise at launch. Record what they said, or ask again by a new date.

    Cure: mopsctl commit ask it --kind assign --due +5wd

    Fires:
        asks:
        - {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, due: 2026-11-20}

    Quiet:
        asks:
        - {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, due: 2026-11-23}
    """
    for plan, team in _teams(portfolio):
        late = [ask for ask in unanswered(portfolio, plan, team) if ask.due and ask.due < portfolio.today]
        if late:
            told = ", ".join(f"{ask.kind} (due {ask.due})" for ask in late)
            cure = f"mopsctl commit ask {team} --kind {late[0].kind} --due +5wd{naming(portfolio, plan)}"
            yield Found(typed("team", team), f"no answer yet to {told}", cure, plan)
