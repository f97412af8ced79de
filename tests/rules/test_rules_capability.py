"""CAP501-509 beyond the examples of their manuals; and that other cures, run, really end the finding."""

import json
import shlex
import sys
from datetime import date

import pytest
from msgspec.structs import replace
from rules_base import TODAY, portfolio_with

from mopsctl import service
from mopsctl.cli import dates, main, wiring
from mopsctl.model.policy import Policy
from mopsctl.rules.engine import findings


def found(code, rows, **options):
    policy = options.pop("policy", None) or Policy(select=("CAP",))
    portfolio = portfolio_with(rows, **options)
    return [(one.subject, one.message, one.cure) for one in findings(portfolio, policy) if one.code == code]


class AnyDate(type(date)):
    def __instancecheck__(cls, instance):
        return isinstance(instance, date)


class Monday(date, metaclass=AnyDate):
    @classmethod
    def today(cls):
        return TODAY

    @classmethod
    def fromisoformat(cls, text):
        return date.fromisoformat(text)


def run(*words):
    return main.run(words)


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MOPSCTL_ACTOR", "tester")
    monkeypatch.setattr(sys, "argv", ["mopsctl"])
    monkeypatch.setattr(wiring, "date", Monday)
    monkeypatch.setattr(dates, "date", Monday)

    def filled(rows):
        place = service.Place(path=str(tmp_path / "mops.db"))
        author = service.Author("tester", TODAY, "the example of a rule")
        service.change(place, lambda _: portfolio_with(rows), author, create=True)

    return filled


def told(capfd, code):
    capfd.readouterr()
    run("gaps", "--select", code, "--fail-on", "error", "--format", "json", "--audience", "me")
    data = json.loads(capfd.readouterr().out)["data"]
    return [one["subject"] for one in data["findings"] if one["code"] == code]


GOVERNED = "capabilities:\n- {key: send, name: Send, governing: cdp}\n"
OWN = "offerings:\n- {capability: send, platform: own-tool, team: analytics}\n"


def test_one_finding_tells_of_all_platforms_and_none_while_nothing_is_decided():
    several = OWN + "- {capability: send, platform: tags, team: it}\nplatforms:\n- {key: tags, name: Tags}\n"
    assert found("CAP501", several) == []
    assert found("CAP501", several + GOVERNED) == [
        (
            "capability:send",
            "cdp governs, and nobody said whether it stays on own-tool and tags, moves or ends",
            "mopsctl capability dispose send --platform own-tool migrate --on DATE",  # nobody can know the day yet
        )
    ]
    live = GOVERNED + "platforms:\n- {key: cdp, name: CDP, status: proposed, live_on: 2027-03-15}\n"
    assert found("CAP501", OWN + live)[0][2] == (
        "mopsctl capability dispose send --platform own-tool migrate --on 2027-03-15"
    )


@pytest.mark.parametrize(
    "platform",
    [
        "{key: own-tool, name: Own, status: retired}",
        "{key: own-tool, name: Own, status: retiring}",
        "{key: own-tool, name: Own, retire_on: 2027-06-30}",
    ],
)
def test_a_platform_that_goes_has_its_answer(platform):
    assert found("CAP501", OWN + GOVERNED + f"platforms:\n- {platform}\n") == []


def test_a_date_is_missed_of_what_is_to_move_too_but_not_twice():
    moves = OWN + "dispositions:\n- {capability: send, platform: own-tool, fate: migrate, successor: cdp}\n"
    assert found("CAP502", moves) == [
        (
            "capability:send",
            "it is to leave own-tool, and nobody said from which day on",
            "mopsctl capability dispose send --platform own-tool migrate --on DATE",
        )
    ]
    undated = moves + "platforms:\n- {key: own-tool, name: Own, status: retiring}\n"
    assert [subject for subject, _, _ in found("CAP502", undated)] == ["platform:own-tool"]
    assert found("CAP502", moves + "platforms:\n- {key: own-tool, name: Own, retire_on: 2027-06-30}\n") == []


