"""A plan's timeline that asks nobody for more than there is (domain §2.4): what would have to move.

Tasks of the plan that have not begun may move, later only. What has begun, and the tasks of other plans, stay where the
timeline has them and take their part of each team and person; a link to the finish of what has begun may still stretch
it, and it is told that this asks for more. What takes no days cannot be begun: until it is done it falls where what it
waits for puts it, as on the timeline, and that may move. Working days, links, dates and what governs the work
hold as they do on the timeline. A task that alone asks for more than there is has its holder to itself, and still asks
for more than there is. How schedules are made: `calendared`. How a good one is searched for: `improve`.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from ...model.portfolio import Portfolio
from ..memo import fact
from ..schedule.calendar import day_at
from ..schedule.graph import Graph, graph
from ..schedule.network import earliest
from ..schedule.passes import Early
from .calendared import Calendared
from .capacity import WHOLE, capacities
from .diary import Holder
from .improve import search
from .load import Asked, asked, holders_at, week_of
from .staffing import Demand

# How many schedules are made where nobody says how long to search: so many of a plan of up to 10,000 tasks, less of
# a larger one, more of a small one. That takes under 0.1 s for up to 1,000 tasks, and a second for 10,000.
USUAL, FEWEST, MOST_TASKS, SMALL_TASKS = 60, 6, 400_000, 20_000


class Shift(Struct, frozen=True):
    """A task that starts later than on the timeline. All dates are inclusive."""

    key: str
    was_start: date
    was_finish: date
    start: date
    finish: date
    days: int  # working days of its calendar by which it starts later
    held: bool  # something must hold it there; the others follow what they wait for


class Overload(Struct, frozen=True):
    """By how much more is asked for than there is, in person-days: in all, and in the worst week of anybody."""

    total: float
    peak: float
    holder: str = ""  # typed; whose week that is
    week: date | None = None  # its Monday


class Levelled(Struct, frozen=True):
    """The proposal: what moves, and what comes of it."""

    plan: str
    moved: tuple[Shift, ...]  # by start, then key
    finish_before: date | None
    finish: date | None
    soonest: date | None  # no schedule under capacity finishes before this day
    best: bool  # no schedule under capacity is better
    stretched: tuple[str, ...]  # begun tasks that end later: their links do it, whoever has time or not
    overload_before: Overload  # from today on, of those who are asked by the tasks that may move
    overload: Overload
    schedules: int = 0  # how many were made to find it


def level(portfolio: Portfolio, plan: str, more: Callable[[], bool] | None = None) -> Levelled:
    """The best schedule found while there is `more`; without it, after a number of schedules that suits the size."""
    engine = engine_of(portfolio, plan)
    engine.steady()
    schedules = 1
    if not engine.proven:
        schedules += search(engine, more or at_most(usual(engine.size))).schedules
        engine.calm()
    return told(portfolio, plan, engine, schedules)


def usual(tasks: int) -> int:
    """How many schedules suit a plan of so many tasks."""
    return max(min(USUAL, MOST_TASKS // tasks), SMALL_TASKS // tasks, FEWEST)


def at_most(schedules: int) -> Callable[[], bool]:
    """Patience for so many schedules, whatever the clock says."""
    left = iter(range(schedules - 1))
    return lambda: next(left, None) is not None


def engine_of(portfolio: Portfolio, plan: str) -> Calendared:
    """What makes schedules of the plan under capacity."""
    return Calendared(graph(portfolio), earliest(portfolio), demand(portfolio, plan))


@fact
def demand(portfolio: Portfolio, plan: str) -> Demand:
    """Which tasks may move, what they move, and who is asked by whom."""
    made, early = graph(portfolio), earliest(portfolio)
    own = [node for node in early.order if made.plan_of[node] == plan and node not in made.holds]
    fixed = made.started.keys() | made.finished.keys()
    movable = [node for node in own if made.days[node] and node not in fixed]
    return Demand(movable, _behind(made, early, movable), _holders(portfolio, frozenset(movable)), own)


def _behind(made: Graph, early: Early, movable: Sequence[int]) -> list[int]:
    """The movable nodes and all that wait for one of them."""
    reached = set(movable)
    if len(reached) == len(early.order):
        return early.order
    for node in early.order:
        if node in reached:
            reached.update(to for to, _, _ in made.arrows(node))
    return [node for node in early.order if node in reached]


def _holders(portfolio: Portfolio, movable: frozenset[int]) -> list[Holder]:
    """Those whom a movable task asks, each with what else is asked of it; nobody who has nothing to give."""
    made, early, there = graph(portfolio), earliest(portfolio), capacities(portfolio)
    mine: defaultdict[str, dict[int, int]] = defaultdict(dict)
    rest = []
    for node in early.order:
        for holder in holders_at(portfolio, node):
            if node in movable:
                mine[holder][node] = portfolio.tasks[made.keys[node]].share
            else:
                rest.append(node)
    others = asked(portfolio, early, list(dict.fromkeys(rest)))
    return [
        Holder(there[holder], nodes, others.get(holder, {})) for holder, nodes in sorted(mine.items()) if there[holder]
    ]


def told(portfolio: Portfolio, plan: str, engine: Calendared, schedules: int, *, proven: bool = False) -> Levelled:
    """The best schedule of an engine in dates; `proven` where somebody else knows that none is better."""
    made, before, after, held = graph(portfolio), earliest(portfolio), engine.best, engine.held()
    moved = [_shift(made, before, after, node, node in held) for node in _moved(engine, before, after)]
    own = engine.demand.finish_of
    nodes = before.order
    holders = {holder for node in engine.demand.movable for holder in holders_at(portfolio, node)}
    stretched = tuple(made.keys[node] for node in sorted(made.started) if after.last[node] > before.last[node])
    return Levelled(
        plan,
        tuple(sorted(moved, key=lambda one: (one.start, one.key))),
        _finish(made, before, own),
        _finish(made, after, own),
        day_at(made.origin + engine.soonest) if own else None,
        (proven or engine.proven) and not stretched,
        stretched,
        _overload(portfolio, asked(portfolio, before, nodes), holders),
        _overload(portfolio, asked(portfolio, after, nodes), holders),
        schedules,
    )


def _moved(engine: Calendared, before: Early, after: Early) -> Sequence[int]:
    return [node for node in engine.demand.movable if after.starts[node] != before.starts[node]]


def _shift(made: Graph, before: Early, after: Early, node: int, held: bool) -> Shift:
    days = [day_at(made.origin + at) for early in (before, after) for at in (early.first[node], early.last[node])]
    return Shift(made.keys[node], days[0], days[1], days[2], days[3], after.starts[node] - before.starts[node], held)


def _finish(made: Graph, early: Early, own: Sequence[int]) -> date | None:
    return day_at(made.origin + max(early.last[node] for node in own)) if own else None


def _overload(portfolio: Portfolio, found: Asked, holders: set[str]) -> Overload:
    """What is too much for some holders."""
    made, there = graph(portfolio), capacities(portfolio)
    weeks: defaultdict[tuple[int, str], int] = defaultdict(int)
    for holder in sorted(holders):
        capacity = there[holder]
        for position, share in found.get(holder, {}).items():
            if share > capacity:
                weeks[week_of(made, position), holder] += share - capacity
    if not weeks:
        return Overload(0, 0)
    (week, holder), peak = min(weeks.items(), key=lambda one: (-one[1], one[0]))
    return Overload(sum(weeks.values()) / WHOLE, peak / WHOLE, holder, date.fromordinal(week * 7 + 1))
