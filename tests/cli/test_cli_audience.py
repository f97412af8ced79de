"""What others may not know does not show: two stores that differ only in secrets say the same to them, to the byte.

It is the strongest test of tact: whatever a report computes from a secret, and whatever its absence would tell.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_commands import FILES, READS, VEIL, VEILED, said_beside
from cli_runner import Runner

pytestmark = pytest.mark.once

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
    "outreach log legal --on 2026-11-20 --sees-problem yes --next call --next-on 2026-11-30",
    "outreach set sales-1 --objection priorities --why tills --challenges stock",
    "person set ada --email ada@example.org",
    "team join legal --critical unasked --align-by 2026-12-11",
    "person off marek 2026-12-07 2026-12-11 --why leave",
    "team off legal 2026-12-14 --why stocktaking",
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
    "outreach log legal --on 2026-11-20 --sees-problem no --objection own-tool --why SECRET --next SECRET "
    "--next-on 2026-12-24 --note SECRET --action persuade",
    "outreach set sales-1 --objection other --why SECRET --challenges stock --note SECRET",
    "person set ada --email SECRET@example.org",
    "team join legal --critical no --align-by 2026-12-11",
    "person off marek 2026-12-07 2026-12-11 --why SECRET",
    "team off legal 2026-12-14 --why SECRET",
)
FORMATS = ("table", "json", "csv", "md")
# All that a report is made from: its data, its document (which Markdown shows whole), its rows.
TOLD = (
    "--format json --audience all", "--format md --audience all", "--format csv --audience all",
    "--format json --audience team", "--format table --audience team",
)  # fmt: skip
ABOUT_LEGAL = ("outreach show legal", "commit show legal", "meet legal", "outreach show sales", "person show ada",
               "person show marek", "team show legal")  # fmt: skip
ALL_SAY = [
    *dict.fromkeys(
        re.sub(" --audience [a-z]+", "", line)
        for line in (*READS, *ABOUT_LEGAL)
        if line not in ("db check", "diff plan.yaml")
    )
]


@pytest.fixture
def two(
    example_bytes: bytes, tmp_path: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """Run a line on both stores; the clock of the history stands still, so that only words can differ."""
    for name, lines in (("open", OPEN), ("secret", SECRET)):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        Path("mops.db").write_bytes(example_bytes)
        for file, text in FILES.items():
            Path(file).write_text(text, "utf-8")
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
        for told in TOLD:
            one, other = (timeless(s) for s in two(f"{line} {told}"))
            assert one == other, f"{line} {told}"
            assert "SECRET" not in other


def test_whether_anything_was_left_out_the_remark_does_not_tell(two: Callable[..., list[str]]) -> None:
    for line in ALL_SAY:
        for form in ("table", "json"):
            for said in two(f"{line} --format {form}"):
                assert said.endswith(f" {said_beside(line)}"), line
    assert [name for name in VEILED if not any(said_beside(line) and line.startswith(name) for line in ALL_SAY)] == []


def test_where_nothing_is_left_out_at_all_the_remark_is_the_same(folder: Path, mops: Runner) -> None:
    mops.ok("plan init Loyalty")
    for line in ("commit show", "history", "support show", "team show it"):
        assert mops.ok(line).err == VEIL
        assert mops.ok(f"{line} -o page.md").err == VEIL


@pytest.mark.parametrize("audience", ["me", "leaders", "team", "all"])
def test_who_says_for_whom_it_is_needs_no_remark(example: Path, mops: Runner, audience: str) -> None:
    for line in READS:
        if not line.startswith(("db check", "rule", "config", "gaps known")):
            assert mops(f"{line} --audience {audience}").err == "", line


def test_a_change_says_that_it_was_not_told_whole_only_where_it_was_not(example: Path, mops: Runner) -> None:
    remark = "mopsctl: not all that was written is for this audience; --audience me shows it\n"
    refusal = "commit refuse legal --kind assign --because SECRET"
    for form in ("plain", "table", "json"):
        assert mops.ok(f"commit ask legal --kind contribute --dry-run --format {form}").err == ""
    mops.ok("commit ask legal --kind assign")
    for form in ("plain", "table", "json"):
        assert mops.ok(f"{refusal} --dry-run --format {form}").err == remark
        for audience in ("me", "leaders"):
            assert remark not in mops.ok(f"{refusal} --dry-run --format {form} --audience {audience}").err
    assert mops.ok(refusal).err == remark
    assert mops.ok("undo").err == remark


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
