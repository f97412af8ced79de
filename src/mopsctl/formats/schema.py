"""The JSON Schema of the plan file, for editors and for other tools. `plan_yaml` reads what it describes."""

from typing import Any

import msgspec

from ..model.fields import KEY_PATTERN, TEXT_PATTERN
from ..model.kinds import KINDS
from .plan_yaml import SCHEMA_FILE, VERSION, Head

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_REF = "#/$defs/{name}"


def plan_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a plan file: closed objects, each kind of record under `$defs`."""
    _, components = msgspec.json.schema_components([Head, *(kind.record for kind in KINDS)], ref_template=_REF)
    head = components.pop(Head.__name__)["properties"]
    head["mopsctl"] = {"const": VERSION, "description": "version of the plan file; the first line"}
    head["serial"]["description"] = "the store's serial at the export; if it has moved since, apply says so"
    head["store"]["description"] = "the store that the file was exported from"
    head["anchor"]["description"] = "examples only: the day to which all dates are relative"
    head["audience"]["description"] = (
        "for whom the file was exported; what these may not know is not in it, so apply --prune refuses it"
    )
    sections = {
        kind.plural: {
            "description": _lower(components[kind.record.__name__]["description"]),
            "type": ["array", "null"],
            "items": {"$ref": _REF.format(name=kind.record.__name__)},
        }
        for kind in KINDS
    }
    schema: dict[str, Any] = _portable(
        {
            "$schema": DRAFT,
            "$id": SCHEMA_FILE,
            "title": "mopsctl plan file",
            "type": "object",
            "properties": {**head, **sections},
            "required": ["mopsctl"],
            "additionalProperties": False,
            "$defs": {name: components[name] for name in sorted(components)},
        }
    )
    return schema


def _lower(description: str) -> str:
    return f"each row: {description[0].lower()}{description[1:]}"


def _portable(node: Any) -> Any:
    """Patterns as other regular expression engines want them: in JavaScript `\\ud800` would refuse every emoji."""
    if isinstance(node, list | tuple):
        return [_portable(part) for part in node]
    if not isinstance(node, dict):
        return node
    if node.get("pattern") == TEXT_PATTERN:
        node = {**node, "pattern": r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$"}
    elif isinstance(pattern := node.get("pattern"), str):
        node = {**node, "pattern": pattern.removesuffix(KEY_PATTERN[KEY_PATTERN.index("(?!") :])}
    return {name: _portable(part) for name, part in node.items()}
