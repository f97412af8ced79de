"""Four figures, each against all that is wanted: what is left out counts as missing, and cannot be left out of that."""

from fractions import Fraction
from typing import Any, get_args

import laws
import pytest
from facts_builders import MONDAY, capability, cdp_plan, platforms, portfolio_of, task, teams
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from portfolios import portfolios

from mopsctl.facts.alignment import DEPENDS_ON, NAMED, Figure, FigureKey, alignment, counted, undecided
from mopsctl.facts.completeness import sections
from mopsctl.facts.support import support_matrix
from mopsctl.formats.templates import defaults
from mopsctl.model.capability import Activity, Offering
from mopsctl.model.commitment import Ask
from mopsctl.model.fields import Record
from mopsctl.model.kinds import BY_PLURAL, kind_of
from mopsctl.model.operating import Right, Topic
from mopsctl.model.org import Box, Person, Position, Team
from mopsctl.model.plan import Need, Participation, Plan
from mopsctl.model.policy import Policy
from mopsctl.model.portfolio import Portfolio
from mopsctl.model.responsibility import Assignment, SchemeLetter
from mopsctl.model.support import Support

POLICY = Policy(marketing_functions=(), technology_functions=())  # no function has to be in every plan
PROVEN: dict[str, Any] = {"state": "proven", "person": "dev", "allocation": 50, "start": MONDAY}

NEXT = Plan("next", "Next", MONDAY)


def plan_with(*records: Record) -> Portfolio:
    """Marketing and IT are involved, growth has nothing to do with it; the platform brings two capabilities."""
    return portfolio_of(
        *platforms(cdp="proposed", esp="live"),
        *teams("marketing", "it", "growth"),
        *capability("send", "cdp/it"),
        *capability("build", "cdp/it"),
        cdp_plan(),
        Person("dev", "Dev", "it", "practitioner"),
        Person("cto", "CTO", "it", "executive"),
        Participation("cdp", "marketing"),
        Participation("cdp", "it"),
        *records,
    )


def figures(portfolio: Portfolio, policy: Policy = POLICY) -> dict[str, tuple[int, int]]:
    return {one.key: (one.done, one.of) for one in alignment(portfolio, "cdp", policy)}


def letter(letter: str, holder: str = "team:it", subject: str = "capability:send", plan: str = "cdp") -> Assignment:
    state: Any = "to-be" if plan else "as-is"
    return Assignment(subject, holder, letter, state, plan)


def without(portfolio: Portfolio, record: Record) -> Portfolio:
    kind = kind_of(record)
    kept = {key: one for key, one in portfolio.of(kind.plural).items() if key != kind.key_of(record)}
    return replace(portfolio, **{kind.plural: kept})


# -- Asks proven of 3 x the teams that count


@pytest.mark.parametrize("second", ["open", "refused", "promised", "deferred"])
def test_to_withdraw_a_later_round_raises_nothing(second: Any) -> None:
    asked = [Ask("cdp", "it", "assign", MONDAY, **PROVEN), task("map", owner="dev")]
    put = plan_with(*asked, Ask("cdp", "it", "assign", MONDAY, 2, state=second, reason="x", person="dev"))
    assert figures(put)["asks_proven"] == (int(second == "open"), 6)
    taken_back = [*asked, Ask("cdp", "it", "assign", MONDAY, 2, state="withdrawn")]
    assert figures(plan_with(*taken_back))["asks_proven"] == (0, 6)
    anew = [*taken_back, Ask("cdp", "it", "assign", MONDAY, 3)]
    assert figures(plan_with(*anew))["asks_proven"] == (0, 6)
    assert figures(plan_with(*taken_back, Ask("cdp", "it", "assign", MONDAY, 3, **PROVEN)))["asks_proven"] == (1, 6)


