"""What is settled about a move, and adding its tasks."""

import pytest
from edit_builders import LATER, TODAY, YESTERDAY, changed, small

from mopsctl.edit import handover, records, responsibility
from mopsctl.errors import NOT_FOUND, USAGE, MopsError
from mopsctl.facts.transition import proposals
from mopsctl.model.org import Box, Position
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment, Handover

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
