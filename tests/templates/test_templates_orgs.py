"""The two structures that come along: whole, served by goals, carried by numbers (domain §4.1)."""

from datetime import date

import pytest

from mopsctl.edit.org_template import bring_in
from mopsctl.facts.chart import chart, covered_by, covers, roll_up
from mopsctl.formats.templates import template, templates
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.rules.engine import findings

FUNCTIONS = ["data-management", "marketing-technology", "process-optimisation", "reporting-analysis-strategy"]
EMPTY = Portfolio(today=date(2026, 1, 5))


def begun(name):
    rows = template("orgs", name).rows
    return bring_in(EMPTY, rows, state=None, under=None, locate=lambda row: str(row.line)).portfolio


@pytest.mark.parametrize("name", ["rmcoe-2012", "strategic-mo"])
def test_a_template_is_one_tree_in_which_only_people_are_missing(name):
    portfolio = begun(name)
    found = chart(portfolio, "to-be")
    assert len(found.forest.roots) == 1
    assert (set(found.boxes), found.cycles) == (set(portfolio.positions), ())
    assert sorted(portfolio.functions) == FUNCTIONS
    codes = {one.code for one in findings(portfolio, Policy(select=("ORG",)))}
    assert codes <= {"ORG902"}  # vacant, with no plan to fill it: that is for the user to say
    assert all(box.holder is None and box.goal and box.why for box in found.boxes.values())


@pytest.mark.parametrize("name", ["rmcoe-2012", "strategic-mo"])
def test_every_position_carries_a_number_that_rolls_up_to_the_one_of_the_head(name):
    portfolio = begun(name)
    assert {number.position for number in portfolio.numbers.values()} == set(portfolio.positions)
    assert len(roll_up(portfolio).roots) == 1
    assert all(number.target is None for number in portfolio.numbers.values())
    assert {skill.position for skill in portfolio.wanted_skills.values()} == set(portfolio.positions)


@pytest.mark.parametrize("name", ["rmcoe-2012", "strategic-mo"])
def test_a_template_claims_nothing_of_how_far_the_company_has_come(name):
    assert begun(name).maturities == {}


def test_the_centre_of_2012_is_two_centres_and_four_functions():
    portfolio = begun("rmcoe-2012")
    found = chart(portfolio, "to-be")
    assert found.forest.children["revenue-marketing-head"] == ("demand-generation-head", "marketing-operations-head")
    assert portfolio.pillars == {}
    demand = set(found.forest.below("demand-generation-head"))
    assert not demand & set(covers(portfolio, "to-be"))
    heads = found.forest.children["marketing-operations-head"]
    assert sorted(covers(portfolio, "to-be")[head] for head in heads) == [(f"function:{key}",) for key in FUNCTIONS]


def test_strategic_operations_are_a_shared_service_on_three_pillars():
    portfolio = begun("strategic-mo")
    assert all(function.shared for function in portfolio.functions.values())
    covered = covered_by(portfolio, "to-be")
    assert "marketing-operations-leader" in covered["pillar:accountability"]
    assert "customer-insight-lead" in covered["pillar:customer-intimacy"]
    assert {"planning-manager", "marketing-project-manager", "cross-function-project-manager"} <= set(
        covered["pillar:digital-transformation"]
    )
    wanted = {(one.position, one.skill) for one in portfolio.wanted_skills.values()}
    assert {("customer-insight-lead", "collaboration"), ("customer-insight-lead", "knowledge-management")} <= wanted
    assert portfolio.boxes["cross-function-project-manager", "to-be"].for_others == 80


def test_the_templates_are_these():
    assert templates("orgs") == ["rmcoe-2012", "strategic-mo"]
