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
    return [line for line in mops.ok(command).out.splitlines() if line.startswith(("alignment", "moved"))]


def test_the_page_compares_with_four_weeks_ago(weeks: Runner) -> None:
    found = lines(weeks)
    assert [line.split("\t")[1] for line in found] == 2 * [
        "asks_proven", "one_accountable", "support_cells", "model_answers",
    ]  # fmt: skip
    assert found[4:] == [
        "moved since 2026-10-26\tasks_proven\t+0",
        "moved since 2026-10-26\tone_accountable\t+1",
        "moved since 2026-10-26\tsupport_cells\t+1",
        "moved since 2026-10-26\tmodel_answers\t+1",
    ]
    shown = " ".join(weeks.ok("plan status --format table").out.split())
    assert "+1 since 2026-10-26, domain §2.3" in shown
    assert "unchanged since 2026-10-26, of 24 then (new: growth), domain §1.2" in shown


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
    assert "moved since 2026-11-09\tone_accountable\t+0" in found
    assert "moved since 2026-11-09\tsupport_cells\t+1" in found


def test_a_store_of_today_is_compared_with_nothing(example: Path, mops: Runner) -> None:
    latest_was_on(example, MONDAY)
    assert [line.partition("\t")[0] for line in lines(mops)] == ["alignment"] * 4


def test_a_young_store_is_compared_with_its_first_day(example: Path, mops: Runner) -> None:
    latest_was_on(example, ago(3))
    assert "moved since 2026-11-20\tasks_proven\t+0" in lines(mops)


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
