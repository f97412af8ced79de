"""One team from never contacted to `full`, and a plan into STOP and out of it again: by alignment, by waiver."""

from datetime import date
from pathlib import Path
from typing import Any

import cli_runner
import pytest
from cli_runner import Runner

PEOPLE = (
    'person add wen --name "Wen Zhao" --team analytics --level leader',
    'person add ada --name "Ada Eriksen" --team analytics',
    'person add helena --name "Helena Costa" --team marketing --level executive',
)
# Analytics scores customers with a tool of its own, which is like what the new platform will do.
RIVAL = (
    'platform add own-tool --name "Own tool"',
    "capability offer send-campaigns --platform cdp --team marketing-operations",
    'capability add score --name "Score customers"',
    "capability offer score --platform own-tool --team analytics",
    "capability similar score send-campaigns",
)


@pytest.fixture
def plan(folder: Path, mops: Runner) -> Path:
    mops.ok('plan init "CDP rollout" --platform cdp')
    for line in PEOPLE:
        mops.ok(line)
    return folder


@pytest.fixture
def stopped(plan: Path, mops: Runner) -> Path:
    for line in RIVAL:
        mops.ok(line)
    assert reasons(mops, "stop") == [("GAT401", "team:analytics")]
    return plan


def level(mops: Runner) -> str:
    return str(mops.ok("commit show analytics --audience me --format json").json["data"]["commitment"])


def contact(mops: Runner) -> dict[str, Any]:
    teams = mops.ok("outreach list --audience me --format json").json["data"]["teams"]
    return next(team for team in teams if team["team"] == "analytics")


def reasons(mops: Runner, level: str) -> list[tuple[str, str]]:
    said = mops("gate --audience me --format json")
    return [(one["code"], one["subject"]) for one in said.json["data"]["reasons"] if one["level"] == level]


