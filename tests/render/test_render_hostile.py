"""Names that attack: in every place of every block, through every renderer."""

import csv
import io
import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from markdown_it import MarkdownIt

from mopsctl.lazy import load
from mopsctl.render.doors import RENDERERS
from mopsctl.render.layout.width import columns
from mopsctl.render.screen import Screen
from mopsctl.reports.document import (
    Banner,
    Bar,
    Cell,
    Chart,
    Column,
    Course,
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
    Node,
    Pairs,
    Paragraph,
    Report,
    Shelf,
    Stack,
    Step,
    Table,
    Tile,
    Timeline,
    Trend,
)

NAMES = (
    *("[red]x[/red]", "[/]", "\x1b[2J\x1b[H", "\x1b]8;;http://evil\x1b\\x\x1b]8;;\x1b\\", "\x9b31m", "\r\x1b[Kfake"),
    *(
        "\u202egnp.exe",
        "\u2066x\u2069",
        "\u200bZero",
        "A\u0301" * 200,
        "👨\u200d👩\u200d👧" * 50,
        "\U0010ffff",
        "\ufffe",
    ),
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "|=1", "\n::stop-commands::x"),
    *("<script>alert(1)</script>", "&lt;&#60;", "| a | b |", "`x`", "[x](javascript:1)", "\\", "a\\|b", "``|``"),
    *("\x00", "\x7f", "\ufeffBOM", " lead", "trail ", "\u00a0nbsp", "", "\n", "\r\n", ",", '"', '""', "\u2028x\u0085"),
    *(
        "x" * 5000,
        "データ倉庫" * 40,
        "İıŞş",
        "--",
        "# h",
        "1. x",
        "---",
        "{0}",
        "%s",
        "~~x~~ __y__ *z*",
        "https://evil",
    ),
)
SEEN = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")


def everywhere(name: str) -> Report:
    """A report that says the name in every place a name can stand in."""
    cell, other = Cell(name), Cell(name, "key")
    day, end = date(2026, 11, 23), date(2027, 3, 31)
    table = Table((Column("Key"), Column(name), Column("Note", wrap=True)), ((cell, other, cell), (other, cell, cell)))
    row = MatrixRow(name, ((cell,), (Cell("R", "R"), Cell("A", "A"))), name, cell)
    bars = (Bar(name, day, end, note=name), Bar(name, day, day, milestone=True))
    document = Document(
        (
            *(Heading(name, 1), Heading(name), Paragraph((cell, Cell(" "), other)), Pairs(((name, (cell,)),)), table),
            *(Table((), (), name), Banner(name, "bad", (cell,)), Gauges((Gauge(name, 1, 2, "good", (cell,)),))),
            *(Items((Item(cell, other, (cell,), name),)), Matrix(name, ((name, name), ("it", name)), (row,), (cell,))),
            Timeline(day, end, day, (Lane(name, bars),), end),
            Trend(day, end, (Cell(name), cell), (Course(name, (Step(day, 0), Step(end, 1))),)),
            Trend(day, end, (), (), name),
            *pictures(name),
        )
    )
    return Report("hostile", {"name": name, "names": [name]}, lambda: document, lambda: table)


def pictures(name: str) -> tuple[Chart, Stack, Heat]:
    """The blocks that become posters, with the name wherever one can stand."""
    cell, keys = Cell(name), ((name, name),)
    box = Node(name, name, "nobody", (cell,), name, (name,), name, (name, "nobody"))
    chart = Chart(name, (box, Node("below", name, name, (Cell(name, "warn"),))), name, keys, keys, keys, name, name)
    stack = Stack(name, (Shelf(name, (Tile(name, (cell,), name, name),)),), name, keys, keys, name, name)
    return chart, stack, Heat(name, ((name, name), ("it", name)), ((name, (1, None)),), name)


def acts(text: str) -> set[str]:
    """The characters that steer, hide or turn text, by what Unicode says of them; Arabic number signs are seen.

    What joins two pictures, or two letters of a script that joins, is a part of them.
    """
    text = re.sub("(?<=[\u0590-\U0010ffff])[\u200c\u200d](?=[\u0590-\U0010ffff])", "", text)
    return {char for char in set(text) - SEEN if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")}


SCREENS = (Screen(), Screen(width=200), Screen(width=24), Screen(unicode=False))
NARROW = (Screen(width=24), Screen(unicode=False))  # where most is folded, cut and replaced


def check(name: str, screens: tuple[Screen, ...] = SCREENS) -> None:
    shown = everywhere(name)
    for door in ("json", "yaml", "md", "plain", "csv"):
        text = load(RENDERERS[door])(shown, Screen())
        layout = {"plain": {"\n", "\t"}, "csv": {"\n", "\r"}}.get(door, {"\n"})
        assert acts(text) <= layout, door
        text.encode()
    for screen in screens:
        text = load(RENDERERS["table"])(shown, screen)
        assert acts(text) <= {"\n"}
        assert max(map(columns, text.split("\n"))) <= screen.width
        assert screen.unicode or text.isascii()


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_nothing_that_acts_gets_out_and_no_line_bursts(name: str) -> None:
    check(name)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_colours_are_the_only_escapes_on_a_terminal(name: str) -> None:
    text = load(RENDERERS["table"])(everywhere(name), Screen(color=True))
    assert not any(part[:1] != "[" or "m" not in part[:40] for part in text.split("\x1b")[1:])
    assert acts(text) <= {"\n", "\x1b"}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_json_and_yaml_give_the_name_back(name: str) -> None:
    shown = everywhere(name)
    assert json.loads(load(RENDERERS["json"])(shown, Screen()))["data"] == {"name": name, "names": [name]}
    assert yaml.safe_load(load(RENDERERS["yaml"])(shown, Screen()))["data"] == {"name": name, "names": [name]}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_poster_is_xml_in_which_nothing_acts(name: str) -> None:
    text = load(RENDERERS["svg"])(everywhere(name), Screen())
    assert acts(text) <= {"\n"}
    tags = {element.tag.partition("}")[2] for element in ElementTree.fromstring(text).iter()}
    assert tags <= {"svg", "title", "style", "defs", "pattern", "path", "g", "rect", "text"}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_csv_has_its_rows_and_no_formula(name: str) -> None:
    text = load(RENDERERS["csv"])(everywhere(name), Screen())
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [len(row) for row in rows] == [3, 3, 3]
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_plain_has_its_rows_and_cells(name: str) -> None:
    lines = load(RENDERERS["plain"])(everywhere(name), Screen()).splitlines()
    assert [line.count("\t") for line in lines] == [2, 2]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_markdown_tables_stay_tables_and_nothing_becomes_html_or_a_link(name: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(load(RENDERERS["md"])(everywhere(name), Screen()))
    cells = [t.type for t in tokens if t.type in ("table_open", "tr_open", "td_open")]
    assert cells.count("table_open") == 7
    assert cells.count("td_open") == 2 * 3 + 4 + (2 * 4 if name else 3) + 2 * (8 if name else 7) + 4 + 4 + 3
    inner = {child.type for t in tokens for child in t.children or [] if child.content != "<br>"}
    assert not inner & {"html_inline", "link_open", "image", "s_open", "em_open"}
    assert not any(t.type == "html_block" for t in tokens)


@pytest.mark.corpus
def test_the_hostile_corpus_gets_out_of_no_renderer(corpus: Path, hostile: Path) -> None:
    names = json.loads(next(hostile.rglob("names.json")).read_text())
    names += json.loads((corpus / "hostile/blns.json").read_text())
    assert len(names) > 500
    for name in names:
        check(name[:5000], NARROW)
