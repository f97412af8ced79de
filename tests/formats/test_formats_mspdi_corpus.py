"""Files that MS Project saved: what mopsctl computes of them is what MS Project stored in them."""

import csv
import time
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from project_builders import brought, empty

from mopsctl.edit.bring_in_tasks import Brought
from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.facts.schedule.calendar import WorkCalendar
from mopsctl.facts.schedule.network import schedule
from mopsctl.formats import mspdi
from mopsctl.formats.files import Source, read_source

pytestmark = pytest.mark.corpus

NS = "{http://schemas.microsoft.com/project}"
WEEK = WorkCalendar(date(2000, 1, 3).toordinal())


def bring_in(path: Path) -> Brought:
    """A file in an empty plan that begins, as does the day on which it is looked at, with the file."""
    foreign = mspdi.read(read_source(str(path)))
    assert foreign.start is not None
    return brought(empty(foreign.start), foreign)


def day(text: str, *, end: bool = False) -> date:
    """The working day of a moment: what ends as a day begins has ended the day before."""
    moment = datetime.fromisoformat(text)
    if end and moment.hour <= 8:
        return WEEK.day(WEEK.number(moment.date()) - 1)
    return moment.date()


def stored(path: Path) -> dict[str, tuple[date, date, int, bool]]:
    """Early start, early finish, slack in days and critical flag of each task, as MS Project stored them."""
    root = ElementTree.parse(path).getroot()
    minutes = int(root.findtext(f"{NS}MinutesPerDay", "480"))
    found = {}
    for task in root.iter(f"{NS}Task"):
        told = {child.tag.removeprefix(NS): child.text or "" for child in task}
        if "1" not in (told.get("IsNull"), told.get("Summary")):
            found[told["UID"]] = (
                day(told["EarlyStart"]),
                day(told["EarlyFinish"], end=True),
                int(told["TotalSlack"]) // (minutes * 10),
                told["Critical"] == "1",
            )
    return found


@pytest.mark.parametrize(
    ("name", "tasks", "links"),
    [
        ("task-links-project2003-mspdi.xml", 16, 8),
        ("task-links-project2013-mspdi.xml", 16, 8),
        ("mspdirelations.xml", 5, 4),
        ("mspdinulltasks.xml", 3, 0),
    ],
)
def test_early_dates_slack_and_critical_flags_are_those_that_ms_project_stored(
    corpus: Path, name: str, tasks: int, links: int
) -> None:
    path = corpus / "schedules" / "mspdi" / name
    after = bring_in(path).portfolio
    assert (len(after.tasks), len(after.links)) == (tasks, links)
    planned = {after.tasks[one.key].ref: one for one in schedule(after, "p").tasks}
    computed = {uid: (one.start, one.finish, one.slack, one.critical) for uid, one in planned.items()}
    assert computed == stored(path)  # without one difference


@pytest.mark.parametrize("name", ["task-dates-project2019-mspdi.xml", "task-finishes-project2016-mspdi.xml"])
def test_tasks_scheduled_by_hand_keep_their_dates_and_are_all_told(corpus: Path, name: str) -> None:
    path = corpus / "schedules" / "mspdi" / name
    outcome = bring_in(path)
    planned = {outcome.portfolio.tasks[one.key].ref: one for one in schedule(outcome.portfolio, "p").tasks}
    assert {uid: (one.start, one.finish) for uid, one in planned.items()} == {
        uid: told[:2] for uid, told in stored(path).items()
    }
    assert sum("scheduled by hand" in note for note in outcome.notes) == 10
    # MS Project calls no task critical that it does not schedule; here those without slack are.
    assert not any(told[3] for told in stored(path).values())
    assert all(one.critical for one in planned.values())


def test_what_is_no_task_is_told_by_name(corpus: Path) -> None:
    path = corpus / "schedules" / "mspdi" / "mspdinulltasks.xml"
    told = [note.removeprefix(f"{path}:") for note in bring_in(path).notes]
    assert told == [
        '63: calendar "Standard": hours on mon, tue, wed, thu, fri are not those of a working day; '
        "a day counts as a whole one",
        '223: summary tasks, whose parts are brought in, not brought in: UID 1 "Task 1", UID 6 "Task 4"',
        "295: empty rows, not brought in: UID 2, UID 5, UID 7",
    ]


def test_calendars_of_a_file_without_tasks_come_in(corpus: Path) -> None:
    outcome = bring_in(corpus / "schedules" / "mspdi" / "calendar-calendars-project2010-mspdi.xml")
    week = ("mon", "tue", "wed", "thu", "fri")
    assert {key: (one.name, one.week) for key, one in outcome.portfolio.calendars.items()} == {
        "calendar1": ("Calendar1", week),
        "calendar2": ("Calendar2", week),
    }
    assert outcome.portfolio.plans["p"].calendar is None
    assert any('"Resource One", "Resource Two"' in note for note in outcome.notes)


def test_every_file_comes_in_a_second_time_without_a_change(corpus: Path) -> None:
    paths = sorted((corpus / "schedules" / "mspdi").glob("*.xml"))
    assert len(paths) == 7
    for path in paths:
        once = bring_in(path).portfolio
        again = brought(once, mspdi.read(read_source(str(path)))).portfolio
        assert (again.tasks, again.links, again.calendars, again.plans) == (
            once.tasks, once.links, once.calendars, once.plans,
        ), path.name  # fmt: skip


def outcome_of(source: Source) -> str:
    started = time.process_time()
    try:
        foreign = mspdi.read(source)
        brought(empty(), foreign)
        found = "accept"
    except MopsError as error:
        found = "reject" if error.code == BAD_INPUT and source.name in error.message else f"unclear: {error.message}"
    return found if time.process_time() - started < 2 else "slow"


def test_hostile_xml_is_read_or_refused_as_expected(hostile: Path) -> None:
    with (hostile / "expected.csv").open(newline="") as file:
        cases = [(row["path"], row["expect"]) for row in csv.DictReader(file)]
    cases = [(path, expected) for path, expected in cases if path.startswith(("mspdi/", "ics/"))]
    assert len(cases) == 19
    for path, expected in cases:
        assert outcome_of(read_source(str(hostile / path))) == expected, path
