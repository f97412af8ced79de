"""The calendars of an MSPDI file: the plan's, those of its teams, and days off as a calendar of each resource."""

from collections.abc import Iterable
from datetime import date
from xml.etree.ElementTree import Element, SubElement

from ..model.calendar import WEEKDAYS, DayOff, Holiday
from ..model.fields import typed
from ..model.portfolio import Portfolio
from .mspdi_terms import MINUTES
from .mspdi_xml_writing import add, add_flags, moment

STANDARD = "Standard"  # what MS Project calls Monday to Friday
_HOURS = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))
_SUNDAY_FIRST = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
assert MINUTES == 480  # what the hours above come to


class Calendars:
    """Which calendars a file needs, and their numbers; None stands for Monday to Friday."""

    def __init__(self, portfolio: Portfolio, plan: str, holders: Iterable[tuple[str, str]]) -> None:
        self.portfolio = portfolio
        self._plan = portfolio.plans[plan].calendar
        self.holders = list(holders)
        others = {self._base(kind, key) for kind, key in self.holders} - {self._plan}
        self.bases = [self._plan, *sorted(others, key=lambda key: key or "")]
        self._numbers = {key: number for number, key in enumerate(self.bases, 1)}

    @property
    def of_plan(self) -> int:
        """The number of the plan's calendar."""
        return self._numbers[self._plan]

    def of_team(self, team: str | None) -> int:
        """The number of the calendar a team's tasks are worked on; -1 where it is the plan's."""
        base = self._base("team", team) if team is not None else self._plan
        return -1 if base == self._plan else self._numbers[base]

    def of_holder(self, kind: str, key: str) -> int:
        """The number of a resource's own calendar."""
        return len(self.bases) + 1 + self.holders.index((kind, key))

    def base_of(self, kind: str, key: str) -> int:
        """The number of the calendar that a resource's own rests on."""
        return self._numbers[self._base(kind, key)]

    def _base(self, kind: str, key: str) -> str | None:
        team = key if kind == "team" else self.portfolio.people[key].team
        own = self.portfolio.teams[team].calendar
        return own if own is not None else self._plan


def write_calendars(root: Element, calendars: Calendars) -> None:
    """The element `Calendars`: base calendars first, then one for each resource."""
    portfolio = calendars.portfolio
    element = SubElement(root, "Calendars")
    for number, key in enumerate(calendars.bases, 1):
        week = WEEKDAYS[:5] if key is None else portfolio.calendars[key].week
        base = SubElement(element, "Calendar")
        add(base, "UID", number)
        add(base, "Name", STANDARD if key is None else portfolio.calendars[key].name)
        add_flags(base, IsBaseCalendar=1)
        add(base, "BaseCalendarUID", -1)
        days = SubElement(base, "WeekDays")
        for day_type, day in enumerate(_SUNDAY_FIRST, 1):
            one = SubElement(days, "WeekDay")
            add(one, "DayType", day_type)
            _working(one, day in week)
        _exceptions(base, sorted((one for one in portfolio.holidays.values() if one.calendar == key), key=_day))
    for kind, key in calendars.holders:
        own = SubElement(element, "Calendar")
        add(own, "UID", calendars.of_holder(kind, key))
        add(own, "Name", portfolio.teams[key].name if kind == "team" else portfolio.people[key].name)
        add_flags(own, IsBaseCalendar=0)
        add(own, "BaseCalendarUID", calendars.base_of(kind, key))
        holder = typed(kind, key)
        _exceptions(own, sorted((one for one in portfolio.days_off.values() if one.holder == holder), key=_day))


def _day(one: Holiday | DayOff) -> date:
    return one.on if isinstance(one, Holiday) else one.first


def _exceptions(calendar: Element, days: Iterable[Holiday | DayOff]) -> None:
    element: Element | None = None
    for one in days:
        if element is None:
            element = SubElement(calendar, "Exceptions")
        first, last, name, works = (
            (one.on, one.on, one.name, one.works) if isinstance(one, Holiday) else (one.first, one.last, one.why, False)
        )
        exception = SubElement(element, "Exception")
        add_flags(exception, EnteredByOccurrences=0)
        period = SubElement(exception, "TimePeriod")
        add(period, "FromDate", moment(first, "00:00"))
        add(period, "ToDate", moment(last, "23:59"))
        add(exception, "Occurrences", (last - first).days + 1)
        add(exception, "Name", name or None)
        add(exception, "Type", 1)
        _working(exception, works)


def _working(day: Element, works: bool) -> None:
    add_flags(day, DayWorking=works)
    if works:
        times = SubElement(day, "WorkingTimes")
        for first, last in _HOURS:
            time = SubElement(times, "WorkingTime")
            add(time, "FromTime", first)
            add(time, "ToTime", last)
