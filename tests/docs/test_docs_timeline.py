"""docs/timeline.md: its drawings are what is computed, its tables are those of the program, its commands run."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from docs_pages import DOCS, ROOT, blocks, steps

from mopsctl.facts.schedule.network import schedule
from mopsctl.model.calendar import WEEKDAYS, Calendar
from mopsctl.model.plan import Link, LinkKind, Plan, Task
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.rules.engine import RULES

PAGE = DOCS / "timeline.md"
TEXT = PAGE.read_text("utf-8")
MONDAY = date(2026, 11, 23)
DRAWING = re.compile(r"^(\w\w)(?: ([+-]\d))? +before +([█·]+)\n +after +([█·]+)", re.MULTILINE)
EVERY_DAY = Calendar("all", "Every day", WEEKDAYS)


def drawn(line: str) -> Callable[..., Task]:
    """A task that takes as many days as are drawn."""
    return lambda key, **fields: Task(key, key, "cdp", days=line.count("█"), **fields)


def span(line: str) -> tuple[date, date]:
    return MONDAY + timedelta(line.index("█")), MONDAY + timedelta(line.rindex("█"))


DRAWINGS = DRAWING.findall(TEXT)


def test_every_kind_of_link_is_drawn() -> None:
    assert {kind for kind, *_ in DRAWINGS} == set(get_args(LinkKind))


@pytest.mark.parametrize(("kind", "lag", "before", "after"), DRAWINGS)
def test_a_drawing_is_what_is_computed(kind: LinkKind, lag: str, before: str, after: str) -> None:
    first = drawn(before)("before", not_before=span(before)[0])
    second = drawn(after)("after")
    link = Link("before", "after", kind, int(lag or 0))
    portfolio = Portfolio(
        today=MONDAY,
        calendars={"all": EVERY_DAY},
        plans={"cdp": Plan("cdp", "CDP", MONDAY, calendar="all")},
        tasks={"before": first, "after": second},
        links={("before", "after", kind): link},
    )
    found = {one.key: (one.start, one.finish) for one in schedule(portfolio, "cdp").tasks}
    assert found == {"before": span(before), "after": span(after)}


def test_the_numbers_on_the_page_are_the_usual_ones() -> None:
    usual = Policy()
    assert f"`refusal_days` says ({usual.refusal_days})" in TEXT.replace("\n", " ")
    assert f"(`absence_days`, {usual.absence_days})" in TEXT
    assert f"`slip_days` ({usual.slip_days})" in TEXT


def test_the_table_of_rules_has_all_that_speak_of_the_timeline() -> None:
    told = re.findall(r"^\| (PLN\d{3}) \|", TEXT, re.MULTILINE)
    assert told == sorted(code for code in RULES if code.startswith("PLN"))
    assert sorted(set(re.findall(r"\b[A-Z]{3}\d{3}\b", TEXT)) - set(RULES)) == []
    always = [code for code in told if "explore" in RULES[code].stages]
    assert f"All of them but {' and '.join(always)} speak" in TEXT


@pytest.mark.parametrize("path", ["README.md", "docs/settings.md", "docs/domain.md"])
def test_the_page_is_found_from_others(path: str) -> None:
    assert "timeline.md" in (ROOT / path).read_text("utf-8")


def test_the_commands_on_the_page_run_in_their_order(
    tmp_path: Path, shell_in: Callable[..., Callable[[str], Any]]
) -> None:
    shell = shell_in(tmp_path)
    assert shell("mopsctl plan init --example cdp-rollout").returncode == 0
    for line, code in [step for block in blocks(PAGE, "sh") for step in steps(block)]:
        done = shell(line)
        assert done.returncode == code, (line, done.stderr)
    assert {"timeline.ics", "timeline.xml", "timeline.mmd", "timeline.svg", "it.eml"} <= {
        p.name for p in tmp_path.iterdir()
    }
