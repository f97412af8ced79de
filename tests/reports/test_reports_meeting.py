"""The page before a meeting: what is on it, for whom, and what is not."""

from datetime import date

import pytest
from msgspec import to_builtins
from report_samples import MONDAY, portfolio_of, sample

from mopsctl.facts.audience import Audience, seen_by
from mopsctl.facts.questions import Asked, asked
from mopsctl.formats.questions import bank
from mopsctl.model.commitment import Ask
from mopsctl.model.fields import Record
from mopsctl.model.kinds import KINDS
from mopsctl.model.org import Team
from mopsctl.model.outreach import Action, Conversation, Evidence, Note
from mopsctl.model.plan import Need
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.reports.document import Banner, Heading, Items, Pairs, Paragraph, Report, Table
from mopsctl.reports.meeting import brief

TALKS = (
    Conversation("it-1", "rollout", "it", date(2026, 10, 1), "ada", sees_problem="yes", next_step="SECRET-step"),
    Conversation("it-2", "rollout", "it", date(2026, 10, 8), "ada"),
    Conversation("it-3", "rollout", "it", date(2026, 10, 15), "ada", challenges="Two truths"),
    Conversation(
        "it-4", "rollout", "it", date(2026, 11, 2), "ada", "sheet", "no", "cost", "SECRET-why", source="it.md"
    ),
    Conversation("it-5", "rollout", "it", date(2026, 11, 3)),
    Note("it-1", "SECRET-note"),
    Action("win", "rollout", "it", "persuade", "SECRET-action"),
    Action("won", "rollout", "it", "educate", "SECRET-closed", state="done", closed_on=MONDAY),
    Evidence("load", "rollout", "it", "The load", source="Acme"),
    Need("sql", "SQL on the profiles", "rollout", "it"),
    Ask("rollout", "it", "contribute", MONDAY, state="proven", person="ada"),
)


def held(*more: Record) -> Portfolio:
    base = sample()
    return portfolio_of(*(record for kind in KINDS for record in base.of(kind.plural).values()), *more)


def page(audience: Audience = "me", *more: Record, team: str = "it", questions: tuple[Asked, ...] = ()) -> Report:
    return brief(seen_by(held(*TALKS, *more), audience), "rollout", team, Policy(), audience, questions)


def words(report: Report) -> list[str]:
    """Every line of the page, a heading as `# ...`."""
    lines: list[str] = []
    for block in report.document().blocks:
        match block:
            case Heading():
                lines.append(f"# {block.text}")
            case Paragraph() | Banner():
                lines.append("".join(cell.text for cell in block.cells))
            case Pairs():
                lines += [f"{label}: " + "".join(cell.text for cell in cells) for label, cells in block.rows]
            case Table():
                lines += [" | ".join(cell.text for cell in row) for row in block.rows]
            case Items():
                lines += [
                    f"{i.mark.text} {i.subject.text} " + "".join(c.text for c in i.cells) + f" {i.cure}"
                    for i in block.rows
                ]
    return lines


def test_the_page_begins_with_whom_to_meet_and_how_the_team_stands() -> None:
    lines = words(page())
    assert lines[:8] == [
        "# Before you meet IT",
        "CDP rollout, stage align, 2026-11-23",
        "whom to meet: Ada (ada), Architect",
        "part in the plan: involved: SECRET-because",
        "platform critical?: no",
        "what changes for it: less to run",
        "who understands that: nobody known",
        "commitment: refused",
    ]
    assert "its review of the plan: changes 2026-11-16: SECRETLESS" in lines


def test_its_view_is_told_with_every_turn() -> None:
    assert "how it moved: yes 2026-10-01, then no 2026-11-02" in words(page())


def test_the_latest_conversations_are_told_and_older_ones_only_with_a_note() -> None:
    days = [line[:10] for line in words(page()) if line.startswith("2026-1")]
    assert days == ["2026-11-03", "2026-11-02", "2026-10-15", "2026-10-01"]
    assert "1 earlier: mopsctl outreach show it" in words(page())
    assert "private note: SECRET-note" in words(page())


def test_only_what_is_open_is_on_the_page_and_all_of_it_in_the_data() -> None:
    found = page()
    text = "\n".join(words(found))
    assert "SECRET-action" in text
    assert "SECRET-closed" not in text
    assert [one["key"] for one in found.data["actions"]] == ["win", "won"]
    assert len(found.data["conversations"]) == 5


def test_what_the_team_runs_is_held_against_the_plan() -> None:
    assert "Send campaigns | esp (live) | the plan does it too; nobody decided which governs" in words(page())


def test_the_questions_are_numbered_and_each_section_is_named_once() -> None:
    questions = (Asked("a", "1.1", "One?"), Asked("b", "1.1", "Two?", 3), Asked("c", "3", "Three?"))
    lines = words(page(questions=questions))
    start = lines.index("# What to ask")
    assert lines[start + 1 : start + 4] == ["1.1 | 1 | One?", " | 2 | Two? (and 3 more like it)", "3 | 3 | Three?"]
    assert to_builtins(page(questions=questions).data["questions"])[1] == {
        "key": "b", "section": "1.1", "text": "Two?", "more": 3,
    }  # fmt: skip


def test_a_team_that_nobody_spoke_to_has_a_page_too() -> None:
    lines = words(brief(held(), "rollout", "marketing", Policy(), "me", ()))
    assert "first contact: never, 0 days after the gap was found" in lines
    assert not [line for line in lines if line.startswith("next: mopsctl meet")]
    assert lines[-1].strip().endswith("mopsctl meet marketing --sheet xlsx -o marketing.xlsx")


@pytest.mark.parametrize("audience", ["leaders", "team", "all"])
def test_what_an_audience_may_not_see_is_nowhere_on_the_page(audience: Audience) -> None:
    seen = seen_by(held(*TALKS), audience)
    found = brief(seen, "rollout", "it", Policy(), audience, asked(seen, "rollout", "it", bank(), "en"))
    table = [cell.text for row in found.table().rows for cell in row]
    said = "\n".join([*words(found), str(to_builtins(found.data)), *table]).replace("SECRETLESS", "")
    if audience == "leaders":
        assert "SECRET-note" not in said
        assert "SECRET-why" in said
    else:
        assert "SECRET" not in said
        assert "refused" not in said


def test_a_question_about_a_no_is_asked_only_where_the_no_may_be_known() -> None:
    def keys(audience: Audience) -> set[str]:
        return {one.key for one in asked(seen_by(held(*TALKS), audience), "rollout", "it", bank(), "en")}

    assert {"why-not", "critical-again"} <= keys("me")
    assert {"view", "critical"} <= keys("all")
    assert not {"why-not", "critical-again"} & keys("all")


def test_a_team_that_takes_no_part_is_told_how_to_join() -> None:
    lines = words(brief(held(Team("legal", "Legal")), "rollout", "legal", Policy(), "me", ()))
    assert "part in the plan: none: mopsctl team join legal --involved" in lines
