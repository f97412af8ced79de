"""Baselines: the dates of a plan frozen on one day, made anew and taken away (domain §2.4)."""

from collections.abc import Callable
from datetime import date

import pytest
from edit_builders import TODAY, changed, portfolio_of, small

from mopsctl.edit import baseline, records
from mopsctl.errors import NOT_FOUND, USAGE, MopsError
from mopsctl.model.plan import Baseline, BaselineDate, Link, Plan, Task
from mopsctl.model.portfolio import Portfolio

KEY = "rollout-2026-11-23"


def refused(edit: Callable[[], object]) -> tuple[str, int]:
    with pytest.raises(MopsError) as raised:
        edit()
    return raised.value.message, raised.value.code


def plain() -> Portfolio:
    """Two tasks, one after the other, from Monday, 23 November 2026 on."""
    return portfolio_of(
        Plan("rollout", "CDP rollout", date(2026, 11, 2)),
        Plan("other", "Other", date(2026, 11, 2)),
        Task("map", "Map", "rollout", days=5),
        Task("build", "Build", "rollout", days=8),
        Task("elsewhere", "Elsewhere", "other", days=1),
        Link("map", "build"),
    )


def test_the_dates_of_every_task_of_the_plan_are_kept_under_the_day() -> None:
    after = baseline.freeze(plain(), "rollout", note="as agreed")
    assert after.baselines == {KEY: Baseline(KEY, "rollout", TODAY, "as agreed")}
    assert after.baseline_dates == {
        (KEY, "map"): BaselineDate(KEY, "map", date(2026, 11, 23), date(2026, 11, 27)),
        (KEY, "build"): BaselineDate(KEY, "build", date(2026, 11, 30), date(2026, 12, 9)),
    }


def test_a_second_one_on_the_same_day_wants_its_own_key_or_replaces_the_first() -> None:
    first = baseline.freeze(plain(), "rollout", note="as agreed")
    assert refused(lambda: baseline.freeze(first, "rollout")) == (
        f'there is already a baseline "{KEY}", of 2026-11-23; give the new one a key of its own, or --replace it',
        USAGE,
    )
    assert len(baseline.freeze(first, "rollout", "second").baselines) == 2
    longer = records.update(first, Task, "map", {"days": 6})
    shorter = records.remove(longer, Task, "build", cascade=True)
    again = baseline.freeze(shorter, "rollout", replace=True)
    assert again.baselines[KEY].note == "as agreed"
    assert {key: one.finish for key, one in again.baseline_dates.items()} == {(KEY, "map"): date(2026, 11, 30)}
    assert changed(first, baseline.freeze(first, "rollout", replace=True)) == []
    looped = records.put(first, Link("build", "map"), Task("free", "Free", "rollout", days=1))
    assert list(baseline.freeze(looped, "rollout", replace=True).baseline_dates) == [(KEY, "free")]


def test_a_baseline_of_another_plan_is_neither_replaced_nor_removed() -> None:
    first = baseline.freeze(plain(), "rollout", "start")
    assert refused(lambda: baseline.freeze(first, "other", "start", replace=True)) == (
        'baseline "start" is of the plan "rollout"; choose another key',
        USAGE,
    )
    assert refused(lambda: baseline.remove(first, "other", "start")) == ('no baseline "start"', NOT_FOUND)


def test_a_baseline_goes_with_its_dates() -> None:
    two = baseline.freeze(baseline.freeze(plain(), "rollout", "start"), "rollout", "second")
    after = baseline.remove(two, "rollout", "start")
    assert (list(after.baselines), {key[0] for key in after.baseline_dates}) == (["second"], {"second"})
    with pytest.raises(MopsError) as raised:
        baseline.remove(two, "rollout", "strat")
    assert raised.value.message == 'no baseline "strat"; did you mean "start"?'
    assert raised.value.hint == "mopsctl plan baseline --list --plan rollout"


def test_tasks_in_a_loop_have_no_dates_to_keep_and_a_plan_of_nothing_else_none_at_all() -> None:
    looped = records.put(plain(), Link("build", "map"), Task("free", "Free", "rollout", days=1))
    assert [key for _, key in baseline.freeze(looped, "rollout").baseline_dates] == ["free"]
    assert refused(lambda: baseline.freeze(records.put(plain(), Link("build", "map")), "rollout")) == (
        'no task of the plan "rollout" has dates yet',
        USAGE,
    )
    assert refused(lambda: baseline.freeze(small(), "rolout"))[1] == NOT_FOUND


def test_the_key_of_a_long_plan_is_cut_where_it_grows_too_long() -> None:
    long = "p" * 64
    store = portfolio_of(Plan(long, "Long", TODAY), Task("one", "One", long, days=1))
    assert list(baseline.freeze(store, long).baselines) == ["p" * 53 + "-2026-11-23"]
