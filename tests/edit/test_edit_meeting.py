"""What came of a meeting, or of a sheet that a team filled in, as one edit."""

from datetime import date
from typing import Any

import pytest
from edit_builders import LATER, TODAY, YESTERDAY, changed, small
from msgspec import Struct

from mopsctl.edit import records
from mopsctl.edit.meeting import AskTold, DutyTold, NeedTold, Told, capture
from mopsctl.edit.sheet import told_in
from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.model.commitment import Ask
from mopsctl.model.org import Person
from mopsctl.model.outreach import NO_CHALLENGES
from mopsctl.model.plan import Need, Participation
from mopsctl.model.portfolio import Portfolio

KEY = "it-2026-11-23"


class Line(Struct, frozen=True):
    id: str
    text: str
    at: str


class Came(Struct, frozen=True):
    """A sheet that came back."""

    answers: tuple[Line, ...]
    plan: str = "rollout"
    team: str = "it"
    name: str = "it.md"


def came(**answers: str) -> Came:
    """Answers by id, `__` standing for a slash and `_` for a dash; on line 5, 6, ..."""
    lines = [
        Line(key.replace("__", "/").replace("_", "-"), text, f"it.md:{number}")
        for number, (key, text) in enumerate(answers.items(), 5)
    ]
    return Came(tuple(lines))


def read(portfolio: Portfolio | None = None, *, source: str = "it.md", **answers: str) -> Told:
    who = {"filled__by": "Mert", "filled__on": "2026-11-23"}
    return told_in(portfolio or small(), None, came(**{**who, **answers}), source=source)


def faults(portfolio: Portfolio | None = None, **answers: str) -> list[str]:
    with pytest.raises(MopsError) as error:
        read(portfolio, **answers)
    assert error.value.code == BAD_INPUT
    return error.value.message.split("\n")


# One edit.


def test_all_that_was_told_is_one_conversation_and_points_to_it() -> None:
    told = Told(
        "it",
        conversation={"person": "mert", "sees_problem": "partly", "next_on": LATER},
        note="tired",
        actions=("educate",),
        participation={"critical": "yes", "impact": "less to run", "understood_by": "mert"},
        asks={
            "assign": AskTold("yes", {"person": "mert", "allocation": 50, "start": LATER}),
            "advocate": AskTold("later", {"until": LATER}),
            "contribute": AskTold("no", {"reason": "no time"}),
        },
        needs=(NeedTold("SQL on the profiles"),),
        duties=(DutyTold("capability:send", "team:it"),),
    )
    after = capture(small(), "rollout", told)
    assert changed(small(), after) == [
        ("conversations", KEY, "added"),
        ("notes", KEY, "added"),
        ("actions", "it-educate", "added"),
        ("participations", ("rollout", "it"), "changed"),
        ("asks", ("rollout", "it", "advocate", 1), "added"),
        ("asks", ("rollout", "it", "assign", 1), "changed"),
        ("asks", ("rollout", "it", "contribute", 1), "added"),
        ("needs", "sql-on-the-profiles", "added"),
        ("assignments", ("rollout", "capability:send", "team:it", "R", "to-be"), "changed"),
    ]
    assert after.notes[KEY].text == "tired"
    assert after.participations["rollout", "it"].said_in == KEY
    states = {ask.kind: (ask.state, ask.said_in, ask.answered_on) for ask in after.asks.values()}
    assert states == {
        "assign": ("promised", KEY, TODAY),
        "advocate": ("deferred", KEY, TODAY),
        "contribute": ("refused", KEY, TODAY),
    }
    assert after.needs["sql-on-the-profiles"] == Need(
        "sql-on-the-profiles", "SQL on the profiles", "rollout", "it", by="mert", agreed=True, said_in=KEY
    )
    duty = after.assignments["rollout", "capability:send", "team:it", "R", "to-be"]
    assert (duty.agreed, duty.agreed_by, duty.agreed_on) == (True, "mert", TODAY)


def test_a_yes_that_names_nothing_changes_nothing() -> None:
    with pytest.raises(MopsError, match="person"):
        capture(small(), "rollout", Told("it", asks={"assign": AskTold("yes")}))


def test_a_word_after_the_deed_does_not_take_the_deed_back() -> None:
    named: dict[str, Any] = {"person": "mert", "allocation": 50, "start": LATER}
    proven = Ask("rollout", "it", "assign", YESTERDAY, state="proven", answered_on=YESTERDAY, **named)
    before = put(small(), proven)
    after = capture(before, "rollout", Told("it", asks={"assign": AskTold("yes", named)}))
    assert after.asks["rollout", "it", "assign", 1] == proven
    after = capture(before, "rollout", Told("it", asks={"assign": AskTold("no", {"reason": "gone"})}))
    assert after.asks["rollout", "it", "assign", 1].state == "refused"


