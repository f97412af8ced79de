"""COM203-205 beyond the examples of their manuals."""

import pytest
from rules_base import portfolio_with

from mopsctl.model.policy import Policy
from mopsctl.rules.engine import findings

ASSIGN = "kind: assign, person: ben, allocation: 50"
ADVOCATE = "kind: advocate, leader: ada, forum: IT board"
BORNE_OUT = """
tasks:
- {key: connect, name: Connect the shop, plan: cdp, team: it, days: 10, owner: ben, agreed: true}
needs:
- {key: data, what: test data, plan: cdp, team: it, by: ben, agreed: true}
"""


def asks(*rows):
    return "asks:\n" + "".join(f"- {{plan: cdp, team: it, asked_on: 2026-11-02, {row}}}\n" for row in rows)


def found(code, rows, **options):
    policy = Policy(select=("COM",))
    return [
        (one.subject, one.message, one.cure)
        for one in findings(portfolio_with(rows, **options), policy)
        if one.code == code
    ]


@pytest.mark.parametrize(
    ("row", "message", "cure"),
    [
        (
            "kind: assign, state: promised",
            "to assign without person, allocation or start",
            "promise it --kind assign --person PERSON --allocation 50 --start +10wd",
        ),
        (
            "kind: advocate, state: promised, leader: ada",
            "to advocate without forum or date",
            "promise it --kind advocate --forum FORUM --forum-on +5wd",
        ),
        (
            "kind: contribute, state: promised",
            "to contribute without person",
            "promise it --kind contribute --person PERSON",
        ),
        (
            "kind: contribute, state: proven",
            "to contribute without person",
            "prove it --kind contribute --person PERSON",
        ),
        (
            "kind: advocate, state: proven, leader: ada, forum: IT board",
            "to advocate without date",
            "prove it --kind advocate --forum-on +5wd --granted TEXT",
        ),
    ],
)
def test_a_yes_names_what_makes_it_one(row, message, cure):
    assert found("COM203", asks(row)) == [("team:it", f"said yes {message}", f"mopsctl commit {cure}")]


@pytest.mark.parametrize(
    "row",
    [
        f"{ASSIGN}, state: promised, start: 2027-01-11",
        f"{ADVOCATE}, forum_on: 2027-01-11, state: promised",
        f"{ADVOCATE}, forum_on: 2026-11-20, state: proven",
        "kind: contribute, person: ben, state: promised",
        "kind: assign, state: open",
        "kind: assign, state: refused, reason: no",
        "kind: assign, state: deferred",
        "kind: assign, state: withdrawn",
    ],
)
def test_a_whole_promise_is_no_finding_and_what_is_no_yes_names_nothing(row):
    assert found("COM203", asks(row)) == []


def test_a_team_is_told_once_with_all_its_hollow_yeses():
    rows = asks("kind: assign, state: proven, person: ben, allocation: 50", "kind: contribute, state: promised")
    assert found("COM203", rows) == [
        (
            "team:it",
            "said yes to assign without start and to contribute without person",
            "mopsctl commit prove it --kind assign --start +10wd",
        )
    ]


@pytest.mark.parametrize(
    ("row", "day"),
    [
        (f"{ASSIGN}, state: promised, start: 2026-11-22", "to assign was promised for 2026-11-22"),
        (f"{ASSIGN}, state: promised, start: 2026-11-23", None),
        (f"{ASSIGN}, state: promised, due: 2026-11-20", None),
        (f"{ADVOCATE}, state: promised, forum_on: 2026-11-22", "to advocate was promised for 2026-11-22"),
        (f"{ADVOCATE}, state: promised, forum_on: 2026-11-23", None),
        (
            "kind: contribute, person: ben, state: promised, due: 2026-11-22",
            "to contribute was promised for 2026-11-22",
        ),
        (
            "kind: contribute, person: ben, state: promised, due: 2026-11-22, start: 2026-11-21",
            "to contribute was promised for 2026-11-21",
        ),
        ("kind: contribute, person: ben, state: promised, due: 2026-11-22, start: 2026-11-24", None),
        ("kind: contribute, person: ben, state: promised", None),
        (f"{ASSIGN}, state: open, start: 2026-11-20", None),
        (f"{ASSIGN}, state: deferred, start: 2026-11-20", None),
    ],
)
def test_a_promise_is_late_from_the_day_after_its_date(row, day):
    expected = [f"{day} and is not proven"] if day else []
    assert [line[1] for line in found("COM204", asks(row))] == expected


