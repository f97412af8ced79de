"""Tables that planners save, as foreign plans: headers, dates, durations, predecessors, and what refuses them."""

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from project_builders import MONDAY, read_table

from mopsctl.errors import BAD_INPUT, USAGE, MopsError
from mopsctl.formats.files import Source
from mopsctl.formats.project_columns import FIELDS, head, understood
from mopsctl.formats.project_dates import day_of, order_of
from mopsctl.formats.project_table import open_table
from mopsctl.formats.project_values import Length, Waits, is_fraction, length, percent, predecessors
from mopsctl.model.foreign import ForeignPlan

MS_PROJECT = """\
ID,Active,Task Mode,Name,Duration,Start,Finish,Predecessors,Outline Level,Resource Names,% Complete,Notes
1,Yes,Auto Scheduled,Build,12 days,Mon 05/01/26,Tue 20/01/26,,1,,0%,
2,Yes,Auto Scheduled,Map events,5 days,Mon 05/01/26,Fri 09/01/26,,2,"Ada Lovelace[50%],Analytics",40%,first
3,Yes,Auto Scheduled,Load,1.5 wks,Mon 12/01/26,Wed 21/01/26,2FS+2 days,2,IT,0%,
4,Yes,Auto Scheduled,Go live,0 days,Wed 21/01/26,Wed 21/01/26,3;2SS+50%,2,,0%,
"""
SMARTSHEET = """\
Task Name,Duration,Start,Finish,Predecessors,% Complete,Assigned To,Status
Kick-off,0,01/05/26,01/05/26,,100%,,Complete
Interviews,5d,01/06/26,01/12/26,1,50%,ada@example.com,In Progress
Report,3d,01/13/26,01/15/26,2FS +1d,,Analytics,
"""
ASANA = """\
,,,,,,
,,https://app.asana.com/-/csv,,,,
Task ID,Completed At,Name,Assignee,Start Date,Due Date,Blocked By (Dependencies)
120001,2026-01-09,"Draft, first",Ada,2026-01-05,2026-01-09,
120002,,Review,Ben,2026-01-12,2026-01-13,"Draft, first"
120003,,Publish,,,2026-01-20,"Review,Draft, first"
"""
JIRA = """\
Summary,Issue key,Issue id,Issue Type,Status,Assignee,Custom field (Start date),Due date,\
Original Estimate,Inward issue link (Blocks)
Set up,PRJ-1,10001,Task,Done,ada,05/Jan/26 12:00 AM,09/Jan/26 12:00 AM,144000,
Go,PRJ-2,10002,Story,To Do,ben,,20/Jan/26 12:00 AM,28800,PRJ-1
"""
GANTT_PROJECT = """\
ID,Name,Begin date,End date,Duration,Completion,Predecessors,Outline number,Resources
0,Design,05.01.2026,09.01.2026,5,20,,1,
3,Build,12.01.2026,16.01.2026,5,0,0-FS=P2D,2,Ada

ID,Name,Default role,e-mail,Phone,Standard rate
1,Ada,Default:0,,,
"""
MONDAY_COM = """\
Rollout,,,,,
Phase one,,,,,
Name,Person,Status,Timeline - Start,Timeline - End,Dependent On
Draft,Ada,Done,2026-01-05,2026-01-06,
Phase two,,,,,
Name,Person,Status,Timeline - Start,Timeline - End,Dependent On
Review,Ben,Working on it,2026-01-07,2026-01-08,Draft
"""
TEAM_GANTT = """\
WBS #,Name / Title,Type,Start Date,End Date,% Complete,Resources,Predecessors
1,Phase,Group,2026-01-05,2026-01-16,0,,
1.1,Draft,Task,2026-01-05,2026-01-09,50,Ada,
1.2,Done,Milestone,2026-01-12,2026-01-12,0,,1.1
"""
GERMAN = """\
Plan der Einführung;;;;;;;
;;;;;;;
Nr.;Vorgangsname;Dauer;Anfang;Fertig stellen;Vorgänger;Ressourcennamen;% Abgeschlossen
1;Anforderungen;5 Tage;05.01.2026;09.01.2026;;Analytik;50%
2;Bau;2 Wochen;12.01.2026;23.01.2026;1EA+1 Tag;IT;0%
"""
TURKISH = """\
Görev Adı;Süre;Başlangıç;Bitiş;Öncüller;Sorumlu;% Tamamlandı
Hazırlık;5 gün;05.01.2026;09.01.2026;;Şule;50
Kurulum;1 hafta;12.01.2026;16.01.2026;1;BT;0
"""


