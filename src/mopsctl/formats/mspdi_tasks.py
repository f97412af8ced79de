"""The tasks of MS Project's XML: what a Task can hold of them; the rest is told, task by task."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, get_args

from msgspec import Struct

from ..facts.schedule.calendar import WorkCalendar
from ..model.foreign import ForeignTask
from ..model.plan import TaskKind
from .faults import place, shown
from .mspdi_calendars import CalendarReader
from .mspdi_terms import (
    CAPABILITY,
    CONSTRAINTS,
    FINISH_BY,
    FINISH_FROM,
    HELD,
    KEY,
    KIND,
    MUST_FINISH,
    MUST_START,
    RANGE,
    START_BY,
    START_FROM,
)
from .mspdi_values import Values, counted, is_elapsed, number, storable
from .mspdi_xml import Entry

DAY = timedelta(days=1)
LONGEST_NAME, LONGEST_NOTE = 400, 10_000
KINDS = get_args(TaskKind)


class Assigned(Struct, frozen=True):
    """Who does a task, by id, and how much of one person's time it takes."""

    workers: tuple[str, ...] = ()
    share: int = 100
    over: bool = False  # it takes more than one person


class TaskReader:
    """Reads one task after another.

    `custom` says which text fields are this tool's own (number -> name), `away` when each worker is off, and what is
    said to have happened after `today` has not.
    """

    def __init__(
        self,
        values: Values,
        calendars: CalendarReader,
        project: str | None,
        notes: list[str],
        custom: Mapping[str, str],
        away: Mapping[str, frozenset[date]],
        today: date,
    ) -> None:
        self.values, self.calendars, self.project, self.notes, self.custom = values, calendars, project, notes, custom
        self.away, self.today = away, today

    def read(self, entry: Entry, assigned: Assigned) -> ForeignTask:
        """One task that is neither empty, nor a summary, nor another project's."""
        uid = entry.text("UID")
        name, lost = storable(entry.texts.get("Name", ""), LONGEST_NAME)
        where = place_of(self.values.faults.name, entry)
        if not name.strip():
            name = f"Task {uid}"
            self.notes.append(f"{where}: it has no name")
        if lost:
            self.notes.append(f"{where}: its name was {lost}")
        own = {
            self.custom[field.text("FieldID")]: field.text("Value")
            for field in entry.each("ExtendedAttribute")
            if field.text("FieldID") in self.custom
        }
        calendar = self.calendars.told(entry, "CalendarUID", where)
        reading = _Reading(self, entry, where, assigned)
        fields = reading.fields(own)
        if assigned.workers:
            fields["share"] = assigned.share
        if assigned.over:
            self.notes.append(f"{where}: it takes more than one person at once; brought in with 100 % of one")
        return ForeignTask(
            uid,
            where,
            name,
            fields,
            own.get(KEY, ""),
            assigned.workers,
            calendar,
            self.values.day(entry, "Start"),
            reading.last_day("Start", "Finish"),
        )

    def working(self, task: Entry) -> WorkCalendar:
        """The working days of a task: those of its own calendar, else of the project's."""
        return self.calendars.working(self.calendars.base_of(task.text("CalendarUID")) or self.project)


