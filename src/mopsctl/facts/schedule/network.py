"""The merged timeline: early and late dates, slack and the critical path, told in dates (domain §2.4).

How dates come about:
- A task starts on the first working day on which all that it waits for lets it (`passes` says what each kind of link
  means), never before the plan's start, its own `not_before` or today: what has not begun cannot begin in the past.
- `started` keeps its start, whatever it was to wait for; it takes its days from there and ends today at the
  earliest. `finished` keeps its dates. `percent` moves nothing.
- No `days`: one day, and `estimated` says False. No days (a milestone): it falls on the day on which what it waits
  for is finished, and what waits for it may start the day after, or the same day if a date held it back.
- Tasks of all plans form one network, with what governs them (`governance`). Slack and the critical path are with
  respect to one plan's own finish, and to each task's `must_by`.
- Tasks on or behind a loop have no dates; all others have.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from ...model.portfolio import Portfolio
from ..memo import fact
from .backward import NEVER, Late, backward, slack
from .calendar import day_at
from .cycles import cycles
from .governance import Because, Hold
from .graph import crossing, governing, graph, tasks_of
from .passes import Early, forward, pulls


class ScheduledTask(Struct, frozen=True):
    """When a task is due. Dates are inclusive; all are None on or behind a loop. Slack is None too once it is done."""

    key: str
    start: date | None = None
    finish: date | None = None
    late_start: date | None = None
    late_finish: date | None = None
    slack: int | None = None  # total, in working days of its calendar; less than 0: its `must_by` is missed
    critical: bool = False
    driver: str | None = None  # what it waits for that sets its start; None: a date does
    estimated: bool = True
    because: Because = ""  # which date, or which kind of link
    lag: int = 0  # of that link


class Schedule:
    """A plan's timeline. Dates are made when somebody asks for them, for there may be 100,000 tasks."""

    def __init__(self, portfolio: Portfolio, plan: str) -> None:
        self.plan = plan
        self._portfolio, self._graph, self._early = portfolio, graph(portfolio), earliest(portfolio)
        everything = len(self._early.order) == len(self._graph.keys)
        self._undated = frozenset() if everything else frozenset(range(len(self._graph.keys))) - {*self._early.order}
        self._days: dict[int, date] = {}

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """The loops that hold a task of the plan."""
        return cycles(self._portfolio, self.plan)

    @cached_property
    def start(self) -> date | None:
        """The first day of the first task; None where no task has dates."""
        return min((self._dates(node)[0] for node in self._own if node not in self._undated), default=None)

    @cached_property
    def finish(self) -> date | None:
        """The last day of the last task, inclusive; None where no task has dates."""
        return None if self._end is None else self._day(self._end)

    @cached_property
    def tasks(self) -> tuple[ScheduledTask, ...]:
        """The plan's tasks by start, finish and key; those without dates last."""
        return tuple(self._scheduled(node) for node in self.order)

    @cached_property
    def nodes(self) -> tuple[ScheduledTask, ...]:
        """What governs the plan's tasks and is none itself, by start, finish and key."""
        return tuple(self._scheduled(node) for node in sorted(self._governing, key=self._place))

    def of(self, key: str) -> ScheduledTask:
        """A task of the plan, or what governs one, by its key; KeyError where it is neither."""
        return self._scheduled(self._graph.number[key])

    def driver_of(self, key: str) -> str | None:
        """What sets the start of a task or of what governs one; None where a date does, or there are no dates."""
        node = self._graph.number[key]
        if node in self._undated or node in self._graph.finished:
            return None
        driver = self._early.driver[node]
        return None if driver < 0 else self._graph.keys[driver]

    def dates_of(self, key: str) -> tuple[date, date] | None:
        """The first and the last day of any task, of another plan too; None on or behind a loop."""
        node = self._graph.number[key]
        return None if node in self._undated else self._dates(node)

    @cached_property
    def critical(self) -> tuple[str, ...]:
        """The plan's tasks on the critical path, in order."""
        keys, days, starts, finished = self._graph.keys, self._graph.days, self._early.starts, self._graph.finished
        late = self._late.starts
        found = []
        for node in self.order:
            if node in self._undated:
                continue
            ordinary = days[node] and node not in finished
            left = late[node] - starts[node] if ordinary else self._slack(node)
            if left is not None and left <= 0:
                found.append(keys[node])
        return tuple(found)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The plan's tasks by start, finish and key; those without dates last."""
        return tuple([self._graph.keys[node] for node in self.order])

    @cached_property
    def last(self) -> tuple[str, ...]:
        """The plan's tasks that end on its last day, in order."""
        ends = self._early.last
        return tuple([self._graph.keys[n] for n in self.order if n not in self._undated and ends[n] == self._end])

    def hold(self, key: str) -> Hold:
        """What is known of a node that is no task; KeyError where it is one."""
        return self._graph.holds[self._graph.number[key]]

    @cached_property
    def order(self) -> Sequence[int]:
        """The numbers of the plan's tasks by start, finish and key; those without dates last."""
        first, last, days = self._early.first, self._early.last, self._graph.days
        dated = [node for node in self._own if node not in self._undated]
        place = {node: ((first[node] if days[node] else last[node]) << 32) + last[node] for node in dated}
        return sorted(dated, key=place.__getitem__) + [node for node in self._own if node in self._undated]

    def brief(self) -> Iterator[tuple[str, str, str, int | None]]:
        """In order: key, start and finish as text (empty where there are none), and slack."""
        keys, days, texts = self._graph.keys, self._graph.days, dict[int, str]()
        first, last, starts = self._early.first, self._early.last, self._early.starts
        late, finished = self._late.starts, self._graph.finished
        for node in self.order:
            if node in self._undated:
                yield keys[node], "", "", None
                continue
            start, finish = first[node] if days[node] else last[node], last[node]
            for at in (start, finish):
                if at not in texts:
                    texts[at] = self._day(at).isoformat()
            ordinary = days[node] and node not in finished
            yield keys[node], texts[start], texts[finish], late[node] - starts[node] if ordinary else self._slack(node)

    def spans(self) -> dict[str, tuple[int, int]]:
        """The first and the last day of each task that has dates, as ordinals."""
        keys, origin, days = self._graph.keys, self._graph.origin, self._graph.days
        first, last, undated = self._early.first, self._early.last, self._undated
        return {
            keys[node]: ((first[node] if days[node] else last[node]) + origin, last[node] + origin)
            for node in self._own
            if node not in undated
        }

    @cached_property
    def _own(self) -> Sequence[int]:
        return tasks_of(self._portfolio).get(self.plan, ())

    @cached_property
    def _governing(self) -> Sequence[int]:
        return governing(self._portfolio).get(self.plan, ())

    @cached_property
    def _end(self) -> int | None:
        last = self._early.last
        return max((last[node] for node in self._own if node not in self._undated), default=None)

    @cached_property
    def latest(self) -> Late:
        """How late everything can be without moving the plan's finish."""
        return backward(self._graph, self._early, self.plan, NEVER if self._end is None else self._end)

    @cached_property
    def _onward(self) -> frozenset[int] | None:
        """What is the plan's and all that follows from it, by number; None where that is everything.

        Twenty plans of 1,000 tasks each are then gone through once, and not twenty times.
        """
        seen = {*self._own, *self._governing}
        if len(seen) == len(self._graph.keys):
            return None
        left = list(crossing(self._portfolio).get(self.plan, ()))
        while left:
            node = left.pop()
            if node not in seen:
                seen.add(node)
                left += [arrow[0] for arrow in self._graph.arrows(node)]
        return frozenset(seen)

    @cached_property
    def _late(self) -> Late:
        """How late the plan's own can be, and what follows from it."""
        if self._onward is None:
            return self.latest
        rank = ranks(self._portfolio)
        order = sorted([node for node in self._onward if node not in self._undated], key=rank.__getitem__)
        return backward(self._graph, self._early, self.plan, NEVER if self._end is None else self._end, order)

    def _place(self, node: int) -> tuple[bool, int, int, int]:
        return (node in self._undated, *self._shown(node), node)

    def _shown(self, node: int) -> tuple[int, int]:
        """The positions of its first and last day; a milestone has one."""
        last = self._early.last[node]
        return (self._early.first[node], last) if self._graph.days[node] else (last, last)

    def _dates(self, node: int) -> tuple[date, date]:
        first, last = self._shown(node)
        return self._day(first), self._day(last)

    def _day(self, position: int) -> date:
        if position not in self._days:
            self._days[position] = day_at(self._graph.origin + position)
        return self._days[position]

    def _slack(self, node: int) -> int | None:
        if node in self._graph.finished:
            return None
        late = self._late if self._onward is None or node in self._onward else self.latest
        return slack(self._graph, self._early, late, node)

    def _scheduled(self, node: int) -> ScheduledTask:
        key = self._graph.keys[node]
        task = self._portfolio.tasks.get(key) if node not in self._graph.holds else None
        estimated = task is None or task.days is not None or task.kind == "milestone"
        if node in self._undated:
            return ScheduledTask(key, estimated=estimated)
        start, finish = self._dates(node)
        left = self._slack(node)
        driver, because, lag = self._driver(node)
        if left is None:
            late = (start, finish) if node in self._graph.finished else (None, None)
            return ScheduledTask(key, start, finish, late[0], late[1], None, False, driver, estimated, because, lag)
        late_start, late_finish = self._late_dates(node, left)
        return ScheduledTask(
            key, start, finish, late_start, late_finish, left, left <= 0, driver, estimated, because, lag
        )  # fmt: skip

    def _late_dates(self, node: int, left: int) -> tuple[date, date]:
        if not left:
            return self._dates(node)
        days, calendar = self._graph.days[node], self._graph.calendars[node]
        if not days:
            at = self._day(calendar.position_of(calendar.number_at(self._early.last[node]) + left))
            return at, at
        start = self._early.starts[node] + left
        finish = self._day(calendar.position_of(start + days - 1))
        if node in self._graph.started:
            return self._day(self._early.first[node]), finish
        return self._day(calendar.position_of(start)), finish

    def _driver(self, node: int) -> tuple[str | None, Because, int]:
        """What sets the start: another node with the kind and lag of the link, or a date."""
        if node in self._graph.finished:
            return None, "done", 0
        driver = self._early.driver[node]
        if driver < 0:
            return None, "begun" if node in self._graph.started else self._graph.why[node], 0
        for to, kind, lag in self._graph.arrows(driver):
            if to == node and pulls(self._graph, self._early, driver, (to, kind, lag)):
                return self._graph.keys[driver], kind, lag
        raise AssertionError(f"nothing pulls {self._graph.keys[node]}")


@fact
def schedule(portfolio: Portfolio, plan: str) -> Schedule:
    """The timeline of one plan, in its place among all plans (domain §2.4)."""
    return Schedule(portfolio, plan)


@fact
def earliest(portfolio: Portfolio) -> Early:
    """The forward pass over the tasks of all plans."""
    return forward(graph(portfolio))


@fact
def ranks(portfolio: Portfolio) -> Mapping[int, int]:
    """The place of each node that has dates in the order of time."""
    order = earliest(portfolio).order
    return dict(zip(order, range(len(order)), strict=True))