def rows(foreign: ForeignPlan) -> list[tuple[object, ...]]:
    """Name, kind, days, not before, percent and workers of each task."""
    names = {one.id: one.name for one in foreign.workers}
    return [
        (one.name, one.fields["kind"], one.fields.get("days"), one.fields["not_before"], one.fields.get("percent"),
         [names[worker] for worker in one.workers])
        for one in foreign.tasks
    ]  # fmt: skip


def waits(foreign: ForeignPlan) -> list[tuple[str, str, str, int]]:
    return [(one.before, one.after, one.kind, one.lag) for one in foreign.links]


def told(foreign: ForeignPlan) -> list[str]:
    return [note.removeprefix("plan.csv:") for note in foreign.notes]


def refused(text: str, **how: object) -> str:
    with pytest.raises(MopsError) as caught:
        read_table(text, **how)
    assert caught.value.code == BAD_INPUT
    return caught.value.message


# -- planners


def test_a_table_of_ms_project_is_read_with_links_lags_people_and_summaries_told() -> None:
    foreign = read_table(MS_PROJECT)
    assert rows(foreign) == [
        ("Map events", "task", 5, MONDAY, 40, ["Ada Lovelace", "Analytics"]),
        ("Load", "task", 8, None, 0, ["IT"]),
        ("Go live", "milestone", None, None, 0, []),
    ]
    assert waits(foreign) == [("2", "3", "FS", 2), ("3", "4", "FS", 0), ("2", "4", "SS", 3)]
    assert told(foreign) == [
        '2: "Build" is a summary of others, not brought in',
        '4: "Load": 1.5 wks taken as 8 working days',
        " tasks that wait for nothing: their start became the day before which they do not begin: line 3",
        " tasks that wait for others, which set their start: the one in the file was not brought in: lines 4, 5",
        '5: "Go live": a lag of 50 % of "2"; taken as 3 working days',
        ' column "Active" was not brought in',
        ' column "Task Mode" was not brought in',
    ]


def test_a_table_of_smartsheet_counts_rows_for_it_has_no_ids() -> None:
    foreign = read_table(SMARTSHEET)
    assert rows(foreign) == [
        ("Kick-off", "milestone", None, MONDAY, 100, []),
        ("Interviews", "task", 5, None, 50, ["ada@example.com"]),
        ("Report", "task", 3, None, None, ["Analytics"]),
    ]
    assert waits(foreign) == [("row 2", "row 3", "FS", 0), ("row 3", "row 4", "FS", 1)]
    assert " no column of ids: numbers of predecessors were taken for those of rows" in told(foreign)
    assert not any(one.lasting for one in foreign.tasks)


def test_a_table_of_asana_names_what_it_waits_for_commas_and_all() -> None:
    foreign = read_table(ASANA)
    assert waits(foreign) == [
        ("120001", "120002", "FS", 0),
        ("120002", "120003", "FS", 0),
        ("120001", "120003", "FS", 0),
    ]
    draft, review, publish = foreign.tasks
    assert (draft.fields["finished"], draft.start, draft.finish) == (date(2026, 1, 9), MONDAY, date(2026, 1, 9))
    assert ("days" in review.fields, review.start, review.finish) == (False, date(2026, 1, 12), date(2026, 1, 13))
    assert publish.fields["must_by"] == date(2026, 1, 20)
    assert told(foreign)[0] == '2: above the header, not read: "https://app.asana.com/-/csv"'


