from datetime import date

import pytest
from facts_builders import MONDAY, cdp_plan, links, milestone, portfolio_of, task, teams

from mopsctl.facts.schedule.network import schedule
from mopsctl.model.plan import Plan


def dates(*records, plan="cdp", today=MONDAY):
    """`{"a": ("11-23", "11-27", slack)}` of a plan that starts on Monday, 23 November 2026."""
    found = schedule(portfolio_of(cdp_plan(), *records, today=today), plan)
    return {t.key: (f"{t.start:%m-%d}", f"{t.finish:%m-%d}", t.slack) if t.start else None for t in found.tasks}


def test_what_waits_starts_on_the_next_working_day():
    assert dates(task("a", 5), task("b", 2), *links("a>b")) == {"a": ("11-23", "11-27", 0), "b": ("11-30", "12-01", 0)}


def test_slack_is_what_a_task_can_slip_without_moving_the_plans_finish():
    records = [task("a", 5), task("b", 2), task("c", 1), *links("a>c", "b>c")]
    found = schedule(portfolio_of(cdp_plan(), *records), "cdp")
    b = next(t for t in found.tasks if t.key == "b")
    assert (b.slack, b.critical, b.late_start, b.late_finish) == (3, False, date(2026, 11, 26), date(2026, 11, 27))
    assert [t.key for t in found.tasks if t.critical] == ["a", "c"]
    assert (found.start, found.finish) == (MONDAY, date(2026, 11, 30))


def test_the_driver_is_the_task_that_sets_the_start():
    records = [task("a", 5), task("b", 2), task("c", 1), task("d", 1, not_before=date(2026, 12, 14))]
    records += [*links("a>c", "b>c", "c>d")]
    drivers = {t.key: t.driver for t in schedule(portfolio_of(cdp_plan(), *records), "cdp").tasks}
    assert drivers == {"a": None, "b": None, "c": "a", "d": None}


def test_of_two_tasks_that_set_a_start_together_the_first_by_key_drives():
    records = [task("b", 2), task("a", 2), task("c", 1), *links("b>c", "a>c")]
    found = schedule(portfolio_of(cdp_plan(), *records), "cdp")
    assert {t.key: t.driver for t in found.tasks}["c"] == "a"


def test_what_takes_no_days_cannot_have_begun_without_being_finished():
    records = [task("a", 5), milestone("live", started=MONDAY), *links("a>live")]
    assert dates(*records)["live"] == ("11-27", "11-27", 0)


def test_a_milestone_falls_on_the_day_on_which_what_it_waits_for_is_finished():
    records = [task("a", 5), milestone("live"), task("b", 1), *links("a>live", "live>b")]
    assert dates(*records) == {"a": ("11-23", "11-27", 0), "live": ("11-27", "11-27", 0), "b": ("11-30", "11-30", 0)}


def test_a_milestone_held_back_by_a_date_lets_work_start_on_that_day():
    records = [task("a", 5), milestone("live", not_before=date(2026, 12, 2)), task("b", 1), *links("a>live", "live>b")]
    assert dates(*records) == {"a": ("11-23", "11-27", 2), "live": ("12-02", "12-02", 0), "b": ("12-02", "12-02", 0)}


def test_a_milestone_held_over_a_weekend_leaves_the_friday_its_slack():
    records = [task("a", 5), milestone("live", not_before=date(2026, 11, 30)), *links("a>live")]
    assert dates(*records) == {"a": ("11-23", "11-27", 1), "live": ("11-30", "11-30", 0)}


def test_nothing_starts_before_its_plan_or_its_own_date_and_weekends_move_on():
    assert dates(task("a", 1), task("b", 1, not_before=date(2026, 12, 5)), today=date(2026, 11, 2)) == {
        "a": ("11-23", "11-23", 10), "b": ("12-07", "12-07", 0)
    }  # fmt: skip


def test_what_has_not_begun_cannot_begin_in_the_past():
    assert dates(task("a", 2), today=date(2026, 12, 9)) == {"a": ("12-09", "12-10", 0)}


def test_a_finished_task_keeps_its_dates_and_has_no_slack():
    done = task("a", 3, started=date(2026, 11, 21), finished=date(2026, 11, 25))
    found = schedule(portfolio_of(cdp_plan(), done, task("b", 1), *links("a>b"), today=date(2026, 11, 30)), "cdp")
    a, b = found.tasks
    assert (a.start, a.finish, a.late_finish) == (date(2026, 11, 21), date(2026, 11, 25), date(2026, 11, 25))
    assert (a.slack, a.critical) == (None, False)
    assert (b.start, b.driver) == (date(2026, 11, 30), None)


def test_a_finish_without_a_start_reckons_back_from_it():
    assert dates(task("a", 3, finished=date(2026, 11, 30)), today=date(2026, 12, 1)) == {"a": ("11-26", "11-30", None)}


