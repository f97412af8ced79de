"""Asks and answers, alignments: the verbs of domain §1.2 and §1.4."""

from collections.abc import Mapping
from datetime import date
from shlex import quote
from typing import Any

from msgspec import structs

from ..errors import USAGE, MopsError
from ..facts.commitment import commitment
from ..facts.participation import naming
from ..facts.proof import PROMISED, PROVEN, STANDS_FOR, unnamed
from ..model.commitment import Alignment, Ask, AskKind, AskState, Resolution
from ..model.fields import says_something
from ..model.lookup import get
from ..model.org import Person
from ..model.portfolio import Portfolio
from . import records
from .latest import against_answer
from .plan import part_of

# States in which an ask has had its answer, so that a further round may be put.
ANSWERED: tuple[AskState, ...] = ("promised", "proven", "refused", "deferred", "withdrawn")


def latest(portfolio: Portfolio, plan: str, team: str, kind: str) -> Ask | None:
    """The last round of one ask, whatever its state; None if it was never put."""
    rounds = [a for a in portfolio.asks.values() if (a.plan, a.team, a.kind) == (plan, team, kind)]
    return max(rounds, key=lambda a: a.round, default=None)


def ask(
    portfolio: Portfolio, plan: str, team: str, kind: AskKind, *, of: str | None = None, due: date | None = None
) -> Portfolio:
    """Put one of the three asks to a team of the plan; asking again after an answer opens the next round.

    While one is open it is not put twice: it may get another person or another date.
    """
    part_of(portfolio, plan, team)
    said = {name: value for name, value in (("of", of), ("due", due)) if value is not None}
    if of:
        get(portfolio, Person, of)
    if due and due < portfolio.today:
        raise MopsError(f"due {due} is past; an answer is due on a day to come", code=USAGE)
    last = latest(portfolio, plan, team, kind)
    if last and last.state not in ANSWERED:
        if not said:
            raise MopsError(
                f"{team} was already asked to {kind} on {last.asked_on} and has not answered; "
                "--due gives it another date",
                hint=f"mopsctl commit draft {team} --kind {kind}{naming(portfolio, plan)}",
                code=USAGE,
            )
        return records.put(portfolio, structs.replace(last, **records.emptied(Ask, said)))
    number = last.round + 1 if last else 1
    return records.add(portfolio, Ask(plan, team, kind, portfolio.today, round=number, of=of or None, due=due or None))


def answer(
    portfolio: Portfolio,
    plan: str,
    team: str,
    kind: AskKind,
    state: AskState,
    on: date | None,
    told: Mapping[str, Any],
) -> Portfolio:
    """Record what a team answered; `told` holds the fields that the answer names (None: not said).

    A deed may come before words: answering an ask that was never put records it as put that day. A deed that the
    store does not bear out is recorded too; `facts.proof` tells what it lacks.
    """
    part_of(portfolio, plan, team, out=True)
    day = records.happened(portfolio, on)
    last = latest(portfolio, plan, team, kind)
    if last is None or last.state == "withdrawn":
        if state == "withdrawn":
            raise records.nothing_found(f"{kind} ask of {team} to withdraw", "mopsctl commit show")
        last = Ask(plan, team, kind, day, round=last.round + 1 if last else 1)
    said = records.emptied(Ask, {name: value for name, value in told.items() if value is not None})
    if why := against_answer(last, state, said, day):
        raise MopsError(f"{team} {why}", hint=f"mopsctl commit show {team}{naming(portfolio, plan)}", code=USAGE)
    if foreign := [name for name in said if name in STANDS_FOR and name not in PROVEN[kind]]:
        raise MopsError(f"to {kind} names no {' or '.join(foreign).replace('_', ' ')}", code=USAGE)
    if state == "deferred" and said.get("until") and said["until"] < day:
        raise MopsError(f"until {said['until']} is past; say when to ask again", code=USAGE)
    if state != last.state:  # nothing of an earlier answer may be read as a reason for this one
        said = {"reason": "", "until": None, "resolution": None, **said}
    answered = structs.replace(last, **said, state=state, answered_on=day)
    _refuse_hollow(answered, naming(portfolio, plan))
    return records.put(portfolio, answered)


def _refuse_hollow(said: Ask, named: str) -> None:
    """A yes names what makes it one, and a no its reason."""
    if said.state == "refused" and not says_something(said.reason):
        raise MopsError(
            f"say why {said.team} refuses: --because TEXT",
            hint=f'mopsctl commit refuse {said.team} --kind {said.kind} --because "no capacity before June"{named}',
            code=USAGE,
        )
    if said.state not in ("promised", "proven"):
        return
    names = PROMISED if said.state == "promised" else PROVEN
    if unnamed(said, names):
        said_or_sought = {name: getattr(said, name) or STANDS_FOR[name] for name in names[said.kind]}
        options = " ".join(f"--{name.replace('_', '-')} {quote(str(word))}" for name, word in said_or_sought.items())
        verb = "promise" if said.state == "promised" else "prove"
        raise MopsError(
            f"to {said.kind} is {said.state} only with {', '.join(names[said.kind]).replace('_', ' ')}",
            hint=f"mopsctl commit {verb} {said.team} --kind {said.kind} {options}{named}",
            code=USAGE,
        )


def resolve(portfolio: Portfolio, plan: str, team: str, kind: AskKind, resolution: Resolution) -> Portfolio:
    """Record what is done about the refusal that stands: escalate, substitute, re-scope or accept."""
    refusal = commitment(portfolio, plan, team).answer(kind)  # asking again does not take a refusal back
    if refusal is None or refusal.state != "refused":
        raise records.nothing_found(f"refusal of {team} to {kind} that needs a resolution", "mopsctl commit show")
    return records.put(portfolio, structs.replace(refusal, resolution=resolution))


def align(portfolio: Portfolio, plan: str, team: str, *, on: date | None, parties: str, terms: str) -> Portfolio:
    """Record the alignment with a team that ends a STOP (domain §1.4)."""
    if not says_something(parties) or not says_something(terms):
        raise MopsError("an alignment names who was there and what was agreed: --parties TEXT --terms TEXT", code=USAGE)
    return records.put(portfolio, Alignment(plan, team, records.happened(portfolio, on), parties, terms))
