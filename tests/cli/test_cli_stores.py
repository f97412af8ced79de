"""Which store is meant, and what is said of one that cannot be used. What is not ours is never touched."""

import hashlib
import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from cli_runner import Runner
from old_stores import make_old

from mopsctl import service
from mopsctl.cli import options, wiring

MOPSCTL = [sys.executable, "-m", "mopsctl"]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_store_in_a_parent_folder_is_found(example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = example.parent / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    mops.ok("team add growth")
    assert list(deep.iterdir()) == []
    assert "growth" in mops.ok("team list").out


def test_a_write_to_a_store_in_a_parent_folder_names_it(
    example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = f"mopsctl: the store is {example}\n"
    assert mops.ok("team add here").err == ""
    deep = example.parent / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    for line in (
        "team add growth --dry-run",
        "team add growth",
        "team add two --format json",
        "undo",
        "redo",
        "plan init Other",
        "apply ../../more.yaml",
        "person forget deniz --yes",
        "db upgrade",
    ):
        assert mops.ok(line).err == named, line
    assert mops.ok("team list").err == ""
    assert mops.ok(f"team add three --db {example}").err == ""
    monkeypatch.setenv("MOPSCTL_DB", str(example))
    assert mops.ok("team add four").err == ""


def test_beside_an_error_in_json_nothing_is_said(example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = example.parent / "deep"
    deep.mkdir()
    monkeypatch.chdir(deep)
    for line in ("team add it", "redo", "plan stage build", "gaps --ignore GAT --plan nowhere", "plan status --plan x"):
        assert set(msgspec.json.decode(mops(f"{line} --format json").err)) == {"mopsctl", "error"}, line


def test_the_nearest_store_wins_then_the_environment_then_the_option(
    example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("near", "env", "option"):
        mops.ok(f"plan init {name} --db {name}.db")
    (example.parent / "sub").mkdir()
    example.with_name("near.db").rename(example.parent / "sub" / "mops.db")
    monkeypatch.chdir(example.parent / "sub")
    assert mops.ok("plan list").out.startswith("near\t")
    monkeypatch.setenv("MOPSCTL_DB", str(example.with_name("env.db")))
    assert mops.ok("plan list").out.startswith("env\t")
    assert mops.ok("plan list --db ../option.db").out.startswith("option\t")
    monkeypatch.setenv("MOPSCTL_DB", "")
    assert mops.ok("plan list").out.startswith("near\t")


def test_a_store_that_is_named_and_not_there_is_not_found_and_not_made(example: Path, mops: Runner) -> None:
    for line in ("team list --db other.db", "team add growth --db other.db", "undo --db other.db"):
        ran = mops(line)
        assert (ran.code, ran.out) == (4, "")
        assert "no store yet at" in ran.err
        assert "other.db" in ran.err
    assert not example.with_name("other.db").exists()


def test_the_address_of_a_store_is_not_kept_in_history(example: Path, mops: Runner) -> None:
    mops.ok("team add growth --db ./mops.db")
    mops.ok("team add growth-two --db=./mops.db --name Two")
    commands = [row["command"] for row in mops.ok("history --audience me --format json").json["data"]]
    assert commands[:2] == ["team add growth-two --name Two", "team add growth"]


def test_history_names_who_is_logged_in_where_the_environment_names_nobody(
    example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def who_added(team: str) -> str:
        mops.ok(f"team add {team}")
        return str(mops.ok("history --format json").json["data"][0]["actor"])

    monkeypatch.setenv("USER", "user")
    assert who_added("one") == "tester"
    monkeypatch.delenv("MOPSCTL_ACTOR")
    assert who_added("two") == "user"
    monkeypatch.delenv("USER")
    assert who_added("three") == pwd.getpwuid(os.getuid()).pw_name
    monkeypatch.setattr(os, "getuid", lambda: 2**31 - 7)
    assert who_added("four") == "uid 2147483641"


def test_a_password_is_never_printed(folder: Path, mops: Runner) -> None:
    for url in ("postgresql://me:s3cret@127.0.0.1:1/x", "postgresql://127.0.0.1:1/x?password=s3cret&user=me"):
        ran = mops("team", "list", "--db", url)
        assert ran.code == 69
        assert "s3cret" not in ran.err + ran.out
        assert "127.0.0.1:1/x" in ran.err
    ran = mops("team", "list", "--db", "mysql://me:s3cret@host/x")
    assert (ran.code, "s3cret" in ran.err) == (2, False)
    ran = mops("team", "list", "--db", "postgresql://me:s3c@ret@host/x")
    assert (ran.code, "s3c" in ran.err) == (2, False)


def test_several_plans_want_a_choice(example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    mops.ok("plan init Loyalty")
    for line in ("plan status", "commit show", "raci show", "task list", "commit ask it --kind assign", "gate"):
        ran = mops(line)
        assert (ran.code, ran.out) == (2, ""), line
        assert "there are several plans (cdp-rollout, loyalty); choose one with --plan or MOPSCTL_PLAN" in ran.err
    for line in ("team list", "raci show --state as-is", "history", "plan list"):
        mops.ok(line)
    assert mops("gaps").code == 1
    assert mops.ok("plan show --plan loyalty").out.startswith("key\tloyalty\n")
    monkeypatch.setenv("MOPSCTL_PLAN", "loyalty")
    assert mops.ok("plan status").out.startswith("plan\tplan\tloyalty\n")
    mops.ok("commit ask it --kind assign")
    assert mops.ok("plan show --plan cdp-rollout").out.startswith("key\tcdp-rollout\n")
    monkeypatch.setenv("MOPSCTL_PLAN", "loyalti")
    assert mops("plan status")[::2] == (
        4,
        'mopsctl: no plan "loyalti"; did you mean "loyalty"?\n  try: mopsctl plan list\n',
    )


def test_a_closed_plan_is_not_chosen(example: Path, mops: Runner) -> None:
    mops.ok("plan init Loyalty")
    mops.ok("plan close --plan cdp-rollout")
    assert mops.ok("plan status").out.startswith("plan\tplan\tloyalty\n")
    mops.ok("plan close")
    for line in ("plan status", "commit ask it --kind assign", "task list"):
        assert mops(line) == (
            4,
            "",
            "mopsctl: no plan is open; name a closed one with --plan: cdp-rollout, loyalty\n  try: mopsctl plan list\n",
        )
    assert mops.ok("plan status --plan loyalty").out.startswith("plan\tplan\tloyalty\n")
    assert mops.ok("plan show cdp-rollout").out.startswith("key\tcdp-rollout\n")


# -- stores that cannot be used

FOREIGN = (b"hello", b"SQLite format 3\0" + b"\0" * 4096, b"\0" * 100)


def other_database(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')")
    return path.read_bytes()


@pytest.mark.parametrize(
    "line",
    [
        "team list",
        "team add growth",
        'plan init "X"',
        "apply plan.yaml",
        "undo",
        "db check",
        "db upgrade",
        "export",
        "db backup copy.db",
        "person forget x --yes",
    ],
)
def test_what_is_not_a_store_is_left_alone(folder: Path, mops: Runner, line: str) -> None:
    store = folder / "mops.db"
    for content in (*FOREIGN, other_database(folder / "other.db")):
        store.write_bytes(content)
        before = digest(store)
        ran = mops(line)
        assert (ran.code, ran.out) == (6, ""), content[:20]
        assert ran.err.count("\n") == 1
        assert digest(store) == before
    assert sorted(path.name for path in folder.glob("mops.db*")) == ["mops.db"]


@pytest.mark.parametrize("line", ["team list", "team add growth", "apply plan.yaml", "undo", "db upgrade", "export"])
def test_a_newer_store_is_refused_and_left_alone(example: Path, mops: Runner, line: str) -> None:
    with closing(sqlite3.connect(example)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = digest(example)
    ran = mops(line)
    assert (ran.code, ran.out) == (6, "")
    assert "newer mopsctl (schema 999" in ran.err
    assert digest(example) == before


def test_a_damaged_store_is_said_to_be_damaged(example: Path, mops: Runner) -> None:
    content = bytearray(example.read_bytes())
    content[8192:40000] = b"\xa5" * (40000 - 8192)
    example.write_bytes(content)
    for line in ("plan status", "team add growth"):
        ran = mops(line)
        assert (ran.code, ran.out) == (6, "")
        assert "damaged" in ran.err
    assert example.read_bytes() == content


def test_an_empty_file_becomes_a_store_and_is_none_before(folder: Path, mops: Runner) -> None:
    (folder / "mops.db").touch()
    assert mops("team list").code == 4
    mops.ok("plan init X")
    mops.ok("team list")


def test_a_directory_is_no_store(folder: Path, mops: Runner) -> None:
    (folder / "dir").mkdir()
    for line in ("team list --db dir", "team add growth --db dir", "plan init X --db dir"):
        ran = mops(line)
        assert (ran.code, ran.out) == (6, ""), line
        assert ran.err.startswith("mopsctl: ")
    assert list((folder / "dir").iterdir()) == []


def test_a_locked_store_waits_and_then_says_so(example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def impatient(*given: object, **named: object) -> service.Place:
        return service.Place(path=str(example), busy_seconds=0.2)

    monkeypatch.setattr(wiring, "locate", impatient)
    before = digest(example)
    with closing(sqlite3.connect(example, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        mops.ok("team list")
        mops.ok("team add growth --dry-run")
        ran = mops("team add growth")
        assert (ran.code, ran.out) == (6, "")
        assert "is locked by another process (waited 0.2 s); try again" in ran.err
        assert digest(example) == before
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        assert mops("team list").code == 6
    mops.ok("team add growth")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody may enter, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(prefix="mops-test-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_store_can_be_read_and_not_written(
    open_folder: Path, example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_folder / "mops.db"
    store.write_bytes(example.read_bytes())
    mops.ok("team add growth")  # in the other folder: it loads what somebody else could not
    mops.ok("undo")
    store.chmod(0o444)
    open_folder.chmod(0o555)
    monkeypatch.chdir(open_folder)
    before = digest(store)
    if root := os.geteuid() == 0:  # who may write to anything
        os.seteuid(65534)
    try:
        said = [mops(line) for line in ("team list", "team add growth --dry-run", "team add growth", "undo")]
    finally:
        if root:
            os.seteuid(0)
    assert [ran.code for ran in said] == [0, 0, 6, 6]
    assert [ran.err.rpartition("mops.db ")[2] for ran in said[2:]] == ["is read-only\n", "is read-only\n"]
    assert digest(store) == before


def test_two_writers_at_once_both_succeed(example: Path) -> None:
    def add(number: int) -> int:
        words = [*MOPSCTL, "team", "add", f"team-{number}", "--format", "json"]
        return subprocess.run(words, cwd=example.parent, capture_output=True, check=False).returncode

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(add, range(4))) == [0, 0, 0, 0]
    listed = subprocess.run([*MOPSCTL, "team", "list"], cwd=example.parent, capture_output=True, check=True).stdout
    assert [f"team-{n}".encode() in listed for n in range(4)] == [True] * 4


def test_two_first_commands_at_once_make_one_store(folder: Path) -> None:
    def init(number: int) -> int:
        words = [*MOPSCTL, "plan", "init", f"Plan {number}"]
        return subprocess.run(words, cwd=folder, capture_output=True, check=False).returncode

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(init, range(2))) == [0, 0]
    listed = subprocess.run([*MOPSCTL, "plan", "list"], cwd=folder, capture_output=True, check=True).stdout
    assert listed.count(b"\n") == 2


# -- stores of an earlier version


@pytest.fixture
def old(folder: Path) -> Path:
    """A store of version 1, as it was."""
    store = folder / "mops.db"
    make_old(service.Place(path=str(store)), 1)
    return store


def test_an_old_store_is_refused_by_every_command_with_the_command_that_helps(old: Path, mops: Runner) -> None:
    before = digest(old)
    for line in ("team list", "plan status", "team add growth", "apply plan.yaml", "undo", "history", "export",
                 "person forget ada --yes", "db check", 'plan init "X"'):  # fmt: skip
        ran = mops(line)
        assert (ran.code, ran.out) == (6, ""), line
        assert ran.err.endswith("has schema 1, and this mopsctl needs 4\n  try: mopsctl db upgrade\n"), line
    assert digest(old) == before


def test_an_old_store_is_upgraded_and_works(old: Path, mops: Runner) -> None:
    said = mops.ok("db upgrade")
    (copy,) = old.parent.glob("mops.db.backup-v1-*")
    assert said.out == f"Upgraded from schema 1 to 4; backup: {copy}.\n"
    assert mops.ok("db upgrade").out == "Schema 4 is what this version needs; nothing to do.\n"
    assert mops.ok("db check").out.endswith("no problem found\n")
    assert "ada\tAda Lovelace" in mops.ok("person list").out
    assert "refused" in mops.ok("commit show --audience me --plan rollout").out
    history = mops.ok("history --format json --audience me").json["data"]
    assert [(row["number"], row["changes"]) for row in history] == [
        (7, 3), (6, 1), (5, 0), (4, 1), (3, 1), (2, 1), (1, 23),
    ]  # fmt: skip
    mops.ok("outreach log it --plan rollout --sees-problem yes --person ibrahim")
    for undone in (8, 7, 6):
        assert mops.ok("undo --format json").json["data"]["undoes"] == undone
    assert mops.ok("db check").out.endswith("no problem found\n")


def test_an_upgraded_store_can_be_exported_and_the_export_applied(old: Path, mops: Runner) -> None:
    mops.ok("db upgrade")
    mops.ok("export mine.yaml --audience me")
    mops.ok("apply mine.yaml --db new.db")
    one, two = (mops.ok(f"export --audience me --db {db}").out for db in ("mops.db", "new.db"))
    assert one.partition("teams:")[2] == two.partition("teams:")[2] != ""


def test_a_backup_of_an_old_store_is_named_where_it_has_to_be_upgraded_first(old: Path, mops: Runner) -> None:
    shutil.copy(old, old.with_name("a copy.db"))
    mops.ok("db upgrade")
    ran = mops("db restore 'a copy.db'")
    assert (ran.code, ran.out) == (6, "")
    (hint,) = (line.partition("try: mopsctl ")[2] for line in ran.err.splitlines()[1:])
    assert hint.startswith("db upgrade --db ")
    mops.ok(hint)
    mops.ok("team set sales --name Shops")
    assert mops.ok("db restore 'a copy.db' --format json").json["data"]["changes"][0]["after"] == {"name": "Sales"}


# -- the store moved on since a file was exported


def test_a_file_from_an_older_serial_is_a_conflict_until_one_says_what_to_do(example: Path, mops: Runner) -> None:
    mops.ok("export mine.yaml --audience me")
    mine = example.with_name("mine.yaml")
    mine.write_text(mine.read_text("utf-8").replace('"Sales and stores"', '"Sales"'), "utf-8")
    mops.ok("team set it --name Engineering")
    before = digest(example)
    for line in ("apply mine.yaml", "apply mine.yaml --dry-run"):
        refused = mops(line)
        assert (refused.code, refused.out) == (6, "")
        assert "the store has changed since mine.yaml was exported (serial 1)" in refused.err
        assert "try: mopsctl apply mine.yaml --merge" in refused.err
    assert digest(example) == before
    mops.ok("apply mine.yaml --merge")
    teams = mops.ok("team list").out
    assert "it\tEngineering\t" in teams
    assert "sales\tSales\t" in teams


def test_a_merge_refuses_what_both_sides_changed_and_force_lets_the_file_win(example: Path, mops: Runner) -> None:
    mops.ok("export mine.yaml --audience me")
    mine = example.with_name("mine.yaml")
    mine.write_text(mine.read_text("utf-8").replace('"Sales and stores"', '"Sales"'), "utf-8")
    mops.ok("team set sales --name Stores")
    before = digest(example)
    refused = mops("apply mine.yaml --merge")
    assert (refused.code, refused.out) == (6, "")
    assert "both the file and the store changed team sales" in refused.err
    assert digest(example) == before
    mops.ok("apply mine.yaml --force")
    assert "sales\tSales\t" in mops.ok("team list").out


def test_an_export_that_was_applied_again_changes_nothing(example: Path, mops: Runner) -> None:
    for audience in ("me", "leaders", "team", "all"):
        mops.ok(f"export mine.yaml --audience {audience}")
        for line in ("apply mine.yaml", "apply mine.yaml --prune") if audience == "me" else ("apply mine.yaml",):
            done = mops.ok(f"{line} --format json --audience me").json["data"]
            assert (done["number"], done["changes"]) == (0, []), audience


def test_an_undo_of_what_has_moved_on_is_refused(example: Path, mops: Runner) -> None:
    assert mops.ok("undo --dry-run").out.startswith("-\t")
    mops.ok("team add growth")
    mops.ok("undo")
    mops.ok("redo")
    mops.ok("team set growth --name Growth")
    assert mops("redo").code == 4


def test_completion_and_wiring_look_for_the_store_in_one_way() -> None:
    assert options.locate is wiring.locate
