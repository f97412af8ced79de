"""What a waiver takes out of the findings, how that is told, and the rules on waivers (domain §1.4)."""

import pytest
from msgspec.structs import replace
from rules_base import portfolio_with

from mopsctl.model.policy import Policy
from mopsctl.model.waiver import Waiver
from mopsctl.rules.engine import findings, waived

# analytics runs `score`, like `segment`, on own-tool and never agreed: GAT401 on team:analytics.
STOPPED = """
offerings:
- {capability: score, platform: own-tool, team: analytics}
similarities:
- {capability: score, like: segment}
"""
DAM = "plans:\n- {key: dam, name: DAM, start: 2026-11-02, stage: align}\n"


def waivers(*rows, until="2026-12-31", on="2026-11-16"):
    lines = [f"- {{reason: they decide in January, by: dana, on: {on}, until: {until}, {row}}}\n" for row in rows]
    return "waivers:\n" + "".join(lines)


GAT401 = 'plan: cdp, code: GAT401, subject: "team:analytics"'
RAC701 = 'plan: cdp, code: RAC701, subject: "capability:send"'
QUIET = Policy(ignore=("RAC", "COM", "SUP", "OUT"))


def told(rows, policy=QUIET, **options):
    portfolio = portfolio_with(rows, **options)
    return (
        [(one.code, one.subject) for one in findings(portfolio, policy, "cdp")],
        [(one.finding.code, one.finding.subject, one.waiver.by) for one in waived(portfolio, policy, "cdp")],
    )


def test_a_waived_finding_leaves_the_findings_and_is_told_apart():
    assert told(STOPPED) == ([("GAT401", "team:analytics")], [])
    assert told(STOPPED + waivers(GAT401)) == (
        [("GAT404", "team:analytics")],
        [("GAT401", "team:analytics", "dana")],
    )


def test_what_is_waived_keeps_its_finding_and_its_waiver_whole():
    portfolio = portfolio_with(STOPPED + waivers(GAT401))
    without = portfolio_with(STOPPED)
    (one,) = waived(portfolio, QUIET)
    assert one.finding in findings(without, QUIET)
    assert one.waiver == next(iter(portfolio.waivers.values()))


def test_an_expired_waiver_is_an_error_and_what_it_accepted_is_back():
    assert told(STOPPED + waivers(GAT401, until="2026-11-22")) == (
        [("GAT401", "team:analytics"), ("WAV001", "team:analytics")],
        [],
    )


def test_a_waiver_of_days_to_come_accepts_nothing_yet_and_is_no_finding():
    assert told(STOPPED + waivers(GAT401, on="2026-11-24")) == ([("GAT401", "team:analytics")], [])


@pytest.mark.parametrize(
    "row",
    [
        'plan: cdp, code: GAT402, subject: "team:analytics"',
        'plan: cdp, code: GAT401, subject: "team:it"',
        'plan: cdp, code: GAT401, subject: "capability:score"',
        'plan: dam, code: GAT401, subject: "team:analytics"',
        'code: GAT401, subject: "team:analytics"',
    ],
)
def test_a_waiver_of_something_else_accepts_nothing_and_is_told_as_unused(row):
    portfolio = portfolio_with(STOPPED + DAM + waivers(row))
    codes = [one.code for one in findings(portfolio, QUIET)]
    assert (codes, waived(portfolio, QUIET)) == (["GAT401", "WAV002"], ())


def test_any_rule_may_be_waived_of_a_plan_and_of_the_organisation():
    as_is = 'assignments:\n- {subject: "platform:cdp", holder: "team:it", letter: A, state: as-is}\n'
    owner = "platforms:\n- {key: bi, name: BI}\n"
    rows = (
        as_is + owner + waivers(RAC701, 'code: RAC703, subject: "platform:cdp"', 'code: CAP506, subject: "platform:bi"')
    )
    portfolio = portfolio_with(rows)
    policy = Policy(select=("RAC701", "RAC703", "CAP", "WAV"))
    assert [(one.code, one.subject) for one in findings(portfolio, policy)] == [("RAC703", "capability:send")]
    assert [(one.finding.code, one.finding.plan) for one in waived(portfolio, policy)] == [
        ("CAP506", ""), ("RAC701", "cdp"), ("RAC703", "")
    ]  # fmt: skip
    assert [one.finding.code for one in waived(portfolio, policy, "dam")] == ["CAP506", "RAC703"]


