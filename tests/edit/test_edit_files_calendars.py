"""A plan file with calendars, links of every kind and baselines, applied: whole, in part, pruned, and refused."""

from datetime import date

import pytest
from edit_builders import TODAY, changed, portfolio_of, small

from mopsctl.edit import records
from mopsctl.edit.apply import merge
from mopsctl.errors import BAD_INPUT, USAGE, MopsError
from mopsctl.formats.files import Source
from mopsctl.formats.plan_yaml import dump, load
from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.kinds import KINDS
from mopsctl.model.org import Team
from mopsctl.model.plan import Baseline, BaselineDate, Condition, Digest, Lead, Link, Plan, Task
from mopsctl.model.portfolio import Portfolio

DAY = date(2026, 12, 1)


def dated() -> Portfolio:
    """The small plan with all that its dates follow from."""
    return records.put(
        small(),
        Calendar("de", "Germany", country="DE"),
        Calendar("il", "Israel", ("sun", "mon", "tue", "wed", "thu")),
        Holiday("de", date(2026, 12, 25), "Weihnachten"),
        Holiday("de", date(2026, 12, 5), works=True),
        Team("it", "IT", calendar="de", capacity=3),
        DayOff("person:ada", DAY, date(2026, 12, 4), "leave"),
        DayOff("team:it", DAY, DAY),
        Plan("rollout", "CDP rollout", date(2026, 11, 2), platform="cdp", manager="ada", calendar="il"),
        Link("map", "build", "SS", -2),
        Condition("signed", "The contract is signed", "build", "mert", DAY),
        Lead("build", "analytics", 5, DAY),
        Baseline("first", "rollout", TODAY, "for the board"),
        BaselineDate("first", "map", TODAY, DAY),
        Digest("rollout", "it", TODAY, 4),
    )


def apply(portfolio: Portfolio, text: str | bytes, *, prune: bool = False) -> Portfolio:
    data = text if isinstance(text, bytes) else f"mopsctl: 1\n{text}".encode()
    rows = load(Source("p.yaml", data)).rows
    return merge(portfolio, rows, locate=lambda row: f"p.yaml:{row.line}", prune=prune)


def test_an_export_applied_to_nothing_is_the_same_portfolio() -> None:
    again = apply(Portfolio(today=TODAY), dump(dated(), serial=3))
    assert changed(dated(), again) == []
    assert len(again.links) == 3
    assert {kind.plural for kind in KINDS if again.of(kind.plural)} >= {
        "calendars", "holidays", "days_off", "links", "conditions", "leads", "baselines", "baseline_dates", "digests",
    }  # fmt: skip


def test_an_export_applied_to_its_own_portfolio_changes_nothing() -> None:
    assert changed(dated(), apply(dated(), dump(dated()), prune=True)) == []


def test_a_link_of_a_file_from_before_is_finish_to_start_and_keeps_its_lag() -> None:
    lagged = records.put(small(), Link("build", "live", lag=4))
    after = apply(lagged, "links:\n- {before: build, after: live}\n- {before: map, after: live}\n")
    assert changed(lagged, after) == [("links", ("map", "live", "FS"), "added")]
    assert after.links["build", "live", "FS"].lag == 4


def test_another_kind_of_link_is_another_link() -> None:
    after = apply(small(), "links:\n- {before: build, after: live, kind: FF, lag: 1}\n")
    assert changed(small(), after) == [("links", ("build", "live", "FF"), "added")]


def test_what_a_row_leaves_out_stays_and_null_empties() -> None:
    after = apply(dated(), "teams:\n- {key: it, name: IT, calendar: null}\n")
    assert (after.teams["it"].calendar, after.teams["it"].capacity) == (None, 3)


