"""A finding is accepted only where there is one, by somebody, for a reason, until a day."""

import hashlib
import re
from pathlib import Path

import pytest
from cli_runner import Runner

TERMS = '--reason "the lists move in June" --by helena --until 2027-06-30'


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def waivers(mops: Runner) -> set[tuple[str, str, str]]:
    export = mops.ok("waiver list --audience me --format json").json["data"]
    return {(row["code"], row["subject"], row["plan"]) for row in export}


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("GAT401 analytics", ("GAT401", "team:analytics", "cdp-rollout")),
        ("gat401 team:analytics", ("GAT401", "team:analytics", "cdp-rollout")),
        ("GAT402 manage-consent", ("GAT402", "capability:manage-consent", "cdp-rollout")),
        ("SUP302 cdp-rollout", ("SUP302", "plan:cdp-rollout", "cdp-rollout")),
        ("GAT402 personalise-content", ("GAT402", "capability:personalise-content", "cdp-rollout")),  # again
    ],
)
def test_a_finding_is_waived_where_it_was_found(
    example: Path, mops: Runner, said: str, stored: tuple[str, str, str]
) -> None:
    mops.ok(f"waive {said} {TERMS}")
    assert stored in waivers(mops)


def test_what_is_found_in_the_organisation_is_waived_there(example: Path, mops: Runner) -> None:
    found = mops("gaps --format json --audience me").json["data"]["findings"]
    code, subject = next((one["code"], one["subject"]) for one in found if one["plan"] == "")
    mops.ok(f"waive {code} {subject} {TERMS} --plan cdp-rollout")
    assert (code, subject, "") in waivers(mops)
    left = mops("gaps --format json --audience me").json["data"]["findings"]
    assert (code, subject) not in {(one["code"], one["subject"]) for one in left}


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("GAT401 analytcs " + TERMS, 4, 'GAT401 finds nothing to waive on "analytcs"; did you mean "analytics"?'),
        (
            "GAT401 shop " + TERMS,
            4,
            'GAT401 finds nothing to waive on "shop"; it does on analytics, data-management',
        ),
        ("PLN601 kick-off " + TERMS, 4, 'PLN601 finds nothing to waive on "kick-off"\n'),
        ("GAT499 analytics " + TERMS, 2, 'no rule "GAT499"; did you mean "GAT4'),
        ("gat4 analytics " + TERMS, 2, '"GAT4" names 4 rules, not one: GAT401, GAT402, GAT403, GAT404'),
        (
            "GAT401 analytics --reason x --by helena --until 2027-11-25",
            2,
            "until 2027-11-25 is further off than a waiver may hold: 366 days (waiver_days), until 2027-11-24; it can",
        ),
        ("GAT404 personalise-content " + TERMS, 2, "GAT404 tells of waivers and cannot be waived"),
        ("WAV001 survey-tool " + TERMS, 2, "WAV001 tells of waivers and cannot be waived"),
        (
            'GAT401 analytics --reason "..." --by helena --until 2027-06-30',
            2,
            "a waiver names its reason: --reason TEXT",
        ),
        ('GAT401 analytics --reason "" --by helena --until 2027-06-30', 2, "a waiver names its reason: --reason TEXT"),
        ("GAT401 analytics --reason x --by helena --until 2026-11-22", 2, "until 2026-11-22 is past"),
        (
            'GAT401 analytics --reason x --by helena --until ""',
            2,
            "a waiver names the last day on which it holds: --until DATE",
        ),
        ("GAT401 analytics --reason x --by helena", 2, "Missing option '--until'."),
        ("GAT401 analytics --reason x --until +5d", 2, "Missing option '--by'."),
        ("GAT401 analytics --by helena --until +5d", 2, "Missing option '--reason'."),
        ("GAT401 analytics --reason x --by nobody --until +5d", 4, 'no person "nobody"'),
        ("GAT401 analytics --plan cdp-rolout " + TERMS, 4, 'no plan "cdp-rolout"; did you mean "cdp-rollout"?'),
        ("GAT401", 2, "Missing argument 'SUBJECT'."),
    ],
)
def test_what_may_not_be_waived_is_refused(example: Path, mops: Runner, line: str, code: int, said: str) -> None:
    before = digest(example)
    ran = mops(f"waive {line}")
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"mopsctl: {said}"), ran.err
    assert digest(example) == before


def test_what_others_may_not_know_is_not_suggested_to_them(example: Path, mops: Runner) -> None:
    for audience, told in (("me", True), ("all", False)):
        ran = mops(f"waive COM206 analytic {TERMS} --audience {audience}")
        assert ran.code == 4
        assert ("analytics" in ran.err) == told


