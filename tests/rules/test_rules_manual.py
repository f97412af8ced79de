"""Every rule's docstring is its manual and its test cases."""

import re

import pytest
import yaml
from rules_base import portfolio_with

from mopsctl.model.policy import Policy
from mopsctl.rules.engine import catalogue, findings
from mopsctl.rules.manual import card
from mopsctl.rules.rule import Rule

CARDS = catalogue()
BY_CODE = [pytest.param(card, id=card.code) for card in CARDS]


SUBJECT = re.compile(
    r"(team|person|platform|capability|activity|dataset|task|need|plan|evidence|action|goal|function|pillar|position"
    r"|number|topic|interaction):[a-z0-9.-]+"
)


def found_by(code, portfolio):
    return [one for one in findings(portfolio, Policy(select=(code,))) if one.code == code]


@pytest.mark.parametrize("card", BY_CODE)
def test_the_firing_example_fires_once(card):
    found = found_by(card.code, portfolio_with(card.fires))
    assert len(found) == 1
    assert found[0].name == card.name
    assert found[0].plan in ("cdp", "")
    assert SUBJECT.fullmatch(found[0].subject)


@pytest.mark.parametrize("card", BY_CODE)
def test_the_quiet_example_is_quiet(card):
    assert found_by(card.code, portfolio_with(card.quiet)) == []


@pytest.mark.parametrize("card", BY_CODE)
def test_every_manual_is_whole(card):
    assert card.summary.endswith(".")
    assert len(card.summary) <= 120
    assert re.search(r"\(.*domain §\d|\bdomain §\d", card.why)
    assert card.cure.startswith("mopsctl ")


@pytest.mark.parametrize("card", BY_CODE)
def test_the_examples_are_a_minimal_pair(card):
    assert apart(card.fires, card.quiet) in MINIMAL


MINIMAL = ((1, 0, 0), (0, 1, 0), (1, 1, 1))  # a row more, a row less, or one field of one row


def apart(fires, quiet):
    """How many rows only one has, how many only the other, and in how many fields those differ."""
    ours, theirs = rows_of(fires), rows_of(quiet)
    mine, others = [row for row in ours if row not in theirs], [row for row in theirs if row not in ours]
    pairs = zip(mine, others, strict=False)
    fields = sum(one.get(name) != other.get(name) for one, other in pairs for name in one.keys() | other.keys())
    return len(mine), len(others), fields


def rows_of(text):
    read = yaml.load(text, yaml.BaseLoader)
    return [{"kind": plural, **row} for plural, rows in read.items() for row in rows]


@pytest.mark.parametrize(
    ("quiet", "expected"),
    [
        ("teams: [{key: it, name: IT}, {key: law, name: Law}]", (0, 0, 0)),
        ("teams: [{key: it, name: IT}]", (1, 0, 0)),
        ("teams: [{key: it, name: IT}, {key: law, name: Law}, {key: hr, name: HR}]", (0, 1, 0)),
        ("teams: [{key: it, name: IT}, {key: law, name: Legal}]", (1, 1, 1)),
        ("teams: [{key: it, name: IT}, {key: law, name: Law, covers: [legal]}]", (1, 1, 1)),
        ("teams: [{key: it, name: IT}, {key: legal, name: Legal}]", (1, 1, 2)),
        ("teams: [{key: it, name: Tech}, {key: law, name: Legal}]", (2, 2, 2)),
    ],
)
def test_how_far_two_examples_are_apart_is_counted_in_rows_and_fields(quiet, expected):
    assert apart("teams: [{key: it, name: IT}, {key: law, name: Law}]", quiet) == expected


