"""What the stack costs a year, and what the retirement of a platform saves (domain §3). Money is never converted."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct, structs

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
    proposed: int = 0  # of the cost, what platforms are to cost that are only proposed
    over: int = 0  # by how much platforms cost more than their own budget, those of which both are known
    over_proposed: int = 0  # of that, by how much those that are only proposed do


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
    since = None if off is None else date.fromordinal(min(max(off.toordinal(), paid_until), date.max.toordinal()))
    idle = round(cost * _years(off, since)) if since and off else 0
    return Saving(record.key, record.currency, cost, off, since, idle)


def _years(first: date, end: date) -> float:
    """The time from a day to before another, each day a part of the year it is in: a leap year is no more than one."""
    found = 0.0
    for year in range(first.year, end.year + 1):
        begins, ends = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1
        days = min(end.toordinal(), ends) - max(first.toordinal(), begins)
        found += days / (ends - begins)
    return found


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
    found: dict[str, list[Platform]] = {}
    unpriced = 0
    for record in platforms:
        if record.status == "retired":
            continue
        if record.cost is None and record.budget is None:
            unpriced += 1
        else:
            found.setdefault(record.currency, []).append(record)
    if unpriced and not found:
        return (Sum("", unpriced=unpriced),)
    ranked = sorted((_sum(*item) for item in found.items()), key=lambda one: (-one.cost, one.currency))
    return tuple(structs.replace(one, unpriced=one.unpriced + unpriced) for one in ranked[:1]) + tuple(ranked[1:])


def _sum(currency: str, platforms: list[Platform]) -> Sum:
    new = [one for one in platforms if one.status == "proposed"]
    return Sum(
        currency,
        cost=_cost(platforms),
        budget=sum(one.budget or 0 for one in platforms),
        unpriced=sum(one.cost is None for one in platforms),
        saved=_cost([one for one in platforms if is_going(one)]),
        proposed=_cost(new),
        over=sum(map(over_budget, platforms)),
        over_proposed=sum(map(over_budget, new)),
    )


def _cost(platforms: list[Platform]) -> int:
    return sum(one.cost or 0 for one in platforms)


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
