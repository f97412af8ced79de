"""The user's settings: `mopsctl.toml`, or `[tool.mopsctl]` of a `pyproject.toml`, read into a Policy.

The nearest folder upwards that has one counts. What is wrong with a file, and on which line, is `config.faults`.
"""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, ValidationError, convert, structs

from ..errors import BAD_INPUT, MopsError, SettingError
from ..lazy import load
from ..model.policy import Policy

FILE, PROJECT = "mopsctl.toml", "pyproject.toml"
PATHS = ("plan_file", "known", "letters")  # settings that name a file or folder beside the file that says them
WEIGHTS = ("weight_work", "weight_influence", "weight_capabilities")
LIMIT = 1 << 20  # bytes
# Most projects name us, if at all, as something they depend on; TOML is parsed only where a key or a table does,
# also one that is not closed.
_names = re.compile(rb"""tool\.mopsctl|mopsctl["']?[ \t]*(?:[.\]]|=(?!=))""")


class Settings(Struct, frozen=True):
    """A file of settings as it is written: its fields by name, and its text."""

    path: Path
    text: str
    fields: Mapping[str, object]

    @property
    def name(self) -> str:
        """How messages call it: its bare name in the working folder, else with the folder above it."""
        return called(self.path)

    @property
    def above(self) -> tuple[str, ...]:
        """The tables around the settings."""
        return ("tool", "mopsctl") if self.path.name == PROJECT else ()


def policy(folder: Path, chosen: Mapping[str, object] | None = None) -> Policy:
    """The Policy that holds in a folder; `chosen` are fields given on the command line, which win unless empty.

    Paths in it are absolute. Where a file is wrong, the error tells all that is, a fault a line.
    """
    found = settings(folder)
    held = _policy(found) if found else Policy()
    given = {name: value for name, value in (chosen or {}).items() if value}
    return structs.replace(held, **given) if given else held


def home(folder: Path) -> Path:
    """The folder of the settings that hold in a folder; where there are none, the folder itself."""
    found = settings(folder)
    return found.path.parent if found else folder


def settings(folder: Path) -> Settings | None:
    """The file of settings that holds in a folder, if there is one; MopsError where it cannot be read or parsed."""
    for here in (folder, *folder.parents):
        for name in (FILE, PROJECT):
            found = _settings(here / name)
            if found is not None:
                return found
    return None


def shadowed(found: Settings) -> bool:
    """Whether a `pyproject.toml` beside a file of settings has some too, which nobody reads."""
    return found.path.name == FILE and _settings(found.path.with_name(PROJECT)) is not None


def plain(fields: Mapping[str, object], folder: Path) -> dict[str, object]:
    """Fields of a file as a Policy takes them: paths absolute, severities as sorted pairs."""
    made = dict(fields)
    for name in PATHS:
        value = made.get(name)
        if value and isinstance(value, str):
            made[name] = os.path.normpath(folder / value)
    severities = made.get("severities")
    if isinstance(severities, dict):
        made["severities"] = sorted(severities.items())
    return made


def called(path: Path) -> str:
    """A path as messages name it: as short as it may be and still found from the working folder."""
    return path.name if path.parent == Path.cwd() else str(path)


def _policy(found: Settings) -> Policy:
    try:
        held = convert(plain(found.fields, found.path.parent), Policy)
        if any(getattr(held, weight) for weight in WEIGHTS):
            return held
    except ValidationError:
        pass
    refusal: SettingError = load("mopsctl.config.faults:refusal")(found)
    raise refusal


def _settings(path: Path) -> Settings | None:
    data = _bytes(path)
    if data is None or (path.name == PROJECT and not _named(data)):
        return None
    text = _text(path, data)
    try:
        fields: object = load("tomllib:loads")(text)
    except (ValueError, RecursionError) as error:
        message: str = load("mopsctl.config.faults:syntax")(called(path), text, error)
        raise MopsError(message, code=BAD_INPUT) from None
    if path.name == PROJECT:
        for table in ("tool", "mopsctl"):
            fields = fields.get(table) if isinstance(fields, dict) else None
        if fields is None:
            return None
        if not isinstance(fields, dict):
            raise MopsError(f"{called(path)}: tool.mopsctl is to be a table: [tool.mopsctl]", code=BAD_INPUT)
    return Settings(path, text, fields if isinstance(fields, dict) else {})


def _named(data: bytes) -> bool:
    """Whether a `pyproject.toml` may have settings for us; also one in UTF-16, which is then refused for that."""
    return _names.search(data.replace(b"\0", b"")) is not None


def _bytes(path: Path) -> bytes | None:
    """The content of a file, or None where there is none; of other people's files, also where it is not one."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if path.name == FILE and isinstance(error, FileNotFoundError) and path.is_symlink():
            raise MopsError(f"{called(path)} is a link to a file that is not there", code=BAD_INPUT) from None
        if isinstance(error, (FileNotFoundError, NotADirectoryError, PermissionError)):  # the last: of its folder
            return None
        raise _unreadable(path, error) from None
    if not stat.S_ISREG(mode):
        if path.name == PROJECT:
            return None
        what = "a folder" if stat.S_ISDIR(mode) else "no file"
        raise MopsError(f"{called(path)} is {what}; settings are a file", code=BAD_INPUT)
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    if len(data) > LIMIT and (path.name == FILE or _named(data)):
        raise MopsError(f"{called(path)} is larger than 1 MB, the limit for settings", code=BAD_INPUT)
    return data


def _unreadable(path: Path, error: OSError) -> MopsError:
    return MopsError(f"cannot read {called(path)}: {(error.strerror or str(error)).lower()}", code=BAD_INPUT)


def _text(path: Path, data: bytes) -> str:
    try:
        # TOML counts a byte order mark as a fault, and editors on Windows write one.
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise MopsError(f"{called(path)}:{line}: {said}", code=BAD_INPUT) from None
