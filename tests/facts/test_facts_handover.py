"""What moves between the letters as-is and to-be, what is settled about it, and which tasks it wants."""

from datetime import date

from facts_builders import capability, cdp_plan, platforms, portfolio_of, task, teams

from mopsctl.facts.handover import left_over, lost, moves
from mopsctl.facts.raci_analysis import analysis
from mopsctl.facts.raci_diff import CellChange, HolderChange, difference
from mopsctl.facts.raci_untouched import Untouched, untouched
from mopsctl.facts.responsibility import matrix
from mopsctl.facts.transition import proposals
from mopsctl.model.capability import Activity, Disposition
from mopsctl.model.org import Box, Person, Position
from mopsctl.model.policy import Policy
from mopsctl.model.responsibility import Assignment, Handover

SEND = "capability:send"
BASE = [
    *teams("it", "martech", "sales"),
    Person("ada", "Ada", "it"),
    Person("ben", "Ben", "it"),
    *platforms(cdp="proposed", esp="retiring"),
    *capability("send", "cdp/martech", "esp/it"),
]


def as_is(*held, subject=SEND):
    """`as_is("team:it R A")`."""
    pairs = [(holder, letter) for holder, *letters in map(str.split, held) for letter in letters]
    return [Assignment(subject, holder, letter, "as-is") for holder, letter in pairs]


def to_be(*held, subject=SEND, **fields):
    pairs = [(holder, letter) for holder, *letters in map(str.split, held) for letter in letters]
    return [Assignment(subject, holder, letter, plan="cdp", **fields) for holder, letter in pairs]


def moved(*records):
    found = moves(portfolio_of(cdp_plan(), *BASE, *records), "cdp")
    return [(move.giver, move.letters, move.receivers) for move in found]


def test_a_duty_that_somebody_else_is_to_have_moves():
    assert moved(*as_is("team:it R A"), *to_be("team:martech R", "team:it A")) == [("team:it", "R", ("team:martech",))]


def test_being_asked_or_told_is_no_duty():
    assert moved(*as_is("team:it C", "team:sales I", "team:martech A"), *to_be("team:martech A")) == []


def test_a_subject_without_a_row_on_either_side_does_not_move():
    assert moved(*as_is("team:it R")) == []
    assert moved(*to_be("team:it R")) == []


def test_a_team_that_names_one_of_its_people_hands_nothing_over():
    assert moved(*as_is("team:it A"), *to_be("person:ada A")) == []


def test_a_team_that_names_one_of_its_positions_hands_nothing_over():
    box = [Position("lead", "Lead"), Box("lead", team="it")]
    assert moved(*box, *as_is("team:it A"), *to_be("position:lead A")) == []


def test_a_person_keeps_through_the_position_it_is_to_hold_and_not_through_anothers():
    def lead(holder):
        return [Position("lead", "Lead"), Box("lead", holder=holder)]

    letters = [*as_is("person:ada A"), *to_be("position:lead A")]
    assert moved(*lead("ada"), *letters) == []
    assert moved(*lead("ben"), *letters) == [("person:ada", "A", ("position:lead",))]
    assert moved(*lead("ben"), Box("lead", "as-is", holder="ada"), *letters) == [
        ("person:ada", "A", ("position:lead",))
    ]


def test_a_person_hands_over_to_a_colleague_but_not_to_its_team():
    assert moved(*as_is("person:ada A"), *to_be("person:ben A")) == [("person:ada", "A", ("person:ben",))]
    assert moved(*as_is("person:ada A"), *to_be("team:it A")) == []


def test_who_held_it_before_receives_nothing_unless_nobody_else_does():
    both = as_is("team:it R", "team:martech R")
    assert moved(*both, *to_be("team:martech R", "team:sales R")) == [("team:it", "R", ("team:sales",))]
    assert moved(*both, *to_be("team:martech R")) == [("team:it", "R", ("team:martech",))]


