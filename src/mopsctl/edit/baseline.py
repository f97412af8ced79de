"""Baselines: the dates of a plan frozen on one day. What moved since is a fact (`facts.schedule.slip`)."""

from msgspec import structs

from ..errors import USAGE, MopsError, unknown
from ..facts.participation import naming
from ..facts.schedule.network import schedule
from ..model.fields import Record
from ..model.lookup import get
from ..model.plan import Baseline, BaselineDate, Plan
from ..model.portfolio import Portfolio
from . import records


def freeze(
    portfolio: Portfolio, plan: str, key: str | None = None, *, note: str = "", replace: bool = False
) -> Portfolio:
    """Keep the dates that every task of a plan has today, under a key of its own (`cdp-2026-11-23` unless said).

    One that is there already is kept, or with `replace` made anew with today's dates.
    """
    get(portfolio, Plan, plan)
    key = key or records.free((), plan, f"-{portfolio.today.isoformat()}")
    was = portfolio.baselines.get(key)
    if was is not None:
        if was.plan != plan:
            raise MopsError(f'baseline "{key}" is of the plan "{was.plan}"; choose another key', code=USAGE)
        if not replace:
            raise MopsError(
                f'there is already a baseline "{key}", of {was.on}; give the new one a key of its own, or --replace it',
                hint=f"mopsctl plan baseline {key} --replace{naming(portfolio, plan)}",
                code=USAGE,
            )
        portfolio = _emptied(portfolio, key)
    dates = [
        BaselineDate(key, one.key, one.start, one.finish)
        for one in schedule(portfolio, plan).tasks
        if one.start and one.finish
    ]
    if not dates:
        raise MopsError(f'no task of the plan "{plan}" has dates yet', hint="mopsctl task list", code=USAGE)
    frozen: list[Record] = [Baseline(key, plan, portfolio.today, note or (was.note if was else "")), *dates]
    return records.put(portfolio, *frozen)


def remove(portfolio: Portfolio, plan: str, key: str) -> Portfolio:
    """Remove a baseline of a plan, with its dates."""
    own = [one.key for one in portfolio.baselines.values() if one.plan == plan]
    if key not in own:
        hint = f"mopsctl plan baseline --list{naming(portfolio, plan)}"
        raise unknown("baseline", key, own, hint=hint)
    left = {name: one for name, one in portfolio.baselines.items() if name != key}
    return structs.replace(_emptied(portfolio, key), baselines=left)


def _emptied(portfolio: Portfolio, baseline: str) -> Portfolio:
    """Without the dates of a baseline; in one go, for there may be 100,000."""
    left = {key: one for key, one in portfolio.baseline_dates.items() if one.baseline != baseline}
    return structs.replace(portfolio, baseline_dates=left)
