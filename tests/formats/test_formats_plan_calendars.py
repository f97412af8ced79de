"""Plan files with calendars, days off, links of every kind and what else dates follow from."""

from datetime import date

import pytest
from test_formats_plan_yaml import HEAD, faults, read

from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.plan import Condition, Lead, Link


# `^` marks where the fault is; told the same by the quick way and by the general one.
@pytest.mark.parametrize(
    ("section", "row", "fault"),
    [
        ("holidays", "^{calendar: de, on: 1899-12-31}",
         "holiday: on 1899-12-31 is too far away; dates are from 1900 to 2200"),
        ("plans", "^{key: p, name: P, start: 2026-01-05, target: 2201-01-01}",
         "plan: target 2201-01-01 is too far away; dates are from 1900 to 2200"),
        ("calendars", "{key: de, name: DE, week: ^[mon, tues]}",
         'week "tues" is not one of mon, tue, wed, thu, fri, sat, sun; did you mean "tue"?'),
        ("calendars", "{key: de, name: DE, week: ^mon-fri}", "week takes a list, such as [mon, tue]"),
        ("calendars", "^{key: de, name: DE, week: []}",
         "calendar: a calendar needs at least one working day in its week"),
        ("calendars", "^{key: de, name: DE, week: [mon, tue, mon]}", "calendar: its week has mon twice"),
        ("days_off", "{holder: ^ada, first: 2026-01-05, last: 2026-01-05}",
         'holder "ada" does not say what it is; write team:KEY or person:KEY, e.g. "team:ada"'),
        ("days_off", "^{holder: team:it, first: 2026-01-05, last: 2026-01-04}",
         "day off: last 2026-01-04 is before first 2026-01-05"),
        ("links", "{before: a, after: b, kind: ^S}",
         'kind "S" is not one of FS, SS, FF, SF; did you mean "SS"?'),
        ("links", "{before: a, after: b, lag: ^-10001}", "lag -10001 is less than -10000"),
        ("links", "{before: a, after: b, lag: ^2d}", 'lag "2d" is not a whole number'),
        ("links", "^{before: a, after: a, kind: SS, lag: 3}", "link: a task cannot wait for itself"),
        ("leads", "^{task: a, team: it}", "this lead has no days"),
        ("tasks", "^{key: t, name: T, plan: p, days: 3, days_low: 4}",
         "task: the optimistic estimate 4 is above the likely one, 3"),
        ("tasks", "^{key: t, name: T, plan: p, days_low: 4, days_high: 3}",
         "task: the optimistic estimate 4 is above the pessimistic one, 3"),
        ("tasks", "{key: t, name: T, plan: p, share: ^120}", "share 120 is more than 100"),
        ("digests", "{plan: p, team: it, on: 2026-01-05, serial: ^-1}", "serial -1 is less than 0"),
    ],
)  # fmt: skip
def test_what_calendars_links_and_estimates_cannot_be(section: str, row: str, fault: str) -> None:
    text = f"{HEAD}{section}:\n- {row.replace('^', '')}\n"
    assert faults(text) == [f"p.yaml:3:{row.index('^') + 3}: {fault}"]
    assert faults("---\n" + text) == [f"p.yaml:4:{row.index('^') + 3}: {fault}"]


@pytest.mark.parametrize("start", ["", "---\n"])
def test_a_day_to_which_dates_are_relative_is_one_of_ours_too(start: str) -> None:
    line = 2 + len(start) // 4
    assert faults(f"{start}{HEAD}anchor: 0026-01-05\nteams: []\n") == [
        f"p.yaml:{line}:9: anchor 0026-01-05 is too far away; dates are from 1900 to 2200"
    ]


def test_the_first_and_the_last_day_there_is_are_taken() -> None:
    text = HEAD + "days_off:\n- {holder: team:it, first: 1900-01-01, last: 2200-12-31}\n"
    assert [row.record for row in read(text).rows] == [DayOff("team:it", date(1900, 1, 1), date(2200, 12, 31))]


def test_calendars_links_conditions_and_leads_written_by_hand_are_read() -> None:
    plan = read(
        """mopsctl: 1
calendars:
- {key: il, name: Israel, week: [sun, mon, tue, wed, thu], country: IL}
holidays:
- {calendar: il, on: 2026-05-22, name: Shavuot}
- calendar: il
  on: 2026-06-05
  works: true
links:
- {before: a, after: b}
- {before: a, after: b, kind: FF, lag: -2}
conditions:
- {key: signed, what: The contract is signed, task: b, owner: ada, due: 2026-03-02}
leads:
- {task: b, team: legal, days: 5}
"""
    )
    assert [row.record for row in plan.rows] == [
        Calendar("il", "Israel", ("sun", "mon", "tue", "wed", "thu"), "IL"),
        Holiday("il", date(2026, 5, 22), "Shavuot"),
        Holiday("il", date(2026, 6, 5), works=True),
        Link("a", "b"),
        Link("a", "b", "FF", -2),
        Condition("signed", "The contract is signed", "b", "ada", date(2026, 3, 2)),
        Lead("b", "legal", 5),
    ]
    assert plan.rows[3].given == {"before", "after"}


def test_two_tasks_have_one_link_of_a_kind() -> None:
    rows = "- {before: a, after: b, lag: 2}\n- {before: a, after: b, kind: SS}\n- {before: a, after: b, kind: FS}\n"
    assert faults(HEAD + "links:\n" + rows) == ['p.yaml:5:3: link "a b FS" is already on line 3']
