"""Configuration: `mopsctl.toml` beside or above the working folder, read into a Policy."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from .errors import BAD_INPUT, MopsError, nearest
from .lazy import load
from .model.policy import Policy

FILE = "mopsctl.toml"


def policy(folder: Path, chosen: Mapping[str, tuple[str, ...]] | None = None) -> Policy:
    """The Policy that holds in a folder; `chosen` are fields given on the command line, which win."""
    path = next((f for p in (folder, *folder.parents) if (f := p / FILE).is_file()), None)
    fields = _read(path) if path else {}
    return _convert(path, {**fields, **{k: v for k, v in (chosen or {}).items() if v}})


def _read(path: Path) -> dict[str, object]:
    try:
        fields: dict[str, object] = load("tomllib:loads")(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MopsError(f"{path}: {error}", code=BAD_INPUT) from None
    known = list(Policy.__struct_fields__)
    for name in fields:
        if name not in known:
            guess = nearest(name, known)
            raise MopsError(
                f'{path}: no setting "{name}"' + (f'; did you mean "{guess}"?' if guess else ""), code=BAD_INPUT
            )
    severities = fields.get("severities")
    if isinstance(severities, dict):
        fields["severities"] = sorted(severities.items())
    return fields


def _convert(path: Path | None, fields: Mapping[str, object]) -> Policy:
    try:
        return msgspec.convert(fields, Policy)
    except msgspec.ValidationError as error:
        raise MopsError(f"{path or 'settings'}: {error}", code=BAD_INPUT) from None
