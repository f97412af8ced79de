"""Rows of a plan file become records, each with its place; what is wrong with one becomes faults.

Both ways in (YAML events and our own lines of JSON) end here.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import msgspec
from msgspec import Struct

from ..errors import a, nearest
from ..model.fields import Record
from ..model.kinds import BY_PLURAL, Kind, RecordKey
from ..model.kinds import faults as invariants
from .faults import Faults, shown
from .plan_fields import DATE, NULLS, TEXT, Field, NotReadable, explain, fields_of, value_of
from .yaml_events import Events, Mapping, MappingEndEvent, MappingStartEvent, Node, ScalarEvent, SequenceEndEvent


# gc=False: a row refers to atoms only, and 100,000 of them are not worth a walk.
class Row(Struct, frozen=True, gc=False):
    """One record of a plan file; `given` are the fields present in the file, `kind` is a plural."""

    kind: str
    record: Record
    given: frozenset[str]
    line: int
    column: int


class Layout(Struct, frozen=True):
    """What a section's rows are made of, looked up once a section."""

    kind: Kind
    fields: dict[str, Field]
    simple: frozenset[str]  # fields that take their text as it is written
    typed: tuple[Field, ...]
    key_of: Callable[[Any], RecordKey]


def layout(plural: str) -> Layout:
    """The layout of one section."""
    kind = BY_PLURAL[plural]
    fields = fields_of(kind.record)
    return Layout(
        kind,
        fields,
        frozenset(name for name, field in fields.items() if field.takes in (TEXT, DATE)),
        tuple(field for field in fields.values() if field.kinds),
        attrgetter(*kind.key),
    )


class Rows:
    """Builds the rows of one file."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.rows: list[Row] = []
        self._lines: dict[str, dict[RecordKey, int]] = {}
        self._given: dict[tuple[str, ...], frozenset[str]] = {}
        self._texts: dict[str, str] = {}  # one object for each text: keys repeat a hundred thousand times
        self._typed: dict[str, set[str]] = {}

    def section(self, events: Events, form: Layout) -> None:
        """The rows of a list whose opening event was just read."""
        while True:
            event = events.next()
            if type(event) is MappingStartEvent and event.anchor is None and event.tag is None:
                self._row(events, form, event)
            elif type(event) is SequenceEndEvent:
                return
            else:
                events.entry = events.nodes
                self._other(events, form, event, events.node(event, 3))

    def _other(self, events: Events, form: Layout, event: Any, node: Node) -> None:
        """A row that is an alias or has an anchor, or no row at all."""
        if not isinstance(node, Mapping):
            events.fault(event, f"{a(form.kind.word)} is a mapping of fields, such as - key: ...")
            return
        known: dict[str, Node] = {}
        for name, value in node.items.items():
            if name in form.fields:
                known[name] = value
            else:
                events.fault_at(value, unknown_field(form, name))
        self._build(events, form, event, known, len(known) < len(node.items))

    def _row(self, events: Events, form: Layout, start: Any) -> None:
        items: dict[str, Node] = {}
        fields, read, wrong = form.fields, events.next, False
        events.entry = events.nodes
        while type(event := read()) is not MappingEndEvent:
            name: str | None = event.value if type(event) is ScalarEvent else None
            if name not in fields or name in items or event.anchor is not None or event.tag is not None:
                name = events.key(event, items, 3)
                if name is not None and name not in fields:
                    events.fault(event, unknown_field(form, name))
                    name = None
                wrong = wrong or name is None
            value = read()
            if type(value) is ScalarEvent and value.anchor is None and value.tag is None and name is not None:
                items[name] = value
            else:
                node = events.node(value, 4, keep=name is not None)
                if name is not None:
                    items[name] = node
        events.count(start, 2 * len(items) + 1)
        self._build(events, form, start, items, wrong)

    def _build(self, events: Events, form: Layout, start: Any, items: dict[str, Node], wrong: bool) -> None:
        values: dict[str, Any] = {}
        simple, texts = form.simple, self._texts
        for name, node in items.items():
            if name in simple and type(node) is ScalarEvent and node.value not in NULLS:
                values[name] = texts.setdefault(node.value, node.value)
                continue
            try:
                values[name] = value_of(form.fields[name], node)
            except NotReadable as problem:
                wrong = True
                if problem.why:
                    events.fault_at(problem.node, problem.why)
        line, column = events.line_of(start), start.start_mark.column + 1
        if wrong or not self.add(form, values, line, column):
            self._explain(events, form, values, items, (line, column))
            if not wrong and not self.faults.count:  # never lose a row in silence
                self.faults.add(line, column, f"this {form.kind.word} cannot be read")

    def add(self, form: Layout, values: dict[str, Any], line: int, column: int) -> bool:
        """Add the record that these values make; False, and nothing noted, if a field cannot take its value."""
        try:
            record = msgspec.convert(values, form.kind.record)
        except msgspec.ValidationError:
            filled = {name: value for name, value in values.items() if not (value == "" and form.fields[name].blank)}
            try:
                record = msgspec.convert(filled, form.kind.record)
            except msgspec.ValidationError:
                return False
        for field in form.typed:
            text = values.get(field.name)
            known = self._typed.setdefault(field.name, set())
            if text is not None and text not in known:
                if explain(field, text) is not None:
                    return False
                known.add(text)
        self._keep(form, record, tuple(values), line, column)
        return True

    def share(self, values: dict[str, Any]) -> None:
        """Let equal texts be one object."""
        texts = self._texts
        for name, value in values.items():
            if type(value) is str:
                values[name] = texts.setdefault(value, value)

    def _keep(self, form: Layout, record: Record, names: tuple[str, ...], line: int, column: int) -> None:
        for broken in invariants(record):
            self.faults.add(line, column, f"{form.kind.word}: {broken}")
        plural = form.kind.plural
        lines = self._lines.setdefault(plural, {})
        key = form.key_of(record)
        if key in lines:
            self.faults.add(line, column, f"{label(form.kind, record)} is already on line {lines[key]}")
        lines[key] = line
        given = self._given.get(names)
        if given is None:
            given = self._given[names] = frozenset(names)
        self.rows.append(Row(plural, record, given, line, column))

    def _explain(
        self, events: Events, form: Layout, values: dict[str, Any], items: dict[str, Node], at: tuple[int, int]
    ) -> None:
        for name, value in values.items():
            why = explain(form.fields[name], value)
            if why is not None:
                events.fault_at(items[name], why)
        for name, field in form.fields.items():
            if field.required and name not in items:
                self.faults.add(*at, f"this {form.kind.word} has no {name}")


def unknown_field(form: Layout, name: str) -> str:
    """What to say of a field that a kind does not have."""
    guess = nearest(name, list(form.fields)) if len(name) < 100 else None
    return f"{a(form.kind.word)} has no field {shown(name)}" + (f'; did you mean "{guess}"?' if guess else "")


def label(kind: Kind, record: Record) -> str:
    """`task "collect"`, `assignment "big capability:x team:y R to-be"`."""
    key = kind.key_of(record)
    return (
        f"{kind.word} {shown(key if isinstance(key, str) else ' '.join(str(part) for part in key if part != ''), 120)}"
    )
