"""`import project`, `import tasks` and what `timeline show` writes for other planners, as a user types them."""

import hashlib
from pathlib import Path

import pytest
from cli_runner import Runner

XML = """<?xml version="1.0"?>
<Project xmlns="http://schemas.microsoft.com/project">
<StartDate>2026-11-23T08:00:00</StartDate>
<Tasks>
<Task><UID>0</UID><Name>All</Name><Summary>1</Summary><OutlineLevel>0</OutlineLevel></Task>
<Task><UID>1</UID><Name>Draft</Name><Duration>PT40H0M0S</Duration></Task>
<Task><UID>2</UID><Name>Review</Name><Duration>PT20H0M0S</Duration>
<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>4800</LinkLag><LagFormat>7</LagFormat>
</PredecessorLink></Task>
</Tasks>
<Resources><Resource><UID>1</UID><Name>Design Studio</Name><Type>1</Type></Resource></Resources>
<Assignments><Assignment><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID></Assignment></Assignments>
</Project>
"""
CSV = "No;Task;Duration;Predecessors;Owner\n1;Draft;5d;;Design Studio\n2;Review;3d;1FS+1d;\n"
ROUNDED = 'plan.xml:7: UID 2 "Review": it takes 2.5 days; brought in with 3'
UNKNOWN = 'no team or person "Design Studio", who does 1 task; say --as "Design Studio=KEY", or --create for a new team'


@pytest.fixture
def own(folder: Path, mops: Runner) -> Path:
    """A store with an empty plan, a file of MS Project and a table beside it."""
    mops.ok('plan init "Rollout" --no-input')
    (folder / "plan.xml").write_text(XML, "utf-8")
    (folder / "plan.csv").write_text(CSV, "utf-8")
    return folder


def state(folder: Path) -> str:
    return hashlib.sha256((folder / "mops.db").read_bytes()).hexdigest()


def timeline(mops: Runner) -> list[tuple[str, str, str]]:
    return [
        (one["key"], one["start"], one["finish"])
        for one in mops.ok("timeline show --format json").json["data"]["tasks"]
    ]


EXPECTED = [("draft", "2026-11-23", "2026-11-27"), ("review", "2026-12-01", "2026-12-03")]


@pytest.mark.parametrize("command", ["import project plan.xml", "import tasks plan.csv"])
def test_a_file_comes_in_with_its_links_and_a_dry_run_tells_the_same_and_writes_nothing(
    own: Path, mops: Runner, command: str
) -> None:
    before = state(own)
    dry = mops.ok(f"{command} --dry-run --format json").json["data"]
    assert state(own) == before
    real = mops.ok(f"{command} --format json").json["data"]
    assert dry["changes"] == real["changes"]
    assert [f"{row['kind']} {row['key']}" for row in real["changes"]] == [
        "task draft",
        "task review",
        "link draft/review/FS",
    ]
    assert timeline(mops) == EXPECTED


def test_what_is_lost_is_told_on_stderr_in_a_pipe_and_in_the_data_of_json(own: Path, mops: Runner) -> None:
    ran = mops.ok("import project plan.xml")
    assert ran.err.splitlines() == [f"mopsctl: {ROUNDED}", f"mopsctl: plan.xml: {UNKNOWN}"]
    mops.ok("undo")
    assert mops.ok("import project plan.xml --format json").json["data"]["notes"] == [ROUNDED, f"plan.xml: {UNKNOWN}"]


def test_a_file_that_comes_again_changes_nothing_and_undo_takes_it_back_whole(own: Path, mops: Runner) -> None:
    mops.ok("import project plan.xml --create")
    assert mops.ok("import project plan.xml --create --format json").json["data"]["changes"] == []
    mops.ok("undo")
    assert mops.ok("task list --format json").json["data"] == []
    assert "design-studio" not in mops.ok("team list").out


def test_create_makes_a_team_and_as_says_who_is_meant(own: Path, mops: Runner) -> None:
    mops.ok("import tasks plan.csv --create")
    assert mops.ok("task show draft --format json").json["data"]["team"] == "design-studio"
    mops.ok("undo")
    mops.ok("import tasks plan.csv --as 'Design Studio=marketing'")
    assert mops.ok("task show draft --format json").json["data"]["team"] == "marketing"


def test_a_preview_shows_columns_and_first_tasks_and_writes_nothing(own: Path, mops: Runner) -> None:
    before = state(own)
    ran = mops.ok("import tasks plan.csv --preview --format json")
    data = ran.json["data"]
    assert [(one["column"], one["field"]) for one in data["columns"]] == [
        ("No", "id"), ("Task", "name"), ("Duration", "duration"), ("Predecessors", "after"), ("Owner", "owner"),
    ]  # fmt: skip
    assert (data["tasks"], data["links"], data["refused"]) == (2, 1, [])
    assert mops.ok("import tasks plan.csv --preview").out.splitlines() == [
        "No\tid\t1\t", "Task\tname\tDraft\t", "Duration\tduration\t5d\t", "Predecessors\tafter\t1FS+1d\t",
        "Owner\towner\tDesign Studio\t",
    ]  # fmt: skip
    page = mops.ok("import tasks plan.csv --preview --format table").out
    assert "The first of 2 tasks" in page
    assert max(map(len, page.splitlines())) <= 80
    assert state(own) == before


