"""When people work: calendars with their week and holidays, and the days off of teams and people (domain §2.4).

Holidays are kept day by day, so that no upgrade of the library that knew them moves a date.
"""

from datetime import date
from typing import Literal

from .fields import Key, Name, Record, Text, TypedKey

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Calendar(Record, frozen=True):
    """A working week, and the country whose public holidays were written into it."""

    key: Key
    name: Name
    week: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    country: Text = ""  # ISO 3166, with the part of it where that matters: "DE", "DE-BY"
    note: Text = ""


class Holiday(Record, frozen=True):
    """One day on which a calendar differs from its week: a holiday, or with `works` a day worked all the same."""

    calendar: Key
    on: date
    name: Text = ""
    works: bool = False


class DayOff(Record, frozen=True):
    """Days on which a team or a person does not work, both inclusive."""

    holder: TypedKey  # team:... or person:...
    first: date
    last: date
    why: Text = ""