def on_day(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setattr(cli_runner, "MONDAY", date.fromisoformat(day))


def test_a_team_goes_from_never_contacted_to_full(plan: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    mops.ok("capability gap send-campaigns --found 2026-11-16")
    mops.ok("capability offer send-campaigns --platform cdp --team marketing-operations")
    assert (contact(mops)["first_contact"], level(mops)) == (None, "unasked")

    mops.ok('outreach log analytics --person wen --sees-problem no --objection own-tool --why "we have one" '
            '--action educate --next "show the numbers" --next-on +3d')  # fmt: skip
    assert (contact(mops)["days_to_contact"], contact(mops)["sees_problem"]) == (7, "no")

    on_day(monkeypatch, "2026-11-26")
    mops.ok("outreach action done analytics-educate")
    mops.ok('outreach log analytics --sees-problem yes --challenges "two truths" --angle analytical')
    assert (contact(mops)["sees_problem"], contact(mops)["open_actions"]) == ("yes", 0)

    for kind in ("assign", "advocate", "contribute"):
        assert "Dear Wen Zhao" in mops.ok(f"commit ask analytics --kind {kind} --of wen --due +5wd").out
        assert level(mops) == "pending"

    mops.ok("commit promise analytics --kind assign --person ada --allocation 50 --start 2026-12-07")
    assert level(mops) == "partial"
    mops.ok('commit refuse analytics --kind advocate --because "not before the budget round"')
    assert level(mops) == "refused"
    mops.ok("commit resolve analytics --kind advocate --by escalate")
    mops.ok("commit ask analytics --kind advocate --of helena")
    assert level(mops) == "refused"  # asking again takes no answer back
    mops.ok('commit promise analytics --kind advocate --leader wen --forum "Data board" --forum-on 2026-12-01')
    assert level(mops) == "partial"
    mops.ok("commit promise analytics --kind contribute --person ada")
    assert level(mops) == "promised"

    on_day(monkeypatch, "2026-12-07")
    ran = mops.ok("commit prove analytics --kind assign --person ada --allocation 50 --start 2026-12-07")
    assert "it counts as promised until the store bears it out: ada owns no task of the plan" in ran.err
    mops.ok('commit prove analytics --kind advocate --granted "ada for six months"')
    assert level(mops) == "promised"

    mops.ok('task add map-events --name "Map events" --team analytics --owner ada --days 8 --agreed')
    mops.ok("commit prove analytics --kind contribute --person ada")
    assert level(mops) == "promised"
    mops.ok('need add event-names --team analytics --what "event names frozen" --by ada --agreed')
    assert level(mops) == "full"

    mops.ok("task set map-events --owner wen --by wen")  # the deeds go, and with them the proof
    assert level(mops) == "promised"


def test_the_way_out_of_stop_by_alignment(stopped: Path, mops: Runner) -> None:
    assert mops("gate").code == 3
    assert mops("plan stage build").code == 3
    mops.ok('team align analytics --parties "Wen, Helena" --terms "both run until the pilot is over"')
    assert (mops("gate").code, reasons(mops, "stop")) == (0, [])
    mops.ok("plan stage build")
    built = mops.ok("plan show --format json").json["data"]
    assert (built["stage"], built["built"]) == ("build", "2026-11-23")
    mops.ok("undo")
    mops.ok("undo")
    assert (mops("gate").code, mops("plan stage build").code) == (3, 3)


def test_the_way_out_of_stop_by_agreement_and_back_by_a_second_platform(stopped: Path, mops: Runner) -> None:
    mops.ok("team join analytics --critical yes")
    mops.ok("plan stage build")
    shut = mops.ok("capability offer send-campaigns --platform own-tool --team analytics --format json")
    assert shut.json["data"]["gate_shut"] == ["cdp-rollout"]
    assert reasons(mops, "stop") == [("GAT402", "capability:send-campaigns")]
    mops.ok("task add build-it --kind implementation --days 5 --team it")
    assert mops("task set build-it --started today").code == 3
    mops.ok("capability govern send-campaigns --platform cdp --by helena")
    mops.ok("task set build-it --started today")


def test_the_way_out_of_stop_by_a_waiver_which_ends_on_its_day(
    stopped: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    mops.ok('waive GAT401 analytics --reason "the tool goes in June" --by helena --until 2026-12-04')
    assert (mops("gate").code, reasons(mops, "stop")) == (0, [])
    assert reasons(mops, "waived") == [("GAT401", "team:analytics")]
    mops.ok("plan stage build")
    mops.ok("task add build-it --kind implementation --days 5 --team it")
    for page in ("gate", "gaps --exit-zero", "plan status", "waiver list"):
        said = mops.ok(f"{page} --audience me").out
        assert "the tool goes in June" in said, page
        assert "2026-12-04" in said, page

    on_day(monkeypatch, "2026-12-04")
    assert mops("gate").code == 0
    on_day(monkeypatch, "2026-12-05")
    assert reasons(mops, "stop") == [("GAT401", "team:analytics")]
    assert mops("task set build-it --started today").code == 3
    for page in ("gate", "gate --all", "plan status"):  # no other day brings it back
        at = mops(f"{page} --today 2026-12-01 --audience me --format json")
        assert "stop" in at.out, page
    assert mops("gate --today 2026-12-01").code == 3
    codes = [one["code"] for one in mops("gaps --format json").json["data"]["findings"]]
    assert {"WAV001", "GAT401"} <= set(codes)
    mops.ok('waive GAT401 analytics --reason "until the budget round" --by helena --until +5wd')
    mops.ok("task set build-it --started today")


def test_what_is_waived_can_be_taken_back(stopped: Path, mops: Runner) -> None:
    mops.ok('waive GAT401 analytics --reason "the tool goes in June" --by helena --until 2026-12-04')
    mops.ok("plan stage build")
    gone = mops.ok("waiver remove GAT401 team:analytics --format json").json["data"]
    assert gone["gate_shut"] == ["cdp-rollout"]
    assert mops("gate").code == 3


def test_a_plan_is_dated_frozen_slips_and_is_planned_anew(
    plan: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def due(task: str) -> str:
        return str(mops.ok(f"task show {task} --format json").json["data"]["computed_finish"])

    def slipped() -> list[str]:
        found = mops("gaps --select PLN608 --format json").json["data"]["findings"]
        return sorted(one["subject"] for one in found if one["code"] == "PLN608")

    mops.ok("calendar add munich --country DE-BY --years 2026-2027")
    mops.ok("plan set --calendar munich")
    mops.ok("plan stage plan")
    mops.ok("task add map --team analytics --owner ada --days 5")
    mops.ok("task add build --team it --days 10 --after map")
    mops.ok("task add live --kind milestone --after build")
    mops.ok("task lead build --with martech --days 3")
    mops.ok("condition add sandbox --what 'the sandbox is open' --task build --due 2026-11-30")
    assert (due("map"), due("build"), due("live")) == ("2026-11-27", "2026-12-16", "2026-12-16")
    mops.ok("plan baseline")
    assert slipped() == []

    on_day(monkeypatch, "2026-12-09")
    mops.ok("task done map --on 2026-12-04")
    mops.ok("condition met sandbox --on 2026-12-01")
    mops.ok("person off ada 2026-12-21 2027-01-08")
    mops.ok("team off it 2026-12-21 2026-12-23")
    assert due("live") == "2026-12-31"  # three days to align, ten to build, three off, and Christmas Day
    assert slipped() == ["task:live"]  # the one that moved most of all that waited on map

    mops.ok("plan baseline --note 'planned anew'")
    assert slipped() == []
    mops.ok("task lead build --with martech --aligned today")
    assert due("live") == "2026-12-28"
