"""Dates as people type them: ISO, or a few plain words. A wrong guess is worse than a refusal."""

import re
from datetime import date, timedelta

import typer

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AHEAD = re.compile(r"([+-])([0-9]{1,4})(d|wd|w)")


def understand(text: str, today: date) -> date:
    """`2026-12-04`, `today`, `+5d` calendar days, `+5wd` working days, `+2w`, `fri` the next one, never today.

    Raises ValueError with a sentence for anything else.
    """
    word = text.strip().casefold()
    if word == "today":
        return today
    if word[:3] in WEEKDAYS and word in (word[:3], _full_name(word[:3])):
        ahead = (WEEKDAYS.index(word[:3]) - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    if match := _AHEAD.fullmatch(word):
        return _ahead(today, int(match[1] + match[2]), match[3])
    if _ISO.fullmatch(word):
        try:
            return date.fromisoformat(word)
        except ValueError:
            raise ValueError(f'there is no day "{text}"') from None
    raise ValueError(f'no date "{text}"; write 2026-12-04, today, +5d, +5wd or fri')


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


def parse_date(text: str | date) -> date | str:
    """For an option: understood from the real day."""
    if isinstance(text, date) or text == "":  # an empty word empties the field
        return text
    try:
        return understand(text, date.today())
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(str(error)) from None
