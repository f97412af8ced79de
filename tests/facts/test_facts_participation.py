"""Which teams a plan counts on, and how a command names the plan."""

from facts_builders import MONDAY, cdp_plan, portfolio_of, teams

from mopsctl.facts.participation import involved, naming
from mopsctl.model.commitment import Ask
from mopsctl.model.plan import Participation, Plan


def test_a_command_names_the_plan_only_where_there_is_a_choice():
    alone = portfolio_of(cdp_plan())
    several = portfolio_of(cdp_plan(), Plan("loyalty", "Loyalty", MONDAY))
    assert (naming(alone, "cdp"), naming(several, "cdp")) == ("", " --plan cdp")


def test_a_closed_plan_is_no_choice_yet_must_itself_be_named():
    closed = Plan("old", "Old", MONDAY, closed=MONDAY)
    both = portfolio_of(cdp_plan(), closed)
    assert (naming(both, "cdp"), naming(both, "old")) == ("", " --plan old")


def test_an_asked_team_is_involved_until_it_is_said_to_be_out():
    asked = [*teams("it"), cdp_plan(), Ask("cdp", "it", "assign", MONDAY)]
    assert involved(portfolio_of(*asked), "cdp") == ("it",)
    assert involved(portfolio_of(*asked, Participation("cdp", "it", "out", "no work")), "cdp") == ()
