"""What others may not know does not show: two stores that differ only in secrets say the same to them, to the byte.

It is the strongest test of tact: whatever a report computes from a secret, and whatever its absence would tell.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_commands import READS
from cli_runner import Runner

# The same things happen in both stores; in one of them people said no, and the marks are high.
OPEN = (
    "commit ask analytics --kind assign",
    "commit ask legal --kind assign",
    "commit ask customer-service --kind assign",
    "team join customer-service --involved --work 1 --influence 1",
    "team join procurement --out --because done",
    "team align analytics --parties Wen --terms first",
    "support set helena --informed --timing unasked",
    "plan review it --verdict approved --understanding 1",
)
SECRET = (
    'commit refuse analytics --kind assign --because "SECRET: the board"',
    'commit refuse legal --kind assign --because "SECRET: no faith"',
    'commit refuse customer-service --kind assign --because "SECRET: feud"',
    "team join customer-service --involved --work 5 --influence 5",
    "team join procurement --out --because SECRET",
    "team align analytics --parties Wen --terms SECRET",
    "support set helena --informed --timing no",
    "plan review it --verdict approved --understanding 5",
)
FORMATS = ("table", "json", "csv", "md")
ALL_SAY = [line for line in READS if line not in ("db check", "diff plan.yaml")]


@pytest.fixture
def two(
    example_bytes: bytes, tmp_path: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """Run a line on both stores; the clock of the history stands still, so that only words can differ."""
    for name, lines in (("open", OPEN), ("secret", SECRET)):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        Path("mops.db").write_bytes(example_bytes)
        for line in lines:
            mops.ok(line)

    def run(line: str) -> list[str]:
        said = []
        for name in ("open", "secret"):
            monkeypatch.chdir(tmp_path / name)
            ran = mops(line)
            said.append(f"{ran.code} {ran.out} {ran.err}")
        return said

    return run


def timeless(said: str) -> str:
    """Both stores were written within the same minute but for an unlucky second."""
    return said if "change" not in said else re.sub(r"\d\d:\d\d", "--:--", said)


def test_nothing_that_is_shown_to_all_depends_on_what_was_refused(two: Callable[..., list[str]]) -> None:
    for line in ALL_SAY:
        for form in FORMATS:
            for audience in ("all", "team"):
                one, other = (timeless(s) for s in two(f"{line} --format {form} --audience {audience}"))
                assert one == other, f"{line} --format {form} --audience {audience}"
                assert "SECRET" not in other


def test_an_export_for_all_tells_nothing_either(two: Callable[..., list[str]]) -> None:
    for audience in ("all", "team"):
        one, other = two(f"export --audience {audience}")
        assert [a for a in one.splitlines() if not a.startswith(("store:", "# "))] == [
            b for b in other.splitlines() if not b.startswith(("store:", "# "))
        ]
    assert "SECRET" in two("export --audience me")[1]


def test_i_see_it_all(two: Callable[..., list[str]]) -> None:
    for line in ("commit show", "plan status", "history", "gaps"):
        one, other = two(f"{line} --format json --audience me")
        assert one != other, line


def test_leaders_see_refusals_and_no_marks_of_influence(two: Callable[..., list[str]]) -> None:
    _, shown = two("commit show --format json --audience leaders")
    assert "SECRET: the board" in shown
    for line in ALL_SAY:
        for said in two(f"{line} --format json --audience leaders"):
            assert '"criticality"' not in said
            assert "COM206" not in said
            for mark in ('"influence": 5', '"work": 5', '"understanding": 5', '"influence": 1', '"work": 1'):
                assert mark not in said


def test_what_a_change_prints_for_all_tells_no_refusal(example: Path, mops: Runner) -> None:
    asked = mops.ok("commit ask it --kind contribute --dry-run").out
    example.write_bytes(example.read_bytes())
    refused = mops.ok("commit refuse legal --kind assign --because SECRET --format json").json["data"]
    assert refused["number"] == 2
    assert [row["after"]["state"] for row in refused["changes"]] == ["open"]
    assert "SECRET" not in str(refused)
    assert "contribute" in asked
    for form in FORMATS:
        assert "SECRET" not in mops.ok(f"undo --dry-run --format {form}").out
        assert "SECRET" not in mops.ok(f"history --format {form}").out
        assert "refuse" not in mops.ok(f"history --format {form}").out
    assert "commit refuse legal --kind assign --because SECRET" in mops.ok("history --audience me").out
