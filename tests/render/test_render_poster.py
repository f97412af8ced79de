"""Posters: nothing overlaps, nothing is cut off, everything is there, and 150 boxes are read on A3."""

import re

import pytest
from poster_reading import Poster, crossed, overlapping, read
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
    assert max(read(drawn(organisation(5))).scales) == 1.9


def test_a_circle_is_drawn_and_a_chain_of_5000_too() -> None:
    assert [box.key for box in read(draw(chart(), "") or "").boxes] == [
        *("cmo", "mo", "tech", "dev", "data", "guest", "a", "b")
    ]
    nodes = [Node(f"p{n}", "Link", f"p{n - 1}" if n else None) for n in range(5000)]
    assert overlapping(read(drawn(Chart("Chain", tuple(nodes)))).boxes) == []


def test_a_poster_stands_alone_and_is_always_the_same() -> None:
    for text in (drawn(organisation(150)), draw(stack(), ""), draw(heat(), "")):
        assert text is not None
        assert re.findall(r"https?://[^\s\"'<]+", text) == ["http://www.w3.org/2000/svg"]
        assert not re.search(r"@import|@font-face|<script|href|<image|url\((?!#)", text)
    assert drawn(organisation(150)) == drawn(organisation(150))


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


def test_a_heat_map_with_more_beside_it_is_drawn_whole() -> None:
    table = Table((Column("capability"),), ((Cell("send-campaigns"),),))
    text = render(report(Document((*heat().blocks, table))), Screen())
    assert "send-campaigns" in text
    assert "mopsctl-matrix" in text


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
