"""What conversations add up to: perspective, moves, days to contact (domain §1.1)."""

from datetime import date

from facts_builders import MONDAY, capability, cdp_plan, platforms, portfolio_of, teams

from mopsctl.facts.outreach import actions, conversations, evidence, gap_found, needs, outreach, perspective
from mopsctl.model.capability import Capability
from mopsctl.model.outreach import Action, Conversation, Evidence
from mopsctl.model.plan import Need, Participation

IT = [cdp_plan(start=date(2026, 11, 2)), *teams("it"), Participation("cdp", "it")]


def day(number):
    return date(2026, 11, number)


def talk(on, key="", team="it", **fields):
    return Conversation(key or f"{team}-{on}", "cdp", team, on, **fields)


def view_of(*records):
    return perspective(portfolio_of(*IT, *records), "cdp", "it")


def test_the_perspective_is_the_latest_said_field_by_field():
    held = view_of(
        talk(day(9), "b", challenges="forked data", needed="two engineers", sees_problem="partly", person="ben"),
        talk(day(2), "a", challenges="none", angle="technical", sees_problem="yes"),
        talk(day(16), "c", sees_problem="no", objection="speed", source="it.xlsx"),
    )
    assert (held.conversation, held.on, held.person, held.source) == ("c", day(16), None, "it.xlsx")
    assert (held.sees_problem, held.objection, held.viewed_on) == ("no", "speed", day(16))
    assert (held.challenges, held.needed, held.angle) == ("forked data", "two engineers", "technical")


def test_a_contact_in_which_nothing_was_said_of_the_gap_is_no_perspective():
    assert view_of(talk(day(2), next_step="send the deck")) is None
    held = view_of(talk(day(2), "a", needed="time"), talk(day(9), "b", next_step="send the deck", source="late.md"))
    assert (held.conversation, held.on, held.source, held.viewed_on) == ("a", day(2), "", None)


def test_a_view_is_as_old_as_it_was_last_said_whatever_was_said_since():
    held = view_of(talk(day(2), sees_problem="yes"), talk(day(9), needed="time"))
    assert (held.on, held.viewed_on) == (day(9), day(2))


def test_challenges_it_was_asked_for_and_has_not_are_no_challenges():
    assert view_of(talk(day(2), challenges="none")).challenges == ""
    assert view_of(talk(day(2), challenges="forked data"), talk(day(9), challenges="none")).challenges == ""


def test_a_yes_takes_back_the_objection_before_it_but_not_one_said_with_it_or_after():
    no = talk(day(2), sees_problem="no", objection="cost", reason="no budget")
    yes = view_of(no, talk(day(9), sees_problem="yes"))
    assert (yes.sees_problem, yes.objection, yes.reason) == ("yes", None, "")
    partly = view_of(no, talk(day(9), sees_problem="partly"))
    assert (partly.objection, partly.reason) == ("cost", "no budget")
    again = view_of(no, talk(day(9), sees_problem="yes"), talk(day(16), sees_problem="no"))
    assert (again.sees_problem, again.objection, again.reason) == ("no", None, "")
    assert view_of(no, talk(day(9), sees_problem="yes", objection="speed")).objection == "speed"


def test_what_another_team_or_another_plan_said_is_not_its_view():
    other = talk(day(2), team="legal", sees_problem="no")
    elsewhere = Conversation("x", "dam", "it", day(2), sees_problem="no")
    assert view_of(other, elsewhere) is None


def test_of_one_day_the_conversation_with_the_longer_number_is_the_later_one():
    said = [talk(day(2), key, sees_problem=view)
            for key, view in (("it-10", "no"), ("it-2", "partly"), ("it", "yes"))]  # fmt: skip
    assert [one.key for one in conversations(portfolio_of(*IT, *said))["cdp", "it"]] == ["it", "it-2", "it-10"]
    assert view_of(*said).sees_problem == "no"


