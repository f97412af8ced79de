"""Support: the function x level matrix with who holds which marks, and both executives' sides (domain §1.5)."""

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import structs, to_builtins

from ..facts.participation import naming
from ..facts.support import LEVELS, Missing, Side, SupportCell, executive_sides, marks, support_matrix
from ..facts.support import missing as missing_support
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.support import Support
from .document import Block, Cell, Column, Document, Heading, Item, Items, Pairs, Paragraph, Report, Table

Held: TypeAlias = Mapping[str, Support]
SIGNS = "STPI"  # solution, timing, takes part, informed
LEGEND = "S agrees with the solution, T with the timing, P takes part, I is informed; - not yet, x says no"
HOLE = "there are people and none of them agrees with both"
_FEW = 4  # people without any mark that a cell still names


def support(portfolio: Portfolio, plan: str, policy: Policy) -> Report:
    """Who supports the plan, by function and level, with the marks of each; a hole is shown as one."""
    cells = support_matrix(portfolio, plan, policy)
    sides = executive_sides(portfolio, plan, policy)
    held = held_in(portfolio, plan)
    data = {
        "plan": plan,
        "cells": to_builtins(cells),
        "executive_sides": to_builtins(sides),
        "marks": [structs.asdict(support) for _, support in sorted(held.items())],
    }

    def document() -> Document:
        empty = "Nobody yet: mopsctl support set PERSON --solution yes"
        blocks: list[Block] = [Heading("Support", 1), _matrix(cells, held, empty)]
        if cells:
            legend = (("marks", LEGEND), ("hole", HOLE))
            blocks.append(Pairs(tuple((word, (Cell(line, "muted"),)) for word, line in legend)))
        blocks += [Heading("Executives"), Pairs(tuple((side.name, (side_worded(side),)) for side in sides))]
        if any(cell.people and not cell.supporters for cell in cells):
            command = f"mopsctl support show --missing{naming(portfolio, plan)}"
            blocks.append(Paragraph((Cell("Whom to see: ", "muted"), Cell(command, "command"))))
        return Document(tuple(blocks))

    return Report("support.show", data, document, lambda: _table(cells, held))


def held_in(portfolio: Portfolio, plan: str) -> dict[str, Support]:
    """Who holds a mark or has answered, by person. A record that says nothing is none: what it held was left out."""
    return {key: one for key, one in marks(portfolio).get(plan, {}).items() if signs(one) != "----"}


def _matrix(cells: tuple[SupportCell, ...], held: Held, empty: str) -> Table:
    by_cell = {(cell.function, cell.level): cell for cell in cells}
    titles = (Column("function"), *(Column(level, wrap=True) for level in LEVELS))
    rows = (
        (Cell(name, "key"), *(_shown(by_cell.get((name, level)), held) for level in LEVELS))
        for name in dict.fromkeys(cell.function for cell in cells)
    )
    return Table(titles, tuple(rows), empty)


def _shown(cell: SupportCell | None, held: Held) -> Cell:
    """Who is there with their marks; those without any are counted where they are many."""
    if cell is None or not cell.people:
        return Cell("nobody", "muted")
    marked = [person for person in cell.people if person in held]
    others = [person for person in cell.people if person not in held]
    parts = [f"{person} {signs(held[person])}" for person in marked]
    parts += others if len(others) <= _FEW else [f"{len(others)} without a mark"]
    told = ", ".join(parts)
    if cell.supporters:
        return Cell(told, "good")
    return Cell(f"hole: {told}", "bad" if not marked else "warn")


def signs(support: Support) -> str:
    """The four marks of a person in four letters: `ST-I`; a dash is not yet, an x says no."""
    agreed = (support.solution, support.timing)
    held = [{"yes": sign, "no": "x"}.get(answer, "-") for sign, answer in zip(SIGNS, agreed, strict=False)]
    held += [sign if has else "-" for sign, has in zip(SIGNS[2:], (support.takes_part, support.informed), strict=True)]
    return "".join(held)


def missing(portfolio: Portfolio, plan: str, policy: Policy) -> Report:
    """Whom to see next, and why: one line for each thing that support lacks, with the command that records the cure."""
    found = missing_support(portfolio, plan, policy)
    data = {"plan": plan, "missing": to_builtins(found)}

    def document() -> Document:
        by_reason: dict[str, list[Missing]] = {}
        for one in found:
            by_reason.setdefault(one.why, []).append(one)
        blocks: list[Block] = [Heading("Whom to see", 1)]
        for reason, some in by_reason.items():
            blocks += [Heading(f"{reason[:1].upper()}{reason[1:]}: {len(some)}"), Items(tuple(map(_missing, some)))]
        return Document((*blocks, *([] if found else [_NOBODY])))

    return Report("support.missing", data, document, lambda: _missing_table(found))


_NOBODY = Paragraph((Cell("Nobody: support is there at every level that has people.", "good"),))


def _missing(one: Missing) -> Item:
    """Whom to see, or where nobody is known, and why."""
    where = " ".join(part for part in (one.function, one.level) if part)
    who = Cell(", ".join(one.people), "key") if one.people else Cell(where, "strong")
    return Item(Cell(""), who, (Cell(one.sentence),), one.cure)


def _missing_table(found: tuple[Missing, ...]) -> Table:
    names = ("function", "level", "people", "why", "sentence", "cure")
    rows = ((one.function, one.level, ", ".join(one.people), one.why, one.sentence, one.cure) for one in found)
    return Table(tuple(Column(name) for name in names), tuple(tuple(Cell(part) for part in row) for row in rows))


def side_worded(side: Side) -> Cell:
    """Who of one side's executives agrees, in a few words."""
    if side.agreed:
        return Cell(f"agree with solution and timing: {', '.join(side.agreed)}", "good")
    if side.not_now:
        return Cell(f"agree with the solution, not with the timing: {', '.join(side.not_now)}", "warn")
    there = f" ({', '.join(side.executives)})" if side.executives else "; no executive is known there"
    return Cell(f"nobody agrees with solution and timing{there}", "bad")


def _table(cells: tuple[SupportCell, ...], held: Held) -> Table:
    """A line a cell: who is there, who holds which mark, and who says no."""
    names = ("function", "level", "people", "solution", "timing", "takes_part", "informed")
    refusing = ("solution", "timing")

    def line(cell: SupportCell) -> tuple[Cell, ...]:
        parts = [getattr(cell, name) for name in names]
        parts += [[p for p in cell.people if p in held and getattr(held[p], name) == "no"] for name in refusing]
        return tuple(Cell(part if isinstance(part, str) else ", ".join(part)) for part in parts)

    titles = [name.replace("_", " ") for name in names] + [f"{name} no" for name in refusing]
    return Table(tuple(Column(title) for title in titles), tuple(map(line, cells)))
