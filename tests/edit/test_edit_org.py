"""Placing, moving and dropping positions; what hangs on a box; goals, numbers and stages that run in no circle."""

from datetime import date

import pytest
from edit_builders import LATER, portfolio_of

from mopsctl.changes import diff
from mopsctl.edit import accountability, org
from mopsctl.edit.org import Ties
from mopsctl.errors import BAD_INPUT, NOT_FOUND, USAGE, MopsError
from mopsctl.model.org import (
    Box,
    Coverage,
    DottedLine,
    Function,
    Goal,
    HeldSkill,
    Maturity,
    Number,
    Person,
    Pillar,
    Position,
    Team,
    WantedSkill,
)

NOTHING = Ties()


def chart(*more):
    """A line of three, to-be: cmo, lead, clerk."""
    return portfolio_of(
        Team("it", "IT"),
        Person("ada", "Ada", "it"),
        Function("data", "Data"),
        Function("tech", "Technology"),
        Pillar("speed", "Speed"),
        *(Position(key, key.title()) for key in ("cmo", "lead", "clerk", "spare")),
        Box("cmo"),
        Box("lead", reports_to="cmo"),
        Box("clerk", reports_to="lead"),
        *more,
    )


def changed(before, after):
    return [(one.kind, one.key, one.before is None, one.after is None) for one in diff(before, after)]


def refused(edit, message, hint, code=USAGE):
    with pytest.raises(MopsError) as caught:
        edit()
    assert (caught.value.message, caught.value.hint, caught.value.code) == (message, hint, code)


def test_a_new_position_comes_with_its_box_and_all_that_hangs_on_it():
    ties = Ties(functions=["data", "tech"], pillars=["speed"], dotted=["cmo"], skills=["SQL", "Customer insight"])
    after = org.add(chart(), Position("analyst", "Analyst"), "to-be", {"reports_to": "lead", "holder": "ada"}, ties)
    assert after.boxes["analyst", "to-be"] == Box("analyst", reports_to="lead", holder="ada")
    assert changed(chart(), after) == [
        ("positions", "analyst", True, False),
        ("boxes", ("analyst", "to-be"), True, False),
        ("dotted_lines", ("analyst", "cmo", "to-be"), True, False),
        ("coverage", ("analyst", "function:data", "to-be"), True, False),
        ("coverage", ("analyst", "function:tech", "to-be"), True, False),
        ("coverage", ("analyst", "pillar:speed", "to-be"), True, False),
        ("wanted_skills", ("analyst", "customer-insight"), True, False),
        ("wanted_skills", ("analyst", "sql"), True, False),
    ]


def test_a_position_that_is_there_is_placed_and_not_added():
    refused(
        lambda: org.add(chart(), Position("cmo", "CMO"), "as-is", {}, NOTHING),
        'there is already a position "cmo"',
        "mopsctl position set cmo --state as-is",
    )


@pytest.mark.parametrize(
    ("position", "manager", "way"),
    [("cmo", "clerk", "cmo -> clerk -> lead -> cmo"), ("lead", "lead", "lead -> lead")],
)
def test_a_circle_of_reporting_is_refused_with_the_way_round(position, manager, way):
    shown = way.split(" -> ")[-2]
    refused(
        lambda: org.change(chart(), position, None, {}, {"reports_to": manager}, NOTHING),
        f"{position} would report to itself: {way}",
        f"mopsctl org show --under {shown} --state to-be",
    )


def test_nobody_reports_to_who_is_not_in_the_chart():
    refused(
        lambda: org.change(chart(), "lead", None, {}, {"reports_to": "spare"}, NOTHING),
        '"spare" has no box in the to-be chart',
        "mopsctl position set spare --state to-be",
    )


def test_the_chart_that_is_meant_is_the_only_one_in_which_the_position_is():
    known = chart(Box("spare", "as-is"))
    meant = [org.state_meant(known, key, None) for key in ("spare", "lead", "nobody")]
    assert (*meant, org.state_meant(known, "spare", "to-be")) == ("as-is", "to-be", "to-be", "to-be")


def test_to_name_a_task_places_a_position_in_no_chart():
    known = chart(Box("spare", "as-is"))
    after = org.change(known, "spare", None, {"note": "ends"}, {}, NOTHING)
    assert changed(known, after) == [("positions", "spare", False, False)]


