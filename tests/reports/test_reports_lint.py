"""What the formats of other programs are told of findings."""

from datetime import date
from typing import Any

from report_samples import BEFORE, MONDAY, sample

from mopsctl.edit import records
from mopsctl.model.policy import Policy
from mopsctl.model.waiver import Waiver
from mopsctl.reports.lint import lint
from mopsctl.reports.told import Place, told

SAMPLE = sample()


def linted(policy: Policy, portfolio: Any = SAMPLE, **more: Any) -> dict[str, Any]:
    some = told(portfolio, policy, "me")
    return lint(some, policy, lambda one: Place("plan.yaml", 7), day=MONDAY, store="mops.db", **more)


def test_the_rules_that_were_asked_are_told_as_gravely_as_they_are_rated() -> None:
    rules = linted(Policy(select=("RAC70", "CAP506"), severities=(("RAC707", "error"),)))["rules"]
    assert [one["code"] for one in rules if not one["code"].startswith("GAT4")] == [
        "CAP506", *(f"RAC70{number}" for number in range(1, 10)),
    ]  # fmt: skip
    rated = {one["code"]: one["severity"] for one in rules}
    assert (rated["RAC707"], rated["RAC701"], rated["RAC705"]) == ("error", "error", "warning")
    assert all(one["why"] and one["cure"] and one["summary"] for one in rules)


def test_a_finding_is_told_with_its_subject_its_place_and_its_state() -> None:
    waiver = Waiver("CAP506", "platform:esp", "It goes\nsoon", "ada", BEFORE, date(2026, 12, 1))
    found = linted(Policy(select=("CAP506",)), records.put(SAMPLE, waiver))["findings"]
    mine = [one for one in found if one["code"] == "CAP506"]
    assert [(one["state"], one["reason"]) for one in mine] == [
        ("open", ""),
        ("waived", "Waived by ada until 2026-12-01: It goes soon"),
    ]
    assert {(one["file"], one["line"], one["told"].partition(":")[0]) for one in mine} == {
        ("plan.yaml", 7, "cdp"),
        ("plan.yaml", 7, "esp"),
    }


def test_what_fails_is_told_by_severity() -> None:
    policy = Policy(select=("WAV",))
    assert linted(policy)["failing"] == ("error",)
    assert linted(policy, fail_on="info")["failing"] == ("error", "warning", "info")
    assert linted(policy, fail_on=None)["failing"] == ()