def test_pruning_takes_the_rest_of_a_section() -> None:
    text = """holidays:
- {calendar: de, on: 2026-12-25, name: Weihnachten}
days_off:
- {holder: "team:it", first: 2026-12-01, last: 2026-12-01}
links:
- {before: map, after: build, kind: SS}
"""
    assert changed(dated(), apply(dated(), text, prune=True)) == [
        ("holidays", ("de", date(2026, 12, 5)), "removed"),
        ("days_off", ("person:ada", DAY), "removed"),
        ("links", ("build", "live", "FS"), "removed"),
        ("links", ("map", "build", "FS"), "removed"),
    ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("calendars:\n- {key: il, name: Israel}\n",
         ['not in the file: holiday de/2026-12-05: no calendar "de"',
          'not in the file: holiday de/2026-12-25: no calendar "de"',
          'not in the file: team it: no calendar "de"']),
        ("baselines:\n- {key: second, plan: rollout, on: 2026-11-23}\n",
         ['not in the file: baseline date first/map: no baseline "first"']),
    ],
)  # fmt: skip
def test_pruning_refuses_to_leave_something_without_what_it_refers_to(text: str, faults: list[str]) -> None:
    with pytest.raises(MopsError) as caught:
        apply(dated(), text, prune=True)
    assert sorted(caught.value.message.splitlines()) == faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('days_off:\n- {holder: "person:noone", first: 2026-12-01, last: 2026-12-01}\n',
         'p.yaml:3: day off person:noone/2026-12-01: no person "noone"'),
        ("holidays:\n- {calendar: dee, on: 2026-12-01}\n",
         'p.yaml:3: holiday dee/2026-12-01: no calendar "dee"; did you mean "de"?'),
        ("baseline_dates:\n- {baseline: first, task: mpa, start: 2026-12-01, finish: 2026-12-01}\n",
         'p.yaml:3: baseline date first/mpa: no task "mpa"; did you mean "map"?'),
        ("conditions:\n- {key: c, what: C, task: build, owner: it}\n", 'p.yaml:3: condition c: no person "it"'),
        ("plans:\n- {key: rollout, name: R, start: 2026-11-02, calendar: at}\n",
         'p.yaml:3: plan rollout: no calendar "at"'),
        ("baseline_dates:\n- {baseline: first, task: map, start: 2026-12-02, finish: 2026-12-01}\n",
         "p.yaml:3:3: baseline date: finish 2026-12-01 is before start 2026-12-02"),
        ("tasks:\n- {key: map, name: M, plan: rollout, days_low: 6}\n",
         "p.yaml:3: task map: the optimistic estimate 6 is above the likely one, 5"),
        ("capabilities:\n- {key: send, name: Send, decide_by: 2201-01-01}\n",
         "p.yaml:3:3: capability: decide_by 2201-01-01 is too far away; dates are from 1900 to 2200"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_place_and_nothing_is_applied(text: str, fault: str) -> None:
    with pytest.raises(MopsError) as caught:
        apply(dated(), text)
    assert (caught.value.message, caught.value.code) == (fault, BAD_INPUT)


def test_a_record_with_a_day_that_is_none_of_ours_is_refused_by_every_edit() -> None:
    with pytest.raises(MopsError) as caught:
        records.put(small(), DayOff("team:it", date(1899, 12, 31), DAY))
    assert caught.value.message == (
        "day off team:it/1899-12-31: first 1899-12-31 is too far away; dates are from 1900 to 2200"
    )
    assert caught.value.code == USAGE
    with pytest.raises(MopsError, match="task map: must_by 2201-01-01 is too far away"):
        records.update(small(), Task, "map", {"must_by": date(2201, 1, 1)})


def test_a_renamed_person_keeps_days_off_and_a_renamed_task_its_links_and_dates() -> None:
    renamed = records.rename(records.rename(dated(), Task, "map", "draw"), Team, "it", "tech")
    assert set(renamed.links) == {("draw", "build", "FS"), ("draw", "build", "SS"), ("build", "live", "FS")}
    assert renamed.baseline_dates["first", "draw"] == BaselineDate("first", "draw", TODAY, DAY)
    assert renamed.days_off["team:tech", DAY] == DayOff("team:tech", DAY, DAY)
    assert renamed.digests["rollout", "tech"].team == "tech"


def test_a_task_goes_with_all_that_is_about_it() -> None:
    with pytest.raises(MopsError) as caught:
        records.remove(dated(), Task, "build")
    assert caught.value.message == (
        'task "build" is still referred to: link build/live/FS (before), link map/build/FS (after),'
        " link map/build/SS (after), condition signed (task), lead build/analytics (task) and 1 more"
    )
    gone = records.remove(dated(), Task, "build", cascade=True)
    assert (dict(gone.links), dict(gone.conditions), dict(gone.leads)) == ({}, {}, {})


def test_a_calendar_that_goes_leaves_those_who_work_by_it() -> None:
    gone = records.remove(dated(), Calendar, "de", cascade=True)
    assert gone.teams["it"] == Team("it", "IT", capacity=3)
    assert dict(gone.holidays) == {}
    assert portfolio_of(*gone.calendars.values()).calendars == {"il": dated().calendars["il"]}
