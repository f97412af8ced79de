"""The verbs of tasks: links and loops, partners to align, conditions, what is finished (domain §2.1, §2.3)."""

from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import Any

import pytest
from edit_builders import LATER, TODAY, YESTERDAY, changed, portfolio_of, small
from msgspec import structs

from mopsctl.edit import records, task
from mopsctl.errors import NOT_FOUND, USAGE, MopsError
from mopsctl.model.plan import Condition, Lead, Link, Plan, Task

DEEP = 100_000


def refused(edit: Callable[[], object]) -> tuple[str, int]:
    with pytest.raises(MopsError) as raised:
        edit()
    return raised.value.message, raised.value.code


# -- fields


def test_a_task_has_its_key_for_a_name_until_it_gets_one() -> None:
    after = task.add(small(), "rollout", "dry-run", {"days": 3}, ["map", "build", "map"])
    assert after.tasks["dry-run"] == Task("dry-run", "dry-run", "rollout", days=3)
    assert changed(small(), after) == [
        ("tasks", "dry-run", "added"),
        ("links", ("build", "dry-run", "FS"), "added"),
        ("links", ("map", "dry-run", "FS"), "added"),
    ]


def test_a_task_that_waits_for_what_is_not_there_is_not_added() -> None:
    assert refused(lambda: task.add(small(), "rollout", "x", {}, ["mapp"])) == (
        'no task "mapp"; did you mean "map"?',
        NOT_FOUND,
    )
    assert refused(lambda: task.add(small(), "rollout", "x", {}, ["x"]))[0] == "that link would close a loop: x -> x"


@pytest.mark.parametrize(
    ("fields", "now"),
    [
        ({"days": ""}, {"days": None}),
        ({"days": 4, "days_low": 4, "days_high": 9}, {"days": 4, "days_low": 4, "days_high": 9}),
        ({"must_by": LATER}, {"must_by": LATER}),
        ({"owner": ""}, {"owner": None}),
        ({"percent": ""}, {"percent": 0}),
        ({"share": ""}, {"share": 100}),
        ({"finished": TODAY}, {"finished": TODAY, "percent": 100}),
        ({"finished": TODAY, "percent": 90}, {"finished": TODAY, "percent": 90}),
    ],
)
def test_fields_are_changed_and_emptied(fields: dict[str, Any], now: dict[str, Any]) -> None:
    was = structs.replace(small().tasks["map"], percent=40, share=50)
    before = records.put(small(), was)
    assert task.amend(before, "map", fields).tasks["map"] == structs.replace(was, **now)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"finished": LATER}, "2026-12-04 is still to come; say the day it happened"),
        ({"started": LATER}, "2026-12-04 is still to come; say the day it happened"),
        ({"days_low": 6}, "task map: the optimistic estimate 6 is above the likely one, 5"),
        ({"days_high": 4}, "task map: the pessimistic estimate 4 is below the likely one, 5"),
        ({"share": 101}, "task share 101: at most 100"),
        ({"days": 10_001}, "task days 10001: at most 10,000"),
        ({"kind": "milestone"}, "task map: a milestone takes no days"),
    ],
)
def test_what_no_task_can_be_is_refused(fields: dict[str, Any], message: str) -> None:
    assert refused(lambda: task.amend(small(), "map", fields)) == (message, USAGE)


def test_a_task_may_become_a_milestone_as_its_days_go() -> None:
    after = task.amend(small(), "map", {"kind": "milestone", "days": ""})
    assert (after.tasks["map"].kind, after.tasks["map"].days) == ("milestone", None)


def test_a_task_that_is_done_was_begun_and_is_whole() -> None:
    done = task.done(small(), "map", YESTERDAY).tasks["map"]
    assert (done.started, done.finished, done.percent) == (YESTERDAY, YESTERDAY, 100)
    begun = records.update(small(), Task, "map", {"started": date(2026, 11, 9)})
    assert task.done(begun, "map", None).tasks["map"].started == date(2026, 11, 9)
    assert refused(lambda: task.done(begun, "map", date(2026, 11, 2)))[0] == (
        "task map: finished 2026-11-02 is before started 2026-11-09"
    )