def test_a_table_of_jira_has_keys_and_seconds() -> None:
    foreign = read_table(JIRA)
    assert [(one.ref, one.fields["days"], one.fields.get("percent")) for one in foreign.tasks] == [
        ("PRJ-1", 5, 100), ("PRJ-2", 1, None),
    ]  # fmt: skip
    assert waits(foreign) == [("PRJ-1", "PRJ-2", "FS", 0)]
    assert ' column "Issue id" was not brought in (id is "Issue key")' in told(foreign)


def test_a_table_of_ganttproject_is_read_without_the_people_below_it() -> None:
    foreign = read_table(GANTT_PROJECT)
    assert [one.name for one in foreign.tasks] == ["Design", "Build"]
    assert waits(foreign) == [("0", "3", "FS", 2)]
    assert told(foreign)[0] == "5: the table of people was not read"


def test_a_table_of_monday_has_groups_and_says_its_header_again() -> None:
    foreign = read_table(MONDAY_COM)
    assert [one.name for one in foreign.tasks] == ["Draft", "Review"]
    assert waits(foreign) == [("row 4", "row 7", "FS", 0)]
    assert '5: a heading, or a row without a name; not brought in: "Phase two"' in told(foreign)
    assert foreign.tasks[0].fields["percent"] == 100


def test_a_table_of_teamgantt_is_an_outline_with_types() -> None:
    foreign = read_table(TEAM_GANTT)
    assert [(one.ref, one.fields["kind"]) for one in foreign.tasks] == [("1.1", "task"), ("1.2", "milestone")]
    assert waits(foreign) == [("1.1", "1.2", "FS", 0)]
    assert '2: "Phase" is a summary of others, not brought in' in told(foreign)


def test_a_german_table_below_junk_with_semicolons_is_read() -> None:
    foreign = read_table(GERMAN)
    assert rows(foreign) == [
        ("Anforderungen", "task", 5, MONDAY, 50, ["Analytik"]),
        ("Bau", "task", 10, None, 0, ["IT"]),
    ]
    assert waits(foreign) == [("1", "2", "FS", 1)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1254"])
def test_a_turkish_table_is_read_in_its_encoding_with_any_line_ends(encoding: str) -> None:
    source = Source("plan.csv", TURKISH.replace("\n", "\r\n").encode(encoding))
    foreign = open_table(source, {}, encoding=encoding if encoding == "cp1254" else None).read()
    assert rows(foreign) == [
        ("Hazırlık", "task", 5, MONDAY, 50, ["Şule"]),
        ("Kurulum", "task", 5, None, 0, ["BT"]),
    ]
    assert waits(foreign) == [("row 2", "row 3", "FS", 0)]


def test_a_file_of_another_encoding_is_asked_about() -> None:
    with pytest.raises(MopsError, match="--encoding cp1252, or cp1254 for Turkish"):
        open_table(Source("plan.csv", TURKISH.encode("cp1254")), {})


def test_a_workbook_is_read_from_the_sheet_that_holds_tasks(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Nothing here"])
    sheet = book.create_sheet("Plan")
    for row in (["Rollout"], [], ["Task", "Start", "End", "Progress", "Owner"],
                ["Draft", datetime(2026, 1, 5), datetime(2026, 1, 9), 0.5, "Ada"],
                ["Review", datetime(2026, 1, 12), datetime(2026, 1, 13), 0.25, "Ben"]):  # fmt: skip
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    foreign = open_table(Source("plan.xlsx", held.getvalue()), {}).read()
    assert rows(foreign) == [
        ("Draft", "task", None, MONDAY, 50, ["Ada"]),
        ("Review", "task", None, date(2026, 1, 12), 25, ["Ben"]),
    ]
    assert [str(one.finish) for one in foreign.tasks] == ["2026-01-09", "2026-01-13"]


def test_a_workbook_with_two_sheets_of_tasks_asks_which() -> None:
    book = openpyxl.Workbook()
    book.active.title = "A"
    for sheet in (book.active, book.create_sheet("B")):
        sheet.append(["Task", "Start"])
        sheet.append(["x", "2026-01-05"])
    held = io.BytesIO()
    book.save(held)
    source = Source("plan.xlsx", held.getvalue())
    with pytest.raises(MopsError, match='tasks on 2 sheets: "A", "B"; choose one') as caught:
        open_table(source, {})
    assert caught.value.code == USAGE
    assert len(open_table(source, {}, sheet="B").read().tasks) == 1


# -- columns


def test_every_name_of_a_column_is_written_as_it_is_looked_up_and_has_one_meaning() -> None:
    names = [name for _, some in FIELDS.values() for name in some]
    assert [name for name in names if head(name) != name] == []
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_what_the_user_says_of_a_column_wins() -> None:
    foreign = read_table(
        "Vorhaben,Wer,Start\nDraft,Ada,2026-01-05\n", map={"Vorhaben": "name", "Wer": "owner", "Start": "skip"}
    )
    assert rows(foreign) == [("Draft", "task", None, None, None, ["Ada"])]
    assert told(foreign) == [' column "Start" was not brought in (as you said)']


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"Vorhabn": "name"}, 'plan.csv: no column "Vorhabn"; did you mean "Vorhaben"?'),
        ({"Vorhaben": "nmae"}, '--map "Vorhaben": no field "nmae"; did you mean "name"?'),
        ({"Vorhaben": "name", "Start": "name"}, '--map names two columns for "name"; one can be taken'),
    ],
)
def test_what_cannot_be_said_of_a_column_is_a_mistake_in_the_command(said: dict[str, str], message: str) -> None:
    with pytest.raises(MopsError) as caught:
        read_table("Vorhaben,Start\nDraft,2026-01-05\n", map=said)
    assert (caught.value.message, caught.value.code) == (message, USAGE)


