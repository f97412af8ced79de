"""GitHub Markdown, read back by a Markdown parser."""

from datetime import date

import pytest
from markdown_it import MarkdownIt
from render_samples import SAMPLES, report

from mopsctl.render.markdown import render
from mopsctl.render.screen import Screen
from mopsctl.reports.document import (
    Banner,
    Bar,
    Block,
    Cell,
    Column,
    Document,
    Gauge,
    Gauges,
    Heading,
    Heat,
    Item,
    Items,
    Lane,
    Matrix,
    MatrixRow,
    Pairs,
    Paragraph,
    Stack,
    Table,
    Timeline,
    Trend,
)


def markdown(*blocks: Block) -> str:
    return render(report(Document(blocks)), Screen())


def test_headings_paragraphs_and_pairs() -> None:
    assert markdown(
        Heading("Gaps", 1),
        Paragraph((Cell("see "), Cell("mopsctl gaps", "command"), Cell(" now"))),
        Pairs((("Goal", (Cell("one view"),)),)),
    ) == ("# Gaps\n\nsee `mopsctl gaps` now\n\n- Goal: one view\n")


@pytest.mark.parametrize(
    ("text", "line"),
    [("# x", "\\# x"), ("1. x", "1\\. x"), ("- x", "\\- x"), ("12) x", "12\\) x"), ("2026", "2026")],
)
def test_running_text_opens_no_list_and_no_heading(text: str, line: str) -> None:
    assert markdown(Paragraph((Cell(text),))) == line + "\n"


def test_a_table_has_alignment_and_code_for_keys() -> None:
    table = Table((Column("Key"), Column("Days", align="right")), ((Cell("a|b", "key"), Cell("3", "strong")),))
    assert markdown(table) == "| Key | Days |\n| --- | ---: |\n| `a\\|b` | **3** |\n"


def test_an_empty_table_says_so() -> None:
    assert markdown(Table((Column("Key"),), (), "No team yet.")) == "No team yet.\n"


def test_a_matrix_is_a_table_with_its_legend() -> None:
    rows = (
        MatrixRow("send", ((Cell("R", "R"), Cell("A", "A")), ()), "Campaign", Cell("not agreed", "warn")),
        MatrixRow("plan", ((), (Cell("C", "C"),)), "Campaign"),
    )
    legend = (Cell("R does", "R"), Cell("A answers", "A"))
    assert markdown(Matrix("Capability", (("it", "IT"), ("x", "Sales")), rows, legend)) == (
        "| Capability | IT | Sales | Note |\n| --- | :---: | :---: | --- |\n| **Campaign** |  |  |  |\n"
        "| send | R **A** |  | not agreed |\n| plan |  | C |  |\n\nR does **A answers**\n"
    )


def test_a_timeline_is_a_table_of_its_bars() -> None:
    bar = Bar("Train", date(2026, 11, 23), date(2026, 12, 4), critical=True, done=40, note="late")
    day = date(2026, 12, 4)
    shown = Timeline(bar.start, day, bar.start, (Lane("IT", (bar, Bar("Go", day, day, milestone=True, slack=3))),), day)
    assert markdown(shown) == (
        "Today 2026-11-23, target 2026-12-04.\n\n"
        "| Team | Task | Start | Finish | Done | Slack | Critical | Note |\n"
        "| --- | --- | --- | --- | ---: | ---: | :---: | --- |\n"
        "| IT | Train | 2026-11-23 | 2026-12-04 | 40% | 0 | **yes** | late |\n"
        "| IT | ◆ Go | 2026-12-04 | 2026-12-04 | 0% | 3 |  |  |\n"
    )


def test_banner_gauges_and_items() -> None:
    item = Item(
        Cell("RAC701", "bad"), Cell("send", "key"), (Cell("no accountable"),), "mopsctl raci set send --team it A"
    )
    assert markdown(Banner("STOP", "bad", (Cell("2 reasons"),)), Gauges((Gauge("Asks", 7, 21),)), Items((item,))) == (
        "**STOP** 2 reasons\n\n|  | Now | Of |  |\n| --- | ---: | ---: | --- |\n| Asks | 7 | 21 |  |\n\n"
        "- `RAC701` `send`: no accountable\n  → `mopsctl raci set send --team it A`\n"
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_read_back_as_tables_without_html(name: str) -> None:
    document = SAMPLES[name]()
    tokens = MarkdownIt("commonmark").enable("table").parse(render(report(document), Screen()))
    wanted = sum(isinstance(block, Table | Matrix | Timeline | Gauges) for block in document.blocks)
    wanted += sum(isinstance(block, Trend) and bool(block.courses) for block in document.blocks)
    wanted += sum(isinstance(block, Stack) and bool(block.shelves) for block in document.blocks)
    wanted += sum(isinstance(block, Heat) and bool(block.rows) for block in document.blocks)
    assert sum(token.type == "table_open" for token in tokens) == wanted
    assert not any(token.type == "html_block" for token in tokens)