def test_a_move_is_open_until_everything_about_it_is_settled():
    rows = [*as_is("team:it R"), *to_be("team:martech R")]
    settled = Handover(
        "cdp", SEND, "team:it", agreed_on=date(2026, 11, 20), communicated=date(2026, 11, 20), afterwards="runs data"
    )
    (before,) = moves(portfolio_of(cdp_plan(), *BASE, *rows), "cdp")
    (after,) = moves(portfolio_of(cdp_plan(), *BASE, *rows, settled), "cdp")
    assert (before.open, before.receiver) == (("agreed", "communicated", "afterwards"), "team:martech")
    assert (after.open, after.agreed) == ((), True)


def test_agreed_letters_of_the_receiver_agree_to_the_move():
    rows = [*as_is("team:it R"), *to_be("team:martech R", agreed=True)]
    (move,) = moves(portfolio_of(cdp_plan(), *BASE, *rows), "cdp")
    assert move.agreed
    assert move.open == ("communicated", "afterwards")


def test_of_several_receivers_one_is_named_and_one_who_takes_nothing_is_not():
    rows = [*as_is("team:it R"), *to_be("team:martech R", "team:sales R")]

    def receiver(named):
        settled = Handover("cdp", SEND, "team:it", receiver=named)
        (move,) = moves(portfolio_of(cdp_plan(), *BASE, *rows, settled), "cdp")
        return move.receiver, "receiver" in move.open

    assert receiver(None) == ("", True)
    assert receiver("team:sales") == ("team:sales", False)
    assert receiver("person:ada") == ("", True)


def test_what_was_settled_about_a_move_that_is_none_any_more_is_left_over():
    settled = Handover("cdp", SEND, "team:it", afterwards="runs data")
    portfolio = portfolio_of(cdp_plan(), *BASE, *as_is("team:it R"), *to_be("team:it R"), settled)
    assert left_over(portfolio, "cdp") == (settled,)


def test_a_duty_that_nobody_is_to_have_is_lost_and_a_capability_without_a_row_once_explore_is_left():
    rows = [*as_is("team:it A"), *to_be("team:martech R")]
    assert [(one.duty, one.givers) for one in lost(portfolio_of(cdp_plan(), *BASE, *rows), "cdp")] == [
        ("answers", ("team:it",))
    ]
    assert lost(portfolio_of(cdp_plan(stage="explore"), *BASE, *as_is("team:it A")), "cdp") == ()
    later = lost(portfolio_of(cdp_plan(stage="align"), *BASE, *as_is("team:it A")), "cdp")
    assert [one.duty for one in later] == ["answers"]


# -- the tasks


def wanted(*records):
    found = proposals(portfolio_of(cdp_plan(), *BASE, *records), "cdp")
    return [(one.field, one.task.key, one.task.team, one.after) for one in found]


def test_a_move_wants_to_be_told_handed_over_and_ended_once_the_new_way_is_built():
    build = task("build", kind="implementation", capability="send", team="martech")
    done = task("design", kind="implementation", capability="send", team="martech", finished=date(2026, 11, 20))
    assert wanted(build, done, *as_is("team:it R"), *to_be("team:martech R")) == [
        ("communication", "tell-send", "it", ()),
        ("transfer", "hand-over-send", "it", ("tell-send",)),
        ("decommission", "end-old-send", "it", ("hand-over-send", "build")),
    ]


def test_what_was_told_and_what_has_its_task_is_not_proposed_again():
    settled = Handover("cdp", SEND, "team:it", communicated=date(2026, 11, 20), transfer="learn")
    rows = [*as_is("team:it R"), *to_be("team:martech R"), task("learn"), settled]
    assert wanted(*rows) == [("decommission", "end-old-send", "it", ("learn",))]


