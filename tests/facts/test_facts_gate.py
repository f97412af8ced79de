from datetime import date

import pytest
from facts_builders import MONDAY, capability, cdp_plan, platforms, portfolio_of, teams
from msgspec import structs

from mopsctl.facts.gate import verdict
from mopsctl.facts.objections import stops
from mopsctl.facts.overlap import overlaps, rivals
from mopsctl.model.capability import Similarity
from mopsctl.model.commitment import ASK_KINDS, Alignment, Ask
from mopsctl.model.org import Person
from mopsctl.model.plan import Participation, Review
from mopsctl.model.policy import Policy
from mopsctl.model.support import Support

BASE = [
    *teams("martech", "analytics", "marketing", "it"),
    *platforms(cdp="proposed", esp="retiring", own="live"),
    Person("cmo", "Işıl", "marketing", "executive"),
    Person("cto", "Dana", "it", "executive"),
]
EXECUTIVES = [Support("cdp", "cmo", "yes", "yes"), Support("cdp", "cto", "yes", "yes")]
MARTECH = [
    Participation("cdp", "martech", work=5, influence=5),
    Review("cdp", "martech", MONDAY, "approved"),
    *(Ask("cdp", "martech", kind, MONDAY, state="promised") for kind in ASK_KINDS),
]
READY = [*BASE, *EXECUTIVES, *MARTECH, *capability("segment", "cdp/martech")]
OWN_SCORES = [*capability("score", "own/analytics"), Similarity("score", "segment")]


def judged(*records, plan=None):
    found = verdict(portfolio_of(plan or cdp_plan(), *READY, *records), "cdp", Policy())
    return found.verdict, [(reason.code, reason.subject) for reason in found.reasons]


def test_go_when_nothing_stands_in_the_way():
    assert judged() == ("go", [])


@pytest.mark.parametrize("status", ["live", "proposed"])
@pytest.mark.parametrize("answer", ["no", "unasked"])
def test_stop_when_a_team_runs_something_alike_elsewhere_and_has_not_agreed(status, answer):
    records = [*platforms(own=status), *OWN_SCORES, Participation("cdp", "analytics", "affected", critical=answer)]
    assert judged(*records) == ("stop", [("GAT401", "team:analytics")])


def test_stop_when_that_team_was_never_brought_into_the_plan():
    assert judged(*OWN_SCORES) == ("stop", [("GAT401", "team:analytics")])


@pytest.mark.parametrize("status", ["retiring", "retired"])
def test_a_platform_on_its_way_out_is_no_rival(status):
    assert judged(*platforms(own=status), *OWN_SCORES) == ("go", [])


def test_a_team_that_agreed_that_the_platform_is_critical_stops_nothing():
    assert judged(*OWN_SCORES, Participation("cdp", "analytics", "affected", critical="yes")) == ("go", [])


@pytest.mark.parametrize(
    ("on", "parties", "terms"),
    [
        (MONDAY, "", "the pilot first"),
        (MONDAY, "Wen, Isil", "..."),
        (MONDAY, "Wen, Isil", "\u200b"),
        (date(2027, 1, 5), "Wen, Isil", "the pilot first"),
    ],
    ids=["nobody", "dots", "nothing to see", "to come"],
)
def test_an_alignment_without_date_parties_and_terms_ends_no_stop(on, parties, terms):
    found = judged(*OWN_SCORES, Alignment("cdp", "analytics", on, parties, terms))
    assert found == ("stop", [("GAT401", "team:analytics")])


@pytest.mark.parametrize(
    ("governing", "on", "told"),
    [
        (None, None, "none governs"),
        ("free", None, "free, which governs, does not offer it"),
        ("cdp", date(2027, 1, 5), "that cdp governs is not decided before 2027-01-05"),
    ],
)
def test_a_decision_for_a_platform_without_it_or_on_a_day_to_come_decides_nothing(governing, on, told):
    segment = structs.replace(capability("segment", "cdp/martech")[0], governing=governing, governed_on=on)
    records = [*platforms(free="live"), *capability("segment", "cdp/martech", "esp/martech"), segment]
    found = stops(portfolio_of(cdp_plan(), *READY, *records), "cdp")
    assert [reason.sentence for reason in found] == [f"offered by 2 platforms (cdp, esp) and {told}"]


def test_an_alignment_on_record_ends_the_stop_even_after_a_no():
    records = [Participation("cdp", "analytics", "affected", critical="no")]
    records += [Alignment("cdp", "analytics", date(2026, 11, 2), "CMO, CDO", "moves over by June")]
    assert judged(*OWN_SCORES, *records) == ("go", [])


def test_an_alignment_in_another_plan_ends_nothing():
    other = Alignment("dam", "analytics", date(2026, 11, 2), "CMO", "later")
    assert judged(*OWN_SCORES, other) == ("stop", [("GAT401", "team:analytics")])


def test_the_very_same_capability_elsewhere_is_alike_and_undecided():
    records = capability("segment", "cdp/martech", "own/analytics")
    assert judged(*records) == ("stop", [("GAT401", "team:analytics"), ("GAT402", "capability:segment")])


