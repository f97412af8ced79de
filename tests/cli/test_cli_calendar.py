"""Calendars and days off by command: holidays that stay where they were written, weeks, and who works when."""

from pathlib import Path
from typing import Any

import pytest
from cli_runner import Runner

from mopsctl.formats import holidays


@pytest.fixture
def plan(folder: Path, mops: Runner) -> Path:
    """A plan that begins on Monday, 23 November 2026, with Ada in analytics."""
    mops.ok('plan init "CDP rollout"')
    mops.ok("person add ada --team analytics")
    return folder / "mops.db"


def shown(mops: Runner, key: str) -> Any:
    return mops.ok(f"calendar show {key} --format json").json["data"]


def years(mops: Runner, key: str) -> list[str]:
    return sorted({day["on"][:4] for day in shown(mops, key)["holidays"]})


def changes(mops: Runner, line: str) -> list[tuple[str, str]]:
    done = mops.ok(f"{line} --format json --audience me").json["data"]
    return [(row["kind"], row["key"]) for row in done["changes"]]


def test_a_calendar_with_a_country_has_its_holidays_in_one_change(plan: Path, mops: Runner) -> None:
    done = changes(mops, "calendar add munich --name Munich --country de-by --years 2026-2027")
    assert ("calendar", "munich") in done
    assert ("holiday", "munich/2026-06-04") in done
    assert len(done) == 25
    assert (shown(mops, "munich")["country"], years(mops, "munich")) == ("DE-BY", ["2026", "2027"])
    assert "munich\tMunich\tmon-fri\tDE-BY\t24\t2026-2027\t" in mops.ok("calendar list").out


def test_without_years_holidays_are_written_from_the_plan_on(plan: Path, mops: Runner) -> None:
    mops.ok("calendar add munich --country DE")
    assert years(mops, "munich") == ["2026", "2027", "2028", "2029"]
    mops.ok("calendar holidays munich --years 2031")
    assert years(mops, "munich") == ["2026", "2027", "2028", "2029", "2031"]


def test_the_same_holidays_again_change_nothing(plan: Path, mops: Runner) -> None:
    mops.ok("calendar add munich --country DE --years 2026-2027")
    mops.ok('calendar off munich 2026-12-24 --name "Closed"')
    assert changes(mops, "calendar holidays munich --years 2026-2027") == []
    assert changes(mops, "calendar set munich --country DE --years 2026") == []


def test_another_country_replaces_the_holidays_of_those_years_and_keeps_what_was_written_by_hand(
    plan: Path, mops: Runner
) -> None:
    mops.ok("calendar add munich --country DE --years 2026-2027")
    mops.ok('calendar off munich 2026-12-24 --name "Closed"')
    mops.ok("calendar work munich 2026-12-26")
    mops.ok("calendar holidays munich --country AT --years 2026")
    named = {day["on"]: day["name"] for day in shown(mops, "munich")["holidays"]}
    assert "2026-10-26" in named  # Austria's national day
    assert "2026-10-03" not in named  # Germany's
    assert "2027-10-03" in named
    assert (named["2026-12-24"], named["2026-12-26"]) == ("Closed", "")
    assert shown(mops, "munich")["country"] == "AT"


def test_a_calendar_may_lose_its_country_and_its_holidays(plan: Path, mops: Runner) -> None:
    mops.ok("calendar add munich --country DE --years 2026-2027")
    mops.ok('calendar off munich 2026-12-24 --name "Closed"')
    mops.ok('calendar set munich --country ""')
    after = shown(mops, "munich")
    assert (after["country"], [day["on"] for day in after["holidays"]]) == ("", ["2026-12-24"])


