from datetime import date

from facts_builders import capability, cdp_plan, platforms, portfolio_of, teams

from mopsctl.facts.responsibility import (
    Row,
    blank_matrix,
    holders_in,
    judged,
    loads,
    matrix,
    person_in,
    row,
    scheme_of,
    short,
    standing,
    team_of,
)
from mopsctl.model.capability import Activity
from mopsctl.model.org import Box, Person, Position
from mopsctl.model.plan import Participation
from mopsctl.model.responsibility import Assignment, SchemeLetter


def to_be(subject, *held, plan="cdp"):
    """`to_be("capability:send", "team:it R A")`."""
    pairs = [(holder, letter) for holder, *letters in map(str.split, held) for letter in letters]
    return [Assignment(subject, holder, letter, plan=plan) for holder, letter in pairs]


BASE = [*teams("it", "martech"), Person("ada", "Ada", "it"), *platforms(cdp="live"), *capability("send", "cdp/it")]
SEND = to_be("capability:send", "team:martech A R", "person:ada C", "team:it I")


def test_a_row_knows_its_holders_by_part_and_by_letter():
    found = row(portfolio_of(cdp_plan(), *BASE, *SEND), "cdp", "to-be", "capability:send")
    assert found == Row(
        "cdp", "to-be", "capability:send",
        cells=(("person:ada", "C"), ("team:it", "I"), ("team:martech", "RA")),
        answers=("team:martech",), does=("team:martech",), asked=("person:ada",), told=("team:it",),
    )  # fmt: skip
    assert (found.letters_of("team:martech"), found.letters_of("team:sales")) == ("RA", "")


def test_as_is_and_to_be_are_told_apart():
    as_is = Assignment("capability:send", "team:it", "A", "as-is")
    portfolio = portfolio_of(cdp_plan(), *BASE, *SEND, as_is)
    assert row(portfolio, "", "as-is", "capability:send").answers == ("team:it",)
    assert row(portfolio, "cdp", "to-be", "capability:send").answers == ("team:martech",)


def test_a_matrix_of_one_team_holds_the_rows_of_the_team_and_its_people():
    records = [*SEND, *to_be("platform:cdp", "team:martech A"), *to_be("task:learn", "person:ada R")]
    portfolio = portfolio_of(cdp_plan(), *BASE, *records)
    found = matrix(portfolio, "cdp", "to-be", "it")
    assert [row.subject for row in found.rows] == ["capability:send", "task:learn"]
    assert found.holders == ("person:ada", "team:it", "team:martech")
    assert [row.subject for row in matrix(portfolio, "cdp", "to-be", "", ("platform:cdp",)).rows] == ["platform:cdp"]


def test_a_capability_nobody_holds_is_judged_once_the_plan_has_left_explore():
    assert judged(portfolio_of(cdp_plan(stage="explore"), *BASE)) == ()
    assert judged(portfolio_of(cdp_plan(stage="align"), *BASE)) == (Row("cdp", "to-be", "capability:send"),)


def test_rows_of_a_closed_plan_are_left_alone():
    assert judged(portfolio_of(cdp_plan(stage="run", closed=date(2026, 11, 23)), *BASE, *SEND)) == ()


def test_loads_count_subjects_by_holder_plan_and_state():
    portfolio = portfolio_of(cdp_plan(), *BASE, *SEND, *to_be("platform:cdp", "team:martech A"))
    load = next(load for load in loads(portfolio) if load.holder == "team:martech")
    assert (load.answers, load.does, load.asked, load.told) == (2, 1, 0, 0)


def test_a_persons_letters_count_for_the_team():
    portfolio = portfolio_of(*BASE)
    assert (team_of(portfolio, "person:ada"), team_of(portfolio, "team:martech")) == ("it", "martech")
    assert holders_in(portfolio, "it") == {"team:it", "person:ada"}


def daci():
    letters = (
        ("D", "driver", "does"),
        ("A", "approver", "answers"),
        ("C", "contributor", "asked"),
        ("I", "informed", "told"),
    )
    return [SchemeLetter(*one, place) for place, one in enumerate(letters)]


