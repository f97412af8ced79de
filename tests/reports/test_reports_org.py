"""The chart, its differences, what it covers, positions, goals and numbers, as people and scripts read them."""

from datetime import date

from report_samples import portfolio_of

from mopsctl.facts.audience import seen_by
from mopsctl.model.org import (
    Box,
    Coverage,
    DottedLine,
    Function,
    Goal,
    HeldSkill,
    Maturity,
    Number,
    Person,
    Pillar,
    Position,
    Team,
    WantedSkill,
)
from mopsctl.reports.accountability import goal, goals, goals_drawn, numbers, rolled_up
from mopsctl.reports.amounts import amount, target
from mopsctl.reports.chart import Asked, org
from mopsctl.reports.document import Cell, Chart, Heat, Matrix, Table
from mopsctl.reports.functions import function, functions, pillar
from mopsctl.reports.org_coverage import org_coverage
from mopsctl.reports.org_diff import org_diff
from mopsctl.reports.position import position, positions

LATER = date(2027, 3, 1)


def company():
    return portfolio_of(
        Team("it", "IT"),
        Person("ada", "Ada Okafor", "it"),
        Person("ben", "Ben Yıldız", "it"),
        Goal("whole", "Source of revenue"),
        Goal("growth", "More customers stay", LATER, "customers kept", "%", 85.5, "whole"),
        Function("data", "Data management"),
        Function("tech", "Technology", shared=True),
        Pillar("speed", "Speed"),
        Maturity("data", date(2026, 11, 2), 2, "one owner"),
        Maturity("data", LATER, 4, "one profile"),
        Position("cmo", "Chief marketing officer"),
        Position("lead", "Data lead", transition=None),
        Position("clerk", "Clerk"),
        Box("cmo", "as-is", holder="ada"),
        Box("clerk", "as-is", reports_to="cmo"),
        Box("cmo", holder="ada", allocation=60),
        Box("lead", "to-be", "", "cmo", None, None, 100, "", LATER, "growth", "one owner", 40, 50_000, LATER),
        Box("clerk", reports_to="lead", title="Data clerk", holder="ben"),
        DottedLine("clerk", "cmo"),
        Coverage("lead", "function:data"),
        Coverage("lead", "pillar:speed"),
        Coverage("clerk", "function:data"),
        Number("revenue", "Revenue", "cmo", "EUR", 12_000_000),
        Number("kept", "Customers kept", "lead", "%", parent="revenue"),
        Number("part", "Revenue", "clerk", "EUR", 5_000_000.5, LATER, "revenue"),
        WantedSkill("clerk", "sql"),
        WantedSkill("clerk", "law"),
        HeldSkill("ben", "law"),
    )  # fmt: skip


def chart_of(**asked) -> Chart:
    report = org(company(), Asked(**asked))
    (block,) = report.document().blocks
    assert isinstance(block, Chart)
    return block


def test_amounts_are_read_with_their_unit():
    assert [amount(12_500_000, "EUR"), amount(3.5, "%"), amount(0.000001), amount(None, "EUR")] == [
        "12,500,000 EUR", "3.5%", "0.000001", ""
    ]  # fmt: skip
    assert [target("Revenue", 1, "EUR"), target("Days", None, "days"), target("Yes", None, "")] == [
        "Revenue: 1 EUR", "Days (days)", "Yes"
    ]  # fmt: skip


def test_a_box_says_who_holds_it_what_it_carries_what_it_serves_and_how_it_changes():
    nodes = {node.key: node for node in chart_of().nodes}
    assert list(nodes) == ["cmo", "lead", "clerk"]
    assert nodes["cmo"].lines == (Cell("Ada Okafor, 60%"), Cell("Revenue: 12,000,000 EUR", "strong"))
    assert nodes["lead"].lines == (
        Cell("vacant, by 2027-03-01", "warn"),
        Cell("Customers kept (%)", "strong"),
        Cell("for: More customers stay", "muted"),
        Cell("from 2027-03-01", "muted"),
    )
    assert nodes["clerk"].lines == (
        Cell("Ben Yıldız"),
        Cell("Revenue: 5,000,000.5 EUR", "strong"),
        Cell("was under Chief marketing officer", "muted"),
    )
    told = {
        key: (node.title, node.parent, node.group, node.badges, node.mark, node.dotted) for key, node in nodes.items()
    }
    assert told == {
        "cmo": ("Chief marketing officer", None, "", (), "staffed", ()),
        "lead": ("Data lead", "cmo", "data", ("speed",), "new", ()),
        "clerk": ("Data clerk", "lead", "data", (), "moved re-scoped staffed", ("cmo",)),
    }


