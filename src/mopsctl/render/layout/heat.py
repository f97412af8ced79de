"""A heat map in lines: the frame of a matrix with numbers in it, the darker the more. The number tells it without."""

from typing import cast

from ...reports.document import Cell, Heat, Matrix, MatrixRow, Tone
from ..heat import darkest, shade
from .ink import Line, Sheet, wrap
from .matrix import matrix_lines


def heat_lines(heat: Heat, sheet: Sheet) -> list[Line]:
    """The numbers and below them what they count; without rows, what `empty` says."""
    most = darkest(heat.rows)
    rows = tuple(MatrixRow(head, tuple(_cell(value, most) for value in values)) for head, values in heat.rows)
    lines = matrix_lines(Matrix(heat.corner, heat.columns, rows, empty=heat.empty), sheet)
    if not heat.rows or not heat.columns or not heat.legend:
        return lines
    return [*lines, [], *wrap([(sheet.text(heat.legend), "muted")], sheet.width)]


def _cell(value: int | None, most: int) -> tuple[Cell, ...]:
    if value is None:
        return ()
    return (Cell(str(value), cast("Tone", f"heat-{shade(value, most)}")),)  # an ink, which no report knows
