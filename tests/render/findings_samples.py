"""A few findings as the renderers of findings are given them, and the schemas that others published."""

import json
from pathlib import Path
from typing import Any

import jsonschema

SCHEMAS = Path(__file__).parents[1] / "schemas"


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text("utf-8"))


SARIF = jsonschema.Draft4Validator(schema("sarif-schema-2.1.0.json"))
GITLAB = jsonschema.Draft202012Validator(schema("gitlab-code-quality.schema.json"))


def rule(code: str, name: str, severity: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "severity": severity,
        "stages": ["plan", "build"],
        "summary": f"{name}, in a sentence.",
        "why": "because (domain §2.1).",
        "cure": f"mopsctl cure {code}",
    }


def finding(code: str, name: str, severity: str, subject: str, **more: Any) -> dict[str, Any]:
    message = more.pop("message", "nobody is accountable")
    return {
        "code": code,
        "name": name,
        "severity": severity,
        "subject": subject,
        "message": message,
        "told": f"{subject.partition(':')[2]}: {message}",
        "plan": "cdp",
        "cure": "mopsctl raci set send --team it A",
        "fingerprint": f"{code}-{subject}",
        "state": "open",
        "reason": "",
        "file": "plans/plan.yaml",
        "line": 7,
        **more,
    }


WAIVED = {"state": "waived", "reason": "Waived by ada until 2026-12-31: nobody hired yet"}
RULES = [
    rule("CAP502", "retire-without-date", "error"),
    rule("GAT402", "overlap-undecided", "error"),
    rule("RAC701", "no-accountable", "error"),
    rule("RAC705", "many-responsible", "warning"),
    rule("RAC707", "silo-row", "info"),
]
FINDINGS = [
    finding("GAT402", "overlap-undecided", "error", "capability:send", line=3, message="2 offer it and none governs"),
    finding("RAC701", "no-accountable", "error", "capability:send"),
    finding("RAC701", "no-accountable", "error", "capability:sort", plan="", line=8),
    finding("RAC705", "many-responsible", "warning", "capability:send", message="3 R", cure=""),
    finding("RAC707", "silo-row", "info", "task:count", message="neither C nor I"),
    finding("RAC701", "no-accountable", "error", "capability:tell", line=9, **WAIVED),
]


def lint(*findings: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The findings given (none: the sample's) as a renderer gets them."""
    return {
        "version": "0.1.0",
        "plan": "",
        "day": "2026-11-23",
        "failing": ("error",),
        "compared": False,
        "rules": RULES,
        "findings": list(findings or FINDINGS),
        "store": "mops.db",
        **more,
    }
