"""What a team is told: its part in the whole, its neighbours, and what changed since the last time."""

from datetime import date
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from report_samples import MONDAY, portfolio_of

from mopsctl.edit import records
from mopsctl.model.capability import Capability, Offering, Platform
from mopsctl.model.fields import Record
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Condition, Link, Need, Participation, Plan, Review, Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.render import markdown
from mopsctl.render.screen import Screen
from mopsctl.reports.digest import digest
from mopsctl.reports.document import Report
from mopsctl.reports.news import news


def rollout(*more: Record) -> Portfolio:
    return portfolio_of(
        *(Team("it", "IT"), Team("legal", "Legal"), Team("sales", "Sales"), Person("ada", "Ada", "it")),
        Plan("p", "Rollout", MONDAY, goal="One profile", target=date(2026, 12, 18), manager="ada"),
        Task("map", "Map events", "p", "it", "ada", days=5),
        Task("check", "Check contracts", "p", "legal", days=5, kind="implementation"),
        Task("brief", "Brief stores", "p", "sales", days=1),
        Task("live", "Go live", "p", kind="milestone"),
        *(Link("map", "check"), Link("check", "live"), Link("check", "brief")),
        Need("counsel", "Outside counsel", "p", "legal", task="map"),
        Need("time", "Two quiet weeks", "p", "legal"),
        Condition("signed", "The contract is signed", "check", "ada", date(2026, 12, 2)),
        Participation("p", "legal"),
        Review("p", "legal", MONDAY, "changes"),
        *more,
    )


def told(portfolio: Portfolio, team: str = "legal", then: Portfolio | None = None) -> Report:
    return digest(portfolio, portfolio.plans["p"], portfolio.teams[team], then)


def data(report: Report) -> Any:
    return msgspec.json.decode(msgspec.json.encode(report.answer))


def test_its_part_in_the_whole_is_counted() -> None:
    part = data(told(rollout()))["part"]
    assert (part["tasks"], part["of"], part["done"], part["critical"], part["critical_in_all"]) == (1, 4, 0, 1, 2)
    assert part["milestones"] == [{"key": "live", "name": "Go live", "on": "2026-12-08"}]
    said = markdown.render(told(rollout()), Screen())
    assert (
        "Legal has 1 of the 4 tasks of the plan (25 %). It is on the critical path: a day lost there is a day lost "
        "at the end. It leads to Go live (2026-12-08)."
    ) in said
    assert "The goal: **One profile**" in said
    assert "Computed finish 2026-12-09, 9 calendar days before the target 2026-12-18." in said


def test_what_it_waits_for_comes_with_dates_and_those_who_bring_it_about() -> None:
    rows = data(told(rollout()))["waits_for"]
    assert [(row["key"], row["finish"], row["who"], row["own"]) for row in rows] == [
        ("map", "2026-11-27", "IT", ["check"]),
        ("condition:signed", "2026-12-02", "Ada", ["check"]),
    ]


def test_who_waits_for_it_and_what_is_its_own_to_settle() -> None:
    said = data(told(rollout()))
    assert [(row["key"], row["team"], row["start"]) for row in said["waited_for_by"]] == [
        ("live", None, "2026-12-08"),
        ("brief", "sales", "2026-12-09"),
    ]
    assert [(row["key"], row["name"]) for row in said["to_settle"]] == [("review:legal", "Legal approves the plan")]


def test_every_need_says_what_became_of_it() -> None:
    needs = {row["key"]: (row["met"], row["how"]) for row in data(told(rollout()))["needs"]}
    assert needs == {
        "counsel": (False, "Map events, 2026-11-27"),
        "time": (False, "nothing in the plan meets it yet"),
    }
    done = records.update(rollout(), Task, "map", {"started": MONDAY, "finished": MONDAY})
    assert data(told(done))["needs"][0]["how"] == "met on 2026-11-23"


def test_what_is_done_waits_for_nothing_and_holds_nobody() -> None:
    done = rollout(Task("check", "Check contracts", "p", "legal", days=5, started=MONDAY, finished=MONDAY))
    said = data(told(done))
    assert (said["waits_for"], said["waited_for_by"], said["next"]) == ([], [], [])
    assert "All its tasks are done." in markdown.render(told(done), Screen())


def test_a_team_without_a_task_is_told_so() -> None:
    said = markdown.render(told(rollout(Team("new", "New")), "new"), Screen())
    assert "New has no task in the plan yet." in said
    assert "Nothing of others." in said


def test_many_tasks_that_wait_for_one_thing_are_told_in_short() -> None:
    many = [Task(f"t{n}", f"Task {n}", "p", "legal", days=1) for n in range(5)]
    row = data(told(rollout(*many, *(Link("map", task.key) for task in many))))["waits_for"][0]
    assert row["told"] == "Check contracts, Task 0 and 4 more"
    assert len(row["own"]) == 6


