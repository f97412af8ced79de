"""What the charts say of numbers, holders and skills in one state only, and what commands remark on."""

from report_samples import portfolio_of

from mopsctl.model.operating import Right, Topic
from mopsctl.model.org import (
    Box,
    Coverage,
    DottedLine,
    Function,
    HeldSkill,
    Number,
    Person,
    Position,
    Team,
    WantedSkill,
)
from mopsctl.model.responsibility import Assignment
from mopsctl.reports.accountability import rolled_up
from mopsctl.reports.chart import MARKS, Asked, org
from mopsctl.reports.document import Paragraph, Table
from mopsctl.reports.functions import function
from mopsctl.reports.org_coverage import org_coverage
from mopsctl.reports.org_remarks import asked_too_much, left_behind, still_carried
from mopsctl.reports.position import position, positions

PEOPLE = (Team("it", "IT"), Person("ada", "Ada Okafor", "it"), Person("ben", "Ben Yıldız", "it"))
POSITIONS = (Position("cmo", "CMO"), Position("lead", "Lead of data"), Position("clerk", "Clerk"))
REVENUE = Number("revenue", "Revenue", "cmo", "EUR", 12)


def lines(portfolio, **asked):
    (block,) = org(portfolio, Asked(**asked)).document().blocks
    return {node.key: [line.text for line in node.lines] for node in block.nodes}


def test_a_number_is_of_the_chart_to_be_and_of_the_one_as_is_only_where_no_other_is_begun():
    only = portfolio_of(*POSITIONS, REVENUE, Box("cmo", "as-is"))
    assert lines(only, state="as-is") == {"cmo": ["vacant", "Revenue: 12 EUR"]}
    both = portfolio_of(*POSITIONS, REVENUE, Box("cmo", "as-is"), Box("cmo"))
    assert lines(both, state="as-is") == {"cmo": ["vacant"]}
    assert lines(both) == {"cmo": ["vacant", "Revenue: 12 EUR"]}
    assert org(both, Asked(state="as-is")).answer["positions"][0]["numbers"] == []
    assert next(iter(org(both, Asked(state="as-is")).lines()))[10] == ""


def test_a_function_as_is_carries_no_number_of_the_chart_to_be():
    known = portfolio_of(
        *POSITIONS, REVENUE, Box("cmo", "as-is"), Box("cmo"), Function("data", "Data"),
        Coverage("cmo", "function:data", "as-is"), Coverage("cmo", "function:data"),
    )  # fmt: skip
    carried = [org_coverage(known, state, skills=False).answer["functions"][0]["numbers"] for state in MARKS]
    assert [len(some) for some in carried] == [1, 0]


def test_a_box_that_ends_or_changes_hands_says_where_its_holder_goes():
    known = portfolio_of(
        *PEOPLE, *POSITIONS,
        Box("cmo", "as-is", holder="ada"), Box("clerk", "as-is", holder="ben"),
        Box("cmo", holder="ben", allocation=50), Box("lead", holder="ada", title="Leader of data"),
    )  # fmt: skip
    assert lines(known, state="as-is") == {
        "clerk": ["Ben Yıldız", "then: CMO"],
        "cmo": ["Ada Okafor", "then: Leader of data"],
    }
    assert all("then" not in line for some in lines(known).values() for line in some)


def test_who_keeps_a_box_or_has_none_to_be_goes_nowhere():
    known = portfolio_of(
        *PEOPLE, *POSITIONS,
        Box("cmo", "as-is", holder="ada"), Box("clerk", "as-is", holder="ben"),
        Box("cmo", holder="ada", allocation=50), Box("lead", holder="ada", allocation=50),
    )  # fmt: skip
    assert lines(known, state="as-is") == {"clerk": ["Ben Yıldız"], "cmo": ["Ada Okafor"]}


def staff(*more):
    return portfolio_of(
        *PEOPLE, *POSITIONS, Box("lead", holder="ada"), Box("clerk", holder="ben"), Function("data", "Data"),
        WantedSkill("lead", "sql"), WantedSkill("lead", "law"), WantedSkill("clerk", "sql"), *more,
    )  # fmt: skip


def test_who_has_no_skill_on_record_lacks_none():
    report = org_coverage(staff(HeldSkill("ben", "law")), "to-be", skills=True)
    blocks = report.document().blocks
    tables = [[cell.text for cell in row] for block in blocks if isinstance(block, Table) for row in block.rows]
    assert ["clerk", "ben", "sql"] in tables
    assert not any("ada" in row for row in tables)
    told = ["".join(cell.text for cell in block.cells) for block in blocks if isinstance(block, Paragraph)]
    assert told[-1] == "Not recorded: which skills ada has  mopsctl person skill ada law sql"
    assert report.answer["skill_gaps"] == [
        {"position": "clerk", "holder": "ben", "lacking": ("sql",), "not_recorded": ()},
        {"position": "lead", "holder": "ada", "lacking": (), "not_recorded": ("law", "sql")},
    ]


