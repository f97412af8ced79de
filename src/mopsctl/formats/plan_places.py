"""On which line of a plan file a finding stands: the row that is to be changed, or that it is about.

Our own exports are read line by line and only as far as needed; whatever else is a plan file goes the general way.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from ..model.kinds import BY_PLURAL, BY_WORD
from .files import Source
from .plan_fields import fields_of
from .plan_yaml import Head, load

# Beginning of a rule's code -> the rows to look for, the best first: (section, fields that say which row it is).
# A field is the finding's plan, its subject (a typed key), or the key of a subject of that kind.
PREFERRED: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "WAV": (("waivers", ("plan", "subject")),),
    "OUT": (("conversations", ("plan", "team")), ("participations", ("plan", "team"))),
    "COM": (("asks", ("plan", "team")), ("participations", ("plan", "team"))),
    "SUP": (("support", ("plan", "person")), ("participations", ("plan", "team"))),
    "GAT": (("participations", ("plan", "team")),),
    "PLN": (("participations", ("plan", "team")),),
    "RAC": (("assignments", ("plan", "subject")), ("assignments", ("plan", "holder"))),
    "OPM": (("assessments", ("team",)), ("rights", ("topic",))),
    "ORG": (("boxes", ("position",)),),
}
_HEAD = re.compile(rb"([a-z_]+):[ ]*(.*)")


class Lines:
    """The lines of the rows of one plan file."""

    def __init__(self, rows: list[tuple[str, Any, int]]) -> None:
        self._rows: dict[str, list[tuple[Any, int]]] = {}
        for plural, row, line in rows:
            self._rows.setdefault(plural, []).append((row, line))
        self._by: dict[tuple[str, tuple[str, ...]], dict[tuple[Any, ...], int]] = {}

    def line(self, code: str, plan: str, subject: str) -> int:
        """Where a finding of that rule stands: its row, else that of its subject, of its plan, or the first line."""
        return next(self._tried(code, plan, subject))

    def _tried(self, code: str, plan: str, subject: str) -> Iterator[int]:
        word, _, key = subject.partition(":")
        known = {"plan": plan, "subject": subject, "holder": subject, word: key}
        for plural, fields in PREFERRED.get(code[:3], ()):
            if all(field in known for field in fields):
                line = self._of(plural, fields).get(tuple([known[field] for field in fields]))
                if line:
                    yield line
        for kind, name in ((BY_WORD.get(word), key), (BY_WORD["plan"], plan)):
            if kind is not None and kind.key == ("key",) and (line := self._of(kind.plural, kind.key).get((name,))):
                yield line
        yield 1

    def _of(self, plural: str, fields: tuple[str, ...]) -> dict[tuple[Any, ...], int]:
        """The first line of each value of these fields."""
        found = self._by.get((plural, fields))
        if found is None:
            found = self._by[plural, fields] = {}
            for row, line in self._rows.get(plural, ()):
                found.setdefault(tuple([getattr(row, field) for field in fields]), line)
        return found


def read(source: Source) -> Lines:
    """The lines of a plan file. MopsError with every fault where it is none."""
    quick = _exported(source.data)
    if quick is not None:
        return Lines(quick)
    return Lines([(row.kind, row.record, row.line) for row in load(source).rows])


def _exported(data: bytes) -> list[tuple[str, Any, int]] | None:
    """The rows of our own export, without a look at most of their fields; None if it is not one."""
    rows: list[tuple[str, Any, int]] = []
    section, read = "", None
    version = False
    for number, line in enumerate(data.split(b"\n"), 1):
        if line[:3] == b"- {" and read is not None:
            try:
                rows.append((section, read(line[2:]), number))
            except (msgspec.DecodeError, RecursionError):  # not JSON, or not a row of this section
                return None
        elif line.strip() and line[:1] != b"#":
            match = _HEAD.fullmatch(line.rstrip(b"\r"))
            if match is None:
                return None
            section, value = match[1].decode(), match[2].strip()
            version = version or (section, value) == ("mopsctl", b"1")
            if section not in (fields_of(Head) if value else BY_PLURAL):
                return None
            read = None if value else _reader(section)
    return rows if version else None


@cache
def _reader(plural: str) -> Any:
    """Reads a row, and of it no more fields than tell where a finding stands."""
    rows = [fields for tried in PREFERRED.values() for section, fields in tried if section == plural]
    wanted = {BY_PLURAL[plural].key[0], *(field for fields in rows for field in fields)}
    return msgspec.json.Decoder(msgspec.defstruct("Row", [(field, str, "") for field in sorted(wanted)])).decode
