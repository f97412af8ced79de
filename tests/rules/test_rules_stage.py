from datetime import date

import pytest
from msgspec.structs import replace
from rules_base import portfolio_with

from mopsctl.facts.as_if import in_stage
from mopsctl.facts.gate import verdict
from mopsctl.model.plan import STAGES
from mopsctl.model.policy import Policy
from mopsctl.rules.engine import findings

ANOTHER = "plans:\n- {key: dam, name: DAM, start: 2026-11-02, stage: explore}"
UNTAUGHT = "participations:\n- {plan: cdp, team: it}"


def stages(portfolio):
    return {key: plan.stage for key, plan in portfolio.plans.items()}


def test_open_plans_are_judged_as_if_they_stood_in_a_stage():
    assert stages(in_stage(portfolio_with(ANOTHER), "build")) == {"cdp": "build", "dam": "build"}


def test_one_plan_can_be_meant():
    assert stages(in_stage(portfolio_with(ANOTHER), "build", "dam")) == {"cdp": "align", "dam": "build"}


def test_a_plan_that_was_not_there_yet_is_no_trouble():
    portfolio = portfolio_with()
    assert in_stage(portfolio, "build", "dam") is portfolio


def test_a_closed_plan_stays_where_it_is():
    portfolio = portfolio_with(ANOTHER)
    closed = replace(portfolio.plans["dam"], closed=date(2026, 11, 20))
    portfolio = replace(portfolio, plans={**portfolio.plans, "dam": closed})
    assert stages(in_stage(portfolio, "launch")) == {"cdp": "launch", "dam": "explore"}


def test_what_is_so_already_changes_nothing():
    portfolio = portfolio_with()
    assert in_stage(portfolio, "align") is portfolio


def test_nothing_but_the_stage_is_supposed():
    portfolio = portfolio_with()
    supposed = in_stage(portfolio, "build")
    assert supposed.plans["cdp"] == replace(portfolio.plans["cdp"], stage="build")
    assert supposed.plans["cdp"].built is None
    assert replace(supposed, plans={}).tasks is portfolio.tasks
    assert portfolio.plans["cdp"].stage == "align"


def test_rules_of_the_supposed_stage_speak_and_those_of_the_other_fall_silent():
    portfolio = portfolio_with(UNTAUGHT)
    before = {one.code for one in findings(portfolio, Policy())}
    at_build = {one.code for one in findings(in_stage(portfolio, "build"), Policy())}
    at_launch = {one.code for one in findings(in_stage(portfolio, "launch"), Policy())}
    assert "PLN610" not in before
    assert "PLN610" in at_build
    assert "OUT101" in before & at_build
    assert "OUT101" not in at_launch


@pytest.mark.parametrize("stage", STAGES)
def test_the_gate_itself_says_the_same_in_every_stage_that_is_supposed(stage):
    portfolio = portfolio_with("offerings:\n- {capability: send, platform: own-tool, team: analytics}")
    supposed = in_stage(portfolio, stage)
    assert verdict(supposed, "cdp", Policy()) == verdict(portfolio, "cdp", Policy())
