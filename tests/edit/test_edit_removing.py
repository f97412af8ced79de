"""Removing several records at once, the article before a word, and the name that was meant for a key."""

import pytest
from edit_builders import portfolio_of

from mopsctl.edit import records
from mopsctl.errors import MopsError, a
from mopsctl.model.lookup import get
from mopsctl.model.org import Goal, Person, Position, Team

PARENT, CHILD = Goal("growth", "Growth"), Goal("reach", "Reach", parent="growth")


def test_what_goes_together_holds_nothing_back() -> None:
    assert records.remove(portfolio_of(PARENT, CHILD), Goal, "growth", "reach").goals == {}
    assert records.remove(portfolio_of(PARENT, CHILD), Goal, "reach", "growth").goals == {}


def test_what_stays_holds_back_all_of_it_and_the_cure_names_every_key() -> None:
    other = Goal("noise", "Noise")
    with pytest.raises(MopsError, match='goal "growth" is still referred to: goal reach') as caught:
        records.remove(portfolio_of(PARENT, CHILD, other), Goal, "noise", "growth")
    assert caught.value.hint == "mopsctl goal remove growth noise --cascade"
    after = records.remove(portfolio_of(PARENT, CHILD, other), Goal, "noise", "growth", cascade=True)
    assert after.goals == {"reach": Goal("reach", "Reach")}


def test_one_key_that_is_not_there_removes_nothing() -> None:
    with pytest.raises(MopsError, match='no goal "rech"; did you mean "reach"'):
        records.remove(portfolio_of(PARENT, CHILD), Goal, "growth", "rech")


def test_what_is_there_already_has_the_article_of_its_sound() -> None:
    words = ("team", "interaction", "activity", "other", "evidence", "user", "hour", "unit", "one-off")
    assert [a(word).split()[0] for word in words] == ["a", "an", "an", "an", "an", "a", "an", "a", "a"]


@pytest.mark.parametrize("typed", ["head-of-data", "Head of data", "head-of-dta"])
def test_a_name_in_place_of_a_key_leads_to_the_key(typed: str) -> None:
    known = portfolio_of(Position("lead-7", "Head of data"), Position("cmo", "Chief"))
    with pytest.raises(MopsError, match='did you mean "lead-7"'):
        get(known, Position, typed)
    with pytest.raises(MopsError, match=r'^no position "nobody"$'):
        get(known, Position, "nobody")


def test_a_reference_to_a_name_leads_to_the_key_too() -> None:
    known = portfolio_of(Team("mops", "Marketing operations"))
    with pytest.raises(MopsError, match='no team "marketing-operations"; did you mean "mops"'):
        records.add(known, Person("ada", "Ada", "marketing-operations"))
