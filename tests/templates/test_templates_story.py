"""The example goes wrong on purpose. Each situation that docs/story.md tells is in the data, under its literal key."""

from datetime import date

import pytest

from mopsctl.model.portfolio import Portfolio

PLAN = "cdp-rollout"


def held(example: Portfolio, subject: str, letter: str, state: str = "to-be") -> list[str]:
    return sorted(
        a.holder for a in example.assignments.values() if (a.subject, a.letter, a.state) == (subject, letter, state)
    )


def states(example: Portfolio, team: str, kind: str) -> list[str]:
    asks = sorted((a for a in example.asks.values() if (a.team, a.kind) == (team, kind)), key=lambda ask: ask.round)
    return [ask.state for ask in asks]


def test_the_plan_stands_before_the_gate(example: Portfolio) -> None:
    plan = example.plans[PLAN]
    assert (plan.stage, plan.manager, plan.platform) == ("plan", "isil", "cdp")
    assert (plan.idea_from, plan.funded_by, plan.mandate_from) == ("marketing-operations", "marketing", "it")


def test_a_stop_can_be_a_no_or_a_question_never_put(example: Portfolio) -> None:
    assert example.participations[PLAN, "analytics"].critical == "no"
    assert example.participations[PLAN, "data-management"].critical == "unasked"


def test_sales_says_no_as_well_and_its_recorded_alignment_lets_the_plan_pass(example: Portfolio) -> None:
    assert example.participations[PLAN, "sales"].critical == "no"
    assert ("send-campaigns", "send-store-mailings") in example.similarities
    assert ("send-store-mailings", "crm", "sales") in example.offerings
    assert example.alignments[PLAN, "sales"].on == date(2026, 11, 18)


def test_the_home_made_tool_does_under_another_name_what_the_platform_will_do(example: Portfolio) -> None:
    assert ("cut-lists", "audience-builder", "analytics") in example.offerings
    assert ("build-audiences", "cdp", "marketing-operations") in example.offerings
    assert ("build-audiences", "cut-lists") in example.similarities


def test_asks_are_in_every_state(example: Portfolio) -> None:
    assert states(example, "marketing", "assign") == ["proven"]
    assert states(example, "martech", "advocate") == ["promised"]
    assert states(example, "it", "assign") == ["deferred"]
    assert states(example, "sales", "assign") == ["open"]
    assert states(example, "sales", "advocate") == ["withdrawn"]
    assert states(example, "analytics", "contribute") == ["refused"]
    assert states(example, "data-management", "assign") == ["refused", "promised"]


def test_analytics_was_never_asked_for_a_person_so_that_the_tour_can_ask_for_ada(example: Portfolio) -> None:
    assert states(example, "analytics", "assign") == []
    assert (example.people["ada"].team, example.people["ada"].level) == ("analytics", "practitioner")


def test_one_refusal_has_a_resolution_and_one_has_none(example: Portfolio) -> None:
    assert example.asks[PLAN, "analytics", "advocate", 1].resolution == "escalate"
    assert example.asks[PLAN, "analytics", "contribute", 1].resolution is None


def test_an_ask_is_overdue_and_a_promise_has_no_substance_and_another_no_proof(example: Portfolio) -> None:
    overdue = example.asks[PLAN, "data-management", "advocate", 1]
    assert (overdue.state, overdue.due) == ("open", date(2026, 11, 13))
    nameless = example.asks[PLAN, "it", "contribute", 1]
    assert (nameless.state, nameless.person) == ("promised", None)
    unproven = example.asks[PLAN, "it", "advocate", 1]
    assert (unproven.state, unproven.forum_on) == ("promised", date(2026, 11, 12))


def test_the_technology_side_is_for_it_but_not_now(example: Portfolio) -> None:
    marks = {person: example.support[PLAN, person] for person in ("helena", "tomasz", "nkechi")}
    assert {person: (mark.solution, mark.timing) for person, mark in marks.items()} == {
        "helena": ("yes", "yes"),
        "tomasz": ("yes", "no"),
        "nkechi": ("yes", "unasked"),
    }


def test_nobody_in_sales_was_asked_and_nobody_under_the_director_of_engineering_takes_part(example: Portfolio) -> None:
    marked = [mark for mark in example.support.values() if mark.plan == PLAN]
    assert [mark.person for mark in marked if example.people[mark.person].team == "sales"] == []
    assert [mark.person for mark in marked if example.people[mark.person].team == "it" and mark.takes_part] == []


def test_what_changes_for_it_and_analytics_is_written_and_understood_by_nobody(example: Portfolio) -> None:
    lost = [p.team for p in example.participations.values() if p.impact and not p.understood_by]
    assert sorted(lost) == ["analytics", "customer-service", "it"]


def test_one_team_is_affected_and_two_are_out_with_a_reason(example: Portfolio) -> None:
    assert example.participations[PLAN, "customer-service"].involvement == "affected"
    out = {one.team: bool(one.because) for one in example.participations.values() if one.involvement == "out"}
    assert out == {"procurement": True, "agency": True}


def test_criticality_of_two_teams_is_not_rated(example: Portfolio) -> None:
    unrated = [p.team for p in example.participations.values() if p.involvement == "involved" and p.influence is None]
    assert sorted(unrated) == ["legal", "sales"]


