"""Why a task falls when it does: what drives it, what bounds it, what could be won, whom it keeps waiting."""

from datetime import date
from typing import Any

import pytest

from mopsctl.facts.schedule.spread import Spread, spread
from mopsctl.facts.schedule.why import Bound, Earlier, behind, bound, chain, earlier, waiting
from mopsctl.model.fields import Record
from mopsctl.model.kinds import kind_of
from mopsctl.model.org import Team
from mopsctl.model.plan import Condition, Lead, Link, Participation, Plan, Review, Task
from mopsctl.model.portfolio import Portfolio

MONDAY = date(2026, 11, 23)


def of(*records: Record) -> Portfolio:
    collections: dict[str, dict[Any, Any]] = {}
    for record in (Plan("p", "P", MONDAY), Team("it", "IT"), Team("legal", "Legal"), *records):
        kind = kind_of(record)
        collections.setdefault(kind.plural, {})[kind.key_of(record)] = record
    return Portfolio(today=MONDAY, **collections)


def task(key: str, days: int | None = 5, **fields: Any) -> Task:
    return Task(key, key, fields.pop("plan", "p"), days=days, **fields)


# a -> b -> d, a -> c -> d; b is longer than c
DIAMOND = (
    *(task("a"), task("b", 4), task("c", 2), task("d", 1)),
    *(Link("a", "b"), Link("a", "c"), Link("b", "d"), Link("c", "d")),
)


def test_the_chain_goes_from_the_task_back_to_what_a_date_holds() -> None:
    steps = chain(of(*DIAMOND), "p", "d")
    assert [(step.key, step.because, step.driver) for step in steps] == [
        ("d", "FS", "b"),
        ("b", "FS", "a"),
        ("a", "today", None),
    ]


def test_the_chain_crosses_plans_and_is_no_recursion() -> None:
    other = Plan("q", "Q", MONDAY)
    deep = of(other, task("first", plan="q"), *(task(f"t{n}", 1) for n in range(5_000)), Link("first", "t0"),
              *(Link(f"t{n}", f"t{n + 1}") for n in range(4_999)))  # fmt: skip
    steps = chain(deep, "p", "t4999")
    assert len(steps) == 5_001
    assert steps[-1].key == "first"


def test_without_its_driver_it_starts_as_early_as_the_next_one_lets_it() -> None:
    assert earlier(of(*DIAMOND), "p", "d") == Earlier(date(2026, 12, 2), 2, "FS", "c")


def test_a_driver_that_is_not_alone_leaves_nothing_to_win() -> None:
    both = of(task("a"), task("b"), task("c", 1), Link("a", "c"), Link("b", "c"))
    won = earlier(both, "p", "c")
    assert won is not None
    assert (won.days, won.driver) == (0, "b")


def test_its_own_date_can_go_but_today_and_what_has_begun_cannot() -> None:
    held = of(task("a", not_before=date(2026, 12, 7)))
    won = earlier(held, "p", "a")
    assert won is not None
    assert (won.start, won.days, won.driver) == (MONDAY, 10, None)
    assert earlier(of(task("a")), "p", "a") is None
    assert earlier(of(task("a", started=MONDAY)), "p", "a") is None


@pytest.mark.parametrize(
    ("governs", "driver"),
    [
        ((Condition("legal-ok", "Contract signed", "a", due=date(2026, 12, 7)),), "condition:legal-ok"),
        ((Lead("a", "legal", 10),), "lead:a"),
        (
            (Participation("p", "it", review_by=date(2026, 12, 7)), Review("p", "it", MONDAY, "changes")),
            "review:it",
        ),
    ],
)
def test_what_governs_a_task_can_be_thought_away(governs: tuple[Record, ...], driver: str) -> None:
    held = of(task("a", team="it", kind="implementation"), *governs)
    assert chain(held, "p", "a")[0].driver == driver
    won = earlier(held, "p", "a")
    assert won is not None
    assert (won.start, won.driver in (None, "review:it")) == (MONDAY, True)
    assert won.days >= 9


def test_a_link_into_a_lead_time_can_be_thought_away_too() -> None:
    led = of(task("a", 10), task("b", 1, team="it"), Link("a", "b"), Lead("b", "legal", 2))
    assert [step.key for step in chain(led, "p", "b")] == ["b", "lead:b", "a"]
    won = earlier(led, "p", "lead:b")
    assert won is not None
    assert (won.start, won.days) == (MONDAY, 10)


def test_the_bound_is_the_task_that_would_be_moved_first() -> None:
    assert bound(of(*DIAMOND), "p", "a") == Bound("b")
    assert bound(of(*DIAMOND), "p", "c") == Bound("d")
    assert bound(of(*DIAMOND), "p", "d") == Bound()


@pytest.mark.parametrize(("kind", "days", "lag"), [("FS", 9, 1), ("SS", 9, 1), ("FF", 2, 1), ("SF", 2, 5)])
def test_the_bound_is_found_through_every_kind_of_link(kind: Any, days: int, lag: int) -> None:
    linked = of(task("a", 3), task("b", days), task("c", 2), Link("a", "c"), Link("c", "b", kind, lag))
    assert chain(linked, "p", "b")[0].driver == "c"
    assert bound(linked, "p", "c") == Bound("b")


def test_a_deadline_of_its_own_is_the_bound() -> None:
    tight = of(task("a", must_by=date(2026, 11, 25)), task("b", 20))
    assert bound(tight, "p", "a") == Bound(must_by=date(2026, 11, 25))


def test_who_waits_is_counted_directly_and_in_all_without_the_nodes_between() -> None:
    assert waiting(of(*DIAMOND), "p", "a").direct == ("b", "c")
    assert waiting(of(*DIAMOND), "p", "a").behind == ("b", "c", "d")
    led = of(task("a"), task("b", 1, team="it"), task("c"), Link("a", "b"), Link("b", "c"), Lead("b", "legal", 2))
    assert (waiting(led, "p", "a").direct, waiting(led, "p", "a").behind) == (("b",), ("b", "c"))
    assert waiting(led, "p", "lead:b").direct == ("b",)


def test_what_is_behind_several_does_not_hold_them_unless_one_is_behind_another() -> None:
    assert set(behind(of(*DIAMOND), ("b", "c"))) == {"d"}
    assert set(behind(of(*DIAMOND), ("a", "b"))) == {"b", "c", "d"}


def test_a_loop_has_no_dates_and_breaks_nothing() -> None:
    loop = of(task("a"), task("b"), Link("a", "b"), Link("b", "a"))
    assert [step.start for step in chain(loop, "p", "a")] == [None]
    assert (earlier(loop, "p", "a"), bound(loop, "p", "a")) == (None, Bound())
    assert waiting(loop, "p", "a").direct == ("b",)


def test_three_point_estimates_give_the_finish_a_range() -> None:
    assert spread(of(*DIAMOND), "p") is None
    estimated = of(task("a", 5, days_low=3, days_high=9), task("b", 5, days_high=6), Link("a", "b"))
    assert spread(estimated, "p") == Spread(date(2026, 12, 2), date(2026, 12, 11))
    done = of(task("a", 5, days_low=3, days_high=9, started=MONDAY, finished=MONDAY))
    assert spread(done, "p") is None
