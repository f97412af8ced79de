"""Keeping a levelled timeline: what nothing else holds there is held by `not_before` (domain §2.4)."""

from msgspec import structs

from ..errors import STORE, MopsError
from ..facts.levelling.leveling import Levelled
from ..facts.participation import naming
from ..facts.schedule.network import schedule
from ..model.portfolio import Portfolio
from . import records


def keep(portfolio: Portfolio, levelled: Levelled) -> Portfolio:
    """Hold the tasks that must be; those that only follow what they wait for are left to their links.

    Refuses if the plan is no longer the one that was levelled: a task is gone, or on another day.
    """
    now = {one.key: one.start for one in schedule(portfolio, levelled.plan).tasks}
    for one in levelled.moved:
        if now.get(one.key) != one.was_start:
            raise MopsError(
                f'the plan was changed meanwhile (task "{one.key}"); level it again',
                hint=f"mopsctl timeline level{naming(portfolio, levelled.plan)}",
                code=STORE,
            )
    held = [structs.replace(portfolio.tasks[one.key], not_before=one.start) for one in levelled.moved if one.held]
    return records.put(portfolio, *held) if held else portfolio
