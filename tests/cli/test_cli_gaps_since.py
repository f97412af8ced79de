"""`gaps --since`: what was not yet missing before a day, from history, for the same eyes then and now."""

import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cli_runner import MONDAY, Runner
from postgres_server import execute

pytestmark = pytest.mark.once

SINCE = "gaps --since"


def on(store: Path, *days: str) -> None:
    """Let the change-sets have been made on these days, at noon in UTC; the first is that of `plan init`."""
    connection = sqlite3.connect(store)
    for number, day in enumerate(days, 1):
        at = day if "T" in day else f"{day}T12:00:00+00:00"
        connection.execute("UPDATE changesets SET at = ? WHERE number = ?", (at, number))
    connection.commit()
    connection.close()


def data(mops: Runner, line: str) -> Any:
    return mops(f"{line} --format json").json["data"]


def codes(rows: Sequence[Any]) -> set[tuple[str, str]]:
    return {(row["code"], row["subject"]) for row in rows}


def lapse(mops: Runner, said: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    found = data(mops, f"{SINCE} {said}")
    return codes(found["findings"]), codes(found["gone"])


def test_what_changed_in_the_store_is_told_as_new_and_gone(example: Path, mops: Runner) -> None:
    mops.ok("right clear roadmap decide --position head-of-operations")
    mops.ok("platform set cdp --manager omer")
    on(example, "2026-11-20", MONDAY.isoformat(), MONDAY.isoformat())
    new, gone = lapse(mops, "2026-11-23")
    assert ("OPM801", "topic:roadmap") in new
    assert ("CAP506", "platform:cdp") in gone
    assert ("CAP506", "platform:survey-tool") not in new | gone
    assert data(mops, f"{SINCE} 2026-11-23")["since"] == "2026-11-23"


def test_what_time_alone_brought_is_new(example: Path, mops: Runner) -> None:
    on(example, "2026-11-01")
    late = codes(data(mops, "gaps --select PLN611")["findings"])
    assert {("PLN611", "plan:cdp-rollout"), ("PLN611", "task:list-audiences")} <= late
    new, _ = lapse(mops, "2026-11-10 --select PLN611 --plan cdp-rollout")
    assert {row for row in new if row[0] == "PLN611"} == {("PLN611", "task:list-audiences")}
    later = f"{MONDAY + timedelta(1)} --today {MONDAY + timedelta(40)} --select WAV001"
    assert ("WAV001", "platform:crm") in lapse(mops, later)[0]


def test_the_day_itself_is_part_of_what_is_new_and_the_day_before_is_not(example: Path, mops: Runner) -> None:
    mops.ok("right clear roadmap decide --position head-of-operations")
    cleared = ("OPM801", "topic:roadmap")
    on(example, "2026-11-10", "2026-11-18T00:00:00+00:00")
    assert cleared in lapse(mops, "2026-11-18")[0]
    assert cleared not in lapse(mops, "2026-11-19")[0]
    on(example, "2026-11-10", "2026-11-18T01:30:00+02:00")  # the 17th in UTC
    assert cleared not in lapse(mops, "2026-11-18")[0]
    assert cleared in lapse(mops, "2026-11-17")[0]


def test_before_the_store_was_made_nothing_was_missing(example: Path, mops: Runner) -> None:
    on(example, "2026-11-10")
    everything = codes(data(mops, "gaps")["findings"])
    for day in ("2026-11-10", "2026-11-09", "2020-01-01"):
        assert lapse(mops, day) == (everything, set())
    assert lapse(mops, "2026-11-11")[0] < everything


def test_a_plan_that_began_later_is_new_with_all_that_it_lacks(example: Path, mops: Runner) -> None:
    mops.ok('plan init "Loyalty" --key loyalty')
    on(example, "2026-11-10", "2026-11-20")
    now = codes(data(mops, "gaps --plan loyalty")["findings"])
    found = data(mops, f"{SINCE} 2026-11-20 --plan loyalty")
    assert {row["plan"] for row in found["findings"]} == {"loyalty"}
    of_the_plan = {row["subject"] for row in data(mops, "gaps --plan loyalty")["findings"] if row["plan"]}
    assert of_the_plan <= {subject for _, subject in now}
    assert {row["subject"] for row in found["findings"]} == of_the_plan
    rollout = data(mops, f"{SINCE} 2026-11-20 --plan cdp-rollout")["findings"]
    assert {row["plan"] for row in rollout} <= {"cdp-rollout"}


def test_of_a_plan_only_what_went_of_it_or_of_the_organisation(example: Path, mops: Runner) -> None:
    mops.ok('plan init "Loyalty" --key loyalty')
    mops.ok("team join legal --impact text --understood-by noor --plan cdp-rollout")
    mops.ok("platform set cdp --manager omer")
    on(example, "2026-11-20", "2026-11-20", *["2026-11-23"] * 2)
    rollout, loyalty = (lapse(mops, f"2026-11-23 --plan {plan}")[1] for plan in ("cdp-rollout", "loyalty"))
    assert {("SUP305", "team:legal"), ("CAP506", "platform:cdp")} <= rollout
    assert loyalty == {("CAP506", "platform:cdp")}


def test_only_what_is_new_counts(example: Path, mops: Runner) -> None:
    mops.ok("right clear roadmap decide --position head-of-operations")
    on(example, "2026-11-20", MONDAY.isoformat())
    assert mops("gaps").code == 1
    for kind in ("table", "plain", "json", "sarif", "junit", "github", "gitlab"):
        assert mops(f"{SINCE} 2026-11-23 --format {kind}").code == 0
        assert mops(f"{SINCE} 2026-11-23 --fail-on warning --format {kind}").code == 1
    assert mops(f"{SINCE} 2026-11-23 --fail-on warning --exit-zero").code == 0
    assert mops(f"{SINCE} 2026-11-23 --fail-on warning --ignore OPM").code == 0


def test_the_page_says_how_many_came_and_went(example: Path, mops: Runner) -> None:
    mops.ok("right clear roadmap decide --position head-of-operations")
    on(example, "2026-11-20", MONDAY.isoformat())
    page = mops(f"{SINCE} 2026-11-23 --format md").out
    assert "1 new since 2026-11-23, 0 gone" in page
    assert "nobody decides on roadmap" in page
    assert "survey-tool" not in page
    mops.ok("undo")
    on(example, "2026-11-20", MONDAY.isoformat(), MONDAY.isoformat())
    assert mops(f"{SINCE} 2026-11-23 --format md").out == (
        "# What is missing\n\nNothing is missing that was not missing before 2026-11-23.\n\n"
        "0 new since 2026-11-23, 0 gone\n"
    )


def test_what_was_renamed_is_neither_new_nor_gone(example: Path, mops: Runner) -> None:
    mops.ok("team rename it engineering")
    mops.ok("capability rename send-campaigns send-mailings")
    on(example, "2026-11-20", *["2026-11-23"] * 2)
    assert ("COM204", "team:engineering") in codes(data(mops, "gaps")["findings"])
    assert lapse(mops, "2026-11-23") == (set(), set())
    assert lapse(mops, "2026-11-23 --team engineering --plan cdp-rollout") == (set(), set())
    mops.ok("right clear roadmap decide --position head-of-operations")
    on(example, "2026-11-20", *["2026-11-23"] * 3)
    assert lapse(mops, "2026-11-23") == ({("OPM801", "topic:roadmap")}, set())


def test_what_went_is_told_under_its_name_of_today(example: Path, mops: Runner) -> None:
    mops.ok("platform rename cdp hub")
    mops.ok("platform set hub --manager omer")
    on(example, "2026-11-20", *["2026-11-23"] * 2)
    assert lapse(mops, "2026-11-23 --select CAP506") == (set(), {("CAP506", "platform:hub")})


def test_of_a_team_only_what_concerns_it(example: Path, mops: Runner) -> None:
    mops.ok("right clear roadmap decide --position head-of-operations")
    mops.ok("platform set cdp --manager omer")
    mops.ok("team join legal --impact text --understood-by noor")
    on(example, "2026-11-20", *["2026-11-23"] * 3)
    assert ("SUP305", "team:legal") in lapse(mops, "2026-11-23")[1]
    assert lapse(mops, "2026-11-23 --team legal")[1] == {("SUP305", "team:legal")}
    assert lapse(mops, "2026-11-23 --team sales") == (set(), set())
    mops.ok("team rename legal lawyers")
    on(example, "2026-11-20", *["2026-11-23"] * 4)
    assert lapse(mops, "2026-11-23 --team lawyers")[1] == {("SUP305", "team:lawyers")}
    assert mops(f"{SINCE} 2026-11-23 --team slaes").code == 4


def test_a_waived_finding_that_was_there_is_not_new_when_its_waiver_ends(example: Path, mops: Runner) -> None:
    mops.ok("waive RAC701 send-campaigns --reason later --by helena --until 2026-11-23")
    on(example, "2026-11-20", "2026-11-21")
    new, gone = lapse(mops, "2026-11-23 --today 2026-11-24")
    assert ("RAC701", "capability:send-campaigns") not in new | gone
    assert ("WAV001", "capability:send-campaigns") in new
    assert ("RAC701", "capability:send-campaigns") in codes(data(mops, "gaps --today 2026-11-24")["findings"])


def of_it(rows: tuple[set[tuple[str, str]], set[tuple[str, str]]]) -> list[str]:
    """The commitment of one team, as `+` and `-` of what is new and gone."""
    new, gone = rows
    return sorted(
        sign + code
        for sign, some in (("+", new), ("-", gone))
        for code, of in some
        if of == "team:it" and "COM" in code
    )


def test_a_refusal_since_then_is_told_to_those_who_may_know(example: Path, mops: Runner) -> None:
    mops.ok("commit refuse it --kind contribute --because SECRET")
    on(example, "2026-11-20", "2026-11-23")
    for audience in ("me", "leaders"):
        assert of_it(lapse(mops, f"2026-11-23 --audience {audience}")) == ["+COM202", "-COM203"]
    assert ("COM207", "team:it") in codes(data(mops, "gaps")["findings"])  # it looks as if nobody had answered
    for audience in ("team", "all"):
        ran = mops(f"{SINCE} 2026-11-23 --audience {audience} --format json")
        assert ("refus" in ran.out, "SECRET" in ran.out) == (False, False)
        assert of_it(lapse(mops, f"2026-11-23 --audience {audience}")) == []


def test_a_refusal_that_was_taken_back_is_told_as_little(example: Path, mops: Runner) -> None:
    mops.ok("commit refuse it --kind contribute --because SECRET")
    mops.ok("team rename it engineering")
    on(example, "2026-11-20", "2026-11-23", "2026-11-23")
    assert lapse(mops, "2026-11-23") == (set(), set())
    on(example, "2026-11-20", "2026-11-21", "2026-11-23")
    assert lapse(mops, "2026-11-23") == (set(), set())
    assert lapse(mops, "2026-11-23 --audience me") == (set(), set())


TOLD = ("plan status", "commit show --history", f"{SINCE} 2026-11-18")


def said_to(audience: str, mops: Runner) -> list[Any]:
    """What is told of the past; of the status page its figures, for the rest tells of the last change-sets."""
    found = [data(mops, f"{line} --audience {audience}") for line in TOLD]
    return [found[0]["alignment"], *found[1:]]


@pytest.mark.parametrize(
    ("no", "back"),
    [
        ("commit refuse it --kind assign --because SECRET", "undo"),
        ("commit refuse it --kind contribute --because SECRET", "undo"),
        ("team join it --critical no", "undo"),
        ("support set helena --timing no", "undo"),
        ("support set helena --solution no", "support set helena --solution yes"),
    ],
)
def test_a_no_that_was_taken_back_never_was_to_others(example: Path, mops: Runner, no: str, back: str) -> None:
    on(example, "2026-11-05")
    before = {audience: said_to(audience, mops) for audience in ("me", "team", "all")}
    mops.ok(no)
    mops.ok(back)
    for days in (("2026-11-10", "2026-11-20"), ("2026-11-19", "2026-11-21")):
        on(example, "2026-11-05", *days)
        for audience in ("team", "all"):
            assert said_to(audience, mops) == before[audience]
    on(example, "2026-11-05", "2026-11-10", "2026-11-20")
    assert said_to("me", mops) != before["me"]


def test_a_store_in_which_somebody_was_forgotten_still_has_its_past(example: Path, mops: Runner) -> None:
    mops.ok("right clear roadmap decide --position head-of-operations")
    mops.ok("person forget olga --yes")
    on(example, "2026-11-20", "2026-11-23", "2026-11-23")
    assert ("OPM801", "topic:roadmap") in lapse(mops, "2026-11-23")[0]


@pytest.mark.parametrize(
    ("said", "code", "why"),
    [
        ("2026-11-24", 2, "--since 2026-11-24 is still to come\n  try: mopsctl gaps --since 2026-11-23\n"),
        ("2026-11-23 --today 2026-11-20", 2, "--since 2026-11-23 is still to come"),
        ("yesterday", 2, 'no date "yesterday"; write 2026-12-04, today, -7d, +5d, +5wd or fri\n'),
        ('""', 2, "Invalid value for '--since'"),
        ("2026-11-20 plan.yaml", 2, "--since asks the history of a store, and plan files have none"),
    ],
)
def test_a_day_that_cannot_be_asked_for_is_refused(example: Path, mops: Runner, said: str, code: int, why: str) -> None:
    ran = mops(f"{SINCE} {said}")
    assert (ran.code, ran.out) == (code, "")
    assert why in ran.err


def test_a_long_history_is_asked_for_its_end(example: Path, mops: Runner) -> None:
    for n in range(70):
        mops.ok(f"team set legal --name Legal{n}")
    mops.ok("right clear roadmap decide --position head-of-operations")
    days = ["2026-11-10", *["2026-11-21"] * 70, "2026-11-23"]
    on(example, *days)
    for day in ("2026-11-23", "2026-11-21"):
        assert lapse(mops, f"{day} --select OPM801") == ({("OPM801", "topic:roadmap")}, set())
    everything = codes(data(mops, "gaps")["findings"])
    assert lapse(mops, "2026-11-10")[0] == everything


@pytest.mark.postgres
def test_a_store_on_a_server_remembers_too(
    folder: Path, mops: Runner, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOPSCTL_DB", postgres_url)
    mops.ok("plan init --example cdp-rollout")
    mops.ok("right clear roadmap decide --position head-of-operations")
    execute(postgres_url, "UPDATE changesets SET at = '2026-11-20T23:30:00-02:00' WHERE number = 1")  # the 21st in UTC
    execute(postgres_url, "UPDATE changesets SET at = '2026-11-23T00:00:00Z' WHERE number = 2")
    assert lapse(mops, "2026-11-23 --select OPM801") == ({("OPM801", "topic:roadmap")}, set())
    assert len(lapse(mops, "2026-11-22")[0]) < len(lapse(mops, "2026-11-21")[0])
