"""MS Project's XML as a foreign plan: what each element becomes, what is told, and what refuses the file."""

from datetime import date

import pytest
from project_builders import MONDAY, NAMESPACE, link, project, read_project, task

from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.formats import mspdi
from mopsctl.formats.files import Source
from mopsctl.model.foreign import ForeignLink, ForeignPlan, ForeignTask

FROM, BY = "2026-02-02T08:00:00", "2026-02-06T17:00:00"


def only(
    inside: str, duration: str = "PT16H0M0S", *, tail: str = "", head: str = ""
) -> tuple[ForeignTask, tuple[str, ...]]:
    """The one task of a file, and what is told of it behind its place."""
    foreign = read_project(project(task(1, inside, duration), tail=tail, head=head))
    [found] = foreign.tasks
    return found, tuple(note.removeprefix('plan.xml:1: UID 1 "T1": ') for note in foreign.notes)


def constraint(number: int, on: str = FROM) -> str:
    return f"<ConstraintType>{number}</ConstraintType><ConstraintDate>{on}</ConstraintDate>"


def refused(text: str) -> str:
    with pytest.raises(MopsError) as caught:
        read_project(text)
    assert caught.value.code == BAD_INPUT
    return caught.value.message


# -- durations


@pytest.mark.parametrize(
    ("duration", "days", "told"),
    [
        ("PT16H0M0S", 2, ()),
        ("PT4H0M0S", 1, ("it takes 0.5 days; brought in with 1",)),
        ("PT20H0M0S", 3, ("it takes 2.5 days; brought in with 3",)),
        ("P2D", 2, ()),
        ("PT0H0M0S", 0, ()),
    ],
)
def test_a_duration_is_working_days_and_a_part_of_one_rounds_up_and_is_told(
    duration: str, days: int, told: tuple[str, ...]
) -> None:
    found, notes = only("", duration)
    assert (found.fields["days"], found.fields["kind"], notes) == (days, "task", told)


def test_a_day_has_the_minutes_that_the_file_says() -> None:
    found, notes = only("", "PT15H0M0S", head="<MinutesPerDay>450</MinutesPerDay>")
    assert (found.fields["days"], notes) == (2, ())


def test_elapsed_days_become_the_working_days_among_them() -> None:
    dates = "<Start>2026-01-05T08:00:00</Start><Finish>2026-01-12T08:00:00</Finish><DurationFormat>8</DurationFormat>"
    found, notes = only(dates, "PT168H0M0S")
    assert found.fields["days"] == 5
    assert notes == ("it takes 7 elapsed days; brought in with the 5 working days among them",)


def test_a_milestone_takes_no_days_and_one_that_does_is_told() -> None:
    assert only("<Milestone>1</Milestone>", "PT0H0M0S")[0].fields["kind"] == "milestone"
    found, notes = only("<Milestone>1</Milestone>", "PT16H0M0S")
    assert (found.fields["kind"], found.fields["days"]) == ("task", 2)
    assert notes == ("a milestone that takes 2 days; brought in as a task",)


def test_a_split_task_comes_in_as_one_piece_and_is_told() -> None:
    _, notes = only("<Start>2026-01-05T08:00:00</Start><Finish>2026-01-13T17:00:00</Finish>", "PT32H0M0S")
    assert notes == ("split, or its people are away: 4 days of work lie over 7; brought in as one piece",)


# -- constraints


