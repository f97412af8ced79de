"""JSON as other programs read it from a log or a file: ASCII whatever the output can hold, a line for each of many."""

from collections.abc import Iterable
from typing import Any

import msgspec

from ..json_text import in_ascii, no_old_command


def written(value: Any) -> str:
    """One value on one line."""
    return no_old_command(in_ascii(msgspec.json.encode(value).decode()))


def a_line_each(values: Iterable[Any]) -> str:
    """An array, a line a value."""
    lines = ",\n".join([written(value) for value in values])
    return f"[\n{lines}\n]" if lines else "[]"
