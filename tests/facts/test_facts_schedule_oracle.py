"""The schedule against two others that share nothing with it.

The naive one walks calendars day by day, relaxes until nothing moves, and finds slack by delaying each task further
and further until the plan's finish moves. The other is the longest path of `networkx` over starts and ends.
"""

from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

import networkx as nx
from facts_builders import MONDAY, cdp_plan, milestone, portfolio_of, task
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from mopsctl.facts.schedule.cycles import all_cycles
from mopsctl.facts.schedule.network import schedule
from mopsctl.model.calendar import WEEKDAYS, Calendar, DayOff, Holiday
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Link, Plan

DAY = timedelta(1)
PLAN_STARTS = {"cdp": MONDAY, "dam": date(2026, 11, 28)}
TEAMS = (Team("it", "IT"), Team("gulf", "Gulf", calendar="gulf"), Team("part", "Part time", calendar="part"))
PEOPLE = (Person("ada", "Ada", "it"), Person("cem", "Cem", "gulf"))
CALENDARS = (Calendar("gulf", "Gulf", ("sun", "mon", "tue", "wed", "thu")), Calendar("part", "Part", ("tue", "sat")))


def works(portfolio, one, day):
    """Whether a task is worked on, on a day; read from the records."""
    calendar = portfolio.calendars.get(portfolio.teams[one.team].calendar) if one.team else None
    holders = {f"team:{one.team}", f"person:{one.owner}"}
    if any(off.holder in holders and off.first <= day <= off.last for off in portfolio.days_off.values()):
        return False
    week = calendar.week if calendar else ("mon", "tue", "wed", "thu", "fri")
    holiday = portfolio.holidays.get((calendar.key, day)) if calendar else None
    return holiday.works if holiday else WEEKDAYS[day.weekday()] in week


def nth(portfolio, one, day, days):
    """The working day so many after (or before) the first one from a day on."""
    while not works(portfolio, one, day):
        day += DAY
    step = DAY if days > 0 else -DAY
    for _ in range(abs(days)):
        day += step
        while not works(portfolio, one, day):
            day += step
    return day


def naive(portfolio, delay=None):
    """{key: (first day, last day, first day on which what waits may start)}, of a network without loops."""
    delay = delay or {}
    found = {}
    for _ in range(len(portfolio.tasks) + 1):
        for key, one in portfolio.tasks.items():
            into = [
                (link.kind, link.lag, found[link.before])
                for link in portfolio.links.values()
                if link.after == key and link.before in found
            ]
            found[key] = place(portfolio, one, into, delay.get(key, 0))
    return found


def place(portfolio, one, into, delay):
    def go(day, days):
        return nth(portfolio, one, day, days)

    zero = one.kind == "milestone" or one.days == 0
    days = one.days or 1
    if one.finished:
        reckoned_back = one.finished if zero else min(one.finished, go(one.finished + DAY, -days))
        return (reckoned_back if zero else one.started or reckoned_back), one.finished, one.finished + DAY
    floor = max(day for day in (portfolio.today, PLAN_STARTS[one.plan], one.not_before or portfolio.today))
    if zero:
        return milestone_of(go, floor, into, delay)
    ends = [go(last + DAY, lag - 1) if lag else go(last, 0) for kind, lag, (_, last, _) in into if kind == "FF"]
    ends += [go(first, lag - 1) for kind, lag, (first, _, _) in into if kind == "SF"]
    if one.started:
        last = go(max([go(one.started, days - 1), go(portfolio.today, 0), *ends]), delay)
        return one.started, last, last + DAY
    starts = [go(floor, 0), *(go(end, 1 - days) for end in ends)]
    starts += [go(free, lag) for kind, lag, (_, _, free) in into if kind == "FS"]
    starts += [go(first, lag) for kind, lag, (first, _, _) in into if kind == "SS"]
    first = go(max(starts), delay)
    last = go(first, days - 1)
    return first, last, last + DAY


def milestone_of(go, floor, into, delay):
    """It has a first day for what starts with it (`free`), a day on which it is shown, and one for what follows it."""
    frees, lasts = [go(floor, 0)], [go(floor, 0)]
    for kind, lag, (first, last, free) in into:
        if kind in ("FS", "FF"):
            shown = go(free, lag - 1) if lag else last
            frees.append(shown + DAY if lag else free)
        else:
            shown = go(first, lag) if lag else first
            frees.append(shown)
        lasts.append(shown)
    free, last = max(frees), max(lasts)
    if delay:
        free, last = go(free, delay), go(last, delay)
    return free, last, free


def finish_of(portfolio, dates):
    return max(last for key, (_, last, _) in dates.items() if portfolio.tasks[key].plan == "cdp")


days_around = st.dates(date(2026, 11, 16), date(2026, 12, 11))
workers = st.sampled_from([(None, None), ("it", None), ("gulf", None), ("part", None), ("it", "ada"), ("gulf", "cem")])


@st.composite
def tasks(draw, key):
    plan = draw(st.sampled_from(["cdp", "cdp", "cdp", "dam"]))
    not_before = draw(st.none() | st.none() | days_around)
    team, owner = draw(workers)
    if draw(st.integers(0, 3)) == 0:
        return milestone(key, plan, not_before=not_before, team=team, owner=owner)
    days = draw(st.none() | st.integers(0, 6))
    started, finished = draw(st.sampled_from([(0, 0)] * 6 + [(1, 0), (0, 1), (1, 1)]))
    started = draw(days_around) if started else None
    finished = draw(st.dates(started or date(2026, 11, 16), date(2026, 12, 18))) if finished and days else None
    dates = {"not_before": not_before, "started": started, "finished": finished}
    return task(key, days, plan, team=team, owner=owner, **dates)


