"""Add, change, remove and rename records of any kind; no edit leaves a reference to nothing."""

from collections.abc import Callable
from datetime import date

import pytest
from edit_builders import TODAY, changed, small
from msgspec import structs

from mopsctl.changes import diff, patch, reverse
from mopsctl.edit import records
from mopsctl.errors import NOT_FOUND, USAGE, MopsError
from mopsctl.model.capability import Capability, Platform, Similarity
from mopsctl.model.fields import Record
from mopsctl.model.kinds import KINDS
from mopsctl.model.lookup import dangling
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Link, Plan, Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment


def refused(edit: Callable[[], Portfolio]) -> MopsError:
    with pytest.raises(MopsError) as raised:
        edit()
    return raised.value


def all_references_hold(portfolio: Portfolio) -> bool:
    return not [e for kind in KINDS for r in portfolio.of(kind.plural).values() for e in dangling(portfolio, r)]


def test_adding_adds_one_record_and_leaves_the_old_portfolio_alone() -> None:
    before = small()
    after = records.add(before, Team("growth", "Growth"))
    assert changed(before, after) == [("teams", "growth", "added")]
    assert "growth" not in before.teams


def test_adding_several_may_refer_to_each_other_in_any_order() -> None:
    after = records.add(small(), Person("zoe", "Zoe", "growth"), Team("growth", "Growth"))
    assert after.people["zoe"].team == "growth"


def test_a_key_that_is_taken_is_refused_with_the_command_that_changes_it() -> None:
    error = refused(lambda: records.add(small(), Team("it", "Other")))
    assert (error.message, error.hint, error.code) == ('there is already a team "it"', "mopsctl team set it", USAGE)


def test_a_taken_key_of_several_parts_has_no_command_to_offer() -> None:
    error = refused(lambda: records.add(small(), Link("map", "build")))
    assert (error.message, error.hint) == ('there is already a link "map/build/FS"', "")


def test_a_taken_key_of_a_plan_has_no_command_to_offer_for_plan_set_takes_no_key() -> None:
    error = refused(lambda: records.add(small(), Plan("rollout", "P", TODAY)))
    assert (error.message, error.hint) == ('there is already a plan "rollout"', "")


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (Person("zoe", "Zoe", "anlytics"), 'no team "anlytics"; did you mean "analytics"?'),
        (Task("x", "X", "rollout", owner="adda"), 'no person "adda"; did you mean "ada"?'),
        (Task("x", "X", "nowhere"), 'no plan "nowhere"'),
        (
            Assignment("capability:sned", "team:it", "R", "to-be", "rollout"),
            'no capability "sned"; did you mean "send"?',
        ),
        (
            Assignment("team:it", "team:it", "R", "to-be", "rollout"),
            'subject "team:it" is not a capability or activity or platform or task',
        ),
        (
            Assignment("capability:send", "plan:rollout", "R", "to-be", "rollout"),
            'holder "plan:rollout" is not a team or person or position',
        ),
    ],
)
def test_a_reference_to_nothing_is_refused(record: Record, message: str) -> None:
    assert refused(lambda: records.put(small(), record)).message == message


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (
            Team("data team", "X"),
            'team key "data team": a key has ASCII letters, digits, - _ . and no space; try "data-team"',
        ),
        (Team("İzmir", "X"), 'team key "İzmir": a key has ASCII letters, digits, - _ . and no space; try "izmir"'),
        (Team("数据", "X"), 'team key "数据": a key has ASCII letters, digits, - _ . and no space'),
        (Team("x", ""), "team name is empty"),
        (Team("x" * 65, "X"), "team key is 65 characters long; at most 64 fit"),
        (Task("x", "X", "rollout", days=-1), "task days -1: at least 0"),
        (Task("x", "X", "rollout", percent=101), "task percent 101: at most 100"),
        (Plan("x", "X", TODAY, target=date(2026, 11, 1)), "plan x: target 2026-11-01 is before start 2026-11-23"),
        (Task("x", "X", "rollout", kind="milestone", days=1), "task x: a milestone takes no days"),
        (Link("map", "map"), "link map/map/FS: a task cannot wait for itself"),
        (Similarity("send", "cut"), "similarity send/cut: similar capabilities are two, written in alphabetical order"),
        (
            Assignment("capability:send", "team:it", "C", "as-is", "rollout"),
            "assignment rollout/capability:send/team:it/C/as-is: an as-is row names no plan",
        ),
        (
            Assignment("capability:send", "team:it", "C", "to-be"),
            "assignment capability:send/team:it/C/to-be: a to-be row names its plan",
        ),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_named(record: Record, message: str) -> None:
    error = refused(lambda: records.put(small(), record))
    assert (error.message, error.code) == (message, USAGE)


