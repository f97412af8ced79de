"""What becomes of a capability on a platform, as somebody decides it (domain §2.3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import structs

from ..errors import USAGE, MopsError
from ..facts.disposition import earliest_off, gap, heir, is_going, places, serves
from ..facts.retirement import ends_on
from ..model.capability import Capability, Disposition, Fate, Platform
from ..model.lookup import get
from ..model.portfolio import Portfolio
from . import records


def dispose(
    portfolio: Portfolio, capability: str, platform: str, fate: Fate, said: Mapping[str, Any], decided: date | None
) -> Portfolio:
    """Record that a capability stays on a platform, moves away from it, or ends there.

    `said` holds fields of the Disposition. What was said before stands where the fate is the same. What moves needs a
    successor that offers it (where none is said: the platform that governs it, or the successor of the platform), and
    is not off before that one serves it.
    """
    get(portfolio, Capability, capability)
    get(portfolio, Platform, platform)
    _refuse_elsewhere(portfolio, capability, platform)
    before = portfolio.dispositions.get((capability, platform))
    kept = before if before and before.fate == fate else Disposition(capability, platform, fate)
    made = structs.replace(kept, **records.emptied(Disposition, said))
    if decided or kept is not before or set(said) - {"note"}:  # a note to it makes no decision of today
        made = structs.replace(made, decided_on=records.happened(portfolio, decided))
    if fate == "keep":
        _refuse_going(portfolio, made)
    elif fate == "migrate" and not made.successor:
        made = structs.replace(made, successor=_heir(portfolio, capability, platform))
    if made.successor:
        _refuse_successor(portfolio, made)
    after = records.put(portfolio, made)
    if not _is_no_worse(portfolio, after, before, made):
        _refuse_gap(after, made)
    return after


def undo(portfolio: Portfolio, capability: str, platform: str) -> Portfolio:
    """Take back what was decided on a capability on a platform."""
    get(portfolio, Capability, capability)
    get(portfolio, Platform, platform)
    if (capability, platform) not in portfolio.dispositions:
        raise records.nothing_found(
            f"disposition of {capability} on {platform}", hint=f"mopsctl capability show {capability}"
        )
    return records.remove(portfolio, Disposition, (capability, platform))


def _refuse_elsewhere(portfolio: Portfolio, capability: str, platform: str) -> None:
    if (capability, platform) not in places(portfolio):
        raise MopsError(
            f"{platform} does not offer {capability}, so nothing becomes of it there",
            hint=f"mopsctl capability offer {capability} --platform {platform} --team TEAM",
            code=USAGE,
        )


def _refuse_going(portfolio: Portfolio, made: Disposition) -> None:
    """What stays has no last day, moves nowhere, and cannot stay on a platform that goes."""
    for option, value in (("--on", made.on), ("--successor", made.successor)):
        if value:
            raise MopsError(f"what is kept has no {option}; {value} says that it is not", code=USAGE)
    record = portfolio.platforms[made.platform]
    if is_going(record) or record.status == "retired":
        when = f", off from {record.retire_on}" if record.retire_on else ""
        raise MopsError(
            f"{made.platform} is {record.status}{when}, so {made.capability} cannot stay there",
            hint=f"mopsctl capability dispose {made.capability} --platform {made.platform} migrate",
            code=USAGE,
        )


def _heir(portfolio: Portfolio, capability: str, platform: str) -> str:
    found = heir(portfolio, capability, platform)
    if found is None:
        raise MopsError(
            f"nothing else that means to stay offers {capability}; say where it moves",
            hint=f"mopsctl capability dispose {capability} --platform {platform} migrate --successor PLATFORM",
            code=USAGE,
        )
    return found


def _refuse_successor(portfolio: Portfolio, made: Disposition) -> None:
    successor = str(made.successor)
    record = get(portfolio, Platform, successor)
    if successor == made.platform:
        raise MopsError(f"{made.capability} cannot move from {successor} to itself", code=USAGE)
    if not serves(portfolio, made.capability, successor):
        gone = record.status in ("retiring", "retired")
        raise MopsError(
            f"{successor} is {record.status}, so {made.capability} cannot move there" if gone
            else f"{successor} does not offer {made.capability}, so it cannot move there",
            hint="mopsctl platform list" if gone
            else f"mopsctl capability offer {made.capability} --platform {successor} --team TEAM",
            code=USAGE,
        )  # fmt: skip


def _is_no_worse(portfolio: Portfolio, after: Portfolio, before: Disposition | None, made: Disposition) -> bool:
    """Whether only words were added, or a day of its own that is earlier than that of the platform is taken back."""
    if before is None or (before.fate, before.successor) != (made.fate, made.successor):
        return False
    if made.on is not None:
        return made.on == before.on
    where = (made.capability, made.platform)
    was, now = gap(portfolio, places(portfolio)[where]), gap(after, places(after)[where])
    return now is None or (was is not None and was.off <= now.off)


def _refuse_gap(portfolio: Portfolio, made: Disposition) -> None:
    """A day, its own or that of the platform, that is known to be too early; or one that has come, and nobody knows."""
    platform = portfolio.platforms[made.platform]
    off = platform.retire_on
    again = f"mopsctl capability dispose {made.capability} --platform {made.platform} {made.fate}"
    if made.on and off and made.on > off:
        raise MopsError(
            f"{made.platform} is off from {off}, so {made.capability} is not there until {made.on}",
            hint=f"{again} --on {off}",
            code=USAGE,
        )
    found = gap(portfolio, places(portfolio)[made.capability, made.platform])
    if not found:
        return
    message = f"{made.capability} cannot leave {made.platform} on {found.off}: "
    if found.live:
        late = off is not None and off < found.live
        hint = ends_on(platform, earliest_off(portfolio, made.platform)) if late else f"{again} --on {found.live}"
        raise MopsError(f"{message}{found.successor} is live from {found.live}", hint=hint, code=USAGE)
    if found.off <= portfolio.today:
        hint = f"mopsctl platform set {found.successor} --live-on DATE"
        raise MopsError(f"{message}nobody knows from when {found.successor} is live", hint=hint, code=USAGE)
