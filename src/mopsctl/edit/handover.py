"""What is settled about a responsibility that moves, and the tasks that carry it over (domain §2.3)."""

from collections.abc import Mapping
from typing import Any

from msgspec import structs

from ..errors import USAGE, MopsError
from ..facts.handover import Move, by_subject, can_take
from ..facts.responsibility import row, scheme_of, short
from ..facts.schedule.effect import lost as later
from ..facts.schedule.network import schedule
from ..facts.transition import proposals
from ..model.fields import untyped
from ..model.plan import Link
from ..model.portfolio import Portfolio
from ..model.responsibility import Handover
from . import records


def answer(
    portfolio: Portfolio, plan: str, subject: str, giver: str, fields: Mapping[str, Any], receiver: str | None = None
) -> Portfolio:
    """Write down what was settled: the fields of a Handover that were said, and who of several takes it.

    Refuses what does not move, a receiver who takes nothing of it, and days to come.
    """
    if not fields and receiver is None:
        raise MopsError('say what was settled, e.g. --afterwards "runs the e-mail channel"', code=USAGE)
    move = moving(portfolio, plan, subject, giver)
    said = records.emptied(Handover, fields)
    for name in ("agreed_on", "communicated"):
        if said.get(name):
            records.happened(portfolio, said[name])
    was = portfolio.handovers.get((plan, subject, giver)) or Handover(plan, subject, giver)
    if said.get("agreed_by") and not said.get("agreed_on"):
        said["agreed_on"] = was.agreed_on or portfolio.today
    if receiver is not None:
        said["receiver"] = _taking(portfolio, move, receiver)
    return records.put(portfolio, structs.replace(was, **said))


def moving(portfolio: Portfolio, plan: str, subject: str, giver: str) -> Move:
    """The move of a subject away from a holder; MopsError where nothing moves."""
    some = by_subject(portfolio, plan).get(subject, ())
    found = next((move for move in some if move.giver == giver), None)
    if found is None:
        name = short(portfolio, subject)
        others = ", ".join(short(portfolio, move.giver) for move in some)
        told = f"; it moves from {others}" if others else ""
        raise records.nothing_found(f"hand-over of {name} by {short(portfolio, giver)}{told}", "mopsctl handover list")
    return found


def _taking(portfolio: Portfolio, move: Move, receiver: str) -> str:
    if can_take(portfolio, move.receivers, receiver):
        return receiver
    names = ", ".join(short(portfolio, one) for one in move.receivers) or "nobody yet"
    kind, key = untyped(receiver)
    subject = short(portfolio, move.subject)
    known = scheme_of(portfolio)
    held = set(row(portfolio, move.plan, "to-be", move.subject).letters_of(receiver)) - set(known.told)
    wanted = " ".join(known.in_order({*held, *move.letters}))
    raise MopsError(
        f"{key} is not to have what {untyped(move.giver)[1]} gives up of {subject} ({move.letters}): {names}",
        hint=f"mopsctl raci set {subject} --{kind} {key} {wanted}",
        code=USAGE,
    )


def add_tasks(portfolio: Portfolio, plan: str, subject: str = "") -> Portfolio:
    """Add every task that is proposed, with what it waits for, and remember in the hand-over which is which."""
    wanted = proposals(portfolio, plan, subject)
    tasks = {one.task.key: one.task for one in wanted if one.is_new}
    links = [Link(before, one.task.key) for one in wanted for before in one.after]
    settled: dict[tuple[str, str, str], Handover] = {}
    for one in wanted:
        key = (plan, one.move.subject, one.move.giver)
        was = settled.get(key) or one.move.settled or Handover(*key)
        settled[key] = structs.replace(was, **{one.field: one.task.key})
    return records.put(portfolio, *tasks.values(), *links, *settled.values())


def delay_told(before: Portfolio, after: Portfolio, plan: str) -> str:
    """By how much the plan ends later once the tasks are in it, in a sentence; empty where it does not."""
    was, now = schedule(before, plan).finish, schedule(after, plan).finish
    days = later(after, plan, was, now)
    if not now or days <= 0:
        return ""
    return f"the plan now ends on {now}, {days} working day{'s' if days != 1 else ''} later"
