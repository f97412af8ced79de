"""JUnit XML: every rule that was asked is a test, and every finding one that failed.

What is less grave than `--fail-on` asks for, or waived, is a skipped test with the reason, so that the view of tests is
red for what makes the exit code 1 and for nothing else. Valid by the schemas of Apache Ant and of Jenkins alike.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..safe import safe

AREAS = {
    "OUT": "outreach",
    "COM": "commitment",
    "SUP": "support",
    "GAT": "gate",
    "CAP": "capabilities and platforms",
    "PLN": "plan and timeline",
    "RAC": "responsibility",
    "OPM": "operating model",
    "ORG": "organisation",
    "WAV": "waivers",
}
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def render(lint: Mapping[str, Any]) -> str:
    """A suite an area; a test is named after its subject, and its class after its rule."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in lint["findings"]:
        if one["state"] != "known":
            found.setdefault(one["code"], []).append(one)
    areas: dict[str, list[Mapping[str, Any]]] = {}
    for rule in lint["rules"]:
        areas.setdefault(rule["code"][:3], []).append(rule)
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n']
    for number, (area, rules) in enumerate(areas.items()):
        parts += _suite(number, AREAS.get(area, area), rules, found, lint)
    return "".join((*parts, "</testsuites>\n")).replace("##[", "&#35;#[")  # a command in a log of GitHub Actions


def _suite(
    number: int,
    area: str,
    rules: Sequence[Mapping[str, Any]],
    found: Mapping[str, Sequence[Mapping[str, Any]]],
    lint: Mapping[str, Any],
) -> Iterator[str]:
    cases = [case for rule in rules for case in _cases(rule, found.get(rule["code"], ()), lint["failing"])]
    every = [one for rule in rules for one in found.get(rule["code"], ())]
    failures = sum(_fails(one, lint["failing"]) for one in every)
    yield (
        f'  <testsuite name="mopsctl gaps: {area}" package="mopsctl" id="{number}" hostname="localhost"'
        f' timestamp="{lint["day"]}T00:00:00" time="0" tests="{len(cases)}" failures="{failures}" errors="0"'
        f' skipped="{len(every) - failures}">\n    <properties/>\n'
    )
    yield from cases
    yield "    <system-out/>\n    <system-err/>\n  </testsuite>\n"


def _cases(rule: Mapping[str, Any], found: Sequence[Mapping[str, Any]], failing: Sequence[str]) -> Iterator[str]:
    kind = f"mopsctl.{rule['code']} {rule['name']}"
    if not found:
        yield f'    <testcase classname="{kind}" name="nothing found" time="0"/>\n'
    seen: Counter[str] = Counter()
    for one in found:
        name = f"{one['plan']} {one['subject']}" if one["plan"] else one["subject"]
        seen[name] += 1
        if seen[name] > 1:  # a reader takes the first of those that have one name
            name += f" ({seen[name]})"
        yield f'    <testcase classname="{kind}" name="{_text(name)}" time="0">{_told(one, failing)}    </testcase>\n'


def _fails(one: Mapping[str, Any], failing: Sequence[str]) -> bool:
    return one["state"] != "waived" and one["severity"] in failing


def _told(one: Mapping[str, Any], failing: Sequence[str]) -> str:
    message = one["message"]
    if one["state"] == "waived":
        return f'\n    <skipped message="{_text(one["reason"])}">{_text(message)}</skipped>\n'
    if not _fails(one, failing):
        return f'\n    <skipped message="{_text(one["severity"] + ": " + message)}"/>\n'
    place = f"{one['file']}:{one['line']}" if one["file"] else ""
    body = "\n".join(_text(line) for line in (message, one["cure"], place) if line)
    return f'\n    <failure type="{one["severity"]}" message="{_text(message)}">{body}</failure>\n'


def _text(text: str) -> str:
    """Text of an element or an attribute, in ASCII; what XML cannot hold stands there as an escape."""
    text = re.sub('[&<>"]', lambda match: _MARKUP[match[0]], safe(text))
    return text if text.isascii() else text.encode("ascii", "xmlcharrefreplace").decode()
