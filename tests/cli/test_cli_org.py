"""The charts from the command line: what is refused, what is drawn, and that the cures of ORG9xx cure."""

import shlex
from pathlib import Path

import pytest
from cli_runner import Runner

CHART = """mopsctl: 1
teams:
- {key: it, name: IT}
people:
- {key: ada, name: Ada Okafor, team: it}
- {key: ben, name: Ben Okafor, team: it}
functions:
- {key: data, name: Data}
- {key: tech, name: Technology}
goals:
- {key: growth, name: Growth}
- {key: service, name: Service}
plans:
- {key: cdp, name: CDP, start: 2026-11-02}
tasks:
- {key: tell, name: Tell them, plan: cdp}
positions:
- {key: cmo, name: CMO}
- {key: lead, name: Lead}
- {key: clerk, name: Clerk}
- {key: loop-a, name: Loop A}
- {key: loop-b, name: Loop B}
boxes:
- {position: cmo, state: as-is, holder: ada}
- {position: cmo, holder: ada, allocation: 70, goal: growth, cost: 200000}
- {position: lead, reports_to: cmo, holder: ada, allocation: 60, goal: growth}
- {position: clerk, reports_to: lead}
- {position: loop-a, reports_to: loop-b, holder: ben, goal: growth}
- {position: loop-b, reports_to: loop-a, vacancy: advertised, goal: growth}
coverage:
- {position: lead, covers: "function:data"}
- {position: clerk, covers: "function:data"}
numbers:
- {key: revenue, name: Revenue, position: cmo}
- {key: kept, name: Kept, position: lead}
wanted_skills:
- {position: lead, skill: sql}
"""
WORDS = {"POSITION": "lead", "GOAL": "service", "TASK": "tell", "NUMBER": "new-number", "TEXT": "in words",
         "PERSON": "ben"}  # fmt: skip


@pytest.fixture
def company(folder: Path, mops: Runner) -> Path:
    (folder / "chart.yaml").write_text(CHART, "utf-8")
    mops.ok("apply chart.yaml")
    return folder


def org_findings(mops: Runner) -> dict[tuple[str, str, str], str]:
    rows = mops("gaps --select ORG --audience me --format json").json["data"]["findings"]
    return {(row["code"], row["subject"], row["message"]): row["cure"] for row in rows if row["code"].startswith("ORG")}


def test_every_rule_of_the_charts_speaks_and_its_cure_cures(company: Path, mops: Runner) -> None:
    found = org_findings(mops)
    assert {code for code, _, _ in found} == {f"ORG90{n}" for n in range(1, 10)}
    for one, cure in found.items():
        said = [WORDS.get(word, word) for word in shlex.split(cure)[1:]]
        mops.ok(*said)
        assert one not in org_findings(mops), cure
        mops.ok("undo")


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("position set cmo --reports-to clerk", 2, "cmo would report to itself: cmo -> clerk -> lead -> cmo"),
        ("position add new --reports-to nobody", 4, 'no position "nobody"'),
        ("position add cmo --state as-is", 2, 'there is already a position "cmo"'),
        ("position set lead --allocation 101", 2, "101 is not in the range 0<=x<=100"),
        ("position set lead --goal groth", 4, 'no goal "groth"; did you mean "growth"?'),
        ("position set lead --dotted lead", 2, "a dotted line leads to another position"),
        ("position drop cmo --state to-be", 2, "lead still reports to cmo (to-be)"),
        ("position add POSITION", 2, "stands for a key of your own"),
        ("number set revenue --parent revenue", 2, "revenue would be a part of itself: revenue -> revenue"),
        ("number set revenue --target many", 2, "'many' is no number"),
        ("number set revenue --target nan", 2, "'nan' is no number"),
        ("goal set growth --parent growth", 2, "growth would be a part of itself"),
        ("function stage data --on 2027-01-01 --level 6", 2, "6 is not in the range 1<=x<=5"),
        ('function stage data --on ""', 2, "say on which day"),
        ("org init", 2, "say one of --template and --from"),
        ("org init --template strategic", 2, 'did you mean "strategic-mo"?'),
        ("org init --template bad.yaml", 5, 'bad.yaml:5:3: coverage lead/function:dta/to-be: no function "dta"'),
        ("org init --template circle.yaml", 5, "a would report to itself: a -> b -> a"),
        ("org init --from as-is --under cmo", 2, "--under goes with --template"),
        ("org show --under lead --state as-is", 2, '"lead" has no box in the as-is chart'),
        ("org show --function dat", 4, 'no function "dat"; did you mean "data"?'),
        ("org show --page 2", 4, "no page 2; there is 1"),
        ("org show --depth 0", 2, "0 is not in the range x>=1"),
        ("person skill ada law --remove", 4, 'no skill "law" of ada'),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_changes(
    company: Path, mops: Runner, line: str, code: int, told: str
) -> None:
    (company / "bad.yaml").write_text(
        'mopsctl: 1\nfunctions:\n- {key: new, name: New}\ncoverage:\n- {position: lead, covers: "function:dta"}\n',
        "utf-8",
    )
    (company / "circle.yaml").write_text(
        "mopsctl: 1\npositions:\n- {key: a, name: A}\n- {key: b, name: B}\n"
        "boxes:\n- {position: a, reports_to: b}\n- {position: b, reports_to: a}\n", "utf-8"
    )  # fmt: skip
    before = (company / "mops.db").read_bytes()
    ran = mops(line)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert (company / "mops.db").read_bytes() == before


