"""Tasks: what waits for what, whom to align and what must be true before, and that one is done (domain §2.1, §2.3)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from msgspec import structs

from ..errors import USAGE, MopsError
from ..model.lookup import get
from ..model.org import Team
from ..model.plan import Condition, Lead, Link, LinkKind, Task
from ..model.portfolio import Portfolio
from . import records

LINK_KINDS: tuple[LinkKind, ...] = get_args(LinkKind)
LOOP_TOLD_WHOLE = 12  # tasks; of a longer one both ends are told


def amend(portfolio: Portfolio, key: str, fields: Mapping[str, Any]) -> Portfolio:
    """Change fields of a task. It began and ended on days that have come; what is finished is done by 100 %."""
    get(portfolio, Task, key)
    return records.update(portfolio, Task, key, _begun(portfolio, fields))


def add(portfolio: Portfolio, plan: str, key: str, fields: Mapping[str, Any], after: Sequence[str] = ()) -> Portfolio:
    """Add a task to a plan, under its key as long as it has no name, which waits until those named are finished."""
    said = records.emptied(Task, _begun(portfolio, fields))
    added = records.add(portfolio, Task(**{"key": key, "name": key, "plan": plan, **said}))
    return wait(added, key, after) if after else added


def _begun(portfolio: Portfolio, fields: Mapping[str, Any]) -> dict[str, Any]:
    for name in ("started", "finished"):
        if fields.get(name):
            records.happened(portfolio, fields[name])
    return {"percent": 100, **fields} if fields.get("finished") else dict(fields)


def done(portfolio: Portfolio, task: str, on: date | None) -> Portfolio:
    """Finish a task; one that was never started took place on that day."""
    was = get(portfolio, Task, task)
    day = records.happened(portfolio, on)
    return records.put(portfolio, structs.replace(was, finished=day, started=was.started or day, percent=100))


# -- links


def link(
    portfolio: Portfolio, before: str, after: str, kind: LinkKind | None = None, lag: int | None = None
) -> Portfolio:
    """Let one task wait for another; a kind or a lag that is not said stays as it is, else it is FS without lag.

    Another kind than before is a second link of the same two. Refuses a loop and names the shortest one.
    """
    for key in (before, after):
        get(portfolio, Task, key)
    known = _between(portfolio, before, after)
    if kind is None and len(known) > 1:
        kinds = ", ".join(one.kind for one in known)
        raise MopsError(f"{before} and {after} are linked as {kinds}; say which with --kind", code=USAGE)
    if not known:
        _refuse_loop(portfolio, (before,), after)
    kind = kind or (known[0].kind if known else "FS")
    was = portfolio.links.get((before, after, kind)) or Link(before, after, kind)
    return records.put(portfolio, was if lag is None else structs.replace(was, lag=lag))


def wait(portfolio: Portfolio, task: str, before: Iterable[str]) -> Portfolio:
    """Let a task wait until each of those named is finished; refuses a loop and names the shortest one."""
    wanted = tuple(dict.fromkeys(before))
    for key in (*wanted, task):
        get(portfolio, Task, key)
    _refuse_loop(portfolio, wanted, task)
    return records.put(portfolio, *(portfolio.links.get((key, task, "FS")) or Link(key, task) for key in wanted))


def unlink(portfolio: Portfolio, before: str, after: str, kind: LinkKind | None = None) -> Portfolio:
    """Take away the links between two tasks, or the one of that kind."""
    for key in (before, after):
        get(portfolio, Task, key)
    gone = [one for one in _between(portfolio, before, after) if kind in (None, one.kind)]
    if not gone:
        which = f" by {kind}" if kind else ""
        raise records.nothing_found(f"link: {after} does not wait for {before}{which}", f"mopsctl task show {after}")
    keys = {(before, after, one.kind) for one in gone}
    return structs.replace(portfolio, links={key: one for key, one in portfolio.links.items() if key not in keys})


def _between(portfolio: Portfolio, before: str, after: str) -> list[Link]:
    kinds = ((before, after, kind) for kind in LINK_KINDS)
    return [portfolio.links[key] for key in kinds if key in portfolio.links]


def _refuse_loop(portfolio: Portfolio, before: Iterable[str], after: str) -> None:
    """Refuse that `after` waits for tasks that wait for it already; of several loops the shortest is named."""
    wanted = frozenset(before)
    way = (after,) if after in wanted else _shortest_way(portfolio, after, wanted)
    if way:
        raise MopsError(f"that link would close a loop: {_told((way[-1], *way))}", code=USAGE)


def _shortest_way(portfolio: Portfolio, start: str, goals: frozenset[str]) -> tuple[str, ...]:
    """The tasks from `start` to the nearest of `goals` along the links, both included; empty if there is no way."""
    waiting: dict[str, list[str]] = {}
    for one in portfolio.links.values():
        waiting.setdefault(one.before, []).append(one.after)
    came_from: dict[str, str | None] = {start: None}
    queue = [start]
    for task in queue:  # grows as tasks are reached
        for follower in sorted(waiting.get(task, ())):
            if follower in came_from:
                continue
            came_from[follower] = task
            if follower in goals:
                return _way_to(follower, came_from)
            queue.append(follower)
    return ()


def _way_to(goal: str, came_from: Mapping[str, str | None]) -> tuple[str, ...]:
    way: list[str] = []
    step: str | None = goal
    while step is not None:
        way.append(step)
        step = came_from[step]
    return tuple(reversed(way))


def _told(loop: tuple[str, ...]) -> str:
    """The loop as a person can read it: a long one by its ends, since it may have 100,000 tasks."""
    if len(loop) <= LOOP_TOLD_WHOLE:
        return " -> ".join(loop)
    return " -> ".join((*loop[:6], f"({len(loop) - 9:,} more)", *loop[-3:]))


# -- before the work of a task begins: partner teams to align, and what must be true (domain §2.3)


def lead(
    portfolio: Portfolio, task: str, teams: Sequence[str], days: int | None = None, aligned: date | str | None = None
) -> Portfolio:
    """Say how many working days it takes to align each partner team before a task, and when that was done.

    What is not said stays as it is; `aligned` as an empty text: it is not done after all.
    """
    own = get(portfolio, Task, task).team
    if isinstance(aligned, date):
        records.happened(portfolio, aligned)
    leads: list[Lead] = []
    for team in dict.fromkeys(teams):
        get(portfolio, Team, team)
        if team == own:
            raise MopsError(f"{team} is the team of {task}; name the partner teams to align", code=USAGE)
        was = portfolio.leads.get((task, team))
        length = days if days is not None else was.days if was else None
        if length is None:
            raise MopsError(f"say how many working days it takes to align {team}: --days N", code=USAGE)
        on = was.aligned if was and aligned is None else aligned or None
        leads.append(structs.replace(was or Lead(task, team, length), days=length, aligned=on))
    return records.put(portfolio, *leads)


def unlead(portfolio: Portfolio, task: str, teams: Sequence[str]) -> Portfolio:
    """Say that partner teams need no alignment before a task."""
    get(portfolio, Task, task)
    for team in teams:
        if (task, team) not in portfolio.leads:
            raise records.nothing_found(f"alignment of {team} before {task}", f"mopsctl task show {task}")
    gone = {(task, team) for team in teams}
    return structs.replace(portfolio, leads={key: one for key, one in portfolio.leads.items() if key not in gone})


def meet(portfolio: Portfolio, condition: str, on: date | None) -> Portfolio:
    """Record that a condition holds, and since when."""
    was = get(portfolio, Condition, condition)
    if was.met:
        raise MopsError(
            f"{condition} is met already ({was.met})", hint=f"mopsctl condition set {condition} --met {was.met}"
        )
    return records.put(portfolio, structs.replace(was, met=records.happened(portfolio, on)))


def amend_condition(portfolio: Portfolio, key: str, fields: Mapping[str, Any]) -> Portfolio:
    """Change fields of a condition; it was met on a day that has come."""
    if fields.get("met"):
        records.happened(portfolio, fields["met"])
    return records.update(portfolio, Condition, key, fields)
