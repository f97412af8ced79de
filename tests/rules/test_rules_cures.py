"""The cure of every manual, run as commands on its firing example, ends the finding and breaks nothing else."""

import re
import shlex
from collections import Counter

import pytest
from cli_runner import FixedDate, Runner
from rules_base import portfolio_with

from mopsctl.cli import dates, wiring
from mopsctl.formats import plan_yaml
from mopsctl.model.policy import Policy
from mopsctl.rules.engine import catalogue, findings

pytestmark = pytest.mark.once

BY_CODE = [pytest.param(card, id=card.code) for card in catalogue()]
PLACEHOLDER = re.compile(r"[A-Z]{2,}|\.\.\.")

# Whose findings name a page to look at first, since what to do then is for people to decide.
PAGE_FIRST = {"OUT101", "OUT105", "PLN608", "PLN609", "PLN611"}


@pytest.fixture
def mops(tmp_path, monkeypatch, capfdbinary):
    """Runs command lines in an empty folder, on the day of the examples."""
    for module in (wiring, dates):
        monkeypatch.setattr(module, "date", FixedDate)
    monkeypatch.setenv("MOPSCTL_ACTOR", "tester")
    monkeypatch.chdir(tmp_path)
    return Runner(monkeypatch, capfdbinary)


@pytest.fixture
def store(mops, tmp_path):
    """Makes a store of the base and more rows, by applying a plan file."""

    def applied(rows):
        (tmp_path / "plan.yaml").write_bytes(plan_yaml.dump(portfolio_with(rows), audience="me"))
        mops.ok("apply plan.yaml")
        return tmp_path / "mops.db"

    return applied


def told(mops):
    """What `gaps` finds and counts: by code, plan and subject, how grave and how often."""
    ran = mops("gaps --format json --audience me")
    assert ran.code in (0, 1), ran.err
    found = ran.json["data"]["findings"]
    return Counter((one["code"], one["plan"], one["subject"], one["severity"]) for one in found)


@pytest.mark.parametrize("card", BY_CODE)
def test_the_cure_ends_the_finding_and_brings_no_other_error(mops, store, card):
    file = store(card.fires)
    before = told(mops)
    assert [one[0] for one in before.elements()].count(card.code) == 1
    first, *others = card.steps
    was = file.read_bytes()
    mops.ok(*words(first))
    assert (file.read_bytes() == was) is (card.code in PAGE_FIRST)
    for step in others:
        mops.ok(*words(step))
    after = told(mops)
    assert [one for one in after if one[0] == card.code] == []
    assert [one for one in after - before if one[3] == "error"] == []


def words(step):
    program, *rest = shlex.split(step)
    assert program == "mopsctl"
    return rest


@pytest.mark.parametrize("card", BY_CODE)
def test_the_finding_names_the_first_step_but_for_what_only_people_know(card):
    (found,) = (one for one in findings(portfolio_with(card.fires), Policy()) if one.code == card.code)
    assert stands_for(found.cure, card.steps[0])


@pytest.mark.parametrize("card", BY_CODE)
def test_every_word_of_a_cure_in_the_manual_is_one_to_type(card):
    assert [word for step in card.steps for word in words(step) if PLACEHOLDER.fullmatch(word)] == []


def stands_for(found, manual):
    """Whether a cure with placeholders means a concrete one: each of them stands for one word."""
    ours, theirs = shlex.split(found), shlex.split(manual)
    same = (our == their or PLACEHOLDER.fullmatch(our) for our, their in zip(ours, theirs, strict=False))
    return len(ours) == len(theirs) and all(same)


@pytest.mark.parametrize(
    ("found", "manual", "expected"),
    [
        ("mopsctl raci set send --team TEAM A", "mopsctl raci set send --team it A", True),
        ("mopsctl raci set send --team TEAM A", "mopsctl raci set send --team it R", False),
        ("mopsctl raci set send --team TEAM A", "mopsctl raci set send --team it A R", False),
        ('mopsctl team align it --terms "..."', 'mopsctl team align it --terms "until June"', True),
        ("mopsctl task set connect --days DAYS", "mopsctl task set launch --days 10", False),
    ],
)
def test_a_word_in_capitals_stands_for_one_word_and_a_letter_for_itself(found, manual, expected):
    assert stands_for(found, manual) is expected


