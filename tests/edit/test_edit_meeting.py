"""What came of a meeting, or of a sheet that a team filled in, as one edit."""

from datetime import date
from typing import Any

import pytest
from edit_builders import LATER, TODAY, YESTERDAY, changed, small
from msgspec import Struct, structs

from mopsctl.edit import records
from mopsctl.edit.meeting import AskTold, DutyTold, NeedTold, Told, capture
from mopsctl.edit.sheet import refuse_two_names, told_in
from mopsctl.errors import BAD_INPUT, USAGE, MopsError
from mopsctl.model.commitment import Ask
from mopsctl.model.org import Person
from mopsctl.model.outreach import NO_CHALLENGES
from mopsctl.model.plan import Need, Participation
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment

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
    agreed = capture(
        small(), "rollout", Told("it", {"person": "mert"}, duties=(DutyTold("capability:send", "team:it"),))
    )
    told = Told("it", duties=(DutyTold("capability:send", "team:it", agrees=False),))
    after = capture(agreed, "rollout", told)
    duty = after.assignments["rollout", "capability:send", "team:it", "R", "to-be"]
    assert (duty.agreed, duty.agreed_by) == (False, None)
    assert after.notes[f"{KEY}-2"].text == "does not agree to: send (it)"


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


def test_a_need_that_says_nothing_is_refused() -> None:
    for what in ("...", "", " – "):
        with pytest.raises(MopsError, match="a need says what it needs") as error:
            capture(small(), "rollout", Told("it", needs=(NeedTold(what),)))
        assert error.value.code == USAGE


# The latest word counts.

EARLIER = date(2026, 10, 1)


def refused(portfolio: Portfolio, told: Told) -> str:
    with pytest.raises(MopsError) as error:
        capture(portfolio, "rollout", told)
    assert error.value.code == USAGE
    assert error.value.hint == "mopsctl outreach show it"
    return error.value.message


LATEST = Told(
    "it",
    {"person": "mert", "on": YESTERDAY},
    participation={"critical": "no", "impact": "more to run", "understood_by": "mert"},
    asks={"contribute": AskTold("no", {"reason": "no time"})},
    needs=(NeedTold("SQL"),),
    duties=(DutyTold("capability:send", "team:it"),),
)
AGREED = Need("sql", "SQL", "rollout", "it", "mert", True, said_in="it-2026-11-20")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"participation": {"critical": "yes"}},
         "critical: answered on 2026-10-01, but the latest word is of 2026-11-20 (it-2026-11-20)"),
        ({"participation": {"impact": "less to run"}},
         "impact: answered on 2026-10-01, but the latest word is of 2026-11-20 (it-2026-11-20)"),
        ({"participation": {"understood_by": "ada"}},
         "understood by: answered on 2026-10-01, but the latest word is of 2026-11-20 (it-2026-11-20)"),
        ({"asks": {"contribute": AskTold("yes", {"person": "mert"})}},
         "contribute: answered on 2026-10-01, but the latest answer is of 2026-11-20 (it-2026-11-20)"),
        ({"asks": {"contribute": AskTold("no", {"reason": "no money"})}},
         "contribute: answered on 2026-10-01, but the latest answer is of 2026-11-20 (it-2026-11-20)"),
        ({"needs": (NeedTold(key="sql", agrees=False),)},
         "need sql: answered on 2026-10-01, but the latest word is of 2026-11-20 (it-2026-11-20)"),
        ({"duties": (DutyTold("capability:send", "team:it", agrees=False),)},
         "send (it): answered on 2026-10-01, but the latest word is of 2026-11-20: agreed"),
    ],
)  # fmt: skip
def test_what_was_said_later_is_not_overwritten(told: dict[str, Any], said: str) -> None:
    before = put(small(), Ask("rollout", "it", "contribute", date(2026, 9, 1)))
    latest = capture(before, "rollout", LATEST)
    assert refused(latest, Told("it", {"on": EARLIER}, **told)) == said
    capture(latest, "rollout", Told("it", {"on": YESTERDAY}, **told))


def test_the_same_said_before_takes_nothing_back() -> None:
    before = put(small(), Ask("rollout", "it", "contribute", date(2026, 9, 1)))
    latest = capture(before, "rollout", LATEST)
    assert latest.needs == {"sql": AGREED}
    earlier = structs.replace(LATEST, conversation={"person": "ada", "on": EARLIER})
    assert changed(latest, capture(latest, "rollout", earlier)) == [("conversations", "it-2026-10-01", "added")]


def test_a_stale_sheet_is_told_at_its_answers() -> None:
    before = put(small(), Ask("rollout", "it", "contribute", date(2026, 9, 1)))
    latest = capture(before, "rollout", LATEST)
    assert faults(
        latest,
        filled__on="2026-10-01",
        platform__critical="yes",
        change__impact="less to run",
        change__understood_by="mert",
        ask__contribute="later",
        need__sql="no",
        **{"raci__capability:send__team:it": "no"},
    ) == [
        "it.md:7: platform/critical: answered on 2026-10-01, but the latest word is of 2026-11-20 (it-2026-11-20)",
        "it.md:8: change/impact: answered on 2026-10-01, but the latest word is of 2026-11-20 (it-2026-11-20)",
        "it.md:10: ask/contribute: answered on 2026-10-01, but the latest answer is of 2026-11-20 (it-2026-11-20)",
        "it.md:11: need/sql: answered on 2026-10-01, but the latest word is of 2026-11-20 (it-2026-11-20)",
        "it.md:12: raci/capability:send/team:it: answered on 2026-10-01, but the latest word is of 2026-11-20: agreed",
    ]
    equal = read(latest, filled__on="2026-10-01", platform__critical="no", need__new__1="sql", need__sql="yes")
    assert changed(latest, capture(latest, "rollout", equal)) == [("conversations", "it-2026-10-01", "added")]


