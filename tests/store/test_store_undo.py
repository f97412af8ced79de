"""Undo and redo: one command is one unit, history only grows, and what moved on is not overwritten."""

import pytest
from store_edits import AUTHOR, TODAY, contents, put

from mopsctl.changes import Change
from mopsctl.errors import GATE_CLOSED, NOT_FOUND, STORE, MopsError
from mopsctl.model.org import Person, Team
from mopsctl.model.portfolio import Portfolio
from mopsctl.store.opening import Store

IT, SALES = Team("it", "IT"), Team("sales", "Sales")
UNDO = {**AUTHOR, "command": "mopsctl undo"}
REDO = {**AUTHOR, "command": "mopsctl redo"}


def test_undo_takes_back_one_command_and_appends(store: Store) -> None:
    put(store, IT, Person("ada", "Ada", "it"))
    taken_back = store.undo(**UNDO)
    assert contents(store.read(TODAY)) == {}
    assert (taken_back.number, taken_back.undoes, taken_back.redoes, taken_back.command) == (2, 1, None, "mopsctl undo")
    assert Change("teams", IT, None) in taken_back.changes
    assert store.history()[0] == taken_back


def test_redo_makes_it_again(store: Store) -> None:
    put(store, IT)
    store.undo(**UNDO)
    made_again = store.redo(**REDO)
    assert contents(store.read(TODAY)) == {"teams": {"it": IT}}
    assert (made_again.number, made_again.undoes, made_again.redoes) == (3, None, 1)


def test_undo_and_redo_walk_the_whole_way(store: Store) -> None:
    put(store, IT)
    put(store, SALES)
    put(store, Team("it", "Bilişim"))
    assert [store.undo(**UNDO).undoes for _ in range(3)] == [3, 2, 1]
    assert [store.redo(**REDO).redoes for _ in range(2)] == [1, 2]
    assert store.undo(**UNDO).undoes == 2
    assert contents(store.read(TODAY)) == {"teams": {"it": IT}}


def test_a_new_change_clears_what_could_be_redone(store: Store) -> None:
    put(store, IT)
    store.undo(**UNDO)
    put(store, SALES)
    with pytest.raises(MopsError, match="nothing to redo") as caught:
        store.redo(**REDO)
    assert caught.value.code == NOT_FOUND


def test_there_may_be_nothing_to_undo(store: Store) -> None:
    with pytest.raises(MopsError, match="nothing to undo") as caught:
        store.undo(**UNDO)
    assert caught.value.code == NOT_FOUND


def test_a_dry_run_of_undo_writes_nothing(store: Store) -> None:
    put(store, IT)
    dry = store.undo(dry_run=True, **UNDO)
    assert (dry.number, dry.undoes, dry.changes) == (0, 1, (Change("teams", IT, None),))
    assert store.identity().serial == 1


def test_undo_refuses_when_the_rows_have_moved_on(store: Store) -> None:
    put(store, IT, SALES)
    with store._backend.writing() as connection:
        connection.execute("UPDATE teams SET name = 'moved' WHERE key = 'it'")
    with pytest.raises(MopsError, match="cannot undo change-set 1: changed since then: team it") as caught:
        store.undo(**UNDO)
    assert caught.value.code == STORE
    assert store.read(TODAY).teams["it"].name == "moved"
    assert store.identity().serial == 1


def test_undo_passes_the_gate_too(store: Store) -> None:
    put(store, IT)

    def closed(before: Portfolio, after: Portfolio) -> None:
        raise MopsError(f"closed {len(before.teams)} {len(after.teams)}", code=GATE_CLOSED)

    with pytest.raises(MopsError, match="closed 1 0"):
        store.undo(**{**UNDO, "admit": closed})
