"""What the conversations with each team add up to: its perspective, how it moved, and when contact began (domain §1.1).

A conversation is one logged contact. The perspective is the latest that was said, field by field. What was asked for,
what it will take and what is needed stand by team beside it. What a team committed to is `facts.commitment`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias, TypeVar

from msgspec import Struct

from ..model.outreach import NO_CHALLENGES, Action, Angle, Conversation, Evidence, Objection, View
from ..model.plan import Need
from ..model.portfolio import Portfolio
from .memo import fact
from .overlap import capabilities_of
from .participation import participating

PlanTeam: TypeAlias = tuple[str, str]

T = TypeVar("T", Action, Evidence, Need)


class Perspective(Struct, frozen=True):
    """How a team looks at the gap: of each field the latest that it said; empty where it never said."""

    conversation: str  # the latest in which it said any of this, with its day, speaker and source
    on: date
    person: str | None = None
    sees_problem: View | None = None
    objection: Objection | None = None
    reason: str = ""
    challenges: str = ""  # "" too where it was asked and has none
    needed: str = ""
    angle: Angle | None = None
    source: str = ""
    viewed_on: date | None = None  # when it last said whether it sees the problem


class Stand(Struct, frozen=True):
    """Whether a team saw the gap as a problem, from one day on."""

    on: date
    sees_problem: View
    conversation: str


class Outreach(Struct, frozen=True):
    """How far the outreach to one team has come."""

    plan: str
    team: str
    gap_found: date
    first_contact: date | None
    days_to_contact: int | None  # calendar days from gap found, never below 0; None: never contacted
    contacts: int
    perspective: Perspective | None
    moves: tuple[Stand, ...]  # its first view, then each one that was another than before
    next_step: str
    next_on: date | None


@fact
def conversations(portfolio: Portfolio) -> Mapping[PlanTeam, tuple[Conversation, ...]]:
    """Conversations by (plan, team), oldest first."""
    found: defaultdict[PlanTeam, list[Conversation]] = defaultdict(list)
    for one in portfolio.conversations.values():
        found[one.plan, one.team].append(one)
    return {of: tuple(sorted(some, key=_in_turn) if len(some) > 1 else some) for of, some in found.items()}


def _in_turn(one: Conversation) -> tuple[date, int, str]:
    # Of one day the second has the longer key: `it-2026-11-23-2`, and `-10` comes after `-9`.
    return one.on, len(one.key), one.key


@fact
def perspective(portfolio: Portfolio, plan: str, team: str) -> Perspective | None:
    """The perspective of a team (domain §1.1); None while nothing of it was said.

    A "yes" takes back the objection and the reason given before it.
    """
    said: dict[str, object] = {}
    for one in conversations(portfolio).get((plan, team), ()):
        now = _said(one)
        if not now:
            continue
        if one.sees_problem == "yes":
            said |= {"objection": None, "reason": ""}
        said |= now | {"conversation": one.key, "on": one.on, "person": one.person, "source": one.source}
    if said.get("challenges") == NO_CHALLENGES:
        said["challenges"] = ""
    return Perspective(**said) if said else None  # type: ignore[arg-type]


def _said(one: Conversation) -> dict[str, object]:
    """What a conversation says of the team's perspective."""
    fields = {name: getattr(one, name) for name in ("objection", "reason", "challenges", "needed", "angle")}
    if one.sees_problem:
        fields |= {"sees_problem": one.sees_problem, "viewed_on": one.on}
    return {name: value for name, value in fields.items() if value}


@fact
def gap_found(portfolio: Portfolio, plan: str) -> date:
    """Since when the gap is known that the plan closes: the earliest of its capabilities, else the plan's start."""
    days = (portfolio.capabilities[key].gap_found for key in capabilities_of(portfolio, plan))
    return min((day for day in days if day), default=portfolio.plans[plan].start)


@fact
def outreach(portfolio: Portfolio, plan: str) -> Mapping[str, Outreach]:
    """How far the outreach has come with every team involved in or affected by the plan, by team (domain §1.1)."""
    return {team: _outreach(portfolio, plan, team) for team in participating(portfolio, plan)}


def _outreach(portfolio: Portfolio, plan: str, team: str) -> Outreach:
    held = conversations(portfolio).get((plan, team), ())
    found = gap_found(portfolio, plan)
    first = held[0].on if held else None
    latest = next((one for one in reversed(held) if one.next_step or one.next_on), None)
    return Outreach(
        plan,
        team,
        gap_found=found,
        first_contact=first,
        days_to_contact=max((first - found).days, 0) if first else None,
        contacts=len(held),
        perspective=perspective(portfolio, plan, team),
        moves=_moves(held),
        next_step=latest.next_step if latest else "",
        next_on=latest.next_on if latest else None,
    )


def _moves(held: Iterable[Conversation]) -> tuple[Stand, ...]:
    moves: list[Stand] = []
    for one in held:
        if one.sees_problem and (not moves or moves[-1].sees_problem != one.sees_problem):
            moves.append(Stand(one.on, one.sees_problem, one.key))
    return tuple(moves)


@fact
def actions(portfolio: Portfolio) -> Mapping[PlanTeam, tuple[Action, ...]]:
    """Change actions by (plan, team), by due date, then key."""
    return _by_team(sorted(portfolio.actions.values(), key=lambda one: (one.due or date.max, one.key)))


@fact
def evidence(portfolio: Portfolio) -> Mapping[PlanTeam, tuple[Evidence, ...]]:
    """Evidence asked for, by (plan, team), by the day it is needed, then key."""
    return _by_team(sorted(portfolio.evidence.values(), key=lambda one: (one.needed_by or date.max, one.key)))


@fact
def needs(portfolio: Portfolio) -> Mapping[PlanTeam, tuple[Need, ...]]:
    """What teams need of a plan, by (plan, team), then key."""
    return _by_team(sorted(portfolio.needs.values(), key=lambda one: one.key))


def _by_team(records: Iterable[T]) -> Mapping[PlanTeam, tuple[T, ...]]:
    found: defaultdict[PlanTeam, list[T]] = defaultdict(list)
    for one in records:
        found[one.plan, one.team].append(one)
    return {of: tuple(some) for of, some in found.items()}
