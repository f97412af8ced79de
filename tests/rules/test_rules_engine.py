from datetime import date

import pytest
from msgspec.structs import replace
from rules_base import portfolio_with

from mopsctl.errors import USAGE, MopsError
from mopsctl.facts.gate import conditions
from mopsctl.model.policy import Policy
from mopsctl.rules.engine import catalogue, chosen, findings, waived

TWO_ANSWER = """
assignments:
- {subject: "capability:send", holder: "team:it", letter: A, plan: cdp}
- {subject: "capability:send", holder: "team:martech", letter: A, plan: cdp}
"""
STOPS = """
offerings:
- {capability: send, platform: own-tool, team: analytics}
"""
REFUSED = """
participations:
- {plan: cdp, team: it, work: 5, influence: 5}
asks:
- {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, state: refused}
- {plan: cdp, team: it, kind: advocate, asked_on: 2026-11-02, due: 2026-11-20}
"""


def codes(rows, policy=None, **options):
    return [one.code for one in findings(portfolio_with(rows, **options), policy or Policy())]


def test_findings_stand_by_severity_then_code_then_subject():
    found = findings(portfolio_with(TWO_ANSWER + STOPS + REFUSED), Policy())
    assert [(one.severity, one.code, one.subject) for one in found] == [
        ("error", "COM201", "team:it"),
        ("error", "COM202", "team:it"),
        ("error", "COM206", "team:it"),
        ("error", "GAT401", "team:analytics"),
        ("error", "GAT402", "capability:send"),
        ("error", "RAC702", "capability:send"),
        ("error", "RAC703", "capability:send"),
        ("error", "RAC710", "capability:send"),
        ("warning", "COM207", "team:it"),
        ("warning", "OUT101", "team:it"),
        ("warning", "OUT103", "team:it"),
        ("warning", "SUP301", "team:it"),
        ("info", "RAC707", "capability:send"),
    ]


def test_findings_of_one_rule_stand_by_subject_then_plan():
    rows = """
plans:
- {key: big, name: Big, start: 2026-11-02}
assignments:
- {subject: "task:learn", holder: "team:it", letter: R, plan: big}
- {subject: "task:learn", holder: "team:it", letter: R, state: as-is}
- {subject: "capability:send", holder: "team:it", letter: R, plan: cdp}
- {subject: "task:learn", holder: "team:it", letter: R, plan: cdp}
"""
    found = findings(portfolio_with(rows), Policy(select=("RAC701",)))
    assert [(one.subject, one.plan) for one in found] == [
        ("capability:send", "cdp"), ("task:learn", ""), ("task:learn", "big"), ("task:learn", "cdp")
    ]  # fmt: skip


WAIVED = """
plans:
- {key: dam, name: DAM, start: 2026-11-02, stage: align}
assignments:
- {subject: "task:learn", holder: "team:it", letter: R, state: as-is}
- {subject: "task:learn", holder: "team:it", letter: R, plan: dam}
- {subject: "task:learn", holder: "team:it", letter: R, plan: cdp}
waivers:
- {plan: "", code: RAC701, subject: "task:learn", reason: so it is, by: ada, on: 2026-11-02, until: 2026-12-31}
- {plan: cdp, code: RAC701, subject: "task:learn", reason: not yet, by: ada, on: 2026-11-02, until: 2026-12-31}
"""


def test_what_is_waived_in_one_plan_is_told_apart_and_counts_in_the_others():
    portfolio, policy = portfolio_with(WAIVED), Policy(select=("RAC701",))
    found = [(one.subject, one.plan) for one in findings(portfolio, policy)]
    assert found == [("capability:send", "cdp"), ("task:learn", "dam")]
    passed = [(one.finding.subject, one.finding.plan, one.waiver.reason) for one in waived(portfolio, policy)]
    assert passed == [("task:learn", "", "so it is"), ("task:learn", "cdp", "not yet")]


def test_what_is_waived_can_be_asked_for_by_plan_and_the_organisation_comes_with_it():
    portfolio, policy = portfolio_with(WAIVED), Policy(select=("RAC701",))
    assert [one.finding.plan for one in waived(portfolio, policy, "cdp")] == ["", "cdp"]
    assert [one.finding.plan for one in waived(portfolio, policy, "dam")] == [""]


def test_the_catalogue_stands_by_code():
    known = [card.code for card in catalogue()]
    assert known == sorted(known)
    assert len(known) == len(set(known)) > 60


