"""Which days are public holidays in a country, as the library `holidays` knows them. Loaded late: `lazy.load`.

Days are kept in the store once they are written (`edit.calendar`), so no other version of the library moves a date.
"""

import datetime
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import holidays
from holidays.registry import COUNTRIES
from msgspec import Struct

from ..errors import USAGE, MopsError, nearest
from ..model.calendar import WEEKDAYS, Holiday, Weekday

LANGUAGE = "en_US"  # said always: else the names would be those of whoever's computer it is
SATURDAY, SUNDAY = 5, 6
ANY = "Public holiday"  # what a plan file may call one that it does not name
WORKED = "worked in exchange for a day off"
PARTS_TOLD = 20
COMMONLY = {"uk": "GB"}  # codes that are no ISO codes, and that nobody else has


class PublicDays(Struct, frozen=True, dict=True):
    """The public holidays of a country, or of a part of it, in some years."""

    country: str  # "DE", "DE-BY"
    days: tuple[tuple[datetime.date, str], ...]
    worked: tuple[tuple[datetime.date, str], ...]  # weekend days that are worked in exchange
    week: tuple[Weekday, ...] | None  # the working week, where its weekend is not Saturday and Sunday

    def in_calendar(self, calendar: str) -> list[Holiday]:
        """The same as records of a calendar."""
        return [
            *(Holiday(calendar, on, name) for on, name in self.days),
            *(Holiday(calendar, on, name, works=True) for on, name in self.worked),
        ]

    def call(self, name: str) -> bool:
        """Whether this is what such days are called here, on whatever date; a remark like `(estimated)` aside."""
        return name == ANY or (bool(name) and all(one in self._names for one in _bare(name)))

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(one for _, name in (*self.days, *self.worked) for one in _bare(name))


def _bare(name: str) -> list[str]:
    """The names of the holidays that meet on a day."""
    return [one.partition(" (")[0] for one in name.split("; ")]


def public_days(code: str, years: Iterable[int]) -> PublicDays:
    """The public holidays of `DE`, or `DE-BY` with those of Bavaria, in these years.

    MopsError for a country or a part of it that is not known, with those near, and for years that it is not known for.
    """
    wanted = sorted(set(years))
    country, subdivision = _found(code)
    known = holidays.country_holidays(country, subdiv=subdivision)
    strange = [year for year in wanted if not known.start_year <= year <= known.end_year]
    if strange:
        span = f"{known.start_year}-{known.end_year}"
        raise MopsError(
            f"the public holidays of {country} are known for {span}, not for {strange[0]}; say --years", code=USAGE
        )
    language = LANGUAGE if LANGUAGE in known.supported_languages else None
    found = holidays.country_holidays(country, subdiv=subdivision, years=wanted, language=language)
    return PublicDays(
        f"{country}-{subdivision}" if subdivision else country,
        tuple((on, name) for on, name in sorted(found.items()) if on.year in wanted),
        tuple((on, WORKED) for on in sorted(found.weekend_workdays) if on.year in wanted),
        _week(found.weekend),
    )


def those_of(code: str, years: Iterable[int]) -> PublicDays:
    """The public holidays that a calendar may have got from a country before; none where that is not known."""
    try:
        country, subdivision = _found(code)
    except MopsError:
        return PublicDays(code, (), (), None)
    known = holidays.country_holidays(country, subdiv=subdivision)
    return public_days(code, [year for year in years if known.start_year <= year <= known.end_year])


def _week(weekend: set[int]) -> tuple[Weekday, ...] | None:
    """A weekend of Sunday alone says what the law calls one, not when offices work."""
    if weekend <= {SATURDAY, SUNDAY}:
        return None
    return tuple(day for number, day in enumerate(WEEKDAYS) if number not in weekend)


def _found(code: str) -> tuple[str, str | None]:
    """The ISO code of a country and of a part of it, as the library writes them."""
    country, _, part = code.strip().partition("-")
    codes = {alias.casefold(): entry[1] for entry in COUNTRIES.values() for alias in entry[1:3]} | COMMONLY
    names_of = {name.replace("_", " "): entry[1] for name, entry in COUNTRIES.items()}
    known = codes.get(country.casefold())
    if known is None:
        guess = _meant(code.strip(), names_of)
        meant = f'; did you mean "{guess}"?' if guess else ""
        raise MopsError(f'no country "{code}"; write its ISO code, e.g. DE or DE-BY{meant}', code=USAGE)
    return known, _part(known, part) if part else None


def _meant(word: str, names_of: dict[str, str]) -> str | None:
    plain = word.casefold().replace("_", " ")
    if plain in names_of:
        return names_of[plain]
    near = nearest(plain, list(names_of))
    return names_of[near] if near else None  # two letters are near to any two


def _part(country: str, part: str) -> str:
    entity: Any = holidays.country_holidays(country)
    parts: dict[str, str] = {one.casefold(): one for one in entity.subdivisions}
    aliases = {alias.casefold(): one for alias, one in entity.subdivisions_aliases.items()}
    found = parts.get(part.casefold()) or aliases.get(part.casefold())
    if found is None:
        near = nearest(part, [*parts, *aliases])
        guess = f'; did you mean "{country}-{parts.get(near) or aliases[near]}"?' if near else ";"
        shown = ", ".join(entity.subdivisions[:PARTS_TOLD]) or "none"
        more = len(entity.subdivisions) - PARTS_TOLD
        raise MopsError(
            f'no part "{part}" of {country}{guess} there are {shown}' + (f" and {more} more" if more > 0 else ""),
            code=USAGE,
        )
    return found