def test_a_legend_names_every_function_so_that_each_has_one_colour_and_the_subtitle_counts():
    drawn = chart_of()
    assert (drawn.title, drawn.subtitle) == (
        "Organisation, as it is to be", "3 positions, 1 vacant · as of 2026-11-23"
    )  # fmt: skip
    assert drawn.groups == (("data", "Data management"), ("tech", "Technology"))
    assert chart_of(under="lead").groups == drawn.groups
    assert drawn.badges == (("speed", "Speed"),)
    assert [key for key, _ in drawn.marks] == ["new", "moved", "re-scoped", "staffed"]
    assert chart_of(title="Us, 2027").title == "Us, 2027"
    as_is = chart_of(state="as-is")
    assert as_is.nodes[1].lines == (Cell("vacant", "warn"), Cell("then under Data lead", "muted"))
    assert as_is.marks == (
        ("moved", "moves"), ("re-scoped", "is re-scoped"), ("staffed", "otherwise staffed")
    )  # fmt: skip


def test_a_part_says_where_the_rest_is():
    top = chart_of(depth=1)
    assert top.nodes[0].lines[-1] == Cell("2 more below", "muted")
    branch = chart_of(under="lead", page=1)
    assert branch.nodes[0].parent is None
    assert branch.nodes[0].lines[-1] == Cell("under Chief marketing officer", "muted")
    assert (branch.footer, branch.subtitle) == (
        "page 1 of 1",
        "under Data lead · 2 positions, 1 vacant · as of 2026-11-23",
    )
    assert org(company(), Asked(page=2)) is None


def test_a_manager_who_is_not_in_the_chart_is_named():
    known = portfolio_of(Position("a", "A"), Position("b", "B"), Box("a", reports_to="b"), Box("b", "as-is"))
    (block,) = org(known, Asked()).document().blocks
    assert block.nodes[0].lines[-1].text == "under B, which has no box in this chart"


def test_a_circle_names_the_manager_so_that_it_is_told():
    known = portfolio_of(Position("a", "A"), Position("b", "B"), Box("a", reports_to="b"), Box("b", reports_to="a"))
    report = org(known, Asked())
    assert [(node.key, node.parent) for node in report.document().blocks[0].nodes] == [("a", "b"), ("b", "a")]
    assert report.answer["circles"] == [["a", "b"]]


def test_an_empty_chart_says_how_to_begin():
    (block,) = org(portfolio_of(), Asked(state="as-is")).document().blocks
    assert block.empty == "No as-is chart yet: mopsctl org init --template strategic-mo --state as-is"
    (block,) = org(company(), Asked(function="tech")).document().blocks
    assert block.empty == ("Nobody works in tech to-be: mopsctl position set POSITION --function tech --state to-be")


def test_lines_and_data_say_the_same_of_each_position():
    report = org(company(), Asked())
    assert list(report.lines())[1] == (
        "lead", "Data lead", "cmo", "2", "", "", "", "data", "speed", "growth", "kept", "2027-03-01", "new,vacant"
    )  # fmt: skip
    clerk = report.answer["positions"][2]
    assert (clerk["position"], clerk["level"], clerk["skills"], clerk["dotted"], clerk["marks"]) == (
        "clerk", 3, ["law", "sql"], ["cmo"], ["moved", "re-scoped", "staffed"]
    )  # fmt: skip
    assert [tuple(cell.text for cell in row) for row in report.table().rows] == list(report.lines())


def test_what_changes_is_told_field_by_field():
    report = org_diff(company())
    assert [(row["position"], row["kinds"]) for row in report.answer] == [
        ("clerk", ["moved", "re-scoped", "staffed"]), ("cmo", ["staffed"]), ("lead", ["new"])
    ]  # fmt: skip
    lines = [tuple(cell.text for cell in row) for row in report.table().rows]
    assert lines == [
        ("clerk", "moved", "reports_to", "cmo", "lead"),
        ("clerk", "re-scoped", "title", "Clerk", "Data clerk"),
        ("clerk", "re-scoped", "functions", "", "data"),
        ("clerk", "re-scoped", "dotted", "", "cmo"),
        ("clerk", "staffed", "holder", "", "ben"),
        ("cmo", "staffed", "allocation", "100", "60"),
        ("lead", "new", "", "", ""),
    ]
    blocks = report.document().blocks
    assert blocks[1].cells[0].text == "1 new, 0 gone, 1 moved, 1 re-scoped, 2 staffed, 0 as before"
    new = next(block for block in blocks if isinstance(block, Table))
    assert [cell.text for cell in new.rows[0]] == ["lead", "Data lead", "under cmo, vacant", "no task"]


def test_without_two_charts_there_is_nothing_to_compare():
    one = portfolio_of(Position("a", "A"), Box("a"))
    assert org_diff(one).document().blocks[1].cells[0].text == (
        "No as-is chart to compare with: mopsctl position add KEY --name NAME --state as-is"
    )
    assert org_diff(portfolio_of()).document().blocks[1].cells[0].text == (
        "No to-be chart yet: mopsctl org init --from as-is"
    )
    same = portfolio_of(Position("a", "A"), Box("a"), Box("a", "as-is"))
    assert org_diff(same).document().blocks[1].cells[0].text == "Both charts are the same"