class _Reading:
    """One task being read."""

    def __init__(self, reader: TaskReader, entry: Entry, where: str, assigned: Assigned) -> None:
        self.values, self.entry, self.where, self.calendar = reader.values, entry, where, reader.working(entry)
        self.notes, self.today = reader.notes, reader.today
        self.away = frozenset[date]().union(*(reader.away.get(worker, ()) for worker in assigned.workers))

    def fields(self, own: dict[str, str]) -> dict[str, Any]:
        """The fields of a Task; `own` is what this tool wrote of it."""
        days = self._days(bool(own))
        milestone = self.entry.says("Milestone") and not days
        kind = own[KIND] if own.get(KIND) in KINDS else "milestone" if milestone else "task"
        found: dict[str, Any] = {"kind": kind, "days": None if kind == "milestone" else days}
        self._progress(found, bool(own))
        self._constraint(found, days or 0, own.get(HELD, ""))
        self._planned_by_hand(found)
        note, lost = storable(self.entry.texts.get("Notes", ""), LONGEST_NOTE)
        if note:
            found["note"] = note
        if lost:
            self._note(f"its note was {lost}")
        if own.get(CAPABILITY):
            found["capability"] = own[CAPABILITY]
        low, dots, high = own.get(RANGE, "").partition("..")
        if dots:
            found["days_low"], found["days_high"] = (int(word) if word.isdigit() else None for word in (low, high))
        self._rest()
        return found

    def last_day(self, first: str, last: str) -> date | None:
        return self.values.last_day(self.entry, first, last, self.calendar)

    def _days(self, ours: bool) -> int | None:
        """Working days. None where this tool wrote that it is not estimated, or nothing is said."""
        minutes = self.values.minutes_of(self.entry, "Duration")
        if minutes is None:
            minutes = self.values.minutes_of(self.entry, "ManualDuration")
        if minutes is None or (ours and self.entry.says("Estimated")):
            return None
        if minutes and is_elapsed(self.values.whole(self.entry, "DurationFormat")):
            return self._elapsed(minutes)
        days = self.values.days(minutes)
        if days * self.values.minutes != minutes:
            self._note(f"it takes {number(minutes / self.values.minutes)} days; brought in with {days}")
        if days and self.entry.says("Milestone"):
            self._note(f"a milestone that takes {counted(days)}; brought in as a task")
        self._split(days)
        return days

    def _elapsed(self, minutes: float) -> int:
        """Days that run through weekends, as the working days among them where it stands now."""
        start, finish = self.values.day(self.entry, "Start"), self.last_day("Start", "Finish")
        if start is not None and finish is not None:
            days = max(1, self.calendar.between(start, finish))
        else:
            days = max(1, -(-int(minutes * 5) // (1440 * 7)))
        told = f"it takes {number(minutes / 1440)} elapsed days"
        self._note(f"{told}; brought in with the {counted(days, 'working day')} among them")
        return days

    def _split(self, days: int) -> None:
        """A task that lies over more working days than it takes is split.

        Unless its people are off in between, or it is late: begun, and to be finished today at the earliest.
        """
        start, finish = self.values.day(self.entry, "Start"), self.last_day("Start", "Finish")
        if start is None or finish is None or not days or self.entry.says("Manual"):
            return
        begun = self.entry.text("ActualStart") and not self.entry.text("ActualFinish")
        if begun and (finish <= self.today or self.calendar.between(self.today, finish) <= 1):
            return
        over = self.calendar.between(start, finish)
        over -= sum(start <= day <= finish and self.calendar.works(day) for day in self.away)
        if over > days + 1:  # one that begins at noon touches a day more
            self._note(
                f"split, or its people are away: {counted(days)} of work lie over {over}; brought in as one piece"
            )

    def _progress(self, found: dict[str, Any], ours: bool) -> None:
        percent = self.values.whole(self.entry, "PercentComplete")
        if not 0 <= percent <= 100:
            self.values.faults.add(self.entry.line, 0, f"{self._called()}: {percent} % complete; 0 to 100 can be")
            return
        started = self._happened(self.values.day(self.entry, "ActualStart"), "actual start")
        told = self.last_day("ActualStart", "ActualFinish")
        finished = self._happened(told, "actual end")
        if finished is not None and (started is None or started > finished):
            if started is not None:
                self._note(f"it ended on {finished}, before its start on {started}: the end was taken")
            started = finished
        if percent == 100 and told is None and not ours:
            finished = self._happened(self.last_day("Start", "Finish"), "planned end")
            self._note(f"complete without a day on which it ended: {finished or 'none'} was taken")
            planned = self.values.day(self.entry, "Start") if finished else None
            started = min(filter(None, (started, planned, finished)), default=None)
        found |= {"percent": 100 if finished else percent, "started": started, "finished": finished}

    def _happened(self, day: date | None, what: str) -> date | None:
        """A day on which something is said to have happened; None for one that is still to come."""
        if day is None or day <= self.today:
            return day
        self._note(f"its {what}, {day}, is still to come; not brought in")
        return None

    def _constraint(self, found: dict[str, Any], days: int, held: str) -> None:
        """Constraint and deadline as the two that a Task has: not before, and to be done by."""
        found |= {"not_before": None, "must_by": self.values.day(self.entry, "Deadline")}
        kind = self.values.whole(self.entry, "ConstraintType")
        if not 0 <= kind < len(CONSTRAINTS):
            self.values.faults.add(self.entry.line, 0, f"{self._called()}: no constraint has the number {kind}")
            return
        if kind == 1:
            self._note("as late as possible; brought in as soon as possible")
        on = self.values.moment(self.entry, "ConstraintDate")
        if kind < MUST_START or on is None:
            return
        day = on.date()
        if kind in (START_FROM, MUST_START):
            # The end of a day leaves nothing of it to work on; what takes no days still fits there.
            found["not_before"] = day + DAY if days and on.time() >= self.values.ends else day
        elif kind == FINISH_FROM:
            found["not_before"] = self._back(day, days)
        else:
            by = self.calendar.add(day, max(days - 1, 0)) if kind == START_BY else day
            found["must_by"] = min(filter(None, (by, found["must_by"])))
        if held.partition(" ")[0] == day.isoformat() and kind == START_FROM:
            found["not_before"] = _day_or_none(held.partition(" ")[2])
        elif kind not in (START_FROM, FINISH_BY):
            self._told(kind, day, found)

    def _told(self, kind: int, day: date, found: dict[str, Any]) -> None:
        became = (
            f"not before {found['not_before']}" if kind in (MUST_START, FINISH_FROM) else f"done by {found['must_by']}"
        )
        looser = {MUST_START: ", so it may be later", MUST_FINISH: ", so it may be earlier"}.get(kind, "")
        self._note(f"{CONSTRAINTS[kind]} {day}; brought in as {became}{looser}")

    def _back(self, day: date, days: int) -> date:
        """The first day of so many working days that end on a day, or on the next that is worked."""
        return self.calendar.day(self.calendar.number(day) - max(days - 1, 0))

    def _planned_by_hand(self, found: dict[str, Any]) -> None:
        if not self.entry.says("Manual"):
            return
        start = self.values.day(self.entry, "ManualStart") or self.values.day(self.entry, "Start")
        words = [self.entry.text(name) for name in ("StartText", "FinishText", "DurationText")]
        said = ", ".join(shown(word) for word in words if word)
        if start is not None and found["started"] is None:
            found["not_before"] = max(filter(None, (start, found["not_before"])))
            self._note(f"scheduled by hand; brought in as not before {found['not_before']}")
        else:
            self._note("scheduled by hand; brought in to be scheduled like the others")
        if said:
            self._note(f"words in place of dates were not brought in: {said}")

    def _rest(self) -> None:
        delay = self.values.whole(self.entry, "LevelingDelay")
        if delay:
            self._note("put off by levelling; brought in without the delay")

    def _note(self, text: str) -> None:
        self.notes.append(f"{self.where}: {text}")

    def _called(self) -> str:
        return f"UID {self.entry.text('UID')}"


def place_of(file: str, entry: Entry) -> str:
    """A task as messages name it: file:line, id and name."""
    name = entry.text("Name")
    return f"{place(file, entry.line)}: UID {shown(entry.text('UID'), 20)[1:-1]}" + (f" {shown(name)}" if name else "")


def _day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
