"""The timeline by command: what is shown, in which formats, why it is so, and what if it were not."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import test_cli_terminal
from cli_runner import Runner
from test_cli_terminal import on_terminal

from mopsctl.cli import patience, timeline
from mopsctl.cli.contents import Entry
from mopsctl.cli.frame import summary
from mopsctl.lazy import load
from mopsctl.service import Place


@pytest.fixture
def plan(folder: Path, mops: Runner) -> Path:
    """Two tasks of two teams in a row from Monday, 23 November 2026 on, and a milestone."""
    mops.ok('plan init "CDP rollout" --target 2026-12-18')
    mops.ok("team add legal --name Legal")
    mops.ok("task add map --team it --days 5")
    mops.ok("task add check --team legal --days 8 --after map")
    mops.ok("task add live --kind milestone --after check")
    return folder / "mops.db"


def lines(mops: Runner, line: str) -> list[list[str]]:
    return [row.split("\t") for row in mops.ok(line).out.splitlines()]


def test_filters_are_joined_and_a_team_may_be_said_several_times(plan: Path, mops: Runner) -> None:
    def keys(options: str) -> list[str]:
        return [row[1] for row in lines(mops, f"timeline show {options}")]

    assert keys("") == ["map", "check", "live"]
    assert keys("--team it --team legal") == ["map", "check"]
    assert keys("--team it --critical") == ["map"]
    assert keys("--from 2026-12-09") == ["check", "live"]
    assert keys("--to 2026-11-29") == ["map"]
    assert keys("--from 2026-12-09 --team it") == []


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        ("--team itt", 4, 'no team "itt"; did you mean "it"?'),
        ("--person nobody", 4, 'no person "nobody"'),
        ("--capability nothing-at-all", 4, 'no capability "nothing-at-all"'),
        ("--from 2026-12-09 --to 2026-12-01", 2, "--from 2026-12-09 is after --to 2026-12-01"),
        ("--by colour", 2, "'colour' is not one of 'team', 'kind', 'capability', 'none'"),
        ("--from 2026-13-01", 2, 'there is no day "2026-13-01"'),
        ("--format html", 2, "'html' is not one of"),
        ("-o plan.html", 2, "timeline.show cannot be written as html, only as table, plain, json, yaml, csv, md, svg, "
                            "mermaid, ics, mspdi"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(plan: Path, mops: Runner, options: str, code: int, message: str) -> None:
    ran = mops(f"timeline show {options}")
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert not list(plan.parent.glob("plan.html"))


@pytest.mark.parametrize(
    ("format", "suffix", "begins"),
    [
        ("mermaid", "mmd", "gantt"),
        ("ics", "ics", "BEGIN:VCALENDAR"),
        ("mspdi", "xml", "<?xml"),
        ("svg", "svg", "<svg"),
    ],
)
def test_other_tools_formats_are_offered_and_known_by_their_suffix(
    plan: Path, mops: Runner, format: str, suffix: str, begins: str
) -> None:
    said = mops.ok(f"timeline show --format {format}").out
    assert said.lstrip("﻿").startswith(begins)
    mops.ok(f"timeline show -o plan.{suffix}")
    assert (plan.parent / f"plan.{suffix}").read_bytes().decode() == said or format == "svg"
    alone = mops.ok(f"timeline show --format {format} --team it").out
    assert len(alone) < len(said)


def test_another_command_has_no_such_format(plan: Path, mops: Runner) -> None:
    ran = mops("team list -o teams.ics")
    assert (ran.code, ran.out) == (2, "")
    assert "team.list cannot be written as ics" in ran.err
    assert mops("task set map --days 6 --format ics").code == 2
    assert lines(mops, "timeline show")[0][3:5] == ["2026-11-23", "2026-11-27"]


def test_why_tells_the_chain_of_a_task_and_of_a_decision(example: Path, mops: Runner) -> None:
    shown = mops.ok("timeline why go-live --format json").json["data"]
    assert (shown["key"], shown["chain"][0]["key"]) == ("go-live", "go-live")
    assert shown["chain"][-1]["driver"] is None
    assert mops.ok("timeline why go-live").out.startswith("plan\t\t\tcdp-rollout\nkey\t\t\tgo-live\n")
    node = next(row["key"] for row in mops.ok("timeline show --format json").json["data"]["nodes"])
    assert mops.ok(f"timeline why {node} --format json").json["data"]["key"] == node


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("go-lvie", 'no task "go-lvie"; did you mean "go-live"?'),
        ("decision:nothing", 'no decision or review on the timeline "decision:nothing"'),
    ],
)
def test_why_of_nothing_is_refused(example: Path, mops: Runner, words: str, message: str) -> None:
    ran = mops(f"timeline why {words}")
    assert (ran.code, message in ran.err) == (4, True)


def test_a_task_of_another_plan_is_explained_there_unless_a_plan_was_named(plan: Path, mops: Runner) -> None:
    mops.ok('plan init "Other" --key other')
    mops.ok("task add far --team it --days 3 --plan other")
    assert mops.ok("timeline why far --format json").json["data"]["plan"] == "other"
    ran = mops("timeline why far --plan cdp-rollout")
    assert (ran.code, 'task "far" is of the plan "other", not of "cdp-rollout"' in ran.err) == (2, True)


def what_if(mops: Runner, options: str) -> Any:
    return mops.ok(f"timeline what-if {options} --format json").json["data"]


def test_what_if_stores_nothing(plan: Path, mops: Runner) -> None:
    before = plan.read_bytes()
    said = what_if(mops, "--slip map=+5wd --refuse legal=2026-12-21")
    assert (said["finish_before"], said["finish_after"], said["kept"]) == ("2026-12-09", "2026-12-30", False)
    assert said["told"] == [
        "map takes 5 working days longer",
        "legal refuses: its tasks cannot start before 2026-12-21",
    ]
    assert plan.read_bytes() == before


def test_calendar_days_weeks_and_less_are_understood(plan: Path, mops: Runner) -> None:
    assert what_if(mops, "--slip map=+7d")["days_lost"] == 5
    assert what_if(mops, "--slip map=+2w")["days_lost"] == 10
    assert what_if(mops, "--slip map=-2wd")["days_lost"] == -2


def test_kept_it_is_one_change_set_that_undo_takes_back(plan: Path, mops: Runner) -> None:
    ran = mops.ok("timeline what-if --slip map=+1wd --slip check=+2wd --keep --format json")
    assert ran.json["data"]["kept"] is True
    assert "task map, task check" in ran.err or "task check, task map" in ran.err
    assert lines(mops, "timeline show")[-1][4] == "2026-12-14"
    mops.ok("undo")
    assert lines(mops, "timeline show")[-1][4] == "2026-12-09"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("", "nothing is assumed\n  try: mopsctl timeline what-if --slip map=+5wd"),
        ("--slip map", '--slip "map": write TASK=+5wd'),
        ("--slip map=soon", '--slip "map=soon": write TASK=+5wd'),
        ("--decide send-campaigns", '--decide "send-campaigns": write CAPABILITY=DATE'),
        ("--refuse legal=later", '--refuse "legal=later": no date "later"'),
        ("--refuse legal=2300-01-01", "2300-01-01 is too far away"),
        ("--each --slip map=+5wd", "--each tries every critical task by itself"),
        ("--days 3 --slip map=+5wd", "--days says how long a slip --each tries"),
        ("--each --days 0", "0 is not in the range 1<=x<=1000"),
        ("--slip map=+5wd --keep --today 2026-12-01", "leave out --keep or --today"),
    ],
)
def test_what_cannot_be_assumed_is_refused(plan: Path, mops: Runner, options: str, message: str) -> None:
    before = plan.read_bytes()
    ran = mops(f"timeline what-if {options}")
    assert (ran.code, ran.out, plan.read_bytes()) == (2, "", before)
    assert message in ran.err


def test_each_lists_what_a_slip_of_each_critical_task_costs(plan: Path, mops: Runner) -> None:
    rows = lines(mops, "timeline what-if --each --days 3")
    assert [(row[0], row[1]) for row in rows] == [("3", "check"), ("3", "live"), ("3", "map")]


def test_the_cost_of_a_refusal_is_shown_to_me_and_leaders(plan: Path, mops: Runner) -> None:
    for team in ("it", "legal"):
        mops.ok(f"team join {team} --involved")
    for audience in ("me", "leaders"):
        rows = mops.ok(f"commit show --audience {audience} --format json").json["data"]["teams"]
        assert {row["team"]: row["days_lost"] for row in rows if row["days_lost"]} == {"it": 20, "legal": 15}
        page = mops.ok(f"commit show legal --audience {audience} --format md").out
        assert "15 working days later at the end of the plan." in page
    assert "days_lost" not in mops.ok("commit show --format json").out


def test_verbs_that_live_elsewhere_say_there_what_the_noun_says_of_them() -> None:
    entries = {name: verb for name, verb in timeline.noun.verbs.items() if isinstance(verb, Entry)}
    assert {"why", "what-if"} <= entries.keys()
    for entry in entries.values():
        assert summary(entry) == summary(load(entry.target))


def test_a_bar_is_armed_only_where_it_may_take_long(tmp_path: Path) -> None:
    large, small = tmp_path / "large.db", tmp_path / "small.db"
    large.write_bytes(b" " * (patience.LARGE + 1))
    small.write_bytes(b"")
    assert [patience.is_large(Place(path=str(one))) for one in (large, small, tmp_path / "none")] == [
        True,
        False,
        False,
    ]
    with patience.patience(worth=True):  # stderr is no terminal here
        assert patience._Bar.timer is None


DRAWN_AT_ONCE = (
    "import sys; from mopsctl.cli import main, patience; patience.DELAY, patience.LARGE = 0.0, 0;"
    "raise SystemExit(main.run(sys.argv[1:]))"
)


def test_a_bar_is_drawn_on_the_terminal_and_gone_before_the_page(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, quick = on_terminal(example.parent, "timeline", "show", "--today", "2026-11-23")
    monkeypatch.setattr(test_cli_terminal, "MOPSCTL", [sys.executable, "-c", DRAWN_AT_ONCE])
    code, said = on_terminal(example.parent, "timeline", "show", "--today", "2026-11-23")
    bar, shows_the_cursor, page = said.rpartition("\x1b[?25h")
    assert (code, "\x1b[?25l" in bar, bool(shows_the_cursor)) == (0, True, True)
    assert page.endswith(quick)
    assert "\x1b[?25l" not in quick
    piped = subprocess.run(
        [sys.executable, "-c", DRAWN_AT_ONCE, "timeline", "show"], cwd=example.parent, capture_output=True, check=True
    )
    assert piped.stderr == b""
