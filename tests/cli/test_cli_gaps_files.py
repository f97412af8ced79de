"""`gaps FILE...`: plan files are judged with no store at all, or as applied to the one that --db names."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Runner

pytestmark = pytest.mark.once

PLAN = """mopsctl: 1
teams:
- {key: it, name: IT}
- {key: marketing, name: Marketing}
people:
- {key: lucia, name: Lucia, team: marketing}
platforms:
- {key: survey, name: Surveys, status: proposed, system_owner: lucia, budget_owner: lucia}
capabilities:
- {key: collect-feedback, name: Ask customers}
offerings:
- {capability: collect-feedback, platform: survey, team: it}
plans:
- {key: rollout, name: Rollout, platform: survey, stage: align, start: 2026-11-16}
"""
TWO_OFFER = """mopsctl: 1
platforms:
- {key: forms, name: Forms, status: live}
offerings:
- {capability: collect-feedback, platform: forms, team: marketing}
"""


@pytest.fixture
def plan(folder: Path) -> Path:
    path = folder / "plan.yaml"
    path.write_text(PLAN, "utf-8")
    return path


def found(ran: Any) -> set[tuple[str, str]]:
    return {(one["code"], one["subject"]) for one in ran.json["data"]["findings"]}


def fingerprint(store: Path) -> str:
    return hashlib.sha256(store.read_bytes()).hexdigest()


def test_a_plan_file_is_judged_and_no_store_is_made(plan: Path, mops: Runner) -> None:
    before = set(plan.parent.iterdir())
    ran = mops("gaps plan.yaml --format json")
    assert ran.code == 1
    assert ("CAP506", "platform:survey") in found(ran)
    assert set(plan.parent.iterdir()) == before
    applied = mops("apply plan.yaml")
    assert applied.code == 0
    assert found(mops("gaps --format json")) == found(ran)


def test_of_several_rows_of_a_subject_a_finding_stands_on_the_one_that_its_cure_takes_away(
    plan: Path, mops: Runner
) -> None:
    held = '- {subject: "capability:collect-feedback", holder: "team:it", plan: rollout, letter: %s}'
    rows = [held % letter for letter in "RAI"]
    plan.write_text("\n".join([f"{PLAN}assignments:", *rows, ""]), "utf-8")
    (told,) = (one for one in mops("gaps plan.yaml --format json").json["data"]["findings"] if one["code"] == "RAC704")
    assert told["cure"] == "mopsctl raci clear collect-feedback --team it I"
    assert plan.read_text("utf-8").splitlines()[told["line"] - 1] == rows[2]


def test_standard_input_is_judged_too(plan: Path, mops: Runner) -> None:
    ran = mops("gaps - --select CAP506 --format json", stdin=PLAN.encode())
    assert (ran.code, found(ran)) == (1, {("CAP506", "platform:survey")})


def test_a_store_near_by_is_not_looked_at(example: Path, plan: Path, mops: Runner) -> None:
    before = fingerprint(example)
    ran = mops("gaps plan.yaml --select CAP --format json")
    assert {subject for _, subject in found(ran)} == {"platform:survey"}
    assert fingerprint(example) == before


def test_with_a_store_that_is_named_it_is_judged_as_if_applied(example: Path, plan: Path, mops: Runner) -> None:
    alone, before = found(mops("gaps --format json")), fingerprint(example)
    ran = mops("gaps plan.yaml --db mops.db --format json")
    assert ("CAP506", "platform:survey") in found(ran) - alone
    assert len(found(ran) & alone) > 50
    assert fingerprint(example) == before


@pytest.mark.parametrize("line", ["gaps plan.yaml --db new.db", "gaps known write plan.yaml --db new.db"])
def test_a_store_that_is_named_and_not_there_is_not_found_and_not_made(plan: Path, mops: Runner, line: str) -> None:
    ran = mops(line)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.endswith("new.db\n  try: mopsctl apply plan.yaml --db new.db\n")
    assert not (plan.parent / "new.db").exists()


def test_files_are_judged_together_in_their_order(plan: Path, mops: Runner) -> None:
    more = plan.with_name("more.yaml")
    more.write_text(TWO_OFFER, "utf-8")
    assert not any(code == "GAT402" for code, _ in found(mops("gaps plan.yaml --format json")))
    assert ("GAT402", "capability:collect-feedback") in found(mops("gaps plan.yaml more.yaml --format json"))
    ran = mops("gaps more.yaml plan.yaml")
    assert ran.code == 5
    assert "more.yaml:5:3: " in ran.err


def test_the_gate_is_asked_as_it_is_for_apply(plan: Path, mops: Runner) -> None:
    plan.write_text(PLAN.replace("stage: align", "stage: build"), "utf-8")
    assert mops("gaps plan.yaml").code == 1
    plan.with_name("more.yaml").write_text(TWO_OFFER, "utf-8")
    for line in ("gaps plan.yaml more.yaml", "gaps known check plan.yaml more.yaml --known known.yaml"):
        plan.with_name("known.yaml").write_text('known: 1\nrules: "2026.1"\n', "utf-8")
        ran = mops(line)
        assert (ran.code, ran.out) == (3, "")
        first, *reasons = ran.err.splitlines()
        assert first == 'mopsctl: plan.yaml:14:3: plan "rollout" cannot enter build: the gate says stop'
        assert any("GAT402" in reason for reason in reasons)
        assert not any("try: " in line for line in reasons)  # `gate` asks a store


def test_a_stop_names_the_row_that_holds(plan: Path, mops: Runner) -> None:
    plan.with_name("more.yaml").write_text(
        TWO_OFFER
        + "plans:\n- {key: rollout, stage: build, name: Rollout, start: 2026-11-16}\n"
        + "tasks:\n- {key: pour, name: Pour, plan: rollout, kind: implementation, started: 2026-11-17}\n",
        "utf-8",
    )
    assert "more.yaml:7:3: plan " in mops("gaps plan.yaml more.yaml").err
    assert "stdin:7:3: plan " in mops("gaps plan.yaml -", stdin=plan.with_name("more.yaml").read_bytes()).err
    begun = plan.with_name("more.yaml").read_text("utf-8").replace("stage: build", "stage: align")
    plan.with_name("more.yaml").write_text(begun, "utf-8")
    assert 'more.yaml:9:3: implementation task "pour" cannot be started' in mops("gaps plan.yaml more.yaml").err


def test_no_option_moves_the_day_of_the_gate(plan: Path, mops: Runner) -> None:
    waived = TWO_OFFER + (
        "waivers:\n- {code: GAT402, subject: capability:collect-feedback, reason: Two for a month, by: lucia, "
        "on: 2026-11-01, until: 2026-11-10}\n"
    )
    plan.with_name("more.yaml").write_text(waived, "utf-8")
    plan.write_text(PLAN.replace("stage: align", "stage: build"), "utf-8")
    assert mops("gaps plan.yaml more.yaml --today 2026-11-05").code == 3


def test_every_fault_is_named_and_the_exit_code_is_that_of_a_bad_file(plan: Path, mops: Runner) -> None:
    plan.write_text(PLAN.replace("team: it}", "team: itt}").replace("stage: align", "stage: alin"), "utf-8")
    ran = mops("gaps plan.yaml")
    assert ran.code == 5
    assert "plan.yaml:14:" in ran.err
    assert mops("gaps no.yaml").code == 5


def test_a_store_that_has_moved_on_is_a_conflict(example: Path, mops: Runner) -> None:
    mops.ok("export mine.yaml --audience me")
    assert mops("gaps mine.yaml --db mops.db").code == 1
    mops.ok("team set it --name Technology")
    ran = mops("gaps mine.yaml --db mops.db")
    assert ran.code == 6
    assert "the store has changed since mine.yaml was exported" in ran.err
    assert mops("gaps mine.yaml").code == 1


@pytest.mark.parametrize("line", ["gaps plan.yaml --since 2026-11-01", "gaps plan.yaml --fix"])
def test_what_needs_a_store_says_so(plan: Path, mops: Runner, line: str) -> None:
    assert mops(line).code == 2


def test_findings_point_at_the_file_that_is_judged(plan: Path, mops: Runner) -> None:
    (row,) = mops("gaps plan.yaml --select CAP506 --format json").json["data"]["findings"]
    assert (row["file"], row["line"]) == ("plan.yaml", 8)


def test_hints_keep_the_files_and_the_known_findings(plan: Path, mops: Runner) -> None:
    write = "mopsctl gaps known write plan.yaml"
    assert f"  try: {write}\n" in mops("gaps known check plan.yaml").err
    assert f"  try: {write} --known nope.yaml\n" in mops("gaps known check plan.yaml --known nope.yaml").err
    mops.ok("gaps known write plan.yaml")
    plan.with_name("more.yaml").write_text(TWO_OFFER, "utf-8")
    ran = mops("gaps known write plan.yaml more.yaml --known ./gaps-known.yaml")
    assert ran.code == 1
    assert f"told to: {write} more.yaml --known ./gaps-known.yaml --grow; gaps-known.yaml stays" in ran.err
    assert mops(f"{write.removeprefix('mopsctl ')} more.yaml --grow").code == 0
    gone = mops("gaps known check plan.yaml").err
    assert f" gone: {write} takes out what is gone\n" in gone
    page = mops("gaps known write --audience leaders --format table -- ./-odd.yaml")
    assert page.code == 5
    plan.with_name("more.yaml").rename(plan.with_name("-odd one.yaml"))
    mops.ok("gaps known write plan.yaml")
    asked = mops("gaps", "known", "write", "--audience", "all", "--", "plan.yaml", "-odd one.yaml")
    assert f"told to: {write} './-odd one.yaml' --audience all --grow;" in asked.err


def test_a_store_address_is_not_repeated_in_a_hint(plan: Path, mops: Runner) -> None:
    ran = mops("gaps known check plan.yaml --db postgresql://mops:secret@db.example.com/mops")
    assert (ran.code, "secret" in ran.err) == (4, False)


def test_the_file_that_was_probably_meant_is_named(plan: Path, mops: Runner) -> None:
    assert mops("gaps plan.yml").err == 'mopsctl: no file plan.yml; did you mean "plan.yaml"?\n'
    inner = plan.parent / "plans"
    inner.mkdir()
    plan.rename(inner / "organisation.yaml")
    ran = mops("gaps plans/organization.yaml")
    assert (ran.code, ran.err) == (
        5,
        'mopsctl: no file plans/organization.yaml; did you mean "plans/organisation.yaml"?\n',
    )
    assert mops("gaps plans/other.yaml").err == "mopsctl: no file plans/other.yaml\n"


def test_known_findings_of_a_file_do_not_fail(plan: Path, mops: Runner) -> None:
    mops.ok("gaps known write plan.yaml")
    assert mops("gaps known check plan.yaml").code == 0
    plan.with_name("more.yaml").write_text(TWO_OFFER, "utf-8")
    assert mops("gaps known check plan.yaml more.yaml").code == 1
    assert not (plan.parent / "mops.db").exists()
