"""What becomes of each position from as-is to to-be."""

from facts_builders import portfolio_of

from mopsctl.facts.reorganisation import reorganisation
from mopsctl.model.org import Box, Coverage, DottedLine, Function, Person, Position


def changes(*records):
    keys = {record.position for record in records if isinstance(record, Box)}
    people = [Person("ada", "Ada", "it"), Person("ben", "Ben", "it")]
    known = portfolio_of(*people, Function("data", "Data"), *(Position(key, key) for key in keys), *records)
    return {
        key: (one.kinds, tuple((what.field, what.before, what.after) for what in one.differences))
        for key, one in reorganisation(known).items()
    }


CMO = (Box("cmo", "as-is"), Box("cmo"))


def test_a_first_chart_is_no_reorganisation():
    assert changes(Box("cmo"), Box("lead", reports_to="cmo")) == {}
    assert changes(Box("cmo", "as-is")) == {}


def test_a_box_in_one_chart_alone_is_new_or_gone():
    assert changes(*CMO, Box("lead"), Box("clerk", "as-is")) == {"clerk": (("gone",), ()), "lead": (("new",), ())}


def test_a_position_may_be_moved_re_scoped_and_staffed_at_once():
    found = changes(
        *CMO,
        Box("lead", "as-is", title="Clerk", holder="ada", allocation=50),
        Box("lead", reports_to="cmo", holder="ben", allocation=100, for_others=20),
        Coverage("lead", "function:data"),
        DottedLine("cmo", "lead", "as-is"),
    )
    assert found == {
        "cmo": (("re-scoped",), (("dotted", ("lead",), ()),)),
        "lead": (
            ("moved", "re-scoped", "staffed"),
            (
                ("reports_to", None, "cmo"),
                ("title", "Clerk", "lead"),
                ("for_others", 0, 20),
                ("functions", (), ("data",)),
                ("holder", "ada", "ben"),
                ("allocation", 50, 100),
            ),
        ),
    }


def test_reasons_costs_days_and_a_title_said_twice_change_nothing():
    assert changes(
        *CMO,
        Box("lead", "as-is", title="lead", cost=1, why="so", vacancy="soon"),
        Box("lead", cost=2, why="thus", since=None),
    ) == {}  # fmt: skip
