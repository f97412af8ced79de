from datetime import date, timedelta

import pytest
from facts_builders import MONDAY as PLAN_START
from facts_builders import cdp_plan, portfolio_of, task
from hypothesis import given
from hypothesis import strategies as st

from mopsctl.facts.schedule.calendar import MONDAY_TO_FRIDAY, WorkCalendar
from mopsctl.facts.schedule.calendars import calendar_of, person_calendar, plan_calendar, team_calendar
from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.org import Person, Team

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))
ORIGIN = date(2026, 11, 1).toordinal()


def calendar(**differing):
    return WorkCalendar(ORIGIN, **{name: [day.toordinal() for day in days] for name, days in differing.items()})


@pytest.mark.parametrize("start", [SATURDAY, SUNDAY, MONDAY])
def test_a_weekend_counts_as_the_monday_after_it(start):
    assert calendar().add(start, 0) == MONDAY


@pytest.mark.parametrize(
    ("days", "day"),
    [
        (1, date(2026, 11, 24)),
        (4, date(2026, 11, 27)),
        (5, date(2026, 11, 30)),
        (-1, FRIDAY),
        (-16, date(2026, 10, 30)),
        (260, date(2027, 11, 22)),
    ],
)
def test_days_are_added_across_weekends(days, day):
    assert calendar().add(MONDAY, days) == day


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
    assert calendar().between(first, last) == days


def test_a_day_off_is_passed_over_and_an_extra_one_is_worked():
    found = calendar(off=[MONDAY], on=[SUNDAY])
    assert [found.add(FRIDAY, n) for n in range(3)] == [FRIDAY, SUNDAY, date(2026, 11, 24)]
    assert (found.works(MONDAY), found.works(SUNDAY)) == (False, True)


def test_a_week_without_a_working_day_is_refused():
    with pytest.raises(ValueError, match="at least one working day"):
        WorkCalendar(ORIGIN, (False,) * 7)


def test_dates_end_where_the_calendar_ends_but_working_days_go_on():
    found = WorkCalendar(date(9999, 12, 30).toordinal())
    assert found.day(1_000) == date(9999, 12, 31)
    assert found.position_of(1_000) - found.position_of(999) in (1, 3)


WEEKS = st.tuples(*[st.booleans()] * 7).filter(any)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
FEW = st.lists(DAYS, max_size=20)


@given(WEEKS, FEW, FEW, DAYS, st.integers(-300, 300))
def test_adding_days_walks_the_calendar_day_by_day(week, off, on, start, days):
    found = WorkCalendar(ORIGIN, week, [day.toordinal() for day in off], [day.toordinal() for day in on])

    def works(day):
        return (week[day.weekday()] and day not in off) or day in on

    day, step = start, timedelta(1 if days > 0 else -1)
    while not works(day):
        day += timedelta(1)
    for _ in range(abs(days)):
        day += step
        while not works(day):
            day += step
    assert found.add(start, days) == day
    assert found.between(start, day) == days + 1


@given(WEEKS, FEW, DAYS)
def test_the_number_of_a_day_counts_the_working_days_before_it(week, off, day):
    found = WorkCalendar(ORIGIN, week, [one.toordinal() for one in off])
    origin = date.fromordinal(ORIGIN)
    low, high = min(origin, day), max(origin, day)
    between = [low + timedelta(n) for n in range((high - low).days)]
    worked = sum(week[one.weekday()] and one not in off for one in between)
    assert found.number(day) == (worked if day >= origin else -worked)


CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def company():
    return portfolio_of(
        Calendar("de", "Germany"), Calendar("gulf", "Gulf", ("sun", "mon", "tue", "wed", "thu")),
        Holiday("de", CHRISTMAS, "Christmas"), Holiday("de", date(2026, 12, 19), "Worked before it", works=True),
        Team("it", "IT"), Team("gulf", "Gulf", calendar="gulf"), Person("ada", "Ada", "it"),
        DayOff("team:it", date(2026, 12, 28), date(2026, 12, 31)),
        DayOff("person:ada", date(2026, 12, 21), date(2026, 12, 22)),
        cdp_plan(calendar="de"), task("build", team="it", owner="ada"), task("check", team="it"),
    )  # fmt: skip


def test_a_team_without_a_calendar_works_as_its_plan_does_and_takes_its_own_days_off(company):
    found = team_calendar(company, "it", "cdp")
    days = [found.add(date(2026, 12, 24), n) for n in range(2)]
    assert days == [date(2026, 12, 24), date(2027, 1, 1)]
    assert found.works(date(2026, 12, 19))


def test_a_team_with_a_calendar_works_by_that(company):
    found = team_calendar(company, "gulf", "cdp")
    assert [found.works(day) for day in (FRIDAY, SATURDAY, SUNDAY, CHRISTMAS - timedelta(1))] == [
        False, False, True, True,
    ]  # fmt: skip


def test_the_days_off_of_its_owner_are_no_days_of_a_task(company):
    day = date(2026, 12, 21)
    assert not calendar_of(company, company.tasks["build"]).works(day)
    assert calendar_of(company, company.tasks["check"]).works(day)
    assert not person_calendar(company, "ada", "cdp").works(day)


def test_who_works_the_same_days_shares_one_calendar(company):
    assert calendar_of(company, company.tasks["check"]) is team_calendar(company, "it", "cdp")
    assert plan_calendar(company, "cdp") is team_calendar(company, None, "cdp")


def test_a_plan_without_a_calendar_works_from_monday_to_friday():
    found = plan_calendar(portfolio_of(cdp_plan()), "cdp")
    week = [PLAN_START + timedelta(n) for n in range(7)]
    assert tuple(map(found.works, week)) == MONDAY_TO_FRIDAY
