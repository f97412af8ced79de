"""May implementation begin? The three verdicts for entering `build`, each with its reasons (domain §1.4).

What stops it is in `objections`; here are the conditions, and the verdict on both. What a waiver lets pass is told
as a reason of its own for as long as the waiver lasts.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from ..model.fields import typed
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .by_plan import records_of
from .commitment import GIVEN, Commitment, commitments
from .memo import fact
from .objections import Reason, not_waived, passed_by_waiver, stops, waived
from .participation import naming
from .review import review_again, standing_reviews
from .support import Side, executive_sides


class Verdict(Struct, frozen=True):
    """What the gate says of a plan today: stops, conditions, then what is waived, each by code and subject."""

    plan: str
    verdict: Literal["go", "conditions", "stop"]
    reasons: tuple[Reason, ...] = ()


@fact
def verdict(portfolio: Portfolio, plan: str, policy: Policy) -> Verdict:
    """The verdict on a plan with all reasons, conditions included when it is a stop (domain §1.4)."""
    stopping, needed = stops(portfolio, plan), conditions(portfolio, plan, policy)
    passed = (*waived(portfolio, plan), *passed_by_waiver(portfolio, plan, reservations(portfolio, plan, policy)))
    reasons = (*stopping, *needed, *sorted(passed, key=_place))
    return Verdict(plan, "stop" if stopping else "conditions" if needed else "go", reasons)


@fact
def conditions(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[Reason, ...]:
    """What should be true before implementation but does not forbid it, sorted by code and subject."""
    return not_waived(portfolio, plan, reservations(portfolio, plan, policy))


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


def _uncommitted(portfolio: Portfolio, plan: str, policy: Policy) -> Iterator[Reason]:
    for line in commitments(portfolio, plan, policy):
        if line.critical_and_uncommitted:
            level = line.commitment.level
            sentence = f"{line.team} is critical ({line.criticality.score} of 100) and not committed: {level}"
            yield Reason(
                "COM206", "condition", typed("team", line.team), sentence, next_step(portfolio, line.commitment)
            )


def next_step(portfolio: Portfolio, commitment: Commitment) -> str:
    """The command that brings a team's commitment on: answer a refusal, put an ask, put it again, or meet the team."""
    plan, team = commitment.plan, commitment.team
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
