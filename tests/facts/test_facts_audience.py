from datetime import date

import msgspec
import pytest
from facts_builders import MONDAY, cdp_plan, portfolio_of, teams
from msgspec.structs import replace

from mopsctl.facts.audience import AUDIENCES, GUARDED, WITHHELD, may_know, redact, seen_by
from mopsctl.formats.plan_yaml import dump
from mopsctl.model.calendar import Calendar, DayOff, Holiday
from mopsctl.model.capability import Activity, Dataset, Disposition, Platform, Truth
from mopsctl.model.commitment import Alignment, Ask
from mopsctl.model.fields import Record
from mopsctl.model.kinds import KINDS
from mopsctl.model.operating import Assessment, Interaction, Right, Topic
from mopsctl.model.org import (
    Box,
    Coverage,
    DottedLine,
    Function,
    Goal,
    HeldSkill,
    Maturity,
    Number,
    Person,
    Pillar,
    Position,
    WantedSkill,
)
from mopsctl.model.outreach import Action, Conversation, Evidence, Note
from mopsctl.model.plan import Baseline, BaselineDate, Condition, Digest, Lead, Link, Need, Participation, Review
from mopsctl.model.responsibility import Assignment, Handover, SchemeLetter
from mopsctl.model.support import Support
from mopsctl.model.waiver import Waiver
from mopsctl.rules.engine import RULES

OPEN = Ask("cdp", "it", "assign", date(2026, 11, 2), 2, of="dana", due=date(2026, 12, 4))
REFUSED = replace(
    OPEN, state="refused", answered_on=date(2026, 11, 9), reason="SECRET reason", resolution="substitute",
    granted="SECRET time", forum="SECRET forum", forum_on=MONDAY, person="ada", leader="dana", until=MONDAY,
    allocation=50, start=MONDAY, said_in="it-1",
)  # fmt: skip
SAID = Conversation(
    "it-1", "cdp", "it", MONDAY, "dana", "workshop", "no", "own-tool", "SECRET why", "too few hands", "two engineers",
    "technical", "SECRET step", MONDAY, "it.md",
)  # fmt: skip
NOTE = Note("it-1", "SECRET of mine")
ACTION = Action("move-it", "cdp", "it", "persuade", "SECRET move", "dana", MONDAY)
SECRETS = [
    cdp_plan(),
    *teams("it", "legal"),
    REFUSED,
    Ask("cdp", "legal", "assign", date(2026, 11, 2), state="deferred", reason="SECRET delay", until=MONDAY),
    Participation("cdp", "it", critical="no", work=4, influence=5, because="SECRET because", capabilities=3),
    Person("dana", "Dana", "it", email="SECRET@example.org"),
    DayOff("person:dana", MONDAY, MONDAY, "SECRET operation"),
    SAID,
    NOTE,
    ACTION,
    Waiver("COM206", "team:it", "SECRET of mine", "dana", MONDAY, MONDAY, "cdp"),
    Waiver("COM202", "team:it", "SECRET refusal", "dana", MONDAY, MONDAY, "cdp"),
    Waiver("GAT401", "team:it", "pilot", "dana", MONDAY, MONDAY, "cdp"),
    Alignment("cdp", "it", MONDAY, "CMO, CTO", "SECRET terms"),
    Support("cdp", "dana", "no", "no", takes_part=True),
    Review("cdp", "it", MONDAY, "changes", "more time", understanding=2),
]


def text_seen_by(audience):
    portfolio = seen_by(portfolio_of(*SECRETS), audience)
    return msgspec.json.encode([list(portfolio.of(kind.plural).values()) for kind in KINDS]).decode()


@pytest.mark.parametrize("audience", ["team", "all"])
def test_outsiders_see_no_refusal_no_rating_and_no_word_of_either(audience):
    seen = text_seen_by(audience)
    hidden = ("SECRET", "refused", "substitute", '"no"', "influence", '"work"', "understanding", "persuade", "own-tool")
    for secret in (*hidden, '"capabilities"', "move-it", "COM20"):
        assert secret not in seen


