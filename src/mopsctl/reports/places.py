"""A capability on a platform as a row, and the words for what becomes of it there."""

from typing import Any

from ..facts.disposition import Place, gap, is_going
from ..facts.overlap import overlaps
from ..model.portfolio import Portfolio
from .document import Tone


def becomes(portfolio: Portfolio, place: Place) -> str:
    """What becomes of a capability on a platform, in a few words; empty where there is no question."""
    when = _when(portfolio, place) + _unserved(portfolio, place)
    match place.fate:
        case "keep":
            return "stays"
        case "migrate":
            return f"moves to {place.successor or place.named or 'nobody knows where'}{when}"
        case "retire":
            return f"ends{when}"
    if is_going(portfolio.platforms[place.platform]):
        return "goes, and nothing else does it"
    return "" if place.governs or not _asked(portfolio, place) else "nobody said what"


def _when(portfolio: Portfolio, place: Place) -> str:
    if place.on:
        return f", off from {place.on}"
    return ", off already" if portfolio.platforms[place.platform].status == "retired" else ", from a day not known"


def _unserved(portfolio: Portfolio, place: Place) -> str:
    """That nothing serves it for a while, and for how long."""
    found = gap(portfolio, place)
    if found is None:
        return ""
    if found.live is None:
        return f", and nobody knows when {found.successor} is live"
    days = (found.live - found.off).days
    return f", {days} day{'s' if days > 1 else ''} before {found.successor} is live"


def becomes_tone(portfolio: Portfolio, place: Place) -> Tone:
    """Bad where a capability is served by nothing for a time, or nobody knows; warn where it is still to be said."""
    if place.fate is None:
        return "bad" if is_going(portfolio.platforms[place.platform]) else "warn"
    if place.fate == "migrate" and place.successor is None:
        return "bad"
    if place.fate != "keep" and place.on is None:
        return "warn"
    return "bad" if gap(portfolio, place) else "plain"


def place_rows(portfolio: Portfolio, place: Place) -> list[dict[str, Any]]:
    """A capability on a platform with its fate, a row for each team that runs it there; for data and tables alike."""
    record = portfolio.capabilities[place.capability]
    row: dict[str, Any] = {
        "capability": place.capability,
        "platform": place.platform,
        "team": "",
        "name": record.name,
        "governs": place.governs,
        "governs_told": "this" if place.governs else record.governing or "",
        "governs_tone": "good" if place.governs else "key",
        "fate": place.fate,
        "said": place.said,
        "on": place.on,
        "successor": place.successor,
        "becomes_told": becomes(portfolio, place),
        "becomes_tone": becomes_tone(portfolio, place),
    }
    return [row | {"team": team} for team in place.teams]


def _asked(portfolio: Portfolio, place: Place) -> bool:
    """Whether it is to be said what becomes of it: it is decided that another platform governs."""
    found = overlaps(portfolio).get(place.capability)
    return found is not None and found.decided and place.platform in found.platforms
