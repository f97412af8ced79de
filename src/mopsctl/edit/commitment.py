"""Asks and answers, alignments: the verbs of domain §1.2 and §1.4."""

from datetime import date
from typing import Any

from msgspec import structs

from ..errors import USAGE, MopsError
from ..model.commitment import Alignment, Ask, AskKind, AskState
from ..model.lookup import get
from ..model.org import Person, Team
from ..model.plan import Plan
from ..model.portfolio import Portfolio
from . import records

# What a word or a deed must name to be one (domain §1.2): kind -> fields.
PROMISE_NAMES: dict[AskKind, tuple[str, ...]] = {
    "assign": ("person", "allocation", "start"),
    "advocate": ("leader", "forum", "forum_on"),
    "contribute": ("person",),
}
DEED_NAMES: dict[AskKind, tuple[str, ...]] = {**PROMISE_NAMES, "advocate": ("leader", "forum", "forum_on", "granted")}
# What a hint writes where the user's own word belongs.
STANDS_FOR = {
    "person": "PERSON",
    "allocation": "50",
    "start": "+10wd",
    "leader": "PERSON",
    "forum": "FORUM",
    "forum_on": "+5wd",
    "granted": "TEXT",
}
# States in which an ask has had its answer, so that a further round may be put.
ANSWERED: tuple[AskState, ...] = ("promised", "proven", "refused", "deferred", "withdrawn")


def latest(portfolio: Portfolio, plan: str, team: str, kind: str) -> Ask | None:
    """The last round of one ask, whatever its state; None if it was never put."""
    rounds = [a for a in portfolio.asks.values() if (a.plan, a.team, a.kind) == (plan, team, kind)]
    return max(rounds, key=lambda a: a.round, default=None)


def ask(
    portfolio: Portfolio, plan: str, team: str, kind: AskKind, *, of: str | None = None, due: date | None = None
) -> Portfolio:
    """Put one of the three asks to a team; asking again after an answer opens the next round."""
    get(portfolio, Plan, plan)
    get(portfolio, Team, team)
    if of is not None:
        get(portfolio, Person, of)
    standing = portfolio.participations.get((plan, team))
    if standing and standing.involvement == "out":
        hint = f"mopsctl team join {team} --involved"
        raise MopsError(f"{team} is out of the plan: {standing.because}", hint=hint, code=USAGE)
    last = latest(portfolio, plan, team, kind)
    if last and last.state not in ANSWERED:
        changed = {name: value for name, value in (("of", of), ("due", due)) if value is not None}
        if not changed:
            raise MopsError(
                f"{team} was already asked to {kind} on {last.asked_on} and has not answered",
                hint=f"mopsctl commit promise {team} --kind {kind}",
                code=USAGE,
            )
        return records.put(portfolio, structs.replace(last, **changed))
    number = last.round + 1 if last else 1
    return records.add(portfolio, Ask(plan, team, kind, portfolio.today, round=number, of=of, due=due))


def answer(
    portfolio: Portfolio, plan: str, team: str, kind: AskKind, state: AskState, on: date | None, told: dict[str, Any]
) -> Portfolio:
    """Record what a team answered; `told` holds the fields that the answer names (None: not said).

    A deed may come before words: proving or refusing an ask that was never put records it as put that day.
    """
    get(portfolio, Plan, plan)
    get(portfolio, Team, team)
    day = records.happened(portfolio, on)
    last = latest(portfolio, plan, team, kind)
    if last is None or last.state == "withdrawn":
        if state == "withdrawn":
            raise records.nothing_found(f"{kind} ask of {team} to withdraw", "mopsctl commit show")
        last = Ask(plan, team, kind, day, round=last.round + 1 if last else 1)
    said = {name: value for name, value in told.items() if value is not None}
    if foreign := [name for name in said if name in STANDS_FOR and name not in DEED_NAMES[kind]]:
        raise MopsError(f"to {kind} names no {' or '.join(foreign).replace('_', ' ')}", code=USAGE)
    if state == "deferred" and said.get("until") and said["until"] < day:
        raise MopsError(f"until {said['until']} is past; say when to ask again", code=USAGE)
    if state != last.state:  # nothing of an earlier answer may be read as a reason for this one
        said = {"reason": "", "until": None, "resolution": None, **said}
    answered = structs.replace(last, **said, state=state, answered_on=day)
    if state in ("promised", "proven"):
        _names_everything(answered, PROMISE_NAMES[kind] if state == "promised" else DEED_NAMES[kind])
    if state == "refused" and not answered.reason:
        raise MopsError(f"say why {team} refuses: --because TEXT", code=USAGE)
    return records.put(portfolio, answered)


def _names_everything(said: Ask, names: tuple[str, ...]) -> None:
    missing = [name for name in names if not getattr(said, name)]
    if missing:
        options = " ".join(f"--{name.replace('_', '-')} {STANDS_FOR[name]}" for name in missing)
        verb = "promise" if said.state == "promised" else "prove"
        raise MopsError(
            f"to {said.kind} is {said.state} only with {', '.join(names).replace('_', ' ')}",
            hint=f"mopsctl commit {verb} {said.team} --kind {said.kind} {options}",
            code=USAGE,
        )


def resolve(portfolio: Portfolio, plan: str, team: str, kind: AskKind, resolution: str) -> Portfolio:
    """Record what is done about a refusal: escalate, substitute, re-scope or accept."""
    last = latest(portfolio, plan, team, kind)
    if last is None or last.state != "refused":
        raise records.nothing_found(f"refusal of {team} to {kind} that needs a resolution", "mopsctl commit show")
    return records.put(portfolio, structs.replace(last, resolution=resolution))


def align(portfolio: Portfolio, plan: str, team: str, *, on: date | None, parties: str, terms: str) -> Portfolio:
    """Record the alignment with a team that ends a STOP (domain §1.4)."""
    if not parties.strip(". ") or not terms.strip(". "):
        raise MopsError("an alignment names who was there and what was agreed: --parties TEXT --terms TEXT", code=USAGE)
    return records.put(portfolio, Alignment(plan, team, records.happened(portfolio, on), parties, terms))