# Findings beyond the manuals' examples, what people say for the words in capitals, how many cures, and what is left.
OTHERS = {
    "the team that is called like a function says that it covers another": (
        "PLN607",
        """
plans: [{key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}]
teams: [{key: analytics, name: Analytics, covers: [it]}]
participations:
- {plan: cdp, team: marketing}
- {plan: cdp, team: martech}
- {plan: cdp, team: it}
- {plan: cdp, team: marketing-operations}
- {plan: cdp, team: data-management}
""",
        (),
        2,  # it covers that too, then it takes part
        [],
    ),
    "who has most to do with it refused": (
        "RAC701",
        """
asks: [{plan: cdp, team: martech, kind: assign, asked_on: 2026-11-16, state: refused, answered_on: 2026-11-20}]
assignments: [{subject: "capability:send", holder: "team:martech", letter: C, plan: cdp}]
""",
        ("it",),
        1,
        [],
    ),
    "the team that a task is planned for refused": (
        "RAC711",
        """
asks: [{plan: cdp, team: it, kind: assign, asked_on: 2026-11-16, state: refused, answered_on: 2026-11-20}]
assignments: [{subject: "task:connect", holder: "person:ada", letter: R, plan: cdp}]
""",
        (),
        1,
        [],
    ),
    "what was to take over is retired, and nothing else offers it": (
        "CAP504",
        """
platforms: [{key: old, name: Old, status: retired}]
offerings: [{capability: score, platform: esp, team: it}]
dispositions: [{capability: score, platform: esp, fate: migrate, successor: old}]
""",
        ("own-tool",),
        2,  # it is offered there, then it moves there
        [],
    ),
    "a platform is retired, and its successor never offered what it did": (
        "CAP504",
        """
platforms: [{key: esp, name: ESP, status: retired, successor: own-tool, system_owner: ada}]
offerings: [{capability: score, platform: esp, team: it}]
""",
        (),
        1,
        [],
    ),
    "a platform is retired, and nobody knows when its successor is live": (
        "CAP503",
        """
platforms: [{key: esp, name: ESP, status: retired, successor: new}, {key: new, name: New, status: proposed}]
offerings: [{capability: score, platform: esp, team: it}, {capability: score, platform: new, team: it}]
""",
        (),
        1,
        [],
    ),
    "who it was promised by has no task": (
        "COM204",
        """
people: [{key: eve, name: Eve, team: analytics}]
asks:
- {plan: cdp, team: analytics, kind: assign, state: promised, asked_on: 2026-11-02, person: eve, allocation: 50,
   start: 2026-11-20}
""",
        ("map", "5"),
        2,  # a task of hers, then the proof
        [],
    ),
    "a team with a task takes no part in the plan": (
        "PLN604",
        """
plans: [{key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}]
tasks: [{key: learn, name: Learn, plan: cdp, days: 5}]
""",
        (),
        1,
        ["mopsctl commit ask it --kind assign"],  # then it is to be won
    ),
    "the letters are the old ones": (
        "OPM808",
        """
plans: [{key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}]
assignments:
- {subject: "capability:segment", holder: "team:marketing", letter: A, state: as-is}
- {subject: "capability:segment", holder: "team:martech", letter: R, state: as-is}
""",
        ("it",),
        1,
        [],
    ),
    "somebody has no more time to give": (
        "ORG902",
        """
goals: [{key: growth, name: Growth}]
positions: [{key: lead, name: Lead}, {key: aide, name: Aide}]
boxes: [{position: lead, holder: ada, allocation: 40}, {position: aide, holder: ada, allocation: 80}]
""",
        ("ben",),
        1,
        [],
    ),
    "there is no goal to name": (
        "ORG905",
        "{positions: [{key: lead, name: Lead}], boxes: [{position: lead, holder: ada}]}",
        ("growth", "Growth"),
        2,  # it is set, then named
        [],
    ),
    "the number above is a part of the one below": (
        "ORG904",
        """
positions: [{key: lead, name: Lead}, {key: aide, name: Aide}]
boxes: [{position: lead, holder: ada}, {position: aide, reports_to: lead}]
numbers: [{key: a, name: A, position: lead, parent: b}, {key: b, name: B, position: aide}]
""",
        (),
        2,  # the one above is the first, then the other is a part of it
        [],
    ),
}


@pytest.mark.parametrize(("code", "rows", "said", "steps", "left"), OTHERS.values(), ids=OTHERS)
def test_other_cures_run_too_and_end_the_finding(mops, store, code, rows, said, steps, left):
    store(rows)
    theirs = iter(said)
    for _ in range(steps):
        cure, *_ = cures(mops, code)
        mops.ok(*(next(theirs) if PLACEHOLDER.fullmatch(word) else word for word in words(cure)))
    assert cures(mops, code) == left
    assert list(theirs) == []


def cures(mops, code):
    """The cures of what one rule finds now."""
    found = mops(f"gaps --select {code} --format json --audience me").json["data"]["findings"]
    return [one["cure"] for one in found if one["code"] == code]
