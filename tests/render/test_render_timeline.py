"""Long axes, baselines and lanes of a timeline; and lines that need no cells."""

from datetime import date, timedelta
from time import perf_counter

import pytest

from mopsctl.render import csv_text, json_text, markdown, plain
from mopsctl.render.layout.axis import axis, calendar
from mopsctl.render.layout.blocks import block_lines
from mopsctl.render.layout.ink import sheet
from mopsctl.render.screen import Screen
from mopsctl.reports.document import Bar, Cell, Column, Document, Heading, Lane, Report, Table, Timeline

MONDAY = date(2026, 11, 23)


def lines(timeline: Timeline, width: int, *, unicode: bool = True) -> list[str]:
    laid = block_lines(timeline, sheet(Screen(width=width, unicode=unicode)))
    return ["".join(text for text, _ in line) for line in laid]


@pytest.mark.parametrize("weeks", [3, 20, 53, 60, 104, 157, 520, 5_000, 15_000])
@pytest.mark.parametrize("room", [10, 48, 120])
def test_an_axis_of_any_length_names_its_years_in_order_and_cuts_none(weeks: int, room: int) -> None:
    days = axis(MONDAY, MONDAY + timedelta(weeks=weeks), room)
    said = [text for text, _ in calendar(days)]
    words = " ".join(said).split()
    years = [int(word) for word in words if len(word) == 4 and word.isdigit()]
    assert years == sorted(set(years))
    if weeks > 53:
        assert years
    assert [word for word in words if word.isdigit() and len(word) == 3] == []
    assert all(len(text) <= days.length for text in said)
    assert len(days.months()) <= days.length // 4 + 2  # the first one, cut, needs no room


def test_years_have_a_line_of_their_own_where_they_do_not_fit_beside_their_january() -> None:
    short = calendar(axis(date(2026, 11, 2), date(2027, 2, 26), 70))
    assert next(text.split() for text, _ in short) == ["Nov", "2026", "Dec", "Jan", "2027", "Feb"]
    long = calendar(axis(MONDAY, date(2028, 11, 24), 48))
    assert [text.split() for text, _ in long] == [["2027", "2028"], ["Jan", "Apr", "Jul", "Oct"] * 2]


def compared(width: int, *, unicode: bool = True) -> list[str]:
    bars = (
        Bar("Build", date(2026, 11, 30), date(2026, 12, 11), True, was=(MONDAY, date(2026, 12, 4)), slip=5),
        Bar("Same", MONDAY, date(2026, 11, 27), was=(MONDAY, date(2026, 11, 27))),
        Bar("Live", date(2026, 12, 18), date(2026, 12, 18), milestone=True, slack=-2, was=(MONDAY, MONDAY), slip=19),
        Bar("Old", MONDAY, MONDAY, was=(date(2026, 6, 1), date(2026, 6, 5)), slip=120),
    )
    shown = Timeline(MONDAY, date(2026, 12, 18), MONDAY, (Lane("", bars),), None, "", date(2026, 11, 20))
    return lines(shown, width, unicode=unicode)


def test_a_ghost_stands_where_the_bar_stood_and_a_lane_without_a_name_takes_no_line() -> None:
    assert compared(60) == [
        "         Nov 2026      Dec",
        "         23          30          7           14",
        "         ▼ today 23 Nov 2026",
        "  Build  ░░░░░░░░░░░░████████████████████████",
        "  Same   ━━━━━━━━━━━━  ┊",
        "  Live   │◇            ┊                                ◆",
        "  Old    ━━            ┊",
        "",
        "━━━ task   ███ critical path   ◆ milestone   │ today",
        "░░░ where it stood in the baseline of 20 Nov 2026",
    ]
    assert compared(60, unicode=False)[3] == "  Build  ------------########################"


def test_beside_the_bars_stand_dates_slack_and_slip() -> None:
    rows = compared(120)
    assert rows[3].endswith("30 Nov – 11 Dec  critical    +5d")
    assert rows[4].endswith("23 Nov – 27 Nov  0d slack")
    assert rows[5].endswith("18 Dec           2d too late +19d")
    assert max(map(len, rows)) <= 120


