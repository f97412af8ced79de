"""The days of a calendar's exceptions in MS Project's XML: a span, or days that come again and again."""

from collections.abc import Iterator
from datetime import date, timedelta

DAY = timedelta(days=1)
# Types of exceptions, as the schema numbers them.
DAILY, YEARLY_DAY, YEARLY_PLACE, MONTHLY_DAY, MONTHLY_PLACE, WEEKLY, DAYS, WORKDAYS = range(1, 9)
KNOWN = frozenset((DAILY, YEARLY_DAY, YEARLY_PLACE, MONTHLY_DAY, MONTHLY_PLACE, WEEKLY, DAYS))
_LAST = 4  # the position "last"


class Recurrence:
    """How often an exception comes; numbers as the schema has them (days of the week are bits from Sunday on)."""

    def __init__(self, type: int, period: int, days: int, item: int, position: int, month: int, day: int) -> None:
        self.type, self.period = type, max(period, 1)
        self.days, self.item, self.position, self.month, self.day = days, item, position, month, day

    def between(self, first: date, last: date) -> Iterator[date]:
        """Its days from first to last, both included, in order."""
        if self.type in (DAILY, DAYS):
            step = self.period if self.type == DAILY else 1
            yield from (first + DAY * at for at in range(0, (last - first).days + 1, step))
        elif self.type == WEEKLY:
            yield from self._weekly(first, last)
        else:
            yield from (day for day in self._in_months(first, last) if first <= day <= last)

    def _weekly(self, first: date, last: date) -> Iterator[date]:
        sunday = first - DAY * (first.isoweekday() % 7)
        for at in range((last - first).days + 1):
            day = first + DAY * at
            if self.days >> (day.isoweekday() % 7) & 1 and (day - sunday).days // 7 % self.period == 0:
                yield day

    def _in_months(self, first: date, last: date) -> Iterator[date]:
        yearly = self.type in (YEARLY_DAY, YEARLY_PLACE)
        for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            if yearly and month % 12 != self.month:
                continue
            if not yearly and (month - first.year * 12 - first.month + 1) % self.period:
                continue
            day = self._in(month // 12, month % 12 + 1)
            if day is not None:
                yield day

    def _in(self, year: int, month: int) -> date | None:
        """Its day in one month; None where the month has no such day."""
        after = date(year + month // 12, month % 12 + 1, 1)
        days = [date(year, month, 1) + DAY * at for at in range((after - date(year, month, 1)).days)]
        if self.type in (YEARLY_DAY, MONTHLY_DAY):
            return days[self.day - 1] if 1 <= self.day <= len(days) else None
        fitting = [day for day in days if self._fits(day)]
        if self.position == _LAST:
            return fitting[-1]
        return fitting[self.position] if 0 <= self.position < len(fitting) else None

    def _fits(self, day: date) -> bool:
        """Is it the kind of day asked for: any (0), a weekday (1), of the weekend (2), or Sunday (3) to Saturday?"""
        if self.item == 0:
            return True
        if self.item in (1, 2):
            return (day.isoweekday() > 5) == (self.item == 2)
        return day.isoweekday() % 7 == (self.item - 3) % 7