def test_work_finished_on_a_sunday_frees_the_monday():
    found = dates(task("a", 2, finished=date(2026, 11, 29)), task("b", 1), *links("a>b"), today=MONDAY)
    assert found["b"] == ("11-30", "11-30", 0)


def test_a_started_task_keeps_its_start_whatever_it_waited_for():
    records = [task("a", 5), task("b", 4, started=date(2026, 11, 24)), *links("a>b")]
    assert dates(*records, today=date(2026, 11, 25)) == {"b": ("11-24", "11-27", 2), "a": ("11-25", "12-01", 0)}


def test_what_is_not_finished_cannot_have_been_finished_yesterday():
    assert dates(task("a", 2, started=MONDAY), today=date(2026, 12, 5)) == {"a": ("11-23", "12-07", 0)}


def test_percent_moves_nothing():
    assert dates(task("a", 4, started=MONDAY, percent=75), today=MONDAY) == {"a": ("11-23", "11-26", 0)}


def test_an_unestimated_task_counts_as_a_day_and_says_so():
    found = schedule(portfolio_of(cdp_plan(), task("a", None), milestone("m"), task("z", 0)), "cdp")
    assert [(t.key, t.estimated, t.start == t.finish) for t in found.tasks] == [
        ("a", False, True), ("m", True, True), ("z", True, True)
    ]  # fmt: skip


def test_plans_share_one_network_but_each_has_its_own_finish():
    other = Plan("dam", "DAM", date(2026, 11, 23))
    records = [task("a", 5), task("b", 3, "dam"), task("c", 5), task("d", 20, "dam"), *links("a>b", "b>c", "c>d")]
    assert dates(other, *records) == {"a": ("11-23", "11-27", 0), "c": ("12-03", "12-09", 0)}
    assert dates(other, *records, plan="dam")["b"] == ("11-30", "12-02", 0)


def test_what_only_another_plan_waits_for_is_not_critical_here():
    records = [Plan("dam", "DAM", MONDAY), task("a", 1), task("b", 5), task("c", 20, "dam"), *links("a>c")]
    assert dates(*records)["a"] == ("11-23", "11-23", 4)


def test_a_loop_and_what_is_behind_it_have_no_dates_and_all_else_has():
    records = [task(key, 1) for key in "abcde"]
    found = schedule(portfolio_of(cdp_plan(), *records, *links("a>b", "b>c", "c>b", "c>d", "a>e")), "cdp")
    assert [(t.key, t.start is None) for t in found.tasks] == [
        ("a", False), ("e", False), ("b", True), ("c", True), ("d", True)
    ]  # fmt: skip
    assert (found.cycles, found.finish) == ((("b", "c"),), date(2026, 11, 24))


def test_a_plan_without_tasks_has_no_dates():
    found = schedule(portfolio_of(cdp_plan(), *teams("it")), "cdp")
    assert (found.tasks, found.start, found.finish, found.cycles) == ((), None, None, ())


def test_dates_end_where_the_calendar_ends():
    records = [task(f"t{n:03}", 10_000) for n in range(250)]
    arrows = [f"t{n:03}>t{n + 1:03}" for n in range(249)]
    assert schedule(portfolio_of(cdp_plan(), *records, *links(*arrows)), "cdp").finish == date(9999, 12, 31)


@pytest.mark.corpus
def test_the_longest_path_is_the_published_one(corpus):
    """PSPLIB j30 (Kolisch & Sprecher 1997); resources left out."""
    folder = corpus / "schedules" / "psplib"
    expected = [line.split(",") for line in (folder / "EXPECTED_CPM.csv").read_text().splitlines()[1:]]
    assert len(expected) == len(list(folder.glob("*.sm"))) > 0
    for _, name, jobs, length, _ in expected:
        records = _psplib((folder / name).read_text())
        found = schedule(portfolio_of(cdp_plan(), *records), "cdp")
        assert len(found.tasks) == int(jobs)
        assert _working_days(found.start, found.finish) == int(length), name
        assert sum(t.critical for t in found.tasks) >= 3, name


def _psplib(text):
    lines = text.splitlines()
    precedence = lines.index("PRECEDENCE RELATIONS:") + 2
    durations = lines.index("REQUESTS/DURATIONS:") + 3
    for line in lines[durations:]:
        if line.startswith("*"):
            break
        job, _, days, *_ = line.split()
        yield task(f"j{job}", int(days))
    for line in lines[precedence:]:
        if line.startswith("*"):
            break
        job, _, _, *successors = line.split()
        yield from links(*(f"j{job}>j{after}" for after in successors))


def _working_days(first, last):
    return sum(date.fromordinal(day).weekday() < 5 for day in range(first.toordinal(), last.toordinal() + 1))
