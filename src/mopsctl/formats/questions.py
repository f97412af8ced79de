"""The question bank that comes with mopsctl, one question a line, and the texts of the sheet that is sent to a team.

Both are YAML and read without a YAML parser, since the page before a meeting must not pay for one.
"""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from ..facts.questions import Question
from .sheet import Entry

_TEMPLATES = Path(__file__).parent.parent / "templates"
FILE = "questions.yaml"


def _section(name: str, form: Any) -> tuple[Any, ...]:
    """The rows under one heading of the file."""
    found, here = [], False
    for line in (_TEMPLATES / FILE).read_text("utf-8").split("\n"):
        if line.endswith(":") and not line.startswith("#"):
            here = line == f"{name}:"
        elif here and line.startswith("- "):
            found.append(msgspec.json.decode(line[2:], type=form))
    return tuple(found)


@cache
def bank() -> tuple[Question, ...]:
    """Every question that may be asked in a meeting, in the order in which one would ask."""
    return _section("questions", Question)


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry that a sheet may have, in its order."""
    return _section("sheet", Entry)


@cache
def agenda_texts() -> tuple[Entry, ...]:
    """What stands around the questions of an agenda."""
    return _section("agenda", Entry)
