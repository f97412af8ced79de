"""Who holds which part where, what is open in the model, whom it takes, and how whole it is (domain §3)."""

from datetime import date, timedelta

import pytest
from facts_builders import MONDAY, capability, cdp_plan, platforms, portfolio_of, teams

from mopsctl.facts.agenda import Point, points
from mopsctl.facts.completeness import sections
from mopsctl.facts.operating import (
    confirmations,
    parts,
    rights_on,
    run_the_old_way,
    split,
    sprawling,
    topics,
    unheld,
    working,
)
from mopsctl.facts.questions import agenda
from mopsctl.formats.questions import bank
from mopsctl.model.capability import Dataset, Truth
from mopsctl.model.fields import Record
from mopsctl.model.operating import Assessment, Interaction, Right, Topic
from mopsctl.model.org import Box, Person, Position
from mopsctl.model.plan import Participation
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment

ROADMAP, DATA = Topic("roadmap", "Roadmap", place=1), Topic("data", "Changes to the data", "perform", place=2)
LONG_AGO = MONDAY - timedelta(days=181)


def modelled(*more: Record) -> Portfolio:
    """A CDP that martech runs, with two topics."""
    people = (Person("ada", "Ada", "martech", "leader"), Person("ben", "Ben", "it"))
    involved = [Participation("cdp", team) for team in ("it", "martech")]
    base = [*teams("it", "martech", "sales"), *people, *platforms(cdp="proposed"), *capability("send", "cdp/martech")]
    return portfolio_of(*base, cdp_plan(), *involved, ROADMAP, DATA, *more)


def open_in(portfolio: Portfolio, each: str) -> list[Point]:
    return [one for one in points(portfolio, "cdp", Policy()) if one.each == each]


def test_topics_come_in_their_places_and_those_without_one_last() -> None:
    found = portfolio_of(Topic("b", "B"), Topic("z", "Z", place=1), Topic("a", "A"))
    assert [one.key for one in topics(found)] == ["z", "a", "b"]


def test_what_is_said_of_a_platform_goes_before_what_is_said_of_all_part_by_part() -> None:
    found = modelled(
        Right("roadmap", "decide", "team:it"),
        Right("roadmap", "agree", "team:sales"),
        Right("roadmap", "decide", "person:ada", platform="cdp"),
        Right("roadmap", "decide", "team:sales", state="as-is"),
    )
    assert parts(found, "roadmap", "cdp")["decide"] == ("person:ada",)
    assert parts(found, "roadmap", "cdp")["agree"] == ("team:sales",)
    assert parts(found, "roadmap", "")["decide"] == ("team:it",)
    assert parts(found, "roadmap", "cdp", "as-is")["decide"] == ("team:sales",)
    assert [one.holder for one in rights_on(found, "roadmap", "cdp")] == ["team:sales", "person:ada"]


def test_a_topic_is_held_by_who_has_the_part_it_needs() -> None:
    found = modelled(Right("roadmap", "perform", "team:it"), Right("data", "perform", "team:it", platform="cdp"))
    assert [one.key for one in unheld(found, "cdp")] == ["roadmap"]
    assert [one.key for one in unheld(found, "")] == ["roadmap", "data"]


def test_two_who_decide_are_split_only_in_one_scope() -> None:
    one = Right("roadmap", "decide", "team:it")
    elsewhere = Right("roadmap", "decide", "team:sales", platform="cdp")
    today = Right("roadmap", "decide", "team:sales", state="as-is")
    assert split(modelled(one, elsewhere, today), "to-be") == {}
    both = modelled(one, Right("roadmap", "decide", "team:sales"))
    assert split(both, "to-be") == {("roadmap", ""): ("team:it", "team:sales")}


def test_more_than_so_many_who_must_agree_is_sprawl() -> None:
    found = modelled(*(Right("roadmap", "agree", f"team:{team}") for team in ("it", "martech", "sales")))
    assert sprawling(found, "to-be", 3) == {}
    assert list(sprawling(found, "to-be", 2)) == [("roadmap", "")]