def test_an_earlier_round_or_one_of_another_team_or_kind_that_was_withdrawn_takes_nothing_away() -> None:
    asked = [Ask("cdp", "it", "assign", MONDAY, 2, **PROVEN), task("map", owner="dev")]
    others = [Ask("cdp", "it", "assign", MONDAY), Ask("cdp", "marketing", "assign", MONDAY, 3),
              Ask("cdp", "it", "advocate", MONDAY, 3), Ask("next", "it", "assign", MONDAY, 3)]  # fmt: skip
    withdrawn = [replace(one, state="withdrawn") for one in others]
    assert figures(plan_with(NEXT, *asked, *withdrawn))["asks_proven"] == (1, 6)
    later = replace(withdrawn[0], round=3)
    assert figures(plan_with(NEXT, *asked, later, *withdrawn))["asks_proven"] == (0, 6)


def test_three_asks_are_wanted_of_each_involved_team_whether_or_not_they_were_put() -> None:
    assert figures(plan_with())["asks_proven"] == (0, 6)
    asked = Ask("cdp", "it", "assign", MONDAY, **PROVEN)
    assert figures(plan_with(asked, task("map", owner="dev")))["asks_proven"] == (1, 6)


def test_a_deed_that_the_store_does_not_bear_out_is_not_proven() -> None:
    assert figures(plan_with(Ask("cdp", "it", "assign", MONDAY, **PROVEN)))["asks_proven"] == (0, 6)


def test_a_team_that_is_asked_late_counts_from_then_on() -> None:
    late = plan_with(Ask("cdp", "growth", "assign", MONDAY))
    assert figures(late)["asks_proven"] == (0, 9)
    assert counted(late, "cdp", POLICY) == ("growth", "it", "marketing")


def test_what_is_proven_in_another_plan_does_not_count_here() -> None:
    other = Ask("next", "it", "assign", MONDAY, **PROVEN)
    assert figures(plan_with(NEXT, other, task("map", plan="next", owner="dev")))["asks_proven"] == (
        0,
        6,
    )


@pytest.mark.parametrize(
    "work",
    [
        [task("map", team="growth")],
        [Need("sql", "SQL", "cdp", "growth")],
        [letter("R", "team:growth")],
        [letter("A", "team:growth")],
        [Person("gro", "Gro", "growth"), letter("R", "person:gro")],
        [Position("lead", "Lead"), Box("lead", "to-be", team="growth"), letter("A", "position:lead")],
        [Offering("send", "cdp", "growth")],
    ],
)
def test_a_team_with_something_to_do_counts_until_somebody_says_how_it_takes_part(work: list[Record]) -> None:
    found = plan_with(*work)
    assert undecided(found, "cdp", POLICY) == ("growth",)
    assert figures(found)["asks_proven"] == (0, 9)
    for told in (
        Participation("cdp", "growth"),
        Participation("cdp", "growth", "affected"),
        Participation("cdp", "growth", "out", because="sold"),
    ):
        assert undecided(plan_with(*work, told), "cdp", POLICY) == ()
    unexplained = plan_with(*work, Participation("cdp", "growth", "out", because=" ..."))
    assert undecided(unexplained, "cdp", POLICY) == ("growth",)


@pytest.mark.parametrize(
    "idle",
    [
        [letter("C", "team:growth"), letter("I", "team:growth")],
        [letter("R", "team:growth", plan="")],
        [Offering("send", "esp", "growth")],
        [replace(NEXT, platform="esp"), task("map", plan="next", team="growth")],
        [Position("lead", "Lead"), letter("R", "position:lead")],
        [task("map")],
    ],
)
def test_whom_nothing_in_the_plan_waits_for_does_not_count(idle: list[Record]) -> None:
    assert undecided(plan_with(*idle), "cdp", POLICY) == ()


def test_a_team_of_a_function_that_every_plan_considers_counts_unless_it_is_covered_or_out_for_a_reason() -> None:
    policy = Policy(marketing_functions=("marketing",), technology_functions=("sales",))
    sales = Team("crm", "CRM", covers=("sales",))
    assert undecided(plan_with(sales), "cdp", policy) == ("crm",)
    assert figures(plan_with(sales), policy)["asks_proven"] == (0, 9)
    other = Team("shops", "Shops", covers=("sales",))
    assert undecided(plan_with(sales, other), "cdp", policy) == ("crm", "shops")
    for told in (
        Participation("cdp", "shops"),
        Participation("cdp", "shops", "affected"),
        Participation("cdp", "shops", "out", because="closed"),
    ):
        assert undecided(plan_with(sales, other, told), "cdp", policy) == ()


