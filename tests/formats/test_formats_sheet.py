"""The sheet that is sent to a team: what stands in it, how it looks in both formats, and how it is read back."""

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest

from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.formats.files import Source
from mopsctl.formats.questions import entries
from mopsctl.formats.sheet import Row, Section, Sheet, sheet_of
from mopsctl.formats.sheet_markdown import markdown
from mopsctl.formats.sheet_reading import Answer, Filled, read_sheet
from mopsctl.formats.sheet_xlsx import workbook
from mopsctl.model.capability import Capability, Offering, Platform
from mopsctl.model.commitment import Ask
from mopsctl.model.fields import Record
from mopsctl.model.kinds import kind_of
from mopsctl.model.org import Person, Team
from mopsctl.model.outreach import Conversation, Note
from mopsctl.model.plan import Need, Participation, Plan
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment

MONDAY = date(2026, 11, 23)
ODD = "R|D & <b>*Co*</b> `x` [y](z) #1"


def portfolio(*more: Record) -> Portfolio:
    collections: dict[str, dict] = {}
    for record in (
        Team("it", ODD),
        Person("ada", "Ada", "it"),
        Platform("cdp", "CDP"),
        Capability("send", "Send | campaigns"),
        Offering("send", "cdp", "it"),
        Plan("rollout", "CDP rollout", MONDAY, platform="cdp"),
        Participation("rollout", "it", critical="no", because="SECRET", work=5, influence=4, impact="SECRETLESS"),
        Conversation("it-1", "rollout", "it", MONDAY, sees_problem="no", reason="SECRET", next_step="SECRET"),
        Note("it-1", "SECRET"),
        Ask("rollout", "it", "assign", MONDAY, state="refused", reason="SECRET"),
        Need("sql", "SQL on the\nprofiles", "rollout", "it"),
        Assignment("capability:send", "team:it", "R", "to-be", "rollout"),
        Assignment("capability:send", "team:it", "C", "to-be", "rollout"),
        Assignment("capability:send", "person:ada", "A", "to-be", "rollout", True),
        *more,
    ):
        kind = kind_of(record)
        collections.setdefault(kind.plural, {})[kind.key_of(record)] = record
    return Portfolio(today=MONDAY, **collections)


def sheet(language: str = "en", *more: Record) -> Sheet:
    return sheet_of(portfolio(*more), "rollout", "it", entries(), language, "2026-11-23")  # type: ignore[arg-type]


def ids(found: Sheet) -> list[str]:
    return [row.id for section in found.sections for row in section.rows]


def test_a_sheet_asks_for_view_asks_needs_and_duties_under_ids_that_no_language_changes() -> None:
    assert ids(sheet()) == ids(sheet("tr")) == [
        "filled/by", "filled/on",
        "view/sees-problem", "view/objection", "view/reason", "view/challenges", "view/angle",
        "platform/critical", "change/impact", "change/understood-by",
        "ask/assign", "ask/assign/person", "ask/assign/allocation", "ask/assign/start", "ask/assign/until",
        "ask/assign/reason",
        "ask/advocate", "ask/advocate/leader", "ask/advocate/forum", "ask/advocate/forum-on", "ask/advocate/until",
        "ask/advocate/reason",
        "ask/contribute", "ask/contribute/person", "ask/contribute/until", "ask/contribute/reason",
        "need/sql", "need/new/1", "need/new/2", "need/new/3",
        "raci/capability:send/person:ada", "raci/capability:send/team:it",
        "sheet/version", "sheet/plan", "sheet/team",
    ]  # fmt: skip


def test_what_is_proven_is_not_asked_again_and_who_is_only_affected_is_asked_for_nothing() -> None:
    proven = Ask("rollout", "it", "assign", MONDAY, state="proven")
    assert "ask/assign" not in ids(sheet("en", proven))
    affected = sheet_of(
        portfolio(Participation("rollout", "it", "affected")), "rollout", "it", entries(), "en", "2026-11-23"
    )
    assert [key for key in ids(affected) if key.startswith("ask/")] == [
        key for key in ids(sheet()) if key.startswith("ask/assign")
    ]  # it was asked that before


@pytest.mark.parametrize("write", [markdown, workbook], ids=["md", "xlsx"])
def test_a_sheet_tells_no_secret_and_nothing_is_filled_in(write) -> None:
    data = write(sheet())
    if write is workbook:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    assert b"SECRET" not in data.replace(b"SECRETLESS", b"")
    assert b"SQL on the profiles" in data


@pytest.mark.parametrize(("write", "name"), [(markdown, "a.md"), (workbook, "a.xlsx")])
@pytest.mark.parametrize("language", ["en", "tr"])
def test_an_empty_sheet_comes_back_empty(write, name: str, language: str) -> None:
    data = write(sheet(language))
    assert data == write(sheet(language))
    assert read_sheet(Source(name, data)) == Filled(name, "rollout", "it", ())


def test_markdown_stands_as_itself_whatever_a_name_holds() -> None:
    text = markdown(sheet()).decode()
    assert text.startswith("# CDP rollout: a sheet for R\\|D \\& \\<b\\>\\*Co\\*\\</b\\> \\`x\\` \\[y\\](z) \\#1\n\n")
    assert "| `need/sql` | “SQL on the profiles” is noted as your need. Do you agree? (yes / no) |  |\n" in text
    assert "| `raci/capability:send/team:it` | “Send \\| campaigns”: R\\|D" in text
    assert {line.count("|") - line.count("\\|") for line in text.split("\n") if line.startswith("|")} == {4}


