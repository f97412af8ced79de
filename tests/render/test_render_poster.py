"""Posters: nothing overlaps, nothing is cut off, everything is there, and 150 boxes are read on A3."""

import re
import sys

import pytest
from poster_reading import Poster, crossed, dashes, overlapping, read
from poster_samples import chart, heat, organisation, stack
from render_samples import report

from mopsctl.render.forest import forest
from mopsctl.render.picture import render
from mopsctl.render.poster import type as types
from mopsctl.render.poster.sheets import draw
from mopsctl.render.poster.type import BODY, HEAD, SMALL, STRONG, Type, fold
from mopsctl.render.screen import Screen
from mopsctl.reports.document import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    Heat,
    Node,
    Paragraph,
    Shelf,
    Stack,
    Table,
    Tile,
)

SETTINGS = {one.name: one for one in (HEAD, BODY, STRONG, SMALL)}
SIZES = [1, 2, 13, 150, 700, 5000]


def drawn(*blocks: Block) -> str:
    text = draw(Document(blocks), "a report")
    assert text is not None
    return text


@pytest.fixture(scope="module")
def posters() -> dict[int, Poster]:
    return {size: read(drawn(organisation(size))) for size in SIZES}


@pytest.mark.parametrize("size", SIZES)
def test_every_box_is_there_once_and_none_overlaps_another(posters: dict[int, Poster], size: int) -> None:
    boxes = posters[size].boxes
    assert sorted(box.key for box in boxes) == sorted(f"p{n}" for n in range(size))
    assert overlapping(boxes) == []


def test_an_overlap_or_a_line_through_a_box_would_be_seen(posters: dict[int, Poster]) -> None:
    boxes = posters[13].boxes
    moved = boxes[1]._replace(x=boxes[2].x + 3, y=boxes[2].y - 3)
    assert (boxes[2].key, boxes[1].key) in overlapping([boxes[0], moved, *boxes[2:]])
    line = (boxes[1].x - 9, boxes[1].y + 5, boxes[1].x + 9, boxes[1].y + 5)
    assert crossed(posters[13]._replace(lines=[line])) == [boxes[1].key]


@pytest.mark.parametrize("size", SIZES)
def test_every_box_but_the_first_is_reached_by_a_line_and_no_line_runs_through_a_box(
    posters: dict[int, Poster], size: int
) -> None:
    poster = posters[size]
    ends = {(round(x, 1), round(y, 1)) for x, y, _, _ in poster.lines}
    ends |= {(round(x, 1), round(y, 1)) for _, _, x, y in poster.lines}
    reached = [
        box.key
        for box in poster.boxes
        if any((round(box.x, 1), round(box.y + step / 10, 1)) in ends for step in range(60, 85))
        or any((round(box.x + box.wide / 2 + step / 10, 1), round(box.y, 1)) in ends for step in (-1, 0, 1))
    ]
    assert len(reached) >= size - 1
    assert crossed(poster) == []


@pytest.mark.parametrize("size", SIZES)
def test_no_text_leaves_its_box(posters: dict[int, Poster], size: int) -> None:
    for box in posters[size].boxes:
        for x, y, kind, text in box.texts:
            set_ = SETTINGS[kind.split()[0]]
            wide = set_.width(text)
            left = x - wide / 2 if "m" in kind.split() else x
            assert left >= box.x + 4, (box.key, text)
            assert left + wide <= box.x + box.wide - 2, (box.key, text)
            assert box.y + set_.size * 0.7 <= y <= box.y + box.high - 1.5, (box.key, text)


def test_every_word_of_a_box_stands_in_it(posters: dict[int, Poster]) -> None:
    poster = {box.key: box for box in posters[150].boxes}
    trees = forest(organisation(150))
    for node in trees.nodes.values():
        said = "".join(text for *_, kind, text in poster[node.key].texts if kind.split()[0] != "s")
        wanted = "".join((node.title, *(cell.text for cell in trees.said(node.key))))
        assert said.replace(" ", "").replace("\u00a0", "") == wanted.replace(" ", "")
        assert poster[node.key].dashed == any(cell.tone == "warn" for cell in node.lines)


