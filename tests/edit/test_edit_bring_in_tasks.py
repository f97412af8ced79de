"""A foreign plan on its way into the store: keys, updates, teams, calendars, baselines, and what refuses it whole."""

from datetime import date
from typing import Any

import pytest
from edit_builders import TODAY, changed, portfolio_of
from msgspec import structs

from mopsctl.edit.bring_in_tasks import Brought, Terms, bring_in_tasks
from mopsctl.errors import BAD_INPUT, NOT_FOUND, MopsError
from mopsctl.model.calendar import WEEKDAYS, Calendar, DayOff, Holiday
from mopsctl.model.fields import Record
from mopsctl.model.foreign import (
    ForeignBaseline,
    ForeignCalendar,
    ForeignLink,
    ForeignPlan,
    ForeignTask,
    ForeignWorker,
)
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Baseline, BaselineDate, Link, Plan, Task
from mopsctl.model.portfolio import Portfolio

WEEK = WEEKDAYS[:5]
GOOD_FRIDAY = date(2027, 3, 26)


def store(*records: Record) -> Portfolio:
    return portfolio_of(Plan("p", "P", date(2026, 11, 23)), *records)


def one(ref: str, name: str = "", /, **more: Any) -> ForeignTask:
    fields = {"days": 1, "started": None, **more.pop("fields", {})}
    return ForeignTask(ref, f"f.xml:{ref}", name or f"Task {ref}", fields, **more)


def file(*tasks: ForeignTask, **more: Any) -> ForeignPlan:
    return ForeignPlan("f.xml", tasks, **more)


def brought(portfolio: Portfolio, foreign: ForeignPlan, **terms: Any) -> Brought:
    return bring_in_tasks(portfolio, foreign, Terms("p", again="mopsctl import project f.xml", **terms))


def refused(portfolio: Portfolio, foreign: ForeignPlan, **terms: Any) -> MopsError:
    with pytest.raises(MopsError) as caught:
        brought(portfolio, foreign, **terms)
    return caught.value


# -- keys, and coming again


def test_a_task_gets_a_free_key_like_its_name_and_keeps_its_id() -> None:
    before = store(Task("draft", "Other", "p"))
    after = brought(before, file(one("1", "Draft"), one("2", "Draft"), one("3", "日本"))).portfolio
    assert {key: (task.name, task.ref) for key, task in after.tasks.items()} == {
        "draft": ("Other", ""), "draft-2": ("Draft", "1"), "draft-3": ("Draft", "2"), "task": ("日本", "3"),
    }  # fmt: skip


def test_a_file_that_comes_again_brings_its_tasks_up_to_date_and_keeps_what_it_does_not_tell() -> None:
    was = Task("draft", "Draft", "p", kind="learning", days=1, ref="1", note="ours", agreed=True)
    after = brought(store(was), file(one("1", "Draft it", fields={"days": 3, "kind": "task"}))).portfolio
    assert after.tasks == {"draft": structs.replace(was, name="Draft it", days=3)}


def test_tasks_of_another_plan_are_never_taken_for_those_of_the_file() -> None:
    before = store(Plan("q", "Q", TODAY), Task("draft", "Draft", "q", ref="1"))
    assert changed(before, brought(before, file(one("1", "Draft"))).portfolio) == [("tasks", "draft-2", "added")]


def test_another_file_with_the_same_ids_is_not_taken_for_the_one_before() -> None:
    before = store(*(Task(f"t{n}", f"Old {n}", "p", ref=str(n)) for n in (1, 2, 3)))
    other = file(one("1", "New a"), one("2", "New b"), one("3", "Old 3"))
    error = refused(before, other)
    assert error.message.startswith("f.xml: the plan has tasks with 2 of its ids under other names; is it another file")
    assert (error.hint, error.code) == ("mopsctl import project f.xml --new --dry-run", BAD_INPUT)
    assert len(brought(before, other, new=True).portfolio.tasks) == 6


def test_a_task_without_an_id_of_its_own_is_found_by_its_name() -> None:
    before = store(Task("draft", "Draft", "p", days=1))
    table = file(one("row 2", "draft", lasting=False, fields={"days": 4}), one("row 3", "Review", lasting=False))
    after = brought(before, table).portfolio
    assert {key: (task.days, task.ref) for key, task in after.tasks.items()} == {"draft": (4, ""), "review": (1, "")}


def test_the_key_that_this_tool_wrote_is_found_again_and_a_strange_one_is_not_taken() -> None:
    before = store(Task("draft", "Draft", "p", ref="77"))
    after = brought(before, file(one("1", "Draft it", key="draft"), one("2", "Two", key="no good key"))).portfolio
    assert {key: (task.name, task.ref) for key, task in after.tasks.items()} == {
        "draft": ("Draft it", "77"), "two": ("Two", "2"),
    }  # fmt: skip


