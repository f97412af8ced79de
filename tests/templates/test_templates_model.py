"""Platforms, hand-overs, the operating model and the organisation of the example, as docs/story.md tells them."""

from datetime import date

import pytest

from mopsctl.facts.chart import chart, covered_by, loads
from mopsctl.facts.disposition import gaps_of, orphans, places
from mopsctl.facts.handover import lost, moves
from mopsctl.facts.numbers import roll_ups
from mopsctl.facts.operating import run_the_old_way, split, sprawling
from mopsctl.facts.reorganisation import reorganisation
from mopsctl.facts.skills import gaps
from mopsctl.facts.stack import sources, sums
from mopsctl.model.operating import PARTS
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import RACI, State, scheme

PLAN = "cdp-rollout"


def test_the_letters_are_in_the_file_and_are_the_usual_ones(example: Portfolio) -> None:
    assert scheme(example.letters) == RACI


def test_thirteen_duties_move_and_nobody_said_what_analysts_do_then(example: Portfolio) -> None:
    found = moves(example, PLAN)
    assert len(found) == 13
    assert [(one.subject, one.giver) for one in found if one.receivers and "afterwards" in one.open] == [
        ("capability:build-audiences", "team:analytics"),
        ("capability:report-campaigns", "team:analytics"),
    ]
    assert [one.subject for one in found if one.open == ("communicated",)] == [
        "activity:approve-mailings",
        "capability:unify-profiles",
    ]


def test_all_that_was_settled_is_of_a_duty_that_moves(example: Portfolio) -> None:
    known = {(one.plan, one.subject, one.giver) for one in moves(example, PLAN)}
    assert example.handovers.keys() <= known


def test_the_consent_the_send_and_the_preferences_get_lost(example: Portfolio) -> None:
    assert [(one.subject, one.duty) for one in lost(example, PLAN)] == [
        ("capability:manage-consent", "does"),
        ("capability:manage-preferences", "answers"),
        ("capability:manage-preferences", "does"),
        ("capability:send-campaigns", "answers"),
    ]


def test_preferences_leave_nine_days_before_the_new_platform_is_live(example: Portfolio) -> None:
    (early,) = [gap for platform in example.platforms for gap in gaps_of(example, platform)]
    assert (early.capability, early.platform, early.successor) == ("manage-preferences", "esp", "cdp")
    assert early.live is not None
    assert (early.live - early.off).days == 9


def test_service_messages_go_and_nothing_takes_them_over(example: Portfolio) -> None:
    assert [(one.capability, one.platform) for one in orphans(example)] == [("send-service-messages", "esp")]


def test_nobody_said_whether_the_warehouse_stops_matching(example: Portfolio) -> None:
    unsaid = [
        place
        for place in places(example).values()
        if place.fate is None and example.capabilities[place.capability].governing not in (None, place.platform)
    ]
    assert [(one.capability, one.platform) for one in unsaid] == [("unify-profiles", "warehouse")]


def test_the_stack_costs_a_million_and_a_half_and_is_over_budget(example: Portfolio) -> None:
    (whole,) = sums(example.platforms.values())
    assert (whole.currency, whole.cost, whole.saved) == ("EUR", 1_572_000, 173_000)


def test_notice_has_to_be_given_within_ten_weeks(example: Portfolio) -> None:
    notice = example.platforms["esp"].notice_by
    assert notice is not None
    assert 9 * 7 <= (notice - example.today).days <= 10 * 7


def test_two_platforms_claim_the_revenue_of_a_campaign(example: Portfolio) -> None:
    assert {key: who for key, who in sources(example).items() if len(who) != 1} == {
        "campaign-revenue": ("dashboards", "esp")
    }


def test_one_final_vote_is_split_and_one_topic_has_too_many_to_agree(example: Portfolio) -> None:
    assert split(example, "to-be") == {("final-vote", ""): ("person:helena", "person:tomasz")}
    assert split(example, "as-is") == {}
    assert list(sprawling(example, "to-be", 2)) == [("roadmap", "")]
    assert run_the_old_way(example, PLAN) == ()