@st.composite
def exceptions(draw):
    """Holidays, days worked all the same, and days off."""
    days = draw(st.lists(days_around, max_size=4, unique=True))
    found = [Holiday("gulf", day, works=draw(st.booleans())) for day in days]
    for holder in ("team:it", "person:ada", "person:cem"):
        if draw(st.booleans()):
            first = draw(days_around)
            found.append(DayOff(holder, first, first + timedelta(draw(st.integers(0, 8)))))
    return found


@st.composite
def portfolios(draw, loops=False):
    keys = [f"t{n}" for n in range(draw(st.integers(1, 7)))]
    pairs = [(a, b) for a in keys for b in keys if (a != b if loops else a < b)]
    arrows = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    names = dict(zip(keys, draw(st.permutations(keys)), strict=True))  # keys in no order of work
    records = [draw(tasks(key)) for key in draw(st.permutations(keys))]
    kinds, lags = st.sampled_from(["FS", "FS", "SS", "FF", "SF"]), st.sampled_from([0, 0, 0, 1, 3, -1, -2])
    return portfolio_of(
        *CALENDARS, *TEAMS, *PEOPLE, *draw(exceptions()),
        cdp_plan(), Plan("dam", "DAM", PLAN_STARTS["dam"]), *records,
        *(Link(names[a], names[b], draw(kinds), draw(lags)) for a, b in arrows), today=draw(days_around),
    )  # fmt: skip


@settings(max_examples=examples(120), deadline=None)
@given(portfolios())
def test_dates_and_slack_are_those_of_the_naive_schedule(portfolio):
    expected = naive(portfolio)
    found = {t.key: t for t in schedule(portfolio, "cdp").tasks}
    before = finish_of(portfolio, expected) if found else None
    assert schedule(portfolio, "cdp").finish == before
    for key, one in found.items():
        record = portfolio.tasks[key]
        if record.finished:
            assert one.finish == record.finished
            continue
        first, last, _ = expected[key]
        zero = record.kind == "milestone" or record.days == 0
        assert (one.start, one.finish) == (last if zero else first, last), key
        slack = 0
        while finish_of(portfolio, naive(portfolio, {key: slack + 1})) == before:
            slack += 1
        assert one.slack == slack, key
        assert one.critical == (slack == 0)
        assert one.late_finish == (nth(portfolio, record, one.finish, slack) if slack else one.finish)


@st.composite
def networks(draw):
    """Tasks of one calendar, links of every kind with lags, and days by which some must be finished."""
    keys = [f"t{n}" for n in range(draw(st.integers(1, 8)))]
    dates = st.none() | st.none() | days_around
    records = [task(key, draw(st.integers(1, 6)), not_before=draw(dates), must_by=draw(dates)) for key in keys]
    pairs = [(a, b) for a in keys for b in keys if a < b]
    arrows = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    kinds, lags = st.sampled_from(["FS", "SS", "FF", "SF"]), st.integers(-4, 6)
    return portfolio_of(cdp_plan(), *records, *(Link(a, b, draw(kinds), draw(lags)) for a, b in arrows))


def workday(day):
    """Working days from Monday, 1 January 2024 to a day."""
    return sum((date(2024, 1, 1) + DAY * n).weekday() < 5 for n in range((day - date(2024, 1, 1)).days))


def longest(graph, source, target):
    """The length of the longest path; None where there is none (Bellman-Ford on lengths turned round)."""
    turned = nx.DiGraph()
    turned.add_nodes_from(graph)
    turned.add_weighted_edges_from((a, b, -length) for a, b, length in graph.edges(data="weight"))
    try:
        return -nx.bellman_ford_path_length(turned, source, target)
    except nx.NetworkXNoPath:
        return None


@settings(max_examples=examples(150), deadline=None)
@given(networks())
def test_dates_and_total_float_are_those_of_longest_paths(portfolio):
    graph = nx.DiGraph()
    for key, one in portfolio.tasks.items():
        graph.add_edge("begin", (key, "S"), weight=workday(max(MONDAY, one.not_before or MONDAY)))
        graph.add_edge((key, "S"), (key, "F"), weight=one.days)
        graph.add_edge((key, "F"), (key, "S"), weight=-one.days)  # a task is done in one go
    for link in portfolio.links.values():
        graph.add_edge((link.before, link.kind[0]), (link.after, link.kind[1]), weight=link.lag)
    starts = {key: longest(graph, "begin", (key, "S")) for key in portfolio.tasks}
    end = max(starts[key] + one.days for key, one in portfolio.tasks.items())
    for one in schedule(portfolio, "cdp").tasks:
        assert workday(one.start) == starts[one.key]
        late = []
        for key, other in portfolio.tasks.items():
            bound = min(end, workday(other.must_by + DAY)) if other.must_by else end
            if (length := longest(graph, (one.key, "S"), (key, "F"))) is not None:
                late.append(bound - length)
        assert one.slack == min(late) - starts[one.key]
        assert one.critical == (one.slack <= 0)
        assert workday(one.late_start) == min(late)


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


@settings(max_examples=examples(300), deadline=None)
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


@settings(max_examples=examples(200), deadline=None)
@given(portfolios(loops=True))
def test_exactly_what_is_on_or_behind_a_loop_and_has_not_begun_has_no_dates(portfolio):
    live = {}
    for link in portfolio.links.values():
        one = portfolio.tasks[link.after]
        begun = one.started and one.days != 0 and one.kind == "task"
        if not one.finished and not (begun and link.kind in ("FS", "SS")):
            live.setdefault(link.before, set()).add(link.after)

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