@pytest.mark.parametrize(
    ("inside", "not_before", "must_by", "told"),
    [
        (constraint(4), date(2026, 2, 2), None, ()),
        (constraint(4, "2026-02-02T17:00:00"), date(2026, 2, 3), None, ()),
        (constraint(2), date(2026, 2, 2), None,
         ("must start on 2026-02-02; brought in as not before 2026-02-02, so it may be later",)),
        (constraint(3, BY), None, date(2026, 2, 6),
         ("must finish on 2026-02-06; brought in as done by 2026-02-06, so it may be earlier",)),
        (constraint(7, BY), None, date(2026, 2, 6), ()),
        (constraint(5), None, date(2026, 2, 3), ("start no later than 2026-02-02; brought in as done by 2026-02-03",)),
        (constraint(6, BY), date(2026, 2, 5), None,
         ("finish no earlier than 2026-02-06; brought in as not before 2026-02-05",)),
        (constraint(1), None, None, ("as late as possible; brought in as soon as possible",)),
        (f"<Deadline>{BY}</Deadline>", None, date(2026, 2, 6), ()),
        (constraint(7, BY) + "<Deadline>2026-02-04T17:00:00</Deadline>", None, date(2026, 2, 4), ()),
    ],
)  # fmt: skip
def test_a_constraint_becomes_a_day_before_or_by_which(
    inside: str, not_before: date | None, must_by: date | None, told: tuple[str, ...]
) -> None:
    found, notes = only(inside)
    assert (found.fields["not_before"], found.fields["must_by"], notes) == (not_before, must_by, told)


def test_a_task_scheduled_by_hand_keeps_its_start_and_words_in_place_of_dates_are_told() -> None:
    found, notes = only(f"<Manual>1</Manual><ManualStart>{FROM}</ManualStart><FinishText>after Easter</FinishText>")
    assert found.fields["not_before"] == date(2026, 2, 2)
    assert notes == (
        "scheduled by hand; brought in as not before 2026-02-02",
        'words in place of dates were not brought in: "after Easter"',
    )


def test_what_levelling_put_off_is_told() -> None:
    assert only("<LevelingDelay>4800</LevelingDelay>")[1] == ("put off by levelling; brought in without the delay",)


# -- progress


def test_actual_dates_and_percent_come_in() -> None:
    begun, _ = only("<PercentComplete>40</PercentComplete><ActualStart>2026-01-05T08:00:00</ActualStart>")
    assert (begun.fields["percent"], begun.fields["started"], begun.fields["finished"]) == (40, MONDAY, None)
    ended, notes = only(
        "<PercentComplete>100</PercentComplete><ActualStart>2026-01-05T08:00:00</ActualStart>"
        "<ActualFinish>2026-01-07T08:00:00</ActualFinish>"
    )
    assert (ended.fields["percent"], ended.fields["finished"], notes) == (100, date(2026, 1, 6), ())


def test_one_that_is_complete_without_a_day_is_told() -> None:
    found, notes = only(
        "<Start>2026-01-05T08:00:00</Start><Finish>2026-01-06T17:00:00</Finish><PercentComplete>100</PercentComplete>"
    )
    assert (found.fields["started"], found.fields["finished"]) == (MONDAY, date(2026, 1, 6))
    assert notes == ("complete without a day on which it ended: 2026-01-06 was taken",)


# -- links


def links(*tasks: str, skip_missing: bool = False) -> tuple[ForeignPlan, list[tuple[str, str, str, int]]]:
    foreign = read_project(project(*tasks), skip_missing=skip_missing)
    return foreign, [(one.before, one.after, one.kind, one.lag) for one in foreign.links]


def test_the_numbers_of_link_types_are_those_of_the_schema() -> None:
    _, found = links(task(1), *(task(2 + kind, link(1, kind, 4800)) for kind in range(4)))
    assert found == [("1", "2", "FF", 1), ("1", "3", "FS", 1), ("1", "4", "SF", 1), ("1", "5", "SS", 1)]