def test_to_take_a_team_out_is_a_decision_with_a_reason_and_what_it_counted_for_goes_with_it() -> None:
    out = plan_with(Participation("cdp", "it", "out", because="another platform"), letter("A"))
    assert figures(out)["asks_proven"] == (0, 3)
    assert figures(plan_with(Participation("cdp", "it", "out"), letter("A")))["asks_proven"] == (0, 6)


# -- Capabilities with exactly one accountable, of all of the platform


def test_every_capability_of_the_platform_wants_exactly_one_accountable() -> None:
    def done(*records: Record) -> tuple[int, int]:
        return figures(plan_with(*records))["one_accountable"]

    assert done() == (0, 2)
    assert done(letter("R")) == (0, 2)
    assert done(letter("A")) == (1, 2)
    assert done(letter("A"), letter("A", "team:marketing")) == (0, 2)
    assert done(letter("A", plan="")) == (0, 2)
    assert done(letter("A"), letter("A", subject="capability:build")) == (2, 2)


def test_rows_of_what_the_platform_does_not_bring_are_not_counted() -> None:
    rows = (
        *capability("report", "esp/it"),
        Activity("send-it", "Send it", "send"),
        letter("A", subject="capability:report"),
        letter("A", subject="activity:send-it"),
        letter("A", subject="platform:cdp"),
        letter("A", plan="next"),
        NEXT,
    )
    assert figures(plan_with(*rows))["one_accountable"] == (0, 2)


def test_one_holder_with_two_letters_that_answer_is_one_accountable() -> None:
    letters = [SchemeLetter("A", "accountable", "answers"), SchemeLetter("O", "owner", "answers")]
    assert figures(plan_with(*letters, letter("A"), letter("O")))["one_accountable"] == (1, 2)
    assert figures(plan_with(*letters, letter("A"), letter("O", "person:dev")))["one_accountable"] == (0, 2)


# -- Cells of support, of all of the functions of the teams that count


def test_a_cell_that_nobody_is_known_in_is_not_filled() -> None:
    assert figures(plan_with())["support_cells"] == (0, 6)
    assert figures(plan_with(Support("cdp", "cto", "yes", "yes")))["support_cells"] == (1, 6)
    assert figures(plan_with(Support("cdp", "cto", "yes", "no")))["support_cells"] == (0, 6)
    assert figures(plan_with(Support("cdp", "cto", "no", "yes")))["support_cells"] == (0, 6)
    assert figures(plan_with(Support("next", "cto", "yes", "yes"), NEXT))["support_cells"] == (0, 6)


def test_a_supporter_fills_a_cell_in_each_function_of_the_team_and_none_outside_the_plan() -> None:
    covering = plan_with(Team("it", "IT", covers=("it", "data-management")), Support("cdp", "cto", "yes", "yes"))
    assert figures(covering)["support_cells"] == (2, 9)
    outside = plan_with(Person("gro", "Gro", "growth"), Support("cdp", "gro", "yes", "yes"))
    assert figures(outside)["support_cells"] == (0, 6)


def test_the_functions_of_a_team_of_which_nobody_said_how_it_takes_part_are_wanted_too() -> None:
    assert figures(plan_with(task("map", team="growth")))["support_cells"] == (0, 9)


# -- What the model must answer


def test_the_model_must_answer_what_the_method_names_even_before_it_has_topics() -> None:
    assert figures(plan_with())["model_answers"] == (0, 2 + 4 + 4 + 3)
    topics = [Topic(key, key) for key in ("roadmap", "enhancements", "final-vote")]
    assert figures(plan_with(*topics))["model_answers"] == (0, 13)
    assert figures(plan_with(*topics, Topic("budget", "Budget")))["model_answers"] == (0, 13)
    decided = Right("roadmap", "decide", "team:it")
    assert figures(plan_with(*topics, decided, letter("R"), letter("A")))["model_answers"] == (2, 13)


