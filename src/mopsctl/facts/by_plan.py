"""The records of a plan: each collection is gone through once, however many plans and teams ask for it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from ..model.portfolio import Portfolio
from .memo import fact


def records_of(portfolio: Portfolio, plural: str, plan: str) -> Sequence[Any]:
    """The records of one kind, by its plural name, that belong to a plan."""
    return _by_plan(portfolio, plural).get(plan, ())


@fact
def _by_plan(portfolio: Portfolio, plural: str) -> Mapping[str, Sequence[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for record in portfolio.of(plural).values():
        found[record.plan].append(record)
    return dict(found)