def test_a_position_tells_a_skill_that_is_lacking_from_one_that_nobody_wrote_down():
    page = position(staff(), "lead", skills=True)
    assert (page.answer["lacking"], page.answer["not_recorded"]) == ([], ["law", "sql"])
    assert ("skills not recorded", "law, sql") in [tuple(cell.text for cell in row) for row in page.table().rows]
    page = position(staff(HeldSkill("ada", "law")), "lead", skills=True)
    assert (page.answer["lacking"], page.answer["not_recorded"]) == (["sql"], [])


def test_parts_are_added_however_their_unit_is_written():
    known = portfolio_of(
        *POSITIONS, REVENUE, Number("a", "A", "lead", "eur ", 4, parent="revenue"),
        Number("b", "B", "clerk", "E U R", 5, parent="revenue"), Number("c", "C", "clerk", "USD", 9, parent="revenue"),
    )  # fmt: skip
    assert rolled_up(known).answer[0]["sum"] == 9


def test_a_function_is_worth_what_its_numbers_come_to_however_their_unit_is_written():
    known = portfolio_of(
        *POSITIONS, Function("data", "Data"), Box("lead", cost=2), Coverage("lead", "function:data"),
        Number("a", "A", "lead", "EUR", 4), Number("b", "B", "lead", "eur", 6),
    )  # fmt: skip
    assert function(known, "data").answer["times_its_cost"] == 5


def test_a_number_without_a_target_says_so_and_its_unit():
    known = portfolio_of(*POSITIONS, Number("roi", "Return", "cmo", "times the spend"))
    (drawn,) = rolled_up(known).document().blocks
    assert drawn.nodes[0].lines[0].text == "no target yet (times the spend)"


def test_positions_of_a_team_are_listed():
    known = portfolio_of(*PEOPLE, *POSITIONS, Box("cmo", "as-is", team="it"), Box("cmo"), Box("lead", team="it"))
    assert [row["key"] for row in positions(known, team="it").answer] == ["cmo", "lead"]
    assert [row["key"] for row in positions(known, "to-be", team="it").answer] == ["lead"]


def test_a_header_counts_what_is_shown_of_how_many():
    boxes = (Box("cmo", holder="ada"), Box("lead", reports_to="cmo"), Box("clerk", reports_to="lead"))
    known = portfolio_of(*PEOPLE, *POSITIONS, *boxes)
    told = [org(known, Asked(depth=depth)).document().blocks[0].subtitle for depth in (1, 2, None)]
    assert told == [
        "1 of 3 positions · as of 2026-11-23",
        "2 of 3 positions, 1 vacant · as of 2026-11-23",
        "3 positions, 2 vacant · as of 2026-11-23",
    ]


def test_other_hands_are_called_by_one_word():
    assert [dict(MARKS[state])["staffed"] for state in MARKS] == ["staffed", "otherwise staffed"]


def test_what_a_position_leaves_behind_is_told():
    known = portfolio_of(
        *POSITIONS, Box("cmo"), Box("cmo", "as-is"), REVENUE, Topic("roadmap", "Roadmap"),
        Assignment("capability:send", "position:cmo", "A", "to-be", "cdp"),
        Assignment("capability:send", "position:cmo", "R", "as-is"),
        Right("roadmap", "decide", "position:cmo"),
    )  # fmt: skip
    assert still_carried(known, "cmo", "to-be") == (
        "cmo is in no to-be chart and still has: number revenue, A of capability:send in cdp, decide of topic:roadmap "
        "(mopsctl position show cmo)",
    )
    assert still_carried(known, "cmo", "as-is") == (
        "cmo is in no as-is chart and still has: R of capability:send (mopsctl position show cmo)",
    )
    assert still_carried(known, "lead", "to-be") == ()


def test_who_is_asked_for_more_than_all_of_the_time_by_a_change_is_told():
    before = portfolio_of(*PEOPLE, *POSITIONS, Box("cmo", holder="ada", allocation=70), Box("lead", allocation=60))
    after = portfolio_of(
        *PEOPLE, *POSITIONS, Box("cmo", holder="ada", allocation=70), Box("lead", holder="ada", allocation=60)
    )
    told = ("ada is asked for 130% of the time to-be: cmo 70%, lead 60%",)
    assert asked_too_much(before, after) == told
    assert asked_too_much(after, after) == ()
    assert asked_too_much(after, before) == ()


def test_positions_without_a_box_to_be_are_counted():
    one = portfolio_of(*POSITIONS, Box("cmo", "as-is"), Box("lead"))
    assert left_behind(one) == (
        "1 position of the as-is chart has no box to be: mopsctl org init --from as-is adds it",
    )
    two = portfolio_of(*POSITIONS, Box("cmo", "as-is"), Box("clerk", "as-is"), Box("lead"))
    assert left_behind(two) == (
        "2 positions of the as-is chart have no box to be: mopsctl org init --from as-is adds them",
    )
    assert left_behind(portfolio_of(*POSITIONS, Box("cmo", "as-is"))) == ()


def test_a_dotted_line_to_nobody_in_the_chart_is_told_in_the_box():
    known = portfolio_of(*POSITIONS, Box("lead"), Box("cmo", "as-is"), DottedLine("lead", "cmo"))
    assert lines(known) == {"lead": ["vacant", "also under CMO, which has no box in this chart"]}
