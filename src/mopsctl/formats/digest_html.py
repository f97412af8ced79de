"""A digest as one page that stands alone, to read on a screen and to print: nothing from elsewhere, no script.

What it says comes as the data of `reports.digest`; every word of it passes `shown` and Jinja's autoescape.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

_PAGE = Path(__file__).parent.parent / "templates" / "pages" / "digest.html"
_LISTED = 25  # rows of a table
_MONTHS = 12  # names on the scale, at most
_LAST_NAME = 94  # percent: a name further to the right would stand out of the page


def write(data: Mapping[str, Any], shown: Callable[[str], str]) -> str:
    """The page; `shown` makes a text harmless that acts without being seen."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: "" if value is None else shown(value) if type(value) is str else value,
    )
    environment.filters["day"] = _day
    environment.filters["short"] = _short
    template = environment.from_string(_PAGE.read_text(encoding="utf-8"))
    bars = [_bar(data, one) for one in data["next"] if one["start"] and one["finish"]]
    return template.render(
        digest=data, bars=bars, listed=_LISTED, months=_months(data), today_at=_place(data, data["today"])
    )


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b} {day.year}" if day else "no date"


def _short(day: date | None) -> str:
    return f"{day.day} {day:%b}" if day else ""


def _span(data: Mapping[str, Any]) -> tuple[date, date]:
    first = data["start"] or data["today"]
    return first, max(data["finish"] or first, data["target"] or first, first + timedelta(days=1))


def _place(data: Mapping[str, Any], day: date) -> float | None:
    """Where a day begins, in percent of the plan's span; None outside of it."""
    first, last = _span(data)
    at = 100 * (day - first).days / ((last - first).days + 1)
    return round(at, 2) if 0 <= at <= 100 else None


def _bar(data: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Any]:
    first, last = _span(data)
    whole = (last - first).days + 1
    left = min(max(100 * (one["start"] - first).days / whole, 0.0), 100.0)
    width = 100 * ((one["finish"] - one["start"]).days + 1) / whole
    return {**one, "left": round(left, 2), "width": round(max(min(width, 100 - left), 0.4), 2)}


def _months(data: Mapping[str, Any]) -> list[tuple[float, str]]:
    """The names of months, or of every so many, with their places in percent."""
    first, last = _span(data)
    count = (last.year - first.year) * 12 + last.month - first.month
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200, 12_000) if count <= step * _MONTHS)
    found: list[tuple[float, str]] = []
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month):  # the first one is cut
        if number % step == 0:
            month = date(number // 12, number % 12 + 1, 1)
            name = f"{month:%b} {month.year}" if month.month == 1 or not found else f"{month:%b}"
            found.append((_place(data, month) or 0.0, name))
    return [(at, name) for at, name in found if at <= _LAST_NAME]
