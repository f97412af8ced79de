"""The fields of records as a file writes them: what a plain YAML value means there, and what is wrong with one.

A value is read by the type of its field, never by its looks: in a text field `NO`, `22:30` and `1.10` are text.
"""

import re
from datetime import date
from functools import cache
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import Struct, inspect

from ..errors import nearest
from ..model.fields import KEY_PATTERN, Record
from ..model.kinds import BY_PLURAL, BY_RECORD, too_far
from ..model.responsibility import Letter
from ..model.slugs import LONGEST, slug
from ..model.validation import too_long, unfit
from ..model.waiver import RuleCode
from .faults import shown
from .yaml_events import Node, ScalarEvent, Sequence, Unread, is_plain

TEXT, DATE, WHOLE, NUMBER, FLAG, LIST = "text", "date", "whole number", "number", "true or false", "list"

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_FLAG_WORDS = {"yes": True, "y": True, "on": True, "1": True, "no": False, "n": False, "off": False, "0": False}
_CODE = re.compile("[A-Z]{3}[0-9]{3}")
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
# No 1_000, no .inf and no .nan, which YAML would take: they are no amounts.
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})(\.[0-9]{0,30})?([eE][-+]?[0-9]{1,3})?|[-+]?\.[0-9]{1,30}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FEW = 6  # kinds that are told one by one, each with its key
_KEY = "letters, digits, - _ ."


class Field(Struct, frozen=True):
    """One field of a record: what it takes, and whether a row can do without it."""

    name: str
    takes: str
    hint: Any  # its type, as msgspec validates it
    nullable: bool
    required: bool
    blank: bool  # "" (or an empty list) is its default
    choices: tuple[str, ...] = ()  # of a list: the words that may stand in it
    low: float | None = None
    high: float | None = None
    shortest: int = 0
    longest: int | None = None
    is_key: bool = False
    is_letter: bool = False
    is_code: bool = False  # of a rule
    kinds: tuple[str, ...] = ()  # of a typed key: the words that may stand before the colon


class NotReadable(Exception):  # noqa: N818 - it never leaves this package
    """A value that its field cannot take; says why, and where."""

    def __init__(self, node: Node, why: str) -> None:
        super().__init__(why)
        self.node = node
        self.why = why


@cache
def fields_of(record: type[Record]) -> dict[str, Field]:
    """The fields of a record by name, in its order."""
    hints = get_type_hints(record, include_extras=True)
    refers = dict(BY_RECORD[record].refers) if record in BY_RECORD else {}
    info = inspect.type_info(record)
    assert isinstance(info, inspect.StructType)
    return {field.name: _field(field, hints[field.name], refers.get(field.name, ())) for field in info.fields}


def _field(field: inspect.Field, hint: Any, refers: tuple[str, ...]) -> Field:
    parts = _parts(field.type)
    default = None if field.default is msgspec.NODEFAULT else field.default
    literals = [part for part in parts if isinstance(part, inspect.LiteralType)]
    common = {
        "name": field.name,
        "hint": hint,
        "nullable": any(isinstance(part, inspect.NoneType) for part in parts),
        "required": field.required,
        "blank": not field.required and default in ("", ()),
    }
    for part in parts:
        match part:
            case inspect.StrType():
                kinds = (
                    tuple(BY_PLURAL[plural].word for plural in refers) if part.pattern and ":" in part.pattern else ()
                )
                return Field(
                    **common, takes=TEXT, shortest=part.min_length or 0, longest=part.max_length, kinds=kinds,
                    is_key=bool(part.pattern and "A-Za-z" in part.pattern), is_letter=hint == Letter,
                    is_code=hint == RuleCode,
                )  # fmt: skip
            case inspect.IntType():
                return Field(**common, takes=WHOLE, low=part.ge, high=part.le)
            case inspect.FloatType():
                return Field(**common, takes=NUMBER, low=part.ge, high=part.le)
            case inspect.BoolType():
                return Field(**common, takes=FLAG)
            case inspect.DateType():
                return Field(**common, takes=DATE)
            case inspect.VarTupleType():
                return Field(**common, takes=LIST, choices=_choices(hint))
    assert literals, field.name
    return Field(**common, takes=TEXT, choices=_choices(hint))


def _parts(info: inspect.Type) -> list[inspect.Type]:
    if isinstance(info, inspect.Metadata):
        return _parts(info.type)
    if isinstance(info, inspect.UnionType):
        return [part for member in info.types for part in _parts(member)]
    return [info]


def _choices(hint: Any) -> tuple[str, ...]:
    """The words of a Literal, in the order in which the model names them."""
    found: list[str] = []
    for argument in get_args(hint):
        found += [argument] if isinstance(argument, str) else _choices(argument)
    return tuple(found)


def value_of(field: Field, node: Node) -> Any:
    """What a node means in a field: text, number, flag, None or a list of texts. Raises NotReadable."""
    if isinstance(node, Unread):
        raise NotReadable(node, "")
    if isinstance(node, ScalarEvent) and is_plain(node) and node.value in NULLS:
        return _nothing(field, node)
    if field.takes == LIST:
        return _list(field, node)
    if not isinstance(node, ScalarEvent):
        what = "a list" if isinstance(node, Sequence) else "a mapping"
        raise NotReadable(node, f"{field.name} takes one value, not {what}")
    if field.takes == WHOLE:
        if is_plain(node) and _WHOLE.fullmatch(node.value):
            return int(node.value)
        raise NotReadable(node, f"{field.name} {shown(node.value)} is not a whole number")
    if field.takes == NUMBER:
        if is_plain(node) and _NUMBER.fullmatch(node.value):
            return float(node.value)
        raise NotReadable(node, f"{field.name} {shown(node.value)} is not a number; write it as 1500 or 0.25")
    if field.takes == FLAG:
        if is_plain(node) and node.value in _FLAGS:
            return _FLAGS[node.value]
        raise NotReadable(node, f"{field.name} {shown(node.value)} is not true or false{_flag(node.value)}")
    return node.value


