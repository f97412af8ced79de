"""The stack: platforms in their layers, what they cost, who owns them; lines on a terminal, a poster as a picture."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import to_builtins

from ..facts.disposition import is_off
from ..facts.overlap import RUNNING, capabilities_by_platform, overlaps
from ..facts.stack import Sum, over_budget, savings, stack, sums, truths_by_platform
from ..model.capability import Platform
from ..model.portfolio import Portfolio
from .amounts import amount
from .document import Cell, Document, Report, Shelf, Stack, Tile
from .listing import columns, fields_of, tabled

_STATUSES = (("proposed", "proposed"), ("live", "live"), ("retiring", "retiring"))
_MARKS = (("overlap", "overlap undecided"), ("unowned", "an owner is missing"))
_UNLAYERED = "Without a layer"
_EMPTY = "No platform yet: mopsctl platform add KEY --name NAME"


def the_stack(portfolio: Portfolio, title: str = "") -> Report:
    """All platforms that are not retired, by layer, with status, owner, cost and how much they do."""
    rows = [_row(portfolio, record) for records in stack(portfolio).values() for record in records]
    data = {
        "platforms": rows,
        "sums": to_builtins(sums(portfolio.platforms.values())),
        "savings": to_builtins(savings(portfolio)),
    }
    scripts = columns(
        *("layer", "key", "name", "status", "vendor", "cost", "budget", "currency"),
        *("system_owner", "live_on", "retire_on", "successor", "capabilities"),
    )
    return Report("platform.stack", data, lambda: _document(portfolio, title), lambda: tabled(rows, scripts, _EMPTY))


def _row(portfolio: Portfolio, record: Platform) -> dict[str, Any]:
    return {
        **fields_of(record),
        "capabilities": len(capabilities_by_platform(portfolio).get(record.key, ())),
        "truths": list(truths_by_platform(portfolio).get(record.key, ())),
        "mark": _mark(portfolio, record),
    }


def _document(portfolio: Portfolio, title: str) -> Document:
    layers = stack(portfolio)
    shelves = tuple(
        Shelf(
            layer or (_UNLAYERED if len(layers) > 1 else "Platforms"), tuple(_tile(portfolio, one) for one in records)
        )
        for layer, records in layers.items()
    )
    tiles = [tile for shelf in shelves for tile in shelf.tiles]
    block = Stack(
        title or "The stack",
        shelves,
        subtitle="; ".join(_totals(portfolio, len(tiles))),
        groups=_used(_STATUSES, [tile.group for tile in tiles]),
        marks=_used(_MARKS, [mark for tile in tiles for mark in tile.mark.split()]),
        empty=_EMPTY,
        footer=f"as of {portfolio.today}",
    )
    return Document((block,))


def _used(legend: tuple[tuple[str, str], ...], keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple(entry for entry in legend if entry[0] in keys)


def _totals(portfolio: Portfolio, count: int) -> Iterator[str]:
    """How many, what they cost a year, what of it goes with those that retire."""
    if not count:
        return
    yield f"{count} platform{'s' if count > 1 else ''}"
    unpriced = 0
    for total in sums(portfolio.platforms.values()):
        unpriced += total.unpriced
        if total.cost:
            yield f"{amount(total.cost, total.currency)} a year" + _of_which(total)
        if total.over:
            new = (
                f", of which {amount(total.over_proposed, total.currency)} only proposed" if total.over_proposed else ""
            )
            yield f"{amount(total.over, total.currency)} over budget{new}"
    if unpriced:
        yield f"{unpriced} without a price"


def _of_which(total: Sum) -> str:
    parts = ((total.proposed, "is only proposed"), (total.saved, "goes with what retires"))
    told = " and ".join(f"{amount(part, total.currency)} {what}" for part, what in parts if part)
    return f", of which {told}" if told else ""


def _tile(portfolio: Portfolio, record: Platform) -> Tile:
    return Tile(record.name, tuple(_lines(portfolio, record)), record.status, _mark(portfolio, record))


def _lines(portfolio: Portfolio, record: Platform) -> Iterator[Cell]:
    """Owner, cost, what it does, and its days. The tone `warn` is for what nobody said: a poster draws it dashed."""
    owner = record.system_owner or record.manager or record.budget_owner
    yield Cell(portfolio.people[owner].name) if owner else Cell("nobody owns it", "warn")
    if record.cost is not None:
        over = over_budget(record)
        more = f", {amount(over, record.currency)} over budget" if over else ""
        yield Cell(f"{amount(record.cost, record.currency)} a year{more}", "bad" if over else "plain")
    count = len(capabilities_by_platform(portfolio).get(record.key, ()))
    yield Cell(f"{count} capabilit{'y' if count == 1 else 'ies'}", "muted")
    if record.status == "proposed" and record.live_on:
        yield Cell(f"live from {record.live_on}", "strong")
    if record.retire_on:
        yield Cell(f"off {'since' if is_off(portfolio, record.key) else 'from'} {record.retire_on}", "strong")
    elif record.status == "retiring":
        yield Cell("off from a day not known", "warn")


def _mark(portfolio: Portfolio, record: Platform) -> str:
    """All that apply, a blank between."""
    offered = capabilities_by_platform(portfolio).get(record.key, ())
    found = overlaps(portfolio)
    undecided = record.status in RUNNING and any(key in found and not found[key].decided for key in offered)
    unowned = None in (record.system_owner, record.budget_owner, record.manager)
    return " ".join(mark for (mark, _), so in zip(_MARKS, (undecided, unowned), strict=True) if so)
