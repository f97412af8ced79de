"""Charts, forests, what they cover and ask of people, and how numbers add up."""

from datetime import date

import pytest
from facts_builders import MONDAY, portfolio_of

from mopsctl.facts import chart, functions, numbers, skills
from mopsctl.facts.forest import chain, forest, picked
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
    WantedSkill,
)

BEFORE, AFTER = date(2026, 11, 20), date(2027, 3, 1)


def positions(*keys):
    return [Position(key, key.title()) for key in keys]


def test_a_tree_is_read_each_before_those_under_it_and_siblings_by_key():
    tree = forest({"c": "a", "b": "a", "a": None, "d": "c", "z": "nobody"})
    assert tree.order == ("a", "b", "c", "d", "z")
    assert tree.roots == ("a", "z")
    assert dict(tree.depths) == {"a": 0, "b": 1, "c": 1, "d": 2, "z": 0}
    assert tree.below("a") == ("a", "b", "c", "d")
    assert tree.below("b") == ("b",)
    assert tree.above("d") == ("c", "a")


def test_a_circle_loses_nobody_and_its_first_member_stands_as_the_root():
    tree = forest({"b": "c", "c": "a", "a": "b", "d": "c", "self": "self"})
    assert tree.circles == (("a", "b", "c"), ("self",))
    assert tree.order == ("a", "c", "b", "d", "self")
    assert tree.roots == ("a", "self")


def test_a_line_of_five_thousand_is_no_trouble():
    tree = forest({f"p{n:04}": f"p{n - 1:04}" if n else None for n in range(5000)})
    assert tree.depths["p4999"] == 4999
    assert len(forest({f"p{n}": f"p{(n + 1) % 5000}" for n in range(5000)}).circles[0]) == 5000


@pytest.mark.parametrize(
    ("key", "parent", "circle"),
    [("a", "c", ("a", "c", "b", "a")), ("a", "a", ("a", "a")), ("c", "a", ()), ("a", "elsewhere", ()), ("a", "x", ())],
)
def test_a_parent_below_would_close_a_circle(key, parent, circle):
    assert chain({"a": None, "b": "a", "c": "b", "x": "y", "y": "x"}, key, parent) == circle


def test_who_is_left_out_is_stepped_over():
    assert picked({"a": None, "b": "a", "c": "b", "d": "c"}, ["a", "d"]) == {"a": None, "d": "a"}
    assert picked({"a": "b", "b": "c", "c": "b"}, ["a"]) == {"a": None}


def test_a_box_whose_manager_has_none_in_this_chart_stands_at_the_top():
    known = portfolio_of(*positions("cmo", "lead"), Box("cmo", "as-is"), Box("lead", "to-be", reports_to="cmo"))
    assert chart.chart(known, "to-be").order == ("lead",)
    assert chart.chart(known, "as-is").order == ("cmo",)
    assert not chart.begun(portfolio_of(*positions("cmo")), "to-be")


def test_on_a_day_a_later_box_is_left_out_or_shown_as_it_is_until_then():
    known = portfolio_of(
        *positions("cmo", "mid", "low", "old"),
        Box("cmo"),
        Box("mid", reports_to="cmo", since=AFTER),
        Box("low", reports_to="mid"),
        Box("old", reports_to="cmo", title="New title", since=AFTER),
        Box("old", "as-is", reports_to="cmo", title="Old title"),
        Box("mid", "as-is", since=AFTER),
    )
    then = chart.chart(known, "to-be", MONDAY)
    assert then.order == ("cmo", "low", "old")
    assert then.forest.parents == {"low": "cmo", "old": "cmo"}
    assert chart.title(known, "old", then.boxes["old"]) == "Old title"
    assert chart.chart(known, "to-be", AFTER).order == ("cmo", "mid", "low", "old")
    assert chart.chart(known, "as-is", BEFORE).order == ("old",)


def test_what_is_covered_counts_only_where_there_is_a_box():
    known = portfolio_of(
        Function("data", "Data"),
        Function("tech", "Technology"),
        Pillar("speed", "Speed"),
        *positions("lead", "ghost"),
        Box("lead"),
        Coverage("lead", "pillar:speed"),
        Coverage("lead", "function:data"),
        Coverage("ghost", "function:tech"),
    )
    assert chart.covered_by(known, "to-be") == {
        "function:data": ("lead",), "function:tech": (), "pillar:speed": ("lead",)
    }  # fmt: skip
    assert chart.functions_of(known, "lead", "to-be") == ("data",)
    assert chart.pillars_of(known, "lead", "to-be") == ("speed",)
    assert chart.functions_of(known, "lead", "as-is") == ()