def test_a_late_promise_is_cured_by_the_deed_or_where_it_is_done_by_saying_so():
    late = asks(f"{ASSIGN}, state: promised, start: 2026-11-20")
    assert found("COM204", late)[0][2] == "mopsctl task set connect --owner ben"
    assert found("COM204", late + BORNE_OUT)[0][2] == "mopsctl commit prove it --kind assign"
    forum = asks(f"{ADVOCATE}, state: promised, forum_on: 2026-11-20")
    assert found("COM204", forum)[0][2] == "mopsctl commit prove it --kind advocate --granted TEXT"


@pytest.mark.parametrize(
    ("row", "why", "cure"),
    [
        (f"{ASSIGN}, start: 2027-01-11", "to assign is said to be proven, but ben owns no task of the plan",
         "task set connect --owner ben"),
        (f"{ADVOCATE}, forum_on: 2026-11-24, granted: time",
         "to advocate is said to be proven, but IT board takes place on 2026-11-24",
         "commit promise it --kind advocate"),
        ("kind: contribute, person: ben",
         "to contribute is said to be proven, but it agreed to no task by ben and it agreed to no need by ben",
         "task add TASK --team it --days DAYS --by ben --agreed"),
    ],
)  # fmt: skip
def test_a_claim_that_the_store_does_not_bear_out_is_told_with_what_is_lacking(row, why, cure):
    assert found("COM204", asks(f"{row}, state: proven")) == [("team:it", why, f"mopsctl {cure}")]


def test_a_claim_that_the_store_bears_out_is_no_finding():
    rows = asks(
        f"{ASSIGN}, start: 2026-11-02, state: proven",
        f"{ADVOCATE}, forum_on: 2026-11-23, granted: time, state: proven",
        "kind: contribute, person: ben, state: proven",
    )
    assert found("COM204", rows + BORNE_OUT) == []


def test_a_team_is_told_once_with_all_that_is_not_proven():
    rows = asks(f"{ASSIGN}, state: promised, start: 2026-11-20", "kind: advocate, state: proven")
    assert [line[1] for line in found("COM204", rows)] == [
        "to assign was promised for 2026-11-20 and is not proven; to advocate is said to be proven, but "
        "no leader is named, no forum is named, no date is named and what the forum granted is not recorded"
    ]


def test_only_the_answer_that_stands_is_judged():
    rows = asks("kind: assign, state: promised", "kind: assign, round: 2, state: refused, resolution: accept")
    assert (found("COM203", rows), found("COM204", rows)) == ([], [])


def test_a_hollow_claim_is_not_counted_as_a_refusal_of_a_critical_team():
    rows = asks(*(f"kind: {kind}, state: proven" for kind in ("assign", "advocate", "contribute")))
    rows += "participations:\n- {plan: cdp, team: it, work: 5, influence: 5}"
    assert found("COM206", rows) == []


@pytest.mark.parametrize(
    ("row", "message", "options"),
    [
        ("involvement: involved", "its work and influence are not rated, 1 to 5", "--work RATING --influence RATING"),
        ("involvement: affected, influence: 1", "its work is not rated, 1 to 5", "--work RATING"),
        ("capabilities: 4, work: 1", "its influence is not rated, 1 to 5", "--influence RATING"),
        ("involvement: out, because: later", None, None),
    ],
)
def test_work_and_influence_are_rated_of_every_team_that_takes_part(row, message, options):
    rows = f"participations:\n- {{plan: cdp, team: it, {row}}}"
    cure = f"mopsctl team join it {options}"
    assert found("COM205", rows) == ([("team:it", message, cure)] if message else [])


def test_each_rule_speaks_in_its_stages():
    rows = asks("kind: assign, state: proven")
    said = {
        stage: " ".join(code for code in ("COM203", "COM204", "COM205") if found(code, rows, stage=stage))
        for stage in ("explore", "align", "plan", "build", "launch", "run")
    }
    assert said == {
        **dict.fromkeys(("explore", "align", "plan"), "COM203 COM204 COM205"),
        **dict.fromkeys(("build", "launch", "run"), "COM203 COM204"),
    }


def test_commands_name_the_plan_where_there_are_several():
    rows = asks("kind: assign, state: promised", "kind: advocate, state: proven, forum_on: 2026-11-20")
    portfolio = portfolio_with(rows + "plans:\n- {key: dam, name: DAM, start: 2026-11-02}")
    cures = {one.code: one.cure for one in findings(portfolio, Policy(select=("COM203", "COM204", "COM205")), "cdp")}
    assert set(cures) == {"COM203", "COM204", "COM205"}
    assert all(cure.endswith(" --plan cdp") for cure in cures.values())
