"""Text whose lines and blanks count, as a page shows it."""

import pytest
import yaml
from markdown_it import MarkdownIt
from render_samples import report

from mopsctl.render import markdown, terminal
from mopsctl.render.layout.width import columns
from mopsctl.render.screen import Screen
from mopsctl.reports.document import Code, Document, Heading

ROWS = """\
tasks:
- {key: go, name: "A name: with signs", plan: cdp, team: it, kind: implementation, start: 2026-11-23, days: 2}
- key: deep
  name: a plain name that is far too long for a terminal that is as narrow as this one
"""


def page(code: Code, **screen: object) -> str:
    return terminal.render(report(Document((Heading("Fires"), code))), Screen(**screen)).partition("\n")[2]


def test_it_stands_in_and_its_own_indents_are_kept() -> None:
    assert page(Code("a:\n  - b\n\nc\n"), width=80) == "  a:\n    - b\n\n  c\n"


@pytest.mark.parametrize("width", [24, 30, 40, 79, 80, 200])
def test_what_is_folded_is_no_wider_than_the_screen_and_still_the_same_yaml(width: int) -> None:
    text = page(Code(ROWS, "yaml"), width=width)
    assert max(map(columns, text.splitlines())) <= width
    assert yaml.safe_load(text) == yaml.safe_load(ROWS)


def test_a_folded_line_goes_on_further_in() -> None:
    assert page(Code("- aaaa bbbb cccc dddd eeee ffff\n"), width=24) == "  - aaaa bbbb cccc\n      dddd eeee ffff\n"


def test_a_word_longer_than_the_screen_is_broken_all_the_same() -> None:
    lines = page(Code(" " * 90 + "x" * 90), width=40).splitlines()
    assert max(map(columns, lines)) <= 40
    assert "".join(line.strip() for line in lines) == "x" * 90


def test_markdown_fences_it_by_more_backticks_than_it_holds() -> None:
    text = "a: |\n  ```sh\n  ````\n# h\n<b> \\* &amp;"
    made = markdown.render(report(Document((Code(text + "\n\n", "yaml"),))), Screen())
    assert made == f"`````yaml\n{text}\n`````\n"
    (token,) = MarkdownIt().parse(made)
    assert (token.type, token.info, token.content) == ("fence", "yaml", text + "\n")


def test_a_language_that_is_none_and_an_empty_text_leave_nothing_odd() -> None:
    assert markdown.render(report(Document((Code("x", "a b\nc"),))), Screen()) == "```\nx\n```\n"
    assert markdown.render(report(Document((Heading("H"), Code("\n")))), Screen()) == "## H\n"


def test_what_acts_without_being_seen_is_shown() -> None:
    evil = Code("\x1b[2J\u202ex\r\ty\nz", "yaml")
    assert page(evil, width=80) == "  \\x1b[2J\\u202ex\\r\\ty\n  z\n"
    made = markdown.render(report(Document((evil,))), Screen())
    assert "\x1b" not in made
    assert "\u202e" not in made
    assert not {"\x1b[2J", "\u202e"} & set(page(evil, width=80, color=True).split())
