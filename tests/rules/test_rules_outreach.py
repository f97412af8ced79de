"""OUT1xx beyond the examples of their manuals."""

import pytest
from rules_base import portfolio_with

from mopsctl.facts.audience import seen_by
from mopsctl.model.policy import Policy
from mopsctl.rules.engine import findings

JOINED = """
participations:
- {plan: cdp, team: it}
- {plan: cdp, team: marketing, involvement: affected}
- {plan: cdp, team: analytics, involvement: out, because: later}
conversations:
- {key: marketing-1, plan: cdp, team: marketing, on: 2026-11-02, sees_problem: "yes", angle: creative}
"""
SCOPE = """
plans:
- {key: cdp, name: CDP rollout, start: 2026-11-02, stage: align, platform: cdp, rescoped: 2026-11-16}
"""


def talk(*rows):
    return JOINED + "".join(f"- {{key: it-{n}, plan: cdp, team: it, {row}}}\n" for n, row in enumerate(rows, 1))


def found(code, rows, policy=None, **options):
    portfolio = portfolio_with(rows, **options)
    return [
        (one.subject, one.message, one.cure)
        for one in findings(portfolio, policy or Policy(select=("OUT",)), "cdp")
        if one.code == code
    ]


def test_affected_teams_are_heard_too_and_teams_that_are_out_are_not():
    assert [line[0] for line in found("OUT101", JOINED)] == ["team:it"]
    assert [line[0] for line in found("OUT101", JOINED.replace("yes", "partly"))] == ["team:it"]
    assert [line[0] for line in found("OUT101", JOINED.replace(', sees_problem: "yes"', ""))] == [
        "team:it", "team:marketing"
    ]  # fmt: skip


def test_a_view_from_before_the_scope_changed_is_asked_for_again():
    before = talk('on: 2026-11-15, sees_problem: "no", objection: cost') + SCOPE
    assert found("OUT101", before)[0] == (
        "team:it",
        "its view of the gap is of 2026-11-15, before the scope changed on 2026-11-16",
        "mopsctl meet it",
    )
    same_day = talk('on: 2026-11-16, sees_problem: "no", objection: cost') + SCOPE
    assert [line[0] for line in found("OUT101", same_day)] == ["team:marketing"]
    said_since = talk('on: 2026-11-15, sees_problem: "yes"', "on: 2026-11-17, needed: time") + SCOPE
    assert [line[0] for line in found("OUT101", said_since)] == ["team:it", "team:marketing"]


@pytest.mark.parametrize(
    ("said", "actions", "message", "cure"),
    [
        ("", "", "no reason is known and no change action is under way", "outreach log it --why TEXT"),
        (", objection: cost", "", "no change action is under way", "outreach action add it --kind persuade"),
        (", reason: they have a tool", "", "no change action is under way", "outreach action add it --kind persuade"),
        ("", "kind: educate", "no reason is known", "outreach log it --why TEXT"),
        (", objection: cost", "kind: educate", None, None),
        (", objection: cost", "kind: educate, state: done, closed_on: 2026-11-09", None, None),
        (", objection: cost", "kind: educate, state: done", None, None),
        (
            ", objection: cost",
            "kind: educate, state: done, closed_on: 2026-11-08",
            "no change action is under way",
            "outreach action add it --kind persuade",
        ),
        (
            ", objection: cost",
            "kind: educate, state: dropped, closed_on: 2026-11-20",
            "no change action is under way",
            "outreach action add it --kind persuade",
        ),
    ],
)
def test_who_sees_no_problem_is_asked_why_and_moved(said, actions, message, cure):
    rows = talk(f'on: 2026-11-09, sees_problem: "no"{said}')
    rows += f"actions:\n- {{key: a, plan: cdp, team: it, {actions}}}\n" if actions else ""
    expected = [("team:it", f"sees no problem in the gap, and {message}", f"mopsctl {cure}")] if message else []
    assert found("OUT102", rows) == expected


def test_who_sees_the_problem_at_least_in_part_needs_no_action():
    assert found("OUT102", talk("on: 2026-11-09, sees_problem: partly")) == []
    assert found("OUT102", talk('on: 2026-11-02, sees_problem: "no"', 'on: 2026-11-09, sees_problem: "yes"')) == []


