"""A plan or a chart as another tool tells it: ids and names of its own, no keys. None of this is stored.

`formats` reads it from a file; `edit.bring_in_tasks` and `edit.bring_in_org` take it into the store.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from .calendar import Weekday
from .plan import LinkKind


class ForeignTask(Struct, frozen=True):
    """One task. `fields` are those of a Task that the file tells, apart from keys and whoever does it."""

    ref: str  # its id in the file
    place: str  # as messages name it: file:line, and its id and name
    name: str
    fields: Mapping[str, Any] = {}
    key: str = ""  # the key it had when this tool wrote the file
    workers: tuple[str, ...] = ()  # ids of those who do it, the first one first
    calendar: str | None = None  # id of a calendar of its own
    start: date | None = None  # planned
    finish: date | None = None  # planned, inclusive
    lasting: bool = True  # False: `ref` is only its place in this file, and another time another's


class ForeignLink(Struct, frozen=True):
    """`after` waits for `before`; both are ids in the file."""

    before: str
    after: str
    place: str
    kind: LinkKind = "FS"
    lag: int = 0  # working days


class ForeignCalendar(Struct, frozen=True):
    """A working week, and the days on which it differs: (day, worked or not, name)."""

    id: str
    name: str
    week: tuple[Weekday, ...]
    days: tuple[tuple[date, bool, str], ...] = ()
    wanted: bool = True  # False: one of those that every file has, and nobody in it works by


class ForeignWorker(Struct, frozen=True):
    """Somebody or something that does tasks: a person, a team, a room."""

    id: str
    name: str
    code: str = ""  # the typed key it had when this tool wrote the file
    group: str = ""
    calendar: str | None = None  # id of the one it works by
    off: tuple[tuple[date, date, str], ...] = ()  # first, last (inclusive), why
    size: int | None = None  # people in it
    person: bool = False  # somebody, and surely no team


class ForeignBaseline(Struct, frozen=True):
    """The dates of tasks frozen on one day: (id of the task, start, finish inclusive)."""

    number: int
    on: date
    dates: tuple[tuple[str, date, date], ...]
    key: str = ""  # the key it had when this tool wrote the file
    note: str = ""


class ForeignPlan(Struct, frozen=True):
    """All that a file tells. `notes`: what was not read of it, each with its place; nothing is lost in silence."""

    name: str  # of the file
    tasks: tuple[ForeignTask, ...]
    links: tuple[ForeignLink, ...] = ()
    calendars: tuple[ForeignCalendar, ...] = ()
    calendar: str | None = None  # id of the one that holds for all
    workers: tuple[ForeignWorker, ...] = ()
    baselines: tuple[ForeignBaseline, ...] = ()
    start: date | None = None
    notes: tuple[str, ...] = ()
    tells_links: bool = True  # False: it has no word on what waits for what


class ForeignColumn(Struct, frozen=True):
    """How one column of a table was understood: the field it was taken for ("" for none), why not, and a cell of it."""

    name: str
    field: str
    example: str = ""
    why: str = ""


class ForeignSeat(Struct, frozen=True):
    """One position of a chart, and who is in it. `above` is the place of its manager among the seats.

    A manager who is in none of them is named by `manager`: as the file says it, and otherwise written.
    """

    place: str  # as messages name it: file:line
    title: str
    person: str = ""  # "" where it is vacant
    email: str = ""
    team: str = ""
    allocation: int | None = None  # percent
    above: int | None = None
    manager: tuple[str, ...] = ()
    manager_place: str = ""  # file:line:column, and what stands there


class ForeignChart(Struct, frozen=True):
    """All the seats of a file. `notes`: what was not read of it, each with its place."""

    name: str  # of the file
    seats: tuple[ForeignSeat, ...]
    notes: tuple[str, ...] = ()
