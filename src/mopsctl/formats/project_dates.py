"""Dates as planners and people write them. Day or month first: the column or the user says; it is never guessed."""

import re
from datetime import date
from typing import Literal

from ..model.slugs import plain
from .mspdi_values import FIRST, LAST

Order = Literal["dmy", "mdy"]

# First three letters of months: English, German, Turkish.
_MONTHS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "jan oca", "feb sub", "mar mrz", "apr nis", "may mai", "jun haz",
            "jul tem", "aug agu", "sep eyl", "oct okt eki", "nov kas", "dec dez ara",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
_TIME = re.compile(r"[T\s]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|[+-]\d\d:?\d\d)?$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_DAY_WORD = re.compile(r"(\d{1,2})[.\s/-]*([^\W\d_]+)\.?[,\s/-]*(\d{4}|\d{2})")
_WORD_DAY = re.compile(r"([^\W\d_]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?[,\s]+(\d{4}|\d{2})")


def order_of(text: str) -> Order | None:
    """Which of day and month comes first in a date, where it can be read in one way only."""
    match = _NUMBERS.fullmatch(_bare(text))
    if match is None or match[2] == ".":
        return None
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else None


def day_of(text: str, order: Order | None) -> date:
    """The day; ValueError with a few words where it is none, or may be two."""
    word = _bare(text)
    if match := _YEAR_FIRST.fullmatch(word):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(word):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        order = order or order_of(text)
        if match[2] == "." or order == "dmy" or first == second:
            return _date(year, second, first)
        if order == "mdy":
            return _date(year, first, second)
        if first > 12:
            raise ValueError("is no day of the calendar")
        raise ValueError("may be two days; say --dates dmy or --dates mdy")
    if match := _DAY_WORD.fullmatch(word):
        return _date(_year(match[3]), _month(match[2]), int(match[1]))
    if match := _WORD_DAY.fullmatch(word):
        return _date(_year(match[3]), _month(match[1]), int(match[2]))
    raise ValueError("is no date")


def _bare(text: str) -> str:
    """Without weekday and time."""
    word = _TIME.sub("", text.strip())
    weekday = re.match(r"([^\W\d_]+)\.?,?\s+(?=\S)", word)
    if weekday and plain(weekday[1])[:3] not in _MONTHS:
        return word[weekday.end() :]
    # "Mar 3, 2026" begins with a month, "Mar 03.03.26" with a day of the week.
    if weekday and _NUMBERS.fullmatch(word[weekday.end() :]):
        return word[weekday.end() :]
    return word


def _month(word: str) -> int:
    found = _MONTHS.get(plain(word)[:3])
    if found is None:
        raise ValueError("is no date")
    return found


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _date(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError("is no day of the calendar") from None
    if not FIRST <= found <= LAST:
        raise ValueError("is not between 1900 and 2200")
    return found
