"""`gaps --stage`: what would be missing if plans stood in another stage; nothing of it is stored."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Runner

AS_IF = "gaps --audience me --select PLN610,OUT101"


def codes(mops: Runner, line: str) -> set[str]:
    return {row["code"] for row in told(mops, line)["findings"]}


def told(mops: Runner, line: str) -> Any:
    return mops(f"{line} --format json").json["data"]


@pytest.fixture
def planned(folder: Path, mops: Runner) -> Path:
    mops.ok('plan init "CDP rollout" --platform cdp')
    mops.ok("team join it")
    return folder


def test_the_rules_of_that_stage_speak_and_nothing_is_stored(planned: Path, mops: Runner) -> None:
    assert codes(mops, AS_IF) == {"OUT101"}
    assert codes(mops, f"{AS_IF} --stage plan") == {"OUT101", "PLN610"}
    assert codes(mops, f"{AS_IF} --stage launch") == {"PLN610"}
    assert codes(mops, AS_IF) == {"OUT101"}


def test_the_page_and_the_data_say_that_it_is_supposed(planned: Path, mops: Runner) -> None:
    assert told(mops, f"{AS_IF} --stage build")["stage"] == "build"
    assert "stage" not in told(mops, AS_IF)
    assert "judged as if in **build**" in mops(f"{AS_IF} --stage build --format md").out
    assert "judged as if" not in mops(f"{AS_IF} --format md").out


def test_with_a_plan_only_that_one_is_supposed_to_be_there(planned: Path, mops: Runner) -> None:
    mops.ok('plan init "Loyalty" --key loyalty --platform loyalty')
    mops.ok("team join it --plan loyalty")
    rows = told(mops, f"{AS_IF} --stage launch --plan loyalty")["findings"]
    assert {(row["code"], row["plan"]) for row in rows} == {("PLN610", "loyalty")}


def test_known_findings_are_checked_as_if_in_that_stage_too(planned: Path, mops: Runner) -> None:
    mops.ok("gaps known write")
    found = told(mops, "gaps known check --select PLN610 --stage plan")
    assert ({row["code"] for row in found["findings"]}, found["stage"]) == ({"PLN610"}, "plan")


def test_a_mistyped_stage_is_told_with_a_suggestion(planned: Path, mops: Runner) -> None:
    result = mops("gaps --stage bild --format json")
    assert result.code == 2
    assert 'Did you mean "build"' in json.loads(result.err)["error"]["message"]