def test_rights_have_all_parts_and_one_topic_is_otherwise_on_the_new_platform(example: Portfolio) -> None:
    assert {right.part for right in example.rights.values()} == set(PARTS)
    assert {(right.topic, right.platform) for right in example.rights.values() if right.platform} == {
        ("back-end", "cdp")
    }


def test_interactions_are_of_all_kinds_and_analytics_never_confirmed_its_own(example: Portfolio) -> None:
    found = example.interactions.values()
    assert {one.kind for one in found} == {"hand-over", "service", "insight"}
    assert all(one.source for one in found if one.kind == "insight")
    assert all(one.cadence for one in found)
    lacking = [one.key for one in found if one.giver_confirmed is None or one.receiver_confirmed is None]
    assert lacking == ["audiences-for-campaigns"]


@pytest.mark.parametrize(("state", "roots", "size", "vacant"), [
    ("as-is", ["cdo", "cmo", "cto"], 20, ["campaign-assistant"]),
    ("to-be", ["cdo", "cmo", "cto"], 23, ["data-lead", "insight-lead", "second-administrator"]),
])  # fmt: skip
def test_both_charts_are_there(
    example: Portfolio, state: State, roots: list[str], size: int, vacant: list[str]
) -> None:
    found = chart(example, state)
    assert sorted(position for position, box in found.boxes.items() if box.reports_to is None) == roots
    assert len(found.boxes) == size
    assert sorted(position for position, box in found.boxes.items() if box.holder is None) == vacant
    assert found.cycles == ()


def test_marketing_operations_comes_together_under_one(example: Portfolio) -> None:
    was, will = chart(example, "as-is").forest, chart(example, "to-be").forest
    assert was.above("head-of-martech") == ("cto",)
    assert was.above("marketing-analyst") == ("head-of-analytics", "cdo")
    assert was.above("data-steward") == ("head-of-governance", "cdo")
    for position in ("head-of-martech", "marketing-analyst", "data-steward", "email-developer"):
        assert will.above(position)[-2:] == ("head-of-operations", "cmo")


def test_each_kind_of_change_is_there_and_one_is_told_by_no_task(example: Portfolio) -> None:
    found = reorganisation(example)
    assert {kind for one in found.values() for kind in one.kinds} == {"new", "gone", "moved", "re-scoped", "staffed"}
    untold = [position for position in found if example.positions[position].transition is None]
    assert untold == ["marketing-analyst"]


def test_process_is_nobodys_and_all_else_is_somebodys(example: Portfolio) -> None:
    empty = [one for one, positions in covered_by(example, "to-be").items() if not positions]
    assert empty == ["function:process-optimisation"]
    assert {key for key, one in example.functions.items() if one.shared} == {
        "marketing-technology", "data-management", "process-optimisation", "reporting-analysis-strategy",
    }  # fmt: skip


def test_the_numbers_add_up_but_for_a_million_and_one_adds_up_to_nothing(example: Portfolio) -> None:
    found = roll_ups(example)
    assert (found["marketing-revenue"].sum, found["marketing-revenue"].lacking) == (62_000_000, 0)
    assert (found["operations-revenue"].sum, found["operations-revenue"].lacking) == (17_000_000, 1_000_000)
    assert sorted(key for key, one in example.numbers.items() if one.parent is None) == [
        "insights-used",
        "marketing-revenue",
    ]


def test_grace_is_asked_for_more_than_she_has_and_two_lack_a_skill(example: Portfolio) -> None:
    assert {person: load.percent for person, load in loads(example, "to-be").items() if load.percent > 100} == {
        "grace": 110
    }
    assert [(one.position, one.holder) for one in gaps(example, "to-be")] == [
        ("data-steward", "sofia"),
        ("head-of-operations", "isil"),
    ]


def test_what_was_confirmed_longest_ago_is_from_before_the_plan(example: Portfolio) -> None:
    oldest = min(right.confirmed for right in example.rights.values() if right.confirmed)
    assert oldest == date(2026, 4, 20)
    assert oldest < example.plans[PLAN].start
