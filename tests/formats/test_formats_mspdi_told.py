"""What MS Project's XML says and nothing can be made of: each is told with its line, or refuses the file."""

from datetime import date

import pytest
from project_builders import MONDAY, link, project, read_project, task

from mopsctl.errors import BAD_INPUT, MopsError


def notes(*tasks: str, head: str = "", tail: str = "") -> tuple[str, ...]:
    return read_project(project(*tasks or (task(1),), head=head, tail=tail)).notes


def resource(uid: int, name: str, inside: str = "") -> str:
    return f"<Resource><UID>{uid}</UID><Name>{name}</Name>{inside}</Resource>"


def assignment(of: int, to: int, units: str = "1") -> str:
    ids = f"<UID>9</UID><TaskUID>{to}</TaskUID><ResourceUID>{of}</ResourceUID>"
    return f"<Assignment>{ids}<Units>{units}</Units></Assignment>"


def people(*resources: str, assignments: str = "") -> str:
    return f"<Resources>{''.join(resources)}</Resources><Assignments>{assignments}</Assignments>"


def calendar(uid: int, name: str, base: int | None = None, inside: str = "") -> str:
    rests = "<IsBaseCalendar>1</IsBaseCalendar>" if base is None else f"<BaseCalendarUID>{base}</BaseCalendarUID>"
    return f"<Calendars><Calendar><UID>{uid}</UID><Name>{name}</Name>{rests}{inside}</Calendar></Calendars>"


# -- resources and assignments


def test_of_two_resources_of_one_id_the_first_comes_in_and_the_other_is_told() -> None:
    foreign = read_project(
        project(task(1), tail=people(resource(1, "A"), resource(1, "B"), assignments=assignment(1, 1)))
    )
    assert [(worker.id, worker.name) for worker in foreign.workers] == [("1", "A")]
    assert foreign.notes == ('plan.xml:1: the UID of "B" is that of "A" too; not brought in',)


def test_an_assignment_of_a_task_or_resource_that_is_not_there_is_told() -> None:
    tail = people(resource(1, "A"), assignments=assignment(1, 99, "abc") + assignment(88, 1) + assignment(-65535, 1))
    assert notes(tail=tail) == (
        "plan.xml:1: an assignment of UID 1 to task 99, not brought in: no task 99 in the file",
        "plan.xml:1: an assignment of UID 88 to task 1, not brought in: no resource 88 in the file",
    )


@pytest.mark.parametrize("units", ["-1", "abc", "nan", "inf"])
def test_units_that_no_share_can_be_made_of_refuse_the_file(units: str) -> None:
    with pytest.raises(MopsError) as caught:
        notes(tail=people(resource(1, "A"), assignments=assignment(1, 1, units)))
    assert caught.value.code == BAD_INPUT
    assert caught.value.message == f'plan.xml:1: Assignment of UID 9: Units "{units}" is not a number, 0 or more'


# -- calendars


def test_a_calendar_that_is_not_in_the_file_is_told_of_project_task_and_resource() -> None:
    head = "<CalendarUID>77</CalendarUID>"
    tail = people(resource(1, "A", "<CalendarUID>79</CalendarUID>"))
    assert notes(task(1, "<CalendarUID>78</CalendarUID>"), head=head, tail=tail) == (
        "plan.xml: its calendar, UID 77, is not in the file; not brought in",
        'plan.xml:1: "A": its calendar, UID 79, is not in the file; not brought in',
        'plan.xml:1: UID 1 "T1": its calendar, UID 78, is not in the file; not brought in',
    )
    assert notes(task(1, "<CalendarUID>-1</CalendarUID>"), head="<CalendarUID>-1</CalendarUID>") == ()


def test_calendars_that_rest_on_each_other_are_told() -> None:
    head = "<CalendarUID>1</CalendarUID>" + (calendar(1, "A", 2) + calendar(2, "B", 1)).replace(
        "</Calendars><Calendars>", ""
    )
    assert notes(head=head) == (
        'plan.xml:1: calendar "A" rests on the calendar of UID 2, which is no base calendar: not read',
        'plan.xml:1: calendar "B" rests on the calendar of UID 1, which is no base calendar: not read',
        "plan.xml: its calendar, UID 1, rests on no base calendar; not brought in",
    )


def test_the_calendar_of_a_resource_as_that_of_the_project_is_told() -> None:
    both = (calendar(1, "A") + calendar(2, "B", 1)).replace("</Calendars><Calendars>", "")
    foreign = read_project(project(task(1), head=f"<CalendarUID>2</CalendarUID>{both}"))
    assert foreign.calendar == "1"
    assert foreign.notes == ("plan.xml: its calendar, UID 2, is a resource's own; the one below it was taken",)


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<Exceptions><Exception>{}<Name>H</Name><DayWorking>0</DayWorking></Exception></Exceptions>",
         "an exception that ends before it begins, not read: "),
        ("<WorkWeeks><WorkWeek>{}<Name>H</Name><WeekDay><DayType>2</DayType></WeekDay></WorkWeek></WorkWeeks>",
         "weeks of their own that end before they begin, not read: "),
    ],
)  # fmt: skip
def test_a_span_of_a_calendar_that_ends_before_it_begins_is_told(inside: str, told: str) -> None:
    period = "<TimePeriod><FromDate>2027-01-01T00:00:00</FromDate><ToDate>2026-12-31T23:59:00</ToDate></TimePeriod>"
    head = calendar(1, "Std", inside=inside.format(period))
    assert notes(head=head)[0] == f'plan.xml:1: calendar "Std": {told}"H"'