def test_a_circle_that_came_by_a_file_is_drawn_and_told(company: Path, mops: Runner) -> None:
    data = mops.ok("org show --format json").json["data"]
    assert data["circles"] == [["loop-a", "loop-b"]]
    assert [row["position"] for row in data["positions"]] == ["cmo", "lead", "clerk", "loop-a", "loop-b"]


def test_a_template_makes_the_store_and_a_second_time_nothing(folder: Path, mops: Runner) -> None:
    made = mops.ok("org init --template rmcoe-2012 --format json").json["data"]
    assert {row["kind"] for row in made["changes"]} >= {"position", "box", "function", "number", "wanted skill"}
    again = mops.ok("org init --template rmcoe-2012")
    assert (again.out, again.err) == ("", f"mopsctl: {len(made['changes'])} of {len(made['changes'])} rows were there "
                                          "already and stay as they are\n")  # fmt: skip


def test_dates_of_a_template_begin_this_week(folder: Path, mops: Runner) -> None:
    mops.ok("org init --template strategic-mo")
    rows = mops.ok("org show --format json").json["data"]["positions"]
    assert sorted({row["since"] for row in rows}) == ["2026-11-23", "2027-05-24", "2027-11-22"]
    assert len(mops.ok("org show --on 2026-12-01 --format json").json["data"]["positions"]) == 7


def test_costs_and_skills_are_for_you_and_leaders(company: Path, mops: Runner) -> None:
    for audience, cost in (("me", 200000), ("leaders", 200000), ("team", None), ("all", None)):
        data = mops.ok(f"org show --format json --audience {audience}").json["data"]
        assert data["positions"][0]["cost"] == cost
        page = mops.ok(f"position show lead --format json --audience {audience}").json["data"]
        assert ("lacking" in page) == (cost is not None)
        assert ("skill_gaps" in mops.ok(f"org coverage --format json --audience {audience}").json["data"]) == (
            cost is not None
        )


def test_a_chart_is_drawn_in_the_format_that_its_file_names(company: Path, mops: Runner) -> None:
    mops.ok("org show -o chart.mmd")
    assert (company / "chart.mmd").read_text("utf-8").startswith("flowchart TB\n")
    mops.ok("org show -o chart.svg")
    assert "Lead" in (company / "chart.svg").read_text("utf-8")
    assert "CMO" in mops.ok("org show --format md").out


def test_a_position_moves_from_the_chart_as_is_into_the_one_to_be(folder: Path, mops: Runner) -> None:
    for line in (
        'plan init "CDP rollout"',
        'position add cmo --name "Chief marketing officer" --state as-is',
        'position add web --name "Web master" --reports-to cmo --state as-is',
        "org init --from as-is",
        "position drop web --state to-be",
        'position add lead --name "Platform lead" --reports-to cmo',
    ):
        mops.ok(line)
    assert mops.ok("org diff --format csv").out.splitlines() == [
        "position,kind,field,before,after", "lead,new,,,", "web,gone,,,"
    ]  # fmt: skip


