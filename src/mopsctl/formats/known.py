"""The file of known findings: YAML like a plan file, one JSON mapping a line, sorted, so that git compares it by line.

Which rules there are is told by the caller. What a known finding means is `reports.known`.
"""

import re
from collections.abc import Collection, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from ..errors import nearest
from ..facts.audience import Audience
from ..model.fields import Record, Scope, Text, TypedKey
from ..model.known import Identity, Known
from ..model.waiver import RuleCode
from .faults import Faults, shown
from .files import MEGABYTE, Source, decode
from .plan_fields import NotReadable, explain, fields_of, value_of
from .yaml_events import (
    Events,
    MappingEndEvent,
    MappingStartEvent,
    Node,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    mark,
)

VERSION = 1
NAME = "gaps-known.yaml"
LIMIT = 32 * MEGABYTE
_CURE = "take the mopsctl that wrote it, or remove the file and run `mopsctl gaps known write`"
_ABOUT = "# What `mopsctl gaps known check` lets pass. `mopsctl gaps known write` takes out what is gone.\n"

_HEAD = re.compile(f'{re.escape(_ABOUT)}known: {VERSION}\nrules: "([^"]*)"\naudience: ([a-z]+)\n')

Many = Annotated[int, Meta(ge=1, le=1_000_000)]


class Head(Record, frozen=True):
    """What stands above the findings."""

    known: int
    rules: Text
    audience: Audience = "all"


class Entry(Record, frozen=True):
    """One line: so many findings of a rule about a subject, in a plan or (without one) in the organisation."""

    code: RuleCode
    subject: TypedKey
    plan: Scope = ""
    count: Many = 1


def dump(known: Known) -> bytes:
    """The file, whole; the same findings are always the same bytes."""
    lines = [f'{_ABOUT}known: {VERSION}\nrules: "{known.rules}"\naudience: {known.audience}\n']
    lines += ["findings:\n"] if known.counts else ["findings: []\n"]
    lines += [f"- {_line(identity, count)}\n" for identity, count in sorted(known.counts.items())]
    return "".join(lines).encode()


def _line(identity: Identity, count: int) -> str:
    code, plan, subject = identity
    said = {
        "code": code,
        **({"plan": plan} if plan else {}),
        "subject": subject,
        **({"count": count} if count > 1 else {}),
    }
    return msgspec.json.format(msgspec.json.encode(said), indent=0).decode()


def load(source: Source, rule_sets: Sequence[str], codes: Collection[str]) -> Known:
    """Read the file. All its faults, up to a limit, are in the one MopsError; so is a version that cannot be read."""
    text = decode(source)
    own = _own(text)
    if own is not None and own.rules in rule_sets and all(code in codes for code, _, _ in own.counts):
        return own
    faults = Faults(source.name)
    reader = _Reader(Events(text.encode(), faults), tuple(rule_sets), list(codes))
    reader.document()
    faults.settle()
    head = msgspec.convert(reader.head, Head)
    return Known(head.rules, head.audience, reader.counts)


def _own(text: str) -> Known | None:
    """What `dump` wrote, read back line by line: ten times as quick, also where git merged two of them out of order.

    None where anybody else had a hand in it.
    """
    head = _HEAD.match(text)
    title, *lines = (text[head.end() :] if head else "").split("\n")
    rows = [line[2:] for line in lines if line]
    try:
        entries = msgspec.json.decode(f"[{','.join(rows)}]", type=list[Entry])
        audience = msgspec.convert(head[2] if head else "", Audience)
    except msgspec.MsgspecError:
        return None
    counts = {(entry.code, entry.plan, entry.subject): entry.count for entry in entries}
    if not head or title != "findings:" or len(counts) != len(rows):
        return None
    ours = all(line == f"- {_line(*one)}" for line, one in zip(filter(None, lines), counts.items(), strict=True))
    return Known(head[1], audience, counts) if ours else None


