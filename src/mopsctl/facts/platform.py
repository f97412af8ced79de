"""What hangs on a platform: the plans that bring or change it, and the work that is still to be done on it."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from ..model.fields import typed
from ..model.plan import Plan
from ..model.portfolio import Portfolio
from .disposition import live_from
from .memo import fact
from .overlap import capabilities_by_platform
from .participation import is_open
from .schedule.calendar import day_at
from .schedule.network import schedule


class Work(Struct, frozen=True):
    """A task that is not finished, and when it is due; dates are None on or behind a loop."""

    key: str
    name: str
    plan: str
    team: str | None
    start: date | None
    finish: date | None


@fact
def plans_by_platform(portfolio: Portfolio) -> Mapping[str, tuple[Plan, ...]]:
    """The plans of each platform, by key."""
    found: dict[str, list[Plan]] = {}
    for _, plan in sorted(portfolio.plans.items()):
        if plan.platform:
            found.setdefault(plan.platform, []).append(plan)
    return {platform: tuple(plans) for platform, plans in found.items()}


def expected_live(portfolio: Portfolio, platform: str) -> date | None:
    """When a platform goes live as a whole: ALREADY, a day, or None where nobody can know."""
    return live_from(portfolio, "", platform)


def work_on(portfolio: Portfolio, platform: str) -> tuple[Work, ...]:
    """The unfinished tasks of open plans that bring the platform, or that are about what it offers; by start."""
    offered = frozenset(capabilities_by_platform(portfolio).get(platform, ()))
    moving = _in_handovers(portfolio, typed("platform", platform))
    bringing = frozenset(plan.key for plan in plans_by_platform(portfolio).get(platform, ()))
    found: dict[str, list[str]] = {}
    for key, task in portfolio.tasks.items():
        concerns = task.plan in bringing or task.capability in offered or key in moving
        if concerns and not task.finished and is_open(portfolio, task.plan):
            found.setdefault(task.plan, []).append(key)
    works = [work for plan, keys in found.items() for work in _dated(portfolio, plan, keys)]
    return tuple(sorted(works, key=lambda one: (one.start is None, one.start or date.max, one.finish, one.key)))


def _dated(portfolio: Portfolio, plan: str, keys: list[str]) -> list[Work]:
    spans = schedule(portfolio, plan).spans()
    works = []
    for key in keys:
        task, span = portfolio.tasks[key], spans.get(key)
        days = (day_at(span[0]), day_at(span[1])) if span else (None, None)
        works.append(Work(key, task.name, plan, task.team, *days))
    return works


def _in_handovers(portfolio: Portfolio, subject: str) -> frozenset[str]:
    """The tasks of the hand-overs of a subject."""
    tasks = (
        task
        for one in portfolio.handovers.values()
        if one.subject == subject
        for task in (one.transfer, one.communication, one.decommission)
    )
    return frozenset(filter(None, tasks))