def test_coverage_tells_what_nobody_covers_and_each_function_in_figures():
    report = org_coverage(company(), "to-be", skills=True)
    blocks = report.document().blocks
    assert [cell.text for cell in blocks[1].cells] == [
        "Nobody covers ", "function tech", "  ", "mopsctl position set POSITION --function tech"
    ]  # fmt: skip
    matrix = next(block for block in blocks if isinstance(block, Matrix))
    letters = [(row.head, [[cell.text for cell in some] for some in row.cells], row.note.text) for row in matrix.rows]
    assert letters == [
        ("Data lead", [["f"], [], ["p"]], "vacant"), ("Data clerk", [["F"], [], []], "")
    ]  # fmt: skip
    heat = next(block for block in blocks if isinstance(block, Heat))
    assert heat.rows == (("Speed", (1, 0)),)
    figures, lacking = (block for block in blocks if isinstance(block, Table))
    assert [cell.text for cell in figures.rows[0]] == [
        "Data management", "2", "1", "2 of 5 since 2026-11-02", "4 of 5 on 2027-03-01", "50,000 (1 of 2 boxes)",
        "Customers kept (%); Revenue: 5,000,000.5 EUR = 100.0 x its cost", "20%",
    ]  # fmt: skip
    assert [cell.text for cell in lacking.rows[0]] == ["clerk", "ben", "sql"]


def test_who_may_not_know_of_skills_and_costs_is_told_neither():
    report = org_coverage(seen_by(company(), "all"), "to-be", skills=False)
    assert "skill_gaps" not in report.answer
    assert [one["cost"] for one in report.answer["functions"]] == [None, None]
    page = position(seen_by(company(), "all"), "clerk", skills=False)
    assert ("lacking" in page.answer, page.answer["skills"]) == (False, ["law", "sql"])
    assert position(company(), "clerk", skills=True).answer["lacking"] == ["sql"]


def test_a_position_shows_both_its_boxes_side_by_side():
    report = position(company(), "clerk", skills=True)
    table = next(block for block in report.document().blocks if isinstance(block, Table))
    rows = {row[0].text: (row[1].text, row[2].text, row[2].tone) for row in table.rows}
    assert rows["title"] == ("Clerk", "Data clerk", "accent")
    assert rows["reports to"] == ("cmo", "lead", "accent")
    assert rows["allocation"] == ("100", "100", "plain")
    assert "goal" not in rows


def test_positions_are_listed_of_one_chart_or_vacant():
    assert [row["key"] for row in positions(company(), "as-is").answer] == ["clerk", "cmo"]
    assert [row["key"] for row in positions(company(), "to-be", vacant=True).answer] == ["lead"]
    clerk = positions(company()).answer[0]
    assert (clerk["as_is"], clerk["to_be"]) == ("vacant under cmo", "ben under lead")


def test_goals_and_numbers_are_trees():
    assert [(row["key"], row["served_by"]) for row in goals(company()).answer] == [("whole", []), ("growth", ["lead"])]
    (drawn,) = goals_drawn(company()).document().blocks
    assert [(node.key, node.parent, [line.text for line in node.lines]) for node in drawn.nodes] == [
        ("whole", None, ["served by nobody"]),
        ("growth", "whole", ["customers kept: 85.5%", "by 2027-03-01", "1 position"]),
    ]
    assert goal(company(), "growth").answer["served_by"][0]["why"] == "one owner"
    assert [row["key"] for row in numbers(company()).answer] == ["revenue", "kept", "part"]
    (drawn,) = rolled_up(company()).document().blocks
    assert [[line.text for line in node.lines] for node in drawn.nodes] == [
        [
            "12,000,000 EUR",
            "Chief marketing officer, Ada Okafor",
            "its parts come to 5,000,000.5 EUR, 6,999,999.5 EUR short",
        ],
        ["no target yet (%)", "Data lead, vacant"],
        ["5,000,000.5 EUR", "Data clerk, Ben Yıldız", "by 2027-03-01"],
    ]
    assert [row["key"] for row in rolled_up(company(), "kept").answer] == ["kept"]
    line = [cell.text for cell in rolled_up(company(), "part").table().rows[0]]
    assert line == ["part", "Revenue", "clerk", "5000000.5", "EUR", "2027-03-01", "revenue", "", ""]


def test_a_function_and_a_pillar_show_who_covers_them():
    assert [(row["key"], row["to_be"], row["maturity"]) for row in functions(company()).answer] == [
        ("data", 2, 2), ("tech", 0, None)
    ]  # fmt: skip
    page = function(company(), "data").answer
    assert (page["cost"], page["for_others"], [one["level"] for one in page["stages"]]) == (50_000, 20, [2, 4])
    assert [(one["position"], one["state"]) for one in pillar(company(), "speed").answer["positions"]] == [
        ("lead", "to-be")
    ]  # fmt: skip
