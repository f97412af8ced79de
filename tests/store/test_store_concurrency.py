"""Many processes at one store: nobody's work is lost, nobody's first open fails, and no kill leaves it torn."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from store_edits import TODAY, put

from mopsctl.errors import STORE, MopsError
from mopsctl.model.org import Team
from mopsctl.store.opening import Store, create_store, open_store
from mopsctl.store.place import Place

PRELUDE = """
import sys
from datetime import date
from msgspec import structs
from mopsctl.model.org import Team
from mopsctl.store import creation, statements
from mopsctl.store.opening import create_store, open_store
from mopsctl.store.place import Place

def change(store, edit):
    store.change(edit, today=date.min, actor="", command="", admit=lambda before, after: ())
"""

COUNT = """
store = open_store(Place(path=sys.argv[1], url=sys.argv[2]))
def one_more(portfolio):
    team = portfolio.teams["it"]
    return structs.replace(portfolio, teams={"it": structs.replace(team, note=str(int(team.note) + 1))})
for _ in range(12):
    change(store, one_more)
"""

CREATE = """
for number in range(10):
    place = Place(path=f"{sys.argv[1]}/{number}.db") if not sys.argv[2] else Place(url=sys.argv[2])
    store = create_store(place)
    assert store.identity().schema == 4
"""

GROW = """
store = open_store(Place(path=sys.argv[1], url=sys.argv[2]))
fifty = {f"t{i}": Team(f"t{i}", "x" * 400) for i in range(50)}
while True:
    change(store, lambda portfolio: structs.replace(portfolio, teams={} if portfolio.teams else fifty))
    print("changed", flush=True)
"""


def start(program: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(processes: "list[subprocess.Popen[str]]") -> None:
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors


def test_eight_writers_lose_nothing(store: Store) -> None:
    put(store, Team("it", "IT", note="0"))
    finish([start(COUNT, store.place.path, store.place.url) for _ in range(8)])
    assert store.read(TODAY).teams["it"].note == "96"
    assert [c.number for c in store.history()] == list(range(97, 0, -1))
    assert store.check() == []


def test_sixteen_first_opens_all_succeed(tmp_path: Path) -> None:
    finish([start(CREATE, str(tmp_path), "") for _ in range(16)])
    for number in range(10):
        assert open_store(Place(path=str(tmp_path / f"{number}.db"))).check() == []


@pytest.mark.postgres
def test_first_opens_on_a_server_all_succeed(postgres_url: str) -> None:
    finish([start(CREATE, "", postgres_url) for _ in range(6)])
    assert open_store(Place(url=postgres_url)).check() == []


def settled(store: Store) -> tuple[int, int, int]:
    """Serial, teams and change-sets of one moment: a server may still finish what a client asked before it died."""
    while True:
        serial = store.identity().serial
        seen = serial, len(store.read(TODAY).teams), len(store.history())
        if store.identity().serial == serial:
            return seen


def test_a_kill_leaves_the_store_before_or_after_a_change(store: Store) -> None:
    rolls, serial = random.Random(4), 0
    for _ in range(12):
        process = start(GROW, store.place.path, store.place.url)
        assert process.stdout is not None
        assert process.stdout.readline() == "changed\n"
        time.sleep(rolls.random() * 0.03)
        process.kill()
        process.communicate()
        now, teams, changesets = settled(store)
        assert now > serial
        serial = now
        assert teams == (50 if serial % 2 else 0)
        assert changesets == serial
        assert store.check() == []
    put(store, Team("last", "Last"))


@pytest.mark.parametrize("mode", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_store_locked_for_longer_than_the_wait_says_so(lite: Store, mode: str) -> None:
    import sqlite3

    impatient = open_store(Place(path=lite.place.path, busy_seconds=0.05))
    other = sqlite3.connect(lite.place.path, isolation_level=None)
    try:
        other.execute(f"BEGIN {mode}")
        with pytest.raises(MopsError, match="is locked by another process") as caught:
            put(impatient, Team("it", "IT"))
        assert caught.value.code == STORE
        if mode == "IMMEDIATE":
            assert impatient.read(TODAY).teams == {}
        else:
            with pytest.raises(MopsError, match="is locked by another process"):
                impatient.read(TODAY)
    finally:
        other.close()
    put(impatient, Team("it", "IT"))


@pytest.mark.postgres
def test_a_locked_server_says_so_too(postgres_url: str) -> None:
    store = create_store(Place(url=postgres_url, busy_seconds=0.05))
    with (
        store._backend.writing(),
        pytest.raises(MopsError, match="is locked by another process") as caught,
    ):
        put(store, Team("it", "IT"))
    assert caught.value.code == STORE
    put(store, Team("it", "IT"))


def test_a_reader_sees_one_moment(store: Store) -> None:
    put(store, Team("it", "IT"))
    with store._backend.reading() as connection:
        first = connection.execute("SELECT name FROM teams").fetchall()
        if store.place.url:  # a SQLite writer would wait for us
            put(store, Team("it", "Bilişim"))
        assert connection.execute("SELECT name FROM teams").fetchall() == first
