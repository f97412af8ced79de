"""Every command works on the example: those that show, those that change, on both databases."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_commands import FILES, KEEPS, READS, TALKS, WRITES, said_beside
from cli_runner import Runner

from mopsctl.cli.contents import ENTRIES
from mopsctl.cli.frame import Noun
from mopsctl.lazy import load

SAYS_NO = {
    "gaps": 1,
    "gaps --select RAC --ignore RAC705 --fail-on warning": 1,
    "gaps --since 2026-11-02": 1,
    "gaps known check --known known.yaml --audience all": 1,
    "gate": 3,
    "gate --strict": 3,
    "gate --all": 3,
}
ON_POSTGRES = ("db backup", "db restore")


def every_command() -> Iterator[str]:
    for name, entry in ENTRIES.items():
        loaded = load(entry.target)
        if isinstance(loaded, Noun):
            yield from (f"{name} {line}".strip() for line, _ in loaded.functions())
        else:
            yield name


def test_the_tour_leaves_no_verb_out() -> None:
    elsewhere = {"undo", "redo", "person forget", "db backup", "db restore", "db upgrade", "import sheet", "raci edit"}
    # they have tests of their own
    lines = [shlex.split(line) for line in (*READS, *TALKS, *WRITES)]
    toured = {" ".join(words[:n]) for words in lines for n in (1, 2, 3)}
    assert set(every_command()) - toured - elsewhere == set()


@pytest.mark.parametrize("line", READS)
def test_what_shows_shows_something_and_says_beside_it_only_what_others_may_not_read(
    example: Path, mops: Runner, line: str
) -> None:
    before = example.read_bytes()
    ran = mops(line)
    assert (ran.code, ran.err) == (SAYS_NO.get(line, 0), said_beside(line))
    assert ran.out.strip()
    assert example.read_bytes() == before


@pytest.mark.parametrize("line", TALKS)
def test_what_prints_prints(example: Path, mops: Runner, line: str) -> None:
    ran = mops(line)
    assert ran.code == 0
    assert ran.out.endswith("\n")


@pytest.mark.once  # that every verb writes is in the dry runs too
@pytest.mark.parametrize("line", WRITES)
def test_what_changes_does_so_once_and_can_be_taken_back(example: Path, mops: Runner, line: str) -> None:
    start = mops.ok("export --audience me").out
    done = mops.ok(f"{line} --format json --audience me").json["data"]
    assert done["number"] == 2
    assert done["changes"]
    changed = mops.ok("export --audience me").out
    undone = mops.ok("undo --format json --audience me").json["data"]
    assert len(undone["changes"]) == len(done["changes"])
    assert _records(mops.ok("export --audience me").out) == _records(start) != _records(changed)
    mops.ok("redo")
    assert _records(mops.ok("export --audience me").out) == _records(changed)


@pytest.mark.parametrize("line", KEEPS)
def test_what_is_kept_of_a_page_is_one_change_that_can_be_taken_back(example: Path, mops: Runner, line: str) -> None:
    start = mops.ok("export --audience me").out
    ran = mops.ok(line)
    assert ran.out.strip()
    assert "change-set 2: " in ran.err
    assert _records(mops.ok("export --audience me").out) != _records(start)
    mops.ok("undo")
    assert _records(mops.ok("export --audience me").out) == _records(start)


@pytest.mark.parametrize("line", WRITES)
def test_a_dry_run_says_what_the_real_run_says_and_writes_nothing(example: Path, mops: Runner, line: str) -> None:
    before = example.read_bytes()
    promised = mops.ok(f"{line} --dry-run --format json --audience me").json["data"]
    assert example.read_bytes() == before
    assert not example.with_name("mops.db-journal").exists()
    done = mops.ok(f"{line} --format json --audience me").json["data"]
    assert promised["changes"] == done["changes"]
    assert (promised["dry_run"], promised["number"]) == (True, 0)
    assert promised.keys() == done.keys()


def test_what_changes_twice_alike_changes_nothing_the_second_time(example: Path, mops: Runner) -> None:
    mops.ok("team set it --covers it --covers security")
    assert mops.ok("team set it --covers it --covers security --format json").json["data"]["changes"] == []
    assert mops.ok("history --format json").json["data"][0]["number"] == 2


def test_a_plan_of_ones_own_begins_with_teams_and_capabilities(folder: Path, mops: Runner) -> None:
    done = mops.ok('plan init "CDP rollout" --platform cdp --target 2027-03-31 --format json').json["data"]
    kinds = {row["kind"] for row in done["changes"]}
    assert kinds == {"team", "capability", "platform", "plan", "participation", "topic"}
    assert [row["key"] for row in done["changes"] if row["kind"] == "plan"] == ["cdp-rollout"]
    assert (folder / "mops.db").stat().st_mode & 0o777 == 0o600
    mops.ok("plan status")


def test_a_dry_run_of_a_first_plan_makes_no_store(folder: Path, mops: Runner) -> None:
    for line in ('plan init "CDP rollout" --dry-run', "apply plan.yaml --dry-run"):
        assert mops.ok(line).out.strip()
    assert {path.name for path in folder.iterdir()} == set(FILES)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("plan init --example cdp-rolout", 4),
        ('plan init "CDP rollout" --manager nobody', 4),
        ('plan init "CDP rollout" --target 2020-01-01', 2),
        ("plan init 数据平台", 2),
        ("apply dangling.yaml", 5),
        ("apply nowhere.yaml", 5),
    ],
)
def test_a_first_command_that_fails_leaves_no_store_behind(folder: Path, mops: Runner, line: str, code: int) -> None:
    rows = "mopsctl: 1\npeople:\n- {key: x, name: X, team: nowhere}\n"
    (folder / "dangling.yaml").write_text(rows, "utf-8")
    before = sorted(folder.iterdir())
    ran = mops(line)
    assert (ran.code, ran.out) == (code, "")
    assert sorted(folder.iterdir()) == before
    assert mops("team list").code == 4
    mops.ok('plan init "CDP rollout"')
    mops.ok("team list")


def test_a_backup_can_be_brought_back_as_one_change(example: Path, mops: Runner) -> None:
    mops.ok("db backup before.db")
    mops.ok("team remove sales --cascade")
    restored = mops.ok("db restore before.db --format json --audience me").json["data"]
    assert {row["action"] for row in restored["changes"]} >= {"add"}
    assert "sales" in mops.ok("team list").out
    mops.ok("undo")
    assert "sales" not in mops.ok("team list").out


def test_a_backup_that_is_not_there_is_a_bad_file_and_no_missing_store(example: Path, mops: Runner) -> None:
    before = example.read_bytes()
    for flag in ("", " --dry-run"):
        ran = mops(f"db restore nowhere.db{flag}")
        assert (ran.code, ran.out, ran.err) == (5, "", f"mopsctl: no backup at {example.with_name('nowhere.db')}\n")
    assert example.read_bytes() == before
    assert not example.with_name("nowhere.db").exists()


def test_a_person_is_forgotten_only_when_one_means_it(example: Path, mops: Runner) -> None:
    refused = mops("person forget ada --no-input")
    assert (refused.code, refused.out) == (2, "")
    assert "--yes" in refused.err
    mops.ok("person forget ada --yes")
    assert b"Eriksen" not in example.read_bytes()
    assert mops("person show ada").code == 4


def test_upgrading_a_store_of_today_does_nothing(example: Path, mops: Runner) -> None:
    before = example.read_bytes()
    assert "nothing to do" in mops.ok("db upgrade").out
    assert example.read_bytes() == before


@pytest.mark.postgres
def test_the_whole_tour_runs_against_postgresql(
    folder: Path, mops: Runner, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOPSCTL_DB", postgres_url)
    mops.ok("plan init --example cdp-rollout")
    start = _records(mops.ok("export --audience me").out)
    for line in READS:
        assert mops(line).code == SAYS_NO.get(line, 0), line
    for line in WRITES:
        done = mops.ok(f"{line} --format json --audience me").json["data"]["changes"]
        undone = mops.ok("undo --format json --audience me").json["data"]["changes"]
        assert _steps(undone) == _steps(done, back=True), line
    for line in WRITES[::10]:
        assert mops.ok(f"{line} --dry-run --format json --audience me").json["data"]["changes"]
    assert _records(mops.ok("export --audience me").out) == start
    assert list(folder.glob("*.db")) == []


def _steps(changes: list[dict[str, Any]], *, back: bool = False) -> list[str]:
    """What each change makes of what, forwards or back."""
    before, after = ("after", "before") if back else ("before", "after")
    return sorted(f"{one['kind']} {one[before]} {one[after]}" for one in changes)


def _records(export: str) -> str:
    return "".join(line for line in export.splitlines(keepends=True) if not line.startswith("serial:"))