def test_leaders_see_refusals_and_no_ratings():
    seen = text_seen_by("leaders")
    for told in ("SECRET reason", "refused", "substitute", '"critical":"no"', '"solution":"no"', "SECRET why",
                 "SECRET step", "SECRET move", "SECRET@example.org", "SECRET operation", "SECRET refusal"):  # fmt: skip
        assert told in seen
    for secret in ("influence", '"work"', "understanding", "SECRET of mine", '"capabilities"', "COM206"):
        assert secret not in seen


def test_i_see_the_very_same_portfolio():
    portfolio = portfolio_of(*SECRETS)
    assert seen_by(portfolio, "me") is portfolio


@pytest.mark.parametrize("audience", ["team", "all"])
def test_a_refused_ask_looks_exactly_like_an_open_one(audience):
    assert redact(REFUSED, audience) == OPEN == redact(OPEN, audience)


@pytest.mark.parametrize("audience", ["team", "all"])
def test_a_no_looks_exactly_like_a_question_never_put(audience):
    assert redact(Support("cdp", "dana", "no", "no"), audience) == Support("cdp", "dana")
    assert redact(Participation("cdp", "it", critical="no"), audience) == Participation("cdp", "it")


def test_a_yes_a_promise_and_an_alignment_may_be_told():
    told = [Support("cdp", "dana", "yes", "yes"), Participation("cdp", "it", critical="yes", impact="new screens")]
    told += [replace(OPEN, state="promised", person="ada", allocation=50)]
    assert [redact(record, "all") for record in told] == told


@pytest.mark.parametrize("audience", ["team", "all"])
def test_terms_that_may_not_be_told_are_seen_to_be_there_and_leave_no_blank_in_a_file(audience):
    aligned = portfolio_of(*SECRETS, Alignment("cdp", "it", MONDAY, "CMO, CTO", "SECRET terms"))
    seen = seen_by(aligned, audience)
    assert seen.alignments["cdp", "it"].terms == WITHHELD
    assert WITHHELD not in dump(seen, audience=audience).decode()
    mine = replace(aligned, alignments={("cdp", "it"): seen.alignments["cdp", "it"]})
    assert WITHHELD in dump(mine).decode()  # what I wrote is mine to export


def test_what_is_not_guarded_stays_the_same_object():
    portfolio = portfolio_of(*SECRETS)
    seen = seen_by(portfolio, "all")
    unguarded = [kind.plural for kind in KINDS if kind.plural not in GUARDED]
    assert all(seen.of(plural) is portfolio.of(plural) for plural in unguarded)
    assert seen.today == portfolio.today


def test_every_audience_is_covered_and_facts_are_not_shared_between_them():
    portfolio = portfolio_of(*SECRETS)
    views = [seen_by(portfolio, audience) for audience in AUDIENCES]
    assert len({id(view.__dict__) for view in views}) == len(AUDIENCES)


# -- what was said, and what it takes


@pytest.mark.parametrize("audience", ["team", "all"])
def test_a_conversation_is_told_without_the_view_and_the_next_step(audience):
    assert redact(SAID, audience) == Conversation(
        "it-1", "cdp", "it", MONDAY, "dana", "workshop", challenges="too few hands", needed="two engineers",
        angle="technical", source="it.md",
    )  # fmt: skip
    yes = replace(SAID, sees_problem="yes", objection=None, reason="", next_step="", next_on=None)
    assert redact(yes, audience) == redact(SAID, audience)


def test_leaders_read_a_conversation_whole():
    assert redact(SAID, "leaders") is SAID


def test_a_private_note_is_for_nobody_else():
    assert redact(NOTE, "me") is NOTE
    assert [redact(NOTE, audience) for audience in AUDIENCES[1:]] == [None, None, None]
    portfolio = portfolio_of(*SECRETS)
    assert dict(seen_by(portfolio, "me").notes) == {"it-1": NOTE}
    assert [dict(seen_by(portfolio, audience).notes) for audience in AUDIENCES[1:]] == [{}, {}, {}]


def test_what_it_takes_to_move_a_team_is_not_told_to_teams():
    assert [redact(ACTION, audience) for audience in AUDIENCES] == [ACTION, ACTION, None, None]