def test_a_topic_of_your_own_stands_in_for_none_that_the_method_names() -> None:
    whole = plan_with(
        *(Topic(key, key) for key in ("roadmap", "enhancements", "final-vote", "budget", "colour")),
        *(Right(key, "decide", "team:it") for key in ("roadmap", "enhancements", "final-vote", "colour")),
    )
    assert figures(whole)["model_answers"] == (4, 14)
    assert alignment(without(whole, whole.topics["budget"]), "cdp", POLICY) == alignment(whole, "cdp", POLICY)
    assert figures(without(whole, whole.topics["colour"]))["model_answers"] == (3, 13)


def test_the_topics_that_the_method_names_are_those_a_plan_begins_with() -> None:
    assert set(NAMED) == {one.key for one in defaults() if isinstance(one, Topic)}


def test_a_plan_without_a_platform_owes_the_model_its_owners_all_the_same() -> None:
    bare = plan_with(cdp_plan(platform=None))
    assert figures(bare) == {
        "asks_proven": (0, 6), "one_accountable": (0, 0), "support_cells": (0, 6), "model_answers": (0, 11),
    }  # fmt: skip


def test_owners_and_performers_are_answers_too() -> None:
    owned = replace(platforms(cdp="proposed")[0], system_owner="dev", manager="cto")
    performed = [Topic("data", "Data", needs="perform"), Right("data", "perform", "team:it")]
    assert figures(plan_with(owned, *performed))["model_answers"] == (3, 13)


def test_figures_come_in_their_order_and_name_what_they_count() -> None:
    found = alignment(plan_with(Topic("colour", "Colour"), Topic("data", "Data", needs="perform")), "cdp", POLICY)
    assert tuple(one.key for one in found) == get_args(FigureKey)
    assert [one.counts for one in found] == [
        ("team:it", "team:marketing"),
        ("capability:build", "capability:send"),
        ("function:it", "function:marketing"),
        ("capability:build", "capability:send", *(f"topic:{key}" for key in sorted([*NAMED, "colour"]))),
    ]


# -- Laws


@settings(max_examples=laws.examples(25), deadline=None)
@given(portfolios())
def test_the_figures_say_what_the_pages_behind_them_say(portfolio: Portfolio) -> None:
    for plan in portfolio.plans:  # most have one or two
        asks, one, cells, model = alignment(portfolio, plan, POLICY)
        behind = sections(portfolio, plan, POLICY)[:4]
        assert [section.key for section in behind] == ["accountable", "decides", "performs", "owners"]
        assert model.done == sum(section.part for section in behind)
        assert model.of >= sum(section.whole for section in behind)
        assert one.done <= behind[0].part
        matrix = support_matrix(portfolio, plan, POLICY)
        filled = sum(bool(cell.supporters) for cell in matrix)
        if undecided(portfolio, plan, POLICY):
            assert (cells.done >= filled, cells.of >= len(matrix)) == (True, True)
        else:
            assert (cells.done, cells.of) == (filled, len(matrix))
        assert asks.of == 3 * len(asks.counts)
        assert all(0 <= figure.done <= figure.of for figure in (asks, one, cells, model))


TEAMS, PEOPLE = ("marketing", "it", "growth"), ("dev", "cto", "gro")
TOPICS = ("roadmap", "budget", "data", "colour", "sound")
STATES = ("open", "promised", "proven", "refused", "deferred", "withdrawn")
POOL: tuple[Record, ...] = (
    *(Participation("cdp", team, how, because=why) for team in TEAMS
      for how, why in (("involved", ""), ("affected", ""), ("out", ""), ("out", "sold"))),
    *(Ask("cdp", team, kind, MONDAY, state=state, **({"reason": "no"} if state == "refused" else {"person": "dev"}))
      for team in TEAMS for kind in ("assign", "contribute") for state in STATES),
    *(Ask("cdp", team, "assign", MONDAY, **PROVEN) for team in TEAMS),
    *(letter(one, f"team:{team}", f"capability:{key}")
      for one in "RACI" for team in TEAMS for key in ("send", "build")),
    *(Support("cdp", person, *answers) for person in PEOPLE
      for answers in (("yes", "yes"), ("yes", "no"), ("no", "unasked"))),
    *(task(f"{team}-{person}", team=team, owner=person, by=person, agreed=True) for team in TEAMS for person in PEOPLE),
    *(Need(f"{team}-{person}", "N", "cdp", team, person, agreed=True) for team in TEAMS for person in PEOPLE),
    *(Topic(key, key, needs=needs) for key in TOPICS for needs in ("decide", "perform")),
    *(Right(key, part, "team:it") for key in TOPICS for part in ("decide", "perform", "input")),
    *(Offering(key, "cdp", team) for key in ("send", "build") for team in TEAMS),
)  # fmt: skip
WITH_DEFAULTS = Policy(marketing_functions=("marketing",), technology_functions=("it", "growth"))


