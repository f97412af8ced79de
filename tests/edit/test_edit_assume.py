"""What-if assumptions are edits: each says how it is modelled by what it changes."""

from datetime import date

import pytest
from edit_builders import TODAY as MONDAY
from edit_builders import portfolio_of
from msgspec import structs

from mopsctl.edit.assume import assume
from mopsctl.errors import MopsError
from mopsctl.facts.schedule.effect import effect
from mopsctl.facts.schedule.network import schedule
from mopsctl.model.assumption import Decide, Refuse, Slip, Without
from mopsctl.model.capability import Capability, Offering, Platform
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Link, Participation, Plan, Task
from mopsctl.model.policy import Policy

POLICY = Policy(refusal_days=10, absence_days=4)


@pytest.fixture
def now():
    return portfolio_of(
        Team("it", "IT"), Team("martech", "Martech"), Team("legal", "Legal"), Person("ada", "Ada", "it"),
        Plan("cdp", "CDP rollout", MONDAY, platform="cdp"),
        Task("build", "Build", "cdp", "it", "ada", days=5),
        Task("use", "Use", "cdp", "martech", days=3),
        Task("live", "Live", "cdp", "martech", kind="milestone"),
        Link("build", "use"), Link("use", "live"),
    )  # fmt: skip


def changed(before, after):
    return {key: task for key, task in after.tasks.items() if task != before.tasks[key]}


def test_a_slip_makes_a_task_longer_and_moves_what_waits_for_it(now):
    after = assume(now, "cdp", [Slip("build", 2)], POLICY)
    assert changed(now, after) == {"build": structs.replace(now.tasks["build"], days=7)}
    found = effect(now, after, "cdp")
    assert (found.finish_before, found.finish_after, found.days_lost) == (date(2026, 12, 2), date(2026, 12, 4), 2)
    assert [(move.key, move.days) for move in found.moved] == [("build", 2), ("use", 2), ("live", 2)]
    assert [move.key for move in found.milestones] == ["live"]
    assert [(one.team, one.tasks, one.days) for one in found.teams] == [("martech", 2, 2), ("it", 1, 2)]


def test_a_slip_of_calendar_days_counts_only_those_that_are_worked(now):
    after = assume(now, "cdp", [Slip("build", 5, working=False)], POLICY)  # from Friday to Wednesday
    assert after.tasks["build"].days == 8


def test_a_milestone_that_slips_falls_later(now):
    assert assume(now, "cdp", [Slip("live", 2)], POLICY).tasks["live"].not_before == date(2026, 12, 4)


def test_a_slip_keeps_the_estimates_around_the_duration(now):
    estimated = structs.replace(now.tasks["build"], days_low=4, days_high=6)
    before = structs.replace(now, tasks={**now.tasks, "build": estimated})
    after = assume(before, "cdp", [Slip("build", 3)], POLICY).tasks["build"]
    assert (after.days_low, after.days, after.days_high) == (4, 8, 8)


def test_a_team_that_refuses_begins_nothing_before_the_assumed_day(now):
    after = assume(now, "cdp", [Refuse("martech")], POLICY)
    assert {key: task.not_before for key, task in changed(now, after).items()} == {
        "use": date(2026, 12, 7), "live": date(2026, 12, 7),
    }  # fmt: skip
    until = date(2027, 1, 11)
    assert assume(now, "cdp", [Refuse("martech", until)], POLICY).tasks["use"].not_before == until


def test_what_a_team_has_begun_goes_on_though_it_refuses(now):
    begun = structs.replace(now.tasks["build"], started=MONDAY)
    before = structs.replace(now, tasks={**now.tasks, "build": begun})
    assert changed(before, assume(before, "cdp", [Refuse("it")], POLICY)) == {}


def test_without_a_person_what_has_not_begun_waits_and_what_has_takes_longer(now):
    assert assume(now, "cdp", [Without("ada")], POLICY).tasks["build"].not_before == date(2026, 11, 27)
    begun = structs.replace(now.tasks["build"], started=MONDAY)
    before = structs.replace(now, tasks={**now.tasks, "build": begun})
    assert assume(before, "cdp", [Without("ada")], POLICY).tasks["build"].days == 9


def test_an_absence_is_added_to_what_is_overdue_already(now):
    begun = structs.replace(now.tasks["build"], started=date(2026, 10, 1))
    before = structs.replace(now, tasks={**now.tasks, "build": begun})
    after = assume(before, "cdp", [Without("ada", date(2026, 12, 1))], POLICY)
    assert {one.key: one.finish for one in schedule(after, "cdp").tasks}["build"] == date(2026, 12, 1)


def test_fewer_calendar_days_end_a_task_on_the_last_working_day_until_then(now):
    six = structs.replace(now.tasks["build"], days=6)  # to Monday
    before = structs.replace(now, tasks={**now.tasks, "build": six})
    after = assume(before, "cdp", [Slip("build", -1, working=False)], POLICY)
    assert after.tasks["build"].days == 5


def test_several_assumptions_hold_together(now):
    after = assume(now, "cdp", [Slip("build", 10), Refuse("martech")], POLICY)
    assert effect(now, after, "cdp").days_lost == 10


def test_a_late_decision_holds_implementation():
    before = portfolio_of(
        Team("it", "IT"), Platform("cdp", "CDP"), Platform("esp", "ESP"), Capability("send", "Send"),
        Offering("send", "cdp", "it"), Offering("send", "esp", "it"),
        Plan("cdp", "CDP rollout", MONDAY, platform="cdp"),
        Participation("cdp", "it", critical="yes"), Task("build", "Build", "cdp", "it", kind="implementation", days=5),
    )  # fmt: skip
    after = assume(before, "cdp", [Decide("send", date(2026, 12, 7))], POLICY)
    assert effect(before, after, "cdp").days_lost == 10


@pytest.mark.parametrize(
    ("assumptions", "said"),
    [
        ([Slip("use", -3)], "use takes 3 working days, not 3 to spare"),
        ([Slip("live", -1)], "live takes no days: it cannot fall earlier than what it waits for"),
        ([Refuse("it", MONDAY)], "2026-11-23 is not after today"),
        ([Without("ada", date(2020, 1, 1))], "2020-01-01 is not after today"),
        ([Refuse("it"), Refuse("it", date(2027, 1, 1))], "of it the same is assumed twice"),
    ],
)
def test_an_assumption_that_could_not_come_about_is_refused(now, assumptions, said):
    with pytest.raises(MopsError) as refused:
        assume(now, "cdp", assumptions, POLICY)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("assumption", "said"),
    [
        (Slip("biuld", 1), 'no task "biuld"; did you mean "build"?'),
        (Refuse("legal"), "legal has no part in cdp"),
        (Without("ada"), "ada owns nothing in cdp that is not finished"),
        (Decide("send", MONDAY), 'no capability "send"'),
        (Slip("build", 1), "build was finished on 2026-11-23: it slips no more"),
    ],
)
def test_an_assumption_that_can_change_nothing_is_refused(now, assumption, said):
    done = structs.replace(now.tasks["build"], started=MONDAY, finished=MONDAY)
    before = structs.replace(now, tasks={**now.tasks, "build": done})
    with pytest.raises(MopsError) as refused:
        assume(before, "cdp", [assumption], POLICY)
    assert said in str(refused.value)
