"""Very many what-ifs at once give what each gives by itself: a whole new schedule of a changed plan."""

from datetime import date

from facts_builders import MONDAY, cdp_plan, links, milestone, portfolio_of, task, teams
from hypothesis import assume as given_that
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from test_facts_schedule_oracle import portfolios

from mopsctl.edit.assume import Refuse, Slip, assume
from mopsctl.facts.schedule.effect import effect
from mopsctl.facts.schedule.network import schedule
from mopsctl.facts.schedule.ripple import refusal_costs, slip_costs
from mopsctl.model.calendar import Calendar
from mopsctl.model.org import Team
from mopsctl.model.policy import Policy


def test_the_slip_of_a_critical_task_costs_what_it_slips_and_that_of_a_shorter_path_what_its_slack_leaves():
    portfolio = portfolio_of(
        cdp_plan(), task("long", 10), task("short", 10), task("end", 2), *links("long>end", "short>end")
    )
    assert [(cost.task, cost.days_lost) for cost in slip_costs(portfolio, "cdp", 3)] == [
        ("end", 3), ("long", 3), ("short", 3),
    ]  # fmt: skip


def test_a_refusal_costs_the_days_by_which_the_teams_first_work_is_later():
    portfolio = portfolio_of(
        cdp_plan(), *teams("it", "martech"), task("build", 10, team="it"), task("use", 5, team="martech"),
        *links("build>use"),
    )  # fmt: skip
    assert refusal_costs(portfolio, "cdp", Policy(refusal_days=4)) == {"it": 4, "martech": 0}


def test_a_team_whose_work_is_done_costs_nothing():
    done = task("build", 10, team="it", started=date(2026, 11, 9), finished=date(2026, 11, 20))
    portfolio = portfolio_of(cdp_plan(), *teams("it"), done)
    assert refusal_costs(portfolio, "cdp", Policy()) == {"it": 0}


def test_a_milestone_that_is_held_falls_on_a_day_of_its_own_teams_calendar():
    """Work ends on Sunday, the team begins again on Monday, and its next working day is Tuesday."""
    sunday = Calendar("gulf", "Gulf", ("sun", "mon"))
    tuesday = Calendar("part", "Part", ("tue", "sat"))
    portfolio = portfolio_of(
        cdp_plan(), sunday, tuesday,
        Team("gulf", "Gulf", calendar="gulf"), Team("part", "Part", calendar="part"),
        task("work", 1, team="gulf"), milestone("told", team="part"), *links("work>told"),
        today=date(2026, 11, 27),
    )  # fmt: skip
    assert refusal_costs(portfolio, "cdp", Policy(refusal_days=1)) == {"gulf": 0, "part": 1}


@settings(max_examples=examples(150), deadline=None)
@given(portfolios(), st.integers(1, 9))
def test_a_slip_costs_what_a_new_schedule_says(portfolio, days):
    for cost in slip_costs(portfolio, "cdp", days):
        after = assume(portfolio, "cdp", [Slip(cost.task, days)], Policy())
        assert cost.days_lost == effect(portfolio, after, "cdp").days_lost, cost.task


@settings(max_examples=examples(150), deadline=None)
@given(portfolios(), st.integers(0, 15))
def test_a_refusal_costs_what_a_new_schedule_says(portfolio, days):
    given_that(schedule(portfolio, "cdp").tasks)
    policy = Policy(refusal_days=days)
    for team, lost in refusal_costs(portfolio, "cdp", policy).items():
        after = assume(portfolio, "cdp", [Refuse(team)], policy)
        assert lost == effect(portfolio, after, "cdp").days_lost, team


def test_what_is_reckoned_leaves_the_schedule_as_it_was():
    tasks = (task("build", 10, team="it"), task("use", 5))
    portfolio = portfolio_of(cdp_plan(), *teams("it"), *tasks, *links("build>use"))
    slip_costs(portfolio, "cdp", 5)
    refusal_costs(portfolio, "cdp", Policy())
    assert [(one.key, one.start, one.finish) for one in schedule(portfolio, "cdp").tasks] == [
        ("build", MONDAY, date(2026, 12, 4)), ("use", date(2026, 12, 7), date(2026, 12, 11)),
    ]  # fmt: skip
