"""RAC701-708: the shape of a row, by duties and not by letters (domain §2.3). What a row is: `facts.responsibility`.

Who the holders are, whether they agreed and what moves between them is judged in `rules.responsibility_holders`.
"""

from collections.abc import Collection, Iterable, Iterator

from ..facts.responsibility import Row, answering, judged, scheme_of, team_of
from ..model.fields import typed, untyped
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .cures import doer, give, hand_on, likely_holder, someone_without, take, willing
from .rule import Found, rule


def _found(row: Row, message: str, cure: str) -> Found:
    return Found(row.subject, message, cure, row.plan)


def _names(holders: Iterable[str]) -> str:
    return ", ".join(untyped(holder)[1] for holder in holders)


def _beyond(holders: tuple[str, ...], limit: int) -> tuple[str, ...]:
    """Those who would have to go so that they are fewer than the limit."""
    return holders[max(limit - 1, 0) :]


def _missing(row: Row, what: str) -> str:
    if not row.cells:
        return f"{what}: nobody holds anything {row.state} yet"
    take = "only takes part" if len(row.cells) == 1 else "only take part"
    return f"{what} {row.state} ({_names(holder for holder, _ in row.cells)} {take})"


@rule("RAC701", "no-accountable", "error")
def no_accountable(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Nobody answers for the subject.

    Why: exactly one holder is accountable (domain §2.3); where nobody is, nobody decides and nobody is missed when
    nothing happens. A capability of the plan that nobody holds at all speaks from stage align on.

    Cure: mopsctl raci set send --team martech R A

    Fires:
        assignments:
        - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}

    Quiet:
        assignments:
        - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}
        - {subject: "capability:send", holder: "team:martech", letter: A, plan: cdp}
    """
    known = scheme_of(portfolio)
    what, alone = f"nobody is {known.one('answers')}", known.answers[:1] + known.does[:1]
    for row in judged(portfolio):
        if not row.answers:
            holder = (row.does and willing(portfolio, row, row.does)) or likely_holder(portfolio, row)
            wanted = known.answers[:1] if row.cells else alone
            yield _found(row, _missing(row, what), give(portfolio, row, holder, wanted))


@rule("RAC702", "many-accountable", "error")
def many_accountable(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Two or more answer for one subject.

    Why: exactly one holder is accountable (domain §2.3); where two are, each waits for the other.

    Cure: mopsctl raci clear send --team martech A

    Fires:
        assignments:
        - {subject: "capability:send", holder: "team:it", letter: A, plan: cdp}
        - {subject: "capability:send", holder: "team:martech", letter: A, plan: cdp}

    Quiet:
        assignments:
        - {subject: "capability:send", holder: "team:it", letter: A, plan: cdp}
        - {subject: "capability:send", holder: "team:martech", letter: C, plan: cdp}
    """
    for row in judged(portfolio):
        if len(row.answers) > 1:
            known = scheme_of(portfolio)
            message = f"{len(row.answers)} {known.many('answers')} {row.state} ({_names(row.answers)})"
            yield _found(row, message, take(portfolio, row, row.answers[1:], known.answers))


