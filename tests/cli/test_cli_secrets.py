"""Secrets that carry a mark are in nothing that the command line says to those who may not know them.

Every command that takes --audience runs for every audience but `me`, on a store where each guarded field of each
record holds a mark. What may be said is settled before any renderer: each audience is told every command as a table
(made from a document) and as JSON (from data), and everybody what shows something in every other format too.
Commands come from the command line itself: one that is in no tour fails.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from cli_commands import READS, TALKS, WRITES
from cli_runner import MONDAY, Ran, Runner
from msgspec.structs import replace

from mopsctl import service
from mopsctl.cli import options
from mopsctl.cli.contents import ENTRIES
from mopsctl.cli.frame import Noun, build
from mopsctl.facts.audience import Audience
from mopsctl.lazy import load
from mopsctl.model.calendar import DayOff
from mopsctl.model.outreach import Action, Note
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.waiver import Waiver

pytestmark = pytest.mark.once

FORMATS: tuple[str, ...] = get_args(options.Format)
MINE, OURS = "SECRET-of-mine", "SECRET-of-leaders"  # for me alone; for me and leaders
COUNT = 7919  # of capabilities: a number that nothing else has
PLAN = "cdp-rollout"

# What the tour has no line for.
OTHERWISE: dict[str, tuple[str, ...]] = {
    "undo": ("undo --dry-run",),
    "redo": ("redo --dry-run",),
    "db restore": ("db restore before.db --dry-run",),
    "import sheet": (),
    "raci edit": ("raci edit --dry-run",),
}
MORE = (
    "history --last 50",
    "diff mine.yaml",
    "diff empty.yaml mine.yaml",
    "apply mine.yaml --db new.db --dry-run",
    "apply mine.yaml --dry-run",
)


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its function."""
    for name, entry in ENTRIES.items():
        found = load(entry.target)
        if isinstance(found, Noun):
            yield from ((f"{name} {verb}".strip(), function) for verb, function in found.functions())
        else:
            yield name, found


def options_of(name: str, function: Any) -> set[str]:
    return {option for one in build(name, function).params for option in one.opts}


def lines_of(name: str) -> list[str]:
    """The lines of the tour that run a command, as they write nothing."""
    reads = [line for line in (*READS, *TALKS) if line == name or line.startswith(f"{name} ")]
    writes = [f"{line} --dry-run" for line in WRITES if line == name or line.startswith(f"{name} ")]
    return [*reads, *writes, *OTHERWISE.get(name, ())]


AUDIBLE = {name: options_of(name, function) for name, function in commands()}
AUDIBLE = {name: found for name, found in AUDIBLE.items() if "--audience" in found}


def marked(portfolio: Portfolio) -> Portfolio:
    """The same, with a mark in every field that is kept from somebody."""
    asks = {
        key: replace(
            ask, state="refused", reason=f"{OURS}-refusal", granted=f"{OURS}-granted", forum=f"{OURS}-forum",
            resolution="escalate" if number % 2 else None, answered_on=ask.asked_on,
        )
        if number % 3 == 0
        else replace(ask, reason=f"{OURS}-reason")
        for number, (key, ask) in enumerate(sorted(portfolio.asks.items()))
    }  # fmt: skip
    action = Action(f"{OURS}-key", PLAN, "it", "persuade", f"{OURS}-what", due=portfolio.today)
    waivers = [
        Waiver(code, subject, f"{mark}-waiver", "noor", MONDAY, MONDAY, PLAN)
        for code, mark in (("COM205", MINE), ("COM206", MINE), ("COM202", OURS), ("OUT101", OURS), ("OUT102", OURS))
        for subject in ("team:it", "team:legal")
    ]
    waivers.append(Waiver("OUT106", f"action:{OURS}-key", f"{OURS}-waiver", "noor", MONDAY, MONDAY, PLAN))
    away = [DayOff(holder, MONDAY, MONDAY, f"{OURS}-away") for holder in ("person:marek", "team:it")]
    return replace(
        portfolio,
        days_off={(one.holder, one.first): one for one in away},
        asks=asks,
        participations={
            key: replace(one, critical="no", because=f"{OURS}-because", work=5, influence=5, capabilities=COUNT)
            for key, one in portfolio.participations.items()
        },
        alignments={key: replace(one, terms=f"{OURS}-terms") for key, one in portfolio.alignments.items()},
        support={key: replace(one, solution="no", timing="no") for key, one in portfolio.support.items()},
        reviews={key: replace(one, understanding=1) for key, one in portfolio.reviews.items()},
        people={key: replace(one, email=f"{OURS}-{key}@example.org") for key, one in portfolio.people.items()},
        conversations={
            key: replace(
                one, sees_problem="no", objection="own-tool", reason=f"{OURS}-why", next_step=f"{OURS}-next",
                next_on=one.on,
            )
            for key, one in portfolio.conversations.items()
        },
        notes={key: Note(key, f"{MINE}-note") for key in portfolio.conversations},
        actions={
            action.key: action,
            **{key: replace(one, what=f"{OURS}-action") for key, one in portfolio.actions.items()},
        },
        waivers={**portfolio.waivers, **{(one.plan, one.code, one.subject): one for one in waivers}},
    )  # fmt: skip