def test_a_retirement_without_a_date_is_cured_after_the_contract_and_the_cut_over():
    rows = "offerings:\n- {capability: send, platform: esp, team: it}\nplatforms:\n"
    esp = "- {key: esp, name: ESP, status: retiring, contract_end: 2027-01-31}\n"
    assert found("CAP502", rows + esp)[0][2] == "mopsctl platform retire esp --on 2027-02-01"
    cdp = "- {key: cdp, name: CDP, status: proposed, live_on: 2027-05-03}\n"
    assert found("CAP502", rows + esp + cdp)[0][2] == "mopsctl platform retire esp --on 2027-05-03"


CUT = "offerings:\n- {capability: send, platform: esp, team: it}\nplatforms:\n"


def test_a_plan_that_slips_opens_a_gap():
    rows = CUT + "- {key: esp, name: ESP, status: retiring, retire_on: 2026-12-05}\n"
    build = "tasks:\n- {key: connect, name: Connect, plan: cdp, team: it, kind: implementation, days: %s}\n"
    assert found("CAP503", rows + build % 10) == []  # the plan is finished on the day before it is off
    assert found("CAP503", rows + build % 11) == [
        (
            "platform:esp",
            "it is off from 2026-12-05, before cdp is live from 2026-12-08 and takes over send",
            "mopsctl platform retire esp --on 2026-12-08",
        )
    ]


def test_a_day_that_nobody_can_know_is_asked_for():
    rows = CUT + "- {key: esp, name: ESP, status: retiring, retire_on: 2027-06-30}\nplans:\n"
    rows += "- {key: cdp, name: CDP, start: 2026-11-02, platform: own-tool}\n"
    assert found("CAP503", rows) == [
        (
            "platform:esp",
            "it is off from 2027-06-30, and nobody knows from when cdp is live and takes over send",
            "mopsctl platform set cdp --live-on DATE",
        )
    ]


def test_a_capability_that_leaves_too_early_is_told_by_itself():
    rows = OWN + "dispositions:\n"
    rows += "- {capability: send, platform: own-tool, fate: migrate, successor: cdp, on: 2026-11-30}\n"
    live = "platforms:\n- {key: cdp, name: CDP, status: proposed, live_on: 2027-03-15}\n"
    assert found("CAP503", rows + live) == [
        (
            "capability:send",
            "it leaves own-tool on 2026-11-30, before cdp is live from 2027-03-15 and takes it over",
            "mopsctl capability dispose send --platform own-tool migrate --on 2027-03-15",
        )
    ]


LATE = "- {key: cdp, name: CDP, status: proposed, live_on: 2027-05-03}\n"
UNKNOWN = "- {key: engage, name: Engage, status: proposed}\n"
TWICE = (
    CUT.replace("platforms:", "- {capability: score, platform: esp, team: it}\nplatforms:")
    .replace("platforms:", "- {capability: score, platform: engage, team: it}\nplatforms:")
    + LATE + UNKNOWN
    + "- {key: esp, name: ESP, status: retiring, retire_on: 2027-04-15}\ndispositions:\n"
    "- {capability: send, platform: esp, fate: migrate, successor: cdp, on: 2027-03-15}\n"
)  # fmt: skip


def test_every_day_that_is_too_early_is_told_with_a_cure_of_its_own_that_ends_it(store, capfd):
    assert [line[::2] for line in found("CAP503", TWICE)] == [
        ("capability:send", 'mopsctl capability dispose send --platform esp migrate --on ""'),
        ("platform:esp", "mopsctl platform retire esp --on 2027-05-03"),
        ("platform:esp", "mopsctl platform set engage --live-on DATE"),
    ]
    store(TWICE)
    for left in (["platform:esp", "platform:esp"], ["platform:esp"], []):
        capfd.readouterr()
        run("gaps", "--select", "CAP503", "--format", "json", "--audience", "me")
        (first, *_) = [one for one in json.loads(capfd.readouterr().out)["data"]["findings"] if one["code"] == "CAP503"]
        assert run(*shlex.split(first["cure"].replace("DATE", "2027-05-03"))[1:]) == 0, capfd.readouterr().err
        assert told(capfd, "CAP503") == left


