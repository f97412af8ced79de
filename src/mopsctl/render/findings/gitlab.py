"""The report of code quality that GitLab shows in a merge request: what counts, told apart by fingerprint."""

from collections.abc import Mapping
from typing import Any

from ..safe import safe
from .json_lines import a_line_each

SEVERITIES = {"error": "critical", "warning": "minor", "info": "info"}
GATE = "GAT4"  # what closes the gate blocks


def render(lint: Mapping[str, Any]) -> str:
    """A JSON array; GitLab merges what has one fingerprint, and takes no finding without a path."""
    return a_line_each([_issue(one, lint) for one in lint["findings"] if one["state"] == "open"]) + "\n"


def _issue(one: Mapping[str, Any], lint: Mapping[str, Any]) -> dict[str, Any]:
    cure = f" ({safe(one['cure'])})" if one["cure"] else ""
    blocks = one["severity"] == "error" and one["code"].startswith(GATE)
    return {
        "description": f"{safe(one['told'])}{cure}",
        "check_name": f"{one['code']} {one['name']}",
        "fingerprint": one["fingerprint"],
        "severity": "blocker" if blocks else SEVERITIES[one["severity"]],
        "location": {"path": safe(one["file"] or lint["store"]), "lines": {"begin": one["line"] or 1}},
    }
