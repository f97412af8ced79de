"""How whole the operating model of a plan is, section by section, and when each was last confirmed (domain §3).

It need not be complete before launch; what is open in it, and whom that takes, is `facts.agenda`.
"""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from ..model.capability import OWNERS
from ..model.fields import typed
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .memo import fact
from .operating import (
    assessments_by_team,
    confirmations,
    interactions_of,
    is_confirmed,
    is_to_be_filled,
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
    """One section of the model: how much of it is answered, and the latest day on which any of it was confirmed.

    What is missing (`whole - part`) has an open question, but for as much of it as is `planned`.
    """

    key: str
    part: int
    whole: int
    last: date | None = None
    planned: int = 0


@fact
def sections(portfolio: Portfolio, plan: str, policy: Policy) -> tuple[Section, ...]:
    """All sections, in the order of the domain; one of which there is nothing to answer yet has a `whole` of 0."""
    return (
        _accountable(portfolio, plan),
        held(portfolio, plan, "decide", "decides"),
        held(portfolio, plan, "perform", "performs"),
        owners(portfolio, plan),
        _interactions(portfolio, plan),
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


def held(portfolio: Portfolio, plan: str, needs: str, key: str) -> Section:
    """The topics that somebody has to decide on (or to perform), and those of which somebody does."""
    platform = platform_of(portfolio, plan)
    wanted = [one for one in topics(portfolio) if one.needs == needs]
    found = [one for one in wanted if parts(portfolio, one.key, platform)[one.needs]]
    days = [right.confirmed for one in wanted for right in rights_on(portfolio, one.key, platform)]
    return Section(key, len(found), len(wanted), _latest(days))


def owners(portfolio: Portfolio, plan: str) -> Section:
    """The owners that the plan's platform must name, and those that it does."""
    platform = portfolio.platforms.get(platform_of(portfolio, plan))
    named = [owner for owner in OWNERS if platform and getattr(platform, owner)]
    return Section("owners", len(named), len(OWNERS) if platform else 0)


def _interactions(portfolio: Portfolio, plan: str) -> Section:
    found = interactions_of(portfolio, plan)
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
    vacant = [one for one in boxes if one.holder is None]
    planned = sum(is_to_be_filled(portfolio, one) for one in vacant)
    return Section("positions", len(boxes) - len(vacant), len(boxes), planned=planned)


def _confirmed(portfolio: Portfolio, plan: str, policy: Policy) -> Section:
    """The rights, scope by scope, that were confirmed not too long ago, and of the confirmed interactions those.

    That an interaction is not confirmed at all is told of where interactions are.
    """
    before, wanted = oldest(portfolio, policy), ("", platform_of(portfolio, plan))
    days = [one.on for one in confirmations(portfolio) if one.platform in wanted]
    confirmed = [one for one in interactions_of(portfolio, plan) if is_confirmed(one)]
    days += [min(on for _, on in sides(one) if on) for one in confirmed]
    return Section("confirmed", sum(day is not None and day >= before for day in days), len(days), _latest(days))
