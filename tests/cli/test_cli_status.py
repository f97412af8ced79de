"""`plan status`: alignment on top, against the same page of four weeks ago, from the history of the store."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from cli_runner import MONDAY, Runner


def latest_was_on(store: Path, day: date) -> None:
    """As if the latest change had been made that day."""
    connection = sqlite3.connect(store)
    with connection:
        connection.execute(
            'UPDATE "changesets" SET "at" = ? WHERE "number" = (SELECT max("number") FROM "changesets")',
            (f"{day}T09:00:00.000000+00:00",),
        )
    connection.close()


def ago(days: int) -> date:
    return MONDAY - timedelta(days=days)


@pytest.fixture
def weeks(example: Path, mops: Runner) -> Runner:
    """The example, made a hundred days ago, and a few changes since."""
    latest_was_on(example, ago(100))
    for days, line in (
        (20, "raci set send-campaigns A --team it"),
        (15, "team add growth --name Growth"),
        (14, "team join growth --involved"),
        (6, "support set nkechi --solution yes --timing yes"),
    ):
        mops.ok(line)
        latest_was_on(example, ago(days))
    return mops


def lines(mops: Runner, command: str = "plan status") -> list[str]:
    return [line for line in mops.ok(command).out.splitlines() if line.startswith("alignment")]


def test_the_page_compares_with_four_weeks_ago(weeks: Runner) -> None:
    found = lines(weeks)
    assert [line.split("\t")[1] for line in found[::4]] == [
        "asks_proven", "one_accountable", "support_cells", "model_answers",
    ]  # fmt: skip
    assert [line for line in found if "since" in line] == [
        f"alignment since\t{line.split(chr(9))[1]}\t2026-10-26" for line in found[::4]
    ]
    assert [line for line in found if "moved" in line] == [
        "alignment moved\tasks_proven\t+0",
        "alignment moved\tone_accountable\t+1",
        "alignment moved\tsupport_cells\t+1",
        "alignment moved\tmodel_answers\t+1",
    ]
    assert "alignment was\tasks_proven\t" + found[0].split("\t")[2].replace("/27", "/24") in found
    shown = " ".join(weeks.ok("plan status --format table").out.split())
    assert "+1 since 2026-10-26, RAC701" in shown
    assert "unchanged since 2026-10-26, of 24 then (new: growth), COM204" in shown


def test_json_has_the_weeks_of_each_figure(weeks: Runner) -> None:
    asks, accountable, cells, _ = weeks.ok("plan status --format json").json["data"]["alignment"]
    assert [point["on"] for point in asks["trend"]] == [f"{ago(7 * number)}" for number in range(8, -1, -1)]
    assert [point["of"] for point in asks["trend"]] == [24] * 6 + [27] * 3
    done = [point["done"] for point in accountable["trend"]]
    assert [number - done[0] for number in done] == [0, 0, 0, 0, 0, 0, 1, 1, 1]
    assert [point["of"] for point in cells["trend"]] == [24] * 6 + [27] * 3
    assert cells["trend"][-1]["done"] == cells["trend"][-2]["done"] + 1
    assert asks["new"] == ["team:growth"]


def test_another_day_compares_with_its_own_four_weeks_ago(weeks: Runner) -> None:
    found = lines(weeks, f"plan status --today {MONDAY + timedelta(days=14)}")
    assert "alignment since\tone_accountable\t2026-11-09" in found
    assert "alignment moved\tone_accountable\t+0" in found
    assert "alignment moved\tsupport_cells\t+1" in found


def test_a_store_of_today_is_compared_with_nothing(example: Path, mops: Runner) -> None:
    latest_was_on(example, MONDAY)
    assert [line for line in lines(mops) if "moved" in line] == [
        f"alignment moved\t{key}\t" for key in ("asks_proven", "one_accountable", "support_cells", "model_answers")
    ]
    assert "First day: nothing to compare with yet." in mops.ok("plan status --format md").out


def test_a_young_store_is_compared_with_its_first_day(example: Path, mops: Runner) -> None:
    latest_was_on(example, ago(3))
    assert {"alignment since\tasks_proven\t2026-11-20", "alignment moved\tasks_proven\t+0"} <= set(lines(mops))


def test_the_help_names_the_page_that_explains_the_figures(mops: Runner) -> None:
    assert "docs/alignment.md" in mops.ok("plan status --help").out
    assert (Path(__file__).parents[2] / "docs" / "alignment.md").is_file()


def test_the_past_tells_others_of_no_refusal(example: Path, mops: Runner) -> None:
    """Marketing proved it and refuses now: to others that looks as if the ask had always been open."""
    latest_was_on(example, ago(100))
    mops.ok("commit refuse marketing --kind assign --because SECRET")
    latest_was_on(example, ago(10))
    mine, theirs = (
        mops.ok(f"plan status --format json --audience {audience}").json["data"]["alignment"][0]
        for audience in ("me", "all")
    )
    assert mine["moved"] == -1
    assert (theirs["moved"], theirs["done"]) == (0, mine["done"])
    assert mine["trend"][0]["done"] == theirs["trend"][0]["done"] + 1