def test_a_key_of_two_things_or_a_finding_of_two_plans_wants_a_choice(example: Path, mops: Runner) -> None:
    example.with_name("two.yaml").write_text(
        "mopsctl: 1\nplans:\n- {key: second, name: Second, start: 2026-11-02, platform: cdp, manager: isil}\n", "utf-8"
    )
    mops.ok("apply two.yaml")
    ran = mops(f"waive GAT402 manage-consent {TERMS}")
    assert (ran.code, ran.err) == (
        2,
        "mopsctl: GAT402 on manage-consent is found in several plans (cdp-rollout, second); choose one with --plan\n",
    )
    mops.ok(f"waive GAT402 manage-consent {TERMS} --plan second")
    assert ("GAT402", "capability:manage-consent", "second") in waivers(mops)
    mops.ok(f"waive GAT402 manage-consent {TERMS} --plan cdp-rollout")
    assert mops("waiver remove GAT402 manage-consent").code == 2
    mops.ok("waiver remove GAT402 manage-consent --plan second")
    assert ("GAT402", "capability:manage-consent", "second") not in waivers(mops)


def test_no_waiver_that_is_not_there_is_removed(example: Path, mops: Runner) -> None:
    ran = mops("waiver remove GAT401 analytics")
    assert (ran.code, ran.out, ran.err) == (
        4,
        "",
        "mopsctl: no waiver of GAT401 on analytics\n  try: mopsctl waiver list\n",
    )


def test_conditions_are_an_exit_code_only_when_asked_for(example: Path, mops: Runner) -> None:
    for code, subject in (("GAT401", "analytics"), ("GAT401", "data-management"), ("GAT402", "manage-consent"),
                          ("GAT402", "report-campaigns")):  # fmt: skip
        assert [mops(f"gate{flag}").code for flag in ("", " --strict", " --all", " --all --strict")] == [3, 3, 3, 3]
        mops.ok(f"waive {code} {subject} {TERMS}")
    assert [mops(f"gate{flag}").code for flag in ("", " --strict", " --all", " --all --strict")] == [0, 1, 0, 1]


def test_the_gates_of_all_open_plans_are_told_and_the_worst_decides(example: Path, mops: Runner) -> None:
    example.with_name("two.yaml").write_text(
        "mopsctl: 1\nplans:\n- {key: free, name: Free, start: 2026-11-02}\n"
        "- {key: gone, name: Gone, start: 2026-11-02, closed: 2026-11-03}\n",
        "utf-8",
    )
    mops.ok("apply two.yaml")
    ran = mops("gate --all --format json")
    assert ran.code == 3
    assert [one["plan"] for one in ran.json["data"]] == ["cdp-rollout", "free"]
    assert mops("gate").code == 2  # which one?


def test_a_waiver_holds_for_as_long_as_the_settings_let_it(example: Path, mops: Runner) -> None:
    line = "waive GAT401 analytics --reason x --by helena --until"
    mops.ok(f"{line} 2027-11-24")
    example.with_name("mopsctl.toml").write_text("waiver_days = 1\n", "utf-8")
    assert mops(f"{line} 2026-11-25").err.startswith(
        "mopsctl: until 2026-11-25 is further off than a waiver may hold: 1 day (waiver_days), until 2026-11-24;"
    )
    mops.ok(f"{line} 2026-11-24")


def test_what_is_waived_is_shown_as_waived_in_every_format(example: Path, mops: Runner) -> None:
    mops.ok("waive GAT401 analytics --reason 'decided in June' --by helena --until 2027-06-30")
    for form in ("table", "md", "csv", "plain"):
        told = " ".join(mops(f"gaps --select GAT --audience me --format {form}").out.split())
        assert "decided in June" in told, form
        assert re.search(r"[Ww]aived", told), form
    data = mops("gaps --select GAT --audience me --format json").json["data"]
    waived = [(one["finding"]["code"], one["finding"]["subject"], one["waiver"]["by"]) for one in data["waived"]]
    assert ("GAT401", "team:analytics", "helena") in waived
    assert ("GAT401", "team:analytics") not in {(one["code"], one["subject"]) for one in data["findings"]}


def test_a_waiver_of_a_rule_that_there_is_not_is_a_finding_that_suggests_one(example: Path, mops: Runner) -> None:
    example.with_name("two.yaml").write_text(
        "mopsctl: 1\nwaivers:\n- {code: RAC799, subject: 'team:analytics', reason: x, by: helena, on: 2026-11-23, "
        "until: 2026-12-23}\n",
        "utf-8",
    )
    mops.ok("apply two.yaml")
    found = mops("gaps --select WAV002 --audience me --format json").json["data"]["findings"]
    (one,) = [row for row in found if "RAC799" in row["message"]]
    assert one["message"] == ("there is no rule RAC799 (did you mean RAC709?), and helena accepts it until 2026-12-23")
    mops.ok(one["cure"].removeprefix("mopsctl "))
    assert "RAC799" not in mops.ok("waiver list --audience me").out