# -- links


def test_a_link_is_from_finish_to_start_without_lag_unless_said() -> None:
    assert task.link(small(), "map", "live").links["map", "live", "FS"] == Link("map", "live", "FS", 0)
    after = task.link(small(), "map", "live", "SS", -3)
    assert changed(small(), after) == [("links", ("map", "live", "SS"), "added")]
    assert after.links["map", "live", "SS"] == Link("map", "live", "SS", -3)


def test_a_lag_replaces_the_link_and_another_kind_is_a_second_one() -> None:
    lagged = task.link(small(), "map", "build", lag=2)
    assert changed(small(), lagged) == [("links", ("map", "build", "FS"), "changed")]
    assert task.link(lagged, "map", "build").links == lagged.links  # what is not said stays
    assert task.link(lagged, "map", "build", lag=0).links == small().links
    twice = task.link(lagged, "map", "build", "FF", 1)
    assert changed(lagged, twice) == [("links", ("map", "build", "FF"), "added")]
    assert refused(lambda: task.link(twice, "map", "build", lag=5)) == (
        "map and build are linked as FS, FF; say which with --kind",
        USAGE,
    )
    assert task.link(twice, "map", "build", "FF", 5).links["map", "build", "FF"].lag == 5


def test_a_link_that_is_no_fs_keeps_its_kind_when_only_its_lag_is_said() -> None:
    before = records.put(small(), Link("map", "live", "SS", 2))
    assert task.link(before, "map", "live", lag=4).links["map", "live", "SS"].lag == 4


@pytest.mark.parametrize(
    ("lag", "message"), [(10_001, "link lag 10001: at most 10,000"), (-10_001, "link lag -10001: at least -10,000")]
)
def test_a_lag_that_makes_no_sense_is_refused(lag: int, message: str) -> None:
    assert refused(lambda: task.link(small(), "map", "live", lag=lag)) == (message, USAGE)
    for most in (10_000, -10_000):
        assert task.link(small(), "map", "live", lag=most).links["map", "live", "FS"].lag == most


def test_a_link_that_closes_a_loop_is_refused_and_the_loop_named() -> None:
    assert refused(lambda: task.link(small(), "live", "map")) == (
        "that link would close a loop: live -> map -> build -> live",
        USAGE,
    )
    assert refused(lambda: task.link(small(), "live", "map", "SF", 3))[1] == USAGE
    assert refused(lambda: task.link(small(), "map", "map"))[0] == "that link would close a loop: map -> map"
    assert refused(lambda: task.link(small(), "mapp", "live")) == ('no task "mapp"; did you mean "map"?', NOT_FOUND)


def test_of_several_loops_the_shortest_is_named() -> None:
    shortcut = records.put(small(), Link("map", "live", "SS"))
    assert refused(lambda: task.link(shortcut, "live", "map"))[0] == "that link would close a loop: live -> map -> live"
    assert refused(lambda: task.wait(shortcut, "map", ["build", "live"]))[0] == (
        "that link would close a loop: build -> map -> build"
    )


def test_a_loop_that_is_there_already_does_not_hang_a_further_link() -> None:
    looped = records.put(small(), Link("live", "map"))
    assert refused(lambda: task.link(looped, "build", "map"))[1] == USAGE
    assert task.link(looped, "live", "map", lag=2).links["live", "map", "FS"].lag == 2  # it closes none that is new


def chain(length: int) -> Any:
    """t0 -> t1 -> ... in a plan of its own."""
    tasks = [Task(f"t{n}", f"t{n}", "long", days=1) for n in range(length)]
    links = [Link(f"t{n}", f"t{n + 1}") for n in range(length - 1)]
    return portfolio_of(Plan("long", "Long", TODAY), *tasks, *links)


def test_a_loop_of_100_000_tasks_is_named_by_its_ends_and_quickly() -> None:
    deep = chain(DEEP)
    start = perf_counter()
    message, code = refused(lambda: task.link(deep, f"t{DEEP - 1}", "t0"))
    assert perf_counter() - start < 5
    assert (message, code) == (
        "that link would close a loop: t99999 -> t0 -> t1 -> t2 -> t3 -> t4 -> (99,992 more)"
        " -> t99997 -> t99998 -> t99999",
        USAGE,
    )


