"""What moved since the baseline, how much of it each task added itself, and whom it waited on."""

from datetime import date
from itertools import pairwise

import pytest
from facts_builders import cdp_plan, links, milestone, portfolio_of, task, teams

from mopsctl.facts.schedule.slip import baseline, baseline_dates, slips
from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.org import Team
from mopsctl.model.plan import Baseline, BaselineDate, Condition, Lead, Link, Plan
from mopsctl.model.portfolio import Portfolio

# November 2026: Mondays are the 2nd, 9th, 16th, 23rd (today) and 30th.
FIRST = Baseline("first", "cdp", date(2026, 11, 2))


def nov(day: int) -> date:
    return date(2026, 11, day)


def dec(day: int) -> date:
    return date(2026, 12, day)


def was(key: str, start: date, finish: date, held: str = "first") -> BaselineDate:
    return BaselineDate(held, key, start, finish)


def told(portfolio: Portfolio) -> dict[str, tuple[int, int, int, str | None]]:
    return {one.task: (one.days, one.own, one.waited, one.on) for one in slips(portfolio, "cdp")}


def test_the_latest_baseline_counts_by_day_and_then_by_key() -> None:
    rows = [
        Baseline("b", "cdp", nov(2)),
        Baseline("a", "cdp", nov(9)),
        Baseline("c", "cdp", nov(9)),
        Baseline("z", "dam", nov(20)),
    ]
    portfolio = portfolio_of(cdp_plan(), Plan("dam", "DAM", nov(23)), *rows)
    assert baseline(portfolio, "cdp") == rows[2]
    assert baseline(portfolio, "dam") == rows[3]


def test_its_dates_are_its_own_and_without_one_there_are_none() -> None:
    late = was("a", nov(9), nov(10), "b")
    rows = [task("a"), Baseline("b", "cdp", nov(9)), FIRST, late, was("a", nov(2), nov(3))]
    assert baseline_dates(portfolio_of(cdp_plan(), *rows), "cdp") == {"a": late}
    assert baseline_dates(portfolio_of(cdp_plan(), task("a")), "cdp") == {}
    assert slips(portfolio_of(cdp_plan(), task("a")), "cdp") == ()


def test_a_task_that_ends_as_in_the_baseline_has_no_slip_and_a_new_one_neither() -> None:
    portfolio = portfolio_of(cdp_plan(), task("a", 3), task("new", 9), FIRST, was("a", nov(23), nov(25)))
    assert slips(portfolio, "cdp") == ()


def test_a_slip_tells_the_dates_before_and_after() -> None:
    portfolio = portfolio_of(cdp_plan(), task("a", 3), FIRST, was("a", nov(19), nov(23)))
    (one,) = slips(portfolio, "cdp")
    assert (one.was_start, one.was_finish, one.start, one.finish) == (nov(19), nov(23), nov(23), nov(25))
    assert (one.days, one.own, one.waited, one.on) == (2, 2, 0, None)


@pytest.mark.parametrize(
    ("fields", "row", "days"),
    [
        ({"days": 8}, was("t", nov(23), nov(27)), 3),  # takes longer
        ({"days": 5, "not_before": nov(30)}, was("t", nov(23), nov(27)), 5),  # held by a date of its own
        ({"days": 5}, was("t", nov(9), nov(13)), 10),  # could have begun long ago
        ({"days": 5, "started": nov(18)}, was("t", nov(16), nov(20)), 2),  # begun late
        ({"days": 5, "started": nov(9), "finished": nov(16)}, was("t", nov(9), nov(13)), 1),  # took longer
        ({"days": 2}, was("t", nov(23), nov(27)), -3),  # takes less
    ],
)
def test_what_a_task_does_by_itself_is_its_own_slip(fields: dict, row: BaselineDate, days: int) -> None:
    portfolio = portfolio_of(cdp_plan(start=nov(2)), task("t", **fields), FIRST, row)
    assert told(portfolio) == {"t": (days, days, 0, None)}


def test_what_waits_for_a_late_task_waited_on_it() -> None:
    portfolio = portfolio_of(
        cdp_plan(),
        task("a", 5),
        task("b", 2),
        *links("a>b"),
        FIRST,
        was("a", nov(23), nov(24)),
        was("b", nov(25), nov(26)),
    )
    assert told(portfolio) == {"a": (3, 3, 0, None), "b": (3, 0, 3, "a")}


def test_what_it_adds_to_that_is_its_own_and_what_it_makes_good_is_less_than_nothing() -> None:
    rows = [*links("a>b", "a>c"), FIRST, was("a", nov(23), nov(24))]
    rows += [was("b", nov(25), nov(26)), was("c", nov(25), dec(1))]
    portfolio = portfolio_of(cdp_plan(), task("a", 5), task("b", 4), task("c", 3), *rows)
    assert told(portfolio) == {"a": (3, 3, 0, None), "b": (5, 2, 3, "a"), "c": (1, -2, 3, "a")}