def test_contact_is_late_after_the_limit_and_never_only_then():
    assert found("OUT103", JOINED) == [
        (
            "team:it",
            "never contacted, 21 days after the gap was found on 2026-11-02 (limit 14)",
            "mopsctl meet it",
        )
    ]
    assert found("OUT103", talk("on: 2026-11-17, next_step: call")) == [
        (
            "team:it",
            "first contacted 15 days after the gap was found on 2026-11-02 (limit 14)",
            "mopsctl waive OUT103 team:it --reason TEXT --by ada --until +90d",
        )
    ]
    assert found("OUT103", talk("on: 2026-11-16, next_step: call")) == []
    assert found("OUT103", JOINED, Policy(select=("OUT",), outreach_days=21)) == []
    assert len(found("OUT103", JOINED, Policy(select=("OUT",), outreach_days=20))) == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "needed_by: 2026-11-22, source: Acme",
            "asked of vendor Acme for it, needed by 2026-11-22, and not in: uptime",
        ),
        ("needed_by: 2026-11-22, asked_of: peer", "asked of peer for it, needed by 2026-11-22, and not in: uptime"),
        ("needed_by: 2026-11-23", None),
        ("source: Acme", None),
        ("needed_by: 2026-11-02, received_on: 2026-11-20", None),
    ],
)
def test_evidence_is_late_from_the_day_after_it_was_needed_until_it_is_in(row, message):
    rows = f"evidence:\n- {{key: up, plan: cdp, team: it, what: uptime, {row}}}"
    cure = "mopsctl outreach evidence received up"
    assert found("OUT104", rows) == ([("evidence:up", message, cure)] if message else [])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("kind: educate, due: 2026-11-22, owner: ada", "to educate it was due on 2026-11-22; ada owns it"),
        (
            "kind: approval, what: sign the plan, due: 2026-11-22",
            "to win approval from it (sign the plan) was due on 2026-11-22; nobody owns it",
        ),
        ("kind: persuade, due: 2026-11-22", "to persuade it was due on 2026-11-22; nobody owns it"),
        ("kind: persuade, due: 2026-11-23", None),
        ("kind: persuade", None),
        ("kind: persuade, due: 2026-11-22, state: done", None),
    ],
)
def test_a_change_action_is_overdue_from_the_day_after_it_was_due_while_it_is_open(row, message):
    rows = f"actions:\n- {{key: act, plan: cdp, team: it, {row}}}"
    cure = "mopsctl outreach action done act"
    assert found("OUT106", rows) == ([("action:act", message, cure)] if message else [])


def test_a_side_that_nobody_looks_from_is_told_once_somebody_was_heard():
    assert found("OUT105", JOINED) == [
        ("plan:cdp", "nobody looks at the gap from the technical or analytical side yet", "mopsctl meet it")
    ]
    without = JOINED.replace(", angle: creative", "")
    assert [line[1] for line in found("OUT105", without)] == [
        "nobody looks at the gap from the technical, analytical or creative side yet"
    ]
    assert found("OUT105", JOINED[: JOINED.index("conversations")]) == []
    all_told = talk("on: 2026-11-03, angle: technical", "on: 2026-11-04, angle: analytical")
    assert found("OUT105", all_told) == []
    nobody_left = talk("on: 2026-11-03, angle: technical")
    assert [line[2] for line in found("OUT105", nobody_left)] == ["mopsctl meet TEAM"]
    from_no_side = talk("on: 2026-11-03, needed: time")
    assert [line[2] for line in found("OUT105", from_no_side)] == ["mopsctl meet it"]


def test_what_a_team_said_that_left_the_plan_covers_no_side():
    gone = "- {key: a-1, plan: cdp, team: analytics, on: 2026-11-03, angle: analytical}\n"
    assert "technical or analytical" in found("OUT105", JOINED + gone)[0][1]


@pytest.mark.parametrize("stage", ["explore", "align", "plan", "build"])
def test_outreach_is_spoken_of_until_the_plan_is_built(stage):
    rows = (
        talk('on: 2026-11-20, sees_problem: "no"')
        + "evidence:\n- {key: up, plan: cdp, team: it, what: x, needed_by: 2026-11-02}"
    )
    policy = Policy(select=("OUT",))
    codes = {one.code for one in findings(portfolio_with(rows, stage=stage), policy) if one.code.startswith("OUT")}
    assert codes == {"OUT102", "OUT103", "OUT104", "OUT105"}
    assert [one for one in findings(portfolio_with(rows, stage="launch"), policy) if one.code.startswith("OUT")] == []


def test_commands_name_the_plan_where_there_are_several():
    rows = JOINED + "plans:\n- {key: dam, name: DAM, start: 2026-11-02}"
    portfolio = portfolio_with(rows)
    cures = [one.cure for one in findings(portfolio, Policy(select=("OUT",)), "cdp")]
    assert cures == ["mopsctl meet it --plan cdp"] * 3


def test_what_others_may_not_see_is_in_no_message_of_theirs():
    rows = talk('on: 2026-11-20, sees_problem: "no", reason: SECRET, next_step: SECRET')
    rows += "actions:\n- {key: act, plan: cdp, team: it, kind: educate, what: SECRET, due: 2026-11-02}"
    assert "SECRET" in str(findings(portfolio_with(rows), Policy()))
    assert "SECRET" not in str(findings(seen_by(portfolio_with(rows), "team"), Policy()))
