"""Conversations, change actions and evidence: the verbs of domain §1.1. What follows from them is a fact."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import structs

from ..errors import USAGE, MopsError
from ..model.fields import Record
from ..model.lookup import get
from ..model.outreach import Action, ActionKind, ActionState, Conversation, Evidence, Note
from ..model.portfolio import Portfolio
from . import records
from .plan import part_of

# What of a conversation is something that was said there; who, when and how is not.
SAID = ("sees_problem", "objection", "reason", "challenges", "needed", "angle", "next_step")


def free_key(portfolio: Portfolio, team: str, on: date) -> str:
    """The key of the next conversation with a team on a day: `it-2026-11-23`, then `it-2026-11-23-2`."""
    return records.free(portfolio.conversations, team, f"-{on.isoformat()}")


def log(
    portfolio: Portfolio,
    plan: str,
    team: str,
    fields: Mapping[str, Any],
    *,
    note: str = "",
    actions: Sequence[ActionKind] = (),
    bare: bool = False,
) -> Portfolio:
    """Log one contact with a team of the plan under `free_key(portfolio, team, day)`, and what it will take to move it.

    `fields` are those of a Conversation (`on` today unless said, never to come). One in which nothing was said is
    refused, unless it is `bare`: what was said there is recorded elsewhere and points to it.
    """
    part_of(portfolio, plan, team)
    said = {name: value for name, value in fields.items() if value is not None}
    said["on"] = on = records.happened(portfolio, said.get("on"))
    if not (bare or note.strip() or actions or any(said.get(name) for name in SAID)):
        raise MopsError(
            f"say what came of it with {team}: its view, its challenges, a next step or a note",
            hint=f'mopsctl outreach log {team} --sees-problem partly --next "show the numbers" --next-on +5wd',
            code=USAGE,
        )
    key = free_key(portfolio, team, on)
    new: list[Record] = [Conversation(key=key, plan=plan, team=team, **said)]
    if note.strip():
        new.append(Note(key, note))
    logged = records.add(portfolio, *new)
    for kind in dict.fromkeys(actions):
        logged = act(logged, plan, team, kind, {"said_in": key})
    return logged


def amend(portfolio: Portfolio, key: str, fields: Mapping[str, Any], *, note: str | None = None) -> Portfolio:
    """Change what is logged of a conversation; `note` replaces the private note on it, an empty one takes it away."""
    if "on" in fields:
        records.happened(portfolio, fields["on"])
    portfolio = records.update(portfolio, Conversation, key, fields)
    if note is None:
        return portfolio
    if note.strip():
        return records.put(portfolio, Note(key, note))
    return records.remove(portfolio, Note, key) if key in portfolio.notes else portfolio


def act(portfolio: Portfolio, plan: str, team: str, kind: ActionKind, fields: Mapping[str, Any]) -> Portfolio:
    """Add a change action for a team of the plan, under the key `it-educate`, then `it-educate-2`."""
    part_of(portfolio, plan, team)
    key = records.free(portfolio.actions, team, f"-{kind}")
    return records.add(portfolio, Action(key=key, plan=plan, team=team, kind=kind, **fields))


def close(portfolio: Portfolio, action: str, state: ActionState, on: date | None) -> Portfolio:
    """Record that an open change action is done or dropped, and since when."""
    was = get(portfolio, Action, action)
    if was.state != "open":
        raise MopsError(
            f"{action} is {was.state} already{_since(was.closed_on)}",
            hint=f"mopsctl outreach action set {action} --state {state if state != was.state else 'open'}",
        )
    return records.put(portfolio, structs.replace(was, state=state, closed_on=records.happened(portfolio, on)))


def amend_action(portfolio: Portfolio, key: str, fields: Mapping[str, Any]) -> Portfolio:
    """Change what is logged of a change action; one that is open again was never closed."""
    said = dict(fields)
    was = get(portfolio, Action, key)
    if said.get("closed_on"):
        records.happened(portfolio, said["closed_on"])
    if said.get("state", was.state) == "open":
        if said.get("closed_on"):
            raise MopsError(f"{key} is open; say --state done or --state dropped with the day", code=USAGE)
        said["closed_on"] = None
    elif not was.closed_on:
        said.setdefault("closed_on", portfolio.today)
    return records.update(portfolio, Action, key, said)


def request(portfolio: Portfolio, plan: str, team: str, what: str, fields: Mapping[str, Any]) -> Portfolio:
    """Ask a vendor or a peer for what speaks to a team's view, under the key `it-evidence`, then `it-evidence-2`.

    It is asked for today unless `fields` say another day.
    """
    part_of(portfolio, plan, team)
    key = records.free(portfolio.evidence, team, "-evidence")
    asked = {**fields, "asked_on": records.happened(portfolio, fields.get("asked_on"))}
    return records.add(portfolio, Evidence(key=key, plan=plan, team=team, what=what, **asked))


def receive(portfolio: Portfolio, evidence: str, on: date | None, shows: str | None) -> Portfolio:
    """Record that evidence that was awaited came in, and what it shows."""
    was = get(portfolio, Evidence, evidence)
    if was.received_on:
        raise MopsError(
            f"{evidence} came in already{_since(was.received_on)}",
            hint=f'mopsctl outreach evidence set {evidence} --shows "..."',
        )
    told = {} if shows is None else {"shows": shows}
    return records.put(portfolio, structs.replace(was, received_on=records.happened(portfolio, on), **told))


def amend_evidence(portfolio: Portfolio, key: str, fields: Mapping[str, Any]) -> Portfolio:
    """Change what is logged of evidence: what was asked for, and what came in."""
    for field in ("asked_on", "received_on"):
        if fields.get(field):
            records.happened(portfolio, fields[field])
    return records.update(portfolio, Evidence, key, fields)


def _since(day: date | None) -> str:
    return f" ({day})" if day else ""
