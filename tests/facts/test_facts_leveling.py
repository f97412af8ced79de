"""Levelling: feasible by a checker that shares nothing with it, and as little moved as need be."""

from datetime import date, timedelta

import pytest
from facts_builders import MONDAY, cdp_plan, links, milestone, portfolio_of, task
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from msgspec import structs
from test_facts_schedule_oracle import CALENDARS, naive, portfolios, works

from mopsctl.edit.level import keep
from mopsctl.errors import MopsError
from mopsctl.facts.levelling.leveling import at_most, level
from mopsctl.facts.levelling.load import overloads
from mopsctl.facts.schedule.network import schedule
from mopsctl.model.calendar import DayOff
from mopsctl.model.commitment import Ask
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Lead, Link, Plan, Task

DAY = timedelta(1)
NONE = lambda: False  # noqa: E731  # no patience at all


def day(number):
    """The working day so many after Monday, 23 November 2026."""
    return MONDAY + DAY * (number // 5 * 7 + number % 5)


def moves(levelled):
    return {one.key: (one.start, one.finish) for one in levelled.moved}


def finish_in(portfolio, key):
    return next(one.finish for one in schedule(portfolio, "cdp").tasks if one.key == key)


def team(key="it", capacity=1, **fields):
    return Team(key, key.upper(), capacity=capacity, **fields)


# -- the checker


def takes_days(one):
    """Not a milestone by any name: that is a point in time, which cannot be begun and stays where its links put it."""
    return one.kind != "milestone" and one.days != 0


def asked_on(portfolio, dates, keys):
    """{(holder, day): percent} that some tasks ask, from today on, read from the records alone."""
    found = {}
    for key in keys:
        one = portfolio.tasks[key]
        if one.finished or not takes_days(one):
            continue
        at, last = max(dates[key][0], portfolio.today), dates[key][1]
        while at <= last:
            if works(portfolio, one, at):
                for holder in (f"team:{one.team}", f"person:{one.owner}"):
                    found.setdefault((holder, at), []).append(one.share)
            at += DAY
    return found


def capacity_of(portfolio, holder):
    kind, _, key = holder.partition(":")
    return portfolio.teams[key].capacity * 100 if kind == "team" else 100


def check(portfolio, levelled):
    """No task that may move stands where there is no room for it, and the dates are those of the plan as kept."""
    before = naive(portfolio)
    kept = keep(portfolio, levelled)
    after = naive(kept)
    moved = moves(levelled)
    movable = {
        key for key, one in portfolio.tasks.items() if one.plan == "cdp" and not one.started and not one.finished
    }
    assert moved.keys() <= movable
    for key, one in portfolio.tasks.items():
        if key in moved:
            assert after[key][:2] == moved[key], key
            assert after[key][0] > before[key][0], key
        elif key in movable and takes_days(one):
            assert after[key][:2] == before[key][:2], key
        elif one.plan == "cdp" and (one.finished or (one.started and takes_days(one))):
            assert after[key][0] == before[key][0], key
    mine = asked_on(portfolio, after, movable)
    others = asked_on(portfolio, before, portfolio.tasks.keys() - movable)
    for (holder, at), shares in mine.items():
        if holder.endswith(":None"):
            continue
        there = capacity_of(portfolio, holder)
        taken = sum(min(share, there) for share in shares) + min(sum(others.get((holder, at), ())), there)
        assert taken <= there, (holder, at)
    own = [last for key, (_, last, _) in after.items() if portfolio.tasks[key].plan == "cdp"]
    assert levelled.finish == max(own, default=None)


@st.composite
def crowded(draw):
    """Networks of any links on three calendars, in which everybody has little time."""
    portfolio = draw(portfolios())
    shares = st.sampled_from([100, 100, 50, 30])
    tasks = {key: structs.replace(one, share=draw(shares)) for key, one in portfolio.tasks.items()}
    if draw(st.booleans()):  # all to one team
        tasks = {key: structs.replace(one, team="it", owner=None) for key, one in tasks.items()}
    capacities = st.sampled_from([1, 1, 2])
    teams = {key: structs.replace(one, capacity=draw(capacities)) for key, one in portfolio.teams.items()}
    return structs.replace(portfolio, tasks=tasks, teams=teams)


@settings(max_examples=examples(120), deadline=None)
@given(crowded(), st.sampled_from([1, 3, 20]))
def test_a_levelled_timeline_is_feasible_and_is_what_the_plan_becomes(portfolio, schedules):
    check(portfolio, level(portfolio, "cdp", at_most(schedules)))


@settings(max_examples=examples(40), deadline=None)
@given(crowded())
def test_what_an_exact_search_proves_is_feasible_and_never_beaten(portfolio):
    exactly = pytest.importorskip("mopsctl.solvers.level").exactly
    levelled, found = exactly(portfolio, "cdp", 5), level(portfolio, "cdp", at_most(100))
    check(portfolio, levelled)
    if levelled.best and levelled.finish:
        assert levelled.finish <= found.finish
    if found.best:
        assert levelled.finish == found.finish


def test_an_exact_search_finds_what_is_better_on_a_plan_of_four_teams():
    exactly = pytest.importorskip("mopsctl.solvers.level").exactly
    keys = ("it", "hr", "pr", "qa")
    tasks = [task(f"t{n}", n * 7 % 9 + 1, team=keys[n * 5 % 11 % 4]) for n in range(30)]
    arrows = [Link(f"t{n}", f"t{n + step}") for n in range(24) for step in (2, 5) if n * step % 3]
    portfolio = portfolio_of(cdp_plan(), *map(team, keys), *tasks, *arrows)
    quick, exact = level(portfolio, "cdp", NONE), exactly(portfolio, "cdp", 30)
    check(portfolio, exact)
    assert exact.best
    assert exact.finish <= level(portfolio, "cdp").finish <= quick.finish


def test_the_checker_sees_an_overload():
    portfolio = portfolio_of(cdp_plan(), team(), task("a", 2, team="it"), task("b", 2, team="it"))
    levelled = level(portfolio, "cdp")
    with pytest.raises(AssertionError):
        check(portfolio, structs.replace(levelled, moved=()))


# -- by example


def test_one_person_does_one_thing_after_the_other():
    ada = Person("ada", "Ada", "it")
    portfolio = portfolio_of(cdp_plan(), team(capacity=5), ada, task("a", 3, owner="ada"), task("b", 2, owner="ada"))
    levelled = level(portfolio, "cdp")
    assert (levelled.finish_before, levelled.finish, levelled.soonest) == (day(2), day(4), day(4))
    assert moves(levelled) == {"b": (day(3), day(4))}
    assert levelled.best
    assert (levelled.overload_before.total, levelled.overload_before.holder) == (2, "person:ada")
    assert levelled.overload.total == 0


def test_what_takes_half_of_a_person_leaves_room_for_another_half():
    halves = [task(key, 4, owner="ada", share=50) for key in "abc"]
    portfolio = portfolio_of(cdp_plan(), team(capacity=5), Person("ada", "Ada", "it"), *halves)
    assert moves(level(portfolio, "cdp")) == {"c": (day(4), day(7))}


def test_a_team_of_two_does_two_things_at_once():
    portfolio = portfolio_of(cdp_plan(), team(capacity=2), *(task(key, 2, team="it") for key in "abcd"))
    assert moves(level(portfolio, "cdp")) == {"c": (day(2), day(3)), "d": (day(2), day(3))}


def test_the_task_with_more_behind_it_comes_first():
    records = (task("a", 2, team="it"), task("b", 2, team="it"), task("c", 9), *links("b>c"))
    levelled = level(portfolio_of(cdp_plan(), team(), *records), "cdp")
    assert moves(levelled) == {"a": (day(2), day(3))}
    assert levelled.finish == levelled.finish_before == day(10)


def test_a_task_that_must_end_by_a_day_comes_first():
    records = (task("a", 3, team="it"), task("b", 3, team="it", must_by=day(2)))
    assert moves(level(portfolio_of(cdp_plan(), team(), *records), "cdp")) == {"a": (day(3), day(5))}


def test_what_has_begun_and_what_is_done_stay():
    records = (
        task("done", 9, team="it", started=MONDAY - 7 * DAY, finished=MONDAY - 3 * DAY),
        task("running", 4, team="it", started=MONDAY),
        task("next", 2, team="it"),
    )
    levelled = level(portfolio_of(cdp_plan(), team(), *records), "cdp")
    assert moves(levelled) == {"next": (day(4), day(5))}


@pytest.mark.parametrize("fields", [{"days": 0}, {"kind": "milestone"}])
def test_what_takes_no_days_falls_where_what_it_waits_for_ends_begun_or_not(fields):
    """As on the timeline: a point in time cannot be begun, and until it is reached its links say when it is."""
    begun = Task("begun", "begun", "cdp", started=MONDAY, **fields)
    records = (task("a", 2, team="it"), task("b", 2, team="it"), begun, *links("a>begun", "b>begun"))
    portfolio = portfolio_of(cdp_plan(), team(), *records)
    levelled = level(portfolio, "cdp")
    assert moves(levelled) == {"b": (day(2), day(3))}
    assert (levelled.finish_before, levelled.finish, levelled.stretched, levelled.best) == (day(1), day(3), (), True)
    assert finish_in(portfolio, "begun") == day(1)
    assert finish_in(keep(portfolio, levelled), "begun") == day(3)


def test_what_takes_no_days_and_is_done_stays_where_it_was():
    done = task("done", 0, finished=MONDAY)
    records = (task("a", 2, team="it"), task("b", 2, team="it"), done, *links("a>done", "b>done"))
    portfolio = portfolio_of(cdp_plan(), team(), *records)
    levelled = level(portfolio, "cdp")
    assert moves(levelled) == {"b": (day(2), day(3))}
    assert finish_in(keep(portfolio, levelled), "done") == MONDAY


def test_tasks_of_other_plans_stay_and_take_their_part():
    other = task("theirs", 3, plan="dam", team="it")
    portfolio = portfolio_of(cdp_plan(), Plan("dam", "DAM", MONDAY), team(), other, task("ours", 2, team="it"))
    assert moves(level(portfolio, "cdp")) == {"ours": (day(3), day(4))}
    assert moves(level(portfolio, "dam")) == {"theirs": (day(2), day(4))}


def test_days_off_within_a_task_leave_the_team_to_others():
    off = DayOff("person:ada", day(1), day(2))
    mine = task("a", 2, team="it", owner="ada")
    portfolio = portfolio_of(cdp_plan(), team(), Person("ada", "Ada", "it"), off, mine, task("b", 2, team="it"))
    levelled = level(portfolio, "cdp")
    assert moves(levelled) == {"b": (day(1), day(2))}  # while Ada is away; "a" is worked on days 0 and 3
    assert levelled.finish == day(3)


def test_a_lead_time_stands_before_its_task_wherever_it_goes():
    records = (task("a", 3, team="it"), task("b", 2, team="it"), task("c", 4, team="it"), *links("a>b"))
    portfolio = portfolio_of(cdp_plan(), team(), team("hr"), Lead("b", "hr", 2), *records)
    levelled = level(portfolio, "cdp")
    assert levelled.finish == day(8)
    assert moves(levelled) == {"b": (day(7), day(8)), "c": (day(3), day(6))}


def test_only_what_nothing_else_holds_there_is_held():
    records = (task("a", 3, team="it"), task("b", 2, team="it"), task("c", 1), milestone("m"), *links("b>c", "c>m"))
    portfolio = portfolio_of(cdp_plan(), team(), *records, task("d", 9, team="it"), *links("a>d"))
    levelled = level(portfolio, "cdp")
    held = {one.key for one in levelled.moved if one.held}
    kept = keep(portfolio, levelled)
    assert {key for key, one in kept.tasks.items() if one.not_before} == held
    assert "c" not in held
    assert overloads(kept, "cdp") == ()


def test_where_nobody_is_asked_for_too_much_nothing_moves():
    portfolio = portfolio_of(cdp_plan(), team(), task("a", 3, team="it"), task("b", 2, team="it"), *links("a>b"))
    levelled = level(portfolio, "cdp", NONE)
    assert (levelled.moved, levelled.best, levelled.schedules) == ((), True, 1)
    assert keep(portfolio, levelled) is portfolio


@pytest.mark.parametrize("share", [50, 100])
def test_a_task_that_alone_asks_for_too_much_has_its_holder_to_itself(share):
    promised = Ask("cdp", "it", "assign", MONDAY, state="promised", person="ada", allocation=50)
    tasks = (task("a", 2, owner="ada"), task("b", 2, owner="ada", share=share))
    portfolio = portfolio_of(cdp_plan(), team(), Person("ada", "Ada", "it"), promised, *tasks)
    levelled = level(portfolio, "cdp")
    assert moves(levelled) in ({"b": (day(2), day(3))}, {"a": (day(2), day(3))})
    assert levelled.overload.total == share / 50  # half a day too much on each of two days, or of four


def test_a_team_without_anybody_is_left_as_it_is():
    portfolio = portfolio_of(cdp_plan(), team(capacity=0), task("a", 2, team="it"), task("b", 2, team="it"))
    levelled = level(portfolio, "cdp")
    assert levelled.moved == ()
    assert levelled.overload.total == levelled.overload_before.total == 4


@pytest.mark.parametrize("records", [(), (milestone("m"),), (task("a", 2, finished=MONDAY),)])
def test_a_plan_in_which_nothing_can_move_is_told_as_it_is(records):
    levelled = level(portfolio_of(cdp_plan(), team(), *records), "cdp")
    assert levelled.moved == ()
    assert levelled.finish == levelled.finish_before


def test_tasks_on_a_loop_have_no_dates_and_do_not_disturb():
    records = (task("a", team="it"), task("b", team="it"), *links("a>b", "b>a"))
    portfolio = portfolio_of(cdp_plan(), team(), *records, task("c", 2, team="it"), task("d", 2, team="it"))
    assert moves(level(portfolio, "cdp")) == {"d": (day(2), day(3))}


def test_another_calendar_is_another_week():
    gulf = team("gulf", calendar="gulf")
    records = (task("a", 3, team="gulf"), task("b", 2, team="gulf"), task("c", 2, team="it"), Link("b", "c", "FS", 1))
    levelled = level(portfolio_of(cdp_plan(), CALENDARS[0], team(), gulf, *records, task("d", 5, team="it")), "cdp")
    assert moves(levelled) == {
        "a": (date(2026, 11, 25), date(2026, 11, 29)),  # a Sunday
        "c": (date(2026, 11, 30), date(2026, 12, 1)),
    }
    assert levelled.finish == date(2026, 12, 1)


def test_the_same_plan_is_levelled_the_same_way_each_time():
    tasks = [task(f"t{n}", n % 7 + 1, team="it" if n % 3 else "hr") for n in range(40)]
    arrows = [Link(f"t{n}", f"t{n + 5}") for n in range(35)]

    def make():
        return portfolio_of(cdp_plan(), team(), team("hr", 2), *tasks, *arrows)

    assert level(make(), "cdp") == level(make(), "cdp")


def test_more_patience_is_never_worse():
    tasks = [task(f"t{n}", n * 7 % 9 + 1, team=("it", "hr", "pr")[n % 3]) for n in range(60)]
    arrows = [Link(f"t{n}", f"t{n + step}") for n in range(50) for step in (3, 7) if n * step % 4]
    portfolio = portfolio_of(cdp_plan(), team(), team("hr"), team("pr"), *tasks, *arrows)
    finishes = [level(portfolio, "cdp", at_most(count)).finish for count in (1, 10, 300)]
    assert finishes == sorted(finishes, reverse=True)


def test_a_plan_that_changed_meanwhile_is_not_held_where_it_was():
    portfolio = portfolio_of(cdp_plan(), team(), task("a", 3, team="it"), task("b", 2, team="it"))
    levelled = level(portfolio, "cdp")
    later = {**portfolio.tasks, "b": structs.replace(portfolio.tasks["b"], not_before=day(7))}
    with pytest.raises(MopsError, match="the plan was changed meanwhile"):
        keep(structs.replace(portfolio, tasks=later), levelled)


# -- what cannot be helped, and what is asked of somebody who has little time


def test_who_was_promised_for_a_part_of_the_day_is_still_levelled():
    """A task asks for all of somebody who has a fifth: it has that person to itself."""
    noor = Person("noor", "Noor", "it")
    ask = Ask("cdp", "it", "assign", MONDAY, state="promised", person="noor", allocation=20, start=MONDAY)
    tasks = (task("one", 2, team="it", owner="noor"), task("two", 2, team="it", owner="noor"))
    levelled = level(portfolio_of(cdp_plan(), team(capacity=2), noor, ask, *tasks), "cdp")
    assert moves(levelled) == {"two": (day(2), day(3))}


def test_begun_work_that_a_link_stretches_over_other_work_is_told_and_never_called_best():
    begun = task("begun", 3, team="it", owner="pp", started=MONDAY)
    records = (
        cdp_plan(), team(capacity=9), team("web"), Person("pp", "PP", "it"), begun,
        task("before", 5, team="web"), task("more", 5, team="web"),
        task("after", 5, team="it", owner="pp", not_before=day(5)),
        Link("more", "begun", "FF"),
    )  # fmt: skip
    levelled = level(portfolio_of(*records), "cdp")
    assert (levelled.stretched, levelled.best) == (("begun",), False)
    assert levelled.overload.total > 0
