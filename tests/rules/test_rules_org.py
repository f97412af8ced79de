"""ORG9xx beyond the examples of their manuals."""

import pytest
from rules_base import portfolio_with

from mopsctl.model.policy import Policy
from mopsctl.rules.engine import findings

ORG = """
functions:
- {key: data, name: Data management}
pillars:
- {key: speed, name: Speed}
goals:
- {key: growth, name: Growth}
- {key: loyalty, name: Loyalty, parent: growth}
positions:
- {key: cmo, name: CMO}
- {key: lead, name: Lead}
- {key: clerk, name: Clerk}
"""


def org(boxes, **more):
    rows = ORG + "boxes:\n" + "".join(f"- {{{box}}}\n" for box in boxes)
    return rows + "".join(f"{plural}:\n" + "".join(f"- {{{row}}}\n" for row in some) for plural, some in more.items())


def found(code, rows, policy=None, **options):
    policy = policy or Policy(select=("ORG",))
    return [
        (one.subject, one.message, one.cure)
        for one in findings(portfolio_with(rows, **options), policy)
        if one.code == code
    ]


def test_nothing_is_said_before_a_to_be_chart_is_begun():
    rows = org(["position: cmo, state: as-is", "position: lead, state: as-is, reports_to: cmo"])
    assert [one.code for one in findings(portfolio_with(rows), Policy(select=("ORG",)))] == []


def test_what_a_ghost_covers_is_covered_by_nobody():
    rows = org(
        ["position: cmo"], coverage=['position: lead, covers: "function:data"', 'position: cmo, covers: "pillar:speed"']
    )
    assert found("ORG901", rows) == [
        ("function:data", "no position works in it to-be", "mopsctl position set POSITION --function data")
    ]


@pytest.mark.parametrize(
    ("box", "message", "cure"),
    [
        ("holder: ada, allocation: 79", "ada gives it 79% of the time (dedicated from 80% on)", "--allocation 80"),
        ("holder: ada, allocation: 80", None, None),
        ("vacancy: ...", "vacant, with no plan to fill it", "--vacancy TEXT --fill-by +60d"),
        ("vacancy: advertised", None, None),
        ("fill_by: 2026-11-23", None, None),
        ("vacancy: advertised, fill_by: 2026-11-22", "vacant, and was to be filled by 2026-11-22", "--fill-by +60d"),
        ("since: 2026-11-24", None, None),
        ("since: 2026-11-23", "vacant, with no plan to fill it", "--vacancy TEXT --fill-by +60d"),
    ],
)
def test_a_box_has_a_holder_with_time_or_a_plan(box, message, cure):
    expected = [("position:cmo", message, f"mopsctl position set cmo {cure}")] if message else []
    assert found("ORG902", org([f"position: cmo, {box}"])) == expected


def test_how_much_is_dedicated_is_the_users_to_say():
    rows = org(["position: cmo, holder: ada, allocation: 60"])
    assert found("ORG902", rows, Policy(dedicated_percent=60)) == []


def test_a_person_over_100_is_told_with_the_number_in_each_chart():
    rows = org([
        "position: cmo, holder: ada, allocation: 70",
        "position: lead, holder: ada, allocation: 70",
        "position: clerk, holder: ada, allocation: 70",
        "position: cmo, state: as-is, holder: ben",
        "position: lead, state: as-is, holder: ben, allocation: 10",
    ])  # fmt: skip
    assert found("ORG903", rows) == [
        (
            "person:ada",
            "asked for 210% of the time to-be (clerk 70%, cmo 70%, lead 70%)",
            "mopsctl position set clerk --holder PERSON --state to-be",
        ),
        (
            "person:ben",
            "asked for 110% of the time as-is (cmo 100%, lead 10%)",
            "mopsctl position set cmo --allocation 90 --state as-is",
        ),
    ]


def test_what_is_wrong_in_both_charts_is_one_finding_and_the_chart_to_be_is_cured_first():
    both = ["position: cmo, {}holder: ada, reports_to: cmo", "position: lead, {}holder: ada, allocation: 1"]
    rows = org([box.format(state) for box in both for state in ("", "state: as-is, ")])
    assert found("ORG903", rows) == [
        (
            "person:ada",
            "asked for 101% of the time to-be (cmo 100%, lead 1%); 101% of the time as-is (cmo 100%, lead 1%)",
            "mopsctl position set cmo --allocation 99 --state to-be",
        )
    ]
    assert found("ORG907", rows) == [
        (
            "position:cmo",
            "reports to itself to-be: cmo -> cmo; as-is: cmo -> cmo",
            'mopsctl position set cmo --reports-to "" --state to-be',
        )
    ]


