"""Offerings, similar capabilities and the decision which platform governs (domain §1.4, §2.3)."""

from datetime import date

from ..errors import NOT_FOUND, USAGE, MopsError
from ..model.capability import Capability, Offering, Platform, Similarity
from ..model.lookup import get
from ..model.portfolio import Portfolio
from . import records


def offer(portfolio: Portfolio, capability: str, platform: str, team: str) -> Portfolio:
    """Say that a team runs a capability on a platform."""
    return records.add(portfolio, Offering(capability, platform, team))


def withdraw(portfolio: Portfolio, capability: str, platform: str, team: str) -> Portfolio:
    """Say that it no longer does."""
    if (capability, platform, team) not in portfolio.offerings:
        raise MopsError(
            f"{team} does not offer {capability} on {platform}",
            hint=f"mopsctl capability show {capability}",
            code=NOT_FOUND,
        )
    return records.remove(portfolio, Offering, (capability, platform, team))


def declare_similar(portfolio: Portfolio, one: str, other: str) -> Portfolio:
    """Declare two capabilities alike, so that their overlap is seen under two names."""
    for key in (one, other):
        get(portfolio, Capability, key)
    if one == other:
        raise MopsError("a capability is similar to another, not to itself", code=USAGE)
    return records.add(portfolio, records.in_order(Similarity(one, other)))


def govern(portfolio: Portfolio, capability: str, platform: str, by: str, on: date | None) -> Portfolio:
    """Record which of the platforms that offer a capability governs it, who decided and when."""
    get(portfolio, Capability, capability)
    get(portfolio, Platform, platform)
    if not any((one.capability, one.platform) == (capability, platform) for one in portfolio.offerings.values()):
        raise MopsError(
            f"{platform} does not offer {capability}, so it cannot govern it",
            hint=f"mopsctl capability offer {capability} --platform {platform} --team TEAM",
            code=USAGE,
        )
    decided = {"governing": platform, "governed_by": by, "governed_on": records.happened(portfolio, on)}
    return records.update(portfolio, Capability, capability, decided)


def gap(portfolio: Portfolio, capability: str, found: date | None) -> Portfolio:
    """Record since when it is known that no platform serves a capability well; None: it is served."""
    day = None if found is None else records.happened(portfolio, found)
    return records.update(portfolio, Capability, capability, {"gap_found": day})
