"""Which teams a finding is about."""

import pytest
from facts_builders import MONDAY, capability, cdp_plan, platforms, portfolio_of, task, teams
from msgspec import structs

from mopsctl.facts.concerned import concerned
from mopsctl.model.capability import Activity, Dataset, Platform, Truth
from mopsctl.model.kinds import BY_RECORD
from mopsctl.model.operating import Interaction, Right, Topic
from mopsctl.model.org import Box, Coverage, Function, Goal, Number, Person, Pillar, Position
from mopsctl.model.outreach import Action, Conversation, Evidence
from mopsctl.model.plan import Need
from mopsctl.model.responsibility import Assignment
from mopsctl.model.waiver import Waiver

RECORDS = (
    *teams("it", "martech", "marketing", "analytics", "legal"),
    Person("ada", "Ada", "martech"),
    Person("ben", "Ben", "it"),
    Person("cem", "Cem", "marketing"),
    cdp_plan(),
    *platforms(cdp="live", esp="retiring"),
    Platform("own", "Own", system_owner="ada", budget_owner="ben", manager="cem"),
    *capability("send", "cdp/martech", "esp/marketing"),
    *capability("score"),
    Activity("approve", "Approve", "send"),
    Assignment("capability:send", "person:ben", "A", plan="cdp"),
    Assignment("capability:send", "team:legal", "I", "as-is"),
    Assignment("activity:approve", "team:analytics", "C", plan="cdp"),
    Assignment("platform:cdp", "position:lead", "A", plan="cdp"),
    Assignment("task:join", "team:legal", "C", plan="cdp"),
    task("join", team="it", owner="ada"),
    task("loose", owner="ben"),
    task("bare"),
    Position("lead", "Lead"),
    Position("mover", "Mover"),
    Position("empty", "Empty"),
    Box("lead", team="analytics", holder="ada", goal="growth"),
    Box("mover", "as-is", team="it"),
    Box("mover", team="legal"),
    Goal("growth", "Growth"),
    Goal("unserved", "Unserved"),
    Number("revenue", "Revenue", "lead"),
    Function("data", "Data"),
    Pillar("trust", "Trust"),
    Coverage("mover", "function:data"),
    Coverage("lead", "pillar:trust"),
    Topic("roadmap", "Roadmap"),
    Right("roadmap", "decide", "person:cem"),
    Right("roadmap", "decide", "team:it", state="as-is"),
    Interaction("profiles", "Profiles", "it", "martech"),
    Dataset("orders", "Orders", owner="ben"),
    Truth("orders", "own"),
    Dataset("clicks", "Clicks"),
    Conversation("talk", "cdp", "legal", MONDAY),
    Action("move", "cdp", "it", "persuade"),
    Evidence("proof", "cdp", "analytics", "A figure"),
    Need("data", "Data", "cdp", "marketing"),
)
KNOWN = portfolio_of(*RECORDS)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("team:it", "it"),
        ("person:ada", "martech"),
        ("position:lead", "analytics martech"),  # of the box, and of who holds it
        ("position:mover", "it legal"),  # where it is, and where it goes
        ("position:empty", ""),
        ("task:join", "it legal martech"),  # whose it is, its owner's, and those with a letter
        ("task:loose", "it"),
        ("task:bare", ""),
        ("capability:send", "it marketing martech"),  # who offers it, and the letters of this plan alone
        ("capability:score", ""),
        ("activity:approve", "analytics marketing martech"),
        ("platform:cdp", "analytics martech"),
        ("platform:own", "it marketing martech"),  # its three owners
        ("platform:esp", "marketing"),
        ("dataset:orders", "it marketing martech"),  # its owner, and the owners of the platform that claims it
        ("dataset:clicks", ""),
        ("topic:roadmap", "it marketing"),
        ("interaction:profiles", "it martech"),
        ("number:revenue", "analytics martech"),
        ("goal:growth", "analytics martech"),
        ("goal:unserved", ""),
        ("function:data", "it legal"),
        ("pillar:trust", "analytics martech"),
        ("conversation:talk", "legal"),
        ("action:move", "it"),
        ("evidence:proof", "analytics"),
        ("need:data", "marketing"),
        ("plan:cdp", ""),
    ],
)
def test_a_finding_in_the_plan_concerns(subject, expected):
    assert sorted(concerned(KNOWN, "cdp", subject)) == expected.split()


def test_a_finding_on_the_organisation_concerns_those_with_a_letter_as_it_is():
    assert sorted(concerned(KNOWN, "", "capability:send")) == ["legal", "marketing", "martech"]
    assert sorted(concerned(KNOWN, "", "platform:cdp")) == ["martech"]


@pytest.mark.parametrize("subject", ["team:gone", "task:gone", "number:gone", "dataset:gone", "nothing:it", ""])
def test_what_is_not_there_concerns_nobody(subject):
    assert concerned(KNOWN, "cdp", subject) == frozenset()


def test_every_kind_of_subject_that_a_waiver_may_name_is_known():
    subjects = dict(BY_RECORD[Waiver].refers)["subject"]
    held = {one.plural: next(iter(KNOWN.of(one.plural))) for one in BY_RECORD.values() if one.plural in subjects}
    words = {one.plural: one.word for one in BY_RECORD.values()}
    silent = {plural for plural, key in held.items() if not _somebody(words[plural], plural)}
    assert silent == {"plans"}
    assert set(held) == set(subjects)


def _somebody(word, plural):
    return any(concerned(KNOWN, "cdp", f"{word}:{key}") for key in KNOWN.of(plural))


def test_a_platform_that_is_off_claims_no_data():
    off = structs.replace(KNOWN, platforms={**KNOWN.platforms, "own": Platform("own", "Own", "retired")})
    assert sorted(concerned(off, "", "dataset:orders")) == ["it"]
