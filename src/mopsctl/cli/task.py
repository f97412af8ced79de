"""`mopsctl task`: what each team does, and what waits for what (domain §2.1, §2.4)."""

from datetime import date
from typing import Annotated, Any

import typer

from ..changes import ChangeSet
from ..edit import plan, records
from ..edit import task as edits
from ..errors import USAGE, MopsError
from ..model.plan import LinkKind, Task, TaskKind
from ..reports import plan as reports
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import (
    Agreed,
    By,
    Name,
    NewKey,
    Note,
    On,
    TaskKey,
    TeamOption,
    date_option,
    key_argument,
    key_option,
    number_option,
    text_option,
)
from .standard import Cascade
from .wiring import Desk, Outcome, View, changes, shows, takes

noun = Noun("task", "Write down what each team does, and what waits for what.")

Before = Annotated[str, key_argument("BEFORE", "tasks", help="the task that comes first")]
After = Annotated[str, key_argument("AFTER", "tasks", help="the task that waits for it")]
FIELDS = {
    "name": Name,
    "team": TeamOption,
    "owner": Annotated[str | None, key_option("--owner", "the person who does it", "people")],
    "kind": Annotated[TaskKind | None, typer.Option("--kind", help="what kind of task it is")],
    "days": Annotated[int | None, number_option("--days", "how long it takes, in working days")],
    "days_low": Annotated[int | None, number_option("--days-low", "at best, in working days")],
    "days_high": Annotated[int | None, number_option("--days-high", "at worst, in working days")],
    "share": Annotated[int | None, number_option("--share", "of one person's time, in percent", most=100)],
    "capability": Annotated[str | None, key_option("--capability", "what it is for", "capabilities")],
    "not_before": Annotated[date | None, date_option("--not-before", "it cannot begin earlier")],
    "must_by": Annotated[date | None, date_option("--must-by", "it has to be finished by then")],
    "percent": Annotated[int | None, number_option("--percent", "how much of it is done", most=100)],
    "started": Annotated[date | None, date_option("--started", "the day it began")],
    "finished": Annotated[date | None, date_option("--finished", "its last day")],
    "by": By,
    "agreed": Agreed,
    "ref": Annotated[str | None, text_option("--ref", "its id in the planner it came from")],
    "note": Note,
}
HowLinked = Annotated[
    LinkKind | None,
    typer.Option("--kind", help="finish (F) or start (S) of BEFORE, to start or finish of AFTER (default: FS)"),
]
Lag = Annotated[
    int | None, number_option("--lag", "working days between; less than 0 is a lead (default: 0)", least=-(10**12))
]


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
) -> Outcome:
    """Add a task to the plan.

    Examples:
      mopsctl task add map-events --name "Map events" --team analytics --owner ada --days 8
      mopsctl task add build-feed --days 10 --days-low 8 --days-high 20 --share 50 --must-by 2027-02-26
      mopsctl task add go-live --kind milestone --after map-events
    """
    changed = desk.make(
        lambda portfolio: edits.add(portfolio, plan.current(portfolio, desk.wanted_plan).key, key, given, after or ())
    )
    return Outcome(changed, _whole(changed, given))


@noun.verb("set")
@changes
@takes(FIELDS)
def set_task(desk: Desk, task: TaskKey, **given: Any) -> Outcome:
    """Change fields of a task.

    Examples:
      mopsctl task set map-events --days 10 --percent 40
      mopsctl task set map-events --must-by 2027-02-26 --share 50
      mopsctl task set map-events --by ada --agreed
    """
    changed = desk.make(lambda portfolio: edits.amend(portfolio, task, given))
    return Outcome(changed, _whole(changed, given))


def _whole(changed: ChangeSet, given: dict[str, Any]) -> tuple[str, ...]:
    """A task at 100 % is not finished before somebody says when it was; and what is finished is not half done."""
    tasks = [change.after for change in changed.changes if isinstance(change.after, Task) and "percent" in given]
    unfinished = [one.key for one in tasks if one.percent == 100 and not one.finished]
    return (
        *(f"{key} is at 100 % and not finished yet: mopsctl task done {key}" for key in unfinished),
        *(
            f'{one.key} was finished on {one.finished}; it goes on with mopsctl task set {one.key} --finished ""'
            for one in tasks
            if one.percent < 100 and one.finished
        ),
    )


@noun.verb("link")
@changes
def link_tasks(desk: Desk, before: Before, after: After, kind: HowLinked = None, lag: Lag = None) -> Edit:
    """Let AFTER wait for BEFORE.

    Examples:
      mopsctl task link map-events build-pipeline
      mopsctl task link map-events build-pipeline --lag 3
      mopsctl task link map-events build-pipeline --kind SS --lag -2
    """
    return lambda portfolio: edits.link(portfolio, before, after, kind, lag)


@noun.verb("unlink")
@changes
def unlink_tasks(desk: Desk, before: Before, after: After, kind: HowLinked = None) -> Edit:
    """Let AFTER wait for BEFORE no longer.

    Examples:
      mopsctl task unlink map-events build-pipeline
      mopsctl task unlink map-events build-pipeline --kind SS
    """
    return lambda portfolio: edits.unlink(portfolio, before, after, kind)


@noun.verb("lead")
@changes
def lead_task(
    desk: Desk,
    task: TaskKey,
    partners: Annotated[list[str], key_option("--with", "a partner team to align; may be repeated", "teams")],
    days: Annotated[int | None, number_option("--days", "how long that takes, in working days")] = None,
    aligned: Annotated[date | None, date_option("--aligned", 'the day it was done; "" for not yet')] = None,
    remove: Annotated[bool, typer.Option("--remove", help="they need no alignment")] = False,
) -> Edit:
    """Give a task time to align partner teams before it.

    Examples:
      mopsctl task lead build-pipeline --with it --with legal --days 5
      mopsctl task lead build-pipeline --with legal --aligned today
      mopsctl task lead build-pipeline --with legal --remove
    """
    if remove and (days is not None or aligned is not None):
        raise MopsError("say one of --remove and what they need", code=USAGE)
    if remove:
        return lambda portfolio: edits.unlead(portfolio, task, partners)
    return lambda portfolio: edits.lead(portfolio, task, partners, days, aligned)


@noun.verb("done")
@changes
def finish_task(desk: Desk, task: TaskKey, on: On = None) -> Edit:
    """Record that a task is finished.

    Examples:
      mopsctl task done map-events
      mopsctl task done map-events --on 2026-11-20
    """
    return lambda portfolio: edits.done(portfolio, task, on)


@noun.verb("remove")
@changes
def remove_task(
    desk: Desk,
    tasks: Annotated[list[str], key_argument("TASK...", "tasks", help="the key of a task; several at once")],
    cascade: Cascade = False,
) -> Edit:
    """Remove a task that nothing refers to.

    Examples:
      mopsctl task remove map-events --cascade
    """
    return lambda portfolio: records.remove(portfolio, Task, *dict.fromkeys(tasks), cascade=cascade)


@noun.verb("rename")
@changes
def rename_task(desk: Desk, task: TaskKey, new: NewKey) -> Edit:
    """Give a task another key, everywhere it is named.

    Examples:
      mopsctl task rename map-events event-map
    """
    return lambda portfolio: records.rename(portfolio, Task, task, new)
