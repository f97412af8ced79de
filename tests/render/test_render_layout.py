"""How blocks fall into lines: folding, dropping, turning, splitting."""

from datetime import date

import pytest

from mopsctl.render.layout.axis import axis
from mopsctl.render.layout.blocks import block_lines
from mopsctl.render.layout.ink import sheet, wrap
from mopsctl.render.layout.width import clip, columns
from mopsctl.render.screen import Screen
from mopsctl.reports.document import (
    Bar,
    Block,
    Cell,
    Column,
    Course,
    Gauge,
    Gauges,
    Item,
    Items,
    Lane,
    Matrix,
    MatrixRow,
    Paragraph,
    Step,
    Table,
    Timeline,
    Trend,
)


def lines(block: Block, width: int, unicode: bool = True) -> list[str]:
    laid = block_lines(block, sheet(Screen(width=width, unicode=unicode)))
    return ["".join(text for text, _ in line).rstrip() for line in laid]


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("İşı", 3), ("データ", 6), ("e\u0301", 1), ("🚀", 2), ("❤\ufe0f", 2), ("", 0), ("가", 2)],
)
def test_width_is_that_of_a_terminal(text: str, width: int) -> None:
    assert columns(text) == width


def test_clip_never_cuts_a_wide_sign_in_half() -> None:
    assert clip("データ倉庫", 6, "…") == "デー…"
    assert clip("abc", 3, "…") == "abc"
    assert clip("abcdef", 2, "...") == ".."


def test_wrap_keeps_words_and_tones() -> None:
    spans = [("one two ", "plain"), ("(three", "bad"), (") four", "plain")]
    assert wrap(spans, 9) == [
        [("one two", "plain")],
        [("(three", "bad"), (")", "plain")],
        [("four", "plain")],
    ]


def test_wrap_breaks_a_long_word_behind_its_punctuation() -> None:
    broken = wrap([("migrate-templates-of-loyalty xxxxxxxxxxxxxx", "plain")], 12)
    assert ["".join(text for text, _ in line) for line in broken] == [
        *("migrate-", "templates-", "of-loyalty", "xxxxxxxxxxxx", "xx")
    ]


def test_a_paragraph_keeps_its_indent() -> None:
    assert lines(Paragraph((Cell("  - {key: it}"),)), 40) == ["  - {key: it}"]


PLATFORMS = Table(
    (Column("Key"), Column("Vendor", optional=True), Column("For", wrap=True), Column("Cost", "right", optional=True)),
    (
        (Cell("cdp"), Cell("Unify"), Cell("profiles and audiences and consent for every channel"), Cell("240,000")),
        (Cell("esp"), Cell("Postmill"), Cell("campaigns"), Cell("96")),
    ),
)


def test_a_table_with_room_stands_as_it_is() -> None:
    assert lines(PLATFORMS, 90) == [
        "Key  Vendor    For                                                      Cost",
        "─" * 76,
        "cdp  Unify     profiles and audiences and consent for every channel  240,000",
        "esp  Postmill  campaigns                                                  96",
    ]


def test_on_a_narrow_screen_optional_columns_go_rightmost_first_then_cells_fold() -> None:
    assert lines(PLATFORMS, 50) == [
        "Key  Vendor    For",
        "──────────────────────────────────────────────────",
        "cdp  Unify     profiles and audiences and consent",
        "               for every channel",
        "esp  Postmill  campaigns",
        "… not shown at this width: Cost",
    ]


def test_a_cell_that_would_be_a_tower_goes_below_its_row() -> None:
    fixed = tuple(Column(f"Column {n}") for n in range(4))
    row = (*(Cell(f"value {n}") for n in range(4)), Cell("a sentence that needs some room to be read"))
    assert lines(Table((*fixed, Column("Next", wrap=True)), (row,)), 52) == [
        "Column 0  Column 1  Column 2  Column 3",
        "──────────────────────────────────────",
        "value 0   value 1   value 2   value 3",
        "  Next: a sentence that needs some room to be read",
    ]


def test_without_room_for_columns_rows_are_cards() -> None:
    table = Table(tuple(Column(f"Column {n}") for n in range(4)), (tuple(Cell(f"value {n}") for n in range(4)),) * 2)
    card = ["value 0", "  Column 1: value 1", "  Column 2: value 2", "  Column 3: value 3"]
    assert lines(table, 30) == [*card, "", *card]


def test_a_table_without_titles_has_no_head() -> None:
    assert lines(Table((Column(""), Column("")), ((Cell("a"), Cell("b")),)), 30) == ["a  b"]


