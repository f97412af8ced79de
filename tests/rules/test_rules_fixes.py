"""What is cured without a decision, and what is left to people; no cure makes a plan worse."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws import examples
from msgspec import structs
from portfolios import portfolios
from rules_base import TODAY, portfolio_with

from mopsctl.changes import diff
from mopsctl.cli.gaps_asked import Asked
from mopsctl.cli.gaps_fix import wanted
from mopsctl.facts.audience import AUDIENCES
from mopsctl.model.kinds import KINDS
from mopsctl.model.lookup import dangling, shown
from mopsctl.model.policy import Policy
from mopsctl.rules.engine import RULES, catalogue, findings
from mopsctl.rules.fixes import FIXES
from mopsctl.rules.mending import curable, mended

PLANNED = "plans: [{key: cdp, name: CDP rollout, start: 2026-11-02, stage: %s, platform: cdp, manager: ada}]\n"
ITSELF = "{key: profiles, name: Profiles in order, giver: martech, receiver: martech%s}"
PAST = '- {plan: cdp, code: %s, subject: "team:it", reason: later, by: ada, on: 2026-11-02, until: 2026-11-20}\n'
# Why the other rules are left to people, in a word for each group; with FIXES it names every rule of the catalogue.
LEFT = {
    "the gate is opened by an alignment, a decision or a waiver of somebody who may": (
        "GAT401", "GAT402", "GAT403", "GAT404",
    ),
    "only the team, or the person, can say it": (
        "OUT101", "OUT102", "OUT105", "COM204", "COM207", "SUP301", "SUP302", "SUP303", "PLN605", "RAC712", "RAC714",
        "OPM806", "OPM807",
    ),
    "it names a person, an amount or a day that nobody has said": (
        "COM203", "COM205", "CAP502", "CAP503", "CAP506", "CAP509", "PLN602", "PLN603", "ORG902", "ORG903", "ORG904",
        "ORG908", "SUP305",
    ),
    "somebody has to do something first": (
        "OUT103", "OUT104", "OUT106", "COM201", "COM206", "SUP304", "PLN604", "OPM805", "ORG906",
    ),
    "what follows from a refusal is a decision": ("COM202", "RAC710"),
    "what becomes of a capability or a data set, and on which platform, is a decision": (
        "CAP501", "CAP504", "CAP507", "CAP508",
    ),
    "who does it, answers for it or is asked is a decision, and so is which of several letters goes": (
        "RAC701", "RAC702", "RAC703", "RAC705", "RAC706", "RAC707", "RAC708", "RAC709", "RAC711", "RAC713",
    ),
    "`model init` brings in the questions, and each of them is a gap until it is answered": ("OPM801",),
    "who decides and who agrees is what the teams settle": ("OPM802", "OPM803", "OPM808"),
    "what comes first, what moves and who takes part is for the plan's manager": (
        "PLN601", "PLN606", "PLN607", "PLN608", "PLN609", "PLN610", "PLN611",
    ),
    "structure follows strategy, and strategy is a decision": ("ORG901", "ORG905", "ORG907", "ORG909"),
}  # fmt: skip
FIRES = {card.code: card.fires for card in catalogue()}
# Of one rule the example of the manual takes a decision; this one does not.
CURED = {
    **{code: FIRES[code] for code in ("CAP505", "RAC704", "WAV001", "WAV002")},
    "OPM804": f"interactions: [{ITSELF % ''}]",
}


def look(*select, audience="me", team=None, plan=None):
    return wanted(Asked(team=team), Policy(select=select), audience, plan)


def found(portfolio, code):
    return [one for one in findings(portfolio, Policy(select=(code,))) if one.code == code]


def told(before, after):
    """Changes as words: `- waiver cdp/RAC703/capability:send`."""
    signs = {(True, False): "-", (False, True): "+", (True, True): "~"}
    words = {kind.plural: kind.word for kind in KINDS}
    return [
        f"{signs[one.before is not None, one.after is not None]} {words[one.kind]} {shown(one.key)}"
        for one in diff(before, after)
    ]


def test_every_rule_is_either_cured_or_left_to_people_for_a_reason():
    left = [code for codes in LEFT.values() for code in codes]
    assert sorted([*FIXES, *left]) == sorted(RULES)


def test_every_cure_says_what_goes():
    assert all((fix.__doc__ or "").endswith(".") for fix in FIXES.values())


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("CAP505", ["- assignment cdp/platform:esp/team:it/A/to-be"]),
        ("RAC704", ["- assignment cdp/capability:send/team:it/I/to-be"]),
        ("WAV001", ["- waiver cdp/RAC703/capability:send"]),
        ("WAV002", ["- waiver cdp/RAC703/capability:segment"]),
        ("OPM804", ["- interaction profiles"]),
    ],
)
def test_a_cure_ends_its_finding_and_changes_nothing_else(code, expected):
    before = portfolio_with(CURED[code])
    assert len(found(before, code)) == 1
    after, cures = mended(before, look(code))
    assert told(before, after) == expected
    assert [one[0] for one in cures] == [code]
    assert found(after, code) == []


def test_questions_that_nobody_asked_yet_are_not_brought_in():
    before = portfolio_with(PLANNED % "plan")
    assert [one.subject for one in found(before, "OPM801")] == ["plan:cdp"]
    assert mended(before, look())[0] is before


@pytest.mark.parametrize("code", CURED)
def test_a_second_cure_finds_nothing_to_do(code):
    after, _ = mended(portfolio_with(CURED[code]), look())
    assert mended(after, look()) == (after, ())
    assert mended(after, look())[0] is after


@pytest.mark.parametrize("code", sorted(RULES))
def test_the_example_of_a_rule_that_is_left_to_people_stays_as_it_is(code):
    if code not in FIXES or code == "OPM804":
        before = portfolio_with(FIRES[code])
        assert len(found(before, code)) == 1
        assert mended(before, look(code))[0] is before


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        # Somebody agreed to do it: where, if not on what is off?
        ("CAP505", FIRES["CAP505"].replace("plan: cdp}", 'plan: cdp, agreed: "true"}')),
        # A capability, and the tasks of a plan, whose platform is off.
        ("CAP505", "platforms: [{key: cdp, name: CDP, status: retired}]"),
        # Both sides are the same team, and it confirmed that: another one is meant.
        ("OPM804", f"interactions: [{ITSELF % ', receiver_confirmed: 2026-11-20'}]"),
        ("OPM804", f"interactions: [{ITSELF % ', giver_confirmed: 2026-11-20'}]"),
        # A waiver would be left that speaks of nothing.
        ("OPM804", f"interactions: [{ITSELF % ''}]\nwaivers:\n"
         '- {code: OPM807, subject: "interaction:profiles", reason: soon, by: ada, on: 2026-11-02, until: 2026-12-31}'),
        # A rule of another version of mopsctl.
        ("WAV002", FIRES["WAV002"].replace("RAC703", "RAC799")),
    ],
)  # fmt: skip
def test_what_takes_a_decision_after_all_is_left(code, rows):
    before = portfolio_with(rows)
    assert found(before, code)
    assert mended(before, look(code))[0] is before


def test_only_the_waivers_go_that_are_past_or_idle():
    rows = "waivers:\n" + "".join(
        f'- {{plan: cdp, code: {code}, subject: "capability:{subject}", reason: later, by: ada, on: 2026-11-02,'
        f" until: {until}}}\n"
        for code, subject, until in (
            ("RAC703", "send", "2026-11-23"),  # lets something pass, today for the last time
            ("RAC701", "send", "2026-11-22"),  # past
            ("RAC702", "send", "2026-12-31"),  # idle
            ("GAT404", "send", "2026-12-31"),  # may not be waived
            ("RAC709", "segment", "2026-12-31"),  # idle, elsewhere
        )
    )
    before = portfolio_with(rows)
    expected = [f"- waiver cdp/{one}" for one in ("GAT404/capability:send", "RAC701/capability:send")]
    expected += [f"- waiver cdp/{one}" for one in ("RAC702/capability:send", "RAC709/capability:segment")]
    assert told(before, mended(before, look("WAV"))[0]) == expected
    assert told(before, mended(before, look("WAV001"))[0]) == ["- waiver cdp/RAC701/capability:send"]


def test_the_waivers_of_another_plan_stay():
    rows = "plans: [{key: other, name: Other, start: 2026-11-02}]\nwaivers:\n" + PAST % "OUT103"
    before = portfolio_with(rows + (PAST % "OUT103").replace("plan: cdp", "plan: other"))
    assert told(before, mended(before, look(plan="other"))[0]) == ["- waiver other/OUT103/team:it"]


def test_what_one_cure_lays_bare_another_cures():
    past = '{code: OPM807, subject: "interaction:profiles", reason: soon, by: ada, on: 2026-11-02, until: 2026-11-20}'
    before = portfolio_with(f"interactions: [{ITSELF % ''}]\nwaivers: [{past}]")
    assert list(curable(before, look())) == [("WAV001", "", "interaction:profiles")]
    assert told(before, mended(before, look())[0]) == ["- interaction profiles", "- waiver OPM807/interaction:profiles"]


def test_every_letter_of_being_told_goes_in_a_scheme_of_ones_own_and_as_it_is():
    rows = """
    letters:
    - {letter: D, word: driver, duty: does}
    - {letter: A, word: approver, duty: answers}
    - {letter: I, word: informed, duty: told}
    - {letter: K, word: kept posted, duty: told}
    - {letter: R, word: reviewer, duty: asked}
    - {letter: C, word: contributor, duty: asked}
    assignments:
    """
    held = [("it", "D"), ("it", "I"), ("it", "K"), ("it", "R"), ("martech", "A"), ("marketing", "K")]
    rows += "".join(
        f'- {{subject: "capability:report", holder: "team:{team}", letter: {letter}, state: as-is}}\n    '
        for team, letter in held
    )
    before = portfolio_with(rows)
    assert told(before, mended(before, look("RAC704"))[0]) == [
        "- assignment capability:report/team:it/I/as-is",
        "- assignment capability:report/team:it/K/as-is",
    ]


def test_a_waived_finding_is_left_and_so_is_one_of_another_team_or_plan():
    accepted = 'waivers: [{plan: cdp, code: RAC704, subject: "capability:send", reason: habit, by: ada,'
    before = portfolio_with(f"{FIRES['RAC704']}\n{accepted} on: 2026-11-02, until: 2026-12-31}}]")
    assert mended(before, look())[0] is before
    before = portfolio_with(FIRES["RAC704"] + "\nplans: [{key: other, name: Other, start: 2026-11-02}]")
    assert mended(before, look(team="marketing"))[0] is before
    assert mended(before, look(plan="other"))[0] is before
    assert mended(before, look(team="marketing", audience="all"))[0] is before
    for known in (look(team="it"), look(plan="cdp")):
        assert told(before, mended(before, known)[0]) == ["- assignment cdp/capability:send/team:it/I/to-be"]


def test_nothing_goes_of_which_the_reader_may_not_know():
    before = portfolio_with("waivers:\n" + PAST % "COM202" + PAST % "OUT103")
    assert told(before, mended(before, look(audience="all"))[0]) == ["- waiver cdp/OUT103/team:it"]
    assert told(before, mended(before, look(audience="me"))[0]) == [
        "- waiver cdp/COM202/team:it",
        "- waiver cdp/OUT103/team:it",
    ]


def test_a_waiver_stays_that_is_idle_only_by_what_the_reader_may_see():
    # Its terms are kept from everybody, so to others the alignment looks whole, and the stop as if it were none.
    rows = (
        FIRES["GAT404"]
        + '\nalignments: [{plan: cdp, team: analytics, on: 2026-11-20, parties: both leaders, terms: "."}]'
    )
    before = portfolio_with(rows)
    from_outside = look("WAV", audience="all")
    assert curable(before, look("WAV", audience="me")) == {}
    assert mended(before, from_outside)[0] is before


@pytest.mark.parametrize("select", [(), ("RAC704",)])
@pytest.mark.parametrize("graver", ["warning", "error"])
def test_no_cure_brings_more_warnings_or_errors_not_even_of_rules_that_were_not_selected(select, graver):
    # Nobody else is told, so that without the letter nobody is: this company takes that for grave.
    before = portfolio_with(CURED["RAC704"] + CURED["OPM804"])
    milder = ("RAC704", "info"), ("OPM804", "error")
    policy = Policy(select=select and (*select, "OPM804"), severities=(*milder, ("RAC707", graver)))
    assert told(before, mended(before, wanted(Asked(), policy, "me"))[0]) == ["- interaction profiles"]
    policy = structs.replace(policy, severities=(*milder, ("RAC707", "info")))
    assert len(told(before, mended(before, wanted(Asked(), policy, "me"))[0])) == 2


def test_what_is_ignored_counts_as_well():
    before = portfolio_with(CURED["RAC704"])
    policy = Policy(ignore=("RAC707",), severities=(("RAC707", "warning"),))
    assert mended(before, wanted(Asked(), policy, "me"))[0] is before


def test_what_one_cure_ends_makes_no_room_for_what_another_brings():
    past = "".join(PAST % code for code in ("OUT103", "OUT104", "COM201"))
    before = portfolio_with(f"{CURED['RAC704']}\nwaivers:\n{past}")
    policy = Policy(severities=(("RAC704", "info"), ("RAC707", "error")))
    after, cures = mended(before, wanted(Asked(), policy, "me"))
    assert cures == (("WAV001", "cdp", "team:it"),) * 3
    assert after.assignments == before.assignments


def test_an_error_is_not_traded_for_a_warning():
    before = portfolio_with(CURED["RAC704"])
    policy = Policy(severities=(("RAC707", "warning"),))
    assert mended(before, wanted(Asked(), policy, "me"))[0] is before


@given(portfolios(), st.sampled_from(AUDIENCES))
@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_there_is_cures_end_leave_nothing_dangling_and_bring_neither_error_nor_warning(portfolio, audience):
    where = wanted(Asked(), Policy(), audience)
    after, _ = mended(portfolio, where)
    assert curable(after, where) == {}
    assert mended(after, where)[0] is after
    records = [one for kind in KINDS for one in after.of(kind.plural).values()]
    assert [error.message for one in records for error in dangling(after, one)] == []
    assert grave(after) - grave(portfolio) == Counter()
    changed = {(one.kind, one.after is None) for one in diff(portfolio, after)}
    assert changed <= {("waivers", True), ("assignments", True), ("interactions", True)}
    assert after.today == portfolio.today == TODAY


def grave(portfolio):
    every = findings(portfolio, Policy())
    return Counter((one.severity, one.code, one.plan, one.subject) for one in every if one.severity != "info")
