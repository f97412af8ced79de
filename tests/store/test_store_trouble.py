"""Files that are not ours, or damaged, or cannot be written: one sentence, the right code, not a byte changed."""

import csv
import hashlib
import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from store_edits import AUTHOR, SEED, TODAY, contents, put, removing

from mopsctl.errors import NOT_FOUND, STORE, MopsError
from mopsctl.model.org import Team
from mopsctl.store.migrations import upgrade
from mopsctl.store.opening import Store, create_store, open_store
from mopsctl.store.place import Place

IT = Team("it", "IT")
USES: dict[str, Callable[[Place], object]] = {
    "read": lambda place: open_store(place).read(TODAY),
    "keys": lambda place: open_store(place).keys("teams"),
    "check": lambda place: open_store(place).check(),
    "change": lambda place: put(open_store(place), IT),
    "undo": lambda place: open_store(place).undo(**AUTHOR, command="x"),
    "forget": lambda place: open_store(place).forget("ada", **AUTHOR),
    "backup": lambda place: open_store(place).backup(Path(place.path).with_name("copy.db")),
    "create": create_store,
    "upgrade": upgrade,
}
uses = pytest.mark.parametrize("use", USES.values(), ids=USES)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tamper(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@contextmanager
def nobody() -> Iterator[Path]:
    """A folder open to all, left by root for as long as the block lasts, so that permissions count."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    root = os.geteuid() == 0
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


def give_up_root() -> None:
    if os.geteuid() == 0:
        os.seteuid(65534)


def refused_untouched(use: Callable[[Place], object], file: Path, match: str = ".", code: int = STORE) -> None:
    before, beside = digest(file), sorted(file.parent.iterdir())
    with pytest.raises(MopsError, match=match) as caught:
        use(Place(path=str(file), busy_seconds=0.1))
    assert caught.value.code == code
    assert digest(file) == before
    assert sorted(file.parent.iterdir()) == beside


def found_by(use: Callable[[], object]) -> object:
    """What a use of the store finds, or is refused with; nothing else may happen."""
    try:
        return use()
    except MopsError as error:
        return error.message


@uses
@pytest.mark.parametrize("content", [b"hello", b"SQLite format 3\0", os.urandom(5000), b"\0" * 4096], ids=len)
def test_a_file_that_is_no_database_is_left_alone(file: Path, use: Callable[[Place], object], content: bytes) -> None:
    file.write_bytes(content)
    refused_untouched(use, file, "is not a mopsctl store|is damaged")


@uses
def test_the_database_of_another_program_is_left_alone(file: Path, use: Callable[[Place], object]) -> None:
    tamper(file, "CREATE TABLE teams (key TEXT)", "PRAGMA application_id = 252006674")
    refused_untouched(use, file, "is not a mopsctl store")


@uses
def test_a_newer_store_is_left_alone(lite: Store, file: Path, use: Callable[[Place], object]) -> None:
    tamper(file, "PRAGMA user_version = 7")
    if use is USES["backup"]:
        use(lite.place)  # a copy of what we cannot read is still a copy
    else:
        refused_untouched(use, file, r"written by a newer mopsctl \(schema 7; this one knows 4\)")


@pytest.mark.parametrize("name", ["read", "change", "create"])
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON teams BEGIN DELETE FROM people; END",
        "CREATE VIEW v AS SELECT 1",
        "ALTER TABLE teams ADD COLUMN x GENERATED ALWAYS AS (hex(zeroblob(100000000)))",
        "CREATE TABLE mine (x)",
        "CREATE INDEX i ON teams (name)",
        "DROP TABLE links",
        "DELETE FROM meta",
    ],
)
def test_a_store_with_another_schema_is_not_trusted(lite: Store, file: Path, name: str, statement: str) -> None:
    put(lite, IT)
    tamper(file, statement)
    refused_untouched(USES[name], file, "is damaged")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE capabilities SET governed_on = '2026-02-30'",
        "UPDATE teams SET name = CAST(x'ff' AS TEXT)",
        "UPDATE changes SET after = '{' WHERE position = 0",
        "UPDATE changes SET kind = 'cats' WHERE position = 0",
    ],
)
def test_values_that_nobody_could_have_written_are_damage(lite: Store, file: Path, statement: str) -> None:
    put(lite, *SEED)
    tamper(file, statement)
    refused_untouched(USES["check"], file, "is damaged")


def test_damaged_pages_are_told_and_never_written_over(lite: Store, file: Path) -> None:
    put(lite, *(Team(f"t{i}", "x" * 300) for i in range(300)))
    whole = file.read_bytes()
    for page in range(1, len(whole) // 4096):
        file.write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        before = digest(file)
        assert found_by(lite.check) != []
        found_by(lambda: lite.read(TODAY))
        found_by(lite.history)
        assert digest(file) == before


def test_a_truncated_store_is_damage(lite: Store, file: Path) -> None:
    put(lite, *(Team(f"t{i}", "x" * 300) for i in range(300)))
    file.write_bytes(file.read_bytes()[:20_000])
    refused_untouched(USES["check"], file, "is damaged|integrity|not in|page")


@pytest.mark.corpus
def test_hostile_files_are_refused_untouched(hostile: Path, tmp_path: Path) -> None:
    shutil.copytree(hostile / "sqlite", tmp_path / "sqlite")
    with (hostile / "expected.csv").open(encoding="utf-8", newline="") as rows:
        expected = [row for row in csv.DictReader(rows) if row["path"].startswith("sqlite/")]
    rejected = [tmp_path / row["path"] for row in expected if row["expect"] == "reject"]
    assert len(rejected) > 60
    for path in rejected:
        for name in ("read", "change", "create"):
            refused_untouched(USES[name], path)
    for row in expected:
        if row["expect"] == "accept":
            assert create_store(Place(path=str(tmp_path / row["path"]))).check() == []


def test_no_file_is_no_store(file: Path) -> None:
    with pytest.raises(MopsError, match="no store yet") as caught:
        open_store(Place(path=str(file)))
    assert (caught.value.code, caught.value.hint) == (NOT_FOUND, 'mopsctl plan init "CDP rollout"')
    assert not file.exists()


def test_an_empty_file_is_no_store_until_one_is_made_in_it(file: Path) -> None:
    file.touch(0o644)
    with pytest.raises(MopsError, match="no store yet"):
        open_store(Place(path=str(file)))
    assert put(create_store(Place(path=str(file))), IT).number == 1
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["read", "create"])
def test_a_folder_is_no_store(file: Path, name: str) -> None:
    file.mkdir()
    with pytest.raises(MopsError, match="is not a file") as caught:
        USES[name](Place(path=str(file)))
    assert caught.value.code == STORE


def test_making_a_store_again_changes_nothing(lite: Store, file: Path) -> None:
    put(lite, IT)
    before = digest(file)
    assert create_store(lite.place).identity() == lite.identity()
    assert digest(file) == before


def test_a_store_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MopsError, match="No such file or directory") as caught:
        create_store(Place(path=str(tmp_path / "nowhere" / "mops.db")))
    assert caught.value.code == STORE


def test_a_store_is_private_from_its_first_byte(file: Path) -> None:
    umask = os.umask(0)
    try:
        create_store(Place(path=str(file)))
    finally:
        os.umask(umask)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["what? is%20this #1.db", "ışık é.db", "a b'c\".db"])
def test_a_store_may_have_any_name(tmp_path: Path, name: str) -> None:
    store = create_store(Place(path=str(tmp_path / name)))
    put(store, IT)
    store.backup(tmp_path / f"copy of {name}")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, f"copy of {name}"])
    assert contents(store.read(TODAY)) == {"teams": {"it": IT}}


def test_a_store_in_a_read_only_folder_can_be_read_and_not_written() -> None:
    with nobody() as folder:
        store = create_store(Place(path=str(folder / "mops.db")))
        put(store, IT)
        (folder / "mops.db").chmod(0o444)
        folder.chmod(0o555)
        give_up_root()
        assert store.read(TODAY).teams == {"it": IT}
        assert store.change(removing("teams", "it"), command="x", dry_run=True, **AUTHOR).number == 0
        with pytest.raises(MopsError, match="is read-only") as caught:
            put(store, Team("x", "X"))
        assert caught.value.code == STORE


def test_a_store_of_somebody_else_cannot_be_opened() -> None:
    with nobody() as folder:
        store = create_store(Place(path=str(folder / "mops.db")))
        (folder / "mops.db").chmod(0o600 if os.geteuid() == 0 else 0)
        give_up_root()
        with pytest.raises(MopsError, match="cannot be opened") as caught:
            store.read(TODAY)
        assert caught.value.code == STORE


def test_a_full_disk_leaves_the_store_as_it_was(lite: Store, file: Path) -> None:
    put(lite, *SEED)
    before, size = digest(file), file.stat().st_size
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)  # Python ignores SIGXFSZ: a write fails, as on a full disk
    for room in (0, 512, 4096, 50_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, limits[1]))
        try:
            with pytest.raises(MopsError, match="nothing was changed") as caught:
                put(lite, *(Team(f"t{i}", "x" * 400) for i in range(2000)))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert caught.value.code == STORE
        assert digest(file) == before
        assert [path.name for path in file.parent.iterdir()] == ["mops.db"]
    assert lite.check() == []
    assert put(lite, Team("after", "After")).number == 2


def test_a_full_disk_makes_no_half_store(file: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(MopsError, match="nothing was changed"):
            create_store(Place(path=str(file)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert file.read_bytes() == b""
    assert create_store(Place(path=str(file))).check() == []


def test_a_copy_is_private_verified_and_opens_as_a_store(lite: Store, tmp_path: Path) -> None:
    put(lite, *SEED)
    copy = tmp_path / "copy.db"
    lite.backup(copy)
    copied = open_store(Place(path=str(copy)))
    assert copy.stat().st_mode & 0o777 == 0o600
    assert contents(copied.read(TODAY)) == contents(lite.read(TODAY))
    assert (copied.identity(), copied.history(), copied.check()) == (lite.identity(), lite.history(), [])
    put(copied, Team("x", "X"))
    assert lite.identity().serial == 1


def test_a_copy_never_writes_over_a_file(lite: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(MopsError, match="is there already"):
        lite.backup(tmp_path / "mine.txt")
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_copy_of_a_damaged_store_is_thrown_away(lite: Store, file: Path, tmp_path: Path) -> None:
    put(lite, *SEED)
    tamper(file, "PRAGMA foreign_keys = OFF", "DELETE FROM teams")
    with pytest.raises(MopsError, match="is not sound"):
        lite.backup(tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["mops.db"]
