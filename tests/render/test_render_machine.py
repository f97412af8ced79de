"""Formats for programs: plain, json, yaml and csv."""

import csv
import io
import json
from datetime import date

import pytest
import yaml
from msgspec import Struct
from render_samples import report

from mopsctl.lazy import load
from mopsctl.render import csv_text, json_text, plain, yaml_text
from mopsctl.render.doors import RENDERERS
from mopsctl.render.screen import Screen
from mopsctl.reports.document import Cell, Column, Document, Report, Table

TABLE = Table(
    (Column("Key"), Column("Name, in full"), Column("Days", align="right")),
    (
        (Cell("ada", "key"), Cell('Ada "the Countess"\nLovelace'), Cell("-3")),
        (Cell("isil"), Cell("Işıl\tÇağlar\x1b[2J"), Cell("")),
        (Cell("x"), Cell("=1+1"), Cell("12")),
    ),
)


class Team(Struct, frozen=True):
    key: str
    since: date | None = None


DATA = {"teams": [Team("martech", date(2026, 11, 23)), Team("sales")], "name": "a\x1b\x7f\u202e\u2028\U000e0041İ🚀\nb"}


def shown(data: object = None) -> Report:
    return report(Document(()), TABLE, data)


@pytest.mark.parametrize("name", RENDERERS)
def test_every_door_opens(name: str) -> None:
    assert isinstance(load(RENDERERS[name])(shown({}), Screen()), str)


def test_plain_is_a_row_a_line_and_cells_between_tabs() -> None:
    assert plain.render(shown(), Screen()) == (
        'ada\tAda "the Countess"\\nLovelace\t-3\nisil\tIşıl\\tÇağlar\\x1b[2J\t\nx\t=1+1\t12\n'
    )


def test_plain_says_nothing_where_there_is_nothing() -> None:
    assert plain.render(report(Document(())), Screen()) == ""


def test_csv_has_a_header_and_quotes_what_needs_it() -> None:
    assert csv_text.render(shown(), Screen()) == (
        'Key,"Name, in full",Days\r\nada,"Ada ""the Countess""\nLovelace",-3\r\n'
        "isil,Işıl\\tÇağlar\\x1b[2J,\r\nx,'=1+1,12\r\n"
    )


def test_csv_of_one_empty_cell_is_still_a_row() -> None:
    table = Table((Column("Name"),), ((Cell(""),),))
    text = csv_text.render(report(Document(()), table), Screen())
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["Name"], [""]]


def test_json_is_an_envelope_with_iso_dates() -> None:
    assert json_text.render(shown({"teams": DATA["teams"]}), Screen()) == (
        '{\n  "mopsctl": 1,\n  "report": "sample.show",\n  "data": {\n    "teams": [\n'
        '      {\n        "key": "martech",\n        "since": "2026-11-23"\n      },\n'
        '      {\n        "key": "sales",\n        "since": null\n      }\n    ]\n  }\n}\n'
    )


def test_json_escapes_what_a_terminal_would_act_upon_and_parses_back() -> None:
    text = json_text.render(shown(DATA), Screen())
    assert '"a\\u001b\\u007f\\u202e\\u2028\\udb40\\udc41İ🚀\\nb"' in text
    assert json.loads(text)["data"]["name"] == DATA["name"]


def test_json_for_an_ascii_output_is_ascii_and_parses_back() -> None:
    text = json_text.render(shown(DATA), Screen(unicode=False))
    assert text.isascii()
    assert json.loads(text)["data"]["name"] == DATA["name"]


def test_yaml_is_the_same_envelope_in_the_same_order() -> None:
    assert yaml_text.render(shown({"teams": DATA["teams"], "also": DATA["teams"]}), Screen()) == (
        "mopsctl: 1\nreport: sample.show\ndata:\n"
        "  teams:\n  - key: martech\n    since: 2026-11-23\n  - key: sales\n    since: null\n"
        "  also:\n  - key: martech\n    since: 2026-11-23\n  - key: sales\n    since: null\n"
    )


@pytest.mark.parametrize("unicode", [True, False])
def test_yaml_escapes_what_a_terminal_would_act_upon_and_parses_back(unicode: bool) -> None:
    text = yaml_text.render(shown(DATA), Screen(unicode=unicode))
    assert not set(text) & set("\x1b\x7f\u202e\u2028\U000e0041")
    assert unicode or text.isascii()
    assert yaml.safe_load(text)["data"]["name"] == DATA["name"]


def test_yaml_keeps_a_text_that_looks_like_something_else_a_text() -> None:
    words = ["no", "2026-11-23", "1e3", "~", "=", "0x10", " lead", ""]
    assert yaml.safe_load(yaml_text.render(shown(words), Screen()))["data"] == words


@pytest.mark.parametrize("name", RENDERERS)
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    render = load(RENDERERS[name])
    assert render(shown(DATA), Screen(color=True)) == render(shown(DATA), Screen(color=True))