def _flag(word: str) -> str:
    """What to write instead, where a word is one that YAML of old, or other programs, take for one of the two."""
    if word in _FLAGS:
        return f"; write {word.lower()} without quotes"
    meant = _FLAG_WORDS.get(word.casefold())
    return "" if meant is None else f"; write {str(meant).lower()}"


def _nothing(field: Field, node: ScalarEvent) -> Any:
    if field.nullable:
        return None
    if field.blank:
        return "" if field.takes == TEXT else []
    quoted = f'; put "{node.value}" in quotes if it is meant as text' if node.value and field.takes == TEXT else ""
    raise NotReadable(node, f"{field.name} has no value{quoted}")


def _list(field: Field, node: Node) -> list[Any]:
    if not isinstance(node, Sequence):
        few = ", ".join(field.choices[:2]) or "marketing, it"
        raise NotReadable(node, f"{field.name} takes a list, such as [{few}]")
    for item in node.items:
        if not isinstance(item, ScalarEvent):
            raise NotReadable(node, f"{field.name} takes a list of plain values")
    return [item.value for item in node.items]


def explain(field: Field, value: Any) -> str | None:
    """Why a field cannot take a value, in a few words; None if it can."""
    if value == "" and field.blank:
        return None
    try:
        taken = msgspec.convert(value, field.hint)
    except msgspec.ValidationError:
        return f"{field.name} {_why(field, value)}"
    if isinstance(taken, date) and (fault := too_far(taken)):
        return f"{field.name} {taken} {fault}"
    return _wrong_kind(field, value)


def _why(field: Field, value: Any) -> str:
    match value:
        case str():
            return _why_text(field, value)
        case int() | float() if not isinstance(value, bool) and field.takes in (WHOLE, NUMBER):
            if field.low is not None and value < field.low:
                return f"{value} is less than {field.low:.0f}"
            return f"{value} is more than {field.high:.0f}"
        case list() if field.choices:
            return _why_choice(field, next((str(item) for item in value if item not in field.choices), ""))
        case list():
            item = next((item for item in value if not _is_key(item)), "")
            return _why_key(str(item))
    return f"takes {field.takes}"


def _why_text(field: Field, value: str) -> str:
    if field.takes == DATE:
        if _DAY.fullmatch(value):
            return f"{value}: there is no such day"
        return f"{shown(value)} is not a date; write YYYY-MM-DD"
    if field.choices:
        return _why_choice(field, value)
    if len(value) < field.shortest:
        return "is empty"
    if field.longest is not None and len(value) > field.longest:
        return too_long(value, field.longest)
    if field.kinds:
        return _why_typed_key(field, value)
    if field.is_letter:
        return f"{shown(value)} is not a letter of a scheme, which is one of A to Z" + _capital(value)
    if field.is_code:
        return _why_code(value)
    if field.is_key:
        return _why_key(value)
    return unfit(value) or f"{shown(value)} is not taken"


def _capital(value: str) -> str:
    return f'; write "{value.upper()}"' if len(value) == 1 and value.isascii() and value.islower() else ""


def _why_code(value: str) -> str:
    meant = value.strip().upper()
    guess = f'; did you mean "{meant}"?' if _CODE.fullmatch(meant) else ", e.g. GAT401"
    return f"{shown(value)} is not the code of a rule: three capitals and three digits{guess}"


def _why_choice(field: Field, value: str) -> str:
    guess = nearest(value, list(field.choices)) if len(value) <= LONGEST else None
    return f"{shown(value)} is not one of {', '.join(field.choices)}" + (f'; did you mean "{guess}"?' if guess else "")


def _why_key(value: str) -> str:
    if not value:
        return "is empty; a key has letters, digits, - _ ."
    guess = _guess(value)
    return f"{shown(value)} is not a key ({_KEY})" + (f'; write "{guess}"' if guess and guess != value else "")


def _why_typed_key(field: Field, value: str) -> str:
    few = len(field.kinds) <= _FEW
    forms = " or ".join(f"{kind}:KEY" for kind in field.kinds) if few else f"KIND:KEY ({', '.join(field.kinds)})"
    kind, colon, key = value.partition(":")
    if colon and kind in field.kinds:
        return _why_key(key)
    guess = f"{field.kinds[0]}:{_guess(value)}" if not colon and _guess(value) else ""
    return f"{shown(value)} does not say what it is; write {forms}" + (f', e.g. "{guess}"' if guess else "")


def _wrong_kind(field: Field, value: Any) -> str | None:
    if not field.kinds or value.partition(":")[0] in field.kinds:
        return None
    return f"{field.name} {_why_typed_key(field, value)}"


def _guess(name: str) -> str:
    """The key that a name suggests; none for what is far too long to be a name."""
    return slug(name) if len(name) <= 400 else ""


def _is_key(item: Any) -> bool:
    return isinstance(item, str) and len(item) <= LONGEST and re.match(KEY_PATTERN, item) is not None


def day(text: str) -> date | None:
    """The date that a text writes as YYYY-MM-DD, or None."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
