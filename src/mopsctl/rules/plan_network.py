"""PLN601-603: what a date on the timeline is worth: loops, owners, estimates, lead times (domain §2.3, §2.4)."""

from collections.abc import Iterable, Iterator
from functools import partial

from ..facts.memo import fact
from ..facts.schedule.cycles import all_cycles
from ..facts.schedule.slip import links_into
from ..model.fields import typed
from ..model.plan import Condition, Link, Task
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .crowds import thinned_of
from .rule import FROM_PLAN, Found, rule
from .words import few, listed

# Work is what partner teams are aligned for: no dates, decisions or lessons, and an alignment is that talk itself.
WITHOUT_LEAD = ("milestone", "decision", "learning", "alignment")


UNSAID = "nobody said how long it takes to align"


@rule("PLN601", "dependency-cycle", "error")
def dependency_cycle(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Tasks wait for each other in a loop.

    Why: there is one timeline (domain §2.4), and a loop has no place on it: its tasks, and all that wait for them,
    have no dates.

    Cure: mopsctl task unlink launch connect

    Fires:
        links:
        - {before: connect, after: launch}
        - {before: launch, after: connect}

    Quiet:
        links:
        - {before: connect, after: launch}
    """
    for loop in all_cycles(portfolio):
        told = " -> ".join((*loop, loop[0]))
        for plan in sorted({portfolio.tasks[key].plan for key in loop}):
            cure = f"mopsctl task unlink {loop[-1]} {loop[0]}"
            yield Found(typed("task", loop[0]), f"waits for itself: {told}", cure, plan)


@rule("PLN602", "task-unowned-or-unestimated", "error")
def task_unowned_or_unestimated(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A task has no team or owner, or no estimate, or waits for a condition without owner or date.

    Why: a timeline that merges all teams' tasks (domain §2.4) is a guess where nobody owns a task or says how long
    it takes, or where it hangs on something that nobody sees to (domain §2.3). Until it is estimated, a task counts as
    one day; a condition without a date is expected today. Milestones and finished tasks need neither owner nor
    estimate, and a condition that is met needs nothing.

    Cure: mopsctl task set connect --days 10

    Fires:
        tasks:
        - {key: connect, name: Connect the shop, plan: cdp, team: it}

    Quiet:
        tasks:
        - {key: connect, name: Connect the shop, plan: cdp, team: it, days: 10}
    """
    conditions = _conditions(portfolio)
    for key in sorted(portfolio.tasks):
        task = portfolio.tasks[key]
        may_lack = task.days is None or not (task.team or task.owner) or key in conditions
        if may_lack and task.finished is None:
            faults = [*_of_task(task), *(one for held in conditions.get(key, ()) for one in _of(held))]
            if faults:
                message = "; ".join(message for message, _ in faults)
                yield Found(typed("task", key), message, faults[0][1], task.plan)


def _of_task(task: Task) -> Iterator[tuple[str, str]]:
    """What a task lacks, and the command that gives it."""
    unowned, unestimated = not (task.team or task.owner), task.days is None
    if task.kind != "milestone" and (unowned or unestimated):
        message = " and ".join(("no team or owner",) * unowned + ("no estimate",) * unestimated)
        yield message, f"mopsctl task set {task.key}" + " --team TEAM" * unowned + " --days DAYS" * unestimated


def _of(condition: Condition) -> Iterator[tuple[str, str]]:
    unowned, undated = condition.owner is None, condition.due is None
    if unowned or undated:
        lacks = " and ".join(("no owner",) * unowned + ("no date",) * undated)
        cure = f"mopsctl condition set {condition.key}" + " --owner PERSON" * unowned + " --due DATE" * undated
        yield f"its condition {condition.key} has {lacks}", cure


@fact
def _conditions(portfolio: Portfolio) -> dict[str, list[Condition]]:
    """The conditions that are not met yet, by the task that waits for them."""
    found: dict[str, list[Condition]] = {}
    for _, condition in sorted(portfolio.conditions.items()):
        if condition.met is None:
            found.setdefault(condition.task, []).append(condition)
    return found


@rule("PLN603", "lead-time-missing", "warning", FROM_PLAN)
def lead_time_missing(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A task is to begin after the work of another team, and nobody said how long it takes to align with that team.

    Why: ask every team how long it needs to do the work *and* to align its partner teams (domain §2.3). That time is a
    span of its own on the timeline; left out, it comes on top of the last date anybody was told. `--days 0` says that
    none is needed. What has begun is aligned, or never will be; decisions, lessons and milestones are no work. Beyond
    a hundred such tasks the plan is told instead.

    Cure: mopsctl task lead launch --with it --days 2

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        links:
        - {before: connect, after: launch}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        links:
        - {before: connect, after: launch}
        leads:
        - {task: launch, team: it, days: 2}
    """
    unaligned: dict[str, set[str]] = {}
    for _before, after in _unled(portfolio, portfolio.links.values()):
        unaligned.setdefault(after.plan, set()).add(after.key)
    for keys in unaligned.values():
        fault = f"wait for the work of other teams, and {UNSAID}"
        yield from thinned_of(sorted(keys), fault, partial(_unaligned, portfolio))


def _unaligned(portfolio: Portfolio, key: str) -> Found:
    task, partners = portfolio.tasks[key], dict[str, set[str]]()
    for before, _ in _unled(portfolio, links_into(portfolio)[key]):
        partners.setdefault(before.team or "", set()).add(before.key)
    teams = sorted(partners)
    told = listed([f"{team} ({few(sorted(partners[team]), 1)})" for team in teams])
    cure = f"mopsctl task lead {task.key} {' '.join(f'--with {team}' for team in teams)} --days DAYS"
    return Found(typed("task", task.key), f"waits for {told}, and {UNSAID}", cure, task.plan)


def _unled(portfolio: Portfolio, links: Iterable[Link]) -> Iterator[tuple[Task, Task]]:
    """Tasks, each with one that is to begin after it, where that has no lead time for the team of the other."""
    tasks, leads = portfolio.tasks, portfolio.leads
    for link in links:
        before, after = tasks[link.before], tasks[link.after]
        team = before.team
        if team is None or after.team is None or team == after.team or (link.after, team) in leads:
            continue
        waits = link.kind in ("FS", "SS") and before.finished is None and not (after.started or after.finished)
        if waits and before.kind not in WITHOUT_LEAD and after.kind not in WITHOUT_LEAD:
            yield before, after
