"""Bringing a template in: only what is new, under whom it belongs, and no reference to nothing."""

import pytest
from edit_builders import portfolio_of
from msgspec import Struct

from mopsctl.edit.org_template import bring_in
from mopsctl.errors import BAD_INPUT, USAGE, MopsError
from mopsctl.model.fields import Record
from mopsctl.model.org import Box, Coverage, DottedLine, Function, Goal, Number, Person, Position, Team, WantedSkill


class Row(Struct, frozen=True):
    record: Record
    line: int
    given: frozenset[str] = frozenset()


TEMPLATE = (
    Function("data", "Data"),
    Position("lead", "Lead"),
    Position("clerk", "Clerk"),
    Box("lead"),
    Box("clerk", reports_to="lead"),
    DottedLine("lead", "clerk"),
    Coverage("lead", "function:data"),
)


def bring(portfolio, *records, state=None, under=None):
    rows = [Row(record, number) for number, record in enumerate(records, 1)]
    return bring_in(portfolio, rows, state=state, under=under, locate=lambda row: f"mine.yaml:{row.line}")


def test_a_template_becomes_the_chart_that_is_named_and_its_head_reports_to_whom_it_is_put_under():
    known = portfolio_of(Position("cmo", "CMO"), Box("cmo", "as-is"))
    found = bring(known, *TEMPLATE, state="as-is", under="cmo")
    assert found.portfolio.boxes["lead", "as-is"] == Box("lead", "as-is", reports_to="cmo")
    assert found.portfolio.boxes["clerk", "as-is"].reports_to == "lead"
    assert list(found.portfolio.coverage) == [("lead", "function:data", "as-is")]
    assert list(found.portfolio.dotted_lines) == [("lead", "clerk", "as-is")]
    assert (found.new, found.known) == (7, 0)


def test_what_is_there_stays_as_it_is():
    known = portfolio_of(Position("lead", "Our lead"), Box("lead", vacancy="soon"))
    found = bring(known, *TEMPLATE)
    assert found.portfolio.positions["lead"].name == "Our lead"
    assert found.portfolio.boxes["lead", "to-be"].vacancy == "soon"
    assert (found.new, found.known, found.left_out) == (3, 2, ("lead",))
    again = bring(found.portfolio, *TEMPLATE)
    assert (again.new, again.known, again.left_out) == (0, 5, ("lead",))


def test_every_reference_to_nothing_is_told_with_its_place():
    with pytest.raises(MopsError) as caught:
        bring(portfolio_of(), *TEMPLATE, Coverage("lead", "function:dta"), Box("clark"))
    assert caught.value.code == BAD_INPUT
    assert caught.value.message == (
        'mine.yaml:8: coverage lead/function:dta/to-be: no function "dta"; did you mean "data"?\n'
        'mine.yaml:9: box clark/to-be: no position "clark"; did you mean "clerk"?'
    )


def test_whom_it_is_put_under_has_a_box_in_that_chart():
    with pytest.raises(MopsError, match='"cmo" has no box in the to-be chart'):
        bring(portfolio_of(Position("cmo", "CMO"), Box("cmo", "as-is")), *TEMPLATE, under="cmo")


def test_both_charts_are_not_put_into_one():
    with pytest.raises(MopsError, match="holds both charts") as caught:
        bring(portfolio_of(), Position("a", "A"), Box("a"), Box("a", "as-is"), state="as-is")
    assert caught.value.code == USAGE
    both = bring(portfolio_of(), Position("a", "A"), Box("a"), Box("a", "as-is"))
    assert sorted(both.portfolio.boxes) == [("a", "as-is"), ("a", "to-be")]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([Box("a", reports_to="b"), Box("b", reports_to="a")], "a would report to itself: a -> b -> a"),
        (
            [Number("n", "N", "a", parent="m"), Number("m", "M", "b", parent="n")],
            "m would be a part of itself: m -> n -> m",
        ),
        ([Goal("g", "G", parent="g")], "g would be a part of itself: g -> g"),
    ],
)  # fmt: skip
def test_a_circle_in_a_template_is_refused_and_one_in_the_store_is_not_its_fault(rows, told):
    people = (Position("a", "A"), Position("b", "B"))
    with pytest.raises(MopsError, match=told) as caught:
        bring(portfolio_of(), *people, *rows)
    assert caught.value.code == BAD_INPUT
    assert bring(portfolio_of(*people, *rows), *TEMPLATE).new == 7


def test_a_position_that_is_there_already_keeps_its_holder_time_and_team_in_the_box_of_the_template():
    known = portfolio_of(
        Team("it", "IT"), Person("ada", "Ada", "it"), Person("ben", "Ben", "it"), Goal("new", "New"),
        Position("lead", "Our lead"), Position("clerk", "Our clerk"),
        Box("lead", "as-is", "Boss of data", None, "it", "ada", 60), Box("clerk", "as-is", allocation=30),
    )  # fmt: skip
    found = bring(known, *TEMPLATE[:3], Box("lead", goal="new", vacancy="soon"), Box("clerk", reports_to="lead"))
    assert found.portfolio.boxes["lead", "to-be"] == Box("lead", team="it", holder="ada", allocation=60, goal="new")
    assert found.portfolio.boxes["clerk", "to-be"] == Box("clerk", reports_to="lead")
    assert [box.position for box in found.met] == ["lead", "clerk"]
    assert bring(found.portfolio, *TEMPLATE[:5]).met == ()
    named = bring(known, Box("lead", holder="ben"))
    assert named.portfolio.boxes["lead", "to-be"] == Box("lead", holder="ben")


def test_a_template_of_the_chart_as_is_takes_nobody_from_the_one_to_be():
    known = portfolio_of(Position("lead", "Our lead"), Box("lead", holder="ada"))
    assert bring(known, *TEMPLATE, state="as-is").portfolio.boxes["lead", "as-is"].holder is None


def test_of_a_position_of_yours_only_the_box_is_taken_and_it_covers_what_it_covered():
    known = portfolio_of(
        Function("old", "Old"), Position("lead", "Our lead"), Position("clerk", "Our clerk"),
        Box("lead", "as-is"), Coverage("lead", "function:old", "as-is"), Box("clerk"),
    )  # fmt: skip
    found = bring(known, *TEMPLATE, WantedSkill("lead", "sql"), WantedSkill("clerk", "law"))
    assert list(found.portfolio.coverage) == [("lead", "function:old", "as-is"), ("lead", "function:old", "to-be")]
    assert (found.portfolio.dotted_lines, found.portfolio.wanted_skills) == ({}, {})
    assert ([box.position for box in found.met], found.left_out) == (["lead"], ("clerk",))
    assert (found.new, found.known) == (2, 3)


def test_a_circle_is_told_with_its_place():
    with pytest.raises(MopsError) as caught:
        bring(
            portfolio_of(), Position("a", "A"), Position("b", "B"), Box("b", reports_to="a"), Box("a", reports_to="b")
        )
    assert caught.value.message == "mine.yaml:4: a would report to itself: a -> b -> a"
    with pytest.raises(MopsError, match=r"^mine.yaml:1: g would be a part of itself: g -> g$"):
        bring(portfolio_of(), Goal("g", "G", parent="g"))
