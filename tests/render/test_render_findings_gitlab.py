"""The report of code quality for GitLab."""

import json
from typing import Any

import jsonschema
import pytest
from findings_samples import GITLAB, finding, lint

from mopsctl.render.findings.gitlab import render


def issues(told: dict[str, Any]) -> Any:
    read = json.loads(render(told))
    GITLAB.validate(read)
    return read


def test_what_counts_is_told_with_its_place() -> None:
    found = issues(lint())
    assert [one["check_name"] for one in found] == [
        "GAT402 overlap-undecided",
        "RAC701 no-accountable",
        "RAC701 no-accountable",
        "RAC705 many-responsible",
        "RAC707 silo-row",
    ]
    assert found[1] == {
        "description": "send: nobody is accountable (mopsctl raci set send --team it A)",
        "check_name": "RAC701 no-accountable",
        "fingerprint": "RAC701-capability:send",
        "severity": "critical",
        "location": {"path": "plans/plan.yaml", "lines": {"begin": 7}},
    }


def test_what_closes_the_gate_blocks() -> None:
    assert [one["severity"] for one in issues(lint())] == ["blocker", "critical", "critical", "minor", "info"]


def test_a_rule_of_the_gate_that_only_warns_blocks_nothing() -> None:
    [one] = issues(lint(finding("GAT404", "waived-gate", "warning", "capability:send")))
    assert one["severity"] == "minor"


def test_no_findings_are_an_empty_report() -> None:
    assert render(lint(findings=[])) == "[]\n"


def test_a_finding_without_a_file_stands_in_the_store() -> None:
    [one] = issues(lint(finding("RAC701", "no-accountable", "error", "team:it", file="", line=0, cure="")))
    assert one["location"] == {"path": "mops.db", "lines": {"begin": 1}}


def test_it_is_ascii_for_outputs_that_hold_no_more() -> None:
    named = finding("RAC701", "no-accountable", "error", "team:it", message="Işıl 🙂", cure="")
    assert render(lint(named)).isascii()
    assert issues(lint(named))[0]["description"] == "it: Işıl 🙂"


def test_the_schema_refuses_another_severity() -> None:
    found = issues(lint())
    found[0]["severity"] = "error"
    with pytest.raises(jsonschema.ValidationError):
        GITLAB.validate(found)
