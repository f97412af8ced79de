from facts_builders import portfolio_of, teams
from msgspec.structs import replace

from mopsctl.facts.memo import fact

calls = []


@fact
def count_teams(portfolio, least):
    calls.append(least)
    return sum(len(team.key) >= least for team in portfolio.teams.values())


def test_a_fact_is_computed_once_for_each_portfolio_and_argument():
    calls.clear()
    portfolio = portfolio_of(*teams("it", "martech"))
    assert [count_teams(portfolio, 3), count_teams(portfolio, 3), count_teams(portfolio, 1)] == [1, 1, 2]
    assert calls == [3, 1]
    assert count_teams(replace(portfolio, teams={}), 3) == 0, "an edited Portfolio remembers nothing"