@pytest.mark.parametrize(
    ("lag", "form", "days", "told"),
    [
        (9600, 7, 2, ""),
        (-4800, 7, -1, ""),
        (24000, 9, 5, ""),
        (2400, 7, 1, "a lag of 0.5 days after UID 1; brought in as 1 working day"),
        (1, 7, 1, "a lag of 0.000208 days after UID 1; brought in as 1 working day"),
        (-1, 7, 0, "a lag of -0.000208 days after UID 1; brought in as 0 working days"),
        (-2400, 7, 0, "a lag of -0.5 days after UID 1; brought in as 0 working days"),
        (50, 19, 2, "a lag of 50 % of UID 1 after UID 1; brought in as 2 working days"),
        (100_800, 8, 5, "a lag of 7 elapsed days after UID 1; brought in as 5 working days"),
    ],
)
def test_a_lag_is_in_working_days_and_what_is_not_is_told(lag: int, form: int, days: int, told: str) -> None:
    foreign, [(*_, found)] = links(task(1, duration="PT24H0M0S"), task(2, link(1, 1, lag, form)))
    assert found == days
    assert [note.removeprefix('plan.xml:1: UID 2 "T2": ') for note in foreign.notes] == ([told] if told else [])


def test_links_to_summaries_empty_rows_and_other_projects_are_told() -> None:
    foreign, found = links(
        task(1, "<Summary>1</Summary>", name="Phase"),
        task(2, "<IsNull>1</IsNull>"),
        task(3, link(1) + link(2) + link(9).replace("<Type>", "<CrossProject>1</CrossProject><Type>")),
        task(4, "<Summary>1</Summary>" + link(3), name="Other"),
    )
    assert found == []
    assert [note.removeprefix("plan.xml:1: ") for note in foreign.notes] == [
        'summary tasks, whose parts are brought in, not brought in: UID 1 "Phase", UID 4 "Other"',
        'empty rows, not brought in: UID 2 "T2"',
        'UID 3 "T3": its link to UID 1 "Phase" was not brought in: one of them is a summary task',
        'UID 3 "T3": its link to UID 2 "T2" was not brought in: one of them is no task here',
        'UID 3 "T3": a link to a task of another project, not brought in',
        'UID 4 "Other": its link to UID 3 "T3" was not brought in: one of them is a summary task',
    ]


def test_a_link_to_a_task_that_is_not_there_refuses_the_file_unless_it_may_be_left_out() -> None:
    text = project(task(1, link(99)))
    assert refused(text) == "plan.xml:1: UID 1 waits for UID 99, which is not in the file"
    foreign = read_project(text, skip_missing=True)
    assert (len(foreign.tasks), foreign.links) == (1, ())
    assert foreign.notes == ('plan.xml:1: UID 1 "T1": a link to UID 99, which is not in the file, not brought in',)


def test_of_two_links_of_one_kind_the_longer_lag_is_taken_and_told() -> None:
    foreign, found = links(task(1), task(2, link(1, 1, 4800) + link(1, 1, 9600)))
    assert found == [("1", "2", "FS", 2)]
    assert "it waits twice for UID 1" in foreign.notes[0]


