"""CAP501-504: what becomes of capabilities on the platforms that do not govern or go (domain §2.3).

What the gate says of overlaps is in `rules.gate`; what platforms and data sets lack, in `rules.capability_platforms`.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from ..facts.disposition import (
    ALREADY,
    Gap,
    Place,
    earliest_off,
    gaps_of,
    gaps_of_end,
    heir,
    is_going,
    live_from,
    orphans,
    places,
    places_on,
)
from ..facts.overlap import COMPETING, RUNNING, overlaps
from ..facts.retirement import ends_on
from ..model.capability import Platform
from ..model.fields import typed
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .rule import Found, rule
from .words import few, listed


@rule("CAP501", "no-disposition", "warning")
def no_disposition(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Another platform than the one that governs offers a capability, and nobody said what becomes of it there.

    Why: platform X will do this, so how do we remove it from platform Y, or does it go on there? (domain §2.3) Left
    open, both go on, and both are paid for. Say keep, migrate or retire; the cure proposes to migrate. Where the whole
    platform is to retire, that is the answer for all it does.

    Cure: mopsctl capability dispose send --platform own-tool migrate --on 2027-01-11

    Fires:
        platforms:
        - {key: cdp, name: CDP, status: proposed, live_on: 2027-01-11}
        offerings:
        - {capability: send, platform: own-tool, team: analytics}
        capabilities:
        - {key: send, name: Build and send campaigns, governing: cdp}

    Quiet:
        platforms:
        - {key: cdp, name: CDP, status: proposed, live_on: 2027-01-11}
        offerings:
        - {capability: send, platform: own-tool, team: analytics}
        capabilities:
        - {key: send, name: Build and send campaigns, governing: cdp}
        dispositions:
        - {capability: send, platform: own-tool, fate: keep}
    """
    unsaid: dict[str, list[str]] = {}
    for place in places(portfolio).values():
        record = portfolio.platforms[place.platform]
        asked = not place.governs and not place.said and record.status in RUNNING and not is_going(record)
        if asked and place.capability in overlaps(portfolio) and overlaps(portfolio)[place.capability].decided:
            unsaid.setdefault(place.capability, []).append(place.platform)
    for capability, platforms in unsaid.items():
        governing = str(portfolio.capabilities[capability].governing)
        message = f"{governing} governs, and nobody said whether it stays on {listed(platforms)}, moves or ends"
        live = live_from(portfolio, capability, governing)
        cure = f"mopsctl capability dispose {capability} --platform {platforms[0]} migrate --on {_day(portfolio, live)}"
        yield Found(typed("capability", capability), message, cure)