def test_the_root_is_where_the_most_was_added_however_far_back() -> None:
    rows = [*links("a>b", "b>c", "c>d"), FIRST]
    rows += [
        was("a", nov(23), nov(24)),
        was("b", nov(25), nov(25)),
        was("c", nov(26), nov(27)),
        was("d", nov(30), nov(30)),
    ]
    early = portfolio_of(cdp_plan(), task("a", 5), task("b", 2), task("c", 2), task("d"), *rows)
    assert told(early) == {"a": (3, 3, 0, None), "b": (4, 1, 3, "a"), "c": (4, 0, 4, "a"), "d": (4, 0, 4, "a")}
    late = portfolio_of(cdp_plan(), task("a", 3), task("b", 5), task("c", 2), task("d"), *rows)
    assert told(late) == {"a": (1, 1, 0, None), "b": (5, 4, 1, "a"), "c": (5, 0, 5, "b"), "d": (5, 0, 5, "b")}


def test_who_made_good_a_part_is_no_root_and_of_equals_the_first_is() -> None:
    rows = [*links("a>b", "b>c", "c>d"), FIRST, was("a", nov(23), nov(23)), was("b", nov(24), nov(24))]
    rows += [was("c", nov(25), dec(2)), was("d", dec(3), dec(3))]
    portfolio = portfolio_of(cdp_plan(), task("a", 4), task("b", 4), task("c", 2), task("d"), *rows)
    assert told(portfolio) == {"a": (3, 3, 0, None), "b": (6, 3, 3, "a"), "c": (2, -4, 6, "a"), "d": (2, 0, 2, "a")}


def test_what_was_late_and_did_not_reach_a_task_is_not_blamed() -> None:
    """`b` had days to spare after `a`, and is held by a date of its own since."""
    portfolio = portfolio_of(
        cdp_plan(), task("a", 3), task("b", 1, not_before=dec(4)), *links("a>b"),
        FIRST, was("a", nov(23), nov(24)), was("b", dec(1), dec(1)),
    )  # fmt: skip
    assert told(portfolio)["b"] == (3, 3, 0, None)


def test_a_task_that_has_begun_waited_only_until_it_was_free() -> None:
    """`a` was two days late; `b` was free on the 12th and began on the 16th."""
    portfolio = portfolio_of(
        cdp_plan(start=nov(2)),
        task("a", 3, started=nov(9), finished=nov(11)), task("b", 10, started=nov(16)), *links("a>b"),
        FIRST, was("a", nov(9), nov(9)), was("b", nov(10), nov(23)),
    )  # fmt: skip
    assert told(portfolio) == {"a": (2, 2, 0, None), "b": (4, 2, 2, "a")}


def test_a_task_that_began_before_it_was_free_waited_no_longer_than_it_did() -> None:
    portfolio = portfolio_of(
        cdp_plan(start=nov(2)),
        task("a", 5, started=nov(9), finished=nov(13)), task("b", 10, started=nov(11)), *links("a>b"),
        FIRST, was("a", nov(9), nov(9)), was("b", nov(10), nov(23)),
    )  # fmt: skip
    assert told(portfolio) == {"a": (4, 4, 0, None), "b": (1, 0, 1, "a")}


def test_a_task_that_has_begun_waited_by_its_lag_and_by_starts_too() -> None:
    """`b` was to overlap with the last two days of `a`, `c` to begin with it; all began later than that."""
    portfolio = portfolio_of(
        cdp_plan(start=nov(2)),
        task("a", 4, started=nov(17), finished=nov(20)), task("b", 9, started=nov(20)), task("c", 9, started=nov(19)),
        Link("a", "b", "FS", -2), Link("a", "c", "SS"),
        FIRST, was("a", nov(16), nov(19)), was("b", nov(18), nov(30)), was("c", nov(16), nov(26)),
    )  # fmt: skip
    assert told(portfolio) == {"a": (1, 1, 0, None), "b": (2, 1, 1, "a"), "c": (3, 2, 1, "a")}


def test_a_start_that_waits_for_a_start_waits_for_no_finish() -> None:
    portfolio = portfolio_of(
        cdp_plan(start=nov(2)),
        task("a", 2, started=nov(10), finished=nov(11)), task("b", 9, started=nov(17)), Link("a", "b", "SS", 4),
        FIRST, was("a", nov(9), nov(10)), was("b", nov(13), nov(25)),
    )  # fmt: skip
    assert told(portfolio)["b"] == (2, 1, 1, "a")


def test_a_task_that_could_begin_and_did_not_waited_only_until_it_was_free() -> None:
    portfolio = portfolio_of(
        cdp_plan(start=nov(2)),
        task("a", 3, started=nov(16), finished=nov(18)), task("b", 1), *links("a>b"),
        FIRST, was("a", nov(16), nov(16)), was("b", nov(17), nov(17)),
    )  # fmt: skip
    assert told(portfolio)["b"] == (4, 2, 2, "a")


