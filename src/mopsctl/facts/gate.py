"""May implementation begin? The three verdicts for entering `build`, each with its reasons (domain §1.4).

Objections are what stands in the way, whoever accepted it; those that no waiver in force lets pass are the stops.
They depend on no policy: nothing a user configures opens the gate. A waiver passes one finding of one rule on one
subject of one plan, from its first day to its last, and is told as a reason of its own for as long.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..model.fields import says_something, typed
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.waiver import Waiver
from .by_plan import records_of
from .commitment import GIVEN, TeamCommitment, commitments
from .memo import fact
from .overlap import Overlap, Rival, capabilities_of, overlaps, rivals
from .participation import naming, participation
from .review import review_again, standing_reviews
from .support import Side, executive_sides
from .waivers import waiver_for


class Reason(Struct, frozen=True):
    """Why the verdict is not `go`: the rule behind it, what it is about, a sentence and the command that cures it."""

    code: str
    level: Literal["stop", "condition", "waived"]
    subject: str  # typed key
    sentence: str
    cure: str
    waiver: Waiver | None = None  # what lets it pass, where it is waived


class Verdict(Struct, frozen=True):
    """What the gate says of a plan today: stops, conditions, then what is waived, each by code and subject."""

    plan: str
    verdict: Literal["go", "conditions", "stop"]
    reasons: tuple[Reason, ...] = ()


@fact
def verdict(portfolio: Portfolio, plan: str, policy: Policy) -> Verdict:
    """The verdict on a plan with all reasons, conditions included when it is a stop (domain §1.4)."""
    stopping, needed = stops(portfolio, plan), conditions(portfolio, plan, policy)
    passed = (*waived(portfolio, plan), *_waived(portfolio, plan, reservations(portfolio, plan, policy)))
    reasons = (*stopping, *needed, *sorted(passed, key=_place))
    return Verdict(plan, "stop" if stopping else "conditions" if needed else "go", reasons)


@fact
def stops(portfolio: Portfolio, plan: str) -> tuple[Reason, ...]:
    """What forbids implementation, sorted by code and subject; empty: it may begin (domain §1.4)."""
    return _not_waived(portfolio, plan, objections(portfolio, plan))


@fact
def waived(portfolio: Portfolio, plan: str) -> tuple[Reason, ...]:
    """The objections that a waiver in force lets pass, each with it; sorted by code and subject."""
    return _waived(portfolio, plan, objections(portfolio, plan))


@fact
def conditions(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[Reason, ...]:
    """What should be true before implementation but does not forbid it, sorted by code and subject."""
    return _not_waived(portfolio, plan, reservations(portfolio, plan, policy))


@fact
def objections(portfolio: Portfolio, plan: str) -> tuple[Reason, ...]:
    """What would forbid implementation if nothing were waived, sorted by code and subject (domain §1.4)."""
    return (*_own_platforms(portfolio, plan), *_undecided_overlaps(portfolio, plan))


@fact
def reservations(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[Reason, ...]:
    """What would be a condition if nothing were waived, sorted by code and subject (domain §1.4)."""
    found = (
        *_uncommitted(portfolio, plan, policy),
        *_missing_sides(portfolio, plan, policy),
        *_unreviewed(portfolio, plan),
    )
    return tuple(sorted(found, key=_place))


@fact
def began(portfolio: Portfolio, plan: str) -> date | None:
    """The day implementation began: `build` was first entered or a task of implementation started, the earlier."""
    tasks = [task for task in records_of(portfolio, "tasks", plan) if task.kind == "implementation"]
    days = (portfolio.plans[plan].built, *(task.started or task.finished for task in tasks))
    return min((day for day in days if day), default=None)


def _place(reason: Reason) -> tuple[str, str]:
    return reason.code, reason.subject


def _not_waived(portfolio: Portfolio, plan: str, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple([one for one in reasons if waiver_for(portfolio, plan, one.code, one.subject) is None])


def _waived(portfolio: Portfolio, plan: str, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    pairs = [(one, waiver_for(portfolio, plan, one.code, one.subject)) for one in reasons]
    return tuple([replace(one, level="waived", waiver=waiver) for one, waiver in pairs if waiver])


def _own_platforms(portfolio: Portfolio, plan: str) -> Iterator[Reason]:
    for team, run in rivals(portfolio, plan).items():
        answer = participation(portfolio, plan, team).critical
        if answer == "yes" or _aligned(portfolio, plan, team):
            continue
        platform = portfolio.plans[plan].platform
        said = (
            f"says that {platform} is not critical" if answer == "no" else f"has not agreed that {platform} is critical"
        )
        # The same for a no and for a question never put, which look alike to others: it overwrites neither.
        cure = f'mopsctl team align {team} --parties "..." --terms "..."{naming(portfolio, plan)}'
        sentence = f"{team} runs {_told(run)}, {said}, and no alignment is recorded"
        yield Reason("GAT401", "stop", typed("team", team), sentence, cure)


def _aligned(portfolio: Portfolio, plan: str, team: str) -> bool:
    """Whether there is an alignment that says when, who with and what: less ends no stop."""
    found = portfolio.alignments.get((plan, team))
    if found is None or found.on > portfolio.today:
        return False
    return says_something(found.parties) and says_something(found.terms)


def _told(run: tuple[Rival, ...]) -> str:
    first = run[0]
    like = "" if first.like == first.capability else f", like {first.like},"
    more = f" and {len(run) - 1} more" if len(run) > 1 else ""
    return f"{first.capability}{like} on {first.platform}{more}"


def _undecided_overlaps(portfolio: Portfolio, plan: str) -> Iterator[Reason]:
    record = portfolio.plans[plan]
    for capability in capabilities_of(portfolio, plan):
        overlap = overlaps(portfolio).get(capability)
        if overlap is None or overlap.decided:
            continue
        which = f"{len(overlap.platforms)} platforms ({', '.join(overlap.platforms)})"
        end = _undecided(portfolio, overlap)
        yield Reason(
            "GAT402",
            "stop",
            typed("capability", capability),
            f"offered by {which} and {end}",
            f"mopsctl capability govern {capability} --platform {record.platform} --by {record.manager or 'PERSON'}",
        )


def _undecided(portfolio: Portfolio, overlap: Overlap) -> str:
    capability, governing = portfolio.capabilities[overlap.capability], overlap.governing
    if governing is None:
        return "none governs"
    if portfolio.platforms[governing].status == "retired":
        return f"{governing}, which governs, is retired"
    if governing not in overlap.platforms:
        return f"{governing}, which governs, does not offer it"
    return f"that {governing} governs is not decided before {capability.governed_on}"


def _uncommitted(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[Reason]:
    for line in commitments(portfolio, plan, policy):
        if line.critical_and_uncommitted:
            level = line.commitment.level
            sentence = f"{line.team} is critical ({line.criticality.score} of 100) and not committed: {level}"
            yield Reason("COM206", "condition", typed("team", line.team), sentence, _next_step(portfolio, line))


def _next_step(portfolio: Portfolio, line: TeamCommitment) -> str:
    plan, team, commitment = line.commitment.plan, line.team, line.commitment
    for ask in commitment.answers:
        if ask.state == "refused" and ask.resolution is None:
            return f"mopsctl commit resolve {team} --kind {ask.kind} --by escalate{naming(portfolio, plan)}"
    for kind in commitment.never_put:
        return f"mopsctl commit ask {team} --kind {kind}{naming(portfolio, plan)}"
    for ask in commitment.answers:
        if ask.state not in GIVEN and (ask.until is None or ask.until <= portfolio.today):
            return f"mopsctl commit ask {team} --kind {ask.kind} --due +5wd{naming(portfolio, plan)}"
    return f"mopsctl meet {team}{naming(portfolio, plan)}"  # it is to be asked again on a day to come


def _missing_sides(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[Reason]:
    for side in executive_sides(portfolio, plan, policy):
        if not side.present:
            person = next(iter((*side.not_now, *side.executives)), "PERSON")
            cure = f"mopsctl support set {person} --solution ANSWER --timing ANSWER{naming(portfolio, plan)}"
            yield Reason("SUP302", "condition", typed("plan", plan), _missing(side), cure)


def _missing(side: Side) -> str:
    if not side.executives:
        return f"no executive is known on the {side.name} side"
    return f"no {side.name} executive agrees with solution and timing ({', '.join(side.executives)})"


def _unreviewed(portfolio: Portfolio, plan: str) -> Iterator[Reason]:
    for team, review in standing_reviews(portfolio, plan).items():
        if review is None:
            cure = review_again(portfolio, plan, team)
            yield Reason("PLN605", "condition", typed("team", team), f"{team} has not reviewed the plan", cure)
