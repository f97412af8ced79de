"""The resources of MS Project's XML: who does tasks, when they are away, and which tasks are whose.

Material and costs, and what is said of somebody or something that is not in the file, is told and left out.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import ceil

from msgspec import structs

from ..model.foreign import ForeignWorker
from .faults import place, shown
from .mspdi_calendars import CalendarReader
from .mspdi_tasks import Assigned
from .mspdi_values import Values, storable
from .mspdi_xml import Entry

DAY = timedelta(days=1)
NOBODY = ("", "-65535")  # the resource of an assignment that has none
_WORK = 1  # the type of resources that are people; 0 is material


def read_workers(root: Entry, calendars: CalendarReader, notes: list[str]) -> tuple[ForeignWorker, ...]:
    """Those who do tasks; material and costs are told, and of several with one UID all but the first."""
    found: dict[str, ForeignWorker] = {}
    others: list[str] = []
    file = calendars.values.faults.name
    for entry in root.within("Resources", "Resource"):
        uid = entry.text("UID")
        name, _ = storable(" ".join(entry.text("Name").split()), 400)
        if entry.says("IsNull") or not name:
            continue
        if entry.text("Type") not in ("", str(_WORK)) or entry.says("IsCostResource"):
            others.append(shown(name))
        elif uid in found:
            first = f"that of {shown(found[uid].name)}"
            notes.append(f"{place(file, entry.line)}: the UID of {shown(name)} is {first} too; not brought in")
        else:
            found[uid] = _worker(entry, uid, name, calendars, notes)
    if others:
        notes.append(f"{file}: material and costs, not brought in: {', '.join(others)}")
    return tuple(found.values())


def _worker(entry: Entry, uid: str, name: str, calendars: CalendarReader, notes: list[str]) -> ForeignWorker:
    where = f"{place(calendars.values.faults.name, entry.line)}: {shown(name)}"
    own = calendars.own.get(entry.text("CalendarUID"))
    off = own.days if own is not None else {}
    if own is not None and (own.week is not None or any(works for works, _ in off.values())):
        notes.append(f"{where} has a week or working days of its own; days off alone were read")
    return ForeignWorker(
        uid,
        name,
        entry.text("Code"),
        storable(" ".join(entry.text("Group").split()), 400)[0],
        calendars.told(entry, "CalendarUID", where),
        _ranges({day: why for day, (works, why) in off.items() if not works}),
        _size(entry.text("MaxUnits")),
    )


def _size(units: str) -> int | None:
    try:
        return min(max(ceil(float(units)), 0), 10_000)
    except (ValueError, OverflowError):
        return None


def _ranges(days: dict[date, str]) -> tuple[tuple[date, date, str], ...]:
    """Days that follow each other under one name, as spans."""
    spans: list[tuple[date, date, str]] = []
    for day, why in sorted(days.items()):
        if spans and spans[-1][2] == why and (day - spans[-1][1]).days == 1:
            spans[-1] = (spans[-1][0], day, why)
        else:
            spans.append((day, day, why))
    return tuple(spans)


def days_off(workers: Iterable[ForeignWorker]) -> Mapping[str, frozenset[date]]:
    """The days on which each worker is away, by id."""
    return {
        worker.id: frozenset(first + DAY * at for first, last, _ in worker.off for at in range((last - first).days + 1))
        for worker in workers
    }


def read_assignments(
    root: Entry, values: Values, workers: Iterable[ForeignWorker], notes: list[str]
) -> dict[str, Assigned]:
    """Who does each task, in the order of the file; what names a task or a resource that is not in it is told."""
    known = {worker.id for worker in workers}
    resources = {entry.text("UID") for entry in root.within("Resources", "Resource") if entry.text("Name")}
    tasks = {entry.text("UID") for entry in root.within("Tasks", "Task")}
    found: dict[str, Assigned] = {}
    for entry in root.within("Assignments", "Assignment"):
        task, worker = entry.text("TaskUID"), entry.text("ResourceUID")
        if worker in NOBODY:
            continue
        if task not in tasks or worker not in resources:
            what, uid = ("resource", worker) if task in tasks else ("task", task)
            strange = f"an assignment of UID {_uid(worker)} to task {_uid(task)}, not brought in"
            notes.append(f"{place(values.faults.name, entry.line)}: {strange}: no {what} {_uid(uid)} in the file")
        elif worker in known:
            was = found.get(task, Assigned())
            found[task] = _with(was, worker, round(values.share(entry, "Units") * 100))
    return found


def _with(was: Assigned, worker: str, percent: int) -> Assigned:
    if worker in was.workers:
        return was
    share = was.share if was.workers else min(percent, 100)
    return structs.replace(was, workers=(*was.workers, worker), share=share, over=was.over or percent > 100)


def _uid(text: str) -> str:
    return shown(text, 20)[1:-1]