def test_messages_hold_the_values():
    found = {one.code: one.message for one in findings(portfolio_with(TWO_ANSWER + STOPS + REFUSED), Policy())}
    assert found == {
        "COM201": "never asked to contribute",
        "COM202": "refused to assign; no resolution",
        "COM206": "it is critical (70 of 100) and not committed: refused",
        "COM207": "no answer yet to advocate (due 2026-11-20)",
        "GAT401": "analytics runs send on own-tool, has not agreed that cdp is critical, and no alignment is recorded",
        "GAT402": "offered by 2 platforms (cdp, own-tool) and none governs",
        "OUT101": "whether it sees the gap as a problem is not known",
        "OUT103": "never contacted, 21 days after the gap was found on 2026-11-02 (limit 14)",
        "SUP301": "no practitioner (ben) agrees with both solution and timing",
        "RAC702": "2 accountable to-be (it, martech)",
        "RAC703": "nobody is responsible to-be (it, martech only take part)",
        "RAC707": "nobody is consulted or informed to-be",
        "RAC710": "it refused, and is to have A",
    }


def test_select_takes_codes_and_prefixes_and_ignore_wins():
    assert codes(TWO_ANSWER, Policy(select=("RAC",))) == ["RAC702", "RAC703", "RAC707"]
    assert codes(TWO_ANSWER, Policy(select=("RAC702", "COM"))) == ["RAC702"]
    assert codes(TWO_ANSWER, Policy(select=("RAC",), ignore=("RAC703",))) == ["RAC702", "RAC707"]
    assert codes(TWO_ANSWER, Policy(ignore=("RAC",))) == []


@pytest.mark.parametrize(
    "policy",
    [
        Policy(select=("RAC",)),
        Policy(ignore=("GAT",)),
        Policy(ignore=("GAT401", "GAT402")),
        Policy(severities=(("GAT401", "info"), ("GAT402", "warning"))),
    ],
)
def test_the_gates_rules_cannot_be_ignored_unselected_or_re_rated(policy):
    found = [(one.code, one.severity) for one in findings(portfolio_with(STOPS), policy) if one.code.startswith("GAT")]
    assert found == [("GAT401", "error"), ("GAT402", "error")]


def test_the_policy_re_rates_a_rule_even_where_a_case_is_graver():
    policy = Policy(select=("COM",), severities=(("COM202", "info"),))
    assert [(one.code, one.severity) for one in findings(portfolio_with(REFUSED), policy)] == [
        ("COM201", "error"), ("COM206", "error"), ("COM207", "warning"), ("COM202", "info")
    ]  # fmt: skip


def test_a_team_that_is_not_critical_is_a_warning():
    calm = REFUSED.replace("work: 5, influence: 5", "work: 1, influence: 1")
    assert {one.severity for one in findings(portfolio_with(calm), Policy(select=("COM",)))} == {"warning"}


@pytest.mark.parametrize("policy", [Policy(select=("RAC799",)), Policy(ignore=("rac7",)), Policy(select=("",))])
def test_a_rule_that_does_not_exist_is_a_usage_error(policy):
    with pytest.raises(MopsError) as caught:
        findings(portfolio_with(), policy)
    assert (caught.value.code, caught.value.hint) == (USAGE, "mopsctl rule list")


def test_a_mistyped_code_is_told_with_a_suggestion():
    with pytest.raises(MopsError, match='no rule "RAC771"; did you mean "RAC7'):
        findings(portfolio_with(), Policy(severities=(("RAC771", "info"),)))


def test_a_rule_speaks_only_in_its_stages():
    assert "COM201" in codes(REFUSED, stage="explore")
    assert "COM201" not in codes(REFUSED, stage="launch")
    assert "COM202" in codes(REFUSED, stage="launch")


def test_day_one_is_not_buried_under_capabilities_that_nobody_holds_yet():
    assert codes("", stage="explore") == []
    found = findings(portfolio_with("", stage="align"), Policy())
    assert [(one.code, one.subject, one.message) for one in found] == [
        ("RAC701", "capability:send", "nobody is accountable: nobody holds anything to-be yet"),
        ("RAC703", "capability:send", "nobody is responsible: nobody holds anything to-be yet"),
    ]
    assert found[0].cure == "mopsctl raci set send --team martech R A"


def test_what_is_written_is_judged_from_day_one():
    assert codes(TWO_ANSWER, stage="explore") == ["RAC702", "RAC703", "RAC707"]


