"""Our own export: what it looks like, and that it comes back the same by both ways in."""

from datetime import date
from typing import Any

import yaml
from formats_big_plan import block_plan
from hypothesis import given
from hypothesis import strategies as st

from mopsctl.formats import plan_lines
from mopsctl.formats.faults import Faults
from mopsctl.formats.files import Source
from mopsctl.formats.plan_yaml import PlanFile, dump, load
from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.capability import Activity, Dataset, Disposition, Platform, Truth
from mopsctl.model.kinds import KINDS, kind_of
from mopsctl.model.operating import Assessment, Interaction, Right, Topic
from mopsctl.model.org import (
    Box,
    Coverage,
    DottedLine,
    Function,
    Goal,
    HeldSkill,
    Maturity,
    Number,
    Person,
    Pillar,
    Position,
    Team,
    WantedSkill,
)
from mopsctl.model.outreach import Conversation, Note
from mopsctl.model.plan import Baseline, BaselineDate, Condition, Digest, Lead, Link, Plan, Review, Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment, Handover, SchemeLetter

TODAY = date(2026, 1, 5)


def portfolio(*records: Any) -> Portfolio:
    found: dict[str, dict[Any, Any]] = {kind.plural: {} for kind in KINDS}
    for record in records:
        kind = kind_of(record)
        found[kind.plural][kind.key_of(record)] = record
    return Portfolio(today=TODAY, **found)


def again(data: bytes) -> PlanFile:
    return load(Source("p.yaml", data))


def the_general_way(data: bytes) -> PlanFile:
    return load(Source("p.yaml", b"---\n" + data))


SOME = portfolio(
    Team("martech", "Martech", ("martech", "it")),
    Team("analytics", "Analytics"),
    Plan("cdp", "CDP", date(2026, 1, 5), platform="cdp"),
    Platform("cdp", 'The "CDP"', cost=120_000, contract_end=date(2027, 3, 31)),
    Assignment("capability:send", "team:martech", "R", plan="cdp"),
    Assignment("capability:send", "team:martech", "A", "as-is", agreed=True),
    Review("cdp", "martech", date(2026, 2, 1), "approved", understanding=4),
)


def test_an_export_is_one_mapping_a_line_sorted_without_defaults() -> None:
    assert dump(SOME, store="1f0c", serial=12).decode() == (
        """# yaml-language-server: $schema=./mopsctl.schema.json
mopsctl: 1
store: "1f0c"
serial: 12
teams:
- {"key": "analytics", "name": "Analytics"}
- {"key": "martech", "name": "Martech", "covers": ["martech", "it"]}
platforms:
- {"key": "cdp", "name": "The \\"CDP\\"", "cost": 120000, "contract_end": "2027-03-31"}
plans:
- {"key": "cdp", "name": "CDP", "start": "2026-01-05", "platform": "cdp"}
reviews:
- {"plan": "cdp", "team": "martech", "on": "2026-02-01", "verdict": "approved", "understanding": 4}
assignments:
- {"subject": "capability:send", "holder": "team:martech", "letter": "A", "state": "as-is", "agreed": true}
- {"subject": "capability:send", "holder": "team:martech", "letter": "R", "plan": "cdp"}
"""
    )


def test_an_export_comes_back_the_same_by_both_ways() -> None:
    data = dump(SOME, store="1f0c", serial=12)
    for plan in (again(data), the_general_way(data), again(data.replace(b"\n", b"\r\n"))):
        assert (plan.store, plan.serial, plan.anchor) == ("1f0c", 12, None)
        assert portfolio(*(row.record for row in plan.rows)).assignments == SOME.assignments
        assert dump(portfolio(*(row.record for row in plan.rows)), store="1f0c", serial=12) == data


