"""Tables of calendars, the days on which they differ from their week, and the days off of teams and people."""

from datetime import date

from .base import DAY, TEXT, Row, column, key, not_reversed, part, rule, slug, yes_no


class CalendarRow(Row, table=True):
    """`model.calendar.Calendar`; `week` is written as its days with blanks between."""

    __tablename__ = "calendars"
    __table_args__ = (slug("calendars_key"), rule("calendars_week", "week <> ''"))

    key: str = key()
    name: str = column(TEXT)
    week: str = column(TEXT)
    country: str = column(TEXT)
    note: str = column(TEXT)


class HolidayRow(Row, table=True):
    """`model.calendar.Holiday`."""

    __tablename__ = "holidays"

    calendar: str = part("calendars.key")
    on: date = key(DAY)
    name: str = column(TEXT)
    works: bool = yes_no("holidays_works")


class DayOffRow(Row, table=True):
    """`model.calendar.DayOff`; the holder stands in the registry of teams and people."""

    __tablename__ = "days_off"
    __table_args__ = (not_reversed("days_off_last", "first", "last"),)

    holder: str = part("holder.ref")
    first: date = key(DAY)
    last: date = column(DAY)
    why: str = column(TEXT)