def test_150_boxes_are_read_on_a3_where_the_smallest_type_has_six_and_a_half_points() -> None:
    titles = ("Head of media", "Search manager", "Campaign manager spring and summer", "Retail activation manager")
    nodes = [Node(f"p{n}", titles[n % 4], f"p{(n - 1) // 6}" if n else None, (Cell("Ada Lovell"),)) for n in range(150)]
    poster = read(drawn(Chart("All", tuple(nodes))))
    assert (poster.wide, poster.high) == (1190.6, 841.9)
    assert min(poster.scales) * min(one.size for one in vars(types).values() if isinstance(one, Type)) >= 6.5


def test_a_larger_chart_takes_a_larger_sheet_and_says_what_a3_would_make_of_it() -> None:
    text = drawn(organisation(700))
    assert min(read(text).scales) >= 0.985
    assert re.search(r"drawn for A0; on A3 the smallest type is \d\.\d pt", text)


def test_a_small_chart_is_drawn_larger() -> None:
    assert max(read(drawn(organisation(5))).scales) == 2.8
    shelves = tuple(Shelf(f"Shelf {n}", (Tile("Platform"), Tile("Another platform"))) for n in range(3))
    assert max(read(drawn(Stack("Small", shelves))).scales) == 2.8


@pytest.mark.parametrize("size", [15, 20, 24])
def test_a_chart_of_few_boxes_looks_meant_for_its_sheet(size: int) -> None:
    text = drawn(organisation(size))
    boxes, scale = read(text).boxes, max(read(text).scales)
    wide = (max(box.x + box.wide for box in boxes) - min(box.x for box in boxes)) * scale
    high = (max(box.y + box.high for box in boxes) - min(box.y for box in boxes)) * scale
    assert max(wide / 1144, high / 720) > 0.9


def test_a_dashed_line_runs_in_the_gaps_between_boxes_and_has_a_point_at_its_end() -> None:
    for text in (drawn(organisation(40)), drawn(organisation(150)), draw(chart(), "") or ""):
        poster = read(text)
        ways = dashes(text)
        assert len(ways) == text.count('class="a"') > 0
        assert crossed(poster._replace(lines=[line for way in ways for line in way])) == []


def test_a_dashed_line_straight_across_would_be_seen() -> None:
    text = drawn(organisation(40))
    (first, *_), *_ = dashes(text)
    _, y, *_ = first
    assert crossed(read(text)._replace(lines=[(0.0, y, 900.0, y)])) != []


def test_signs_and_chips_stand_apart_from_words() -> None:
    marks, badges = (("m", "staffed"),), (("a", "Accountability"),)
    for length in range(1, 30):
        node = Node("x", "W" * length, None, (Cell("i" * 40), Cell("w" * (length + 3)), Cell("from")), "", ("a",), "m")
        (box,) = read(drawn(Chart("", (node,), "", (), badges, marks))).boxes
        sign = next(text for text in box.texts if text[3] == "A")
        words = [text for text in box.texts if text[2].split()[0] != "s" and abs(text[1] - sign[1]) < 6]
        above = [text for text in box.texts if sign[1] - 12 < text[1] < sign[1] - 6]
        assert all(sign[1] - 6.4 - text[1] >= 2.8 for text in above if text[0] + BODY.width(text[3]) > sign[0] - 6)
        for x, _, kind, text in words:
            assert x + SETTINGS[kind.split()[0]].width(text) <= sign[0] - 4.1 - 1.9, text
        chip = next(text for text in box.texts if text[3] == "staffed")
        beside = [text for text in box.texts if text[2].split()[0] == "b" and abs(text[1] - chip[1]) < 6]
        for x, _, _, text in beside:
            assert x + HEAD.width(text) <= chip[0] - 10.2 - 3.4, text


def test_a_circle_is_drawn_and_a_chain_deeper_than_python_nests_calls_too() -> None:
    assert [box.key for box in read(draw(chart(), "") or "").boxes] == [
        *("cmo", "mo", "tech", "dev", "data", "guest", "a", "b")
    ]
    nodes = [Node(f"p{n}", "Link", f"p{n - 1}" if n else None) for n in range(sys.getrecursionlimit() + 200)]
    assert overlapping(read(drawn(Chart("Chain", tuple(nodes)))).boxes) == []