def test_a_position_enters_the_other_chart_as_it_is_in_the_first():
    known = chart(
        Box("spare", "as-is", reports_to="lead", holder="ada", since=LATER),
        Box("lead", "as-is"),
        Coverage("spare", "function:data", "as-is"),
        Position("gone", "Gone"),
        Box("gone", "as-is"),
        DottedLine("spare", "cmo", "as-is"),
        DottedLine("spare", "gone", "as-is"),
    )
    after = org.change(known, "spare", "to-be", {}, {"allocation": 50}, NOTHING)
    assert after.boxes["spare", "to-be"] == Box("spare", reports_to="lead", holder="ada", allocation=50)
    assert set(after.coverage) - set(known.coverage) == {("spare", "function:data", "to-be")}
    assert set(after.dotted_lines) - set(known.dotted_lines) == {("spare", "cmo", "to-be")}


def test_a_manager_of_the_other_chart_alone_is_not_taken_over():
    known = chart(Box("spare", "as-is"), Box("clerk", "as-is", reports_to="spare"))
    after = org.change(known, "spare", "to-be", {}, {}, NOTHING)
    assert after.boxes["spare", "to-be"].reports_to is None
    after = org.place(
        chart(Box("spare", "as-is", reports_to="gone"), Position("gone", "G")), "spare", "to-be", {}, NOTHING
    )
    assert after.boxes["spare", "to-be"] == Box("spare")


def test_whoever_fills_a_box_ends_its_vacancy_and_leaving_it_needs_but_an_empty_word():
    known = chart(Box("spare", vacancy="advertised", fill_by=LATER))
    filled = org.change(known, "spare", None, {}, {"holder": "ada"}, NOTHING)
    assert filled.boxes["spare", "to-be"] == Box("spare", holder="ada")
    empty = org.change(filled, "spare", None, {}, {"holder": "", "reports_to": ""}, NOTHING)
    assert empty.boxes["spare", "to-be"] == Box("spare")


def test_what_a_box_covers_is_said_as_a_whole_and_the_rest_stays():
    known = chart(
        Coverage("lead", "function:data"), Coverage("lead", "pillar:speed"), Coverage("clerk", "function:data")
    )
    after = org.change(known, "lead", None, {}, {}, Ties(functions=["tech"]))
    assert sorted(after.coverage) == [
        ("clerk", "function:data", "to-be"),
        ("lead", "function:tech", "to-be"),
        ("lead", "pillar:speed", "to-be"),
    ]
    none = org.change(after, "lead", None, {}, {}, Ties(functions=[""], pillars=[""]))
    assert sorted(none.coverage) == [("clerk", "function:data", "to-be")]


def test_an_unknown_function_is_told_and_nothing_changes():
    with pytest.raises(MopsError, match='no function "dat"; did you mean "data"') as caught:
        org.change(chart(), "lead", None, {}, {}, Ties(functions=["dat"]))
    assert (caught.value.code, caught.value.hint) == (NOT_FOUND, "mopsctl function list")


def test_a_position_that_others_report_to_leaves_only_when_somebody_takes_them():
    refused(
        lambda: org.drop(chart(), "lead", "to-be", None),
        "clerk still reports to lead (to-be)",
        "mopsctl position drop lead --state to-be --reports-to cmo",
    )
    known = chart(Coverage("lead", "function:data"), DottedLine("clerk", "lead"), Box("lead", "as-is"))
    after = org.drop(known, "lead", "to-be", "cmo")
    assert sorted(after.boxes) == [("clerk", "to-be"), ("cmo", "to-be"), ("lead", "as-is")]
    assert after.boxes["clerk", "to-be"].reports_to == "cmo"
    assert (after.coverage, after.dotted_lines, "lead" in after.positions) == ({}, {}, True)


def test_one_of_those_below_may_take_the_place():
    known = chart(Box("spare", reports_to="lead"))
    after = org.drop(known, "lead", "to-be", "clerk")
    assert after.boxes["clerk", "to-be"].reports_to == "cmo"
    assert after.boxes["spare", "to-be"].reports_to == "clerk"


def test_nobody_takes_those_above_themselves():
    with pytest.raises(MopsError, match="clerk stands below those who would report to it"):
        org.drop(chart(), "cmo", "to-be", "clerk")
    with pytest.raises(MopsError, match="lead leaves the chart"):
        org.drop(chart(), "lead", "to-be", "lead")
    with pytest.raises(MopsError, match='"spare" has no box') as caught:
        org.drop(chart(), "spare", "to-be", None)
    assert caught.value.code == NOT_FOUND


