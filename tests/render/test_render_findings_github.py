"""Workflow commands of GitHub: each line is one of ours, whatever a name holds."""

import re
from typing import Any
from urllib.parse import unquote

import pytest
from findings_samples import finding, lint

from mopsctl.render.findings.github import render

COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^,:]*,)*[a-z]+=[^,:]*)::(.*)")


def commands(told: dict[str, Any]) -> list[tuple[str, dict[str, str], str]]:
    """Each as the runner reads it: its kind, its properties, its text."""
    *lines, last = render(told).splitlines()
    assert not last.lstrip().startswith("::")
    read = []
    for line in lines:
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        read.append((match[1], {name: unquote(value) for name, value in properties.items()}, unquote(match[3])))
    return read


def test_what_counts_is_annotated_beside_its_line_the_gravest_first() -> None:
    found = commands(lint())
    assert [kind for kind, _, _ in found] == ["error", "error", "error", "warning", "notice"]
    assert found[0] == (
        "error",
        {"file": "plans/plan.yaml", "line": "3", "title": "GAT402 overlap-undecided"},
        "send: 2 offer it and none governs\nmopsctl raci set send --team it A",
    )
    assert found[3][2] == "send: 3 R"


def test_the_last_line_counts_and_is_no_command() -> None:
    assert render(lint()).splitlines()[-1] == "mopsctl gaps: 3 errors, 1 warning, 1 info, 1 waived"
    known = finding("RAC701", "no-accountable", "error", "team:it", state="known")
    assert render(lint(known)) == "mopsctl gaps: 0 errors, 0 warnings, 0 info, 1 known\n"


def test_more_than_github_shows_is_said() -> None:
    many = [finding("RAC701", "no-accountable", "error", f"team:t{number}") for number in range(11)]
    assert (
        render(lint(*many))
        .splitlines()[-1]
        .endswith("11 errors, 0 warnings, 0 info; GitHub shows 10 of a kind for a step")
    )
    assert "shows" not in render(lint(*many[:10])).splitlines()[-1]


def test_a_finding_without_a_file_is_annotated_without_one() -> None:
    [(_, properties, _)] = commands(lint(finding("RAC701", "no-accountable", "error", "team:it", file="", line=0)))
    assert properties == {"title": "RAC701 no-accountable"}


def test_signs_that_end_a_property_or_a_line_are_encoded() -> None:
    odd = finding(
        "RAC701", "no-accountable", "error", "team:it", file="a,b:c%.yaml", message="50%\n::error::x\r\n", cure=""
    )
    assert render(lint(odd)).splitlines()[0] == (
        "::error file=a%2Cb%3Ac%25.yaml,line=7,title=RAC701 no-accountable::it: 50%25\\n::error::x\\r\\n"
    )


@pytest.mark.parametrize(
    "text", ["\n::stop-commands::x", "\r::add-mask::x", "\x1b]0;x\x07", "\u2028::error::x", "\x85::x", "\ud800"]
)
def test_no_name_makes_a_line_of_its_own(text: str) -> None:
    odd = finding("RAC701", "no-accountable", "error", "team:it", message=text, cure=text, file=f"a{text}b")
    shown = render(lint(odd))
    assert len(commands(lint(odd))) == 1
    assert "\x1b" not in shown
    assert shown.count("\n") == 2