def test_text_that_no_database_takes_is_refused() -> None:
    assert refused(lambda: records.put(small(), Team("x", "a\0b"))).code == USAGE
    assert refused(lambda: records.put(small(), Team("x", "X", note="\ud800"))).code == USAGE


def test_a_list_said_in_words_becomes_the_tuple_that_a_store_answers() -> None:
    after = records.update(small(), Team, "it", {"covers": ["it", "security"]})
    assert after.teams["it"].covers == ("it", "security")
    assert changed(after, records.update(after, Team, "it", {"covers": ["it", "security"]})) == []


def test_changing_touches_only_the_fields_that_are_said() -> None:
    after = records.update(small(), Platform, "cdp", {"status": "live"})
    assert after.platforms["cdp"] == Platform("cdp", "CDP", "live", system_owner="ada")


def test_changing_what_is_not_there_is_refused_with_a_suggestion() -> None:
    error = refused(lambda: records.update(small(), Team, "anlytics", {"name": "X"}))
    assert error.message == 'no team "anlytics"; did you mean "analytics"?'
    assert (error.hint, error.code) == ("mopsctl team list", NOT_FOUND)


# -- remove


def test_removing_what_nothing_refers_to_removes_just_that() -> None:
    before = records.add(small(), Team("growth", "Growth"))
    assert changed(before, records.remove(before, Team, "growth")) == [("teams", "growth", "removed")]


def test_removing_lists_what_depends_on_it() -> None:
    error = refused(lambda: records.remove(small(), Platform, "cdp"))
    assert error.message == (
        'platform "cdp" is still referred to: capability send (governing), offering send/cdp/it (platform), '
        "plan rollout (platform)"
    )
    assert error.hint == "mopsctl platform remove cdp --cascade"


def test_a_long_list_of_dependents_is_counted() -> None:
    error = refused(lambda: records.remove(small(), Team, "it"))
    assert error.message == (
        'team "it" is still referred to: person mert (team), offering send/cdp/it (team), plan rollout (funded_by), '
        "participation rollout/it (team), ask rollout/it/assign/1 (team) and 3 more"
    )


def test_a_cascade_takes_what_cannot_be_without_it_and_empties_what_can() -> None:
    before = small()
    after = records.remove(before, Platform, "cdp", cascade=True)
    assert changed(before, after) == [
        ("platforms", "cdp", "removed"),
        ("capabilities", "send", "changed"),
        ("offerings", ("send", "cdp", "it"), "removed"),
        ("plans", "rollout", "changed"),
    ]
    assert (after.plans["rollout"].platform, after.capabilities["send"].governing) == (None, None)


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (Team, "it"),
        (Team, "analytics"),
        (Person, "ada"),
        (Person, "mert"),
        (Platform, "cdp"),
        (Capability, "send"),
        (Plan, "rollout"),
        (Task, "map"),
        (Task, "build"),
    ],
)
def test_a_cascade_leaves_no_reference_to_nothing_and_can_be_taken_back(record: type[Record], key: str) -> None:
    before = small()
    after = records.remove(before, record, key, cascade=True)
    assert all_references_hold(after)
    assert changed(before, patch(after, reverse(diff(before, after)))) == []


def test_removing_a_team_takes_its_people_and_what_they_hold() -> None:
    after = records.remove(small(), Team, "analytics", cascade=True)
    assert sorted(after.people) == ["mert"]
    assert [a.holder for a in after.assignments.values()] == ["team:it", "team:it"]
    assert (after.plans["rollout"].manager, after.participations["rollout", "it"].understood_by) == (None, None)


# -- rename


