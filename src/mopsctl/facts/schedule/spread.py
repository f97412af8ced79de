"""Between which days a plan ends by its three-point estimates: all optimistic, and all pessimistic (domain §2.4)."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ...model.plan import Task
from ...model.portfolio import Portfolio
from ..memo import fact
from .network import schedule


class Spread(Struct, frozen=True):
    """The finish where every task takes its optimistic estimate, and where each takes its pessimistic one."""

    low: date
    high: date


@fact
def spread(portfolio: Portfolio, plan: str) -> Spread | None:
    """The two days; None where no unfinished task of the plan has a second estimate."""
    own = [task for task in portfolio.tasks.values() if task.plan == plan and _estimated_twice(task)]
    if not own:
        return None
    low = _finish(portfolio, plan, {task.key: task.days_low for task in own})
    high = _finish(portfolio, plan, {task.key: task.days_high for task in own})
    return Spread(low, high) if low and high else None


def _estimated_twice(task: Task) -> bool:
    return task.finished is None and not (task.days_low is task.days_high is None)


def _finish(portfolio: Portfolio, plan: str, days: dict[str, int | None]) -> date | None:
    tasks = dict(portfolio.tasks)
    for key, count in days.items():
        if count is not None:
            tasks[key] = replace(tasks[key], days=count)
    return schedule(replace(portfolio, tasks=tasks), plan).finish