def test_what_is_asked_of_vendors_and_what_teams_need_may_be_told():
    told = [Evidence("sla", "cdp", "it", "uptime over a year"), Need("sandbox", "a sandbox", "cdp", "it")]
    assert [redact(record, "all") for record in told] == told


def test_a_waiver_is_known_to_those_who_may_know_its_rule():
    known = {
        audience: [code for _, code, _ in sorted(seen_by(portfolio_of(*SECRETS), audience).waivers)]
        for audience in AUDIENCES
    }
    assert known == {
        "me": ["COM202", "COM206", "GAT401"],
        "leaders": ["COM202", "GAT401"],
        "team": ["GAT401"],
        "all": ["GAT401"],
    }


def test_a_waiver_about_an_action_does_not_tell_of_the_action():
    waiver = Waiver("WAV001", "action:move-it", "later", "dana", MONDAY, MONDAY, "cdp")
    assert [redact(waiver, audience) for audience in AUDIENCES] == [waiver, waiver, None, None]


def test_the_conversation_in_which_a_team_said_no_is_not_named():
    no, yes = (Participation("cdp", "it", critical=answer, said_in="it-1") for answer in ("no", "yes"))
    assert redact(no, "all") == Participation("cdp", "it")
    assert redact(yes, "all") == yes
    assert redact(no, "leaders") == no


def test_why_a_team_is_out_is_not_told_whatever_it_answered():
    assert redact(Participation("cdp", "it", "out", "SECRET", "yes"), "all") == Participation(
        "cdp", "it", "out", WITHHELD, "yes"
    )


def test_an_address_is_for_me_and_leaders():
    dana = Person("dana", "Dana", "it", email="d@example.org")
    assert [redact(dana, audience).email for audience in AUDIENCES] == ["d@example.org", "d@example.org", "", ""]


def test_that_somebody_is_away_is_told_to_all_and_why_to_leaders():
    why = DayOff("person:dana", MONDAY, MONDAY, "operation")
    none = DayOff("person:dana", MONDAY, MONDAY)
    assert [redact(why, audience) for audience in AUDIENCES] == [why, why, none, none]
    assert redact(none, "all") is none
    team = DayOff("team:it", MONDAY, MONDAY, "stocktaking")
    assert redact(team, "team") == DayOff("team:it", MONDAY, MONDAY)


def test_what_dates_follow_from_is_the_same_for_everybody():
    told = [
        Calendar("de", "Germany", country="DE", note="as agreed"), Holiday("de", MONDAY, "Feast"),
        Link("a", "b", "SS", -2), Condition("signed", "It is signed", "a", "dana", MONDAY),
        Lead("a", "legal", 5, MONDAY), Baseline("first", "cdp", MONDAY, "for the board"),
        BaselineDate("first", "a", MONDAY, MONDAY),
        Digest("cdp", "it", MONDAY, 7), replace(teams("it")[0], calendar="de", capacity=3),
        replace(cdp_plan(), calendar="de"), Participation("cdp", "it", review_by=MONDAY, align_by=MONDAY),
    ]  # fmt: skip
    for audience in AUDIENCES[1:]:
        assert [redact(record, audience) for record in told] == told
    no = Participation("cdp", "it", critical="no", review_by=MONDAY, align_by=MONDAY)
    assert redact(no, "all") == Participation("cdp", "it", review_by=MONDAY, align_by=MONDAY)


ASSESSED = Assessment("it", "send", MONDAY, 2, "SECRET strength", "SECRET challenge", "SECRET improvement", "train")


def test_how_well_a_team_does_is_for_me_and_leaders_and_that_it_was_asked_for_all():
    bare = Assessment("it", "send", MONDAY)
    assert [redact(ASSESSED, audience) for audience in AUDIENCES] == [ASSESSED, ASSESSED, bare, bare]
    assert redact(bare, "all") == bare
    rated = replace(ASSESSED, performance=5, strengths="", task=None)
    assert redact(rated, "team") == bare


