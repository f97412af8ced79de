"""Workflow commands of GitHub Actions: each finding becomes an annotation, beside the line of the plan file.

GitHub shows ten annotations of a kind for one step, so the gravest come first.
"""

import re
from collections.abc import Mapping
from typing import Any

from ..safe import safe

KINDS = {"error": "error", "warning": "warning", "info": "notice"}
SHOWN = 10  # annotations of a kind that GitHub shows for one step

_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = {**_IN_TEXT, ":": "%3A", ",": "%2C"}


def render(lint: Mapping[str, Any]) -> str:
    """A command a line for what counts, and a last line that is none: how many there were."""
    found = [one for one in lint["findings"] if one["state"] == "open"]
    lines = [_command(one) for one in found]
    return "".join(f"{line}\n" for line in (*lines, _summary(lint, found)))


def _command(one: Mapping[str, Any]) -> str:
    properties = {"title": f"{one['code']} {one['name']}"}
    if one["file"]:
        properties = {"file": safe(one["file"]), "line": str(one["line"]), **properties}
    said = ",".join(f"{name}={_encoded(value, _IN_PROPERTIES)}" for name, value in properties.items())
    text = "\n".join(safe(line) for line in (one["told"], one["cure"]) if line)
    return f"::{KINDS[one['severity']]} {said}::{_encoded(text, _IN_TEXT)}"


def _encoded(text: str, signs: Mapping[str, str]) -> str:
    return re.sub("[%\r\n:,]", lambda match: signs.get(match[0], match[0]), text)


def _summary(lint: Mapping[str, Any], found: list[Mapping[str, Any]]) -> str:
    counts = {severity: sum(one["severity"] == severity for one in found) for severity in KINDS}
    aside = {state: sum(one["state"] == state for one in lint["findings"]) for state in ("waived", "known")}
    parts = [f"{count} {_plural(severity, count)}" for severity, count in counts.items()]
    parts += [f"{count} {state}" for state, count in aside.items() if count]
    more = f"; GitHub shows {SHOWN} of a kind for a step" if any(count > SHOWN for count in counts.values()) else ""
    return f"mopsctl gaps: {', '.join(parts)}{more}"


def _plural(severity: str, count: int) -> str:
    return severity if severity == "info" or count == 1 else f"{severity}s"
