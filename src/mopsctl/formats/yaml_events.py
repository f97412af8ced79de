"""YAML as a stream of events, bounded: never a tree of the whole file.

PyYAML parses; limits on depth, nodes, anchors and what aliases stand for are kept here, because a kilobyte of YAML
can otherwise take minutes and gigabytes. What the values mean is not known here.
"""

import re
from typing import Any, NoReturn, TypeAlias

import yaml
from msgspec import Struct
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .faults import Faults, shown

DEPTH = 32
NODES = 5_000_000
ANCHORED = 100_000  # nodes kept for aliases
ALIASED = 1_000_000  # nodes that all aliases together stand for
ENTRY = 10_000  # nodes in one row

_TAGS = (None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What git leaves in a file where two branches changed the same lines; in YAML that can be parsed it is somebody's text.
_CONFLICT = re.compile(rb"^(?:<{7}|\|{7}|={7}|>{7})(?:[ \t].*)?\r?$", re.MULTILINE)
# The C parser where PyYAML was built with it: 1.2 s instead of 20 for a file of 100,000 rows.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Sequence(Struct, frozen=True):
    """A list, with the event that opened it."""

    items: list[Any]
    start: Any


class Mapping(Struct, frozen=True):
    """A mapping by its keys, with the event that opened it."""

    items: dict[str, Any]
    start: Any


class Unread(Struct, frozen=True):
    """A value nobody asked for: counted, not kept."""

    start: Any


# A scalar stays the event it came as: it knows its text, its style and its place.
Node: TypeAlias = ScalarEvent | Sequence | Mapping | Unread


def mark(node: Node) -> tuple[int, int]:
    """Line and column of a node, both from 1."""
    start: Any = (node if isinstance(node, ScalarEvent) else node.start).start_mark
    return start.line + 1, start.column + 1


def is_plain(scalar: ScalarEvent) -> bool:
    """Was it written without quotes (and without a tag)?"""
    return bool(scalar.implicit[0])


class Events:
    """The events of one document. `line` is added to every mark: a part of a file can be read by itself."""

    def __init__(self, text: bytes, faults: Faults, line: int = 0) -> None:
        self._parser = _Parser(text)
        self._text = text
        self._offset = line
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._open: list[str] = []
        self._anchored = self._aliased = 0
        self.faults = faults
        self.nodes = 0
        self.entry = 0  # `nodes` when the current row began

    def next(self) -> Any:
        """The next event; a MopsError where the text is not YAML."""
        try:
            return self._parser.get_event()
        except yaml.YAMLError as error:
            self._not_yaml(error)

    def begin(self, no_mapping: str) -> Any:
        """The event that begins the mapping which the document is to be; MopsError where it is none."""
        self.next()
        event = self.next()
        if type(event).__name__ == "StreamEndEvent":
            self.fail(event, "holds nothing but comments")
        event = self.next()
        if not isinstance(event, MappingStartEvent):
            self.fail(event, no_mapping)
        return event

    def end(self, more: str) -> None:
        """The end of the document and, MopsError where not, of the stream."""
        self.next()
        event = self.next()
        if type(event).__name__ != "StreamEndEvent":
            self.fail(event, more)

    def fault(self, event: Any, text: str) -> None:
        """Note what is wrong at an event."""
        self.faults.add(event.start_mark.line + 1 + self._offset, event.start_mark.column + 1, text)

    def fault_at(self, node: Node, text: str) -> None:
        """Note what is wrong with a node."""
        line, column = mark(node)
        self.faults.add(line + self._offset, column, text)

    def fail(self, event: Any, text: str) -> NoReturn:
        """Stop here: what follows could not be understood, or would cost too much."""
        self._refuse_conflict()
        raise self.faults.fatal(event.start_mark.line + 1 + self._offset, event.start_mark.column + 1, text)

    def line_of(self, event: Any) -> int:
        """The line of an event, from 1, in the whole file."""
        return int(event.start_mark.line + 1 + self._offset)

    def count(self, event: Any, nodes: int = 1) -> None:
        """Account for nodes that were read."""
        self.nodes += nodes
        if self.nodes > NODES:
            self.fail(event, f"more than {NODES:,} values in one file")

    def node(self, event: Any, depth: int, keep: bool = True) -> Node:
        """The value that begins with this event; with `keep` false its parts are read over."""
        kind = type(event)
        if kind is AliasEvent:
            return self._alias(event)
        if event.tag not in _TAGS:
            self.fail(event, f"the tag {shown(event.tag.replace('tag:yaml.org,2002:', '!!'))} is not allowed")
        before, aliased_before = self.nodes, self._aliased
        self.count(event)
        if keep and self.nodes - self.entry > ENTRY:
            self.fail(event, f"more than {ENTRY:,} values in one entry")
        if event.anchor is not None:
            self._open.append(event.anchor)
        result: Node
        if kind is ScalarEvent:
            result = event
        elif depth >= DEPTH:
            self.fail(event, f"nested more than {DEPTH} levels deep")
        elif kind is SequenceStartEvent:
            result = self._sequence(event, depth, keep)
        else:
            result = self._mapping(event, depth, keep)
        if event.anchor is not None:
            self._open.pop()
            self._remember(event, result, self.nodes - before, self._aliased - aliased_before)
        return result

    def _remember(self, event: Any, node: Node, own: int, aliased: int) -> None:
        """Keep an anchored node for its aliases, with the number of nodes that it stands for."""
        if not isinstance(node, Unread):
            self._anchored += own
        if self._anchored > ANCHORED or len(self._anchors) > ANCHORED:
            self.fail(event, "too much under anchors (&)")
        self._anchors[event.anchor] = (node, own + aliased)

    def _alias(self, event: Any) -> Node:
        if event.anchor in self._open:
            self.fail(event, f"the alias *{event.anchor} stands inside what it refers to")
        if event.anchor not in self._anchors:
            self.fail(event, f"no anchor &{event.anchor} before this alias")
        node, size = self._anchors[event.anchor]
        self._aliased += size
        if self._aliased > ALIASED:
            self.fail(event, f"aliases stand for more than {ALIASED:,} values")
        return node

    def _sequence(self, start: Any, depth: int, keep: bool) -> Node:
        items: list[Node] = []
        while type(event := self.next()) is not SequenceEndEvent:
            item = self.node(event, depth + 1, keep)
            if keep:
                items.append(item)
        return Sequence(items, start) if keep else Unread(start)

    def _mapping(self, start: Any, depth: int, keep: bool) -> Node:
        items: dict[str, Node] = {}
        while type(event := self.next()) is not MappingEndEvent:
            name = self.key(event, items, depth)
            value = self.node(self.next(), depth + 1, keep and name is not None)
            if keep and name is not None:
                items[name] = value
        return Mapping(items, start) if keep else Unread(start)

    def key(self, event: Any, taken: Any, depth: int) -> str | None:
        """The name that an event gives; None, with a fault, where it gives none that can be used."""
        if type(event) is not ScalarEvent:
            self.fault(event, "a name is expected here, not a list, mapping or alias")
            self.node(event, depth + 1, keep=False)
            return None
        name = event.value
        if event.tag is not None or event.anchor is not None:
            self.node(event, depth)
        if name in taken:
            self.fault(event, f"{shown(name)} is given twice")
            return None
        if name == "<<" and is_plain(event):
            self.fault(event, "merge keys (<<) are not supported; write the fields out")
            return None
        return str(name)

    def _refuse_conflict(self) -> None:
        """Where a file cannot be read on, a merge conflict in it is the reason, whatever YAML makes of its markers."""
        if conflict := _CONFLICT.search(self._text):
            line = self._text.count(b"\n", 0, conflict.start()) + 1 + self._offset
            raise self.faults.fatal(line, 1, "a merge conflict is not resolved") from None

    def _not_yaml(self, error: yaml.YAMLError) -> NoReturn:
        self._refuse_conflict()
        problem_mark = getattr(error, "problem_mark", None)
        if problem_mark is not None:
            line, column = problem_mark.line + 1 + self._offset, problem_mark.column + 1
            raise self.faults.fatal(line, column, _reason(error)) from None
        text = self._text.decode()
        found = _UNPRINTABLE.search(text)
        if found is None:
            raise self.faults.fatal(0, 0, f"not YAML: {error}") from None
        line = text.count("\n", 0, found.start()) + 1 + self._offset
        column = found.start() - text.rfind("\n", 0, found.start())
        code = f"U+{ord(found.group()):04X}"
        raise self.faults.fatal(line, column, f"the control character {code} is not allowed") from None


def _reason(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or "cannot be understood"
    if "cannot start any token" in problem:
        return "a tab or a reserved sign begins this value; indent with spaces, and put the value in quotes"
    context = getattr(error, "context", None)
    return f"not YAML: {problem}" + (f" {context}" if context else "")


__all__ = [
    "AliasEvent",
    "Events",
    "Mapping",
    "MappingEndEvent",
    "MappingStartEvent",
    "Node",
    "ScalarEvent",
    "Sequence",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "Unread",
    "is_plain",
    "mark",
]