def test_without_a_digest_before_there_is_no_news() -> None:
    said = markdown.render(told(rollout()), Screen())
    assert "What changed" not in said
    assert data(told(rollout()))["since"] is None


def changed(*edits: Any, team: str = "legal", today: date = MONDAY) -> list[tuple[str, str, bool | None]]:
    before, after = rollout(), rollout()
    for edit in edits:
        after = edit(after)
    return [(one.about, one.what, one.good) for one in news(before, replace(after, today=today), "p", team)]


def put(*some: Record) -> Any:
    return lambda portfolio: records.put(portfolio, *some)


def update(key: str, **fields: Any) -> Any:
    return lambda portfolio: records.update(portfolio, Task, key, fields)


def test_a_slip_of_others_moves_the_plan_and_says_why_its_task_moved() -> None:
    assert changed(update("map", days=10)) == [
        ("p", "ends on 2026-12-14 instead of 2026-12-09: 3 working days later", False),
        (
            "check",
            '"Check contracts" ends on 2026-12-11 instead of 2026-12-08: 3 working days later '
            "(it starts once map is finished)",
            False,
        ),
        (
            "map",
            '"Map events" ends on 2026-12-04 instead of 2026-11-27: 5 working days later '
            "(it waits for nothing, and has not begun: today at the earliest)",
            False,
        ),
    ]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (update("check", started=MONDAY), ("check", '"Check contracts" began on 2026-11-23', True)),
        (update("check", started=MONDAY, finished=MONDAY), ("check", '"Check contracts" is done, on 2026-11-23', True)),
        (update("check", team="it"), ("check", '"Check contracts" is no longer its task', None)),
        (
            update("map", started=MONDAY, finished=MONDAY),
            ("map", '"Map events" (it), which it waited for, is done', True),
        ),
        (update("map", started=MONDAY, finished=MONDAY), ("counsel", 'its need "Outside counsel" is met', True)),
        (
            put(Task("new", "New work", "p", "legal", days=2)),
            ("new", 'new: "New work", 2026-11-23 to 2026-11-24', None),
        ),
        (put(Need("fast", "A fast answer", "p", "legal")), ("fast", 'its need "A fast answer" is in the plan', None)),
        (
            put(Need("time", "Two quiet weeks", "p", "legal", task="brief")),
            ("time", 'its need "Two quiet weeks" is to be met by "Brief stores"', True),
        ),
        (
            put(Condition("signed", "The contract is signed", "check", met=MONDAY)),
            ("signed", '"The contract is signed" holds since 2026-11-23', True),
        ),
        (
            put(Task("late", "Late", "p", "it", days=1), Link("late", "check")),
            ("late", 'it now waits for "Late" (it)', None),
        ),
        (
            put(Plan("p", "Rollout", MONDAY, "plan", goal="Two profiles", target=date(2026, 12, 31), manager="ada")),
            ("p", "is to be done by 2026-12-31", None),
        ),
        (
            put(Plan("p", "Rollout", MONDAY, "plan", goal="Two profiles", target=date(2026, 12, 31), manager="ada")),
            ("p", "has a new goal: Two profiles", None),
        ),
    ],
)
def test_each_change_is_a_sentence(edit: Any, expected: tuple[str, str, bool | None]) -> None:
    assert expected in changed(edit)


def test_a_decision_is_news() -> None:
    platforms = (Platform("cdp", "CDP"), Capability("send", "Send"), Offering("send", "cdp", "it"))
    plan = Plan("p", "Rollout", MONDAY, platform="cdp")
    before = rollout(*platforms, plan)
    after = records.update(
        before, Capability, "send", {"governing": "cdp", "governed_by": "ada", "governed_on": MONDAY}
    )
    assert [one.what for one in news(before, after, "p", "sales")] == ['"Send" is governed by CDP']


def test_what_does_not_concern_it_is_no_news() -> None:
    assert changed(put(Task("other", "Other", "p", "sales", days=1)), put(Need("x", "X", "p", "sales"))) == []
    assert news(portfolio_of(Team("legal", "Legal")), rollout(), "p", "legal")[0].what == "the plan is new"


def test_news_stands_first_and_its_day_is_named() -> None:
    after = records.update(rollout(), Task, "map", {"days": 10})
    report = told(after, then=replace(rollout(), today=date(2026, 11, 20)))
    said = markdown.render(report, Screen())
    assert "As of 2026-11-23, and what is new since 2026-11-20." in said
    assert said.index("## What changed") < said.index("## Its part in the whole")
    assert (data(report)["since"], data(report)["changed"][0]["good"]) == ("2026-11-20", False)
