"""What each report answers on a small plan: the data for machines, the lines for scripts."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from report_samples import MONDAY, gaps_of, portfolio_of, sample

from mopsctl.changes import Change, ChangeSet, diff
from mopsctl.edit import records
from mopsctl.errors import MopsError
from mopsctl.facts.audience import seen_by
from mopsctl.model.commitment import Ask
from mopsctl.model.org import Person, Team
from mopsctl.model.plan import Link, Participation, Plan, Task
from mopsctl.model.policy import Policy
from mopsctl.model.support import Support
from mopsctl.reports import (
    capabilities,
    capability,
    changes,
    commitment,
    gate,
    org,
    plan,
    platform,
    platforms,
    responsibility,
    rules,
    status,
    support,
    timeline,
    trust,
)
from mopsctl.reports.document import Document, Heading, Items, Matrix, Paragraph, Report, Table, Timeline
from mopsctl.rules.choice import Standing
from mopsctl.rules.engine import catalogue

POLICY = Policy()
SAMPLE = sample()
PLAN = SAMPLE.plans["rollout"]


def lines(report: Report) -> list[str]:
    return ["|".join(cell.text for cell in row) for row in report.table().rows]


def data(report: Report) -> Any:
    return msgspec.json.decode(msgspec.json.encode(report.answer))


def blocks(document: Document, kind: type) -> list[Any]:
    return [block for block in document.blocks if isinstance(block, kind)]


def words(report: Report) -> str:
    """Everything that a document says, in no particular shape."""
    return repr(report.document())


def test_teams_are_listed_with_what_they_cover_and_how_many_they_are() -> None:
    assert lines(org.teams(SAMPLE)) == ["it|IT|it|1|", "marketing|Marketing|marketing|1|"]
    assert data(org.teams(SAMPLE))[0] == {
        "key": "it", "name": "IT", "covers": ["it"], "note": "", "calendar": None, "capacity": None, "people": 1,
    }  # fmt: skip


def test_people_are_listed_all_or_of_one_team() -> None:
    assert lines(org.people(SAMPLE)) == ["ada|Ada|it|leader|Architect", "cem|Cem|marketing|executive|"]
    assert lines(org.people(SAMPLE, "it")) == ["ada|Ada|it|leader|Architect"]
    with pytest.raises(MopsError, match='no team "itt"; did you mean "it"'):
        org.people(SAMPLE, "itt")


def test_a_team_shows_its_people_and_how_it_stands() -> None:
    shown = data(org.team(SAMPLE, "it"))
    assert [one["key"] for one in shown["people"]] == ["ada"]
    assert shown["participations"][0]["impact"] == "less to run"


def test_for_scripts_one_thing_has_its_fields_and_then_the_rows_of_the_tables_below_them() -> None:
    assert lines(org.team(SAMPLE, "it")) == [
        "key|it",
        "name|IT",
        "covers|",
        "note|",
        "calendar|",
        "capacity|",
        "people|ada, Ada, leader",
        "in plans|rollout, involved, no, less to run",
    ]
    assert lines(org.person(SAMPLE, "cem"))[-2:] == [
        "named in|ask, rollout/marketing/assign/1, person",
        "named in|support, rollout/cem, person",
    ]
    assert lines(platform.platform(SAMPLE, "cdp"))[-6:-3] == [
        "capabilities on it|send, Send campaigns, marketing",
        "plans|rollout, CDP rollout, align, ada, 2026-12-04",
        "tasks that hang on it|idea, An idea, rollout, it, 2026-11-23, 2026-11-23",
    ]
    assert lines(capability.capability(SAMPLE, "send"))[-5:] == [
        "runs on|cdp, proposed, marketing",
        "runs on|esp, live, it",
        "letters|to-be, rollout, person:ada, A, yes",
        "letters|to-be, rollout, person:ada, R, yes",
        "letters|to-be, rollout, team:it, R, no",
    ]
    assert lines(plan.plan(SAMPLE, PLAN))[-2:] == [
        "teams|it, involved, no, less to run",
        "teams|marketing, involved, yes",
    ]


def test_a_person_shows_every_place_that_names_them() -> None:
    named = data(org.person(SAMPLE, "ada"))["named"]
    assert [f"{one['kind']} {one['key']} {one['as']}" for one in named] == [
        "platform cdp system_owner",
        "plan rollout manager",
        "ask rollout/it/assign/1 of",
        "support rollout/ada person",
        "task map owner",
        "assignment rollout/capability:send/person:ada/A/to-be holder",
        "assignment rollout/capability:send/person:ada/R/to-be holder",
    ]


def test_platforms_are_listed_with_owners_cost_and_capabilities() -> None:
    assert lines(platforms.platforms(SAMPLE)) == ["cdp|CDP|proposed|ada|||120,000 EUR|1", "esp|ESP|live|||||1"]
    assert data(platforms.platforms(SAMPLE))[0]["cost"] == 120_000


def test_capabilities_are_listed_by_area_with_what_governs_them() -> None:
    assert lines(capabilities.capabilities(SAMPLE)) == [
        "cut|Cut lists|||",
        "send|Send campaigns|Campaigns|cdp, esp|undecided",
    ]


def test_a_capability_and_a_platform_show_each_other() -> None:
    shown = data(capability.capability(SAMPLE, "send"))
    assert shown["similar"] == ["cut"]
    assert [(one["platform"], one["team"]) for one in shown["offerings"]] == [("cdp", "marketing"), ("esp", "it")]
    assert [(one["holder"], one["letter"]) for one in shown["assignments"]] == [
        ("person:ada", "A"),
        ("person:ada", "R"),
        ("team:it", "R"),
    ]
    assert [one["capability"] for one in data(platform.platform(SAMPLE, "cdp"))["offerings"]] == ["send"]


def test_plans_are_listed_with_the_finish_that_follows_from_their_tasks() -> None:
    assert lines(plan.plans(SAMPLE)) == ["rollout|CDP rollout|align|cdp|2026-12-04|2026-12-04|"]
    assert [one["team"] for one in data(plan.plan(SAMPLE, PLAN))["participations"]] == ["it", "marketing"]


def test_tasks_are_listed_in_the_order_of_their_dates() -> None:
    assert lines(plan.tasks(SAMPLE, "rollout")) == [
        "idea|An idea|it|2026-11-23|2026-11-23||0|no",
        "map|Map events|it|2026-11-23|2026-11-27|5|40|yes",
        "move|Move|marketing|2026-11-30|2026-12-04|5|0|yes",
        "live|Go live||2026-12-04|2026-12-04||0|yes",
    ]
    assert [line.split("|")[0] for line in lines(plan.tasks(SAMPLE, "rollout", team="it"))] == ["idea", "map"]


def test_a_task_shows_its_dates_and_its_neighbours() -> None:
    shown = data(plan.task(SAMPLE, "move"))
    assert (shown["computed_start"], shown["computed_finish"], shown["slack"]) == ("2026-11-30", "2026-12-04", 0)
    assert (shown["critical"], shown["driver"]) == (True, "map")
    assert (shown["waits_for"], shown["keeps_waiting"]) == (["map"], ["live"])


def test_the_timeline_has_a_lane_a_team_and_marks_the_critical_path() -> None:
    report = timeline.timeline(SAMPLE, PLAN)
    assert lines(report)[1] == "it|map|Map events|2026-11-23|2026-11-27|0|yes|task||"
    assert (data(report)["finish"], data(report)["target"], data(report)["cycles"]) == ("2026-12-04", "2026-12-04", [])
    picture = blocks(report.document(), Timeline)[0]
    assert [(lane.name, [bar.label for bar in lane.bars]) for lane in picture.lanes] == [
        ("(no team)", ["Go live"]),
        ("IT", ["An idea", "Map events"]),
        ("Marketing", ["Move"]),
    ]
    assert (picture.lanes[1].bars[0].note, picture.lanes[1].bars[1].done) == ("not estimated", 40)
    assert picture.lanes[0].bars[0].milestone
    assert "on the day of" in words(report)


def test_a_plan_that_is_late_or_has_no_target_or_no_task_says_so() -> None:
    def closing(**fields: Any) -> str:
        late = records.update(SAMPLE, Plan, "rollout", fields)
        found = late.plans["rollout"]
        return "".join(cell.text for cell in blocks(timeline.timeline(late, found).document(), Paragraph)[0].cells)

    assert closing(target=date(2026, 12, 3)) == (
        "Computed finish 2026-12-04, 1 calendar day after the target 2026-12-03."
    )
    assert closing(target=date(2026, 12, 14)) == (
        "Computed finish 2026-12-04, 10 calendar days before the target 2026-12-14."
    )
    assert closing(target=None) == "Computed finish 2026-12-04; no target is set."
    bare = portfolio_of(Plan("x", "X", MONDAY))
    report = timeline.timeline(bare, bare.plans["x"])
    assert "No finish can be computed yet." in words(report)
    assert (lines(report), data(report)["finish"]) == ([], None)


def test_a_loop_of_tasks_is_shown_and_breaks_nothing() -> None:
    looped = records.put(SAMPLE, Link("live", "map"))
    report = timeline.timeline(looped, PLAN)
    assert data(report)["cycles"] == [["live", "map", "move"]]
    assert "a loop of tasks waits for itself: live -> map -> move -> live" in words(report)
    assert plan.task(looped, "map").table().rows
    assert plan.plans(looped).document()


def test_commitment_is_ranked_for_me_and_sorted_for_others() -> None:
    mine = commitment.commit(SAMPLE, "rollout", POLICY, "me")
    assert lines(mine) == [
        "it|refused|refused|not put|not put|mopsctl commit ask it --kind advocate|100|5|5|1|1|11",
        "marketing|partial|promised|not put|not put|mopsctl commit ask marketing --kind advocate|30|||1|1|15",
    ]
    # For scripts an audience adds behind the columns of everybody; for people the mark stands beside the team.
    assert [column.title for column in mine.table().columns][5:] == [
        *("next step", "criticality", "work", "influence", "capabilities", "counted", "days lost")
    ]
    titles = [column.title for column in blocks(mine.document(), Table)[0].columns]
    assert titles[:4] == ["team", "crit.", "w/i/c", "late"]
    assert "Win first: " in words(mine)
    others = commitment.commit(SAMPLE, "rollout", POLICY, "leaders")
    ask = "mopsctl commit ask marketing --kind advocate"
    assert lines(others)[1] == f"marketing|partial|promised|not put|not put|{ask}|15"
    assert [column.title for column in others.table().columns][-2:] == ["next step", "days lost"]
    assert "criticality" not in str(data(others))
    outside = commitment.commit(seen_by(SAMPLE, "all"), "rollout", POLICY, "all")
    assert lines(outside)[1] == f"marketing|partial|promised|not put|not put|{ask}"
    assert "days_lost" not in str(data(outside))
    assert "late" not in words(outside)
    assert "Win first" not in words(others)


def test_support_is_a_matrix_of_functions_and_levels() -> None:
    report = support.support(SAMPLE, "rollout", POLICY)
    assert lines(report)[0] == "marketing|executive|cem|cem|||cem||cem"
    assert [line.split("|")[:2] for line in lines(report)][3:] == [
        ["it", level] for level in ("executive", "leader", "practitioner")
    ]
    assert data(report)["executive_sides"][0] == {
        "name": "marketing",
        "executives": ["cem"],
        "agreed": [],
        "not_now": ["cem"],
    }
    assert "agree with the solution, not with the timing: cem" in words(report)
    assert data(report)["marks"][1] == {
        "plan": "rollout",
        "person": "cem",
        "solution": "yes",
        "timing": "no",
        "takes_part": False,
        "informed": True,
    }


def test_a_cell_of_support_names_the_marks_of_each_and_is_a_hole_without_a_supporter() -> None:
    def cell(*marks: Support, people: int = 1) -> str:
        names = [chr(ord("a") + number) for number in range(people)]
        small = portfolio_of(
            *(Team("it", "IT"), Plan("p", "P", MONDAY), Participation("p", "it"), *marks),
            *(Person(name, name, "it", "leader") for name in names),
        )
        return blocks(support.support(small, "p", POLICY).document(), Table)[0].rows[0][2].text

    assert cell(Support("p", "a", "yes", "yes", takes_part=True, informed=True)) == "a STPI"
    assert cell(Support("p", "a", "yes", "no"), people=2) == "hole: a Sx--, b"
    assert cell(Support("p", "b", "yes", "yes"), people=8) == "b ST--, 7 without a mark"
    assert cell(people=2) == "hole: a, b"
    assert cell(people=0) == "nobody"


def test_a_record_of_support_that_says_nothing_looks_like_none() -> None:
    small = portfolio_of(
        *(Team("it", "IT"), Plan("p", "P", MONDAY), Participation("p", "it"), Person("a", "A", "it", "leader")),
        Support("p", "a", "no"),
    )
    never = records.remove(small, Support, ("p", "a"))
    hidden, bare = (support.support(one, "p", POLICY) for one in (seen_by(small, "all"), never))
    assert words(hidden) == words(bare)
    assert data(hidden) == data(bare)
    assert "hole: a x---" in words(support.support(small, "p", POLICY))


def test_whom_to_see_is_told_by_reason_with_the_command_that_records_it() -> None:
    report = support.missing(SAMPLE, "rollout", POLICY)
    found = [item for block in blocks(report.document(), Items) for item in block.rows]
    assert [item.cure for item in found] == [one["cure"] for one in data(report)["missing"]]
    assert len(lines(report)) == len(found) > 0
    assert "cem" in [item.subject.text for item in found]
    nobody = portfolio_of(Plan("x", "X", MONDAY))
    assert all(not one["people"] for one in data(support.missing(nobody, "x", POLICY))["missing"])


def test_letters_are_shown_of_a_plan_a_team_a_subject_and_as_is() -> None:
    whole = responsibility.raci(SAMPLE, "rollout", "to-be")
    assert lines(whole) == [
        "capability:send|person:ada|RA|yes",
        "capability:send|team:it|R|no",
        "task:move|team:marketing|C|no",
    ]
    assert data(whole) == {
        "plan": "rollout",
        "state": "to-be",
        "scheme": [
            {"letter": "R", "word": "responsible", "duty": "does"},
            {"letter": "A", "word": "accountable", "duty": "answers"},
            {"letter": "C", "word": "consulted", "duty": "asked"},
            {"letter": "I", "word": "informed", "duty": "told"},
        ],
        "holders": ["person:ada", "team:it", "team:marketing"],
        "rows": [
            {
                "subject": "capability:send",
                "letters": {"person:ada": "RA", "team:it": "R"},
                "agreed": {"person:ada": {"by": None, "on": None}},
            },
            {"subject": "task:move", "letters": {"team:marketing": "C"}, "agreed": {}},
        ],
    }
    assert lines(responsibility.raci(SAMPLE, "", "as-is")) == ["capability:cut|team:marketing|A|no"]
    assert len(lines(responsibility.raci(SAMPLE, "rollout", "to-be", team="it"))) == 2
    assert lines(responsibility.raci(SAMPLE, "rollout", "to-be", subjects=["task:move"])) == [
        "task:move|team:marketing|C|no"
    ]


def test_a_matrix_says_what_is_wrong_with_a_row() -> None:
    matrix = blocks(responsibility.raci(SAMPLE, "rollout", "to-be").document(), Matrix)[0]
    assert {row.head: row.note.text for row in matrix.rows} == {"send": "1 to agree", "move": "no A"}
    assert [row.group for row in matrix.rows] == ["Campaigns", "Tasks"]


def test_gaps_are_told_worst_first_and_decide_the_exit_code() -> None:
    report = gaps_of(SAMPLE, POLICY, None, audience="me")
    severities = [line.split("|")[0] for line in lines(report)]
    assert data(report)["counts"] == {one: severities.count(one) for one in ("error", "warning", "info")}
    assert severities == sorted(severities, key=("error", "warning", "info").index)
    told = "error|PLN602|task:idea|no estimate|mopsctl task set idea --days DAYS|rollout|"
    assert [len(line) - len(told) for line in lines(report) if line.startswith(told)] == [len(f"{'f' * 32}||")]
    assert report.exit_code == 1
    chosen = Policy(ignore=("RAC", "COM", "CAP", "PLN", "SUP", "OUT"))
    decided = records.update(SAMPLE, type(SAMPLE.capabilities["send"]), "send", {"governing": "cdp"})
    assert [
        gaps_of(decided, p, None, audience="me", fail_on=on).exit_code
        for p, on in (
            (chosen, "info"),
            (POLICY, None),
            (Policy(select=("RAC707",)), "warning"),
            (Policy(select=("RAC707",)), "info"),
        )
    ] == [0, 0, 0, 1]
    assert "Nothing that a rule asks for is missing." in words(gaps_of(portfolio_of(), POLICY, None, audience="me"))


def test_every_finding_stands_in_the_picture_with_its_cure() -> None:
    report = gaps_of(SAMPLE, POLICY, None, audience="me")
    shown = [item for block in blocks(report.document(), Items) for item in block.rows]
    assert sorted(item.cure for item in shown) == sorted(line.split("|")[4] for line in lines(report))


def test_the_gate_answers_on_the_whole_truth_and_tells_each_what_he_may_know() -> None:
    mine, others = (gate.gate(gate.judged(SAMPLE, SAMPLE, "rollout", POLICY, who)) for who in ("me", "leaders"))
    assert (mine.exit_code, others.exit_code) == (3, 3)
    assert [line.split("|")[2] for line in lines(mine)] == ["GAT402", "COM206", "PLN605", "SUP302", "SUP302"]
    assert [line.split("|")[2] for line in lines(others)] == ["GAT402", "PLN605", "SUP302", "SUP302"]
    decided = records.update(SAMPLE, type(SAMPLE.capabilities["send"]), "send", {"governing": "cdp"})
    report = gate.gate(gate.judged(decided, decided, "rollout", POLICY, "me"))
    assert (data(report)["verdict"], report.exit_code) == ("conditions", 0)


# What is left are capabilities, which nobody keeps secret: a score is a secret whatever it is made of.
OPEN_MARKS = Policy(weight_work=0, weight_influence=0)


@pytest.mark.parametrize("audience", ["leaders", "team", "all"])
def test_a_finding_that_tells_a_score_is_for_me_alone(audience: Any) -> None:
    def told(who: Any) -> tuple[set[str], set[str]]:
        seen = seen_by(SAMPLE, who)
        reports = (gaps_of(seen, OPEN_MARKS, None, audience=who), judged_status(seen, who, policy=OPEN_MARKS))
        mine, page = (set(re.findall(r"COM206|of 100", words(one) + repr(data(one)))) for one in reports)
        return mine, page

    assert told("me") == ({"COM206", "of 100"}, {"COM206", "of 100"})
    assert told(audience) == (set(), set())


def test_what_is_left_out_of_the_gaps_is_neither_counted_nor_told_by_the_exit_code() -> None:
    governed = records.update(SAMPLE, type(SAMPLE.capabilities["send"]), "send", {"governing": "cdp"})
    policy = Policy(select=("COM206",))
    mine, theirs = (gaps_of(governed, policy, None, audience=who) for who in ("me", "leaders"))
    assert [(data(one)["counts"]["error"], one.exit_code) for one in (mine, theirs)] == [(1, 1), (0, 0)]


def test_the_catalogue_and_each_rule_can_be_read() -> None:
    codes = [card.code for card in catalogue()]
    assert [line.split("|")[0] for line in lines(rules.rules(catalogue()))] == codes
    assert {"RAC701", "RAC708", "COM201", "PLN601", "CAP506", "GAT402"} <= set(codes)
    for card in catalogue():
        shown = dict(
            line.split("|", 1) for line in lines(rules.rule(card, Standing("info"), "", msgspec.structs.asdict(POLICY)))
        )
        assert (shown["code"], shown["severity"]) == (card.code, card.severity)
        assert all(shown[name] for name in ("summary", "why", "cure", "fires", "quiet"))
        assert shown["stages"] == ", ".join(card.stages)


def judged_status(portfolio: Any = SAMPLE, audience: Any = "me", history: Any = (), policy: Policy = POLICY) -> Report:
    ruling = gate.judged(portfolio, portfolio, "rollout", policy, audience)
    return status.status(
        portfolio, portfolio.plans["rollout"], policy, ruling=ruling, audience=audience, history=history
    )


def test_the_page_says_where_the_plan_stands() -> None:
    shown = data(judged_status())
    assert (shown["stage"], shown["today"], shown["gate"]["verdict"]) == ("align", "2026-11-23", "stop")
    assert shown["commitment"] == [{"team": "it", "level": "refused"}, {"team": "marketing", "level": "partial"}]
    assert shown["progress"]["asks_promised"] == {"done": 1, "of": 6}
    assert shown["progress"]["tasks_done"] == {"done": 0, "of": 4}
    assert shown["timeline"] == {
        "start": "2026-11-23",
        "finish": "2026-12-04",
        "target": "2026-12-04",
        "driven_by": ["live", "move", "map"],
    }
    assert shown["gaps"] == data(gaps_of(SAMPLE, POLICY, "rollout", audience="me"))["counts"]
    assert shown["next"][0] == "mopsctl capability govern send --platform cdp --by ada"
    assert len(shown["next"]) == 3


def test_what_to_do_next_is_to_end_stops_then_to_cure_findings_and_then_to_meet_conditions() -> None:
    page = data(judged_status(policy=Policy(select=("PLN602",))))
    assert [(one["level"], one["code"]) for one in page["gate"]["reasons"]][:2] == [
        ("stop", "GAT402"),
        ("condition", "COM206"),
    ]
    assert page["next"] == [
        "mopsctl capability govern send --platform cdp --by ada",  # the stop, which is a finding too
        "mopsctl task set idea --days DAYS",  # PLN602
        "mopsctl commit ask it --kind advocate",  # COM206
    ]


def test_the_page_tells_a_plan_without_tasks_from_one_whose_tasks_are_done() -> None:
    bare = portfolio_of(Plan("rollout", "CDP rollout", MONDAY))
    assert "No task yet." in words(judged_status(bare))
    done = records.put(bare, Task("map", "Map", "rollout", started=MONDAY, finished=MONDAY, percent=100))
    assert "No task is left." in words(judged_status(done))
    elsewhere = records.put(bare, Plan("next", "Next", MONDAY), Task("map", "Map", "next"))
    assert "No task yet." in words(judged_status(elsewhere))


def test_the_page_has_a_heading_for_each_thing_one_asks() -> None:
    change = Change("teams", None, Team("new", "New"))
    when = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    page = judged_status(history=(ChangeSet((change,), 7, "ada", when, "team add new"),))
    titles = [block.text for block in blocks(page.document(), Heading)]
    assert titles[0] == "CDP rollout"
    for title in ("Gate", "Commitment", "Support", "Timeline", "Gaps", "What changed", "What to do next"):
        assert title in titles
    assert "add team new" in words(page)
    assert "What changed" not in [block.text for block in blocks(judged_status().document(), Heading)]


def test_a_line_of_the_page_names_what_an_undecided_overlap_is_about() -> None:
    assert "gate|GAT402|send: offered by 2 platforms (cdp, esp) and none governs" in lines(judged_status())


# -- what changed


def history() -> Iterator[ChangeSet]:
    when = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    refusal = Change(
        "asks", Ask("p", "it", "assign", MONDAY), Ask("p", "it", "assign", MONDAY, state="refused", reason="S")
    )
    yield ChangeSet((refusal,), 3, "ada", when, "commit refuse it --kind assign --because S")
    yield ChangeSet((Change("teams", Team("a", "A"), None),), 2, "ada", when, "undo", undoes=1)
    yield ChangeSet((Change("teams", None, Team("a", "A")),), 1, "", when, "plan init")


def test_history_is_told_whole_to_me_by_verb_to_leaders_and_by_noun_to_others() -> None:
    def told(audience: Any) -> list[str]:
        return lines(changes.history(tuple(history()), audience))

    assert told("me") == [
        "3|2026-11-20T09:30Z|ada|1|commit refuse it --kind assign --because S|",
        "2|2026-11-20T09:30Z|ada|1|undo|undoes 1",
        "1|2026-11-20T09:30Z||1|plan init|",
    ]
    assert [line.split("|")[4] for line in told("leaders")] == ["commit refuse", "undo", "plan init"]
    for audience in ("team", "all"):
        # A refusal leaves no trace: a change-set with none of its changes shown would be one.
        assert [line.split("|")[3:5] for line in told(audience)] == [["1", "undo"], ["1", "plan"]]


def test_a_change_set_has_a_line_a_record_with_old_and_new_values() -> None:
    before = sample()
    after = records.update(before, Task, "map", {"days": 8, "owner": None})
    after = records.remove(records.add(after, Team("new", "New")), Link, ("map", "move", "FS"))
    report = changes.change_set(ChangeSet(diff(before, after), 4), "me")
    assert lines(report) == [
        "+|team|new|New",
        "~|task|map|owner: ada -> -; days: 5 -> 8",
        "-|link|map/move/FS|",
    ]
    assert data(report)["number"] == 4
    assert data(report)["changes"][1] == {
        "action": "change",
        "kind": "task",
        "key": "map",
        "before": {"owner": "ada", "days": 5},
        "after": {"owner": None, "days": 8},
    }
    assert "mopsctl undo" in words(report)


def test_a_dry_run_says_the_same_and_that_nothing_was_written() -> None:
    change = Change("teams", None, Team("new", "New"))
    real, dry = (
        changes.change_set(ChangeSet((change,), 4), "me"),
        changes.change_set(ChangeSet((change,)), "me", dry_run=True),
    )
    assert lines(real) == lines(dry)
    assert data(real)["changes"] == data(dry)["changes"]
    assert "Dry run: 1 change, nothing written." in words(dry)
    assert "Nothing changed." in words(changes.change_set(ChangeSet(()), "me"))


def test_a_change_that_may_not_be_known_is_not_counted_either() -> None:
    refusal = next(history())
    report = changes.change_set(refusal, "all")
    assert (lines(report), data(report)["changes"]) == ([], [])
    assert "Change-set 3" in words(report)
    assert "1 change" not in words(report)
    assert "Nothing changed" not in words(report)
    assert lines(changes.change_set(refusal, "leaders")) == [
        "~|ask|p/it/assign/1|state: open -> refused; reason: - -> S"
    ]


def test_what_a_file_left_out_is_noted() -> None:
    report = changes.change_set(ChangeSet(()), "me", notes=["column 'SLA' has no letters"])
    assert data(report)["notes"] == ["column 'SLA' has no letters"]
    assert "column 'SLA' has no letters" in words(report)


def test_a_difference_decides_an_exit_code_only_when_there_is_one() -> None:
    change = Change("teams", None, Team("new", "New"))
    assert changes.difference((change,), "me", exit_code=1, of="p.yaml").exit_code == 1
    assert changes.difference((), "me", exit_code=1, of="p.yaml").exit_code == 0
    assert "No difference." in words(changes.difference((), "me", exit_code=1, of="p.yaml"))


def test_reports_on_the_store_say_one_sentence() -> None:
    assert lines(trust.checked([], "mops.db", 6)) == ["mops.db: no problem found"]
    bad = trust.checked(["page 3 is damaged"], "mops.db", 6)
    assert (lines(bad), bad.exit_code) == (["page 3 is damaged"], 6)


def test_lists_of_nothing_say_how_to_begin() -> None:
    empty = portfolio_of(Plan("x", "X", MONDAY))
    for report, begin in (
        (org.teams(empty), "mopsctl team add"),
        (org.people(empty), "mopsctl person add"),
        (platforms.platforms(empty), "mopsctl platform add"),
        (capabilities.capabilities(empty), "mopsctl capability add"),
        (plan.tasks(empty, "x"), "mopsctl task add"),
        (plan.plans(portfolio_of()), "mopsctl plan init"),
        (commitment.commit(empty, "x", POLICY, "me"), "mopsctl team join"),
        (responsibility.raci(empty, "x", "to-be"), "mopsctl raci set"),
        (support.support(empty, "x", POLICY), "mopsctl support set"),
    ):
        assert begin in words(report), report.name
        assert report.table().rows == ()
