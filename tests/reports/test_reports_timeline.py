"""The merged timeline: what is shown, in which lanes, against which baseline, and what is made only on demand."""

from datetime import date
from typing import Any

import msgspec
import pytest
from report_samples import MONDAY, portfolio_of

from mopsctl.model.capability import Capability, Offering, Platform
from mopsctl.model.fields import Record
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Baseline, BaselineDate, Condition, Lead, Link, Participation, Plan, Review, Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.render import csv_text, plain
from mopsctl.render.screen import Screen
from mopsctl.reports import timeline as reports
from mopsctl.reports.chosen import Grouping, Wanted
from mopsctl.reports.document import Paragraph, Report, Timeline
from mopsctl.reports.timeline import TITLES, timeline


def rollout(*more: Record) -> Portfolio:
    """IT maps, then legal checks and marketing moves, then the milestone; one idea has time to spare."""
    return portfolio_of(
        Team("it", "IT"),
        Team("legal", "Legal"),
        Person("ada", "Ada", "it", "leader"),
        Plan("p", "Rollout", MONDAY, target=date(2026, 12, 18)),
        Capability("send", "Send campaigns"),
        Task("map", "Map events", "p", "it", "ada", days=5, capability="send"),
        Task("check", "Check", "p", "legal", days=5, kind="implementation"),
        Task("idea", "An idea", "p", "it"),
        Task("live", "Go live", "p", kind="milestone"),
        *(Link("map", "check"), Link("check", "live")),
        *more,
    )


def shown(portfolio: Portfolio, by: Grouping = "team", **wanted: Any) -> Report:
    return timeline(portfolio, portfolio.plans["p"], Wanted(**wanted), by)


def keys(report: Report) -> list[str]:
    assert report.lines
    return [line[1] for line in report.lines()]


def data(report: Report) -> Any:
    return msgspec.json.decode(msgspec.json.encode(report.answer))


def picture(report: Report) -> Timeline:
    return next(block for block in report.document().blocks if isinstance(block, Timeline))


def told(report: Report) -> list[str]:
    paragraphs = [block for block in report.document().blocks if isinstance(block, Paragraph)]
    return ["".join(cell.text for cell in block.cells) for block in paragraphs]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["idea", "map", "check", "live"]),
        ({"teams": frozenset(["it"])}, ["idea", "map"]),
        ({"teams": frozenset(["it", "legal"])}, ["idea", "map", "check"]),
        ({"person": "ada"}, ["map"]),
        ({"capability": "send"}, ["map"]),
        ({"critical": True}, ["map", "check", "live"]),
        ({"first": date(2026, 11, 27)}, ["map", "check", "live"]),
        ({"first": date(2026, 11, 28)}, ["check", "live"]),
        ({"last": date(2026, 11, 29)}, ["idea", "map"]),
        ({"last": date(2026, 11, 30)}, ["idea", "map", "check"]),
        ({"teams": frozenset(["legal"]), "person": "ada"}, []),
    ],
)
def test_a_filter_leaves_what_meets_it(wanted: dict[str, Any], expected: list[str]) -> None:
    report = shown(rollout(), **wanted)
    assert keys(report) == expected
    assert [row["key"] for row in data(report)["tasks"]] == expected
    assert sum(len(lane.bars) for lane in picture(report).lanes) == len(expected)


def test_lines_and_table_say_the_same() -> None:
    report = shown(rollout())
    assert report.lines
    assert next(iter(report.lines())) == (
        *("it", "idea", "An idea", "2026-11-23", "2026-11-23", "9", "no", "task", "", ""),
    )
    assert tuple(column.title for column in report.table().columns) == TITLES
    assert [tuple(cell.text for cell in row) for row in report.table().rows] == list(report.lines())
    assert plain.render(report, Screen()) == "".join("\t".join(line) + "\n" for line in report.lines())
    assert csv_text.render(report, Screen()).splitlines()[1] == "it,idea,An idea,2026-11-23,2026-11-23,9,no,task,,"


def test_neither_data_nor_document_is_made_for_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> Any:
        raise AssertionError("made without being asked for")

    monkeypatch.setattr(reports, "_data", never)
    monkeypatch.setattr(reports, "document", never)
    assert plain.render(shown(rollout()), Screen()).count("\n") == 4


