"""Platforms: what is said of them, and their retirement, which no verb sets before what they do is served elsewhere."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import structs

from ..errors import USAGE, MopsError, nearest
from ..facts.disposition import Gap, Place, earliest_off, gaps_of, gaps_of_end, is_going, is_off, places_on
from ..facts.retirement import ends_on
from ..model.capability import Platform
from ..model.lookup import get
from ..model.portfolio import Portfolio
from . import records

_CURRENCY = re.compile(r"[A-Z]{3}")
_USUAL = frozenset(("AUD", "CAD", "CHF", "CNY", "DKK", "EUR", "GBP", "JPY", "NOK", "PLN", "SEK", "TRY", "USD"))


def add(portfolio: Portfolio, key: str, fields: Mapping[str, Any]) -> Portfolio:
    """Add a platform, named by its key where no name was given."""
    said = {"name": key, **records.emptied(Platform, fields)}
    after = records.add(portfolio, Platform(key, **said))
    _refuse_loop(after, key)
    _refuse_currency(after, key, fields)
    return after


def amend(portfolio: Portfolio, key: str, fields: Mapping[str, Any]) -> Portfolio:
    """Change fields of a platform; refuses a successor that cannot be one, and an end before the cut-over."""
    after = records.update(portfolio, Platform, key, fields)
    if fields.get("successor"):
        _refuse_loop(after, key)
    _refuse_currency(after, key, fields)
    _refuse_kept(portfolio, after, key)
    if _ends_at_once(portfolio, after, key):
        _refuse_unserved(portfolio, after, key)
    elif fields.get("retire_on"):
        _refuse_gap(portfolio, after, key)
    return after


def retire(portfolio: Portfolio, key: str, on: date, successor: str | None) -> Portfolio:
    """Say from which day on a platform is off, and what takes its place; retired at once where that day has come.

    Refuses a day on which a capability that moves is not yet served by its successor, with the day on which it is. Of a
    day to come it is enough that nobody knows better; at once nothing is retired that is not served for sure.
    """
    record = get(portfolio, Platform, key)
    if record.status == "proposed":
        again = f"mopsctl platform set {key} --status retired"
        raise MopsError(f"{key} is only proposed; it has nothing to retire from", hint=again, code=USAGE)
    if record.status == "retired":
        again = f"mopsctl platform set {key} --status live"
        raise MopsError(f"{key} is retired already", hint=again, code=USAGE)
    said: dict[str, Any] = {"status": "retired" if on <= portfolio.today else "retiring", "retire_on": on}
    if successor is not None:
        said["successor"] = successor
    return amend(portfolio, key, said)


def _refuse_loop(portfolio: Portfolio, key: str) -> None:
    chain = [key]
    while (after := portfolio.platforms[chain[-1]].successor) is not None and after not in chain[1:]:
        if after == key:
            told = " -> ".join((*chain, after))
            raise MopsError(f"{key} cannot take its own place: {told}", hint="mopsctl platform list", code=USAGE)
        chain.append(after)
    successor = portfolio.platforms[key].successor
    if successor and portfolio.platforms[successor].status == "retired":
        raise MopsError(f"{successor} is retired and takes nobody's place", hint="mopsctl platform list", code=USAGE)


def _refuse_currency(portfolio: Portfolio, key: str, fields: Mapping[str, Any]) -> None:
    """Where it is said: three capital letters, so that amounts in one currency are added. A file may say anything."""
    if fields.get("currency") is None:
        return
    record = portfolio.platforms[key]
    if _CURRENCY.fullmatch(record.currency) or (not record.currency and record.cost is None and record.budget is None):
        return
    known = {one.currency for one in portfolio.platforms.values() if _CURRENCY.fullmatch(one.currency)}
    guess = nearest(record.currency, sorted(known | _USUAL))
    raise MopsError(
        f'"{record.currency}" is no currency: three capital letters' + (f'; did you mean "{guess}"?' if guess else ""),
        hint=f"mopsctl platform set {key} --currency {guess or 'EUR'}",
        code=USAGE,
    )


def _refuse_kept(before: Portfolio, after: Portfolio, key: str) -> None:
    """Nothing stays on a platform that begins to go."""
    was, now = before.platforms[key], after.platforms[key]
    if is_going(was) or was.status == "retired" or not (is_going(now) or now.status == "retired"):
        return
    kept = [place.capability for place in places_on(after).get(key, ()) if place.fate == "keep"]
    if kept:
        others = f" (and {len(kept) - 1} more)" if kept[1:] else ""
        raise MopsError(
            f"{key} cannot go: it was decided that {kept[0]}{others} stays there",
            hint=f"mopsctl capability dispose {kept[0]} --platform {key} migrate",
            code=USAGE,
        )


def _ends_at_once(before: Portfolio, after: Portfolio, key: str) -> bool:
    """Whether a platform that was more than proposed is retired now, or off by its day."""
    was, now = before.platforms[key], after.platforms[key]
    if was.status == "proposed":
        return False
    return (now.status == "retired" != was.status) or (is_off(after, key) and not is_off(before, key))


def _refuse_unserved(before: Portfolio, after: Portfolio, key: str) -> None:
    """Whatever moves is to be served elsewhere today, and for sure."""
    record = after.platforms[key]
    off = min(record.retire_on or after.today, after.today)
    # As one that is still to go: of what is retired already little moves.
    going = records.put(after, structs.replace(record, status="retiring", retire_on=off))
    if gaps := list(gaps_of(going, key)):
        raise _too_early(before, going, key, gaps)
    for place in places_on(going).get(key, ()):
        if place.fate == "migrate" and place.successor is None:
            raise _moves_nowhere(place, off)


def _refuse_gap(before: Portfolio, after: Portfolio, key: str) -> None:
    """Only for days that are known: of what nobody can know yet, a remark and the report of gaps tell."""
    early = [one for one in gaps_of_end(after, key) if one.live is not None]
    if early and after.platforms[key].status != "retired":
        raise _too_early(before, after, key, early)


def _too_early(before: Portfolio, after: Portfolio, key: str, gaps: list[Gap]) -> MopsError:
    """One sentence on what would be served by nothing, until when; of several the last that is known tells."""
    known = [one for one in gaps if one.live is not None]
    last = max(known or gaps, key=lambda one: (one.live or date.min, one.capability))
    others = f" (and {len(gaps) - 1} more)" if gaps[1:] else ""
    message = (
        f"{key} cannot be off from {after.platforms[key].retire_on}: "
        f"{last.capability}{others} moves to {last.successor}, "
    )
    if not known:
        hint = f"mopsctl platform set {last.successor} --live-on DATE"
        return MopsError(f"{message}and nobody knows from when that is live", hint=hint, code=USAGE)
    hint = ends_on(before.platforms[key], earliest_off(after, key)) + _successor(before, after, key)
    return MopsError(f"{message}which is live from {last.live}", hint=hint, code=USAGE)


def _moves_nowhere(place: Place, off: date) -> MopsError:
    where = f"to {place.named}, which does not take it" if place.named else "and nobody said where"
    return MopsError(
        f"{place.platform} cannot be off from {off}: {place.capability} is to move, {where}",
        hint=f"mopsctl capability dispose {place.capability} --platform {place.platform} migrate --successor PLATFORM",
        code=USAGE,
    )


def _successor(before: Portfolio, after: Portfolio, key: str) -> str:
    now = after.platforms[key].successor
    return f" --successor {now}" if now and now != before.platforms[key].successor else ""
