"""The quick way into a plan file: our own export, where each row is one JSON mapping on a `- ` line.

Such a file is YAML too, and means the same by either way. Whatever does not look like our export is left to the
general way: `read` then answers None.
"""

import json
import re
from typing import Any

from ..model.kinds import BY_PLURAL
from .faults import Faults
from .plan_rows import Layout, Rows, layout
from .yaml_events import Events

COLUMN = 3  # a row begins after "- "
CAREFULLY = 200  # rows read one by one as YAML; with more, the general way is quicker
LINES = 2_000_000

_HEAD = re.compile(r'([a-z_]+):(?:[ ]+("[A-Za-z0-9._-]*"|[A-Za-z0-9][A-Za-z0-9._-]*))?[ ]*')
# Line ends and signs that YAML and JSON take differently.
ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class _TwiceError(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


def _refuse(number: str) -> Any:
    raise ValueError(number)


# NaN and infinity belong in no field: the general way says so.
_json: Any = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse)


class Lines:
    """What the lines of an export said: the head's texts as written, and the rows."""

    def __init__(self, faults: Faults) -> None:
        self.head: dict[str, tuple[str, int]] = {}  # name: (text as written, line)
        self.rows = Rows(faults)
        self.carefully = 0


def read(text: str, faults: Faults) -> Lines | None:
    """The rows of an export; None if the text is not one, and then `faults` is to be thrown away."""
    if "\x7f" in text or (not text.isascii() and ODD.search(text)) or text.count("\n") > LINES:
        return None
    found = Lines(faults)
    sections: set[str] = set()
    form: Layout | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("- {") and form is not None:
            if not _row(found, form, line, number):
                return None
        elif not line or line == "\r" or line[0] == "#":
            continue
        else:
            match = _HEAD.fullmatch(line.rstrip("\r"))
            if match is None or match[1] in found.head or match[1] in sections:
                return None
            name, value = match.groups()
            if name in BY_PLURAL and value is None:
                sections.add(name)
                form = layout(name)
            elif value is not None and form is None:
                found.head[name] = (value, number)
            else:
                return None
    return found


def _row(found: Lines, form: Layout, line: str, number: int) -> bool:
    """Take one row; False if it is not whole on its line."""
    try:
        values, end = _json.scan_once(line, COLUMN - 1)
    except (ValueError, StopIteration, RecursionError):
        alone = line.rstrip().endswith("}") and "&" not in line and "*" not in line
        return alone and _carefully(found, form, line, number)
    if line[end:].strip():
        return False
    found.rows.share(values)
    return found.rows.add(form, values, number, COLUMN) or _carefully(found, form, line, number)


def _carefully(found: Lines, form: Layout, line: str, number: int) -> bool:
    """A row that JSON or its fields refuse: read it as YAML, which names each fault and its column."""
    found.carefully += 1
    events = Events(line.encode(), found.rows.faults, number - 1)
    for _ in range(3):  # stream, document, list
        events.next()
    found.rows.section(events, form)
    return found.carefully < CAREFULLY
