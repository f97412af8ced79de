"""Texts that cannot be kept: control characters and far too many. Refused clearly, said nowhere, nothing changed."""

from pathlib import Path

import pytest
from cli_runner import Runner

LONG = "x" * 100_000
CONTROL = "ring\x07 \x1b[2J"
COMMANDS: dict[str, tuple[str, list[str]]] = {
    "team note": ("text", ["team", "set", "it", "--note"]),
    "team name": ("name", ["team", "set", "it", "--name"]),
    "conversation reason": ("text", ["outreach", "log", "it", "--sees-problem", "no", "--why"]),
    "conversation challenges": ("text", ["outreach", "log", "it", "--challenges"]),
    "note text": ("text", ["outreach", "log", "it", "--note"]),
    "action what": ("text", ["outreach", "action", "add", "it", "--kind", "educate", "--what"]),
    "evidence what": ("name", ["outreach", "evidence", "ask", "it", "--what"]),
    "need what": ("name", ["need", "add", "sandbox", "--team", "it", "--what"]),
    "ask reason": ("text", ["commit", "refuse", "legal", "--kind", "assign", "--because"]),
    "waiver reason": ("name", ["waive", "GAT401", "analytics", "--by", "noor", "--until", "2026-12-04", "--reason"]),
    "alignment terms": ("text", ["team", "align", "it", "--parties", "all", "--terms"]),
}


@pytest.mark.parametrize("what", COMMANDS)
def test_a_control_character_is_named_by_place_and_not_echoed(example: Path, mops: Runner, what: str) -> None:
    before = example.read_bytes()
    ran = mops(*COMMANDS[what][1], CONTROL)
    assert (ran.code, ran.out) == (2, "")
    assert f"{what} holds a control character (U+0007 at character 5)" in ran.err
    assert "ring" not in ran.err
    assert {c for c in ran.err if not c.isprintable()} == {"\n"}
    assert example.read_bytes() == before


@pytest.mark.parametrize("what", COMMANDS)
def test_a_text_of_a_hundred_thousand_characters_is_counted_and_not_echoed(
    example: Path, mops: Runner, what: str
) -> None:
    before = example.read_bytes()
    most = {"text": "10,000", "name": "400"}[COMMANDS[what][0]]
    ran = mops(*COMMANDS[what][1], LONG)
    assert (ran.code, ran.out) == (2, "")
    assert f"{what} is 100,000 characters long; at most {most} fit" in ran.err
    assert len(ran.err) < 200
    assert example.read_bytes() == before


def test_a_file_says_the_same_with_its_place(example: Path, mops: Runner) -> None:
    file = example.with_name("texts.yaml")
    file.write_text(
        f'mopsctl: 1\nteams:\n- {{key: a, name: "ring\\a"}}\n- {{key: b, name: B, note: {LONG}}}\n', "utf-8"
    )
    before = example.read_bytes()
    ran = mops("apply texts.yaml")
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.splitlines() == [
        "mopsctl: texts.yaml:3:18: name holds a control character (U+0007 at character 5)",
        "texts.yaml:4:27: note is 100,000 characters long; at most 10,000 fit",
    ]
    assert example.read_bytes() == before


def test_a_key_of_a_hundred_thousand_characters_is_not_echoed_either(example: Path, mops: Runner) -> None:
    ran = mops("team", "add", LONG)
    assert (ran.code, ran.out) == (2, "")
    assert "team key is 100,000 characters long; at most 64 fit" in ran.err
