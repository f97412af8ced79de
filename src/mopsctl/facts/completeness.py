"""How whole the operating model of a plan is, section by section, and when each was last confirmed (domain §3).

It need not be complete before launch; what is open in it, and whom that takes, is `facts.agenda`.
"""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from ..model.fields import typed
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .agenda import OWNERS
from .memo import fact
from .operating import (
    assessments_by_team,
    confirmations,
    is_confirmed,
    oldest,
    parts,
    platform_of,
    rights_on,
    sides,
    topics,
    working,
)
from .overlap import capabilities_of
from .responsibility import rows
from .stack import sources


class Section(Struct, frozen=True):
    """One section of the model: how much of it is answered, and the latest day on which any of it was confirmed."""

    key: str
    part: int
    whole: int
    last: date | None = None


@fact
def sections(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[Section, ...]:
    """All sections, in the order of the domain; one of which there is nothing to answer yet has a `whole` of 0."""
    return (
        _accountable(portfolio, plan),
        _held(portfolio, plan, "decide", "decides"),
        _held(portfolio, plan, "perform", "performs"),
        _owners(portfolio, plan),
        _interactions(portfolio),
        _assessments(portfolio, plan),
        _truths(portfolio),
        _positions(portfolio),
        _confirmed(portfolio, plan, policy),
    )


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)


def _accountable(portfolio: Portfolio, plan: str) -> Section:
    wanted = [typed("capability", key) for key in capabilities_of(portfolio, plan)]
    planned = rows(portfolio).get((plan, "to-be"), {})
    answered = {subject for subject in wanted if subject in planned and planned[subject].answers}
    agreed = [one.agreed_on for one in portfolio.assignments.values() if one.plan == plan and one.subject in answered]
    return Section("accountable", len(answered), len(wanted), _latest(agreed))


def _held(portfolio: Portfolio, plan: str, needs: str, key: str) -> Section:
    platform = platform_of(portfolio, plan)
    wanted = [one for one in topics(portfolio) if one.needs == needs]
    held = [one for one in wanted if parts(portfolio, one.key, platform)[one.needs]]
    days = [right.confirmed for one in wanted for right in rights_on(portfolio, one.key, platform)]
    return Section(key, len(held), len(wanted), _latest(days))


def _owners(portfolio: Portfolio, plan: str) -> Section:
    platform = portfolio.platforms.get(platform_of(portfolio, plan))
    named = [owner for owner in OWNERS if platform and getattr(platform, owner)]
    return Section("owners", len(named), len(OWNERS) if platform else 0)


def _interactions(portfolio: Portfolio) -> Section:
    found = portfolio.interactions.values()
    days = [on for one in found for _, on in sides(one)]
    return Section("interactions", sum(map(is_confirmed, found)), len(found), _latest(days))


def _assessments(portfolio: Portfolio, plan: str) -> Section:
    wanted, done = working(portfolio, plan), assessments_by_team(portfolio)
    days = [one.on for team in wanted for one in done.get(team, ())]
    return Section("assessments", sum(team in done for team in wanted), len(wanted), _latest(days))


def _truths(portfolio: Portfolio) -> Section:
    found = sources(portfolio)
    return Section("truths", sum(len(some) == 1 for some in found.values()), len(found))


def _positions(portfolio: Portfolio) -> Section:
    boxes = [one for one in portfolio.boxes.values() if one.state == "to-be"]
    return Section("positions", sum(one.holder is not None for one in boxes), len(boxes))


def _confirmed(portfolio: Portfolio, plan: str, policy: Policy) -> Section:
    """The rights, scope by scope, and the interactions that were confirmed, and not too long ago."""
    before, wanted = oldest(portfolio, policy), ("", platform_of(portfolio, plan))
    days = [one.on for one in confirmations(portfolio) if one.platform in wanted]
    for interaction in portfolio.interactions.values():
        said = [on for _, on in sides(interaction) if on]
        days.append(min(said) if is_confirmed(interaction) else None)
    return Section("confirmed", sum(day is not None and day >= before for day in days), len(days), _latest(days))
