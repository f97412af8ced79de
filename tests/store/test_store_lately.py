"""What was changed lately: of the kinds asked for, after a day, and never on the first day, when most is made."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from store_edits import put

from mopsctl.changes import Change, ChangeSet
from mopsctl.model.org import Goal, Person, Team
from mopsctl.store import gateway
from mopsctl.store.opening import Store

IT, SALES, ADA = Team("it", "IT"), Team("sales", "Sales"), Person("ada", "Ada", "it")
KINDS = ("teams", "people")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the day on which changes are made."""

    def at(text: str) -> None:
        class Stopped(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
                return datetime.fromisoformat(text).astimezone(UTC)

        monkeypatch.setattr(gateway, "datetime", Stopped)

    return at


def numbers(found: tuple[ChangeSet, ...]) -> list[int]:
    return [one.number for one in found]


def test_a_store_that_nothing_was_put_in_has_no_first_day(store: Store) -> None:
    assert store.lately(date(2026, 1, 1), KINDS) == (None, ())


def test_changes_after_the_day_come_newest_first(store: Store, clock: Any) -> None:
    for day, team in (("2026-09-01", "a"), ("2026-10-01", "b"), ("2026-10-02", "c"), ("2026-10-03", "d")):
        clock(f"{day}T12:00:00+00:00")
        put(store, Team(team, team))
    began, found = store.lately(date(2026, 10, 1), KINDS)
    assert (began, numbers(found)) == (date(2026, 9, 1), [4, 3])
    assert found[1].changes == (Change("teams", None, Team("c", "c")),)
    assert found[1].at == datetime(2026, 10, 2, 12, tzinfo=UTC)


def test_nothing_of_the_first_day_is_read(store: Store, clock: Any) -> None:
    for moment in ("2026-10-01T08:00:00+00:00", "2026-10-01T23:59:59+00:00", "2026-10-02T00:00:00+00:00"):
        clock(moment)
        put(store, Team(f"t{moment[11:13]}", "T"), Team(f"d{moment[8:10]}-{moment[11:13]}", "D"))
    assert numbers(store.lately(date(2026, 1, 1), KINDS)[1]) == [3]


def test_only_records_of_the_kinds_asked_for_are_told_and_an_empty_change_set_keeps_its_place(
    store: Store, clock: Any
) -> None:
    clock("2026-09-01T12:00:00+00:00")
    put(store, IT)
    clock("2026-10-01T12:00:00+00:00")
    put(store, SALES, Goal("grow", "Grow"), ADA)
    put(store, Goal("grow", "Grow fast"))
    _, found = store.lately(date(2026, 9, 15), ("people",))
    assert [(one.number, [change.kind for change in one.changes]) for one in found] == [(3, []), (2, ["people"])]


def test_a_day_is_one_of_utc(store: Store, clock: Any) -> None:
    clock("2026-09-01T12:00:00+00:00")
    put(store, IT)
    clock("2026-10-02T01:00:00+03:00")  # the evening before, in UTC
    put(store, SALES)
    assert numbers(store.lately(date(2026, 9, 30), KINDS)[1]) == [2]
    assert numbers(store.lately(date(2026, 10, 1), KINDS)[1]) == []