def test_links_that_the_file_no_longer_has_are_taken_away_and_told_but_not_those_of_others() -> None:
    before = store(
        *(Task(f"t{n}", f"Task {n}", "p", ref=str(n)) for n in (1, 2)),
        Task("own", "Own", "p"),
        Link("t1", "t2"),
        Link("t2", "own"),
    )
    foreign = file(one("1"), one("2"), links=(ForeignLink("2", "1", "f.xml:1", "SS", 2),))
    outcome = brought(before, foreign)
    assert set(outcome.portfolio.links) == {("t2", "t1", "SS"), ("t2", "own", "FS")}
    assert "f.xml: t2 no longer waits for t1 (FS), as in the file" in outcome.notes
    silent = brought(before, file(one("1"), one("2"), tells_links=False)).portfolio
    assert silent.links == before.links


def test_an_estimate_that_no_longer_goes_with_the_days_is_dropped_and_told() -> None:
    before = store(Task("t1", "Task 1", "p", days=5, days_low=4, days_high=9, ref="1"))
    outcome = brought(before, file(one("1", fields={"days": 2})))
    assert (outcome.portfolio.tasks["t1"].days_low, outcome.portfolio.tasks["t1"].days_high) == (None, 9)
    assert outcome.notes == ("f.xml:1: its estimates 4 and 9 do not go with 2 days",)


# -- dates that only a table tells


def test_start_and_end_without_days_are_the_working_days_between_by_the_calendar_of_the_team() -> None:
    before = store(
        Calendar("c", "C", ("mon", "tue", "wed", "thu")),
        Holiday("c", date(2026, 12, 1)),
        Team("it", "IT", calendar="c"),
    )
    dated = {"start": date(2026, 11, 30), "finish": date(2026, 12, 8)}
    tasks = (
        ForeignTask("1", "f", "A", {}, workers=("w",), **dated),
        ForeignTask("2", "f", "B", {}, **dated),
    )
    after = brought(before, file(*tasks, workers=(ForeignWorker("w", "it"),))).portfolio
    assert [after.tasks[key].days for key in ("a", "b")] == [5, 7]


def test_planned_dates_that_have_passed_are_real_where_only_a_share_is_told() -> None:
    passed = {"start": date(2026, 11, 16), "finish": date(2026, 11, 20)}
    tasks = (
        ForeignTask("1", "f:1", "Done", {"percent": 100}, **passed),
        ForeignTask("2", "f:2", "Begun", {"percent": 30}, **passed),
        ForeignTask("3", "f:3", "Open", {"percent": 0}, **passed),
        ForeignTask("4", "f:4", "Soon", {"percent": 100}, start=date(2026, 12, 1), finish=date(2026, 12, 2)),
    )
    outcome = brought(store(), file(*tasks))
    assert {key: (task.started, task.finished) for key, task in outcome.portfolio.tasks.items()} == {
        "done": (date(2026, 11, 16), date(2026, 11, 20)),
        "begun": (date(2026, 11, 16), None),
        "open": (None, None),
        "soon": (None, None),
    }
    assert outcome.notes == (
        "f:1: complete; it ended on 2026-11-20, as planned",
        "f.xml: 1 task planned before today and not begun: nothing begins before today",
    )


def test_a_file_that_begins_before_the_plan_is_told() -> None:
    outcome = brought(store(), file(one("1"), start=date(2026, 11, 2)))
    assert outcome.notes == ("f.xml: it begins on 2026-11-02, and the plan on 2026-11-23: nothing begins before",)


# -- who


def test_names_are_teams_and_people_by_name_key_group_address_or_as_the_user_says() -> None:
    before = store(Team("it", "IT"), Team("data", "Data"), Person("ada", "Ada Ö.", "data", email="ada@example.com"))
    workers = (
        ForeignWorker("1", "ada ö."),
        ForeignWorker("2", "ADA@example.com"),
        ForeignWorker("3", "Somebody", group="data"),
        ForeignWorker("4", "Engineering"),
        ForeignWorker("5", "x", code="team:it"),
    )
    tasks = [one(worker.id, workers=(worker.id,)) for worker in workers]
    outcome = brought(before, file(*tasks, workers=workers), meant={"Engineering": "it"})
    assert [(task.team, task.owner) for task in outcome.portfolio.tasks.values()] == [
        ("data", "ada"), ("data", "ada"), ("data", None), ("it", None), ("it", None),
    ]  # fmt: skip
    assert outcome.notes == ()


