"""Why a task falls when it does, in words."""

from datetime import date
from typing import Any

import msgspec
import pytest
from report_samples import MONDAY, portfolio_of

from mopsctl.model.fields import Record
from mopsctl.model.org import Team
from mopsctl.model.plan import Condition, Lead, Link, Plan, Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.reports.document import Heading, Items, Report
from mopsctl.reports.why import driven, why


def of(*records: Record) -> Portfolio:
    return portfolio_of(Plan("p", "P", MONDAY), Team("it", "IT"), Team("legal", "Legal"), *records)


def page(portfolio: Portfolio, key: str) -> Report:
    return why(portfolio, portfolio.plans["p"], key)


def data(portfolio: Portfolio, key: str) -> Any:
    return msgspec.json.decode(msgspec.json.encode(page(portfolio, key).answer))


def task(key: str, days: int = 5, **fields: Any) -> Task:
    return Task(key, key.capitalize(), "p", days=days, **fields)


TWO = (task("a"), task("c", 2))


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (Link("a", "c"), "starts once a is finished"),
        (Link("a", "c", lag=1), "starts 1 working day after a is finished"),
        (Link("a", "c", lag=-2), "starts 2 working days before a is finished"),
        (Link("a", "c", "SS"), "starts when a starts"),
        (Link("a", "c", "SS", 3), "starts 3 working days after a starts"),
        (Link("a", "c", "FF"), "is not finished before a is"),
        (Link("a", "c", "FF", 2), "is finished 2 working days after a"),
        (Link("a", "c", "SF", 4), "lasts until 4 working days after a starts"),
    ],
)
def test_every_kind_of_link_is_a_sentence(link: Link, sentence: str) -> None:
    portfolio = of(*TWO, link)
    assert data(portfolio, "c")["why"] == sentence


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (task("x"), "waits for nothing, and has not begun: today at the earliest"),
        (task("x", not_before=date(2026, 12, 7)), "may not start before 2026-12-07"),
        (task("x", started=date(2026, 11, 20)), "began on 2026-11-20"),
        (task("x", started=date(2026, 11, 20), finished=date(2026, 11, 20)), "was finished on 2026-11-20"),
    ],
)
def test_every_date_is_a_sentence(record: Task, sentence: str) -> None:
    assert data(of(record), "x")["why"] == sentence


def test_a_task_starts_with_a_plan_that_is_still_to_start() -> None:
    later = portfolio_of(Plan("p", "P", date(2026, 12, 7)), task("x"))
    assert data(later, "x")["why"] == "starts with the plan, on 2026-12-07"
    assert (
        data(later, "x")["earlier_told"] == "It starts with the plan: only an earlier plan would let it start earlier."
    )


def test_a_milestone_falls_on_a_day() -> None:
    portfolio = of(task("a"), Task("m", "Live", "p", kind="milestone"), Link("a", "m"))
    assert data(portfolio, "m")["why"] == "falls on the day a is finished"


def test_the_page_tells_chain_slack_gain_and_who_waits() -> None:
    portfolio = of(task("a"), task("b", 2), task("c", team="it"), Link("a", "c"), Link("b", "c"))
    shown = data(portfolio, "c")
    assert [step["key"] for step in shown["chain"]] == ["c", "a"]
    assert shown["bound_told"] == "Yes: a day lost here is a day lost at the end; the plan ends on 2026-12-04."
    assert shown["earlier_told"] == (
        "a would have to move; at most 3 working days can be won, to 2026-11-25, where b holds it."
    )
    assert shown["keeps_waiting"] == []
    first = data(portfolio, "b")
    assert first["bound_told"] == (
        "No: it may end 3 working days later, on 2026-11-27, and moves no finish; "
        "the plan ends on 2026-12-04, through c."
    )
    assert ([one["key"] for one in first["keeps_waiting"]], first["keeps_waiting_in_all"]) == (["c"], 1)
    headings = [block.text for block in page(portfolio, "b").document().blocks if isinstance(block, Heading)]
    assert headings == [
        "B: why then?", "Why it starts when it does", "Is it critical?", "To start earlier", "Whom it keeps waiting",
    ]  # fmt: skip


