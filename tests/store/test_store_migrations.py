"""Bringing a store up to a newer schema: all steps or none, a verified copy first, and no data lost on the way."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from store_edits import SEED, TODAY, contents, put

from mopsctl.errors import STORE, MopsError
from mopsctl.store import schema
from mopsctl.store.backend import Backend, Connection
from mopsctl.store.migrations import STEPS, Step, Upgraded, upgrade
from mopsctl.store.opening import Store

NOW = schema.VERSION


def add_column(backend: Backend, connection: Connection) -> None:
    connection.execute("ALTER TABLE teams ADD COLUMN colour TEXT DEFAULT ''")


def rebuild_teams(backend: Backend, connection: Connection) -> None:
    """What SQLite needs for most changes of a table; with references on, it would take the people with it."""
    connection.execute("CREATE TABLE teams_new AS SELECT * FROM teams")
    if not backend.place.url:
        connection.execute("DROP TABLE teams")
        connection.execute("ALTER TABLE teams_new RENAME TO teams")
        connection.execute("CREATE UNIQUE INDEX teams_pk ON teams (key)")
    else:
        connection.execute("DROP TABLE teams_new")


def fail(backend: Backend, connection: Connection) -> None:
    connection.execute("DELETE FROM assignments")
    raise MopsError("step failed", code=STORE)


def lose_parents(backend: Backend, connection: Connection) -> None:
    connection.execute("DELETE FROM teams")


def rows(store: Store, name: str) -> Any:
    with store._backend.migrating() as connection:
        return connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]


def version(store: Store) -> int:
    with store._backend.migrating() as connection:
        return store._backend.version(connection)


def test_the_steps_lead_to_the_present_version() -> None:
    assert [step.version for step in STEPS] == list(range(2, schema.VERSION + 1))


def test_a_present_store_needs_nothing(store: Store) -> None:
    assert upgrade(store.place) == Upgraded(NOW, NOW, None)


def test_steps_are_applied_in_order_and_once(store: Store) -> None:
    put(store, *SEED)
    steps = (Step(NOW + 1, add_column), Step(NOW + 2, rebuild_teams))
    done = upgrade(store.place, steps)
    assert (done.old, done.new) == (NOW, NOW + 2)
    assert upgrade(store.place, steps) == Upgraded(NOW + 2, NOW + 2, None)
    assert version(store) == NOW + 2
    assert (rows(store, "teams"), rows(store, "people"), rows(store, "assignments")) == (2, 2, 4)


def test_only_pending_steps_are_applied(store: Store) -> None:
    upgrade(store.place, (Step(NOW + 1, add_column),))
    assert upgrade(store.place, (Step(NOW + 1, fail), Step(NOW + 2, rebuild_teams))).old == NOW + 1


def test_a_copy_of_the_old_store_is_made_first(lite: Store, file: Path) -> None:
    put(lite, *SEED)
    before = contents(lite.read(TODAY))
    copy = upgrade(lite.place, (Step(NOW + 1, add_column),)).backup
    assert copy is not None
    assert copy.name.startswith(f"mops.db.backup-v{NOW}-")
    assert copy.stat().st_mode & 0o777 == 0o600
    copy.replace(file)  # the restore is what counts
    assert contents(lite.read(TODAY)) == before
    assert lite.check() == []


@pytest.mark.parametrize("bad", [fail, lose_parents], ids=["a step that fails", "a step that leaves danglers"])
def test_a_bad_step_leaves_the_store_as_it_was(store: Store, bad: Any) -> None:
    put(store, *SEED)
    before = contents(store.read(TODAY))
    content = Path(store.place.path).read_bytes() if store.place.path else b""
    with pytest.raises(MopsError) as caught:
        upgrade(store.place, (Step(NOW + 1, add_column), Step(NOW + 2, bad)))
    assert caught.value.code == STORE
    assert contents(store.read(TODAY)) == before
    assert store.check() == []
    if store.place.path:
        assert Path(store.place.path).read_bytes() == content


def test_an_older_store_is_not_read_and_names_the_command(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, *SEED)
    monkeypatch.setattr(schema, "VERSION", NOW + 1)
    with pytest.raises(MopsError, match=f"has schema {NOW}, and this mopsctl needs {NOW + 1}") as caught:
        store.read(TODAY)
    assert (caught.value.code, caught.value.hint) == (STORE, "mopsctl db upgrade")


def test_a_newer_store_is_not_read(store: Store) -> None:
    upgrade(store.place, (Step(NOW + 1, add_column),))
    with pytest.raises(MopsError, match=rf"newer mopsctl \(schema {NOW + 1}; this one knows {NOW}\)"):
        store.read(TODAY)
    with pytest.raises(MopsError, match="newer mopsctl"):
        upgrade(store.place)


def test_there_must_be_a_way_from_the_version_found(store: Store) -> None:
    with pytest.raises(MopsError, match=f"no way to {NOW + 2}"):
        upgrade(store.place, (Step(NOW + 2, add_column),))


def test_a_store_with_a_trigger_is_not_upgraded(lite: Store, file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("CREATE TRIGGER t AFTER UPDATE ON teams BEGIN DELETE FROM people; END")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(MopsError, match="its schema has been changed"):
        upgrade(lite.place, (Step(NOW + 1, add_column),))
    assert (file.read_bytes(), [one.name for one in file.parent.iterdir()]) == (before, ["mops.db"])
