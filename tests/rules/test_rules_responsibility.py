"""What the rules on letters say beyond the examples in their manuals: other schemes, people, positions, plans."""

import pytest
from rules_base import portfolio_with

from mopsctl.model.policy import Policy
from mopsctl.rules.engine import findings

PLAN = "plans:\n- {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}\n"
DACI = """letters:
- {letter: D, word: driver, duty: does, place: 0}
- {letter: A, word: approver, duty: answers, place: 1}
- {letter: C, word: contributor, duty: asked, place: 2}
- {letter: I, word: informed, duty: told, place: 3}
"""
REFUSAL = (
    "asks:\n- {plan: cdp, team: it, kind: assign, asked_on: 2026-11-16, state: refused, answered_on: 2026-11-20}\n"
)


def letters(*held, plan="cdp", more=""):
    rows = (word.split() for word in held)
    return "".join(
        f'- {{subject: "capability:send", holder: "{holder}", letter: {letter}, plan: "{plan}"{more}}}\n'
        for holder, letter in rows
    )


def as_is(*held):
    return letters(*held, plan="", more=", state: as-is")


def said(rows, code, assignments=""):
    text = rows + (f"assignments:\n{assignments}" if assignments else "")
    found = findings(portfolio_with(text), Policy(select=(code,)))
    return [(one.message, one.cure) for one in found if one.code == code and one.subject == "capability:send"]


@pytest.mark.parametrize(
    ("code", "held", "message", "cure"),
    [
        ("RAC701", ("team:it D",), "nobody is the approver to-be (it only take part)",
         "mopsctl raci set send --team it D A"),
        ("RAC702", ("team:it A", "team:martech A"), "2 approvers to-be (it, martech)",
         "mopsctl raci clear send --team martech A"),
        ("RAC703", ("team:it A",), "nobody is the driver to-be (it only take part)",
         "mopsctl raci set send --team it D A"),
        ("RAC704", ("team:it D", "team:it I"), "it holds D and I to-be", "mopsctl raci clear send --team it I"),
        ("RAC705", ("team:it D", "team:martech D", "person:cem D"), "3 drivers to-be (cem, it, martech)",
         "mopsctl raci clear send --team martech D"),
    ],
)  # fmt: skip
def test_the_rules_speak_of_duties_in_the_words_of_the_company(code, held, message, cure):
    assert said(DACI + "capabilities:\n- {key: segment, name: S}\n", code, _own(letters(*held))) == [(message, cure)]


def _own(rows):
    """Without the letters of the base, which are those of RACI."""
    kept = 'subject: "capability:segment"'
    return rows + f'- {{{kept}, holder: "person:ada", letter: D, plan: cdp}}\n'


def test_a_position_that_somebody_holds_names_a_person_and_a_vacant_one_does_not():
    box = "positions:\n- {key: lead, name: Lead}\nboxes:\n- {position: lead, team: martech%s}\n"
    held = letters("position:lead A")
    assert said(PLAN + box % ", holder: ada", "RAC709", held) == []
    assert said(PLAN + box % "", "RAC709", held) == [
        (
            "accountable to-be is lead, a position that nobody holds; nobody by name",
            "mopsctl raci set send --person ada A --from lead",
        )
    ]


def test_a_letter_on_somebody_of_a_team_that_refused_is_found_too():
    assert said(REFUSAL, "RAC710", letters("person:ben R")) == [
        ("it refused, and is to have R (through ben)", "mopsctl raci set send --team TEAM R --from ben")
    ]
    assert said(REFUSAL, "RAC710", letters("person:ben C") + as_is("team:it R")) == []


def test_only_those_who_do_it_or_answer_for_it_are_asked_to_agree():
    held = letters("team:it R", "team:martech A", "team:analytics C") + letters("person:ada R", more=", agreed: 'true'")
    assert said(PLAN, "RAC712", held) == [
        ("has not agreed to-be: it to R, martech to A", "mopsctl raci agree send --team it --team martech")
    ]


def test_what_is_lost_is_said_once_for_a_subject():
    found = said("", "RAC713", as_is("team:it A", "team:it R"))
    assert found == [
        (
            "nobody is to be accountable (it as-is) and responsible (it as-is)",
            "mopsctl raci set send --team martech R A",
        )
    ]


def test_a_hand_over_that_is_lost_or_only_names_somebody_asks_for_no_answer():
    assert said(PLAN, "RAC714", as_is("team:it A") + letters("team:martech R")) == []
    assert said(PLAN, "RAC714", as_is("team:it A") + letters("person:ben A")) == []
    assert said(PLAN, "RAC714", as_is("team:it A") + letters("person:cem A")) == [
        (
            "A goes from it to cem; nobody said what it does from then on",
            "mopsctl handover answer send --team it --afterwards TEXT",
        )
    ]


def test_a_position_in_no_to_be_chart_names_nobody_even_where_somebody_holds_it_today():
    boxes = (
        "positions:\n- {key: lead, name: Lead}\n- {key: aide, name: Aide}\n"
        "boxes:\n- {position: lead, team: martech, holder: ada, state: as-is}\n- {position: aide}\n"
    )
    ((told, _),) = said(PLAN + boxes, "RAC709", letters("position:lead A"))
    assert told == "accountable to-be is lead, a position that is in no to-be chart; nobody by name"


def test_a_position_held_by_somebody_of_a_team_that_refused_is_found():
    boxes = "positions:\n- {key: lead, name: Lead}\nboxes:\n- {position: lead, team: martech, holder: ben}\n"
    ((told, _),) = said(REFUSAL + boxes, "RAC710", letters("position:lead R"))
    assert told == "it refused, and is to have R (through lead)"


def test_one_command_cures_a_row_in_which_several_are_too_many():
    held = letters("team:it R", "team:martech R", "team:analytics R", "person:ben R")
    assert said(PLAN, "RAC705", held)[0][1] == "mopsctl raci clear send --team it --team martech R"
    held = letters("team:it A", "team:martech A", "person:ben A")
    assert said(PLAN, "RAC702", held)[0][1] == "mopsctl raci clear send --team it --team martech A"
    held = letters("team:it A", "team:it I", "person:ben R", "person:ben I")
    assert said(PLAN, "RAC704", held)[0][1] == "mopsctl raci clear send --person ben --team it I"