def test_the_waived_respect_what_is_chosen_and_the_stage_like_findings():
    rows = STOPPED + waivers(GAT401, RAC701)
    assert [line[0] for line in told(rows, Policy())[1]] == ["GAT401", "RAC701"]
    assert [line[0] for line in told(rows, Policy(ignore=("RAC",)))[1]] == ["GAT401"]
    assert [line[0] for line in told(rows, Policy(select=("COM",)))[1]] == ["GAT401"]
    review = waivers('plan: cdp, code: PLN605, subject: "team:it"') + "participations:\n- {plan: cdp, team: it}"
    assert told(review, stage="plan")[1] == [("PLN605", "team:it", "dana")]
    assert told(review, stage="align")[1] == []


def test_the_waived_have_the_severity_that_they_would_have_as_findings():
    portfolio = portfolio_with(waivers(RAC701))
    policy = Policy(severities=(("RAC701", "info"),))
    assert [one.finding.severity for one in waived(portfolio, policy)] == ["info"]


def test_a_closed_plan_has_neither_waived_nor_expired():
    portfolio = portfolio_with(STOPPED + waivers(GAT401, until="2026-11-22"))
    closed = {"cdp": replace(portfolio.plans["cdp"], closed=portfolio.today)}
    assert findings(replace(portfolio, plans=closed), QUIET) == ()
    assert waived(replace(portfolio, plans=closed), QUIET) == ()


@pytest.mark.parametrize(
    "policy", [Policy(ignore=("GAT",)), Policy(select=("RAC",)), Policy(severities=(("GAT404", "info"),))]
)
def test_that_the_gate_is_waived_can_be_neither_ignored_nor_re_rated_nor_waived(policy):
    rows = STOPPED + waivers(GAT401, 'plan: cdp, code: GAT404, subject: "team:analytics"')
    found = [(one.code, one.severity) for one in findings(portfolio_with(rows), policy) if one.code.startswith("GAT")]
    assert found == [("GAT404", "warning")]


def test_the_message_says_who_accepts_what_until_when_and_why_and_the_cure_ends_it_for_good():
    found = {one.code: one for one in findings(portfolio_with(STOPPED + waivers(GAT401)), QUIET)}
    assert found["GAT404"].message == "GAT401 is waived by dana until 2026-12-31: they decide in January"
    assert found["GAT404"].cure == 'mopsctl team align analytics --parties "..." --terms "..."'


def test_an_expired_waiver_says_whose_it_was_and_until_when():
    rows = DAM + waivers(GAT401, 'code: CAP506, subject: "platform:cdp"', until="2026-11-20")
    found = [(one.subject, one.plan, one.message, one.cure) for one in findings(portfolio_with(rows), QUIET)]
    assert found == [
        ("platform:cdp", "", "CAP506 was accepted by dana until 2026-11-20, and that day is past",
         "mopsctl waiver remove CAP506 platform:cdp"),
        ("team:analytics", "cdp", "GAT401 was accepted by dana until 2026-11-20, and that day is past",
         "mopsctl waiver remove GAT401 team:analytics --plan cdp"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('plan: cdp, code: RAC703, subject: "capability:segment"', "RAC703 finds nothing here"),
        ('plan: cdp, code: RAC799, subject: "capability:send"', "there is no rule RAC799 (did you mean RAC709?)"),
        ('plan: cdp, code: XYZ999, subject: "capability:send"', "there is no rule XYZ999"),
        ('plan: cdp, code: GAT404, subject: "team:analytics"', "GAT404 cannot be waived"),
        ('plan: cdp, code: WAV001, subject: "team:analytics"', "WAV001 cannot be waived"),
    ],
)
def test_a_waiver_that_accepts_nothing_says_why(row, why):
    found = [one for one in findings(portfolio_with(waivers(row)), QUIET) if one.code == "WAV002"]
    assert [one.message for one in found] == [f"{why}, and dana accepts it until 2026-12-31"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('code: GAT401, subject: "team:analytics"',
         "GAT401 finds it in cdp, not apart from a plan, and dana accepts it until 2026-12-31; add plan: cdp"),
        ('plan: dam, code: GAT401, subject: "team:analytics"',
         "GAT401 finds it in cdp, not in dam, and dana accepts it until 2026-12-31; say plan: cdp"),
        ('plan: cdp, code: RAC702, subject: "capability:send"',
         "RAC702 finds it in no plan, not in cdp, and dana accepts it until 2026-12-31; leave out its plan"),
        ('code: GAT401, subject: "team:it"', "GAT401 finds nothing here, and dana accepts it until 2026-12-31"),
    ],
)  # fmt: skip
def test_a_waiver_of_another_plan_says_where_the_finding_is(row, message):
    two = "- {subject: capability:send, holder: team:it, letter: A, state: as-is}\n"
    two += two.replace("team:it", "team:martech")
    portfolio = portfolio_with(f"{STOPPED}{DAM}{waivers(row)}assignments:\n{two}")
    found = [one.message for one in findings(portfolio, QUIET) if one.code == "WAV002"]
    assert found == [message]


