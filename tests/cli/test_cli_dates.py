"""Days, weeks and years as people type them. The day is Wednesday, 25 November 2026."""

from datetime import date

import pytest

from mopsctl.cli.dates import understand, understand_week, understand_years

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-04", "2026-12-04"),
        ("2028-02-29", "2028-02-29"),
        ("today", "2026-11-25"),
        (" Today ", "2026-11-25"),
        ("+5d", "2026-11-30"),
        ("-1d", "2026-11-24"),
        ("+2w", "2026-12-09"),
        ("+1wd", "2026-11-26"),
        ("+3wd", "2026-11-30"),
        ("+5wd", "2026-12-02"),
        ("-3wd", "2026-11-20"),
        ("+0wd", "2026-11-25"),
        ("thu", "2026-11-26"),
        ("fri", "2026-11-27"),
        ("tue", "2026-12-01"),
        ("wed", "2026-12-02"),
        ("Wednesday", "2026-12-02"),
        ("saturday", "2026-11-28"),
    ],
)
def test_what_is_meant_by_a_date(typed: str, meant: str) -> None:
    assert understand(typed, WEDNESDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize("weekday", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
def test_a_weekday_is_within_a_week_and_never_today(weekday: str) -> None:
    for day in range(1, 8):
        today = date(2026, 11, day)
        ahead = (understand(weekday, today) - today).days
        assert 1 <= ahead <= 7
        assert understand(weekday, today).strftime("%a").casefold() == weekday


@pytest.mark.parametrize(
    "typed", ["", "5d", "5", "4/12/2026", "04.12.2026", "2026-12-4", "20261204", "tomorrow", "fr", "frida", "+5",
              "+5y", "+99999d", "2026-W49-5", "2026-12-04T10:00", "+٥d"]
)  # fmt: skip
def test_what_could_mean_two_things_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        understand(typed, WEDNESDAY)


@pytest.mark.parametrize("typed", ["2026-02-30", "2027-02-29", "2026-13-01", "0000-01-01"])
def test_a_day_that_is_not_in_the_calendar_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="there is no day"):
        understand(typed, WEDNESDAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("-9999w", "1835-04-08"),
        ("+9999w", "2218-07-15"),
        ("1899-12-31", "1899-12-31"),
        ("2201-01-01", "2201-01-01"),
        ("0001-01-01", "0001-01-01"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_what_is_too_far_away_was_mistyped(typed: str, day: str) -> None:
    with pytest.raises(ValueError, match=f"^{day} is too far away; dates are from 1900 to 2200$"):
        understand(typed, WEDNESDAY)


def test_the_first_and_the_last_day_there_are() -> None:
    assert understand("1900-01-01", WEDNESDAY) == date(1900, 1, 1)
    assert understand("2200-12-31", WEDNESDAY) == date(2200, 12, 31)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mon-fri", "mon tue wed thu fri"),
        ("sun-thu", "mon tue wed thu sun"),
        ("Mon, WED ,friday", "mon wed fri"),
        ("sat-mon", "mon sat sun"),
        ("sat", "sat"),
        ("mon,mon", "mon"),
    ],
)
def test_what_is_meant_by_a_week(typed: str, meant: str) -> None:
    assert understand_week(typed) == tuple(meant.split())


@pytest.mark.parametrize(
    "typed", ["", "mo", "mon-", "-fri", "mon-fri-sun", "mon fri", "mon;tue", "mon-mon", "5", "mon,"]
)
def test_a_week_that_could_mean_two_things_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no working week"):
        understand_week(typed)


def test_years_are_one_or_a_span() -> None:
    assert understand_years("2026") == range(2026, 2027)
    assert understand_years(" 2026-2028 ") == range(2026, 2029)


@pytest.mark.parametrize("typed", ["", "26", "2028-2026", "2026-28", "2026,2027", "1899", "2199-2201", "٢٠٢٦", "2026-"])
def test_years_that_are_none_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no years"):
        understand_years(typed)
