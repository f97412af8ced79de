"""What teams and people are asked for, day by day, each as one integer; and where a task fits in.

A slot is a field of bits, wide enough for what there is and one bit more, the guard: what a task asks for, and as much
as the capacity falls short of the guard, raises it where the task does not fit. Where everybody asks for all there is,
one bit is enough, and is its own guard. A diary in which all tasks are worked on the same calendar has a slot for each
of its working days; else one for each day, and a task asks only on those on which it is worked.

Time may run backward (`Direction`): then a task begins with what is really its last day.
"""

from collections.abc import Mapping, Sequence
from math import gcd

from msgspec import Struct

from ..schedule.calendar import WorkCalendar
from ..schedule.graph import Graph
from .rcpsp import repeated

Shape = tuple[int, int, int, int, int]  # bits before the first slot; over the task: all bits, limit, guards, asked
Simple = tuple[int, int, tuple[int, ...]]  # the diary, all bits of the task, and the shifts that spread a bit over it


class Holder(Struct, frozen=True):
    """A team or person: what there is of it, which tasks share it, and what others have asked for, by position."""

    capacity: int
    asked: Mapping[int, int]  # node of a task -> how much
    others: Mapping[int, int]  # position -> how much


class Direction(Struct, frozen=True):
    """Numbers of working days and positions, as they are or counted backward from the end (a position, excluded)."""

    end: int | None = None

    def turned(self, calendar: WorkCalendar, number: int, days: int) -> int:
        """The number on which so many working days begin, in the other direction; there and back it is the same."""
        return number if self.end is None else calendar.number_at(self.end) - number - days

    def slot(self, position: int) -> int:
        """The slot of a position, where there is one for each day."""
        return position if self.end is None else self.end - 1 - position

    def after(self, calendar: WorkCalendar, slot: int, days: int) -> int:
        """The first number on which so many working days lie wholly after such a slot."""
        position = self.slot(slot)
        if self.end is None:
            return calendar.number_at(position + 1)
        return self.turned(calendar, calendar.number_at(position) - days, days)