def test_what_a_person_can_do_is_for_me_and_leaders_and_what_a_position_wants_for_all():
    held, wanted = HeldSkill("dana", "sql"), WantedSkill("data-lead", "sql")
    assert [redact(held, audience) for audience in AUDIENCES] == [held, held, None, None]
    assert [redact(wanted, audience) for audience in AUDIENCES] == [wanted] * 4


def test_what_a_box_costs_is_for_me_and_leaders():
    box = Box("data-lead", holder="dana", allocation=50, vacancy="hire", cost=90_000)
    free = replace(box, cost=None)
    assert [redact(box, audience) for audience in AUDIENCES] == [box, box, free, free]
    assert redact(free, "all") is free


@pytest.mark.parametrize("audience", ["team", "all"])
def test_no_file_for_others_tells_of_weakness_skill_or_salary(audience):
    portfolio = portfolio_of(ASSESSED, HeldSkill("dana", "SECRET-skill"), Box("data-lead", cost=98_765))
    data = dump(seen_by(portfolio, audience), audience=audience).decode()
    assert "SECRET" not in data
    assert "98765" not in data
    assert '- {"team": "it", "capability": "send", "on": "2026-' in data


def test_who_decides_who_depends_and_both_charts_are_the_same_for_everybody():
    told = [
        Platform("cdp", "CDP", cost=5, budget=6, notice_by=MONDAY, retire_on=MONDAY, successor="esp"),
        Activity("approve", "Approve", "send"), Disposition("send", "esp", "retire", MONDAY, "cdp", "dana", MONDAY),
        Dataset("consent", "Consent", owner="dana"), Truth("consent", "cdp"),
        Goal("growth", "Growth", target=0.5), Function("data", "Data", True), Pillar("trust", "Trust"),
        Maturity("data", MONDAY, 3), Position("data-lead", "Data lead"), DottedLine("a", "b"),
        Coverage("data-lead", "function:data"), Number("revenue", "Revenue", "data-lead", target=1.5),
        SchemeLetter("S", "supportive", "does"), Assignment("task:a", "position:data-lead", "S", plan="cdp"),
        Handover("cdp", "task:a", "team:it", "position:data-lead", "dana", MONDAY, MONDAY, "reports", "a", "a", "a"),
        Topic("roadmap", "Roadmap"), Right("roadmap", "decide", "person:dana", confirmed=MONDAY, confirmed_by="dana"),
        Interaction("churn", "Churn", "it", "legal", "insight", "weekly", giver_confirmed=MONDAY),
    ]  # fmt: skip
    for audience in AUDIENCES[1:]:
        assert [redact(record, audience) for record in told] == told


def test_a_kind_of_record_that_nobody_thought_of_is_kept_from_everybody():
    class Gossip(Record, frozen=True):
        text: str

    assert redact(Gossip("x"), "leaders") is None
    assert [kind.plural for kind in KINDS if redact(_some(kind.record), "leaders") is None] == ["notes"]


def _some(record):
    """A record of a kind, whatever it says: only its kind matters here."""
    values = {"subject": "team:it", "code": "GAT401"}
    return record(*(values.get(field, "x") for field in record.__struct_fields__))


@pytest.mark.parametrize(
    ("codes", "known"),
    [
        (("COM205", "COM206"), ["me"]),
        (("COM202", "OUT101", "OUT102", "OUT106", "SUP303", "RAC710", "OPM805", "ORG908"), ["me", "leaders"]),
        (("COM201", "COM203", "COM204", "COM207", "OUT103", "OUT104", "OUT105", "GAT401", "GAT404", "SUP301", "WAV001",
          "RAC701", "OPM801", "OPM806", "ORG902", "ORG903", "CAP508"),
         ["me", "leaders", "team", "all"]),
    ],
)  # fmt: skip
def test_who_may_know_what_a_rule_found(codes, known):
    for code in codes:
        assert [audience for audience in AUDIENCES if may_know(audience, code)] == known, code


def test_the_rules_that_are_kept_from_somebody_exist():
    kept = {code for code in RULES for audience in AUDIENCES if not may_know(audience, code)}
    assert kept == {"COM205", "COM206", "COM202", "OUT101", "OUT102", "OUT106", "SUP303", "RAC710", "OPM805", "ORG908"}
