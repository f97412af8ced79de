"""A chart as a Mermaid flowchart."""

from datetime import date

from mopsctl.facts.chart_pages import part
from mopsctl.formats.org_mermaid import write
from mopsctl.model.kinds import kind_of
from mopsctl.model.org import Box, Coverage, DottedLine, Function, Person, Position
from mopsctl.model.portfolio import Portfolio


def drawn(*records, **asked):
    collections = {}
    for record in records:
        kind = kind_of(record)
        collections.setdefault(kind.plural, {})[kind.key_of(record)] = record
    portfolio = Portfolio(today=date(2026, 11, 23), **collections)
    return write(portfolio, part(portfolio, "to-be", **asked)).splitlines()


COMPANY = (
    Function("data", "Data"),
    Person("ada", "Ada Okafor", "it"),
    Position("cmo", "CMO"),
    Position("lead", "Lead"),
    Position("clerk", "Clerk"),
    Box("cmo", holder="ada"),
    Box("lead", reports_to="cmo"),
    Box("clerk", reports_to="lead", holder="ada"),
    DottedLine("clerk", "cmo"),
    Coverage("lead", "function:data"),
)


def test_boxes_stand_under_each_other_with_dotted_lines_colours_and_dashes():
    assert drawn(*COMPANY) == [
        "flowchart TB",
        '    p1["CMO<br/>Ada Okafor"]',
        '    p2["Lead<br/>vacant"]',
        '    p3["Clerk<br/>Ada Okafor"]',
        "    p1 --> p2",
        "    p2 --> p3",
        "    p1 -.-> p3",
        "    classDef f1 fill:#d6eaf8,stroke:#0072b2,color:#111",
        "    class p2 f1",
        "    classDef vacant stroke-dasharray:5 4",
        "    class p2 vacant",
    ]


def test_lines_lead_only_to_boxes_that_are_drawn():
    assert drawn(*COMPANY, under="clerk") == ["flowchart TB", '    p1["Clerk<br/>Ada Okafor"]']


def test_a_circle_is_drawn_as_one():
    people = (Position("a", "A"), Position("b", "B"), Box("a", reports_to="b"), Box("b", reports_to="a"))
    assert [line for line in drawn(*people) if "-->" in line] == ["    p2 --> p1", "    p1 --> p2"]


def test_no_name_ends_its_label_or_becomes_markup():
    name = 'A "B" <script> #quot; {x} `y`\n%%{init}%% end'
    (label,) = [line for line in drawn(Position("a", name), Box("a")) if "p1[" in line]
    inside = label.removeprefix('    p1["').removesuffix('<br/>vacant"]')
    assert not set('"<>#;`{}') & set(inside)
    assert "%%" not in inside
