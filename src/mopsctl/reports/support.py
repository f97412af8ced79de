"""Support: the function x level matrix with who, and both executives' sides (domain §1.5)."""

from msgspec import to_builtins

from ..facts.support import LEVELS, Side, SupportCell, executive_sides, support_matrix
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .document import Cell, Column, Document, Heading, Pairs, Report, Table


def support(portfolio: Portfolio, plan: str, policy: Policy) -> Report:
    """Who supports the plan, by function and level; a hole is shown as one."""
    cells = support_matrix(portfolio, plan, policy)
    sides = executive_sides(portfolio, plan, policy)
    data = {"plan": plan, "cells": to_builtins(cells), "executive_sides": to_builtins(sides)}
    by_cell = {(cell.function, cell.level): cell for cell in cells}
    functions = sorted({cell.function for cell in cells})

    def document() -> Document:
        columns = (Column("function"), *(Column(level, wrap=True) for level in LEVELS))
        rows = tuple(
            (Cell(function, "key"), *(_shown(by_cell.get((function, level))) for level in LEVELS))
            for function in functions
        )
        legend = "supporters by name, / of those there are; hole: nobody agrees, takes part or is informed"
        return Document(
            (
                Heading("Support", 1),
                Table(columns, rows, "Nobody yet: mopsctl support set PERSON --solution yes"),
                Pairs(tuple((f"{side.name} executives", (side_worded(side),)) for side in sides)),
                Pairs((("", (Cell(legend, "muted"),)),)) if rows else Pairs(()),
            )
        )

    return Report("support.show", data, document, lambda: _table(cells))


def _shown(cell: SupportCell | None) -> Cell:
    if cell is None or not cell.people:
        return Cell("-", "muted")
    names = cell.supporters
    if not names:
        return Cell(f"hole ({len(cell.people)})", "bad")
    return Cell(f"{', '.join(names)} /{len(cell.people)}", "good" if cell.solution else "warn")


def side_worded(side: Side) -> Cell:
    """Who of one side's executives agrees, in a few words."""
    if side.agreed:
        return Cell(f"agree with solution and timing: {', '.join(side.agreed)}", "good")
    if side.not_now:
        return Cell(f"agree with the solution, not with the timing: {', '.join(side.not_now)}", "warn")
    return Cell("nobody agrees with solution and timing", "bad")


def _table(cells: tuple[SupportCell, ...]) -> Table:
    names = ("function", "level", "people", "solution", "timing", "takes_part", "informed")
    return Table(
        tuple(Column(name.replace("_", " ")) for name in names),
        tuple(
            tuple(Cell(v if isinstance(v, str) else ", ".join(v)) for v in (getattr(cell, n) for n in names))
            for cell in cells
        ),
    )
