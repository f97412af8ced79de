"""Validation of records made from what a user typed, told in the user's words; and what text cannot be, in the same.

No message holds the text itself where it is too long or where a terminal might obey it.
"""

import re
from typing import Any, TypeVar

import msgspec

from ..errors import USAGE, MopsError
from .fields import TEXT_PATTERN, Record
from .kinds import BY_RECORD
from .slugs import slug

R = TypeVar("R", bound=Record)

# Compiled when a fault is told: every command loads this module, and few need them.
_AT = r" - at `\$\.?([a-z_]*)(?:\[(\d+)\])?[^`]*`$"
_LENGTH = r"of length ([<>])= (\d+)"
_BOUND = r"`(?:int|float)` ([<>])= (-?\d+)"
_UNFIT = TEXT_PATTERN.replace("^[^", "[").removesuffix("*$")


def validated(record: R) -> R:
    """The record with every field of its own type (a list said in words becomes a tuple).

    A MopsError names the first field that cannot be, and its value.
    """
    try:
        return msgspec.convert(msgspec.to_builtins(record), type(record))
    except msgspec.ValidationError as error:
        raise MopsError(_told(record, str(error)), code=USAGE) from None


def unfit(text: str) -> str | None:
    """What in a text cannot be stored or shown, in a few words; None where there is nothing."""
    found = re.search(_UNFIT, text)
    if found is None:
        return None
    what = "half a character" if "\ud800" <= found[0] <= "\udfff" else "a control character"
    return f"holds {what} (U+{ord(found[0]):04X} at character {found.start() + 1:,})"


def too_long(text: str, longest: int) -> str:
    """That a text is too long, and by how much; never the text."""
    return f"is {len(text):,} characters long; at most {longest:,} fit"


def _told(record: Record, fault: str) -> str:
    where = re.search(_AT, fault)
    field, index = (where[1], where[2]) if where else ("", None)
    value = getattr(record, field, None)
    if index is not None and isinstance(value, list | tuple) and int(index) < len(value):
        value = value[int(index)]
    name = f"{BY_RECORD[type(record)].word} {field.replace('_', ' ')}"
    if isinstance(value, str):
        return f"{name} {_why_text(value, fault)}"
    if isinstance(value, float) and str(value) in ("nan", "inf", "-inf"):
        return f"{name} {value} is not a number"
    if bound := re.search(_BOUND, fault):
        return f"{name} {value}: at {'least' if bound[1] == '>' else 'most'} {int(bound[2]):,}"
    return f"{name} {_quoted(value)}: {_plainly(fault)}"


def _why_text(value: str, fault: str) -> str:
    if why := unfit(value):
        return why
    if length := re.search(_LENGTH, fault):
        return too_long(value, int(length[2])) if length[1] == "<" else "is empty"
    if "matching regex" not in fault:
        return f"{_quoted(value)}: {_plainly(fault)}"
    if "[A-Z]{3}" in fault:
        return f"{_quoted(value)}: the code of a rule has three letters and three digits, e.g. GAT401"
    if "^[A-Z]$" in fault:
        return f"{_quoted(value)}: a letter of a scheme is one of A to Z"
    if "[a-z]+:" in fault:
        return f"{_quoted(value)}: say what it is, kind:key, e.g. team:it"
    guess = slug(value)
    advice = f'; try "{guess}"' if guess else ""
    return f"{_quoted(value)}: a key has ASCII letters, digits, - _ . and no space{advice}"


def _plainly(fault: str) -> str:
    return re.sub(_AT, "", fault).replace("`", "").replace("str", "text")


def _quoted(value: Any) -> str:
    """The value on one line, with what does not print as escapes."""
    if not isinstance(value, str):
        return repr(value)
    return '"' + "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in value) + '"'
