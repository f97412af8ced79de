"""What follows from the example: its gate, commitment, timeline and findings are those that docs/story.md tells."""

import re
from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from template_files import ROOT

from mopsctl.facts.commitment import commitment, commitments
from mopsctl.facts.gate import verdict
from mopsctl.facts.schedule.network import schedule
from mopsctl.model.commitment import ASK_KINDS, Alignment
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.rules.engine import RULES, findings, waived

PLAN = "cdp-rollout"
STORY = ROOT / "docs" / "story.md"


def test_the_gate_stops_it_for_two_teams_and_two_overlaps(example: Portfolio) -> None:
    found = verdict(example, PLAN, Policy())
    assert found.verdict == "stop"
    assert [(reason.code, reason.subject) for reason in found.reasons if reason.level == "stop"] == [
        ("GAT401", "team:analytics"),
        ("GAT401", "team:data-management"),
        ("GAT402", "capability:manage-consent"),
        ("GAT402", "capability:report-campaigns"),
    ]


def test_one_stop_is_passed_by_a_waiver_and_seen_all_the_same(example: Portfolio) -> None:
    passed = [reason for reason in verdict(example, PLAN, Policy()).reasons if reason.level == "waived"]
    assert [(reason.code, reason.subject) for reason in passed] == [("GAT402", "capability:personalise-content")]
    assert passed[0].waiver is not None
    assert (passed[0].waiver.by, passed[0].waiver.until) == ("helena", date(2027, 1, 29))


def test_that_stop_is_back_when_the_waiver_is_over(example: Portfolio) -> None:
    later = replace(example, today=date(2027, 2, 1))
    stops = {reason.subject for reason in verdict(later, PLAN, Policy()).reasons if reason.level == "stop"}
    assert "capability:personalise-content" in stops


def test_a_claim_of_proof_that_is_not_borne_out_counts_as_a_promise(example: Portfolio) -> None:
    martech = commitment(example, PLAN, "martech")
    assert martech.answer("contribute") == example.asks[PLAN, "martech", "contribute", 1]
    assert [martech.state(kind) for kind in ASK_KINDS] == ["proven", "promised", "promised"]
    marketing = commitment(example, PLAN, "marketing")
    assert [marketing.state(kind) for kind in ASK_KINDS] == ["proven", "proven", "proven"]


SILENT = {
    "GAT403": "nothing has been built yet, so nothing can be decided too late",
    "OPM808": "the new model is not the old one",
    "ORG907": "positions that report to each other have no chart to show",
    "PLN601": "tasks that wait for each other have no timeline to show",
    "PLN607": "all six functions are in the plan",
}


def test_every_rule_but_five_has_something_to_say(example: Portfolio) -> None:
    said = {finding.code for finding in findings(example, Policy())}
    assert sorted(set(RULES) - said) == list(SILENT)


def test_a_warning_is_waived_as_well(example: Portfolio) -> None:
    assert [(one.finding.code, one.finding.severity) for one in waived(example, Policy())] == [
        ("GAT402", "error"),
        ("SUP304", "warning"),
    ]


def test_there_is_a_team_at_every_level_of_commitment(example: Portfolio) -> None:
    levels = {line.team: line.commitment.level for line in commitments(example, PLAN, Policy())}
    assert levels == {
        "marketing": "full",
        "martech": "promised",
        "marketing-operations": "promised",
        "it": "partial",
        "data-management": "partial",
        "sales": "pending",
        "analytics": "refused",
        "legal": "unasked",
    }


def test_the_first_to_win_over_is_analytics(example: Portfolio) -> None:
    first = commitments(example, PLAN, Policy())[0]
    assert (first.team, first.critical_and_uncommitted) == ("analytics", True)


def test_the_critical_path_runs_from_the_data_model_through_legal_and_analytics_to_the_switch_off(
    example: Portfolio,
) -> None:
    assert [task.key for task in schedule(example, PLAN).tasks if task.critical and task.slack == 0] == [
        "design-data-model",
        "assess-privacy",
        "build-may-begin",
        "set-up-environments",
        "connect-crm",
        "connect-loyalty",
        "load-profiles",
        "check-profiles",
        "rebuild-audiences",
        "test-end-to-end",
        "fix-faults",
        "pilot",
        "decide-go-live",
        "go-live",
        "run-side-by-side",
        "decommission-old-email",
        "old-email-off",
    ]


@pytest.mark.parametrize("days", range(7))
def test_on_whichever_day_of_the_week_it_is_told_it_ends_two_weeks_late_and_two_weeks_before_the_renewal(
    example: Portfolio, days: int
) -> None:
    seen = replace(example, today=example.today + timedelta(days=days))
    finish = schedule(seen, PLAN).finish
    target, renewal = example.plans[PLAN].target, example.platforms["esp"].contract_end
    assert finish == date(2027, 4, 14)
    assert target is not None
    assert renewal is not None
    assert (finish - target).days == 14
    assert (renewal - finish).days == 16


@pytest.mark.parametrize("days", range(7))
def test_the_story_tells_every_finding_and_no_other_on_whichever_day_of_the_week(example: Portfolio, days: int) -> None:
    table = re.findall(r"^\| `([a-z]+:[a-z-]+)` \| .+ \| ([A-Z0-9, ]+) \|$", STORY.read_text("utf-8"), re.MULTILINE)
    told = sorted((code, subject) for subject, codes in table for code in codes.split(", "))
    assert len(told) > 20
    seen = replace(example, today=example.today + timedelta(days=days))
    assert told == sorted((finding.code, finding.subject) for finding in findings(seen, Policy()))


def test_two_conversations_and_two_decisions_lead_out_of_the_stop(example: Portfolio) -> None:
    aligned = Alignment(PLAN, "analytics", example.today, "Wen, Işıl", "Audience Builder runs until the pilot is over")
    agreed = replace(example.participations[PLAN, "data-management"], critical="yes")
    decided = {
        key: replace(example.capabilities[key], governing=platform, governed_by=person, governed_on=example.today)
        for key, platform, person in (("report-campaigns", "dashboards", "nkechi"), ("manage-consent", "cdp", "noor"))
    }
    after = replace(
        example,
        alignments={**example.alignments, (PLAN, "analytics"): aligned},
        participations={**example.participations, (PLAN, "data-management"): agreed},
        capabilities={**example.capabilities, **decided},
    )
    found = verdict(after, PLAN, Policy())
    assert found.verdict == "conditions"
    assert [(reason.code, reason.subject) for reason in found.reasons if reason.level == "condition"] == [
        ("COM206", "team:analytics"),
        ("COM206", "team:data-management"),
        ("COM206", "team:it"),
        ("PLN605", "team:analytics"),
        ("PLN605", "team:it"),
        ("PLN605", "team:legal"),
        ("PLN605", "team:sales"),
        ("SUP302", "plan:cdp-rollout"),
    ]
