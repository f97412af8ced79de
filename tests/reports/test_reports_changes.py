"""What a change-set tells, and to whom."""

from datetime import date

import pytest

from mopsctl.changes import Change, ChangeSet
from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.commitment import Ask
from mopsctl.model.kinds import kind_of
from mopsctl.model.org import Team
from mopsctl.model.outreach import Action, Conversation, Note
from mopsctl.model.plan import Baseline, BaselineDate, Condition, Digest, Lead, Link, Participation
from mopsctl.model.waiver import Waiver
from mopsctl.render.screen import Screen
from mopsctl.render.terminal import render
from mopsctl.reports.changes import change_set, difference, told

DAY = date(2026, 11, 23)
PROMISED = Ask("cdp", "it", "assign", DAY, state="promised", answered_on=DAY, person="ada")
REFUSED = Ask("cdp", "it", "assign", DAY, state="refused", answered_on=DAY, person="ada", reason="no time")


def test_a_promise_taken_back_is_told_to_those_who_may_know():
    (row,) = told([Change("asks", PROMISED, REFUSED)], "me")
    assert (row["before"], row["after"]) == (
        {"state": "promised", "reason": ""},
        {"state": "refused", "reason": "no time"},
    )
    assert told([Change("asks", PROMISED, REFUSED)], "leaders") == [row]


def test_to_others_a_promise_taken_back_does_not_even_look_like_a_change():
    assert told([Change("asks", PROMISED, REFUSED)], "all") == []
    assert told([Change("asks", REFUSED, PROMISED)], "team") == []


def test_a_change_beside_a_secret_is_told_without_it():
    before = Participation("cdp", "it", influence=2)
    after = Participation("cdp", "it", influence=5, impact="new tools")
    (row,) = told([Change("participations", before, after)], "all")
    assert (row["before"], row["after"]) == ({"impact": ""}, {"impact": "new tools"})


NOTE, OTHER = Note("it-1", "SECRET"), Note("it-1", "SECRET too")


@pytest.mark.parametrize(
    ("change", "action", "before", "after"),
    [
        (Change("notes", None, NOTE), "add", None, {"conversation": "it-1", "text": "(private)"}),
        (Change("notes", NOTE, OTHER), "change", {"text": "(private)"}, {"text": "(private)"}),
        (Change("notes", NOTE, None), "remove", {"conversation": "it-1", "text": "(private)"}, None),
    ],
)
def test_that_a_note_was_written_is_told_to_me_and_never_what(
    change: Change, action: str, before: object, after: object
):
    (row,) = told([change], "me")
    assert row == {"action": action, "kind": "note", "key": "it-1", "before": before, "after": after}
    assert [told([change], audience) for audience in ("leaders", "team", "all")] == [[], [], []]


def test_what_may_not_be_known_is_not_told_as_added_changed_or_removed():
    asked = Action("move-it", "cdp", "it", "persuade")
    waiver = Waiver("COM206", "team:it", "later", "ada", DAY, DAY, "cdp")
    for one in (Change("actions", None, asked), Change("actions", asked, None), Change("waivers", None, waiver)):
        assert told([one], "all") == []
    assert len(told([Change("actions", None, asked)], "leaders")) == 1
    assert told([Change("waivers", None, waiver)], "leaders") == []


def test_a_conversation_is_told_with_what_everybody_may_know_of_it():
    said = Conversation("it-1", "cdp", "it", DAY, sees_problem="no", reason="SECRET", needed="two engineers")
    (row,) = told([Change("conversations", None, said)], "all")
    assert (row["after"]["sees_problem"], row["after"]["reason"], row["after"]["needed"]) == (None, "", "two engineers")
    yes = Conversation("it-1", "cdp", "it", DAY, sees_problem="yes", needed="two engineers")
    assert told([Change("conversations", said, yes)], "all") == []


def test_running_plans_whose_gate_was_shut_are_named_and_else_there_is_no_word_of_it():
    shut = ChangeSet((Change("teams", None, Team("it", "IT")),), 4, shut=("cdp", "loyalty"))
    assert change_set(shut, "all").data["gate_shut"] == ["cdp", "loyalty"]
    assert "gate_shut" not in change_set(ChangeSet(shut.changes, 4), "all").data


def test_a_line_names_what_was_added_beyond_its_key():
    waiver = Waiver("GAT401", "team:it", "the pilot is small", "ada", DAY, DAY, "cdp")
    shown = page(ChangeSet((Change("waivers", None, waiver), Change("notes", None, NOTE)), 1), width=200)
    assert "reason the pilot is small; by ada; on 2026-11-23; until 2026-11-23" in shown[0]
    assert shown[1].split("  ")[-1] == "text (private)"


