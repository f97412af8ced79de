"""What platforms share, what they cost, what their end saves, what is the source of what, what hangs on them."""

from datetime import date

import pytest
from facts_builders import MONDAY, capability, cdp_plan, platforms, portfolio_of, task, teams

from mopsctl.facts.overlap import Shared, shared
from mopsctl.facts.platform import work_on
from mopsctl.facts.stack import Saving, Sum, arrivals, over_budget, saving, savings, sources, stack, sums
from mopsctl.model.capability import Dataset, Disposition, Platform, Similarity, Truth
from mopsctl.model.plan import Plan
from mopsctl.model.responsibility import Handover

SUMMER = date(2027, 7, 1)


def test_two_platforms_share_what_both_offer_and_what_is_declared_similar():
    records = [
        *teams("a"), *platforms(cdp="proposed", esp="retiring", own="live", old="retired"),
        *capability("send", "cdp/a", "esp/a", "old/a"), *capability("cut", "own/a"), *capability("segment", "cdp/a"),
        Similarity("cut", "segment"),
    ]  # fmt: skip
    assert shared(portfolio_of(*records)) == {
        ("cdp", "esp"): (Shared("send", "send"),),
        ("cdp", "own"): (Shared("cut", "segment"),),
    }


def test_what_is_shared_under_one_name_is_not_counted_again_under_two():
    records = [*teams("a"), *platforms(cdp="live", esp="live"), *capability("send", "cdp/a", "esp/a")]
    records += [*capability("mail", "esp/a"), Similarity("mail", "send")]
    assert shared(portfolio_of(*records)) == {("cdp", "esp"): (Shared("send", "send"),)}


def of_esp(**fields):
    return portfolio_of(Platform("esp", "esp", **{"cost": 36_500, "currency": "EUR", **fields}))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, None),
        ({"status": "retiring", "cost": None}, None),
        ({"status": "retiring"}, Saving("esp", "EUR", 36_500, None, None)),
        ({"retire_on": SUMMER}, Saving("esp", "EUR", 36_500, SUMMER, SUMMER)),
        ({"retire_on": SUMMER, "contract_end": date(2027, 6, 30)}, Saving("esp", "EUR", 36_500, SUMMER, SUMMER)),
        (
            {"retire_on": SUMMER, "contract_end": date(2027, 7, 10)},
            Saving("esp", "EUR", 36_500, SUMMER, date(2027, 7, 11), 1_000),
        ),
    ],
)
def test_a_platform_saves_its_cost_from_the_day_it_is_off_or_its_contract_has_ended(fields, expected):
    assert saving(of_esp(**fields), "esp") == expected


def test_savings_come_by_their_day_and_those_without_one_last():
    records = [
        Platform("a", "a", "retiring", cost=1),
        Platform("b", "b", cost=2, retire_on=SUMMER),
        Platform("c", "c", cost=3, retire_on=MONDAY),
        Platform("d", "d", cost=4),
    ]
    assert [one.platform for one in savings(portfolio_of(*records))] == ["c", "b", "a"]


def test_sums_are_by_currency_and_leave_out_what_is_retired():
    records = [
        Platform("a", "a", cost=100, budget=80, currency="EUR"),
        Platform("b", "b", "retiring", cost=50, currency="EUR"),
        Platform("c", "c", cost=70, currency="USD"),
        Platform("d", "d", "retired", cost=1_000, currency="EUR"),
        Platform("e", "e"),
    ]
    assert sums(records) == (Sum("EUR", 150, 80, 1, 50, over=20), Sum("USD", 70))
    assert sums(records[-1:]) == (Sum("", unpriced=1),)
    assert sums([]) == ()


