"""Parts of a chart: branches, levels, functions, pages."""

from facts_builders import portfolio_of

from mopsctl.facts.chart_pages import MOST, pages, part
from mopsctl.facts.forest import forest
from mopsctl.model.org import Box, Coverage, Function, Position


def org(parents, **covers):
    return portfolio_of(
        *(Position(key, key) for key in parents),
        *(Box(key, reports_to=up) for key, up in parents.items()),
        *(Function(key, key) for key in covers),
        *(Coverage(position, f"function:{key}") for key, some in covers.items() for position in some),
    )


SMALL = {"a": None, "b": "a", "c": "a", "d": "b", "e": "d", "f": "c"}


def test_all_of_a_chart_is_shown_where_nothing_is_said():
    found = part(org(SMALL), "to-be")
    assert (found.page.order, found.page.number, found.pages) == (("a", "b", "d", "e", "c", "f"), 0, 1)
    assert found.page.below == {}


def test_a_branch_has_its_head_at_the_top():
    found = part(org(SMALL), "to-be", under="b")
    assert (found.page.order, found.forest.roots) == (("b", "d", "e"), ("b",))
    assert found.forest.depths["e"] == 2


def test_so_many_levels_tell_how_many_stand_below():
    found = part(org(SMALL), "to-be", depth=2)
    assert found.page.order == ("a", "b", "c")
    assert found.page.below == {"b": 2, "c": 1}


def test_those_of_a_function_are_shown_with_whom_they_report_to():
    known = org(SMALL, data=["e"], tech=[])
    assert part(known, "to-be", function="data").page.order == ("a", "b", "d", "e")
    assert part(known, "to-be", function="data", under="d").page.order == ("d", "e")
    assert part(known, "to-be", function="tech").page.order == ()


def test_there_is_no_page_beyond_the_last():
    assert part(org(SMALL), "to-be", page=2) is None
    assert part(org(SMALL), "to-be", page=1).pages == 1
    assert part(org({}), "to-be", page=1).pages == 1


def test_a_chart_that_is_too_large_goes_on_on_pages_that_branches_share():
    tree = forest(
        {"a": None, **{f"b{n}": "a" for n in range(4)}, **{f"c{n}{m}": f"b{n}" for n in range(4) for m in "xy"}}
    )
    found = pages(tree, most=6)
    assert [page.order for page in found] == [
        ("a", "b0", "b1", "b2", "b3"),
        ("b0", "c0x", "c0y", "b1", "c1x", "c1y"),
        ("b2", "c2x", "c2y", "b3", "c3x", "c3y"),
    ]
    assert found[0].goes_on == {"b0": 2, "b1": 2, "b2": 3, "b3": 3}
    assert found[0].below == {"b0": 2, "b1": 2, "b2": 2, "b3": 2}


def test_every_box_is_on_some_page_and_no_page_holds_more_than_can_be_read():
    tree = forest({f"p{n:04}": f"p{(n - 1) // 6:04}" if n else None for n in range(5000)})
    found = pages(tree)
    assert {key for page in found for key in page.order} == set(tree.order)
    assert max(len(page.order) for page in found) <= MOST
    assert [page.number for page in found] == list(range(1, len(found) + 1))
    assert {on: page.number for page in found for on in page.heads if page.number > 1} == {
        key: number for page in found for key, number in page.goes_on.items()
    }


def test_pages_of_two_levels_end_where_the_line_ends():
    tree = forest({f"p{n}": f"p{n - 1}" if n else None for n in range(5)})
    assert [page.order for page in pages(tree, depth=2)] == [("p0", "p1"), ("p1", "p2"), ("p2", "p3"), ("p3", "p4")]


def test_those_under_one_box_who_are_too_many_for_a_page_are_parted_with_that_box_on_top_of_each_part():
    tree = forest({"a": None, **{f"b{n}": "a" for n in range(7)}, "c": "b6"})
    found = pages(tree, most=4)
    assert [page.order for page in found] == [
        ("a", "b0", "b1", "b2"), ("a", "b3", "b4", "b5"), ("a", "b6", "c")
    ]  # fmt: skip
    assert [page.parted for page in found] == [{"a": (1, 3)}, {"a": (2, 3)}, {"a": (3, 3)}]
    assert [page.below for page in found] == [{}, {}, {}]


def test_no_page_of_a_flat_chart_or_of_many_trees_holds_more_than_can_be_read():
    flat = forest({"a": None, **{f"b{n:03}": "a" for n in range(500)}})
    roots = forest({f"a{n:04}": None for n in range(5000)} | {f"b{n:04}": f"a{n:04}" for n in range(300)})
    deep = forest({"a": None, **{f"b{n:03}": "a" for n in range(149)}, **{f"c{n:03}": "b007" for n in range(400)}})
    for tree, count in ((flat, 4), (roots, 38), (deep, 4)):
        found = pages(tree)
        assert {key for page in found for key in page.order} == set(tree.order)
        assert max(len(page.order) for page in found) <= MOST
        assert len(found) == count
        for page in found:
            for key, number in page.goes_on.items():
                assert key in found[number - 1].heads
