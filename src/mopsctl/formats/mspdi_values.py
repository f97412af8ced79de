"""Numbers, days and durations of MS Project's XML; what cannot be is a fault with its line."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from math import ceil, isfinite
from typing import TypeVar

from ..facts.schedule.calendar import WorkCalendar
from ..model.fields import TEXT_PATTERN
from .faults import Faults, shown
from .mspdi_xml import Entry

FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
MOST_DAYS = 10_000  # of one task or lag
# Years and months have no length in working time: MS Project writes hours, minutes and seconds.
_DURATION = re.compile(r"(-?)P(?:(\d{1,7})D)?(?:T(?:(\d{1,15})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d+)?S)?)?", re.ASCII)
_STORABLE = re.compile(TEXT_PATTERN)
_ELAPSED = frozenset((4, 6, 8, 10, 12, 36, 38, 40, 42, 44))  # formats of durations that run day and night
_PERCENT = frozenset((19, 20, 51, 52))

V = TypeVar("V")


class Values:
    """Reads the texts of entries; `minutes` are those of a working day in this file."""

    def __init__(self, faults: Faults, minutes: int, begins: time, ends: time) -> None:
        self.faults = faults
        self.minutes = minutes
        self.begins, self.ends = begins, ends

    def whole(self, entry: Entry, name: str, default: int = 0) -> int:
        """A whole number."""

        def number(text: str) -> int:
            if len(text) > 15:
                raise ValueError
            return int(text)

        return self._read(entry, name, number, "a whole number", default)

    def share(self, entry: Entry, name: str) -> float:
        """A number with a point, 0 or more; 1.0 where nothing is said."""
        return self._read(entry, name, _share, "a number, 0 or more", 1.0)

    def moment(self, entry: Entry, name: str) -> datetime | None:
        """A day with its hour, between 1900 and 2200."""
        return self._read(entry, name, _moment, "a date between 1900 and 2200, such as 2026-01-05T08:00:00", None)

    def day(self, entry: Entry, name: str) -> date | None:
        """A day, whatever the hour."""
        found = self.moment(entry, name)
        return found and found.date()

    def last_day(self, entry: Entry, first: str, last: str, calendar: WorkCalendar) -> date | None:
        """A finish as a day: what ended at the very start of a working day had ended the day before."""
        start, finish = self.moment(entry, first), self.moment(entry, last)
        if finish is None:
            return None
        if start is not None and start.date() < finish.date() and finish.time() <= self.begins:
            return max(start.date(), calendar.day(calendar.number(finish.date()) - 1))
        return finish.date()

    def minutes_of(self, entry: Entry, name: str) -> float | None:
        """A duration in minutes; None where there is none."""
        return self._read(entry, name, self._minutes, "a duration such as PT8H0M0S, 0 or more", None)

    def days(self, minutes: float) -> int:
        """Working days of so many minutes of work; a part of a day is a day."""
        return ceil(minutes / self.minutes)

    def _minutes(self, text: str) -> float:
        match = _DURATION.fullmatch(text)
        if match is None or text in ("P", "PT", "-P", "-PT"):
            raise ValueError
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
        found = days * self.minutes + hours * 60 + minutes + seconds / 60
        if (match[1] and found) or found > MOST_DAYS * self.minutes:
            raise ValueError
        return found

    def _read(self, entry: Entry, name: str, read: Callable[[str], V], wanted: str, default: V) -> V:
        text = entry.text(name)
        if not text:
            return default
        try:
            return read(text)
        except (ValueError, OverflowError):
            of = entry.text("UID")
            which = f" of UID {shown(of, 20)[1:-1]}" if of else ""
            self.faults.add(entry.line, 0, f"{entry.name}{which}: {name} {shown(text)} is not {wanted}")
            return default


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text).replace(tzinfo=None)
    if not FIRST <= found.date() <= LAST:
        raise ValueError
    return found


def _share(text: str) -> float:
    found = float(text)
    if not isfinite(found) or found < 0:
        raise ValueError
    return found


def number(value: float) -> str:
    """A number of days in words of a message: never 0 where it is not."""
    told = f"{value:.2f}" if abs(value) >= 0.01 or not value else f"{value:.6f}"
    return told.rstrip("0").rstrip(".")


def counted(count: int, what: str = "day") -> str:
    """So many days, or whatever is counted; of a single one in the singular."""
    return f"{count:,} {what}{'' if abs(count) == 1 else 's'}"


def is_elapsed(number: int) -> bool:
    """Whether a format of durations counts nights and weekends too."""
    return number in _ELAPSED


def is_percent(number: int) -> bool:
    """Whether a format of lags is a share of the task that comes first."""
    return number in _PERCENT


def storable(text: str, longest: int) -> tuple[str, str]:
    """The text as it may be kept, and what was lost of it, in a few words ("" for nothing)."""
    lost = ""
    if not _STORABLE.match(text):
        text = "".join(c if _STORABLE.match(c) else " " for c in text)
        lost = "control characters became blanks"
    if len(text) > longest:
        lost = f"cut to {longest:,} characters"
        text = text[:longest]
    return text, lost
