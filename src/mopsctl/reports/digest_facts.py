"""What a digest tells of: a team's share in a plan, its tasks, its neighbours and its needs, as rows (domain §2.4)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from ..facts.by_plan import records_of
from ..facts.outreach import needs as needs_by_team
from ..facts.schedule.graph import graph
from ..facts.schedule.network import Schedule, ScheduledTask
from ..facts.schedule.why import behind, scheduled
from ..model.fields import one_line
from ..model.org import Team
from ..model.plan import Plan, Task
from ..model.portfolio import Portfolio
from .news import News
from .nodes import is_node, node

NAMED = 2  # tasks told by name that wait for one thing, or that one thing waits for
_OWN_NODES = ("agreement", "review", "lead")  # what a team itself is to settle


class Facts(Struct, frozen=True):
    """What the digest tells of."""

    portfolio: Portfolio
    plan: Plan
    team: Team
    planned: Schedule
    own: tuple[Task, ...]
    since: date | None
    news: tuple[News, ...]


def share(facts: Facts) -> dict[str, Any]:
    """The share of the team in the plan."""
    portfolio, own = facts.portfolio, {task.key for task in facts.own}
    everything: Sequence[Task] = records_of(portfolio, "tasks", facts.plan.key)
    critical = [one.key for one in facts.planned.tasks if one.critical]
    unfinished = [task.key for task in facts.own if task.finished is None]
    later = {*behind(portfolio, unfinished), *unfinished}
    milestones = [
        {"key": one.key, "name": portfolio.tasks[one.key].name, "on": one.finish}
        for one in facts.planned.tasks
        if one.key in later and portfolio.tasks[one.key].kind == "milestone"
    ]
    return {
        "tasks": len(own),
        "of": len(everything),
        "done": sum(task.finished is not None for task in facts.own),
        "done_in_all": sum(task.finished is not None for task in everything),
        "critical": sum(key in own for key in critical),
        "critical_in_all": len(critical),
        "milestones": milestones,
    }


def coming(facts: Facts) -> list[dict[str, Any]]:
    """Its unfinished tasks in the order of their dates."""
    tasks = {task.key: task for task in facts.own if task.finished is None}
    return [_task(tasks[one.key], one) for one in facts.planned.tasks if one.key in tasks]


def _task(task: Task, one: ScheduledTask) -> dict[str, Any]:
    told = "critical" if one.critical else f"{one.slack} d" if one.slack is not None else "no dates"
    row: dict[str, Any] = {
        "key": task.key,
        "name": task.name,
        "kind": task.kind,
        "owner": task.owner,
        "start": one.start,
        "finish": one.finish,
        "percent": task.percent,
        "slack": one.slack,
        "critical": one.critical,
        "slack_told": told,
    }
    if one.critical:
        row["slack_tone"] = "bad"
    return row


def to_settle(facts: Facts) -> list[dict[str, Any]]:
    """The decisions, agreements and reviews that are the team's own to bring about."""
    rows = []
    for one in facts.planned.nodes:
        what = node(facts.portfolio, facts.plan.key, one.key)
        if what.kind in _OWN_NODES and what.team == facts.team.key:
            rows.append({"key": one.key, "name": what.name, "by": one.finish, "critical": one.critical})
    return rows


def waits_for(facts: Facts) -> list[dict[str, Any]]:
    """What others have to bring about before its tasks can go on, with dates and teams, by date."""
    portfolio, team = facts.portfolio, facts.team.key
    waiting = {task.key for task in facts.own if task.started is None and task.finished is None}
    found: dict[str, list[str]] = {}
    for link in portfolio.links.values():
        if link.after in waiting:
            before = portfolio.tasks[link.before]
            if before.team != team and before.finished is None:
                found.setdefault(link.before, []).append(link.after)
    for hold in graph(portfolio).holds.values():
        what = node(portfolio, facts.plan.key, hold.key)
        ours = [key for key in hold.holds if key in waiting]
        if ours and hold.why != "done" and not (what.kind in _OWN_NODES and what.team == team):
            found[hold.key] = ours
    rows = [_neighbour(facts, key, some) for key, some in found.items()]
    return sorted(rows, key=lambda row: (str(row["finish"] or "9"), row["key"]))


def waited_by(facts: Facts) -> list[dict[str, Any]]:
    """Tasks of others that wait for its own, by date."""
    portfolio, team = facts.portfolio, facts.team.key
    unfinished = {task.key for task in facts.own if task.finished is None}
    found: dict[str, list[str]] = {}
    for link in portfolio.links.values():
        if link.before in unfinished:
            after = portfolio.tasks[link.after]
            if after.team != team and after.finished is None:
                found.setdefault(link.after, []).append(link.before)
    rows = [_neighbour(facts, key, some) for key, some in found.items()]
    return sorted(rows, key=lambda row: (str(row["start"] or "9"), row["key"]))


def _neighbour(facts: Facts, key: str, own: list[str]) -> dict[str, Any]:
    what, one = node(facts.portfolio, facts.plan.key, key), scheduled(facts.portfolio, key)
    portfolio = facts.portfolio
    names = [portfolio.tasks[task].name for task in sorted(own)]
    by_person = what.kind in ("condition", "decision") and what.person
    who = portfolio.people[by_person].name if by_person else portfolio.teams[what.team].name if what.team else ""
    return {
        "key": key,
        "name": what.name,
        "team": what.team,
        "owner": what.person,
        "who": who,
        "start": one.start,
        "finish": one.finish,
        "critical": one.critical,
        "own": sorted(own),
        "own_told": _some(names),
        "told": _some(names),
        "decision": is_node(key),
    }


def _some(names: list[str]) -> str:
    """A few of many by name: a decision may hold all that a team is to do."""
    if len(names) <= NAMED + 1:
        return ", ".join(names)
    return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"


def needs(facts: Facts) -> list[dict[str, Any]]:
    """Its needs, and what has become of each."""
    portfolio, rows = facts.portfolio, []
    for one in sorted(needs_by_team(portfolio).get((facts.plan.key, facts.team.key), ()), key=lambda need: need.key):
        task = portfolio.tasks.get(one.task or "")
        planned = scheduled(portfolio, task.key) if task else None
        met = bool(task and task.finished)
        if task is None:
            told, tone = "nothing in the plan meets it yet", "warn"
        elif met:
            told, tone = f"met on {task.finished}", "good"
        else:
            told, tone = f"{task.name}, {planned.finish if planned and planned.finish else 'without a date'}", "plain"
        rows.append(
            {
                "key": one.key,
                "what": one.what,
                "what_told": one_line(one.what),
                "task": one.task,
                "met": met,
                "on": planned.finish if planned else None,
                "how_told": told,
                "how": told,
                "how_tone": tone,
            }
        )
    return rows
