"""The plan file: a Portfolio as YAML that people write, git compares and editors check.

Version 1 is a mapping: `mopsctl: 1` first, then optionally `store`, `serial`, `audience` and `anchor`, then for each
kind of record its plural with a list of rows. Whether rows refer to what exists is not asked here. Private notes go
into a file of their own.
"""

from datetime import date
from typing import Annotated, get_args

import msgspec
from msgspec import Meta, Struct, structs

from ..errors import nearest
from ..facts.audience import WITHHELD, Audience
from ..model.fields import Amount, Record, Text
from ..model.kinds import BY_PLURAL, KINDS, too_far
from ..model.outreach import Note
from ..model.portfolio import Portfolio
from . import plan_lines
from .faults import Faults, shown
from .files import Source, decode
from .plan_fields import NotReadable, explain, fields_of, value_of
from .plan_rows import Row, Rows, layout
from .yaml_events import Events, Node, ScalarEvent, SequenceStartEvent, mark

VERSION = 1
SCHEMA_FILE = "mopsctl.schema.json"  # what `mopsctl schema` prints, kept beside the plan file


class Head(Record, frozen=True):
    """What stands above the rows. A moved `serial` is a conflict; `anchor` is the day to which dates are relative.

    `audience` says for whom the file was written: what these may not know is not in it.
    """

    mopsctl: int
    store: Text | None = None
    serial: Annotated[int, Meta(ge=0)] | None = None
    anchor: date | None = None
    audience: Audience | None = None


class PlanFile(Struct, frozen=True):
    """A plan file as it was read: its head and its rows, in the order of the file."""

    name: str
    store: str | None
    serial: int | None
    anchor: date | None
    rows: list[Row]
    audience: Audience | None = None


def load(source: Source) -> PlanFile:
    """Read a plan file. All its faults, up to a limit, are in the one MopsError."""
    text = decode(source)
    faults = Faults(source.name)
    lines = plan_lines.read(text, faults)
    if lines is not None and (head := _plain_head(lines.head)) is not None:
        faults.settle()
        return PlanFile(source.name, head.store, head.serial, head.anchor, lines.rows.rows, head.audience)
    del lines
    faults = Faults(source.name)
    events = Events(text.encode(), faults)
    del text  # up to four times the size of the file
    reader = _Reader(events)
    reader.document()
    faults.settle()
    head = msgspec.convert(reader.head, Head)
    return PlanFile(source.name, head.store, head.serial, head.anchor, reader.rows.rows, head.audience)


def dump(
    portfolio: Portfolio,
    *,
    store: str | None = None,
    serial: int | None = None,
    audience: Audience = "me",
    private: bool = False,
) -> bytes:
    """The plan file of a Portfolio: sorted, one JSON mapping a line, defaults left out.

    It holds no private notes; with `private`, nothing else. `audience` is for whom the Portfolio was made ready.
    """
    out = [f"# yaml-language-server: $schema=./{SCHEMA_FILE}\nmopsctl: {VERSION}\n".encode()]
    if store is not None:
        out.append(f'store: "{store}"\n'.encode())
    if serial is not None:
        out.append(f"serial: {serial}\n".encode())
    if audience != "me":
        out.append(f"audience: {audience}\n".encode())
    for kind in KINDS:
        records = portfolio.of(kind.plural)
        if records and (kind.record is Note) == private:
            out.append(f"{kind.plural}:\n".encode())
            defaults = [(field.name, field.default) for field in structs.fields(kind.record)]
            amounts = _amounts(kind.record)
            withheld = None if audience == "me" else WITHHELD
            out += [b"- %b\n" % _line(records[key], defaults, amounts, withheld) for key in sorted(records)]
    return b"".join(out)


def _amounts(record: type[Record]) -> tuple[str, ...]:
    return tuple(name for name, hint in record.__annotations__.items() if Amount in (hint, *get_args(hint)))


