"""One capability on a page: all its platforms, what governs, what becomes of the others, who holds which letter."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import structs

from ..facts.disposition import places
from ..facts.overlap import alike, offerings_by_capability, overlaps
from ..model.capability import Capability
from ..model.fields import typed
from ..model.lookup import get
from ..model.portfolio import Portfolio
from .document import Block, Cell, Document, Heading, Pairs, Report
from .listing import Field, bare, fields_of, showing, tabled
from .places import place_rows


def capability(portfolio: Portfolio, key: str) -> Report:
    """One capability: all its platforms, who decided which one governs, what becomes of the others, who holds letters.

    What is declared similar to it stands beside it, wherever that runs.
    """
    record = get(portfolio, Capability, key)
    data = _data(portfolio, record)
    shown = {**fields_of(record), "similar": data["similar"]}
    blocks = tuple(_sections(data))
    report = showing("capability.show", record.name, shown, blocks=blocks, data=_bare(data))

    def document() -> Document:
        return Document((Heading(record.name, 1), Pairs(tuple(_pairs(portfolio, record, data))), *blocks))

    return structs.replace(report, document=document)


def _data(portfolio: Portfolio, record: Capability) -> dict[str, Any]:
    key, similar = record.key, alike(portfolio).get(record.key, ())
    subject = typed("capability", key)
    of_activity = {typed("activity", one.key): one for one in portfolio.activities.values() if one.capability == key}
    return {
        **fields_of(record),
        "similar": list(similar),
        "offerings": _places(portfolio, key),
        "dispositions": [fields_of(one) for _, one in sorted(portfolio.dispositions.items()) if one.capability == key],
        "similar_offerings": [row for other in similar for row in _places(portfolio, other)],
        "activities": [fields_of(one) for _, one in sorted(of_activity.items())],
        "assignments": [
            fields_of(one)
            for _, one in sorted(portfolio.assignments.items())
            if one.subject == subject or one.subject in of_activity
        ],
    }


def _places(portfolio: Portfolio, capability: str) -> list[dict[str, Any]]:
    platforms = dict.fromkeys(one.platform for one in offerings_by_capability(portfolio).get(capability, ()))
    found = [places(portfolio)[capability, platform] for platform in platforms]
    return [
        row | {"status": portfolio.platforms[place.platform].status}
        for place in found
        for row in place_rows(portfolio, place)
    ]


def _bare(data: Mapping[str, Any]) -> dict[str, Any]:
    rows = ("offerings", "similar_offerings")
    return {name: bare(value) if name in rows else value for name, value in data.items()}


def _pairs(portfolio: Portfolio, record: Capability, data: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    yield "key", (Cell(record.key, "key"),)
    if record.area:
        yield "area", (Cell(record.area),)
    if governs := tuple(_governs(portfolio, record)):
        yield "governs", governs
    if record.decide_by:
        yield "to be decided by", (Cell(str(record.decide_by)),)
    if record.gap_found:
        yield "served badly since", (Cell(str(record.gap_found), "warn"),)
    if data["similar"]:
        yield "similar to", (Cell(", ".join(data["similar"]), "key"),)
    if record.note:
        yield "note", (Cell(record.note),)


def _governs(portfolio: Portfolio, record: Capability) -> Iterator[Cell]:
    """Which platform, who decided it and when."""
    if record.governing is None:
        if record.key in overlaps(portfolio):
            yield Cell("undecided", "bad")
        return
    yield Cell(record.governing, "key")
    if record.governed_by:
        yield Cell(f", decided by {portfolio.people[record.governed_by].name}")
    if record.governed_on:
        yield Cell(f" on {record.governed_on}" if record.governed_by else f", decided on {record.governed_on}")


def _sections(data: Mapping[str, Any]) -> Iterator[Block]:
    fields = (
        Field("platform", tone="key"),
        Field("status", tone="muted", optional=True),
        Field("team"),
        Field("governs"),
        Field("becomes", "what becomes of it there", wrap=True),
    )
    if data["offerings"]:
        yield from (Heading("Runs on"), tabled([_governing(row) for row in data["offerings"]], fields))
    if data["similar_offerings"]:
        rows = [_governing(row) for row in data["similar_offerings"]]
        yield from (Heading("What is similar runs on"), tabled(rows, (Field("capability", tone="key"), *fields)))
    if data["activities"]:
        about = (Field("key", tone="key"), Field("name", wrap=True))
        yield from (Heading("Its activities"), tabled(data["activities"], about))
    if data["assignments"]:
        letters = (Field("state"), Field("plan", tone="muted"), Field("holder", tone="key"), Field("letter"))
        several = (Field("subject", tone="key"),) if data["activities"] else ()
        yield from (Heading("Letters"), tabled(data["assignments"], (*several, *letters, Field("agreed"))))


def _governing(row: Mapping[str, Any]) -> dict[str, Any]:
    """On the page of the capability it is said above which one governs."""
    return {**row, "governs_told": "governs" if row["governs"] else ""}