def test_a_name_nobody_knows_is_told_or_becomes_a_team_of_the_plan() -> None:
    workers = (
        ForeignWorker("1", "Design Studio", size=3),
        ForeignWorker("2", "Idle"),
        ForeignWorker("3", "Bo", person=True),
    )
    foreign = file(one("1", workers=("1",)), one("2", workers=("3",)), workers=workers)
    outcome = brought(store(), foreign)
    assert [task.team for task in outcome.portfolio.tasks.values()] == [None, None]
    assert outcome.notes == (
        'f.xml: no team or person "Design Studio", who does 1 task; say --as "Design Studio=KEY", '
        "or --create for a new team",
        'f.xml: no team or person "Bo", who does 1 task; say --as "Bo=KEY"',
        'f.xml: not brought in, for no task is theirs: "Idle"',
    )
    after = brought(store(), foreign, create=True).portfolio
    assert after.teams == {"design-studio": Team("design-studio", "Design Studio", capacity=3)}
    assert set(after.participations) == {("p", "design-studio")}
    assert after.tasks["task-1"].team == "design-studio"


def test_a_name_that_two_people_have_is_not_guessed() -> None:
    before = store(Team("it", "IT"), Person("a", "Kim", "it"), Person("b", "Kim", "it"))
    foreign = file(one("1", workers=("1",)), workers=(ForeignWorker("1", "Kim"),))
    assert brought(before, foreign).portfolio.tasks["task-1"].owner is None
    assert brought(before, foreign, meant={"Kim": "b"}).portfolio.tasks["task-1"].owner == "b"


def test_more_workers_than_a_task_can_have_are_told() -> None:
    before = store(Team("it", "IT"), Team("data", "Data"), Person("a", "Ann", "it"))
    workers = tuple(ForeignWorker(str(n), name) for n, name in enumerate(("IT", "Data", "Ann")))
    outcome = brought(before, file(one("1", workers=("0", "1", "2")), workers=workers))
    assert (outcome.portfolio.tasks["task-1"].team, outcome.portfolio.tasks["task-1"].owner) == ("it", "a")
    assert outcome.notes == ('f.xml:1: a task has one owner and one team; not brought in: "Data"',)


def test_a_key_that_is_not_there_is_a_mistake_in_the_command() -> None:
    error = refused(store(Team("it", "IT")), file(one("1")), meant={"X": "itt"})
    assert (error.message, error.code) == ('no team or person "itt"; did you mean "it"?', NOT_FOUND)


def test_days_off_that_are_known_are_not_brought_in_again() -> None:
    before = store(Team("it", "IT"), DayOff("team:it", date(2026, 12, 1), date(2026, 12, 2)))
    worker = ForeignWorker("1", "IT", off=((date(2026, 12, 1), date(2026, 12, 4), "fair"),))
    after = brought(before, file(one("1", workers=("1",)), workers=(worker,))).portfolio
    assert sorted(after.days_off.values(), key=lambda day: day.first)[1:] == [
        DayOff("team:it", date(2026, 12, 3), date(2026, 12, 4), "fair")
    ]


# -- calendars


def calendar(id: str = "1", name: str = "Germany", **more: Any) -> ForeignCalendar:
    return ForeignCalendar(id, name, WEEK, ((GOOD_FRIDAY, False, "Karfreitag"),), **more)


def test_the_calendar_of_the_file_becomes_the_plans_with_its_holidays() -> None:
    outcome = brought(store(), file(one("1"), calendars=(calendar(),), calendar="1"))
    after = outcome.portfolio
    assert after.plans["p"].calendar == "germany"
    assert after.calendars == {"germany": Calendar("germany", "Germany", WEEK)}
    assert after.holidays == {("germany", GOOD_FRIDAY): Holiday("germany", GOOD_FRIDAY, "Karfreitag")}
    assert outcome.notes == ('f.xml: the plan works by the calendar "germany" from now on',)


def test_a_plan_that_has_a_calendar_keeps_it_and_the_same_one_is_not_doubled() -> None:
    same = (Calendar("germany", "Germany", WEEK), Holiday("germany", GOOD_FRIDAY))
    before = portfolio_of(Plan("p", "P", TODAY, calendar="own"), Calendar("own", "Own"), *same)
    outcome = brought(before, file(one("1"), calendars=(calendar(),), calendar="1"))
    assert changed(before, outcome.portfolio) == [("tasks", "task-1", "added")]
    assert outcome.notes == ('f.xml: the file works by "germany"; the plan keeps its calendar "own"',)