def test_a_table_without_names_of_tasks_is_refused_with_a_way_out() -> None:
    with pytest.raises(MopsError, match=r'no column of task names .*; there are "Vorhaben", "Farbe"') as caught:
        read_table("Vorhaben,Farbe\nDraft,red\n")
    assert caught.value.hint == 'mopsctl import tasks plan.csv --map "Vorhaben=name" --preview'


def test_of_two_columns_for_one_field_the_surer_is_taken_and_the_other_told() -> None:
    found = understood(["Due", "Finish", "Task"], {}, "f", ["1", "2", "3"])
    assert [(one.name, one.field, one.why) for one in found] == [
        ("Due", "", 'finish is "Finish"'), ("Finish", "finish", ""), ("Task", "name", ""),
    ]  # fmt: skip


# -- dates


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05", "2026/1/5", "2026-01-05 08:00:00", "2026-01-05T08:00:00Z", "05.01.2026", "5.1.26", "05/Jan/26",
        "5-Jan-2026", "5 January 2026", "Mon 5 Jan 2026", "January 5, 2026", "Jan 5th 2026", "Mon, Jan 5, 2026 8:00 AM",
        "5. Januar 2026", "5 Ocak 2026", "Mo 05.01.26", "Pzt 05.01.2026", "05/Jan/26 12:00 AM",
    ],
)  # fmt: skip
def test_a_date_that_is_one_day_is_understood(text: str) -> None:
    assert day_of(text, None) == MONDAY


def test_day_and_month_are_told_apart_by_the_order_and_never_guessed() -> None:
    assert (day_of("03/04/26", "dmy"), day_of("03/04/26", "mdy")) == (date(2026, 4, 3), date(2026, 3, 4))
    assert day_of("04/04/26", None) == date(2026, 4, 4)
    with pytest.raises(ValueError, match="may be two days"):
        day_of("03/04/26", None)