def test_a_scope_is_confirmed_since_the_oldest_of_its_confirmations_or_not_at_all() -> None:
    rights = [
        Right("data", "perform", "team:it", confirmed=MONDAY),
        Right("roadmap", "agree", "team:it", confirmed=MONDAY),
        Right("roadmap", "decide", "team:sales", confirmed=LONG_AGO),
    ]
    assert [(one.topic, one.on, one.unconfirmed) for one in confirmations(modelled(*rights))] == [
        ("data", MONDAY, 0),
        ("roadmap", LONG_AGO, 0),
    ]
    more = modelled(*rights, Right("data", "input", "team:sales"))
    assert [(one.on, one.unconfirmed) for one in confirmations(more)] == [(None, 1), (LONG_AGO, 0)]


def test_those_to_assess_are_involved_and_run_something_or_are_to() -> None:
    assert working(modelled(), "cdp") == ("martech",)
    duty = Assignment("capability:send", "person:ben", "R", plan="cdp")
    assert working(modelled(duty), "cdp") == ("it", "martech")


@pytest.mark.parametrize(
    ("now", "then", "same"),
    [
        ("team:it", "team:it", ("rights",)),
        ("team:it", "person:ben", ("rights",)),
        ("team:it", "team:martech", ()),
        (None, "team:it", ()),
        ("team:it", None, ()),
    ],
)
def test_the_model_is_the_old_one_where_the_same_teams_have_the_same_parts(
    now: str | None, then: str | None, same: tuple[str, ...]
) -> None:
    rights = [Right("roadmap", "decide", now, state="as-is")] if now else []
    rights += [Right("roadmap", "decide", then)] if then else []
    assert run_the_old_way(modelled(*rights), "cdp") == same


def test_a_difference_in_the_letters_is_a_new_model_whatever_the_rights() -> None:
    rights = [Right("roadmap", "decide", "team:it", state=state) for state in ("as-is", "to-be")]
    today = Assignment("capability:send", "team:it", "A", state="as-is")
    same = modelled(*rights, today, Assignment("capability:send", "person:ben", "A", plan="cdp"))
    other = modelled(*rights, today, Assignment("capability:send", "team:martech", "A", plan="cdp"))
    assert run_the_old_way(same, "cdp") == ("rights", "letters")
    assert run_the_old_way(other, "cdp") == ()


# The agenda.


def test_topics_that_are_nobodys_are_one_point_for_each_part_they_need() -> None:
    (point,) = open_in(modelled(Topic("budget", "Budget")), "undecided")
    assert (point.names, point.room, point.cure) == (
        {"topics": "Roadmap, Budget"},
        ("martech",),
        "mopsctl right set roadmap decide --team TEAM",
    )
    assert open_in(modelled(), "unperformed")[0].names == {"topics": "Changes to the data"}


def test_a_topic_with_a_question_of_the_users_own_is_a_point_by_itself() -> None:
    found = modelled(Topic("consent", "Consent", question="Who has the last word?"))
    assert [one.names for one in open_in(found, "own-topic")] == [{"question": "Who has the last word?"}]
    assert [one.names for one in open_in(found, "undecided")] == [{"topics": "Roadmap"}]


def test_those_who_have_a_part_to_say_must_be_there_and_who_only_gives_input_need_not() -> None:
    found = modelled(
        Right("roadmap", "recommend", "person:ben"),
        Right("roadmap", "input", "team:sales"),
        Right("roadmap", "agree", "position:head"),
        Position("head", "Head"),
        Box("head", holder="ada"),
    )
    (point,) = open_in(found, "undecided")
    assert (point.room, point.people) == (("it", "martech"), ("ada", "ben"))


def test_a_capability_nobody_answers_for_is_open_with_those_who_run_it_and_do_it() -> None:
    does = Assignment("capability:send", "team:martech", "R", plan="cdp")
    (point,) = open_in(modelled(does), "unanswered")
    assert (point.room, point.cure) == (("martech",), "mopsctl raci set send --team martech R A")
    answers = Assignment("capability:send", "team:it", "A", plan="cdp")
    assert open_in(modelled(does, answers), "unanswered") == []


def test_what_one_side_did_not_confirm_takes_both_and_the_command_names_who_is_missing() -> None:
    feeds = Interaction("feeds", "Feeds", "it", "martech", giver_confirmed=MONDAY)
    (point,) = open_in(modelled(feeds), "unconfirmed")
    assert (point.room, point.cure) == (("it", "martech"), "mopsctl interaction confirm feeds --team martech")
    assert open_in(modelled(Interaction("x", "X", "sales", "sales")), "unconfirmed") == []
    assert [one.subject for one in open_in(modelled(), "untied")] == ["team:martech"]
    assert open_in(modelled(feeds), "untied") == []