def test_moves_are_the_first_view_and_each_that_was_another():
    found = outreach(
        portfolio_of(
            *IT,
            talk(day(1), next_step="meet"),
            *(talk(day(n), sees_problem=v) for n, v in ((2, "no"), (3, "no"), (5, "partly"), (6, None), (9, "no"))),
        ),
        "cdp",
    )["it"]
    assert [(move.on, move.sees_problem, move.conversation) for move in found.moves] == [
        (day(2), "no", "it-2026-11-02"), (day(5), "partly", "it-2026-11-05"), (day(9), "no", "it-2026-11-09")
    ]  # fmt: skip
    assert found.contacts == 6


def test_days_to_contact_run_from_gap_found_to_the_first_contact_in_calendar_days():
    gap = [Capability("send", "Send", gap_found=day(2)), Capability("segment", "Segment", gap_found=day(4))]
    offered = capability("send", "cdp/it")[1:] + capability("segment", "cdp/it")[1:]
    base = [cdp_plan(), *teams("it", "legal"), *platforms(cdp="live"), *gap, *offered]
    base += [Participation("cdp", "it"), Participation("cdp", "legal", "affected"), talk(day(20)), talk(day(16))]
    found = outreach(portfolio_of(*base), "cdp")
    it, legal = found["it"], found["legal"]
    assert (it.gap_found, it.first_contact, it.days_to_contact) == (day(2), day(16), 14)
    assert (legal.first_contact, legal.days_to_contact, legal.contacts, legal.perspective) == (None, None, 0, None)


def test_a_contact_before_the_gap_was_found_took_no_days():
    found = outreach(portfolio_of(*IT, talk(date(2026, 10, 30))), "cdp")["it"]
    assert (found.gap_found, found.days_to_contact) == (day(2), 0)


def test_a_gap_is_found_when_the_plan_starts_unless_one_of_its_own_capabilities_says_when():
    other = [Capability("bill", "Bill", gap_found=day(1)), *capability("bill", "erp/it")[1:]]
    base = [*IT, *platforms(cdp="live", erp="live"), *other, *capability("send", "cdp/it")]
    assert gap_found(portfolio_of(*base), "cdp") == day(2)


def test_a_team_that_is_out_is_reached_out_to_no_more():
    assert outreach(portfolio_of(cdp_plan(), *teams("it"), Participation("cdp", "it", "out", "no")), "cdp") == {}


def test_the_next_step_is_the_latest_that_was_said():
    said = [talk(day(2), "a", next_step="send the deck", next_on=day(9)), talk(day(3), "b", next_step="call"),
            talk(day(4), "c", sees_problem="no")]  # fmt: skip
    found = outreach(portfolio_of(*IT, *said), "cdp")["it"]
    assert (found.next_step, found.next_on) == ("call", None)


def test_actions_evidence_and_needs_stand_by_plan_and_team_and_by_day():
    records = [
        Action("z", "cdp", "it", "educate", due=day(9)), Action("a", "cdp", "it", "support"),
        Action("m", "cdp", "it", "approval", due=day(16)), Action("x", "cdp", "legal", "educate"),
        Evidence("late", "cdp", "it", "uptime", needed_by=day(20)), Evidence("other", "dam", "it", "cost"),
        Evidence("soon", "cdp", "it", "cost", needed_by=day(9)),
        Need("y", "time", "cdp", "it"), Need("b", "data", "cdp", "it"),
    ]  # fmt: skip
    portfolio = portfolio_of(*IT, *records, today=MONDAY)
    assert [one.key for one in actions(portfolio)["cdp", "it"]] == ["z", "m", "a"]
    assert [one.key for one in evidence(portfolio)["cdp", "it"]] == ["soon", "late"]
    assert [one.key for one in needs(portfolio)["cdp", "it"]] == ["b", "y"]
    assert set(actions(portfolio)) == {("cdp", "it"), ("cdp", "legal")}
    assert set(evidence(portfolio)) == {("cdp", "it"), ("dam", "it")}
