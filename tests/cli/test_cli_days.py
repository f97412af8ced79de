"""`--today` looks from another day; it never reaches what is written."""

from pathlib import Path

import pytest
from cli_runner import Runner


def test_reads_look_from_the_day_that_is_said(example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "plan\ttoday\t2026-11-23\n" in mops.ok("plan status").out
    assert "plan\ttoday\t2027-01-04\n" in mops.ok("plan status --today 2027-01-04").out
    monkeypatch.setenv("MOPSCTL_TODAY", "+2w")
    assert "plan\ttoday\t2026-12-07\n" in mops.ok("plan status").out
    assert "plan\ttoday\t2026-11-27\n" in mops.ok("plan status --today fri").out


def test_another_day_finds_more_asks_without_an_answer(example: Path, mops: Runner) -> None:
    def late(day: str) -> int:
        found = mops(f"gaps --select COM207 --today {day} --format json").json["data"]["findings"]
        return sum(one["code"] == "COM207" for one in found)

    assert late("2026-10-01") == 0
    assert late("2027-06-01") > late("2026-11-23") > 0


def test_writes_take_no_day_and_do_not_hear_the_environment(
    example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = mops("commit ask analytics --kind assign --today 2030-01-01")
    assert (refused.code, refused.out) == (2, "")
    assert "No such option: --today" in refused.err
    monkeypatch.setenv("MOPSCTL_TODAY", "2030-01-01")
    asked = mops.ok("commit ask analytics --kind assign --format json").json["data"]["changes"][0]["after"]
    assert asked["asked_on"] == "2026-11-23"
    monkeypatch.setenv("MOPSCTL_TODAY", "nonsense")
    mops.ok("commit ask analytics --kind assign --due +5wd")
    assert mops("team list").code == 2


def test_words_for_dates_count_from_the_real_day(example: Path, mops: Runner) -> None:
    asked = mops.ok("commit ask analytics --kind assign --due +5wd --format json").json["data"]["changes"][0]["after"]
    assert asked["due"] == "2026-11-30"


def test_the_example_is_moved_by_whole_weeks_to_the_day_it_is_loaded(folder: Path, mops: Runner) -> None:
    mops.ok("plan init --example cdp-rollout --start 2027-03-03")
    assert "start\t2027-01-11\n" in mops.ok("plan show").out
    assert "target\t2027-07-07\n" in mops.ok("plan show").out
