"""docs/alignment.md: its table is that of the program, its page looks as it does there."""

import re
from pathlib import Path

from docs_pages import DOCS

from mopsctl.reports.alignment import EXPLAINED
from mopsctl.reports.alignment_past import COMPARED, WEEKS

PAGE = (DOCS / "alignment.md").read_text("utf-8")


def test_the_table_names_every_figure_with_what_explains_it() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", PAGE, re.MULTILINE)
    assert rows == [(key, ", ".join((one.section, *one.rules))) for key, one in EXPLAINED.items()]


def test_the_page_shown_has_the_labels_of_the_program() -> None:
    shown = PAGE.partition("```text\n")[2].partition("```")[0].splitlines()
    for line, words, one in zip(shown[::2], shown[1::2], EXPLAINED.values(), strict=True):
        assert line.startswith(f"{one.label} ")
        assert line.endswith(f", {one.rules[0]}")
        assert words.strip() == one.counts


def test_the_weeks_it_tells_of_are_those_that_are_looked_at() -> None:
    assert (COMPARED, WEEKS) == (4, 8)
    assert "four weeks ago" in PAGE
    assert "for the last eight" in PAGE


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([\w.]+\.md)", PAGE):
        assert (Path(DOCS) / target).exists(), target
