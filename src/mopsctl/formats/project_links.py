"""What the rows of a planner's table wait for: predecessors found by id, outline, name or number of the row."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil

from ..model.foreign import ForeignLink, ForeignTask
from ..model.slugs import plain
from .faults import shown
from .project_cells import Cells
from .project_values import Waits, predecessors
from .tables import RawRow

Rows = Sequence[tuple[RawRow, ForeignTask]]


def read_links(
    cells: Cells, rows: Rows, left: Iterable[RawRow], notes: list[str], *, skip_missing: bool
) -> tuple[ForeignLink, ...]:
    """The links between tasks; of the same two and kind the longer lag. `left` are rows that are no task here.

    What names no row of the file is a fault, or with `skip_missing` a note.
    """
    if "after" not in cells.fields:
        return ()
    refs = _refs(cells, rows, notes)
    others = {word for row in left for field in ("id", "wbs", "name") if (word := plain(cells.of(row, field)))}
    days = {task.ref: task.fields.get("days") or 0 for _, task in rows}
    found: dict[tuple[str, str, str], ForeignLink] = {}
    for row, task in rows:
        for one in predecessors(cells.of(row, "after"), lambda word: plain(word) in refs or plain(word) in others):
            before = "" if isinstance(one, str) else refs.get(plain(one.of))
            if isinstance(one, str) and not skip_missing:
                cells.fault(row, "after", f"{shown(one)} is no task of this file; --skip-missing leaves such links out")
            elif isinstance(one, str):
                notes.append(f"{task.place}: what it waits for is not in the file, not brought in: {shown(one)}")
            elif before is None:
                notes.append(
                    f"{task.place}: it waits for {shown(one.of)}, which is no task here; that was not brought in"
                )
            elif before == task.ref:
                cells.fault(row, "after", "it waits for itself")
            else:
                link = ForeignLink(before, task.ref, task.place, one.kind, _lag(task, one, days[before], notes))
                key = (link.before, link.after, link.kind)
                if key not in found or found[key].lag < link.lag:
                    found[key] = link
    return tuple(found.values())


def _refs(cells: Cells, rows: Rows, notes: list[str]) -> dict[str, str]:
    """What a predecessor may be called -> the task; ids win over the outline, the outline over names."""
    names = Counter(plain(task.name) for _, task in rows)
    known = {plain(task.name): task.ref for _, task in rows if names[plain(task.name)] == 1}
    if "id" not in cells.fields and "wbs" not in cells.fields:
        places = {row.line: at for at, row in enumerate(cells.table.rows, 1)}
        known |= {str(places[row.line]): task.ref for row, task in rows}
        notes.append(f"{cells.where}: no column of ids: numbers of predecessors were taken for those of rows")
    known |= {plain(cells.of(row, "wbs")): task.ref for row, task in rows}
    known |= {plain(task.ref): task.ref for _, task in rows}
    known.pop("", None)
    return known


def _lag(task: ForeignTask, one: Waits, days: int, notes: list[str]) -> int:
    if one.percent is None:
        if one.lost:
            notes.append(f"{task.place}: a lag of {one.lost}")
        return one.lag
    lag = ceil(one.percent * days / 100)
    notes.append(f"{task.place}: a lag of {one.percent} % of {shown(one.of)}; taken as {lag} working days")
    return lag
