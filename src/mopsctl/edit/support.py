"""What a person holds of a plan (domain §1.5)."""

from collections.abc import Mapping
from typing import Any

from msgspec import structs

from ..model.lookup import get
from ..model.org import Person
from ..model.portfolio import Portfolio
from ..model.support import Support
from . import records


def mark(portfolio: Portfolio, plan: str, person: str, marks: Mapping[str, Any]) -> Portfolio:
    """Set some of the four marks of a person; the others stay as they are."""
    get(portfolio, Person, person)
    was = portfolio.support.get((plan, person)) or Support(plan, person)
    return records.put(portfolio, structs.replace(was, **marks))
