"""Stores as earlier versions made them: brought up to the present one, they lose nothing and differ in nothing.

`old_stores` makes them.
"""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import psycopg
import pytest
from old_stores import make_old, tables_of_old
from store_edits import AUTHOR, DAY, SEED, TODAY, contents, put

from mopsctl.errors import STORE, MopsError
from mopsctl.model.calendar import DayOff
from mopsctl.model.capability import Platform
from mopsctl.model.fields import typed
from mopsctl.model.org import Box, HeldSkill, Person, Team
from mopsctl.model.outreach import Conversation
from mopsctl.model.plan import Link, Plan, Task
from mopsctl.model.responsibility import Assignment, SchemeLetter
from mopsctl.model.waiver import Waiver
from mopsctl.store import schema
from mopsctl.store.gateway import REGISTRIES
from mopsctl.store.migrations import Upgraded, upgrade
from mopsctl.store.opening import Store, create_store, open_store
from mopsctl.store.place import Place


def words(statement: str) -> list[str]:
    return sorted(statement.replace('"', "").replace("(", " ( ").replace(")", " ) ").split())


def digest(statements: list[str]) -> str:
    """Of all words of the tables, however they are quoted and laid out."""
    every = sorted(word for statement in statements for word in statement.replace('"', "").split())
    return f"{crc32(' '.join(every).encode()):08x}"


@pytest.fixture
def first(place: Place) -> Place:
    make_old(place, 1)
    return place


@pytest.fixture
def second(place: Place) -> Place:
    make_old(place, 2)
    return place


@pytest.fixture
def third(place: Place) -> Place:
    make_old(place, 3)
    return place


@pytest.fixture(params=range(1, schema.VERSION))
def old(place: Place, request: pytest.FixtureRequest) -> tuple[Place, int]:
    make_old(place, request.param)
    return place, request.param


def test_no_schema_that_was_released_ever_changes(lite: Store) -> None:
    """A changed table needs a new version, a step and a line here; what stands here stays."""
    with lite._backend.reading() as connection:
        tables = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table'").fetchall()
    released = {version: digest(tables_of_old(lite.place, version)) for version in range(1, schema.VERSION)}
    released[schema.VERSION] = digest([sql for (sql,) in tables])
    assert released == {1: "19fcdcf6", 2: "5c8a1ed7", 3: "8fc0a6ea", 4: "3a7e0ce7"}


def test_an_old_store_is_not_read_and_names_the_command(old: tuple[Place, int]) -> None:
    place, version = old
    for use in (lambda store: store.read(TODAY), lambda store: put(store, Team("x", "X")), lambda store: store.check()):
        with pytest.raises(MopsError, match=f"has schema {version}, and this mopsctl needs 4") as caught:
            use(open_store(place))
        assert (caught.value.code, caught.value.hint) == (STORE, "mopsctl db upgrade")


def test_an_old_store_is_upgraded_once_and_is_then_sound(old: tuple[Place, int]) -> None:
    place, version = old
    done = upgrade(place)
    assert (done.old, done.new, done.backup is None) == (version, 4, bool(place.url))
    assert upgrade(place) == Upgraded(4, 4)
    store = open_store(place)
    assert store.check() == []
    assert (store.identity().serial, store.identity().schema) == (7, 4)


def test_an_upgraded_store_holds_what_it_held(first: Place) -> None:
    upgrade(first)
    now = open_store(first).read(TODAY)
    assert now.people["ada"] == Person("ada", "Ada Lovelace", "martech", "executive", "CMO")
    assert now.people["zehra.k"].title == "Head\tof Sales"
    assert now.plans["rollout"].stage == "align"
    assert now.plans["rollout"].built is None
    assert now.participations["rollout", "it"].critical == "no"
    assert now.asks["rollout", "it", "assign", 2].said_in is None
    assert now.tasks["live"] == Task("live", "Go live", "rollout", kind="milestone")
    assert list(contents(now)) == [
        "teams", "people", "platforms", "capabilities", "offerings", "similarities", "plans", "participations", "asks",
        "alignments", "support", "reviews", "tasks", "links", "assignments",
    ]  # fmt: skip


def test_text_that_is_no_longer_taken_is_made_clean_in_rows_and_in_history(first: Place) -> None:
    upgrade(first)
    store = open_store(first)
    now = store.read(TODAY)
    assert now.tasks["design"].note == "first\nsecond\ufffd end\ufffd"
    assert now.teams["it"].name == "Engineering\ufffd[0m"
    assert store.read(TODAY, at=2).tasks["design"].note == now.tasks["design"].note
    counts = {changed.number: len(changed.changes) for changed in store.history()}
    # Only a line end had changed in 5.
    assert counts == {7: 3, 6: 1, 5: 0, 4: 1, 3: 1, 2: 1, 1: 23}