def test_a_newer_library_moves_no_date_until_it_is_asked(
    plan: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    mops.ok("calendar add istanbul --country TR --years 2026")
    before = shown(mops, "istanbul")["holidays"]

    def none(*_: object, **__: object) -> None:
        raise AssertionError("a read asked the library")

    monkeypatch.setattr(holidays.holidays, "country_holidays", none)
    assert shown(mops, "istanbul")["holidays"] == before
    mops.ok("task list")


def test_the_week_of_a_country_is_its_own_unless_another_is_said(plan: Path, mops: Runner) -> None:
    mops.ok("calendar add riyadh --country SA --years 2026")
    mops.ok("calendar add sixth --country SA --years 2026 --week sat-thu")
    weeks = {row["key"]: row["week"] for row in mops.ok("calendar list --format json").json["data"]}
    assert weeks == {"riyadh": "sun-thu", "sixth": "sat-thu"}
    assert shown(mops, "riyadh")["week"] == ["mon", "tue", "wed", "thu", "sun"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("mon-fri", "mon-fri"),
        ("Sunday-Thursday", "sun-thu"),
        ("mon,wed,fri", "mon,wed,fri"),
        ("fri, mon", "mon,fri"),
        ("sat", "sat"),
        ("mon-wed,sat", "mon-wed,sat"),
        ("mon-sun", "mon-sun"),
        ("fri-mon", "fri-mon"),
    ],
)
def test_a_week_is_said_in_words(plan: Path, mops: Runner, said: str, told: str) -> None:
    mops.ok("calendar", "add", "own", "--week", said)
    assert f"week\t{told}\n" in mops.ok("calendar show own").out


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("calendar add x --week ''", 2, "Invalid value for '--week': a calendar needs at least one working day"),
        ("calendar add x --week ,", 2, "Invalid value for '--week': no working week \",\"; write mon-fri, sun-thu or"),
        ("calendar add x --week mo-fr", 2, "Invalid value for '--week': no working week \"mo-fr\"; write"),
        ("calendar add x --week mon-mon", 2, "Invalid value for '--week': no working week"),
        ("calendar add x --country Germany", 2, 'no country "Germany"; write its ISO code, e.g. DE or DE-BY; did you'),
        ("calendar add x --country DE-XX", 2, 'no part "XX" of DE; there are BB, BE,'),
        ("calendar add x --country DE --years 2150", 2, "the public holidays of DE are known for 1991-"),
        ("calendar add x --country DE --years 2028-2026", 2, "Invalid value for '--years': no years"),
        ("calendar add x --country DE --years 26", 2, "Invalid value for '--years': no years"),
        ("calendar add x --years 2026", 2, "say whose public holidays: --country DE"),
        ("calendar add de --country DE", 2, 'there is already a calendar "de"'),
        ("calendar holidays dee --country DE", 4, 'no calendar "dee"; did you mean "de"?'),
        ("calendar holidays hand", 2, "say whose public holidays: --country DE"),
        ("calendar set dee --week mon-thu", 4, 'no calendar "dee"; did you mean "de"?'),
        ("calendar off de 2026-02-30", 2, "Invalid value for 'DATE': there is no day \"2026-02-30\""),
        ("calendar off de ''", 2, "Invalid value for 'DATE': no date"),
        ("calendar off de 1899-12-31", 2, "Invalid value for 'DATE': 1899-12-31 is too far away"),
        ("calendar clear de 2026-11-23", 4, 'no holiday on 2026-11-23 in the calendar "de"'),
        ("calendar remove de", 2, 'calendar "de" is still referred to: team it (calendar)'),
        ("calendar show dee", 4, 'no calendar "dee"; did you mean "de"?'),
        ("team set it --calendar dee", 4, 'no calendar "dee"; did you mean "de"?'),
        ("plan set --calendar dee", 4, 'no calendar "dee"; did you mean "de"?'),
        ("team set it --capacity -1", 2, "Invalid value for '--capacity': -1 is not in the range 0<=x<=10000."),
        ("team off itt today", 4, 'no team "itt"; did you mean "it"?'),
        ("team off it", 2, "Missing argument 'FIRST'"),
        ("person off ada 2026-12-04 2026-12-03", 2, "the last day off, 2026-12-03, is before the first, 2026-12-04"),
        ("person off ada 2026-12-04 --remove", 4, "no days off of ada that begin on 2026-12-04"),
    ],
)
def test_what_no_calendar_can_be_is_refused_and_nothing_is_written(
    plan: Path, mops: Runner, line: str, code: int, said: str
) -> None:
    mops.ok("calendar add de --country DE --years 2026")
    mops.ok("calendar add hand")
    mops.ok("team set it --calendar de")
    before = plan.read_bytes()
    for flag in ("", " --dry-run") if not line.startswith("calendar show") else ("",):
        ran = mops(line + flag)
        assert (ran.code, ran.out, ran.err[: len(said) + 9]) == (code, "", f"mopsctl: {said}")
    assert plan.read_bytes() == before


def test_dates_go_around_holidays_and_days_off(plan: Path, mops: Runner) -> None:
    def finish() -> str:
        return str(mops.ok("task show map --format json").json["data"]["computed_finish"])

    mops.ok("task add map --team analytics --owner ada --days 5")
    assert finish() == "2026-11-27"
    mops.ok("calendar add short --week mon-thu")
    mops.ok("plan set --calendar short")
    assert finish() == "2026-11-30"
    mops.ok("calendar add long --week mon-sat")
    mops.ok("team set analytics --calendar long")
    assert finish() == "2026-11-27"
    mops.ok('calendar off long 2026-11-25 --name "Works council"')
    assert finish() == "2026-11-28"
    mops.ok("team off analytics 2026-11-27")
    assert finish() == "2026-11-30"
    mops.ok("person off ada 2026-11-24 2026-11-26 --why course")
    assert finish() == "2026-12-02"
    mops.ok("person off ada 2026-11-24 --remove")
    mops.ok('team set analytics --calendar ""')
    mops.ok('plan set --calendar ""')
    assert finish() == "2026-11-30"


def test_a_calendar_shows_who_works_by_it_and_their_days_off(plan: Path, mops: Runner) -> None:
    mops.ok("calendar add short --week mon-thu")
    mops.ok("plan set --calendar short")
    mops.ok("calendar add own")
    mops.ok("team set it --calendar own")
    mops.ok("team off it 2026-12-24 2027-01-01")
    mops.ok("team off marketing 2026-12-24")
    mops.ok("person off ada +5d +9d")
    assert [(user["kind"], user["key"]) for user in shown(mops, "short")["used_by"]] == [("plan", "cdp-rollout")]
    assert [one["holder"] for one in shown(mops, "short")["days_off"]] == ["person:ada", "team:marketing"]
    assert [one["holder"] for one in shown(mops, "own")["days_off"]] == ["team:it"]


def test_an_unused_calendar_goes_with_its_holidays_and_comes_back_with_them(plan: Path, mops: Runner) -> None:
    mops.ok("calendar add munich --country DE --years 2026")
    before = shown(mops, "munich")
    mops.ok("calendar rename munich muc")
    mops.ok("calendar rename muc munich")
    assert len(changes(mops, "calendar remove munich")) == 1 + len(before["holidays"])
    assert mops("calendar show munich").code == 4
    mops.ok("undo")
    assert shown(mops, "munich") == before
