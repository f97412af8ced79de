"""A plan written as MS Project's XML comes back equal: into the store it came from, and into one that knows no plan."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from msgspec import structs
from project_builders import MONDAY, brought, read_project

from mopsctl.changes import diff
from mopsctl.facts.schedule.calendars import calendar_of
from mopsctl.facts.schedule.network import schedule
from mopsctl.formats.mspdi_writing import write
from mopsctl.model.calendar import WEEKDAYS, Calendar, DayOff, Holiday
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Baseline, BaselineDate, Link, Plan, Task
from mopsctl.model.portfolio import Portfolio

DAYS = st.dates(date(2025, 12, 1), date(2027, 6, 30))
TEXTS = st.one_of(
    st.sampled_from(['Map <events> & "tags"', "Görev ışığı", "a\tb", "=1+1", "]]>", "  lead", "\u202eevil", "x" * 400]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=30).filter(
        str.strip
    ),
)
KINDS = ("task", "milestone", "learning", "decision", "implementation")


@st.composite
def tasks(draw: st.DrawFn, number: int, teams: list[str], people: list[str]) -> Task:
    kind = draw(st.sampled_from(KINDS))
    days = None if kind == "milestone" else draw(st.one_of(st.none(), st.integers(0, 30)))
    started = draw(st.one_of(st.none(), DAYS))
    finished = draw(st.one_of(st.none(), st.integers(0, 20))) if started else None
    team = draw(st.one_of(st.none(), st.sampled_from(teams))) if teams else None
    owner = draw(st.one_of(st.none(), st.sampled_from(people))) if people else None
    low = draw(st.one_of(st.none(), st.integers(0, days or 0))) if kind != "milestone" else None
    return Task(
        f"t{number}" if number % 2 else f"t.{number}-x",
        draw(TEXTS),
        "p",
        team,
        owner,
        kind,
        days,
        None,
        draw(st.one_of(st.none(), DAYS)),
        100 if finished is not None else draw(st.integers(0, 100)),
        started,
        started + timedelta(days=finished) if started and finished is not None else None,
        draw(st.one_of(st.just(""), TEXTS)),
        must_by=draw(st.one_of(st.none(), DAYS)),
        days_low=low,
        days_high=draw(st.one_of(st.none(), st.integers(days or 0, 60))) if kind != "milestone" else None,
        share=draw(st.integers(1, 100)) if team or owner else 100,
        ref=str(draw(st.integers(1, 10**6))) + str(number),
    )


@st.composite
def calendars(draw: st.DrawFn) -> tuple[list[Calendar], list[Holiday]]:
    weeks = st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(lambda some: tuple(d for d in WEEKDAYS if d in some))
    named = {"de-by": "DE BY", "night-day-1": "Night & day <1>", "izmir": "İzmir"}
    found = [Calendar(key, name, draw(weeks)) for key, name in named.items() if draw(st.booleans())]
    days = st.dictionaries(DAYS, st.tuples(st.booleans(), st.one_of(st.just(""), st.just("Tag & Nacht"))), max_size=6)
    holidays = [
        Holiday(one.key, day, name, works) for one in found for day, (works, name) in sorted(draw(days).items())
    ]
    return found, holidays


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    known, holidays = draw(calendars())
    keys = [None, *(one.key for one in known)]
    count = draw(st.integers(0, 3))
    teams = [Team(f"team{n}", draw(TEXTS), calendar=draw(st.sampled_from(keys)), capacity=n) for n in range(count)]
    people = [Person(f"who{n}", f"Who {n}", f"team{n}") for n in range(count)]
    off = [
        DayOff(f"team:{one.key}", day, day + timedelta(days=draw(st.integers(0, 9))), "leave")
        for one in teams
        for day in draw(st.lists(DAYS, max_size=1))
    ]
    some = [draw(tasks(n, [t.key for t in teams], [p.key for p in people])) for n in range(draw(st.integers(1, 8)))]
    links = [
        Link(before.key, after.key, kind, draw(st.integers(-5, 9)))
        for at, after in enumerate(some)
        for before in some[:at]
        for kind in draw(st.sets(st.sampled_from(["FS", "SS", "FF", "SF"]), max_size=1))
    ]
    frozen = [
        Baseline(f"p-{n}", "p", MONDAY - timedelta(days=n), draw(st.one_of(st.just(""), TEXTS)))
        for n in range(draw(st.integers(0, 3)))
    ]
    dates = [
        BaselineDate(one.key, task.key, day, day + timedelta(days=draw(st.integers(0, 9))))
        for one in frozen
        for task in some
        for day in draw(st.lists(DAYS, min_size=1, max_size=1))
    ]
    plan = Plan(
        "p", draw(TEXTS), MONDAY - timedelta(days=draw(st.integers(0, 30))), calendar=draw(st.sampled_from(keys))
    )
    return Portfolio(
        today=MONDAY,
        calendars={one.key: one for one in known},
        holidays={(one.calendar, one.on): one for one in holidays},
        teams={one.key: one for one in teams},
        people={one.key: one for one in people},
        days_off={(one.holder, one.first): one for one in off},
        plans={"p": plan},
        tasks={one.key: one for one in some},
        links={(one.before, one.after, one.kind): one for one in links},
        baselines={one.key: one for one in frozen},
        baseline_dates={(one.baseline, one.task): one for one in dates},
    )


def bare(portfolio: Portfolio) -> Portfolio:
    """The same organisation with an empty plan, and nobody's calendar known."""
    return Portfolio(
        today=portfolio.today,
        teams={key: structs.replace(team, calendar=None) for key, team in portfolio.teams.items()},
        people=portfolio.people,
        plans={"p": structs.replace(portfolio.plans["p"], calendar=None)},
    )


def dates(portfolio: Portfolio) -> Any:
    return [
        (one.key, one.start, one.finish, one.late_start, one.late_finish, one.slack, one.critical)
        for one in schedule(portfolio, "p").tasks
    ]


@settings(max_examples=examples(60), deadline=None)
@given(portfolios())
def test_what_is_written_comes_back_into_its_own_store_without_a_change(portfolio: Portfolio) -> None:
    text = write(portfolio, "p")
    assert text == write(portfolio, "p")
    assert diff(portfolio, brought(portfolio, read_project(text)).portfolio) == ()


@settings(max_examples=examples(60), deadline=None)
@given(portfolios())
def test_what_is_written_comes_back_equal_into_another_store(portfolio: Portfolio) -> None:
    after = brought(bare(portfolio), read_project(write(portfolio, "p"))).portfolio
    assert after.tasks == portfolio.tasks
    assert after.links == portfolio.links
    assert after.baselines == portfolio.baselines
    assert after.baseline_dates == portfolio.baseline_dates
    used = {one.calendar for one in after.teams.values()} | {after.plans["p"].calendar}
    assert {key: one for key, one in after.calendars.items() if key in used} == {
        key: one for key, one in portfolio.calendars.items() if key in used
    }
    for key, task in portfolio.tasks.items():
        there, here = calendar_of(portfolio, task), calendar_of(after, after.tasks[key])
        assert [there.works(MONDAY + timedelta(days=n)) for n in range(500)] == [
            here.works(MONDAY + timedelta(days=n)) for n in range(500)
        ]
    assert dates(after) == dates(portfolio)
