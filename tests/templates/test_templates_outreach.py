"""The outreach of the example: who said what and when, what may move them, what was let pass. By literal key."""

from datetime import date
from typing import get_args

import pytest
from template_files import TEMPLATES, rows

from mopsctl.model.commitment import AskKind, AskState
from mopsctl.model.fields import Answer
from mopsctl.model.org import Level
from mopsctl.model.outreach import (
    ANGLES,
    NO_CHALLENGES,
    ActionKind,
    ActionState,
    Angle,
    Channel,
    Conversation,
    EvidenceSource,
    Objection,
    View,
)
from mopsctl.model.plan import Involvement, Verdict
from mopsctl.model.portfolio import Portfolio

PLAN = "cdp-rollout"


def of(example: Portfolio, team: str) -> list[Conversation]:
    return sorted((one for one in example.conversations.values() if one.team == team), key=lambda one: one.on)


def views(example: Portfolio, team: str) -> list[str]:
    return [one.sees_problem for one in of(example, team) if one.sees_problem]


@pytest.mark.parametrize(
    ("plural", "field", "states"),
    [
        ("conversations", "channel", Channel),
        ("conversations", "sees_problem", View),
        ("conversations", "objection", Objection),
        ("conversations", "angle", Angle),
        ("actions", "kind", ActionKind),
        ("actions", "state", ActionState),
        ("evidence", "asked_of", EvidenceSource),
        ("needs", "agreed", bool),
        ("asks", "kind", AskKind),
        ("asks", "state", AskState),
        ("participations", "critical", Answer),
        ("participations", "involvement", Involvement),
        ("support", "timing", Answer),
        ("reviews", "verdict", Verdict),
        ("people", "level", Level),
    ],
)
def test_every_state_occurs(example: Portfolio, plural: str, field: str, states: object) -> None:
    wanted = {True, False} if states is bool else set(get_args(states))
    assert {getattr(one, field) for one in example.of(plural).values()} - {None} == wanted


@pytest.mark.parametrize(
    "plural",
    [
        "conversations", "actions", "evidence", "needs", "waivers", "tasks", "plans", "participations", "calendars",
        "holidays", "days_off", "links", "conditions", "leads", "baselines",
    ],
)  # fmt: skip
def test_every_field_that_may_be_left_out_is_filled_somewhere(example: Portfolio, plural: str) -> None:
    # It goes on, nothing was built, and nobody works on a public holiday.
    never = {"plans": {"closed", "built"}, "holidays": {"works"}}
    fields = next(type(one).__struct_fields__ for one in example.of(plural).values())
    empty = {field for field in fields if not any(getattr(one, field) for one in example.of(plural).values())}
    assert empty == never.get(plural, set())


def test_two_teams_were_won_over_one_half_and_one_moved_away(example: Portfolio) -> None:
    assert views(example, "marketing") == ["partly", "yes"]
    assert views(example, "it") == ["no", "partly", "yes"]
    assert views(example, "data-management") == ["no", "partly", "partly"]
    assert views(example, "analytics") == ["partly", "no", "no"]


def test_one_team_was_never_contacted_one_late_and_one_not_since_the_scope_changed(example: Portfolio) -> None:
    found = [capability.gap_found for capability in example.capabilities.values() if capability.gap_found]
    assert min(found) == date(2026, 9, 21)
    counted_on = {p.team for p in example.participations.values() if p.involvement != "out"}
    assert {team for team in counted_on if not of(example, team)} == {"legal"}
    days = {team: (of(example, team)[0].on - min(found)).days for team in counted_on - {"legal"}}
    assert {team: taken for team, taken in days.items() if taken > 14} == {"sales": 30}
    rescoped = example.plans[PLAN].rescoped
    assert rescoped == date(2026, 10, 12)
    assert [team for team in sorted(days) if of(example, team)[-1].on < rescoped] == ["customer-service"]


def test_a_team_that_was_asked_for_its_challenges_has_none(example: Portfolio) -> None:
    assert [one.team for one in example.conversations.values() if one.challenges == NO_CHALLENGES] == ["sales"]


def test_a_no_has_a_change_action_with_analytics_and_none_with_sales(example: Portfolio) -> None:
    acted = {action.team for action in example.actions.values() if action.state == "open"}
    assert views(example, "sales") == ["no"]
    assert acted == {"analytics", "it"}


