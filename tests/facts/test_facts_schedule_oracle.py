"""The schedule against a naive one: walks the calendar day by day, relaxes until nothing moves, and finds slack by
delaying each task further and further until the plan's finish moves."""

from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

from facts_builders import MONDAY, cdp_plan, milestone, portfolio_of, task
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsctl.facts.schedule.cycles import all_cycles
from mopsctl.facts.schedule.network import schedule
from mopsctl.model.plan import Link, Plan

DAY = timedelta(1)
PLAN_STARTS = {"cdp": MONDAY, "dam": date(2026, 11, 28)}


def worked(day):
    while day.weekday() > 4:
        day += DAY
    return day


def later(day, days):
    for _ in range(days):
        day = worked(day + DAY)
    return day


def naive(portfolio, delay=None):
    """{key: (start, finish, first day on which what waits may start)}, of a network without loops."""
    delay = delay or {}
    found = {}
    for _ in range(len(portfolio.tasks) + 1):
        for key, one in portfolio.tasks.items():
            before = [
                found[link.before] for link in portfolio.links.values() if link.after == key and link.before in found
            ]
            found[key] = place(one, before, portfolio.today, delay.get(key, 0))
    return found


def place(one, before, today, delay):
    zero = one.kind == "milestone" or one.days == 0
    days = one.days or 1
    if one.finished:
        return one.started or one.finished, one.finished, worked(one.finished + DAY)
    if one.started and not zero:
        finish = later(max(later(worked(one.started), days - 1), worked(today)), delay)
        return one.started, finish, later(finish, 1)
    floor = max(worked(day) for day in (today, PLAN_STARTS[one.plan], one.not_before or today))
    free = later(max([floor, *(free for _, _, free in before)]), delay)
    if zero:
        shown = later(max([floor, *(worked(finish) for _, finish, _ in before)]), delay)
        return shown, shown, free
    finish = later(free, days - 1)
    return free, finish, later(finish, 1)


def finish_of(portfolio, dates):
    return max(worked(finish) for key, (_, finish, _) in dates.items() if portfolio.tasks[key].plan == "cdp")


days_around = st.dates(date(2026, 11, 16), date(2026, 12, 11))


@st.composite
def tasks(draw, key):
    plan = draw(st.sampled_from(["cdp", "cdp", "cdp", "dam"]))
    not_before = draw(st.none() | st.none() | days_around)
    if draw(st.integers(0, 3)) == 0:
        return milestone(key, plan, not_before=not_before)
    days = draw(st.none() | st.integers(0, 6))
    started, finished = draw(st.sampled_from([(0, 0)] * 6 + [(1, 0), (0, 1), (1, 1)]))
    started = draw(days_around) if started else None
    finished = draw(st.dates(started or date(2026, 11, 16), date(2026, 12, 18))) if finished and days else None
    return task(key, days, plan, not_before=not_before, started=started, finished=finished)


@st.composite
def portfolios(draw, loops=False):
    keys = [f"t{n}" for n in range(draw(st.integers(1, 7)))]
    pairs = [(a, b) for a in keys for b in keys if (a != b if loops else a < b)]
    arrows = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    names = dict(zip(keys, draw(st.permutations(keys)), strict=True))  # keys in no order of work
    records = [draw(tasks(key)) for key in draw(st.permutations(keys))]
    return portfolio_of(
        cdp_plan(), Plan("dam", "DAM", PLAN_STARTS["dam"]), *records,
        *(Link(names[a], names[b]) for a, b in arrows), today=draw(days_around),
    )  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(portfolios())
def test_dates_and_slack_are_those_of_the_naive_schedule(portfolio):
    expected = naive(portfolio)
    found = {t.key: t for t in schedule(portfolio, "cdp").tasks}
    for key, one in found.items():
        if portfolio.tasks[key].finished:
            assert one.finish == portfolio.tasks[key].finished
            continue
        assert (one.start, one.finish) == expected[key][:2], key
        before = finish_of(portfolio, expected)
        slack = 0
        while finish_of(portfolio, naive(portfolio, {key: slack + 1})) == before:
            slack += 1
        assert one.slack == slack, key
        assert one.critical == (slack == 0)
        assert one.late_finish == later(one.finish, slack)


def links_of(portfolio):
    after = {}
    for link in portfolio.links.values():
        after.setdefault(link.before, set()).add(link.after)
    return after


def has_loop(after):
    try:
        TopologicalSorter(after).prepare()
    except CycleError:
        return True
    return False


@settings(max_examples=300, deadline=None)
@given(portfolios(loops=True))
def test_loops_are_real_named_once_and_cutting_each_leaves_none(portfolio):
    loops = all_cycles(portfolio)
    after = links_of(portfolio)
    assert bool(loops) == has_loop(after)
    assert len(set(loops)) == len(loops)
    for loop in loops:
        assert loop[0] == min(loop)
        assert len(set(loop)) == len(loop)
        assert all(b in after[a] for a, b in zip(loop, (*loop[1:], loop[0]), strict=True))
    for loop in loops:
        after[loop[-1]].discard(loop[0])
    assert not has_loop(after)


@settings(max_examples=200, deadline=None)
@given(portfolios(loops=True))
def test_exactly_what_is_on_or_behind_a_loop_and_has_not_begun_has_no_dates(portfolio):
    begun = {t.key for t in portfolio.tasks.values() if t.finished or (t.started and t.days != 0 and t.kind == "task")}
    after = links_of(portfolio)
    live = {key: {n for n in some if n not in begun} for key, some in after.items()}

    def reach(key):
        seen, front = set(), [key]
        while front:
            front = [n for k in front for n in live.get(k, ()) if n not in seen and not seen.add(n)]
        return seen

    reached = {key: reach(key) for key in portfolio.tasks}
    on_loop = {key for key in portfolio.tasks if key in reached[key]}
    stuck = on_loop | {n for key in on_loop for n in reached[key]}
    dateless = {t.key for plan in PLAN_STARTS for t in schedule(portfolio, plan).tasks if t.start is None}
    assert dateless == stuck