def test_a_duty_that_is_declined_is_taken_back_and_noted_in_private() -> None:
    told = Told("it", duties=(DutyTold("capability:send", "person:ada", agrees=False),))
    after = capture(small(), "rollout", told)
    duty = after.assignments["rollout", "capability:send", "person:ada", "A", "to-be"]
    assert (duty.agreed, duty.agreed_by) == (False, None)
    assert after.notes[KEY].text == "does not agree to: send (ada)"


def test_a_need_that_is_known_is_agreed_to_and_not_added_again() -> None:
    before = put(small(), Need("sql", "SQL on the Profiles", "rollout", "it"))
    after = capture(before, "rollout", Told("it", {"person": "mert"}, needs=(NeedTold("sql on the profiles"),)))
    assert after.needs == {"sql": Need("sql", "SQL on the Profiles", "rollout", "it", "mert", True, said_in=KEY)}
    after = capture(after, "rollout", Told("it", needs=(NeedTold(key="sql", agrees=False),)))
    assert after.needs["sql"].agreed is False


def test_a_need_of_another_team_is_refused() -> None:
    before = put(small(), Need("sql", "SQL", "rollout", "analytics"))
    with pytest.raises(MopsError, match="not one of it in this plan"):
        capture(before, "rollout", Told("it", needs=(NeedTold(key="sql"),)))


def test_a_team_that_is_not_in_the_plan_and_a_day_to_come_are_refused() -> None:
    with pytest.raises(MopsError, match="analytics is not in the plan"):
        capture(small(), "rollout", Told("analytics", {"sees_problem": "yes"}))
    with pytest.raises(MopsError, match="still to come"):
        capture(small(), "rollout", Told("it", {"sees_problem": "yes", "on": LATER}))


def put(portfolio: Portfolio, *added: Any) -> Portfolio:

    return records.put(portfolio, *added)


# A sheet.


def test_a_sheet_is_told_in_the_words_of_either_language() -> None:
    told = read(
        view__sees_problem="Kısmen",
        view__objection="kendi aracımız var",
        view__challenges="Yok.",
        platform__critical="EVET",
        change__understood_by="mert",
        ask__assign="yes",
        ask__assign__person="ADA",
        ask__assign__allocation="50 %",
        ask__assign__start="4 Aralık 2026",
        ask__contribute="sonra",
        ask__contribute__until="7.12.2026",
        need__new__1="SQL",
        **{"raci__capability:send__team:it": "hayır"},
    )
    assert told.conversation == {
        "on": TODAY, "person": "mert", "channel": "sheet", "source": "it.md", "sees_problem": "partly",
        "objection": "own-tool", "challenges": NO_CHALLENGES,
    }  # fmt: skip
    assert told.participation == {"critical": "yes", "understood_by": "mert"}
    assert told.asks == {
        "assign": AskTold("yes", {"person": "ada", "allocation": 50, "start": LATER}),
        "contribute": AskTold("later", {"until": date(2026, 12, 7)}),
    }
    assert told.needs == (NeedTold("SQL"),)
    assert told.duties == (DutyTold("capability:send", "team:it", agrees=False),)


def test_the_same_sheet_twice_changes_nothing_the_second_time() -> None:
    answers = {
        "view__sees_problem": "no", "view__reason": "cost", "platform__critical": "no", "change__impact": "less",
        "ask__assign": "yes", "ask__assign__person": "mert", "ask__assign__allocation": "20",
        "ask__assign__start": "2026-12-04", "ask__advocate": "no", "ask__advocate__reason": "no forum",
        "ask__contribute": "later", "need__new__1": "SQL", "need__new__2": "Time",
        "raci__capability:send__team:it": "yes", "raci__capability:send__person:ada": "no",
    }  # fmt: skip
    once = capture(small(), "rollout", read(**answers))
    assert len(changed(small(), once)) == 10
    twice = capture(once, "rollout", read(once, **answers))
    assert changed(once, twice) == []


def test_a_sheet_corrected_on_its_day_corrects_its_conversation() -> None:
    once = capture(small(), "rollout", read(view__sees_problem="no"))
    twice = capture(once, "rollout", read(once, view__sees_problem="partly"))
    assert [(one.key, one.sees_problem) for one in twice.conversations.values()] == [(KEY, "partly")]


def test_a_sheet_that_one_filled_in_oneself_is_hearsay() -> None:
    told = read(source="", view__sees_problem="no")
    assert told.source == ""
    assert "channel" not in told.conversation
    once = capture(small(), "rollout", told)
    twice = capture(once, "rollout", told)
    assert list(twice.conversations) == [KEY, f"{KEY}-2"]


