"""JUnit XML: valid by two published schemas, and red in CI exactly where the exit code is 1."""

from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema
from findings_samples import FINDINGS, SCHEMAS, finding, lint

from mopsctl.render.findings.junit import render


@pytest.fixture(scope="module", params=["junit-10.xsd", "JUnit.xsd"])
def schema(request: pytest.FixtureRequest) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / request.param)


def suites(told: dict[str, Any]) -> dict[str, ElementTree.Element]:
    return {suite.attrib["name"]: suite for suite in ElementTree.fromstring(render(told).encode())}


def cases(told: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Class, name and outcome of every test."""
    return [
        (case.attrib["classname"], case.attrib["name"], case[0].tag if len(case) else "passed")
        for suite in suites(told).values()
        for case in suite.iter("testcase")
    ]


def test_a_report_is_valid_by_the_schemas_of_jenkins_and_of_ant(schema: xmlschema.XMLSchema) -> None:
    hostile = finding(
        "RAC701", "no-accountable", "error", "team:it", message="]]> & <b> \x00\x0b\ufffe\ud800 'x' \"y\""
    )
    for told in (lint(), lint(findings=[]), lint(rules=[], findings=[]), lint(hostile)):
        schema.validate(render(told))


def test_the_schemas_refuse_what_is_not_junit(schema: xmlschema.XMLSchema) -> None:
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        schema.validate(render(lint()).replace(' name="nothing found"', ""))


def test_every_rule_is_a_test_and_every_finding_a_failure_of_it() -> None:
    assert cases(lint()) == [
        ("mopsctl.CAP502 retire-without-date", "nothing found", "passed"),
        ("mopsctl.GAT402 overlap-undecided", "cdp capability:send", "failure"),
        ("mopsctl.RAC701 no-accountable", "cdp capability:send", "failure"),
        ("mopsctl.RAC701 no-accountable", "capability:sort", "failure"),
        ("mopsctl.RAC701 no-accountable", "cdp capability:tell", "skipped"),
        ("mopsctl.RAC705 many-responsible", "cdp capability:send", "skipped"),
        ("mopsctl.RAC707 silo-row", "cdp task:count", "skipped"),
    ]


def test_a_suite_is_an_area_and_counts_its_tests() -> None:
    counted = {
        name: tuple(int(suite.attrib[key]) for key in ("tests", "failures", "errors", "skipped"))
        for name, suite in suites(lint()).items()
    }
    assert counted == {
        "mopsctl gaps: capabilities and platforms": (1, 0, 0, 0),
        "mopsctl gaps: gate": (1, 1, 0, 0),
        "mopsctl gaps: responsibility": (5, 2, 0, 3),
    }


def test_a_failure_says_what_how_to_cure_it_and_where() -> None:
    failure = suites(lint())["mopsctl gaps: responsibility"].find("testcase/failure")
    assert failure is not None
    assert failure.attrib == {"type": "error", "message": "nobody is accountable"}
    assert failure.text == "nobody is accountable\nmopsctl raci set send --team it A\nplans/plan.yaml:7"


def test_what_is_waived_is_skipped_with_the_reason() -> None:
    reasons = [one.attrib["message"] for one in suites(lint())["mopsctl gaps: responsibility"].iter("skipped")]
    assert reasons == [
        "Waived by ada until 2026-12-31: nobody hired yet",
        "warning: 3 R",
        "info: neither C nor I",
    ]


@pytest.mark.parametrize(
    ("failing", "failures"), [((), 0), (("error",), 3), (("error", "warning"), 4), (("error", "warning", "info"), 5)]
)
def test_as_much_fails_as_makes_the_exit_code_1(failing: tuple[str, ...], failures: int) -> None:
    assert [outcome for _, _, outcome in cases(lint(failing=failing))].count("failure") == failures


def test_known_findings_are_no_tests() -> None:
    known = finding("RAC701", "no-accountable", "error", "team:old", state="known")
    assert cases(lint(known))[2] == ("mopsctl.RAC701 no-accountable", "nothing found", "passed")


def test_no_two_tests_have_one_name_for_readers_take_the_first() -> None:
    twice = [FINDINGS[1], {**FINDINGS[1], "message": "another"}]
    assert [name for _, name, _ in cases(lint(*twice))][2:4] == ["cdp capability:send", "cdp capability:send (2)"]


def test_it_is_ascii_for_outputs_that_hold_no_more() -> None:
    named = finding("RAC701", "no-accountable", "error", "team:it", message="Işıl 🙂")
    assert render(lint(named)).isascii()
    assert "Işıl 🙂" in {one.attrib["message"] for one in ElementTree.fromstring(render(lint(named))).iter("failure")}


def test_what_xml_cannot_hold_is_seen() -> None:
    named = finding("RAC701", "no-accountable", "error", "team:it", message='\x00 \x1b[31m ]]> \ud800 \u202e <&">')
    failure = suites(lint(named))["mopsctl gaps: responsibility"].find("testcase/failure")
    assert failure is not None
    assert failure.attrib["message"] == '\\x00 \\x1b[31m ]]> \\ud800 \\u202e <&">'
