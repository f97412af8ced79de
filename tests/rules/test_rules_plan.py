"""PLN6xx beyond the examples of their manuals."""

import pytest
from rules_base import portfolio_with

from mopsctl.facts.audience import seen_by
from mopsctl.model.policy import Policy
from mopsctl.rules.engine import findings

INVOLVED = """
participations:
- {plan: cdp, team: marketing}
- {plan: cdp, team: martech}
- {plan: cdp, team: it}
- {plan: cdp, team: marketing-operations}
- {plan: cdp, team: data-management}
- {plan: cdp, team: analytics}
"""


def found(code, rows, policy=None, stage="plan", portfolio=None):
    portfolio = portfolio or portfolio_with(rows, stage=stage)
    return [
        (one.subject, one.message, one.cure)
        for one in findings(portfolio, policy or Policy(select=(code,)), "cdp")
        if one.code == code
    ]


def tasks(*rows):
    return "tasks:\n" + "".join(f"- {{name: x, plan: cdp, {row}}}\n" for row in rows)


def baseline(*rows):
    dates = "".join(f"- {{baseline: first, {row}}}\n" for row in rows)
    return "baselines:\n- {key: first, plan: cdp, on: 2026-11-02}\nbaseline_dates:\n" + dates


@pytest.mark.parametrize("code", ["PLN603", "PLN604", "PLN606", "PLN607", "PLN608", "PLN609", "PLN610", "PLN611"])
@pytest.mark.parametrize("stage", ["explore", "align"])
def test_before_there_is_a_plan_its_timeline_is_not_judged(code, stage):
    rows = "links:\n- {before: connect, after: launch}\nneeds:\n- {key: data, what: x, plan: cdp, team: it}\n"
    rows += tasks("key: connect, team: it, owner: ben, days: 10, must_by: 2026-11-24", "key: b, owner: ben, days: 2")
    rows += (
        baseline("task: connect, start: 2026-11-02, finish: 2026-11-03") + "participations:\n- {plan: cdp, team: it}"
    )
    assert found(code, rows, stage=stage) == []
    assert found(code, rows, stage="plan") != []
    assert found(code, rows, stage="launch") != []


# PLN602


@pytest.mark.parametrize(
    ("condition", "message", "cure"),
    [
        ("owner: ben, due: 2026-12-01", None, None),
        ("met: 2026-11-20", None, None),
        ("owner: ben", "its condition signed has no date", "mopsctl condition set signed --due DATE"),
        ("due: 2026-12-01", "its condition signed has no owner", "mopsctl condition set signed --owner PERSON"),
        (
            "what: x",
            "its condition signed has no owner and no date",
            "mopsctl condition set signed --owner PERSON --due DATE",
        ),
    ],
)
def test_a_condition_that_is_not_met_needs_an_owner_and_a_date(condition, message, cure):
    what = "" if "what" in condition else "what: x, "
    rows = f"conditions:\n- {{key: signed, task: connect, {what}{condition}}}"
    assert found("PLN602", rows) == ([("task:connect", message, cure)] if message else [])


def test_what_a_task_and_its_conditions_lack_is_told_as_one():
    rows = tasks("key: connect, team: it") + "conditions:\n- {key: signed, task: connect, what: x, owner: ben}"
    assert found("PLN602", rows) == [
        (
            "task:connect",
            "no estimate; its condition signed has no date",
            "mopsctl task set connect --days DAYS",
        )
    ]


def test_a_milestone_needs_no_owner_but_its_conditions_do_and_a_finished_task_needs_nothing():
    held = "conditions:\n- {key: signed, task: connect, what: x, due: 2026-12-01}\n"
    assert [one[1] for one in found("PLN602", tasks("key: connect, kind: milestone") + held)] == [
        "its condition signed has no owner"
    ]
    assert found("PLN602", tasks("key: connect, started: 2026-11-09, finished: 2026-11-10") + held) == []


# PLN603