def test_reviews_are_approved_changed_unanswered_and_missing(example: Portfolio) -> None:
    said = {(review.team, review.verdict) for review in example.reviews.values()}
    assert said == {
        ("marketing", "approved"),
        ("martech", "changes"),
        ("marketing-operations", "changes"),
        ("marketing-operations", "approved"),
        ("data-management", "changes"),
        ("it", "no-reply"),
    }


def test_three_platforms_lack_an_owner_and_the_new_one_is_among_them(example: Portfolio) -> None:
    lacking = {
        key: [role for role in ("system_owner", "budget_owner", "manager") if getattr(platform, role) is None]
        for key, platform in example.platforms.items()
    }
    assert {key: roles for key, roles in lacking.items() if roles} == {
        "cdp": ["manager"],
        "audience-builder": ["budget_owner"],
        "survey-tool": ["system_owner", "budget_owner", "manager"],
    }


def test_every_platform_names_its_vendor_and_cost(example: Portfolio) -> None:
    assert [key for key, platform in example.platforms.items() if not platform.vendor or platform.cost is None] == []


def test_one_platform_retires_on_no_date_and_one_is_gone_and_still_has_duties(example: Portfolio) -> None:
    ends = {key: p.contract_end for key, p in example.platforms.items() if p.status == "retiring"}
    assert ends == {"esp": date(2027, 4, 30), "survey-tool": None}
    assert example.platforms["sms-gateway"].status == "retired"
    assert held(example, "platform:sms-gateway", "A") == ["person:priya"]


def test_service_messages_live_on_the_retiring_platform_only(example: Portfolio) -> None:
    where = [o.platform for o in example.offerings.values() if o.capability == "send-service-messages"]
    assert where == ["esp"]


@pytest.mark.parametrize(
    ("subject", "letter", "holders"),
    [
        ("capability:send-campaigns", "A", []),
        ("capability:build-audiences", "A", ["team:analytics", "team:marketing"]),
        ("capability:manage-consent", "R", []),
        ("capability:build-templates", "A", ["team:marketing-operations"]),
        ("capability:build-templates", "I", ["team:marketing-operations"]),
        ("capability:report-campaigns", "R", ["team:analytics"]),
        ("capability:report-campaigns", "I", ["team:analytics"]),
        ("capability:collect-events", "R", ["team:analytics", "team:it", "team:martech"]),
        ("capability:score-propensity", "C", []),
        ("capability:score-propensity", "I", []),
        ("capability:manage-preferences", "A", []),
        ("capability:manage-preferences", "R", []),
        ("task:rebuild-dashboards", "R", ["team:marketing-operations"]),
    ],
)
def test_responsibilities_to_be_go_wrong(example: Portfolio, subject: str, letter: str, holders: list[str]) -> None:
    assert held(example, subject, letter) == holders


def test_one_row_asks_seven_and_one_person_answers_for_nine(example: Portfolio) -> None:
    assert len(held(example, "capability:automate-journeys", "C")) == 7
    answers = [a for a in example.assignments.values() if (a.holder, a.letter) == ("person:omer", "A")]
    assert len([a for a in answers if a.state == "to-be"]) == 9


def test_responsibilities_as_they_are_go_wrong_too(example: Portfolio) -> None:
    assert held(example, "capability:report-campaigns", "A", "as-is") == ["team:analytics", "team:marketing"]
    assert held(example, "capability:maintain-taxonomy", "R", "as-is") == []


def test_who_answers_for_the_send_today_has_no_successor(example: Portfolio) -> None:
    assert held(example, "capability:send-campaigns", "A", "as-is") == ["team:marketing-operations"]
    assert held(example, "capability:send-campaigns", "A", "to-be") == []


def test_most_duties_are_agreed_and_four_are_not(example: Portfolio) -> None:
    duties = [a for a in example.assignments.values() if a.plan == PLAN and a.letter in "RA"]
    agreed = [a for a in duties if a.agreed]
    assert all(a.agreed_by and a.agreed_on for a in agreed)
    assert (len(agreed), len(duties)) == (43, 47)
    assert sorted((a.subject, a.holder) for a in duties if not a.agreed) == [
        ("capability:build-audiences", "team:analytics"),
        ("capability:collect-events", "team:analytics"),
        ("capability:collect-events", "team:it"),
        ("capability:manage-consent", "person:noor"),
    ]


def test_one_task_belongs_to_nobody_and_one_has_no_estimate(example: Portfolio) -> None:
    tasks = example.tasks.values()
    assert [task.key for task in tasks if task.team is None] == ["rehome-service-messages"]
    assert [task.key for task in tasks if task.owner is None] == ["rehome-service-messages"]
    assert [task.key for task in tasks if task.days is None and task.kind != "milestone"] == ["rebuild-dashboards"]


def test_analytics_has_no_time_to_learn_and_data_management_learns_after_it_designed(example: Portfolio) -> None:
    learning = {task.team for task in example.tasks.values() if task.kind == "learning"}
    assert "analytics" not in learning
    assert ("design-data-model", "learn-data", "FS") in example.links