@pytest.mark.parametrize(
    ("link", "row", "expected"),
    [
        (Link("a", "b", "SS", 2), was("b", nov(20), nov(20)), (3, 0, 3, "a")),
        (Link("a", "b", "FF", 1), was("b", nov(25), nov(25)), (3, 0, 3, "a")),
        (Link("a", "b", "FS", 1), was("b", nov(26), nov(26)), (3, 0, 3, "a")),
    ],
)
def test_it_waits_by_links_of_every_kind(link: Link, row: BaselineDate, expected: tuple) -> None:
    moved = {"SS": (task("a", 2), was("a", nov(18), nov(19)))}.get(
        link.kind, (task("a", 5), was("a", nov(23), nov(24)))
    )
    portfolio = portfolio_of(cdp_plan(), *moved, task("b"), link, FIRST, row)
    assert told(portfolio)["b"] == expected


def test_a_condition_a_new_task_and_another_plan_are_roots_themselves() -> None:
    held = Condition("signed", "signed", "a", due=nov(25))
    portfolio = portfolio_of(cdp_plan(), task("a"), held, FIRST, was("a", nov(23), nov(23)))
    assert told(portfolio) == {"a": (2, 0, 2, "condition:signed")}
    portfolio = portfolio_of(cdp_plan(), task("new", 2), task("a"), *links("new>a"), FIRST, was("a", nov(23), nov(23)))
    assert told(portfolio) == {"a": (2, 0, 2, "new")}
    dam = Plan("dam", "DAM", nov(23))
    other = task("theirs", 2, plan="dam")
    portfolio = portfolio_of(cdp_plan(), dam, other, task("a"), *links("theirs>a"), FIRST, was("a", nov(23), nov(23)))
    assert told(portfolio) == {"a": (2, 0, 2, "theirs")}


def test_a_lead_time_is_looked_through_to_the_late_task_behind_it() -> None:
    rows = [*teams("it"), task("a", 5), task("b"), Lead("b", "it", 2), *links("a>b"), FIRST, was("a", nov(23), nov(24))]
    late = portfolio_of(cdp_plan(), *rows, was("b", nov(27), nov(27)))
    assert told(late)["b"] == (3, 0, 3, "a")
    new = portfolio_of(cdp_plan(), *rows[:-1], was("a", nov(23), nov(27)), was("b", nov(30), nov(30)))
    assert told(new) == {"b": (2, 0, 2, "lead:b")}


def test_a_milestone_falls_with_what_it_waits_for_and_costs_no_day_of_its_own() -> None:
    rows = [
        *links("a>m", "m>b"),
        FIRST,
        was("a", nov(16), nov(17)),
        was("m", nov(17), nov(17)),
        was("b", nov(18), nov(18)),
    ]
    done = task("a", 2, started=nov(16), finished=nov(18))
    reached = milestone("m", finished=nov(18))
    portfolio = portfolio_of(cdp_plan(start=nov(2)), done, reached, task("b", 1, started=nov(20)), *rows)
    assert told(portfolio) == {"a": (1, 1, 0, None), "m": (1, 0, 1, "a"), "b": (3, 2, 1, "a")}


def test_days_are_counted_as_the_task_works_them() -> None:
    calendar = [Calendar("four", "Four days", ("mon", "tue", "wed", "thu")), Holiday("four", nov(30))]
    rows = [*calendar, Team("it", "IT", calendar="four"), DayOff("team:it", dec(1), dec(1))]
    portfolio = portfolio_of(
        cdp_plan(), *rows, task("a", 5, team="it"), FIRST, was("a", nov(23), nov(26))
    )  # Monday to Thursday, then Wednesday the 2nd
    (one,) = slips(portfolio, "cdp")
    assert (one.finish, one.days) == (dec(2), 1)


def test_who_is_earlier_says_on_whom_too() -> None:
    portfolio = portfolio_of(
        cdp_plan(),
        task("a", 2),
        task("b", 1),
        *links("a>b"),
        FIRST,
        was("a", nov(23), nov(26)),
        was("b", nov(27), nov(27)),
    )
    assert told(portfolio) == {"a": (-2, -2, 0, None), "b": (-2, 0, -2, "a")}


def test_a_task_in_a_loop_has_no_slip() -> None:
    portfolio = portfolio_of(cdp_plan(), task("a"), task("b"), *links("a>b", "b>a"), FIRST, was("a", nov(2), nov(2)))
    assert slips(portfolio, "cdp") == ()


def test_a_chain_of_ten_thousand_is_followed_to_its_root() -> None:
    keys = [f"t{n:05}" for n in range(10_000)]
    chain = [Link(a, b) for a, b in pairwise(keys)]
    planned = [was(key, nov(2), nov(2)) for key in keys]
    portfolio = portfolio_of(cdp_plan(), *[task(key) for key in keys], *chain, FIRST, *planned)
    assert slips(portfolio, "cdp")[-1].on == "t00000"
