"""Whom to see so that a plan is supported at every level (domain §1.5)."""

from facts_builders import MONDAY, cdp_plan, portfolio_of, teams

from mopsctl.facts.support import missing
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Participation, Plan
from mopsctl.model.policy import Policy
from mopsctl.model.support import Support

CMO = Person("cmo", "Işıl", "marketing", "executive")
CTO = Person("cto", "Dana", "it", "executive")
HEAD = Person("head", "Mert", "it", "leader")
DEV = Person("dev", "Sam", "it")
CLEAR = Participation("cdp", "it", impact="the nightly export ends", understood_by="dev")
AGREE = [Support("cdp", "cmo", "yes", "yes"), Support("cdp", "cto", "yes", "yes")]
SETTLED = [*AGREE, Support("cdp", "head", "yes", "yes"), Support("cdp", "dev", "yes", "yes", True, True)]


def seen(*records, people=(CMO, CTO, HEAD, DEV), involved=CLEAR):
    """The list for a plan in which `it` is involved; a later record replaces an earlier one of the same key."""
    portfolio = portfolio_of(
        cdp_plan(), *teams("marketing", "it"), *people, *([involved] if involved else []), *records
    )
    return missing(portfolio, "cdp", Policy())


def told(*records, **options):
    return [(one.why, one.people, one.sentence, one.cure) for one in seen(*records, **options)]


def test_nobody_is_to_be_seen_where_all_is_well():
    assert seen(*SETTLED) == ()


def test_an_executive_who_does_not_agree_with_both_is_seen_and_says_what_is_open():
    answers = {
        ("yes", "no"): ("not now", "cto agrees with the solution, not with the timing", "--timing ANSWER"),
        ("yes", "unasked"): (
            "timing open", "cto agrees with the solution, and has yet to agree with the timing", "--timing ANSWER"
        ),
        ("no", "yes"): ("not agreed", "cto does not agree with the solution", "--solution ANSWER"),
        ("no", "no"): ("not agreed", "cto does not agree with the solution", "--solution ANSWER --timing ANSWER"),
        ("unasked", "unasked"): (
            "not agreed", "cto has yet to agree with the solution", "--solution ANSWER --timing ANSWER"
        ),
    }  # fmt: skip
    for (solution, timing), (why, sentence, options) in answers.items():
        (one,) = seen(*SETTLED, Support("cdp", "cto", solution, timing))
        assert (one.function, one.level, one.people, one.why) == ("it", "executive", ("cto",), why)
        assert (one.sentence, one.cure) == (sentence, f"mopsctl support set cto {options}")
        assert one.code == ("SUP303" if why == "not now" else "SUP302")


def test_an_executive_without_any_mark_is_seen_also_where_a_peer_agrees():
    peer = Person("cdo", "Ayşe", "it", "executive")
    assert [one.people for one in seen(*SETTLED, people=(CMO, CTO, HEAD, DEV, peer))] == [("cdo",)]


def test_a_peer_of_the_executives_is_seen_once_there_is_a_mark_of_theirs():
    people = (CMO, CTO, HEAD, DEV, Person("cfo", "Leyla", "finance", "executive"))
    assert seen(*teams("finance"), *SETTLED, people=people) == ()
    found = seen(*teams("finance"), *SETTLED, Support("cdp", "cfo", "yes", "no"), people=people)
    assert [(one.people, one.function, one.code) for one in found] == [(("cfo",), "finance", "SUP303")]


def test_a_side_of_which_no_executive_is_known_is_a_hole_without_people():
    (one,) = seen(*SETTLED[1:], people=(CTO, HEAD, DEV))
    assert (one.function, one.level, one.people, one.why, one.team) == (
        "marketing",
        "executive",
        (),
        "nobody known",
        "",
    )
    assert one.sentence == "no executive is known on the marketing side"
    assert one.cure == "mopsctl person add PERSON --team marketing --level executive"


def test_who_stands_for_an_unknown_side_is_an_involved_team_first():
    both = [Team("agency", "Agency", ("marketing",)), Team("growth", "Growth", ("marketing",)),
            Participation("cdp", "growth", impact="x", understood_by="pm"), Person("pm", "Pm", "growth"),
            Support("cdp", "pm", "yes", "yes")]  # fmt: skip
    (one,) = seen(*both, *SETTLED[1:], people=(CTO, HEAD, DEV))
    assert one.cure == "mopsctl person add PERSON --team growth --level executive"


def test_a_hole_names_all_who_could_fill_it():
    second = Person("qa", "Noor", "it")
    found = told(*SETTLED, Support("cdp", "dev", "yes", "no", True, True), people=(CMO, CTO, HEAD, DEV, second))
    assert found == [
        ("no supporter", ("dev", "qa"), "no practitioner in it agrees with solution and timing",
         "mopsctl support set dev --solution ANSWER --timing ANSWER")
    ]  # fmt: skip


def test_people_who_stand_for_several_functions_are_seen_once():
    tech = Team("it", "Tech", ("analytics", "it"))
    found = seen(*SETTLED, tech, Support("cdp", "head"), Support("cdp", "cto", "yes", "yes"))
    assert [(one.function, one.level, one.people) for one in found] == [("it, analytics", "leader", ("head",))]


