"""What is wrong with a file of settings: every fault with its line, in words. Loaded only once something is."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

import msgspec
from msgspec import inspect, json, structs

from ..errors import BAD_INPUT, SettingError, nearest
from ..model.fields import KEY_PATTERN
from ..model.policy import Policy
from . import FILE, WEIGHTS, Settings, plain
from .lines import Way, again, lines

FIELDS: Mapping[str, Any] = {field.name: field.type for field in structs.fields(Policy)}
EXAMPLES = {
    "select": '["RAC", "COM201"]',
    "ignore": '["RAC707"]',
    "marketing_functions": '["marketing"]',
    "technology_functions": '["it"]',
}
SHOWN = 20  # faults
_place = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_twice = re.compile(r"Cannot (?:overwrite|declare|mutate)|Duplicate")
# A text without quotes, alone behind its key or somewhere in a list.
_unquoted = re.compile(
    r"(?:^[ \t]*([\w.-]{1,80})[ \t]*=[ \t]*|[\[,][ \t]*|^[ \t]*)"
    r"([A-Za-z./~][\w./~:-]{0,80})[ \t\r]*(?=[,\]#]|$)",
    re.ASCII,
)

Fault = tuple[int, str]  # line, what is wrong
Said = Callable[[], str]  # what is wrong, put into words when it is told: to guess what was meant takes long


def refusal(found: Settings) -> SettingError:
    """The error that tells everything that is wrong with a file, a fault a line."""
    return told(found, faults(found))


def told(found: Settings, wrong: list[Fault], *more: str, hint: str = "") -> SettingError:
    """The error for some faults of a file, and what else is to be said."""
    said = [f"{found.name}:{line}: {text}" for line, text in sorted(wrong)]
    if len(said) > SHOWN:
        said[SHOWN:] = [f"{found.name}: ... and more faults"]
    return SettingError([("", "", text) for text in (*said, *more)], hint=hint, code=BAD_INPUT)


def syntax(name: str, text: str, error: Exception) -> str:
    """Why a text is no TOML, at its place: `mopsctl.toml:3:5: ...`."""
    if isinstance(error, RecursionError):
        return f"{name}: nested too deeply"
    said = str(error)
    found = _place.search(said)
    what = _place.sub("", said)
    number = int(found[1]) if found and found[1] else text.rstrip().count("\n") + 1
    if told := _in_words(what, text, number):
        return f"{name}:{told[0]}: {told[1]}"
    what = f"this is not TOML: {what[:1].lower()}{what[1:]}"
    if found and found[1]:
        return f"{name}:{found[1]}:{found[2]}: {what}"
    return f"{name}:{number}: {what}; the file ends before it does" if found else f"{name}: {what}"


def _in_words(what: str, text: str, number: int) -> Fault | None:
    """The usual faults, so that who never heard of TOML can mend them: what stands twice, and text without quotes."""
    above = text.split("\n")[:number]
    if _twice.match(what):
        found = again("\n".join(above))
        return (found[2], f"{_shown(found[0][-1])} stands on line {found[1]} already") if found else None
    of_a_value = what.startswith(("Invalid value", "Expected newline"))
    for bare in _unquoted.finditer(above[-1].partition("#")[0]) if of_a_value else ():
        if bare[2] not in ("true", "false", "inf", "nan"):
            return number, f'a text stands in quotes: {f"{bare[1]} = " if bare[1] else ""}"{bare[2]}"'
    return None


def faults(found: Settings) -> list[Fault]:
    """What is wrong with a file, as far as it shows without the rules; of very much, the beginning."""
    places = lines(found.text)
    return [(places.get((*found.above, *way)) or 1, said()) for way, said in islice(_faults(found), SHOWN + 1)]


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


def _faults(found: Settings) -> Iterator[tuple[Way, Said]]:
    for name, value in found.fields.items():
        if name not in FIELDS:
            yield (name,), partial(_unknown, found, name, value)
        elif name == "severities" and isinstance(value, dict):
            for code, one in value.items():
                if code in FIELDS or not _fits(one, FIELDS["fail_on"]):
                    yield (name, code), partial(_severity, code, one)
        elif isinstance(value, list):
            yield from _list(name, value)
        elif not _fits(value, FIELDS[name]):
            yield (name,), partial(_no_such_value, name, value)
    weights = [found.fields.get(name, Policy.__struct_defaults__[list(FIELDS).index(name)]) for name in WEIGHTS]
    if weights == [0, 0, 0]:
        said = f"{', '.join(WEIGHTS)} are all 0, so no team could be told critical; raise one"
        yield (WEIGHTS[0],), lambda: said


def _unknown(found: Settings, name: str, value: object) -> str:
    if name == "tool" and found.path.name == FILE:
        return f"{FILE} needs no [tool.mopsctl]; write the settings at the top of the file"
    guess = nearest(name, list(FIELDS))
    said = f"no setting {_shown(name)}" + (f'; did you mean "{guess}"?' if guess else "")
    if not isinstance(value, dict) or guess == "severities":
        return said
    where = "at the top of the file" if found.path.name == FILE else "right under [tool.mopsctl]"
    return f"no table {_shown(name)}: settings stand {where}, and only severities is a table"


def _severity(code: str, value: object) -> str:
    if code in FIELDS:
        return f"{code} is a setting: it stands above [severities]"
    return f"{code} = {_shown(value)}: wanted {_wanted('fail_on')}{_meant(value, 'fail_on')}"


def _no_such_value(name: str, value: object) -> str:
    return f"{name} = {_shown(value)}: wanted {_wanted(name)}{_meant(value, name)}"


def _no_list(name: str) -> str:
    return f"{name} is a list: wanted {_wanted(name)}"


def _no_such_item(name: str, of: inspect.Type, value: object) -> str:
    return f"{_shown(value)} in {name}: wanted {_words(of)}"


def _list(name: str, values: list[object]) -> Iterator[tuple[Way, Said]]:
    of = _type(name)
    if not isinstance(of, inspect.VarTupleType) or name == "severities":
        yield (name,), partial(_no_list, name)
        return
    item = FIELDS[name].__args__[0]
    for number, value in enumerate(values):
        if not _fits(value, item):
            yield (name, number), partial(_no_such_item, name, of.item_type, value)


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
