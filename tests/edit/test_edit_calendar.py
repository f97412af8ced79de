"""Calendars and days off: written, replaced, merged and taken back (domain §2.4)."""

from collections.abc import Callable
from datetime import date

import pytest
from edit_builders import TODAY, changed, portfolio_of, small
from msgspec import structs

from mopsctl.edit import calendar, records
from mopsctl.errors import NOT_FOUND, USAGE, MopsError
from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.org import Team
from mopsctl.model.plan import Plan
from mopsctl.model.portfolio import Portfolio

CHRISTMAS, NEW_YEAR, EVE = date(2026, 12, 25), date(2027, 1, 1), date(2026, 12, 24)


def refused(edit: Callable[[], object]) -> tuple[str, int]:
    with pytest.raises(MopsError) as raised:
        edit()
    return raised.value.message, raised.value.code


def with_calendar() -> Portfolio:
    return records.put(
        small(),
        Calendar("munich", "Munich", country="DE"),
        Holiday("munich", CHRISTMAS, "Christmas Day"),
        Holiday("munich", NEW_YEAR, "New Year's Day"),
        Holiday("munich", EVE, "Closed"),
    )


def is_public(name: str) -> bool:
    return name in ("Christmas Day", "New Year's Day", "Boxing Day")


# -- holidays


def test_holidays_replace_those_of_their_years_and_leave_what_was_written_by_hand() -> None:
    new = [Holiday("munich", date(2026, 12, 26), "Boxing Day"), Holiday("munich", EVE, "Christmas Day")]
    after = calendar.write_holidays(with_calendar(), "munich", "GB", new, range(2026, 2027), is_public)
    assert changed(with_calendar(), after) == [
        ("calendars", "munich", "changed"),
        ("holidays", ("munich", CHRISTMAS), "removed"),
        ("holidays", ("munich", date(2026, 12, 26)), "added"),
    ]
    assert after.calendars["munich"].country == "GB"
    assert after.holidays["munich", EVE].name == "Closed"
    again = calendar.write_holidays(after, "munich", "GB", new, range(2026, 2027), is_public)
    assert changed(after, again) == []


def test_other_calendars_keep_their_holidays() -> None:
    both = records.put(with_calendar(), Calendar("york", "York"), Holiday("york", CHRISTMAS, "Christmas Day"))
    after = calendar.write_holidays(both, "munich", "", [], range(2026, 2028), is_public)
    assert [key for _, key, what in changed(both, after) if what == "removed"] == [
        ("munich", CHRISTMAS),
        ("munich", NEW_YEAR),
    ]


def test_holidays_are_written_from_the_first_open_plan_on_and_over_what_is_there() -> None:
    assert calendar.usual_years(small()) == range(2026, 2030)
    old = Plan("old", "Old", date(2020, 1, 1), closed=date(2021, 1, 1))
    early = portfolio_of(old, Plan("late", "Late", date(2025, 6, 1)))
    assert calendar.usual_years(early) == range(2025, 2030)
    far = records.put(with_calendar(), Holiday("munich", date(2033, 1, 1), "New Year's Day"))
    assert calendar.usual_years(far, "munich") == range(2026, 2034)
    assert calendar.usual_years(portfolio_of()) == range(2026, 2030)


def test_one_day_is_off_or_worked_or_as_the_week_says_again() -> None:
    off = calendar.mark(with_calendar(), "munich", TODAY, works=False, name="Move")
    assert off.holidays["munich", TODAY] == Holiday("munich", TODAY, "Move")
    worked = calendar.mark(off, "munich", TODAY, works=True)
    assert worked.holidays["munich", TODAY] == Holiday("munich", TODAY, "", works=True)
    assert calendar.clear(worked, "munich", TODAY).holidays == with_calendar().holidays
    assert refused(lambda: calendar.clear(with_calendar(), "munich", TODAY)) == (
        'no holiday on 2026-11-23 in the calendar "munich"',
        NOT_FOUND,
    )
    assert refused(lambda: calendar.mark(small(), "munich", TODAY, works=True)) == ('no calendar "munich"', NOT_FOUND)


def test_a_calendar_without_a_working_day_is_refused() -> None:
    assert refused(lambda: records.put(small(), Calendar("never", "Never", ()))) == (
        "calendar never: a calendar needs at least one working day in its week",
        USAGE,
    )


def test_a_calendar_goes_with_its_holidays_unless_somebody_works_by_it() -> None:
    removed = calendar.remove(with_calendar(), "munich")
    assert (dict(removed.calendars), dict(removed.holidays)) == ({}, {})
    used = records.put(with_calendar(), Team("it", "IT", calendar="munich"))
    assert refused(lambda: calendar.remove(used, "munich")) == (
        'calendar "munich" is still referred to: team it (calendar)',
        USAGE,
    )
    assert calendar.remove(used, "munich", cascade=True).teams["it"].calendar is None


