"""A timeline as a Mermaid gantt chart: sections, tags, and text that cannot end what it stands in."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from project_builders import MONDAY, empty

from mopsctl.formats.mermaid import write
from mopsctl.model.org import Team
from mopsctl.model.plan import Link, Task
from mopsctl.model.portfolio import Portfolio

LINE = re.compile(
    r"    ([^:;#\n]+) :((?:(?:crit|done|active|milestone), )*)(t-[\w-]+), (\d{4}-\d\d-\d\d), (\d{4}-\d\d-\d\d|1d)"
)
WORDS = r"gantt|title|section|dateformat|axisformat|tickinterval|excludes|includes|todaymarker|click|call|href|\d{4}-|%"


def plan(*tasks: Task, **more: object) -> Portfolio:
    teams = {"it": Team("it", "IT: core; #1"), "data": Team("data", "Data")}
    return empty(teams=teams, tasks={task.key: task for task in tasks}, **more)


def test_a_plan_is_a_section_a_team_with_tags_and_inclusive_ends() -> None:
    portfolio = plan(
        Task("map", "Map events", "p", "data", days=5, started=MONDAY),
        Task("done", "Old work", "p", "data", days=2, started=MONDAY, finished=MONDAY, percent=100),
        Task("build", "Build", "p", "it", days=3),
        Task("live", "Go live", "p", kind="milestone"),
        links={("map", "build", "FS"): Link("map", "build"), ("build", "live", "FS"): Link("build", "live")},
    )
    assert write(portfolio, "p") == (
        "gantt\n"
        "    title P\n"
        "    dateFormat YYYY-MM-DD\n"
        "    axisFormat %Y-%m-%d\n"
        "    inclusiveEndDates\n"
        "    section Data\n"
        "    Old work :done, t-done, 2026-01-05, 2026-01-05\n"
        "    Map events :crit, active, t-map, 2026-01-05, 2026-01-09\n"
        "    section IT∶ core, ♯1\n"
        "    Build :crit, t-build, 2026-01-12, 2026-01-14\n"
        "    section No team\n"
        "    Go live :crit, milestone, t-live, 2026-01-14, 1d\n"
    )


def test_only_the_tasks_that_are_wanted_are_drawn_in_their_order() -> None:
    portfolio = plan(Task("a", "A", "p", days=1), Task("b", "B", "p", days=1), Task("c", "C", "p", days=1))
    assert re.findall(r"t-\w", write(portfolio, "p", ("c", "a"))) == ["t-c", "t-a"]


def test_tasks_that_wait_for_each_other_have_no_dates_and_are_named() -> None:
    portfolio = plan(
        Task("a", "A", "p", days=1),
        Task("b", "B", "p", days=1),
        links={("a", "b", "FS"): Link("a", "b"), ("b", "a", "FS"): Link("b", "a")},
    )
    assert write(portfolio, "p").endswith(
        "    inclusiveEndDates\n"
        "    %% no dates, for it waits for itself: a\n"
        "    %% no dates, for it waits for itself: b\n"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Phase 1: plan; #2", "Phase 1∶ plan, ♯2"),
        ('Say "no" <b>', "Say ”no” ‹b›"),
        ("100%% sure %%{init}%%", "100% sure %(init)%"),
        ("two\nlines\tand  gaps", "two lines and gaps"),
        ("Section review", "“Section review”"),
        ("title", "“title”"),
        ("Call vendors", "“Call vendors”"),
        ("2026-01-05 kick-off", "“2026-01-05 kick-off”"),
        ("evil\u202egnp", "evil\\u202egnp"),
    ],
)
def test_a_name_cannot_end_its_line_or_begin_a_statement(name: str, shown: str) -> None:
    drawn = write(plan(Task("a", name, "p", days=1)), "p").splitlines()[-1]
    assert drawn == f"    {shown} :crit, t-a, 2026-01-05, 2026-01-05"


def test_ids_are_letters_digits_and_dashes_and_never_the_same() -> None:
    keys = ("a.b", "a_b", "crit", "done")
    drawn = write(plan(*(Task(key, key, "p", days=1) for key in keys)), "p", keys)
    assert re.findall(r"(t-[\w-]+),", drawn) == ["t-a_b", "t-a_b-2", "t-crit", "t-done"]


@pytest.mark.corpus
def test_no_naughty_name_leaves_its_place(hostile: Path, corpus: Path) -> None:
    names = json.loads((hostile / "strings" / "names.json").read_text())
    names += json.loads((corpus / "hostile" / "blns.json").read_text())
    tasks = [Task(f"k{n}", name[:400], "p", days=1) for n, name in enumerate(names) if name.strip()]
    lines = write(plan(*tasks), "p").splitlines()[6:]
    assert len(lines) == len(tasks) > 500
    for line in lines:
        found = LINE.fullmatch(line)
        assert found, line
        assert not re.match(WORDS, found[1], re.IGNORECASE), line
        assert found[1].isprintable(), line
    assert date(2026, 1, 5) == MONDAY