def test_the_time_asked_of_a_person_is_added_up_largest_part_first():
    known = portfolio_of(
        Person("ada", "Ada", "it"),
        *positions("a", "b", "c"),
        Box("a", holder="ada", allocation=30),
        Box("b", holder="ada", allocation=80),
        Box("c"),
        DottedLine("a", "b"),
    )
    load = chart.loads(known, "to-be")["ada"]
    assert (load.percent, load.parts) == (110, (("b", 80), ("a", 30)))
    assert chart.dotted(known, "to-be") == {"a": ("b",)}


def test_numbers_of_one_unit_add_up_and_what_lacks_is_told():
    known = portfolio_of(
        *positions("lead", "a", "b", "c"),
        Number("top", "Revenue", "lead", "EUR", 100),
        Number("x", "Revenue", "a", "EUR", 60.5, parent="top"),
        Number("y", "Revenue", "b", "EUR", 20, parent="top"),
        Number("z", "Days", "c", "days", 3, parent="top"),
        Number("open", "Revenue", "c", "EUR", parent="x"),
    )
    top = numbers.roll_ups(known)["top"]
    assert (top.parts, top.added, top.sum, top.lacking) == (("x", "y", "z"), ("x", "y"), 80.5, 19.5)
    assert (numbers.roll_ups(known)["x"].sum, numbers.roll_ups(known)["x"].lacking) == (None, None)


def test_the_number_above_is_that_of_the_nearest_manager_who_carries_one():
    known = portfolio_of(
        *positions("cmo", "mid", "low"),
        Box("cmo"),
        Box("mid", reports_to="cmo"),
        Box("low", reports_to="mid"),
        Number("top", "Revenue", "cmo"),
    )
    above = numbers.number_above(known, "low", "to-be")
    assert above is not None
    assert above.key == "top"
    assert numbers.number_above(known, "cmo", "to-be") is None


def a_function(**fields):
    return portfolio_of(
        Function("data", "Data"),
        Function("tech", "Technology"),
        *positions("lead", "clerk"),
        Box("lead", cost=90_000, for_others=60, **fields),
        Box("clerk", reports_to="lead", allocation=50),
        Coverage("lead", "function:data"),
        Coverage("lead", "function:tech"),
        Coverage("clerk", "function:data"),
        Number("revenue", "Revenue", "lead", "EUR", 450_000),
        Number("part", "Revenue", "clerk", "EUR", 200_000, parent="revenue"),
    )


def test_the_cost_of_a_box_is_shared_by_its_functions_and_numbers_are_not_counted_twice():
    data = functions.figures(a_function(), "to-be")["data"]
    assert (data.positions, data.vacant, data.time) == (("clerk", "lead"), ("clerk", "lead"), 1.5)
    assert (data.cost, data.costed, data.for_others) == (45_000, 1, 40)
    assert [number.key for number in data.numbers] == ["revenue"]
    assert functions.worth(data) == 10


def test_without_a_cost_or_a_currency_nothing_is_compared():
    known = a_function()
    tech = functions.figures(known, "as-is")["tech"]
    assert (tech.cost, tech.for_others, functions.worth(tech)) == (None, None, None)
    days = portfolio_of(*[
        Number("revenue", "Days", "lead", "days", 3) if record == known.numbers["revenue"] else record
        for plural in ("functions", "positions", "boxes", "coverage", "numbers")
        for record in known.of(plural).values()
    ])  # fmt: skip
    assert functions.worth(functions.figures(days, "to-be")["data"]) is None


def test_the_stage_of_a_function_is_the_latest_one_that_has_come():
    known = portfolio_of(
        Function("data", "Data"), Maturity("data", BEFORE, 1), Maturity("data", MONDAY, 2), Maturity("data", AFTER, 4)
    )
    now, then = functions.stage_now(known, "data"), functions.stage_next(known, "data")
    assert (now and now.level, then and then.level) == (2, 4)
    assert functions.stage_now(portfolio_of(Function("data", "Data")), "data") is None


def test_a_vacant_position_lacks_no_skill_and_a_held_one_what_its_holder_has_not():
    known = portfolio_of(
        Person("ada", "Ada", "it"),
        *positions("lead", "open"),
        Box("lead", holder="ada"),
        Box("open"),
        WantedSkill("lead", "sql"),
        WantedSkill("lead", "law"),
        WantedSkill("open", "sql"),
        HeldSkill("ada", "sql"),
    )
    assert [(gap.position, gap.holder, gap.lacking) for gap in skills.gaps(known, "to-be")] == [
        ("lead", "ada", ("law",))
    ]
    assert skills.known(known) == ("law", "sql")


def test_a_goal_is_served_by_the_boxes_that_name_it():
    known = portfolio_of(
        Goal("g", "Goal"), *positions("b", "a"), Box("b", goal="g"), Box("a", goal="g"), Box("a", "as-is")
    )
    assert chart.serving(known, "to-be") == {"g": ("a", "b")}
    assert chart.serving(known, "as-is") == {}
