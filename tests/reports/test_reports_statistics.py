"""The gap report in short: a line a rule."""

import pytest
from rules_base import portfolio_with

from mopsctl.model.policy import Policy
from mopsctl.render.markdown import render
from mopsctl.render.screen import Screen
from mopsctl.reports.document import Cell
from mopsctl.reports.gaps import Beside, gaps
from mopsctl.reports.statistics import statistics
from mopsctl.reports.told import told

ROWS = """
participations:
- {plan: cdp, team: it, work: 5, influence: 5}
- {plan: cdp, team: marketing, work: 1, influence: 1}
assignments:
- {subject: "capability:send", holder: "team:it", letter: R, plan: cdp}
- {subject: "capability:send", holder: "team:it", letter: I, plan: cdp}
waivers:
- {plan: cdp, code: COM201, subject: "team:marketing", reason: they know, by: ada, on: 2026-11-02, until: 2026-12-31}
- {plan: cdp, code: OUT103, subject: "team:it", reason: late, by: ada, on: 2026-11-02, until: 2026-11-20}
"""
POLICY = Policy(select=("COM201", "RAC7", "WAV"))
CURED = {("RAC704", "cdp", "capability:send"), ("WAV001", "cdp", "team:it")}


def found(rows=ROWS, policy=POLICY):
    return told(portfolio_with(rows), policy, "me")


def lines(report):
    return ["|".join(cell.text for cell in row) for row in report.table().rows]


def test_a_line_a_rule_the_gravest_first_and_the_totals_last():
    report = statistics(found(), rules="2026.1", fixable=CURED)
    assert [column.title for column in report.table().columns] == [
        "count", "code", "name", "severity", "fixable", "waived",
    ]  # fmt: skip
    assert lines(report) == [
        "1|COM201|ask-not-made|error|0|1",
        "1|RAC701|no-accountable|error|0|0",
        "1|RAC704|conflicting-letters|error|1|0",
        "1|WAV001|waiver-expired|error|1|0",
        "4|total|||2|1",
    ]


def test_machines_get_the_same_with_the_counts_of_each_severity():
    answer = statistics(found(), rules="2026.1", fixable=CURED).answer
    assert answer["rules"] == "2026.1"
    assert answer["counts"] == {"error": 4, "warning": 0, "info": 0}
    assert answer["totals"] == {"count": 4, "fixable": 2, "waived": 1}
    assert answer["statistics"][0] == {
        "code": "COM201",
        "name": "ask-not-made",
        "severity": "error",
        "count": 1,
        "counts": {"error": 1, "warning": 0, "info": 0},
        "fixable": 0,
        "waived": 1,
    }


def test_the_most_frequent_of_one_severity_comes_first_and_what_is_all_waived_last():
    accepted = '- {plan: cdp, code: %s, subject: "%s", reason: no, by: ada, on: 2026-11-02, until: 2026-12-31}\n'
    rows = ROWS.split("waivers:")[0].replace("work: 5, influence: 5", "work: 1, influence: 1") + "waivers:\n"
    rows += accepted % ("RAC701", "capability:send") + accepted % ("COM201", "team:it")
    policy = Policy(select=("COM201", "OUT101", "OUT105", "RAC701", "OUT103"))
    report = statistics(found(rows, policy), rules="2026.1")
    assert lines(report) == [
        "2|OUT101|perspective-missing|warning|0|0",
        "2|OUT103|late-outreach|warning|0|0",
        "1|COM201|ask-not-made|warning|0|1",
        "0|RAC701|no-accountable|error|0|1",
        "5|total|||0|2",
    ]
    assert report.exit_code == 0
    assert "| 0 | `RAC701` | no-accountable | error | 1 |" in render(report, Screen())
    assert report.answer["statistics"][-1]["severity"] == "error"


def test_a_rule_of_two_severities_has_one_line_that_tells_both():
    rows = ROWS.split("waivers:")[0]
    page = render(statistics(found(rows, Policy(select=("COM201",))), rules="2026.1"), Screen())
    assert "| 2 | `COM201` | ask-not-made | 1 error, 1 warning |" in page
    assert "1 rule: 1 error, 1 warning, 0 info" in page
    assert "fixable" not in page
    assert "waived" not in page


@pytest.mark.parametrize("fail_on", ["error", "warning", "info", None])
@pytest.mark.parametrize("codes", ["RAC704", "RAC707", "OUT101", "OUT105", "RAC709"])
def test_the_exit_code_is_that_of_the_findings(codes, fail_on):
    some = found(policy=Policy(select=(codes,)))
    short = statistics(some, rules="2026.1", fail_on=fail_on)
    assert short.exit_code == gaps(some, rules="2026.1", fail_on=fail_on).exit_code


def test_nothing_missing_is_said_in_a_line_with_what_is_beside_it():
    beside = Beside({"gone": 3}, (Cell("3 are gone since 2026-11-01."),))
    report = statistics((), rules="2026.1", beside=(beside,))
    page = render(report, Screen())
    assert page == (
        "# What is missing, rule by rule\n\n3 are gone since 2026-11-01.\n\nNothing that a rule asks for is missing.\n"
    )
    assert report.answer["gone"] == 3
    assert lines(report) == ["0|total|||0|0"]


def test_the_page_says_how_to_fix_what_needs_no_decision():
    fix = "mopsctl gaps --fix --select RAC704"
    page = render(statistics(found(), rules="2026.1", fixable=CURED, fix=fix), Screen())
    assert "| 1 | `RAC704` | conflicting-letters | error | 1 |  |" in page
    assert "4 rules: 4 errors, 0 warnings, 0 info, 1 waived" in page
    assert f"2 need no decision: `{fix}`" in page
    fewer = CURED - {("RAC704", "cdp", "capability:send")}
    one = render(statistics(found(), rules="2026.1", fixable=fewer, fix=fix), Screen())
    assert f"1 needs no decision: `{fix}`" in one


def test_where_there_is_no_store_no_command_is_said_that_changes_it():
    page = render(statistics(found(), rules="2026.1", fixable=CURED), Screen())
    assert page.endswith("2 need no decision (a cure changes a store, and no plan file)\n")
