"""Plans and tasks (domain §2). The merged timeline is `reports.timeline`."""

from typing import Any

from ..facts.schedule.network import ScheduledTask, schedule
from ..facts.schedule.slip import baseline_dates
from ..model.lookup import get
from ..model.org import Team
from ..model.plan import Link, Plan, Task
from ..model.portfolio import Portfolio
from .conditions import CONDITION_FIELDS, condition_rows
from .document import Block, Heading, Report
from .listing import Field, fields_of, listing, showing, tabled


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
    """The tasks of a plan in the order of their dates, or those of one team."""
    if team:
        get(portfolio, Team, team)
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
    """One task: its computed dates, links, conditions, partners to align, and its dates in the baseline."""
    found = get(portfolio, Task, key)
    one = schedule(portfolio, found.plan).of(key)
    links = _links_of(portfolio, key)
    dates = {
        "computed_start": one.start,
        "computed_finish": one.finish,
        "slack": one.slack,
        "critical": one.critical,
        "driver": one.driver,
    }
    around = {
        "waits_for": sorted({link.before for link in links if link.after == key}),
        "keeps_waiting": sorted({link.after for link in links if link.before == key}),
    }
    frozen = baseline_dates(portfolio, found.plan).get(key)
    before = {
        "links": [fields_of(link) for link in links],
        "conditions": [fields_of(some) for some in _of_task(portfolio, "conditions", key)],
        "leads": [fields_of(some) for some in _of_task(portfolio, "leads", key)],
        "baseline": fields_of(frozen) if frozen else None,
    }
    shown = {**fields_of(found), **dates, "baseline": f"{frozen.start} to {frozen.finish}" if frozen else ""}
    data = {**fields_of(found), **dates, **around, **before}
    return showing("task.show", found.name, shown, blocks=_around(portfolio, key, links), data=data)


def _links_of(portfolio: Portfolio, task: str) -> list[Link]:
    own = {key: one for key, one in portfolio.links.items() if task in key[:2]}
    return [one for _, one in sorted(own.items())]


def _of_task(portfolio: Portfolio, plural: str, task: str) -> list[Any]:
    own = {key: one for key, one in portfolio.of(plural).items() if one.task == task}
    return [one for _, one in sorted(own.items())]


def link_told(link: Link) -> str:
    """A link as planners write it: `FS`, `SS+2`, `FS-3`."""
    return f"{link.kind}{link.lag:+d}" if link.lag else link.kind


def _around(portfolio: Portfolio, task: str, links: list[Link]) -> list[Block]:
    """What the task waits for and what waits for it, each with the kind of link."""
    blocks: list[Block] = []
    other = (Field("task", tone="key"), Field("link"), Field("name", wrap=True), Field("team"), Field("finish"))
    for title, near, far in (("Waits for", "after", "before"), ("Keeps waiting", "before", "after")):
        rows = [_neighbour(portfolio, getattr(one, far), one) for one in links if getattr(one, near) == task]
        if rows:
            blocks += [Heading(title), tabled(rows, other)]
    if conditions := _of_task(portfolio, "conditions", task):
        shown = [field for field in CONDITION_FIELDS if field.name != "task"]
        blocks += [Heading("Must be true before"), tabled(condition_rows(portfolio, conditions), shown)]
    if leads := _of_task(portfolio, "leads", task):
        fields = (Field("team", tone="key"), Field("days", right=True), Field("aligned"))
        blocks += [Heading("To align before"), tabled([fields_of(one) for one in leads], fields)]
    return blocks


def _neighbour(portfolio: Portfolio, key: str, link: Link) -> dict[str, Any]:
    other = portfolio.tasks[key]
    finish = schedule(portfolio, other.plan).of(key).finish
    return {"task": key, "link": link_told(link), "name": other.name, "team": other.team, "finish": finish}
