"""Days, weeks and years as people type them: ISO, or a few plain words. A wrong guess is worse than a refusal."""

import re
from datetime import date, timedelta

import typer

from ..model.calendar import WEEKDAYS, Weekday
from ..model.kinds import FIRST_DAY, LAST_DAY, too_far

FIRST, LAST = FIRST_DAY.year, LAST_DAY.year
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AHEAD = re.compile(r"([+-])([0-9]{1,4})(d|wd|w)")
_YEARS = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")


def understand(text: str, today: date, *, past: bool = False) -> date:
    """`2026-12-04`, `today`, `+5d` calendar days, `+5wd` working days, `+2w`, `fri` the next one, never today.

    Raises ValueError with a sentence for anything else, and for what lies before 1900 or after 2200. `past`: it may
    well be a day that is over, so the sentence says how to write one.
    """
    meant = _meant(text, today, past)
    if fault := too_far(meant):
        raise ValueError(f"{meant} {fault}")
    return meant


def _meant(text: str, today: date, past: bool) -> date:
    word = text.strip().casefold()
    if word == "today":
        return today
    if (weekday := _weekday(word)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if match := _AHEAD.fullmatch(word):
        return _ahead(today, int(match[1] + match[2]), match[3])
    if _ISO.fullmatch(word):
        try:
            return date.fromisoformat(word)
        except ValueError:
            raise ValueError(f'there is no day "{text}"') from None
    raise ValueError(f'no date "{text}"; write 2026-12-04, today, {"-7d, " if past else ""}+5d, +5wd or fri')


def understand_week(text: str) -> tuple[Weekday, ...]:
    """`mon-fri`, `sun-thu`, `mon,wed,fri` as weekdays from Monday on; ValueError with a sentence for anything else."""
    works: set[int] = set()
    for part in text.casefold().split(","):
        first, dash, last = (word.strip() for word in part.partition("-"))
        start, end = _weekday(first), _weekday(last if dash else first)
        if start is None or end is None or (dash and start == end):
            raise ValueError(f'no working week "{text}"; write mon-fri, sun-thu or mon,wed,fri')
        works.update((start + n) % 7 for n in range((end - start) % 7 + 1))
    return tuple(day for number, day in enumerate(WEEKDAYS) if number in works)


def understand_years(text: str) -> range:
    """`2026-2028` or `2026`; ValueError with a sentence for anything else."""
    match = _YEARS.fullmatch(text.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not FIRST <= first <= last <= LAST:
        raise ValueError(f'no years "{text}"; write 2026 or 2026-2028, from {FIRST} to {LAST}')
    return range(first, last + 1)


def _weekday(word: str) -> int | None:
    """0 for `mon` and `monday`; None for what is no weekday."""
    short = word[:3]
    return next((n for n, day in enumerate(WEEKDAYS) if day == short and word in (day, _full_name(day))), None)


def _full_name(short: str) -> str:
    return {"tue": "tuesday", "wed": "wednesday", "thu": "thursday", "sat": "saturday"}.get(short, short + "day")


def _ahead(today: date, count: int, unit: str) -> date:
    if unit != "wd":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    day, left = today, abs(count)
    while left:
        day += timedelta(days=1 if count > 0 else -1)
        left -= day.weekday() < 5
    return day


def parse_date(text: str | date, *, past: bool = False) -> date | str:
    """For an option: understood from the real day."""
    if isinstance(text, date) or text == "":  # an empty word empties the field
        return text
    return parse_day(text, past=past)


def parse_day(text: str | date, *, past: bool = False) -> date:
    """For what is nothing without its day."""
    if isinstance(text, date):
        return text
    try:
        return understand(text, date.today(), past=past)
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(str(error)) from None


def parse_week(text: str) -> tuple[Weekday, ...]:
    """For an option."""
    if not text.strip():
        raise typer.BadParameter("a calendar needs at least one working day in its week")
    try:
        return understand_week(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def parse_years(text: str | range) -> range:
    """For an option."""
    try:
        return text if isinstance(text, range) else understand_years(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