def test_a_calendar_that_the_plan_works_by_is_brought_up_to_date_and_another_of_its_name_is_not() -> None:
    old = (Calendar("germany", "Germany", WEEK), Holiday("germany", date(2027, 1, 1)))
    foreign = file(one("1"), calendars=(calendar(),), calendar="1")
    own = brought(portfolio_of(Plan("p", "P", TODAY, calendar="germany"), *old), foreign)
    assert set(own.portfolio.holidays) == {("germany", GOOD_FRIDAY)}
    assert own.notes == ('f.xml: the calendar "germany" was brought up to date',)
    other = brought(store(*old), foreign).portfolio
    assert set(other.holidays) == {("germany", date(2027, 1, 1)), ("germany-2", GOOD_FRIDAY)}
    assert other.plans["p"].calendar == "germany-2"


def test_monday_to_friday_under_its_usual_name_is_no_calendar_of_its_own() -> None:
    usual = ForeignCalendar("1", "Standard", WEEK, wanted=False)
    spare = ForeignCalendar("2", "24 Hours", WEEKDAYS, wanted=False)
    outcome = brought(store(), file(one("1"), calendars=(usual, spare), calendar="1"))
    assert (outcome.portfolio.calendars, outcome.portfolio.plans["p"].calendar) == ({}, None)
    assert outcome.notes == ('f.xml: calendars that nobody works by, not brought in: "24 Hours"',)


def test_a_team_without_a_calendar_gets_that_of_its_tasks_and_one_that_has_one_keeps_it() -> None:
    before = store(Calendar("own", "Own"), Team("it", "IT"), Team("data", "Data", calendar="own"))
    workers = (ForeignWorker("1", "IT"), ForeignWorker("2", "Data"))
    tasks = (
        one("1", workers=("1",), calendar="c"),
        one("2", workers=("2",), calendar="c"),
        one("3", calendar="c"),
    )
    outcome = brought(before, file(*tasks, workers=workers, calendars=(calendar("c"),)))
    assert {key: team.calendar for key, team in outcome.portfolio.teams.items()} == {"it": "germany", "data": "own"}
    assert outcome.notes == (
        'f.xml:3: it has the calendar "Germany"; here a calendar is of a team or a plan',
        'f.xml: team "it" works by the calendar "germany" from now on',
        'f.xml: team "data" works by "Germany" there; here it keeps "own"',
    )


# -- baselines


def test_baselines_get_keys_of_which_the_one_to_compare_with_comes_last() -> None:
    frozen = tuple(ForeignBaseline(n, TODAY, (("1", date(2026, 11, 24), date(2026, 11, 25)),)) for n in (0, 1, 10))
    after = brought(store(), file(one("1"), baselines=frozen)).portfolio
    assert sorted(after.baselines) == ["p-project-01", "p-project-10", "p-project-latest"]
    assert after.baseline_dates["p-project-latest", "task-1"] == BaselineDate(
        "p-project-latest", "task-1", date(2026, 11, 24), date(2026, 11, 25)
    )
    assert brought(after, file(one("1"), baselines=frozen)).portfolio.baselines == after.baselines


def test_a_baseline_that_this_tool_wrote_comes_back_under_its_key_and_never_from_the_future() -> None:
    frozen = ForeignBaseline(0, date(2027, 1, 1), (), "mine", "note")
    assert brought(store(), file(one("1"), baselines=(frozen,))).portfolio.baselines == {
        "mine": Baseline("mine", "p", TODAY, "note")
    }


# -- refused whole


def test_a_loop_is_named_and_refuses_the_file() -> None:
    links = (ForeignLink("1", "2", "f"), ForeignLink("2", "3", "f", "SS"), ForeignLink("3", "1", "f"))
    error = refused(store(), file(one("1", "A"), one("2", "B"), one("3", "C"), links=links))
    assert (error.message, error.code) == (
        'f.xml:1: tasks wait for each other in a loop: "A" -> "B" -> "C" -> "A"', BAD_INPUT,
    )  # fmt: skip


def test_a_loop_that_only_a_link_of_the_store_closes_refuses_it_too() -> None:
    before = store(Task("t1", "Task 1", "p", ref="1"), Task("own", "Own", "p"), Link("t1", "own"), Link("own", "t2"),
                   Task("t2", "Task 2", "p", ref="2"))  # fmt: skip
    error = refused(before, file(one("1"), one("2"), links=(ForeignLink("2", "1", "f"),)))
    assert '"Own" -> "Task 2" -> "Task 1" -> "Own"' in error.message


def test_what_a_record_cannot_be_is_told_as_a_fault_of_the_file() -> None:
    error = refused(store(), file(one("1", fields={"days": 20_000})))
    assert (error.message, error.code) == ("f.xml: task days 20000: at most 10,000", BAD_INPUT)


def test_an_unknown_capability_is_told_and_left_out() -> None:
    outcome = brought(store(), file(one("1", fields={"capability": "send"})))
    assert outcome.portfolio.tasks["task-1"].capability is None
    assert outcome.notes == ('f.xml:1: no capability "send" here',)