def test_a_task_may_wait_for_very_many_at_once() -> None:
    wide = chain(20_000)
    start = perf_counter()
    after = task.add(wide, "long", "end", {}, [f"t{n}" for n in range(0, 20_000, 2)])
    assert perf_counter() - start < 5
    assert len(after.links) == 19_999 + 10_000


def test_links_are_taken_away_all_or_one_or_said_not_to_be() -> None:
    twice = task.link(small(), "map", "build", "SS")
    both = [("links", ("map", "build", "FS"), "removed"), ("links", ("map", "build", "SS"), "removed")]
    assert changed(twice, task.unlink(twice, "map", "build")) == both
    assert changed(twice, task.unlink(twice, "map", "build", "SS")) == both[1:]
    assert refused(lambda: task.unlink(small(), "map", "live")) == (
        "no link: live does not wait for map",
        NOT_FOUND,
    )
    assert refused(lambda: task.unlink(small(), "map", "build", "FF")) == (
        "no link: build does not wait for map by FF",
        NOT_FOUND,
    )
    assert refused(lambda: task.unlink(small(), "map", "biuld"))[0] == 'no task "biuld"; did you mean "build"?'


# -- partners to align, and conditions


def test_partner_teams_are_aligned_in_a_time_of_their_own() -> None:
    after = task.lead(small(), "build", ["analytics"], 5)
    assert after.leads["build", "analytics"] == Lead("build", "analytics", 5)
    done = task.lead(after, "build", ["analytics"], aligned=TODAY)
    assert done.leads["build", "analytics"] == Lead("build", "analytics", 5, TODAY)
    assert task.lead(done, "build", ["analytics"], 8).leads["build", "analytics"] == Lead(
        "build", "analytics", 8, TODAY
    )
    assert task.lead(done, "build", ["analytics"], aligned="").leads == after.leads
    assert changed(done, task.unlead(done, "build", ["analytics"])) == [("leads", ("build", "analytics"), "removed")]


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            lambda: task.lead(small(), "build", ["analytics"]),
            "say how many working days it takes to align analytics: --days N",
        ),
        (
            lambda: task.lead(small(), "build", ["it"], 5),
            "it is the team of build; name the partner teams to align",
        ),
        (lambda: task.lead(small(), "build", ["anlytics"], 5), 'no team "anlytics"; did you mean "analytics"?'),
        (lambda: task.lead(small(), "biuld", ["analytics"], 5), 'no task "biuld"; did you mean "build"?'),
        (
            lambda: task.lead(small(), "build", ["analytics"], 5, LATER),
            "2026-12-04 is still to come; say the day it happened",
        ),
        (lambda: task.unlead(small(), "build", ["analytics"]), "no alignment of analytics before build"),
    ],
)
def test_an_alignment_that_says_too_little_or_of_nobody_is_refused(edit: Callable[[], object], message: str) -> None:
    assert refused(edit)[0] == message


def test_a_condition_is_met_once_and_may_turn_out_not_to_be() -> None:
    signed = records.put(small(), Condition("signed", "the contract is signed", "live", "ada", LATER))
    met = task.meet(signed, "signed", YESTERDAY)
    assert met.conditions["signed"].met == YESTERDAY
    assert refused(lambda: task.meet(met, "signed", None)) == ("signed is met already (2026-11-20)", USAGE)
    assert task.amend_condition(met, "signed", {"met": ""}).conditions == signed.conditions
    for edit in (task.meet, lambda p, key, on: task.amend_condition(p, key, {"met": on})):
        assert refused(lambda edit=edit: edit(signed, "signed", LATER))[0] == (  # type: ignore[misc]
            "2026-12-04 is still to come; say the day it happened"
        )
    assert refused(lambda: task.meet(signed, "singed", None)) == (
        'no condition "singed"; did you mean "signed"?',
        NOT_FOUND,
    )