def test_as_is_rows_belong_to_the_organisation_and_are_judged_always():
    as_is = TWO_ANSWER.replace(", plan: cdp", ", state: as-is")
    found = [one for one in findings(portfolio_with(as_is, stage="explore"), Policy()) if one.code == "RAC702"]
    assert [(one.plan, one.message) for one in found] == [("", "2 accountable as-is (it, martech)")]
    assert found[0].cure == "mopsctl raci clear send --team martech A --state as-is"


def test_one_plan_can_be_asked_for_and_the_organisation_comes_with_it():
    both = """
plans:
- {key: dam, name: DAM, start: 2026-11-02}
platforms:
- {key: dam, name: DAM, system_owner: ada, budget_owner: ada}
tasks:
- {key: tag, name: Tag the pictures, plan: dam}
- {key: fetch, name: Fetch the pictures, plan: cdp}
"""
    portfolio, policy = portfolio_with(both), Policy(ignore=("RAC",))
    assert [(one.subject, one.plan) for one in findings(portfolio, policy)] == [
        ("platform:dam", ""), ("task:fetch", "cdp"), ("task:tag", "dam")
    ]  # fmt: skip
    assert [one.subject for one in findings(portfolio, policy, "dam")] == ["platform:dam", "task:tag"]


def test_a_closed_plan_is_left_alone():
    portfolio = portfolio_with(TWO_ANSWER + REFUSED + STOPS)
    plans = {"cdp": replace(portfolio.plans["cdp"], closed=date(2026, 11, 20))}
    assert findings(replace(portfolio, plans=plans), Policy()) == ()


def test_a_loop_across_plans_is_told_to_both():
    rows = """
plans:
- {key: dam, name: DAM, start: 2026-11-02}
tasks:
- {key: tag, name: Tag, plan: dam, team: it, days: 1}
links:
- {before: tag, after: connect}
- {before: connect, after: tag}
"""
    found = [one for one in findings(portfolio_with(rows), Policy()) if one.code == "PLN601"]
    assert [(one.plan, one.subject, one.message) for one in found] == [
        ("cdp", "task:connect", "waits for itself: connect -> tag -> connect"),
        ("dam", "task:connect", "waits for itself: connect -> tag -> connect"),
    ]


def test_a_cure_names_the_kind_where_two_things_share_a_key():
    rows = """
capabilities:
- {key: esp, name: E-mail}
assignments:
- {subject: "capability:esp", holder: "person:ben", letter: R, plan: cdp}
"""
    found = next(one for one in findings(portfolio_with(rows), Policy()) if one.subject == "capability:esp")
    assert found.cure == "mopsctl raci set capability:esp --person ben R A"


def test_limits_are_the_policys():
    assert "RAC705" in codes(TWO_ANSWER.replace("letter: A", "letter: R"), Policy(many_responsible=2))
    assert "RAC706" in codes(TWO_ANSWER.replace("letter: A", "letter: C"), Policy(many_consulted=2))
    assert "RAC708" in codes(TWO_ANSWER, Policy(accountable_load=1))


def test_chosen_rules_stand_by_code():
    gate = ["GAT401", "GAT402", "GAT403", "GAT404"]
    assert [rule.code for rule in chosen(Policy(select=("SUP302", "COM20"), ignore=("COM205",)))] == [
        "COM201", "COM202", "COM203", "COM204", "COM206", "COM207", *gate, "SUP302"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "message", "cure"),
    [
        ("{key: x, name: X, plan: cdp}", "no team or owner and no estimate", "--team TEAM --days DAYS"),
        ("{key: x, name: X, plan: cdp, owner: ada}", "no estimate", "--days DAYS"),
        ("{key: x, name: X, plan: cdp, days: 2}", "no team or owner", "--team TEAM"),
        ("{key: x, name: X, plan: cdp, kind: milestone}", None, None),
        ("{key: x, name: X, plan: cdp, finished: 2026-11-20}", None, None),
    ],
)
def test_a_task_wants_somebody_and_an_estimate_unless_it_is_a_milestone_or_done(row, message, cure):
    found = [one for one in findings(portfolio_with(f"tasks:\n- {row}"), Policy()) if one.code == "PLN602"]
    assert [(one.message, one.cure) for one in found] == ([(message, f"mopsctl task set x {cure}")] if message else [])