def test_the_creative_side_has_no_voice_in_the_plan(example: Portfolio) -> None:
    sides = {one.angle: one.team for one in example.conversations.values() if one.angle}
    assert set(sides) == set(ANGLES)
    assert sides["creative"] == "agency"
    assert example.participations[PLAN, "agency"].involvement == "out"


def test_one_action_is_overdue(example: Portfolio) -> None:
    overdue = [
        action.key
        for action in example.actions.values()
        if action.state == "open" and action.due and action.due < example.today
    ]
    assert overdue == ["sit-with-wen"]
    assert [a.key for a in example.actions.values() if (a.state == "open") != (a.closed_on is None)] == []


def test_evidence_is_in_awaited_and_late(example: Portfolio) -> None:
    states = {
        one.key: "in" if one.received_on else "late" if one.needed_by and one.needed_by < example.today else "awaited"
        for one in example.evidence.values()
    }
    assert states == {
        "same-people-found": "late",
        "peak-load": "in",
        "warehouse-beside-it": "awaited",
        "list-within-the-hour": "in",
    }
    assert [one.key for one in example.evidence.values() if bool(one.shows) != bool(one.received_on)] == []


def test_a_sheet_says_who_filled_it_in_and_no_other_conversation_has_a_source(example: Portfolio) -> None:
    assert {one.key: one.source for one in example.conversations.values() if one.source} == {
        "data-4": "data-management.xlsx"
    }
    assert [one.key for one in example.conversations.values() if one.channel == "sheet"] == ["data-4"]


def test_needs_are_agreed_and_met_or_neither(example: Portfolio) -> None:
    assert {(need.agreed, need.task is not None) for need in example.needs.values()} == {
        (True, True), (True, False), (False, True), (False, False),
    }  # fmt: skip


def test_one_claim_of_proof_is_borne_out_and_one_lacks_a_need_that_was_agreed(example: Portfolio) -> None:
    def agreed(plural: str, person: str) -> int:
        return sum(one.by == person and one.agreed for one in example.of(plural).values())

    claims = {a.team: a.person or "" for a in example.asks.values() if (a.kind, a.state) == ("contribute", "proven")}
    assert claims == {"marketing": "camille", "martech": "yuki"}
    assert [(team, agreed("tasks", who), agreed("needs", who)) for team, who in claims.items()] == [
        ("marketing", 2, 2),
        ("martech", 2, 0),
    ]


def test_what_was_said_in_a_conversation_was_said_by_its_team_in_its_plan(example: Portfolio) -> None:
    said = [
        (kind.plural, kind.key_of(record), record.plan, record.team, record.said_in)
        for kind, record in rows(TEMPLATES / "cdp-rollout.yaml")
        if getattr(record, "said_in", None)
    ]
    assert len(said) >= 40
    talks = example.conversations
    assert [one for one in said if (talks[one[4]].plan, talks[one[4]].team) != (one[2], one[3])] == []


def test_who_speaks_for_a_team_is_of_it(example: Portfolio) -> None:
    spoke = [(one.key, one.person) for one in example.conversations.values() if one.person]
    assert len(spoke) == len(example.conversations)
    people = example.people
    assert [key for key, who in spoke if people[who].team != example.conversations[key].team] == []


def test_conversations_lie_behind_today_and_their_next_step_follows(example: Portfolio) -> None:
    assert [one.key for one in example.conversations.values() if one.on >= example.today] == []
    assert [one.key for one in example.conversations.values() if bool(one.next_on) != bool(one.next_step)] == []


def test_waivers_are_in_force_over_and_no_longer_needed(example: Portfolio) -> None:
    assert {key: waiver.until >= example.today for key, waiver in example.waivers.items()} == {
        (PLAN, "GAT402", "capability:personalise-content"): True,
        (PLAN, "SUP304", "team:legal"): True,
        ("", "CAP506", "platform:survey-tool"): False,
        ("", "CAP506", "platform:crm"): True,
    }
    assert example.platforms["crm"].manager == "olga"
    assert example.capabilities["personalise-content"].governing is None


def test_some_can_be_written_to(example: Portfolio) -> None:
    letters = [person.email for person in example.people.values() if person.email]
    assert 8 <= len(letters) < len(example.people)
    assert [one for one in letters if not one.endswith("@harbourandhazel.example")] == []


def test_private_notes_hang_on_conversations_that_others_know(example: Portfolio) -> None:
    assert sorted(example.notes) == ["analytics-3", "it-1", "sales-1"]