@pytest.mark.parametrize(
    ("text", "why"),
    [("31/02/2026", "no day of the calendar"), ("soon", "is no date"), ("46027", "is no date"),
     ("01.01.1850", "not between 1900 and 2200"), ("13.13.2026", "no day of the calendar")],
)  # fmt: skip
def test_what_is_no_day_says_so(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        day_of(text, "dmy")


def test_a_column_settles_its_order_by_one_date_and_two_orders_are_a_fault() -> None:
    assert (order_of("25/04/26"), order_of("04/25/26"), order_of("03/04/26")) == ("dmy", "mdy", None)
    text = "Task,Start\nA,03/04/27\nB,03/13/27\nC,25/06/27\nD,26/06/27\n"
    assert refused(text).split("\n") == [
        'plan.csv:2:2: "Start": "03/04/27" may be two days; say --dates dmy or --dates mdy',
        'plan.csv:3:2: "Start": "03/13/27" has the month first, and "25/06/27" on line 4 the day; mend one of them',
    ]


def test_a_date_with_a_part_above_twelve_settles_itself() -> None:
    assert (day_of("03/13/27", None), day_of("13/03/27", None)) == (date(2027, 3, 13), date(2027, 3, 13))
    with pytest.raises(ValueError, match="no day of the calendar"):
        day_of("13/14/27", None)


def test_an_ambiguous_date_is_refused_with_its_place_unless_something_settles_it() -> None:
    text = "Task,Start,End\nA,03/04/26,05/04/26\n"
    assert refused(text).split("\n") == [
        'plan.csv:2:2: "Start": "03/04/26" may be two days; say --dates dmy or --dates mdy',
        'plan.csv:2:3: "End": "05/04/26" may be two days; say --dates dmy or --dates mdy',
    ]
    assert read_table(text, dates="mdy").tasks[0].start == date(2026, 3, 4)
    assert read_table(text + "B,04/04/26,25/04/26\n").tasks[0].start == date(2026, 4, 3)


# -- durations, shares, predecessors


@pytest.mark.parametrize(
    ("text", "days"),
    [("5d", 5), ("5 days", 5), ("1w", 5), ("40h", 5), ("1 day?", 1), ("0", 0), ("1 wk 2 days", 7), ("2 mons", 40),
     ("PT40H", 5), ("P3D", 3), ("480 mins", 1), ("5 Tage", 5), ("1 Woche", 5), ("8 Std.", 1), ("3 gün", 3),
     ("2 hafta", 10), ("1w 2d 3h", 8)],
)  # fmt: skip
def test_a_duration_is_working_days(text: str, days: int) -> None:
    found = length(text)
    assert found is not None
    assert found.days == days


def test_parts_of_days_and_elapsed_days_are_told() -> None:
    assert length("2.5") == Length(3, "2.5 taken as 3 working days")
    assert length("7ed") == Length(5, "7ed run through weekends; taken as 5 working days")
    assert length("16", "h") == Length(2)


@pytest.mark.parametrize("text", ["", "x", "5 apples", "-3d", "d", "5 5", "#REF!"])
def test_what_is_no_duration_is_none(text: str) -> None:
    assert length(text) is None


def test_shares_are_percent_or_fractions_by_the_column() -> None:
    assert (is_fraction(["0.5", "1"]), is_fraction(["50", "1"]), is_fraction(["0", "1"]), is_fraction(["1%"])) == (
        True, False, None, False,
    )  # fmt: skip
    assert (percent("0,5", fraction=True), percent("45 %", fraction=False), percent("140", fraction=False)) == (
        50,
        45,
        None,
    )


KNOWN = {"1", "2", "12", "1.2", "PRJ-1", "draft, first", "review"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", [Waits("2")]),
        ("1,2", [Waits("1"), Waits("2")]),
        ("1.2", [Waits("1.2")]),
        ("12FS+2d;2", [Waits("12", "FS", 2), Waits("2")]),
        ("2SS-1 day", [Waits("2", "SS", -1)]),
        ("2FF+50%", [Waits("2", "FF", percent=50)]),
        ("2EA+1 Woche", [Waits("2", "FS", 5)]),
        ("12-SS=P-3D", [Waits("12", "SS", -3)]),
        ("PRJ-1", [Waits("PRJ-1")]),
        ("PRJ-1FS+2d", [Waits("PRJ-1", "FS", 2)]),
        ("Review,Draft, first", [Waits("Review"), Waits("Draft, first")]),
        ("2+0.5d", [Waits("2", "FS", 1, lost="0.5d taken as 1 working day")]),
        ("99", ["99"]),
        ("2XX", ["2XX"]),
        ("", []),
    ],
)
def test_predecessors_are_read_as_planners_write_them(text: str, expected: list[Waits | str]) -> None:
    assert predecessors(text, lambda word: word.casefold() in {one.casefold() for one in KNOWN}) == expected


