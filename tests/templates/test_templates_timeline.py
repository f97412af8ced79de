"""The timeline of the example: calendars, links, lead times, conditions and the baseline of docs/story.md."""

from datetime import date

import holidays
import pytest

from mopsctl.facts.levelling.load import overloads
from mopsctl.facts.schedule.network import schedule
from mopsctl.facts.schedule.ripple import refusal_costs
from mopsctl.facts.schedule.slip import baseline, baseline_dates, slips
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio

PLAN = "cdp-rollout"


@pytest.mark.parametrize(("calendar", "country", "part"), [("hamburg", "DE", "HH"), ("gdansk", "PL", None)])
def test_the_holidays_are_those_of_the_two_countries_on_working_days(
    example: Portfolio, calendar: str, country: str, part: str | None
) -> None:
    first, last = date(2026, 10, 5), date(2027, 5, 31)
    real = holidays.country_holidays(country, subdiv=part, years=(2026, 2027))
    own = {day for key, day in example.holidays if key == calendar}
    late_law = {date(2026, 12, 24)}  # of Poland; the oldest release of the library that will do does not know it yet
    assert own - late_law == {day for day in real if first <= day <= last and day.weekday() < 5} - late_law


def test_head_office_and_engineering_work_by_calendars_of_their_own(example: Portfolio) -> None:
    assert example.plans[PLAN].calendar == "hamburg"
    assert {team.key: team.calendar for team in example.teams.values() if team.calendar} == {"it": "gdansk"}
    assert sorted({one.holder for one in example.days_off.values()}) == ["person:maya", "person:noor", "team:it"]


def test_there_are_links_of_every_kind_and_lags_of_both_signs(example: Portfolio) -> None:
    special = {(link.before, link.after, link.kind, link.lag) for link in example.links.values()}
    assert {one for one in special if one[2:] != ("FS", 0)} == {
        ("load-profiles", "check-profiles", "SS", 3),
        ("load-profiles", "check-profiles", "FF", 2),
        ("rebuild-templates", "move-store-mailings", "SS", 5),
        ("go-live", "freeze-campaigns", "SF", 0),
        ("authenticate-domains", "warm-up-domains", "FS", 1),
        ("move-store-mailings", "brief-stores", "FS", -2),
        ("announce-inside", "go-live", "FS", 3),
    }


def test_the_profiles_are_checked_to_the_end_two_days_after_the_last_was_loaded(example: Portfolio) -> None:
    checked = schedule(example, PLAN).of("check-profiles")
    assert (checked.driver, checked.because, checked.lag) == ("load-profiles", "FF", 2)


def test_a_condition_is_met_one_is_expected_and_one_is_nobodys(example: Portfolio) -> None:
    assert {one.key: (one.owner, one.due, one.met) for one in example.conditions.values()} == {
        "sandbox-open": ("elif", date(2026, 11, 20), date(2026, 11, 18)),
        "processing-agreed": ("noor", date(2027, 1, 11), None),
        "store-for-tests": (None, None, None),
    }


def test_lead_times_are_done_needed_and_not_needed(example: Portfolio) -> None:
    leads = example.leads.values()
    assert [(one.task, one.team) for one in leads if one.aligned] == [("rebuild-templates", "martech")]
    assert sum(one.days == 0 for one in leads) == 7
    assert {one.key for one in schedule(example, PLAN).nodes if one.critical} == {
        "lead:load-profiles",
        "lead:test-end-to-end",
    }


def test_decisions_agreements_and_reviews_are_expected_on_a_day(example: Portfolio) -> None:
    nodes = {one.key: one.finish for one in schedule(example, PLAN).nodes}
    assert {key: day for key, day in nodes.items() if key.startswith(("decision", "agreement", "review"))} == {
        "decision:manage-consent": date(2026, 12, 2),
        "decision:report-campaigns": date(2026, 12, 11),
        "agreement:analytics": date(2026, 12, 4),
        "agreement:data-management": date(2026, 11, 23),
        "review:analytics": date(2026, 12, 11),
        "review:data-management": date(2026, 11, 23),
        "review:it": date(2026, 12, 4),
        "review:martech": date(2026, 11, 23),
    }


def test_which_platform_reports_is_three_days_from_the_critical_path(example: Portfolio) -> None:
    assert schedule(example, PLAN).of("decision:report-campaigns").slack == 3


def test_one_task_was_to_be_done_by_last_friday_and_the_contract_ends_later_than_the_last(example: Portfolio) -> None:
    late = {one.key: one.slack for one in schedule(example, PLAN).tasks if one.slack is not None and one.slack < 0}
    assert late == {"list-audiences": -2}
    must = {task.key for task in example.tasks.values() if task.must_by}
    assert must == {"list-audiences", "authenticate-domains", "old-email-off"}


def test_some_tasks_say_how_sure_their_estimate_is(example: Portfolio) -> None:
    unsure = [task for task in example.tasks.values() if task.days_low is not None]
    assert len(unsure) == 7
    assert all(task.days_high is not None for task in unsure)


def test_on_the_day_of_the_signature_it_was_to_end_six_days_before_the_target(example: Portfolio) -> None:
    signed = baseline(example, PLAN)
    assert signed is not None
    assert (signed.key, signed.on) == ("signed", date(2026, 11, 6))
    assert max(one.finish for one in baseline_dates(example, PLAN).values()) == date(2027, 3, 25)
    new = set(example.tasks) - set(baseline_dates(example, PLAN))
    assert new == {"list-audiences", "decide-consent", "rehome-service-messages", "freeze-campaigns"}


def test_the_last_day_is_twelve_days_late_and_most_of_it_began_with_the_data_model(example: Portfolio) -> None:
    moved = {one.task: (one.days, one.own, one.waited, one.on) for one in slips(example, PLAN)}
    assert moved["old-email-off"] == (12, 0, 12, "design-data-model")
    assert moved["design-data-model"] == (7, 7, 0, None)
    assert moved["assess-privacy"] == (9, 2, 7, "design-data-model")
    assert moved["agree-duties"] == (10, 0, 10, "align-analytics")


def test_yuki_is_asked_for_too_much_and_nobody_else(example: Portfolio) -> None:
    over = overloads(example, PLAN)
    assert {one.holder for one in over} == {"person:yuki"}
    assert sum(one.over for one in over) == pytest.approx(3.4)


def test_two_teams_were_sent_a_digest(example: Portfolio) -> None:
    assert sorted(team for _, team in example.digests) == ["it", "marketing"]


def test_a_refusal_of_analytics_would_cost_the_most_days(example: Portfolio) -> None:
    costs = refusal_costs(example, PLAN, Policy())
    assert max(costs, key=lambda team: costs[team]) == "analytics"
    assert costs["sales"] == 0
