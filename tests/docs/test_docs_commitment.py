"""docs/commitment.md: its tables are those of the program, its commands run, its letter is a letter."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from docs_pages import DOCS, ROOT, blocks, steps

from mopsctl.facts.audience import may_know
from mopsctl.facts.commitment import Level
from mopsctl.facts.proof import PROMISED
from mopsctl.formats.files import Source
from mopsctl.formats.letters import FILTERS, apart, compose
from mopsctl.model.policy import Policy
from mopsctl.reports.letter import NAMES
from mopsctl.rules.engine import RULES

PAGE = DOCS / "commitment.md"
TEXT = PAGE.read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, its head left out."""
    part = re.split(rf"^#+ {heading}\n", TEXT, flags=re.MULTILINE)[1]
    table = re.search(r"(?:^\|.*\n)+", part, re.MULTILINE)
    assert table
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()]
    return lines[2:]


def test_the_names_of_a_letter_are_those_that_it_may_use() -> None:
    assert {name.strip("`"): meaning for name, meaning in rows("Your own texts")} == dict(NAMES)


def test_the_letter_on_the_page_is_one() -> None:
    (letter,) = [block for block in blocks(PAGE, "text") if block.startswith("Subject:")]
    known = dict.fromkeys(NAMES) | {
        "plan": "CDP rollout",
        "team": "Analytics",
        "view": "no",
        "to": "Wen Zhao",
    }
    subject, body = apart(*_composed(letter, known))
    assert subject == "CDP rollout: whom will Analytics send?"
    assert body == "Dear Wen Zhao,\n\nCould you answer by the end of the month?\n"
    assert "What your own tool does well" in _composed(letter, known | {"objection": "own-tool"})[1]


def test_the_filters_on_the_page_are_those_that_work() -> None:
    told = re.search(r"^- Filters: (.*?)\.", TEXT, re.MULTILINE)
    assert told
    assert set(re.findall(r"`(\w+)`", told[1])) == set(FILTERS) - {"d"}


def test_the_table_of_commitment_has_every_level_in_the_order_that_decides() -> None:
    levels = [level.strip("`") for level, _ in rows("Commitment")]
    assert levels == ["refused", "unasked", "full", "promised", "partial", "pending"]
    assert set(levels) == set(get_args(Level))


def test_the_table_of_asks_has_every_kind() -> None:
    assert [kind.strip("`") for kind, *_ in rows("Three asks, in words and in deeds")] == list(PROMISED)


def test_who_may_know_which_finding_is_so() -> None:
    only_me, leaders, _ = (re.findall(r"[A-Z]{3}\d{3}", row[0]) for row in rows("Who sees what")[10:13])
    assert set(only_me) == {code for code in RULES if not may_know("leaders", code)}
    assert set(only_me) | set(leaders) == {code for code in RULES if not may_know("all", code)}
    assert leaders


def test_every_rule_on_the_page_exists_and_the_numbers_are_the_usual_ones() -> None:
    codes = set(re.findall(r"\b[A-Z]{3}\d{3}\b", TEXT))
    assert sorted(codes - set(RULES)) == []
    usual = Policy()
    assert f"({usual.weight_work}, {usual.weight_influence}, {usual.weight_capabilities})" in TEXT.replace("\n", " ")
    assert f"critical from {usual.critical_at} on" in TEXT


def test_the_settings_page_has_the_usual_value_of_each_number() -> None:
    (page,) = blocks(DOCS / "settings.md", "toml")
    usual = Policy()
    told = dict(re.findall(r"^(\w+) = (\d+)", page, re.MULTILINE))
    assert {name: str(getattr(usual, name)) for name in told} == told
    assert set(re.findall(r"^(\w+) =", page, re.MULTILINE)) | {"severities"} >= set(Policy.__struct_fields__)


@pytest.mark.parametrize("path", ["README.md", "docs/settings.md", "docs/domain.md"])
def test_the_page_is_found_from_others(path: str) -> None:
    assert "commitment.md" in (ROOT / path).read_text("utf-8")


def test_the_commands_on_the_page_run(tmp_path: Path, shell_in: Callable[..., Callable[[str], Any]]) -> None:
    shell = shell_in(tmp_path, EDITOR="true")
    assert shell("mopsctl plan init --example cdp-rollout").returncode == 0
    (block,) = blocks(PAGE, "sh")
    for line, code in steps(block):
        done = shell(line)
        assert done.returncode == code, (line, done.stderr)


def _composed(letter: str, known: dict[str, str | None]) -> tuple[Source, str]:
    source = Source("own.md", letter.encode())
    return source, compose(source, known)