def test_a_chart_begins_as_the_other_is_and_what_is_there_stays():
    known = chart(
        Box("lead", "as-is", title="Clerk"),
        Box("spare", "as-is", reports_to="lead", since=LATER),
        Coverage("spare", "function:data", "as-is"),
        Coverage("lead", "function:data", "as-is"),
    )
    after = org.carry_over(known, "as-is", "to-be")
    assert changed(known, after) == [
        ("boxes", ("spare", "to-be"), True, False),
        ("coverage", ("spare", "function:data", "to-be"), True, False),
    ]
    assert after.boxes["spare", "to-be"] == Box("spare", reports_to="lead")
    assert org.carry_over(after, "as-is", "to-be").boxes == after.boxes


def test_there_is_nothing_to_begin_with_in_an_empty_chart():
    refused(
        lambda: org.carry_over(chart(), "as-is", "to-be"),
        "there is no as-is chart yet",
        "mopsctl position add KEY --state as-is",
    )
    with pytest.raises(MopsError, match="name the other chart"):
        org.carry_over(chart(), "to-be", "to-be")


def test_skills_are_gained_and_taken_back():
    after = org.skills(chart(), "ada", ["SQL", "data governance"])
    assert sorted(after.held_skills) == [("ada", "data-governance"), ("ada", "sql")]
    assert list(org.skills(after, "ada", ["sql"], taken_back=True).held_skills) == [("ada", "data-governance")]
    with pytest.raises(MopsError, match='no skill "law" of ada'):
        org.skills(after, "ada", ["law"], taken_back=True)
    assert after.held_skills["ada", "sql"] == HeldSkill("ada", "sql")


def test_a_wanted_skill_is_of_the_position_in_both_charts():
    after = org.change(chart(), "spare", None, {}, {}, Ties(skills=["sql"]))
    assert list(after.wanted_skills.values()) == [WantedSkill("spare", "sql")]
    assert ("spare", "to-be") not in after.boxes


NUMBERS = (
    Number("top", "Revenue", "cmo"),
    Number("mid", "Revenue", "lead", parent="top"),
    Number("low", "Revenue", "clerk", parent="mid"),
)


def test_a_number_and_a_goal_are_no_part_of_themselves():
    with pytest.raises(MopsError, match="top would be a part of itself: top -> low -> mid -> top") as caught:
        accountability.change(chart(*NUMBERS), Number, "top", {"parent": "low"})
    assert caught.value.code == USAGE
    with pytest.raises(MopsError, match="g would be a part of itself: g -> g"):
        accountability.add(chart(), Goal, {"key": "g", "name": "Goal", "parent": "g"})
    with pytest.raises(MopsError, match='no number "tp"; did you mean "top"'):
        accountability.change(chart(*NUMBERS), Number, "low", {"parent": "tp"})


def test_targets_and_parents_are_set_and_taken_back():
    after = accountability.change(chart(*NUMBERS), Number, "low", {"target": 2.5, "unit": "%", "parent": ""})
    assert after.numbers["low"] == Number("low", "Revenue", "clerk", "%", 2.5)
    assert accountability.change(after, Number, "low", {"target": ""}).numbers["low"].target is None
    new = accountability.add(chart(), Goal, {"key": "g", "name": "Goal", "target": 3.0})
    assert new.goals["g"] == Goal("g", "Goal", target=3.0)


def test_a_stage_is_dated_changed_and_taken_back():
    day = date(2027, 6, 30)
    after = accountability.stage(chart(), "data", day, 3, "one profile")
    assert after.maturities["data", day] == Maturity("data", day, 3, "one profile")
    assert accountability.stage(after, "data", day, 4, None).maturities["data", day].what == "one profile"
    assert accountability.unstage(after, "data", day).maturities == {}
    with pytest.raises(MopsError, match="say how mature it is then"):
        accountability.stage(chart(), "data", day, None, "x")
    with pytest.raises(MopsError, match="no stage of data on 2027-06-30") as caught:
        accountability.unstage(chart(), "data", day)
    assert caught.value.code == NOT_FOUND != BAD_INPUT
