"""Validation of records made from what a user typed, told in the user's words."""

import re
from typing import TypeVar

import msgspec

from ..errors import USAGE, MopsError
from .fields import Record
from .kinds import BY_RECORD
from .slugs import slug

R = TypeVar("R", bound=Record)

_AT = re.compile(r" - at `\$\.?([a-z_]*)[^`]*`$")


def validated(record: R) -> R:
    """The record with every field of its own type (a list said in words becomes a tuple).

    A MopsError names the first field that cannot be, and its value.
    """
    try:
        return msgspec.convert(msgspec.to_builtins(record), type(record))
    except msgspec.ValidationError as error:
        raise MopsError(_told(record, str(error)), code=USAGE) from None


def _told(record: Record, fault: str) -> str:
    word = BY_RECORD[type(record)].word
    where = _AT.search(fault)
    field = where.group(1) if where else ""
    value = getattr(record, field, None)
    if "matching regex" in fault and isinstance(value, str) and "\x00" not in value:
        guess = slug(value)
        advice = f'; try "{guess}"' if guess else ""
        return f'{word} {field} "{value}": a key has ASCII letters, digits, - _ . and no space{advice}'
    return f"{word} {field} {value!r}: {_AT.sub('', fault).replace('`', '').replace('str', 'text')}"
