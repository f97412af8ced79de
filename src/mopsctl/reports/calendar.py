"""Calendars: their week and holidays, who works by them, and the days off of those (domain §2.4)."""

from collections.abc import Iterable
from typing import Any

from ..facts.participation import participating
from ..model.calendar import WEEKDAYS, Calendar
from ..model.fields import typed, untyped
from ..model.lookup import get
from ..model.portfolio import Portfolio
from .document import Block, Heading, Report
from .listing import Field, columns, fields_of, listing, showing, tabled

_EMPTY = "No calendar yet, so everybody works Monday to Friday: mopsctl calendar add KEY --country DE"


def calendars(portfolio: Portfolio) -> Report:
    """Every calendar with its week, how many holidays it has, and who works by it."""
    rows = []
    for key, one in sorted(portfolio.calendars.items()):
        years = sorted({day.on.year for day in portfolio.holidays.values() if day.calendar == key})
        rows.append(
            {
                **_fields(one),
                "holidays": sum(day.calendar == key and not day.works for day in portfolio.holidays.values()),
                "years": f"{years[0]}-{years[-1]}" if len(years) > 1 else "".join(map(str, years)),
                "used_by": _users(portfolio, key),
                "used_by_told": [untyped(user)[1] for user in _users(portfolio, key)],
            }
        )
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        Field("week"),
        Field("country"),
        Field("holidays", right=True),
        Field("years", optional=True),
        Field("used_by", wrap=True, optional=True),
    )
    lines = columns("key", "name", "week", "country", "holidays", "years", "used_by", "note")
    return listing("calendar.list", "Calendars", rows, fields, _EMPTY, scripts=lines)


def calendar(portfolio: Portfolio, key: str) -> Report:
    """One calendar: its week, its holidays by date, who works by it, and the days off of those."""
    found = get(portfolio, Calendar, key)
    days = [
        {
            "year": day.on.year,
            **fields_of(day),
            "weekday": WEEKDAYS[day.on.weekday()],
            "works_told": "worked" if day.works else "off",
        }
        for (calendar, _), day in sorted(portfolio.holidays.items())
        if calendar == key
    ]
    users = [dict(zip(("kind", "key"), untyped(user), strict=True)) for user in _users(portfolio, key)]
    off = [
        fields_of(one) for _, one in sorted(portfolio.days_off.items()) if one.holder in _workers(portfolio, key)
    ]  # fmt: skip
    blocks: list[Block] = []
    if days:
        fields = (Field("on"), Field("weekday", "day", tone="muted"), Field("name", wrap=True), Field("works", "is"))
        for year in sorted({day["year"] for day in days}):
            of_year = [day for day in days if day["year"] == year]
            blocks += [Heading(f"Holidays {year}"), tabled(of_year, fields)]
    if users:
        blocks += [Heading("Used by"), tabled(users, (Field("kind"), Field("key", tone="key")))]
    if off:
        spans = (Field("holder", tone="key"), Field("first"), Field("last"), Field("why", wrap=True))
        blocks += [Heading("Days off"), tabled(off, spans)]
    holidays = [{name: day[name] for name in ("on", "weekday", "name", "works")} for day in days]
    data = {**fields_of(found), "holidays": holidays, "used_by": users, "days_off": off}
    return showing("calendar.show", found.name, _fields(found), blocks=blocks, data=data)


def _fields(calendar: Calendar) -> dict[str, Any]:
    return {**fields_of(calendar), "week": week_told(calendar.week)}


def week_told(week: Iterable[str]) -> str:
    """A working week in words: `mon-fri`, `sun-thu`, `mon,wed,fri`."""
    works = [day in set(week) for day in WEEKDAYS]
    if all(works):
        return "mon-sun"
    runs = []
    for first in range(7):
        if works[first] and not works[first - 1]:
            length = next(n for n in range(1, 8) if not works[(first + n) % 7])
            days = [WEEKDAYS[(first + n) % 7] for n in range(length)]
            runs.append(f"{days[0]}-{days[-1]}" if length > 2 else ",".join(days))
    return ",".join(runs)


def _users(portfolio: Portfolio, calendar: str) -> list[str]:
    """The teams and plans that name a calendar, as typed keys."""
    teams = [typed("team", key) for key, team in sorted(portfolio.teams.items()) if team.calendar == calendar]
    return teams + [typed("plan", key) for key, plan in sorted(portfolio.plans.items()) if plan.calendar == calendar]


def _workers(portfolio: Portfolio, calendar: str) -> frozenset[str]:
    """The teams that work by a calendar, by their own choice or by their plan's, and their people, as typed keys."""
    teams = {key for key, team in portfolio.teams.items() if team.calendar == calendar}
    for key, plan in portfolio.plans.items():
        if plan.calendar == calendar:
            asked = {task.team for task in portfolio.tasks.values() if task.plan == key and task.team}
            in_it = asked.union(participating(portfolio, key))
            teams |= {team for team in in_it if portfolio.teams[team].calendar is None}
    people = (typed("person", key) for key, person in portfolio.people.items() if person.team in teams)
    return frozenset((*(typed("team", team) for team in teams), *people))
