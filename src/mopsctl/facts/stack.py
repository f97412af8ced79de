"""What the stack costs a year, and what the retirement of a platform saves (domain §3). Money is never converted."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from ..model.capability import Platform
from ..model.portfolio import Portfolio
from .disposition import is_going, is_off, live_from, places_on
from .memo import fact


class Saving(Struct, frozen=True):
    """What is no longer paid once a platform is off. All amounts are whole units of its currency."""

    platform: str
    currency: str
    a_year: int
    off: date | None  # the first day on which it is off; None: nobody said
    since: date | None  # the first day on which it costs nothing: the contract may run on after it is off
    idle: int = 0  # paid between the day it is off and the end of the contract


class Sum(Struct, frozen=True):
    """What platforms cost in one currency, a year, and what was set aside for it."""

    currency: str
    cost: int = 0
    budget: int = 0
    unpriced: int = 0  # platforms of which nobody said what they cost
    saved: int = 0  # of the cost, what goes with the platforms that are to retire


def saving(portfolio: Portfolio, platform: str) -> Saving | None:
    """What the retirement of a platform saves; None where it is not to retire, or nobody said what it costs."""
    record = portfolio.platforms[platform]
    if record.cost is None or not (is_going(record) or record.status == "retired"):
        return None
    return saved_from(record, record.retire_on)


def saved_from(record: Platform, off: date | None) -> Saving:
    """What is saved where a platform is off from a day on; it is paid for until its contract ends, used or not."""
    cost, end = record.cost or 0, record.contract_end
    paid_until = end.toordinal() + 1 if end else 0  # the contract's last day is inclusive
    since = None if off is None else date.fromordinal(max(off.toordinal(), paid_until))
    idle = round(cost * (since - off).days / 365) if since and off else 0
    return Saving(record.key, record.currency, cost, off, since, idle)


@fact
def savings(portfolio: Portfolio) -> tuple[Saving, ...]:
    """What each retirement saves, the first day first; those without a day last."""
    found = (saving(portfolio, key) for key in sorted(portfolio.platforms))
    return tuple(sorted(filter(None, found), key=lambda one: (one.since is None, one.since or date.max, one.platform)))


def over_budget(record: Platform) -> int:
    """By how much a platform costs more than was set aside for it; 0 where it does not, or where that is unknown."""
    return max(0, record.cost - record.budget) if record.cost is not None and record.budget is not None else 0


def sums(platforms: Iterable[Platform]) -> tuple[Sum, ...]:
    """The cost of platforms by currency, the one of most cost first. Retired ones cost nothing."""
    found: dict[str, list[int]] = {}
    unpriced = 0
    for record in platforms:
        if record.status == "retired":
            continue
        if record.cost is None and record.budget is None:
            unpriced += 1
            continue
        amounts = found.setdefault(record.currency, [0, 0, 0, 0])
        amounts[0] += record.cost or 0
        amounts[1] += record.budget or 0
        amounts[2] += record.cost is None
        amounts[3] += (record.cost or 0) if is_going(record) else 0
    if unpriced and not found:
        return (Sum("", unpriced=unpriced),)
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(
        Sum(currency, cost, budget, none + (unpriced if place == 0 else 0), saved)
        for place, (currency, (cost, budget, none, saved)) in enumerate(ranked)
    )


@fact
def stack(portfolio: Portfolio) -> Mapping[str, tuple[Platform, ...]]:
    """The platforms that are not retired, by layer in order of name; those without a layer last, under ""."""
    found: dict[str, list[Platform]] = {}
    for _, record in sorted(portfolio.platforms.items()):
        if record.status != "retired":
            found.setdefault(record.layer, []).append(record)
    order = sorted(found, key=lambda layer: (not layer, layer.casefold(), layer))
    return {layer: tuple(found[layer]) for layer in order}


@fact
def truths_by_platform(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """The data sets and metrics of which each platform claims to be the source, sorted."""
    found: dict[str, list[str]] = {}
    for dataset, platform in sorted(portfolio.truths):
        found.setdefault(platform, []).append(dataset)
    return {platform: tuple(some) for platform, some in found.items()}


@fact
def sources(portfolio: Portfolio) -> Mapping[str, tuple[str, ...]]:
    """The platforms that claim to be the source of each data set or metric, sorted; one that is off claims nothing."""
    found: dict[str, list[str]] = {key: [] for key in sorted(portfolio.datasets)}
    for dataset, platform in sorted(portfolio.truths):
        if not is_off(portfolio, platform):
            found[dataset].append(platform)
    return {dataset: tuple(some) for dataset, some in found.items()}


class Arrival(Struct, frozen=True):
    """A capability that comes to a platform from another one."""

    capability: str
    source: str
    off: date | None  # the first day on which it is no longer there
    live: date | None  # the first day on which the new platform serves it; ALREADY where it does


def arrivals(portfolio: Portfolio, platform: str) -> tuple[Arrival, ...]:
    """What a platform takes over, by capability and where it comes from."""
    found = (
        Arrival(place.capability, place.platform, place.on, live_from(portfolio, place.capability, platform))
        for places in places_on(portfolio).values()
        for place in places
        if place.successor == platform and place.fate == "migrate"
    )
    return tuple(sorted(found, key=lambda one: (one.capability, one.source)))
