"""Past the gate by a waiver, for as long as it holds; and what shuts the gate behind a plan that runs."""

import re
from datetime import date
from pathlib import Path

import pytest
from cli_runner import MONDAY, FixedDate, Runner
from test_cli_gate import CURES, closed, write

from mopsctl.cli import dates, wiring

STOPS = ("GAT401 analytics", "GAT401 data-management", "GAT402 manage-consent", "GAT402 report-campaigns")
UNTIL = "2026-12-04"
WAIVERS = tuple(f'waive {stop} --reason "decided with the vendor" --by noor --until {UNTIL}' for stop in STOPS)
BEGINS = ("plan stage build", "plan stage run", "task set connect-crm --started 2026-11-23", "task done connect-crm",
          "plan init Next --platform cdp --stage build")  # fmt: skip
SHUT = "mopsctl: the gate of cdp-rollout now says stop: mopsctl gate --plan cdp-rollout\n"
ROW = "{code: GAT401, subject: 'team:analytics', reason: agreed, by: noor, on: %s, until: %s, plan: %s}"


@pytest.fixture
def waived(example: Path, mops: Runner) -> Path:
    for line in WAIVERS:
        assert mops.ok(line).err == ""
    return example


@pytest.fixture
def running(example: Path, mops: Runner) -> Path:
    """The plan is in build, and its gate is open."""
    for line in (*CURES, "plan stage build", "task set connect-crm --started 2026-11-23"):
        mops.ok(line)
    return example


