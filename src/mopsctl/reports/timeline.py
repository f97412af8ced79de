"""The merged timeline (domain §2.4) for machines: data, and lines. What people see of it is `reports.gantt`.

For 100,000 tasks the lines alone may be printed in a second: what only machines or only people read is made on demand.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from msgspec import structs

from ..facts.schedule.network import ScheduledTask
from ..facts.schedule.spread import spread
from ..model.plan import Plan, Task
from ..model.portfolio import Portfolio
from .chosen import ALL, Grouping, Shown, Wanted, chosen, slipped, was_of
from .document import Cell, Column, Report, Table
from .gantt import document
from .nodes import Node

TITLES = ("team", "key", "name", "start", "finish", "slack", "critical", "kind", "was_start", "was_finish")


def timeline(portfolio: Portfolio, found: Plan, wanted: Wanted = ALL, by: Grouping = "team") -> Report:
    """All teams' tasks on one calendar, the critical path marked."""
    shown = chosen(portfolio, found, wanted, by)

    @cache
    def data() -> dict[str, Any]:
        return _data(shown)

    return Report(
        "timeline.show",
        data,
        lambda: document(shown),
        lambda: _table(shown),
        lines=lambda: _lines(shown),
        titles=TITLES,
    )


def _data(shown: Shown) -> dict[str, Any]:
    planned, found = shown.planned, shown.plan
    was, slips = was_of(shown), slipped(shown)
    between = spread(shown.portfolio, found.key)
    return {
        "plan": found.key,
        "start": planned.start,
        "finish": planned.finish,
        "target": found.target,
        "finish_low": between and between.low,
        "finish_high": between and between.high,
        "baseline": shown.frozen and structs.asdict(shown.frozen),
        "cycles": [list(loop) for loop in planned.cycles],
        "tasks": [_timed(shown.portfolio.tasks[one.key], one, was and was(one.key), slips) for one in shown.tasks],
        "nodes": [_noded(what, one) for what, one in shown.nodes],
    }


def _timed(task: Task, one: ScheduledTask, was: tuple[date, date] | None, slipped: dict[str, int]) -> dict[str, Any]:
    return {
        "key": task.key,
        "name": task.name,
        "team": task.team,
        "owner": task.owner,
        "capability": task.capability,
        "kind": task.kind,
        "days": task.days,
        **_dates(one),
        "percent": task.percent,
        "was_start": was and was[0],
        "was_finish": was and was[1],
        "slip": slipped.get(task.key, 0) if was else None,
    }


def _noded(what: Node, one: ScheduledTask) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": what.name,
        "team": what.team,
        "owner": what.person,
        "capability": what.capability,
        "kind": what.kind,
        **_dates(one),
    }


def _dates(one: ScheduledTask) -> dict[str, Any]:
    return {
        "start": one.start,
        "finish": one.finish,
        "late_start": one.late_start,
        "late_finish": one.late_finish,
        "slack": one.slack,
        "critical": one.critical,
        "driver": one.driver,
        "because": one.because,
    }


def _lines(shown: Shown) -> Iterator[tuple[str, ...]]:
    """A line a task, then one a decision or review; the same day is written out once."""
    tasks, was, day = shown.portfolio.tasks, was_of(shown), cache(date.isoformat)
    slacks: dict[int | None, tuple[str, str]] = {None: ("", "no")}
    began = ended = ""
    for key, start, finish, slack in _brief(shown, day):
        task = tasks[key]
        if slack not in slacks:
            slacks[slack] = str(slack), "yes" if slack is not None and slack <= 0 else "no"
        left, critical = slacks[slack]
        if was is not None:
            then = was(key)
            began, ended = (day(then[0]), day(then[1])) if then else ("", "")
        yield task.team or "", key, task.name, start, finish, left, critical, task.kind, began, ended
    for what, one in shown.nodes:
        start, finish = (day(one.start), day(one.finish)) if one.start and one.finish else ("", "")
        left, critical = "" if one.slack is None else str(one.slack), "yes" if one.critical else "no"
        yield what.team or "", one.key, what.name, start, finish, left, critical, what.kind, "", ""


def _brief(shown: Shown, day: Callable[[date], str]) -> Iterable[tuple[str, str, str, int | None]]:
    """Key, start, finish and slack of each task, as `Schedule.brief` tells them of all."""
    if shown.wanted.everything:
        return shown.planned.brief()
    return (
        (one.key, day(one.start) if one.start else "", day(one.finish) if one.finish else "", one.slack)
        for one in shown.tasks
    )


def _table(shown: Shown) -> Table:
    return Table(
        tuple(Column(title) for title in TITLES),
        tuple(tuple(Cell(text) for text in line) for line in _lines(shown)),
    )
