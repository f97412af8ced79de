"""What a waiver lets pass at the gate, and for how long (domain §1.4)."""

from datetime import date

import pytest
from facts_builders import MONDAY, capability, cdp_plan, platforms, portfolio_of, task, teams
from msgspec import structs

from mopsctl.facts.gate import began, conditions, reservations, verdict
from mopsctl.facts.objections import objections, stops, waived
from mopsctl.facts.waivers import in_force, may_be_waived, waiver_for
from mopsctl.model.commitment import Alignment
from mopsctl.model.org import Person
from mopsctl.model.plan import Participation, Plan
from mopsctl.model.policy import Policy
from mopsctl.model.waiver import Waiver

SUNDAY, TUESDAY = date(2026, 11, 22), date(2026, 11, 24)
FRIDAY = date(2026, 11, 27)

# analytics and it run `segment` elsewhere and never agreed, and nobody decided which platform governs it.
STOPPED = [
    cdp_plan(),
    *teams("martech", "analytics", "it"),
    *platforms(cdp="proposed", own="live", old="live"),
    *capability("segment", "cdp/martech", "own/analytics", "old/it"),
    Person("cto", "Dana", "it", "executive"),
]


def waiver(code="GAT401", subject="team:analytics", on=MONDAY, until=FRIDAY, plan="cdp"):
    return Waiver(code, subject, "they decide in January", "cto", on, until, plan)


def stopping(*records, today=MONDAY):
    portfolio = portfolio_of(*STOPPED, *records, today=today)
    return [(one.code, one.subject) for one in stops(portfolio, "cdp")]


ALL = [("GAT401", "team:analytics"), ("GAT401", "team:it"), ("GAT402", "capability:segment")]


def test_without_a_waiver_every_objection_stops():
    assert stopping() == ALL
    portfolio = portfolio_of(*STOPPED)
    assert (objections(portfolio, "cdp"), waived(portfolio, "cdp")) == (stops(portfolio, "cdp"), ())


@pytest.mark.parametrize("index", range(3))
def test_a_waiver_passes_one_finding_and_no_other(index):
    code, subject = ALL[index]
    assert stopping(waiver(code, subject)) == [one for one in ALL if one != ALL[index]]


@pytest.mark.parametrize(
    "other",
    [
        waiver("GAT402"),
        waiver("GAT404"),
        waiver(subject="team:martech"),
        waiver(subject="capability:segment"),
        waiver(plan="dam"),
        waiver(plan=""),
    ],
    ids=["another code", "the code that tells of it", "another team", "another kind", "another plan", "no plan"],
)
def test_a_waiver_of_something_else_passes_nothing(other):
    assert stopping(other) == ALL


@pytest.mark.parametrize(
    ("today", "passes"),
    [(SUNDAY, False), (MONDAY, True), (FRIDAY, True), (date(2026, 11, 28), False)],
    ids=["the day before it begins", "its first day", "its last day", "the day after"],
)
def test_a_waiver_holds_from_its_first_day_to_its_last(today, passes):
    assert (("GAT401", "team:analytics") not in stopping(waiver(), today=today)) is passes


@pytest.mark.parametrize("reason", [" ", "...", "\u200b"])
def test_a_waiver_without_a_reason_passes_nothing(reason):
    code, subject = ALL[0]
    assert stopping(structs.replace(waiver(code, subject), reason=reason)) == ALL


def test_the_waived_are_told_with_who_until_and_why():
    (one,) = waived(portfolio_of(*STOPPED, waiver()), "cdp")
    assert (one.code, one.level, one.subject, one.waiver) == ("GAT401", "waived", "team:analytics", waiver())
    assert one.sentence == (
        "analytics runs segment on own, has not agreed that cdp is critical, and no alignment is recorded"
    )
    assert one.cure == 'mopsctl team align analytics --parties "..." --terms "..."'