ACROSS = "links:\n- {before: connect, after: launch, kind: KIND}\n"


@pytest.mark.parametrize(
    ("rows", "fires"),
    [
        (ACROSS.replace("KIND", "SS"), True),
        (ACROSS.replace("KIND", "FF"), False),  # its start waits for nobody
        (ACROSS.replace("KIND", "SF"), False),
        (ACROSS.replace("KIND", "FS") + "leads:\n- {task: launch, team: it, days: 0}", False),
        (ACROSS.replace("KIND", "FS") + "leads:\n- {task: launch, team: it, days: 3, aligned: 2026-11-20}", False),
        (ACROSS.replace("KIND", "FS") + "leads:\n- {task: launch, team: martech, days: 3}", True),
    ],
)
def test_lead_time_is_wanted_where_a_start_waits_for_another_team(rows, fires):
    assert bool(found("PLN603", rows)) == fires


@pytest.mark.parametrize(
    "row",
    [
        "key: launch, team: it, days: 2",  # its own team
        "key: launch, days: 2",  # no team yet
        "key: launch, team: marketing, days: 2, started: 2026-11-20",
        "key: launch, team: marketing, kind: milestone",
        "key: launch, team: marketing, kind: alignment, days: 2",
        "key: launch, team: marketing, kind: decision, days: 2",
        "key: launch, team: marketing, kind: learning, days: 2",
        "key: connect, team: it, days: 2, started: 2026-11-09, finished: 2026-11-10",
        "key: connect, team: it, kind: milestone",
    ],
)
def test_what_is_no_work_across_teams_needs_no_lead_time(row):
    assert found("PLN603", tasks(row) + ACROSS.replace("KIND", "FS")) == []


def test_all_partner_teams_of_a_task_are_told_as_one():
    rows = tasks("key: more, team: it, days: 1")
    rows += "links:\n" + "".join(f"- {{before: {key}, after: launch}}\n" for key in ("connect", "more", "learn"))
    assert found("PLN603", rows) == [
        (
            "task:launch",
            "waits for it (connect and 1 more) and martech (learn), and nobody said how long it takes to align",
            "mopsctl task lead launch --with it --with martech --days DAYS",
        )
    ]


# PLN604


def test_each_team_on_the_critical_path_is_told_once_with_its_work():
    links = "links:\n- {before: connect, after: b}\n- {before: b, after: c}\n- {before: c, after: launch}\n"
    rows = links + tasks("key: b, team: it, days: 1", "key: c, team: it, days: 1") + INVOLVED
    assert found("PLN604", rows) == [
        ("team:it", "connect, b and c are on the critical path, and it is not committed",
         "mopsctl commit ask it --kind assign"),
        ("team:marketing", "launch is on the critical path, and marketing is not committed",
         "mopsctl commit ask marketing --kind assign"),
    ]  # fmt: skip


def test_a_team_that_is_out_of_the_plan_and_on_its_critical_path_comes_back_in():
    rows = "participations:\n- {plan: cdp, team: it, involvement: out, because: no time}"
    assert [one[2] for one in found("PLN604", rows)] == ["mopsctl team join it --involved"]


def test_work_that_is_done_or_has_slack_needs_no_commitment_and_a_milestone_is_no_work():
    done = "key: connect, team: it, days: 10, started: 2026-11-09, finished: 2026-11-20"
    assert [one[0] for one in found("PLN604", tasks(done))] == ["team:martech"]
    rows = tasks(done, "key: learn, days: 5", "key: end, team: analytics, kind: milestone")
    assert found("PLN604", rows + "links:\n- {before: learn, after: end}") == []


