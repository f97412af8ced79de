"""Tasks by command: fields that are emptied, links with kind and lag, loops, partners to align, conditions, percent."""

from pathlib import Path
from typing import Any

import pytest
from cli_runner import Runner

TASKS = (
    "person add ada --team analytics",
    "task add map --name 'Map events' --team analytics --owner ada --days 5",
    "task add build --name 'Build the feed' --team it --days 8 --after map",
    "task add live --kind milestone --after build",
)


@pytest.fixture
def plan(folder: Path, mops: Runner) -> Path:
    """Three tasks in a row from Monday, 23 November 2026 on."""
    mops.ok('plan init "CDP rollout"')
    for line in TASKS:
        mops.ok(line)
    return folder / "mops.db"


def shown(mops: Runner, task: str) -> Any:
    return mops.ok(f"task show {task} --format json").json["data"]


def test_every_field_of_a_task_is_said_and_shown(plan: Path, mops: Runner) -> None:
    mops.ok(
        "task add feed --days 10 --days-low 8 --days-high 20 --share 50 --must-by 2027-02-26 --ref MSP-17"
        " --not-before 2026-12-01 --kind implementation --percent 10"
    )
    feed = shown(mops, "feed")
    said = ("days", "days_low", "days_high", "share", "must_by", "ref", "percent", "kind")
    assert [feed[name] for name in said] == [10, 8, 20, 50, "2027-02-26", "MSP-17", 10, "implementation"]


@pytest.mark.parametrize(
    ("option", "field", "empty"),
    [
        ("--days", "days", None),
        ("--days-low", "days_low", None),
        ("--days-high", "days_high", None),
        ("--must-by", "must_by", None),
        ("--not-before", "not_before", None),
        ("--share", "share", 100),
        ("--percent", "percent", 0),
        ("--ref", "ref", ""),
        ("--note", "note", ""),
        ("--owner", "owner", None),
        ("--team", "team", None),
    ],
)
def test_every_field_can_be_emptied(plan: Path, mops: Runner, option: str, field: str, empty: object) -> None:
    mops.ok(
        "task set map --days-low 4 --days-high 9 --must-by +40wd --not-before +5d"
        " --share 50 --percent 20 --ref X --note N"
    )
    assert shown(mops, "map")[field] != empty
    mops.ok("task", "set", "map", option, "")
    assert shown(mops, "map")[field] == empty


def test_ratings_and_counts_can_be_emptied_too(plan: Path, mops: Runner) -> None:
    mops.ok("team join it --work 4 --influence 3 --capabilities 7 --review-by +5wd --align-by +10wd")
    stands = mops.ok("team show it --format json --audience me").json["data"]["participations"][0]
    assert (stands["work"], stands["capabilities"], stands["review_by"], stands["align_by"]) == (
        4, 7, "2026-11-30", "2026-12-07",
    )  # fmt: skip
    mops.ok('team join it --work "" --influence "" --capabilities "" --review-by "" --align-by ""')
    stands = mops.ok("team show it --format json --audience me").json["data"]["participations"][0]
    assert {stands[name] for name in ("work", "influence", "capabilities", "review_by", "align_by")} == {None}
    mops.ok("team set it --capacity 3")
    mops.ok('team set it --capacity ""')
    assert mops.ok("team show it --format json").json["data"]["capacity"] is None


