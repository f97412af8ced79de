"""Whether the store bears out a deed that an ask claims (domain §1.2)."""

from datetime import date

import pytest
from facts_builders import MONDAY, cdp_plan, milestone, portfolio_of, task, teams
from msgspec.structs import replace

from mopsctl.facts.proof import PROMISED, effective, proof, unnamed
from mopsctl.model.commitment import Ask
from mopsctl.model.org import Person
from mopsctl.model.plan import Need, Plan

TUESDAY = date(2026, 11, 24)
PEOPLE = [Person("ben", "Ben", "it"), Person("ada", "Ada", "martech", "leader")]
BASE = [cdp_plan(), *teams("it", "martech"), *PEOPLE]


def ask(kind, state="proven", **fields):
    return Ask("cdp", "it", kind, MONDAY, state=state, **fields)


ASSIGN = ask("assign", person="ben", allocation=50, start=TUESDAY)
ADVOCATE = ask("advocate", leader="ada", forum="IT board", forum_on=MONDAY, granted="two engineers")
CONTRIBUTE = ask("contribute", person="ben")
AGREED = [task("map", team="it", by="ben", agreed=True), Need("time", "time", "cdp", "it", "ben", True)]


def proved(claim, *records, **options):
    return proof(portfolio_of(*BASE, *records, claim, **options), claim)


def told(claim, *records):
    found = proved(claim, *records)
    return found.holds, found.lacking, found.cure


def test_somebody_assigned_has_a_task_of_the_plan():
    found = proved(ASSIGN, task("map", owner="ben"), task("build", owner="ben"), task("other", owner="ada"))
    assert (found.holds, found.by, found.lacking, found.cure) == (True, ("task:build", "task:map"), (), "")


@pytest.mark.parametrize(
    "one",
    [
        task("map", team="it", owner="ben", started=MONDAY, finished=MONDAY),
        task("map", team="martech", owner="ben"),
        task("map", owner="ben"),
    ],
    ids=["a finished one", "one of another team", "one of no team"],
)
def test_any_task_of_the_plan_that_the_person_owns_bears_an_assignment_out(one):
    assert proved(ASSIGN, one).holds


@pytest.mark.parametrize(
    "one",
    [None, task("map", plan="dam", owner="ben"), task("map", team="it", by="ben", agreed=True)],
    ids=["none", "one of another plan", "one contributed and not owned"],
)
def test_without_a_task_of_the_plan_an_assignment_is_not_borne_out(one):
    records = [Plan("dam", "DAM", MONDAY, closed=MONDAY), *([one] if one else [])]
    assert proved(ASSIGN, *records).lacking == ("ben owns no task of the plan",)


def test_a_person_of_another_team_may_be_sent():
    claim = ask("assign", person="ada", allocation=50, start=MONDAY)
    assert proved(claim, task("map", owner="ada")).holds


def test_the_cure_gives_the_person_a_task_of_the_team_that_nobody_owns_or_adds_one():
    free = [
        task("zip", team="it"),
        task("map", team="it"),
        task("all", team="it", owner="ada"),
        task("a", team="martech"),
        task("b", team="it", finished=MONDAY),
        milestone("c", team="it"),
    ]
    assert proved(ASSIGN, *free).cure == "mopsctl task set map --owner ben"
    assert proved(ASSIGN).cure == "mopsctl task add TASK --team it --days DAYS --owner ben"


@pytest.mark.parametrize(
    ("missing", "lacking", "option"),
    [
        ({"person": None}, "no person is named", "--person PERSON"),
        ({"allocation": None}, "no allocation is named", "--allocation 50"),
        ({"allocation": 0}, "no allocation is named", "--allocation 50"),
        ({"start": None}, "no start is named", "--start +10wd"),
    ],
)
def test_an_assignment_names_person_allocation_and_start(missing, lacking, option):
    claim = ask("assign", **({"person": "ben", "allocation": 50, "start": MONDAY} | missing))
    cure = f"mopsctl commit prove it --kind assign {option}"
    assert told(claim, task("map", owner="ben")) == (False, (lacking,), cure)


def test_a_forum_that_took_place_and_granted_something_is_a_deed():
    found = proved(ADVOCATE)
    assert (found.holds, found.by) == (True, ("person:ada",))


def test_a_forum_of_tomorrow_is_no_deed_yet():
    claim = ask("advocate", leader="ada", forum="IT board", forum_on=TUESDAY, granted="two engineers")
    lacking = ("IT board takes place on 2026-11-24",)
    assert told(claim) == (False, lacking, "mopsctl commit promise it --kind advocate")
    assert proved(claim, today=TUESDAY).holds
    promised = ask("advocate", "promised", leader="ada", forum="IT board", forum_on=TUESDAY, granted="two")
    assert told(promised) == (False, lacking, "mopsctl commit prove it --kind advocate")


