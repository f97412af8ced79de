"""`mopsctl calendar`: working weeks and public holidays (domain §2.4)."""

from datetime import date
from typing import Annotated, Any

import typer

from .. import service
from ..edit import calendar as edits
from ..edit import records
from ..errors import MopsError
from ..lazy import load
from ..model.calendar import Calendar
from ..model.lookup import get
from ..model.portfolio import Portfolio
from ..reports import calendar as reports
from ..reports.document import Report
from ..service import Edit
from .dates import parse_week, parse_years
from .frame import Noun
from .options import CalendarKey, Name, NewKey, Note, date_argument, key_argument, text_option
from .standard import Cascade, add_standard_verbs
from .wiring import Desk, View, changes, shows, takes

noun = Noun("calendar", "Say when teams work: their week, public holidays and single days.")

Country = Annotated[str | None, text_option("--country", "whose public holidays: DE, or DE-BY for a part of it")]
Years = Annotated[
    range | None,
    typer.Option(
        "--years",
        help="for which years (default: from the first plan on)",
        parser=parse_years,
        metavar="A-B",
        show_default=False,
    ),
]
Day = Annotated[date, date_argument("DATE", "the day")]
FIELDS = {
    "name": Name,
    "week": Annotated[
        Any | None,
        typer.Option(
            "--week",
            help="the days it works: mon-fri, sun-thu or mon,wed,fri",
            parser=parse_week,
            metavar="DAYS",
            show_default=False,
        ),
    ],
    "note": Note,
}


@noun.verb("list")
@shows
def list_calendars(view: View) -> Report:
    """List all calendars, and who works by them.

    Examples:
      mopsctl calendar list
    """
    return reports.calendars(view.portfolio)


@noun.verb("show")
@shows
def show_calendar(view: View, calendar: CalendarKey) -> Report:
    """Show a calendar's week, holidays, users and days off.

    Examples:
      mopsctl calendar show munich
    """
    return reports.calendar(view.portfolio, calendar)


@noun.verb("add")
@changes
@takes(FIELDS)
def add_calendar(desk: Desk, key: NewKey, country: Country = None, years: Years = None, **given: Any) -> Edit:
    """Add a calendar, with the public holidays of a country.

    Examples:
      mopsctl calendar add munich --country DE-BY --years 2026-2028
      mopsctl calendar add riyadh --week sun-thu --country SA
      mopsctl calendar add part-time --week mon,wed,fri
    """
    said = {"key": key, "name": key, **records.emptied(Calendar, given)}
    if not (country or years):
        return lambda portfolio: records.add(portfolio, Calendar(**said))
    days = _Days(desk, key, country, years)
    usual = {"week": days.week} if days.week else {}  # Friday is no working day in Riyadh
    return lambda portfolio: days.write(records.add(portfolio, Calendar(**{**usual, **said})))


@noun.verb("set")
@changes
@takes(FIELDS)
def set_calendar(desk: Desk, key: CalendarKey, country: Country = None, years: Years = None, **given: Any) -> Edit:
    """Change fields of a calendar, or its public holidays.

    Examples:
      mopsctl calendar set munich --week mon-thu
      mopsctl calendar set munich --country AT --years 2027-2028
    """
    if country is None and years is None:
        return lambda portfolio: records.update(portfolio, Calendar, key, given)
    days = _Days(desk, key, country, years)
    return lambda portfolio: days.write(records.update(portfolio, Calendar, key, given))


@noun.verb("holidays")
@changes
def write_holidays(desk: Desk, key: CalendarKey, country: Country = None, years: Years = None) -> Edit:
    """Write the public holidays of a country into a calendar.

    Examples:
      mopsctl calendar holidays munich --years 2029-2030
      mopsctl calendar holidays munich --country DE-BY --years 2026-2028
    """
    return _Days(desk, key, country, years).write


class _Days:
    """The public holidays that are asked for, known before the store is locked; and how to write them."""

    def __init__(self, desk: Desk, key: str, country: str | None, years: range | None) -> None:
        now = service.read(desk.place, desk.today)
        had = now.calendars[key].country if key in now.calendars else ""
        if not (wanted := had if country is None else country) and country is None:
            verb = "holidays" if key in now.calendars else "add"
            hint = f"mopsctl calendar {verb} {key} --country DE"
            raise MopsError("say whose public holidays: --country DE", hint=hint)
        self.key, self.years = key, years or edits.usual_years(now, key)
        self.before = load("mopsctl.formats.holidays:those_of")(had, self.years)
        self.now = load("mopsctl.formats.holidays:public_days")(wanted, self.years) if wanted else None
        self.week = self.now.week if self.now else None

    def write(self, portfolio: Portfolio) -> Portfolio:
        """The calendar with these days in place of those that it had of a country."""
        get(portfolio, Calendar, self.key)
        country, days = (self.now.country, self.now.in_calendar(self.key)) if self.now else ("", ())
        return edits.write_holidays(portfolio, self.key, country, days, self.years, self._call)

    def _call(self, name: str) -> bool:
        return self.before.call(name) or (self.now is not None and self.now.call(name))


@noun.verb("off")
@changes
def mark_off(desk: Desk, key: CalendarKey, day: Day, name: Name = None) -> Edit:
    """Say that one day is not worked.

    Examples:
      mopsctl calendar off munich 2026-12-24 --name "Closed between the years"
    """
    return lambda portfolio: edits.mark(portfolio, key, day, works=False, name=name or "")


@noun.verb("work")
@changes
def mark_worked(desk: Desk, key: CalendarKey, day: Day, name: Name = None) -> Edit:
    """Say that one day is worked, though the week says no.

    Examples:
      mopsctl calendar work munich 2026-12-12 --name "Migration weekend"
    """
    return lambda portfolio: edits.mark(portfolio, key, day, works=True, name=name or "")


@noun.verb("clear")
@changes
def clear_day(desk: Desk, key: CalendarKey, day: Day) -> Edit:
    """Let one day be as the week says again.

    Examples:
      mopsctl calendar clear munich 2026-12-24
    """
    return lambda portfolio: edits.clear(portfolio, key, day)


@noun.verb("remove")
@changes
def remove_calendar(
    desk: Desk,
    keys: Annotated[list[str], key_argument("CALENDAR...", "calendars", help="the key of a calendar; several at once")],
    cascade: Cascade = False,
) -> Edit:
    """Remove a calendar, with its holidays, that nobody uses.

    Examples:
      mopsctl calendar remove riyadh
      mopsctl calendar remove munich --cascade --dry-run
    """
    return lambda portfolio: edits.remove(portfolio, *dict.fromkeys(keys), cascade=cascade)


add_standard_verbs(noun, Calendar, {}, examples="mopsctl calendar rename munich bavaria")
