from facts_builders import MONDAY, cdp_plan, portfolio_of, task, teams

from mopsctl.facts.progress import Count, progress
from mopsctl.facts.support import executive_sides, support_matrix
from mopsctl.model.commitment import Ask
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Participation
from mopsctl.model.policy import Policy
from mopsctl.model.responsibility import Assignment
from mopsctl.model.support import Support

PEOPLE = [
    Person("cmo", "Işıl", "marketing", "executive"),
    Person("cto", "Dana", "it", "executive"),
    Person("head", "Noor", "marketing", "leader"),
    Person("dev", "Sam", "it"),
]


def with_support(*support, participations=("it", "marketing"), people=PEOPLE):
    taking_part = [Participation("cdp", team) for team in participations]
    return portfolio_of(cdp_plan(), *teams("marketing", "it"), *people, *taking_part, *support)


def test_a_cell_says_who_is_there_and_which_mark_each_holds():
    portfolio = with_support(
        Support("cdp", "cmo", "yes", "no", informed=True), Support("cdp", "dev", "yes", "yes", takes_part=True)
    )
    cells = {(cell.function, cell.level): cell for cell in support_matrix(portfolio, "cdp", Policy())}
    executive = cells["marketing", "executive"]
    assert (executive.people, executive.solution, executive.timing) == (("cmo",), ("cmo",), ())
    assert (executive.supporters, executive.informed) == ((), ("cmo",))
    assert cells["it", "practitioner"].supporters == ("dev",)
    assert cells["it", "practitioner"].takes_part == ("dev",)
    assert cells["it", "leader"].people == ()


def test_rows_are_the_functions_of_involved_teams_marketing_first():
    portfolio = portfolio_of(
        cdp_plan(), Team("tech", "Tech", ("it", "martech")), *teams("marketing", "sales", "legal"),
        Participation("cdp", "tech"), Participation("cdp", "sales"), Participation("cdp", "marketing"),
        Participation("cdp", "legal", "affected"),
    )  # fmt: skip
    rows = [cell.function for cell in support_matrix(portfolio, "cdp", Policy()) if cell.level == "executive"]
    assert rows == ["marketing", "it", "martech", "sales"]


def test_a_side_is_present_when_one_executive_agrees_with_solution_and_timing():
    marketing, technology = executive_sides(
        with_support(Support("cdp", "cmo", "yes", "yes"), Support("cdp", "cto", "yes", "no")), "cdp", Policy()
    )
    assert (marketing.present, marketing.agreed) == (True, ("cmo",))
    assert (technology.present, technology.executives, technology.not_now) == (False, ("cto",), ("cto",))


def test_the_timing_alone_is_no_agreement_and_unasked_is_not_yes():
    marketing, technology = executive_sides(
        with_support(Support("cdp", "cmo", "unasked", "yes"), Support("cdp", "cto", "yes")), "cdp", Policy()
    )
    assert (marketing.present, technology.present, technology.not_now) == (False, False, ())


def test_leaders_do_not_stand_for_executives():
    marketing, _ = executive_sides(with_support(Support("cdp", "head", "yes", "yes")), "cdp", Policy())
    assert not marketing.present


def test_progress_counts_what_is_there_against_what_is_wanted():
    portfolio = with_support(
        Support("cdp", "cmo", "yes", "yes"),
        Ask("cdp", "it", "assign", MONDAY, state="proven", person="dev", allocation=50, start=MONDAY),
        Ask("cdp", "marketing", "assign", MONDAY, state="proven"),
        task("map", owner="dev"),
        Ask("cdp", "it", "advocate", cdp_plan().start, state="promised"),
        Assignment("platform:cdp", "team:it", "A", plan="cdp"),
        Assignment("platform:cdp", "person:dev", "R", plan="cdp"),
        Assignment("platform:esp", "team:it", "A", plan="cdp"),
    )
    found = progress(portfolio, "cdp", Policy())
    assert (found.asks_promised, found.asks_proven) == (Count(3, 6), Count(1, 6))
    assert (found.subjects_owned, found.cells_supported, found.tasks_done) == (Count(1, 2), Count(1, 6), Count(0, 1))