def test_a_waiver_is_used_whatever_the_stage_and_whatever_is_chosen():
    early = 'plan: cdp, code: PLN605, subject: "team:it"'
    rows = waivers(early, RAC701) + "participations:\n- {plan: cdp, team: it}"
    for policy in (Policy(), Policy(ignore=("RAC", "PLN")), Policy(select=("WAV",))):
        assert [one.code for one in findings(portfolio_with(rows), policy) if one.code.startswith("WAV")] == []


def test_the_rules_on_waivers_may_be_ignored_like_any_other():
    rows = waivers(RAC701, until="2026-11-20")
    assert [one.code for one in findings(portfolio_with(rows), Policy(ignore=("WAV",)))] == ["RAC701", "RAC703"]


def test_a_waiver_in_the_store_by_hand_is_of_the_same_kind():
    portfolio = portfolio_with(STOPPED)
    by_hand = Waiver("GAT401", "team:analytics", "x", "ada", portfolio.today, portfolio.today, "cdp")
    held = replace(portfolio, waivers={("cdp", "GAT401", "team:analytics"): by_hand})
    assert [one.waiver for one in waived(held, QUIET)] == [by_hand]


GOVERNS = "governing: cdp, governed_on: 2026-11-17"
DECIDED = """
plans:
- {key: cdp, name: CDP rollout, start: 2026-11-02, stage: build, platform: cdp, PLAN}
offerings:
- {capability: send, platform: esp, team: marketing}
capabilities:
- {key: send, name: Build and send campaigns, governing: cdp, governed_on: 2026-11-17}
tasks:
- {key: go, name: Go, plan: cdp, team: it, kind: implementation, days: 2, TASK}
"""


def decided(plan="manager: ada", task="percent: 0", **options):
    rows = DECIDED.replace("PLAN", plan).replace("TASK", task)
    rows = rows.replace(GOVERNS, options.pop("governed", GOVERNS))
    found = findings(portfolio_with(rows, **options), QUIET)
    return [(one.message, one.cure) for one in found if one.code == "GAT403"]


LATE = "that cdp governs was decided on 2026-11-17, after implementation began on 2026-11-16"


def test_a_decision_after_implementation_began_is_told_with_both_days():
    cure = "mopsctl waive GAT403 capability:send --reason TEXT --by {} --until +90d"
    assert decided("manager: ada, built: 2026-11-16") == [(LATE, cure.format("ada"))]
    assert decided("built: 2026-11-20", "started: 2026-11-16") == [(LATE, cure.format("PERSON"))]


def test_a_decision_in_time_or_of_an_unknown_day_or_before_anything_began_is_no_finding():
    assert decided("built: 2026-11-17") == []
    assert decided() == []
    assert decided("built: 2026-11-16", governed="governing: cdp") == []
    assert decided("built: 2026-11-16", governed="governed_on: 2026-11-17") == []
    assert decided("built: 2026-11-16", stage="plan") == []


def test_what_one_platform_alone_offers_may_be_decided_late():
    rows = DECIDED.replace("PLAN", "built: 2026-11-16").replace("TASK", "percent: 0")
    rows = rows.replace("tasks:", "platforms:\n- {key: esp, name: Old, status: retired}\ntasks:")
    assert [one for one in findings(portfolio_with(rows), QUIET) if one.code == "GAT403"] == []


def test_who_accepts_a_late_decision_waives_it():
    late = DECIDED.replace("PLAN", "built: 2026-11-16").replace("TASK", "percent: 0")
    portfolio = portfolio_with(late + waivers('plan: cdp, code: GAT403, subject: "capability:send"'))
    assert [one.finding.code for one in waived(portfolio, QUIET)] == ["GAT403"]
    assert "GAT404" not in [one.code for one in findings(portfolio, QUIET)]