def test_over_budget_is_the_sum_of_what_each_costs_more_and_what_is_only_proposed_is_told_apart():
    records = [
        Platform("a", "a", cost=100, budget=80, currency="EUR"),
        Platform("b", "b", cost=50, budget=90, currency="EUR"),
        Platform("c", "c", cost=500, currency="EUR"),
        Platform("d", "d", "proposed", cost=70, budget=65, currency="EUR"),
    ]
    (found,) = sums(records)
    assert (found.cost, found.budget, found.proposed, found.over, found.over_proposed) == (720, 235, 70, 25, 5)


def test_what_is_paid_after_it_is_off_is_no_more_than_the_year_costs_be_it_a_leap_year():
    def idle(off, end):
        return saving(of_esp(retire_on=off, contract_end=end), "esp").idle

    assert idle(date(2028, 1, 1), date(2028, 12, 31)) == 36_500
    assert idle(date(2027, 1, 1), date(2027, 12, 31)) == 36_500
    assert idle(date(2027, 7, 1), date(2028, 6, 30)) == round(36_500 * (184 / 365 + 182 / 366))


def test_a_contract_without_an_end_is_no_fault():
    assert saving(of_esp(retire_on=SUMMER, contract_end=date.max), "esp").since == date.max


@pytest.mark.parametrize(("cost", "budget", "over"), [(100, 80, 20), (80, 100, 0), (100, None, 0), (None, 80, 0)])
def test_a_platform_is_over_budget_only_where_both_are_known(cost, budget, over):
    assert over_budget(Platform("a", "a", cost=cost, budget=budget)) == over


def test_the_stack_is_in_layers_by_name_and_without_what_is_retired():
    records = [
        Platform("x", "x"), Platform("b", "b", layer="data"), Platform("a", "a", layer="data"),
        Platform("c", "c", layer="Channels"), Platform("d", "d", "retired", layer="Gone"),
    ]  # fmt: skip
    found = stack(portfolio_of(*records))
    assert {layer: [one.key for one in those] for layer, those in found.items()} == {
        "Channels": ["c"],
        "data": ["a", "b"],
        "": ["x"],
    }
    assert list(found) == ["Channels", "data", ""]


def test_a_platform_that_is_off_is_the_source_of_nothing():
    claims = [Dataset("revenue", "Revenue"), *(Truth("revenue", key) for key in ("cdp", "esp", "old"))]
    both = [*platforms(cdp="live", old="retired"), Platform("esp", "esp", "retiring", retire_on=MONDAY)]
    assert sources(portfolio_of(*both, *claims, Dataset("orders", "Orders"))) == {"orders": (), "revenue": ("cdp",)}


def test_what_moves_to_a_platform_arrives_there():
    records = [*teams("a"), *platforms(esp="live", cdp="live"), *capability("send", "cdp/a", "esp/a")]
    moves = Disposition("send", "esp", "migrate", on=SUMMER)
    assert [(one.capability, one.source, one.off) for one in arrivals(portfolio_of(*records, moves), "cdp")] == [
        ("send", "esp", SUMMER)
    ]
    assert arrivals(portfolio_of(*records), "cdp") == ()


def test_on_a_platform_hang_the_tasks_of_its_plans_of_what_it_offers_and_of_its_hand_overs():
    records = [
        *teams("a"), *platforms(cdp="proposed", esp="live"), cdp_plan(), *capability("send", "esp/a"),
        task("later", 1, not_before=SUMMER), task("first", 2), task("about", 1, plan="other", capability="send"),
        task("tell", 1, plan="other"), task("alien", 1, plan="other"),
        task("done", 1, started=date(2026, 11, 2), finished=date(2026, 11, 2)),
        Plan("other", "Other", MONDAY), Handover("cdp", "platform:esp", "team:a", communication="tell"),
    ]  # fmt: skip
    portfolio = portfolio_of(*records)
    assert [one.key for one in work_on(portfolio, "cdp")] == ["first", "later"]
    assert [one.key for one in work_on(portfolio, "esp")] == ["about", "tell"]
    assert (work_on(portfolio, "cdp")[0].start, work_on(portfolio, "cdp")[0].finish) == (MONDAY, date(2026, 11, 24))