def test_a_weakness_is_open_until_something_improves_it() -> None:
    weak = Assessment("martech", "send", MONDAY, 2)
    assert [one.room for one in open_in(modelled(weak), "weak")] == [("martech",)]
    told = Assessment("martech", "send", MONDAY, 2, challenges="By hand.")
    assert [one.names["said"] for one in open_in(modelled(told), "weak-said")] == ["By hand"]
    better = Assessment("martech", "send", MONDAY, 2, improvement="templates")
    assert [one for one in points(modelled(better), "cdp", Policy()) if one.section == "assessments"] == []
    assert [one.subject for one in open_in(modelled(), "unassessed")] == ["team:martech"]


def test_a_data_set_needs_one_source() -> None:
    orders, one, other = Dataset("orders", "Orders"), Truth("orders", "cdp"), Truth("orders", "erp")
    assert [point.cure for point in open_in(modelled(orders), "sourceless")] == [
        "mopsctl dataset claim orders --platform PLATFORM"
    ]
    assert points(modelled(orders, one), "cdp", Policy()) == points(modelled(), "cdp", Policy())
    (point,) = open_in(modelled(orders, one, other, *platforms(erp="live")), "forked")
    assert point.names == {"dataset": "Orders", "platforms": "cdp, erp"}


def test_what_was_confirmed_too_long_ago_is_asked_again_by_its_day() -> None:
    right = Right("roadmap", "decide", "team:it", confirmed=LONG_AGO)
    feeds = Interaction("feeds", "Feeds", "it", "martech", giver_confirmed=LONG_AGO, receiver_confirmed=MONDAY)
    found = modelled(right, feeds)
    assert [one.cure for one in open_in(found, "stale")] == [
        "mopsctl right confirm roadmap",
        "mopsctl interaction confirm feeds --team it",
    ]
    assert [one for one in points(found, "cdp", Policy(confirm_days=181)) if one.each == "stale"] == []
    texts = {one.subject: text for one, text in agenda(found, "cdp", bank(), "tr")}
    assert texts["interaction:feeds"] == "“Feeds” en son 26 Mayıs 2026 tarihinde teyit edildi: Hâlâ böyle mi?"


@pytest.mark.parametrize("days", [0, 10_000, 10**9])
def test_any_limit_of_days_can_be_counted_back(days: int) -> None:
    assert isinstance(points(modelled(), "cdp", Policy(confirm_days=days)), tuple)


def test_every_point_has_its_question_in_both_languages_with_all_names_filled_in() -> None:
    found = modelled(
        Right("roadmap", "decide", "team:it"),
        Right("roadmap", "decide", "team:sales"),
        *(Right("data", "agree", f"team:{team}") for team in ("it", "martech", "sales")),
        Dataset("orders", "Orders"),
        Assessment("martech", "send", MONDAY, 1),
    )
    for language in ("en", "tr"):
        told = agenda(found, "cdp", bank(), language)  # type: ignore[arg-type]
        assert len(told) == len(points(found, "cdp", Policy())) >= 8
        assert [text for _, text in told if "{" in text or "None" in text or "“”" in text] == []


# How whole it is.


def test_each_section_says_how_much_of_it_is_answered_and_when_it_was_last_confirmed() -> None:
    found = modelled(
        Assignment("capability:send", "team:it", "A", plan="cdp", agreed=True, agreed_on=date(2026, 11, 20)),
        Right("roadmap", "decide", "team:it", confirmed=LONG_AGO),
        Interaction("feeds", "Feeds", "it", "martech", giver_confirmed=MONDAY, receiver_confirmed=MONDAY),
        Interaction("half", "Half", "it", "martech", giver_confirmed=MONDAY),
        Assessment("martech", "send", date(2026, 11, 2)),
        Dataset("orders", "Orders"),
        Position("head", "Head"),
        Box("head"),
    )
    assert [(one.key, one.part, one.whole, one.last) for one in sections(found, "cdp", Policy())] == [
        ("accountable", 1, 1, date(2026, 11, 20)),
        ("decides", 1, 1, LONG_AGO),
        ("performs", 0, 1, None),
        ("owners", 0, 3, None),
        ("interactions", 1, 2, MONDAY),
        ("assessments", 1, 2, date(2026, 11, 2)),
        ("truths", 0, 1, None),
        ("positions", 0, 1, None),
        ("confirmed", 1, 2, MONDAY),
    ]