def test_what_dates_follow_from_is_written_a_row_a_line() -> None:
    day = date(2026, 2, 2)
    whole = portfolio(
        Calendar("de", "Germany", country="DE"),
        Calendar("il", "Israel", ("sun", "mon")),
        Holiday("de", day, "Feast"),
        Holiday("de", date(2026, 2, 1), works=True),
        Team("it", "IT", calendar="de", capacity=2),
        DayOff("person:ada", day, day, "a wedding"),
        Task("t", "T", "cdp", must_by=day, share=50, ref="1.2"),
        Task("u", "U", "cdp", days_low=2, days_high=9),
        Link("t", "u", "SS", -2),
        Link("t", "u"),
        Condition("signed", "It is signed", "t", met=day),
        Lead("t", "legal", 5, day),
        Baseline("first", "cdp", day, "for the board"),
        BaselineDate("first", "t", day, day),
        Digest("cdp", "it", day, 7),
    )
    data = dump(whole)
    assert data.decode().split("mopsctl: 1\n")[1] == (
        """calendars:
- {"key": "de", "name": "Germany", "country": "DE"}
- {"key": "il", "name": "Israel", "week": ["sun", "mon"]}
holidays:
- {"calendar": "de", "on": "2026-02-01", "works": true}
- {"calendar": "de", "on": "2026-02-02", "name": "Feast"}
teams:
- {"key": "it", "name": "IT", "calendar": "de", "capacity": 2}
days_off:
- {"holder": "person:ada", "first": "2026-02-02", "last": "2026-02-02", "why": "a wedding"}
tasks:
- {"key": "t", "name": "T", "plan": "cdp", "must_by": "2026-02-02", "share": 50, "ref": "1.2"}
- {"key": "u", "name": "U", "plan": "cdp", "days_low": 2, "days_high": 9}
links:
- {"before": "t", "after": "u"}
- {"before": "t", "after": "u", "kind": "SS", "lag": -2}
conditions:
- {"key": "signed", "what": "It is signed", "task": "t", "met": "2026-02-02"}
leads:
- {"task": "t", "team": "legal", "days": 5, "aligned": "2026-02-02"}
baselines:
- {"key": "first", "plan": "cdp", "on": "2026-02-02", "note": "for the board"}
baseline_dates:
- {"baseline": "first", "task": "t", "start": "2026-02-02", "finish": "2026-02-02"}
digests:
- {"plan": "cdp", "team": "it", "on": "2026-02-02", "serial": 7}
"""
    )
    assert plan_lines.read(data.decode(), Faults("p")) is not None
    for plan in (again(data), the_general_way(data)):
        assert dump(portfolio(*(row.record for row in plan.rows))) == data


def test_the_model_and_both_charts_are_written_a_row_a_line() -> None:
    day = date(2026, 2, 2)
    whole = portfolio(
        Goal("growth", "Growth", target=40.0, unit="EUR m"),
        Goal("loyalty", "Loyalty", target=0.125, parent="growth"),
        Goal("none", "None", target=-0.0),
        Platform("cdp", "CDP", layer="data", budget=5, notice_by=day, live_on=day, retire_on=day, successor="esp"),
        Activity("approve", "Approve", "send"),
        Disposition("send", "esp", "retire", day, "cdp"),
        Dataset("reach", "Reach", "metric"),
        Truth("reach", "cdp"),
        Function("data", "Data", True),
        Pillar("trust", "Trust"),
        Maturity("data", day, 3),
        Position("lead", "Lead"),
        Box("lead", reports_to="head", allocation=50, cost=9),
        Box("lead", "as-is"),
        DottedLine("lead", "head"),
        Coverage("lead", "pillar:trust", "as-is"),
        Number("leads", "Leads", "lead", target=1e6),
        WantedSkill("lead", "sql"),
        HeldSkill("ada", "sql"),
        SchemeLetter("S", "supportive", "asked", 2),
        Assignment("activity:approve", "position:lead", "S", plan="cdp"),
        Handover("cdp", "activity:approve", "team:it", afterwards="rest"),
        Topic("data", "Data", "perform"),
        Right("data", "perform", "position:lead"),
        Right("data", "perform", "position:lead", "cdp", "as-is"),
        Interaction("churn", "Churn", "it", "legal", "insight"),
        Assessment("it", "send", day, 2),
    )
    data = dump(whole)
    assert data.decode().split("mopsctl: 1\n")[1] == (
        """goals:
- {"key": "growth", "name": "Growth", "unit": "EUR m", "target": 40}
- {"key": "loyalty", "name": "Loyalty", "target": 0.125, "parent": "growth"}
- {"key": "none", "name": "None", "target": 0}
platforms:
- {"key": "cdp", "name": "CDP", "layer": "data", "budget": 5, "notice_by": "2026-02-02", "live_on": "2026-02-02", \
"retire_on": "2026-02-02", "successor": "esp"}
activities:
- {"key": "approve", "name": "Approve", "capability": "send"}
dispositions:
- {"capability": "send", "platform": "esp", "fate": "retire", "on": "2026-02-02", "successor": "cdp"}
datasets:
- {"key": "reach", "name": "Reach", "kind": "metric"}
truths:
- {"dataset": "reach", "platform": "cdp"}
functions:
- {"key": "data", "name": "Data", "shared": true}
pillars:
- {"key": "trust", "name": "Trust"}
maturities:
- {"function": "data", "on": "2026-02-02", "level": 3}
positions:
- {"key": "lead", "name": "Lead"}
boxes:
- {"position": "lead", "state": "as-is"}
- {"position": "lead", "reports_to": "head", "allocation": 50, "cost": 9}
dotted_lines:
- {"position": "lead", "to": "head"}
coverage:
- {"position": "lead", "covers": "pillar:trust", "state": "as-is"}
numbers:
- {"key": "leads", "name": "Leads", "position": "lead", "target": 1000000}
wanted_skills:
- {"position": "lead", "skill": "sql"}
held_skills:
- {"person": "ada", "skill": "sql"}
letters:
- {"letter": "S", "word": "supportive", "duty": "asked", "place": 2}
assignments:
- {"subject": "activity:approve", "holder": "position:lead", "letter": "S", "plan": "cdp"}
handovers:
- {"plan": "cdp", "subject": "activity:approve", "giver": "team:it", "afterwards": "rest"}
topics:
- {"key": "data", "name": "Data", "needs": "perform"}
rights:
- {"topic": "data", "part": "perform", "holder": "position:lead"}
- {"topic": "data", "part": "perform", "holder": "position:lead", "platform": "cdp", "state": "as-is"}
interactions:
- {"key": "churn", "name": "Churn", "giver": "it", "receiver": "legal", "kind": "insight"}
assessments:
- {"team": "it", "capability": "send", "on": "2026-02-02", "performance": 2}
"""
    )
    assert plan_lines.read(data.decode(), Faults("p")) is not None
    for plan in (again(data), the_general_way(data)):
        assert dump(portfolio(*(row.record for row in plan.rows))) == data