def ratio(figure: Figure) -> Fraction:
    return Fraction(figure.done, figure.of) if figure.of else Fraction(0)


def is_no_omission(portfolio: Portfolio, record: Record) -> bool:
    """Of two who are accountable one is left, which is the cure; or it is taken back that a team does not count."""
    match record:
        case Assignment(letter="A"):
            same = [one for one in portfolio.assignments.values() if one.letter == "A"]
            return sum(one.subject == record.subject for one in same) > 1
        case Participation():
            return record.involvement != "involved"
    return False


@settings(max_examples=laws.examples(400), deadline=None)
@given(st.lists(st.sampled_from(POOL), max_size=40), st.sampled_from([POLICY, WITH_DEFAULTS]))
def test_to_leave_something_out_raises_no_figure_unless_it_says_what_it_counts_no_more(
    records: list[Record], policy: Policy
) -> None:
    whole = plan_with(Person("gro", "Gro", "growth"), *records)
    was = alignment(whole, "cdp", policy)
    for record in (
        one for one in records if one in whole.of(kind_of(one).plural).values()
    ):  # not what another replaced
        if is_no_omission(whole, record):
            continue
        for then, now in zip(was, alignment(without(whole, record), "cdp", policy), strict=True):
            assert ratio(now) <= ratio(then) or set(then.counts) - set(now.counts), (record, then, now)
            assert now.done <= then.done, (record, then, now)


def everywhere(team: str) -> list[Record]:
    """A team that has more than one thing to do in the plan."""
    return [task(f"{team}-1", team=team), task(f"{team}-2", team=team)]


@pytest.mark.parametrize(
    "record",
    [
        Participation("cdp", "growth"),
        Participation("cdp", "growth", "out"),
        Ask("cdp", "growth", "assign", MONDAY),
        Ask("cdp", "growth", "assign", MONDAY, state="refused", reason="no"),
        Ask("cdp", "growth", "assign", MONDAY, state="promised"),
        Ask("cdp", "growth", "assign", MONDAY, state="withdrawn"),
        letter("R", "team:growth"),
        letter("C", "team:growth"),
        letter("R", "team:growth", "capability:build"),
        Need("sql", "SQL", "cdp", "growth"),
        task("growth-1", team="growth"),
        Offering("send", "cdp", "growth"),
        Support("cdp", "gro", "no", "no"),
        Support("cdp", "gro", "yes", "unasked"),
        Right("data", "recommend", "team:growth"),
        Topic("data", "Data", needs="perform"),
        Person("gro", "Gro", "growth", "executive"),
    ],
)
def test_to_leave_one_thing_of_a_team_out_changes_neither_what_is_done_nor_what_is_wanted(record: Record) -> None:
    whole = plan_with(
        *everywhere("growth"), Ask("cdp", "it", "assign", MONDAY, **PROVEN), task("map", owner="dev"), letter("A"),
        Support("cdp", "cto", "yes", "yes"), Person("gro", "Gro", "growth", "executive"), record,
    )  # fmt: skip
    assert figures(without(whole, record)) == figures(whole)
    assert figures(whole) == {
        "asks_proven": (1, 9), "one_accountable": (1, 2), "support_cells": (1, 9), "model_answers": (1, 13),
    }  # fmt: skip


def test_every_kind_that_a_figure_depends_on_is_one() -> None:
    assert set(DEPENDS_ON) <= set(BY_PLURAL)
