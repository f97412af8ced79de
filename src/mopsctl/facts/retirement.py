"""What the end of a platform leaves open: what it governs, does alone, or is the source of; what it opens elsewhere."""

from datetime import date

from msgspec import Struct

from ..model.capability import Platform
from ..model.portfolio import Portfolio
from .disposition import Gap, gaps_of, is_going, orphans, places_on, serves
from .overlap import offerings_by_capability
from .stack import truths_by_platform


class Loose(Struct, frozen=True):
    """What hangs in the air once a platform is to go; keys, sorted."""

    governs: tuple[str, ...] = ()  # capabilities
    alone: tuple[str, ...] = ()  # capabilities that nothing else does that means to stay
    sources: tuple[str, ...] = ()  # data sets and metrics
    idle: str = ""  # the successor, where it offers nothing of what the platform does


def loose_ends(portfolio: Portfolio, platform: str) -> Loose:
    """What nobody said of a platform that goes or is retired; nothing of one that stays."""
    record = portfolio.platforms[platform]
    if record.status != "retired" and not is_going(record):
        return Loose()
    there = [place for place in places_on(portfolio).get(platform, ()) if place.fate != "retire"]
    successor = record.successor
    offered = {one.capability for one in places_on(portfolio).get(successor, ())} if successor else set()
    helps = not successor or not there or any(place.capability in offered for place in there)
    return Loose(
        governs=tuple(sorted(key for key, one in portfolio.capabilities.items() if one.governing == platform)),
        alone=tuple(place.capability for place in there if not _has_others(portfolio, place.capability, platform)),
        sources=truths_by_platform(portfolio).get(platform, ()),
        idle="" if helps else str(successor),
    )


def _has_others(portfolio: Portfolio, capability: str, platform: str) -> bool:
    offerings = offerings_by_capability(portfolio)[capability]
    return any(one.platform != platform and serves(portfolio, capability, one.platform) for one in offerings)


def opened(before: Portfolio, after: Portfolio) -> tuple[Gap, ...]:
    """The gaps that a change opens or shifts, by platform and capability."""
    known = {gap for platform in sorted(before.platforms) for gap in gaps_of(before, platform)}
    return tuple(gap for key in sorted(after.platforms) for gap in gaps_of(after, key) if gap not in known)


def forsaken(before: Portfolio, after: Portfolio) -> dict[str, tuple[str, ...]]:
    """By platform, the capabilities that a change leaves with nowhere to go."""
    known = {(one.platform, one.capability) for one in orphans(before)}
    found: dict[str, list[str]] = {}
    for one in orphans(after):
        if (one.platform, one.capability) not in known:
            found.setdefault(one.platform, []).append(one.capability)
    return {platform: tuple(some) for platform, some in sorted(found.items())}


def ends_on(record: Platform, day: date | None) -> str:
    """The command that says from which day on a platform is off, whatever it is now."""
    if record.status == "proposed":
        return f"mopsctl platform set {record.key} --retire-on {day}"
    if record.status == "retired":
        return f"mopsctl platform set {record.key} --status retiring --retire-on {day}"
    return f"mopsctl platform retire {record.key} --on {day}"
