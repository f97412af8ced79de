"""The pages on the operating model: rights, interactions, assessments, how whole it is, the agenda, the description."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from report_samples import BEFORE, MONDAY, portfolio_of, sample

from mopsctl.facts.audience import seen_by
from mopsctl.facts.questions import agenda
from mopsctl.formats.questions import agenda_texts, bank
from mopsctl.lazy import load
from mopsctl.model.capability import Disposition, Platform
from mopsctl.model.fields import Record
from mopsctl.model.kinds import KINDS
from mopsctl.model.operating import Assessment, Interaction, Right, Topic
from mopsctl.model.org import Box, Person, Position, Team
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment, Handover
from mopsctl.render.doors import RENDERERS
from mopsctl.render.screen import Screen
from mopsctl.reports import interactions, model, model_described, rights
from mopsctl.reports.document import Report

POLICY = Policy()


def with_records(*more: Record) -> Portfolio:
    return with_records_of(sample(), *more)


def with_records_of(base: Portfolio, *more: Record) -> Portfolio:
    return portfolio_of(*(record for kind in KINDS for record in base.of(kind.plural).values()), *more)


MODELLED = with_records(
    Topic("roadmap", "Roadmap", place=1),
    Topic("data", "Changes to the data", "perform", place=2),
    Right("roadmap", "decide", "team:it", confirmed=BEFORE),
    Right("roadmap", "decide", "person:ada", platform="esp"),
    Right("roadmap", "agree", "team:marketing"),
    Interaction("feeds", "Feeds", "it", "marketing", "insight", source="logs", giver_confirmed=BEFORE),
    Assessment("it", "send", BEFORE, 2, "SECRET-strong", "SECRET-hard"),
)


def plain(report: Report) -> list[str]:
    rows = report.lines() if report.lines else [tuple(cell.text for cell in row) for row in report.table().rows]
    return ["|".join(row) for row in rows]


def rendered(report: Report, form: str = "table", width: int = 80) -> str:
    return str(load(RENDERERS[form])(report, Screen(width=width)))


def page(portfolio: Portfolio, **changed: Any) -> Report:
    plan = replace(portfolio.plans["rollout"], **changed)
    return model.model(portfolio, plan, POLICY, agenda(portfolio, "rollout", bank(), "en"))


def agreed_day(portfolio: Portfolio, lang: str = "en") -> Report:
    texts = {one.id: getattr(one, lang) for one in agenda_texts()}
    asked = agenda(portfolio, "rollout", bank(), lang)  # type: ignore[arg-type]
    return model.agenda(portfolio, portfolio.plans["rollout"], asked, texts, "a Monday")


def whole(portfolio: Portfolio) -> Report:
    plan = portfolio.plans["rollout"]
    return model_described.described(portfolio, plan, POLICY, agenda(portfolio, "rollout", bank(), "en"))


# Rights.


def test_rights_are_told_scope_by_scope_or_as_they_hold_on_one_platform() -> None:
    assert plain(rights.rights(MODELLED, "to-be")) == [
        "roadmap||agree|team:marketing|to-be||",
        "roadmap||decide|team:it|to-be|2026-11-16|",
        "roadmap|esp|decide|person:ada|to-be||",
    ]
    assert plain(rights.rights(MODELLED, "to-be", platform="esp")) == [
        "roadmap||agree|team:marketing|to-be||",
        "roadmap|esp|decide|person:ada|to-be||",
    ]
    assert plain(rights.rights(MODELLED, "as-is")) == []


def test_the_table_of_rights_says_who_is_missing_and_where_a_right_holds_alone() -> None:
    table = rights.table_of_rights(MODELLED, "to-be")
    assert [column.title for column in table.columns][:4] == ["topic", "only on", "decides", "performs"]
    assert [[cell.text for cell in row[:4]] for row in table.rows] == [
        ["roadmap", "", "it", ""],
        ["roadmap", "esp", "ada", ""],
        ["data", "", "", "nobody"],
    ]
    assert table.rows[2][3].tone == "bad"
    assert [row[-1].text for row in table.rows] == ["in part", "", ""]
    one = rights.table_of_rights(MODELLED, "to-be", topic="data")
    assert [column.title for column in one.columns][:2] == ["topic", "decides"]


def test_two_who_decide_stand_out() -> None:
    split = with_records(
        Topic("roadmap", "Roadmap"), *(Right("roadmap", "decide", f"team:{team}") for team in ("it", "marketing"))
    )
    cell = rights.table_of_rights(split, "to-be").rows[0][1]
    assert (cell.text, cell.tone) == ("it, marketing", "bad")


def test_a_topic_is_listed_with_who_has_what_it_needs() -> None:
    rows = rights.topic_list(MODELLED).data
    assert [(row["key"], row["holders"]) for row in rows] == [("roadmap", ["team:it", "person:ada"]), ("data", [])]
    assert "ada (esp)" in rendered(rights.topic_list(MODELLED))
    assert [one["part"] for one in rights.topic(MODELLED, "roadmap").data["rights"]] == ["agree", "decide", "decide"]
    assert "mopsctl model init" in rendered(rights.topic_list(sample()))


# Interactions and assessments.


@pytest.mark.parametrize(
    ("confirmed", "standing", "since"),
    [
        ({}, "neither", None),
        ({"receiver_confirmed": BEFORE}, "one side", None),
        ({"giver_confirmed": MONDAY, "receiver_confirmed": BEFORE}, "both", BEFORE),
    ],
)
def test_an_interaction_says_which_sides_confirmed_it(
    confirmed: dict[str, date], standing: str, since: date | None
) -> None:
    found = with_records(Interaction("feeds", "Feeds", "it", "marketing", **confirmed))
    (row,) = interactions.interactions(found).data
    assert (row["standing"], row["since"]) == (standing, since)
    assert interactions.interactions(found, team="it").data == [row]
    assert len(interactions.interactions(with_records(), team="it").data) == 0


def test_an_assessment_is_told_without_what_nobody_said() -> None:
    text = rendered(interactions.assessments(MODELLED, "it"))
    assert "2 of 5, poorly" in text
    assert "SECRET-strong" in text
    assert "improvement" not in text
    assert "Nothing was assessed yet: mopsctl assess marketing" in rendered(
        interactions.assessments(MODELLED, "marketing")
    )


# How whole it is, the agenda, the description.


def test_the_page_has_every_section_and_under_it_what_is_open_with_its_cure() -> None:
    data = msgspec.json.decode(msgspec.json.encode(page(MODELLED).answer))
    assert [one["key"] for one in data["sections"]] == list(model.LABELS)
    assert {one["section"] for one in data["open"]} <= set(model.LABELS)
    assert all(one["cure"].startswith("mopsctl ") and one["question"] for one in data["open"])
    text = rendered(page(MODELLED))
    assert "Who performs: 1 open" in text
    assert "↳ mopsctl right set data perform --team TEAM" in text
    assert len([line for line in plain(page(MODELLED)) if line.startswith("section|")]) == len(model.LABELS)


def test_of_a_section_with_much_open_a_few_are_shown_and_the_rest_is_counted() -> None:
    many = with_records(*(Interaction(f"i{n}", f"Thing {n}", "it", "marketing") for n in range(9)))
    text = rendered(page(many))
    assert "Interdependence: 9 open" in text
    assert text.count("gives Marketing") == model.MOST
    assert "and 5 more: mopsctl model show --agenda" in text


def test_beside_a_gauge_stands_what_is_there_and_has_to_be_cleared_up() -> None:
    found = with_records(
        Topic("roadmap", "Roadmap"),
        *(Right("roadmap", "decide", f"team:{team}", confirmed=BEFORE) for team in ("it", "marketing")),
        Position("a", "A"), Position("b", "B"),
        Box("a", vacancy="from the budget of 2027"), Box("b"),
    )  # fmt: skip
    sections = {one["key"]: one for one in page(found).data["sections"]}
    assert (sections["decides"]["part"], sections["decides"]["whole"], sections["decides"]["to_clear_up"]) == (1, 1, 1)
    lines = rendered(page(found), width=120).splitlines()
    assert any("+ 1 to clear up, last confirmed" in line for line in lines if line.startswith("Who decides"))
    assert any("0/2  1 with a plan to fill it" in line for line in lines if line.startswith("Roles filled"))
    assert "Roles filled: 1 open" in rendered(page(found))


def test_of_a_team_of_which_nobody_is_named_its_leader_comes_else_who_is_in_it() -> None:
    team, asks = Team("legal", "Legal"), Interaction("feeds", "Feeds", "it", "legal")
    people = [Person("zoe", "Zoe", "legal"), Person("max", "Max", "legal"), Person("eve", "Eve", "legal")]
    assert "Max" in rendered(agreed_day(with_records(team, asks, *people)))
    assert "Zoe" not in rendered(agreed_day(with_records(team, asks, *people)))
    led = rendered(agreed_day(with_records(team, asks, *people, Person("kim", "Kim", "legal", "leader"))))
    assert "Kim" in led
    assert "Max" not in led
    seat = (Position("counsel", "Counsel"), Box("counsel", team="legal", holder="ada"))
    assert model._leading(with_records(team, asks, *seat), "legal")[0].key == "ada"
    assert model._leading(with_records(team, asks), "legal") == []


def test_the_description_tells_what_moves_what_becomes_of_capabilities_and_what_goes() -> None:
    base = sample()
    capability = min({key for key, _, _ in base.offerings})
    platform = next(where for key, where, _ in sorted(base.offerings) if key == capability)
    subject = f"capability:{capability}"
    rows = (
        Assignment(subject, "team:it", "A", state="as-is"),
        Assignment(subject, "team:marketing", "A", plan="rollout"),
        Assignment("platform:old", "team:it", "A", plan="rollout"),
    )
    kept = {key: one for key, one in base.assignments.items() if one.subject != subject}
    found = replace(base, assignments=kept)
    old = Platform("old", "Old mailer", retire_on=date(2027, 3, 1), successor=platform, notice_by=date(2027, 1, 15))
    told = Handover("rollout", subject, "team:it", afterwards="Looks after the network")
    said = Disposition(capability, platform, "retire", on=date(2027, 2, 1))
    text = rendered(whole(with_records_of(found, old, *rows, told, said)), "md")
    sections = dict(part.split("\n", 1) for part in text.split("\n## ")[1:])
    assert "accountable | IT | Marketing | Looks after the network |" in sections["What moves from one to another"]
    assert "| ends | 2027-02-01 |" in sections["What becomes of capabilities"]
    assert "**Old mailer** | 2027-03-01 |" in sections["Platforms that go"]
    assert "| 2027-01-15 |" in sections["Platforms that go"]
    assert "**Old mailer** | IT |" in sections["Who is accountable for what else"]


def test_the_agenda_numbers_the_questions_and_names_who_comes() -> None:
    text = rendered(agreed_day(MODELLED))
    assert text.startswith("CDP rollout: what is open in the operating model")
    assert "In the room: " in text
    assert "mopsctl " not in text
    numbers = [line.split()[0] for line in text.splitlines() if line[:2].strip().isdigit()]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert len(numbers) == len(agenda(MODELLED, "rollout", bank(), "en"))
    assert "işletim modelinde açık kalan konular" in rendered(agreed_day(MODELLED, "tr"))


def test_the_description_holds_what_is_known_by_name_and_no_command() -> None:
    text = rendered(whole(MODELLED), "md")
    for said in ("## Who decides and who performs", "**Roadmap**", "## What teams give each other", "insight: logs",
                 "## How well teams do today", "2 of 5", "## How whole it is", "## Still open"):  # fmt: skip
        assert said in text
    assert "mopsctl " not in text
    assert "team:" not in text


PAGES: list[Callable[[Portfolio], Report]] = [
    page, agreed_day, whole, lambda found: interactions.assessments(found, "it"),
]  # fmt: skip


@pytest.mark.parametrize("audience", ["team", "all"])
@pytest.mark.parametrize("made", PAGES)
def test_what_a_team_said_of_itself_is_for_leaders(made: Callable[[Portfolio], Report], audience: str) -> None:
    mine, theirs = made(MODELLED), made(seen_by(MODELLED, audience))  # type: ignore[arg-type]
    for form in ("table", "md", "json", "csv", "plain"):
        if made is whole and form != "md":
            continue  # it is only ever rendered so
        seen = rendered(theirs, form)
        assert "SECRET" not in seen
        assert "2 of 5" not in seen
        assert "does not go well" not in seen
    told = rendered(mine, "md")
    assert "SECRET" in told or "2 of 5" in told or "does not go well" in told


@pytest.mark.parametrize("made", [page, agreed_day, whole])
@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_pages_fit_a_narrow_and_a_wide_screen(made: Callable[[Portfolio], Report], width: int) -> None:
    lines = rendered(made(MODELLED), width=width).splitlines()
    assert [line for line in lines if len(line) > width] == []


@pytest.mark.parametrize("made", [page, agreed_day, whole])
def test_a_plan_of_which_nothing_is_known_has_its_pages_too(made: Callable[[Portfolio], Report]) -> None:
    assert rendered(made(with_records()), "md")
    assert "not begun" in rendered(page(with_records()))
