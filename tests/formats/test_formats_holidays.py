"""Public holidays: which days, under which names, and what is said where they are not known."""

from datetime import date

import pytest

from mopsctl.errors import USAGE, MopsError
from mopsctl.formats.holidays import public_days, those_of
from mopsctl.model.calendar import Holiday

ASCENSION, EPIPHANY = date(2026, 5, 14), date(2026, 1, 6)


def test_a_country_has_its_holidays_by_date_and_in_english() -> None:
    found = public_days("DE", [2026]).days
    assert found[0] == (date(2026, 1, 1), "New Year's Day")
    assert (ASCENSION, "Ascension Day") in found
    assert list(found) == sorted(found)
    assert {on.year for on, _ in public_days("US", [2022]).days} == {2022}  # New Year's Day was kept in 2021


def test_a_part_of_a_country_has_its_own() -> None:
    assert (EPIPHANY, "Epiphany") in public_days("DE-BY", [2026]).days
    assert EPIPHANY not in dict(public_days("DE", [2026]).days)


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("DE", "DE"),
        ("de-by", "DE-BY"),
        ("DE-Bayern", "DE-BY"),
        ("DEU", "DE"),
        ("UK", "GB"),
        ("gb-sct", "GB-SCT"),
        ("TR", "TR"),
    ],
)
def test_a_country_is_known_by_its_codes(code: str, country: str) -> None:
    assert public_days(code, [2026]).country == country


def test_where_days_off_are_paid_back_on_a_weekend_that_day_is_worked() -> None:
    hungary = public_days("HU", [2026])
    assert date(2026, 1, 10) in dict(hungary.worked)
    days = {day.on: day for day in hungary.in_calendar("budapest")}
    assert days[date(2026, 1, 10)] == Holiday("budapest", date(2026, 1, 10), "worked in exchange for a day off", True)
    assert days[date(2026, 1, 2)].works is False


def test_a_week_is_told_only_where_the_weekend_is_not_saturday_and_sunday() -> None:
    assert public_days("SA", [2026]).week == ("mon", "tue", "wed", "thu", "sun")
    assert public_days("DE", [2026]).week is None
    assert public_days("HK", [2026]).week is None  # a weekend of Sunday alone is the law's, not the office's


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("Germany", 'no country "Germany"; write its ISO code, e.g. DE or DE-BY; did you mean "DE"?'),
        ("Grmany", 'no country "Grmany"; write its ISO code, e.g. DE or DE-BY; did you mean "DE"?'),
        ("XX", 'no country "XX"; write its ISO code, e.g. DE or DE-BY'),
        ("", 'no country ""; write its ISO code, e.g. DE or DE-BY'),
        ("GB-Scottland", 'no part "Scottland" of GB; did you mean "GB-SCT"? there are ENG, NIR, SCT, WLS'),
        ("EE-XX", 'no part "XX" of EE; there are none'),
    ],
)
def test_an_unknown_country_or_part_is_refused_with_what_is_near(code: str, message: str) -> None:
    with pytest.raises(MopsError) as raised:
        public_days(code, [2026])
    assert (raised.value.message, raised.value.code) == (message, USAGE)
    assert those_of(code, [2026]).days == ()


@pytest.mark.parametrize(("years", "year"), [([1900], 1900), ([2026, 2199], 2199), ([1900, 2199], 1900)])
def test_years_that_nobody_knows_are_refused(years: list[int], year: int) -> None:
    with pytest.raises(MopsError, match=f"^the public holidays of DE are known for 1991-[0-9]{{4}}, not for {year};"):
        public_days("DE", years)


def test_those_of_a_country_before_are_told_as_far_as_they_are_known() -> None:
    assert those_of("DE", [1900, 2026]).days == public_days("DE", [2026]).days
    assert those_of("nowhere", [2026]).days == ()


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("Ascension Day", True),
        ("Ascension Day (estimated)", True),
        ("Labor Day; Ascension Day", True),
        ("Public holiday", True),
        ("Closed", False),
        ("Closed; Ascension Day", False),
        ("", False),
    ],
)
def test_a_day_is_told_from_one_written_by_hand_by_its_name(name: str, theirs: bool) -> None:
    assert public_days("DE", [2026]).call(name) is theirs
