"""What is settled about a move, and adding its tasks."""

from datetime import date

import pytest
from edit_builders import LATER, TODAY, YESTERDAY, changed, small

from mopsctl.edit import handover, raci_copy, records, responsibility
from mopsctl.errors import NOT_FOUND, USAGE, MopsError
from mopsctl.facts.transition import proposals
from mopsctl.model.capability import Disposition, Offering
from mopsctl.model.org import Box, Position
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment, Handover, State

SEND, GIVER = "capability:send", "team:analytics"
KEY = ("rollout", SEND, GIVER)


def moving() -> Portfolio:
    """Analytics answers today, and IT and Mert are to."""
    gone = ("rollout", SEND, "person:ada", "A", "to-be")
    portfolio = records.remove(small(), Assignment, gone)
    new = [Assignment(SEND, holder, "A", "to-be", "rollout") for holder in ("team:it", "person:mert")]
    return records.put(portfolio, *new)


def refused(work) -> tuple[str, int]:  # type: ignore[no-untyped-def]
    with pytest.raises(MopsError) as caught:
        work()
    return caught.value.message, caught.value.code


def answered(receiver: str | None = None, **said: object) -> Handover:
    return handover.answer(moving(), "rollout", SEND, GIVER, said, receiver).handovers[KEY]


def test_an_answer_is_written_down_and_a_later_one_adds_to_it() -> None:
    first = handover.answer(moving(), "rollout", SEND, GIVER, {"afterwards": "models and measures"})
    assert first.handovers[KEY] == Handover(*KEY, afterwards="models and measures")
    second = handover.answer(first, "rollout", SEND, GIVER, {"communicated": YESTERDAY})
    assert second.handovers[KEY] == Handover(*KEY, afterwards="models and measures", communicated=YESTERDAY)
    assert handover.answer(second, "rollout", SEND, GIVER, {"afterwards": ""}).handovers[KEY].afterwards == ""


def test_who_agreed_agreed_today_unless_said() -> None:
    assert answered(agreed_by="mert").agreed_on == TODAY
    assert answered(agreed_by="mert", agreed_on=YESTERDAY).agreed_on == YESTERDAY


def test_the_receiver_is_one_who_is_to_have_it_or_somebody_of_its_team() -> None:
    assert answered("person:mert").receiver == "person:mert"
    told = refused(lambda: answered("person:ada"))
    assert told == ("ada is not to have what analytics gives up of send (A): mert, it", USAGE)


def test_what_does_not_move_has_no_answer() -> None:
    told = refused(lambda: handover.answer(moving(), "rollout", SEND, "team:it", {"afterwards": "x"}))
    assert told == ("no hand-over of send by it; it moves from analytics", NOT_FOUND)
    told = refused(lambda: handover.answer(moving(), "rollout", "task:build", "team:it", {"afterwards": "x"}))
    assert told == ("no hand-over of build by it", NOT_FOUND)


def test_days_to_come_and_an_answer_that_says_nothing_are_refused() -> None:
    assert refused(lambda: answered(communicated=LATER)) == (
        f"{LATER} is still to come; say the day it happened",
        USAGE,
    )
    assert refused(lambda: answered(agreed_on=LATER))[1] == USAGE
    assert refused(answered)[0].startswith("say what was settled")


def test_the_tasks_are_added_once_with_their_links_and_remembered_in_the_hand_over() -> None:
    after = handover.add_tasks(moving(), "rollout")
    assert changed(moving(), after) == [
        ("tasks", "hand-over-send", "added"),
        ("tasks", "tell-send", "added"),
        ("links", ("tell-send", "hand-over-send", "FS"), "added"),
        ("handovers", KEY, "added"),
    ]
    assert after.tasks["tell-send"].owner == "ada"  # who manages the plan
    assert after.tasks["tell-send"].kind == "communication"
    assert after.handovers[KEY] == Handover(*KEY, communication="tell-send", transfer="hand-over-send")
    assert changed(after, handover.add_tasks(after, "rollout")) == []


def test_tasks_that_are_there_keep_their_keys() -> None:
    taken = records.rename(moving(), type(moving().tasks["map"]), "map", "tell-send")
    assert [one.task.key for one in proposals(taken, "rollout", SEND)] == ["tell-send-2", "hand-over-send"]
    assert proposals(taken, "rollout", "task:build") == ()


# -- letters of positions, and letters that pass from one to another


def test_a_position_holds_letters_and_passes_them_on() -> None:
    lead = records.put(small(), Position("lead", "Lead"), Box("lead", holder="mert"))
    given = responsibility.assign(lead, "rollout", SEND, "position:lead", ("A",), "to-be", instead_of="person:ada")
    assert changed(lead, given) == [
        ("assignments", ("rollout", SEND, "person:ada", "A", "to-be"), "removed"),
        ("assignments", ("rollout", SEND, "position:lead", "A", "to-be"), "added"),
    ]


def test_nobody_passes_on_what_it_does_not_have() -> None:
    def passed() -> Portfolio:
        return responsibility.assign(small(), "rollout", SEND, "person:mert", ("C",), "to-be", instead_of="person:ada")

    assert refused(passed) == ("ada holds no C on send (to-be)", NOT_FOUND)


def test_an_agreement_that_has_a_day_keeps_it_when_somebody_is_named() -> None:
    first = handover.answer(moving(), "rollout", SEND, GIVER, {"agreed_on": YESTERDAY})
    second = handover.answer(first, "rollout", SEND, GIVER, {"agreed_by": "mert"})
    assert second.handovers[KEY].agreed_on == YESTERDAY