@rule("RAC703", "no-responsible", "error")
def no_responsible(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Nobody does the work.

    Why: a subject that somebody answers for and nobody does stays undone (domain §2.3). A capability of the plan
    that nobody holds at all speaks from stage align on.

    Cure: mopsctl raci set send --team martech R A

    Fires:
        assignments:
        - {subject: "capability:send", holder: "team:martech", letter: A, plan: cdp}

    Quiet:
        assignments:
        - {subject: "capability:send", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "capability:send", holder: "person:ada", letter: R, plan: cdp}
    """
    for row in judged(portfolio):
        if not row.does:
            known = scheme_of(portfolio)
            wanted = known.does[:1] + ("" if row.cells else known.answers[:1])
            cure = give(portfolio, row, doer(portfolio, row), wanted)
            yield _found(row, _missing(row, f"nobody is {known.one('does')}"), cure)


@rule("RAC704", "conflicting-letters", "error")
def conflicting_letters(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """One holder is told of what it does or answers for itself.

    Why: who does the work or answers for it knows already; the letter I beside R or A says that two people
    understood the row differently (domain §2.3).

    Cure: mopsctl raci clear send --team it I

    Fires:
        assignments:
        - {subject: "capability:send", holder: "team:it", letter: A, plan: cdp}
        - {subject: "capability:send", holder: "team:it", letter: I, plan: cdp}

    Quiet:
        assignments:
        - {subject: "capability:send", holder: "team:it", letter: A, plan: cdp}
        - {subject: "capability:send", holder: "team:marketing", letter: I, plan: cdp}
    """
    for row in judged(portfolio):
        both = [holder for holder in row.told if holder in row.answers or holder in row.does] if row.told else ()
        if both:
            letters = "; ".join(f"{_names([holder])} holds {' and '.join(row.letters_of(holder))}" for holder in both)
            yield _found(row, f"{letters} {row.state}", take(portfolio, row, both, scheme_of(portfolio).told))


@rule("RAC705", "many-responsible", "warning")
def many_responsible(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """Three or more do the same work (limit: many_responsible).

    Why: the more hands, the more hand-overs, and the less anyone feels that it is theirs (domain §2.3).

    Cure: mopsctl raci clear send --team martech R

    Fires:
        assignments:
        - {subject: "capability:send", holder: "team:it", letter: R, plan: cdp}
        - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}
        - {subject: "capability:send", holder: "team:marketing", letter: R, plan: cdp}

    Quiet:
        assignments:
        - {subject: "capability:send", holder: "team:it", letter: R, plan: cdp}
        - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}
        - {subject: "capability:send", holder: "team:marketing", letter: C, plan: cdp}
    """
    for row in judged(portfolio):
        if len(row.does) >= policy.many_responsible:
            known = scheme_of(portfolio)
            message = f"{len(row.does)} {known.many('does')} {row.state} ({_names(row.does)})"
            yield _found(row, message, take(portfolio, row, _beyond(row.does, policy.many_responsible), known.does))


@rule("RAC706", "many-consulted", "warning")
def many_consulted(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """Six or more are asked before anything happens (limit: many_consulted).

    Why: every C is a wait. Whoever only wants to know is told (I), not asked (domain §2.3).

    Cure: mopsctl raci clear send --team martech C

    Fires:
        assignments:
        - {subject: "capability:send", holder: "team:analytics", letter: C, plan: cdp}
        - {subject: "capability:send", holder: "team:data-management", letter: C, plan: cdp}
        - {subject: "capability:send", holder: "team:it", letter: C, plan: cdp}
        - {subject: "capability:send", holder: "team:marketing", letter: C, plan: cdp}
        - {subject: "capability:send", holder: "team:marketing-operations", letter: C, plan: cdp}
        - {subject: "capability:send", holder: "team:martech", letter: C, plan: cdp}

    Quiet:
        assignments:
        - {subject: "capability:send", holder: "team:analytics", letter: C, plan: cdp}
        - {subject: "capability:send", holder: "team:data-management", letter: C, plan: cdp}
        - {subject: "capability:send", holder: "team:it", letter: C, plan: cdp}
        - {subject: "capability:send", holder: "team:marketing", letter: C, plan: cdp}
        - {subject: "capability:send", holder: "team:marketing-operations", letter: C, plan: cdp}
        - {subject: "capability:send", holder: "team:martech", letter: I, plan: cdp}
    """
    for row in judged(portfolio):
        if len(row.asked) >= policy.many_consulted:
            known = scheme_of(portfolio)
            message = f"{len(row.asked)} {known.many('asked')} {row.state} ({_names(row.asked)})"
            yield _found(row, message, take(portfolio, row, _beyond(row.asked, policy.many_consulted), known.asked))


@rule("RAC707", "silo-row", "info")
def silo_row(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Nobody is asked and nobody is told.

    Why: martech is cross-functional; work that nobody else hears of is how data and reporting fork
    (domain §0, §2.3).

    Cure: mopsctl raci set send --team analytics I

    Fires:
        participations:
        - {plan: cdp, team: analytics}
        assignments:
        - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}

    Quiet:
        participations:
        - {plan: cdp, team: analytics}
        assignments:
        - {subject: "capability:send", holder: "team:martech", letter: R, plan: cdp}
        - {subject: "capability:send", holder: "team:analytics", letter: I, plan: cdp}
    """
    known = scheme_of(portfolio)
    letter = (known.told or known.asked)[:1]
    words = " or ".join(known.one(duty) for duty in ("asked", "told") if known.of(duty))
    for row in judged(portfolio) if letter else ():
        if row.cells and not row.asked and not row.told:
            cure = give(portfolio, row, someone_without(portfolio, row), letter)
            yield Found(row.subject, f"nobody is {words} {row.state}", cure, row.plan)


@rule("RAC708", "accountable-overload", "warning")
def accountable_overload(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """One holder answers for eight or more subjects (limit: accountable_load).

    Why: who answers for everything answers for nothing; an A is attention, and attention is short (domain §2.3). The
    cure passes one on: a task to the team that it is planned for, or what others do to them, the first such; which of
    the others goes to whom is a choice (`raci show --team martech` shows them).

    Cure: mopsctl raci set connect --team it A --from martech

    Fires:
        assignments:
        - {subject: "capability:send", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "capability:segment", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "capability:report", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "platform:cdp", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "platform:esp", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "task:learn", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "task:connect", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "task:launch", holder: "team:martech", letter: A, plan: cdp}

    Quiet:
        assignments:
        - {subject: "capability:send", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "capability:segment", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "capability:report", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "platform:cdp", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "platform:esp", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "task:learn", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "task:connect", holder: "team:martech", letter: A, plan: cdp}
        - {subject: "task:launch", holder: "team:it", letter: A, plan: cdp}
    """
    limit, word = policy.accountable_load, scheme_of(portfolio).word("answers")
    counts = answering(portfolio).items()
    heavy = {(*scope, holder): count for scope, held in counts for holder, count in held.items() if count >= limit}
    others = _others_work(portfolio, heavy)
    for (plan, state, holder), count in sorted(heavy.items()):
        row, other = others.get((plan, state, holder), (Row(plan, state, ""), ""))
        cure = hand_on(portfolio, row, holder, other)
        yield Found(holder, f"{word} for {count} subjects {state} (too many from {limit} on)", cure, plan)


def _others_work(
    portfolio: Portfolio, heavy: Collection[tuple[str, State, str]]
) -> dict[tuple[str, State, str], tuple[Row, str]]:
    """By plan, state and holder that answers: the first subject that others do, and who (typed key)."""
    found: dict[tuple[str, State, str], tuple[Row, str]] = {}
    for row in judged(portfolio) if heavy else ():
        for giver in row.answers:
            place = (row.plan, row.state, giver)
            if place in heavy and place not in found and (holder := _doing(portfolio, row, giver)):
                found[place] = row, holder
    return found


def _doing(portfolio: Portfolio, row: Row, giver: str) -> str:
    """Who of another team is to do it (typed key): the team of a task, else the first that has the letter."""
    kind, key = untyped(row.subject)
    task = portfolio.tasks.get(key) if kind == "task" else None
    doing = (typed("team", task.team),) if task and task.team else row.does
    own = team_of(portfolio, giver)
    others = [one for one in doing if team_of(portfolio, one) != own and one not in row.answers]
    return willing(portfolio, row, others)