# -- what refuses a table


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Task,Start\nA,#REF!\n", 'plan.csv:2:2: "Start": "#REF!" is an error of the spreadsheet, not a date'),
        ("Task,Owner,Start\nA,#REF!,2026-01-05\n",
         'plan.csv:2:2: "Owner": "#REF!" is an error of the spreadsheet, not a name'),
        ("Task,Start,End\nA,2026-01-09,2026-01-05\n",
         'plan.csv:2:3: "End": it ends on 2026-01-05, before its start on 2026-01-09'),
        ("Task,Duration\nA,five\n", 'plan.csv:2:2: "Duration": "five" is no duration; write 5d, 1w or 40h'),
        ("Task,Duration\nA,20000d\n", 'plan.csv:2:2: "Duration": "20000d" is too long; at most 10,000 days can be'),
        ("Task,% Complete\nA,140\n", 'plan.csv:2:2: "% Complete": "140" is not 0 to 100 %'),
        ("Task,% Complete\nA,1\nB,0\n", 'plan.csv:2:2: "% Complete": "1" may be 1 % or all of it; write 1% or 100%'),
        ("Task,Milestone\nA,maybe\n", 'plan.csv:2:2: "Milestone": "maybe" is neither yes nor no'),
        ("ID,Task,Predecessors\n1,A,9\n",
         'plan.csv:2:3: "Predecessors": "9" is no task of this file; --skip-missing leaves'),
        ("ID,Task,Predecessors\n1,A,1\n", 'plan.csv:2:3: "Predecessors": it waits for itself'),
        ("ID,Task,Start\n1,A,2026-01-05\n1,B,2026-01-05\n",
         'plan.csv:3:1: "ID": "1" is the id of line 2 too; --map "ID=skip" leaves it out'),
        ("Task,Start\nA,25/04/26\nB,04/25/26\n", '"25/04/26" has the day first, and "04/25/26" on line 3 the month'),
        ("ID,Task,Predecessors\n1,A,D5,D7\n", "plan.csv:2: a row of 4, but the header has 3 cells"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_refuses_the_file_with_line_and_column(text: str, message: str) -> None:
    assert message in refused(text)


def test_links_to_rows_that_are_no_tasks_or_not_there_can_be_left_out_and_are_told() -> None:
    foreign = read_table("ID,Level,Task,Predecessors\n1,1,Phase,\n2,2,A,\n3,1,B,1;2;9\n", skip_missing=True)
    assert waits(foreign) == [("2", "3", "FS", 0)]
    assert '4: "B": it waits for "1", which is no task here; that was not brought in' in told(foreign)
    assert '4: "B": what it waits for is not in the file, not brought in: "9"' in told(foreign)


def test_words_that_mean_nothing_here_are_told() -> None:
    foreign = read_table("Task,Type,Status,Days\nA,Story,Done,5\nB,Task,Waiting,2\n")
    assert told(foreign) == [
        ' of column "Status" only whether a task is done came in, not "Waiting"',
        ' of column "Type" only milestones and groups came in, not "Story", "Task"',
    ]


def test_an_end_that_its_days_do_not_reach_is_told() -> None:
    foreign = read_table("Task,Duration,Start,End\nA,5d,2026-01-05,2026-01-30\n")
    assert " tasks that have another end than their start and duration say: the duration was taken: line 2" in told(
        foreign
    )


def test_names_beside_a_column_of_teams_are_people() -> None:
    foreign = read_table("Task,Owner,Team,Days\nA,Ada,IT,5\n")
    assert [(one.name, one.person) for one in foreign.workers] == [("Ada", True), ("IT", False)]


# -- what must not be taken as it stands


def test_lags_beyond_all_bounds_are_told_at_once_with_line_and_column() -> None:
    rows = ("1,A,5,", "2,B,2,1FS+99999999d", "3,C,2,1FS+20000d", "4,D,1,1SS-99999d", "5,E,1,1-FS=P1000000D")
    text = "\n".join(("ID,Task,Days,Predecessors", *rows))
    assert refused(text).split("\n") == [
        'plan.csv:3:4: "Predecessors": a lag of 99,999,999 working days after "1"; at most 10,000 can be',
        'plan.csv:4:4: "Predecessors": a lag of 20,000 working days after "1"; at most 10,000 can be',
        'plan.csv:5:4: "Predecessors": a lag of -99,999 working days after "1"; at most 10,000 can be',
        'plan.csv:6:4: "Predecessors": a lag of 1,000,000 working days after "1"; at most 10,000 can be',
    ]


def test_a_number_of_thousands_is_read_by_the_decimal_sign_of_the_file() -> None:
    foreign = read_table("Task;Duration (hours);Predecessors\nA;1,5;\nB;1.000;1FS+1.200 h\nC;1.234,5;\n")
    assert [task.fields["days"] for task in foreign.tasks] == [1, 125, 155]
    assert [link.lag for link in foreign.links] == [150]
    foreign = read_table("Task;Duration (hours)\nA;1.5\nB;1.000\nC;1,000\n")
    assert [task.fields["days"] for task in foreign.tasks] == [1, 1, 125]


def test_a_number_of_thousands_is_refused_where_nothing_tells_the_decimal_sign() -> None:
    doubt = "may be thousands or a part; write it without its sign, or with another number of places behind it"
    assert refused("Task;Duration (hours);Predecessors\nA;1.000;\nB;0.125;1FS+2,500d\n".replace("0.125", "8")).split(
        "\n"
    ) == [
        f'plan.csv:2:2: "Duration (hours)": "1.000" {doubt}',
        f'plan.csv:3:3: "Predecessors": the lag "2,500d" {doubt}',
    ]


def test_numbers_of_a_workbook_have_a_point() -> None:
    book = openpyxl.Workbook()
    for row in (("Task", "Duration (hours)"), ("A", 12.125), ("B", 8)):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    foreign = open_table(Source("plan.xlsx", data.getvalue()), {}).read()
    assert [task.fields["days"] for task in foreign.tasks] == [2, 1]


def test_an_actual_date_that_is_still_to_come_is_told_and_left_out() -> None:
    head = "ID,Task,Days,Start,Actual Start,Actual Finish"
    text = f"{head}\n1,A,3,2026-11-02,2026-11-02,\n3,C,3,,,2026-03-03\n4,D,3,,2026-01-05,\n"
    foreign = read_table(text, today=MONDAY)
    assert [(task.fields.get("started"), task.fields.get("finished")) for task in foreign.tasks] == [
        (None, None), (None, None), (MONDAY, None),
    ]  # fmt: skip
    assert (foreign.tasks[0].fields["not_before"], foreign.tasks[1].fields.get("percent")) == (date(2026, 11, 2), None)
    assert foreign.notes[:2] == (
        'plan.csv:2: "Actual Start": 2026-11-02 is still to come; not brought in',
        'plan.csv:3: "Actual Finish": 2026-03-03 is still to come; not brought in',
    )


def test_a_task_that_waits_twice_for_the_same_tells_it_where_the_lags_differ() -> None:
    def told(cell: str) -> list[str]:
        return list(read_table(f"ID,Task,After\n1,A,\n2,B,{cell}\n", map={"After": "after"}).notes)

    assert told("1FS+1d;1FS+2d") == ['plan.csv:3: "B": it waits twice for "1"; the longer lag was taken']
    assert told("1FS+2d;1FS+2d") == []
