"""The links of MS Project's XML, with type and lag in working days; those that cannot be kept are told, or refused."""

from collections.abc import Iterable
from math import ceil

from ..model.foreign import ForeignLink, ForeignTask
from .faults import shown
from .mspdi_tasks import place_of
from .mspdi_terms import LINK_KINDS
from .mspdi_values import MOST_DAYS, Values, counted, is_elapsed, is_percent, number
from .mspdi_xml import Entry


class LinkReader:
    """Reads what each task waits for."""

    def __init__(
        self, root: Entry, values: Values, notes: list[str], tasks: Iterable[ForeignTask], skip_missing: bool
    ) -> None:
        self.values, self.notes, self.skip_missing = values, notes, skip_missing
        self.tasks = {task.ref: task for task in tasks}
        self.all = {entry.text("UID"): entry for entry in root.within("Tasks", "Task")}

    def read(self, entries: Iterable[Entry]) -> tuple[ForeignLink, ...]:
        """The links between tasks to do, in the order of the file; of the same two and type the longest lag."""
        taken = {entry.text("UID") for entry in entries}
        found: dict[tuple[str, str, str], ForeignLink] = {}
        for entry in self.all.values():
            for link in entry.each("PredecessorLink"):
                if entry.text("UID") not in taken:
                    self._lost(entry, link)
                elif (one := self._link(entry, link)) is not None:
                    key = (one.before, one.after, one.kind)
                    if key in found and found[key].lag != one.lag:
                        self.notes.append(f"{one.place}: it waits twice for UID {one.before}; the longer lag was taken")
                    if key not in found or found[key].lag < one.lag:
                        found[key] = one
        return tuple(found.values())

    def _link(self, entry: Entry, link: Entry) -> ForeignLink | None:
        before, after = link.text("PredecessorUID"), entry.text("UID")
        where = place_of(self.values.faults.name, entry)
        other = f"UID {shown(before, 20)[1:-1]}"
        if link.says("CrossProject"):
            project = link.text("CrossProjectName")
            self.notes.append(
                f"{where}: a link to a task of another project, not brought in"
                + (f": {shown(project)}" if project else "")
            )
            return None
        if before == after:
            self.values.faults.add(link.line, 0, f"{other} waits for itself")
            return None
        if before not in self.all:
            if self.skip_missing:
                self.notes.append(f"{where}: a link to {other}, which is not in the file, not brought in")
            else:
                self.values.faults.add(link.line, 0, f"UID {after} waits for {other}, which is not in the file")
            return None
        if before not in self.tasks:
            self._lost(entry, link)
            return None
        kind = self.values.whole(link, "Type", 1)
        if not 0 <= kind < len(LINK_KINDS):
            self.values.faults.add(link.line, 0, f"UID {after}: no link has the type {kind}")
            return None
        return ForeignLink(before, after, where, LINK_KINDS[kind], self._lag(where, link, before))

    def _lost(self, entry: Entry, link: Entry) -> None:
        """A link that begins or ends at something that is no task here."""
        if not entry.text("UID") or link.says("CrossProject"):
            return
        before = self.all.get(link.text("PredecessorUID"))
        what = "no task here"
        for end in (before, entry):
            if end is not None and end.text("UID") not in self.tasks:
                what = "a summary task" if end.says("Summary") else what
        name = f" {shown(before.text('Name'))}" if before is not None and before.text("Name") else ""
        self.notes.append(
            f"{place_of(self.values.faults.name, entry)}: its link to UID "
            f"{shown(link.text('PredecessorUID'), 20)[1:-1]}{name} was not brought in: one of them is {what}"
        )

    def _lag(self, where: str, link: Entry, before: str) -> int:
        """The lag in working days; a part of a day rounds up, to the later."""
        lag, form = self.values.whole(link, "LinkLag"), self.values.whole(link, "LagFormat", 7)
        if is_percent(form):
            days = lag / 100 * (self.tasks[before].fields.get("days") or 0)
            told = f"{lag} % of UID {before}"
        elif is_elapsed(form):
            days = lag / 10 / 1440 * 5 / 7
            told = f"{number(lag / 14_400)} elapsed days"
        else:
            days = lag / 10 / self.values.minutes
            told = "" if days == int(days) else f"{number(days)} days"
        if abs(days) > MOST_DAYS:
            self.values.faults.add(link.line, 0, f"a lag of {number(days)} days; at most {MOST_DAYS:,} can be")
            return 0
        whole = ceil(days - 1e-9)
        if told:
            became = counted(whole, "working day")
            self.notes.append(f"{where}: a lag of {told} after UID {before}; brought in as {became}")
        return whole
