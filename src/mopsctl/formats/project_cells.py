"""The cells of a planner's table by field, and faults told by the line and column of a cell."""

from collections.abc import Iterable, Mapping

from .faults import Faults, place, shown
from .project_values import decimal_of, lags_of
from .tables import RawRow, RawTable


class Cells:
    """A table whose columns are understood: field -> column."""

    def __init__(self, table: RawTable, fields: Mapping[str, int], faults: Faults, *, typed: bool = False) -> None:
        self.table, self.fields, self.faults = table, fields, faults
        self.typed = typed  # numbers are numbers in it, not text: their decimal sign is a point
        self.where = table.where

    def of(self, row: RawRow, field: str) -> str:
        """What a row has for a field; "" where the table has no such column."""
        at = self.fields.get(field)
        return "" if at is None else row.cells[at]

    def title(self, field: str) -> str:
        """What the column of a field is called in the file."""
        return self.table.header[self.fields[field]]

    def decimal(self, rows: Iterable[RawRow]) -> str | None:
        """The decimal sign of durations and lags; None where they do not settle it."""
        texts = [text for row in rows if (text := self.of(row, "duration"))]
        found = decimal_of([*texts, *(lag for row in rows for lag in lags_of(self.of(row, "after")))])
        if self.typed:
            return None if found == "," else "."
        return found

    def line(self, row: RawRow) -> str:
        """A row as messages name it."""
        return place(self.where, row.line)

    def fault(self, row: RawRow, field: str, text: str) -> None:
        """One cell that cannot be read."""
        self.faults.add(row.line, self.fields[field] + 1, f"{shown(self.title(field))}: {text}")