def test_the_workbook_offers_choices_keeps_its_header_in_view_and_stays_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheet("tr"))))
    page = book.active
    assert page.freeze_panes == "A5"
    assert [cell.value for cell in page[4]] == ["id", "Soru", "Yanıt"]
    lists = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    rows = {page.cell(at, 1).value: at for at in range(1, page.max_row + 1)}
    assert lists[f"C{rows['platform/critical']}"] == '"evet,hayır"'
    assert lists[f"C{rows['ask/assign']}"] == '"evet,hayır,sonra"'
    answer = page.cell(rows["ask/assign/start"], 3)
    assert (answer.value, answer.number_format, answer.alignment.wrap_text) == (None, "@", True)
    assert page.column_dimensions["B"].width > 50


def test_nothing_in_a_workbook_is_a_formula_or_breaks_its_xml() -> None:
    rows = (
        Row("sheet/version", "=1+1", answer="1"),
        Row("a", "\ufffe\x0bx", ("yes", "no")),
        Row("b", "=cmd|x", answer="=2"),
    )
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(Sheet("=t[1]/2", "@a", ("id", "+q", "-a"), (Section("=s", rows),))))
    )
    cells = [cell for line in book.active.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=1+1" in [cell.value for cell in cells]
    assert book.active.title == "=t 1  2"


def filled_md(*lines: str, version: str = "1", plan: str = "rollout", team: str = "it") -> bytes:
    meta = [f"| sheet/version | v | {version} |", f"| sheet/plan | p | {plan} |", f"| `sheet/team` | t | {team} |"]
    return "\n".join(["# Sheet", "", "| id | Frage | Antwort |", "|---|---|---|", *lines, *meta]).encode()


def test_answers_are_read_with_their_places() -> None:
    found = read_sheet(
        Source("it.md", filled_md("| `a` | q | two<br>lines, *mine* |", "| b | q |  |", "| c | q | x\\|y |"))
    )
    assert found.answers == (Answer("a", "two\nlines, mine", "it.md:5"), Answer("c", "x|y", "it.md:7"))


def test_a_workbook_tells_the_cell_of_an_answer() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(sheet())))
    page = book.active
    rows = {page.cell(at, 1).value: at for at in range(1, page.max_row + 1)}
    page.cell(rows["filled/on"], 3).value = date(2026, 11, 20)
    page.cell(rows["ask/assign/allocation"], 3).value = 1
    page.cell(rows["ask/assign/allocation"], 3).number_format = "0%"
    page.cell(rows["need/new/1"], 3).value = 0.29
    page.cell(rows["need/new/1"], 3).number_format = "0.00%"
    out = io.BytesIO()
    book.save(out)
    title = page.title
    assert read_sheet(Source("it.xlsx", out.getvalue())).answers == (
        Answer("filled/on", "2026-11-20 00:00:00", f"it.xlsx:{title}:C{rows['filled/on']}"),
        Answer("ask/assign/allocation", "100%", f"it.xlsx:{title}:C{rows['ask/assign/allocation']}"),
        Answer("need/new/1", "29%", f"it.xlsx:{title}:C{rows['need/new/1']}"),
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"# nothing here\n", "it.md is no sheet made by mopsctl"),
        (b"| id | question |\n|---|---|\n| a | b |\n", "it.md:1: the columns of a sheet are id, question and answer"),
        (filled_md(version="2"), "it.md:5: a sheet of version 2, made by a newer mopsctl; this one reads 1"),
        (filled_md(version="one"), 'it.md:5: "one" is no version'),
        (filled_md(plan=""), "it.md: the row sheet/plan is missing or empty"),
        (filled_md("| a | q | 1 |", "| a | q | 2 |"), 'it.md:6: "a" stands here twice'),
        (filled_md("|  | q | lost |"), 'it.md:5: "lost" answers nothing'),
        (filled_md("| a | q | x | y |"), "it.md:5: a row of 4"),
    ],
)
def test_what_is_no_sheet_or_a_broken_one_is_told_with_its_place(data: bytes, said: str) -> None:
    with pytest.raises(MopsError) as error:
        read_sheet(Source("it.md", data))
    assert error.value.code == BAD_INPUT
    assert error.value.message.startswith(said)


def test_a_hostile_workbook_meets_the_guard() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    with pytest.raises(MopsError, match="unpacks to more than"):
        read_sheet(Source("it.xlsx", bomb.getvalue()))


def test_the_ids_of_a_sheet_fit_the_reader_of_tables() -> None:
    assert all(re.fullmatch(r"[a-z0-9/:._-]+", key) for key in ids(sheet()))


def test_a_sheet_in_another_encoding_is_read_where_it_is_named() -> None:
    source = Source("it.md", filled_md("| a | q | Işıl |").decode().encode("cp1254"))
    with pytest.raises(MopsError, match="--encoding cp1252, or cp1254 for Turkish"):
        read_sheet(source)
    assert read_sheet(source, encoding="cp1254").answers == (Answer("a", "Işıl", "it.md:5"),)
