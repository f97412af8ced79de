"""`mopsctl task`: what each team does, and what waits for what (domain §2.1, §2.4)."""

from datetime import date
from typing import Annotated, Any

import typer

from ..edit import plan, records
from ..model.plan import Task, TaskKind
from ..model.portfolio import Portfolio
from ..reports import plan as reports
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import Agreed, By, Name, NewKey, Note, On, TaskKey, TeamOption, date_option, key_argument, key_option
from .standard import Cascade
from .wiring import Desk, View, changes, shows, takes

noun = Noun("task", "Write down what each team does, and what waits for what.")

Before = Annotated[str, key_argument("BEFORE", "tasks", help="the task that comes first")]
After = Annotated[str, key_argument("AFTER", "tasks", help="the task that waits for it")]
FIELDS = {
    "name": Name,
    "team": TeamOption,
    "owner": Annotated[str | None, key_option("--owner", "the person who does it", "people")],
    "kind": Annotated[TaskKind | None, typer.Option("--kind", help="what kind of task it is")],
    "days": Annotated[int | None, typer.Option("--days", help="how long it takes, in working days", min=0)],
    "capability": Annotated[str | None, key_option("--capability", "what it is for", "capabilities")],
    "not_before": Annotated[date | None, date_option("--not-before", "it cannot begin earlier")],
    "percent": Annotated[int | None, typer.Option("--percent", help="how much of it is done", min=0, max=100)],
    "started": Annotated[date | None, date_option("--started", "the day it began")],
    "finished": Annotated[date | None, date_option("--finished", "its last day")],
    "by": By,
    "agreed": Agreed,
    "note": Note,
}


@noun.verb("list")
@shows
def list_tasks(view: View, team: TeamOption = None) -> Report:
    """List the tasks of the plan in the order of their dates.

    Examples:
      mopsctl task list
      mopsctl task list --team analytics
    """
    return reports.tasks(view.portfolio, view.plan.key, team=team or "")


@noun.verb("show")
@shows
def show_task(view: View, task: TaskKey) -> Report:
    """Show one task, its dates and its neighbours.

    Examples:
      mopsctl task show map-events
    """
    return reports.task(view.portfolio, task)


@noun.verb("add")
@changes
@takes(FIELDS)
def add_task(
    desk: Desk,
    key: NewKey,
    after: Annotated[list[str] | None, key_option("--after", "a task it waits for; may be repeated", "tasks")] = None,
    **given: Any,
) -> Edit:
    """Add a task to the plan.

    Examples:
      mopsctl task add map-events --name "Map events" --team analytics --owner ada --days 8
      mopsctl task add go-live --kind milestone --after map-events
    """

    def edit(portfolio: Portfolio) -> Portfolio:
        own = plan.current(portfolio, desk.wanted_plan).key
        added = records.add(portfolio, Task(**{"key": key, "name": key, "plan": own, **records.emptied(Task, given)}))
        for before in after or ():
            added = plan.link(added, before, key)
        return added

    return edit


@noun.verb("set")
@changes
@takes(FIELDS)
def set_task(desk: Desk, task: TaskKey, **given: Any) -> Edit:
    """Change fields of a task.

    Examples:
      mopsctl task set map-events --days 10 --percent 40
      mopsctl task set map-events --by ada --agreed
    """
    return lambda portfolio: records.update(portfolio, Task, task, given)


@noun.verb("link")
@changes
def link_tasks(desk: Desk, before: Before, after: After) -> Edit:
    """Let AFTER wait until BEFORE is finished.

    Examples:
      mopsctl task link map-events build-pipeline
    """
    return lambda portfolio: plan.link(portfolio, before, after)


@noun.verb("unlink")
@changes
def unlink_tasks(desk: Desk, before: Before, after: After) -> Edit:
    """Let AFTER wait for BEFORE no longer.

    Examples:
      mopsctl task unlink map-events build-pipeline
    """
    return lambda portfolio: plan.unlink(portfolio, before, after)


@noun.verb("done")
@changes
def finish_task(desk: Desk, task: TaskKey, on: On = None) -> Edit:
    """Record that a task is finished.

    Examples:
      mopsctl task done map-events
      mopsctl task done map-events --on 2026-11-20
    """
    return lambda portfolio: plan.done(portfolio, task, on)


@noun.verb("remove")
@changes
def remove_task(desk: Desk, task: TaskKey, cascade: Cascade = False) -> Edit:
    """Remove a task that nothing refers to.

    Examples:
      mopsctl task remove map-events --cascade
    """
    return lambda portfolio: records.remove(portfolio, Task, task, cascade=cascade)


@noun.verb("rename")
@changes
def rename_task(desk: Desk, task: TaskKey, new: NewKey) -> Edit:
    """Give a task another key, everywhere it is named.

    Examples:
      mopsctl task rename map-events event-map
    """
    return lambda portfolio: records.rename(portfolio, Task, task, new)