@rule("CAP502", "retire-without-date", "error")
def retire_without_date(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A platform is retiring, or a capability is to leave it, and nobody said from which day on.

    Why: every responsibility that moves needs a date, after the successor is live (domain §2.3). A retirement without
    one is a wish: the contract runs on, and nobody plans the move.

    Cure: mopsctl platform retire esp --on 2027-03-31

    Fires:
        platforms:
        - {key: esp, name: Old e-mail tool, status: retiring, contract_end: 2027-03-30}

    Quiet:
        platforms:
        - {key: esp, name: Old e-mail tool, status: retiring, contract_end: 2027-03-30, retire_on: 2027-03-31}
    """
    undated: dict[str, list[Place]] = {}
    for key, record in sorted(portfolio.platforms.items()):
        if record.status == "retiring" and record.retire_on is None:
            day = _end_of(portfolio, record)
            yield Found(
                typed("platform", key),
                "it is retiring, and nobody said from which day on it is off",
                f"mopsctl platform retire {key} --on {day}",
            )
        elif record.status in RUNNING:
            for place in places_on(portfolio).get(key, ()):
                if place.said and place.fate != "keep" and place.on is None:
                    undated.setdefault(place.capability, []).append(place)
    for capability, some in sorted(undated.items()):
        first = some[0]
        day = _day(portfolio, live_from(portfolio, capability, first.successor) if first.successor else None)
        message = f"it is to leave {listed([place.platform for place in some])}, and nobody said from which day on"
        cure = f"mopsctl capability dispose {capability} --platform {first.platform} {first.fate} --on {day}"
        yield Found(typed("capability", capability), message, cure)


@rule("CAP503", "retire-before-cutover", "error")
def retire_before_cutover(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A platform is off, or a capability leaves it, before its successor is live.

    Why: what moves has a date after the successor is live (domain §2.3); in between nobody can do it. The successor is
    live on its own day, else when a plan that implements it is finished, so this fires too when that plan slips. Where
    nobody can know when that is, say it: `mopsctl platform set cdp --live-on 2027-03-15`. Of a platform that is retired
    already it speaks until its successor is live: `mopsctl platform set cdp --status live`.

    Cure: mopsctl platform retire esp --on 2027-03-15

    Fires:
        platforms:
        - {key: cdp, name: CDP, status: proposed, live_on: 2027-03-15}
        - {key: esp, name: Old e-mail tool, status: retiring, retire_on: 2027-03-14, successor: cdp}
        offerings:
        - {capability: send, platform: esp, team: marketing}

    Quiet:
        platforms:
        - {key: cdp, name: CDP, status: proposed, live_on: 2027-03-15}
        - {key: esp, name: Old e-mail tool, status: retiring, retire_on: 2027-03-15, successor: cdp}
        offerings:
        - {capability: send, platform: esp, team: marketing}
    """
    own: list[Gap] = []
    for key, record in sorted(portfolio.platforms.items()):
        with_it = gaps_of_end(portfolio, key)
        known = [gap for gap in with_it if gap.live]
        if known:
            yield _platform_too_early(portfolio, known)
        for successor in sorted({gap.successor for gap in with_it if gap.live is None}):
            unknown = [gap for gap in with_it if gap.live is None and gap.successor == successor]
            yield _platform_too_early(portfolio, unknown)
        if record.status != "retired":
            own += [gap for gap in gaps_of(portfolio, key) if gap.off != record.retire_on]
    for gap in sorted(own, key=lambda one: (one.capability, one.platform)):
        yield _capability_too_early(portfolio, gap)


def _platform_too_early(portfolio: Portfolio, gaps: list[Gap]) -> Found:
    """Gaps of one platform; the last successor tells."""
    last = max(gaps, key=lambda gap: (gap.live or ALREADY, gap.successor))
    record = portfolio.platforms[last.platform]
    held = few(sorted(gap.capability for gap in gaps if gap.successor == last.successor))
    off = "is retired" if record.status == "retired" else f"is off from {record.retire_on}"
    cure = ends_on(record, earliest_off(portfolio, record.key)) if last.live else _live_by(last)
    if record.status == "retired" and not last.live:  # any day to come would open the same gap
        cure = f"mopsctl platform set {last.successor} --status live"
    return Found(typed("platform", record.key), f"it {off}, {_before(last)} and takes over {held}", cure)


def _capability_too_early(portfolio: Portfolio, gap: Gap) -> Found:
    """By a day of its own. Where its platform goes before the cut-over too, that is told of the platform."""
    message = f"it leaves {gap.platform} on {gap.off}, {_before(gap)} and takes it over"
    off = portfolio.platforms[gap.platform].retire_on
    cure = _live_by(gap)
    if gap.live:
        fate = portfolio.dispositions[gap.capability, gap.platform].fate
        day = '""' if off and off < gap.live else gap.live
        cure = f"mopsctl capability dispose {gap.capability} --platform {gap.platform} {fate} --on {day}"
    return Found(typed("capability", gap.capability), message, cure)


def _before(gap: Gap) -> str:
    if gap.live is None:
        return f"and nobody knows from when {gap.successor} is live"
    return f"before {gap.successor} is live from {gap.live}"


def _live_by(gap: Gap) -> str:
    return f"mopsctl platform set {gap.successor} --live-on DATE"


@rule("CAP504", "orphan-capability", "error")
def orphan_capability(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A capability of a platform that retires, or one that is to move, has nowhere to go.

    Why: how do we remove it from platform Y (domain §2.3)? Whoever relies on it finds out on the day the platform is
    off. Say which platform offers it from then on, or that it ends: `mopsctl capability dispose send --platform esp
    retire`. Of a platform that is retired already it speaks only where somebody named what takes it over, live by now
    or not, and nothing does.

    Cure: mopsctl capability offer report --platform own-tool --team marketing

    Fires:
        platforms:
        - {key: esp, name: Old e-mail tool, status: retiring, retire_on: 2027-06-30, successor: own-tool}
        offerings:
        - {capability: report, platform: esp, team: marketing}

    Quiet:
        platforms:
        - {key: esp, name: Old e-mail tool, status: retiring, retire_on: 2027-06-30, successor: own-tool}
        offerings:
        - {capability: report, platform: esp, team: marketing}
        - {capability: report, platform: own-tool, team: marketing}
    """
    found: dict[str, Place] = {}
    for place in orphans(portfolio):
        found.setdefault(place.capability, place)
    for capability, place in found.items():
        yield Found(typed("capability", capability), _forsaken(portfolio, place), _adopt(portfolio, place))


def _forsaken(portfolio: Portfolio, place: Place) -> str:
    gone = portfolio.platforms[place.platform].status == "retired"
    goes = f"it {'left' if gone else 'leaves'} {place.platform}"
    goes = f"it is to stay on {place.platform}, which goes" if place.fate == "keep" else goes
    if place.named is None:
        return f"{goes}, and nothing else that means to stay offers it"
    status = portfolio.platforms[place.named].status
    fault = "does not offer it" if status in COMPETING else f"is {status}"
    return f"{goes}, and {place.named}, which is to take it over, {fault}"


def _adopt(portfolio: Portfolio, place: Place) -> str:
    """The command that finds it a place: the named successor offers it, it moves where it is offered, or somewhere."""
    named = portfolio.platforms[place.named] if place.named else None
    if named and named.status in COMPETING:
        return f"mopsctl capability offer {place.capability} --platform {named.key} --team {place.teams[0]}"
    dispose = f"mopsctl capability dispose {place.capability} --platform {place.platform} migrate"
    if other := heir(portfolio, place.capability, place.platform):
        return f"{dispose} --successor {other}"
    return f"mopsctl capability offer {place.capability} --platform PLATFORM --team {place.teams[0]}"


def _day(portfolio: Portfolio, day: date | None) -> str:
    """A day that is known and still to come; else DATE, for which day it is to be is a decision."""
    return str(day) if day and day > portfolio.today else "DATE"


def _next_day(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def _end_of(portfolio: Portfolio, record: Platform) -> str:
    """The day after the contract ends, or the first on which all that moves is served elsewhere, the later."""
    contract = _next_day(record.contract_end) if record.contract_end else None
    days = [day for day in (contract, earliest_off(portfolio, record.key), record.live_on) if day]
    return _day(portfolio, max(days, default=None))
