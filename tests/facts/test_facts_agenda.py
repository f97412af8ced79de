"""What is missing in the model is asked for, section by section; and what is there but has to be cleared up (§3)."""

from datetime import date, timedelta

import pytest
from facts_builders import MONDAY, capability, cdp_plan, platforms, portfolio_of, teams

from mopsctl.facts.agenda import points
from mopsctl.facts.completeness import sections
from mopsctl.facts.point import Point, few
from mopsctl.model.capability import Dataset
from mopsctl.model.fields import Record
from mopsctl.model.operating import Interaction, Right, Topic
from mopsctl.model.org import Box, Person, Position
from mopsctl.model.plan import Participation
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio

LONG_AGO = MONDAY - timedelta(days=181)
ROADMAP, BUDGET, DATA = (
    Topic("roadmap", "Roadmap", place=1),
    Topic("budget", "Budget"),
    Topic("data", "Data", "perform"),
)


def modelled(*more: Record) -> Portfolio:
    people = (Person("ada", "Ada", "martech", "leader"), Person("ben", "Ben", "it"))
    involved = [Participation("cdp", team) for team in ("it", "martech")]
    base = [*teams("it", "martech", "sales", "legal"), *people, *platforms(cdp="proposed")]
    offered = capability("send", "cdp/martech")
    return portfolio_of(*base, *offered, cdp_plan(), *involved, ROADMAP, BUDGET, DATA, *more)


def seats(*boxes: Box) -> list[Record]:
    return [*(Position(box.position, box.position.title()) for box in boxes), *boxes]


def open_in(portfolio: Portfolio, each: str) -> list[Point]:
    return [one for one in points(portfolio, "cdp", Policy()) if one.each == each]


FULL_OF_HOLES = modelled(
    Right("roadmap", "decide", "team:it"),
    Right("roadmap", "decide", "team:martech"),
    Right("budget", "agree", "team:martech", confirmed=LONG_AGO),
    Right("data", "perform", "team:it", platform="cdp", confirmed=MONDAY),
    Interaction("feeds", "Feeds", "it", "martech", "insight", giver_confirmed=MONDAY),
    Interaction("old", "Old", "it", "martech", giver_confirmed=LONG_AGO, receiver_confirmed=MONDAY),
    Interaction("own", "Own", "it", "it"),
    Interaction("others", "Others", "sales", "legal"),
    Dataset("orders", "Orders"),
    *seats(Box("head", holder="ada"), Box("one", reports_to="head"), Box("two", vacancy="budget of 2027")),
)


@pytest.mark.parametrize("portfolio", [FULL_OF_HOLES, modelled(), portfolio_of(cdp_plan(platform=None))])
def test_what_a_gauge_misses_is_asked_for_but_for_what_has_a_plan(portfolio: Portfolio) -> None:
    asked = points(portfolio, "cdp", Policy())
    for section in sections(portfolio, "cdp", Policy()):
        missing = sum(point.missing for point in asked if point.section == section.key)
        assert (section.key, missing) == (section.key, section.whole - section.part - section.planned)


def test_the_sections_that_miss_something_are_all_there_to_be_counted() -> None:
    assert {one.key: (one.part, one.whole, one.planned) for one in sections(FULL_OF_HOLES, "cdp", Policy())} == {
        "accountable": (0, 1, 0),
        "decides": (1, 2, 0),
        "performs": (1, 1, 0),
        "owners": (0, 3, 0),
        "interactions": (1, 2, 0),
        "assessments": (0, 1, 0),
        "truths": (0, 1, 0),
        "positions": (1, 3, 1),
        "confirmed": (1, 4, 0),
    }


