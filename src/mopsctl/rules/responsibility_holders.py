"""RAC709-714: who the holders are, whether they agreed, and what moves between them (domain §2.3).

The shape of a row is judged in `rules.responsibility`; what moves follows from `facts.handover`.
"""

from collections.abc import Iterator, Mapping

from ..facts.handover import Lost, Move, lost, moves
from ..facts.memo import fact
from ..facts.participation import is_open, naming, people_of
from ..facts.responsibility import Row, holders_in, judged, judged_of, person_in, scheme_of, short, team_of
from ..facts.seats import is_uncharted
from ..model.fields import typed, untyped
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .cures import doer, flags, give, likely_holder, pass_on, refusing, willing
from .rule import FROM_PLAN, Found, rule
from .words import few, listed


@fact
def _planned(portfolio: Portfolio) -> tuple[Row, ...]:
    """The to-be rows that have a letter, of open plans."""
    return tuple([row for row in judged(portfolio) if row.plan and row.cells])


def _open_plans(portfolio: Portfolio) -> list[str]:
    return [plan for plan in sorted(portfolio.plans) if is_open(portfolio, plan)]


@rule("RAC709", "accountable-not-a-person", "warning", FROM_PLAN)
def accountable_not_a_person(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A team is to answer for it, or a position that nobody holds or no to-be chart has, and nobody of it by name.

    Why: a team held accountable is everybody and so nobody; a letter is better held by a named person (domain §2.3).
    A position that somebody holds names one, unless the to-be chart is begun and has no box for it.

    Cure: mopsctl raci set send --person ada A --from martech

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        assignments:
        - {subject: "capability:send", holder: "team:martech", letter: A, plan: cdp}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        assignments:
        - {subject: "capability:send", holder: "person:ada", letter: A, plan: cdp}
    """
    for row in _planned(portfolio):
        if len(row.answers) == 1 and (what := _nobody_in(portfolio, row.answers[0], row.state)):  # several: RAC702
            (holder,) = row.answers
            key = untyped(holder)[1]
            known = scheme_of(portfolio)
            message = f"{known.word('answers')} to-be is {key}, {what}; nobody by name"
            letters = "".join(letter for letter in row.letters_of(holder) if letter in known.answers)
            cure = pass_on(portfolio, row, holder, _leader(portfolio, holder), letters)
            yield Found(row.subject, message, cure, row.plan)


def _nobody_in(portfolio: Portfolio, holder: str, state: State) -> str:
    """What a holder is that names nobody; empty where it names somebody."""
    if is_uncharted(portfolio, holder, state):
        return f"a position that is in no {state} chart"
    if person_in(portfolio, holder, state):
        return ""
    return "a team" if untyped(holder)[0] == "team" else "a position that nobody holds"


def _leader(portfolio: Portfolio, holder: str) -> str:
    """Who of a team would answer for it by name: a leader in it, else anybody; PERSON where there is nobody."""
    levels = ("leader", "executive", "practitioner")
    people = people_of(portfolio).get(team_of(portfolio, holder), ())
    ranked = sorted(people, key=lambda person: (levels.index(person.level), person.key))
    return typed("person", ranked[0].key if ranked else "PERSON")


@rule("RAC710", "duty-on-refuser", "error")
def duty_on_refuser(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A team that refused is to do it or to answer for it.

    Why: a refusal means that the team is not committed (domain §1.2); a letter on it is a wish and no plan
    (domain §2.3). Win the team, or give the letter to somebody else.

    Cure: mopsctl raci set send --team martech R A --from analytics

    Fires:
        asks:
        - {plan: cdp, team: analytics, kind: assign, asked_on: 2026-11-16, state: refused, answered_on: 2026-11-20}
        assignments:
        - {subject: "capability:send", holder: "team:analytics", letter: R, plan: cdp}
        - {subject: "capability:send", holder: "team:analytics", letter: A, plan: cdp}

    Quiet:
        asks:
        - {plan: cdp, team: analytics, kind: assign, asked_on: 2026-11-16, state: deferred, answered_on: 2026-11-20}
        assignments:
        - {subject: "capability:send", holder: "team:analytics", letter: R, plan: cdp}
        - {subject: "capability:send", holder: "team:analytics", letter: A, plan: cdp}
    """
    known = scheme_of(portfolio)
    teams = {plan: refusing(portfolio, plan) for plan in _open_plans(portfolio)}
    for row in _planned(portfolio) if any(teams.values()) else ():
        team_of_it = teams[row.plan]
        against = sorted({one for one in (*row.answers, *row.does) if one in team_of_it})
        if against:
            told = "; ".join(_wished(portfolio, row, one) for one in against)
            letters = "".join(one for one in row.letters_of(against[0]) if one in known.answers + known.does)
            cure = pass_on(portfolio, row, against[0], "", letters)
            yield Found(row.subject, told, cure, row.plan)


def _wished(portfolio: Portfolio, row: Row, holder: str) -> str:
    # A position is of the team of its box, and of that of who holds it.
    team, key = refusing(portfolio, row.plan)[holder], untyped(holder)[1]
    of_it = "" if key == team else f" (through {key})"
    return f"{team} refused, and is to have {_duties(portfolio, row, holder)}{of_it}"


def _duties(portfolio: Portfolio, row: Row, holder: str) -> str:
    known = scheme_of(portfolio)
    return " and ".join(letter for letter in row.letters_of(holder) if letter in known.answers + known.does)


@rule("RAC711", "plan-drift", "warning")
def plan_drift(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A task is planned for a team that is not among those who are to do it.

    Why: the timeline counts on one team while the matrix gives the work to another (domain §2.3, §2.4); one of the
    two is out of date. The team itself counts, and everybody in it.

    Cure: mopsctl raci set connect --team it R

    Fires:
        assignments:
        - {subject: "task:connect", holder: "team:martech", letter: R, plan: cdp}

    Quiet:
        assignments:
        - {subject: "task:connect", holder: "person:ben", letter: R, plan: cdp}
    """
    tasks, word = portfolio.tasks, scheme_of(portfolio).word("does")
    for row in _planned(portfolio):
        if not row.does or not row.subject.startswith("task:"):
            continue
        task = tasks.get(row.subject[5:])
        if task is None or task.team is None or task.finished or typed("team", task.team) in row.does:
            continue
        if holders_in(portfolio, task.team).isdisjoint(row.does):
            names = ", ".join(untyped(holder)[1] for holder in row.does)
            message = f"planned for {task.team}, but {word} to-be is {names}"
            yield Found(row.subject, message, _one_team(portfolio, row, task.team), row.plan)


def _one_team(portfolio: Portfolio, row: Row, planned: str) -> str:
    """Let the team do a task that it is planned for; where it refused, plan the task for who is to do it."""
    if willing(portfolio, row, [team := typed("team", planned)]):
        return give(portfolio, row, team, scheme_of(portfolio).does[:1])
    doing = willing(portfolio, row, row.does)
    return f"mopsctl task set {untyped(row.subject)[1]} --team {team_of(portfolio, doing) if doing else 'TEAM'}"


@rule("RAC712", "not-agreed", "warning", FROM_PLAN)
def not_agreed(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Somebody is to do it or to answer for it, and has not agreed.

    Why: "do we agree that team A does Z?" is the question behind every row (domain §2.3); a letter that was never
    agreed to is found out on the day it is needed.

    Cure: mopsctl raci agree send --team martech

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        assignments:
        - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        assignments:
        - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp, agreed: "true"}
    """
    lacking = _lacking(portfolio)
    for row in _planned(portfolio):
        open_ones = sorted(lacking.get((row.plan, row.subject, row.state), ()))
        if open_ones:
            told = few([f"{untyped(one)[1]} to {_duties(portfolio, row, one)}" for one in open_ones])
            cure = f"mopsctl raci agree {short(portfolio, row.subject)}{flags(open_ones)}{naming(portfolio, row.plan)}"
            yield Found(row.subject, f"has not agreed to-be: {told}", cure, row.plan)


def _lacking(portfolio: Portfolio) -> Mapping[tuple[str, str, State], set[str]]:
    """Who has not agreed to do it or to answer for it, by plan, subject and state."""
    known, found = scheme_of(portfolio), dict[tuple[str, str, State], set[str]]()
    duties = known.answers + known.does
    for one in portfolio.assignments.values():
        if not one.agreed and one.letter in duties:
            found.setdefault((one.plan, one.subject, one.state), set()).add(one.holder)
    return found


@rule("RAC713", "lost-responsibility", "error")
def lost_responsibility(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Somebody does it or answers for it today, and nobody is to.

    Why: a duty that gets lost on the way to the new model is noticed when nobody has done it (domain §2.3). A
    capability of the plan with no row at all speaks from stage align on.

    Cure: mopsctl raci set send --team martech R A

    Fires:
        assignments:
        - {subject: "capability:send", holder: "team:it", letter: A, state: as-is, plan: ""}
        - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}

    Quiet:
        assignments:
        - {subject: "capability:send", holder: "team:it", letter: A, state: as-is, plan: ""}
        - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}
        - {subject: "capability:send", holder: "team:marketing", letter: A, plan: cdp}
    """
    for plan in _open_plans(portfolio):
        rows = {row.subject: row for row in judged_of(portfolio, plan)}
        by_subject: dict[str, list[Lost]] = {}
        for one in lost(portfolio, plan):
            by_subject.setdefault(one.subject, []).append(one)
        for subject, some in by_subject.items():
            yield _lost(portfolio, rows[subject], some)


def _lost(portfolio: Portfolio, row: Row, some: list[Lost]) -> Found:
    known = scheme_of(portfolio)
    told = listed([f"{known.one(one.duty)} ({', '.join(untyped(who)[1] for who in one.givers)} as-is)" for one in some])
    letters = "".join(known.of(one.duty)[:1] for one in some)
    holder = willing(portfolio, row, row.does) or doer(portfolio, row) or likely_holder(portfolio, row)
    return Found(row.subject, f"nobody is to be {told}", give(portfolio, row, holder, letters), row.plan)


@rule("RAC714", "handover-unanswered", "warning", FROM_PLAN)
def handover_unanswered(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A duty moves to another holder, and nobody said what the giver does from then on.

    Why: "if that new team takes this over, what will the others do from then on?" (domain §2.3). A team that only
    hears what it loses does not let go; every responsibility moved has an answer for those who gave it up.

    Cure: mopsctl handover answer send --team it --afterwards "runs the data feeds"

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        assignments:
        - {subject: "capability:send", holder: "team:it", letter: R, state: as-is, plan: ""}
        - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        assignments:
        - {subject: "capability:send", holder: "team:it", letter: R, state: as-is, plan: ""}
        - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}
        handovers:
        - {plan: cdp, subject: "capability:send", giver: "team:it", afterwards: runs the data feeds}
    """
    for plan in _open_plans(portfolio):
        unsaid: dict[str, list[Move]] = {}
        for move in moves(portfolio, plan):
            if "afterwards" in move.open and move.receivers:
                unsaid.setdefault(move.subject, []).append(move)
        for subject, some in unsaid.items():
            told = few([_moved(portfolio, move) for move in some])
            kind, key = untyped(some[0].giver)
            cure = f"mopsctl handover answer {short(portfolio, subject)} --{kind} {key} --afterwards TEXT"
            message = f"{told}; nobody said what {_givers(some)} does from then on"
            yield Found(subject, message, f"{cure}{naming(portfolio, plan)}", plan)


def _moved(portfolio: Portfolio, move: Move) -> str:
    to = " or ".join(short(portfolio, one) for one in ((move.receiver,) if move.receiver else move.receivers))
    return f"{' and '.join(move.letters)} goes from {untyped(move.giver)[1]} to {to}"


def _givers(some: list[Move]) -> str:
    return listed([untyped(move.giver)[1] for move in some])