def test_ten_thousand_rows_take_the_same_way() -> None:
    table = Table((Column("N", "right"),), tuple((Cell(str(n)),) for n in range(10_000)))
    laid = lines(table, 80)
    assert (len(laid), laid[2], laid[-1]) == (10_002, "   0", "9999")


def matrix(*titles: tuple[str, str], note: str = "") -> Matrix:
    cells = ((Cell("R", "R"), Cell("A", "A")), *((Cell("C", "C"),) if n % 2 else () for n in range(1, len(titles))))
    return Matrix("Capability", titles, (MatrixRow("Send", cells, "Mail", Cell(note, "bad")),))


def test_matrix_titles_stand_across_where_there_is_room() -> None:
    assert lines(matrix(("it", "IT / engineering"), ("mops", "Marketing operations")), 60) == [
        "Capability  IT / engineering  Marketing operations",
        "──────────────────────────────────────────────────",
        "Mail",
        "  Send             RA                  C",
    ]


def test_matrix_titles_fold_then_shorten() -> None:
    titles = (("it", "IT / engineering"), ("mops", "Marketing operations"))
    assert lines(matrix(*titles), 40)[:2] == [
        "               IT /      Marketing",
        "Capability  engineering  operations",
    ]
    assert lines(matrix(*titles), 22)[0] == "Capability   it   mops"


def test_matrix_titles_climb_stairs_where_they_do_not_fit_across() -> None:
    titles = tuple((f"department-{n}", f"Department {n}") for n in range(4))
    assert lines(matrix(*titles, note="2 accountable"), 48) == [
        "            ┌ Department 0",
        "            │    ┌ Department 1",
        "            │    │    ┌ Department 2",
        "Capability  │    │    │    ┌ Department 3",
        "─────────────────────────────────────────────",
        "Mail",
        "  Send      RA   C    ·    C    2 accountable",
    ]


def test_a_matrix_too_wide_for_stairs_is_split_into_panels() -> None:
    titles = tuple((f"team-{n}", f"team-{n}") for n in range(30))
    laid = lines(matrix(*titles, note="late"), 60)
    assert sum(line.startswith("Capability") for line in laid) == 2
    assert sum("  Send" in line for line in laid) == 2
    assert sum("late" in line for line in laid) == 1
    assert [line.strip().split("┌ ")[1] for line in laid if "┌" in line] == [title for _, title in titles]


def test_a_matrix_on_an_ascii_screen() -> None:
    laid = lines(matrix(("it", "IT"), ("mops", "Ops")), 60, unicode=False)
    assert laid == ["Capability   IT   Ops", "---------------------", "Mail", "  Send       RA    C"]


def test_an_axis_gives_every_week_the_same_room_where_it_can() -> None:
    calendar = axis(date(2026, 11, 25), date(2026, 12, 18), 43)
    assert (calendar.monday, calendar.weeks, calendar.length) == (date(2026, 11, 23), 4, 40)
    assert [calendar.left(date(2026, 11, day)) for day in (23, 24, 27, 28, 30)] == [0, 2, 8, 8, 10]
    assert [calendar.right(date(2026, 11, day)) for day in (23, 27, 29)] == [1, 9, 9]


def test_an_axis_of_years_still_fits() -> None:
    calendar = axis(date(2026, 1, 1), date(2028, 12, 31), 50)
    assert (calendar.length, calendar.left(date(2026, 1, 1)), calendar.right(date(2028, 12, 31))) == (50, 0, 49)
    assert calendar.ticks() == []


def timeline(*bars: Bar) -> Timeline:
    return Timeline(date(2026, 11, 23), date(2026, 12, 18), date(2026, 11, 30), (Lane("IT", bars),), date(2026, 12, 18))


def test_a_timeline_draws_done_critical_and_milestones() -> None:
    bars = (
        Bar("Build", date(2026, 11, 23), date(2026, 12, 4), done=50, slack=5),
        Bar("Test", date(2026, 12, 7), date(2026, 12, 11), critical=True, note="late"),
        Bar("Live", date(2026, 12, 14), date(2026, 12, 14), milestone=True),
        Bar("Later", date(2027, 1, 4), date(2027, 1, 8)),
    )
    assert lines(timeline(*bars), 60) == [
        "         Nov 2026      Dec",
        "         23          30          7           14",
        "                     ▼ today 30 Nov 2026",
        "                                     target 18 Dec 2026 ▼",
        "IT                   │ ┊                                ┃",
        "  Build  ════════════━━━━━━━━━━━━                       ┃",
        "  Test               │ ┊         ████████████ late      ┃",
        "  Live               │ ┊                      ◆         ┃",
        "  Later              │ ┊                                ›",
        "",
        "━━━ task   ███ critical path   ═══ done   ◆ milestone",
        "│ today   ┃ target",
    ]