# -- what refuses the file


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (project(task(1), task(1)), "plan.xml:1: two tasks with the UID 1; the first is on line 1"),
        (project(task(1, link(1))), "plan.xml:1: UID 1 waits for itself"),
        (project(task(1, duration="PTxH")), 'Duration "PTxH" is not a duration such as PT8H0M0S, 0 or more'),
        (project(task(1, duration="-PT8H")), 'Duration "-PT8H" is not a duration'),
        (project(task(1, duration="PT99999999999H0M0S")), "is not a duration"),
        (project(task(1, "<Deadline>1850-01-01T08:00:00</Deadline>")),
         "Deadline \"1850-01-01T08:00:00\" is not a date between 1900 and 2200"),
        (project(task(1, "<PercentComplete>140</PercentComplete>")), "UID 1: 140 % complete; 0 to 100 can be"),
        (project(task(1), task(2, link(1, 7))), "UID 2: no link has the type 7"),
        (project(task(1), task(2, link(1, 1, 10**9))), "a lag of 208333.33 days; at most 10,000 can be"),
        (project(task(1, constraint(9))), "UID 1: no constraint has the number 9"),
        (project(task(1), head="<MinutesPerDay>0</MinutesPerDay>"), "MinutesPerDay is 0; a day has 1 to 1,440"),
        (project().replace(NAMESPACE, ""), "the root is <Project>, not the <Project"),
        (f"<html {NAMESPACE}/>", "the root is <html>"),
        (project(task(1))[:-20], "plan.xml:1:"),
        (f'<!DOCTYPE x [<!ENTITY e "b">]>{project()}',
         "plan.xml:1: a DTD or an entity, which no plan needs and none may have"),
        (f'<!DOCTYPE Project SYSTEM "http://127.0.0.1:9/e.dtd">\n{project()}', "plan.xml:1: a DTD or an entity"),
        (f"<!DOCTYPE Project>{project()}", "plan.xml:1: a DTD or an entity"),
        (f"<Project {NAMESPACE}>{'<a>' * 99}{'</a>' * 99}</Project>", "elements nested too deep for a plan"),
        (project("<Task><Name>x</Name></Task>"), "a task without UID"),
    ],
)  # fmt: skip
def test_what_cannot_be_refuses_the_file_and_says_where(text: str, message: str) -> None:
    assert message in refused(text)


def test_all_faults_are_told_at_once() -> None:
    told = refused(project(task(1, duration="x"), task(2, link(2))))
    assert len(told.split("\n")) == 2