def test_what_was_done_before_can_be_read_undone_and_done_again_after(first: Place) -> None:
    upgrade(first)
    store = open_store(first)
    end = contents(store.read(TODAY))
    again = {**AUTHOR, "command": "x"}
    assert store.read(TODAY, at=3).participations["rollout", "it"].critical == "yes"
    assert [store.undo(**again).undoes for _ in range(4)] == [7, 6, 2, 1]
    assert contents(store.read(TODAY)) == {}
    assert [store.redo(**again).redoes for _ in range(4)] == [1, 2, 6, 7]
    assert contents(store.read(TODAY)) == end
    assert store.check() == []


def test_an_upgraded_store_takes_all_that_is_new(first: Place) -> None:
    upgrade(first)
    store = open_store(first)
    put(store, *SEED)
    put(store, Conversation("sales-1", "rollout", "sales", TODAY))
    put(store, Waiver("PLN602", "task:meet", "later", "zehra.k", TODAY, TODAY, "rollout"))
    assert store.check() == []
    assert store.forget("zehra.k", today=TODAY, actor="dpo", admit=AUTHOR["admit"]).pseudonym == "forgotten-1"
    assert store.check() == []


def test_the_registry_of_things_is_filled_from_the_rows(first: Place) -> None:
    upgrade(first)
    store = open_store(first)
    now = store.read(TODAY)
    with store._backend.reading() as connection:
        found = {tuple(row) for row in connection.execute("SELECT ref, kind, key FROM thing").fetchall()}
    kinds = {"teams": "team", "people": "person", "platforms": "platform", "capabilities": "capability",
             "tasks": "task", "plans": "plan"}  # fmt: skip
    assert set(kinds) < set(REGISTRIES["thing"])
    assert found == {(typed(word, key), word, key) for plural, word in kinds.items() for key in now.of(plural)}
    assert len(found) == 14


def structure(place: Place) -> Any:
    """All that a database knows of its tables: columns, keys, checks, references."""
    if place.path:
        connection = sqlite3.connect(place.path)
        found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        tables = [name for kind, name, _, _ in found if kind == "table"]
        columns = {name: connection.execute(f'PRAGMA table_xinfo("{name}")').fetchall() for name in tables}
        connection.close()
        return [(kind, name, table, sql and words(sql)) for kind, name, table, sql in found], columns
    with psycopg.connect(place.url) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name, ordinal_position, column_default, is_nullable, data_type, collation_name"
            " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 3"
        ).fetchall()
        constraints = connection.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
        ).fetchall()
        indexes = connection.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
    return columns, constraints, indexes