def test_dates_say_their_year_where_a_plan_takes_longer_than_one() -> None:
    bar = Bar("Build", date(2026, 11, 30), date(2028, 1, 14), slack=5)
    said = lines(Timeline(MONDAY, date(2028, 3, 1), MONDAY, (Lane("IT", (bar,)),)), 120)
    assert any(line.endswith("30 Nov 2026 – 14 Jan 2028  5d slack") for line in said)
    assert max(map(len, said)) <= 120


def test_a_wide_sign_in_a_note_keeps_the_ground_in_its_place() -> None:
    bars = (Bar("A", MONDAY, MONDAY, note="日本"), Bar("B", MONDAY, MONDAY))
    rows = lines(Timeline(MONDAY, date(2027, 3, 1), MONDAY, (Lane("IT", bars),), date(2027, 3, 1)), 80)
    noted, bare = (next(row for row in rows if row.startswith(f"  {name} ")) for name in "AB")
    assert "日本" in noted
    assert (noted[-1], bare[-1], len(noted) + 2) == ("┃", "┃", len(bare))


def test_markdown_names_what_makes_a_lane_and_compares_with_the_baseline() -> None:
    bar = Bar("Build", MONDAY, date(2026, 12, 4), was=(MONDAY, date(2026, 11, 27)), slip=5)
    shown = Timeline(MONDAY, bar.finish, MONDAY, (Lane("Learning", (bar,)),), None, "", date(2026, 11, 20), "kind")
    text = markdown.render(Report("x", {}, lambda: Document((shown,)), lambda: Table((), ())), Screen())
    assert "compared with the baseline of 2026-11-20." in text
    assert "| Kind | Task | Start | Finish | Done | Slack | Critical | Note | Was to end | Slip |" in text
    assert "| Learning | Build | 2026-11-23 | 2026-12-04 | 0% | 0 |  |  | 2026-11-27 | +5 |" in text


def test_ten_thousand_bars_are_laid_out_within_a_second_or_two() -> None:
    bars = tuple(
        Bar(f"Task number {n}", MONDAY + timedelta(n // 10), MONDAY + timedelta(n // 10 + 5), n % 9 == 0, note="x" * 9)
        for n in range(10_000)
    )
    started = perf_counter()
    said = lines(Timeline(MONDAY, bars[-1].finish, MONDAY, (Lane("IT", bars),)), 200)
    assert len(said) > 10_000
    assert perf_counter() - started < 10  # a guard against work that grows with the width squared, on any machine


def report(*rows: tuple[str, ...]) -> Report:
    return Report("x", lambda: {"made": "now"}, lambda: Document((Heading("X"),)), _never, lines=lambda: iter(rows),
                  titles=("key", "name"))  # fmt: skip


def _never() -> Table:
    raise AssertionError("cells were made")


def test_lines_are_written_without_making_cells() -> None:
    some = report(("a", "Ada"), ("b", "Işıl"))
    assert plain.render(some, Screen()) == "a\tAda\nb\tIşıl\n"
    assert csv_text.render(some, Screen()) == "key,name\r\na,Ada\r\nb,Işıl\r\n"
    assert plain.render(report(), Screen()) == ""


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("a\tb", "a\\tb"),
        ("a\nb", "a\\nb"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\u202e", "\\u202e"),
        ("日本", "日本"),
        ("\u2028", "\\u2028"),
    ],
)
def test_one_cell_that_acts_is_an_escape_and_the_others_stay(cell: str, said: str) -> None:
    assert plain.render(report(("k", cell), ("l", "Işıl")), Screen()) == f"k\t{said}\nl\tIşıl\n"
    table = Table((Column("k"), Column("n")), ((Cell("k"), Cell(cell)),))
    assert plain.render(Report("x", {}, lambda: Document(()), lambda: table), Screen()) == f"k\t{said}\n"


def test_tabs_and_line_ends_cannot_make_up_for_each_other() -> None:
    assert plain.render(report(("a\tb",), ("c", "d", "e\nf")), Screen()) == "a\\tb\nc\td\te\\nf\n"


def test_lines_are_ascii_where_nothing_else_can_be_shown() -> None:
    assert plain.render(report(("k", "İ → x")), Screen(unicode=False)) == "k\t\\u0130 -> x\n"


def test_data_may_be_made_when_it_is_asked_for() -> None:
    assert '"made": "now"' in json_text.render(report(), Screen())
