"""YAML: the envelope of `json_text`, for people who read data. The plan file is `formats`', not this."""

import re
from datetime import date
from typing import Any

import msgspec
import yaml

from ..reports.document import Report
from .json_text import envelope
from .safe import unseen_in_lines
from .screen import Screen

_OLD_COMMAND = "##["
_UNFOLDED = 1_000_000  # a string stays on its line
_Base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_Base):  # type: ignore[misc]
    """The safe dumper, without anchors, and with every string that holds something unseen in double quotes."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


def _string(dumper: Any, text: str) -> Any:
    # Over several lines, or as a key, `::error::` could begin one: a command in a log of GitHub Actions, like `##[`.
    style = '"' if "\n" in text or text[:2] == "::" or _OLD_COMMAND in text or unseen_in_lines().search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _string)


def render(report: Report, screen: Screen) -> str:
    """Block YAML in the order of the records. PyYAML lets bidi and zero-width signs through: they leave as escapes."""
    plain = msgspec.to_builtins(envelope(report), builtin_types=(date,))
    text: str = yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=screen.unicode, width=_UNFOLDED)
    return unseen_in_lines().sub(_escape, text).replace(_OLD_COMMAND, "\\x23#[")


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
