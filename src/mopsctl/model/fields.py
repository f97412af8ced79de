"""The types that record fields are made of, and the base of every record.

Constraints live in the types, so one definition validates input, writes the JSON Schema and names the fault.
"""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

# `$` alone would let a trailing newline pass in Python.
KEY_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$(?!\n)"
# PostgreSQL stores no NUL and UTF-8 no lone surrogate; no other control character but tab and line end is text.
TEXT_PATTERN = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]*$"

Key: TypeAlias = Annotated[
    str, Meta(pattern=KEY_PATTERN, max_length=64, description="short slug: letters, digits, - _ .")
]
Scope: TypeAlias = Annotated[
    str, Meta(pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]*)?$(?!\n)", max_length=64, description="a plan, or empty for none")
]
TypedKey: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]+:[A-Za-z0-9][A-Za-z0-9._-]*$(?!\n)", max_length=80, description="kind:key, e.g. team:martech"
    ),
]
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=400, pattern=TEXT_PATTERN)]
Text: TypeAlias = Annotated[str, Meta(max_length=10_000, pattern=TEXT_PATTERN)]
Percent: TypeAlias = Annotated[int, Meta(ge=0, le=100)]
Share: TypeAlias = Annotated[int, Meta(ge=0, le=1_000, description="percent; more than 100 is too much, and storable")]
Rating: TypeAlias = Annotated[int, Meta(ge=1, le=5, description="1 (low) to 5 (high)")]
WorkingDays: TypeAlias = Annotated[int, Meta(ge=0, le=10_000, description="working days")]
Lag: TypeAlias = Annotated[int, Meta(ge=-10_000, le=10_000, description="working days; less than 0 is a lead")]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=10_000)]
Serial: TypeAlias = Annotated[int, Meta(ge=0, le=2_000_000_000, description="number of a change-set")]
Money: TypeAlias = Annotated[int, Meta(ge=0, le=1_000_000_000_000, description="whole units of currency a year")]
Amount: TypeAlias = Annotated[float, Meta(ge=-1e15, le=1e15, description="a number in the unit said beside it")]

# Unasked is not yes (domain §0).
Answer = Literal["yes", "no", "unasked"]


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of all records. Field order is column order in the store."""


def says_something(text: str) -> bool:
    """Whether a text holds a letter or a digit: blanks, dots and what cannot be seen are no reason for anything."""
    return any(map(str.isalnum, text))


def one_line(text: str) -> str:
    """The words of a text with single blanks between, on one line."""
    return " ".join(text.split())


def typed(kind: str, key: str) -> str:
    """The typed key of a holder or subject: `typed("team", "martech") == "team:martech"`."""
    return f"{kind}:{key}"


def untyped(typed_key: str) -> tuple[str, str]:
    """Kind and key of a typed key; keys hold no colon, so the split is unambiguous."""
    kind, _, key = typed_key.partition(":")
    return kind, key
