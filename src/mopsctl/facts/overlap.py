"""Which capabilities overlap: on several platforms, or under two names (domain §0, §1.4)."""

from collections.abc import Mapping
from itertools import combinations

from msgspec import Struct

from ..model.capability import Offering
from ..model.portfolio import Portfolio
from .memo import fact

COMPETING = ("live", "proposed")  # a platform that means to stay
RUNNING = ("live", "proposed", "retiring")


def is_off(portfolio: Portfolio, platform: str) -> bool:
    """Whether a platform is retired, or its day has come."""
    record = portfolio.platforms[platform]
    return record.status == "retired" or (record.retire_on is not None and record.retire_on <= portfolio.today)


class Overlap(Struct, frozen=True):
    """A capability that two or more platforms offer, which are live, proposed or retiring."""

    capability: str
    platforms: tuple[str, ...]
    governing: str | None
    decided: bool  # by today, one of these platforms was chosen to govern it


class Rival(Struct, frozen=True):
    """A capability that a team runs on another platform than the plan's, and the plan's capability it is like."""

    team: str
    capability: str
    platform: str
    like: str


@fact
def offerings_by_capability(portfolio: Portfolio) -> Mapping[str, tuple[Offering, ...]]:
    """Who offers each capability where, sorted by platform and team."""
    found: dict[str, list[Offering]] = {}
    for offering in portfolio.offerings.values():
        found.setdefault(offering.capability, []).append(offering)
    return {key: tuple(sorted(some, key=lambda o: (o.platform, o.team))) for key, some in found.items()}


@fact
def capabilities_by_platform(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """What each platform offers, sorted."""
    found: dict[str, set[str]] = {}
    for offering in portfolio.offerings.values():
        found.setdefault(offering.platform, set()).add(offering.capability)
    return {platform: tuple(sorted(capabilities)) for platform, capabilities in found.items()}


def capabilities_of(portfolio: Portfolio, plan: str) -> tuple[str, ...]:
    """A plan's capabilities: those offered on its platform, sorted; none where it has no platform yet."""
    return capabilities_by_platform(portfolio).get(portfolio.plans[plan].platform or "", ())


def is_of_plan(portfolio: Portfolio, plan: str, capability: str) -> bool:
    """Whether a capability is one of a plan's."""
    return capability in _keys_by_platform(portfolio).get(portfolio.plans[plan].platform or "", frozenset())


@fact
def _keys_by_platform(portfolio: Portfolio) -> Mapping[str, frozenset[str]]:
    return {platform: frozenset(keys) for platform, keys in capabilities_by_platform(portfolio).items()}


@fact
def alike(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """The capabilities declared similar to each, sorted. Only what was declared: alike is not transitive."""
    found: dict[str, set[str]] = {}
    for pair in portfolio.similarities.values():
        found.setdefault(pair.capability, set()).add(pair.like)
        found.setdefault(pair.like, set()).add(pair.capability)
    return {key: tuple(sorted(others)) for key, others in found.items()}


@fact
def overlaps(portfolio: Portfolio) -> Mapping[str, Overlap]:
    """Every capability on two or more platforms that are live, proposed or retiring, by key (domain §1.4)."""
    status = {key: platform.status for key, platform in portfolio.platforms.items()}
    found: dict[str, Overlap] = {}
    for capability, offerings in sorted(offerings_by_capability(portfolio).items()):
        platforms = tuple(sorted({o.platform for o in offerings if status[o.platform] in RUNNING}))
        if len(platforms) > 1:
            record = portfolio.capabilities[capability]
            on_record = record.governed_on is None or record.governed_on <= portfolio.today
            decided = record.governing in platforms and on_record
            found[capability] = Overlap(capability, platforms, record.governing, decided)
    return found


class Shared(Struct, frozen=True):
    """One capability of two platforms, or two that are declared alike; `capability` <= `like`."""

    capability: str
    like: str


@fact
def shared(portfolio: Portfolio) -> Mapping[tuple[str, str], tuple[Shared, ...]]:
    """What each two platforms (in alphabetical order) both offer, be it under two names; none of them retired.

    A pair that is alike counts only where neither of the two is on both platforms: it is then told already.
    """
    on: dict[str, frozenset[str]] = {}
    for capability, offerings in offerings_by_capability(portfolio).items():
        running = {o.platform for o in offerings if portfolio.platforms[o.platform].status in RUNNING}
        on[capability] = frozenset(running)
    found: dict[tuple[str, str], list[Shared]] = {}
    for capability, platforms in on.items():
        for pair in combinations(sorted(platforms), 2):
            found.setdefault(pair, []).append(Shared(capability, capability))
    for similar in portfolio.similarities.values():
        one, other = on.get(similar.capability, frozenset()), on.get(similar.like, frozenset())
        for two in {(min(a, b), max(a, b)) for a in one - other for b in other - one}:
            found.setdefault(two, []).append(Shared(similar.capability, similar.like))
    return {two: tuple(sorted(some, key=lambda s: (s.capability, s.like))) for two, some in sorted(found.items())}


@fact
def rivals(portfolio: Portfolio, plan: str) -> Mapping[str, tuple[Rival, ...]]:
    """By team, what it runs on another platform, live or proposed, that is like a capability of the plan (§1.4).

    A capability is like itself, and like those declared similar to it.
    """
    own = portfolio.plans[plan].platform
    wanted = {like: key for key in capabilities_of(portfolio, plan) for like in alike(portfolio).get(key, ())}
    wanted |= {key: key for key in capabilities_of(portfolio, plan)}
    found: dict[str, list[Rival]] = {}
    for capability, like in sorted(wanted.items()):
        for offering in offerings_by_capability(portfolio).get(capability, ()):
            if offering.platform != own and portfolio.platforms[offering.platform].status in COMPETING:
                rival = Rival(offering.team, capability, offering.platform, like)
                found.setdefault(offering.team, []).append(rival)
    return {team: tuple(some) for team, some in sorted(found.items())}
