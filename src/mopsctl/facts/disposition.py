"""What becomes of each capability on each platform, and whether the old goes before the new is there (domain §2.3).

A disposition says it for one capability; where a whole platform is to retire, it follows for those of which nobody said
anything. When a successor is live is never typed in twice: it is the platform's day, or the day after its plan ends.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from ..model.capability import Disposition, Fate, Platform
from ..model.portfolio import Portfolio
from .by_plan import records_of
from .memo import fact
from .overlap import COMPETING, offerings_by_capability
from .overlap import is_off as is_off
from .participation import is_open
from .schedule.calendar import day_at
from .schedule.network import schedule

_LAST = date.max - timedelta(days=1)
ALREADY = date.min  # of a platform that is live: before any day that can be named


class Place(Struct, frozen=True):
    """A capability on one platform, who runs it there, and what becomes of it."""

    capability: str
    platform: str
    teams: tuple[str, ...]
    governs: bool = False
    fate: Fate | None = None  # None: nobody said, and nothing follows from the platform
    said: bool = False  # in a disposition; else it follows from the retirement of the platform
    on: date | None = None  # the first day on which it is no longer there
    successor: str | None = None  # where it moves: a platform that means to stay and offers it too
    named: str | None = None  # the successor that somebody named, whether or not it can be one


@fact
def places(portfolio: Portfolio) -> Mapping[tuple[str, str], Place]:
    """Every capability on every platform that offers it, by (capability, platform), sorted."""
    found: dict[tuple[str, str], Place] = {}
    for capability, offerings in sorted(offerings_by_capability(portfolio).items()):
        teams: dict[str, list[str]] = {}
        for offering in offerings:
            teams.setdefault(offering.platform, []).append(offering.team)
        for platform, those in teams.items():
            found[capability, platform] = _place(portfolio, capability, platform, tuple(those))
    return found


@fact
def places_on(portfolio: Portfolio) -> Mapping[str, tuple[Place, ...]]:
    """What each platform offers and what becomes of it there, by platform; sorted by capability."""
    found: dict[str, list[Place]] = {}
    for place in places(portfolio).values():
        found.setdefault(place.platform, []).append(place)
    return {platform: tuple(some) for platform, some in found.items()}


def _place(portfolio: Portfolio, capability: str, platform: str, teams: tuple[str, ...]) -> Place:
    said = portfolio.dispositions.get((capability, platform))
    governs = portfolio.capabilities[capability].governing == platform
    goes = is_going(portfolio.platforms[platform]) or _left_behind(portfolio, capability, platform)
    if said is None and not goes:
        return Place(capability, platform, teams, governs)
    named = _named(portfolio, capability, platform, said)
    successor = named if named and serves(portfolio, capability, named) else None
    if successor is None and (said is None or (said.fate == "migrate" and not said.successor)):
        successor = _another(portfolio, capability, platform)
    fate: Fate | None = said.fate if said else "migrate" if successor else None
    on = last_day_by(portfolio.platforms[platform], said)
    return Place(capability, platform, teams, governs, fate, said is not None, on, successor, named)


def is_going(platform: Platform) -> bool:
    """Whether a platform is on its way out, or has been told when."""
    return platform.status == "retiring" or (platform.retire_on is not None and platform.status != "retired")


def is_live(portfolio: Portfolio, capability: str, platform: str) -> bool:
    """Whether a platform serves a capability today."""
    live = live_from(portfolio, capability, platform)
    return live is not None and live <= portfolio.today


def is_served(portfolio: Portfolio, capability: str) -> bool:
    """Whether any platform serves a capability today, that goes or stays."""
    return any(
        not is_off(portfolio, offering.platform) and is_live(portfolio, capability, offering.platform)
        for offering in offerings_by_capability(portfolio).get(capability, ())
    )


def _left_behind(portfolio: Portfolio, capability: str, platform: str) -> bool:
    """Whether a platform is retired and what takes its place does not serve. Once it does, that is history.

    Where what was named is live and never offered it, or takes no place of this very platform, it counts as long as
    nothing else serves.
    """
    record = portfolio.platforms[platform]
    named = _named(portfolio, capability, platform, None) if record.status == "retired" else None
    if named is None:
        return False
    to_come = named == record.successor and portfolio.platforms[named].status != "retired"
    to_come = to_come and not is_live(portfolio, capability, named)
    return to_come or not is_served(portfolio, capability)


def last_day_by(platform: Platform, said: Disposition | None) -> date | None:
    """The first day on which a capability is no longer on a platform: its own, or that of the platform if earlier."""
    own = said.on if said and said.fate != "keep" else None
    return min((day for day in (own, platform.retire_on) if day), default=None)


def serves(portfolio: Portfolio, capability: str, platform: str) -> bool:
    """Whether a platform offers a capability and means to stay."""
    if portfolio.platforms[platform].status not in COMPETING:
        return False
    return any(offering.platform == platform for offering in offerings_by_capability(portfolio).get(capability, ()))


def heir(portfolio: Portfolio, capability: str, platform: str) -> str | None:
    """Where a capability probably moves from a platform: where it governs, to the successor, else where it is too."""
    named = _named(portfolio, capability, platform, None)
    return named if named and serves(portfolio, capability, named) else _another(portfolio, capability, platform)


def _named(portfolio: Portfolio, capability: str, platform: str, said: Disposition | None) -> str | None:
    """Who was named, most exactly first. What stays has no successor; what ends has that of its own, or none."""
    if said and said.fate == "keep":
        return None
    governing = portfolio.capabilities[capability].governing
    if said and said.successor:
        return None if said.successor == platform else said.successor
    if governing and governing != platform:
        return governing
    if said and said.fate == "retire":
        return None
    successor = portfolio.platforms[platform].successor
    return None if successor == platform else successor


def _another(portfolio: Portfolio, capability: str, platform: str) -> str | None:
    """Another platform that offers it and means to stay, a live one first."""
    others = {offering.platform for offering in offerings_by_capability(portfolio).get(capability, ())} - {platform}
    staying = [key for key in others if serves(portfolio, capability, key)]
    return min(staying, key=lambda key: (portfolio.platforms[key].status != "live", key), default=None)


def live_from(portfolio: Portfolio, capability: str, platform: str) -> date | None:
    """From when a platform serves a capability: ALREADY, a day, or None where nobody can know.

    A platform that is only proposed serves from its own day, else from the day after the finish of what its plans still
    implement of the capability, else of those of its plans that implement anything. A retired one never does again.
    """
    record = portfolio.platforms[platform]
    if record.live_on and record.live_on > portfolio.today and record.status in COMPETING:
        return record.live_on
    if record.status != "proposed":
        return None if record.status == "retired" else ALREADY
    if record.live_on:
        return ALREADY
    whole, of_capability = _finishes(portfolio, platform)
    return of_capability.get(capability, whole)


@fact
def _finishes(portfolio: Portfolio, platform: str) -> tuple[date | None, Mapping[str, date]]:
    """From when the open plans that implement a platform are done, and what they still implement of each capability.

    A plan that only tells of it or hands it over says nothing of the day on which it is live.
    """
    ends: list[date] = []  # the first day after each
    found: dict[str, date] = {}
    for plan, record in portfolio.plans.items():
        if record.platform != platform or not is_open(portfolio, plan):
            continue
        work = [task for task in records_of(portfolio, "tasks", plan) if task.kind == "implementation"]
        if not work:
            continue
        timeline = schedule(portfolio, plan)
        ends += [_day_after(timeline.finish)] if timeline.finish else []
        spans = timeline.spans()
        for task in work:
            if task.capability and not task.finished and task.key in spans:
                found[task.capability] = max(
                    found.get(task.capability, ALREADY), _day_after(day_at(spans[task.key][1]))
                )
    return max(ends, default=None), found


def _day_after(day: date) -> date:
    return min(day, _LAST) + timedelta(days=1)


class Gap(Struct, frozen=True):
    """A capability goes off one platform before its successor serves it, or before anybody knows when that will be."""

    capability: str
    platform: str
    off: date
    successor: str
    live: date | None  # None: nobody can know


def gap(portfolio: Portfolio, place: Place) -> Gap | None:
    """The time in which nothing serves a capability that leaves a platform; None where there is none.

    Of one that is retired: while its successor is not live. What was let end there is then no gap while anything
    serves it.
    """
    gone = portfolio.platforms[place.platform].status == "retired"
    since = portfolio.today if gone else place.on
    if since is None or place.successor is None or place.fate in (None, "keep"):
        return None
    live = live_from(portfolio, place.capability, place.successor)
    served = gone and place.fate == "retire" and is_served(portfolio, place.capability)
    if served or (live is not None and live <= since):
        return None
    return Gap(place.capability, place.platform, min(place.on or since, since), place.successor, live)


def gaps_of(portfolio: Portfolio, platform: str) -> Iterator[Gap]:
    """Every such gap of one platform, by capability."""
    for place in places_on(portfolio).get(platform, ()):
        if found := gap(portfolio, place):
            yield found


def gaps_of_end(portfolio: Portfolio, platform: str) -> tuple[Gap, ...]:
    """The gaps that the end of the whole platform opens, whether or not a capability has left even before."""
    record = portfolio.platforms[platform]
    gaps = tuple(gaps_of(portfolio, platform))
    if record.status == "retired":
        return gaps
    off = record.retire_on
    return tuple(one for one in gaps if off and (one.off == off or (one.live is not None and off < one.live)))


def earliest_off(portfolio: Portfolio, platform: str) -> date | None:
    """The first day on which a platform can be off: all that moves is then served elsewhere. None: any day.

    What nobody can know yet does not count.
    """
    days = [
        live_from(portfolio, place.capability, heir_) for place in places_on(portfolio).get(platform, ())
        if (heir_ := place.successor or (None if place.said else heir(portfolio, place.capability, platform)))
    ]  # fmt: skip
    return max((day for day in days if day and day != ALREADY), default=None)


@fact
def orphans(portfolio: Portfolio) -> tuple[Place, ...]:
    """What leaves a platform, or stays on one that goes, and is served by nothing afterwards; by capability."""
    return tuple(place for place in places(portfolio).values() if _is_orphan(portfolio, place))


def _is_orphan(portfolio: Portfolio, place: Place) -> bool:
    platform = portfolio.platforms[place.platform]
    if place.successor is not None:
        return False
    if platform.status == "retired":
        to_move = place.fate == "migrate" or (place.fate is None and place.named is not None)
        return to_move and not is_served(portfolio, place.capability)
    if place.fate == "keep":
        return is_going(platform)
    return place.fate == "migrate" or (place.fate is None and is_going(platform))