@pytest.mark.parametrize(
    ("by", "lanes"),
    [
        ("team", ["(no team)", "IT", "Legal"]),
        ("kind", ["implementation", "milestone", "task"]),
        ("capability", ["(no capability)", "Send campaigns"]),
        ("none", [""]),
    ],
)
def test_lanes_are_teams_kinds_capabilities_or_none(by: Grouping, lanes: list[str]) -> None:
    assert [lane.name for lane in picture(shown(rollout(), by)).lanes] == lanes


def test_days_looked_at_are_the_days_drawn() -> None:
    drawn = picture(shown(rollout(), first=date(2026, 11, 25), last=date(2026, 12, 2)))
    assert (drawn.start, drawn.finish, drawn.target) == (date(2026, 11, 25), date(2026, 12, 2), None)
    assert picture(shown(rollout())).target == date(2026, 12, 18)


def test_nothing_like_that_says_so() -> None:
    assert picture(shown(rollout(), critical=True, person="ada", teams=frozenset(["legal"]))).empty == (
        "No task is like that."
    )


GOVERNED = (
    Condition("signed", "The contract is signed", "check", "ada", date(2026, 12, 7)),
    Lead("check", "it", 2),
    Participation("p", "legal", review_by=date(2026, 12, 14)),
    Review("p", "legal", MONDAY, "changes"),
    *(Platform("old", "Old"), Platform("new", "New")),
    *(Offering("send", "old", "it"), Offering("send", "new", "it")),
)


def governed() -> Portfolio:
    return rollout(Plan("p", "Rollout", MONDAY, platform="new", target=date(2026, 12, 18)), *GOVERNED)


def test_decisions_reviews_and_conditions_stand_in_a_lane_of_their_own() -> None:
    report = shown(governed())
    lane = picture(report).lanes[-1]
    assert lane.name == "Decisions and reviews"
    assert [(bar.label, bar.critical) for bar in lane.bars] == [
        ("Agrees: IT", False),
        ("Who governs: Send campaigns", False),
        ("Align IT: Check", False),
        ("The contract is signed", False),
        ("Approves: Legal", True),
    ]
    assert keys(report)[4:] == ["agreement:it", "decision:send", "lead:check", "condition:signed", "review:legal"]
    nodes = {row["key"]: row for row in data(report)["nodes"]}
    assert (nodes["review:legal"]["team"], nodes["review:legal"]["finish"]) == ("legal", "2026-12-14")
    assert (nodes["condition:signed"]["owner"], nodes["condition:signed"]["kind"]) == ("ada", "condition")


def test_filters_hold_for_decisions_too() -> None:
    assert keys(shown(governed(), person="ada"))[1:] == ["condition:signed"]
    assert keys(shown(governed(), capability="send"))[1:] == ["decision:send"]
    assert keys(shown(governed(), critical=True))[-1] == "review:legal"


FROZEN = (
    Baseline("b", "p", date(2026, 11, 20)),
    BaselineDate("b", "map", MONDAY, date(2026, 11, 25)),
    BaselineDate("b", "check", date(2026, 11, 26), date(2026, 12, 2)),
)


def test_a_baseline_shows_where_each_bar_stood_and_how_far_it_moved() -> None:
    report = shown(rollout(*FROZEN))
    drawn = picture(report)
    assert drawn.baseline == date(2026, 11, 20)
    bars = {bar.label: bar for lane in drawn.lanes for bar in lane.bars}
    assert (bars["Map events"].was, bars["Map events"].slip) == ((MONDAY, date(2026, 11, 25)), 2)
    assert (bars["An idea"].was, bars["An idea"].slip) == (None, 0)
    row = next(row for row in data(report)["tasks"] if row["key"] == "check")
    assert (row["was_start"], row["was_finish"], row["slip"]) == ("2026-11-26", "2026-12-02", 2)
    assert report.lines
    assert [line[8:] for line in report.lines() if line[1] == "map"] == [("2026-11-23", "2026-11-25")]
    assert told(report)[1] == "In the baseline of 2026-11-20 it ended on 2026-12-02: 2 working days later now."


def test_estimates_give_the_finish_a_range() -> None:
    unsure = rollout(Task("map", "Map events", "p", "it", "ada", days=5, days_low=3, days_high=10))
    assert told(shown(unsure))[1] == (
        "By the optimistic and pessimistic estimates it ends between 2026-12-02 and 2026-12-11."
    )
    assert (data(shown(unsure))["finish_low"], data(shown(unsure))["finish_high"]) == ("2026-12-02", "2026-12-11")
    assert data(shown(rollout()))["finish_low"] is None
