from collections import Counter
from datetime import date
from itertools import product

import pytest
from facts_builders import MONDAY, capability, cdp_plan, platforms, portfolio_of, task, teams

from mopsctl.facts.commitment import commitment, commitments, standing, unanswered
from mopsctl.facts.criticality import criticalities, criticality
from mopsctl.facts.participation import involved
from mopsctl.model.commitment import ASK_KINDS, Ask
from mopsctl.model.org import Person
from mopsctl.model.plan import Need, Participation
from mopsctl.model.policy import Policy

# What stands of one ask; "claimed" is proven, and the store does not bear it out.
STATES = (None, "open", "promised", "proven", "claimed", "refused", "deferred", "withdrawn")

# What bears out a claim of `it`: ben has a task and a need that the team agreed to, and the forum took place.
DEEDS = [
    Person("ben", "Ben", "it"),
    task("map", team="it", owner="ben", agreed=True),
    Need("time", "time", "cdp", "it", "ben", True),
]
NAMED = {
    "assign": {"person": "ben", "allocation": 50, "start": MONDAY},
    "advocate": {"leader": "ben", "forum": "IT board", "forum_on": MONDAY, "granted": "two engineers"},
    "contribute": {"person": "ben"},
}


def ask(kind, state="open", round_=1, team="it", **fields):
    return Ask("cdp", team, kind, date(2026, 11, 2), round_, state, **fields)


def standing_as(kind, state, round_=1):
    if state == "claimed":
        return ask(kind, "proven", round_)
    return ask(kind, state, round_, **(NAMED[kind] if state == "proven" else {}))


def commitment_of(*asks):
    return commitment(portfolio_of(cdp_plan(), *teams("it"), *DEEDS, *asks), "cdp", "it")


def level_of(*states):
    return commitment_of(*(standing_as(k, state) for k, state in zip(ASK_KINDS, states, strict=True) if state)).level


def level_by_the_table(states):
    """Domain §1.2, line by line."""
    words = {"promised", "proven", "claimed"}
    lines = {
        "refused": "refused" in states,
        "unasked": set(states) <= {None, "withdrawn"},
        "full": set(states) == {"proven"},
        "promised": set(states) <= words,
        "partial": not words.isdisjoint(states),
        "pending": True,
    }
    return next(level for level, holds in lines.items() if holds)


@pytest.mark.parametrize(
    ("states", "level"),
    [
        ((None, None, None), "unasked"),
        (("withdrawn", None, "withdrawn"), "unasked"),
        (("open", None, None), "pending"),
        (("deferred", "open", None), "pending"),
        (("promised", "open", None), "partial"),
        (("proven", "proven", None), "partial"),
        (("proven", "proven", "withdrawn"), "partial"),
        (("promised", "proven", "deferred"), "partial"),
        (("promised", "promised", "promised"), "promised"),
        (("proven", "proven", "promised"), "promised"),
        (("proven", "proven", "proven"), "full"),
        (("refused", "proven", "proven"), "refused"),
        (("refused", None, None), "refused"),
        (("claimed", "proven", "proven"), "promised"),
        (("claimed", "claimed", "claimed"), "promised"),
        (("claimed", None, None), "partial"),
        (("claimed", "refused", None), "refused"),
    ],
)
def test_the_first_line_of_the_table_that_holds_decides(states, level):
    assert level_of(*states) == level


def test_every_triple_of_states_has_the_level_the_table_gives_it():
    levels = {triple: level_of(*triple) for triple in product(STATES, repeat=3)}
    assert levels == {triple: level_by_the_table(triple) for triple in levels}
    # 8 states; a refusal in 8^3 - 7^3; nothing put in 2^3; all given in 3^3; no refusal and none given in 4^3.
    assert Counter(levels.values()) == {
        "refused": 169, "unasked": 8, "full": 1, "promised": 26, "partial": 252, "pending": 56
    }  # fmt: skip


def test_each_ask_has_the_state_that_counts():
    found = commitment_of(ask("assign", "proven", **NAMED["assign"]), ask("contribute", "proven"))
    assert [found.state(kind) for kind in ASK_KINDS] == ["proven", "unasked", "promised"]
    assert (found.states, found.contribute.state) == (("proven", "unasked", "promised"), "proven")


def test_only_the_round_that_counts_must_be_borne_out():
    deed, claim = standing_as("assign", "proven"), standing_as("assign", "claimed", 2)
    assert commitment_of(deed, claim).state("assign") == "promised"
    claim, deed = standing_as("assign", "claimed"), standing_as("assign", "proven", 2)
    assert commitment_of(claim, deed).state("assign") == "proven"
    assert commitment_of(claim, deed, standing_as("assign", "open", 3)).state("assign") == "proven"
    assert commitment_of(claim, standing_as("assign", "refused", 2)).level == "refused"


def test_a_later_answer_replaces_an_earlier_one():
    asks = (ask("assign", "refused"), ask("assign", "promised", 2))
    assert standing(asks).state == "promised"


def test_asking_again_does_not_take_a_refusal_back():
    asks = (ask("assign", "refused"), ask("assign", "open", 2))
    assert standing(asks).round == 1


def test_the_latest_of_several_open_rounds_stands():
    assert standing((ask("assign"), ask("assign", round_=2))).round == 2


def test_a_withdrawn_round_leaves_the_answer_before_it_standing():
    asks = [ask("assign", "promised"), ask("assign", "withdrawn", 2)]
    found = commitment(portfolio_of(cdp_plan(), *teams("it"), *asks), "cdp", "it")
    assert (found.assign.round, found.never_put) == (1, ("advocate", "contribute"))