@pytest.mark.parametrize(
    ("fields", "message", "cure"),
    [
        (
            "",
            "it is retired, and nobody knows from when engage is live and takes over send",
            "mopsctl platform set engage --status live",
        ),
        (
            ", live_on: 2027-05-03",
            "it is retired, before engage is live from 2027-05-03 and takes over send",
            "mopsctl platform set esp --status retiring --retire-on 2027-05-03",
        ),
    ],
)
def test_of_a_retired_platform_it_speaks_until_its_successor_is_live(store, capfd, fields, message, cure):
    rows = CUT.replace("platforms:", "- {capability: send, platform: engage, team: it}\nplatforms:")
    rows += "- {key: esp, name: ESP, status: retired, successor: engage}\n"
    engage = "- {key: engage, name: Engage, status: %s}\n"
    assert found("CAP503", rows + engage % f"proposed{fields}") == [("platform:esp", message, cure)]
    assert found("CAP503", rows + engage % "live") == []
    store(rows + engage % f"proposed{fields}")
    assert run(*shlex.split(cure)[1:]) == 0, capfd.readouterr().err
    assert told(capfd, "CAP503") == []


@pytest.mark.parametrize(
    ("more", "message", "cure"),
    [
        (
            "",
            "it leaves esp, and nothing else that means to stay offers it",
            "mopsctl capability offer score --platform PLATFORM --team it",
        ),
        (
            "dispositions:\n- {capability: score, platform: esp, fate: keep}\n",
            "it is to stay on esp, which goes, and nothing else that means to stay offers it",
            "mopsctl capability offer score --platform PLATFORM --team it",
        ),
        (
            "dispositions:\n- {capability: score, platform: esp, fate: migrate, successor: old}\n"
            "platforms:\n- {key: old, name: Old, status: retired}\n",
            "it leaves esp, and old, which is to take it over, is retired",
            "mopsctl capability offer score --platform PLATFORM --team it",
        ),
    ],
)
def test_an_orphan_is_told_with_what_was_thought_of(more, message, cure):
    rows = "offerings:\n- {capability: score, platform: esp, team: it}\n" + more
    assert found("CAP504", rows) == [("capability:score", message, cure)]


def test_what_only_a_retired_platform_offered_is_in_use_by_tasks_and_letters():
    rows = "platforms:\n- {key: old, name: Old, status: retired}\n"
    rows += "offerings:\n- {capability: score, platform: old, team: it}\n"
    task = "tasks:\n- {key: connect, name: Connect, plan: cdp, team: it, days: 10, capability: score%s}\n"
    assert found("CAP505", rows + task % "") == [
        (
            "capability:score",
            "only old offered it, which is gone, and connect refers to it",
            "mopsctl capability offer score --platform cdp --team it",
        )
    ]
    assert found("CAP505", rows + task % ", kind: decommission") == []
    assert found("CAP505", rows + task % ", started: 2026-11-02, finished: 2026-11-13") == []


def test_all_letters_on_what_is_retired_are_cleared_at_once_and_nobody_is_missed_there(store, capfd):
    rows = "platforms:\n- {key: old, name: Old, status: retired}\nassignments:\n" + "".join(
        f'- {{subject: "platform:old", holder: "team:{team}", letter: {letter}, plan: cdp}}\n'
        for team, letter in (("it", "A"), ("martech", "R"), ("marketing", "C"), ("analytics", "I"))
    )
    assert found("CAP505", rows) == [
        (
            "platform:old",
            "it is retired, and analytics, it, marketing and martech have letters on it to-be",
            "mopsctl raci clear platform:old --team analytics --team it --team marketing --team martech",
        )
    ]
    half = rows.replace("letter: A", "letter: I")
    judged = findings(portfolio_with(half), Policy(select=("RAC",)))
    assert [one.code for one in judged if one.subject == "platform:old"] == []
    store(rows)
    assert run(*shlex.split(found("CAP505", rows)[0][2])[1:]) == 0, capfd.readouterr().err
    assert told(capfd, "CAP505") == []


def test_a_plan_that_brings_what_is_retired_is_told_once_for_all_its_tasks():
    rows = "platforms:\n- {key: cdp, name: CDP, status: retired}\n"
    assert [line for line in found("CAP505", rows) if line[0] == "plan:cdp"] == [
        (
            "plan:cdp",
            "cdp is retired, and connect, launch and learn are still to be done",
            "mopsctl plan close",
        )
    ]


