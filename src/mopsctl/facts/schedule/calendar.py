"""Working days, numbered, so that adding and counting cost the same however far apart (domain §2.4).

A `WorkCalendar` is a week and the single days on which it differs. It numbers its working days: 0 is the first one
from its origin on, those before it are negative. Tables in both directions grow as far as somebody asks, so that a
schedule looks days up by index: positions are days since the origin. It goes on beyond the year 9999, where dates end.
"""

from collections.abc import Collection
from datetime import date
from itertools import accumulate, compress, cycle, islice

LAST = date.max.toordinal()
AHEAD = 800  # positions that a table grows by at least
MONDAY_TO_FRIDAY = (True, True, True, True, True, False, False)


def day_at(ordinal: int) -> date:
    """The day of an ordinal; the last one that a date can tell, where it lies beyond the year 9999."""
    return date.fromordinal(max(1, min(ordinal, LAST)))


class WorkCalendar:
    """Which days are worked: a week from Monday on, without the days `off`, and with the days `on`; all ordinals."""

    __slots__ = ("_behind", "_off", "_on", "_week", "days", "numbers", "origin")

    def __init__(
        self,
        origin: int,
        week: tuple[bool, ...] = MONDAY_TO_FRIDAY,
        off: Collection[int] = (),
        on: Collection[int] = (),
    ) -> None:
        if not any(week):
            raise ValueError("a calendar needs at least one working day in its week")
        self.origin = origin
        self._week, self._off, self._on = week, frozenset(off), frozenset(on)
        self.numbers: list[int] = [0]  # position -> number of the first working day from there on
        self.days: list[int] = []  # number -> position
        self._behind: list[int] = []  # the same for -1, -2, ...
        self.reach(AHEAD)

    def reach(self, position: int) -> None:
        """Let `numbers` hold a position, and `days` all working days before it."""
        first = len(self.numbers) - 1
        count = max(position - first, 0) + AHEAD
        monday = (self.origin + first - 1) % 7  # of which the first new day is so many days after
        worked = list(islice(cycle(self._week), monday, monday + count))
        for changed, works in ((self._off, False), (self._on, True)):
            for ordinal in changed:
                if 0 <= (at := ordinal - self.origin - first) < count:
                    worked[at] = works
        self.days += compress(range(first, first + count), worked)
        self.numbers += islice(accumulate(worked, initial=self.numbers[-1]), 1, None)

    def position_of(self, number: int) -> int:
        """The position of a working day, however far away."""
        if number < 0:
            return self._position_behind(-number - 1)
        while number >= len(self.days):
            self.reach(len(self.numbers) + 7 * (number - len(self.days)) // 5)
        return self.days[number]

    def _position_behind(self, back: int) -> int:
        behind = self._behind
        at = behind[-1] if behind else 0
        while len(behind) <= back:
            at -= 1
            if self._works(self.origin + at):
                behind.append(at)
        return behind[back]

    def number_at(self, position: int) -> int:
        """The number of the first working day from a position on, however far away."""
        if position < 0:
            low, high = 0, max(1, len(self._behind))
            while self._position_behind(high - 1) >= position:
                high *= 2
            while low < high:  # the first of those behind that lies before the position
                middle = (low + high) // 2
                low, high = (middle + 1, high) if self._behind[middle] >= position else (low, middle)
            return -low
        if position >= len(self.numbers):
            self.reach(position)
        return self.numbers[position]

    def _works(self, ordinal: int) -> bool:
        return (self._week[(ordinal - 1) % 7] and ordinal not in self._off) or ordinal in self._on

    def number(self, day: date) -> int:
        """The number of the first working day on or after a day."""
        return self.number_at(day.toordinal() - self.origin)

    def number_after(self, day: date) -> int:
        """The number of the first working day after a day."""
        return self.number_at(day.toordinal() - self.origin + 1)

    def day(self, number: int) -> date:
        """The working day of that number; the last one that a date can tell, where it lies beyond the year 9999."""
        return day_at(self.origin + self.position_of(number))

    def works(self, day: date) -> bool:
        """Whether it is a working day."""
        return self._works(day.toordinal())

    def add(self, start: date, days: int) -> date:
        """The day `days` working days after (or before) the first working day from `start` on."""
        return self.day(self.number(start) + days)

    def between(self, first: date, last: date) -> int:
        """Working days from first to last, both inclusive; 0 or less where last lies before first."""
        return self.number_after(last) - self.number(first)