def test_a_deadline_that_is_missed_says_by_how_much() -> None:
    late = of(task("a", 5, must_by=date(2026, 11, 25)), task("b", 20))
    assert data(late, "a")["bound_told"] == "Yes: it is 2 working days too late to be finished by 2026-11-25."


def test_what_two_hold_cannot_be_won() -> None:
    portfolio = of(task("a"), task("b"), task("c"), Link("a", "c"), Link("b", "c"))
    assert data(portfolio, "c")["earlier_told"] == (
        "a would have to move, and even then nothing is won: b holds it as long."
    )


def test_a_condition_and_a_lead_time_are_told_in_words() -> None:
    portfolio = of(
        task("a", team="it"),
        *(Condition("ok", "Signed", "a", due=date(2026, 12, 7)), Lead("a", "legal", 3)),
    )
    assert data(portfolio, "a")["why"] == 'waits until "Signed" holds (condition:ok)'
    assert data(portfolio, "condition:ok")["why"] == "is expected on 2026-12-07"
    assert data(portfolio, "lead:a")["name"] == 'Align Legal before "A"'
    assert data(portfolio, "lead:a")["why"] == "waits for nothing, and has not begun: today at the earliest"
    assert [one["key"] for one in data(portfolio, "condition:ok")["keeps_waiting"]] == ["a"]


def test_a_loop_is_named_instead_of_a_date() -> None:
    portfolio = of(task("a"), task("b"), Link("a", "b"), Link("b", "a"))
    told = "is on a loop of tasks that wait for each other, and has no dates: a -> b -> a"
    assert f"It {told}." in repr(page(portfolio, "a").document())
    assert (data(portfolio, "a")["why"], data(portfolio, "a")["chain"][0]["why"]) == (told, told)


def test_a_task_behind_a_loop_waits_for_it_and_has_no_dates_in_every_form() -> None:
    loops = (Link("a", "b"), Link("b", "a"), Link("b", "c"), Link("d", "e"), Link("e", "d"))
    waits = (task("c"), Condition("ok", "Signed", "c"), Lead("c", "legal", 3), Team("hr", "HR"))
    portfolio = of(task("a"), task("b"), task("d"), task("e"), *waits, *loops)
    told = "waits for a loop of tasks, and has no dates: a -> b -> a"
    assert f"It {told}." in repr(page(portfolio, "c").document())
    assert data(portfolio, "c")["why"] == told
    assert "waits for a loop of tasks, and has no dates: " in data(portfolio, "lead:c")["why"]
    assert data(portfolio, "condition:ok")["bound_told"] == "That cannot be told without dates."


def test_a_long_chain_is_told_from_both_ends() -> None:
    links = [Link(f"t{n}", f"t{n + 1}") for n in range(99)]
    portfolio = of(*(task(f"t{n}", 1) for n in range(100)), *links)
    items = next(block for block in page(portfolio, "t99").document().blocks if isinstance(block, Items))
    assert [item.subject.text for item in items.rows[::29]] == ["t99", "t0"]
    assert len(data(portfolio, "t99")["chain"]) == 100
    assert "70 steps between the last two are left out." in repr(page(portfolio, "t99").document())


def test_the_finish_of_a_plan_names_its_drivers_unless_that_says_nothing() -> None:
    portfolio = of(*(task(f"t{n}", 1) for n in range(9)), *(Link(f"t{n}", f"t{n + 1}") for n in range(8)))
    assert "".join(cell.text for cell in driven(portfolio, portfolio.plans["p"])) == (
        " What drives it: t8 <- t7 <- t6 <- ... <- t2 <- t1 <- t0, which waits for nothing, and has not begun: "
        "today at the earliest. mopsctl timeline why t8"
    )
    alone = of(task("a"))
    assert driven(alone, alone.plans["p"]) == ()
    assert driven(of(), of().plans["p"]) == ()