def test_a_plan_with_one_team_is_told_once_it_is_past_explore():
    alone = "tasks:\n" + "".join(
        f"- {{key: {key}, name: X, plan: cdp, team: it, days: 1}}\n" for key in ("learn", "connect", "launch")
    )
    assert found("CAP507", alone) == [
        ("plan:cdp", "it is the only team in it", "mopsctl team join analytics"),
    ]
    assert found("CAP507", alone, stage="explore") == []
    assert found("CAP507", alone + "participations:\n- {plan: cdp, team: analytics, involvement: affected}\n") == []


def test_a_platform_of_one_team_is_told_from_its_second_capability_on_as_it_is_to_be_where_a_plan_brings_it():
    def held(*capabilities, plan="cdp"):
        rows = (
            f'- {{subject: "capability:{key}", holder: "{holder}", letter: {letter}, plan: "{plan}", '
            f"state: {'to-be' if plan else 'as-is'}}}\n"
            for key in capabilities
            for holder, letter in (("team:it", "A"), ("person:ben", "R"))
        )
        return "offerings:\n- {capability: score, platform: cdp, team: it}\nassignments:\n" + "".join(rows)

    told = ("platform:cdp", "it alone answers for and does all that is known of it (2 capabilities)",
            "mopsctl raci set score --team TEAM R")  # fmt: skip
    assert found("CAP507", held("send", "score")) == []  # in the base another team does `segment`
    alone = portfolio_with(held("send", "score"))
    others = {key: one for key, one in alone.assignments.items() if key[1] != "capability:segment"}
    assert lone(replace(alone, assignments=others)) == [told]
    asked = "- {subject: 'capability:score', holder: 'team:analytics', letter: C, plan: cdp}\n"
    refused = "asks: [{plan: cdp, team: analytics, kind: assign, asked_on: 2026-11-16, state: refused}]\n"
    for more, team in (("", "analytics"), (refused, "TEAM")):
        beside = portfolio_with(held("send", "score") + asked + more)
        rows = {key: one for key, one in beside.assignments.items() if key[1] != "capability:segment"}
        cure = lone(replace(beside, assignments=rows))[0][2]
        assert cure.startswith(f"mopsctl raci set score --team {team} R")
    one = {key: row for key, row in others.items() if key[1] != "capability:score"}
    assert lone(replace(alone, assignments=one)) == []
    assert found("CAP507", held("send", "score", plan="")) == []


def lone(portfolio):
    return [(one.subject, one.message, one.cure) for one in findings(portfolio, Policy(select=("CAP507",))) if
            one.code == "CAP507"]  # fmt: skip


def test_of_two_sources_the_one_that_goes_gives_way():
    rows = "datasets:\n- {key: revenue, name: Revenue}\ntruths:\n"
    rows += "- {dataset: revenue, platform: esp}\n- {dataset: revenue, platform: own-tool}\n"
    assert found("CAP508", rows)[0][1:] == (
        "2 platforms claim to be its source (esp, own-tool)",
        "mopsctl dataset claim revenue --platform esp --withdraw",
    )
    assert found("CAP508", rows + "platforms:\n- {key: esp, name: ESP, status: retired}\n") == []


@pytest.mark.parametrize(
    ("day", "when"),
    [
        ("2026-11-20", "was to be given by 2026-11-20, 3 days ago"),
        ("2026-11-22", "was to be given by 2026-11-22, 1 day ago"),
        ("2026-11-23", "is to be given by 2026-11-23, today"),
        ("2026-11-24", "is to be given by 2026-11-24, 1 day left"),
        ("2027-02-21", "is to be given by 2027-02-21, 90 days left"),
        ("2027-02-22", None),
    ],
)
def test_the_notice_is_watched_from_ninety_days_before(day, when):
    rows = f"platforms:\n- {{key: esp, name: ESP, status: retiring, retire_on: 2027-06-30, notice_by: {day}}}\n"
    messages = [message for _, message, _ in found("CAP509", rows)]
    assert messages == ([f"it is to retire, and notice {when}"] if when else [])


