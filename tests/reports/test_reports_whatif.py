"""What if: the finish before and after, who moves, and how what is assumed is modelled."""

from datetime import date
from typing import Any

import msgspec
from report_samples import MONDAY, portfolio_of

from mopsctl.edit.assume import assume
from mopsctl.facts.schedule.effect import effect
from mopsctl.facts.schedule.ripple import slip_costs
from mopsctl.model.assumption import Assumption, Decide, Refuse, Slip, Without
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Link, Plan, Task
from mopsctl.model.policy import Policy
from mopsctl.reports.document import Banner, Paragraph, Report
from mopsctl.reports.whatif import Supposed, each, in_words, what_if

POLICY = Policy()
ROLLOUT = portfolio_of(
    *(Team("it", "IT"), Team("legal", "Legal"), Person("ada", "Ada", "it")),
    Plan("p", "Rollout", MONDAY, target=date(2026, 12, 11)),
    Task("map", "Map events", "p", "it", "ada", days=5),
    Task("check", "Check", "p", "legal", days=5),
    Task("live", "Go live", "p", kind="milestone"),
    Task("spare", "Spare", "p", "it", days=1),
    *(Link("map", "check"), Link("check", "live")),
)
PLAN = ROLLOUT.plans["p"]


def report(*assumed: Assumption, kept: bool = False) -> Report:
    then = assume(ROLLOUT, "p", assumed, POLICY)
    return what_if(ROLLOUT, PLAN, Supposed(assumed, then, effect(ROLLOUT, then, "p"), kept), POLICY)


def data(shown: Report) -> Any:
    return msgspec.json.decode(msgspec.json.encode(shown.answer))


def verdict(shown: Report) -> str:
    banner = next(block for block in shown.document().blocks if isinstance(block, Banner))
    return f"{banner.word}: " + "".join(cell.text for cell in banner.cells)


def test_a_slip_tells_the_finish_the_days_the_milestones_and_the_teams() -> None:
    shown = report(Slip("map", 8))
    assert verdict(shown) == (
        "8 working days lost: the plan ends on 2026-12-16, not on 2026-12-04; and misses the target 2026-12-11"
    )
    said = data(shown)
    assert (said["finish_before"], said["finish_after"], said["days_lost"]) == ("2026-12-04", "2026-12-16", 8)
    assert [(one["key"], one["days"]) for one in said["milestones"]] == [("live", 8)]
    assert [(one["team"], one["tasks"], one["days"]) for one in said["teams"]] == [("it", 1, 8), ("legal", 1, 8)]
    assert said["assumptions"] == [{"what": "slip", "task": "map", "days": 8, "working": True}]
    rows = ["|".join(cell.text for cell in row) for row in shown.table().rows]
    assert rows[0] == "finish|p|2026-12-04|2026-12-16|8"
    assert "task|check|2026-12-04|2026-12-16|8" in rows
    assert "team|legal|||8" in rows


def test_what_costs_nothing_says_so_and_what_wins_does() -> None:
    assert verdict(report(Slip("spare", 1))) == (
        "no day lost: the plan ends on 2026-12-04, as before; before the target 2026-12-11"
    )
    assert verdict(report(Slip("map", -1))).startswith("1 working day won: the plan ends on 2026-12-03")


def test_a_refusal_and_an_absence_tell_how_they_are_modelled() -> None:
    said = repr(report(Refuse("legal"), Without("ada", date(2026, 12, 14))).document())
    assert "legal refuses: its tasks cannot start before 2026-12-21" in said
    assert "ada is missing until 2026-12-14" in said
    assert (
        "How a refusal is modelled: what it has not begun could not start before an assumed day, 2026-12-21: "
        "20 working days from today (refusal_days in mopsctl.toml)"
    ) in said
    assert "How an absence is modelled: what the person has not begun cannot start before an assumed day" in said
    assert "modelled" not in repr(report(Slip("map", 1)).document())


def test_every_assumption_is_a_clause() -> None:
    said = [
        in_words(ROLLOUT, "p", one, POLICY)
        for one in (Slip("map", 1), Slip("map", -3, working=False), Decide("send", date(2027, 1, 15)))
    ]
    assert said == [
        "map takes 1 working day longer",
        "map takes 3 calendar days less",
        "which platform governs send is decided on 2027-01-15",
    ]


def test_whether_it_is_kept_is_said() -> None:
    last = [block for block in report(Slip("map", 1)).document().blocks if isinstance(block, Paragraph)][-1]
    assert last.cells[0].text == "Nothing is stored; --keep stores it."
    assert "mopsctl undo takes it back" in repr(report(Slip("map", 1), kept=True).document())
    assert data(report(Slip("map", 1), kept=True))["kept"] is True


def test_each_critical_task_is_listed_with_what_its_slip_costs() -> None:
    shown = each(ROLLOUT, PLAN, slip_costs(ROLLOUT, "p", 3), 3)
    assert [(row["task"], row["days_lost"]) for row in data(shown)] == [("check", 3), ("live", 3), ("map", 3)]
    assert "What each critical task costs if it takes 3 working days longer" in repr(shown.document())
    assert [cell.text for cell in shown.table().rows[0]][:3] == ["3", "check", "Check"]