def test_a_governing_platform_decides_the_overlap_but_does_not_win_the_team():
    records = capability("segment", "cdp/martech", "own/analytics", governing="cdp")
    assert judged(*records) == ("stop", [("GAT401", "team:analytics")])


def test_a_retiring_platform_still_overlaps():
    assert judged(*capability("segment", "esp/it")) == ("stop", [("GAT402", "capability:segment")])


def test_a_retired_platform_overlaps_with_nothing_and_governs_nothing():
    assert judged(*platforms(esp="retired"), *capability("segment", "esp/it")) == ("go", [])
    records = [*platforms(esp="retired", old="retired"), *capability("segment", "own/martech", governing="esp")]
    assert judged(*records, Participation("cdp", "martech", critical="yes"))[1][-1] == (
        "GAT402",
        "capability:segment",
    )


def test_an_overlap_that_is_not_the_plans_is_not_its_concern():
    assert judged(*capability("billing", "esp/it", "own/analytics")) == ("go", [])


def test_likeness_is_not_passed_on():
    records = [*capability("score", "own/analytics"), Similarity("rank", "segment"), Similarity("rank", "score")]
    assert judged(*records) == ("go", [])


def test_a_plan_without_a_platform_has_no_stop():
    assert stops(portfolio_of(cdp_plan(platform=None), *READY, *OWN_SCORES), "cdp") == ()


def test_conditions_when_a_critical_team_is_not_promised():
    late = Ask("cdp", "martech", "advocate", MONDAY, state="deferred")
    assert judged(late) == ("conditions", [("COM206", "team:martech")])


def test_a_team_that_is_not_critical_need_not_have_promised():
    records = [Participation("cdp", "it", work=1, influence=1), Review("cdp", "it", MONDAY, "changes")]
    assert judged(*records) == ("go", [])


def test_conditions_when_an_executive_side_is_missing():
    assert judged(Support("cdp", "cto", "yes", "no")) == ("conditions", [("SUP302", "plan:cdp")])


def test_conditions_when_an_involved_team_has_not_answered_the_review():
    records = [Participation("cdp", "it", work=1), Review("cdp", "it", MONDAY, "no-reply")]
    assert judged(*records) == ("conditions", [("PLN605", "team:it")])


def test_a_stop_tells_its_conditions_too_and_no_policy_takes_it_away():
    portfolio = portfolio_of(cdp_plan(), *READY, *OWN_SCORES, Support("cdp", "cmo", "no", "no"))
    found = verdict(portfolio, "cdp", Policy(ignore=("GAT",), critical_at=101))
    assert (found.verdict, [reason.level for reason in found.reasons]) == ("stop", ["stop", "condition"])


def test_reasons_say_what_is_wrong_and_how_to_cure_it():
    records = [*OWN_SCORES, *capability("segment", "esp/it"), Participation("cdp", "analytics", critical="no")]
    no, undecided = stops(portfolio_of(cdp_plan(manager="cmo"), *READY, *records), "cdp")
    assert no.sentence == (
        "analytics runs score, like segment, on own, says that cdp is not critical, and no alignment is recorded"
    )
    assert no.cure == 'mopsctl team align analytics --parties "..." --terms "..."'
    assert undecided.sentence == "offered by 2 platforms (cdp, esp) and none governs"
    assert undecided.cure == "mopsctl capability govern segment --platform cdp --by cmo"


def test_overlaps_cover_the_organisation_and_say_whether_they_are_decided():
    records = [*capability("billing", "esp/it", "own/analytics", governing="own"), *capability("mail", "esp/it")]
    found = overlaps(portfolio_of(cdp_plan(), *READY, *records))
    assert [(o.capability, o.platforms, o.decided) for o in found.values()] == [("billing", ("esp", "own"), True)]


def test_rivals_are_told_by_team_with_what_they_are_like():
    found = rivals(portfolio_of(cdp_plan(), *READY, *OWN_SCORES), "cdp")
    assert [(r.team, r.capability, r.platform, r.like) for r in found["analytics"]] == [
        ("analytics", "score", "own", "segment")
    ]


@pytest.mark.parametrize(
    ("asks", "cure"),
    [
        ([], "commit ask martech --kind assign"),
        ([("assign", "refused")], "commit resolve martech --kind assign --by escalate"),
        ([("assign", "promised"), ("advocate", "open")], "commit ask martech --kind contribute"),
        (
            [("assign", "promised"), ("advocate", "deferred"), ("contribute", "open")],
            "commit ask martech --kind advocate --due +5wd",
        ),
    ],
)
def test_the_cure_of_an_uncommitted_critical_team_is_its_next_step(asks, cure):
    records = [record for record in READY if not isinstance(record, Ask)]
    records += [Ask("cdp", "martech", kind, MONDAY, state=state) for kind, state in asks]
    (reason,) = verdict(portfolio_of(cdp_plan(), *records), "cdp", Policy()).reasons
    assert (reason.code, reason.cure) == ("COM206", f"mopsctl {cure}")