# -- baselines


def test_a_baseline_of_a_number_that_there_is_none_of_is_told() -> None:
    day = "<Start>2026-01-05T08:00:00</Start><Finish>2026-01-05T17:00:00</Finish>"
    inside = "".join(f"<Baseline><Number>{number}</Number>{day}</Baseline>" for number in (10, 11, -1))
    foreign = read_project(project(task(1, inside)))
    assert [one.number for one in foreign.baselines] == [10]
    assert foreign.notes == (
        'plan.xml:1: UID 1 "T1": its baseline 11, not brought in: they are 0 to 10',
        'plan.xml:1: UID 1 "T1": its baseline -1, not brought in: they are 0 to 10',
    )


# -- what has not happened


@pytest.mark.parametrize(
    ("inside", "fields", "told"),
    [
        ("<ActualStart>2026-12-30T08:00:00</ActualStart>", (0, None, None), ["start, 2026-12-30"]),
        ("<PercentComplete>40</PercentComplete><ActualStart>2026-01-02T08:00:00</ActualStart>"
         "<ActualFinish>2026-01-09T17:00:00</ActualFinish>", (40, date(2026, 1, 2), None), ["end, 2026-01-09"]),
        ("<PercentComplete>100</PercentComplete><ActualStart>2026-01-05T08:00:00</ActualStart>"
         "<ActualFinish>2026-01-05T17:00:00</ActualFinish>", (100, MONDAY, MONDAY), []),
    ],
)  # fmt: skip
def test_an_actual_date_that_is_still_to_come_is_told_and_left_out(
    inside: str, fields: tuple[int, date | None, date | None], told: list[str]
) -> None:
    foreign = read_project(project(task(1, inside)), today=MONDAY)
    found = foreign.tasks[0].fields
    assert (found["percent"], found["started"], found["finished"]) == fields
    assert list(foreign.notes) == [
        f'plan.xml:1: UID 1 "T1": its actual {what}, is still to come; not brought in' for what in told
    ]


def test_a_complete_task_whose_planned_end_is_still_to_come_has_no_end() -> None:
    dates = (
        "<Start>2026-01-05T08:00:00</Start><Finish>2026-01-06T17:00:00</Finish><PercentComplete>100</PercentComplete>"
    )
    foreign = read_project(project(task(1, dates, "PT16H0M0S")), today=MONDAY)
    assert (foreign.tasks[0].fields["percent"], foreign.tasks[0].fields["finished"]) == (100, None)
    assert foreign.notes == (
        'plan.xml:1: UID 1 "T1": its planned end, 2026-01-06, is still to come; not brought in',
        'plan.xml:1: UID 1 "T1": complete without a day on which it ended: none was taken',
    )


def test_a_task_by_hand_whose_start_is_still_to_come_does_not_begin_before_it() -> None:
    inside = "<Manual>1</Manual><Start>2026-02-02T08:00:00</Start><ActualStart>2026-02-02T08:00:00</ActualStart>"
    [found] = read_project(project(task(1, inside)), today=MONDAY).tasks
    assert (found.fields["started"], found.fields["not_before"]) == (None, date(2026, 2, 2))


# -- what is nothing to tell


def away(first: str, last: str) -> str:
    days = f"<TimePeriod><FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00</ToDate></TimePeriod>"
    own = f"<Exceptions><Exception>{days}<DayWorking>0</DayWorking></Exception></Exceptions>"
    both = calendar(1, "Standard", inside="") + calendar(2, "A", 1, own)
    return both.replace("</Calendars><Calendars>", "")


@pytest.mark.parametrize(("last", "told"), [("2026-01-09", 0), ("2026-01-07", 1)])
def test_a_task_whose_people_are_off_in_between_is_not_split(last: str, told: int) -> None:
    dates = "<Start>2026-01-05T08:00:00</Start><Finish>2026-01-13T17:00:00</Finish>"
    tail = people(resource(1, "A", "<CalendarUID>2</CalendarUID>"), assignments=assignment(1, 1))
    some = notes(task(1, dates, "PT32H0M0S"), head=away("2026-01-07", last), tail=tail)
    assert sum("split" in note for note in some) == told


@pytest.mark.parametrize(("finish", "told"), [("2026-01-05", 0), ("2026-01-07", 1)])
def test_a_task_that_is_late_and_ends_today_at_the_earliest_is_not_split(finish: str, told: int) -> None:
    inside = (
        f"<Start>2025-12-15T08:00:00</Start><Finish>{finish}T17:00:00</Finish>"
        "<ActualStart>2025-12-15T08:00:00</ActualStart>"
    )
    some = read_project(project(task(1, inside, "PT32H0M0S")), today=MONDAY).notes
    assert sum("split" in note for note in some) == told


@pytest.mark.parametrize(("lags", "told"), [((4800, 4800), 0), ((4800, 0), 1)])
def test_two_links_between_two_tasks_are_told_where_their_lags_differ(lags: tuple[int, int], told: int) -> None:
    some = notes(task(1), task(2, "".join(link(1, lag=lag) for lag in lags)))
    assert sum("waits twice" in note for note in some) == told