def test_others_learn_from_it_no_more_of_a_refusal_than_that_a_team_is_not_committed():
    asks = "asks:\n- {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, state: STATE}\n"
    refused = portfolio_with(asks.replace("STATE", "refused, reason: SECRET"), stage="plan")
    asked = portfolio_with(asks.replace("STATE", "open"), stage="plan")
    told = found("PLN604", "", portfolio=seen_by(refused, "team"))
    assert told == found("PLN604", "", portfolio=seen_by(asked, "team"))
    assert told[0][1] == "connect is on the critical path, and it is not committed"
    assert found("PLN604", "", portfolio=refused)[0][1] == told[0][1]


# PLN606


def test_a_need_says_whose_it_is_and_what():
    rows = "needs:\n- {key: data, what: test data, plan: cdp, team: it}"
    assert found("PLN606", rows) == [
        ("need:data", "it needs it, and no task meets it: test data", "mopsctl need set data --task TASK")
    ]


# PLN607


def test_every_function_that_nobody_stands_for_is_named_in_one_finding():
    rows = "participations:\n- {plan: cdp, team: it}\n- {plan: cdp, team: marketing, involvement: affected}\n"
    assert found("PLN607", rows) == [
        (
            "plan:cdp",
            "no team in it covers marketing-operations, martech, analytics or data-management, and nobody said why not",
            "mopsctl team join marketing-operations",
        )
    ]


def test_one_team_may_cover_several_functions():
    rows = "teams:\n- {key: growth, name: Growth, covers: [analytics, data-management]}\n"
    rows += INVOLVED.replace("data-management", "growth").replace("- {plan: cdp, team: analytics}\n", "")
    assert found("PLN607", rows) == []


@pytest.mark.parametrize("because", ["", ", because: '...'"])
def test_out_is_an_answer_only_with_a_reason(because):
    rows = INVOLVED.replace("team: analytics", "team: analytics, involvement: out" + because)
    assert [one[2] for one in found("PLN607", rows)] == ["mopsctl team join analytics"]


def test_a_team_that_is_out_for_a_reason_is_out_for_all_audiences():
    rows = INVOLVED.replace("team: analytics", "team: analytics, involvement: out, because: SECRET")
    for audience in ("leaders", "team", "all"):
        assert found("PLN607", "", portfolio=seen_by(portfolio_with(rows, stage="plan"), audience)) == []


def test_a_function_without_any_team_is_to_be_covered_by_one_that_is_there():
    policy = Policy(select=("PLN607",), technology_functions=("it", "finops"))
    assert [one[2] for one in found("PLN607", INVOLVED, policy)] == ["mopsctl team set TEAM --covers finops"]
    rows = INVOLVED + "teams:\n- {key: finops, name: FinOps, covers: [it]}"
    assert [one[2] for one in found("PLN607", rows, policy)] == ["mopsctl team set finops --covers it --covers finops"]


# PLN608


def test_a_slip_is_told_beyond_the_limit_and_not_at_it():
    rows = baseline("task: connect, start: 2026-11-16, finish: 2026-11-27")
    assert found("PLN608", rows) == []
    assert found("PLN608", rows, Policy(select=("PLN608",), slip_days=4)) == [
        (
            "task:connect",
            "ends 2026-12-04, 5 working days later than in the baseline of 2026-11-02: its own slip",
            "mopsctl timeline why connect",
        )
    ]


def test_of_all_that_waited_on_one_task_the_one_that_ends_last_is_told():
    rows = "links:\n- {before: connect, after: launch}\n- {before: connect, after: learn}\n"
    rows += baseline(
        "task: connect, start: 2026-11-12, finish: 2026-11-25",
        "task: launch, start: 2026-11-26, finish: 2026-11-27",
        "task: learn, start: 2026-11-26, finish: 2026-12-02",
    )
    assert [one[:2] for one in found("PLN608", rows)] == [
        ("task:connect", "ends 2026-12-04, 7 working days later than in the baseline of 2026-11-02: its own slip"),
        (
            "task:learn",
            "ends 2026-12-11, 7 working days later than in the baseline of 2026-11-02: it waited on connect, "
            "as did 1 more",
        ),
    ]


