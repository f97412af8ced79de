"""JSON: the report's data in one versioned envelope. Nothing of the document for people is in it."""

import re
from typing import Any

import msgspec

from ..reports.document import Report
from .safe import unseen_in_lines
from .screen import Screen

VERSION = 1

_beyond_ascii = re.compile(r"[^\x00-\x7f]")


def envelope(report: Report) -> dict[str, Any]:
    """What every machine format says: the version of the shape, the name of the shape, the data."""
    return {"mopsctl": VERSION, "report": report.name, "data": report.answer}


def render(report: Report, screen: Screen) -> str:
    """Indented JSON; whatever a terminal could act upon stands as an escape, and parses back to itself."""
    text = msgspec.json.format(msgspec.json.encode(envelope(report)), indent=2).decode()
    if not text.isascii() or "\x7f" in text:
        text = unseen_in_lines().sub(_escape, text)
    return no_old_command(text if screen.unicode else in_ascii(text)) + "\n"


def in_ascii(text: str) -> str:
    """JSON that any output can hold, and that parses to the same."""
    return text if text.isascii() else _beyond_ascii.sub(_escape, text)


def no_old_command(text: str) -> str:
    """JSON in which a log of GitHub Actions sees no `##[error]`, and that parses to the same."""
    return text.replace("##[", "\\u0023#[")


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + (code - 0x10000 >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