LEVELS = ["position: cmo", "position: lead, reports_to: cmo", "position: clerk, reports_to: lead"]
COVERED = [f'position: {key}, covers: "function:data"' for key in ("lead", "clerk")]


def test_each_level_carries_a_number_that_rolls_up():
    assert found("ORG904", org(LEVELS, coverage=COVERED)) == [
        (
            "position:clerk",
            "no position on level 3 carries a number (clerk)",
            "mopsctl number add NUMBER --position clerk --name TEXT",
        ),
        (
            "position:lead",
            "no position on level 2 carries a number (lead)",
            "mopsctl number add NUMBER --position lead --name TEXT",
        ),
    ]
    lost = org(LEVELS, coverage=COVERED, numbers=["key: a, name: A, position: cmo", "key: b, name: B, position: clerk"])
    assert found("ORG904", lost) == [
        (
            "number:b",
            "it rolls up to none, though cmo above carries a",
            "mopsctl number set b --parent a",
        ),
        (
            "position:lead",
            "no position on level 2 carries a number (lead)",
            "mopsctl number add NUMBER --position lead --name TEXT --parent a",
        ),
    ]


def test_a_number_above_that_is_a_part_of_this_one_is_no_cure():
    numbers = ["key: a, name: A, position: lead, parent: b", "key: b, name: B, position: clerk"]
    rows = org(LEVELS, coverage=COVERED, numbers=numbers)
    assert found("ORG904", rows)[0][2] == 'mopsctl number set a --parent ""'


def test_boxes_outside_marketing_operations_need_no_number():
    assert found("ORG904", org(LEVELS)) == []


def test_the_only_goal_is_named_in_the_cure_and_too_many_boxes_are_told_once():
    one = org(["position: cmo"]).replace("- {key: loyalty, name: Loyalty, parent: growth}\n", "")
    assert found("ORG905", one)[0][2] == "mopsctl position set cmo --goal growth"
    many = "positions:\n" + "".join(f"- {{key: p{n:03}, name: P}}\n" for n in range(101))
    many += "boxes:\n" + "".join(f"- {{position: p{n:03}}}\n" for n in range(101))
    assert found("ORG905", many) == [
        (
            "position:p000",
            "101 positions name no goal that they serve, this one first",
            "mopsctl goal add GOAL --name TEXT",
        )
    ]


def test_every_kind_of_change_is_told_in_one_sentence():
    rows = org(
        [
            "position: cmo, state: as-is", "position: cmo",
            "position: lead, state: as-is, holder: ada",
            "position: lead, reports_to: cmo, holder: ben, for_others: 20",
            "position: clerk, state: as-is",
        ]
    )  # fmt: skip
    assert found("ORG906", rows) == [
        ("position:clerk", "it is gone to-be, and no task tells of it", "mopsctl position set clerk --transition TASK"),
        (
            "position:lead",
            "it is moved, re-scoped and otherwise staffed to-be, and no task tells of it",
            "mopsctl position set lead --transition TASK",
        ),
    ]


def test_a_circle_is_named_in_its_chart_and_a_long_one_counted():
    rows = org(["position: cmo, state: as-is, reports_to: cmo", "position: lead, reports_to: clerk",
                "position: clerk, reports_to: lead"])  # fmt: skip
    assert found("ORG907", rows) == [
        (
            "position:clerk",
            "reports to itself to-be: clerk -> lead -> clerk",
            'mopsctl position set clerk --reports-to "" --state to-be',
        ),
        (
            "position:cmo",
            "reports to itself as-is: cmo -> cmo",
            'mopsctl position set cmo --reports-to "" --state as-is',
        ),
    ]
    long = "positions:\n" + "".join(f"- {{key: p{n:03}, name: P}}\n" for n in range(20))
    long += "boxes:\n" + "".join(f"- {{position: p{n:03}, reports_to: p{(n + 1) % 20:03}}}\n" for n in range(20))
    assert found("ORG907", long)[0][1] == "reports to itself to-be: 20 positions"