def test_an_upgraded_store_has_exactly_the_tables_of_a_new_one(
    old: tuple[Place, int], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    place, _ = old
    if place.path:
        new = Place(path=str(tmp_path / "new.db"))
    else:
        new = Place(url=request.getfixturevalue("postgres_server").database())
    create_store(new)
    upgrade(place)
    assert structure(place) == structure(new)


@pytest.mark.parametrize(("version", "name"), [(1, "Engineering\x1b[0m"), (2, "IT / Bilişim"), (3, "IT / Bilişim")])
def test_the_copy_that_an_upgrade_sets_aside_is_the_old_store(file: Path, version: int, name: str) -> None:
    place = Place(path=str(file))
    make_old(place, version)
    copy = upgrade(place).backup
    assert copy is not None
    connection = sqlite3.connect(copy)
    assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    assert connection.execute("SELECT name FROM teams WHERE key = 'it'").fetchone() == (name,)
    connection.close()
    copy.replace(place.path)
    assert upgrade(place).old == version


@pytest.mark.postgres
def test_a_store_on_a_server_is_upgraded_without_a_copy(postgres_url: str) -> None:
    make_old(Place(url=postgres_url), 3)
    assert upgrade(Place(url=postgres_url)).backup is None


def test_dates_and_flags_keep_their_types(first: Place) -> None:
    upgrade(first)
    now = open_store(first).read(TODAY)
    assert type(now.plans["rollout"]) is Plan
    assert now.plans["rollout"].start == date(2026, 3, 2)
    assert now.tasks["design"].agreed is False
    assert now.support["rollout", "ada"].takes_part is True


def test_a_store_of_version_2_means_after_it_what_it_meant(second: Place) -> None:
    upgrade(second)
    now = open_store(second).read(TODAY)
    assert dict(now.links) == {
        ("design", "train", "FS"): Link("design", "train"),
        ("train", "live", "FS"): Link("train", "live"),
        ("meet", "live", "FS"): Link("meet", "live"),
    }
    assert now.tasks["train"] == Task("train", "Train", "rollout", "martech", kind="learning", days=3)
    assert (now.tasks["design"].share, now.tasks["design"].ref, now.tasks["design"].must_by) == (100, "", None)
    assert now.teams["it"] == Team("it", "IT / Bilişim", ("it", "data-management"), "ask Zehra Karaca")
    assert now.plans["rollout"].calendar is None
    assert now.capabilities["segment"].decide_by is None
    assert now.participations["rollout", "it"].review_by is None


def test_links_without_a_type_can_be_undone_and_done_again(second: Place) -> None:
    upgrade(second)
    store = open_store(second)
    end = contents(store.read(TODAY))
    again = {**AUTHOR, "command": "x"}
    assert set(store.read(TODAY, at=1).links) == {("design", "live", "FS")}
    assert [store.undo(**again).undoes for _ in range(3)] == [7, 6, 3]
    assert set(store.read(TODAY).links) == {
        ("design", "live", "FS"), ("design", "train", "FS"), ("train", "live", "FS")
    }  # fmt: skip
    assert [store.undo(**again).undoes for _ in range(2)] == [2, 1]
    assert contents(store.read(TODAY)) == {}
    assert [store.redo(**again).redoes for _ in range(5)] == [1, 2, 3, 6, 7]
    assert contents(store.read(TODAY)) == end
    assert store.check() == []


def test_an_upgraded_store_of_version_2_takes_all_that_is_new(second: Place) -> None:
    upgrade(second)
    store = open_store(second)
    put(store, *SEED)
    put(store, DayOff("person:zehra.k", TODAY, TODAY, "leave"), Link("meet", "live", "FF", 2))
    assert store.check() == []
    store.forget("zehra.k", today=TODAY, actor="dpo", admit=AUTHOR["admit"])
    assert "Zehra" not in repr(contents(store.read(TODAY))) + repr(store.history())
    assert store.check() == []


def test_a_store_of_version_3_means_after_it_what_it_meant(third: Place) -> None:
    upgrade(third)
    now = open_store(third).read(TODAY)
    assert now.platforms["mailer"] == Platform("mailer", "Mailer", "retired", note="off since\tMay")
    assert now.platforms["cdp"] == Platform("cdp", "CDP", "proposed", "Acme", 120_000_000_000, "EUR", "ada", "ada",
                                            "ibrahim", DAY, "new")  # fmt: skip
    assert sorted(now.assignments) == [
        ("", "capability:send", "team:it", "C", "as-is"),
        ("rollout", "capability:segment", "team:martech", "A", "to-be"),
        ("rollout", "task:design", "team:it", "R", "to-be"),
        ("rollout", "task:meet", "person:zehra.k", "A", "to-be"),
    ]
    assert now.letters == {}
    assert now.links["train", "live", "FF"] == Link("train", "live", "FF", 2)
    assert set(now.days_off) == {("person:ibrahim", DAY), ("person:zehra.k", DAY), ("team:it", DAY)}


def test_what_was_done_in_version_3_can_be_undone_and_done_again(third: Place) -> None:
    upgrade(third)
    store = open_store(third)
    end = contents(store.read(TODAY))
    again = {**AUTHOR, "command": "x"}
    assert store.read(TODAY, at=2).platforms["mailer"].status == "retiring"
    assert store.read(TODAY, at=4).assignments["rollout", "task:design", "team:it", "R", "to-be"].agreed is True
    assert [store.undo(**again).undoes for _ in range(5)] == [7, 6, 3, 2, 1]
    assert contents(store.read(TODAY)) == {}
    assert [store.redo(**again).redoes for _ in range(5)] == [1, 2, 3, 6, 7]
    assert contents(store.read(TODAY)) == end
    assert store.check() == []


def test_the_registries_know_what_an_old_store_held(third: Place) -> None:
    upgrade(third)
    with open_store(third)._backend.reading() as connection:
        found = {tuple(row) for row in connection.execute("SELECT key FROM reach").fetchall()}
        holders = {row[0] for row in connection.execute("SELECT kind FROM holder").fetchall()}
    assert found == {("",), ("cdp",), ("mailer",)}
    assert holders == {"team", "person"}


def test_an_upgraded_store_of_version_3_takes_all_that_is_new(third: Place) -> None:
    upgrade(third)
    store = open_store(third)
    put(store, *SEED)
    assert store.check() == [
        "assignments hold letters that the scheme does not have: C"
    ]  # the scheme of the seed has none
    put(store, SchemeLetter("C", "consulted", "asked"))
    put(store, HeldSkill("zehra.k", "selling"), Box("head-mops", "as-is", holder="zehra.k"))
    put(store, Assignment("task:meet", "position:head-mops", "S", plan="rollout"))
    assert store.check() == []
    store.forget("zehra.k", today=TODAY, actor="dpo", admit=AUTHOR["admit"])
    assert "ehra" not in repr(contents(store.read(TODAY))) + repr(store.history())
    assert store.read(TODAY).boxes["head-mops", "as-is"].holder == "forgotten-1"
    assert store.check() == []