def test_a_leader_has_colleagues_who_take_part_and_colleagues_who_are_informed():
    part, known, neither = ((True, False), (False, True), (False, False))
    sentences = {
        part: "head has no colleague in it who is informed",
        known: "head has no colleague in it who takes part",
        neither: "head has no colleague in it who takes part or is informed",
    }
    options = {part: "--informed", known: "--takes-part", neither: "--takes-part --informed"}
    for marks, sentence in sentences.items():
        (one,) = seen(*SETTLED, Support("cdp", "dev", "yes", "yes", *marks))
        assert (one.function, one.level, one.people, one.code) == ("it", "leader", ("head",), "SUP304")
        assert (one.sentence, one.cure) == (sentence, f"mopsctl support set dev {options[marks]}")


def test_neither_leaders_themselves_nor_executives_are_their_colleagues():
    marks = [Support("cdp", "head", "yes", "yes", True, True), Support("cdp", "cto", "yes", "yes", True, True)]
    found = told(*SETTLED, *marks, Support("cdp", "dev", "yes", "yes"))
    assert [line[2] for line in found] == ["head has no colleague in it who takes part or is informed"]


def test_two_leaders_are_each_others_colleagues():
    people = (CMO, CTO, HEAD, DEV, Person("vice", "Vice", "it", "leader"))
    one_active = [Support("cdp", "dev", "yes", "yes"), Support("cdp", "vice", "yes", "yes", True, True)]
    assert [line[2] for line in told(*SETTLED, *one_active, people=people)] == [
        "vice has no colleague in it who takes part or is informed"
    ]
    idle = [Support("cdp", "dev", "yes", "yes"), Support("cdp", "vice", "yes", "yes")]
    assert [line[1:3] for line in told(*SETTLED, *idle, people=people)] == [
        (("head", "vice"), "head, vice have no colleague in it who takes part or is informed")
    ]


def test_where_all_are_leaders_a_colleague_is_another_of_them():
    people = (CMO, CTO, HEAD, Person("vice", "Vice", "it", "leader"))
    active = [Support("cdp", "head", "yes", "yes", True, True), Support("cdp", "vice", "yes", "yes")]
    found = told(*AGREE, *active, people=people, involved=Participation("cdp", "it", impact="x", understood_by="head"))
    assert [(line[1], line[3]) for line in found] == [(("head",), "mopsctl support set vice --takes-part --informed")]


def test_a_leader_with_nobody_in_the_team_needs_people_first():
    alone = told(*SETTLED[:3], people=(CMO, CTO, HEAD), involved=Participation("cdp", "it", "involved", impact="x"))
    assert [(line[0], line[3]) for line in alone] == [
        ("on their own", "mopsctl person add PERSON --team it"),
        ("change not understood", "mopsctl team join it --understood-by PERSON"),
    ]


def test_a_team_without_a_leader_has_nobody_on_their_own():
    assert seen(*AGREE, Support("cdp", "dev", "yes", "yes"), people=(CMO, CTO, DEV)) == ()


def test_a_team_understands_what_changes_when_it_is_written_down_and_somebody_in_it_does():
    cases = {
        ("", None): (
            "what changes for it is not written down, and nobody in it is known to understand it",
            "--impact TEXT --understood-by PERSON",
        ),
        (" ", "dev"): ("what changes for it is not written down", "--impact TEXT"),
        ("exports end", None): (
            "what changes for it is written down, but nobody in it is known to understand it", "--understood-by PERSON"
        ),
        ("exports end", "cmo"): (
            "what changes for it is written down, but who understands it, cmo, is in marketing",
            "--understood-by PERSON",
        ),
        ("", "cmo"): (
            "what changes for it is not written down, and who understands it, cmo, is in marketing",
            "--impact TEXT --understood-by PERSON",
        ),
    }  # fmt: skip
    for (impact, person), (sentence, options) in cases.items():
        (one,) = seen(*SETTLED, involved=Participation("cdp", "it", impact=impact, understood_by=person))
        assert (one.why, one.people, one.code, one.team) == ("change not understood", ("head",), "SUP305", "it")
        assert (one.sentence, one.cure) == (sentence, f"mopsctl team join it {options}")


def test_of_an_affected_team_nothing_of_this_is_asked():
    assert seen(*AGREE, involved=Participation("cdp", "it", "affected")) == ()


def test_executives_come_first_then_holes_then_leaders_then_teams_and_all_name_the_plan():
    found = seen(Plan("dam", "DAM", MONDAY), Support("dam", "cto", "yes", "yes"), involved=Participation("cdp", "it"))
    assert [(one.code, one.people) for one in found] == [
        ("SUP302", ("cto",)), ("SUP302", ("cmo",)),
        ("SUP301", ("head",)), ("SUP301", ("dev",)), ("SUP304", ("head",)), ("SUP305", ("head",)),
    ]  # fmt: skip
    assert all(one.cure.endswith(" --plan cdp") for one in found)