class Diary:
    """One holder's. `uniform` says that there is a slot for each working day, else there is one for each day."""

    def __init__(self, graph: Graph, number: int, holder: Holder) -> None:
        calendars = {id(graph.calendars[node]): graph.calendars[node] for node in holder.asked}
        self._graph, self._number = graph, number
        self._calendar: WorkCalendar = next(iter(calendars.values()))
        self.uniform = len(calendars) == 1
        # A task that asks for more than there is at all has everything to itself.
        asked = {node: min(share, holder.capacity) for node, share in holder.asked.items()}
        others = {at: min(share, holder.capacity) for at, share in holder.others.items()}
        unit = gcd(*asked.values(), *others.values())
        self.capacity = holder.capacity // unit
        self.asked = {node: share // unit for node, share in asked.items()}
        self._others = {at: share // unit for at, share in others.items()}
        asks = {*self.asked.values(), *self._others.values()}
        self._simple = asks == {self.capacity}
        self._width = 1 if self._simple else self.capacity.bit_length() + 1

    @property
    def load(self) -> float:
        """What they ask of it, in days of the whole of it."""
        return self._work / self.capacity

    @property
    def _work(self) -> int:
        return sum(asked * self._graph.days[node] for node, asked in self.asked.items())

    def stints(self, direction: Direction) -> Mapping[int, "Stint"]:
        """What each task asks of it."""
        return {node: self._stint(node, asked, direction) for node, asked in self.asked.items()}

    def _stint(self, node: int, asked: int, direction: Direction) -> "Stint":
        days, calendar, width = self._graph.days[node], self._graph.calendars[node], self._width
        guard = 1 << width - 1
        limit = 0 if self._simple else guard - 1 - self.capacity + asked
        words = ((1 << width) - 1, limit, guard, 1 if self._simple else asked)
        stint = Stint(self._number, width, words, days, calendar, direction)
        if self.uniform:
            every, limits, guards, all_asked = (repeated(word, width, days) for word in words)
            stint.plain = (0, every, limits, guards, all_asked)
            stint.simple = (self._number, every, doubling(days)) if self._simple else None
        return stint

    def before(self, direction: Direction) -> int:
        """It with nothing in it but what others ask."""
        asked = {slot: 1 if self._simple else share for slot, share in self.slots(direction).items()}
        return sum(share << slot * self._width for slot, share in asked.items() if slot >= 0)

    def slots(self, direction: Direction) -> Mapping[int, int]:
        """What others ask of it, by slot."""
        found = {}
        for at, asked in self._others.items():
            if not self.uniform:
                found[direction.slot(at)] = asked
            elif self._calendar.number_at(at + 1) > (number := self._calendar.number_at(at)):
                found[direction.turned(self._calendar, number, 1)] = asked
        return found

    def busy_until(self, starts: Sequence[int]) -> int:
        """The position of its last day at the earliest, were it never idle from its first task on."""
        if not self.uniform:
            return 0
        begin = min(starts[node] for node in self.asked)
        return self._calendar.position_of(begin - (-self._work // self.capacity) - 1)


class Stint:
    """What one task asks of one diary; `plain` where the diary is uniform, and `simple` where one bit is a slot."""

    __slots__ = ("_calendar", "_days", "_direction", "_shapes", "_width", "_words", "diary", "plain", "simple")

    def __init__(
        self,
        diary: int,
        width: int,
        words: tuple[int, int, int, int],
        days: int,
        calendar: WorkCalendar,
        direction: Direction,
    ) -> None:
        self.diary, self._width, self._words, self._days = diary, width, words, days
        self._calendar, self._direction = calendar, direction
        self.plain: Shape | None = None
        self.simple: Simple | None = None
        self._shapes: dict[int, Shape] = {}

    def fit(self, taken: list[int], number: int) -> int:
        """The first number, from one on, on which it can begin."""
        word, width = taken[self.diary], self._width
        if self.plain is None:
            return self._fit_in_days(word, number)
        _, every, limits, guards, _ = self.plain
        while over := ((word >> number * width & every) + limits) & guards:
            number += (over.bit_length() - 1) // width + 1
        return number

    def _fit_in_days(self, word: int, number: int) -> int:
        while True:
            bits, every, limit, guards, _ = self._shape(number)
            over = ((word >> bits & every) + limit) & guards
            if not over:
                return number
            slot = (bits + over.bit_length() - 1) // self._width
            number = self._direction.after(self._calendar, slot, self._days)

    def _shape(self, number: int) -> Shape:
        """What it asks for if it begins on a number."""
        if (known := self._shapes.get(number)) is not None:
            return known
        width, direction, calendar = self._width, self._direction, self._calendar
        begin = direction.turned(calendar, number, self._days)
        slots = sorted(direction.slot(calendar.position_of(begin + n)) for n in range(self._days))
        ones = sum(1 << (slot - slots[0]) * width for slot in slots)
        every = (1 << (slots[-1] - slots[0] + 1) * width) - 1
        _, limit, guard, asked = self._words
        self._shapes[number] = found = slots[0] * width, every, limit * ones, guard * ones, asked * ones
        return found

    def book(self, taken: list[int], number: int) -> None:
        """Write it in from a number on."""
        if self.plain is None:
            bits, *_, asked = self._shape(number)
            taken[self.diary] += asked << bits
        else:
            taken[self.diary] += self.plain[4] << number * self._width


def doubling(days: int) -> tuple[int, ...]:
    """Shifts by which a bit is spread over so many bits below it, itself included."""
    shifts, reach = [0], 1
    while reach < days:
        shifts.append(min(reach, days - reach))
        reach += shifts[-1]
    return tuple(shifts)


def agreed(stints: Sequence[Stint], taken: list[int], number: int) -> int:
    """The first number, from one on, that suits all the diaries of a task."""
    while True:
        begun = number
        for stint in stints:
            number = stint.fit(taken, number)
        if number == begun or len(stints) == 1:
            return number