def test_who_only_answered_ends_nothing_unless_its_team_runs_it_where_it_is_not_to_stay():
    rows = [*as_is("person:ada A"), *to_be("team:martech A")]
    assert [one[0] for one in wanted(*rows)] == ["communication", "transfer", "decommission"]
    stays = Disposition("send", "esp", "keep")
    assert [one[0] for one in wanted(*rows, stays)] == ["communication", "transfer"]


def test_two_who_give_up_one_subject_share_the_message_and_nothing_else():
    rows = [*as_is("team:it R", "team:sales R"), *to_be("team:martech R")]
    found = proposals(portfolio_of(cdp_plan(), *BASE, *rows), "cdp")
    assert [(one.field, one.task.key, one.is_new) for one in found] == [
        ("communication", "tell-send", True),
        ("transfer", "hand-over-send", True),
        ("decommission", "end-old-send", True),
        ("communication", "tell-send", False),
        ("transfer", "hand-over-send-2", True),
        ("decommission", "end-old-send-2", True),
    ]


def test_what_nobody_takes_wants_no_task():
    assert wanted(*as_is("team:it A"), *to_be("team:martech R")) == []


# -- the difference and the analysis


def test_the_difference_tells_who_gains_and_who_loses_and_what_is_handed_over_or_lost():
    portfolio = portfolio_of(
        cdp_plan(), *BASE, *as_is("team:it R A", "team:sales I"), *to_be("team:martech R", "team:it C", "team:sales I")
    )
    found = difference(portfolio, "cdp")
    assert found.cells == (
        CellChange(SEND, "team:it", "RA", "C", gains="C", loses="RA", hands_over=True, lost="A"),
        CellChange(SEND, "team:martech", "", "R", gains="R", loses="", hands_over=False, lost=""),
    )
    assert found.holders == (
        HolderChange("team:it", 1, gains=(("C", 1),), loses=(("R", 1), ("A", 1))),
        HolderChange("team:martech", 1, gains=(("R", 1),), loses=()),
    )
    assert (found.subjects, found.changed, found.new) == (1, 1, ())


def test_the_difference_of_a_team_has_the_subjects_that_change_for_it_and_its_own_sums():
    other = to_be("team:sales A", subject="platform:cdp")
    portfolio = portfolio_of(cdp_plan(), *BASE, *as_is("team:it R"), *to_be("team:martech R"), *other)
    found = difference(portfolio, "cdp", "martech")
    assert [cell.holder for cell in found.cells] == ["team:it", "team:martech"]
    assert [one.holder for one in found.holders] == ["team:martech"]
    assert difference(portfolio, "cdp", "", ("platform:cdp",)).new == ("platform:cdp",)


def test_the_analysis_counts_down_and_across():
    portfolio = portfolio_of(
        cdp_plan(),
        *BASE,
        *to_be("team:it A R", "team:martech R", "team:sales R", agreed=True),
        *to_be("team:it R", "team:martech I", subject="platform:cdp"),
    )
    found = analysis(portfolio, matrix(portfolio, "cdp", "to-be"), Policy(accountable_load=1))
    counted = [(one.holder, one.answers, one.does, one.told, one.letters, one.agreed) for one in found.holders]
    assert counted == [("team:it", 1, 2, 0, 3, 2), ("team:martech", 0, 1, 1, 2, 1), ("team:sales", 0, 1, 0, 1, 1)]
    assert found.holders[0].remarks == ("accountable for many (from 1 on)",)
    send, cdp = found.rows
    assert (send.thin, send.thick) == (("nobody else hears of it",), ("3 are responsible",))
    assert (cdp.thin, cdp.thick) == (("nobody is accountable",), ())


# -- positions of two teams, the day of the old way, what is left alone


