"""Erasing a person: nothing of them is left in rows, history, the file or its copies, and nothing brings it back."""

from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from store_edits import AUTHOR, SEED, TODAY, admit_all, contents, put, removing

from mopsctl.errors import NOT_FOUND, MopsError
from mopsctl.model.calendar import DayOff
from mopsctl.model.capability import Disposition
from mopsctl.model.fields import Name, Text
from mopsctl.model.operating import Assessment, Interaction, Right
from mopsctl.model.org import HeldSkill, Person, Team
from mopsctl.model.plan import Task
from mopsctl.model.responsibility import Handover
from mopsctl.model.support import Support
from mopsctl.model.waiver import Waiver
from mopsctl.store.opening import Store

FORGET = {"today": TODAY, "actor": "dpo", "admit": admit_all}
ZEHRA = Person("zehra.k", "Zehra Karaca", "martech", "leader", "Head of Martech", "z.karaca@example.org")


def renamed(record: Any) -> Any:
    """The record with Zehra in it wherever Ada is."""
    if isinstance(record, Person) and record.key == "ada":
        return structs.replace(ZEHRA, level="executive")
    values = {field: getattr(record, field) for field in record.__struct_fields__}
    zehra = {"ada": "zehra.k", "person:ada": "person:zehra.k"}
    return structs.replace(record, **{f: zehra[v] for f, v in values.items() if isinstance(v, str) and v in zehra})


def filled(store: Store) -> Store:
    rows = [renamed(record) for record in SEED]
    put(store, *rows, command="mopsctl person add zehra.k --name 'Zehra Karaca'")
    put(store, Task("meet", "Meet zehra karaca", "rollout", note="ask Zehra  Karaca's team; zehra.k."), command="x")
    put(store, Support("rollout", "zehra.k", "no", "no"), command="mopsctl support set zehra.k")
    return store


def test_rows_keep_what_was_done_under_a_pseudonym(store: Store) -> None:
    forgotten = filled(store).forget("zehra.k", **FORGET)
    now = store.read(TODAY)
    assert (forgotten.pseudonym, forgotten.number, forgotten.backups) == ("forgotten-1", 4, ())
    assert now.people["forgotten-1"] == Person("forgotten-1", "forgotten person", "martech", "executive")
    assert set(now.people) == {"forgotten-1", "ibrahim"}
    assert now.support == {}
    assert now.platforms["cdp"].system_owner == "forgotten-1"
    assert ("", "platform:cdp", "person:forgotten-1", "R", "as-is") in now.assignments
    assert now.tasks["meet"].name == "Meet forgotten person"
    assert now.tasks["meet"].note == "ask forgotten person's team; forgotten-1."
    assert store.check() == []


def test_no_kind_of_record_and_no_text_in_one_keeps_the_person(store: Store) -> None:
    rows = [renamed(record) for record in SEED]
    told = [tell(record) for record in rows]
    put(store, *told, command="mopsctl person set zehra.k --email z.karaca@example.org")
    store.forget("zehra.k", **FORGET)
    now = store.read(TODAY)
    said = repr(contents(now)) + repr(store.history())
    for piece in ("ehra", "arac", "z.karaca", "Head of Martech"):
        assert piece not in said
    assert now.conversations["it-2026-03-02"].person == "ibrahim"
    assert now.conversations["it-2026-03-02"].next_step == "forgotten person (forgotten-1, forgotten person) knows"
    assert now.notes["it-2026-03-02"].text == "forgotten person (forgotten-1, forgotten person) knows"
    assert now.actions["teach-it"].owner == "forgotten-1"
    assert store.check() == []


def tell(record: Any) -> Any:
    """The record with the person named in every free text of it."""
    texts = [
        f for f, hint in type(record).__annotations__.items() if hint in (Name, Text) and f not in ("name", "email")
    ]
    return structs.replace(record, **dict.fromkeys(texts, "Zehra Karaca (zehra.k, Z.Karaca@example.org) knows"))