def test_with_every_objection_waived_the_gate_is_open_and_says_what_was_waived():
    waivers = [waiver(code, subject) for code, subject in ALL]
    found = verdict(portfolio_of(*STOPPED, *waivers), "cdp", Policy())
    assert found.verdict == "conditions"
    assert [(one.code, one.level, one.waiver is not None) for one in found.reasons] == [
        ("SUP302", "condition", False), ("SUP302", "condition", False),
        ("GAT401", "waived", True), ("GAT401", "waived", True), ("GAT402", "waived", True),
    ]  # fmt: skip
    late = verdict(portfolio_of(*STOPPED, *waivers, today=date(2026, 11, 28)), "cdp", Policy())
    assert (late.verdict, {one.level for one in late.reasons}) == ("stop", {"stop", "condition"})


def test_what_was_healed_is_waived_no_more():
    agreed = [
        Participation("cdp", "analytics", "affected", critical="yes"),
        Alignment("cdp", "it", MONDAY, "CTO", "May"),
    ]
    portfolio = portfolio_of(*STOPPED, *agreed, waiver(), waiver(subject="team:it"))
    assert waived(portfolio, "cdp") == ()
    assert [one.code for one in stops(portfolio, "cdp")] == ["GAT402"]


def test_a_condition_may_be_waived_too_and_is_then_none():
    known = [Participation("cdp", "analytics", critical="yes"), Participation("cdp", "it", critical="yes")]
    known.append(*capability("segment", governing="cdp"))
    settled = [*STOPPED, *known, waiver("SUP302", "plan:cdp"), waiver("PLN605", "team:it")]
    portfolio = portfolio_of(*settled)
    assert [(one.code, one.subject) for one in reservations(portfolio, "cdp", Policy())] == [
        ("PLN605", "team:analytics"), ("PLN605", "team:it"), ("SUP302", "plan:cdp"), ("SUP302", "plan:cdp")
    ]  # fmt: skip
    assert [(one.code, one.subject) for one in conditions(portfolio, "cdp", Policy())] == [("PLN605", "team:analytics")]
    found = verdict(portfolio_of(*settled, waiver("PLN605", "team:analytics")), "cdp", Policy())
    assert (found.verdict, [one.level for one in found.reasons]) == ("go", ["waived"] * 4)


def test_waivers_in_force_stand_by_what_they_let_pass():
    held, later, past = waiver(), waiver(on=TUESDAY, subject="team:it"), waiver("GAT402", until=SUNDAY, on=SUNDAY)
    portfolio = portfolio_of(*STOPPED, held, later, past)
    assert in_force(portfolio) == {("cdp", "GAT401", "team:analytics"): held}
    assert waiver_for(portfolio, "cdp", "GAT401", "team:analytics") == held
    assert waiver_for(portfolio, "cdp", "GAT401", "team:it") is None


def test_what_tells_of_waivers_cannot_be_waived():
    assert [may_be_waived(code) for code in ("WAV001", "WAV002", "GAT404")] == [False, False, False]
    assert [may_be_waived(code) for code in ("GAT401", "GAT402", "GAT403", "COM201")] == [True, True, True, True]
    assert in_force(portfolio_of(*STOPPED, waiver("GAT404"), waiver("WAV001"))) == {}


def implementation(key, plan="cdp", kind="implementation", **days):
    return task(key, plan=plan, kind=kind, **days)


def test_implementation_begins_with_build_or_with_the_first_task_of_it_whichever_is_earlier():
    started = [implementation("b", started=TUESDAY), implementation("c", started=FRIDAY), implementation("d")]
    cases = {
        (): None,
        (cdp_plan(built=FRIDAY),): FRIDAY,
        (*started,): TUESDAY,
        (cdp_plan(built=MONDAY), *started): MONDAY,
        (cdp_plan(built=FRIDAY), *started): TUESDAY,
        (implementation("e", finished=TUESDAY),): TUESDAY,
        (implementation("f", kind="task", started=MONDAY),): None,
        (Plan("dam", "DAM", MONDAY, built=MONDAY), implementation("g", "dam", started=MONDAY)): None,
    }
    assert {records: began(portfolio_of(cdp_plan(), *records), "cdp") for records in cases} == cases