@pytest.mark.parametrize(
    ("finish", "told"),
    [
        ("2026-11-26, finish: 2026-11-26", "8 working days later BEHIND: 1 its own, 7 waited on connect"),
        ("2026-11-26, finish: 2026-11-30", "6 working days later BEHIND: it waited 7 on connect and made good 1"),
    ],
)  # fmt: skip
def test_a_slip_says_what_was_added_and_what_was_made_good(finish, told):
    rows = "links:\n- {before: connect, after: launch}\n"
    rows += baseline("task: connect, start: 2026-11-12, finish: 2026-11-25", f"task: launch, start: {finish}")
    told = told.replace("BEHIND", "than in the baseline of 2026-11-02")
    assert told in [one[1].split(", ", 1)[1] for one in found("PLN608", rows)]


def test_where_several_added_to_it_the_one_that_added_most_is_named_as_such():
    rows = "links:\n- {before: connect, after: learn}\n- {before: learn, after: launch}\n"
    rows += baseline(
        "task: connect, start: 2026-11-17, finish: 2026-11-30",
        "task: learn, start: 2026-12-01, finish: 2026-12-02",
        "task: launch, start: 2026-12-03, finish: 2026-12-04",
    )
    assert found("PLN608", rows)[0][1].endswith("it waited most of all on connect, as did 1 more")


def test_what_is_finished_late_is_past_help():
    rows = tasks("key: connect, team: it, days: 10, started: 2026-11-02, finished: 2026-11-20")
    assert found("PLN608", rows + baseline("task: connect, start: 2026-11-02, finish: 2026-11-04")) == []


# PLN609


def test_the_worst_week_of_each_is_told_and_how_many_there_are():
    rows = tasks("key: connect, owner: ben, days: 10", "key: learn, owner: ben, days: 7", "key: launch, days: 1")
    assert found("PLN609", rows) == [
        (
            "person:ben",
            "asked for 5 days too many in the week of 2026-11-23, 10 of 5 (connect, learn); too much in 2 weeks",
            "mopsctl timeline level",
        )
    ]


def test_the_worst_week_need_not_be_the_first():
    rows = tasks(
        "key: connect, owner: ben, days: 10", "key: learn, owner: ben, days: 1", "key: launch, days: 1",
        "key: more, owner: ben, days: 2, not_before: 2026-11-30",
    )  # fmt: skip
    assert "2 days too many in the week of 2026-11-30, 7 of 5 (connect, more)" in found("PLN609", rows)[0][1]


def test_a_team_has_its_capacity():
    rows = tasks("key: connect, team: it, days: 5", "key: learn, team: it, days: 5", "key: launch, team: it, days: 5")
    assert [one[0] for one in found("PLN609", rows)] == ["team:it"]
    assert found("PLN609", rows + "teams:\n- {key: it, name: IT, capacity: 3}") == []


# PLN610


def test_a_team_without_a_lesson_gets_one_under_a_key_that_is_free():
    rows = "participations:\n- {plan: cdp, team: it}\n"
    cure = "mopsctl task add KEY --name NAME --team it --kind learning --days DAYS"
    assert found("PLN610", rows) == [
        ("team:it", "has no time to learn the platform", cure.replace("KEY", "learn-it")),
    ]
    taken = rows + tasks("key: learn-it, team: martech, kind: learning, days: 1")
    assert found("PLN610", taken)[0][2] == cure.replace("KEY", "TASK")


def test_the_first_lesson_counts_and_only_work_that_is_not_done():
    rows = "participations:\n- {plan: cdp, team: it}\n"
    lessons = ("key: learn, team: it, kind: learning, days: 1", "key: more, team: it, kind: learning, days: 9")
    after = "links:\n- {before: learn, after: connect}\n"
    assert found("PLN610", rows + tasks(*lessons) + after) == []
    done = "key: old, team: it, days: 1, started: 2026-11-09, finished: 2026-11-09"
    assert found("PLN610", rows + tasks(*lessons, done) + after) == []
    assert found("PLN610", rows + tasks(*lessons, "key: begun, team: it, days: 9, started: 2026-11-09") + after) == [
        (
            "team:it",
            "begins begun on 2026-11-09, before it has learned the platform (learn, 2026-11-23)",
            "mopsctl waive PLN610 team:it --reason TEXT --by ada --until +90d",
        )
    ]