def test_a_waiver_that_the_person_approved_keeps_its_days_under_the_pseudonym(store: Store) -> None:
    filled(store)
    put(store, Waiver("ORG903", "person:zehra.k", "Zehra asked for it", "zehra.k", TODAY, TODAY, "rollout"))
    store.forget("zehra.k", **FORGET)
    waivers = store.read(TODAY).waivers
    assert waivers["rollout", "GAT401", "team:it"].by == "forgotten-1"
    assert waivers["rollout", "ORG903", "person:forgotten-1"] == Waiver(
        "ORG903", "person:forgotten-1", "Zehra asked for it", "forgotten-1", TODAY, TODAY, "rollout"
    )
    assert store.check() == []


def test_history_and_the_past_know_the_person_no_more(store: Store) -> None:
    filled(store).forget("zehra.k", **FORGET)
    told = repr(store.history()) + "".join(repr(contents(store.read(TODAY, at=at))) for at in range(5))
    for piece in ("ehra", "Karaca", "karaca", "Head of Martech"):
        assert piece not in told
    assert store.history()[-1].command == "mopsctl person add forgotten-1 --name 'forgotten person'"
    assert store.history()[0].command == "person forget forgotten-1"
    assert all(change.kind != "support" for changeset in store.history() for change in changeset.changes)


def test_undo_and_redo_across_it_do_not_bring_the_person_back(store: Store) -> None:
    filled(store).forget("zehra.k", **FORGET)
    again = {**AUTHOR, "command": "x"}
    # The change of support is gone, so the meeting is the latest that can be taken back.
    assert store.undo(**again).undoes == 2
    assert store.undo(**again).undoes == 1
    assert contents(store.read(TODAY)) == {}
    store.redo(**again)
    assert "forgotten-1" in store.read(TODAY).people
    assert "zehra.k" not in store.read(TODAY).people
    assert store.check() == []


def test_no_byte_of_the_file_or_its_copies_tells(lite: Store, file: Path) -> None:
    filled(lite)
    for number in range(40):  # pages are split, freed and used again
        put(lite, Person("zehra.k", "Zehra Karaca", "martech", title="t" * 50 * number))
    copy = file.with_name("mops.db.backup-v1-20260101T000000Z")
    lite.backup(copy)
    (file.parent / "other.db").write_bytes(b"not ours")
    assert b"Karaca" in file.read_bytes()
    forgotten = lite.forget("zehra.k", **FORGET)
    assert forgotten.backups == (copy.name,)
    assert sorted(path.name for path in file.parent.iterdir()) == ["mops.db", "other.db"]
    for piece in (b"ehra", b"araca", b"zehra.k", b"Head of Martech"):
        assert piece not in file.read_bytes()


def test_days_on_which_the_person_was_away_go_with_their_history(store: Store) -> None:
    away = DayOff("person:zehra.k", TODAY, TODAY, "surgery")
    filled(store)
    put(
        store,
        away,
        DayOff("team:martech", TODAY, TODAY, "Zehra Karaca marries"),
        DayOff("person:ibrahim", TODAY, TODAY),
    )
    put(store, structs.replace(away, last=TODAY.replace(day=31)))
    store.forget("zehra.k", **FORGET)
    assert {key: off.why for key, off in store.read(TODAY).days_off.items() if key[1] == TODAY} == {
        ("team:martech", TODAY): "forgotten person marries",
        ("person:ibrahim", TODAY): "",
    }
    assert "surgery" not in repr(store.history())
    assert store.read(TODAY).conditions["contract"].owner == "forgotten-1"
    assert store.check() == []


