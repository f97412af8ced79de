"""What is wrong with a file of settings: every fault with its line, in words. Loaded only once something is."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import inspect, json, structs

from ..errors import BAD_INPUT, SettingError, nearest
from ..model.fields import KEY_PATTERN
from ..model.policy import Policy
from . import FILE, WEIGHTS, Settings, plain
from .lines import Way, lines

FIELDS: Mapping[str, Any] = {field.name: field.type for field in structs.fields(Policy)}
EXAMPLES = {
    "select": '["RAC", "COM201"]',
    "ignore": '["RAC707"]',
    "marketing_functions": '["marketing"]',
    "technology_functions": '["it"]',
}
SHOWN = 20  # faults
_place = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_TWICE = "Cannot overwrite a value", "this stands above already"

Fault = tuple[int, str]  # line, what is wrong


def refusal(found: Settings) -> SettingError:
    """The error that tells everything that is wrong with a file, a fault a line."""
    return told(found, faults(found))


def told(found: Settings, wrong: list[Fault], *more: str, hint: str = "") -> SettingError:
    """The error for some faults of a file, and what else is to be said."""
    said = [f"{found.name}:{line}: {text}" for line, text in sorted(wrong)]
    if len(said) > SHOWN:
        said[SHOWN:] = [f"{found.name}: ... and {len(said) - SHOWN} more faults"]
    return SettingError([("", "", text) for text in (*said, *more)], hint=hint, code=BAD_INPUT)


def syntax(name: str, text: str, error: Exception) -> str:
    """Why a text is no TOML, at its place: `mopsctl.toml:3:5: ...`."""
    if isinstance(error, RecursionError):
        return f"{name}: nested too deeply"
    said = str(error)
    found = _place.search(said)
    what = _place.sub("", said).replace(*_TWICE)
    what = f"this is not TOML: {what[:1].lower()}{what[1:]}"
    if found and found[1]:
        return f"{name}:{found[1]}:{found[2]}: {what}"
    last = text.rstrip().count("\n") + 1
    return f"{name}:{last}: {what}; the file ends before it does" if found else f"{name}: {what}"


def faults(found: Settings) -> list[Fault]:
    """What is wrong with a file, as far as it shows without the rules."""
    places = lines(found.text)
    return [(places.get((*found.above, *way)) or 1, text) for way, text in _faults(found)]


def sound(found: Settings) -> Policy:
    """The Policy of what is right in a file, item by item."""
    wrong = {way for way, _ in _faults(found)}
    right: dict[str, object] = {}
    for name, value in found.fields.items():
        match value:
            case _ if (name,) in wrong:
                continue
            case list():
                right[name] = [item for number, item in enumerate(value) if (name, number) not in wrong]
            case dict():
                right[name] = {key: item for key, item in value.items() if (name, key) not in wrong}
            case _:
                right[name] = value
    return msgspec.convert(plain(right, found.path.parent), Policy)


def places_of(found: Settings, setting: str, value: str) -> list[int]:
    """The lines on which a file gives a setting this value, or an item or key of it; none if it does not."""
    said = found.fields.get(setting)
    ways: list[Way] = []
    match said:
        case list():
            ways = [(setting, number) for number, item in enumerate(said) if item == value]
        case dict() if value in said:
            ways = [(setting, value)]
        case str() if value in (said, plain({setting: said}, found.path.parent)[setting]):
            ways = [(setting,)]
    places = lines(found.text)
    return [places.get((*found.above, *way), 1) for way in ways]


def lines_of(found: Settings) -> dict[str, int]:
    """The line on which a file says each of its settings, whatever it says."""
    places = lines(found.text)
    return {name: places.get((*found.above, name), 1) for name in found.fields}


def _faults(found: Settings) -> Iterator[tuple[Way, str]]:
    for name, value in found.fields.items():
        if name not in FIELDS:
            yield (name,), _unknown(found, name)
        elif name == "severities" and isinstance(value, dict):
            yield from (((name, code), said) for code, one in value.items() if (said := _severity(code, one)))
        elif isinstance(value, list):
            yield from _list(name, value)
        elif not _fits(value, FIELDS[name]):
            yield (name,), f"{name} = {_shown(value)}: wanted {_wanted(name)}{_meant(value, name)}"
    weights = [found.fields.get(name, Policy.__struct_defaults__[list(FIELDS).index(name)]) for name in WEIGHTS]
    if weights == [0, 0, 0]:
        yield (WEIGHTS[0],), f"{', '.join(WEIGHTS)} are all 0, so no team could be told critical; raise one"


def _unknown(found: Settings, name: str) -> str:
    if name == "tool" and found.path.name == FILE:
        return f"{FILE} needs no [tool.mopsctl]; write the settings at the top of the file"
    guess = nearest(name, list(FIELDS))
    return f"no setting {_shown(name)}" + (f'; did you mean "{guess}"?' if guess else "")


def _severity(code: str, value: object) -> str:
    if _fits(value, FIELDS["fail_on"]):
        return ""
    return f"{code} = {_shown(value)}: wanted {_wanted('fail_on')}{_meant(value, 'fail_on')}"


def _list(name: str, values: list[object]) -> Iterator[tuple[Way, str]]:
    of = _type(name)
    if not isinstance(of, inspect.VarTupleType) or name == "severities":
        yield (name,), f"{name} is a list: wanted {_wanted(name)}"
        return
    item = FIELDS[name].__args__[0]
    for number, value in enumerate(values):
        if not _fits(value, item):
            yield (name, number), f"{_shown(value)} in {name}: wanted {_words(of.item_type)}"


def _fits(value: object, wanted: Any) -> bool:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        return False
    return True


def _wanted(name: str) -> str:
    if name == "severities":
        return 'a table of codes, e.g. RAC705 = "info" under [severities]'
    of = _type(name)
    return f"a list, e.g. {EXAMPLES[name]}" if isinstance(of, inspect.VarTupleType) else _words(of)


def _type(name: str) -> inspect.Type:
    return inspect.type_info(FIELDS[name])


def _words(of: inspect.Type) -> str:
    match of:
        case inspect.Metadata():
            return _words(of.type)
        case inspect.IntType():
            return f"a whole number from {of.ge} to {of.le}"
        case inspect.LiteralType():
            *first, last = (f'"{value}"' for value in ("error", "warning", "info") if value in of.values)
            return f"{', '.join(first)} or {last}"
        case inspect.StrType() if of.pattern == KEY_PATTERN:
            return "a key in quotes: letters, digits, - _ ."
        case _:
            return "a text in quotes"


def _meant(value: object, name: str) -> str:
    of = _type(name)
    if not isinstance(of, inspect.LiteralType) or not isinstance(value, str):
        return ""
    guess = nearest(value, sorted(map(str, of.values)))
    return f'; did you mean "{guess}"?' if guess else ""


def _shown(value: object) -> str:
    """A value as it may have been written, on one line and not too long."""
    match value:
        case dict():
            return "a table"
        case list():
            return "a list"
        case str() | int() | float() | bool():
            said = json.encode(value).decode() if not isinstance(value, float) else str(value)
        case _:
            said = str(value)  # a date or a time
    return said if len(said) <= 60 else f"{said[:59]}…"