def test_a_position_is_of_the_team_of_its_box_and_of_that_of_who_holds_it():
    box = [Position("lead", "Lead"), Box("lead", team="it", holder="mia"), Person("mia", "Mia", "martech")]
    assert moved(*box, *as_is("team:martech R"), *to_be("position:lead R")) == []
    assert moved(*box, *as_is("team:it R"), *to_be("position:lead R")) == []
    assert moved(*box, *as_is("team:sales R"), *to_be("position:lead R")) == [("team:sales", "R", ("position:lead",))]
    now = [Position("lead", "Lead"), Box("lead", "as-is", team="it", holder="mia"), Person("mia", "Mia", "martech")]
    assert moved(*now, *as_is("position:lead R"), *to_be("team:martech R")) == []


def ends(*records, plan=None):
    """The first day of the task that ends the old way."""
    found = proposals(portfolio_of(plan or cdp_plan(), *records), "cdp")
    return [one.task.not_before for one in found if one.field == "decommission"]


MOVE = [*as_is("team:it R"), *to_be("team:martech R")]


def test_the_old_way_ends_on_the_day_it_leaves_the_old_platform_else_when_the_new_one_is_live():
    leaves = Disposition("send", "esp", "migrate", date(2027, 3, 1))
    assert ends(*BASE, *MOVE, leaves) == [date(2027, 3, 1)]
    assert ends(*BASE, *MOVE, task("build", 5, kind="implementation", capability="send")) == [date(2026, 11, 28)]
    assert ends(*BASE, *MOVE, leaves, task("build", 5, kind="implementation", capability="send")) == [date(2027, 3, 1)]


def test_the_old_way_may_end_at_once_where_the_day_is_past_or_nobody_can_know_it():
    assert ends(*BASE, *MOVE, Disposition("send", "esp", "migrate", date(2026, 11, 2))) == [None]
    assert ends(*BASE[:-5], *platforms(cdp="live", esp="retiring"), *BASE[-3:], *MOVE) == [None]
    assert ends(*BASE, *MOVE) == [None]


def test_handing_over_waits_for_no_day():
    found = proposals(
        portfolio_of(cdp_plan(), *BASE, *MOVE, Disposition("send", "esp", "migrate", date(2027, 3, 1))), "cdp"
    )
    assert {one.field: one.task.not_before for one in found} == {
        "communication": None, "transfer": None, "decommission": date(2027, 3, 1),
    }  # fmt: skip


def test_tasks_of_one_subject_have_names_of_their_own_and_one_message_tells_of_all():
    twins = [Person("ada-2", "Ada", "sales")]
    rows = [*as_is("person:ada R", "person:ada-2 R"), *to_be("team:martech R")]
    names = [one.task.name for one in proposals(portfolio_of(cdp_plan(), *BASE, *twins, *rows), "cdp") if one.is_new]
    assert names == [
        "Tell of send: it goes from Ada to Martech",
        "Hand over send: Ada to Martech",
        "End the old way of send by Ada",
        "Hand over send: Ada to Martech (hand-over-send-2)",
        "End the old way of send by Ada (end-old-send-2)",
    ]
    rows = [*as_is("team:it R", "team:sales A"), *to_be("team:martech R A")]
    first = proposals(portfolio_of(cdp_plan(), *BASE, *rows), "cdp")[0].task
    assert first.name == "Tell of send: it goes from It to Martech, and from Sales to Martech"


def test_what_the_matrix_does_not_speak_of_stays_as_it_is_and_the_plans_own_is_still_to_be_said():
    own = [Activity("approve", "Approve", "send"), *capability("cut", "esp/sales")]
    held = [*as_is("team:it R", subject="activity:approve"), *as_is("team:sales R", subject="capability:cut"), *MOVE]
    portfolio = portfolio_of(cdp_plan(), *BASE, *own, *held)
    assert untouched(portfolio, "cdp") == Untouched(("capability:cut",), ("activity:approve",))
    assert untouched(portfolio, "cdp", "sales") == Untouched(("capability:cut",))
    assert untouched(portfolio, "cdp", "", ("activity:approve",)) == Untouched((), ("activity:approve",))
