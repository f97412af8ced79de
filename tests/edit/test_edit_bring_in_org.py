"""A foreign chart on its way into the store: people, teams and positions, what comes again, and what refuses it."""

import pytest
from edit_builders import portfolio_of

from mopsctl.changes import diff
from mopsctl.edit.bring_in_org import bring_in_org
from mopsctl.errors import BAD_INPUT, MopsError
from mopsctl.model.fields import Record
from mopsctl.model.foreign import ForeignChart, ForeignSeat
from mopsctl.model.org import Box, Person, Position, Team
from mopsctl.model.portfolio import Portfolio

OPERATIONS = Team("operations", "Marketing operations")
LENA = Person("lena", "Lena Maier", "operations", "executive", email="lena@example.com")
CHIEF = ForeignSeat("org.csv:2", "Chief Marketing Officer", "Lena Maier", team="Marketing Operations")
HEAD = ForeignSeat("org.csv:3", "Head of data", "Ada Kaya", "ada@example.com", "marketing operations", 80, above=0)
OPEN = ForeignSeat("org.csv:4", "Analyst", above=1)


def store(*records: Record) -> Portfolio:
    return portfolio_of(*records)


def bring(portfolio: Portfolio, *seats: ForeignSeat, create: bool = False) -> Portfolio:
    return bring_in_org(portfolio, ForeignChart("org.csv", seats), "as-is", create=create).portfolio


def test_rows_become_positions_under_each_other() -> None:
    after = bring(store(OPERATIONS, LENA), CHIEF, HEAD, OPEN, create=True)
    assert after.boxes == {
        ("chief-marketing-officer", "as-is"): Box(
            "chief-marketing-officer", "as-is", team="operations", holder="lena"
        ),
        ("head-of-data", "as-is"): Box(
            "head-of-data", "as-is", reports_to="chief-marketing-officer", team="operations", holder="ada-kaya",
            allocation=80,
        ),
        ("analyst", "as-is"): Box("analyst", "as-is", reports_to="head-of-data"),
    }  # fmt: skip
    assert after.positions["head-of-data"] == Position("head-of-data", "Head of data")


def test_somebody_new_is_added_with_title_address_and_level() -> None:
    after = bring(store(OPERATIONS, LENA), CHIEF, HEAD, OPEN, create=True)
    assert after.people["ada-kaya"] == Person(
        "ada-kaya", "Ada Kaya", "operations", "leader", title="Head of data", email="ada@example.com"
    )


def test_nobody_and_no_team_is_made_without_being_told_to() -> None:
    with pytest.raises(MopsError) as caught:
        bring(store(LENA, OPERATIONS), CHIEF, HEAD, ForeignSeat("org.csv:5", "Agent", team="Agency"))
    assert caught.value.code == BAD_INPUT
    assert caught.value.message.splitlines() == ['org.csv:5: no team "Agency"', 'org.csv:3: no person "Ada Kaya"']
    assert caught.value.hint == "mopsctl import org org.csv --create --dry-run"


def test_a_new_person_without_a_team_is_told_and_the_position_is_vacant() -> None:
    brought = bring_in_org(
        store(), ForeignChart("org.csv", (ForeignSeat("org.csv:2", "Chief", "Ada"),)), "to-be", create=True
    )
    assert brought.notes == ('org.csv:2: "Ada" is in no team and was not added; the position is vacant',)
    assert brought.portfolio.boxes == {("chief", "to-be"): Box("chief", "to-be")}


def test_the_same_file_again_changes_nothing() -> None:
    once = bring(store(OPERATIONS, LENA), CHIEF, HEAD, OPEN, OPEN, create=True)
    again = bring(once, CHIEF, HEAD, OPEN, OPEN)
    assert diff(once, again) == ()
    assert sorted(once.positions) == ["analyst", "analyst-2", "chief-marketing-officer", "head-of-data"]


def test_a_position_is_known_by_who_is_in_it_when_it_is_called_otherwise() -> None:
    once = bring(store(OPERATIONS, LENA), CHIEF)
    renamed = ForeignSeat("org.csv:2", "Chief customer officer", "Lena Maier")
    assert bring(once, renamed).boxes == {
        ("chief-marketing-officer", "as-is"): Box(
            "chief-marketing-officer", "as-is", title="Chief customer officer", team="operations", holder="lena"
        )
    }


def test_what_a_box_knew_beyond_the_file_stays() -> None:
    known = Box("chief", "as-is", holder="lena", why="Answers to the board", cost=90_000)
    after = bring(store(OPERATIONS, LENA, Position("chief", "Chief Marketing Officer"), known), CHIEF)
    assert after.boxes["chief", "as-is"].why == "Answers to the board"
    assert after.boxes["chief", "as-is"].cost == 90_000


def test_positions_that_the_file_does_not_name_stay_and_are_told() -> None:
    portfolio = store(OPERATIONS, LENA, Position("fax", "Fax clerk"), Box("fax", "as-is"))
    brought = bring_in_org(portfolio, ForeignChart("org.csv", (CHIEF,)), "as-is")
    assert brought.notes == ("org.csv: 1 position of the as-is chart is not in it, and stays",)
    assert ("fax", "as-is") in brought.portfolio.boxes


def test_a_name_that_two_people_have_is_nobody_in_particular() -> None:
    portfolio = store(OPERATIONS, LENA, Person("lena-2", "Lena Maier", "operations"))
    with pytest.raises(MopsError, match='no person "Lena Maier"'):
        bring(portfolio, CHIEF)
