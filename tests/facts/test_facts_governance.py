"""What governs the work stands on the timeline: a late decision is a late finish (domain §1.4, §2.2, §2.3)."""

from datetime import date

from facts_builders import MONDAY, capability, cdp_plan, links, platforms, portfolio_of, task, teams
from msgspec import structs

from mopsctl.facts.schedule.network import schedule
from mopsctl.model.calendar import DayOff
from mopsctl.model.plan import Condition, Lead, Participation, Review
from mopsctl.model.waiver import Waiver

FRIDAY = date(2026, 12, 4)


def build(key="build", **fields):
    return task(key, 5, kind="implementation", **fields)


def undecided(*records, **fields):
    """Two platforms send, and nobody has decided which one is to."""
    return portfolio_of(
        cdp_plan(), *teams("martech", "marketing"), *platforms(cdp="live", esp="live"),
        *capability("send", "cdp/martech", "esp/martech", **fields), Participation("cdp", "martech", critical="yes"),
        *records,
    )  # fmt: skip


def dates(portfolio):
    return {
        one.key: (one.start, one.finish)
        for one in (*schedule(portfolio, "cdp").tasks, *schedule(portfolio, "cdp").nodes)
    }


def test_implementation_waits_for_the_decision_which_platform_governs():
    portfolio = undecided(build(), task("learn", 2, kind="learning"), decide_by=FRIDAY)
    assert dates(portfolio) == {
        "learn": (MONDAY, date(2026, 11, 24)),
        "build": (FRIDAY, date(2026, 12, 10)),
        "decision:send": (FRIDAY, FRIDAY),
    }
    found = schedule(portfolio, "cdp").of("build")
    assert (found.driver, found.because) == ("decision:send", "FS")
    assert schedule(portfolio, "cdp").of("decision:send").critical


def test_a_decision_stays_on_its_day_whoever_is_away():
    away = DayOff("team:martech", FRIDAY, date(2026, 12, 11))
    portfolio = undecided(build(team="martech"), build("other", team="marketing"), away, decide_by=FRIDAY)
    found = dates(portfolio)
    assert (found["decision:send"][0], found["build"][0], found["other"][0]) == (FRIDAY, date(2026, 12, 14), FRIDAY)


def test_a_decision_on_a_saturday_stays_there():
    saturday = date(2026, 12, 5)
    found = dates(undecided(build(), decide_by=saturday))
    assert (found["decision:send"], found["build"][0]) == ((saturday, saturday), date(2026, 12, 7))


def test_a_decision_without_a_date_is_expected_today_and_delays_nothing():
    assert dates(undecided(build()))["build"][0] == MONDAY


def test_a_task_that_decides_comes_before_what_waits_for_the_decision():
    deciding = task("choose", 8, kind="decision", capability="send")
    assert dates(undecided(build(), deciding))["build"][0] == date(2026, 12, 3)


def test_what_a_decision_itself_waits_for_does_not_wait_for_it():
    deciding = task("choose", 1, kind="decision", capability="send")
    portfolio = undecided(build("pilot"), build(), deciding, *links("pilot>choose"))
    found = dates(portfolio)
    assert (found["pilot"][0], found["choose"][0], found["build"][0]) == (MONDAY, date(2026, 11, 30), date(2026, 12, 1))


def test_a_waived_or_decided_overlap_holds_nothing():
    waiver = Waiver("GAT402", "capability:send", "Agreed by all", "ada", MONDAY, FRIDAY, "cdp")
    assert "decision:send" not in dates(undecided(build(), waiver, decide_by=FRIDAY))
    assert "decision:send" not in dates(undecided(build(), governing="cdp", governed_on=MONDAY, decide_by=FRIDAY))


def test_implementation_waits_for_the_agreement_of_a_team_that_runs_its_own_platform():
    rival = undecided(build(), Participation("cdp", "martech", align_by=FRIDAY), governing="cdp", governed_on=MONDAY)
    assert dates(rival)["build"][0] == FRIDAY
    assert dates(rival)["agreement:martech"] == (FRIDAY, FRIDAY)


def test_a_teams_own_implementation_waits_for_its_review():
    records = (
        cdp_plan(), *teams("it", "martech"), Participation("cdp", "it", review_by=FRIDAY),
        build(team="it"), build("other", team="martech"),
    )  # fmt: skip
    assert dates(portfolio_of(*records)) == {
        "build": (FRIDAY, date(2026, 12, 10)),
        "other": (MONDAY, date(2026, 11, 27)),
        "review:it": (FRIDAY, FRIDAY),
    }
    assert "review:it" not in dates(portfolio_of(*records, Review("cdp", "it", MONDAY, "approved")))


def test_a_condition_holds_its_task_until_it_is_due_and_no_longer_once_it_is_met():
    due = Condition("contract", "The contract is signed", "build", due=FRIDAY)
    assert dates(portfolio_of(cdp_plan(), build(), due))["build"][0] == FRIDAY
    met = structs.replace(due, met=date(2026, 11, 20))
    assert dates(portfolio_of(cdp_plan(), build(), met))["build"][0] == MONDAY


def test_a_lead_is_a_span_between_what_a_task_waits_for_and_the_task():
    records = (cdp_plan(), *teams("it", "legal", "data"), task("before", 5), build(team="it"), *links("before>build"))
    leads = (Lead("build", "legal", 3), Lead("build", "data", 2))
    found = dates(portfolio_of(*records, *leads))
    assert found["lead:build"] == (date(2026, 11, 30), date(2026, 12, 2))
    assert found["build"] == (date(2026, 12, 3), date(2026, 12, 9))
    aligned = (Lead("build", "legal", 3, aligned=MONDAY), leads[1])
    assert dates(portfolio_of(*records, *aligned))["lead:build"] == (date(2026, 11, 30), date(2026, 12, 1))


def test_what_has_begun_waits_for_none_of_them():
    due = Condition("contract", "The contract is signed", "build", due=FRIDAY)
    portfolio = undecided(build(started=MONDAY), due, Lead("build", "marketing", 4), decide_by=FRIDAY)
    assert dates(portfolio) == {"build": (MONDAY, date(2026, 11, 27))}