def test_a_decision_has_a_day_by_which_it_is_wanted(plan: Path, mops: Runner) -> None:
    mops.ok("capability add send --decide-by 2026-12-18")
    assert mops.ok("capability show send --format json").json["data"]["decide_by"] == "2026-12-18"


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("task set map --days -1", 2, "Invalid value for '--days': -1 is not in the range x>=0."),
        ("task set map --days 1.5", 2, "Invalid value for '--days': '1.5' is no whole number."),
        ("task set map --days ٣", 2, "Invalid value for '--days': '٣' is no whole number."),
        ("task set map --days 10001", 2, "task days 10001: at most 10,000"),
        ("task set map --share 101", 2, "Invalid value for '--share': 101 is not in the range 0<=x<=100."),
        ("task set map --days-low 6", 2, "task map: the optimistic estimate 6 is above the likely one, 5"),
        ("task set map --days-high 4", 2, "task map: the pessimistic estimate 4 is below the likely one, 5"),
        ("task set map --kind milestone", 2, "task map: a milestone takes no days"),
        ("task set map --must-by 1899-12-31", 2, "Invalid value for '--must-by': 1899-12-31 is too far away"),
        ("task set map --not-before 2201-01-01", 2, "Invalid value for '--not-before': 2201-01-01 is too far away"),
        ("task set map --finished +1d", 2, "2026-11-24 is still to come; say the day it happened"),
        ("task set map --started +1d", 2, "2026-11-24 is still to come; say the day it happened"),
        ("task link map map", 2, "that link would close a loop: map -> map"),
        ("task link live map", 2, "that link would close a loop: live -> map -> build -> live"),
        ("task link live map --kind SF --lag -5", 2, "that link would close a loop: live -> map -> build -> live"),
        ("task link map live --lag 10001", 2, "link lag 10001: at most 10,000"),
        ("task link map live --lag -10001", 2, "link lag -10001: at least -10,000"),
        ("task link map live --lag 99999999999", 2, "link lag 99999999999: at most 10,000"),
        ("task link map live --lag 2d", 2, "Invalid value for '--lag': '2d' is no whole number."),
        ("task link map live --kind FX", 2, "Invalid value for '--kind': 'FX' is not one of 'FS', 'SS', 'FF', 'SF'"),
        ("task link map liv", 4, 'no task "liv"; did you mean "live"?'),
        ("task unlink map live", 4, "no link: live does not wait for map"),
        ("task add x --after mpa", 4, 'no task "mpa"; did you mean "map"?'),
        ("task lead build --days 5", 2, "Missing option '--with'"),
        ("task lead build --with legal", 4, 'no team "legal"'),
        ("task lead build --with analytics", 2, "say how many working days it takes to align analytics: --days N"),
        ("task lead build --with it --days 5", 2, "it is the team of build; name the partner teams to align"),
        ("task lead build --with analytics --remove", 4, "no alignment of analytics before build"),
        ("task lead build --with analytics --remove --days 5", 2, "say one of --remove and what they need"),
        ("condition add signed --task live", 2, "Missing option '--what'"),
        ("condition add signed --what TEXT --task live", 2, "Invalid value for '--what': TEXT stands for your own"),
        ("condition add signed --what x --task liv", 4, 'no task "liv"; did you mean "live"?'),
        ("task list --team itt", 4, 'no team "itt"; did you mean "it"?'),
        ("condition met signed", 4, 'no condition "signed"'),
    ],
)
def test_what_no_task_can_be_is_refused_and_nothing_is_written(
    plan: Path, mops: Runner, line: str, code: int, said: str
) -> None:
    before = plan.read_bytes()
    for flag in ("", " --dry-run") if "list" not in line else ("",):
        ran = mops(line + flag)
        assert (ran.code, ran.out, ran.err[: len(said) + 9]) == (code, "", f"mopsctl: {said}")
    assert plan.read_bytes() == before


def test_links_have_a_kind_and_a_lag_which_move_dates(plan: Path, mops: Runner) -> None:
    assert shown(mops, "build")["computed_start"] == "2026-11-30"
    mops.ok("task link map build --lag 2")
    assert shown(mops, "build")["computed_start"] == "2026-12-02"
    mops.ok("task link map build --lag -1")
    assert shown(mops, "build")["computed_start"] == "2026-11-27"
    mops.ok("task unlink map build")
    mops.ok("task link map build --kind SS --lag 1")
    assert shown(mops, "build")["computed_start"] == "2026-11-24"
    assert shown(mops, "build")["links"] == [
        {"before": "build", "after": "live", "kind": "FS", "lag": 0},
        {"before": "map", "after": "build", "kind": "SS", "lag": 1},
    ]
    page = mops.ok("task show build --format table").out
    assert "map   SS+1  Map events  analytics  2026-11-27" in page
    assert "live  FS    live" in page


def test_two_tasks_may_be_linked_in_two_ways(plan: Path, mops: Runner) -> None:
    mops.ok("task link map build --kind SS")
    mops.ok("task link map build --kind FF --lag 2")
    assert mops("task link map build --lag 3").err == (
        "mopsctl: map and build are linked as FS, SS, FF; say which with --kind\n"
    )
    mops.ok("task unlink map build --kind FS")
    assert [one["kind"] for one in shown(mops, "map")["links"]] == ["FF", "SS"]
    assert shown(mops, "map")["keeps_waiting"] == ["build"]
    mops.ok("task unlink map build")
    assert shown(mops, "map")["links"] == []


