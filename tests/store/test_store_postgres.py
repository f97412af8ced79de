"""What only a server can do wrong: not be there, hold other tables, or learn and tell a password."""

import subprocess
import sys
from pathlib import Path

import pytest
from postgres_server import Server, execute
from store_edits import TODAY, put

from mopsctl.errors import NOT_FOUND, STORE, UNREACHABLE, MopsError
from mopsctl.model.org import Team
from mopsctl.store.opening import create_store, open_store
from mopsctl.store.place import Place

pytestmark = pytest.mark.postgres


def test_no_server_is_unreachable() -> None:
    with pytest.raises(MopsError, match=r"postgresql://u@127\.0\.0\.1:1/d cannot be reached") as caught:
        open_store(Place(url="postgresql://u:hunter2@127.0.0.1:1/d")).read(TODAY)
    assert caught.value.code == UNREACHABLE
    assert "hunter2" not in caught.value.message


@pytest.mark.parametrize(
    "url", ["postgresql://u:hunter2%@127.0.0.1:1/d", "postgresql://127.0.0.1:x/d?password=hunter2"]
)
def test_no_password_is_told_whatever_is_wrong_with_the_url(url: str) -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from mopsctl.store.opening import *; from mopsctl.store.place import Place;"
            "open_store(Place(url=sys.argv[1])).keys('teams')",
            url,
        ],
        capture_output=True,
        text=True,
    )
    assert "cannot be reached" in run.stderr
    assert "hunter2" not in run.stderr


def test_a_database_that_is_not_there(postgres_server: Server) -> None:
    with pytest.raises(MopsError, match="no such database or user") as caught:
        open_store(Place(url=postgres_server.url("nowhere"))).read(TODAY)
    assert caught.value.code == UNREACHABLE


def test_an_empty_database_is_no_store_yet(postgres_url: str) -> None:
    with pytest.raises(MopsError, match="no store yet") as caught:
        open_store(Place(url=postgres_url)).read(TODAY)
    assert caught.value.code == NOT_FOUND


@pytest.mark.parametrize("table", ["teams (key text)", "meta (a int)", "links (id int)"])
def test_a_database_with_other_tables_of_our_names_is_left_alone(postgres_url: str, table: str) -> None:
    execute(postgres_url, f"CREATE TABLE {table}")
    for use in (create_store, lambda place: open_store(place).read(TODAY), lambda place: put(open_store(place))):
        with pytest.raises(MopsError, match="is not a mopsctl store") as caught:
            use(Place(url=postgres_url))
        assert caught.value.code == STORE


def test_tables_of_other_names_do_not_matter(postgres_url: str) -> None:
    execute(postgres_url, "CREATE TABLE invoices (id int)")
    store = create_store(Place(url=postgres_url))
    assert put(store, Team("it", "IT")).number == 1
    assert store.check() == []


@pytest.mark.parametrize(
    "statement", ["DROP TABLE links CASCADE", "ALTER TABLE links RENAME TO x; CREATE VIEW links AS SELECT * FROM x"]
)
def test_tables_that_were_taken_away_are_damage(postgres_url: str, statement: str) -> None:
    store = create_store(Place(url=postgres_url))
    for one in statement.split(";"):
        execute(postgres_url, one)
    with pytest.raises(MopsError, match="is damaged"):
        store.read(TODAY)


def test_a_trigger_is_not_trusted(postgres_url: str) -> None:
    store = create_store(Place(url=postgres_url))
    execute(
        postgres_url,
        "CREATE TRIGGER t BEFORE UPDATE ON teams FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    )
    with pytest.raises(MopsError, match="is damaged"):
        store.read(TODAY)


def test_a_store_can_have_a_schema_of_its_own(postgres_url: str) -> None:
    execute(postgres_url, "CREATE TABLE teams (theirs int)")
    execute(postgres_url, "CREATE SCHEMA ours")
    store = create_store(Place(url=postgres_url + "?options=-csearch_path%3Dours"))
    put(store, Team("it", "IT"))
    assert store.keys("teams") == ["it"]
    assert store.check() == []


def test_a_read_only_database_says_so(postgres_url: str) -> None:
    create_store(Place(url=postgres_url))
    store = open_store(Place(url=postgres_url + "?options=-cdefault_transaction_read_only%3Don"))
    assert store.read(TODAY).teams == {}
    execute(postgres_url, "DROP ROLE IF EXISTS guest")
    execute(postgres_url, "CREATE ROLE guest LOGIN")
    execute(postgres_url, "GRANT USAGE ON SCHEMA public TO guest")
    execute(postgres_url, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
    guest = open_store(Place(url=postgres_url.replace("mops@", "guest@")))
    assert guest.read(TODAY).teams == {}
    with pytest.raises(MopsError, match="is read-only for you") as caught:
        put(guest, Team("it", "IT"))
    assert caught.value.code == STORE
    execute(postgres_url, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM guest")
    execute(postgres_url, "REVOKE ALL ON SCHEMA public FROM guest")
    execute(postgres_url, "DROP ROLE guest")


def test_a_server_has_a_better_tool_for_copies(postgres_url: str, tmp_path: Path) -> None:
    with pytest.raises(MopsError, match="copied by its own tool") as caught:
        create_store(Place(url=postgres_url)).backup(tmp_path / "copy")
    assert caught.value.hint == "pg_dump"
