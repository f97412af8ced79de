"""What no record may say, of whatever kind: days that were mistyped, and what contradicts itself."""

from datetime import date
from typing import Any

import pytest
from msgspec import inspect, structs

from mopsctl.model.calendar import Calendar, DayOff
from mopsctl.model.capability import Disposition, Platform
from mopsctl.model.fields import Record
from mopsctl.model.kinds import KINDS, Kind, faults
from mopsctl.model.operating import Interaction
from mopsctl.model.org import Box, DottedLine, Goal, Number
from mopsctl.model.plan import BaselineDate, Link, Task
from mopsctl.model.portfolio import Portfolio

DAY = date(2026, 3, 2)
DATED = [
    (kind, name) for kind in KINDS for name, hint in kind.record.__annotations__.items() if hint in (date, date | None)
]


def some(kind: Kind, **given: Any) -> Record:
    """A record of a kind in which nothing is wrong but what is given."""
    values: dict[str, Any] = {"week": ("mon",), "subject": "task:t", "holder": "team:t", "state": "as-is"}
    values |= {"capability": "a", "like": "b", "before": "a", "after": "b", "days": 1, "serial": 1}
    values |= {name: DAY for record, name in DATED if record is kind}
    fields = {f.name: values.get(f.name, "x") for f in structs.fields(kind.record) if f.required or f.name == "state"}
    return kind.record(**{**fields, **given})


def test_every_collection_is_of_a_kind() -> None:
    assert [kind.plural for kind in KINDS] == [name for name in Portfolio.__struct_fields__ if name != "today"]


def test_no_field_with_a_date_is_missing() -> None:
    def holds_a_date(hint: inspect.Type) -> bool:
        return any(isinstance(part, inspect.DateType) for part in getattr(hint, "types", (hint,)))

    assert [
        (kind, field.name)
        for kind in KINDS
        for field in inspect.type_info(kind.record).fields  # type: ignore[union-attr]
        if holds_a_date(field.type)
    ] == DATED


@pytest.mark.parametrize(("kind", "field"), DATED, ids=[f"{kind.word} {field}" for kind, field in DATED])
def test_a_day_before_1900_or_after_2200_is_none(kind: Kind, field: str) -> None:
    def said(day: date) -> list[str]:
        return [fault for fault in faults(some(kind, **{field: day})) if "too far" in fault]

    assert said(date(1900, 1, 1)) == said(date(2200, 12, 31)) == []
    for day in (date(1899, 12, 31), date(2201, 1, 1), date.min, date.max):
        assert said(day) == [f"{field} {day} is too far away; dates are from 1900 to 2200"]


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        (Calendar("de", "DE", ()), "a calendar needs at least one working day in its week"),
        (Calendar("de", "DE", ("mon", "tue", "mon")), "its week has mon twice"),
        (DayOff("team:it", DAY, date(2026, 3, 1)), "last 2026-03-01 is before first 2026-03-02"),
        (BaselineDate("b", "t", DAY, date(2026, 3, 1)), "finish 2026-03-01 is before start 2026-03-02"),
        (Link("a", "a", "SF", -3), "a task cannot wait for itself"),
        (DottedLine("a", "a"), "a dotted line leads to another position"),
        (
            Platform("p", "P", live_on=DAY, retire_on=date(2026, 3, 1)),
            "retire_on 2026-03-01 is before live_on 2026-03-02",
        ),
        (Task("t", "T", "p", days=3, days_low=4), "the optimistic estimate 4 is above the likely one, 3"),
        (Task("t", "T", "p", days=3, days_high=2), "the pessimistic estimate 2 is below the likely one, 3"),
        (Task("t", "T", "p", days_low=3, days_high=2), "the optimistic estimate 3 is above the pessimistic one, 2"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_contradicts_itself_is_told_in_words(record: Record, fault: str) -> None:
    assert list(faults(record)) == [fault]


@pytest.mark.parametrize(
    "record",
    [
        Calendar("de", "DE", ("sun",)),
        DayOff("team:it", DAY, DAY),
        Link("a", "b", "SS", -9999),
        Task("t", "T", "p", days=3, days_low=3, days_high=3),
        Task("t", "T", "p", days_low=3),
        Platform("p", "P", live_on=DAY, retire_on=DAY, notice_by=date(2020, 1, 1), successor="p"),
        DottedLine("a", "b"),
        # What a rule speaks of can be stored: a cycle, an interaction with itself, a box that reports to itself.
        Interaction("i", "I", "it", "it"),
        Box("a", reports_to="a"),
        Number("n", "N", "a", parent="n"),
        Goal("g", "G", parent="g"),
        Disposition("c", "p", "migrate", successor="p"),
        Task("t", "T", "p", kind="milestone", days_low=0, days_high=0),
    ],
)
def test_what_may_be_said_is_no_fault(record: Record) -> None:
    assert list(faults(record)) == []
