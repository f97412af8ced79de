"""A timeline as an iCalendar file: what a calendar program reads of it, and how its lines are made."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from project_builders import MONDAY, empty

from mopsctl.formats.ics import write
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Link, Task
from mopsctl.model.portfolio import Portfolio


def plan(*tasks: Task, **more: object) -> Portfolio:
    return empty(
        teams={"it": Team("it", "IT, core; \\ more")},
        people={"ada": Person("ada", "Ada", "it")},
        tasks={task.key: task for task in tasks},
        **more,
    )


def events(text: str) -> list[Any]:
    """The events of a file that is whole: strictly parsed, its lines folded at 75 octets and ended by CRLF."""
    data = text.encode()
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")[:-1]
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no sign is cut in two
    calendar = Calendar.from_ical(data)
    assert calendar.errors == []
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", "-//mopsctl//timeline//EN")
    found = calendar.walk("VEVENT")
    assert [event.errors for event in found] == [[] for _ in found]
    return found


def test_a_task_is_an_all_day_event_that_ends_the_day_after() -> None:
    [event] = events(write(plan(Task("map", "Map", "p", "it", "ada", days=5)), "p"))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (MONDAY, date(2026, 1, 10))
    assert not isinstance(event.decoded("dtstart"), datetime)
    assert (str(event["UID"]), event.decoded("dtstamp")) == ("map.p@mopsctl", datetime(2026, 1, 5, tzinfo=UTC))
    assert event.categories == ["IT, core; \\ more"]
    assert str(event["DESCRIPTION"]) == "Task map\nTeam: IT, core; \\ more\nOwner: Ada\nOn the critical path"


def test_a_milestone_is_one_day_and_says_so() -> None:
    portfolio = plan(
        Task("map", "Map", "p", days=5),
        Task("live", "Live", "p", kind="milestone"),
        links={("map", "live", "FS"): Link("map", "live")},
    )
    _, live = events(write(portfolio, "p"))
    assert (live.decoded("dtstart"), live.decoded("dtend")) == (date(2026, 1, 9), date(2026, 1, 10))
    assert live.categories == ["Milestone"]


def test_the_same_plan_gives_the_same_bytes_and_only_what_is_wanted() -> None:
    portfolio = plan(Task("a", "A", "p", days=1), Task("b", "B", "p", days=1))
    assert write(portfolio, "p") == write(portfolio, "p")
    assert [str(event["SUMMARY"]) for event in events(write(portfolio, "p", ("b",)))] == ["B"]


def test_text_cannot_end_its_line_or_forge_a_property() -> None:
    name = "x\r\nATTACH:http://evil;y,z\\n\u202e" + "ü" * 200
    portfolio = plan(Task("a", name.replace("\r", ""), "p", days=1))
    text = write(portfolio, "p")
    [event] = events(text)
    assert "ATTACH" not in event
    assert str(event["SUMMARY"]) == "x ATTACH:http://evil;y,z\\n\\u202e" + "ü" * 200


@pytest.mark.corpus
def test_naughty_names_come_back_on_one_line(hostile: Path, corpus: Path) -> None:
    names = json.loads((hostile / "strings" / "names.json").read_text())
    names += json.loads((corpus / "hostile" / "blns.json").read_text())
    tasks = [Task(f"k{n}", name[:400], "p", days=1) for n, name in enumerate(names) if name.strip()]
    found = events(write(plan(*tasks), "p"))
    assert len(found) == len(tasks) > 500
    assert all(str(event["SUMMARY"]).isprintable() for event in found)
