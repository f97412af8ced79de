"""COM2xx: asks never put, refused, hollow, unproven or left open; whom to win first (domain §1.2, §1.3)."""

from collections.abc import Iterator

from ..facts.commitment import GIVEN, commitment, unanswered
from ..facts.criticality import criticality
from ..facts.participation import involved, naming, participating
from ..facts.proof import PROVEN, WORDS, answering, proof, unnamed
from ..model.commitment import Ask
from ..model.fields import typed
from ..model.plan import STAGES
from ..model.policy import Policy, Severity
from ..model.portfolio import Portfolio
from .reasons import conditional
from .rule import Found, rule
from .words import listed


def _teams(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    """Plans and their teams, affected ones included."""
    return ((plan, team) for plan in sorted(portfolio.plans) for team in participating(portfolio, plan))


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


@rule("COM203", "promise-without-substance", "error")
def promise_without_substance(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A promise, or a deed, names nobody, no time or no place.

    Why: a promise is as good as what it names (domain §1.2): to assign names a person, an allocation and a start; to
    advocate a leader, a forum and its date; to contribute a person. The verbs ask for it; a file may leave it out.

    Cure: mopsctl commit promise it --kind assign --start +10wd

    Fires:
        asks:
        - {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, state: promised, person: ben, allocation: 50}

    Quiet:
        asks:
        - {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, state: promised, person: ben, allocation: 50,
           start: 2027-01-11}
    """
    for plan, team in _teams(portfolio):
        held = commitment(portfolio, plan, team).answers
        hollow = [(ask, names) for ask in held if ask.state in GIVEN and (names := unnamed(ask))]
        if hollow:
            told = [
                f"to {ask.kind} without {listed([WORDS.get(name, name) for name in names], 'or')}"
                for ask, names in hollow
            ]
            first, names = hollow[0]
            cure = answering(portfolio, first, "promise", names)
            if first.state == "proven":
                cure = answering(portfolio, first, "prove", unnamed(first, PROVEN))
            yield Found(typed("team", team), f"said yes {listed(told)}", cure, plan)


@rule("COM204", "promise-without-proof", "warning")
def promise_without_proof(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A promise is past its date and not proven, or is said to be proven and the store does not bear it out.

    Why: commitment is looked for in words and deeds (domain §1.2). A claim that nothing here bears out counts as
    promised: a person assigned has a task, a forum took place and granted something, who contributes has tasks and
    needs in the plan that the team agreed to.

    Cure: mopsctl task set connect --owner ben && mopsctl commit prove it --kind assign

    Fires:
        asks:
        - {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, state: promised, person: ben, allocation: 50,
           start: 2026-11-20}

    Quiet:
        asks:
        - {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, state: promised, person: ben, allocation: 50,
           start: 2026-11-23}
    """
    for plan, team in _teams(portfolio):
        held = commitment(portfolio, plan, team).answers
        told = [(ask, why) for ask in held if (why := _unproven(portfolio, ask))]
        if told:
            found = proof(portfolio, told[0][0])
            cure = answering(portfolio, told[0][0], "prove") if found.holds else found.cure
            yield Found(typed("team", team), "; ".join(why for _, why in told), cure, plan)


def _unproven(portfolio: Portfolio, ask: Ask) -> str:
    """Why a promise should be proven by now, or a claim of proof does not hold; empty where all is well."""
    if ask.state == "proven":
        lacking = proof(portfolio, ask).lacking
        return f"to {ask.kind} is said to be proven, but {listed(lacking)}" if lacking else ""
    day = ask.forum_on if ask.kind == "advocate" else ask.start
    if ask.kind == "contribute":
        day = day or ask.due
    late = ask.state == "promised" and day is not None and day < portfolio.today
    return f"to {ask.kind} was promised for {day} and is not proven" if late else ""


@rule("COM205", "criticality-unscored", "warning", ("explore", "align", "plan"))
def criticality_unscored(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """The work needed from a team, or its influence, is not rated; what it manages is counted.

    Why: how critical a team is tells whom to win first, and what a refusal means (domain §1.3). What is not rated
    counts as nothing, so a team may look harmless that is not. Ratings are for `me` alone.

    Cure: mopsctl team join it --influence 3

    Fires:
        participations:
        - {plan: cdp, team: it, work: 4}

    Quiet:
        participations:
        - {plan: cdp, team: it, work: 4, influence: 2}
    """
    for plan, team in _teams(portfolio):
        score = criticality(portfolio, plan, team, policy)
        unrated = [name for name, rating in (("work", score.work), ("influence", score.influence)) if rating is None]
        if unrated:
            verb = "are" if len(unrated) > 1 else "is"
            options = " ".join(f"--{name} RATING" for name in unrated)
            cure = f"mopsctl team join {team} {options}{naming(portfolio, plan)}"
            yield Found(typed("team", team), f"its {listed(unrated)} {verb} not rated, 1 to 5", cure, plan)


@rule("COM206", "critical-team-uncommitted", "error", STAGES[STAGES.index("align") :])
def critical_team_uncommitted(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """A team on which the plan depends most has not promised all three asks.

    Why: whom to win first is the first line of every report (domain §1.3), and the gate lets implementation begin
    without that team only on condition (domain §1.4). Speaks from align on, when teams are won; it does not end with
    build, for a launch that waits for such a team waits too. The message tells a score, so it is for `me` alone.

    Cure: mopsctl commit ask it --kind advocate --due +5wd &&
        mopsctl commit promise it --kind advocate --leader dana --forum "Technology board" --forum-on +10wd

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
