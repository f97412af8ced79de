"""The calendar of a timeline or a trend on a row of columns. Five working days make a week; a weekend takes no room."""

from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FINEST = 20  # columns a week, at most
_EVEN = 3  # from so many columns a week on every week has the same; below, evenness would waste up to half the room
_COARSEST = 4  # weeks between two named Mondays
_WEEK = timedelta(days=7)
# Which months are named on an axis, by how many columns there must be between two of them.
_STEPS = ((1, 4), (3, 4), (6, 4), (12, 5), (24, 5), (60, 5), (120, 5), (240, 5), (600, 5), (1200, 5), (2400, 5))


class Axis(Struct, frozen=True):
    """So many weeks from a Monday on, in so many columns; where they fit, a week takes a whole number of columns."""

    monday: date
    weeks: int
    length: int

    def left(self, day: date) -> int:
        """The column where a day begins; it may lie outside of the axis."""
        return self._working_day(day) * self.length // (self.weeks * 5)

    def right(self, day: date) -> int:
        """The column where a day ends."""
        return max(self.left(day), (self._working_day(day) + 1) * self.length // (self.weeks * 5) - 1)

    def _working_day(self, day: date) -> int:
        """Working days since the first Monday; a weekend counts as its Friday."""
        offset = (day - self.monday).days
        return offset // 7 * 5 + min(offset % 7, 4)

    def holds(self, day: date) -> bool:
        return 0 <= (day - self.monday).days < self.weeks * 7

    def months(self) -> list[tuple[int, date]]:
        """The columns where months begin, the first of them cut; on a long axis every third, sixth, or years only."""
        found = self._all_months()
        for step, room in _STEPS:
            kept = [found[0], *(one for one in found[1:] if (one[1].year * 12 + one[1].month - 1) % step == 0)]
            if all(after - before >= room for (before, _), (after, _) in pairwise(kept[1:])):
                return kept
        return found[:1]

    def _all_months(self) -> list[tuple[int, date]]:
        found = [(0, self.monday)]
        day = self.monday
        while (day.year, day.month) < (date.max.year, 12):
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
            if not self.holds(day):
                break
            found.append((self.left(day), day))
        return found

    def ticks(self) -> list[tuple[int, date]]:
        """Mondays to be named by their day, as many as have room (3 columns each); none where that says little."""
        step = -(-3 * self.weeks // self.length)
        if step > _COARSEST:
            return []
        mondays = [self.monday + week * _WEEK for week in range(0, self.weeks, step)]
        return [(self.left(monday), monday) for monday in mondays]


def axis(start: date, finish: date, room: int) -> Axis:
    """The finest axis over these days in at most `room` columns."""
    monday = start - timedelta(days=start.weekday())
    weeks = (max(finish, start) - monday).days // 7 + 1
    fine = min(room // weeks, _FINEST)
    return Axis(monday, weeks, weeks * fine if fine >= _EVEN else room)


def placed(labels: list[tuple[int, str]], length: int) -> str:
    """Labels at their columns; one that would touch the next is left out."""
    text = ""
    for number, (at, label) in enumerate(labels):
        end = labels[number + 1][0] if number + 1 < len(labels) else length + 1
        if at >= len(text) and at + len(label) < end:
            text = text.ljust(at) + label
        elif at >= len(text) and at + 3 < end:
            text = text.ljust(at) + label[:3].rstrip()
    return text


def calendar(axis: Axis) -> list[tuple[str, str]]:
    """The lines above an axis, with their inks: months, and the days of Mondays where they have room.

    Years stand with their January, or in a line of their own where that would leave one of them out.
    """
    months = axis.months()
    ticks = [(at, str(day.day)) for at, day in axis.ticks()]
    lines = [placed([(at, month_label(day, at == 0)) for at, day in months], axis.length)]
    years = [(at, str(day.year)) for at, day in months if at == 0 or day.month == 1]
    if any(year not in lines[0] for _, year in years):
        names = [(at, MONTHS[day.month - 1]) for at, day in months]
        only_years = all(day.month == 1 for _, day in months[1:])
        lines = [
            placed(_with_room(years, axis.length), axis.length),
            *([] if only_years else [placed(names, axis.length)]),
        ]
    shown = [(line, "head") for line in lines if line]
    return [*shown, (placed(ticks, axis.length), "muted")] if ticks else shown


def _with_room(years: list[tuple[int, str]], length: int) -> list[tuple[int, str]]:
    """The years that need not be cut; the first gives way to the second where they would touch."""
    if len(years) > 1 and years[1][0] <= len(years[0][1]):
        years = years[1:]
    return [(at, year) for at, year in years if at + len(year) <= length]


def month_label(day: date, first: bool) -> str:
    """`Nov 2026` for the first and for every January, else `Dec`."""
    name = MONTHS[day.month - 1]
    return f"{name} {day.year}" if first or day.month == 1 else name


def day_label(day: date) -> str:
    """`23 Nov`: short, and the same in every locale."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def full_day_label(day: date) -> str:
    """`23 Nov 2026`."""
    return f"{day_label(day)} {day.year}"
