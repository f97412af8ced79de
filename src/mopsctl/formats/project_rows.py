"""The rows of a planner's table, each a task; a cell that cannot be read is a fault with its line and column."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ..facts.schedule.calendar import WorkCalendar
from ..model.foreign import ForeignTask, ForeignWorker
from ..model.slugs import plain
from .faults import shown
from .mspdi_values import MOST_DAYS, counted, storable
from .project_cells import Cells
from .project_columns import head, unit_of
from .project_dates import Order, day_of, order_of
from .project_values import DOUBT, is_doubtful, is_fraction, length, percent
from .tables import RawRow

WEEK = WorkCalendar(date(2000, 1, 3).toordinal())
DATES = ("start", "finish", "must_by", "started", "finished")
_BROKEN = re.compile(r"#(REF|N/?A|VALUE|NAME|DIV/0|NULL|NUM|BEZUG|WERT|NV|BAŞV|SAYI|AD|DEĞER)[!?]?", re.IGNORECASE)
_YES = frozenset(("yes", "y", "true", "1", "x", "milestone", "ja", "wahr", "evet", "dogru", "meilenstein", "✓", "✔"))
_NO = frozenset(("", "no", "n", "false", "0", "nein", "falsch", "hayir", "yanlis", "-"))
_MILESTONES = frozenset(("milestone", "meilenstein", "kilometre tasi"))
_GROUPS = frozenset(
    ("group", "summary", "project", "phase", "epic", "sammelvorgang", "gruppe", "ozet", "grup", "proje")
)
_DONE = frozenset(
    ("done", "complete", "completed", "closed", "resolved", "finished", "erledigt", "abgeschlossen", "fertig",
     "tamamlandi", "bitti", "kapandi")
)  # fmt: skip
_NAMES = re.compile(r"\s*[,;\n]\s*")


class RowReader:
    """Reads the rows of one table; `left` are those that are no task here, told in `notes`."""

    def __init__(
        self, cells: Cells, rows: Sequence[RawRow], notes: list[str], dates: Order | None, today: date
    ) -> None:
        self.cells, self.notes, self.today = cells, notes, today
        self.names: dict[str, str] = {}  # of workers, by id
        self.people: set[str] = set()  # those that stand beside a column of teams
        self.begins: dict[bool, list[int]] = {True: [], False: []}  # lines with a start: taken, and not
        self.ends: list[int] = []  # lines with an end alone
        self.others: list[int] = []  # lines whose end is another than their days say
        self.left: list[RawRow] = []
        self.rows = self._to_do(rows)
        self.orders = {field: dates or self._order(field) for field in DATES if field in cells.fields}
        settled = {order for order in self.orders.values() if order is not None}
        if len(settled) == 1:  # one column speaks for those that say nothing
            self.orders = dict.fromkeys(self.orders, next(iter(settled)))
        shares = [self.cells.of(row, "percent") for row in self.rows]
        self.fraction = is_fraction([text for text in shares if text])
        self.unit = unit_of(cells.title("duration")) if "duration" in cells.fields else "d"
        self.decimal = cells.decimal(self.rows)

    def tasks(self) -> list[ForeignTask]:
        """A task for each row, with what stands there and no more."""
        found = [self._task(row) for row in self.rows]
        first: dict[str, int] = {}
        for row, task in zip(self.rows, found, strict=True):
            if first.setdefault(task.ref, row.line) != row.line:
                field = "id" if self.cells.of(row, "id") else "wbs"
                cure = f'--map "{self.cells.title(field)}=skip" leaves it out'
                self.cells.fault(row, field, f"{shown(task.ref)} is the id of line {first[task.ref]} too; {cure}")
        self._tell_dates()
        return found

    def tell_words(self) -> None:
        """Say it of a column of words of which no more than a few mean something here."""
        for field, known, what in (
            ("status", _DONE, "whether a task is done"),
            ("type", _MILESTONES | _GROUPS, "milestones and groups"),
        ):
            others = {self.cells.of(row, field) for row in self.rows} - {""}
            others = {word for word in others if head(word) not in known}
            if others:
                listed = ", ".join(map(shown, sorted(others)))
                title = shown(self.cells.title(field))
                self.notes.append(f"{self.cells.where}: of column {title} only {what} came in, not {listed}")

    def workers(self) -> tuple[ForeignWorker, ...]:
        """Everybody named in the rows."""
        return tuple(ForeignWorker(key, name, person=key in self.people) for key, name in self.names.items())

    def _to_do(self, rows: Sequence[RawRow]) -> list[RawRow]:
        """The rows without summaries: those with deeper ones below them, or called so."""
        levels = [self.cells.of(row, "level") for row in rows]
        outline = [self.cells.of(row, "wbs").rstrip(".") for row in rows]
        above = {mark.rpartition(".")[0] for mark in outline if "." in mark}
        above |= {mark[: m.start()] for mark in above for m in re.finditer(r"\.", mark)}
        found: list[RawRow] = []
        for at, row in enumerate(rows):
            deeper = at + 1 < len(rows) and _number(levels[at]) < _number(levels[at + 1])
            group = head(self.cells.of(row, "type")) in _GROUPS
            if deeper or group or (outline[at] and outline[at] in above):
                name = shown(self.cells.of(row, "name"))
                self.notes.append(f"{self.cells.line(row)}: {name} is a summary of others, not brought in")
                self._lost_links(row, name)
                self.left.append(row)
            else:
                found.append(row)
        return found

    def _lost_links(self, row: RawRow, name: str) -> None:
        if after := self.cells.of(row, "after"):
            self.notes.append(
                f"{self.cells.line(row)}: the summary {name} waits for {shown(after)}; that was not brought in"
            )

    def _task(self, row: RawRow) -> ForeignTask:
        own_id = self.cells.of(row, "id") or self.cells.of(row, "wbs")
        name, lost = storable(" ".join(self.cells.of(row, "name").split()), 400)
        where = f"{self.cells.line(row)}: {shown(name)}"
        if _BROKEN.fullmatch(name):
            self.cells.fault(row, "name", f"{shown(name)} is an error of the spreadsheet, not a name")
        if lost:
            self.notes.append(f"{where}: its name was {lost}")
        fields: dict[str, Any] = {}
        start, finish = self._day(row, "start"), self._day(row, "finish")
        if start and finish and finish < start:
            self.cells.fault(row, "finish", f"it ends on {finish}, before its start on {start}")
        self._length(row, where, fields)
        self._done(row, fields)
        milestone = self._milestone(row, where, fields)
        fields["kind"] = "milestone" if milestone else "task"
        if milestone:
            fields["days"] = None
        self._bounds(row, fields, start, finish)
        if note := self.cells.of(row, "note"):
            fields["note"], lost = storable(note, 10_000)
            if lost:
                self.notes.append(f"{where}: its note was {lost}")
        return ForeignTask(
            own_id or f"row {row.line}", where, name, fields, "", self._who(row), None, start, finish, bool(own_id)
        )

    def _length(self, row: RawRow, where: str, fields: dict[str, Any]) -> None:
        text, field, unit = self.cells.of(row, "duration"), "duration", self.unit
        if not text and (seconds := self.cells.of(row, "seconds")):
            hours = float(seconds) / 3600 if re.fullmatch(r"[0-9]{1,12}", seconds) else None
            text, field, unit = seconds if hours is None else f"{hours:.4f}", "seconds", "h"
        if not text:
            return
        if field == "duration" and is_doubtful(text, self.decimal):
            self.cells.fault(row, field, f"{shown(text)} {DOUBT}")
            return
        found = length(text, unit, self.decimal)
        if found is None:
            self.cells.fault(row, field, f"{shown(text)} is no duration; write 5d, 1w or 40h")
            return
        if found.days > MOST_DAYS:
            self.cells.fault(row, field, f"{shown(text)} is too long; at most {MOST_DAYS:,} days can be")
            return
        fields["days"] = found.days
        if found.lost:
            self.notes.append(f"{where}: {found.lost}")

    def _done(self, row: RawRow, fields: dict[str, Any]) -> None:
        if text := self.cells.of(row, "percent"):
            if self.fraction is None:
                self.cells.fault(row, "percent", f"{shown(text)} may be 1 % or all of it; write 1% or 100%")
            share = percent(text, fraction=bool(self.fraction))
            if share is None:
                self.cells.fault(row, "percent", f"{shown(text)} is not 0 to 100 %")
            else:
                fields["percent"] = share
        elif head(self.cells.of(row, "status")) in _DONE:
            fields["percent"] = 100
        started, finished = self._happened(row, "started"), self._happened(row, "finished")
        if started and finished and finished < started:
            self.cells.fault(row, "finished", f"it ended on {finished}, before it began on {started}")
        if finished:
            fields |= {"finished": finished, "percent": 100}
        if started:
            fields["started"] = started

    def _milestone(self, row: RawRow, where: str, fields: Mapping[str, Any]) -> bool:
        word = head(self.cells.of(row, "milestone"))
        if word not in _YES and word not in _NO:
            self.cells.fault(row, "milestone", f"{shown(self.cells.of(row, 'milestone'))} is neither yes nor no")
        days = fields.get("days")
        said = word in _YES or head(self.cells.of(row, "type")) in _MILESTONES
        if said and days:
            self.notes.append(f"{where}: a milestone that takes {counted(days)}; brought in as a task")
        return days == 0 or (said and not days)

    def _bounds(self, row: RawRow, fields: dict[str, Any], start: date | None, finish: date | None) -> None:
        """Not before its start, where nothing else sets that; done by its finish, where that is all there is."""
        waits = bool(self.cells.of(row, "after"))
        fields |= {"must_by": self._day(row, "must_by"), "not_before": None}
        if fields["kind"] == "milestone" and start is None:
            start = finish
        days = fields.get("days")
        if start and finish and days and WEEK.between(start, finish) != days:
            self.others.append(row.line)
        if start is not None:
            self.begins[not waits].append(row.line)
            fields["not_before"] = None if waits else start
        elif finish is not None and fields["must_by"] is None:
            self.ends.append(row.line)
            fields["must_by"] = finish

    def _tell_dates(self) -> None:
        """What became of planned dates, once for all rows."""
        told = (
            (self.begins[True], "wait for nothing: their start became the day before which they do not begin"),
            (self.begins[False], "wait for others, which set their start: the one in the file was not brought in"),
            (self.ends, "have an end and no start: it became the day by which they must be done"),
            (self.others, "have another end than their start and duration say: the duration was taken"),
        )
        for lines, what in told:
            if lines:
                which = f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"
                self.notes.append(f"{self.cells.where}: tasks that {what}: {which}")

    def _who(self, row: RawRow) -> tuple[str, ...]:
        found: list[str] = []
        for field in ("owner", "team"):
            for name in _NAMES.split(self.cells.of(row, field)):
                clean = " ".join(re.sub(r"\[[^\]]*\]|\([0-9]+ ?%\)", " ", name).split())  # MS Project's share: Ada[50%]
                if clean and not _BROKEN.fullmatch(clean):
                    key = plain(clean)
                    self.names.setdefault(key, storable(clean, 400)[0])
                    found.append(key)
                    if field == "owner" and "team" in self.cells.fields:
                        self.people.add(key)
                    else:
                        self.people.discard(key)
                elif clean:
                    self.cells.fault(row, field, f"{shown(clean)} is an error of the spreadsheet, not a name")
        return tuple(dict.fromkeys(found))

    def _order(self, field: str) -> Order | None:
        first: dict[Order, RawRow] = {}
        for row in self.rows:
            if (order := order_of(self.cells.of(row, field))) is not None:
                first.setdefault(order, row)
        if len(first) < 2:
            return next(iter(first), None)
        (_, one), (order, other) = first.items()
        what = "the day first, and {} the month" if order == "mdy" else "the month first, and {} the day"
        there = f"{shown(self.cells.of(other, field))} on line {other.line}"
        self.cells.fault(one, field, f"{shown(self.cells.of(one, field))} has {what.format(there)}; mend one of them")
        return None

    def _happened(self, row: RawRow, field: str) -> date | None:
        """A day on which something is said to have happened; one that is still to come is told, and none."""
        day = self._day(row, field)
        if day is None or day <= self.today:
            return day
        title = shown(self.cells.title(field))
        self.notes.append(f"{self.cells.line(row)}: {title}: {day} is still to come; not brought in")
        return None

    def _day(self, row: RawRow, field: str) -> date | None:
        text = self.cells.of(row, field)
        if not text or head(text) in ("na", "n a", "nv", "tbd", "none"):
            return None
        if _BROKEN.fullmatch(text):
            self.cells.fault(row, field, f"{shown(text)} is an error of the spreadsheet, not a date")
            return None
        try:
            return day_of(text, self.orders[field])
        except ValueError as error:
            self.cells.fault(row, field, f"{shown(text)} {error}")
            return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
