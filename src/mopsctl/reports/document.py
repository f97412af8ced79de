"""What a report says, without saying how it looks: blocks of headings, tables, matrices, timelines and trends.

A cell has a tone, not a colour. Renderers know this module and nothing else of mopsctl.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Literal, TypeAlias

from msgspec import Struct

# `R A C I` are the letters of a matrix; `key` is what a user types; `command` is a command that runs.
Tone = Literal["plain", "strong", "muted", "good", "warn", "bad", "accent", "key", "command", "R", "A", "C", "I"]


class Cell(Struct, frozen=True):
    """A piece of text in one tone."""

    text: str
    tone: Tone = "plain"


class Column(Struct, frozen=True):
    """A column of a table. On a narrow terminal `optional` columns go first, rightmost first; `wrap` columns fold."""

    title: str
    align: Literal["left", "right", "center"] = "left"
    optional: bool = False
    wrap: bool = False


class Heading(Struct, frozen=True):
    """A title; level 1 is the report's own."""

    text: str
    level: Literal[1, 2] = 2


class Paragraph(Struct, frozen=True):
    """One line or paragraph of running text."""

    cells: tuple[Cell, ...]


class Code(Struct, frozen=True):
    """Text whose lines and blanks count: rows of a file, a script. `language` is for those who colour it."""

    text: str
    language: str = ""


class Pairs(Struct, frozen=True):
    """Labels and what stands behind them, a line each."""

    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