def test_a_task_of_a_hundred_percent_is_not_finished_before_somebody_says_so(plan: Path, mops: Runner) -> None:
    ran = mops.ok("task set map --percent 100")
    assert ran.err == "mopsctl: map is at 100 % and not finished yet: mopsctl task done map\n"
    assert shown(mops, "map")["finished"] is None
    assert shown(mops, "map")["computed_finish"] == "2026-11-27"
    assert mops.ok("task set map --name Mapped").err == ""
    assert mops.ok("task done map").err == ""
    assert (shown(mops, "map")["percent"], shown(mops, "map")["finished"]) == (100, "2026-11-23")
    again = mops.ok("task set map --percent 60")
    assert again.err == (
        'mopsctl: map was finished on 2026-11-23; it goes on with mopsctl task set map --finished ""\n'
    )
    mops.ok('task set map --finished ""')
    assert shown(mops, "map")["finished"] is None


def test_a_task_that_is_said_to_be_finished_is_whole(plan: Path, mops: Runner) -> None:
    mops.ok("task set map --started 2026-11-16 --finished 2026-11-20")
    assert shown(mops, "map")["percent"] == 100


def test_partner_teams_are_aligned_before_a_task_begins(plan: Path, mops: Runner) -> None:
    mops.ok("task lead build --with analytics --with marketing --days 5")
    build = shown(mops, "build")
    assert [(one["team"], one["days"], one["aligned"]) for one in build["leads"]] == [
        ("analytics", 5, None),
        ("marketing", 5, None),
    ]
    assert (build["computed_start"], build["driver"]) == ("2026-12-07", "lead:build")
    mops.ok("task lead build --with analytics --with marketing --aligned today")
    assert shown(mops, "build")["computed_start"] == "2026-11-30"
    assert "analytics, 5, 2026-11-23" in mops.ok("task show build").out
    mops.ok("task lead build --with analytics --with marketing --remove")
    assert shown(mops, "build")["leads"] == []


def test_a_condition_holds_its_task_until_it_is_met(plan: Path, mops: Runner) -> None:
    mops.ok("condition add dpa --what 'the agreement is signed' --task build --owner ada --due 2026-12-14")
    assert (shown(mops, "build")["computed_start"], shown(mops, "build")["driver"]) == ("2026-12-14", "condition:dpa")
    rows = mops.ok("condition list --format json").json["data"]
    assert [(row["key"], row["task"], row["owner"], row["due"], row["state"]) for row in rows] == [
        ("dpa", "build", "ada", "2026-12-14", "open")
    ]
    assert mops.ok("condition list --today 2026-12-15 --format json").json["data"][0]["state"] == "late"
    assert "the agreement is signed" in mops.ok("task show build").out
    mops.ok("condition met dpa --on 2026-11-20")
    assert shown(mops, "build")["computed_start"] == "2026-11-30"
    assert "met 2026-11-20" in mops.ok("condition list --format table").out
    assert mops("condition met dpa").err == (
        "mopsctl: dpa is met already (2026-11-20)\n  try: mopsctl condition set dpa --met 2026-11-20\n"
    )
    mops.ok('condition set dpa --met "" --due ""')
    assert mops.ok("condition show dpa --format json").json["data"]["state"] == "open"
    mops.ok("condition rename dpa agreement")
    mops.ok("condition remove agreement")
    assert mops.ok("condition list --format json").json["data"] == []


def test_conditions_are_those_of_the_plan_or_of_one_task(plan: Path, mops: Runner) -> None:
    mops.ok("condition add one --what one --task build")
    mops.ok("condition add two --what two --task live --due +5d")
    mops.ok('plan init "Other" --key other')
    mops.ok("task add elsewhere --plan other")
    mops.ok("condition add three --what three --task elsewhere")

    def keys(line: str) -> list[str]:
        return [row["key"] for row in mops.ok(f"{line} --format json").json["data"]]

    assert keys("condition list --plan cdp-rollout") == ["two", "one"]  # the next one due first
    assert keys("condition list --plan cdp-rollout --task build") == ["one"]
    assert keys("condition list --plan other") == ["three"]
    assert mops("condition list --plan other --task bild").code == 4


def test_a_condition_that_is_met_on_a_day_to_come_is_refused(plan: Path, mops: Runner) -> None:
    mops.ok("condition add one --what one --task build")
    for line in ("condition met one --on +1d", "condition set one --met +1d"):
        ran = mops(line)
        assert (ran.code, ran.err) == (2, "mopsctl: 2026-11-24 is still to come; say the day it happened\n")