def test_a_wide_timeline_tells_dates_and_slack() -> None:
    laid = lines(timeline(Bar("Build", date(2026, 11, 23), date(2026, 12, 4), slack=5)), 120)
    assert laid[4].endswith("┃  23 Nov –  4 Dec  5d slack")


def test_an_empty_timeline_says_so() -> None:
    day = date(2026, 11, 23)
    assert lines(Timeline(day, day, day, (), empty="No task yet."), 40) == ["No task yet."]


def test_a_gauge_is_neither_full_too_early_nor_empty_too_late() -> None:
    laid = lines(Gauges((Gauge("a", 1, 999), Gauge("b", 998, 999), Gauge("c", 0, 0), Gauge("d", 2, 2))), 20, False)
    assert laid == ["a  #.......    1/999", "b  #######.  998/999", "c  ........      0/0", "d  ########      2/2"]


def test_a_cure_folds_as_a_shell_reads_it() -> None:
    cure = 'mopsctl team align data-management --parties "martech, it" --terms "both stay"'
    laid = lines(Items((Item(Cell("GAT401"), Cell("it"), (Cell("runs the same"),), cure),)), 60)
    assert laid == [
        "GAT401  it  runs the same",
        "        ↳ mopsctl team align data-management \\",
        '          --parties "martech, it" --terms "both stay"',
    ]


def test_a_long_subject_takes_a_line_of_its_own() -> None:
    items = Items((Item(Cell("1"), Cell("it"), (Cell("x"),)), Item(Cell("2"), Cell("k" * 30), (Cell("no team"),))))
    assert lines(items, 60) == ["1  it  x", "2  " + "k" * 30, "       no team"]


LEVELS = (Cell("no", "bad"), Cell("partly", "warn"), Cell("yes", "good"))
MONDAY, FRIDAY, NEXT_FRIDAY = date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 27)
BOTH = Trend(
    *(MONDAY, NEXT_FRIDAY, LEVELS),
    (Course("it", (Step(MONDAY, 1), Step(FRIDAY, 0))), Course("crm", (Step(NEXT_FRIDAY, 2),))),
)


def test_a_trend_tells_its_level_by_height_by_word_and_since_when() -> None:
    assert lines(BOTH, 62) == [
        "     Nov 2026",
        "     16                23                  now     since",
        "it   ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  no      2026-11-20",
        "crm                                  ████  yes     2026-11-27",
        "",
        "█ yes   ▅ partly   ▁ no",
    ]


def test_a_narrow_trend_keeps_its_word_and_drops_its_date() -> None:
    shown = lines(BOTH, 40)
    assert shown[2].split() == ["it", "▅" * 10 + "▁" * 16, "no"]
    assert max(map(columns, lines(BOTH, 24))) <= 24


def test_steps_of_one_day_share_its_columns_in_their_order() -> None:
    day = Trend(FRIDAY, FRIDAY, LEVELS, (Course("it", (Step(FRIDAY, 0), Step(FRIDAY, 2))),))
    assert lines(day, 60)[2].split() == ["it", "▁▁██", "yes", "2026-11-20"]


def test_where_a_thing_was_not_there_a_trend_is_empty() -> None:
    left = Trend(MONDAY, FRIDAY, LEVELS, (Course("it", (Step(MONDAY, 2), Step(FRIDAY, None))),))
    assert lines(left, 60)[2] == "it  ████████████████              2026-11-20"
    assert lines(Trend(MONDAY, FRIDAY, LEVELS, (), "Nobody yet."), 60) == ["Nobody yet."]
    assert lines(Trend(MONDAY, FRIDAY, LEVELS, (Course("it", ()),)), 60)[2] == "it"


def test_a_command_that_stands_for_a_sentence_folds_as_a_shell_reads_it() -> None:
    step = Items(
        (Item(Cell(""), Cell("it", "key"), (Cell("mopsctl commit resolve it --kind assign --by me", "command"),)),)
    )
    assert lines(step, 44) == ["it  mopsctl commit resolve it \\", "    --kind assign --by me"]


def test_a_cure_without_a_mark_stands_in_from_the_edge() -> None:
    assert lines(Items((Item(Cell(""), Cell("ada"), (Cell("has yet to agree"),), "mopsctl x"),)), 60) == [
        "ada  has yet to agree",
        "  ↳ mopsctl x",
    ]