def test_a_poster_stands_alone_and_is_always_the_same() -> None:
    chart_of_150 = drawn(organisation(150))
    for text in (chart_of_150, draw(stack(), ""), draw(heat(), "")):
        assert text is not None
        assert re.findall(r"https?://[^\s\"'<]+", text) == ["http://www.w3.org/2000/svg"]
        assert not re.search(r"@import|@font-face|<script|href|<image|url\((?!#)", text)
    assert drawn(organisation(150)) == chart_of_150


def test_the_legend_names_what_is_on_the_sheet_and_nothing_else() -> None:
    said = re.findall(r">([^<>]+)</text>", draw(chart(), "") or "")
    assert [said.count(word) for word in ("Leadership", "Technology management", "Data management")] == [1, 1, 1]
    assert [said.count(word) for word in ("new", "moved", "vacant", "also reports to")] == [2, 2, 1, 1]
    one = Chart("One", (Node("a", "A"),), "", (("x", "Unused"),), (("y", "Unused"),), (("z", "Unused"),))
    assert "Unused" not in drawn(one)


def test_groups_differ_by_pattern_too() -> None:
    groups = tuple((f"g{n}", f"Group {n}") for n in range(20))
    nodes = tuple(Node(key, name, None, (), key) for key, name in groups)
    text = drawn(Chart("Groups", nodes, "", groups))
    stripes = re.findall(
        r'class="box".*?<rect[^>]*/><rect[^>]*fill="(#\w+)"/>(?:<rect[^>]*fill="url\(#(\w+)\)"/>)?', text
    )
    assert len(stripes) == 20
    assert len(set(stripes)) == 20
    assert len({pattern for _, pattern in stripes[:7]}) == 7


def test_marks_that_find_no_room_beside_each_other_stand_below_each_other() -> None:
    marks = (("a", "is re-scoped"), ("b", "gets another holder"), ("c", "a mark that is longer than a box is wide"))
    (box,) = read(drawn(Chart("", (Node("x", "Campaign operations", None, (), "", (), "a b c"),), marks=marks))).boxes
    *chips, title = sorted(box.texts, key=lambda text: text[1])
    assert title[3] == "Campaign operations"
    assert [text for *_, text in chips] == [name for _, name in marks]
    assert len({y for _, y, *_ in chips}) == 3
    assert all(x > box.x + 4 for x, *_ in chips)


def test_the_roots_of_several_trees_stand_in_one_row() -> None:
    nodes = [Node(f"r{n}", "Root") for n in range(4)]
    nodes += [Node(f"r{n % 3}-{n}", "Box", f"r{n % 3}") for n in range(40)]
    boxes = {box.key: box for box in read(drawn(Chart("", tuple(nodes)))).boxes}
    assert {boxes[f"r{n}"].y for n in range(4)} == {0}
    assert [key for key, box in boxes.items() if box.y == 0] == ["r0", "r1", "r2", "r3"]


def test_a_heat_map_that_comes_first_is_drawn_alone_and_names_the_command_that_lists_it() -> None:
    table = Table((Column("capability"),), ((Cell("send-campaigns"),),))
    text = render(report(Document((*heat().blocks, table))), Screen())
    assert "mopsctl-matrix" not in text
    assert "send-campaigns" not in text
    assert ">what it counts, in a list: mopsctl sample show</text>" in text
    assert "in a list" not in render(report(heat()), Screen())


def test_a_heat_map_behind_something_else_is_drawn_with_it() -> None:
    heading, drawn, *_ = heat().blocks
    text = render(report(Document((heading, Paragraph((Cell("words"),)), drawn))), Screen())
    assert "mopsctl-matrix" in text
    assert ">words</text>" in text


def test_an_empty_chart_is_a_white_sheet_that_says_why() -> None:
    text = drawn(Chart("Organisation, as it is", (), empty="No as-is chart yet: mopsctl org init"))
    assert ">No as-is chart yet: mopsctl org init</text>" in text
    assert 'fill="#ffffff"' in text


