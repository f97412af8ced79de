"""Diffs as data: what they must do whatever two Portfolios hold, and what one looks like."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws import examples
from portfolios import portfolios as of_every_kind

from mopsctl.changes import Change, conflicts, diff, patch, reverse
from mopsctl.model.fields import Record
from mopsctl.model.kinds import KINDS, kind_of
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Link, Review, Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment

TODAY = date(2026, 11, 23)

keys = st.sampled_from(["a", "b", "c", "ab", "a-b", "Z"])
names = st.sampled_from(["One", "Two", "İki"])
days = st.integers(0, 3).map(lambda n: TODAY + timedelta(n))
records = st.one_of(
    st.builds(Team, keys, names, note=names | st.just("")),
    st.builds(Person, keys, names, keys),
    st.builds(Task, keys, names, keys, days=st.none() | st.integers(0, 2)),
    st.builds(Link, keys, keys),
    st.builds(Review, keys, keys, days, st.sampled_from(["approved", "changes"])),
    st.builds(
        Assignment,
        keys.map("capability:{}".format),
        keys.map("team:{}".format),
        st.sampled_from("RACI"),
        st.sampled_from(["as-is", "to-be"]),
        st.sampled_from(["", "p"]),
    ),
)


def portfolio_of(some: list[Record]) -> Portfolio:
    collections: dict[str, dict[Any, Any]] = {}
    for record in some:
        kind = kind_of(record)
        collections.setdefault(kind.plural, {})[kind.key_of(record)] = record
    return Portfolio(today=TODAY, **collections)


portfolios = st.lists(records, max_size=12).map(portfolio_of)


def contents(portfolio: Portfolio) -> dict[str, dict[Any, Any]]:
    return {kind.plural: dict(portfolio.of(kind.plural)) for kind in KINDS}


@given(portfolios, portfolios)
def test_a_patch_by_the_difference_arrives(before: Portfolio, after: Portfolio) -> None:
    assert contents(patch(before, diff(before, after))) == contents(after)


@given(portfolios, portfolios)
def test_the_reverse_leads_back(before: Portfolio, after: Portfolio) -> None:
    assert contents(patch(after, reverse(diff(before, after)))) == contents(before)


@given(portfolios, portfolios)
def test_the_reverse_is_the_difference_the_other_way(before: Portfolio, after: Portfolio) -> None:
    assert reverse(diff(before, after)) == diff(after, before)
    assert reverse(reverse(diff(before, after))) == diff(before, after)


@given(portfolios)
def test_nothing_differs_from_itself(portfolio: Portfolio) -> None:
    copy = Portfolio(today=TODAY, **contents(portfolio))
    assert diff(portfolio, portfolio) == diff(portfolio, copy) == ()


@given(portfolios, portfolios)
def test_a_difference_has_each_record_once_in_a_fixed_order_and_no_empty_change(
    before: Portfolio, after: Portfolio
) -> None:
    changes = diff(before, after)
    places = [([kind.plural for kind in KINDS].index(c.kind), c.key) for c in changes]
    assert places == sorted(set(places))
    assert all(c.before != c.after for c in changes)


@given(portfolios, portfolios)
def test_where_it_starts_from_nothing_conflicts(before: Portfolio, after: Portfolio) -> None:
    assert conflicts(before, diff(before, after)) == ()


@given(portfolios, portfolios, portfolios)
def test_conflicts_are_the_changes_whose_record_is_another_by_now(
    before: Portfolio, after: Portfolio, now: Portfolio
) -> None:
    for change in diff(before, after):
        moved = before.of(change.kind).get(change.key) != now.of(change.kind).get(change.key)
        assert (change in conflicts(now, diff(before, after))) is moved


@given(portfolios, portfolios)
def test_a_patch_leaves_the_old_portfolio_alone(before: Portfolio, after: Portfolio) -> None:
    was = contents(before)
    patch(before, diff(before, after))
    assert contents(before) == was


def test_a_difference_is_sorted_by_kind_then_by_key() -> None:
    before = portfolio_of([Team("b", "B"), Team("c", "C"), Task("x", "X", "p")])
    after = portfolio_of([Team("a", "A"), Team("c", "C2"), Person("z", "Z", "a"), Task("x", "X", "p")])
    assert diff(before, after) == (
        Change("teams", None, Team("a", "A")),
        Change("teams", Team("b", "B"), None),
        Change("teams", Team("c", "C"), Team("c", "C2")),
        Change("people", None, Person("z", "Z", "a")),
    )


def test_a_patch_wins_over_what_is_there() -> None:
    change = Change("teams", Team("a", "A"), Team("a", "B"))
    assert patch(portfolio_of([Team("a", "X")]), [change]).teams == {"a": Team("a", "B")}
    assert patch(portfolio_of([]), reverse([Change("teams", None, Team("a", "A"))])).teams == {}


def test_what_was_remembered_of_a_portfolio_is_not_handed_on() -> None:
    before = portfolio_of([Team("a", "A")])
    before.__dict__["facts"] = {"stale": True}
    assert "facts" not in patch(before, [Change("teams", None, Team("b", "B"))]).__dict__


@settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(of_every_kind(), of_every_kind())
def test_a_difference_leads_there_and_back_whatever_kinds_it_is_of(before: Portfolio, after: Portfolio) -> None:
    changes = diff(before, after)
    assert contents(patch(before, changes)) == contents(after)
    assert contents(patch(after, reverse(changes))) == contents(before)
    assert conflicts(before, changes) == ()
    places = [([kind.plural for kind in KINDS].index(c.kind), c.key) for c in changes]
    assert places == sorted(places)
