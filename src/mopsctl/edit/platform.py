"""Platforms: what is said of them, and their retirement, which no verb sets before what they do is served elsewhere."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import structs

from ..errors import USAGE, MopsError
from ..facts.disposition import Gap, earliest_off, gaps_of
from ..model.capability import Platform
from ..model.lookup import get
from ..model.portfolio import Portfolio
from . import records


def add(portfolio: Portfolio, key: str, fields: Mapping[str, Any]) -> Portfolio:
    """Add a platform, named by its key where no name was given."""
    said = {"name": key, **records.emptied(Platform, fields)}
    after = records.add(portfolio, Platform(key, **said))
    _refuse_loop(after, key)
    return after


def amend(portfolio: Portfolio, key: str, fields: Mapping[str, Any]) -> Portfolio:
    """Change fields of a platform; refuses a successor that cannot be one, and a new last day before the cut-over."""
    after = records.update(portfolio, Platform, key, fields)
    if fields.get("successor"):
        _refuse_loop(after, key)
    if fields.get("retire_on"):
        _refuse_gap(portfolio, after, key)
    return after


def retire(portfolio: Portfolio, key: str, on: date, successor: str | None) -> Portfolio:
    """Say from which day on a platform is off, and what takes its place; retired at once where that day has come.

    Refuses a day on which a capability that moves is not yet served by its successor, with the day on which it is.
    """
    record = get(portfolio, Platform, key)
    if record.status == "proposed":
        again = f"mopsctl platform set {key} --status retired"
        raise MopsError(f"{key} is only proposed; it has nothing to retire from", hint=again, code=USAGE)
    if record.status == "retired":
        again = f"mopsctl platform set {key} --status live"
        raise MopsError(f"{key} is retired already", hint=again, code=USAGE)
    status = "retired" if on <= portfolio.today else "retiring"
    said: dict[str, Any] = {"status": status, "retire_on": on}
    if successor is not None:
        said["successor"] = successor
    # As one that is still to go: of what is retired already nothing moves.
    going = amend(portfolio, key, {**said, "status": "retiring"})
    return records.put(going, structs.replace(going.platforms[key], status=status))


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


def _refuse_gap(before: Portfolio, after: Portfolio, key: str) -> None:
    """Only for days that are known: of what nobody can know yet, the report of gaps tells."""
    day = after.platforms[key].retire_on
    early = [one for one in gaps_of(after, key) if one.live is not None and one.off == day]
    if early:
        possible = earliest_off(after, key)
        raise MopsError(
            too_early(early), hint=f"mopsctl platform retire {key} --on {possible}" + _successor(before, after, key)
        )


def _successor(before: Portfolio, after: Portfolio, key: str) -> str:
    now = after.platforms[key].successor
    return f" --successor {now}" if now and now != before.platforms[key].successor else ""


def too_early(gaps: list[Gap]) -> str:
    """One sentence on what would be served by nothing, until when; of several the last one tells."""
    last = max(gaps, key=lambda one: (one.live or date.min, one.capability))
    others = f" (and {len(gaps) - 1} more)" if gaps[1:] else ""
    return (
        f"{last.platform} cannot be off from {last.off}: {last.capability}{others} moves to {last.successor}, "
        f"which is live from {last.live}"
    )