@pytest.fixture
def secrets(example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example with a mark in every guarded field, files of it, and one change taken back."""
    monkeypatch.setattr(tempfile, "tempdir", str(example.parent))  # where `raci edit` keeps what was written
    monkeypatch.setenv("VISUAL", "sed -i 's/^| cdp  *|[^|]*|/| cdp | I |/'")
    mops.ok("db backup before.db")
    author = service.Author("tester", MONDAY, f"outreach log it --why {OURS}-typed --note {MINE}-typed")
    place = service.Place(path=str(example))
    service.change(place, marked, author)
    mops.ok("export mine.yaml --audience me")
    example.with_name("empty.yaml").write_text("mopsctl: 1\n", "utf-8")
    mops.ok("team add growth")
    mops.ok("undo")
    return example


def fields(data: Any) -> Iterator[tuple[str, Any]]:
    """Every (name, value) in a tree of data."""
    match data:
        case dict():
            for name, value in data.items():
                yield name, value
                yield from fields(value)
        case list():
            for one in data:
                yield from fields(one)


def options_taken(line: str) -> set[str]:
    """The options of the command that a line runs."""
    return next(AUDIBLE[name] for name in sorted(AUDIBLE, key=len, reverse=True) if f"{line} ".startswith(f"{name} "))


def said(mops: Runner, line: str, form: str, audience: Audience) -> Ran:
    """What a line says, with the options that its command takes."""
    form = f" --format {form}" if "--format" in options_taken(line) else ""
    ran = mops(f"{line}{form} --audience {audience}")
    assert ran.code in (0, 1, 2, 3, 4, 6), (line, ran.err)
    assert ran.code in (0, 1, 3) or line not in READS, (line, ran.err)
    return ran


def every_line() -> list[str]:
    return [*dict.fromkeys(line for name in AUDIBLE for line in lines_of(name)), *MORE]


def test_every_command_that_speaks_to_an_audience_is_walked() -> None:
    assert [name for name in AUDIBLE if not lines_of(name) and name not in OTHERWISE] == []
    assert {"export", "history", "diff", "commit ask", "outreach list", "gate"} <= set(AUDIBLE)


def test_i_can_read_every_mark(secrets: Path, mops: Runner) -> None:
    told = "".join(said(mops, line, "json", "me").out for line in every_line())
    for mark in ("refusal", "because", "terms", "why", "next", "what", "action", "waiver", "typed", "key", "away"):
        assert f"{OURS}-{mark}" in told, mark
    for mark in ("note", "waiver"):
        assert f"{MINE}-{mark}" in told, mark
    assert f"{OURS}-ada@example.org" in told
    assert str(COUNT) in told


def no_mark_is_in(ran: Ran, line: str, audience: Audience) -> None:
    text = (ran.out + ran.err).replace("&#160;", " ")
    for mark in (MINE if audience == "leaders" else "SECRET", str(COUNT)):
        assert mark not in text, (line, re.findall(f".*{mark}.*", text)[:3])


def no_figure_and_no_answer_is_in(data: Any, line: str, audience: Audience) -> None:
    for name, value in fields(data):
        assert name not in ("criticality", "score"), line
        if name in ("work", "influence", "understanding"):
            assert value is None, (line, name)
        if audience != "leaders" and name in ("critical", "solution", "timing"):
            assert value != "no", (line, name)
        if audience != "leaders" and name in ("sees_problem", "objection", "email"):
            assert not value, (line, name)
        if audience != "leaders" and name == "state":
            assert value != "refused", line


@pytest.mark.parametrize("audience", ["leaders", "team", "all"])
def test_no_mark_is_on_the_page_of_who_may_not_know_it(secrets: Path, mops: Runner, audience: Audience) -> None:
    for line in every_line():
        no_mark_is_in(said(mops, line, "table", audience), line, audience)


@pytest.mark.parametrize("audience", ["leaders", "team", "all"])
def test_no_mark_no_figure_and_no_answer_is_in_the_data_of_who_may_not_know_it(
    secrets: Path, mops: Runner, audience: Audience
) -> None:
    for line in every_line():
        ran = said(mops, line, "json", audience)
        no_mark_is_in(ran, line, audience)
        if ran.out.startswith("{"):
            no_figure_and_no_answer_is_in(ran.json["data"], line, audience)


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("table", "json")])
def test_no_mark_is_in_any_other_format_that_everybody_gets(secrets: Path, mops: Runner, form: str) -> None:
    lines = [line for line in every_line() if line in READS or line in MORE or not line.endswith("--dry-run")]
    for line in lines:
        if "--format" in options_taken(line):
            no_mark_is_in(said(mops, line, form, "all"), line, "all")
    assert len(lines) > 80