# -- days off


def off(*spans: tuple[int, int, str]) -> Portfolio:
    """Ada off on days of December."""
    days = [DayOff("person:ada", date(2026, 12, a), date(2026, 12, b), why) for a, b, why in spans]
    return records.put(small(), *days) if days else small()


def spans(portfolio: Portfolio) -> list[tuple[int, int, str]]:
    return sorted((one.first.day, one.last.day, one.why) for one in portfolio.days_off.values())


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ([], (1, None, ""), [(1, 1, "")]),
        ([], (1, 4, "holiday"), [(1, 4, "holiday")]),
        ([(7, 9, "")], (1, 4, ""), [(1, 4, ""), (7, 9, "")]),
        ([(5, 9, "")], (1, 4, ""), [(1, 4, ""), (5, 9, "")]),  # side by side are two
        ([(4, 9, "")], (1, 4, ""), [(1, 9, "")]),
        ([(2, 3, "")], (1, 4, "holiday"), [(1, 4, "holiday")]),
        ([(1, 9, "holiday")], (2, 3, ""), [(1, 9, "holiday")]),
        ([(1, 2, ""), (4, 6, "holiday")], (2, 5, "holiday"), [(1, 6, "holiday")]),
    ],
)
def test_days_off_that_overlap_become_one_range(
    before: list[tuple[int, int, str]], new: tuple[int, int | None, str], after: list[tuple[int, int, str]]
) -> None:
    last = date(2026, 12, new[1]) if new[1] else None
    assert spans(calendar.take_off(off(*before), "person:ada", date(2026, 12, new[0]), last, new[2])) == after


def test_days_off_for_two_reasons_are_not_one() -> None:
    holiday = off((1, 4, "holiday"))
    first, last = date(2026, 12, 4), date(2026, 12, 9)
    assert refused(lambda: calendar.take_off(holiday, "person:ada", first, last, "training")) == (
        "ada is off already from 2026-12-01 to 2026-12-04 (holiday)",
        USAGE,
    )
    both = calendar.take_off(holiday, "team:analytics", first, last, "training")
    assert len(both.days_off) == 2  # the team's are its own


def test_days_off_end_after_they_begin_and_somebody_has_them() -> None:
    first = date(2026, 12, 4)
    assert refused(lambda: calendar.take_off(small(), "person:ada", first, date(2026, 12, 3)))[0] == (
        "the last day off, 2026-12-03, is before the first, 2026-12-04"
    )
    assert refused(lambda: calendar.take_off(small(), "person:adda", first)) == (
        'no person "adda"; did you mean "ada"?',
        NOT_FOUND,
    )
    assert refused(lambda: calendar.bring_back(small(), "team:itt", first))[1] == NOT_FOUND


@pytest.mark.parametrize(
    ("back", "after"),
    [
        ((1, None), [(12, 14, "")]),
        ((1, 9), [(12, 14, "")]),
        ((3, 4), [(1, 2, "x"), (5, 9, "x"), (12, 14, "")]),
        ((1, 1), [(2, 9, "x"), (12, 14, "")]),
        ((9, 12), [(1, 8, "x"), (13, 14, "")]),
        ((1, 31), []),
    ],
)
def test_days_off_are_taken_back_whole_or_in_part(
    back: tuple[int, int | None], after: list[tuple[int, int, str]]
) -> None:
    last = date(2026, 12, back[1]) if back[1] else None
    before = off((1, 9, "x"), (12, 14, ""))
    assert spans(calendar.bring_back(before, "person:ada", date(2026, 12, back[0]), last)) == after


def test_what_was_not_off_is_not_taken_back() -> None:
    before = off((1, 9, "x"))
    with pytest.raises(MopsError) as raised:
        calendar.bring_back(before, "person:ada", date(2026, 12, 3))
    assert (raised.value.message, raised.value.hint, raised.value.code) == (
        "no days off of ada that begin on 2026-12-03",
        "mopsctl person off ada 2026-12-03 2026-12-03 --remove",
        NOT_FOUND,
    )
    assert refused(lambda: calendar.bring_back(before, "person:ada", date(2026, 12, 20), date(2026, 12, 24)))[0] == (
        "no days off of ada from 2026-12-20 to 2026-12-24"
    )


def test_days_off_follow_who_is_renamed_and_go_with_who_goes() -> None:
    before = off((1, 9, "x"))
    renamed = records.rename(before, type(before.people["ada"]), "ada", "ada-eriksen")
    assert [one.holder for one in renamed.days_off.values()] == ["person:ada-eriksen"]
    gone = records.remove(structs.replace(before), type(before.people["ada"]), "ada", cascade=True)
    assert dict(gone.days_off) == {}
