"""Who is asked for too much at once: demand, capacity and overload of each week, by literal example."""

from datetime import date, timedelta

from facts_builders import MONDAY, cdp_plan, links, milestone, portfolio_of, task

from mopsctl.facts.levelling.load import Load, load, overloads
from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.commitment import Ask
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Plan

NEXT = MONDAY + timedelta(7)
IT = Team("it", "IT")


def person(key="ada", team="it"):
    return Person(key, key.title(), team)


def told(portfolio):
    return [(one.holder, one.week, one.demand, one.capacity, one.over) for one in load(portfolio, "cdp")]


def test_a_task_asks_its_team_and_its_owner_on_each_of_its_working_days():
    portfolio = portfolio_of(cdp_plan(), IT, person(), person("cem"), task("a", 7, team="it", owner="ada"))
    assert load(portfolio, "cdp") == (
        Load("person:ada", MONDAY, 5, 5, 0, ("a",)),
        Load("person:ada", NEXT, 2, 5, 0, ("a",)),
        Load("team:it", MONDAY, 5, 10, 0, ("a",)),
        Load("team:it", NEXT, 2, 10, 0, ("a",)),
    )


def test_too_much_is_counted_day_by_day():
    tasks = (task("a", 2, team="it"), task("b", 1, team="it", share=50))
    portfolio = portfolio_of(cdp_plan(), IT, person(), *tasks)
    assert told(portfolio) == [("team:it", MONDAY, 2.5, 5, 0.5)]
    assert overloads(portfolio, "cdp") == load(portfolio, "cdp")


def test_the_capacity_of_a_team_may_be_said_and_is_one_at_least():
    tasks = (task("a", 5, team="it"), task("b", 5, team="it"))
    assert told(portfolio_of(cdp_plan(), Team("it", "IT", capacity=2), *tasks)) == [("team:it", MONDAY, 10, 10, 0)]
    assert told(portfolio_of(cdp_plan(), IT, *tasks)) == [("team:it", MONDAY, 10, 5, 5)]
    assert told(portfolio_of(cdp_plan(), Team("it", "IT", capacity=0), *tasks)) == [("team:it", MONDAY, 10, 0, 10)]


def test_a_person_has_what_was_promised_of_it():
    def promised(state, **fields):
        return Ask("cdp", "it", "assign", MONDAY, state=state, person="ada", allocation=50, **fields)

    records = (cdp_plan(), IT, person(), task("a", 4, owner="ada"))
    for ask, capacity, over in ((promised("promised"), 2.5, 2), (promised("proven"), 2.5, 2), (promised("open"), 5, 0)):
        assert told(portfolio_of(*records, ask)) == [("person:ada", MONDAY, 4, capacity, over)]


def test_what_several_plans_were_promised_of_a_person_is_added_up():
    asks = [
        Ask(p, "it", "assign", MONDAY, state="proven", person="ada", allocation=n)
        for p, n in (("cdp", 50), ("dam", 30))
    ]
    portfolio = portfolio_of(cdp_plan(), Plan("dam", "DAM", MONDAY), IT, person(), *asks, task("a", 5, owner="ada"))
    assert told(portfolio) == [("person:ada", MONDAY, 5, 4, 1)]


def test_days_off_and_holidays_are_no_capacity():
    off = DayOff("person:ada", MONDAY, MONDAY)
    calendar = (Calendar("de", "Germany"), Holiday("de", MONDAY + timedelta(1), "Feast"))
    portfolio = portfolio_of(
        cdp_plan(), *calendar, Team("it", "IT", calendar="de"), person(), off, task("a", 3, team="it", owner="ada")
    )
    assert told(portfolio) == [("person:ada", MONDAY, 3, 3, 0), ("team:it", MONDAY, 3, 4, 0)]


def test_what_other_plans_ask_counts_too():
    other = task("theirs", 5, plan="dam", owner="ada")
    portfolio = portfolio_of(cdp_plan(), Plan("dam", "DAM", MONDAY), IT, person(), other, task("a", 1, owner="ada"))
    assert load(portfolio, "cdp") == (Load("person:ada", MONDAY, 6, 5, 1, ("a", "theirs")),)


def test_who_has_nothing_to_do_in_the_plan_is_not_told():
    other = task("theirs", 5, plan="dam", team="hr")
    portfolio = portfolio_of(
        cdp_plan(), Plan("dam", "DAM", MONDAY), IT, Team("hr", "HR"), other, task("a", 1, team="it")
    )
    assert [one.holder for one in load(portfolio, "cdp")] == ["team:it"]


def test_what_is_past_is_not_told_and_what_is_done_asks_nothing():
    tasks = (
        task("running", 8, team="it", started=MONDAY - timedelta(7)),
        task("done", 2, team="it", started=MONDAY, finished=MONDAY),
        milestone("m", team="it"),
        *links("running>m"),
    )
    portfolio = portfolio_of(cdp_plan(), IT, *tasks, today=MONDAY)
    assert told(portfolio) == [("team:it", MONDAY, 3, 5, 0)]
    assert told(portfolio_of(cdp_plan(), IT, *tasks, today=date(2026, 11, 25))) == [("team:it", MONDAY, 1, 3, 0)]


def test_what_takes_nobody_s_time_asks_nobody():
    assert told(portfolio_of(cdp_plan(), IT, task("a", 3, team="it", share=0), task("b", 2))) == []


def test_tasks_on_a_loop_ask_nothing_since_they_have_no_dates():
    records = (task("a", team="it"), task("b", team="it"), *links("a>b", "b>a"))
    assert told(portfolio_of(cdp_plan(), IT, *records)) == []
