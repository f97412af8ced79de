"""Outreach as it is told: who was contacted when, how views moved, actions, evidence and needs."""

from datetime import date
from typing import Any

import msgspec
import pytest
from report_samples import MONDAY, portfolio_of, told

from mopsctl.edit import records
from mopsctl.errors import MopsError
from mopsctl.facts.audience import seen_by
from mopsctl.model.outreach import Action, Conversation
from mopsctl.model.plan import Plan
from mopsctl.model.policy import Policy
from mopsctl.reports import needs, outreach
from mopsctl.reports.document import Heading, Pairs, Report, Table, Trend

POLICY = Policy()
PLAN = "rollout"
SAMPLE = told()


def lines(report: Report) -> list[str]:
    return ["|".join(cell.text for cell in row) for row in report.table().rows]


def data(report: Report) -> Any:
    return msgspec.json.decode(msgspec.json.encode(report.data))


def words(report: Report) -> str:
    return repr(report.document())


def pictured(report: Report, number: int = 0) -> list[str]:
    tables = [block for block in report.document().blocks if isinstance(block, Table)]
    return ["|".join(cell.text for cell in row) for row in tables[number].rows]


def listed(audience: Any = "me", policy: Policy = POLICY) -> Report:
    return outreach.listing(seen_by(SAMPLE, audience), PLAN, audience, policy)


def shown(team: str = "it", audience: Any = "me") -> Report:
    return outreach.show(seen_by(SAMPLE, audience), PLAN, team, audience, POLICY)


def test_teams_never_contacted_stand_first_and_wait_longer_every_day() -> None:
    assert lines(listed()) == [
        "legal|||0|yes||0||",
        "it|2026-10-26|21|2|yes|partly|1|SECRET-next|2026-11-20",
        "marketing|2026-10-12|7|1|no|yes|0||",
    ]
    assert pictured(listed())[0] == "legal||never|49+|0|||"
    assert data(listed())["gap_found"] == "2026-10-05"
    assert "2 of 3 teams contacted" in words(listed())
    assert "mopsctl meet legal" in words(listed())


def test_late_is_later_than_the_policy_says() -> None:
    assert [one["late"] for one in data(listed(policy=Policy(outreach_days=30)))["teams"]] == [True, False, False]
    days = listed(policy=Policy(outreach_days=20)).document().blocks[2]
    assert isinstance(days, Table)
    assert [row[3].tone for row in days.rows] == ["warn", "warn", "plain"]


def test_a_view_from_before_the_scope_changed_is_shown_as_old() -> None:
    moved = records.update(SAMPLE, Plan, PLAN, {"rescoped": date(2026, 11, 1)})
    report = outreach.listing(moved, PLAN, "me", POLICY)
    assert [line.split("|")[1] for line in pictured(report)] == ["", "partly", "yes (old)"]
    assert "Old: said before the scope changed on 2026-11-01." in words(report)
    assert "Old:" not in words(listed())


@pytest.mark.parametrize("audience", ["team", "all"])
def test_others_read_whom_we_spoke_to_but_not_how_they_see_it(audience: Any) -> None:
    assert lines(listed(audience)) == ["legal|||0|yes", "it|2026-10-26|21|2|yes", "marketing|2026-10-12|7|1|no"]
    assert set(data(listed(audience))["teams"][0]) == {"team", "first_contact", "days_to_contact", "contacts", "late"}
    page = words(shown(audience=audience)) + repr(shown(audience=audience).data)
    assert "Four integrations" in page
    for kept in ("SECRET", "partly", "own tool", "What it takes", "How its view moved"):
        assert kept not in page, kept


def test_a_page_tells_every_conversation_latest_first_and_how_the_view_moved() -> None:
    report = shown()
    said = [block.rows for block in report.document().blocks if isinstance(block, Pairs)][1:]
    assert [rows[0][0] for rows in said] == ["2026-11-09", "2026-10-26"]
    assert "in their own words: it.xlsx" in repr(said[0])
    assert {label: cells[0].text for label, cells in said[1]} == {
        "2026-10-26": "meeting with ada  ",
        "sees the gap?": "no",
        "why not": "has its own tool: SECRET-why",
        "challenges": "Night shifts",
        "angle": "technical",
        "needed of it": "Four integrations",
        "next step": "SECRET-next (2026-11-20)",
        "private note": "SECRET-note",
    }
    chart = next(block for block in report.document().blocks if isinstance(block, Trend))
    assert [(step.on.day, chart.levels[step.level or 0].text) for step in chart.courses[0].steps] == [
        (26, "no"),
        (9, "partly"),
    ]
    assert [one["note"] for one in data(report)["conversations"] if "note" in one] == ["SECRET-note"]


