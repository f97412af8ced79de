"""SARIF: valid by the published schema, and what code scanning on GitHub needs of it."""

import json
from typing import Any

import jsonschema
import pytest
from findings_samples import FINDINGS, SARIF, finding, lint

from mopsctl.render.findings.sarif import render


def run_of(told: dict[str, Any]) -> Any:
    log = json.loads(render(told))
    SARIF.validate(log)
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    return log["runs"][0]


def test_a_report_is_valid_by_the_schema_of_the_standard() -> None:
    run_of(lint())
    run_of(lint(findings=[]))
    run_of(lint(compared=True, plan="cdp"))


def test_the_schema_refuses_what_is_not_sarif() -> None:
    log = json.loads(render(lint()))
    del log["runs"][0]["results"][0]["message"]
    with pytest.raises(jsonschema.ValidationError):
        SARIF.validate(log)


def test_only_rules_that_found_something_are_listed_by_code_with_why_and_cure() -> None:
    driver = run_of(lint())["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("mopsctl", "0.1.0")
    assert [rule["id"] for rule in driver["rules"]] == ["GAT402", "RAC701", "RAC705", "RAC707"]
    rule = driver["rules"][1]
    assert rule["name"] == "no-accountable"
    assert rule["fullDescription"]["text"] == "Because (domain §2.1)."
    assert rule["shortDescription"] == {"text": "no-accountable, in a sentence."}
    assert rule["help"]["text"] == "Because (domain §2.1).\nCure: mopsctl cure RAC701"
    assert "```sh\nmopsctl cure RAC701\n```" in rule["help"]["markdown"]
    assert [rule["defaultConfiguration"]["level"] for rule in driver["rules"]] == ["error", "error", "warning", "note"]


def test_a_result_names_its_rule_its_subject_its_line_and_its_cure() -> None:
    run = run_of(lint())
    result = run["results"][1]
    assert result == {
        "ruleId": "RAC701",
        "ruleIndex": 1,
        "level": "error",
        "message": {"text": "send: nobody is accountable. Cure: mopsctl raci set send --team it A"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "plans/plan.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 7},
                },
                "logicalLocations": [{"fullyQualifiedName": "capability:send", "kind": "capability"}],
            }
        ],
        "partialFingerprints": {"mopsctl/v1": "RAC701-capability:send"},
        "properties": {"plan": "cdp", "cure": "mopsctl raci set send --team it A"},
    }
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [one["ruleId"] for one in run["results"]]
    assert [one["level"] for one in run["results"]] == ["error", "error", "error", "warning", "note", "error"]


def test_what_is_waived_is_suppressed_with_its_reason() -> None:
    *others, waived = run_of(lint())["results"]
    justification = "Waived by ada until 2026-12-31: nobody hired yet"
    assert waived["suppressions"] == [{"kind": "external", "status": "accepted", "justification": justification}]
    assert all("suppressions" not in one for one in others)


def test_known_findings_are_unchanged_and_others_new_once_they_were_compared() -> None:
    known = finding("RAC707", "silo-row", "info", "task:old", state="known")
    states = [one["baselineState"] for one in run_of(lint(FINDINGS[0], known, compared=True))["results"]]
    assert states == ["new", "unchanged"]
    assert all("baselineState" not in one for one in run_of(lint())["results"])


def test_every_result_has_a_file_and_a_line_for_github_refuses_all_for_one_without() -> None:
    place = run_of(lint(finding("RAC701", "no-accountable", "error", "team:it", file="", line=0)))["results"][0][
        "locations"
    ][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "mops.db", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 1},
    }


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("plans/cdp plan.yaml", "plans/cdp%20plan.yaml"),
        ("pläne/100%.yaml", "pl%C3%A4ne/100%25.yaml"),
        ("a:b#c?.yaml", "a%3Ab%23c%3F.yaml"),
        ("\udcff.yaml", "%FF.yaml"),
    ],
)
def test_a_path_is_written_as_a_relative_reference(path: str, uri: str) -> None:
    result = run_of(lint(finding("RAC701", "no-accountable", "error", "team:it", file=path)))["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_a_file_outside_of_the_repository_is_an_absolute_uri() -> None:
    result = run_of(lint(finding("RAC701", "no-accountable", "error", "team:it", file="/srv/my plan.yaml")))["results"]
    assert result[0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///srv/my%20plan.yaml"}


def test_results_of_one_rule_on_one_line_bring_the_hash_that_keeps_github_from_merging_them() -> None:
    same = [finding("RAC701", "no-accountable", "error", f"team:{key}", file="", line=0) for key in "ab"]
    alone = finding("RAC707", "silo-row", "info", "team:a", file="", line=0)
    prints = [one["partialFingerprints"] for one in run_of(lint(*same, alone))["results"]]
    assert [one.get("primaryLocationLineHash") for one in prints] == ["RAC701-team:a", "RAC701-team:b", None]


def test_a_message_holds_no_placeholder_and_no_link() -> None:
    named = finding("RAC701", "no-accountable", "error", "team:it", message="[x](http://evil) {0} \x1b[2J", cure="")
    text = run_of(lint(named))["results"][0]["message"]["text"]
    assert text == "it: [x] (http://evil) {{0}} \\x1b[2J"


def test_it_is_ascii_for_outputs_that_hold_no_more() -> None:
    named = finding("RAC701", "no-accountable", "error", "team:it", message="Işıl 🙂", cure="")
    assert render(lint(named)).isascii()
    assert run_of(lint(named))["results"][0]["message"]["text"] == "it: Işıl 🙂"


def test_the_run_of_one_plan_has_a_category_of_its_own() -> None:
    assert run_of(lint())["automationDetails"] == {"id": "mopsctl/gaps/"}
    assert run_of(lint(plan="cdp"))["automationDetails"] == {"id": "mopsctl/gaps/cdp/"}