def test_all_skills_that_a_holder_lacks_are_told_at_once():
    wanted = ["position: lead, skill: sql", "position: lead, skill: law"]
    rows = org(["position: lead, holder: ada"], wanted_skills=wanted, held_skills=["person: ada, skill: budgeting"])
    assert found("ORG908", rows) == [
        ("position:lead", "ada lacks law and sql", "mopsctl person skill ada law sql")
    ]  # fmt: skip


def test_a_part_serves_the_whole_and_not_the_other_way_round():
    assert [line[0] for line in found("ORG909", org(["position: cmo, goal: loyalty"]))] == []
    assert [line[0] for line in found("ORG909", org(["position: cmo, goal: growth"]))] == ["goal:loyalty"]


def test_of_whom_no_skill_is_recorded_nothing_is_said_to_lack():
    one = org(["position: lead, holder: ada"], wanted_skills=["position: lead, skill: sql"])
    assert found("ORG908", one) == [
        ("position:lead", "nobody wrote down which skills ada has; wanted is sql", "mopsctl person skill ada sql")
    ]
    two = one + "- {position: lead, skill: law}\n"
    assert found("ORG908", two)[0][1] == "nobody wrote down which skills ada has; wanted are law and sql"


def test_a_number_of_a_position_that_is_in_no_chart_to_be_is_carried_by_nobody():
    numbers = ["key: a, name: A, position: cmo", "key: b, name: B, position: lead, parent: a"]
    rows = org(["position: lead", "position: cmo, state: as-is"], numbers=numbers)
    assert found("ORG904", rows) == [
        ("number:a", "nobody carries it: cmo is in no to-be chart", "mopsctl number set a --position POSITION")
    ]
    assert found("ORG904", org(["position: cmo, state: as-is"], numbers=numbers)) == []


def test_the_cure_of_what_nobody_covers_keeps_what_the_likely_position_covers():
    tech = "functions:\n- {key: data, name: Data}\n- {key: tech, name: Technology}\n"
    rows = org(
        ["position: lead, state: as-is", "position: lead", "position: cmo"],
        coverage=['position: lead, covers: "function:tech", state: as-is', 'position: lead, covers: "function:data"'],
    ).replace("functions:\n- {key: data, name: Data management}\n", tech)
    assert ("function:tech", "no position works in it to-be",
            "mopsctl position set lead --function data --function tech") in found("ORG901", rows)  # fmt: skip


def test_numbers_and_goals_that_run_in_a_circle_are_told_once():
    numbers = ["key: a, name: A, position: cmo, parent: b", "key: b, name: B, position: cmo, parent: a"]
    assert found("ORG904", org(["position: cmo"], numbers=numbers)) == [
        ("number:a", "it rolls up to none: a circle a -> b -> a", 'mopsctl number set a --parent ""')
    ]
    circle = org(["position: cmo"]).replace("{key: growth, name: Growth}", "{key: growth, name: G, parent: loyalty}")
    assert found("ORG909", circle) == [
        (
            "goal:growth",
            "no position serves it to-be, and it is a part of itself: growth -> loyalty -> growth",
            "mopsctl position set POSITION --goal growth",
        )
    ]
    for goal in ("growth", "loyalty"):
        assert found("ORG909", circle.replace("{position: cmo}", f"{{position: cmo, goal: {goal}}}")) == []


def test_more_time_is_asked_only_of_those_who_have_it():
    rows = org(["position: cmo, holder: ada, allocation: 60", "position: lead, holder: ada, allocation: 40"])
    assert [line[2] for line in found("ORG902", rows)] == [
        "mopsctl position set cmo --holder PERSON --allocation 80",
        "mopsctl position set lead --holder PERSON --allocation 80",
    ]  # fmt: skip
    rows = org(["position: cmo, holder: ada, allocation: 60", "position: lead, holder: ada, allocation: 20"])
    assert found("ORG902", rows)[0][2] == "mopsctl position set cmo --allocation 80"


def test_one_box_that_asks_for_more_than_all_of_the_time_is_told():
    assert found("ORG903", org(["position: cmo, holder: ada, allocation: 130"])) == [
        ("person:ada", "asked for 130% of the time to-be (cmo 130%)",
         "mopsctl position set cmo --allocation 100 --state to-be")
    ]  # fmt: skip
