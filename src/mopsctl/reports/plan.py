"""Plans, tasks and the merged timeline (domain §2)."""

from typing import Any

from ..facts.schedule.network import Schedule, ScheduledTask, schedule
from ..model.lookup import get
from ..model.plan import Plan, Task
from ..model.portfolio import Portfolio
from .document import Bar, Block, Cell, Document, Heading, Lane, Paragraph, Report, Table, Timeline
from .listing import Field, fields_of, listing, showing, tabled

NOBODY = "(no team)"


def plans(portfolio: Portfolio) -> Report:
    """Every plan with its stage and dates."""
    rows = [{**fields_of(p), "finish": schedule(portfolio, key).finish} for key, p in sorted(portfolio.plans.items())]
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        Field("stage"),
        Field("platform", optional=True),
        Field("finish", "computed finish"),
        Field("target"),
        Field("closed", optional=True),
    )
    return listing("plan.list", "Plans", rows, fields, 'No plan yet: mopsctl plan init "CDP rollout"')


def plan(portfolio: Portfolio, found: Plan) -> Report:
    """One plan: its goal, who holds idea, funds and mandate, and the teams in it."""
    teams = [fields_of(p) for _, p in sorted(portfolio.participations.items()) if p.plan == found.key]
    fields = (Field("team", tone="key"), Field("involvement"), Field("critical", "platform critical?"))
    blocks: list[Block] = []
    if teams:
        blocks = [Heading("Teams"), tabled(teams, (*fields, Field("impact", "what changes for it", wrap=True)))]
    data = {**fields_of(found), "participations": teams}
    return showing("plan.show", found.name, fields_of(found), blocks=blocks, data=data)


def tasks(portfolio: Portfolio, plan: str, *, team: str = "") -> Report:
    """The tasks of a plan in the order of their dates."""
    rows = [
        _task_row(portfolio.tasks[one.key], one)
        for one in schedule(portfolio, plan).tasks
        if team in ("", portfolio.tasks[one.key].team)
    ]
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        Field("team", optional=True),
        Field("start"),
        Field("finish"),
        Field("days", right=True, optional=True),
        Field("percent", "%", right=True, optional=True),
        Field("critical", "crit", optional=True),
    )
    return listing("task.list", "Tasks", rows, fields, "No task yet: mopsctl task add KEY --team TEAM --days 5")


def _task_row(task: Task, one: ScheduledTask) -> dict[str, Any]:
    row = {**fields_of(task), "start": one.start, "finish": one.finish, "slack": one.slack, "critical": one.critical}
    if task.days is None and task.kind != "milestone":
        row["days_tone"] = "bad"
    if one.critical:
        row["critical_tone"] = "bad"
    return row


def task(portfolio: Portfolio, key: str) -> Report:
    """One task: its computed dates, what it waits for and what waits for it."""
    found = get(portfolio, Task, key)
    one = next(t for t in schedule(portfolio, found.plan).tasks if t.key == key)
    links = portfolio.links.values()
    around = {
        "waits_for": sorted(link.before for link in links if link.after == key),
        "keeps_waiting": sorted(link.after for link in links if link.before == key),
    }
    dates = {
        "computed_start": one.start,
        "computed_finish": one.finish,
        "slack": one.slack,
        "critical": one.critical,
        "driver": one.driver,
    }
    return showing("task.show", found.name, {**fields_of(found), **dates, **around})


def timeline(portfolio: Portfolio, found: Plan, *, team: str = "") -> Report:
    """All teams' tasks on one calendar, the critical path marked."""
    planned = schedule(portfolio, found.key)
    shown = [t for t in planned.tasks if team in ("", portfolio.tasks[t.key].team)]
    data = {
        "plan": found.key,
        "start": planned.start,
        "finish": planned.finish,
        "target": found.target,
        "cycles": [list(loop) for loop in planned.cycles],
        "tasks": [_timed(portfolio.tasks[t.key], t) for t in shown],
    }

    def document() -> Document:
        blocks: list[Block] = [Heading(f"{found.name}: one timeline", 1), gantt(portfolio, found, planned, shown)]
        return Document((*blocks, Paragraph(closing(found, planned)), *_loops(planned)))

    return Report("timeline.show", data, document, lambda: _table(portfolio, shown))


def _timed(task: Task, one: ScheduledTask) -> dict[str, Any]:
    return {
        "key": task.key,
        "name": task.name,
        "team": task.team,
        "kind": task.kind,
        "days": task.days,
        "start": one.start,
        "finish": one.finish,
        "late_start": one.late_start,
        "late_finish": one.late_finish,
        "slack": one.slack,
        "critical": one.critical,
        "driver": one.driver,
        "percent": task.percent,
    }


def gantt(portfolio: Portfolio, found: Plan, planned: Schedule, shown: list[ScheduledTask]) -> Timeline:
    """The picture: a lane a team, bars in the order of their starts."""
    lanes: dict[str, list[Bar]] = {}
    for one in shown:
        if one.start and one.finish:
            task = portfolio.tasks[one.key]
            lanes.setdefault(task.team or NOBODY, []).append(_bar(task, one))
    names = {key: team.name for key, team in portfolio.teams.items()}
    empty = "No task has dates yet: mopsctl task add KEY --team TEAM --days 5"
    return Timeline(
        planned.start or found.start,
        planned.finish or found.start,
        portfolio.today,
        tuple(Lane(names.get(team, team), tuple(bars)) for team, bars in sorted(lanes.items())),
        found.target,
        empty,
    )


def _bar(task: Task, one: ScheduledTask) -> Bar:
    assert one.start is not None
    assert one.finish is not None
    return Bar(
        task.name,
        one.start,
        one.finish,
        one.critical,
        task.kind == "milestone",
        100 if task.finished else task.percent,
        one.slack or 0,
        "" if one.estimated else "not estimated",
    )


def closing(found: Plan, planned: Schedule) -> tuple[Cell, ...]:
    """When it ends, against when it was to end."""
    if planned.finish is None:
        return (Cell("No finish can be computed yet.", "muted"),)
    if found.target is None:
        return (Cell(f"Computed finish {planned.finish}; no target is set."),)
    late = (planned.finish - found.target).days
    days = f"{abs(late)} calendar day{'s' if abs(late) != 1 else ''}"
    verdict = (
        Cell(f"{days} after", "bad") if late > 0 else Cell(f"{days} before" if late else "on the day of", "good")
    )  # fmt: skip
    return (Cell(f"Computed finish {planned.finish}, "), verdict, Cell(f" the target {found.target}."))


def _loops(planned: Schedule) -> list[Block]:
    return [
        Paragraph((Cell(f"No dates: a loop of tasks waits for itself: {' -> '.join((*loop, loop[0]))}", "bad"),))
        for loop in planned.cycles
    ]


def _table(portfolio: Portfolio, shown: list[ScheduledTask]) -> Table:
    rows = [_timed(portfolio.tasks[one.key], one) for one in shown]
    names = ("team", "key", "name", "start", "finish", "slack", "critical")
    return tabled(rows, [Field(name) for name in names])
