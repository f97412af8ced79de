"""Charts as trees: nobody is lost, whoever reports to whom."""

from mopsctl.render.forest import forest, tokens
from mopsctl.reports.document import Cell, Chart, Node


def chart(*lines: tuple[str, str | None]) -> Chart:
    return Chart("", tuple(Node(key, key, parent) for key, parent in lines))


def test_boxes_stand_under_their_parents_in_the_order_in_which_they_come() -> None:
    trees = forest(chart(("c", "a"), ("a", None), ("b", "a"), ("d", "c")))
    assert list(trees.walk()) == [("a", 0, ()), ("c", 1, (False,)), ("d", 2, (False, True)), ("b", 1, (True,))]
    assert trees.order() == ["a", "c", "d", "b"]


def test_a_parent_that_is_not_there_makes_a_root() -> None:
    assert forest(chart(("a", "gone"), ("b", None))).roots == ("a", "b")


def test_of_a_circle_the_first_becomes_a_root_and_what_hangs_on_it_stays() -> None:
    trees = forest(chart(("tail", "c"), ("b", "a"), ("a", "c"), ("c", "b"), ("own", "own"), ("top", None)))
    assert trees.roots == ("top", "b", "own")
    assert trees.cut == {"b": "a", "own": "own"}
    assert trees.order() == ["top", "b", "c", "tail", "a", "own"]


def test_a_chain_of_5000_is_walked() -> None:
    trees = forest(chart(("n0", None), *((f"n{n}", f"n{n - 1}") for n in range(1, 5000))))
    assert len(trees.order()) == 5000
    assert trees.order()[-1] == "n4999"


def test_signs_are_as_short_as_tells_them_apart() -> None:
    names = (
        ("a", "Accountability"),
        ("b", "Customer intimacy"),
        ("c", "Customer insight"),
        ("d", "Cost"),
        ("e", "cost"),
    )
    assert tokens(names) == {"a": "A", "b": "C", "c": "CI", "d": "CO", "e": "C2"}
    assert tokens((("x", "…"), ("y", ""))) == {"x": "?", "y": "Y"}


def test_a_muted_line_is_not_said_again_below_the_box_that_says_it() -> None:
    goal, number = Cell("for: growth", "muted"), Cell("ROI 5", "strong")
    nodes = (
        Node("a", "A", None, (goal, number)),
        Node("b", "B", "a", (goal, number, Cell(""))),
        Node("c", "C", "b", (goal,)),
        Node("d", "D", None, (goal,)),
    )
    trees = forest(Chart("", nodes))
    assert [trees.said(key) for key in "abcd"] == [(goal, number), (number,), (), (goal,)]