def test_the_catalogue_holds_the_rules_built_so_far_by_code():
    assert [(card.code, card.name, card.severity) for card in CARDS] == [
        ("CAP501", "no-disposition", "warning"),
        ("CAP502", "retire-without-date", "error"),
        ("CAP503", "retire-before-cutover", "error"),
        ("CAP504", "orphan-capability", "error"),
        ("CAP505", "retired-in-use", "warning"),
        ("CAP506", "owner-missing", "error"),
        ("CAP507", "single-function", "warning"),
        ("CAP508", "two-sources-of-truth", "error"),
        ("CAP509", "notice-missed", "warning"),
        ("COM201", "ask-not-made", "warning"),
        ("COM202", "commitment-refused", "warning"),
        ("COM203", "promise-without-substance", "error"),
        ("COM204", "promise-without-proof", "warning"),
        ("COM205", "criticality-unscored", "warning"),
        ("COM206", "critical-team-uncommitted", "error"),
        ("COM207", "ask-unanswered", "warning"),
        ("GAT401", "stop-gate", "error"),
        ("GAT402", "overlap-undecided", "error"),
        ("GAT403", "decided-after-start", "error"),
        ("GAT404", "waived-gate", "warning"),
        ("OPM801", "decision-right-missing", "error"),
        ("OPM802", "split-final-vote", "error"),
        ("OPM803", "veto-sprawl", "warning"),
        ("OPM804", "one-sided-interaction", "warning"),
        ("OPM805", "weakness-without-improvement", "warning"),
        ("OPM806", "team-unassessed", "info"),
        ("OPM807", "stale-confirmation", "warning"),
        ("OPM808", "run-the-old-way", "warning"),
        ("ORG901", "pillar-or-function-uncovered", "warning"),
        ("ORG902", "role-not-dedicated", "warning"),
        ("ORG903", "person-over-100", "error"),
        ("ORG904", "no-number", "warning"),
        ("ORG905", "no-strategy", "warning"),
        ("ORG906", "change-not-communicated", "warning"),
        ("ORG907", "reporting-cycle", "error"),
        ("ORG908", "skill-gap", "warning"),
        ("ORG909", "goal-unserved", "warning"),
        ("OUT101", "perspective-missing", "warning"),
        ("OUT102", "objection-without-action", "warning"),
        ("OUT103", "late-outreach", "warning"),
        ("OUT104", "evidence-late", "warning"),
        ("OUT105", "one-sided-view", "info"),
        ("OUT106", "change-action-overdue", "warning"),
        ("PLN601", "dependency-cycle", "error"),
        ("PLN602", "task-unowned-or-unestimated", "error"),
        ("PLN603", "lead-time-missing", "warning"),
        ("PLN604", "critical-task-uncommitted", "error"),
        ("PLN605", "review-missing", "warning"),
        ("PLN606", "need-without-task", "warning"),
        ("PLN607", "silent-team", "warning"),
        ("PLN608", "slip", "warning"),
        ("PLN609", "overload", "warning"),
        ("PLN610", "no-learning", "warning"),
        ("PLN611", "target-missed", "error"),
        ("RAC701", "no-accountable", "error"),
        ("RAC702", "many-accountable", "error"),
        ("RAC703", "no-responsible", "error"),
        ("RAC704", "conflicting-letters", "error"),
        ("RAC705", "many-responsible", "warning"),
        ("RAC706", "many-consulted", "warning"),
        ("RAC707", "silo-row", "info"),
        ("RAC708", "accountable-overload", "warning"),
        ("RAC709", "accountable-not-a-person", "warning"),
        ("RAC710", "duty-on-refuser", "error"),
        ("RAC711", "plan-drift", "warning"),
        ("RAC712", "not-agreed", "warning"),
        ("RAC713", "lost-responsibility", "error"),
        ("RAC714", "handover-unanswered", "warning"),
        ("SUP301", "support-hole", "warning"),
        ("SUP302", "executive-support-missing", "error"),
        ("SUP303", "executive-not-now", "error"),
        ("SUP304", "nobody-under-the-leader", "warning"),
        ("SUP305", "change-not-understood", "warning"),
        ("WAV001", "waiver-expired", "error"),
        ("WAV002", "waiver-unused", "warning"),
    ]


def card_of(docstring):
    def check(portfolio, policy):
        yield from ()

    check.__doc__ = docstring
    return card(Rule("XXX999", "made-up", "info", (), check))


@pytest.mark.parametrize("indent", ["", "    "], ids=["Python 3.13 strips the indent", "earlier ones keep it"])
def test_a_manual_reads_the_same_with_and_without_the_indent_of_the_source(indent):
    lines = [
        "Why: it matters",
        "(domain §0).",
        "",
        "Cure: mopsctl x &&",
        "    mopsctl y --why 'a b'",
        "",
        "Fires:",
        "    teams:",
        "    - {key: it}",
    ]
    found = card_of("One line.\n\n" + "\n".join(indent + line for line in lines) + "\n" + indent)
    assert (found.summary, found.why) == ("One line.", "it matters (domain §0).")
    assert found.steps == ("mopsctl x", "mopsctl y --why 'a b'")
    assert (found.fires, found.quiet) == ("teams:\n- {key: it}\n", "")


def test_without_docstrings_the_catalogue_still_names_its_rules():
    found = card_of(None)
    assert (found.code, found.name, found.summary, found.fires, found.steps) == ("XXX999", "made-up", "", "", ())