def test_a_file_of_ms_projects_own_format_is_told_how_to_save_it() -> None:
    with pytest.raises(MopsError, match=r"own format \(.mpp\); save it as XML there"):
        mspdi.read(Source("plan.mpp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)))


def test_a_namespace_with_a_prefix_is_the_same_namespace() -> None:
    text = project(task(1)).replace("<", "<m:").replace("<m:/", "</m:").replace("xmlns=", "xmlns:m=")
    assert [one.name for one in read_project(text).tasks] == ["T1"]


# -- names and people


def test_names_that_act_or_are_missing_come_in_harmless() -> None:
    foreign = read_project(project(task(1, name="&lt;script&gt;=1+1[red]"), task(2).replace("<Name>T2</Name>", "")))
    assert [one.name for one in foreign.tasks] == ["<script>=1+1[red]", "Task 2"]
    assert foreign.notes == ("plan.xml:1: UID 2: it has no name",)


def test_a_name_that_is_too_long_is_cut_and_told() -> None:
    [found] = read_project(project(task(1, name="x" * 500))).tasks
    assert len(found.name) == 400


def test_custom_fields_and_hyperlinks_are_told_once() -> None:
    field = "<ExtendedAttribute><FieldID>188743731</FieldID><Value>x</Value></ExtendedAttribute>"
    head = (
        "<ExtendedAttributes><ExtendedAttribute><FieldID>188743731</FieldID><FieldName>Text1</FieldName>"
        "<Alias>Stage</Alias></ExtendedAttribute></ExtendedAttributes>"
    )
    page = "<HyperlinkAddress>http://example.com</HyperlinkAddress>"
    assert read_project(project(task(1, field), task(2, page + field), head=head)).notes == (
        'plan.xml: custom fields, not brought in: "Stage"',
        "plan.xml: hyperlinks, not brought in: UID 2",
    )


PEOPLE = (
    "<Resources><Resource><UID>1</UID><Name>Ada</Name><Type>1</Type><Group>IT</Group><MaxUnits>2.00</MaxUnits></Resource>"
    "<Resource><UID>2</UID><Name>Paint</Name><Type>0</Type></Resource></Resources><Assignments>"
    "<Assignment><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Units>0.5</Units></Assignment>"
    "<Assignment><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID></Assignment></Assignments>"
)


def test_who_does_a_task_is_told_with_the_share_and_material_is_not_brought_in() -> None:
    foreign = read_project(project(task(1), tail=PEOPLE))
    [one] = foreign.workers
    assert (one.name, one.group, one.size) == ("Ada", "IT", 2)
    assert (foreign.tasks[0].workers, foreign.tasks[0].fields["share"]) == (("1",), 50)
    assert foreign.notes == ('plan.xml: material and costs, not brought in: "Paint"',)


# -- calendars


def calendar(inside: str, name: str = "C", uid: int = 1) -> str:
    days = "".join(
        f"<WeekDay><DayType>{n}</DayType><DayWorking>{int(1 < n < 7)}</DayWorking></WeekDay>" for n in range(1, 8)
    )
    return (
        f"<Calendars><Calendar><UID>{uid}</UID><Name>{name}</Name><IsBaseCalendar>1</IsBaseCalendar>"
        f"<BaseCalendarUID>-1</BaseCalendarUID><WeekDays>{days}</WeekDays>{inside}</Calendar></Calendars>"
    )


def exception(first: str, last: str, more: str = "<Type>1</Type>", *, works: bool = False, name: str = "off") -> str:
    return (
        f"<Exceptions><Exception><TimePeriod><FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00</ToDate>"
        f"</TimePeriod><Name>{name}</Name>{more}<DayWorking>{int(works)}</DayWorking></Exception></Exceptions>"
    )


def days_of(inside: str) -> tuple[tuple[date, bool, str], ...]:
    [found] = read_project(project(head=calendar(inside))).calendars
    return found.days


def test_an_exception_is_its_days_and_may_be_worked() -> None:
    assert days_of(exception("2026-04-03", "2026-04-04")) == (
        (date(2026, 4, 3), False, "off"), (date(2026, 4, 4), False, "off"),
    )  # fmt: skip
    assert days_of(exception("2026-04-04", "2026-04-04", works=True, name="fair")) == (
        (date(2026, 4, 4), True, "fair"),
    )


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("<Type>2</Type><Month>11</Month><MonthDay>25</MonthDay>", ["2026-12-25", "2027-12-25"]),
        ("<Type>3</Type><Month>10</Month><MonthItem>7</MonthItem><MonthPosition>3</MonthPosition>",
         ["2026-11-26", "2027-11-25"]),
        ("<Type>4</Type><Period>6</Period><MonthDay>31</MonthDay>",
         ["2026-01-31", "2026-07-31", "2027-01-31", "2027-07-31"]),
        ("<Type>5</Type><Period>12</Period><MonthItem>4</MonthItem><MonthPosition>4</MonthPosition>",
         ["2026-01-26", "2027-01-25"]),
        ("<Type>1</Type><Period>200</Period>", ["2026-01-01", "2026-07-20", "2027-02-05", "2027-08-24"]),
        ("<Type>2</Type><Month>11</Month><MonthDay>25</MonthDay><EnteredByOccurrences>1</EnteredByOccurrences>"
         "<Occurrences>1</Occurrences>", ["2026-12-25"]),
    ],
)  # fmt: skip
def test_an_exception_that_comes_again_is_all_its_days(more: str, expected: list[str]) -> None:
    assert [str(day) for day, _, _ in days_of(exception("2026-01-01", "2027-12-31", more))] == expected


def test_a_weekly_exception_comes_on_its_days_every_so_many_weeks() -> None:
    found = days_of(
        exception("2026-01-05", "2026-02-01", "<Type>6</Type><Period>2</Period><DaysOfWeek>34</DaysOfWeek>")
    )
    assert [str(day) for day, _, _ in found] == ["2026-01-05", "2026-01-09", "2026-01-19", "2026-01-23"]