def test_what_it_takes_to_move_a_team_stands_apart_from_what_is_needed_of_it() -> None:
    titles = [block.text for block in shown().document().blocks if isinstance(block, Heading)]
    assert titles == [
        *("Outreach to IT", "How its view moved", "Conversations", "What it takes to move it"),
        *("What we need from it", "Evidence", "What comes next"),
    ]
    assert pictured(shown(), 1) == ["2026-10-26|Four integrations|it-1"]


def test_asked_for_its_challenges_and_having_none_is_said_in_words() -> None:
    assert "asked, and it has none" in words(shown("marketing"))
    assert "'none'" not in words(shown("marketing"))


def test_a_team_without_a_word_or_without_a_part_says_what_to_do() -> None:
    assert "mopsctl outreach log legal --sees-problem VIEW" in words(shown("legal"))
    assert "never" in words(shown("legal"))
    apart = records.put(SAMPLE, type(SAMPLE.teams["it"])("crm", "CRM"))
    assert "mopsctl team join crm --affected" in repr(outreach.show(apart, PLAN, "crm", "me", POLICY).document())
    with pytest.raises(MopsError, match='no team "itt"'):
        outreach.show(SAMPLE, PLAN, "itt", "me", POLICY)


def test_actions_are_listed_open_first_and_overdue_where_they_are() -> None:
    report = outreach.actions(SAMPLE, PLAN, "me")
    assert lines(report) == [
        "it-educate|it|educate|SECRET-action|cem|2026-11-16|open|yes||it-1",
        "it-support|it|support||||done|no|2026-11-16|",
    ]
    assert pictured(report) == [
        "it-educate|it|educate: SECRET-action|cem|2026-11-16|overdue|",
        "it-support|it|support|||done|2026-11-16",
    ]
    due = records.put(SAMPLE, Action("it-educate", PLAN, "it", "educate", due=MONDAY))
    assert pictured(outreach.actions(due, PLAN, "me"))[0] == "it-educate|it|educate||2026-11-23|open|"
    assert lines(outreach.actions(SAMPLE, PLAN, "me", team="marketing")) == []
    others = outreach.actions(seen_by(SAMPLE, "all"), PLAN, "all")
    assert (lines(others), data(others)) == ([], [])
    assert "mopsctl" not in words(others)
    with pytest.raises(MopsError, match='no team "itt"'):
        outreach.actions(SAMPLE, PLAN, "me", team="itt")


def test_evidence_is_late_after_its_need_date_and_waits_until_then() -> None:
    report = outreach.evidence(SAMPLE, PLAN, "me")
    assert lines(report) == [
        "it-evidence|it|Match rate|vendor|Tidemark||2026-11-16||yes||",
        "peer|it|Night shifts|peer|||2026-11-23|2026-11-16|no|None|",
    ]
    assert pictured(report) == [
        "it-evidence|it|Match rate|vendor: Tidemark|2026-11-16|late|",
        "peer|it|Night shifts|peer|2026-11-23|2026-11-16|None",
    ]
    assert lines(outreach.evidence(SAMPLE, PLAN, "all", team="marketing")) == []


def test_needs_are_listed_by_team_and_say_where_no_task_meets_them() -> None:
    assert lines(needs.needs(SAMPLE, PLAN)) == [
        "sql|it|SQL access|ada|yes||",
        "fast|marketing|Audiences fast||no|move|",
    ]
    assert pictured(needs.needs(SAMPLE, PLAN, team="it")) == ["sql|it|SQL access|ada|yes|no task"]
    assert data(needs.need(SAMPLE, "sql"))["what"] == "SQL access"
    with pytest.raises(MopsError, match='no need "sqll"; did you mean "sql"'):
        needs.need(SAMPLE, "sqll")


def test_lists_of_nothing_say_how_to_begin() -> None:
    empty = portfolio_of(Plan("x", "X", MONDAY))
    for report, begin in (
        (outreach.listing(empty, "x", "me", POLICY), "mopsctl team join"),
        (outreach.actions(empty, "x", "me"), "mopsctl outreach action add"),
        (outreach.evidence(empty, "x", "me"), "mopsctl outreach evidence ask"),
        (needs.needs(empty, "x"), "mopsctl need add"),
    ):
        assert begin in words(report), report.name
        assert report.table().rows == ()


def test_line_ends_in_what_was_said_are_spaces_for_people_and_kept_for_machines() -> None:
    long = records.put(SAMPLE, Conversation("l-1", PLAN, "legal", date(2026, 11, 20), reason="One\n\nTwo"))
    report = outreach.show(long, PLAN, "legal", "me", POLICY)
    assert "One Two" in words(report)
    assert "conversations|l-1|reason|One\n\nTwo" in lines(report)
