"""OPM801-808 beyond the examples of their manuals."""

import pytest
from rules_base import portfolio_with

from mopsctl.model.policy import Policy
from mopsctl.rules.engine import findings

TOPICS = "topics:\n- {key: roadmap, name: Roadmap}\n- {key: data, name: Changes to the data, needs: perform}\n"


def found(code: str, rows: str, stage: str = "plan", **limits: int) -> list[tuple[str, str, str, str]]:
    policy = Policy(select=("OPM",), **limits)
    return [
        (one.severity, one.subject, one.message, one.cure)
        for one in findings(portfolio_with(rows, stage=stage), policy)
        if one.code == code
    ]


@pytest.mark.parametrize(
    ("stage", "severity"), [("plan", "warning"), ("build", "warning"), ("launch", "error"), ("run", "error")]
)
def test_a_topic_that_is_nobodys_is_an_error_from_launch_on(stage: str, severity: str) -> None:
    assert found("OPM801", TOPICS, stage) == [
        (severity, "topic:data", "nobody performs “Changes to the data”", "mopsctl right set data perform --team TEAM"),
        (severity, "topic:roadmap", "nobody decides on roadmap", "mopsctl right set roadmap decide --team TEAM"),
    ]


@pytest.mark.parametrize("stage", ["explore", "align"])
def test_before_there_is_a_plan_nobody_is_asked_for_rights(stage: str) -> None:
    assert found("OPM801", TOPICS, stage) == []
    assert found("OPM801", "", stage) == []


def test_where_no_right_was_ever_modelled_the_plan_is_told_once() -> None:
    message = "no decision right is modelled: who decides, who performs"
    assert found("OPM801", "") == [("warning", "plan:cdp", message, "mopsctl model init")]


def test_a_right_on_another_platform_or_of_today_decides_nothing_here() -> None:
    rights = "rights:\n- {topic: roadmap, part: decide, holder: 'team:it', platform: esp}\n"
    rights += "- {topic: roadmap, part: decide, holder: 'team:it', state: as-is}\n"
    assert "topic:roadmap" in {one[1] for one in found("OPM801", TOPICS + rights)}


def test_two_who_decide_today_are_a_warning_unless_two_are_to_decide_as_well() -> None:
    row = "- {{topic: roadmap, part: decide, holder: 'team:{}', state: {}}}\n"
    today = TOPICS + "rights:\n" + row.format("it", "as-is") + row.format("martech", "as-is")
    assert found("OPM802", today) == [
        ("warning", "topic:roadmap", "2 decide as it is on roadmap: it, martech",
         "mopsctl right clear roadmap decide --team martech --state as-is")
    ]  # fmt: skip
    both = today + row.format("it", "to-be") + row.format("martech", "to-be")
    assert [(one[0], one[2]) for one in found("OPM802", both)] == [("error", "2 decide on roadmap: it, martech")]


def test_the_cure_of_a_split_vote_on_one_platform_names_it() -> None:
    row = "- {{topic: roadmap, part: decide, holder: 'team:{}', platform: cdp}}\n"
    rows = TOPICS + "rights:\n" + row.format("it") + row.format("martech")
    assert found("OPM802", rows)[0][2:] == (
        "2 decide on roadmap of cdp: it, martech",
        "mopsctl right clear roadmap decide --team martech --platform cdp",
    )


def test_how_many_may_agree_is_the_users_choice() -> None:
    row = "- {{topic: roadmap, part: agree, holder: 'team:{}'}}\n"
    rows = TOPICS + "rights:\n" + "".join(map(row.format, ("it", "martech", "marketing")))
    assert len(found("OPM803", rows)) == 1
    assert found("OPM803", rows, must_agree=3) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("giver: it, receiver: martech",
         [("info", "neither it nor martech has confirmed it",
           "mopsctl interaction confirm feeds --team it --team martech")]),
        ("giver: it, receiver: martech, receiver_confirmed: 2026-11-20",
         [("warning", "it gives it to martech, says martech; it has not confirmed it",
           "mopsctl interaction confirm feeds --team it")]),
        ("giver: it, receiver: it, giver_confirmed: 2026-11-20, receiver_confirmed: 2026-11-20",
         [("error", "it gives it to itself", "mopsctl interaction set feeds --to TEAM")]),
        ("giver: it, receiver: martech, giver_confirmed: 2026-11-20, receiver_confirmed: 2026-11-20", []),
    ],
)  # fmt: skip
def test_an_interaction_holds_when_two_teams_say_so(row: str, expected: list[tuple[str, str, str]]) -> None:
    rows = f"interactions:\n- {{key: feeds, name: Feeds, {row}}}\n"
    assert [(one[0], *one[2:]) for one in found("OPM804", rows)] == expected