def _line(record: Record, defaults: list[tuple[str, object]], amounts: tuple[str, ...], withheld: str | None) -> bytes:
    # msgspec leaves out what is the default itself; a text from a database only equals it.
    said = {
        name: value
        for name, default in defaults
        if (value := getattr(record, name)) != default and (withheld is None or value != withheld)
    }
    for name in amounts:  # 40 rather than 40.0, and 0 for the -0.0 that no database keeps
        if name in said and (amount := float(getattr(record, name))).is_integer():
            said[name] = int(amount)
    line = msgspec.json.format(msgspec.json.encode(said), indent=0)
    if line.isascii() and b"\x7f" not in line:
        return line
    return plan_lines.ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", line.decode()).encode()


def _plain_head(texts: dict[str, tuple[str, int]]) -> Head | None:
    """The head of an export, or None where the general way has to say what is wrong with it."""
    if next(iter(texts), "") != "mopsctl":
        return None
    try:
        values = {
            name: msgspec.json.decode(text) if name in _NUMBERS else text.strip('"')
            for name, (text, _) in texts.items()
        }
        head = msgspec.convert(values, Head)
    except msgspec.MsgspecError:
        return None
    far = head.anchor is not None and too_far(head.anchor)
    return head if head.mopsctl == VERSION and not far else None


_NUMBERS = ("mopsctl", "serial")


class _Reader:
    """The general way in: YAML events, row by row."""

    def __init__(self, events: Events) -> None:
        self.events = events
        self.rows = Rows(events.faults)
        self.head: dict[str, object] = {}
        self._names: dict[str, int] = {}

    def document(self) -> None:
        """Read the only document of the stream."""
        events = self.events
        root = events.begin(f"not a plan file: it is to be a mapping that begins with `mopsctl: {VERSION}`")
        while type(event := events.next()).__name__ != "MappingEndEvent":
            self._entry(event)
        events.end("a second document (---); a file holds one plan")
        if not self._names:
            events.fail(root, f"not a plan file: it is to begin with `mopsctl: {VERSION}`")

    def _entry(self, event: object) -> None:
        events = self.events
        name = events.key(event, self._names, 1)
        value = events.next()
        if name is None:
            events.node(value, 1, keep=False)
            return
        if not self._names and name != "mopsctl":
            self._headless(event, name)
        self._names[name] = events.line_of(event)
        if name in BY_PLURAL:
            self._section(name, value)
        elif name in fields_of(Head):
            self._head(name, events.node(value, 1))
        else:
            guess = nearest(name, [*BY_PLURAL, *fields_of(Head)]) if len(name) < 100 else None
            events.fault(event, f"unknown key {shown(name)}" + (f'; did you mean "{guess}"?' if guess else ""))
            events.node(value, 1, keep=False)

    def _headless(self, event: object, name: str) -> None:
        text = f"it begins with {shown(name)}; a plan file begins with `mopsctl: {VERSION}`"
        if name not in BY_PLURAL and name not in fields_of(Head):
            self.events.fail(event, f"not a plan file: {text}")
        self.events.fault(event, text)

    def _section(self, name: str, value: object) -> None:
        events = self.events
        if isinstance(value, SequenceStartEvent) and value.anchor is None and value.tag is None:
            self.rows.section(events, layout(name))
            return
        node = events.node(value, 1, keep=False)
        if not (isinstance(node, ScalarEvent) and node.value in ("", "~", "null")):
            events.fault_at(node, f"{name} takes a list of rows, each on a line that begins with -")

    def _head(self, name: str, node: Node) -> None:
        field = fields_of(Head)[name]
        try:
            value = value_of(field, node)
        except NotReadable as problem:
            self.events.fault_at(problem.node, problem.why)
            return
        why = explain(field, value)
        if why is not None:
            self.events.fault_at(node, why)
        elif name == "mopsctl" and value != VERSION:
            line, column = mark(node)
            raise self.events.faults.fatal(
                line, column, f"a plan file of version {value}; this mopsctl reads version {VERSION}"
            )
        self.head[name] = value