def test_a_template_that_meets_positions_of_yours_says_which_and_counts_those_it_leaves_out(
    company: Path, mops: Runner
) -> None:
    mops.ok("position add data-steward --state as-is --holder ben --allocation 0")
    mops.ok("position add old-hand --state as-is")
    mops.ok("position drop cmo --state to-be --reports-to lead")
    ran = mops.ok("org init --template strategic-mo")
    assert "data-steward is yours already: its box to be is the template's, held by ben\n" in ran.err
    assert "2 positions of the as-is chart have no box to be: mopsctl org init --from as-is adds them\n" in ran.err
    mops.ok("org init --from as-is")
    assert mops.ok("org show --under data-steward --format json").json["data"]["positions"][0]["holder"] == "ben"
    again = mops.ok("org init --template strategic-mo")
    assert "its box" not in again.err
    assert "no box to be" not in again.err


def test_a_position_is_dropped_with_what_it_carries_and_that_is_told(company: Path, mops: Runner) -> None:
    ran = mops.ok("position drop clerk --state to-be")
    assert ran.err == ""
    mops.ok("raci scheme")
    ran = mops.ok("position drop lead --state to-be")
    assert ran.err == "mopsctl: lead is in no to-be chart and still has: number kept (mopsctl position show lead)\n"


def test_who_is_given_more_than_all_of_the_time_is_told_with_the_sum(company: Path, mops: Runner) -> None:
    ran = mops.ok("position set clerk --holder ada --allocation 40")
    assert ran.err == "mopsctl: ada is asked for 170% of the time to-be: cmo 70%, lead 60%, clerk 40%\n"
    assert mops.ok("position set clerk --allocation 20").err == ""
    notes = mops.ok("position add new --holder ada --format json").json["data"]
    assert "ada is asked for 250% of the time" in str(notes)


@pytest.mark.parametrize(
    ("said", "target"), [("4,000,000", 4e6), ("4,000.5", 4000.5), ("-1,000", -1000), ("12500000", 12_500_000)]
)
def test_an_amount_may_be_written_as_it_is_printed(company: Path, mops: Runner, said: str, target: float) -> None:
    mops.ok(f"number set revenue --target {said}")
    rows = mops.ok("number list --format json").json["data"]
    assert next(row["target"] for row in rows if row["key"] == "revenue") == target


@pytest.mark.parametrize("said", ["12,5", "1,0000", ",500", "12,50,000", "1,,000", "4.000,5"])
def test_a_comma_that_parts_no_thousands_is_refused(company: Path, mops: Runner, said: str) -> None:
    ran = mops(f"number set revenue --target {said}")
    assert (ran.code, ran.out) == (2, "")
    assert f"'{said}' is no number; write 12500000, 12,500,000 or 3.5" in ran.err.replace("\n", " ")


def test_what_a_position_costs_may_be_written_as_it_is_printed(company: Path, mops: Runner) -> None:
    mops.ok("position set cmo --cost 250,000")
    assert mops.ok("org show --audience me --format json").json["data"]["positions"][0]["cost"] == 250_000
    assert mops("position set cmo --cost 12,5").code == 2


def test_positions_of_one_team_are_listed(company: Path, mops: Runner) -> None:
    mops.ok("position set lead --team it")
    assert [row["key"] for row in mops.ok("position list --team it --format json").json["data"]] == ["lead"]
    assert 'no team "its"; did you mean "it"?' in mops("position list --team its").err


def test_an_amount_that_is_too_large_is_told_so(company: Path, mops: Runner) -> None:
    told = mops("number set revenue --target 12345678901234567890").err.replace("\n", " ")
    assert "12345678901234567890 is more than 1,000,000,000,000,000" in told
    assert "1234567890123456 is more than 1,000,000,000,000" in mops("position set cmo --cost 1234567890123456").err


def test_who_stands_at_the_top_once_a_manager_is_removed_is_told(company: Path, mops: Runner) -> None:
    ran = mops.ok("position remove lead --cascade")
    assert ran.err == (
        "mopsctl: 1 position now stands at the top to-be; after mopsctl undo, "
        "mopsctl position drop lead --state to-be --reports-to POSITION would keep them under one\n"
    )
    assert mops.ok("position remove clerk --cascade").err == ""
