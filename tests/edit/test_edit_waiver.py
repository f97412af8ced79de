"""Accepting a finding for a time (domain §1.4)."""

from collections.abc import Callable
from typing import Any

import pytest
from edit_builders import LATER, TODAY, YESTERDAY, changed, small

from mopsctl.edit import waiver
from mopsctl.errors import NOT_FOUND, USAGE, MopsError
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.waiver import Waiver


def refused(edit: Callable[[], object]) -> tuple[str, int]:
    with pytest.raises(MopsError) as raised:
        edit()
    return raised.value.message, raised.value.code


def waive(portfolio: Portfolio, code: str = "GAT401", plan: str = "rollout", **said: Any) -> Portfolio:
    terms = {"reason": "lists move in May", "by": "mert", "until": LATER, **said}
    return waiver.waive(portfolio, plan, code, "team:analytics", **terms)


def test_a_finding_is_accepted_by_somebody_for_a_reason_until_a_day() -> None:
    after = waive(small())
    assert changed(small(), after) == [("waivers", ("rollout", "GAT401", "team:analytics"), "added")]
    assert after.waivers["rollout", "GAT401", "team:analytics"] == Waiver(
        "GAT401", "team:analytics", "lists move in May", "mert", TODAY, LATER, "rollout"
    )


def test_a_second_waiver_on_the_same_finding_replaces_the_first() -> None:
    after = waive(waive(small()), reason="lists move in June", until=TODAY)
    assert [(one.reason, one.until) for one in after.waivers.values()] == [("lists move in June", TODAY)]
    assert len(waive(after, plan="").waivers) == 2


@pytest.mark.parametrize("reason", ["", " ", "...", "…", " . ", "\u200b"])
def test_a_waiver_without_a_reason_is_refused(reason: str) -> None:
    assert refused(lambda: waive(small(), reason=reason)) == ("a waiver names its reason: --reason TEXT", USAGE)


def test_a_waiver_that_is_past_is_refused_and_one_until_today_is_not() -> None:
    assert refused(lambda: waive(small(), until=YESTERDAY)) == (
        "until 2026-11-20 is past; a waiver holds until a day to come",
        USAGE,
    )
    assert waive(small(), until=TODAY).waivers


def test_approval_is_no_matter_of_the_future() -> None:
    assert refused(lambda: waive(small(), on=LATER))[0] == "2026-12-04 is still to come; say the day it happened"
    assert waive(small(), on=YESTERDAY).waivers["rollout", "GAT401", "team:analytics"].on == YESTERDAY


@pytest.mark.parametrize("code", ["GAT404", "WAV001", "WAV002"])
def test_what_tells_of_waivers_is_not_waived(code: str) -> None:
    assert refused(lambda: waive(small(), code)) == (f"{code} tells of waivers and cannot be waived", USAGE)


def test_who_approved_and_what_it_is_about_are_known() -> None:
    assert refused(lambda: waive(small(), by="nobody"))[1] == NOT_FOUND
    assert refused(lambda: waiver.waive(
        small(), "rollout", "GAT401", "team:nobody", reason="x", by="mert", until=LATER))[1] == NOT_FOUND  # fmt: skip
    assert refused(lambda: waive(small(), plan="rolout"))[1] == NOT_FOUND


def test_a_waiver_is_taken_back() -> None:
    waived = waive(small())
    assert waiver.lift(waived, "rollout", "GAT401", "team:analytics").waivers == {}
    for plan, code, subject in (("", "GAT401", "team:analytics"), ("rollout", "GAT402", "team:analytics")):
        assert refused(lambda p=plan, c=code, s=subject: waiver.lift(waived, p, c, s)) == (
            f"no waiver of {code} on analytics",
            NOT_FOUND,
        )