def test_the_lesson_that_ends_first_counts_whichever_begins_first():
    rows = "participations:\n- {plan: cdp, team: it}\nlinks:\n- {before: short, after: connect}\n"
    rows += tasks(
        "key: learn, team: it, kind: learning, days: 20",
        "key: short, team: it, kind: learning, days: 1, not_before: 2026-11-24",
    )
    assert found("PLN610", rows) == []


def test_work_that_begins_on_the_day_of_the_lesson_begins_too_early():
    rows = "participations:\n- {plan: cdp, team: it}\n"
    assert len(found("PLN610", rows + tasks("key: learn, team: it, kind: learning, days: 1"))) == 1


def test_decisions_and_talks_are_no_contribution_and_a_turned_link_is_taken_off_first():
    rows = "participations:\n- {plan: cdp, team: it}\n"
    lesson = "key: learn, team: it, kind: learning, days: 5"
    no_work = tasks(lesson, "key: connect, team: it, kind: decision, days: 1")
    assert found("PLN610", rows + no_work) == []
    turned = "links:\n- {before: connect, after: learn}\n"
    assert found("PLN610", rows + tasks(lesson) + turned)[0][2] == "mopsctl task unlink connect learn"


def test_without_a_platform_there_is_nothing_to_learn():
    rows = "participations:\n- {plan: cdp, team: it}\nplans:\n- {key: cdp, name: CDP, start: 2026-11-02, stage: plan}\n"
    assert found("PLN610", rows, stage="") == []


# PLN611


def test_a_target_that_is_missed_is_told_in_working_days_with_the_last_task():
    rows = "plans:\n- {key: cdp, name: CDP, start: 2026-11-02, stage: plan, platform: cdp, target: 2026-11-28}\n"
    assert found("PLN611", rows, stage="") == [
        (
            "plan:cdp",
            "ends 2026-12-04, 5 working days after its target 2026-11-28",
            "mopsctl timeline why connect",
        )
    ]


def test_a_task_that_must_finish_by_a_day_and_does_not_is_told_by_itself():
    rows = tasks("key: connect, team: it, days: 10, must_by: 2026-12-03", "key: learn, days: 5, must_by: 2026-11-27")
    assert found("PLN611", rows) == [
        (
            "task:connect",
            "ends 2026-12-04, 1 working day after 2026-12-03, by which it must",
            "mopsctl timeline why connect",
        )
    ]
    late = "key: connect, team: it, days: 10, must_by: 2026-11-10, started: 2026-11-02, finished: 2026-11-13"
    assert found("PLN611", tasks(late)) == []


# Crowds


CROWD = (
    ("PLN603", "wait for the work of other teams, and nobody said how long it takes to align, t000 first"),
    (
        "PLN611",
        "end after the day by which they must, t000 first",
    ),
)


@pytest.mark.parametrize(("code", "fault"), CROWD)
@pytest.mark.parametrize("count", [100, 101])
def test_beyond_a_hundred_tasks_the_plan_is_told_and_not_each_of_them(code, fault, count):
    keys = [f"t{n:03}" for n in range(count)]
    rows = tasks(*(f"key: {key}, team: martech, days: 1, must_by: 2026-11-24" for key in keys))
    rows += "links:\n" + "".join(f"- {{before: connect, after: {key}}}\n" for key in keys)
    told = found(code, rows)
    if count == 100:
        assert [one[0] for one in told] == [f"task:{key}" for key in keys]
    else:
        assert [one[:2] for one in told] == [("plan:cdp", f"101 tasks {fault}")]
