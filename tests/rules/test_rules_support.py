"""SUP3xx beyond the examples of their manuals. Whom to see is tested with `facts.support`."""

import pytest
from rules_base import portfolio_with

from mopsctl.facts.audience import seen_by
from mopsctl.model.policy import Policy
from mopsctl.rules.engine import findings

JOINED = """
participations:
- {plan: cdp, team: it}
- {plan: cdp, team: martech}
- {plan: cdp, team: analytics, involvement: affected}
people:
- {key: eve, name: Eve, team: martech}
- {key: fay, name: Fay, team: martech}
- {key: gil, name: Gil, team: martech}
- {key: hal, name: Hal, team: martech}
- {key: ivo, name: Ivo, team: analytics}
"""


def marks(**people):
    return JOINED + "support:\n" + "".join(
        f"- {{plan: cdp, person: {person}, {held}}}\n" for person, held in people.items()
    )  # fmt: skip


YES = 'solution: "yes", timing: "yes"'


def found(code, rows, **options):
    portfolio = portfolio_with(rows, **{"stage": "plan", **options})
    return [
        (one.subject, one.message, one.cure)
        for one in findings(portfolio, Policy(select=("SUP",)), "cdp")
        if one.code == code
    ]


def test_a_team_is_told_once_with_all_its_holes_in_the_order_of_levels():
    assert found("SUP301", JOINED) == [
        (
            "team:it",
            "no practitioner (ben) agrees with both solution and timing",
            "mopsctl support set ben --solution ANSWER --timing ANSWER",
        ),
        (
            "team:martech",
            "no leader (ada) and no practitioner (eve, fay, gil and 1 more) agrees with both solution and timing",
            "mopsctl support set ada --solution ANSWER --timing ANSWER",
        ),
    ]


def test_one_supporter_fills_a_cell_and_a_half_yes_does_not():
    assert found("SUP301", marks(ada=YES, ben=YES, hal=YES)) == []
    half = marks(ada=YES, ben='solution: "yes", timing: "unasked"', hal='solution: "unasked", timing: "yes"')
    assert [line[0] for line in found("SUP301", half)] == ["team:it", "team:martech"]


def test_a_level_at_which_nobody_is_known_is_no_hole_and_an_executive_one_is():
    rows = marks(ada=YES, ben=YES, hal=YES, dana='solution: "yes"')
    assert [line[:2] for line in found("SUP301", rows)] == [
        ("team:it", "no executive (dana) agrees with both solution and timing")
    ]


def test_a_team_of_several_functions_is_told_of_its_people_once():
    rows = marks(ben=YES, ada=YES) + "teams:\n- {key: martech, name: Martech, covers: [martech, crm]}"
    assert [line[1:] for line in found("SUP301", rows)] == [
        (
            "no practitioner (eve, fay, gil and 1 more) agrees with both solution and timing",
            "mopsctl support set eve --solution ANSWER --timing ANSWER",
        )
    ]


def test_where_two_teams_stand_for_a_function_the_hole_is_told_of_the_one_whose_people_they_are():
    rows = marks(ada=YES, ben=YES, hal=YES)
    rows += "teams:\n- {key: it, name: IT, covers: [it, web]}\n- {key: agency, name: Agency, covers: [web]}\n"
    rows = rows.replace("participations:", "participations:\n- {plan: cdp, team: agency}")
    assert found("SUP301", rows) == []
    for team in ("agency", "it"):
        people = rows.replace("people:", f"people:\n- {{key: zoe, name: Zoe, team: {team}, level: leader}}")
        assert [line[0] for line in found("SUP301", people)] == [f"team:{team}"]


def test_an_executive_who_says_not_now_is_told_even_where_a_peer_agrees():
    rows = marks(dana='solution: "yes", timing: "no"', ivy=YES)
    rows = rows.replace("people:", "people:\n- {key: ivy, name: Ivy, team: it, level: executive}")
    assert found("SUP302", rows) == []
    assert found("SUP303", rows) == [
        (
            "person:dana",
            "dana agrees with the solution, not with the timing",
            "mopsctl support set dana --timing ANSWER",
        )
    ]


@pytest.mark.parametrize("held", ['solution: "no", timing: "no"', 'solution: "yes"', 'timing: "no"', YES])
def test_only_a_yes_to_the_solution_with_a_no_to_the_timing_is_a_not_now(held):
    assert found("SUP303", marks(dana=held)) == []


def test_a_leader_who_says_not_now_is_no_executive():
    assert found("SUP303", marks(ada='solution: "yes", timing: "no"')) == []


def test_what_a_leader_and_a_team_lack_is_told_of_the_team():
    rows = marks(eve="takes_part: true")
    assert found("SUP304", rows) == [
        ("team:martech", "ada has no colleague in martech who is informed", "mopsctl support set eve --informed")
    ]
    assert [line[:2] for line in found("SUP305", rows)] == [
        ("team:it", "what changes for it is not written down, and nobody in it is known to understand it"),
        (
            "team:martech",
            "what changes for martech is not written down, and nobody in martech is known to understand it",
        ),
    ]


def test_each_rule_speaks_in_its_stages():
    rows = marks(dana='solution: "yes", timing: "no"')
    codes = ("SUP301", "SUP302", "SUP303", "SUP304", "SUP305")
    stages = ("explore", "align", "plan", "build", "launch", "run")
    said = {stage: " ".join(code for code in codes if found(code, rows, stage=stage)) for stage in stages}
    assert said == {
        "explore": "",
        "align": "SUP301 SUP302 SUP303",
        **dict.fromkeys(("plan", "build", "launch", "run"), "SUP301 SUP302 SUP303 SUP304 SUP305"),
    }


def test_who_says_not_now_is_told_to_leaders_and_not_to_teams():
    whole = portfolio_with(marks(dana='solution: "yes", timing: "no"'), stage="plan")
    codes = {
        audience: {one.code for one in findings(seen_by(whole, audience), Policy(select=("SUP303",)))} & {"SUP303"}
        for audience in ("me", "leaders", "team", "all")
    }
    assert codes == {"me": {"SUP303"}, "leaders": {"SUP303"}, "team": set(), "all": set()}