def test_an_empty_portfolio_is_a_plan_file_too() -> None:
    assert again(dump(portfolio())).rows == []


def test_private_notes_are_in_no_export_but_their_own() -> None:
    whole = portfolio(
        Team("it", "IT"),
        Plan("cdp", "CDP", TODAY),
        Conversation("it-1", "cdp", "it", TODAY),
        Note("it-1", "SECRET"),
    )
    shared, private = dump(whole, serial=3), dump(whole, serial=3, private=True)
    assert b"notes" not in shared
    assert b"SECRET" not in shared
    assert private.decode().splitlines()[1:] == [
        "mopsctl: 1", "serial: 3", "notes:", '- {"conversation": "it-1", "text": "SECRET"}',
    ]  # fmt: skip
    assert [row.record for row in again(private).rows] == [Note("it-1", "SECRET")]


def test_a_file_that_was_made_for_others_says_for_whom() -> None:
    data = dump(SOME, store="1f0c", serial=12, audience="leaders")
    assert data.decode().splitlines()[1:5] == ["mopsctl: 1", 'store: "1f0c"', "serial: 12", "audience: leaders"]
    assert (again(data).audience, the_general_way(data).audience) == ("leaders", "leaders")
    assert plan_lines.read(data.decode(), Faults("p")) is not None
    assert again(dump(SOME)).audience is None


def test_the_order_in_which_records_were_made_does_not_show() -> None:
    records = [record for kind in KINDS for record in SOME.of(kind.plural).values()]
    assert dump(portfolio(*reversed(records))) == dump(SOME)


savable = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n")


@given(st.text(savable, min_size=1, max_size=60), st.text(savable, max_size=60))
def test_any_text_comes_back_byte_for_byte_by_both_ways(name: str, note: str) -> None:
    team = Team("a", name, note=note)
    data = dump(portfolio(team))
    assert [row.record for row in again(data).rows] == [team]
    assert [row.record for row in the_general_way(data).rows] == [team]
    assert yaml.safe_load(data)["teams"][0]["name"] == name
    assert len(data.decode().splitlines()) == 4


def test_both_ways_agree_on_many_rows_and_on_their_places() -> None:
    plan = again(block_plan(600, teams=20, capabilities=50).encode())
    assert len(plan.rows) == 671
    data = dump(portfolio(*(row.record for row in plan.rows)))
    quick, general = again(data), the_general_way(data)
    assert [(row.record, row.given, row.line + 1, row.column) for row in quick.rows] == [
        (row.record, row.given, row.line, row.column) for row in general.rows
    ]


def test_an_export_takes_the_quick_way_and_keeps_to_it_with_a_fault() -> None:
    text = dump(SOME).decode()
    assert plan_lines.read(text, Faults("p")) is not None
    assert plan_lines.read(text.replace('"R"', '"x"'), Faults("p")) is not None


def test_a_row_added_by_hand_to_an_export_is_read() -> None:
    data = dump(portfolio(Task("t", "T", "cdp")))
    added = again(data + b'- {key: u, name: "U, V", plan: cdp, days: 3}\n- key: w\n  name: W\n  plan: cdp\n')
    assert [row.record for row in added.rows] == [
        Task("t", "T", "cdp"),
        Task("u", "U, V", "cdp", days=3),
        Task("w", "W", "cdp"),
    ]
    assert [row.line for row in added.rows] == [4, 5, 6]


def test_anchors_between_lines_of_an_export_still_work() -> None:
    text = b"mopsctl: 1\nteams:\n- {key: &k a, name: A}\npeople:\n- {key: p, name: P, team: *k}\n"
    assert again(text).rows[1].record == Person("p", "P", "a")


def test_a_mapping_broken_over_two_lines_is_read() -> None:
    text = b'mopsctl: 1\nteams:\n- {"key": "a",\n   "name": "A"}\n- {"key": "b", "name": "B"\n  }\n'
    assert [row.record for row in again(text).rows] == [Team("a", "A"), Team("b", "B")]


def test_many_flow_rows_without_quotes_are_left_to_the_general_way() -> None:
    rows = "".join(f"- {{key: k{i}, name: A}}\n" for i in range(500))
    assert plan_lines.read("mopsctl: 1\nteams:\n" + rows, Faults("p")) is None
    assert len(again(("mopsctl: 1\nteams:\n" + rows).encode()).rows) == 500
