"""What a change-set tells, and to whom."""

from datetime import date

from mopsctl.changes import Change
from mopsctl.model.commitment import Ask
from mopsctl.model.plan import Participation
from mopsctl.reports.changes import told

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