def it_is(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    later = type("Later", (FixedDate,), {"today": classmethod(lambda cls: day)})
    for module in (wiring, dates):
        monkeypatch.setattr(module, "date", later)


# -- a waiver in force


def test_with_a_waiver_for_every_stop_implementation_begins(waived: Path, mops: Runner) -> None:
    assert mops("gate").code == 0
    for line in ("plan stage build", "task set connect-crm --started 2026-11-23", "task done connect-crm"):
        mops.ok(line)


@pytest.mark.parametrize("left_out", range(len(STOPS)))
def test_with_a_stop_that_is_not_waived_it_does_not(example: Path, mops: Runner, left_out: int) -> None:
    for number, line in enumerate(WAIVERS):
        if number != left_out:
            mops.ok(line)
    said = closed(mops, example, "plan stage build")
    assert [stop for stop in STOPS if stop in said] == [STOPS[left_out]]


@pytest.mark.parametrize(
    "row",
    [
        ROW % ("2026-11-01", "2026-11-22", "cdp-rollout"),
        ROW % ("2026-11-24", "2026-12-31", "cdp-rollout"),
        ROW % ("2026-11-01", "2026-12-31", "''"),
        ROW % ("2026-11-01", "2026-12-31", "other"),
        (ROW % ("2026-11-01", "2026-12-31", "cdp-rollout")).replace("GAT401", "GAT402"),
        (ROW % ("2026-11-01", "2026-12-31", "cdp-rollout")).replace("team:analytics", "capability:cut-lists"),
    ],
    ids=["past", "to come", "of no plan", "of another plan", "of another rule", "of another subject"],
)
def test_a_waiver_that_does_not_hold_here_and_now_admits_nobody(example: Path, mops: Runner, row: str) -> None:
    mops.ok("plan init Other")
    for line in WAIVERS[1:]:
        mops.ok(f"{line} --plan cdp-rollout")
    text = f"waivers:\n- {row}\n"
    mops.ok(f"apply {write(example, 'waiver.yaml', text)}")
    for line in BEGINS[:3]:
        closed(mops, example, f"{line} --plan cdp-rollout" if line.startswith("plan") else line)


def test_a_waiver_and_the_step_that_it_admits_may_come_in_one_file(example: Path, mops: Runner) -> None:
    for line in WAIVERS[1:]:
        mops.ok(line)
    plan = "plans:\n- {key: cdp-rollout, name: CDP rollout, start: 2026-10-05, stage: build}\n"
    for row, code in (
        (ROW % ("2026-11-01", "2026-11-22", "cdp-rollout"), 3),
        (ROW % ("2026-11-01", "2026-11-23", "cdp-rollout"), 0),
    ):
        text = f"{plan}waivers:\n- {row}\n"
        assert mops(f"apply {write(example, 'both.yaml', text)}").code == code


# -- a waiver whose days are over


def test_on_the_day_after_its_last_a_waiver_admits_nobody(
    waived: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    it_is(date(2026, 12, 4), monkeypatch)
    assert mops("gate").code == 0
    mops.ok("plan stage build --dry-run")
    it_is(date(2026, 12, 5), monkeypatch)
    assert mops("gate").code == 3
    for line in BEGINS:
        closed(mops, waived, line)


def test_no_other_day_brings_a_waiver_back(waived: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(date(2026, 12, 5), monkeypatch)
    assert mops(f"gate --today {MONDAY}").code == 3
    monkeypatch.setenv("MOPSCTL_TODAY", str(MONDAY))
    assert mops("gate").code == 3
    for line in BEGINS:
        closed(mops, waived, line)


def test_no_setting_brings_a_waiver_back(waived: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(date(2026, 12, 5), monkeypatch)
    settings = (
        'ignore = ["GAT", "WAV"]\nselect = ["COM"]\ncritical_at = 100\n[severities]\nGAT401 = "info"\nWAV001 = "info"\n'
    )
    waived.with_name("mopsctl.toml").write_text(settings, "utf-8")
    closed(mops, waived, "plan stage build")


def test_what_began_under_a_waiver_goes_on_when_it_is_over_and_nothing_new_begins(
    waived: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    mops.ok("plan stage build")
    mops.ok("task set connect-crm --started 2026-11-23")
    it_is(date(2026, 12, 5), monkeypatch)
    for line in ("task set connect-crm --percent 60", "team set it --name Engineering"):
        assert SHUT not in mops.ok(line).err
    for line in ("task done connect-crm", "task set connect-shop --started 2026-12-05", "plan stage launch"):
        closed(mops, waived, line)


def test_neither_undo_nor_redo_nor_a_backup_leads_past_a_waiver_that_is_over(
    waived: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in ("plan stage build", "db backup built.db", "plan stage align"):
        mops.ok(line)
    with monkeypatch.context() as patched:
        it_is(date(2026, 12, 5), patched)
        closed(mops, waived, "undo")
        closed(mops, waived, "db restore built.db")
    mops.ok("undo")
    mops.ok("undo")
    it_is(date(2026, 12, 5), monkeypatch)
    closed(mops, waived, "redo")


# -- other names for the same things


def test_a_waiver_follows_what_is_renamed(waived: Path, mops: Runner) -> None:
    for line in ("team rename analytics insights", "capability rename manage-consent consent", "person rename noor n"):
        mops.ok(line)
    assert mops("gate").code == 0
    mops.ok("plan stage build")


def test_what_is_renamed_does_not_open_the_gate(example: Path, mops: Runner) -> None:
    for line in ("team rename analytics insights", "platform rename cdp hub", "capability rename cut-lists cut",
                 "task rename connect-crm connect"):  # fmt: skip
        mops.ok(line)
    closed(mops, example, "plan stage build")
    closed(mops, example, "task set connect --started 2026-11-23")


def test_a_running_plan_at_a_stop_may_have_its_platform_renamed_and_not_replaced(running: Path, mops: Runner) -> None:
    mops.ok("team join data-management --critical no")
    mops.ok("platform rename cdp hub")
    assert "\thub\n" in mops.ok("plan show").out
    closed(mops, running, "plan set --platform consent-manager")
    mops.ok("export mine.yaml --audience me")
    mine = running.with_name("mine.yaml")
    # The same platform under another key in word only: it offers something else.
    text = mine.read_text("utf-8").replace('"hub"', '"heart"').replace("platform:hub", "platform:heart").splitlines()
    kept = [line for line in text if '"capability": "run-platform", "platform": "heart"' not in line]
    assert len(kept) == len(text) - 1
    mine.write_text("\n".join(line for line in kept if "serial" not in line) + "\n", "utf-8")
    closed(mops, running, "apply mine.yaml --prune")


# -- a person who is forgotten


def test_a_waiver_lasts_when_its_approver_is_forgotten(waived: Path, mops: Runner) -> None:
    mops.ok("person forget noor --yes")
    assert mops("gate").code == 0
    mops.ok("plan stage build")
    listed = mops.ok("waiver list --format json --audience me").out
    assert "noor" not in listed
    assert "forgotten-1" in listed


def test_to_forget_somebody_is_no_way_past_the_gate(example: Path, mops: Runner) -> None:
    mops.ok("person forget noor --yes")
    assert mops("gate").code == 3
    closed(mops, example, "plan stage build")


# -- what shuts the gate of a running plan is allowed, and told


def shutting(mops: Runner, line: str) -> None:
    """The line works, in a dry run as for real, and says that the gate is shut now."""
    for words in (f"{line} --dry-run", f"{line} --dry-run --format json"):
        ran = mops.ok(words)
        assert ran.err.endswith(SHUT), words
    assert ran.json["data"]["gate_shut"] == ["cdp-rollout"]
    assert mops.ok(line).err.endswith(SHUT)
    assert mops("gate").code == 3


@pytest.mark.parametrize(
    "line",
    [
        "team join data-management --critical no",
        "team join data-management --critical unasked",
        "capability offer release-changes --platform crm --team marketing-operations",
        "capability similar fax-campaigns send-campaigns",
        "platform set sms-gateway --status live",
        "apply shut.yaml",
        "meet data-management --critical no",
    ],
)
def test_what_turns_a_running_plans_gate_to_stop_is_done_and_told(running: Path, mops: Runner, line: str) -> None:
    write(running, "shut.yaml", "participations:\n- {plan: cdp-rollout, team: data-management, critical: no}\n")
    mops.ok("capability offer run-platform --platform sms-gateway --team marketing-operations")
    mops.ok("capability add fax-campaigns")
    mops.ok("team add stores")
    mops.ok("capability offer fax-campaigns --platform crm --team stores")
    shutting(mops, line)


def test_to_take_a_waiver_back_is_done_and_told(waived: Path, mops: Runner) -> None:
    mops.ok("plan stage build")
    shutting(mops, "waiver remove GAT401 analytics")


def test_undo_redo_and_a_backup_tell_it_too(running: Path, mops: Runner) -> None:
    mops.ok("db backup open.db")
    mops.ok("team join data-management --critical no")
    mops.ok("db backup shut.db")
    assert SHUT not in mops.ok("undo").err
    shutting(mops, "redo")
    assert SHUT not in mops.ok("db restore open.db").err
    shutting(mops, "db restore shut.db")


def test_undoing_a_waiver_under_a_plan_that_was_built_before_is_done_and_told(running: Path, mops: Runner) -> None:
    mops.ok("team join data-management --critical no")
    mops.ok(WAIVERS[1])
    assert mops("gate").code == 0
    shutting(mops, "undo")
    closed(mops, running, "task done connect-crm")


def test_a_gate_that_was_shut_before_is_not_told_again(running: Path, mops: Runner) -> None:
    mops.ok("team join data-management --critical no")
    assert SHUT not in mops.ok("team join data-management --critical unasked").err
    ran = mops.ok("capability offer unify-profiles --platform esp --team marketing-operations --format json")
    assert "gate_shut" not in ran.json["data"]
    assert SHUT not in ran.err


def test_of_a_plan_that_does_not_run_nothing_is_told(example: Path, mops: Runner) -> None:
    for line in CURES:
        mops.ok(line)
    assert SHUT not in mops.ok("team join data-management --critical no").err


def test_of_a_closed_plan_nothing_is_told(running: Path, mops: Runner) -> None:
    mops.ok("plan close")
    assert SHUT not in mops.ok("team join data-management --critical no --plan cdp-rollout").err


def test_what_is_told_of_the_gate_is_not_stored(running: Path, mops: Runner) -> None:
    mops.ok("team join data-management --critical no")
    assert "gate_shut" not in mops.ok("history --last 1 --format json --audience me").out


def test_a_sheet_that_says_no_is_taken_in_and_the_gate_is_told(running: Path, mops: Runner) -> None:
    sheet = running.with_name("data-management.md")
    blank = mops.ok("meet data-management --sheet md").out
    filled = blank.replace("critical? (yes / no) |  |", "critical? (yes / no) | no |")
    filled = re.sub(r"(`filled/by`.*)\|  \|", r"\1| Kwame Boateng |", filled)
    filled = re.sub(r"(`filled/on`.*)\|  \|", r"\1| 2026-11-23 |", filled)
    sheet.write_text(filled, "utf-8")
    shutting(mops, "import sheet data-management.md --person kwame")


def test_a_raci_table_that_is_brought_in_does_not_touch_the_gate(example: Path, mops: Runner) -> None:
    mops.ok("import raci matrix.md --create")
    closed(mops, example, "plan stage build")