def test_rights_that_nobody_confirmed_are_one_question_for_those_it_takes() -> None:
    found = modelled(
        Right("roadmap", "decide", "person:ada"),
        Right("roadmap", "agree", "person:ada", confirmed=MONDAY),
        Right("budget", "decide", "team:martech"),
        Right("data", "perform", "team:it", platform="cdp"),
    )
    told = [(one.names["topics"], one.room, one.people, one.cure, one.missing) for one in open_in(found, "unsaid")]
    assert told == [
        ("Data", ("it",), (), "mopsctl right confirm data --platform cdp", 1),
        ("Roadmap, Budget", ("martech",), ("ada",), "mopsctl right confirm roadmap", 2),
    ]


def test_a_team_that_decides_is_asked_who_in_it_does() -> None:
    found = modelled(
        Right("roadmap", "decide", "team:martech"),
        Right("budget", "decide", "team:martech", platform="cdp"),
        Right("data", "perform", "team:it"),
    )
    (point,) = open_in(found, "team-decides")
    assert (point.names, point.room, point.missing) == (
        {"owner": "Martech", "topics": "Roadmap, Budget"},
        ("martech",),
        0,
    )
    assert point.cure == "mopsctl right set roadmap decide --person PERSON --replace"
    own = modelled(Right("budget", "decide", "team:martech", platform="cdp"), Right("budget", "decide", "team:it"))
    assert [one.cure for one in open_in(own, "team-decides")] == [
        "mopsctl right set budget decide --person PERSON --platform cdp --replace"
    ]
    for holder in ("person:ada", "position:head"):
        named = modelled(Position("head", "Head"), Right("roadmap", "decide", holder))
        assert open_in(named, "team-decides") == []
    assert (
        open_in(modelled(*(Right("roadmap", "decide", f"team:{one}") for one in ("it", "sales"))), "team-decides") == []
    )


@pytest.mark.parametrize(
    ("said", "cure"),
    [
        ({}, "mopsctl interaction set feeds --source TEXT --cadence TEXT"),
        ({"source": "logs", "cadence": " - "}, "mopsctl interaction set feeds --cadence TEXT"),
        ({"source": "logs", "cadence": "daily"}, None),
        ({"kind": "service"}, None),
    ],
)
def test_an_insight_is_asked_where_it_comes_from_and_how_often(said: dict[str, str], cure: str | None) -> None:
    both = {"giver_confirmed": MONDAY, "receiver_confirmed": MONDAY}
    found = modelled(Interaction("feeds", "Feeds", "it", "martech", **{"kind": "insight", **said, **both}))
    assert [(one.cure, one.missing) for one in open_in(found, "unsourced")] == ([(cure, 0)] if cure else [])


@pytest.mark.parametrize(
    ("box", "asked"),
    [
        (Box("one", reports_to="head"), True),
        (Box("one", reports_to="head", vacancy="?"), True),
        (Box("one", reports_to="head", vacancy="within the company"), False),
        (Box("one", reports_to="head", fill_by=MONDAY), False),
        (Box("one", reports_to="head", vacancy="late", fill_by=MONDAY - timedelta(days=1)), True),
        (Box("one", reports_to="head", since=date(2027, 1, 4)), False),
        (Box("one", reports_to="head", holder="ben"), False),
    ],
)
def test_a_vacant_position_is_asked_for_until_there_is_a_plan(box: Box, asked: bool) -> None:
    found = open_in(modelled(*seats(Box("head", holder="ada"), box)), "vacant")
    assert [one.subject for one in found] == (["position:one"] if asked else [])


def test_vacancies_are_one_question_for_whoever_they_stand_under() -> None:
    boxes = (
        Box("chief", holder="ada"),
        Box("head", reports_to="chief"),
        Box("one", reports_to="head", team="legal"),
        Box("alone", team="legal"),
    )
    told = [(one.names["positions"], one.room, one.people) for one in open_in(modelled(*seats(*boxes)), "vacant")]
    assert told == [("Alone", ("legal",), ()), ("Head, One", ("martech",), ("ada",))]


def test_of_many_names_the_first_are_told_and_the_rest_is_counted() -> None:
    assert few("abcdef") == "a, b, c, d, e, f"
    assert few("abcdefgh") == "a, b, c, d, e, f, + 2"
