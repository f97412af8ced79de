"""Working days: Monday to Friday, numbered, so that adding and counting cost the same however far apart (domain §2.4).

Number 0 is Monday, 1 January of year 1. Public holidays are not modelled yet.
"""

from datetime import date

WEEK = 5  # working days
LAST = (date.max.toordinal() // 7) * WEEK + min(date.max.toordinal() % 7, WEEK) - 1


def number(day: date) -> int:
    """The number of a day; a Saturday or Sunday has that of the Monday after it."""
    return _worked_before(day.toordinal())


def number_after(day: date) -> int:
    """The number of the first working day after a day."""
    return _worked_before(day.toordinal() + 1)


def _worked_before(ordinal: int) -> int:
    weeks, weekday = divmod(ordinal - 1, 7)
    return weeks * WEEK + min(weekday, WEEK)


def day(number: int) -> date:
    """The working day of that number; the last one that a date can tell, where it lies beyond the year 9999."""
    weeks, weekday = divmod(min(number, LAST), WEEK)
    return date.fromordinal(weeks * 7 + weekday + 1)


def add(start: date, days: int) -> date:
    """The day `days` working days after (or before) the first working day from `start` on."""
    return day(number(start) + days)


def between(first: date, last: date) -> int:
    """Working days from first to last, both inclusive; 0 or less where last lies before first."""
    return number_after(last) - number(first)