def test_a_platform_without_any_owner_is_told_once_and_a_retired_one_never():
    rows = "platforms:\n- {key: bi, name: BI}\n- {key: old, name: Old, status: retired}"
    found = [one for one in findings(portfolio_with(rows), Policy()) if one.code == "CAP506"]
    assert [(one.subject, one.message) for one in found] == [
        ("platform:bi", "no system owner or budget owner or manager")
    ]
    assert found[0].cure == "mopsctl platform set bi --system-owner PERSON --budget-owner PERSON --manager PERSON"


@pytest.mark.parametrize(
    ("rows", "code", "cure"),
    [
        # `raci set` gives exactly the letters it names, so a cure names what the holder keeps.
        (["it C", "martech R"], "RAC701", "set send --team martech R A"),
        (["it A", "martech C"], "RAC703", "set send --team it R A"),
        (["it A", "martech A", "analytics C"], "RAC703", "set send --team analytics R C"),
        (["it I"], "RAC701", "set send --team martech A"),
        (["martech I"], "RAC703", "set send --team martech R"),
    ],
)
def test_a_cure_keeps_what_a_holder_has_and_never_leads_into_another_finding(rows, code, cure):
    held = [row.split() for row in rows]
    lines = [f'- {{subject: "capability:send", holder: "team:{h}", letter: {x}, plan: cdp}}' for h, x in held]
    found = findings(portfolio_with("assignments:\n" + "\n".join(lines)), Policy())
    assert [one.cure for one in found if one.code == code] == [f"mopsctl raci {cure}"]


def test_whom_nobody_can_know_stands_in_capitals():
    rows = 'assignments:\n- {subject: "platform:own-tool", holder: "team:it", letter: A, state: as-is}'
    found = findings(portfolio_with(rows), Policy())
    silo = next(one for one in found if one.code == "RAC707")
    assert silo.cure == "mopsctl raci set own-tool --team TEAM I --state as-is"


REVIEWED = """
participations:
- {plan: cdp, team: it, work: 5, influence: 5}
- {plan: cdp, team: martech}
- {plan: cdp, team: analytics, involvement: affected}
reviews:
- {plan: cdp, team: it, on: 2026-11-02, verdict: changes}
- {plan: cdp, team: it, on: 2026-11-09, verdict: VERDICT}
- {plan: cdp, team: it, on: 2026-11-16, verdict: no-reply}
- {plan: dam, team: martech, on: 2026-11-16, verdict: approved}
support:
- {plan: cdp, person: cem, solution: "no"}
- {plan: cdp, person: dana}
plans:
- {key: dam, name: DAM, start: 2026-11-02}
"""


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        ("approved", [("team:martech", "martech has not reviewed the plan")]),
        (
            "changes",
            [
                ("team:it", "it wants changes to the plan since 2026-11-09"),
                ("team:martech", "martech has not reviewed the plan"),
            ],
        ),
    ],
)
def test_the_latest_review_that_was_answered_counts_and_only_for_its_own_plan(verdict, told):
    portfolio = portfolio_with(REVIEWED.replace("VERDICT", verdict), stage="plan")
    found = [one for one in findings(portfolio, Policy(), "cdp") if one.code == "PLN605"]
    assert [(one.subject, one.message) for one in found] == told
    assert found[-1].cure == "mopsctl plan review martech --verdict VERDICT --plan cdp"


@pytest.mark.parametrize("verdict", ["approved", "changes"])
def test_a_condition_of_the_gate_is_a_finding_in_the_same_words(verdict):
    portfolio = portfolio_with(REVIEWED.replace("VERDICT", verdict), stage="plan")
    found = {(one.code, one.subject, one.message, one.cure) for one in findings(portfolio, Policy(), "cdp")}
    reasons = conditions(portfolio, "cdp", Policy())
    assert [reason.code for reason in reasons] == ["COM206", "PLN605", "SUP302", "SUP302"]
    assert {(reason.code, reason.subject, reason.sentence, reason.cure) for reason in reasons} <= found


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        ("explore", []),
        ("align", ["COM206", "SUP302"]),
        ("plan", ["COM206", "PLN605", "SUP302"]),
        ("launch", ["COM206", "PLN605", "SUP302"]),
    ],
)
def test_conditions_of_the_gate_become_findings_stage_by_stage(stage, told):
    assert (
        sorted({*codes(REVIEWED.replace("VERDICT", "approved"), stage=stage)} & {"COM206", "PLN605", "SUP302"}) == told
    )