def test_a_forum_that_granted_nothing_proves_nothing():
    claim = ask("advocate", leader="ada", forum="IT board", forum_on=MONDAY)
    cure = "mopsctl commit prove it --kind advocate --granted TEXT"
    assert told(claim) == (False, ("what the forum granted is not recorded",), cure)
    assert told(replace(claim, granted=" \n")) == told(claim)


def test_an_advocate_names_leader_forum_and_date():
    found = proved(ask("advocate", granted="two engineers"))
    assert found.lacking == ("no leader is named", "no forum is named", "no date is named")
    assert found.cure == ("mopsctl commit prove it --kind advocate --leader PERSON --forum FORUM --forum-on +5wd")


def test_a_contributor_has_a_task_and_a_need_that_the_team_agreed_to():
    found = proved(CONTRIBUTE, *AGREED)
    assert (found.holds, found.by) == (True, ("task:map", "need:time"))


def test_a_task_that_the_contributor_owns_counts_as_contributed():
    assert proved(CONTRIBUTE, task("map", team="it", owner="ben", agreed=True), AGREED[1]).holds


@pytest.mark.parametrize(
    ("records", "lacking", "cure"),
    [
        (
            [],
            ("it agreed to no task by ben", "it agreed to no need by ben"),
            "task add TASK --team it --days DAYS --by ben --agreed",
        ),
        ([AGREED[1]], ("it agreed to no task by ben",), "task add TASK --team it --days DAYS --by ben --agreed"),
        (
            [AGREED[1], task("map", team="it", by="ben"), task("late", team="it", by="ben")],
            ("it agreed to no task by ben",),
            "task set late --agreed",
        ),
        ([AGREED[1], task("map", team="it", by="ada", agreed=True)], ("it agreed to no task by ben",), None),
        ([AGREED[1], task("map", team="martech", by="ben", agreed=True)], ("it agreed to no task by ben",), None),
        (
            [AGREED[1], task("map", plan="dam", team="it", by="ben", agreed=True)],
            ("it agreed to no task by ben",),
            None,
        ),
        (
            [AGREED[0]],
            ("it agreed to no need by ben",),
            "need add NEED --team it --what TEXT --by ben --agreed",
        ),
        (
            [AGREED[0], Need("time", "time", "cdp", "it", "ben")],
            ("it agreed to no need by ben",),
            "need set time --agreed",
        ),
        ([AGREED[0], Need("time", "time", "cdp", "it", None, True)], ("it agreed to no need by ben",), None),
        ([AGREED[0], Need("time", "time", "cdp", "martech", "ben", True)], ("it agreed to no need by ben",), None),
        ([AGREED[0], Need("time", "time", "dam", "it", "ben", True)], ("it agreed to no need by ben",), None),
    ],
)
def test_a_contribution_that_nobody_agreed_to_or_that_is_anothers_is_none(records, lacking, cure):
    found = proved(CONTRIBUTE, Plan("dam", "DAM", MONDAY, closed=MONDAY), *records)
    assert (found.holds, found.lacking) == (False, lacking)
    assert cure is None or found.cure == f"mopsctl {cure}"


def test_a_contribution_without_a_name_is_nobodys():
    assert told(ask("contribute"), *AGREED) == (
        False, ("no person is named",), "mopsctl commit prove it --kind contribute --person PERSON"
    )  # fmt: skip


def test_a_cure_names_the_plan_where_there_are_several():
    found = proved(CONTRIBUTE, Plan("dam", "DAM", MONDAY))
    assert found.cure == "mopsctl task add TASK --team it --days DAYS --by ben --agreed --plan cdp"


def test_only_a_claim_of_proof_can_count_for_less_than_it_says():
    deeds = [task("map", team="it", owner="ben", agreed=True), AGREED[1]]
    hollow = [
        ask(kind, state) for kind in PROMISED for state in ("open", "promised", "refused", "deferred", "withdrawn")
    ]
    assert [effective(portfolio_of(*BASE), one) for one in hollow] == [one.state for one in hollow]
    for claim in (ASSIGN, CONTRIBUTE):
        assert effective(portfolio_of(*BASE, *deeds), claim) == "proven"
        assert effective(portfolio_of(*BASE), claim) == "promised"
    assert effective(portfolio_of(*BASE), ADVOCATE) == "proven"
    assert effective(portfolio_of(*BASE, today=date(2026, 11, 22)), ADVOCATE) == "promised"


def test_a_deed_is_no_proof_until_it_is_claimed():
    kept = ask("assign", "promised", person="ben", allocation=50, start=MONDAY)
    portfolio = portfolio_of(*BASE, task("map", owner="ben"))
    assert (proof(portfolio, kept).holds, effective(portfolio, kept)) == (True, "promised")


def test_what_a_promise_must_name_and_does_not():
    assert unnamed(ask("assign", "promised", person="ben")) == ("allocation", "start")
    assert unnamed(ADVOCATE) == ()