def test_a_preview_of_what_would_be_refused_says_why_and_exits_as_the_import_would(own: Path, mops: Runner) -> None:
    (own / "plan.csv").write_text("Task,Start\nA,03/04/26\n")
    why = 'plan.csv:2:2: "Start": "03/04/26" may be two days; say --dates dmy or --dates mdy'
    shown = mops("import tasks plan.csv --preview --format json")
    assert (shown.code, shown.json["data"]["refused"]) == (5, [why])
    real = mops("import tasks plan.csv")
    assert (real.code, real.out, real.err) == (5, "", f"mopsctl: {why}\n")
    mops.ok("import tasks plan.csv --dates mdy")
    assert mops.ok("task list --format json").json["data"][0]["key"] == "a"


def test_a_column_may_be_said_and_the_table_may_come_from_stdin(own: Path, mops: Runner) -> None:
    table = b"Vorhaben,Tage lang\nDraft,5\n"
    refused = mops("import", "tasks", "-", stdin=table)
    assert refused.code == 5
    assert 'there are "Vorhaben", "Tage lang"' in refused.err
    mops.ok("import", "tasks", "-", "--map", "Vorhaben=name", "--map", "Tage lang=duration", stdin=table)
    assert mops.ok("task show draft --format json").json["data"]["days"] == 5


BAD = {
    "bomb": '<!DOCTYPE x [<!ENTITY a "b">]><Project/>',
    "no xml": "hello",
    "loop": XML.replace(
        "<Name>Draft</Name>", "<PredecessorLink><PredecessorUID>2</PredecessorUID></PredecessorLink><Name>Draft</Name>"
    ),
    "missing": XML.replace("<PredecessorUID>1<", "<PredecessorUID>99<"),
    "negative": XML.replace("PT20H0M0S", "-PT20H0M0S"),
    "no day": XML.replace("2026-11-23T", "2526-11-23T"),
}  # fmt: skip


@pytest.mark.parametrize("text", list(BAD.values()), ids=list(BAD))
def test_a_bad_file_is_one_error_with_exit_code_5_and_nothing_is_written(own: Path, mops: Runner, text: str) -> None:
    (own / "plan.xml").write_text(text, "utf-8")
    before = state(own)
    ran = mops("import project plan.xml")
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.startswith("mopsctl: plan.xml")
    assert "Traceback" not in ran.err
    assert state(own) == before


def test_links_to_what_is_not_there_may_be_left_out(own: Path, mops: Runner) -> None:
    (own / "plan.xml").write_text(BAD["missing"], "utf-8")
    ran = mops.ok("import project plan.xml --skip-missing")
    assert 'UID 2 "Review": a link to UID 99, which is not in the file, not brought in' in ran.err


def test_no_file_a_wrong_pair_and_no_store_have_the_exit_codes_of_all_commands(own: Path, mops: Runner) -> None:
    assert mops("import project none.xml").code == 5
    assert mops("import project plan.xml --as Ada").code == 2
    assert mops("import tasks plan.csv --map Task").code == 2
    assert mops("import tasks plan.csv --dates ymd").code == 2
    assert mops("import project plan.xml --as 'Design Studio=nobody'").code == 4
    assert mops("import project plan.xml --db nowhere.db").code == 4


def test_names_that_act_are_told_as_escapes(own: Path, mops: Runner) -> None:
    (own / "plan.xml").write_text(XML.replace(">Design Studio<", ">evil\u202egnp\u200b<"), "utf-8")
    err = mops.ok("import project plan.xml").err
    assert "evil\\u202egnp\\u200b" in err
    assert "\u202e" not in err


def test_a_plan_goes_out_as_ms_project_xml_and_comes_back_without_a_change(example: Path, mops: Runner) -> None:
    mops.ok("timeline show --format mspdi -o out.xml")
    ran = mops.ok("import project out.xml --dry-run --format json")
    assert ran.json["data"]["changes"] == []


def test_actual_dates_that_are_still_to_come_are_told_and_left_out(own: Path, mops: Runner) -> None:
    (own / "late.csv").write_text("ID,Task,Duration,Actual Start,Actual Finish\n7,A,3d,2027-11-02,\n", "utf-8")
    told = 'late.csv:2: "Actual Start": 2027-11-02 is still to come; not brought in'
    assert told in mops.ok("import tasks late.csv --preview --format json").json["data"]["notes"]
    assert told in mops.ok("import tasks late.csv --format json").json["data"]["notes"]
    assert mops.ok("task show a --format json").json["data"]["started"] is None
    late = XML.replace("<Name>Draft</Name>", "<Name>Draft</Name><ActualStart>2027-11-02T08:00:00</ActualStart>")
    (own / "late.xml").write_text(late, "utf-8")
    notes = mops.ok("import project late.xml --format json").json["data"]["notes"]
    assert 'late.xml:6: UID 1 "Draft": its actual start, 2027-11-02, is still to come; not brought in' in notes
    assert mops.ok("task show draft --format json").json["data"]["started"] is None


def test_the_example_comes_back_without_a_word_of_split_tasks(folder: Path, mops: Runner) -> None:
    mops.ok("plan init --example cdp-rollout --no-input")
    mops.ok("timeline show --format mspdi -o rollout.xml --audience me")
    notes = mops.ok("import project rollout.xml --dry-run --audience me --format json").json["data"].get("notes", [])
    assert [note for note in notes if "split" in note] == []
