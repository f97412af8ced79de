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


def said(rows, code, assignments="", **limits):
    text = rows + (f"assignments:\n{assignments}" if assignments else "")
    found = findings(portfolio_with(text), Policy(select=(code,), **limits))
    return [(one.message, one.cure) for one in found if one.code == code and one.subject == "capability:send"]


@pytest.mark.parametrize(
    ("code", "held", "message", "cure"),
    [
        ("RAC701", ("team:it D",), "nobody is the approver to-be (it only takes part)",
         "mopsctl raci set send --team it D A"),
        ("RAC702", ("team:it A", "team:martech A"), "2 approvers to-be (it, martech)",
         "mopsctl raci clear send --team martech A"),
        ("RAC703", ("team:it A",), "nobody is the driver to-be (it only takes part)",
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


MARTECH_REFUSED = REFUSAL.replace("team: it", "team: martech")
TASK = '- {subject: "task:connect", holder: "%s", letter: R, plan: cdp}\n'


@pytest.mark.parametrize(
    ("code", "rows", "assignments", "cure"),
    [
        # Martech offers it, and is the one to do it.
        ("RAC701", MARTECH_REFUSED, letters("team:martech R"), "raci set send --team TEAM A"),
        ("RAC701", MARTECH_REFUSED, letters("team:martech C", "team:it C"), "raci set send --team it A C"),
        ("RAC701", MARTECH_REFUSED, letters("team:martech R", "team:it R"), "raci set send --team it R A"),
        ("RAC703", MARTECH_REFUSED, letters("team:martech A"), "raci set send --team TEAM R"),
        ("RAC703", MARTECH_REFUSED, letters("team:martech A", "person:ada C"), "raci set send --team TEAM R"),
        ("RAC703", MARTECH_REFUSED, letters("team:martech A", "person:ben C"), "raci set send --person ben R C"),
        ("RAC703", MARTECH_REFUSED, letters("team:it A"), "raci set send --team it R A"),
        ("RAC713", MARTECH_REFUSED, letters("team:martech R") + as_is("team:it A"), "raci set send --team TEAM A"),
        ("RAC707", MARTECH_REFUSED, letters("team:it R"), "raci set send --team martech I"),  # to hear of it is no duty
    ],
)  # fmt: skip
def test_no_cure_gives_a_duty_to_a_team_that_refused(code, rows, assignments, cure):
    rows += "participations: [{plan: cdp, team: martech}]\n" if code == "RAC707" else ""
    assert [one[1] for one in said(rows, code, assignments)] == [f"mopsctl {cure}"]


@pytest.mark.parametrize(
    ("doing", "cure"),
    [
        (["person:ada"], "mopsctl task set connect --team martech"),
        (["team:martech", "team:marketing"], "mopsctl task set connect --team marketing"),
    ],
)
def test_a_task_planned_for_a_team_that_refused_is_planned_for_who_is_to_do_it(doing, cure):
    more = "- {plan: cdp, team: martech, kind: assign, asked_on: 2026-11-16, state: refused, answered_on: 2026-11-20}\n"
    rows = REFUSAL + (more if len(doing) > 1 else "") + "assignments:\n" + "".join(TASK % one for one in doing)
    found = findings(portfolio_with(rows), Policy(select=("RAC711",)))
    assert [one.cure for one in found if one.code == "RAC711"] == [cure]


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


TWO_EACH = """letters:
- {letter: D, word: driver, duty: does, place: 0}
- {letter: E, word: engineer, duty: does, place: 1}
- {letter: A, word: approver, duty: answers, place: 2}
- {letter: B, word: backer, duty: answers, place: 3}
- {letter: C, word: contributor, duty: asked, place: 4}
- {letter: I, word: informed, duty: told, place: 5}
- {letter: J, word: journal, duty: told, place: 6}
capabilities:
- {key: segment, name: S}
"""


@pytest.mark.parametrize(
    ("code", "held", "cure"),
    [
        ("RAC701", (), "mopsctl raci set send --team martech D A"),
        ("RAC703", (), "mopsctl raci set send --team martech D A"),
        ("RAC707", ("team:it D",), "mopsctl raci set send --team TEAM I"),
        ("RAC713", ("team:it D",), "mopsctl raci set send --team it D A"),
    ],
)
def test_of_several_letters_of_one_duty_a_cure_gives_the_first(code, held, cure):
    today = as_is("team:it B")
    assert [one for _, one in said(TWO_EACH, code, _own(today + letters(*held)))][-1] == cure


def test_the_limits_count_from_the_first_holder_on():
    assert said("", "RAC705", letters("team:it R"), many_responsible=1)[0][1] == "mopsctl raci clear send --team it R"
    assert said("", "RAC706", letters("team:it C"), many_consulted=2) == []


def overloaded(assignments, more=""):
    rows = f"{more}assignments:\n" + "".join(f"- {{{one}, plan: cdp}}\n" for one in assignments)
    found = findings(portfolio_with(rows), Policy(select=("RAC708",), accountable_load=2))
    return [(one.subject, one.message, one.cure) for one in found if one.code == "RAC708"]


def held_by(holder, *subjects):
    return [f'subject: "{subject}", holder: "{holder}", letter: A' for subject in subjects]


DONE_BY_ADA = 'subject: "capability:send", holder: "person:ada", letter: R'


@pytest.mark.parametrize(
    ("assignments", "cure"),
    [
        (held_by("team:it", "task:connect", "task:launch"), "mopsctl raci set launch --team marketing A --from it"),
        (held_by("team:it", "task:connect", "capability:send"), "mopsctl raci set SUBJECT --team TEAM A --from it"),
        (
            [*held_by("team:it", "task:connect", "capability:send"), DONE_BY_ADA],
            "mopsctl raci set send --person ada R A --from it",
        ),
        (
            [*held_by("person:ben", "task:connect", "capability:send"), DONE_BY_ADA],
            "mopsctl raci set send --person ada R A --from ben",
        ),
        (
            [*held_by("team:martech", "task:learn", "capability:send"), DONE_BY_ADA],  # she is of that very team
            "mopsctl raci set SUBJECT --team TEAM A --from martech",
        ),
        (
            [*held_by("team:marketing", "task:connect", "task:launch"), *held_by("team:it", "task:connect")],
            "mopsctl raci set SUBJECT --team TEAM A --from marketing",  # it answers for connect already
        ),
    ],
)
def test_who_answers_for_too_much_passes_on_what_others_do(assignments, cure):
    assert overloaded(assignments)[0][2] == cure


def test_nothing_is_passed_on_to_a_team_that_refused():
    held = held_by("team:marketing", "task:connect", "task:learn")
    ((_, _, cure),) = overloaded(held)
    assert cure == "mopsctl raci set connect --team it A --from marketing"
    ((_, _, cure),) = overloaded(held, REFUSAL)
    assert cure == "mopsctl raci set learn --team martech A --from marketing"


def test_a_capability_that_is_called_like_a_task_is_not_planned_for_its_team():
    alike = "capabilities:\n- {key: launch, name: Launch products}\n"
    held = held_by("team:it", "task:connect", "capability:launch")
    assert overloaded(held, alike)[0][2] == "mopsctl raci set SUBJECT --team TEAM A --from it"


def test_the_load_is_told_in_each_state_by_itself():
    assert overloaded(held_by("team:it", "task:connect")) == []
    text = "assignments:\n" + as_is("team:it A") + as_is("team:it A").replace("send", "score")
    (found,) = findings(portfolio_with(text), Policy(select=("RAC708",), accountable_load=2))
    assert (found.message, found.cure) == (
        "accountable for 2 subjects as-is (too many from 2 on)",
        "mopsctl raci set SUBJECT --team TEAM A --state as-is --from it",
    )


@pytest.mark.parametrize("code", ["RAC709", "RAC710", "RAC712"])
def test_who_holds_it_today_is_asked_nothing_for_a_plan(code):
    assert said(PLAN + REFUSAL, code, as_is("team:it A")) == []
    assert len(said(PLAN + REFUSAL, code, letters("team:it A"))) == 1


def test_a_letter_that_is_no_duty_needs_no_agreement_beside_one_that_does():
    held = letters("team:it R", more=", agreed: 'true'") + letters("team:it C")
    assert said(PLAN, "RAC712", held) == []


@pytest.mark.parametrize("code", ["RAC713", "RAC714"])
def test_a_closed_plan_loses_and_moves_nothing(code):
    closed = PLAN.replace("manager: ada", "manager: ada, closed: 2026-11-20")
    held = as_is("team:it A", "team:it R") + letters("team:martech R")
    assert said(closed, code, held) == []
    assert len(said(PLAN, code, held)) == 1
