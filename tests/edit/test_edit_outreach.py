"""Conversations, change actions, evidence and needs: the verbs of domain §1.1."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from edit_builders import LATER, TODAY, YESTERDAY, changed, portfolio_of, small

from mopsctl.edit import outreach, records
from mopsctl.errors import NOT_FOUND, USAGE, MopsError
from mopsctl.model.org import Team
from mopsctl.model.outreach import Action, Conversation, Evidence, Note
from mopsctl.model.plan import Participation, Plan
from mopsctl.model.portfolio import Portfolio


def refused(edit: Callable[[], object]) -> tuple[str, str, int]:
    with pytest.raises(MopsError) as raised:
        edit()
    return raised.value.message, raised.value.hint, raised.value.code


def log(portfolio: Portfolio, **fields: Any) -> Portfolio:
    return outreach.log(portfolio, "rollout", "it", fields)


def test_a_conversation_is_logged_today_under_a_key_of_its_own() -> None:
    after = outreach.log(
        small(),
        "rollout",
        "it",
        {
            "person": "mert",
            "sees_problem": "partly",
            "challenges": "two truths",
            "next_step": "numbers",
            "next_on": LATER,
        },
    )
    assert changed(small(), after) == [("conversations", "it-2026-11-23", "added")]
    assert after.conversations["it-2026-11-23"] == Conversation(
        "it-2026-11-23",
        "rollout",
        "it",
        TODAY,
        "mert",
        sees_problem="partly",
        challenges="two truths",
        next_step="numbers",
        next_on=LATER,
    )


def test_a_second_one_on_one_day_gets_a_number() -> None:
    twice = log(log(small(), sees_problem="no"), sees_problem="yes")
    assert sorted(twice.conversations) == ["it-2026-11-23", "it-2026-11-23-2"]
    thrice = log(log(twice, sees_problem="yes"), sees_problem="yes", on=YESTERDAY)
    assert sorted(thrice.conversations) == ["it-2026-11-20", "it-2026-11-23", "it-2026-11-23-2", "it-2026-11-23-3"]


@pytest.mark.parametrize("length", [53, 54, 63, 64])
def test_the_key_of_a_conversation_is_one_however_long_that_of_the_team_is(length: int) -> None:
    team = "t" * (length - 1) + "."
    long = records.add(portfolio_of(Team(team[:-1] + "x", "T"), Plan("p", "P", TODAY)))
    key = team[:-1] + "x"
    long = records.add(long, Participation("p", key))
    for _ in range(3):
        long = outreach.log(long, "p", key, {"sees_problem": "yes"}, actions=["educate"])
    assert len(long.conversations) == len(long.actions) == 3
    assert all(len(one) <= 64 and "2026-11-23" in one for one in long.conversations)
    assert all(len(one) <= 64 for one in long.actions)


@pytest.mark.parametrize(
    "said",
    [
        {"sees_problem": "yes"},
        {"objection": "cost"},
        {"reason": "no budget"},
        {"challenges": "none"},
        {"needed": "two engineers"},
        {"angle": "creative"},
        {"next_step": "call again"},
    ],
)
def test_any_one_thing_that_was_said_is_enough(said: Mapping[str, Any]) -> None:
    assert len(log(small(), **said).conversations) == 1


def test_a_conversation_in_which_nothing_was_said_is_none() -> None:
    message = "say what came of it with it: its view, its challenges, a next step or a note"
    for fields in ({}, {"person": "mert", "channel": "call", "on": YESTERDAY}, {"next_on": LATER}, {"reason": ""}):
        assert refused(lambda f=fields: log(small(), **f))[::2] == (message, USAGE)
    assert refused(lambda: outreach.log(small(), "rollout", "it", {}, note="  "))[0] == message
    assert len(outreach.log(small(), "rollout", "it", {}, note="bring cake").conversations) == 1
    assert len(outreach.log(small(), "rollout", "it", {}, actions=["educate"]).conversations) == 1
    assert len(outreach.log(small(), "rollout", "it", {}, bare=True).conversations) == 1


def test_a_private_note_goes_to_a_record_of_its_own() -> None:
    after = outreach.log(small(), "rollout", "it", {"sees_problem": "no"}, note="he is leaving")
    assert after.notes == {"it-2026-11-23": Note("it-2026-11-23", "he is leaving")}
    assert "leaving" not in repr(after.conversations)


def test_what_it_takes_to_move_a_team_is_logged_with_the_conversation() -> None:
    after = outreach.log(small(), "rollout", "it", {"sees_problem": "no"}, actions=["educate", "persuade", "educate"])
    assert list(after.actions.values()) == [
        Action("it-educate", "rollout", "it", "educate", said_in="it-2026-11-23"),
        Action("it-persuade", "rollout", "it", "persuade", said_in="it-2026-11-23"),
    ]


def test_only_a_team_of_the_plan_is_reached_out_to() -> None:
    join = "mopsctl team join analytics --involved"
    told = ('analytics is not in the plan "rollout"', join, USAGE)
    assert refused(lambda: outreach.log(small(), "rollout", "analytics", {"sees_problem": "no"})) == told
    assert refused(lambda: outreach.act(small(), "rollout", "analytics", "educate", {})) == told
    assert refused(lambda: outreach.request(small(), "rollout", "analytics", "uptime", {})) == told
    out = records.add(small(), Participation("rollout", "analytics", "out", "no lists any more"))
    told = ("analytics is out of the plan: no lists any more", join, USAGE)
    assert refused(lambda: outreach.log(out, "rollout", "analytics", {"sees_problem": "no"})) == told


def test_where_there_are_several_plans_the_way_in_names_the_one() -> None:
    two = records.add(small(), Plan("loyalty", "Loyalty", TODAY))
    for plan in ("rollout", "loyalty"):
        hint = refused(lambda p=plan: outreach.log(two, p, "analytics", {"sees_problem": "no"}))[1]
        assert hint == f"mopsctl team join analytics --involved --plan {plan}"


def test_a_conversation_to_come_or_a_next_step_before_it_is_refused() -> None:
    assert refused(lambda: log(small(), sees_problem="no", on=LATER))[0] == (
        "2026-12-04 is still to come; say the day it happened"
    )
    assert refused(lambda: log(small(), sees_problem="no", next_on=YESTERDAY))[0] == (
        "conversation it-2026-11-23: next_on 2026-11-20 is before on 2026-11-23"
    )
    assert refused(lambda: log(small(), person="nobody", sees_problem="no"))[2] == NOT_FOUND


def test_what_is_logged_can_be_put_right() -> None:
    logged = log(small(), sees_problem="no", person="mert")
    after = outreach.amend(logged, "it-2026-11-23", {"objection": "cost", "person": None, "on": YESTERDAY})
    assert after.conversations["it-2026-11-23"] == Conversation(
        "it-2026-11-23", "rollout", "it", YESTERDAY, sees_problem="no", objection="cost"
    )
    assert refused(lambda: outreach.amend(logged, "it-2026-11-23", {"on": LATER}))[2] == USAGE
    assert refused(lambda: outreach.amend(logged, "it-2026-11-24", {"objection": "cost"})) == (
        'no conversation "it-2026-11-24"; did you mean "it-2026-11-23"?',
        "mopsctl outreach list",
        NOT_FOUND,
    )


def test_a_note_is_added_later_replaced_and_taken_away() -> None:
    logged = log(small(), sees_problem="no")
    noted = outreach.amend(logged, "it-2026-11-23", {}, note="one")
    noted = outreach.amend(noted, "it-2026-11-23", {}, note="two")
    assert noted.notes == {"it-2026-11-23": Note("it-2026-11-23", "two")}
    assert outreach.amend(noted, "it-2026-11-23", {}).notes == noted.notes
    assert outreach.amend(noted, "it-2026-11-23", {}, note="").notes == {}
    assert outreach.amend(logged, "it-2026-11-23", {}, note="").notes == {}


def test_removing_a_conversation_takes_its_note_and_leaves_the_actions() -> None:
    logged = outreach.log(small(), "rollout", "it", {"sees_problem": "no"}, note="x", actions=["educate"])
    message, hint, _ = refused(lambda: records.remove(logged, Conversation, "it-2026-11-23"))
    assert message == (
        'conversation "it-2026-11-23" is still referred to: '
        "note it-2026-11-23 (conversation), action it-educate (said_in)"
    )
    assert hint == "mopsctl outreach remove it-2026-11-23 --cascade"
    gone = records.remove(logged, Conversation, "it-2026-11-23", cascade=True)
    assert (gone.conversations, gone.notes) == ({}, {})
    assert gone.actions == {"it-educate": Action("it-educate", "rollout", "it", "educate")}


def test_change_actions_of_a_kind_are_told_apart() -> None:
    one = outreach.act(small(), "rollout", "it", "resources", {"what": "two people", "owner": "ada", "due": LATER})
    two = outreach.act(one, "rollout", "it", "resources", {})
    assert list(two.actions) == ["it-resources", "it-resources-2"]
    assert two.actions["it-resources"] == Action(
        "it-resources", "rollout", "it", "resources", "two people", "ada", LATER
    )


def test_a_change_action_is_done_or_dropped_on_a_day() -> None:
    planned = outreach.act(small(), "rollout", "it", "educate", {})
    done = outreach.close(planned, "it-educate", "done", YESTERDAY)
    assert (done.actions["it-educate"].state, done.actions["it-educate"].closed_on) == ("done", YESTERDAY)
    told = "it-educate is done already (2026-11-20)"
    assert refused(lambda: outreach.close(done, "it-educate", "done", None)) == (
        told, "mopsctl outreach action set it-educate --state open", USAGE,
    )  # fmt: skip
    assert refused(lambda: outreach.close(done, "it-educate", "dropped", None)) == (
        told, "mopsctl outreach action set it-educate --state dropped", USAGE,
    )  # fmt: skip
    dropped = outreach.close(planned, "it-educate", "dropped", None)
    assert (dropped.actions["it-educate"].state, dropped.actions["it-educate"].closed_on) == ("dropped", TODAY)
    assert refused(lambda: outreach.close(planned, "it-educate", "done", LATER))[2] == USAGE
    assert refused(lambda: outreach.close(planned, "it-educat", "done", None)) == (
        'no action "it-educat"; did you mean "it-educate"?',
        "mopsctl outreach action list",
        NOT_FOUND,
    )


def test_evidence_is_asked_for_and_comes_in() -> None:
    fields = {"asked_of": "peer", "source": "Nordic Shoes", "needed_by": LATER}
    asked = outreach.request(small(), "rollout", "it", "uptime over a year", fields)
    assert asked.evidence["it-evidence"] == Evidence(
        "it-evidence", "rollout", "it", "uptime over a year", "peer", "Nordic Shoes", TODAY, LATER
    )
    here = outreach.receive(asked, "it-evidence", None, "99.95 %").evidence["it-evidence"]
    assert (here.received_on, here.shows) == (TODAY, "99.95 %")


def test_what_came_in_does_not_come_in_again_and_can_be_put_right() -> None:
    asked = outreach.request(small(), "rollout", "it", "uptime over a year", {"asked_on": YESTERDAY})
    here = outreach.receive(asked, "it-evidence", YESTERDAY, "99 %")
    assert refused(lambda: outreach.receive(here, "it-evidence", None, "99.95 %")) == (
        "it-evidence came in already (2026-11-20)",
        'mopsctl outreach evidence set it-evidence --shows "..."',
        USAGE,
    )
    right = outreach.amend_evidence(here, "it-evidence", {"shows": "99.95 %", "received_on": TODAY})
    assert (right.evidence["it-evidence"].shows, right.evidence["it-evidence"].received_on) == ("99.95 %", TODAY)
    assert outreach.amend_evidence(here, "it-evidence", {"received_on": ""}).evidence["it-evidence"].received_on is None
    assert refused(lambda: outreach.amend_evidence(here, "it-evidence", {"received_on": LATER}))[2] == USAGE


def test_what_became_of_a_change_action_can_be_put_right() -> None:
    def amended(portfolio: Portfolio, **fields: Any) -> tuple[str, date | None]:
        one = outreach.amend_action(portfolio, "it-educate", fields).actions["it-educate"]
        return one.state, one.closed_on

    planned = outreach.act(small(), "rollout", "it", "educate", {})
    done = outreach.close(planned, "it-educate", "done", YESTERDAY)
    assert amended(done, state="open") == ("open", None)
    assert amended(done, state="dropped") == ("dropped", YESTERDAY)
    assert amended(done, closed_on=TODAY) == ("done", TODAY)
    assert amended(planned, state="done") == ("done", TODAY)
    assert amended(planned, owner="ada") == ("open", None)
    assert refused(lambda: amended(planned, closed_on=TODAY))[2] == USAGE
    assert refused(lambda: amended(done, closed_on=LATER))[2] == USAGE


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            lambda p: outreach.request(p, "rollout", "it", "uptime", {"needed_by": YESTERDAY}),
            "evidence it-evidence-2: needed_by 2026-11-20 is before asked_on 2026-11-23",
        ),
        (
            lambda p: outreach.receive(p, "it-evidence", YESTERDAY, None),
            "evidence it-evidence: received_on 2026-11-20 is before asked_on 2026-11-23",
        ),
        (
            lambda p: outreach.receive(p, "it-evidence", LATER, None),
            "2026-12-04 is still to come; say the day it happened",
        ),
        (
            lambda p: outreach.request(p, "rollout", "it", "uptime", {"asked_on": LATER}),
            "2026-12-04 is still to come; say the day it happened",
        ),
    ],
)
def test_evidence_with_its_dates_in_the_wrong_order_is_refused(
    edit: Callable[[Portfolio], Portfolio], message: str
) -> None:
    asked = outreach.request(small(), "rollout", "it", "uptime", {})
    assert refused(lambda: edit(asked))[::2] == (message, USAGE)


@pytest.mark.parametrize("text", ["bell \x07", "escape \x1b[31m", "x" * 10_001, "\x9b"])
def test_text_with_control_characters_or_without_end_is_refused(text: str) -> None:
    for field in ("reason", "challenges", "needed", "next_step"):
        assert refused(lambda f=field: log(small(), **{f: text}))[2] == USAGE
    assert refused(lambda: outreach.log(small(), "rollout", "it", {"sees_problem": "no"}, note=text))[2] == USAGE


def test_lines_and_tabs_are_text() -> None:
    assert log(small(), reason="one\n\ttwo").conversations["it-2026-11-23"].reason == "one\n\ttwo"


@pytest.mark.parametrize(
    ("stem", "tail", "taken", "key"),
    [
        ("it", "-educate", (), "it-educate"),
        ("it", "-educate", ("it-educate",), "it-educate-2"),
        ("it", "", ("it", "it-2"), "it-3"),
        ("a" * 70, "", (), "a" * 64),
        ("a" * 62 + "-b", "-x", (), "a" * 62 + "-x"),
        ("a" * 70, "-x", ("a" * 62 + "-x",), "a" * 60 + "-x-2"),
    ],
)
def test_a_free_key_is_free_and_fits(stem: str, tail: str, taken: tuple[str, ...], key: str) -> None:
    assert records.free(taken, stem, tail) == key


def test_a_day_of_the_real_calendar_is_in_the_key() -> None:
    assert outreach.free_key(small(), "it", date(2027, 1, 5)) == "it-2027-01-05"