@pytest.mark.parametrize(
    ("row", "fires"),
    [
        ("performance: 2", True),
        ("performance: 3", False),
        ("challenges: by hand", False),
        ("performance: 1, improvement: '...'", True),
        ("performance: 1, improvement: a test store", False),
        ("performance: 1, task: connect", False),
    ],
)
def test_a_weakness_is_a_low_mark_that_nothing_improves(row: str, fires: bool) -> None:
    rows = f"assessments:\n- {{team: it, capability: send, on: 2026-11-02, {row}}}\n"
    assert bool(found("OPM805", rows)) is fires
    assert found("OPM805", rows, weak_performance=0) == []


def test_a_team_that_is_to_do_something_is_to_be_assessed_too_and_not_before_a_model_was_begun() -> None:
    duty = "assignments:\n- {subject: 'capability:send', holder: 'person:ben', letter: R, plan: cdp}\n"
    duty += "participations:\n- {plan: cdp, team: it}\n"
    assert found("OPM806", duty) == []
    assert found("OPM806", duty + TOPICS) == [
        ("info", "team:it", "is to work on the platform, and was never assessed",
         "mopsctl assess it --capability segment --performance RATING")
    ]  # fmt: skip


def test_what_a_team_runs_for_the_plan_is_assessed_before_what_else_it_runs() -> None:
    rows = TOPICS + "participations:\n- {plan: cdp, team: martech}\n"
    rows += "offerings:\n- {capability: report, platform: own-tool, team: martech}\n"
    assert found("OPM806", rows) == [
        ("info", "team:martech", "runs segment, send, report, and was never assessed",
         "mopsctl assess martech --capability segment --performance RATING")
    ]  # fmt: skip


def test_everything_that_can_be_confirmed_grows_stale_on_the_same_day() -> None:
    rows = (
        "topics:\n- {key: roadmap, name: Roadmap}\n"
        "rights:\n- {topic: roadmap, part: decide, holder: 'team:it', platform: cdp, confirmed: 2026-05-26}\n"
        "interactions:\n- {key: feeds, name: Feeds, giver: it, receiver: martech, giver_confirmed: 2026-05-26,"
        " receiver_confirmed: 2026-05-27}\n"
        "assessments:\n- {team: it, capability: send, on: 2026-05-26}\n"
        "- {team: it, capability: report, on: 2026-05-25}\n"
    )
    assert [one[1:] for one in found("OPM807", rows)] == [
        ("interaction:feeds", "confirmed by it on 2026-05-26, and not since",
         "mopsctl interaction confirm feeds --team it"),
        ("team:it", "report was assessed on 2026-05-25, and 1 more",
         "mopsctl assess it --capability report --capability send --on today"),
        ("topic:roadmap", "who has which part on cdp was confirmed on 2026-05-26, and not since",
         "mopsctl right confirm roadmap --platform cdp"),
    ]  # fmt: skip
    assert found("OPM807", rows, confirm_days=182) == []


def test_rights_that_nobody_ever_confirmed_are_told_from_launch_on() -> None:
    rows = TOPICS + "rights:\n- {topic: roadmap, part: decide, holder: 'team:it'}\n"
    assert found("OPM807", rows, "build") == []
    assert found("OPM807", rows, "launch") == [
        ("warning", "topic:roadmap", "1 right was never confirmed", "mopsctl right confirm roadmap")
    ]


def test_letters_alone_can_be_the_old_way_and_a_new_letter_ends_it() -> None:
    today = "- {subject: 'capability:send', holder: 'team:it', letter: A, state: as-is}\n"
    as_is = "- {subject: 'capability:segment', holder: 'team:marketing', letter: A, state: as-is}\n"
    as_is += "- {subject: 'capability:segment', holder: 'team:martech', letter: R, state: as-is}\n"
    assert [one[1:] for one in found("OPM808", f"assignments:\n{as_is}")] == [
        ("plan:cdp", "the letters on all its capabilities are to be as they are: a new platform, run the old way",
         "mopsctl raci set segment --team TEAM A --from cem")
    ]  # fmt: skip
    assert found("OPM808", f"assignments:\n{as_is}{today}") == []