@pytest.mark.parametrize("around", ["{}", "<WeekDays>{}</WeekDays>"])
def test_a_week_of_its_own_is_the_days_on_which_it_differs(around: str) -> None:
    friday = "<WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay>"
    monday = "<WeekDay><DayType>2</DayType><DayWorking>1</DayWorking></WeekDay>"
    week = (
        "<WorkWeeks><WorkWeek><TimePeriod><FromDate>2026-07-06T00:00:00</FromDate><ToDate>2026-07-19T23:59:00</ToDate>"
        f"</TimePeriod><Name>Summer</Name>{around.format(friday + monday)}</WorkWeek></WorkWeeks>"
    )
    assert [str(day) for day, _, _ in days_of(week)] == ["2026-07-10", "2026-07-17"]


def test_the_days_that_project_2003_kept_among_those_of_the_week_are_read_too() -> None:
    day = (
        "<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2026-04-03T00:00:00</FromDate>"
        "<ToDate>2026-04-03T23:59:00</ToDate></TimePeriod></WeekDay></WeekDays>"
    )
    head = calendar("").replace("</WeekDays>", day)
    assert [one.days for one in read_project(project(head=head)).calendars] == [((date(2026, 4, 3), False, ""),)]


def test_a_calendar_that_never_works_refuses_the_file() -> None:
    head = calendar("").replace("<DayWorking>1", "<DayWorking>0")
    assert 'calendar "C" has no working day in its week' in refused(project(head=head))


def test_unusual_hours_are_told_once_of_a_calendar() -> None:
    hours = (
        "<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime></WorkingTimes>"
    )
    head = calendar("").replace("<DayWorking>1</DayWorking>", f"<DayWorking>1</DayWorking>{hours}")
    notes = read_project(project(head=head)).notes
    assert notes == (
        'plan.xml:1: calendar "C": hours on mon, tue, wed, thu, fri are not those of a working day; '
        "a day counts as a whole one",
    )


def test_days_that_a_resource_is_away_are_its_days_off() -> None:
    own = (
        "<Calendar><UID>2</UID><Name>Ada</Name><IsBaseCalendar>0</IsBaseCalendar><BaseCalendarUID>1</BaseCalendarUID>"
        + exception("2026-02-02", "2026-02-04", name="leave")
        + "</Calendar></Calendars>"
    )
    ada = "<UID>1</UID><Name>Ada</Name><Type>1</Type><CalendarUID>2</CalendarUID>"
    tail = f"<Resources><Resource>{ada}</Resource></Resources>"
    [found] = read_project(project(head=calendar("").replace("</Calendars>", own), tail=tail)).workers
    assert (found.calendar, found.off) == ("1", ((date(2026, 2, 2), date(2026, 2, 4), "leave"),))


# -- baselines, and speed


def test_baselines_are_read_by_number_and_interim_ones_are_not() -> None:
    def frozen(number: int, start: str, more: str = "") -> str:
        return (
            f"<Baseline><Number>{number}</Number>{more}<Start>{start}T08:00:00</Start>"
            f"<Finish>{start}T17:00:00</Finish></Baseline>"
        )

    inside = frozen(0, "2026-01-05") + frozen(3, "2026-01-06") + frozen(4, "2026-01-07", "<Interim>1</Interim>")
    text = project(task(1, inside), head="<LastSaved>2026-01-02T10:00:00</LastSaved>")
    assert [(one.number, one.on, one.dates) for one in read_project(text).baselines] == [
        (0, date(2026, 1, 2), (("1", MONDAY, MONDAY),)),
        (3, date(2026, 1, 2), (("1", date(2026, 1, 6), date(2026, 1, 6)),)),
    ]


def test_a_chain_of_thousands_is_read_without_recursion() -> None:
    some = [task(1), *(task(n, link(n - 1)) for n in range(2, 3001))]
    foreign = read_project(project(*some))
    assert (len(foreign.tasks), len(foreign.links)) == (3000, 2999)
    assert foreign.links[-1] == ForeignLink("2999", "3000", 'plan.xml:1: UID 3000 "T3000"')


def test_the_start_of_the_file_is_known() -> None:
    assert read_project(project(task(1))).start == MONDAY