def test_it_is_said_when_the_plan_ends_later_with_the_tasks() -> None:
    own = [Assignment(SEND, GIVER, "R", "as-is"), Assignment(SEND, "person:mert", "R", "to-be", "rollout")]
    gone = Disposition("send", "esp", "migrate", date(2027, 3, 1))
    before = records.put(moving(), *own, Offering("send", "esp", "analytics"), gone)
    after = handover.add_tasks(before, "rollout")
    assert after.tasks["end-old-send"].not_before == date(2027, 3, 1)
    assert handover.delay_told(before, after, "rollout") == "the plan now ends on 2027-03-01, 58 working days later"
    assert handover.delay_told(after, after, "rollout") == ""


# -- a position that a chart has no box for; who agreed


def lead(*boxes: Box) -> Portfolio:
    return records.put(small(), Position("lead", "Lead"), Position("other", "Other"), *boxes)


@pytest.mark.parametrize("state", ["as-is", "to-be"])
def test_a_position_without_a_box_in_a_chart_that_is_begun_is_given_nothing(state: State) -> None:
    def given(portfolio: Portfolio) -> Portfolio:
        return responsibility.assign(portfolio, "rollout", "platform:cdp", "position:lead", ("C",), state)

    with pytest.raises(MopsError) as caught:
        given(lead(Box("other", state)))
    assert (caught.value.message, caught.value.hint, caught.value.code) == (
        f"the position lead is in no {state} chart", f"mopsctl position set lead --state {state}", USAGE,
    )  # fmt: skip
    assert given(lead()).assignments
    assert given(lead(Box("other", state), Box("lead", state))).assignments


def test_what_such_a_position_has_by_a_file_can_be_made_less() -> None:
    held = [Assignment("platform:cdp", "position:lead", one, "to-be", "rollout") for one in "RA"]
    now = records.put(lead(Box("other")), *held)
    less = responsibility.assign(now, "rollout", "platform:cdp", "position:lead", ("R",), "to-be")
    assert [key for key, one in less.assignments.items() if one.holder == "position:lead"] == [
        ("rollout", "platform:cdp", "position:lead", "R", "to-be")
    ]


def test_no_letter_at_all_is_refused_with_the_verb_that_takes_them() -> None:
    with pytest.raises(MopsError) as caught:
        responsibility.assign(small(), "rollout", SEND, "team:it", (), "to-be")
    assert (caught.value.hint, caught.value.code) == ("mopsctl raci clear send --team it", USAGE)


@pytest.mark.parametrize(
    ("holder", "by", "told"),
    [
        ("team:it", "mert", ""),
        ("team:it", "ada", "ada is of analytics, and the letters are those of it"),
        ("team:it", None, "agreed, nobody named by whom"),
        ("person:ada", "ada", ""),
        ("person:ada", None, ""),  # who agreed is known already
        ("person:ada", "mert", "mert is of it, and the letters are those of ada"),
        ("position:lead", "mert", ""),
        ("position:lead", "ada", "ada is of analytics, and lead is held by mert"),
        ("position:other", "ada", "ada is of analytics, and other is held by nobody"),
    ],
)
def test_it_is_said_who_agreed_for_whom(holder: str, by: str | None, told: str) -> None:
    now = lead(Box("lead", holder="mert"), Box("other"))
    assert responsibility.whose(now, "rollout", SEND, holder, "to-be", by=by) == told


def test_letters_agreed_to_before_keep_their_day() -> None:
    old = Assignment(SEND, "team:it", "R", "to-be", "rollout", agreed=True, agreed_by="mert", agreed_on=YESTERDAY)
    now = records.put(small(), old, Assignment(SEND, "team:it", "C", "to-be", "rollout"))

    def days(**said: object) -> list[tuple[object, object]]:
        after = responsibility.agree(now, "rollout", SEND, "team:it", "to-be", **{"by": None, "on": None, **said})  # type: ignore[arg-type]
        return [
            (a.agreed_by, a.agreed_on)
            for a in after.assignments.values()
            if a.subject == SEND and a.holder == "team:it"
        ]

    assert days() == [("mert", YESTERDAY), (None, TODAY)]
    assert days(by="mert") == [("mert", YESTERDAY), ("mert", TODAY)]
    assert days(on=TODAY) == [("mert", TODAY), (None, TODAY)]


# -- beginning with the letters of today


def test_a_copy_has_what_is_the_plans_own_and_has_nobody_to_be_agreed_by_nobody() -> None:
    rows = (("capability:send", "team:it", "R"), ("platform:cdp", "team:it", "R"),
            ("platform:cdp", "position:lead", "A"), ("capability:cut", "team:analytics", "R"))  # fmt: skip
    today = [Assignment(*row, "as-is", agreed=True) for row in rows]
    now = records.put(lead(Box("other")), *today)
    own = raci_copy.copy_of(now, "rollout")
    assert own.letters == (Assignment("platform:cdp", "team:it", "R", "to-be", "rollout"),)
    assert raci_copy.told(now, own) == (
        "copied 1 row, agreed by nobody yet: cdp", "left out, since in no to-be chart: lead",
    )  # fmt: skip
    every = raci_copy.copy_of(now, "rollout", every=True)
    assert every.subjects == ("capability:cut", "platform:cdp")
    after = raci_copy.copied(now, every)
    assert raci_copy.copy_of(after, "rollout", every=True).letters == ()
    assert raci_copy.told(small(), raci_copy.copy_of(small(), "rollout"))[0].startswith("nothing to copy: ")
