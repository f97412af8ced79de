"""`timeline load` and `timeline level`: what is shown, what is stored, and what is refused."""

import sys
from pathlib import Path

import pytest
from cli_runner import Runner

from mopsctl.cli import levelling


@pytest.fixture
def crowded(folder: Path, mops: Runner) -> Path:
    """Two tasks of the only person of a team in the same week, from Monday, 23 November 2026 on, and one behind."""
    mops.ok('plan init "CDP rollout" --target 2026-12-04')
    mops.ok("person add ada --name Ada --team it")
    mops.ok("task add map --team it --owner ada --days 3")
    mops.ok("task add check --team it --owner ada --days 2")
    mops.ok("task add sign --days 4 --after check")
    return folder / "mops.db"


def rows(mops: Runner, line: str) -> list[list[str]]:
    return [row.split("\t") for row in mops.ok(line).out.splitlines()]


def test_load_tells_demand_capacity_and_overload_of_each_week(crowded: Path, mops: Runner) -> None:
    assert rows(mops, "timeline load") == [
        ["person", "ada", "2026-11-23", "5", "5", "2", "check, map"],
        ["team", "it", "2026-11-23", "5", "5", "2", "check, map"],
    ]


def test_load_may_be_told_of_some_and_of_overloads_alone(crowded: Path, mops: Runner) -> None:
    mops.ok("task add rest --team it --days 1 --not-before 2026-12-07")
    assert [row[1:3] for row in rows(mops, "timeline load --team it")] == [["it", "2026-11-23"], ["it", "2026-12-07"]]
    assert [row[1:3] for row in rows(mops, "timeline load --team it --over")] == [["it", "2026-11-23"]]
    assert [row[:2] for row in rows(mops, "timeline load --person ada")] == [["person", "ada"]]
    assert mops.ok("timeline load --over --format json").json["data"]["overload"] == 4


def test_a_few_weeks_stand_side_by_side(crowded: Path, mops: Runner) -> None:
    page = mops.ok("timeline load --format table").out
    assert "4 person-days too many, asked of 2 of 2." in page
    assert [line.split() for line in page.splitlines() if line.startswith("ada")] == [["ada", "5/5", "+2"]]


def test_many_weeks_stand_below_each_other_within_80_columns(
    crowded: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    mops.ok("task add long --team it --days 30 --after map")
    page = mops.ok("timeline load --format table").out
    assert max(map(len, page.splitlines())) <= 80
    weeks = [line.split()[1] for line in page.splitlines() if line.startswith("it ")]
    assert weeks == sorted(weeks)
    assert len(weeks) == 7


def test_level_tells_what_moves_and_stores_nothing(crowded: Path, mops: Runner) -> None:
    before = crowded.read_bytes()
    assert rows(mops, "timeline level") == [
        ["map", "it", "ada", "2026-11-23", "2026-11-25", "2026-11-25", "2026-11-27", "2", "yes"]
    ]
    data = mops.ok("timeline level --format json").json["data"]
    assert (data["finish_before"], data["finish"], data["days_later"]) == ("2026-11-30", "2026-11-30", 0)
    assert data["overload_before"] == {"total": 4, "peak": 2, "holder": "person:ada", "week": "2026-11-23"}
    assert (data["overload"]["total"], data["best"], data["kept"]) == (0, True, False)
    assert crowded.read_bytes() == before


def test_a_page_tells_finish_and_overload_before_and_after(crowded: Path, mops: Runner) -> None:
    mops.ok("task set sign --team it --owner ada")
    page = mops.ok("timeline level --format table").out
    assert "[3 working days later]  the plan ends on 2026-12-03, not on 2026-11-30" in page
    assert "too much asked before  6 person-days, at worst 3 person-days in a week: ada" in page
    assert "mopsctl timeline level --keep" in page


def test_keeping_is_one_change_set_that_can_be_taken_back(crowded: Path, mops: Runner) -> None:
    ran = mops.ok("timeline level --keep")
    assert ran.err.endswith("change-set 6: task map\n")
    assert rows(mops, "timeline load --over") == []
    assert mops.ok("task show map --format json").json["data"]["not_before"] == "2026-11-25"
    ran = mops.ok("timeline level")
    assert (ran.out, ran.err) == ("", "mopsctl: nothing has to move\n")
    mops.ok("undo")
    assert len(rows(mops, "timeline load --over")) == 2


def test_what_is_looked_at_from_another_day_is_not_kept(crowded: Path, mops: Runner) -> None:
    ran = mops("timeline level --keep --today 2026-12-01")
    assert (ran.code, "leave out --keep or --today" in ran.err) == (2, True)


def test_an_exact_search_proves_that_nothing_is_better(crowded: Path, mops: Runner) -> None:
    mops.ok("task set sign --team it --owner ada")
    data = mops.ok("timeline level --exact --seconds 5 --format json").json["data"]
    assert (data["finish"], data["best"]) == ("2026-12-03", True)


def test_without_or_tools_the_extra_is_named(crowded: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("ortools", "mopsctl.solvers"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "ortools", None)
    ran = mops("timeline level --exact")
    assert (ran.code, ran.out) == (2, "")
    assert "an exact search needs OR-tools" in ran.err
    assert 'pip install "mopsctl[level]"' in ran.err


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        ("load --team itt", 4, 'no team "itt"; did you mean "it"?'),
        ("load --person nobody", 4, 'no person "nobody"'),
        ("level --seconds -1", 2, "-1.0 is not in the range 0<=x<=3600"),
        ("level --plan other", 4, 'no plan "other"'),
    ],
)
def test_what_is_not_there_or_makes_no_sense_is_refused(
    crowded: Path, mops: Runner, options: str, code: int, message: str
) -> None:
    ran = mops(f"timeline {options}")
    assert ran.code == code
    assert message in ran.err


def test_seconds_are_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(levelling, "monotonic", lambda: now[0])
    more = levelling.until(2)
    assert more()
    now[0] = 102.5
    assert not more()


def test_an_empty_plan_says_so(folder: Path, mops: Runner) -> None:
    mops.ok('plan init "CDP rollout"')
    assert "Nobody is asked for anything yet" in mops.ok("timeline load --format md").out
    assert "nothing has to move" in mops.ok("timeline level --format md").out


def test_where_nothing_can_move_there_is_nothing_to_hold(crowded: Path, mops: Runner) -> None:
    mops.ok("task add tidy --team it --days 1 --after map")
    for task in ("map", "check"):  # both begun, and too much; only what follows could still move
        mops.ok(f"task set {task} --started 2026-11-23")
    page = mops.ok("timeline level --format md").out
    assert "What moves: 0 tasks" in page
    assert "--keep" not in page
    assert "Nothing is stored: there is nothing to hold." in page
    ran = mops.ok("timeline level")
    assert (ran.out, ran.err) == ("", "mopsctl: nothing can move that would help\n")
