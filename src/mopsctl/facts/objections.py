"""What stands in the way of implementation: the stops of the gate, whoever accepted them (domain §1.4).

Objections depend on no policy: nothing a user configures opens the gate. Those that no waiver in force lets pass are
the stops. A waiver passes one finding of one rule on one subject of one plan, from its first day to its last.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..model.fields import says_something, typed
from ..model.portfolio import Portfolio
from ..model.waiver import Waiver
from .memo import fact
from .overlap import Overlap, Rival, capabilities_of, overlaps, rivals
from .participation import naming, participation
from .waivers import waiver_for


class Reason(Struct, frozen=True):
    """Why the verdict is not `go`: the rule behind it, what it is about, a sentence and the command that cures it."""

    code: str
    level: Literal["stop", "condition", "waived"]
    subject: str  # typed key
    sentence: str
    cure: str
    waiver: Waiver | None = None  # what lets it pass, where it is waived


@fact
def stops(portfolio: Portfolio, plan: str) -> tuple[Reason, ...]:
    """What forbids implementation, sorted by code and subject; empty: it may begin (domain §1.4)."""
    return not_waived(portfolio, plan, objections(portfolio, plan))


@fact
def waived(portfolio: Portfolio, plan: str) -> tuple[Reason, ...]:
    """The objections that a waiver in force lets pass, each with it; sorted by code and subject."""
    return passed_by_waiver(portfolio, plan, objections(portfolio, plan))


@fact
def objections(portfolio: Portfolio, plan: str) -> tuple[Reason, ...]:
    """What would forbid implementation if nothing were waived, sorted by code and subject (domain §1.4)."""
    return (*_own_platforms(portfolio, plan), *_undecided_overlaps(portfolio, plan))


def not_waived(portfolio: Portfolio, plan: str, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple([one for one in reasons if waiver_for(portfolio, plan, one.code, one.subject) is None])


def passed_by_waiver(portfolio: Portfolio, plan: str, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
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