def test_who_held_a_box_a_right_or_a_hand_over_is_a_pseudonym_and_what_the_person_knew_is_gone(store: Store) -> None:
    filled(store)
    put(
        store,
        HeldSkill("zehra.k", "chess"),
        HeldSkill("ibrahim", "chess"),
        Right("roadmap", "agree", "person:zehra.k", "cdp", confirmed_by="zehra.k"),
        Handover(
            "rollout", "task:live", "person:zehra.k", "person:zehra.k", "zehra.k", afterwards="Zehra Karaca rests"
        ),
        Disposition("segment", "mailer", "retire", decided_by="zehra.k"),
        Interaction("mail", "Mail", "it", "martech", source="Zehra Karaca"),
        Assessment("it", "send", TODAY, challenges="without Zehra Karaca it stops"),
    )
    store.forget("zehra.k", **FORGET)
    now = store.read(TODAY)
    assert now.boxes["head-mops", "to-be"].holder == "forgotten-1"
    assert now.boxes["head-mops", "to-be"].team == "martech"
    assert set(now.held_skills) == {("ibrahim", "chess"), ("ibrahim", "sql")}
    assert now.rights["roadmap", "cdp", "agree", "person:forgotten-1", "to-be"].confirmed_by == "forgotten-1"
    assert now.handovers["rollout", "task:live", "person:forgotten-1"] == Handover(
        "rollout", "task:live", "person:forgotten-1", "person:forgotten-1", "forgotten-1",
        afterwards="forgotten person rests",
    )  # fmt: skip
    assert now.dispositions["segment", "mailer"].decided_by == now.datasets["consent"].owner == "forgotten-1"
    assert now.interactions["mail"].source == "forgotten person"
    assert now.assessments["it", "send"].challenges == "without forgotten person it stops"
    assert "('zehra.k', 'chess')" not in repr(store.history())
    assert [c.key for change in store.history() for c in change.changes if c.kind == "held_skills"] == [
        ("ibrahim", "chess"), ("ibrahim", "sql")
    ]  # fmt: skip
    assert store.check() == []


def test_a_person_removed_long_ago_can_be_forgotten(store: Store) -> None:
    put(store, Team("it", "IT"), Person("zehra.k", "Zehra Karaca", "it"))
    store.change(removing("people", "zehra.k"), command="x", **AUTHOR)
    assert store.forget("zehra.k", **FORGET).rows == 0
    assert "Karaca" not in repr(store.history())


def test_former_names_are_erased_with_the_present_one(store: Store) -> None:
    put(store, Team("it", "IT"), Person("z", "Zehra Demir", "it"))
    put(store, Person("z", "Zehra Karaca", "it"), Team("it", "IT", note="led by Zehra Demir"))
    store.forget("z", **FORGET)
    assert "Demir" not in repr(store.history())
    assert store.read(TODAY).teams["it"].note == "led by forgotten person"


def test_others_keep_their_names_keys_and_states(store: Store) -> None:
    put(store, Team("open", "Open"), Team("al", "Alignment"), Person("open", "Al", "open"), Person("al-2", "Al", "al"))
    store.forget("open", **FORGET)
    now = store.read(TODAY)
    assert set(now.teams) == {"open", "al"}
    assert now.teams["al"].name == "Alignment"
    assert now.people["al-2"].name == "Al"
    assert now.people["forgotten-1"].team == "open"


def test_the_second_one_gets_the_next_pseudonym(store: Store) -> None:
    put(store, Team("it", "IT"), Person("a1", "Ann One", "it"), Person("b2", "Bob Two", "it"))
    assert store.forget("a1", **FORGET).pseudonym == "forgotten-1"
    assert store.forget("b2", **FORGET).pseudonym == "forgotten-2"


def test_nobody_is_not_found(store: Store) -> None:
    put(store, Team("it", "IT"), Person("ada", "Ada", "it"))
    with pytest.raises(MopsError, match='no person "adaa"; did you mean "ada"') as caught:
        store.forget("adaa", **FORGET)
    assert caught.value.code == NOT_FOUND
    assert store.identity().serial == 1


def test_a_text_that_grows_stays_within_its_limit(store: Store) -> None:
    put(store, Team("it", "IT", note="Bobby " * 1600), Person("b", "Bobby", "it"))
    store.forget("b", **FORGET)
    assert len(store.read(TODAY).teams["it"].note) == 10_000
