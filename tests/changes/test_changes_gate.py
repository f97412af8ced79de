"""What the gate on the way of every change answers, from two Portfolios alone."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from mopsctl import admission
from mopsctl.admission import JUDGED, admit
from mopsctl.errors import GATE_CLOSED, MopsError
from mopsctl.facts.objections import stops
from mopsctl.model.capability import Capability, Offering, Platform
from mopsctl.model.kinds import KINDS, kind_of
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Participation, Plan, Task
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.waiver import Waiver

DAY = date(2026, 11, 23)
YES, NO = (Participation("cdp", "it", critical=answer) for answer in ("yes", "no"))
PLAN = Plan("cdp", "CDP", DAY, "build", "cdp")
WAIVER = Waiver("GAT401", "team:it", "agreed", "ada", DAY, DAY, "cdp")
WORLD = (
    Team("it", "IT"),
    Team("mops", "MOps"),
    Person("ada", "Ada", "it"),
    Platform("cdp", "CDP", "proposed"),
    Platform("esp", "ESP"),
    Capability("send", "Send", governing="cdp"),
    Offering("send", "cdp", "mops"),
    Offering("send", "esp", "it"),
)


def world(*records: Any, today: date = DAY) -> Portfolio:
    found: dict[str, dict[Any, Any]] = {kind.plural: {} for kind in KINDS}
    for record in (*WORLD, *records):
        kind = kind_of(record)
        found[kind.plural][kind.key_of(record)] = record
    return Portfolio(today=today, **found)


MOPS = Participation("cdp", "mops", critical="yes")


def test_a_running_plan_whose_gate_is_shut_is_named() -> None:
    assert admit(world(PLAN, YES, MOPS), world(PLAN, NO, MOPS)) == ("cdp",)
    assert admit(world(PLAN, NO, MOPS, WAIVER), world(PLAN, NO, MOPS)) == ("cdp",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((PLAN, YES, MOPS), (PLAN, YES, MOPS)),
        ((PLAN, NO, MOPS), (PLAN, replace(NO, work=5), MOPS)),
        ((PLAN, NO, MOPS), (PLAN, YES, MOPS)),
        ((replace(PLAN, stage="plan"), YES, MOPS), (replace(PLAN, stage="plan"), NO, MOPS)),
        ((PLAN, YES, MOPS), (replace(PLAN, closed=DAY), NO, MOPS)),
        ((PLAN, YES, MOPS), (PLAN, NO, MOPS, WAIVER)),
    ],
    ids=["the same", "shut before", "opened", "not begun", "closed", "waived"],
)
def test_else_none_is(before: Any, after: Any) -> None:
    assert admit(world(*before), world(*after)) == ()


def test_a_waiver_that_is_over_keeps_no_gate_open() -> None:
    tomorrow = date(2026, 11, 24)
    before, after = (world(plan, NO, MOPS, WAIVER, today=tomorrow) for plan in (replace(PLAN, stage="plan"), PLAN))
    with pytest.raises(MopsError, match='plan "cdp" cannot enter build') as caught:
        admit(before, after)
    assert caught.value.code == GATE_CLOSED
    assert admit(*(replace(one, today=DAY) for one in (before, after))) == ()


def test_a_platform_under_another_key_is_the_same_and_one_that_offers_something_else_is_not() -> None:
    before = world(PLAN, NO, MOPS)
    offerings = {("send", "hub", "mops"): Offering("send", "hub", "mops"),
                 ("send", "esp", "it"): before.offerings["send", "esp", "it"]}  # fmt: skip
    renamed = replace(
        before,
        platforms={"hub": Platform("hub", "CDP", "proposed"), "esp": before.platforms["esp"]},
        plans={"cdp": replace(PLAN, platform="hub")},
        offerings=offerings,
        capabilities={"send": Capability("send", "Send", governing="hub")},
    )
    assert admit(before, renamed) == ()
    more = {**offerings, ("sell", "hub", "mops"): Offering("sell", "hub", "mops")}
    capabilities = {**renamed.capabilities, "sell": Capability("sell", "Sell")}
    other = replace(renamed, offerings=more, capabilities=capabilities)
    with pytest.raises(MopsError, match="cannot change its platform in build"):
        admit(before, other)


def test_a_change_of_anything_else_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(portfolio: Portfolio, plan: str) -> Any:
        raise AssertionError

    before = world(PLAN, NO, MOPS)
    monkeypatch.setattr(admission, "stops", never)
    task = Task("map", "Map", "cdp")
    assert admit(before, replace(before, tasks={"map": task}, teams={**before.teams, "x": Team("x", "X")})) == ()
    for plural in JUDGED:
        with pytest.raises(AssertionError):
            admit(before, replace(before, **{plural: dict(before.of(plural))}))


def test_the_stops_of_a_gate_depend_on_what_is_judged_and_on_nothing_else() -> None:
    whole = world(PLAN, NO, MOPS, WAIVER, Task("map", "Map", "cdp", kind="implementation"), today=date(2026, 11, 24))
    bare = Portfolio(today=whole.today, **{plural: whole.of(plural) for plural in JUDGED})
    assert stops(bare, "cdp") == stops(whole, "cdp") != ()


IMPLEMENTATION = Task("lay", "Lay", "cdp", kind="implementation")
OTHER_PLAN = Plan("other", "Other", DAY, "plan")
STOPPED = (replace(PLAN, stage="plan"), OTHER_PLAN, NO, MOPS)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (IMPLEMENTATION, replace(IMPLEMENTATION, started=DAY)),
        (IMPLEMENTATION, replace(IMPLEMENTATION, percent=10)),
        (replace(IMPLEMENTATION, started=DAY), replace(IMPLEMENTATION, started=DAY, percent=100)),
        (replace(IMPLEMENTATION, started=DAY), replace(IMPLEMENTATION, started=DAY, finished=DAY)),
        (IMPLEMENTATION, replace(IMPLEMENTATION, kind="task")),
        (IMPLEMENTATION, replace(IMPLEMENTATION, kind="task", plan="other")),
        (replace(IMPLEMENTATION, plan="other", started=DAY), replace(IMPLEMENTATION, started=DAY)),
        (replace(IMPLEMENTATION, started=DAY), replace(IMPLEMENTATION, started=DAY, finished=DAY, plan="other")),
        (replace(IMPLEMENTATION, kind="task", started=DAY), replace(IMPLEMENTATION, started=DAY)),
    ],
    ids=["started", "begun", "all of it", "done", "renamed kind", "renamed kind in another plan", "came begun",
         "done while it leaves", "begun, then made implementation"],
)  # fmt: skip
def test_no_task_of_implementation_moves_on_past_a_stop(was: Task, now: Task) -> None:
    with pytest.raises(MopsError, match='implementation task "lay" cannot be'):
        admit(world(*STOPPED, was), world(*STOPPED, now))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (replace(IMPLEMENTATION, started=DAY), replace(IMPLEMENTATION, started=DAY, percent=60)),
        (IMPLEMENTATION, replace(IMPLEMENTATION, plan="other")),
        (IMPLEMENTATION, replace(IMPLEMENTATION, key="put")),
        (replace(IMPLEMENTATION, started=DAY), IMPLEMENTATION),
    ],
    ids=["goes on", "leaves", "another key", "taken back"],
)
def test_what_begins_nothing_passes(was: Task, now: Task) -> None:
    assert admit(world(*STOPPED, was), world(*STOPPED, now)) == ()


def test_a_running_plan_goes_back_but_not_on() -> None:
    build, launch = (world(replace(PLAN, stage=stage), NO, MOPS) for stage in ("build", "launch"))
    with pytest.raises(MopsError, match='plan "cdp" cannot enter launch'):
        admit(build, launch)
    assert admit(launch, build) == ()


def test_a_plan_that_closes_some_day_is_running_and_one_opened_again_is_told_of() -> None:
    some_day, closed = (replace(PLAN, closed=day) for day in (date(2027, 1, 5), DAY))
    assert admit(world(some_day, YES, MOPS), world(some_day, NO, MOPS)) == ("cdp",)
    assert admit(world(closed, NO, MOPS), world(PLAN, NO, MOPS)) == ("cdp",)
