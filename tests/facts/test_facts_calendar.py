from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsctl.facts.schedule import calendar

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))


@pytest.mark.parametrize("start", [SATURDAY, SUNDAY, MONDAY])
def test_a_weekend_counts_as_the_monday_after_it(start):
    assert calendar.add(start, 0) == MONDAY


@pytest.mark.parametrize(
    ("days", "day"),
    [
        (1, date(2026, 11, 24)),
        (4, date(2026, 11, 27)),
        (5, date(2026, 11, 30)),
        (-1, FRIDAY),
        (260, date(2027, 11, 22)),
    ],
)
def test_days_are_added_across_weekends(days, day):
    assert calendar.add(MONDAY, days) == day


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (MONDAY, MONDAY, 1),
        (FRIDAY, MONDAY, 2),
        (SATURDAY, SUNDAY, 0),
        (MONDAY, date(2026, 11, 29), 5),
        (MONDAY, FRIDAY, 0),
    ],
)
def test_between_counts_both_ends(first, last, days):
    assert calendar.between(first, last) == days


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 400))
def test_adding_days_walks_the_calendar_day_by_day(start, days):
    day = start
    while day.weekday() > 4:
        day += timedelta(1)
    for _ in range(days):
        day += timedelta(3 if day.weekday() == 4 else 1)
    assert calendar.add(start, days) == day
    assert calendar.between(start, day) == days + 1


def test_the_calendar_ends_where_dates_end():
    assert calendar.day(calendar.LAST) == calendar.day(calendar.LAST + 10_000) == date(9999, 12, 31)
    assert calendar.number_after(date.max) == calendar.LAST + 1
