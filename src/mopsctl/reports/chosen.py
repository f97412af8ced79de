"""Which tasks, decisions and reviews of a plan a timeline shows, and where they stood before."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec import Struct

from ..facts.schedule.network import Schedule, ScheduledTask, schedule
from ..facts.schedule.slip import baseline, baseline_dates, slips
from ..model.plan import Baseline, Plan, Task
from ..model.portfolio import Portfolio
from .nodes import Node, node

Grouping = Literal["team", "kind", "capability", "none"]


class Wanted(Struct, frozen=True):
    """Which tasks are to be shown: those that meet every word said. `first` and `last` are inclusive."""

    teams: frozenset[str] = frozenset()
    person: str | None = None
    capability: str | None = None
    first: date | None = None
    last: date | None = None
    critical: bool = False

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == ALL

    def dated(self, one: ScheduledTask) -> bool:
        """Whether its dates, and its place on the critical path, are wanted."""
        if self.critical and not one.critical:
            return False
        if self.first is None and self.last is None:
            return True
        if one.start is None or one.finish is None:
            return False
        return (self.last is None or one.start <= self.last) and (self.first is None or one.finish >= self.first)

    def holds(self, team: str | None, person: str | None, capability: str | None) -> bool:
        """Whether what is of this team, person and capability is wanted."""
        return (
            (not self.teams or team in self.teams)
            and self.person in (None, person)
            and self.capability in (None, capability)
        )


ALL = Wanted()


class Shown(Struct, frozen=True, dict=True):
    """What a timeline shows of a plan; tasks and nodes are picked when somebody looks."""

    portfolio: Portfolio
    plan: Plan
    planned: Schedule
    wanted: Wanted
    by: Grouping
    frozen: Baseline | None

    @cached_property
    def tasks(self) -> Sequence[ScheduledTask]:
        """The tasks that are wanted, in the order of their dates."""
        if self.wanted.everything:
            return self.planned.tasks
        tasks, wanted = self.portfolio.tasks, self.wanted
        return [one for one in self.planned.tasks if wanted.dated(one) and _wanted(wanted, tasks[one.key])]

    @cached_property
    def nodes(self) -> Sequence[tuple[Node, ScheduledTask]]:
        """The decisions, reviews and their like that are wanted, in the order of their dates."""
        wanted = self.wanted
        nodes = [(node(self.portfolio, self.plan.key, one.key), one) for one in self.planned.nodes if wanted.dated(one)]
        return [(what, one) for what, one in nodes if wanted.holds(what.team, what.person, what.capability)]


def chosen(portfolio: Portfolio, found: Plan, wanted: Wanted, by: Grouping = "team") -> Shown:
    """What is wanted of a plan's schedule."""
    planned = schedule(portfolio, found.key)
    return Shown(portfolio, found, planned, wanted, by, baseline(portfolio, found.key))


def _wanted(wanted: Wanted, task: Task) -> bool:
    return wanted.holds(task.team, task.owner, task.capability)


def was_of(shown: Shown) -> Callable[[str], tuple[date, date] | None] | None:
    """Where each task stood in the baseline; None where there is none."""
    if shown.frozen is None:
        return None
    dates = baseline_dates(shown.portfolio, shown.plan.key)

    def was(task: str) -> tuple[date, date] | None:
        then = dates.get(task)
        return (then.start, then.finish) if then else None

    return was


def slipped(shown: Shown) -> dict[str, int]:
    """By how many working days each task ends later than in the baseline, where it does."""
    return {} if shown.frozen is None else {one.task: one.days for one in slips(shown.portfolio, shown.plan.key)}
