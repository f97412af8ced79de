"""What moved since the baseline, and whose slip moved it (domain §2.4). Making a baseline: `edit.baseline`.

A task is late for two reasons, told apart in its own working days. It *waited*: what it waits for leaves it free later
than on the day on which it was to start. The rest is its *own*: it takes longer, it is held by a date of its own, or
it was free and did not start. Whom it waited on is followed back to where the most was added: the task with the
largest slip of its own, or what the baseline knew nothing of (a new task, a condition, a decision).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from ...model.plan import Baseline, BaselineDate, Link
from ...model.portfolio import Portfolio
from ..by_plan import records_of
from ..memo import fact
from .calendar import LAST, WorkCalendar, day_at
from .graph import graph
from .network import schedule


class Slip(Struct, frozen=True):
    """How far a task ends from its baseline, in its own working days; less than 0: earlier. `days == own + waited`."""

    task: str
    was_start: date
    was_finish: date
    start: date
    finish: date
    days: int
    own: int
    waited: int
    on: str | None = None  # the task, or the node of the network, that began it; None: it waited for nothing


class _Move(Struct, frozen=True):
    """How far a task moved, how much of that it waited, and for which task or node right before it."""

    days: int
    waited: int
    by: str | None

    @property
    def own(self) -> int:
        """What it added itself; nothing where it made good for what others lost."""
        own = self.days - self.waited
        return abs(own) if own * self.days > 0 else 0


@fact
def baseline(portfolio: Portfolio, plan: str) -> Baseline | None:
    """The baseline that a plan is compared with: its latest, by day and then by key; None where there is none."""
    return max(records_of(portfolio, "baselines", plan), key=lambda one: (one.on, one.key), default=None)


@fact
def baseline_dates(portfolio: Portfolio, plan: str) -> Mapping[str, BaselineDate]:
    """The dates of that baseline, by task; empty where there is none."""
    held = baseline(portfolio, plan)
    return {} if held is None else _dates_by_baseline(portfolio).get(held.key, {})


@fact
def _dates_by_baseline(portfolio: Portfolio) -> Mapping[str, Mapping[str, BaselineDate]]:
    found: defaultdict[str, dict[str, BaselineDate]] = defaultdict(dict)
    for one in portfolio.baseline_dates.values():
        found[one.baseline][one.task] = one
    return dict(found)


@fact
def slips(portfolio: Portfolio, plan: str) -> tuple[Slip, ...]:
    """The tasks of a plan that end on another day than in its baseline, in the order of the schedule.

    Those that are new since, or have no dates because of a loop, are not among them.
    """
    moves = _moves(portfolio, plan)
    return tuple([moves.slip(key) for key in moves.keys if moves.days(key)])


def slips_beyond(portfolio: Portfolio, plan: str, days: int) -> Iterator[Slip]:
    """Those of them that end later by more working days than that; of the others little is reckoned."""
    moves = _moves(portfolio, plan)
    return (moves.slip(key) for key in moves.keys if moves.days(key) and moves.days(key) > days)


def slip_of(portfolio: Portfolio, plan: str, key: str) -> Slip | None:
    """The slip of one task; None where there is none."""
    moves = _moves(portfolio, plan)
    return moves.slip(key) if key in moves and moves.days(key) else None


class _Moves:
    """The tasks of a plan that have dates now and in its baseline. How each moved is reckoned when somebody asks."""

    def __init__(self, portfolio: Portfolio, plan: str) -> None:
        self._portfolio, self._graph = portfolio, graph(portfolio)
        self._dates, self._timeline = baseline_dates(portfolio, plan), schedule(portfolio, plan)
        self._spans = self._timeline.spans() if self._dates else {}
        self._known: dict[str, _Move] = {}
        self._most: dict[str, tuple[int, str]] = {}  # up to a task: how much was added there, and where
        self._roots: dict[str, str] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._days

    @cached_property
    def keys(self) -> Sequence[str]:
        """Those tasks in the order of the schedule."""
        return [key for key in self._timeline.keys if key in self] if self._dates else []

    def days(self, key: str) -> int:
        """By how many working days a task ends later."""
        return self._days[key]

    @cached_property
    def _days(self) -> Mapping[str, int]:
        """Of all at once: most of them are on time, and then nothing else is reckoned."""
        found, dates, number, numbers = {}, self._dates, self._graph.number, self._graph.numbers
        origin = self._graph.origin
        for key, (_, last) in self._spans.items():
            if key in dates:
                table, planned = numbers[number[key]], dates[key].finish.toordinal()
                if origin <= planned < origin + len(table) and last < origin + len(table) and last <= LAST:
                    found[key] = table[last - origin] - table[planned - origin]
                else:
                    calendar = self._graph.calendars[number[key]]
                    found[key] = calendar.number(day_at(last)) - calendar.number(dates[key].finish)
        return found

    def slip(self, key: str) -> Slip:
        """How far a task moved, and whom it waited on."""
        was, move, days, (first, last) = self._dates[key], self._of(key), self._days[key], self._spans[key]
        own, root = days - move.waited, self._root(key)
        return Slip(key, was.start, was.finish, day_at(first), day_at(last), days, own, move.waited, root)

    def _of(self, key: str) -> _Move:
        move = self._known.get(key)
        if move is None:
            move = self._known[key] = self._reckoned(key)
        return move

    def _reckoned(self, key: str) -> _Move:
        calendar, was, days = self._graph.calendars[self._graph.number[key]], self._dates[key], self._days[key]
        start = min(self._spans[key][0], LAST) - self._graph.origin
        late_start = calendar.number_at(start) - calendar.number(was.start)
        driver = self._timeline.driver_of(key)
        if driver is not None:  # it starts on the day on which that leaves it free
            return _Move(days, late_start, driver if late_start else None)
        free, by = max(self._releases(calendar, was), default=(0, None))
        waited = max(0, min(late_start, free - calendar.number(was.start))) if by else 0
        return _Move(days, waited, by if waited else None)

    def _releases(self, calendar: WorkCalendar, was: BaselineDate) -> Iterator[tuple[int, str]]:
        """What the start of a task waits for, each with the number of the day on which it leaves the task free."""
        for link in links_into(self._portfolio).get(was.task, ()):
            dates = self._timeline.dates_of(link.before)
            if dates is not None and link.kind in ("FS", "SS"):
                planned = self._dates.get(link.before)
                # A milestone takes no day, so what follows it may begin on its day, where it was meant to.
                same_day = link.kind == "SS" or (planned is not None and link.lag >= 0 and was.start <= planned.finish)
                day = dates[0] if link.kind == "SS" else dates[1]
                number = calendar.number(day) if same_day else calendar.number_after(day)
                yield number + link.lag, link.before

    def _behind(self, key: str) -> str | None:
        """What a task waited for; where that is no task but waits for one that is late as well, that one."""
        move = self._of(key)
        if move.by is None or move.by in self._days or ":" not in move.by:
            return move.by
        driver = self._timeline.driver_of(move.by)
        return driver if driver and driver in self and self.days(driver) * move.waited > 0 else move.by

    def _root(self, key: str) -> str | None:
        """Where the most was added of all that a task waited for, one behind the other; None where it did not wait."""
        if key not in self._most and not self._follow(key):
            self._most.clear()  # they wait in a circle, where it matters with whom one begins
            self._roots.clear()
            for one in self.keys:
                self._follow(one, circles=True)
        return self._roots.get(key)

    def _follow(self, key: str, *, circles: bool = False) -> bool:
        """Follow back what a task waited for. False where that is a circle, unless it is to be cut where it closes."""
        chain: dict[str, str | None] = {}  # each with what it waited for
        at: str | None = key
        days, found = self._days, self._most
        while at is not None and at in days and at not in found and at not in chain:
            before = chain[at] = self._behind(at)
            at = before
        if at in chain:
            if not circles:
                return False
            self._most[at] = (0, at)
        for at, before in reversed(chain.items()):
            own = self._of(at).own
            most = (own, at)
            if before is not None:
                earlier = self._most.get(before, (abs(self._of(at).waited), before))
                self._roots[at] = earlier[1]
                most = earlier if earlier[0] >= own else most
            self._most[at] = most
        return True


@fact
def _moves(portfolio: Portfolio, plan: str) -> _Moves:
    return _Moves(portfolio, plan)


@fact
def links_into(portfolio: Portfolio) -> Mapping[str, Sequence[Link]]:
    """The links by what waits for the other."""
    found: dict[str, list[Link]] = {}
    for link in portfolio.links.values():
        found.setdefault(link.after, []).append(link)
    return found
