"""Which platform is the source of truth for a data set or metric (domain §3)."""

from ..errors import USAGE, MopsError
from ..model.capability import Dataset, Platform, Truth
from ..model.lookup import get
from ..model.portfolio import Portfolio
from . import records


def claim(portfolio: Portfolio, dataset: str, platform: str) -> Portfolio:
    """Record that a platform is held to be the source. A second one is recorded too: the gap report tells of both."""
    get(portfolio, Dataset, dataset)
    record = get(portfolio, Platform, platform)
    if record.status == "retired":
        raise MopsError(f"{platform} is retired and the source of nothing", hint="mopsctl platform list", code=USAGE)
    if (dataset, platform) in portfolio.truths:
        raise MopsError(
            f"{platform} is the source of {dataset} already", hint=f"mopsctl dataset show {dataset}", code=USAGE
        )
    return records.add(portfolio, Truth(dataset, platform))


def withdraw(portfolio: Portfolio, dataset: str, platform: str) -> Portfolio:
    """Take that back."""
    get(portfolio, Dataset, dataset)
    get(portfolio, Platform, platform)
    if (dataset, platform) not in portfolio.truths:
        raise records.nothing_found(
            f"claim of {platform} to be the source of {dataset}", hint=f"mopsctl dataset show {dataset}"
        )
    return records.remove(portfolio, Truth, (dataset, platform))