def test_how_near_is_near_is_a_setting_and_what_stays_renews():
    rows = "platforms:\n- {key: esp, name: ESP, status: %s, notice_by: 2026-12-31}\n"
    assert len(found("CAP509", rows % "retiring")) == 1
    assert found("CAP509", rows % "retiring", policy=Policy(select=("CAP",), notice_days=30)) == []
    assert found("CAP509", rows % "live") == []


def test_each_successor_of_which_nobody_knows_is_told_by_itself():
    rows = "platforms:\n- {key: esp, name: ESP, status: retiring, retire_on: 2027-04-15}\n"
    rows += "".join(f"- {{key: {key}, name: New, status: proposed}}\n" for key in ("engage", "tags"))
    rows += "offerings:\n" + "".join(
        f"- {{capability: {capability}, platform: {platform}, team: it}}\n"
        for capability, successor in (("score", "engage"), ("report", "tags"))
        for platform in ("esp", successor)
    )
    unknown = "it is off from 2027-04-15, and nobody knows from when {} is live and takes over {}"
    assert found("CAP503", rows) == [
        ("platform:esp", unknown.format("engage", "score"), "mopsctl platform set engage --live-on DATE"),
        ("platform:esp", unknown.format("tags", "report"), "mopsctl platform set tags --live-on DATE"),
    ]


def test_of_two_successors_the_last_tells_with_what_it_takes_over_and_no_more():
    rows = TWICE.split("dispositions:")[0].replace("- {key: engage, name: Engage, status: proposed}", "")
    rows += "- {key: engage, name: Engage, status: proposed, live_on: 2027-06-01}\n"
    assert found("CAP503", rows) == [
        (
            "platform:esp",
            "it is off from 2027-04-15, before engage is live from 2027-06-01 and takes over score",
            "mopsctl platform retire esp --on 2027-06-01",
        )
    ]


def test_all_that_refer_to_what_is_gone_are_told_and_all_platforms_that_had_it():
    old = ("tags", "old", "survey", "older", "chat")
    rows = "platforms:\n" + "".join(f"- {{key: {key}, name: Old, status: retired}}\n" for key in old)
    rows += "offerings:\n" + "".join(f"- {{capability: score, platform: {key}, team: it}}\n" for key in old)
    rows += "tasks:\n"
    rows += "".join(
        f"- {{key: {key}, name: X, plan: cdp, team: it, days: 1, capability: score}}\n" for key in ("learn", "connect")
    )
    assert [line[:2] for line in found("CAP505", rows)] == [
        (
            "capability:score",
            "only chat, old, older, survey and tags offered it, which is gone, and connect and learn refer to it",
        )
    ]
    letters = 'assignments:\n- {subject: "capability:score", holder: "team:it", letter: A, plan: cdp}\n'
    assert found("CAP505", rows.split("tasks:")[0] + letters)[0][1].endswith("and its to-be letters refer to it")


@pytest.mark.parametrize("owner", ["system_owner", "budget_owner", "manager"])
def test_whoever_has_one_part_in_a_platform_is_proposed_for_the_others(owner):
    rows = f"platforms:\n- {{key: tags, name: Tags, {owner}: ben}}\n"
    options = {"system_owner": "--system-owner ben", "budget_owner": "--budget-owner ben", "manager": "--manager ben"}
    asked = " ".join(option for name, option in options.items() if name != owner)
    assert found("CAP506", rows)[0][2] == f"mopsctl platform set tags {asked}"


def test_once_a_plan_is_closed_its_platform_is_judged_by_the_letters_as_they_are():
    rows = "plans:\n- {key: cdp, name: CDP, start: 2026-11-02, stage: run, platform: cdp, closed: 2026-11-20}\n"
    rows += "offerings:\n- {capability: score, platform: cdp, team: it}\nassignments:\n" + "".join(
        f'- {{subject: "capability:{key}", holder: "team:it", letter: {letter}, plan: "", state: as-is}}\n'
        for key in ("send", "score")
        for letter in "AR"
    )
    assert found("CAP507", rows) == [
        (
            "platform:cdp",
            "it alone answers for and does all that is known of it (2 capabilities)",
            "mopsctl raci set score --team TEAM R --state as-is",
        )
    ]
