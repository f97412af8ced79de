"""The one way to write: what a change-set says, when nothing is written, and what is read back."""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec import structs
from store_edits import AUTHOR, SEED, TODAY, adding, admit_all, contents, put, removing

from mopsctl.changes import Change, ChangeSet
from mopsctl.edit.records import remove, rename
from mopsctl.errors import GATE_CLOSED, NOT_FOUND, MopsError
from mopsctl.model.capability import Activity, Dataset, Platform
from mopsctl.model.kinds import KINDS, kind_of
from mopsctl.model.operating import Interaction, Topic
from mopsctl.model.org import Function, Goal, Number, Person, Pillar, Position, Team
from mopsctl.model.portfolio import Portfolio
from mopsctl.store.opening import Store, open_store
from mopsctl.store.place import Place
from mopsctl.store.reading import OF_ONE_PLAN

IT, SALES = Team("it", "IT"), Team("sales", "Sales")


def test_the_seed_holds_every_kind_with_every_field_set() -> None:
    for kind in KINDS:
        of_kind = [record for record in SEED if kind_of(record) is kind]
        for field in kind.record.__struct_fields__:
            assert any(getattr(record, field) not in (None, "", ()) for record in of_kind), (kind.plural, field)


def test_every_field_of_every_kind_comes_back_as_it_went(store: Store) -> None:
    put(store, *SEED)
    assert contents(store.read(TODAY)) == contents(adding(*SEED)(Portfolio(today=TODAY)))


def test_fields_come_back_in_their_own_types(store: Store) -> None:
    put(store, *SEED)
    for kind in KINDS:
        for key, record in store.read(TODAY).of(kind.plural).items():
            assert kind.key_of(record) == key
            original = next(r for r in SEED if kind_of(r) is kind and kind.key_of(r) == key)
            for field in kind.record.__struct_fields__:
                assert type(getattr(record, field)) is type(getattr(original, field)), field


def test_a_change_set_says_what_who_when_and_how(store: Store) -> None:
    before = datetime.now(UTC)
    written = store.change(adding(IT), today=TODAY, actor="ada", command="mopsctl team add it", admit=admit_all)
    assert written.at is not None
    assert before <= written.at <= datetime.now(UTC)
    assert written == ChangeSet((Change("teams", None, IT),), 1, "ada", written.at, "mopsctl team add it")
    assert store.history() == (written,)


def test_a_dry_run_says_the_same_and_writes_nothing(store: Store) -> None:
    put(store, IT)
    identity = store.identity()
    dry = store.change(adding(SALES), command="x", dry_run=True, **AUTHOR)
    assert dry == ChangeSet((Change("teams", None, SALES),))
    assert store.identity() == identity
    assert dry.changes == put(store, SALES).changes


def test_an_edit_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    put(store, IT)
    assert put(store, IT) == ChangeSet(())
    assert store.identity().serial == 1


def test_an_update_replaces_and_a_removal_removes(store: Store) -> None:
    put(store, IT, SALES)
    put(store, Team("it", "IT", ("a", "b"), "n"))
    store.change(removing("teams", "sales"), command="x", **AUTHOR)
    assert contents(store.read(TODAY)) == {"teams": {"it": Team("it", "IT", ("a", "b"), "n")}}
    assert store.check() == []


def test_the_gate_sees_both_sides_and_can_refuse(store: Store) -> None:
    put(store, IT)
    seen: list[Any] = []

    def closed(before: Portfolio, after: Portfolio) -> None:
        seen.append((set(before.teams), set(after.teams)))
        raise MopsError("closed", code=GATE_CLOSED)

    for dry_run in (False, True):
        with pytest.raises(MopsError, match="closed"):
            store.change(adding(SALES), today=TODAY, actor="x", command="x", admit=closed, dry_run=dry_run)
    assert seen == [({"it"}, {"it", "sales"})] * 2
    assert store.identity().serial == 1


def test_a_failing_edit_writes_nothing_and_frees_the_lock(store: Store) -> None:
    def fail(_: Portfolio) -> Portfolio:
        raise MopsError("no such thing")

    with pytest.raises(MopsError, match="no such thing"):
        store.change(fail, command="x", **AUTHOR)
    assert put(store, IT).number == 1


def test_the_past_can_be_read_at_every_serial(store: Store) -> None:
    put(store, IT)
    put(store, Team("it", "Bilişim"), Person("ada", "Ada", "it"))
    store.change(removing("people", "ada"), command="x", **AUTHOR)
    assert [contents(store.read(TODAY, at=at)) for at in range(4)] == [
        {},
        {"teams": {"it": IT}},
        {"teams": {"it": Team("it", "Bilişim")}, "people": {"ada": Person("ada", "Ada", "it")}},
        {"teams": {"it": Team("it", "Bilişim")}},
    ]


@pytest.mark.parametrize("at", [-1, 2])
def test_a_serial_that_never_was_is_not_found(store: Store, at: int) -> None:
    put(store, IT)
    with pytest.raises(MopsError) as caught:
        store.read(TODAY, at=at)
    assert caught.value.code == NOT_FOUND


def test_history_is_the_newest_first_and_can_be_cut(store: Store) -> None:
    for number in range(1, 5):
        put(store, Team("it", f"IT {number}"), command=f"c{number}")
    assert [(c.number, c.command) for c in store.history(2)] == [(4, "c4"), (3, "c3")]
    assert [c.number for c in store.history()] == [4, 3, 2, 1]
    assert store.history(0) == ()
    assert store.history(2)[0].changes == (Change("teams", Team("it", "IT 3"), Team("it", "IT 4")),)