def test_another_scheme_says_which_letter_does_and_which_answers():
    portfolio = portfolio_of(cdp_plan(), *BASE, *daci(), *to_be("capability:send", "team:it A D", "person:ada C"))
    found = row(portfolio, "cdp", "to-be", "capability:send")
    assert (found.does, found.answers, found.asked) == (("team:it",), ("team:it",), ("person:ada",))
    assert found.letters_of("team:it") == "DA"
    assert (scheme_of(portfolio).word("does"), scheme_of(portfolio).order) == ("driver", "DACI")


def test_two_letters_of_one_duty_count_a_holder_once():
    letters = [SchemeLetter("R", "responsible", "does"), SchemeLetter("S", "supportive", "does", 1)]
    portfolio = portfolio_of(cdp_plan(), *BASE, *letters, *to_be("capability:send", "team:it R S", "person:ada S"))
    assert row(portfolio, "cdp", "to-be", "capability:send").does == ("person:ada", "team:it")


def test_a_position_belongs_to_the_team_of_its_box_or_of_who_holds_it():
    boxes = [Box("lead", team="martech"), Box("aide", holder="ada"), Box("gone", "as-is", team="it")]
    positions = [Position(key, key) for key in ("lead", "aide", "gone", "loose")]
    portfolio = portfolio_of(*BASE, *positions, *boxes)
    found = [team_of(portfolio, f"position:{key}") for key in ("lead", "aide", "gone", "loose")]
    assert found == ["martech", "it", "it", ""]
    assert holders_in(portfolio, "it") == {"team:it", "person:ada", "position:aide", "position:gone"}
    assert [person_in(portfolio, f"position:{key}", "as-is") for key in ("aide", "lead")] == ["ada", ""]


def test_a_blank_matrix_has_room_for_what_has_no_letter_yet():
    records = [Activity("approve", "Approve", "send"), Participation("cdp", "martech")]
    portfolio = portfolio_of(cdp_plan(), *BASE, *records, *to_be("task:learn", "person:ada R"))
    found = blank_matrix(portfolio, "cdp", "to-be")
    assert [row.subject for row in found.rows] == ["task:learn", "capability:send", "activity:approve", "platform:cdp"]
    assert found.holders == ("person:ada", "team:martech")
    now = blank_matrix(portfolio, "", "as-is")
    assert [row.subject for row in now.rows] == ["capability:send", "activity:approve"]
    assert now.holders == ("team:it", "team:martech")


def test_subjects_stand_by_area_each_with_its_activities_then_platforms_and_tasks():
    records = [
        *capability("cut", area="Audiences"),
        *capability("mail", area="Campaigns"),
        Activity("approve", "A", "cut"),
    ]
    portfolio = portfolio_of(*records)
    wanted = ["capability:cut", "activity:approve", "capability:mail", "platform:cdp", "task:a"]
    mixed = ["task:a", "platform:cdp", "activity:approve", "capability:mail", "capability:cut"]
    assert sorted(mixed, key=lambda one: standing(portfolio, one)) == wanted


def test_a_key_is_told_bare_unless_several_kinds_share_it():
    portfolio = portfolio_of(*BASE, Activity("send", "Send", "send"), Person("it", "It", "it"))
    assert [short(portfolio, one) for one in ("capability:send", "platform:cdp", "team:it", "team:martech")] == [
        "capability:send", "cdp", "team:it", "martech",
    ]  # fmt: skip


def test_a_part_of_a_blank_matrix_has_the_rows_and_columns_of_today_too():
    today = [
        Assignment("capability:old", "person:ada", "R", "as-is"),
        Assignment("capability:old", "team:martech", "A", "as-is"),
    ]
    portfolio = portfolio_of(cdp_plan(), *BASE, *capability("old"), *today, *to_be("capability:old", "team:martech C"))
    found = blank_matrix(portfolio, "cdp", "to-be", "it")
    assert [(row.subject, row.cells) for row in found.rows] == [("capability:old", (("team:martech", "C"),))]
    assert found.holders == ("person:ada", "team:it", "team:martech")
    assert blank_matrix(portfolio, "cdp", "to-be", "", ("capability:old",)).holders == ("person:ada", "team:martech")
