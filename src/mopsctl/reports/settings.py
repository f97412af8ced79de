"""The settings in force: what each is, what it is unless said, and which line of which file says it."""

from collections.abc import Mapping
from typing import Any

from msgspec import json, structs, to_builtins

from ..model.policy import Policy
from .document import Block, Cell, Document, Heading, Paragraph, Report
from .listing import Field, tabled

FIELDS = (
    Field("setting", tone="key"),
    Field("value", wrap=True),
    Field("default", tone="muted", wrap=True, optional=True),
    Field("from"),
)


def settings(policy: Policy, places: Mapping[str, str], file: str, passed_over: str = "") -> Report:
    """Every setting. `places` are those that a file says, with file and line; `file` is the one that is read, or "".

    `passed_over` is a file beside it that holds settings too and is not read.
    """
    usual = structs.asdict(Policy())
    rows = [_row(name, value, usual[name], places.get(name, "")) for name, value in structs.asdict(policy).items()]
    data = {"file": file, "passed_over": passed_over, "settings": rows}

    def document() -> Document:
        return Document((Heading("Settings", 1), *_file(file, passed_over), tabled(map(_told, rows), FIELDS)))

    return Report("config", data, document, lambda: tabled([_shown(row) for row in rows], FIELDS))


def written(value: object) -> str:
    """A value as a file of settings would have it, on one line."""
    match value:
        case dict():
            return ", ".join(f"{key} = {written(one)}" for key, one in value.items())
        case list() | tuple():
            return f"[{', '.join(map(written, value))}]"
        case _:
            return json.encode(value).decode()


def _row(name: str, value: Any, usual: Any, place: str) -> dict[str, Any]:
    if name == "severities":
        value, usual = dict(value), dict(usual)
    return {"setting": name, "value": to_builtins(value), "default": to_builtins(usual), "from": place}


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "value": written(row["value"]), "default": written(row["default"])}


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says stands out, beside what it would be; what nobody said steps back."""
    if row["from"]:
        return {**_shown(row), "value_tone": "strong"}
    return {**_shown(row), "default": "", "value_tone": "muted", "from": "default", "from_tone": "muted"}


def _file(file: str, passed_over: str) -> list[Block]:
    if not file:
        return [Paragraph((Cell("No mopsctl.toml and no pyproject.toml with [tool.mopsctl], here or above."),))]
    beside = (Cell(f"; {passed_over} has [tool.mopsctl] too, which is not read", "warn"),) if passed_over else ()
    return [Paragraph((Cell("Read from "), Cell(file, "key"), *beside))]