class _Reader:
    """YAML events, entry by entry."""

    def __init__(self, events: Events, rule_sets: tuple[str, ...], codes: list[str]) -> None:
        self.events, self.rule_sets, self.codes = events, rule_sets, codes
        self.head: dict[str, Any] = {}
        self.counts: dict[Identity, int] = {}
        self._lines: dict[Identity, int] = {}
        self._names: dict[str, Any] = {}

    def document(self) -> None:
        """Read the only document of the stream."""
        events = self.events
        root = events.begin(f"not a file of known findings: it is to begin with `known: {VERSION}`")
        while type(event := events.next()) is not MappingEndEvent:
            self._part(event)
        events.end("a second document (---); a file holds one list of known findings")
        for name in ("known", "rules"):
            if name not in self._names:
                example = f'rules: "{self.rule_sets[-1]}"' if name == "rules" else f"known: {VERSION}"
                events.fault(root, f"{name} is missing; write `{example}` above the findings")

    def _part(self, event: Any) -> None:
        events = self.events
        name = events.key(event, self._names, 1)
        value = events.next()
        if name is None:
            events.node(value, 1, keep=False)
            return
        if not self._names and name != "known":
            events.fail(event, f"it begins with {shown(name)}; a file of known findings begins with `known: {VERSION}`")
        self._names[name] = event
        if name == "findings":
            self._findings(value)
        elif name in fields_of(Head):
            self._head(name, events.node(value, 1))
        else:
            events.fault(event, f"unknown key {shown(name)}{_meant(name, [*fields_of(Head), 'findings'])}")
            events.node(value, 1, keep=False)

    def _head(self, name: str, node: Node) -> None:
        value = self._value(Head, name, node)
        if value is None:
            return
        self.head[name] = value
        line, column = mark(node)
        if name == "known" and value != VERSION:
            raise self.events.faults.fatal(
                line,
                column,
                f"known findings of version {value}, and this mopsctl reads version {VERSION}; {_CURE}",
            )
        if name == "rules" and value not in self.rule_sets:
            raise self.events.faults.fatal(
                line,
                column,
                f"no rule set {shown(value)} in this mopsctl, which has {', '.join(self.rule_sets)}; {_CURE}",
            )

    def _findings(self, value: Any) -> None:
        events = self.events
        if not isinstance(value, SequenceStartEvent) or value.anchor is not None or value.tag is not None:
            node = events.node(value, 1, keep=False)
            if not (isinstance(node, ScalarEvent) and node.value in ("", "~", "null")):
                events.fault_at(node, "findings takes a list, each on a line that begins with -")
            return
        while type(event := events.next()) is not SequenceEndEvent:
            events.entry = events.nodes
            if isinstance(event, MappingStartEvent) and event.anchor is None and event.tag is None:
                self._entry(event)
            else:
                events.fault_at(
                    events.node(event, 2, keep=False), "a known finding is written {code: ..., subject: ...}"
                )

    def _entry(self, start: Any) -> None:
        events, fields = self.events, fields_of(Entry)
        before = events.faults.count
        values: dict[str, Any] = {}
        while type(event := events.next()) is not MappingEndEvent:
            name = events.key(event, values, 3)
            node = events.node(events.next(), 3, keep=name is not None)
            if name in fields:
                values[name] = self._value(Entry, name, node)
            elif name is not None:
                values[name] = None
                events.fault(event, f"unknown key {shown(name)} in a known finding{_meant(name, list(fields))}")
        for name, field in fields.items():
            if field.required and name not in values:
                events.fault(start, f"a known finding without {name}")
        if events.faults.count == before:
            self._keep(start, msgspec.convert(values, Entry))

    def _keep(self, start: Any, entry: Entry) -> None:
        identity = (entry.code, entry.plan, entry.subject)
        if identity in self._lines:
            text = f"{entry.code} {entry.subject} stands on line {self._lines[identity]} already; raise the count there"
            self.events.fault(start, text)
            return
        self.counts[identity], self._lines[identity] = entry.count, self.events.line_of(start)

    def _value(self, record: type[Record], name: str, node: Node) -> Any:
        """What a node says in a field; None, with a fault, where the field cannot take it."""
        field = fields_of(record)[name]
        try:
            value = value_of(field, node)
        except NotReadable as problem:
            self.events.fault_at(problem.node, problem.why)
            return None
        why = explain(field, value)
        if name == "code" and value not in self.codes:
            why = f"no rule {shown(value)}{_meant(value, self.codes)}"
        elif name == "subject" and why and ":" not in value:
            why = f"subject {shown(value)} does not say what it is; write KIND:KEY, e.g. team:martech"
        if why is not None:
            self.events.fault_at(node, why)
            return None
        return value


def _meant(word: str, known: list[str]) -> str:
    guess = nearest(word, known) if len(word) < 100 else None
    return f'; did you mean "{guess}"?' if guess else ""
