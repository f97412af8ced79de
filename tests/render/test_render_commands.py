"""The log of GitHub Actions takes a line that begins with two colons for a command, blanks before them or not."""

import csv
import io
import json
from collections.abc import Iterator

import pytest
import yaml
from markdown_it import MarkdownIt

from mopsctl.lazy import load
from mopsctl.render.doors import RENDERERS
from mopsctl.render.safe import no_command
from mopsctl.render.screen import Screen
from mopsctl.reports.document import Cell, Code, Column, Document, Item, Items, Pairs, Paragraph, Report, Table

TEXTS = (
    "::error::x",
    "a\n::error::x",
    "a\r\n \t::error::x",
    "a\n\u3000::error::x",
    "long words before it " * 4 + "::error::x ::error::y " * 9,
    "##[error::x",
    "a\n  - ##[error::x] ##[[",
)


def report(text: str) -> Report:
    cells = (Cell(text),)
    document = Document(
        (
            Paragraph(cells),
            Pairs(((text, cells),)),
            Items((Item(Cell(text), Cell(text), cells, text),)),
            Table((Column(text, wrap=True),), (cells,)),
            Code(text),
        )
    )
    table = Table((Column(text), Column("b")), ((Cell(text), Cell(text)),))
    return Report("team.list", [{"name": text, text: [text]}], lambda: document, lambda: table)


def written(form: str, text: str) -> Iterator[str]:
    for screen in (Screen(width=40), Screen(width=100, unicode=True), Screen(width=40, color=True, depth="256")):
        yield load(RENDERERS[form])(report(text), screen)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("form", RENDERERS)
def test_no_line_of_any_format_is_a_command(form: str, text: str) -> None:
    for shown in written(form, text):
        assert "error::x" in shown
        assert [line for line in shown.splitlines() if line.lstrip().startswith("::") or "##[" in line] == []


@pytest.mark.parametrize("text", TEXTS)
def test_data_is_told_as_it_is_all_the_same(text: str) -> None:
    for form, read in (("json", json.loads), ("yaml", yaml.safe_load)):
        for shown in written(form, text):
            assert read(shown)["data"] == [{"name": text, text: [text]}]
    for shown in written("csv", "a\n::error::x"):
        assert next(csv.reader(io.StringIO(shown, newline="")))[0] == "a\n\\::error::x"


def test_markdown_shows_the_colons() -> None:
    for shown in written("md", "::error::x"):
        assert "<p>::error::x</p>" in MarkdownIt().render(shown)


def test_a_line_of_the_terminal_is_as_wide_as_before() -> None:
    assert no_command("  ::error::x\nb::c\n::d\n", as_wide=True) == "  \\:error::x\nb::c\n\\:d\n"
    assert no_command("a ##[error]x\n", as_wide=True) == "a #\\[error]x\n"
