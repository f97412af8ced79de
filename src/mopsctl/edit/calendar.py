"""Calendars, and days off: when teams and people work (domain §2.4). Public holidays come from `formats.holidays`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec import structs

from ..errors import USAGE, MopsError
from ..model.calendar import Calendar, DayOff, Holiday
from ..model.fields import untyped
from ..model.kinds import BY_WORD
from ..model.lookup import get
from ..model.portfolio import Portfolio
from . import records

DAY = timedelta(days=1)
YEARS_AHEAD = 3  # for which holidays are written where no years were said


def usual_years(portfolio: Portfolio, calendar: str | None = None) -> range:
    """The years to write holidays for: from the first open plan's to some years on, and all that the calendar has."""
    plans = [plan.start.year for plan in portfolio.plans.values() if plan.closed is None]
    held = [one.on.year for one in portfolio.holidays.values() if one.calendar == calendar]
    first = min([*plans, *held, portfolio.today.year])
    last = max([*held, max([*plans, portfolio.today.year]) + YEARS_AHEAD])
    return range(first, last + 1)


def write_holidays(
    portfolio: Portfolio,
    calendar: str,
    country: str,
    days: Iterable[Holiday],
    years: range,
    theirs: Callable[[str], bool],
) -> Portfolio:
    """Write the public holidays of a country into a calendar, in place of those it has in these years.

    `theirs` tells the names of public holidays, there and in the country before: a day under another name was written
    by hand and stays as it is.
    """
    was = get(portfolio, Calendar, calendar)
    gone = {
        key
        for key, one in portfolio.holidays.items()
        if one.calendar == calendar and one.on.year in years and theirs(one.name)
    }
    left = {key: one for key, one in portfolio.holidays.items() if key not in gone}
    new = [one for one in days if (calendar, one.on) not in left]
    emptied = structs.replace(portfolio, holidays=left)
    return records.put(emptied, structs.replace(was, country=country), *new)


def mark(portfolio: Portfolio, calendar: str, on: date, *, works: bool, name: str = "") -> Portfolio:
    """Say that one day is worked, or is not, whatever the week and the holidays say."""
    get(portfolio, Calendar, calendar)
    return records.put(portfolio, Holiday(calendar, on, name, works))


def clear(portfolio: Portfolio, calendar: str, on: date) -> Portfolio:
    """Let one day be as the week says."""
    get(portfolio, Calendar, calendar)
    if (calendar, on) not in portfolio.holidays:
        raise records.nothing_found(
            f'holiday on {on} in the calendar "{calendar}"', f"mopsctl calendar show {calendar}"
        )
    return records.remove(portfolio, Holiday, (calendar, on))


def remove(portfolio: Portfolio, *calendars: str, cascade: bool = False) -> Portfolio:
    """Remove calendars with their holidays; refuses while a team or a plan works by one, but with `cascade`."""
    for calendar in calendars:
        get(portfolio, Calendar, calendar)
    left = {key: one for key, one in portfolio.holidays.items() if one.calendar not in calendars}
    return records.remove(structs.replace(portfolio, holidays=left), Calendar, *calendars, cascade=cascade)


# -- days off


def take_off(portfolio: Portfolio, holder: str, first: date, last: date | None = None, why: str = "") -> Portfolio:
    """Give a team or a person (a typed key) days off, both inclusive; one day where there is no last.

    Days that overlap with others for the same reason become one range; for another reason they are refused.
    """
    _known(portfolio, holder)
    span = DayOff(holder, first, last or first, why)
    if span.last < span.first:
        raise MopsError(f"the last day off, {span.last}, is before the first, {span.first}", code=USAGE)
    others = [one for one in _days_off(portfolio, holder) if one.first <= span.last and span.first <= one.last]
    for one in others:
        if one.why and why and one.why != why:
            raise MopsError(
                f"{untyped(holder)[1]} is off already from {one.first} to {one.last} ({one.why})",
                hint=f"{_command(holder)} {one.first} --remove",
                code=USAGE,
            )
    merged = DayOff(
        holder,
        min(one.first for one in (span, *others)),
        max(one.last for one in (span, *others)),
        next((one.why for one in (span, *others) if one.why), ""),
    )
    return _instead(portfolio, others, [merged])


def bring_back(portfolio: Portfolio, holder: str, first: date, last: date | None = None) -> Portfolio:
    """Take days off back: the range that begins on `first`, or exactly the days from first to last."""
    _known(portfolio, holder)
    own = _days_off(portfolio, holder)
    if last is None:
        gone = [one for one in own if one.first == first]
        rest: list[DayOff] = []
    else:
        gone = [one for one in own if one.first <= last and first <= one.last]
        before = [structs.replace(one, last=first - DAY) for one in gone if one.first < first]
        rest = before + [structs.replace(one, first=last + DAY) for one in gone if last < one.last]
    if not gone:
        around = next((one for one in own if one.first < first <= one.last), None)
        raise records.nothing_found(
            f"days off of {untyped(holder)[1]} " + (f"from {first} to {last}" if last else f"that begin on {first}"),
            f"{_command(holder)} {first} {first} --remove" if around else "",
        )
    return _instead(portfolio, gone, rest)


def _known(portfolio: Portfolio, holder: str) -> None:
    word, key = untyped(holder)
    get(portfolio, BY_WORD[word].record, key)


def _days_off(portfolio: Portfolio, holder: str) -> list[DayOff]:
    return sorted((one for one in portfolio.days_off.values() if one.holder == holder), key=lambda one: one.first)


def _instead(portfolio: Portfolio, gone: Iterable[DayOff], new: Iterable[DayOff]) -> Portfolio:
    keys = {(one.holder, one.first) for one in gone}
    left: Mapping[Any, DayOff] = {key: one for key, one in portfolio.days_off.items() if key not in keys}
    return records.put(structs.replace(portfolio, days_off=left), *new)


def _command(holder: str) -> str:
    return "mopsctl {} off {}".format(*untyped(holder))
