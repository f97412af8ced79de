"""Renaming and removing, whatever refers to what: no reference is lost, and all of it can be taken back."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws import examples
from portfolios import KEYS, SLUGGED, portfolios

from mopsctl.changes import diff, patch, reverse
from mopsctl.edit import records
from mopsctl.model.kinds import KINDS, Kind, faults
from mopsctl.model.lookup import dangling, pointers
from mopsctl.model.portfolio import Portfolio

FEW = settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
NEW = "renamed"
assert NEW not in KEYS


def contents(portfolio: Portfolio) -> dict[str, dict[Any, Any]]:
    return {kind.plural: dict(portfolio.of(kind.plural)) for kind in KINDS}


def wrong(portfolio: Portfolio) -> list[str]:
    """References to nothing, and invariants broken."""
    every = [record for kind in KINDS for record in portfolio.of(kind.plural).values()]
    return [str(fault) for record in every for fault in (*dangling(portfolio, record), *faults(record))]


def one_of_each(portfolio: Portfolio) -> list[tuple[Kind, str]]:
    return [(kind, min(portfolio.of(kind.plural))) for kind in SLUGGED if portfolio.of(kind.plural)]


@FEW
@given(portfolios())
def test_a_rename_of_any_kind_moves_every_reference_and_nothing_else(portfolio: Portfolio) -> None:
    for kind, key in one_of_each(portfolio):
        if kind.plural == "teams":
            continue  # what a team covers may be written out by it
        after = records.rename(portfolio, kind.record, key, NEW)
        assert wrong(after) == []
        assert not pointers(after, kind, key)
        assert len(pointers(after, kind, NEW)) == len(pointers(portfolio, kind, key))
        assert contents(records.rename(after, kind.record, NEW, key)) == contents(portfolio)


@FEW
@given(portfolios(), st.data())
def test_a_cascade_of_any_kind_leaves_nothing_that_points_to_it_and_can_be_taken_back(
    portfolio: Portfolio, data: st.DataObject
) -> None:
    kind, key = data.draw(st.sampled_from(one_of_each(portfolio)))
    after = records.remove(portfolio, kind.record, key, cascade=True)
    assert key not in after.of(kind.plural)
    assert wrong(after) == []
    assert contents(patch(after, reverse(diff(portfolio, after)))) == contents(portfolio)
