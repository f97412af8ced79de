"""The calendars of MS Project's XML: base calendars, and the days on which a resource's own differs from its base.

Days are whole here: hours within a day are told once where they are unusual, and then forgotten.
"""

from datetime import date, time, timedelta

from ..facts.schedule.calendar import MONDAY_TO_FRIDAY, WorkCalendar
from ..model.calendar import WEEKDAYS, Weekday
from ..model.foreign import ForeignCalendar
from .faults import shown
from .mspdi_recurring import DAY, KNOWN, Recurrence
from .mspdi_values import LAST, Values, storable
from .mspdi_xml import Entry

MOST_DAYS = 20_000  # exceptions of one calendar
_SUNDAY_FIRST: tuple[Weekday, ...] = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_BUILT_IN = frozenset(("standard", "24 hours", "night shift"))

Days = dict[date, tuple[bool, str]]


class OwnDays:
    """A resource's own calendar: which one it rests on, and where it differs."""

    def __init__(self, base: str, days: Days, week: tuple[Weekday, ...] | None) -> None:
        self.base, self.days, self.week = base, days, week


class CalendarReader:
    """Reads the calendars of one file; what is lost of them goes to `notes`."""

    def __init__(self, root: Entry, values: Values, notes: list[str]) -> None:
        self.values, self.notes = values, notes
        self.bases: dict[str, ForeignCalendar] = {}
        self.own: dict[str, OwnDays] = {}
        self._works: dict[str, WorkCalendar] = {}
        for entry in root.within("Calendars", "Calendar"):
            uid = entry.text("UID")
            if uid in self.bases or uid in self.own:
                self._note(entry, f"a second calendar with the UID {shown(uid, 20)[1:-1]}, not read")
                continue
            week, days = self._read(entry)
            base = entry.text("BaseCalendarUID")
            if not entry.says("IsBaseCalendar") and base not in ("", "-1"):
                self.own[uid] = OwnDays(base, days, week)
                continue
            name = storable(" ".join(entry.text("Name").split()), 400)[0] or f"Calendar {uid}"
            self.bases[uid] = ForeignCalendar(
                uid,
                name,
                week or WEEKDAYS[:5],
                tuple((day, works, why) for day, (works, why) in sorted(days.items())),
                name.casefold() not in _BUILT_IN,
            )
        for entry in root.within("Calendars", "Calendar"):
            base = entry.text("BaseCalendarUID")
            if entry.text("UID") in self.own and base not in self.bases:
                why = "no base calendar" if base in self.own else "not in the file"
                called = f"calendar {shown(entry.text('Name'))}"
                self._note(entry, f"{called} rests on the calendar of UID {_uid(base)}, which is {why}: not read")

    def told(self, entry: Entry, name: str, where: str) -> str | None:
        """The base calendar that an entry names; one that cannot be found is told."""
        uid = entry.text(name)
        found = self.base_of(uid)
        if found is None and uid not in ("", "-1"):
            why = "rests on no base calendar" if uid in self.own else "is not in the file"
            self.notes.append(f"{where}: its calendar, UID {_uid(uid)}, {why}; not brought in")
        elif uid in self.own and entry.name != "Resource":
            self.notes.append(
                f"{where}: its calendar, UID {_uid(uid)}, is a resource's own; the one below it was taken"
            )
        return found

    def base_of(self, uid: str) -> str | None:
        """The base calendar that a calendar is, or rests on."""
        if uid in self.own:
            uid = self.own[uid].base
        return uid if uid in self.bases else None

    def working(self, uid: str | None) -> WorkCalendar:
        """The working days of a base calendar; of none: Monday to Friday."""
        key = uid if uid in self.bases else ""
        if key not in self._works:
            week: tuple[bool, ...] = MONDAY_TO_FRIDAY
            days: tuple[tuple[date, bool, str], ...] = ()
            if key:
                week = tuple(day in self.bases[key].week for day in WEEKDAYS)
                days = self.bases[key].days
            off = [day.toordinal() for day, works, _ in days if not works]
            on = [day.toordinal() for day, works, _ in days if works]
            self._works[key] = WorkCalendar(date(2000, 1, 3).toordinal(), week, off, on)
        return self._works[key]

    def _read(self, entry: Entry) -> tuple[tuple[Weekday, ...] | None, Days]:
        """The week (None where nothing is said of it) and the days on which it differs."""
        called = f"calendar {shown(entry.text('Name'))}"
        weekdays = list(entry.within("WeekDays", "WeekDay"))
        week = {day.text("DayType"): day.says("DayWorking") for day in weekdays if day.text("DayType") in "1234567"}
        worked = [day for day in weekdays if day.says("DayWorking") and day.text("DayType") != "0"]
        unusual = [day for day in worked if self._minutes(day) not in (0, self.values.minutes)]
        if unusual:
            names = ", ".join(_SUNDAY_FIRST[self.values.whole(day, "DayType", 1) - 1] for day in unusual)
            self._note(entry, f"{called}: hours on {names} are not those of a working day; a day counts as a whole one")
        names_of = {str(number): name for number, name in enumerate(_SUNDAY_FIRST, 1)}
        kept = tuple(day for day in WEEKDAYS if any(names_of[t] == day and works for t, works in week.items()))
        if week and not kept:
            self.values.faults.add(entry.line, 0, f"{called} has no working day in its week")
        days: Days = {}
        listed = list(entry.within("Exceptions", "Exception"))
        if not listed:  # Project 2003 kept them among the days of the week; later ones keep them in both places
            listed = [day for day in weekdays if day.text("DayType") == "0"]
        for work_week in entry.within("WorkWeeks", "WorkWeek"):
            self._work_week(called, work_week, kept, days)
        for exception in listed:
            self._exception(called, exception, days)
        if len(days) > MOST_DAYS:
            self.values.faults.add(entry.line, 0, f"{called} has more than {MOST_DAYS:,} exceptions")
        return (kept or None), days

    def _exception(self, called: str, entry: Entry, days: Days) -> None:
        span = self._span(entry)
        name, _ = storable(" ".join(entry.text("Name").split()), 400)
        if span is None:
            self._note(entry, f"{called}: an exception without dates, not read: {shown(name)}")
            return
        if span[1] < span[0]:
            self._note(entry, f"{called}: an exception that ends before it begins, not read: {shown(name)}")
            return
        number = self.values.whole
        kind = number(entry, "Type", 1) if entry.name == "Exception" else 1
        if kind not in KNOWN:
            self._note(
                entry, f"{called}: an exception that comes again in a way not known here, not read: {shown(name)}"
            )
            return
        recurrence = Recurrence(
            kind,
            number(entry, "Period", 1),
            number(entry, "DaysOfWeek"),
            number(entry, "MonthItem"),
            number(entry, "MonthPosition"),
            number(entry, "Month"),
            number(entry, "MonthDay"),
        )
        works = entry.says("DayWorking")
        if works and self._minutes(entry) not in (0, self.values.minutes):
            self._note(entry, f"{called}: hours of {shown(name)} are not those of a working day; a day counts as whole")
        limit = number(entry, "Occurrences") if entry.says("EnteredByOccurrences") else 0
        for found, day in enumerate(recurrence.between(*span)):
            if (limit and found >= limit) or len(days) > MOST_DAYS:
                break
            days[day] = (works, name)

    def _work_week(self, called: str, entry: Entry, week: tuple[Weekday, ...], days: Days) -> None:
        """Weeks of their own: the days on which they differ from the usual week."""
        span = self._span(entry)
        weekdays = [*entry.each("WeekDay"), *entry.within("WeekDays", "WeekDay")]  # the schema says so, Project 2010 so
        if span is None or not weekdays:  # the usual week itself
            return
        name = storable(" ".join(entry.text("Name").split()), 400)[0]
        if span[1] < span[0]:
            self._note(entry, f"{called}: weeks of their own that end before they begin, not read: {shown(name)}")
        types = {day.text("DayType"): day.says("DayWorking") for day in weekdays}
        for at in range(min((span[1] - span[0]).days + 1, MOST_DAYS)):
            day = span[0] + DAY * at
            works = types.get(str(day.isoweekday() % 7 + 1))
            if works is not None and works != (WEEKDAYS[day.weekday()] in week):
                days[day] = (works, name)

    def _span(self, entry: Entry) -> tuple[date, date] | None:
        """First and last day; one that ends at midnight ended the day before."""
        for period in entry.each("TimePeriod"):
            first, last = self.values.moment(period, "FromDate"), self.values.moment(period, "ToDate")
            if first is not None and last is not None:
                if last.time() == time() and last.date() > first.date():
                    last -= timedelta(days=1)
                return first.date(), min(last.date(), LAST)
        return None

    def _minutes(self, entry: Entry) -> int:
        """How long is worked on a day; 0 where no hours are told."""
        total = 0
        for times in entry.within("WorkingTimes", "WorkingTime"):
            first, last = (_clock(times.text(name)) for name in ("FromTime", "ToTime"))
            if first is not None and last is not None:
                total += (last - first) % 1440 or (1440 if times.text("FromTime") else 0)
        return total

    def _note(self, entry: Entry, text: str) -> None:
        self.notes.append(f"{self.values.faults.name}:{entry.line}: {text}")


def _uid(text: str) -> str:
    return shown(text, 20)[1:-1]


def _clock(text: str) -> int | None:
    """Minutes since midnight."""
    try:
        found = time.fromisoformat(text)
    except ValueError:
        return None
    return found.hour * 60 + found.minute
