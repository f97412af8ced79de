"""Alignment for a leader: four figures, each with how it moved and what explains it.

What they count is `facts.alignment`, how they stood before is `reports.alignment_past`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from ..facts.alignment import Figure, FigureKey, undecided
from ..facts.participation import naming
from ..model.fields import untyped
from ..model.plan import Plan
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .alignment_past import Point, compared
from .document import Block, Cell, Gauge, Gauges, Heading, Paragraph, Tone


class Explained(Struct, frozen=True):
    """What a figure is called and counts, the section of the method that asks for it, and the rules that do."""

    label: str
    counts: str  # in the words of whoever leads
    section: str
    rules: tuple[str, ...]  # the one that says most of it first
    begins: str  # the command that gives it something to count


EXPLAINED: Mapping[FigureKey, Explained] = {
    "asks_proven": Explained(
        "asks proven",
        "deeds that the plan shows, of three asks to each team",
        "domain §1.2",
        ("COM204", "COM201"),
        "mopsctl team join TEAM --involved",
    ),
    "one_accountable": Explained(
        "one accountable",
        "capabilities that exactly one team or person answers for",
        "domain §2.3",
        ("RAC701", "RAC702"),
        "mopsctl capability offer CAPABILITY --platform PLATFORM --team TEAM",
    ),
    "support_cells": Explained(
        "support",
        "levels of each function where somebody agrees, timing too",
        "domain §1.5",
        ("SUP301", "SUP302"),
        "mopsctl team join TEAM --involved",
    ),
    "model_answers": Explained(
        "model",
        "questions answered: who decides, does, answers for, owns what",
        "domain §3",
        ("OPM801", "RAC701", "CAP506"),
        "mopsctl model init",
    ),
}
_NAMED = 2  # of what came or went that are told by name
_TEAMS = 4  # undecided ones that are named


class Moved(Struct, frozen=True):
    """A figure now and as it was on the day that it is compared with."""

    now: Figure
    was: Figure

    @property
    def by(self) -> int:
        """By how many more are done."""
        return self.now.done - self.was.done

    @property
    def new(self) -> tuple[str, ...]:
        """What it is counted against now and was not then."""
        return tuple(one for one in self.now.counts if one not in self.was.counts)

    @property
    def gone(self) -> tuple[str, ...]:
        """What it was counted against then and is not now."""
        return tuple(one for one in self.was.counts if one not in self.now.counts)


def figures_data(points: Sequence[Point]) -> list[dict[str, Any]]:
    """Each figure, what explains it, how it moved, and its weeks, oldest first."""
    return [_data(points, place, figure) for place, figure in enumerate(points[-1].figures)]


def _data(points: Sequence[Point], place: int, now: Figure) -> dict[str, Any]:
    then = compared(points)
    moved = Moved(now, then.figures[place]) if then else None
    explained = EXPLAINED[now.key]
    weeks = [(point.on, point.figures[place]) for point in points]
    return {
        "key": now.key,
        "done": now.done,
        "of": now.of,
        "explained_by": [explained.section, *explained.rules],
        "since": then and then.on,
        "was": moved and {"done": moved.was.done, "of": moved.was.of},
        "moved": moved and moved.by,
        "new": moved.new if moved else (),
        "gone": moved.gone if moved else (),
        "trend": [{"on": on, "done": figure.done, "of": figure.of} for on, figure in weeks],
    }


def section(portfolio: Portfolio, plan: Plan, policy: Policy, points: Sequence[Point]) -> list[Block]:
    """The figures under each other, what they have in common, and the teams that count though nobody said so."""
    gauges = Gauges(tuple(_gauge(points, place) for place in range(len(EXPLAINED))))
    first = "" if compared(points) else "First day: nothing to compare with yet. "
    said = Cell(f"{first}What is left out counts as missing. ", "muted")
    common = Paragraph((said, Cell("mopsctl rule show CODE", "command")))
    return [Heading("Alignment"), gauges, common, *_undecided(portfolio, plan, policy)]


def _gauge(points: Sequence[Point], place: int) -> Gauge:
    now, then = points[-1].figures[place], compared(points)
    explained = EXPLAINED[now.key]
    note = [*_moved(Moved(now, then.figures[place]), f" since {then.on}")] if then else []
    if not now.of:
        note = [Cell("not begun: ", "muted"), Cell(explained.begins, "command")]
    note.append(Cell(f"{', ' if note else ''}{explained.rules[0]}", "muted"))
    counts = (Cell(explained.counts, "muted"),)
    return Gauge(explained.label, now.done, now.of, _tone(now), tuple(note), counts)


def _tone(now: Figure) -> Tone:
    if not now.of:
        return "muted"
    return "good" if now.done == now.of else "warn" if now.done else "bad"


def _moved(moved: Moved, since: str) -> list[Cell]:
    """By how much, since when; and of how many it was then, for more may be wanted now. That alone is no progress."""
    tone: Tone = "good" if moved.by > 0 else "bad" if moved.by < 0 else "muted"
    cells = [Cell(f"{moved.by:+d}" if moved.by else "unchanged", tone), Cell(since, "muted")]
    counted = [f"{word}: {_few(some)}" for word, some in (("new", moved.new), ("gone", moved.gone)) if some]
    if moved.was.of != moved.now.of:
        cells.append(Cell(f", of {moved.was.of} then" + (f" ({'; '.join(counted)})" if counted else ""), "muted"))
    elif moved.gone and moved.new:
        cells.append(Cell(f", of others then ({'; '.join(counted)})", "muted"))
    return cells


def _few(some: Sequence[str]) -> str:
    return ", ".join(untyped(one)[1] for one in some) if len(some) <= _NAMED else str(len(some))


def _undecided(portfolio: Portfolio, plan: Plan, policy: Policy) -> list[Block]:
    teams = undecided(portfolio, plan.key, policy)
    if not teams:
        return []
    more = f" and {len(teams) - _TEAMS} more" if len(teams) > _TEAMS else ""
    count = "counts too: nobody said how it takes part. " if len(teams) == 1 else (
        "count too: nobody said how they take part. "
    )  # fmt: skip
    named = Cell(", ".join(teams[:_TEAMS]), "key")
    command = Cell(f"mopsctl team join {teams[0]}{naming(portfolio, plan.key)}", "command")
    return [Paragraph((named, Cell(f"{more} {count}", "warn"), command))]


def lines(found: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Section, item and value: of each figure how it stands, was, since when, and by how much it moved.

    On the first day these three are empty, so that whoever reads lines finds the same ones every day.
    """
    return [
        row
        for one in found
        for row in (
            ("alignment", one["key"], f"{one['done']}/{one['of']}"),
            ("alignment was", one["key"], f"{one['was']['done']}/{one['was']['of']}" if one["since"] else ""),
            ("alignment since", one["key"], f"{one['since'] or ''}"),
            ("alignment moved", one["key"], f"{one['moved']:+d}" if one["since"] else ""),
        )
    ]
