"""What governs the work and is no task: decisions, agreements, reviews, conditions and lead times, as spans in time.

They are nodes of the network, so that a late decision is a late finish (domain §1.4, §2.2, §2.3):
- `decision:CAPABILITY` and `agreement:TEAM` are the stops of the gate. They hold every task of implementation.
- `review:TEAM`: an involved team that has not approved the plan; it holds that team's own tasks of implementation.
- `condition:KEY` holds its task until it is met, or expected to be.
- `lead:TASK` is the time a team needs to align its partner teams; it comes right before the task.
What is expected without a date is expected today: it delays nothing, and the rules say that the date is missing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Literal

from msgspec import Struct, structs

from ...model.fields import typed, untyped
from ...model.plan import Task, TaskKind
from ...model.portfolio import Portfolio
from ..by_plan import records_of
from ..memo import fact
from ..objections import stops
from ..review import standing_reviews

# What sets a start: a date, or the kind of link to what drives it; nothing where there are no dates.
Because = Literal["plan", "today", "not-before", "begun", "done", "FS", "SS", "FF", "SF", ""]


class Hold(Struct, frozen=True):
    """Something that holds tasks until it is over."""

    key: str  # e.g. "decision:send-campaigns"
    plan: str
    not_before: date  # the day on which it is expected, or on which it can begin
    why: Because  # which date that is
    holds: tuple[str, ...]  # the tasks, at least one
    after: tuple[str, ...] = ()  # the tasks that bring it about
    days: int = 0  # working days it takes

    @property
    def leads(self) -> bool:
        """Whether it stands between its task and all that the task waits for."""
        return self.days > 0


@fact
def holds(portfolio: Portfolio) -> tuple[Hold, ...]:
    """Everything that holds a task which has not begun, in all plans; sorted by key and plan."""
    governing: list[Hold] = []
    for plan in portfolio.plans:
        if waiting := [task for task in _tasks(portfolio, plan, "implementation") if _waits(task)]:
            governing += _stops(portfolio, plan, waiting)
            governing += _reviews(portfolio, plan, waiting)
    found = [*_conditions(portfolio), *_leads(portfolio), *_without_loops(portfolio, governing)]
    return _numbered(sorted(found, key=attrgetter("key", "plan")))


def _without_loops(portfolio: Portfolio, governing: Sequence[Hold]) -> Iterator[Hold]:
    """What a decision itself waits for cannot wait for the decision."""
    spared = _all_before(portfolio, [key for hold in governing for key in hold.after])
    for hold in governing:
        if held := tuple(key for key in hold.holds if key not in spared):
            yield structs.replace(hold, holds=held)


def _all_before(portfolio: Portfolio, tasks: Iterable[str]) -> set[str]:
    """The tasks and all that they wait for, however far back."""
    seen = set(tasks)
    if not seen:
        return seen
    before: defaultdict[str, list[str]] = defaultdict(list)
    for link in portfolio.links.values():
        before[link.after].append(link.before)
    left = list(seen)
    while left:
        new = [key for key in before.get(left.pop(), ()) if key not in seen]
        seen.update(new)
        left += new
    return seen


def _numbered(found: Sequence[Hold]) -> tuple[Hold, ...]:
    """A key for each: where two plans wait for the same decision, the later ones say which plan."""
    seen: set[str] = set()
    named = []
    for hold in found:
        named.append(hold if hold.key not in seen else structs.replace(hold, key=f"{hold.key}/{hold.plan}"))
        seen.add(hold.key)
    return tuple(named)


def _tasks(portfolio: Portfolio, plan: str, kind: TaskKind) -> tuple[Task, ...]:
    """The tasks of a kind that are not finished."""
    return tuple(t for t in records_of(portfolio, "tasks", plan) if t.kind == kind and t.finished is None)


def _waits(task: Task) -> bool:
    return task.started is None and task.finished is None


def _stops(portfolio: Portfolio, plan: str, waiting: Sequence[Task]) -> Iterator[Hold]:
    keys = _keys(waiting)
    for stop in stops(portfolio, plan):
        _, key = untyped(stop.subject)
        if stop.code == "GAT402":
            found = portfolio.capabilities[key]
            deciding = [t for t in _tasks(portfolio, plan, "decision") if t.capability == key]
            due = (found.decide_by, found.governed_on)
            yield _expected(portfolio, plan, typed("decision", key), due, keys, deciding)
        elif stop.code == "GAT401":
            standing = portfolio.participations.get((plan, key))
            aligning = [t for t in _tasks(portfolio, plan, "alignment") if t.team == key]
            yield _expected(
                portfolio, plan, typed("agreement", key), (standing.align_by if standing else None,), keys, aligning
            )


def _reviews(portfolio: Portfolio, plan: str, waiting: Sequence[Task]) -> Iterator[Hold]:
    for team, review in standing_reviews(portfolio, plan).items():
        own = [task for task in waiting if task.team == team]
        if own and (review is None or review.verdict != "approved"):
            standing = portfolio.participations.get((plan, team))
            due = standing.review_by if standing else None
            yield _expected(portfolio, plan, typed("review", team), (due,), _keys(own), ())


def _expected(
    portfolio: Portfolio, plan: str, key: str, dates: Iterable[date | None], held: tuple[str, ...], by: Iterable[Task]
) -> Hold:
    """A hold on the last of its dates, and not before today."""
    due = max((day for day in dates if day), default=portfolio.today)
    after = _keys(by)
    if due > portfolio.today:
        return Hold(key, plan, due, "not-before", held, after)
    return Hold(key, plan, portfolio.today, "today", held, after)


def _keys(tasks: Iterable[Task]) -> tuple[str, ...]:
    return tuple(sorted(task.key for task in tasks))


def _conditions(portfolio: Portfolio) -> Iterator[Hold]:
    for key, condition in portfolio.conditions.items():
        task = portfolio.tasks[condition.task]
        if not _waits(task):
            continue
        if condition.met is not None:
            yield Hold(typed("condition", key), task.plan, condition.met, "done", (task.key,))
        else:
            yield _expected(portfolio, task.plan, typed("condition", key), (condition.due,), (task.key,), ())


def _leads(portfolio: Portfolio) -> Iterator[Hold]:
    longest: defaultdict[str, int] = defaultdict(int)
    for lead in portfolio.leads.values():
        if lead.aligned is None and _waits(portfolio.tasks[lead.task]):
            longest[lead.task] = max(longest[lead.task], lead.days)
    for key, days in longest.items():
        if days:
            task = portfolio.tasks[key]
            start = max(portfolio.plans[task.plan].start, portfolio.today)
            yield Hold(typed("lead", key), task.plan, start, "today", (key,), (), days)
