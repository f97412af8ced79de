"""What the rows of a planner's table wait for: predecessors found by id, outline, name or number of the row."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil

from ..model.foreign import ForeignLink, ForeignTask
from ..model.slugs import plain
from .faults import shown
from .mspdi_values import MOST_DAYS, counted
from .project_cells import Cells
from .project_values import DOUBT, Waits, predecessors
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
    decimal = cells.decimal([row for row, _ in rows])

    def known(word: str) -> bool:
        return plain(word) in refs or plain(word) in others

    for row, task in rows:
        for one in predecessors(cells.of(row, "after"), known, decimal):
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
                lag = _lag(cells, row, task, one, days[before], notes)
                _add(found, ForeignLink(before, task.ref, task.place, one.kind, lag), one, notes)
    return tuple(found.values())


def _add(found: dict[tuple[str, str, str], ForeignLink], link: ForeignLink, one: Waits, notes: list[str]) -> None:
    key = (link.before, link.after, link.kind)
    if key in found and found[key].lag != link.lag:
        notes.append(f"{link.place}: it waits twice for {shown(one.of)}; the longer lag was taken")
    if key not in found or found[key].lag < link.lag:
        found[key] = link


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


def _lag(cells: Cells, row: RawRow, task: ForeignTask, one: Waits, days: int, notes: list[str]) -> int:
    lag = one.lag if one.percent is None else ceil(one.percent * days / 100)
    if one.doubt:
        cells.fault(row, "after", f"the lag {shown(one.doubt)} {DOUBT}")
    elif abs(lag) > MOST_DAYS:
        told = f"a lag of {counted(lag, 'working day')} after {shown(one.of)}"
        cells.fault(row, "after", f"{told}; at most {MOST_DAYS:,} can be")
    elif one.percent is not None:
        became = counted(lag, "working day")
        notes.append(f"{task.place}: a lag of {one.percent} % of {shown(one.of)}; taken as {became}")
    elif one.lost:
        notes.append(f"{task.place}: a lag of {one.lost}")
    return lag
