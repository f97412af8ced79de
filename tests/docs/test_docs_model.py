"""docs/model.md: its commands run in their order, and its tables and numbers are those of the program."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docs_pages import DOCS, ROOT, blocks, steps

from mopsctl.formats.files import read_source
from mopsctl.formats.plan_yaml import load
from mopsctl.model.operating import PARTS
from mopsctl.model.policy import Policy
from mopsctl.model.responsibility import DUTIES
from mopsctl.rules.engine import RULES

PAGE = DOCS / "model.md"
TEXT = PAGE.read_text("utf-8")
TEMPLATES = ROOT / "src" / "mopsctl" / "templates"
AREAS = ("CAP", "RAC", "OPM", "ORG")


def test_the_table_of_rules_has_all_that_speak_of_the_model() -> None:
    told = re.findall(r"^\| ([A-Z]{3}\d{3}) \|", TEXT, re.MULTILINE)
    assert told == [code for area in AREAS for code in sorted(RULES) if code.startswith(area)]
    assert sorted(set(re.findall(r"\b[A-Z]{3}\d{3}\b", TEXT)) - set(RULES)) == []


def test_the_numbers_on_the_page_are_the_usual_ones() -> None:
    usual = Policy()
    assert f"`confirm_days` ({usual.confirm_days} days)" in TEXT
    words = {2: "two", 3: "three"}
    assert f"More than {words[usual.must_agree]} who must agree" in TEXT


def test_the_table_of_letters_is_that_of_the_schemes() -> None:
    names = ("raci", "rasci", "daci")
    (head,) = re.findall(r"^\| duty \| means \| (.+) \|$", TEXT, re.MULTILINE)
    assert tuple(head.lower().split(" | ")) == names
    told = {
        (scheme, duty, cell)
        for duty, cells in re.findall(rf"^\| ({'|'.join(DUTIES)}) \| .+? \| (.+) \|$", TEXT, re.MULTILINE)
        for scheme, cell in zip(names, cells.split(" | "), strict=True)
    }
    held: dict[tuple[str, str], list[str]] = {}
    for scheme in names:
        for row in load(read_source(str(TEMPLATES / "schemes" / f"{scheme}.yaml"))).rows:
            letter: Any = row.record
            held.setdefault((scheme, letter.duty), []).append(f"{letter.letter} {letter.word}")
    assert told == {(scheme, duty, ", ".join(words)) for (scheme, duty), words in held.items()}


def test_the_table_of_topics_is_that_of_the_template() -> None:
    topics: list[Any] = [row.record for row in load(read_source(str(TEMPLATES / "topics.yaml"))).rows]
    for needs in ("decide", "perform"):
        (told,) = re.findall(rf"^\| (.+) \| {needs} \|$", TEXT, re.MULTILINE)
        assert told == ", ".join(one.key for one in topics if one.needs == needs)


def test_every_part_of_a_right_is_told() -> None:
    told = TEXT[TEXT.index("### Who decides") : TEXT.index("### What teams give each other")]
    assert [part for part in PARTS if f"*{part}*" not in told] == []


@pytest.mark.parametrize("path", ["README.md", "docs/story.md"])
def test_the_page_is_found_from_others(path: str) -> None:
    assert "model.md" in (ROOT / path).read_text("utf-8")


def test_the_commands_on_the_page_run_in_their_order(
    tmp_path: Path, shell_in: Callable[..., Callable[[str], Any]]
) -> None:
    shell = shell_in(tmp_path, EDITOR="true")  # an editor in which nothing is changed
    assert shell("mopsctl plan init --example cdp-rollout").returncode == 0
    wrong = []
    for line, code in [step for block in blocks(PAGE, "sh") for step in steps(block)]:
        done = shell(line)
        if done.returncode != code:
            wrong.append(f"{line}\n  exited {done.returncode}, not {code}: {done.stderr.strip()}")
    assert wrong == []
    posters = [tmp_path / name for name in ("stack.svg", "org.svg", "org-today.svg", "operations.svg")]
    assert [path.name for path in posters if "http" in path.read_text("utf-8").replace("http://www.w3.org/", "")] == []
    assert {"org.mmd", "operating-model.md"} <= {path.name for path in tmp_path.iterdir()}