def test_every_fault_is_told_at_once_with_its_place_and_nothing_is_changed() -> None:
    assert faults(
        view__sees_problem="perhaps",
        change__understood_by="Mrt",
        ask__assign__allocation="a half",
        ask__assign__start="12/04/2026",
        ask__advocate="no",
        ask__contribute="maybe",
        need__sql="yes",
        platform__kritical="yes",
        change__impact="a\x1bb",
        **{"raci__capability:cut__team:it": "yes"},
    ) == [
        'it.md:7: view/sees-problem: "perhaps" is none of yes, partly, no, evet, kısmen, hayır',
        'it.md:8: change/understood-by: no person "Mrt"; did you mean "Mert"?',
        'it.md:9: ask/assign/allocation: "a half" is no share of working time; write a whole number from 1 to 100',
        "it.md:9: ask/assign/allocation: ask/assign is not answered; write yes, no or later there",
        'it.md:10: ask/assign/start: "12/04/2026" is no date; write it as 2026-12-04',
        "it.md:11: ask/advocate: no needs an answer at ask/advocate/reason too",
        'it.md:12: ask/contribute: "maybe" is none of yes, no, later, evet, hayır, sonra',
        "it.md:13: need/sql: it has no need of this key in the plan; a new one goes to need/new/1",
        'it.md:14: platform/kritical: a sheet has no such row; did you mean "platform/critical"?',
        "it.md:15: change/impact: it holds signs that are no text (3 characters)",
        "it.md:16: raci/capability:cut/team:it: there is no such duty in the plan any more",
    ]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            {"ask__assign": "yes", "ask__assign__person": "Ada"},
            "it.md:7: ask/assign: yes needs an answer at ask/assign/allocation, ask/assign/start too",
        ),
        (
            {"ask__contribute": "no", "ask__contribute__reason": "x", "ask__contribute__person": "Ada"},
            "it.md:9: ask/contribute/person: ask/contribute says no; this does not go with it",
        ),
        (
            {"ask__contribute": "later", "ask__contribute__until": "2026-11-01"},
            "it.md:8: ask/contribute/until: 2026-11-01 is before the sheet was filled in",
        ),
        ({"ask__assign__allocation": "0"}, 'it.md:7: ask/assign/allocation: "0" is no share of working time'),
        ({"need__new__1": "x" * 401}, "it.md:7: need/new/1: too long (401 characters)"),
        ({"change__impact": "x" * 10_001}, "it.md:7: change/impact: too long (10,001 characters)"),
        ({}, "it.md: nothing is answered in it"),
    ],
)
def test_an_answer_that_cannot_be_is_a_fault(answers: dict[str, str], said: str) -> None:
    assert faults(**answers)[0].startswith(said)


def test_who_and_when_must_be_said_where_the_words_are_to_be_the_team_s_own() -> None:
    with pytest.raises(MopsError) as error:
        told_in(small(), None, came(view__sees_problem="yes"), source="it.md")
    assert error.value.message.split("\n") == [
        "it.md: filled/by: who filled it in is missing; write it there, or say it with --person",
        "it.md: filled/on: the day on which it was filled in is missing, e.g. 2026-12-04",
    ]
    told = told_in(small(), None, came(filled__on="2026-11-20", view__sees_problem="yes"), source="it.md", person="ada")
    assert (told.person, told.conversation["on"]) == ("ada", YESTERDAY)
    assert told_in(small(), None, came(view__sees_problem="yes"), source="").conversation == {"sees_problem": "yes"}


def test_days_that_cannot_be_are_faults() -> None:
    assert faults(filled__on="2026-12-04", view__sees_problem="yes") == [
        "it.md:6: filled/on: 2026-12-04 is still to come"
    ]
    assert faults(filled__on="2026-11-02", ask__assign="later") == [
        "it.md:7: ask/assign: answered on 2026-11-02, but it was asked on 2026-11-20"
    ]


def test_two_people_of_one_name_are_told_apart_by_key() -> None:
    two = put(small(), Person("mert-2", "MERT", "it"))
    assert read(two, filled__by="mert-2", view__sees_problem="yes").person == "mert-2"
    two = put(two, Person("o1", "Ömer Şahin", "it"), Person("o2", "Omer Sahin", "it"))
    assert faults(two, change__understood_by="Omer  Şahin") == [
        'it.md:7: change/understood-by: "Omer Şahin" is the name of several people; write a key: o1, o2'
    ]


@pytest.mark.parametrize(
    ("sheet", "wanted", "said"),
    [
        (Came((), plan="other"), None, 'it.md: no plan "other"'),
        (Came((), plan="rollout"), "pilot", 'it.md: a sheet of the plan "rollout", not of "pilot"'),
        (Came((), team="itt"), None, 'it.md: no team "itt"; did you mean "it"?'),
        (Came((), team="analytics"), None, 'analytics is not in the plan "rollout"'),
    ],
)
def test_a_sheet_of_another_plan_or_team_is_refused(sheet: Came, wanted: str | None, said: str) -> None:
    with pytest.raises(MopsError) as error:
        told_in(small(), wanted, sheet, source="it.md")
    assert error.value.message == said


def test_a_team_that_is_out_is_not_brought_back_by_its_sheet() -> None:
    out = put(small(), Participation("rollout", "it", "out", because="no time"))
    with pytest.raises(MopsError, match="it is out of the plan: no time"):
        read(out, view__sees_problem="yes")
