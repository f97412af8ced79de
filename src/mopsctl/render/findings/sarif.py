"""SARIF 2.1.0 (OASIS), as code scanning on GitHub and its like take it.

GitHub refuses a whole file for one result without a file and a line, so every result has them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ..safe import safe
from .json_lines import a_line_each, written

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
FINGERPRINT = "mopsctl/v1"

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def render(lint: Mapping[str, Any]) -> str:
    """One run: the rules that found something, and a result a finding; waived ones suppressed, known ones unchanged.

    A result is a line, which costs half of what indents would and is what `diff` and `grep` go by.
    """
    codes = {one["code"] for one in lint["findings"]}
    rules = [rule for rule in lint["rules"] if rule["code"] in codes]
    driver = {"name": "mopsctl", "semanticVersion": lint["version"], "rules": [_rule(rule) for rule in rules]}
    category = f"mopsctl/gaps/{lint['plan']}/" if lint["plan"] else "mopsctl/gaps/"
    results = _results(lint, {rule["code"]: number for number, rule in enumerate(rules)})
    return (
        f'{{"$schema": "{SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n"tool": {written({"driver": driver})},\n'
        f'"automationDetails": {written({"id": category})},\n"results": {a_line_each(results)}\n}}]}}\n'
    )


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    why = rule["why"][:1].upper() + rule["why"][1:]
    text = f"{why}\nCure: {rule['cure']}"
    steps = rule["cure"].replace(" && ", "\n")
    markdown = f"{why}\n\nCure:\n\n```sh\n{steps}\n```\n\n`mopsctl rule show {rule['code']}` says more."
    return {
        "id": rule["code"],
        "name": rule["name"],
        "shortDescription": {"text": rule["summary"] or rule["name"]},
        "fullDescription": {"text": why or rule["name"]},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": LEVELS[rule["severity"]]},
        "properties": {"tags": [rule["code"][:3]], "stages": list(rule["stages"])},
    }


def _results(lint: Mapping[str, Any], index: Mapping[str, int]) -> list[dict[str, Any]]:
    found: Sequence[Mapping[str, Any]] = lint["findings"]
    files = {file: _artifact(file or lint["store"]) for file in {one["file"] for one in found}}
    shared = Counter((one["code"], one["file"], one["line"]) for one in found)
    answer = []
    for one in found:
        result = _result(one, index[one["code"]], files[one["file"]])
        if shared[one["code"], one["file"], one["line"]] > 1:
            # GitHub tells results of a rule apart by a hash of their line; those that share it would be one alert.
            result["partialFingerprints"]["primaryLocationLineHash"] = one["fingerprint"]
        if lint["compared"]:
            result["baselineState"] = "unchanged" if one["state"] == "known" else "new"
        answer.append(result)
    return answer


def _result(one: Mapping[str, Any], rule: int, artifact: Mapping[str, str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one["code"],
        "ruleIndex": rule,
        "level": LEVELS[one["severity"]],
        "message": {"text": _message(f"{one['told']}. Cure: {one['cure']}" if one["cure"] else one["told"])},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": {"startLine": one["line"] or 1},
                },
                "logicalLocations": [
                    {"fullyQualifiedName": one["subject"], "kind": one["subject"].partition(":")[0]},
                ],
            }
        ],
        "partialFingerprints": {FINGERPRINT: one["fingerprint"]},
        "properties": {"plan": one["plan"], "cure": one["cure"]},
    }
    if one["state"] == "waived":
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": safe(one["reason"])}]
    return result


def _message(text: str) -> str:
    """A plain text message: braces are doubled (§3.11.5), and nothing in it is a link (§3.11.6)."""
    return safe(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _artifact(path: str) -> dict[str, str]:
    """A file, relative to the root of the repository; one outside of it by its absolute URI (RFC 3986)."""
    signs = path.encode("utf-8", "surrogateescape")
    uri = "".join(chr(sign) if sign in _PLAIN else f"%{sign:02X}" for sign in signs)
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri, "uriBaseId": "%SRCROOT%"}
