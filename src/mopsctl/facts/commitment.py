"""How far each team has committed to a plan, in words and deeds (domain §1.2). Computed, never typed in."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from ..model.commitment import ASK_KINDS, Ask, AskKind, AskState
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .by_plan import records_of
from .criticality import Criticality, criticalities
from .memo import fact
from .participation import involved
from .proof import effective

Level = Literal["refused", "unasked", "full", "promised", "partial", "pending"]
Standing: TypeAlias = AskState | Literal["unasked"]
Rounds: TypeAlias = Mapping[str, Mapping[AskKind, Sequence[Ask]]]

GIVEN = ("promised", "proven")


class Commitment(Struct, frozen=True):
    """One team's level in one plan, and the ask of each kind that decides it (None: never put)."""

    plan: str
    team: str
    level: Level
    assign: Ask | None = None
    advocate: Ask | None = None
    contribute: Ask | None = None
    states: tuple[Standing, ...] = ("unasked", "unasked", "unasked")  # what counts of each, in the order of ASK_KINDS

    def answer(self, kind: AskKind) -> Ask | None:
        """The standing ask of one kind."""
        return getattr(self, kind)  # type: ignore[no-any-return]

    def state(self, kind: AskKind) -> Standing:
        """What counts of one kind: a claim of proof that the store does not bear out counts as promised."""
        return self.states[ASK_KINDS.index(kind)]

    @property
    def answers(self) -> tuple[Ask, ...]:
        """The standing asks there are, in the order of `ASK_KINDS`."""
        return tuple(ask for kind in ASK_KINDS if (ask := self.answer(kind)))

    @property
    def never_put(self) -> tuple[AskKind, ...]:
        """The kinds of ask that this team has yet to hear."""
        return tuple(kind for kind in ASK_KINDS if self.answer(kind) is None)

    @property
    def committed(self) -> bool:
        """At least promised: all three asks promised or proven."""
        return self.level in ("full", "promised")


class TeamCommitment(Struct, frozen=True):
    """A line of the ranking: what a team committed to, and how much the plan depends on it."""

    commitment: Commitment
    criticality: Criticality

    @property
    def team(self) -> str:
        """The team's key."""
        return self.commitment.team

    @property
    def critical_and_uncommitted(self) -> bool:
        """Whom to win first (domain §1.3)."""
        return self.criticality.critical and not self.commitment.committed


@fact
def rounds(portfolio: Portfolio, plan: str) -> Rounds:
    """The rounds of each ask in order, by team and kind; withdrawn rounds do not count."""
    found: dict[str, dict[AskKind, list[Ask]]] = {}
    for ask in sorted(records_of(portfolio, "asks", plan), key=lambda ask: ask.round):
        if ask.state != "withdrawn":
            found.setdefault(ask.team, {}).setdefault(ask.kind, []).append(ask)
    return found


def standing(asks: Sequence[Ask]) -> Ask | None:
    """The round that counts: the latest that was answered, else the latest open one (domain §1.2).

    Asking again does not take an answer back, so a refusal stands until the next answer.
    """
    answered = [ask for ask in asks if ask.state != "open"]
    return (answered or asks)[-1] if asks else None


@fact
def commitment(portfolio: Portfolio, plan: str, team: str) -> Commitment:
    """The commitment of a team: the first line of the table in domain §1.2 that holds, of what the store bears out."""
    kinds = rounds(portfolio, plan).get(team, {})
    asks = assign, advocate, contribute = [standing(kinds.get(kind, ())) for kind in ASK_KINDS]
    states: tuple[Standing, ...] = tuple([effective(portfolio, ask) if ask else "unasked" for ask in asks])
    return Commitment(plan, team, _level(states), assign, advocate, contribute, states)


def _level(states: tuple[Standing, ...]) -> Level:
    given = [state in GIVEN for state in states]
    if "refused" in states:
        return "refused"
    if all(state == "unasked" for state in states):
        return "unasked"
    if all(state == "proven" for state in states):
        return "full"
    if all(given):
        return "promised"
    return "partial" if any(given) else "pending"


def unanswered(portfolio: Portfolio, plan: str, team: str) -> tuple[Ask, ...]:
    """The asks whose latest round is open, whatever an earlier round was answered, in the order of `ASK_KINDS`."""
    kinds = rounds(portfolio, plan).get(team, {})
    latest = [kinds[kind][-1] for kind in ASK_KINDS if kind in kinds]
    return tuple(ask for ask in latest if ask.state == "open")


@fact
def commitments(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[TeamCommitment, ...]:
    """Commitment of the teams the plan counts on, whom to win first on top (domain §1.2, §1.3).

    Those are the involved teams, and the affected ones that are critical. Critical and uncommitted teams come
    first, then by score; equals by key.
    """
    scores = criticalities(portfolio, plan, policy)
    counted_on = set(involved(portfolio, plan)) | {team for team, score in scores.items() if score.critical}
    lines = [TeamCommitment(commitment(portfolio, plan, team), scores[team]) for team in counted_on]
    return tuple(
        sorted(lines, key=lambda line: (not line.critical_and_uncommitted, -line.criticality.score, line.team))
    )