def test_a_rename_moves_every_reference() -> None:
    before = small()
    after = records.rename(before, Person, "ada", "ada-eriksen")
    assert "ada" not in after.people
    assert after.people["ada-eriksen"].name == "Ada"
    assert after.platforms["cdp"].system_owner == "ada-eriksen"
    assert after.plans["rollout"].manager == "ada-eriksen"
    assert after.participations["rollout", "it"].understood_by == "ada-eriksen"
    assert after.tasks["map"].owner == "ada-eriksen"
    assert after.support["rollout", "ada-eriksen"].solution == "yes"
    moved = after.assignments["rollout", "capability:send", "person:ada-eriksen", "A", "to-be"]
    assert (moved.agreed, moved.agreed_by) == (True, "ada-eriksen")
    assert len(after.assignments) == len(before.assignments)
    assert all_references_hold(after)


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (Team, "it"),
        (Person, "ada"),
        (Platform, "cdp"),
        (Capability, "send"),
        (Capability, "cut"),
        (Task, "build"),
        (Plan, "rollout"),
    ],
)
@pytest.mark.parametrize("new", ["aaa", "zzz", "Build.it_2"])
def test_a_rename_forth_and_back_changes_nothing_but_what_a_team_covers(
    record: type[Record], key: str, new: str
) -> None:
    before = small()
    there = records.rename(before, record, key, new)
    assert all_references_hold(there)
    back = records.rename(there, record, new, key)
    assert [c for c in changed(before, back) if c != ("teams", "it", "changed")] == []
    assert changed(before, patch(there, reverse(diff(before, there)))) == []


def test_similar_capabilities_stay_in_alphabetical_order_when_one_is_renamed() -> None:
    after = records.rename(small(), Capability, "cut", "zcut")
    assert sorted(after.similarities) == [("send", "zcut")]


def test_a_team_that_is_renamed_stands_for_the_same_function() -> None:
    after = records.rename(small(), Team, "it", "engineering")
    assert after.teams["engineering"].covers == ("it",)
    named = records.rename(records.update(small(), Team, "it", {"covers": ["martech"]}), Team, "it", "tech")
    assert named.teams["tech"].covers == ("martech",)


def test_a_team_of_no_known_function_is_only_renamed() -> None:
    after = records.rename(records.add(small(), Team("marketng", "M")), Team, "marketng", "marketing")
    assert after.teams["marketing"].covers == ()


@pytest.mark.parametrize(
    ("key", "new", "message"),
    [
        ("it", "analytics", 'there is already a team "analytics"'),
        ("it", "it", 'there is already a team "it"'),
        ("itt", "x", 'no team "itt"; did you mean "it"?'),
        ("it", "i t", 'team key "i t": a key has ASCII letters, digits, - _ . and no space; try "i-t"'),
        ("it", "", 'team key "": a key has ASCII letters, digits, - _ . and no space'),
    ],
)
def test_a_rename_that_cannot_be_is_refused(key: str, new: str, message: str) -> None:
    assert refused(lambda: records.rename(small(), Team, key, new)).message == message


# -- naming a holder and a subject


def test_a_subject_is_found_by_its_key_alone_or_with_its_kind() -> None:
    assert records.subject(small(), "send") == "capability:send"
    assert records.subject(small(), "task:build") == "task:build"
    assert refused(lambda: records.subject(small(), "team:it")).message == (
        'no kind of subject "team"; there are capability, activity, platform and task'
    )
    assert refused(lambda: records.subject(small(), "task:biuld")).message == 'no task "biuld"; did you mean "build"?'
    both = records.add(small(), Task("send", "Send", "rollout"))
    assert refused(lambda: records.subject(both, "send")).message == (
        '"send" is the key of more than one thing; write capability:send or task:send'
    )


def test_a_holder_is_one_team_or_one_person() -> None:
    assert records.holder(small(), team="it") == "team:it"
    assert records.holder(small(), person="ada") == "person:ada"
    for named in ({}, {"team": "it", "person": "ada"}):
        assert refused(lambda n=named: records.holder(small(), **n)).code == USAGE


def test_an_empty_text_empties_a_field_that_may_be_empty() -> None:
    owned = records.update(small(), Platform, "cdp", {"manager": "ada", "note": "x"})
    emptied = records.update(owned, Platform, "cdp", {"manager": "", "note": ""}).platforms["cdp"]
    assert (emptied.manager, emptied.note) == (None, "")
    assert refused(lambda: records.update(owned, Platform, "cdp", {"name": ""})).code == USAGE


def test_many_records_are_put_in_one_copy() -> None:
    class Counted(dict):  # type: ignore[type-arg]
        copies = 0

        def __iter__(self):  # type: ignore[no-untyped-def]
            Counted.copies += 1
            return super().__iter__()

        def keys(self):  # type: ignore[no-untyped-def]
            Counted.copies += 1
            return super().keys()

    before = structs.replace(small(), teams=Counted(small().teams))
    Counted.copies = 0
    records.put(before, *(Team(f"t{n}", "T") for n in range(50)))
    assert Counted.copies <= 2
