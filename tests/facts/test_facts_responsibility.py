from datetime import date

from facts_builders import capability, cdp_plan, platforms, portfolio_of, teams

from mopsctl.facts.responsibility import Row, holders_in, judged, loads, matrix, row, team_of
from mopsctl.model.org import Person
from mopsctl.model.responsibility import Assignment


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