class Table(Struct, frozen=True):
    """Rows under columns. `empty` is what to say when there are none."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""


class MatrixRow(Struct, frozen=True):
    """One row of a matrix: its head, the group it stands under, and a few one-letter cells per column."""

    head: str
    cells: tuple[tuple[Cell, ...], ...]  # one per column; several letters in one, e.g. R and A
    group: str = ""
    note: Cell = Cell("")  # what is wrong with the row, in a word or two
    inner: bool = False  # a part of the row above


class Matrix(Struct, frozen=True):
    """Heads down, columns across, letters between; columns may be turned or shortened where it is narrow.

    Column titles are (short, long); `legend` explains the letters.
    """

    corner: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]
    legend: tuple[Cell, ...] = ()
    empty: str = ""


class Banner(Struct, frozen=True):
    """The verdict of a page in one word (`STOP`), in its tone, and what it means beside it."""

    word: str
    tone: Tone
    cells: tuple[Cell, ...] = ()


class Gauge(Struct, frozen=True):
    """How much of something there is: `part` of `whole`; what that counts, and a note on it."""

    label: str
    part: int
    whole: int
    tone: Tone = "accent"
    note: tuple[Cell, ...] = ()
    counts: tuple[Cell, ...] = ()


class Gauges(Struct, frozen=True):
    """Gauges under each other, on one scale of empty to full."""

    rows: tuple[Gauge, ...]


class Item(Struct, frozen=True):
    """Something to act upon: a mark (a rule's code), what it is about, a sentence, and the command that cures it."""

    mark: Cell
    subject: Cell
    cells: tuple[Cell, ...]
    cure: str = ""


class Items(Struct, frozen=True):
    """Findings, next steps and their like, one below the other. `empty` is what to say when there are none."""

    rows: tuple[Item, ...]
    empty: str = ""


class Bar(Struct, frozen=True):
    """One task on a timeline; `start` and `finish` are inclusive. A milestone has start == finish."""

    label: str
    start: date
    finish: date
    critical: bool = False
    milestone: bool = False
    done: int = 0  # percent
    slack: int = 0  # working days; less than 0: so many too late
    note: str = ""
    was: tuple[date, date] | None = None  # where it stood in the baseline, both days inclusive
    slip: int = 0  # working days by which it ends later than there


class Lane(Struct, frozen=True):
    """The bars of one team."""

    name: str
    bars: tuple[Bar, ...]


class Timeline(Struct, frozen=True):
    """Lanes of bars against one calendar; a lane without a name has no line of its own."""

    start: date
    finish: date
    today: date
    lanes: tuple[Lane, ...]
    target: date | None = None  # the wanted finish
    empty: str = ""
    baseline: date | None = None  # the day of the dates compared with
    by: str = "team"  # what makes a lane


class Step(Struct, frozen=True):
    """From this day on it stood at this level; None: it was not there."""

    on: date
    level: int | None  # its place in the levels of the trend


class Course(Struct, frozen=True):
    """How one thing rose and fell: its steps, oldest first; several of one day in the order in which they came."""

    label: str
    steps: tuple[Step, ...]


class Trend(Struct, frozen=True):
    """Courses against one calendar; how they stand at the finish, and since when, is told in words too."""

    start: date
    finish: date  # inclusive
    levels: tuple[Cell, ...]  # lowest first: the word for each, in its tone
    courses: tuple[Course, ...]
    empty: str = ""


class Node(Struct, frozen=True):
    """A box of a chart: its title, what stands in it line by line, the group whose colour it has, and its marks."""

    key: str
    title: str
    parent: str | None = None
    lines: tuple[Cell, ...] = ()
    group: str = ""  # key of one of the chart's groups
    badges: tuple[str, ...] = ()  # keys of the chart's badges, e.g. pillars
    mark: str = ""  # one of the chart's marks, e.g. new
    dotted: tuple[str, ...] = ()  # nodes it also reports to


class Chart(Struct, frozen=True):
    """Boxes under each other: a tree (or several) on a terminal, a poster as a picture.

    `groups`, `badges` and `marks` are the legend: (key, name). A node whose parent is not among the nodes is a root.
    """

    title: str
    nodes: tuple[Node, ...]
    subtitle: str = ""
    groups: tuple[tuple[str, str], ...] = ()
    badges: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    empty: str = ""
    footer: str = ""


class Tile(Struct, frozen=True):
    """One thing on a shelf: its name, what stands under it, the group whose colour it has."""

    title: str
    lines: tuple[Cell, ...] = ()
    group: str = ""
    mark: str = ""


class Shelf(Struct, frozen=True):
    """A layer of a stack, and what stands on it."""

    name: str
    tiles: tuple[Tile, ...]


class Stack(Struct, frozen=True):
    """Layers of tiles: lines on a terminal, a poster as a picture. `groups` and `marks` are the legend."""

    title: str
    shelves: tuple[Shelf, ...]
    subtitle: str = ""
    groups: tuple[tuple[str, str], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    empty: str = ""
    footer: str = ""


class Heat(Struct, frozen=True):
    """A heat map: a whole number for each row and column, the darker the more; None: nothing to say there."""

    corner: str
    columns: tuple[tuple[str, str], ...]  # (short, long)
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    legend: str = ""  # what the numbers count
    empty: str = ""


Block: TypeAlias = (
    Heading | Paragraph | Code | Pairs | Table | Banner | Gauges | Items
    | Matrix | Timeline | Trend | Chart | Stack | Heat
)  # fmt: skip


class Document(Struct, frozen=True):
    """What people read, top to bottom."""

    blocks: tuple[Block, ...]


class Report(Struct, frozen=True):
    """One answer: `data` for machines, `document` for people, `table` for lines and spreadsheets.

    `data` is made of msgspec Structs, dicts and lists, or a function that makes it. `document` and `table` are built
    only when asked for. `lines` says the same as the rows of `table`, under `titles`, where there may be too many of
    them for cells. `also` holds the formats that no other report has.
    """

    name: str  # e.g. "team.list": names the shape of `data`
    data: Any
    document: Callable[[], Document]
    table: Callable[[], Table]
    exit_code: int = 0  # what the answer means to a script (findings, differences); no format changes it
    lines: Callable[[], Iterable[tuple[str, ...]]] | None = None
    titles: tuple[str, ...] = ()
    also: Mapping[str, Callable[[], str]] = {}
    piped: str = "plain"  # the format that suits a pipe

    @property
    def answer(self) -> Any:
        """The data itself, made now where it is made on demand."""
        return self.data() if callable(self.data) else self.data


def text(value: object, tone: Tone = "plain") -> Cell:
    """A cell for any plain value; None is an empty cell, a bool is yes or no, a whole number has no decimals."""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    return Cell("" if value is None else str(value), tone)