def test_several_charts_are_sheets_below_each_other() -> None:
    poster = read(drawn(organisation(5), organisation(5)))
    assert (poster.wide, poster.high) == (1190.6, 1683.8)


def test_a_report_without_a_chart_or_with_an_empty_one_is_the_picture_of_a_terminal() -> None:
    for blocks in (
        (Paragraph((Cell("words"),)),),
        (Chart("No", (), empty="none yet"), Stack("No", ()), Heat("", (), ())),
    ):
        assert draw(Document(blocks), "") is None
        assert "mopsctl-matrix" in render(report(Document(blocks)), Screen())
    assert "mopsctl-matrix" not in render(report(chart()), Screen())


def test_tiles_do_not_overlap_and_those_of_a_shelf_are_of_one_height() -> None:
    shelves = tuple(
        Shelf(
            f"Shelf {n}", tuple(Tile(f"Platform {k}" + " and more" * (k % 4), (Cell("owner"),)) for k in range(3 * n))
        )
        for n in range(8)
    )
    poster = read(drawn(Stack("All", shelves)))
    assert len(poster.boxes) == 84
    assert overlapping(poster.boxes) == []
    heights: dict[float, set[float]] = {}
    for box in poster.boxes:
        heights.setdefault(box.y, set()).add(box.high)
    assert {len(found) for found in heights.values()} == {1}


def test_a_heat_map_says_its_numbers_and_what_the_shades_mean() -> None:
    said = re.findall(r">([^<>]+)</text>", draw(heat(), "") or "")
    assert said[:2] == ["Platforms that overlap", "how many capabilities both offer"]
    assert said[2:8] == ["0", "1", "2–3", "4–5", "6–7", "8–9"]
    assert [said.count(number) for number in ("9", "4", "1", "7", "2")] == [2, 2, 3, 1, 1]


def test_a_heat_map_of_many_columns_turns_its_titles() -> None:
    columns = tuple((f"p{n}", f"Platform {n}") for n in range(30))
    rows = tuple((long, tuple(range(30))) for _, long in columns)
    text = drawn(Heading("Many", 1), Heat("Platform", columns, rows))
    assert text.count("rotate(-90)") == 30
    assert ">Many</text>" in text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Head of marketing operations", ["Head of marketing", "operations"]),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffa", "hrtsgesellschaft"]),
        ("planning/and-budgeting-of-everything", ["planning/and-", "budgeting-of-", "everything"]),
        ("", [""]),
        ("Return on media: 4.2 EUR per EUR", ["Return on media:", "4.2\u00a0EUR per EUR"]),
        ("Qualified demand 97 %", ["Qualified demand", "97\u00a0%"]),
        ("Revenue 310.5 M EUR", ["Revenue", "310.5\u00a0M\u00a0EUR"]),
        ("12345678901234567 EUR", ["12345678901234567", "EUR"]),
    ],
)
def test_text_is_folded_at_words_then_at_signs_then_anywhere(text: str, lines: list[str]) -> None:
    assert fold(text, HEAD, 72) == lines


def test_a_first_line_may_be_shorter_and_stays_empty_where_no_word_fits() -> None:
    assert fold("Campaign manager", HEAD, 72, 40) == ["Campaign", "manager"]
    assert fold("Campaign manager", HEAD, 72, 20) == ["", "Campaign manager"]


def test_an_escape_is_never_split_over_two_lines() -> None:
    for wide in range(30, 60):
        lines = fold("ab" + "\u202e" * 12, HEAD, wide)
        assert all(re.fullmatch(r"(ab)?(\\u202e)*", line) for line in lines), lines


def test_of_a_script_that_was_not_measured_no_length_is_said() -> None:
    arabic = "\u0645\u062f\u064a\u0631 \u0627\u0644\u062a\u0633\u0648\u064a\u0642"
    assert "textLength" not in drawn(Chart("", (Node("a", arabic, None, (Cell(arabic),)),)))
    assert "textLength" in drawn(Chart("", (Node("a", "Head of customer data"),)))
