"""Baselines by command: frozen, listed, compared with, made anew and taken away."""

from pathlib import Path
from typing import Any

import cli_runner
import pytest
from cli_runner import Runner


@pytest.fixture
def plan(folder: Path, mops: Runner) -> Path:
    """Two tasks in a row from Monday, 23 November 2026 on."""
    mops.ok('plan init "CDP rollout"')
    mops.ok("task add map --days 5")
    mops.ok("task add build --days 8 --after map")
    return folder / "mops.db"


def listed(mops: Runner) -> Any:
    return mops.ok("plan baseline --list --format json").json["data"]


def test_the_dates_of_a_plan_are_frozen_as_one_change(plan: Path, mops: Runner) -> None:
    done = mops.ok("plan baseline --note 'as agreed' --format json --audience me").json["data"]
    assert [(row["kind"], row["key"]) for row in done["changes"]] == [
        ("baseline", "cdp-rollout-2026-11-23"),
        ("baseline date", "cdp-rollout-2026-11-23/build"),
        ("baseline date", "cdp-rollout-2026-11-23/map"),
    ]
    assert [(row["key"], row["on"], row["tasks"], row["finish"], row["note"]) for row in listed(mops)] == [
        ("cdp-rollout-2026-11-23", "2026-11-23", 2, "2026-12-09", "as agreed")
    ]
    mops.ok("task set map --days 9")
    task = mops.ok("task show build --format json").json["data"]
    assert (task["baseline"]["start"], task["baseline"]["finish"]) == ("2026-11-30", "2026-12-09")
    assert task["computed_start"] == "2026-12-04"
    assert "baseline\t2026-11-30 to 2026-12-09\n" in mops.ok("task show build").out


def test_a_second_one_on_a_day_has_a_key_of_its_own_or_replaces_the_first(plan: Path, mops: Runner) -> None:
    mops.ok("plan baseline")
    before = plan.read_bytes()
    ran = mops("plan baseline")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        'mopsctl: there is already a baseline "cdp-rollout-2026-11-23", of 2026-11-23; '
        "give the new one a key of its own, or --replace it\n"
        "  try: mopsctl plan baseline cdp-rollout-2026-11-23 --replace\n"
    )
    assert plan.read_bytes() == before
    mops.ok("plan baseline second")
    mops.ok("task set map --days 9")
    mops.ok("plan baseline --replace")
    assert {row["key"]: row["finish"] for row in listed(mops)} == {
        "cdp-rollout-2026-11-23": "2026-12-15",
        "second": "2026-12-09",
    }


def test_a_plan_is_compared_with_its_latest_baseline(plan: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    mops.ok("plan baseline zero")
    monkeypatch.setattr(cli_runner, "MONDAY", cli_runner.date(2026, 12, 7))
    mops.ok("plan baseline later")
    assert [(row["key"], row["compared"]) for row in listed(mops)] == [("later", True), ("zero", False)]
    assert mops.ok("task show map --format json").json["data"]["baseline"]["baseline"] == "later"
    mops.ok("plan baseline --remove later")
    assert [row["key"] for row in listed(mops)] == ["zero"]
    mops.ok("undo")
    assert [row["key"] for row in listed(mops)] == ["later", "zero"]


def test_looking_changes_nothing_and_a_mistake_neither(plan: Path, mops: Runner) -> None:
    before = plan.read_bytes()
    assert mops.ok("plan baseline --list").out == ""
    assert "No baseline yet" in mops.ok("plan baseline --list --format table").out
    for line, code, said in (
        ("plan baseline --remove nowhere", 4, 'no baseline "nowhere"'),
        ("plan baseline x --list", 2, "say one of --list, --remove KEY, and the baseline to make"),
        ("plan baseline --remove x --replace", 2, "say one of --list, --remove KEY, and the baseline to make"),
        ("plan baseline 'a b'", 2, 'baseline key "a b": a key has ASCII letters'),
        ("plan baseline --plan nowhere", 4, 'no plan "nowhere"'),
    ):
        ran = mops(line)
        assert (ran.code, ran.out, ran.err[: len(said) + 9]) == (code, "", f"mopsctl: {said}")
    mops.ok("plan baseline --dry-run")
    assert plan.read_bytes() == before


def test_a_plan_without_dates_has_nothing_to_freeze(folder: Path, mops: Runner) -> None:
    mops.ok('plan init "CDP rollout"')
    ran = mops("plan baseline")
    assert (ran.code, ran.err) == (
        2, 'mopsctl: no task of the plan "cdp-rollout" has dates yet\n  try: mopsctl task list\n',
    )  # fmt: skip


def test_the_help_says_that_every_audience_reads_the_note(folder: Path, mops: Runner) -> None:
    assert "why it was made; every audience reads it" in mops.ok("plan baseline --help").out