def test_what_dates_follow_from_is_told_in_words():
    added = (
        Calendar("de", "Germany"), Holiday("de", DAY, "Feast"), Holiday("de", DAY, "Stocktaking", True),
        DayOff("person:ada", DAY, DAY, "leave"), Link("a", "b"), Link("a", "b", "SS", -2),
        Condition("signed", "It is signed", "a", "ada", DAY), Lead("a", "legal", 5, DAY), Baseline("first", "cdp", DAY),
        BaselineDate("first", "a", DAY, DAY), Digest("cdp", "it", DAY, 7),
    )  # fmt: skip
    changes = tuple(Change(kind_of(record).plural, None, record) for record in added)
    assert [" ".join(line.split()) for line in page(ChangeSet(changes, 1), width=200)[: len(added)]] == [
        "+ calendar de Germany",
        "+ holiday de/2026-11-23 Feast",
        "+ holiday de/2026-11-23 name Stocktaking; works yes",
        "+ day off person:ada/2026-11-23 last 2026-11-23; why leave",
        "+ link a/b/FS",
        "+ link a/b/SS kind SS; lag -2",
        "+ condition signed what It is signed; task a; owner ada; due 2026-11-23",
        "+ lead a/legal days 5; aligned 2026-11-23",
        "+ baseline first plan cdp; on 2026-11-23",
        "+ baseline date first/a start 2026-11-23; finish 2026-11-23",
        "+ digest cdp/it on 2026-11-23; serial 7",
    ]


def test_why_somebody_is_away_is_no_change_to_others():
    before, after = DayOff("person:ada", DAY, DAY, "leave"), DayOff("person:ada", DAY, DAY, "SECRET")
    assert told([Change("days_off", before, after)], "all") == []
    assert [row["after"]["why"] for row in told([Change("days_off", None, after)], "team")] == [""]
    assert [row["after"] for row in told([Change("days_off", before, after)], "leaders")] == [{"why": "SECRET"}]


# -- the page for people


def teams(count: int) -> tuple[Change, ...]:
    return tuple(Change("teams", None, Team(f"t{n:03}", "T")) for n in range(count))


def page(changed: ChangeSet, *, dry_run: bool = False, width: int = 80) -> list[str]:
    return render(change_set(changed, "me", dry_run=dry_run), Screen(width=width)).splitlines()


def test_a_change_has_a_line_a_record_whose_key_is_never_cut():
    key = "rebuild-the-dashboards-of-the-northern-region"
    changes = (
        Change("teams", Team("it", "IT"), Team("it", "Engineering")),
        Change("teams", None, Team(key, "Rebuild the dashboards of the northern region")),
        Change("teams", Team("sales", "Sales"), None),
    )
    shown = page(ChangeSet(changes, 7), width=60)
    assert [line.split()[:3] for line in shown if line[:1] in "+~-" and line] == [
        ["~", "team", "it"],
        ["+", "team", key],
        ["-", "team", "sales"],
    ]
    assert "name: IT -> Engineering" in shown[0]
    assert [line for line in shown if len(line) > 60] == []
    assert key in render(difference(changes, "me", exit_code=0, of="p.yaml"), Screen(width=60))


def test_more_than_25_changes_are_counted_by_kind_and_machines_have_them_all():
    assert sum(line.startswith("+  team  t0") for line in page(ChangeSet(teams(25), 1))) == 25
    mixed = (*teams(24), Change("teams", Team("it", "IT"), None), Change("asks", None, PROMISED))
    assert page(ChangeSet(mixed, 1)) == [
        "+  24  team",
        "-   1  team",
        "+   1  ask",
        "",
        "Change-set 1: 26 changes. Take it back with mopsctl undo",
    ]
    report = change_set(ChangeSet(mixed, 1), "me")
    assert len(report.table().rows) == len(report.data["changes"]) == 26


def test_a_dry_run_lists_what_a_real_run_would_count_up_to_200_lines():
    shown = page(ChangeSet(teams(250)), dry_run=True)
    assert sum(line.startswith("+  team  t") for line in shown) == 200
    assert shown[-3:] == ["and 50 more", "", "Dry run: 250 changes, nothing written."]
    assert not [line for line in page(ChangeSet(teams(200)), dry_run=True) if "more" in line]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (ChangeSet(teams(1), 7), "Change-set 7: 1 change. Take it back with mopsctl undo"),
        (ChangeSet(teams(1), 8, undoes=7), "Change-set 8, taking back 7: 1 change. Take it back with mopsctl redo"),
        (ChangeSet(teams(1), 9, redoes=7), "Change-set 9, making 7 again: 1 change. Take it back with mopsctl undo"),
    ],
)
def test_what_was_taken_back_or_made_again_is_named(changed: ChangeSet, said: str):
    assert page(changed)[-1] == said
