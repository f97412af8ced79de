"""MS Project's XML (MSPDI) read into a foreign plan: tasks, links with type and lag, calendars, people, baselines.

What it holds and a plan cannot is told in the notes; what cannot be at all refuses the whole file. Writing one is the
business of `mspdi_writing`, taking it into a store that of `edit.bring_in_tasks`.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, time

from ..model.foreign import ForeignBaseline, ForeignPlan
from .faults import Faults, place, shown
from .files import Source
from .mspdi_calendars import CalendarReader
from .mspdi_links import LinkReader
from .mspdi_tasks import Assigned, TaskReader, place_of
from .mspdi_terms import BASELINES, BASELINES_HEAD, CUSTOM
from .mspdi_values import Values
from .mspdi_workers import days_off, read_assignments, read_workers
from .mspdi_xml import Entry, parse


def read(source: Source, *, skip_missing: bool = False, today: date = date.max) -> ForeignPlan:
    """The plan in a file. Anything in it that cannot be: one MopsError naming all of it, each with its line.

    With `skip_missing` links to tasks that are not in the file are told and left out, else they are faults. Actual
    dates after `today` have not happened: they are told and left out.
    """
    root = parse(source)
    faults, notes = Faults(source.name), list[str]()
    values = _values(root, faults)
    calendars = CalendarReader(root, values, notes)
    _refuse_other_ways(root, source.name, notes)
    project = calendars.told(root, "CalendarUID", source.name)
    custom = {
        field.text("FieldID"): field.text("Alias")
        for field in root.within("ExtendedAttributes", "ExtendedAttribute")
        if field.text("Alias") in CUSTOM
    }
    entries = _tasks(root, faults, notes)
    _tell_extras(root, entries, custom, notes, source.name)
    workers = read_workers(root, calendars, notes)
    reader = TaskReader(values, calendars, project, notes, custom, days_off(workers), today)
    assigned = read_assignments(root, values, workers, notes)
    tasks = tuple(reader.read(entry, assigned.get(entry.text("UID"), Assigned())) for entry in entries)
    links = LinkReader(root, values, notes, tasks, skip_missing).read(entries)
    baselines = _baselines(root, entries, reader, values, notes)
    faults.settle()
    return ForeignPlan(
        source.name,
        tasks,
        links,
        tuple(calendars.bases.values()),
        project,
        workers,
        baselines,
        values.day(root, "StartDate"),
        tuple(notes),
    )


def _values(root: Entry, faults: Faults) -> Values:
    """How values are read here: by the working day of the project."""
    minutes = Values(faults, 480, time(8), time(17)).whole(root, "MinutesPerDay", 480)
    if not 1 <= minutes <= 1440:
        faults.add(root.line, 0, f"MinutesPerDay is {minutes}; a day has 1 to 1,440")
        minutes = 480
    return Values(faults, minutes, _clock(root, "DefaultStartTime", 8), _clock(root, "DefaultFinishTime", 17))


def _clock(root: Entry, name: str, hour: int) -> time:
    try:
        return time.fromisoformat(root.text(name) or f"{hour:02}:00")
    except ValueError:
        return time(hour)


def _refuse_other_ways(root: Entry, file: str, notes: list[str]) -> None:
    if root.text("ScheduleFromStart") in ("0", "false"):
        notes.append(f"{file}: scheduled back from its finish; brought in to be scheduled from its start")
    if root.text("CriticalSlackLimit") not in ("", "0"):
        limit = shown(root.text("CriticalSlackLimit"), 20)[1:-1]
        days = f"{limit} day{'' if limit == '1' else 's'}"
        notes.append(f"{file}: tasks with up to {days} of slack are critical there; here those with none are")


def _tasks(root: Entry, faults: Faults, notes: list[str]) -> list[Entry]:
    """The entries that are tasks to do; the others are told by name."""
    found: list[Entry] = []
    left: dict[str, list[Entry]] = {}
    seen: dict[str, Entry] = {}
    for entry in root.within("Tasks", "Task"):
        uid = entry.text("UID")
        if not uid:
            faults.add(entry.line, 0, "a task without UID")
        elif uid in seen:
            faults.add(
                entry.line, 0, f"two tasks with the UID {shown(uid, 20)[1:-1]}; the first is on line {seen[uid].line}"
            )
        seen.setdefault(uid, entry)
        why = _why_left(entry)
        if why is None:
            found.append(entry)
        elif why:
            left.setdefault(why, []).append(entry)
    for why, some in left.items():
        names = [f"UID {shown(one.text('UID'), 20)[1:-1]}" + _named(one) for one in some]
        notes.append(f"{place(faults.name, some[0].line)}: {why}, not brought in: {', '.join(names)}")
    return found


def _tell_extras(root: Entry, entries: Iterable[Entry], custom: Mapping[str, str], notes: list[str], file: str) -> None:
    """Custom fields and hyperlinks, of which there may be one on every task: told once."""
    names = {
        field.text("FieldID"): shown(field.text("Alias") or field.text("FieldName"))
        for field in root.within("ExtendedAttributes", "ExtendedAttribute")
    }
    used = {field.text("FieldID"): None for entry in entries for field in entry.each("ExtendedAttribute")}
    listed = [names.get(number, shown(number)) for number in used if number not in custom]
    if listed:
        notes.append(f"{file}: custom fields, not brought in: {', '.join(listed)}")
    linked = [f"UID {shown(entry.text('UID'), 20)[1:-1]}" for entry in entries if entry.text("HyperlinkAddress")]
    if linked:
        notes.append(f"{file}: hyperlinks, not brought in: {', '.join(linked)}")


def _why_left(entry: Entry) -> str | None:
    """Why an entry is no task to do; "" for the project itself, which is nothing to tell."""
    if entry.says("IsNull"):
        return "empty rows"
    if entry.says("ExternalTask"):
        return "tasks of other projects"
    if entry.says("IsSubproject"):
        return "other projects inserted into this one"
    if entry.says("Summary"):
        whole = entry.text("UID") == "0" or entry.text("OutlineLevel") == "0"
        return "" if whole else "summary tasks, whose parts are brought in"
    return "tasks that are switched off" if entry.text("Active") in ("0", "false") else None


def _named(entry: Entry) -> str:
    name = entry.text("Name")
    return f" {shown(name)}" if name else ""


def _baselines(
    root: Entry, entries: Iterable[Entry], reader: TaskReader, values: Values, notes: list[str]
) -> tuple[ForeignBaseline, ...]:
    """Frozen dates by number; those without dates of any task, and interim ones, which have no number, are none."""
    saved = values.day(root, "LastSaved") or values.day(root, "CreationDate") or values.day(root, "StartDate")
    dates: dict[int, list[tuple[str, date, date]]] = {}
    for entry in entries:
        for frozen in entry.each("Baseline"):
            start = values.day(frozen, "Start")
            finish = values.last_day(frozen, "Start", "Finish", reader.working(entry))
            if frozen.says("Interim") or start is None or finish is None:
                continue
            if finish < start:
                values.faults.add(frozen.line, 0, f"UID {entry.text('UID')}: a baseline that ends before it starts")
                continue
            number = values.whole(frozen, "Number")
            if 0 <= number < BASELINES:
                dates.setdefault(number, []).append((entry.text("UID"), start, finish))
            else:
                where = place_of(values.faults.name, entry)
                notes.append(f"{where}: its baseline {number}, not brought in: they are 0 to {BASELINES - 1}")
    told = _told_baselines(root)
    return tuple(
        ForeignBaseline(number, on or saved or some[0][1], tuple(some), key, note)
        for number, some in sorted(dates.items())
        for key, on, note in (told.get(number, ("", None, "")),)
    )


def _told_baselines(root: Entry) -> dict[int, tuple[str, date | None, str]]:
    """What this tool wrote of its baselines into the notes of the project: number -> key, day, note."""
    notes = next((task.texts.get("Notes", "") for task in root.within("Tasks", "Task") if task.text("UID") == "0"), "")
    head, _, lines = notes.replace("\r\n", "\n").partition("\n")
    found: dict[int, tuple[str, date | None, str]] = {}
    for line in lines.split("\n") if head == BASELINES_HEAD else ():
        words = line.split(" ", 3)
        try:
            number, key, on, note = words
            found[int(number)] = (key, date.fromisoformat(on), str(json.loads(note)))
        except ValueError:  # somebody wrote among them
            continue
    return found