def test_keys_are_the_sorted_slugs(store: Store) -> None:
    put(store, *SEED)
    assert store.keys("people") == ["ada", "ibrahim"]
    assert store.keys("assignments") == []


def test_a_store_keeps_its_identity(store: Store) -> None:
    uuid = store.identity().uuid
    put(store, IT)
    again = open_store(store.place).identity()
    assert (again.uuid, again.serial, again.schema) == (uuid, 1, 4)


def test_texts_of_any_letters_come_back(store: Store) -> None:
    odd = "İıŞğ 日本 \u202e ' \" ; -- %s %% \\ \t\r\n ?1 :x 🦊\x7f\x01"
    put(store, Team("it", odd, note=odd))
    assert store.read(TODAY).teams["it"] == Team("it", odd, note=odd)


def test_rows_changed_behind_its_back_are_seen_by_check(lite: Store) -> None:
    put(lite, IT)
    with lite._backend.writing() as connection:
        connection.execute("INSERT INTO teams VALUES ('x', 'X', '', '', NULL, NULL)")
    assert lite.check() == ["the registry holder is out of step with the records",
                            "the registry thing is out of step with the records",
                            "history does not account for all teams: rows were changed by another program"]  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "registry"),
    [
        ("INSERT INTO reach VALUES ('nowhere')", "reach"),
        ("INSERT INTO scope VALUES ('nowhere')", "scope"),
        ("INSERT INTO holder VALUES ('position:x', 'position', 'x')", "holder"),
        ("INSERT INTO subject VALUES ('activity:x', 'activity', 'x')", "subject"),
        ("INSERT INTO thing VALUES ('pillar:x', 'pillar', 'x')", "thing"),
    ],
)
def test_a_registry_out_of_step_is_seen_by_check(lite: Store, statement: str, registry: str) -> None:
    put(lite, *SEED)
    with lite._backend.writing() as connection:
        connection.execute(statement)
    assert lite.check() == [f"the registry {registry} is out of step with the records"]


def test_letters_that_mean_nothing_are_seen_by_check(store: Store) -> None:
    put(store, *SEED)
    store.change(removing("letters", "R", "S"), command="x", **AUTHOR)
    assert store.check() == ["assignments hold letters that the scheme does not have: R, S"]
    store.change(removing("letters", "A"), command="x", **AUTHOR)  # a store without letters speaks RACI
    assert store.check() == ["assignments hold letters that the scheme does not have: S"]


def test_registries_follow_what_is_added_renamed_and_removed(store: Store) -> None:
    put(store, *SEED)
    for record, key in ((Position, "data-lead"), (Activity, "approve"), (Platform, "cdp"), (Function, "data"),
                        (Pillar, "accountability"), (Topic, "taxonomy"), (Goal, "growth"), (Number, "revenue"),
                        (Dataset, "consent"), (Interaction, "churn-insight")):  # fmt: skip
        store.change(lambda now, r=record, k=key: rename(now, r, k, "another"), command="x", **AUTHOR)  # type: ignore[misc]
        assert store.check() == [], key
        store.change(lambda now, r=record: remove(now, r, "another", cascade=True), command="x", **AUTHOR)  # type: ignore[misc]
        assert store.check() == [], key
    now = store.read(TODAY)
    assert {right.platform for right in now.rights.values()} == {""}
    assert ("data-lead" in now.positions, "approve" in now.activities, now.truths) == (False, False, {})


def test_no_read_imports_sqlalchemy(place: Place) -> None:
    import subprocess
    import sys

    from mopsctl.store.opening import create_store

    put(create_store(place), *SEED)
    program = (
        "import sys; from datetime import date; from mopsctl.store.opening import open_store;"
        "from mopsctl.store.place import Place; from mopsctl.store import gateway;"
        "store = open_store(Place(path=sys.argv[1], url=sys.argv[2])); store.read(date.min);"
        "store.read(date.min, at=0); store.keys('teams'); store.history(); store.check();"
        "store.change(lambda p: p, today=date.min, actor='', command='', admit=lambda a, b: (), dry_run=True);"
        "print({'sqlmodel', 'sqlalchemy', 'pydantic'} & set(sys.modules), 'psycopg' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, place.path, place.url], capture_output=True, text=True, check=True
    )
    assert run.stdout == f"set() {bool(place.url)}\n"


def test_a_read_for_one_plan_holds_its_records_and_all_that_belongs_to_no_plan(store: Store) -> None:
    put(store, *SEED)
    whole = store.read(TODAY)
    key, other = min(whole.plans), "another"
    twins = [
        structs.replace(record, plan=other, **({"key": f"{record.key}-2"} if kind_of(record).key == ("key",) else {}))
        for plural in OF_ONE_PLAN
        for record in whole.of(plural).values()
        if record.plan == key
    ]
    assert {kind_of(twin).plural for twin in twins} == set(OF_ONE_PLAN)
    put(store, structs.replace(whole.plans[key], key=other), *twins)
    both, one = store.read(TODAY), store.read(TODAY, plan=key)
    for kind in KINDS:
        wanted = {
            k: record
            for k, record in both.of(kind.plural).items()
            if kind.plural not in OF_ONE_PLAN or record.plan == key
        }
        assert one.of(kind.plural) == wanted, kind.plural
    assert len(one.asks) < len(both.asks)
    assert store.read(TODAY, plan="nobody").plans == both.plans
