"""Where settings stand that cannot be followed, and those that nobody hears. Loaded only once there is one.

What is wrong with a file is `config.faults`; which codes there are, `rules.choice`.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from .. import config
from ..config import faults
from ..errors import MopsError, SettingError
from ..rules.choice import CATALOGUE, misset


def placed(error: SettingError) -> MopsError:
    """The error with all that is wrong with the file of settings, each at its line; as it is if the file is right."""
    try:
        found = config.settings(Path.cwd())
        return _placed(found, error) if found else error
    except MopsError as other:
        return other


def check(found: config.Settings) -> None:
    """Refuse a file of settings in which anything is wrong, its codes included."""
    if wrong := _wrong(found, misset(faults.sound(found))):
        raise faults.told(found, wrong, hint=_hint(found))


def place(setting: str, value: str = "") -> str:
    """`mopsctl.toml:3` for a setting that the file gives this value (or any); empty where the command line did."""
    found = config.settings(Path.cwd())
    if found is None:
        return ""
    lines = faults.places_of(found, setting, value) if value else [faults.lines_of(found).get(setting, 0)]
    return f"{found.name}:{lines[0]}" if any(lines) else ""


def unheard(some: Sequence[tuple[str, str]]) -> list[str]:
    """What to say to who sets the gate's rules, one sentence a setting; `some` are settings and codes."""
    said = {"ignore": "the gate's rules cannot be ignored", "severities": "the gate's rules keep their severity"}
    firsts: dict[str, str] = {}
    for setting, code in some:
        firsts.setdefault(setting, code)
    places = {setting: place(setting, code) for setting, code in firsts.items()}
    return [f"{places[one]}: {said[one]}" if places[one] else said[one] for one in firsts]


def ignored(some: Sequence[tuple[str, str]]) -> list[str]:
    """What to say to who selects what the settings ignore, one sentence a code; `some` as `choice.at_odds` has them."""
    sentences = dict[str, None]()
    for code, by in some:
        said = f"{code} is ignored" + (f" as part of {by}" if by != code else "")
        where = place("ignore", by)
        sentences[f"{where}: {said}" if where else said] = None
    return list(sentences)


def _placed(found: config.Settings, error: SettingError) -> MopsError:
    more = dict.fromkeys([*misset(faults.sound(found)), *(one for one in error.wrong if one[0])])
    wrong = _wrong(found, more)
    elsewhere = [text for setting, value, text in more if not faults.places_of(found, setting, value)]
    return faults.told(found, wrong, *elsewhere, hint=error.hint or _hint(found)) if wrong else error


def _wrong(found: config.Settings, more: Iterable[tuple[str, str, str]]) -> list[faults.Fault]:
    return faults.faults(found) + [
        (line, text) for setting, value, text in more for line in faults.places_of(found, setting, value)
    ]


def _hint(found: config.Settings) -> str:
    return CATALOGUE if misset(faults.sound(found)) else ""
