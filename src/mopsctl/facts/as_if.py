"""A Portfolio as it would be if something were so, for those who look ahead. Nothing of it is ever stored.

What would happen to the dates is `facts.schedule.effect`.
"""

from msgspec.structs import replace

from ..model.plan import Stage
from ..model.portfolio import Portfolio
from .participation import is_open


def in_stage(portfolio: Portfolio, stage: Stage, plan: str | None = None) -> Portfolio:
    """The Portfolio with its open plans in a stage, or one of them; the same object where that changes nothing.

    Whether a plan may enter that stage is not asked: this is about what would then be missing. The day on which it
    began to build stays what it is.
    """
    moved = {
        key: replace(one, stage=stage)
        for key, one in portfolio.plans.items()
        if plan in (None, key) and one.stage != stage and is_open(portfolio, key)
    }
    return replace(portfolio, plans={**portfolio.plans, **moved}) if moved else portfolio
