"""What a change-set tells, and to whom."""

from datetime import date

import pytest

from mopsctl.changes import Change, ChangeSet
from mopsctl.model.commitment import Ask
from mopsctl.model.org import Team
from mopsctl.model.plan import Participation
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