def test_what_somebody_of_another_team_agreed_to_stays() -> None:
    key = ("rollout", "capability:send", "team:it", "R", "to-be")
    told = Told("it", {"person": "ada"}, duties=(DutyTold("capability:send", "team:it"),))
    before = capture(small(), "rollout", told)
    again = capture(before, "rollout", structs.replace(told, conversation={"person": "mert"}))
    assert again.assignments[key].agreed_by == "ada"
    no = Told("it", {"person": "mert"}, duties=(DutyTold("capability:send", "team:it", agrees=False),))
    assert refused(before, no) == "send (it): ada of analytics agreed to it; settle it with ada first"


def test_a_team_answers_for_itself_and_its_people_only() -> None:
    foreign = Told("it", duties=(DutyTold("capability:send", "person:ada"),))
    assert refused(small(), foreign) == "send (ada): ada is not of it, which cannot agree or disagree for it"
    before = put(small(), Assignment("task:build", "team:analytics", "C", "to-be", "rollout"))
    rows = {"raci__capability:send__person:ada": "no", "raci__task:build__team:analytics": "yes"}
    for source in ("it.md", ""):
        with pytest.raises(MopsError) as error:
            read(before, source=source, **rows)
        assert error.value.message.split("\n") == [
            "it.md:7: raci/capability:send/person:ada: ada is not of it, which cannot agree or disagree for it",
            "it.md:8: raci/task:build/team:analytics: analytics is not of it, which cannot agree or disagree for it",
        ]


# A sheet.


def test_a_sheet_filled_in_by_another_team_is_hearsay_or_nothing() -> None:
    who = {"filled__by": "Ada", "filled__on": "2026-11-23"}
    with pytest.raises(MopsError) as error:
        read(platform__critical="yes", **who)
    assert error.value.message == "it.md:5: filled/by: ada is of analytics, not of it; --heard takes it in as hearsay"
    assert error.value.hint == "mopsctl import sheet it.md --heard"
    moved = Came(came(filled__by="mert", filled__on="2026-11-23", platform__critical="yes").answers, team="analytics")
    joined = put(small(), Participation("rollout", "analytics"))
    with pytest.raises(MopsError, match="mert is of it, not of analytics"):
        told_in(joined, None, moved, source="it.md")
    with pytest.raises(MopsError, match="ada is of analytics, not of it"):
        told_in(small(), None, came(filled__on="2026-11-23", platform__critical="yes"), source="it.md", person="ada")
    assert read(platform__critical="yes", source="", **who).person == "ada"


def test_who_filled_it_in_is_not_said_in_two_ways() -> None:
    sheet = came(filled__by="Mert", view__sees_problem="yes")
    refuse_two_names(small(), sheet, "mert")
    refuse_two_names(small(), came(view__sees_problem="yes"), "ada")
    with pytest.raises(MopsError) as error:
        refuse_two_names(small(), sheet, "ada")
    assert (error.value.code, error.value.message) == (
        USAGE,
        "it.md says that mert filled it in, and --person ada; leave --person out",
    )


@pytest.mark.parametrize(
    ("text", "share"), [("50", 50), ("%50", 50), ("0.5", 50), ("0,25", 25), ("0.05", 5), ("100 %", 100), ("1", 1)]
)
def test_a_share_is_read_as_people_and_workbooks_write_it(text: str, share: int) -> None:
    told = read(
        ask__assign="yes", ask__assign__person="mert", ask__assign__start="2026-12-04", ask__assign__allocation=text
    )
    assert told.asks["assign"].fields["allocation"] == share


@pytest.mark.parametrize("text", ["0", "0.0", "0.5 %", "0.005", "1.5", "101", "-5"])
def test_what_is_no_share_is_a_fault(text: str) -> None:
    assert faults(ask__assign="later", ask__assign__allocation=text)[0].startswith(
        f'it.md:8: ask/assign/allocation: "{text}" is no share'
    )


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
        "raci__capability:send__team:it": "yes", "raci__task:build__team:it": "no",
    }  # fmt: skip
    once = capture(small(), "rollout", read(**answers))
    assert len(changed(small(), once)) == 9
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
        ({"need__new__1": "..."}, 'it.md:7: need/new/1: "..." says nothing'),
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
    told = told_in(
        small(), None, came(filled__on="2026-11-20", view__sees_problem="yes"), source="it.md", person="mert"
    )
    assert (told.person, told.conversation["on"]) == ("mert", YESTERDAY)
    assert told_in(small(), None, came(view__sees_problem="yes"), source="").conversation == {"sees_problem": "yes"}


def test_days_that_cannot_be_are_faults() -> None:
    assert faults(filled__on="2026-12-04", view__sees_problem="yes") == [
        "it.md:6: filled/on: 2026-12-04 is still to come"
    ]
    assert faults(filled__on="1926-11-23", ask__assign="later") == [
        "it.md:6: filled/on: 1926-11-23 is long past; is the year right?"
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
