"""The database itself refuses what a store never holds, whoever writes it."""

from typing import Any

import pytest
from msgspec import structs
from sqlalchemy import CheckConstraint
from store_edits import DAY, SEED, TODAY, adding, contents, put

from mopsctl.errors import STORE, MopsError
from mopsctl.model.capability import Capability, Similarity
from mopsctl.model.kinds import kind_of
from mopsctl.model.org import DottedLine, Person, Team
from mopsctl.model.outreach import Note
from mopsctl.model.plan import Link, Plan, Task
from mopsctl.model.responsibility import Assignment, SchemeLetter
from mopsctl.store.opening import Store
from mopsctl.store.tables import whole_schema

BY_KIND: dict[str, Any] = {kind_of(record).word: record for record in reversed(SEED)}
EARLIER = DAY.replace(year=2020)


def altered(word: str, **fields: Any) -> Any:
    return structs.replace(BY_KIND[word], **fields)


BROKEN: dict[str, Any] = {
    "teams_key": Team("a:b", "A"),
    "people_key": Person("", "A", "it"),
    "people_level": altered("person", level="boss"),
    "platforms_key": altered("platform", key="x" * 65),
    "platforms_status": altered("platform", status="dead"),
    "platforms_cost": altered("platform", cost=-1),
    "capabilities_key": Capability("a:b", "A"),
    "similarities_order": Similarity("send", "segment"),
    "plans_key": altered("plan", key=""),
    "plans_stage": altered("plan", stage="done"),
    "plans_target": altered("plan", target=EARLIER),
    "plans_closed": altered("plan", closed=EARLIER),
    "participations_involvement": altered("participation", involvement="maybe"),
    "participations_critical": altered("participation", critical="perhaps"),
    "participations_work": altered("participation", work=6),
    "participations_influence": altered("participation", influence=0),
    "asks_kind": altered("ask", kind="beg"),
    "asks_state": altered("ask", state="lost"),
    "asks_resolution": altered("ask", resolution="sulk"),
    "asks_round": altered("ask", round=0),
    "asks_allocation": altered("ask", allocation=101),
    "asks_due": altered("ask", due=EARLIER),
    "asks_answered": altered("ask", answered_on=EARLIER),
    "support_solution": altered("support", solution="perhaps"),
    "support_timing": altered("support", timing="perhaps"),
    "reviews_verdict": altered("review", verdict="fine"),
    "reviews_understanding": altered("review", understanding=6),
    "tasks_key": altered("task", key="a:b"),
    "tasks_kind": altered("task", kind="chore"),
    "tasks_days": altered("task", kind="task", days=-1),
    "tasks_milestone": altered("task", kind="milestone", days=3),
    "tasks_percent": altered("task", percent=101),
    "tasks_finished": altered("task", started=DAY, finished=EARLIER),
    "participations_capabilities": altered("participation", capabilities=-1),
    "conversations_key": altered("conversation", key="a:b"),
    "conversations_channel": altered("conversation", channel="rumour"),
    "conversations_view": altered("conversation", sees_problem="perhaps"),
    "conversations_objection": altered("conversation", objection="mood"),
    "conversations_angle": altered("conversation", angle="oblique"),
    "conversations_next": altered("conversation", next_on=EARLIER),
    "actions_key": altered("action", key="a:b"),
    "actions_kind": altered("action", kind="beg"),
    "actions_state": altered("action", state="lost"),
    "evidence_key": altered("evidence", key="a:b"),
    "evidence_asked_of": altered("evidence", asked_of="an aunt"),
    "evidence_needed": altered("evidence", needed_by=EARLIER),
    "evidence_received": altered("evidence", received_on=EARLIER),
    "needs_key": altered("need", key="a:b"),
    "waivers_code": altered("waiver", code="GAT4"),
    "waivers_until": altered("waiver", until=EARLIER),
    "links_itself": Link("design", "design"),
    "links_kind": altered("link", kind="XX"),
    "links_lag": altered("link", lag=10_001),
    "calendars_key": altered("calendar", key="a:b"),
    "calendars_week": altered("calendar", week=()),
    "days_off_last": altered("day off", last=EARLIER),
    "teams_capacity": altered("team", capacity=-1),
    "tasks_days_low": altered("task", days=None, days_low=-1),
    "tasks_days_high": altered("task", days_high=10_001),
    "tasks_optimistic": altered("task", days_low=6),
    "tasks_pessimistic": altered("task", days_high=4),
    "tasks_estimates": altered("task", days=None, days_low=5, days_high=4),
    "tasks_share": altered("task", share=101),
    "conditions_key": altered("condition", key=""),
    "leads_days": altered("lead", days=-1),
    "baselines_key": altered("baseline", key="a:b"),
    "baseline_dates_finish": altered("baseline date", finish=EARLIER),
    "digests_serial": altered("digest", serial=-1),
    "platforms_budget": altered("platform", budget=-1),
    "platforms_retire": altered("platform", live_on=DAY, retire_on=EARLIER),
    "activities_key": altered("activity", key="a:b"),
    "dispositions_fate": altered("disposition", fate="forget"),
    "datasets_key": altered("dataset", key=""),
    "datasets_kind": altered("dataset", kind="rumour"),
    "goals_key": altered("goal", key="a:b"),
    "goals_target": altered("goal", target=float("inf")),
    "functions_key": altered("function", key="a:b"),
    "pillars_key": altered("pillar", key="a:b"),
    "maturities_level": altered("maturity", level=6),
    "positions_key": altered("position", key="a:b"),
    "boxes_state": altered("box", state="maybe"),
    "boxes_allocation": altered("box", allocation=1001),
    "boxes_for_others": altered("box", for_others=-1),
    "boxes_cost": altered("box", cost=-1),
    "dotted_lines_state": altered("dotted line", state="maybe"),
    "dotted_lines_itself": DottedLine("data-lead", "data-lead"),
    "coverage_state": altered("coverage", state="maybe"),
    "coverage_covers": altered("coverage", covers="team:it"),
    "numbers_key": altered("number", key="a:b"),
    "numbers_target": altered("number", target=1.1e15),
    "wanted_skills_skill": altered("wanted skill", skill=""),
    "held_skills_skill": altered("held skill", skill="x" * 65),
    "letters_letter": SchemeLetter("RA", "both", "does"),
    "letters_duty": SchemeLetter("X", "excused", "nothing"),  # type: ignore[arg-type]
    "letters_place": altered("letter", place=-1),
    "topics_key": altered("topic", key="a:b"),
    "topics_needs": altered("topic", needs="agree"),
    "topics_place": altered("topic", place=10_001),
    "rights_part": altered("right", part="veto"),
    "rights_state": altered("right", state="maybe"),
    "interactions_key": altered("interaction", key="a:b"),
    "interactions_kind": altered("interaction", kind="gossip"),
    "assessments_performance": altered("assessment", performance=0),
    "assignments_letter": altered("assignment", letter="r"),
    "assignments_state": altered("assignment", state="maybe"),
    "assignments_plan": Assignment("task:design", "team:it", "R", "as-is", "rollout"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record_is_refused_by_name_and_nothing_is_written(store: Store, name: str) -> None:
    put(store, *SEED)
    with pytest.raises(MopsError) as caught:
        put(store, BROKEN[name])
    assert caught.value.code == STORE
    assert "refuses this change" in caught.value.message
    # Where several constraints are broken at once, each database names another.
    assert name in caught.value.message or name in ("plans_key", "asks_kind", "assignments_state")
    assert store.identity().serial == 1
    assert contents(store.read(TODAY)) == contents(adding(*SEED)(store.read(TODAY, at=0)))


def test_every_check_of_the_records_is_tried() -> None:
    own = ("meta_", "changesets_", "changes_", "holder_", "subject_", "thing_")
    on_yes_no = {
        "support_takes_part",
        "support_informed",
        "assignments_agreed",
        "tasks_agreed",
        "needs_agreed",
        "holidays_works",
        "functions_shared",
    }  # PostgreSQL has a type for it
    checks = {
        str(constraint.name)
        for table in whole_schema().tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert {name for name in checks - on_yes_no if not name.startswith(own)} == set(BROKEN)


DANGLING: dict[str, Any] = {
    "person": Person("eve", "Eve", "nowhere"),
    "platform": altered("platform", key="x", manager="nobody"),
    "offering": altered("offering", platform="nowhere"),
    "plan": Plan("x", "X", DAY, platform="nowhere"),
    "task": Task("x", "X", "nowhere"),
    "link": Link("design", "nowhere"),
    "holiday": altered("holiday", calendar="nowhere"),
    "calendar of a team": altered("team", calendar="nowhere"),
    "calendar of a plan": altered("plan", calendar="nowhere"),
    "day off of nobody": altered("day off", holder="person:nobody"),
    "day off of another kind": altered("day off", holder="team:ada"),
    "condition": altered("condition", task="nowhere"),
    "condition of nobody": altered("condition", owner="nobody"),
    "lead": altered("lead", team="nowhere"),
    "baseline": altered("baseline", plan="nowhere"),
    "baseline date": altered("baseline date", task="nowhere"),
    "digest": altered("digest", team="nowhere"),
    "holder": Assignment("task:design", "team:nowhere", "R", "to-be", "rollout"),
    "holder that is a position": Assignment("task:design", "position:nowhere", "R", "to-be", "rollout"),
    "subject that is an activity": Assignment("activity:nowhere", "team:it", "R", "to-be", "rollout"),
    "holder of another kind": Assignment("task:design", "person:it", "R", "to-be", "rollout"),
    "subject": Assignment("task:nowhere", "team:it", "R", "to-be", "rollout"),
    "conversation": altered("conversation", key="x", team="nowhere"),
    "note": Note("nowhere", "x"),
    "action": altered("action", owner="nobody"),
    "evidence": altered("evidence", said_in="nowhere"),
    "need": altered("need", task="nowhere"),
    "task said nowhere": altered("task", said_in="nowhere"),
    "successor of a platform": altered("platform", successor="nowhere"),
    "activity": altered("activity", capability="nowhere"),
    "disposition": altered("disposition", successor="nowhere"),
    "dataset": altered("dataset", owner="nobody"),
    "truth": altered("truth", dataset="nowhere"),
    "goal": altered("goal", parent="nowhere"),
    "maturity": altered("maturity", function="nowhere"),
    "position": altered("position", transition="nowhere"),
    "box of nothing": altered("box", position="nowhere"),
    "box under nothing": altered("box", reports_to="nowhere"),
    "box of nobody": altered("box", holder="nobody"),
    "box without its goal": altered("box", goal="nowhere"),
    "dotted line": altered("dotted line", to="nowhere"),
    "coverage of nothing": altered("coverage", covers="pillar:nowhere"),
    "coverage of another kind": altered("coverage", covers="pillar:data"),
    "number": altered("number", parent="nowhere"),
    "wanted skill": altered("wanted skill", position="nowhere"),
    "held skill": altered("held skill", person="nobody"),
    "hand-over of nothing": altered("hand-over", subject="activity:nowhere"),
    "hand-over by nobody": altered("hand-over", giver="position:nowhere"),
    "hand-over to nobody": altered("hand-over", receiver="position:nowhere"),
    "hand-over without its task": altered("hand-over", transfer="nowhere"),
    "right of nobody": altered("right", holder="position:nowhere"),
    "right on nothing": altered("right", platform="nowhere"),
    "right in nothing": altered("right", topic="nowhere"),
    "interaction": altered("interaction", receiver="nowhere"),
    "assessment": altered("assessment", task="nowhere"),
    "waiver of nothing": altered("waiver", subject="team:nowhere"),
    "waiver of another kind": altered("waiver", subject="person:it"),
    "waiver by nobody": altered("waiver", by="nobody"),
    "waiver's plan": altered("waiver", plan="nowhere"),
    "assignment's plan": Assignment("task:design", "team:it", "A", "to-be", "nowhere"),
}


@pytest.mark.parametrize("name", DANGLING)
def test_a_dangling_reference_is_refused(store: Store, name: str) -> None:
    put(store, *SEED)
    with pytest.raises(MopsError, match="refuses this change"):
        put(store, DANGLING[name])
    assert store.identity().serial == 1


def test_one_row_for_each_plan_subject_holder_letter_and_state(store: Store) -> None:
    put(store, *SEED)
    copy = (
        "INSERT INTO assignments (subject, holder, letter, state, plan, agreed)"
        " SELECT subject, holder, letter, state, plan, agreed FROM assignments"
    )
    with pytest.raises(MopsError, match="refuses this change"), store._backend.writing() as connection:
        connection.execute(copy)


@pytest.mark.parametrize("column", ["subject", "holder", "letter", "state", "plan"])
def test_no_part_of_an_assignments_key_can_be_null(store: Store, column: str) -> None:
    put(store, *SEED)
    with pytest.raises(MopsError, match="refuses this change"), store._backend.writing() as connection:
        connection.execute(f"UPDATE assignments SET {column} = NULL")


@pytest.mark.parametrize("letter", ["", "R\n", "Ä", "RA", "1"])
def test_a_letter_is_one_capital(store: Store, letter: str) -> None:
    put(store, *SEED)
    for record in (altered("assignment", letter=letter), SchemeLetter(letter, "some", "told")):
        with pytest.raises(MopsError, match="refuses this change"):
            put(store, record)
    put(store, *(SchemeLetter(one, "some", "told") for one in "AZ"))


def test_what_is_no_number_is_no_target(store: Store) -> None:
    """SQLite keeps NaN as NULL, which no record says; nothing that a command or a file gives can be one."""
    put(store, *SEED)
    if store.place.url:
        with pytest.raises(MopsError, match="goals_target"):
            put(store, altered("goal", target=float("nan")))


def test_a_number_comes_back_to_the_last_bit(store: Store) -> None:
    put(store, *SEED)
    amounts = [0.1, -1e15, 1e15, 5e-324, 123456789.12345679, 2.0**49 + 0.125, 1 / 3]
    put(store, *(altered("goal", key=f"g{n}", target=amount) for n, amount in enumerate(amounts)))
    now = store.read(TODAY)
    assert [now.goals[f"g{n}"].target for n in range(len(amounts))] == amounts
    assert type(now.goals["g1"].target) is float