def test_an_open_round_waits_for_its_answer_whatever_came_before():
    asks = [ask("assign", "promised"), ask("assign", "open", 2), ask("advocate", "deferred")]
    assert unanswered(portfolio_of(cdp_plan(), *teams("it"), *asks), "cdp", "it") == (asks[1],)


def test_critical_teams_that_are_not_committed_come_first_then_by_score():
    records = [Participation("cdp", "won", work=5, influence=5), Participation("cdp", "lost", work=4, influence=4)]
    records += [Participation("cdp", "small", work=1, influence=1), Participation("cdp", "mid", work=2, influence=2)]
    records += [ask(kind, "promised", team="won") for kind in ASK_KINDS]
    records += capability("send", "cdp/lost", "cdp/won")
    portfolio = portfolio_of(cdp_plan(), *teams("won", "lost", "small", "mid"), *platforms(cdp="live"), *records)
    ranked = commitments(portfolio, "cdp", Policy())
    assert [(line.team, line.commitment.level, line.criticality.score) for line in ranked] == [
        ("lost", "unasked", 86), ("won", "promised", 100), ("mid", "unasked", 28), ("small", "unasked", 14)
    ]  # fmt: skip


def test_an_affected_team_is_counted_on_only_if_it_is_critical():
    records = [Participation("cdp", "loud", "affected", work=5, influence=5), Participation("cdp", "legal", "affected")]
    records += [Participation("cdp", "gone", "out", work=5, influence=5)]
    portfolio = portfolio_of(cdp_plan(), *teams("loud", "legal", "gone"), *records)
    assert [line.team for line in commitments(portfolio, "cdp", Policy())] == ["loud"]


def test_whoever_was_asked_is_involved_until_it_is_said_to_be_out():
    records = [ask("assign", team="it"), ask("assign", team="legal"), Participation("cdp", "legal", "out")]
    assert involved(portfolio_of(cdp_plan(), *teams("it", "legal"), *records), "cdp") == ("it",)


@pytest.mark.parametrize(
    ("work", "influence", "runs", "score", "critical", "complete"),
    [
        (5, 5, 2, 100, True, True),
        (1, 1, 0, 14, False, True),
        (5, None, 1, 55, False, False),
        (3, 3, 1, 57, False, True),
        (None, None, 2, 30, False, False),
        (4, 3, 1, 65, True, True),
        (3, 3, 2, 72, True, True),
    ],
)
def test_score_adds_fifths_of_the_weights_and_the_share_of_capabilities(
    work, influence, runs, score, critical, complete
):
    records = [Participation("cdp", "it", work=work, influence=influence), Participation("cdp", "martech")]
    records += capability("send", *["cdp/it"] * (runs > 0), "cdp/martech")
    records += capability("segment", *["esp/it"] * (runs > 1), "cdp/martech")
    portfolio = portfolio_of(cdp_plan(), *teams("it", "martech"), *platforms(cdp="live", esp="live"), *records)
    found = criticalities(portfolio, "cdp", Policy())["it"]
    assert (found.score, found.critical, found.complete) == (score, critical, complete)


def test_capabilities_that_were_typed_in_take_the_place_of_the_count_and_are_shown_as_such():
    runs = capability("send", "cdp/it", "cdp/martech") + capability("segment", "cdp/martech")
    records = [Participation("cdp", "it", work=1, influence=1, capabilities=4), Participation("cdp", "martech", work=3)]
    portfolio = portfolio_of(cdp_plan(), *teams("it", "martech"), *platforms(cdp="live"), *runs, *records)
    found = criticalities(portfolio, "cdp", Policy())
    it, martech = found["it"], found["martech"]
    assert (it.score, it.capabilities, it.counted, it.overridden) == (44, 4, 1, True)
    # The most that any team manages is now 4: two of them are half a share.
    assert (martech.score, martech.capabilities, martech.counted, martech.overridden) == (39, 2, 2, False)
    assert (it.work, it.influence, martech.work, martech.influence) == (1, 1, 3, None)


def test_a_team_that_manages_nothing_after_all_may_say_so():
    records = [*capability("send", "cdp/it"), Participation("cdp", "it", work=1, influence=1, capabilities=0)]
    portfolio = portfolio_of(cdp_plan(), *teams("it"), *platforms(cdp="live"), *records)
    found = criticality(portfolio, "cdp", "it", Policy())
    assert (found.score, found.capabilities, found.overridden) == (14, 0, True)


def test_weights_are_scaled_to_a_hundred_and_the_limit_is_the_policys():
    portfolio = portfolio_of(cdp_plan(), *teams("it"), Participation("cdp", "it", work=3, influence=1))
    policy = Policy(weight_work=1, weight_influence=0, weight_capabilities=0, critical_at=61)
    assert criticality(portfolio, "cdp", "it", policy).score == 60
    assert not criticality(portfolio, "cdp", "it", policy).critical


def test_without_any_weight_nothing_scores():
    portfolio = portfolio_of(cdp_plan(), *teams("it"), Participation("cdp", "it", work=5, influence=5))
    policy = Policy(weight_work=0, weight_influence=0, weight_capabilities=0)
    assert criticality(portfolio, "cdp", "it", policy).score == 0


def test_a_team_with_no_part_in_the_plan_scores_nothing():
    portfolio = portfolio_of(cdp_plan(), *teams("it"), today=MONDAY)
    assert criticality(portfolio, "cdp", "it", Policy()).score == 0
    runs = [*platforms(cdp="live"), *capability("send", "cdp/it")]
    outside = criticality(portfolio_of(cdp_plan(), *teams("it"), *runs), "cdp", "it", Policy())
    assert (outside.score, outside.capabilities, outside.counted, outside.critical) == (0, 1, 1, False)
