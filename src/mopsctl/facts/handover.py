"""Responsibilities that move from one holder to another between the letters as-is and to-be (domain §2.3).

That something moves is never typed in: it follows from the letters. What was settled about it is `Handover`.
"""

from collections.abc import Mapping

from msgspec import Struct

from ..model.fields import untyped
from ..model.portfolio import Portfolio
from ..model.responsibility import Duty, Handover, State
from .by_plan import records_of
from .memo import fact
from .responsibility import Row, holders_in, judged_of, person_in, rows, scheme_of
from .seats import teams_of

MOVING: tuple[Duty, ...] = ("answers", "does")
AS_IS: tuple[str, State] = ("", "as-is")


class Move(Struct, frozen=True):
    """One holder gives up one subject in one plan: which duties, to whom, and what is settled about it.

    `receivers` may take it: those who are to have a duty that it gives up, and did not have it before; where there are
    none, those who stay with it; nobody where it is lost. `open` says in a word each what is not settled yet.
    """

    plan: str
    subject: str
    giver: str
    duties: tuple[Duty, ...]
    letters: str  # that it gives up
    receivers: tuple[str, ...]
    settled: Handover | None = None
    receiver: str = ""  # who takes it: the one named, or the only one there is
    agreed: bool = False
    open: tuple[str, ...] = ()  # of receiver, agreed, communicated, afterwards


class Lost(Struct, frozen=True):
    """A duty that somebody has as-is and nobody is to have."""

    plan: str
    subject: str
    duty: Duty
    givers: tuple[str, ...]


@fact
def moves(portfolio: Portfolio, plan: str) -> tuple[Move, ...]:
    """The hand-overs of a plan, in order of subject and giver: of every subject that has a row as-is and to-be.

    A team that gives a duty to one of its own people or positions keeps it, and so does a person whose position gets
    it: that names somebody, and nothing moves.
    """
    now = rows(portfolio).get(AS_IS, {})
    planned = rows(portfolio).get((plan, "to-be"), {})
    found = [
        move
        for subject, then in planned.items()
        if (before := now.get(subject)) and (before.answers != then.answers or before.does != then.does)
        for giver in _givers(before)
        if (move := _move(portfolio, before, then, giver))
    ]
    return tuple(found)


def giving(portfolio: Portfolio, now: Row, then: Row) -> frozenset[str]:
    """Who of a row as-is gives up a duty in the row to-be: those of its moves, without what is settled about them."""
    return frozenset(
        giver
        for duty in MOVING
        for giver in now.held(duty)
        if giver not in (holders := then.held(duty)) and not _keeps(portfolio, giver, holders)
    )


def _givers(now: Row) -> list[str]:
    return sorted({*now.answers, *now.does})


def _move(portfolio: Portfolio, now: Row, then: Row, giver: str) -> Move | None:
    """What one holder of a row as-is gives up in the row to-be; None where it gives up nothing."""
    given = [duty for duty in MOVING if giver in now.held(duty)]
    duties = tuple([duty for duty in given if not _keeps(portfolio, giver, then.held(duty))])
    if not duties:
        return None
    taking = sorted({one for duty in duties for one in then.held(duty) if one not in now.held(duty)})
    receivers = tuple(taking or sorted({one for duty in duties for one in then.held(duty)}))
    letters = "".join(
        letter for letter in now.letters_of(giver) if any(letter in scheme_of(portfolio).of(duty) for duty in duties)
    )
    move = Move(then.plan, then.subject, giver, duties, letters, receivers)
    return _with_answers(portfolio, move, then)


def _keeps(portfolio: Portfolio, giver: str, holders: tuple[str, ...]) -> bool:
    """Whether a duty stays with who has it, be it through a person or a position of its own."""
    if giver in holders or not holders:
        return giver in holders
    kind, key = untyped(giver)
    if kind == "team":
        return not holders_in(portfolio, key).isdisjoint(holders)
    if any(f"team:{team}" in holders for team in teams_of(portfolio, giver, "as-is")):
        return True
    who = person_in(portfolio, giver, "as-is")
    return who != "" and any(who == person_in(portfolio, one, "to-be") for one in holders)


def _with_answers(portfolio: Portfolio, move: Move, then: Row) -> Move:
    """The move with what was settled about it, and what is still open."""
    settled = portfolio.handovers.get((move.plan, move.subject, move.giver))
    named = (settled.receiver if settled else None) or ""
    receiver = named if can_take(portfolio, move.receivers, named) else ""
    if not receiver and len(move.receivers) == 1:
        receiver = move.receivers[0]
    agreed = bool(settled and settled.agreed_on) or _agreed_by_letters(portfolio, move, then)
    lacking = {
        "receiver": not receiver,
        "agreed": not agreed,
        "communicated": not (settled and settled.communicated),
        "afterwards": not (settled and settled.afterwards.strip()),
    }
    return Move(
        move.plan, move.subject, move.giver, move.duties, move.letters, move.receivers,
        settled, receiver, agreed, tuple(word for word, is_so in lacking.items() if is_so),
    )  # fmt: skip


def can_take(portfolio: Portfolio, receivers: tuple[str, ...], holder: str) -> bool:
    """Whether a holder is one who takes it over, or somebody in a team that does."""
    if not holder:
        return False
    teams = [untyped(one)[1] for one in receivers if one.startswith("team:")]
    return holder in receivers or not teams_of(portfolio, holder).isdisjoint(teams)


def _agreed_by_letters(portfolio: Portfolio, move: Move, then: Row) -> bool:
    """Whether everybody who takes it over agreed to the letters of it."""
    known = scheme_of(portfolio)
    held = [
        (then.plan, then.subject, holder, letter, then.state)
        for duty in move.duties
        for holder in then.held(duty)
        if holder in move.receivers
        for letter in then.letters_of(holder)
        if letter in known.of(duty)
    ]
    return bool(held) and all(portfolio.assignments[key].agreed for key in held)


@fact
def by_subject(portfolio: Portfolio, plan: str) -> Mapping[str, tuple[Move, ...]]:
    """The hand-overs of a plan by subject."""
    found: dict[str, list[Move]] = {}
    for move in moves(portfolio, plan):
        found.setdefault(move.subject, []).append(move)
    return {subject: tuple(some) for subject, some in found.items()}


def left_over(portfolio: Portfolio, plan: str) -> tuple[Handover, ...]:
    """What was settled about a move that the letters do not say any more, by subject and giver."""
    known = {(move.subject, move.giver) for move in moves(portfolio, plan)}
    found = [one for one in records_of(portfolio, "handovers", plan) if (one.subject, one.giver) not in known]
    return tuple(sorted(found, key=lambda one: (one.subject, one.giver)))


@fact
def lost(portfolio: Portfolio, plan: str) -> tuple[Lost, ...]:
    """Duties that somebody has as-is and nobody is to have, on what the plan's matrix is about, by subject.

    That is what has a row to-be and, once the plan has left `explore`, every capability of the plan.
    """
    before = rows(portfolio).get(AS_IS, {})
    return tuple(
        [
            Lost(plan, then.subject, duty, now.held(duty))
            for then in judged_of(portfolio, plan)
            if not (then.answers and then.does) and (now := before.get(then.subject))
            for duty in MOVING
            if now.held(duty) and not then.held(duty)
        ]
    )
