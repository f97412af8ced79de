"""On which line of a plan file a finding stands: the row that is to be changed, or that it is about.

The row to be changed is the one of which the finding's cure speaks (`cured_rows`, `cured_letters`). Our own exports
are read line by line and only as far as needed; whatever else is a plan file goes the general way.
"""

import re
from functools import cache, cached_property
from typing import Any, TypeAlias

import msgspec

from ..model.kinds import BY_PLURAL, BY_WORD
from .cured_letters import COMMANDS, OF_LETTERS, Letters
from .cured_rows import ROWS, read_cure
from .files import Source
from .plan_fields import fields_of
from .plan_yaml import Head, load

# Where the cure says nothing of a row that is there: beginning of a rule's code -> the rows to look for, the best
# first: (section, fields that say which row it is).
# A field is the finding's plan, its subject (a typed key), or the key of a subject of that kind.
Tried: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
PREFERRED: dict[str, Tried] = {
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
# Rules on what is to go on: where no letter of today is in the file, the subject is meant, and no letter to-be.
STANDING = ("RAC713", "RAC714")
_HEAD = re.compile(rb"([a-z_]+):[ ]*(.*)")


class Lines:
    """The lines of the rows of one plan file."""

    def __init__(self, rows: list[tuple[str, Any, int]]) -> None:
        self._rows: dict[str, list[tuple[Any, int]]] = {}
        for plural, row, line in rows:
            self._rows.setdefault(plural, []).append((row, line))
        self._by: dict[tuple[str, tuple[str, ...]], dict[tuple[Any, ...], int]] = {}

    def line(self, code: str, plan: str, subject: str, cure: str = "") -> int:
        """Where a finding of that rule stands: the row its cure changes, else its own, its subject's, its plan's, 1."""
        word, _, key = subject.partition(":")
        found = self._cured(code, plan, subject, cure)
        if not found and code not in STANDING:
            known = {"plan": plan, "subject": subject, "holder": subject, word: key}
            found = self._first(PREFERRED.get(code[:3], ()), known)
        return found or self._record(word, key) or self._record("plan", plan) or 1

    def _cured(self, code: str, plan: str, subject: str, said: str) -> int:
        """The row of which a cure speaks; 0 where it speaks of none that is there."""
        of_a_row = code[:3] == "RAC" and code not in STANDING and said.startswith(OF_LETTERS)
        if of_a_row and (only := self._letters.only(plan, subject)):
            return only
        cure = read_cure(said)
        if cure is None:
            return 0
        if cure.command in COMMANDS:
            return self._letters.line(code, plan, subject, cure)
        found = 0
        if rows := cure.rows():
            found = self._first(rows, {**cure.fields(), "plan": plan, "subject": subject})
        if not found and (own := cure.own()):
            found = self._record(*own)
        return found

    def _first(self, rows: Tried, known: dict[str, str]) -> int:
        for plural, fields in rows:
            values = [known[field] for field in fields if field in known]
            if len(values) == len(fields) and (line := self._of(plural, fields).get(tuple(values))):
                return line
        return 0

    def _record(self, word: str, key: str) -> int:
        kind = BY_WORD.get(word)
        return self._of(kind.plural, kind.key).get((key,), 0) if kind is not None and kind.key == ("key",) else 0

    @cached_property
    def _letters(self) -> Letters:
        return Letters(*(self._rows.get(plural, ()) for plural in ("letters", "assignments", "handovers")))

    def _of(self, plural: str, fields: tuple[str, ...]) -> dict[tuple[Any, ...], int]:
        """The first line of each value of these fields; of asks of one kind, the last, for the latest round counts."""
        found = self._by.get((plural, fields))
        if found is None:
            found = self._by[plural, fields] = {}
            rows = self._rows.get(plural, ())
            for row, line in reversed(rows) if "kind" in fields else rows:
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


# What else is asked of rows of a section, beside what says which row it is.
_ASKED = {
    "assignments": ("holder", "letter", "agreed"),
    "handovers": ("plan", "subject", "giver"),
    "letters": ("duty", "place"),
}
_TYPES: dict[str, tuple[type, Any]] = {"agreed": (bool, False), "place": (int, 0), "state": (str, "to-be")}


@cache
def _reader(plural: str) -> Any:
    """Reads a row, and of it no more fields than tell where a finding stands."""
    rows = [fields for tried in (*PREFERRED.values(), *ROWS.values()) for section, fields in tried if section == plural]
    wanted = {BY_PLURAL[plural].key[0], *_ASKED.get(plural, ()), *(field for fields in rows for field in fields)}
    said = [(field, *_TYPES.get(field, (str, ""))) for field in sorted(wanted)]
    return msgspec.json.Decoder(msgspec.defstruct("Row", said)).decode
