"""`gaps --fix` proposes, asks, makes one change and tells what remains; `--team` and `--statistics` beside it."""

import json
from pathlib import Path

import pytest
import typer
from cli_runner import MONDAY, Runner
from rules_base import portfolio_with
from test_cli_terminal import ANSI, on_terminal

from mopsctl import service
from mopsctl.cli import gaps_fix
from mopsctl.errors import GATE_CLOSED, STORE, MopsError

HELD = "- {subject: 'capability:send', holder: 'team:it', letter: %s, plan: cdp}\n"
PAST = "- {plan: cdp, code: %s, subject: 'team:it', reason: later, by: ada, on: 2026-11-02, until: 2026-11-20}\n"
FLAWED = f"assignments:\n{HELD % 'A'}{HELD % 'R'}{HELD % 'I'}waivers:\n{PAST % 'OUT103'}"
KEYS = ["cdp/capability:send/team:it/I/to-be", "cdp/OUT103/team:it"]
ONLY = "--select RAC70,WAV"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in the working folder in which a letter and a waiver can go, and nothing else is missing."""
    monkeypatch.chdir(tmp_path)
    keep(tmp_path / "mops.db", FLAWED)
    return tmp_path / "mops.db"


def keep(path: Path, rows: str) -> None:
    author = service.Author("tester", MONDAY, "apply plan.yaml")
    service.change(service.Place(path=str(path)), lambda _: portfolio_with(rows), author, create=True)


def serial(path: Path) -> int:
    return service.open_store(service.Place(path=str(path))).identity().serial


def test_in_a_pipe_it_is_shown_and_nothing_is_written(mops: Runner, store: Path) -> None:
    before = store.read_bytes()
    ran = mops(f"gaps --fix {ONLY}")
    assert ran.code == 1
    assert [line.split("\t")[:3] for line in ran.out.splitlines()] == [
        ["error", "RAC704", "capability:send"],
        ["error", "WAV001", "team:it"],
    ]
    assert (
        f"can be fixed: assignment {KEYS[0]}, waiver {KEYS[1]}; nothing was written, the same with --yes does it"
        in (ran.err)
    )
    assert store.read_bytes() == before


def test_a_machine_gets_what_is_proposed_and_what_is_made_in_the_same_words(mops: Runner, store: Path) -> None:
    proposed = mops(f"gaps --fix {ONLY} --format json").json["data"]
    assert [row["key"] for row in proposed["fixed"]["changes"]] == KEYS
    assert (proposed["fixed"]["number"], proposed["fixed"]["dry_run"], serial(store)) == (0, True, 1)
    assert proposed["fixed"]["cures"] == [
        {"code": "RAC704", "plan": "cdp", "subject": "capability:send", "count": 1},
        {"code": "WAV001", "plan": "cdp", "subject": "team:it", "count": 1},
    ]
    assert proposed["counts"]["error"] == 2
    made = mops(f"gaps --fix {ONLY} --yes --format json").json["data"]
    assert (made["fixed"]["number"], made["fixed"]["dry_run"], serial(store)) == (2, False, 2)
    assert made["fixed"]["changes"] == proposed["fixed"]["changes"]
    assert made["fixed"]["cures"] == proposed["fixed"]["cures"]
    assert made["counts"]["error"] == 0
    assert [one["code"] for one in made["findings"] if one["code"] in ("RAC704", "WAV001")] == []


def test_the_exit_code_is_that_of_what_remains(mops: Runner, store: Path) -> None:
    assert mops(f"gaps --fix {ONLY}").code == 1
    assert mops(f"gaps --fix {ONLY} --exit-zero").code == 0
    assert mops(f"gaps --fix {ONLY} --yes").code == 0
    assert mops(f"gaps --fix {ONLY} --yes --fail-on info").code == 1  # nobody is asked or told any more


def test_it_is_one_change_that_undo_takes_back(mops: Runner, store: Path) -> None:
    mops("gaps --fix --select WAV,RAC704 --yes")
    newest = json.loads(mops("history --format json --audience me").out)["data"][0]
    assert newest["command"] == "gaps --fix --select WAV,RAC704 --yes"
    assert (newest["number"], newest["changes"]) == (2, 2)
    mops.ok("undo")
    assert mops(f"gaps {ONLY} --format json").json["data"]["counts"]["error"] == 2


def test_what_is_selected_is_fixed_and_nothing_else(mops: Runner, store: Path) -> None:
    made = mops("gaps --fix --yes --select WAV --format json").json["data"]["fixed"]
    assert [row["key"] for row in made["changes"]] == KEYS[1:]
    made = mops("gaps --fix --yes --ignore RAC704 --format json").json["data"]["fixed"]
    assert made == {"number": 0, "dry_run": False, "changes": [], "cures": []}
    assert mops("gaps --fix --yes --team marketing --format json").json["data"]["fixed"]["changes"] == []
    made = mops("gaps --fix --yes --team it --format json").json["data"]["fixed"]
    assert [row["key"] for row in made["changes"]] == KEYS[:1]


def test_where_nothing_can_be_fixed_that_is_said_in_every_format(mops: Runner, store: Path) -> None:
    mops("gaps --fix --yes")
    assert serial(store) == 2
    ran = mops("gaps --fix --yes")
    assert "mopsctl: nothing here can be fixed without a decision\n" in ran.err
    page = mops("gaps --fix --format md")
    assert page.out.startswith("Nothing here can be fixed without a decision.\n\n# What is missing\n")
    assert "fixed" not in page.err
    assert serial(store) == 2


def test_a_page_tells_the_changes_above_what_remains(mops: Runner, store: Path) -> None:
    proposed = mops(f"gaps --fix {ONLY} --format md").out
    assert proposed.startswith("# What can be fixed\n")
    assert "Cures 1 RAC704 conflicting-letters, 1 WAV001 waiver-expired." in proposed
    assert "Dry run: 2 changes, nothing written." in proposed
    assert "Say the same with `--yes` to do it." in proposed
    assert proposed.index("RAC704 conflicting-letters: 1 error") > proposed.index("# What is missing")
    made = mops(f"gaps --fix {ONLY} --yes --format md").out
    assert made.startswith("# What was fixed\n")
    assert "Change-set 2: 2 changes. Take it back with `mopsctl undo`" in made
    assert "--yes" not in made


def test_a_report_of_ci_holds_what_remains_and_stderr_the_rest(mops: Runner, store: Path) -> None:
    ran = mops(f"gaps --fix {ONLY} --yes --format sarif")
    codes = [one["ruleId"] for one in json.loads(ran.out)["runs"][0]["results"]]
    assert "RAC704" not in codes
    assert f"change-set 2: fixed assignment {KEYS[0]}, waiver {KEYS[1]}" in ran.err


def test_a_line_names_five_changes_and_counts_the_others(mops: Runner, store: Path) -> None:
    teams = ("it", "martech", "marketing", "analytics", "data-management", "marketing-operations")
    past = "".join((PAST % "OUT103").replace("team:it", f"team:{team}") for team in teams)
    keep(store.with_name("more.db"), f"waivers:\n{past}")
    assert "team:marketing-operations and 1 more; nothing was written" in mops("gaps --fix --db more.db").err


def test_the_report_goes_into_a_file_and_the_store_is_changed_all_the_same(mops: Runner, store: Path) -> None:
    mops(f"gaps --fix {ONLY} --yes -o gaps.json")
    written = json.loads(Path("gaps.json").read_text("utf-8"))["data"]
    assert [row["key"] for row in written["fixed"]["changes"]] == KEYS
    assert serial(store) == 2


def test_statistics_say_how_much_can_be_fixed_and_then_that_none_is_left(mops: Runner, store: Path) -> None:
    before = mops(f"gaps --statistics {ONLY}")
    assert before.out.splitlines()[:2] == [
        "1\tRAC704\tconflicting-letters\terror\t1\t0",
        "1\tWAV001\twaiver-expired\terror\t1\t0",
    ]
    after = mops(f"gaps --fix --yes --statistics {ONLY} --format json").json
    assert after["report"] == "gaps.statistics"
    assert (after["data"]["totals"]["fixable"], after["data"]["fixed"]["number"]) == (0, 2)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("", "mopsctl gaps --fix"),
        ("--select RAC704 --ignore RAC71 --plan cdp", "mopsctl gaps --fix --select RAC704 --ignore RAC71 --plan cdp"),
        ("--team it --audience me --db mops.db", "mopsctl gaps --fix --team it --audience me --db mops.db"),
    ],
)  # fmt: skip
def test_the_command_that_fixes_asks_for_the_same(mops: Runner, store: Path, options: str, told: str) -> None:
    page = mops(f"gaps --statistics --format md {options}").out
    assert f"no decision: `{told}`\n" in page
    counted = mops(f"gaps --statistics --format json {options}").json["data"]["totals"]["fixable"]
    assert counted == len(mops(f"{told.removeprefix('mopsctl ')} --format json").json["data"]["fixed"]["cures"]) > 0


def test_of_a_plan_file_no_command_is_said_that_would_not_run(mops: Runner, store: Path) -> None:
    mops.ok("export plan.yaml --audience me")
    page = mops("gaps plan.yaml --statistics --format md").out
    assert page.rstrip().endswith("2 need no decision (a cure changes a store, and no plan file)")


def test_what_others_may_not_know_is_neither_fixed_nor_told(mops: Runner, store: Path) -> None:
    keep(store.with_name("secret.db"), f"waivers:\n{PAST % 'COM202'}{PAST % 'OUT103'}")
    for form in ("json", "md", "plain"):
        ran = mops(f"gaps --fix --select WAV --db secret.db --format {form}")
        assert "OUT103" in ran.out + ran.err
        assert "COM202" not in ran.out + ran.err
    mops("gaps --fix --select WAV --db secret.db --yes")
    mine = mops("gaps --select WAV --db secret.db --audience me --format json").json["data"]["findings"]
    assert [one["message"][:6] for one in mine] == ["COM202"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("gaps --yes", "--yes is the answer to --fix"),
        ("gaps --fix --watch", "--fix cures once, and --watch looks again and again: choose one"),
        ("gaps --fix --since 2026-11-01", "--fix cures what is so today; leave out --fix or --since"),
        ("gaps --fix --stage launch", "--fix cures what is so today; leave out --fix or --stage"),
        ("gaps --fix --today 2026-11-20", "--fix keeps what is so today; leave out --fix or --today"),
        ("gaps --fix plan.yaml", "--fix changes the store, and no plan file"),
        ("gaps known check --fix", "No such option: --fix"),
    ],
)
def test_what_makes_no_sense_together_is_a_usage_error(mops: Runner, store: Path, line: str, told: str) -> None:
    mops("export plan.yaml")
    ran = mops(line)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert serial(store) == 1


def test_the_gate_is_asked_as_of_every_change(mops: Runner, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(*_: object) -> tuple[str, ...]:
        raise MopsError("the gate says stop", code=GATE_CLOSED)

    monkeypatch.setattr(service, "admit", shut)
    assert mops(f"gaps --fix {ONLY} --yes").code == GATE_CLOSED
    assert serial(store) == 1


def test_what_is_made_is_what_then_is_and_it_is_said_where_the_store_moved(
    mops: Runner, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = service.change

    def late(place: service.Place, *rest: object, **more: object) -> object:
        monkeypatch.setattr(service, "change", change)
        mops.ok("waiver remove OUT103 it")
        return change(place, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "change", late)
    ran = mops(f"gaps --fix {ONLY} --yes -o fixed.json")
    made = json.loads(Path("fixed.json").read_text("utf-8"))["data"]["fixed"]
    assert [row["key"] for row in made["changes"]] == KEYS[:1]
    assert [one["code"] for one in made["cures"]] == ["RAC704"]
    assert (ran.code, serial(store)) == (0, 3)
    assert "the store had changed meanwhile, and what was fixed is not what was first found" in ran.err


def test_after_a_question_nothing_is_done_but_what_was_shown(
    mops: Runner, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gaps_fix, "_may_ask", lambda _: True)

    def late(*_: object, **__: object) -> bool:
        mops.ok("waiver remove OUT103 it")
        return True

    monkeypatch.setattr(typer, "confirm", late)
    ran = mops(f"gaps --fix {ONLY}")
    assert (ran.code, serial(store)) == (STORE, 2)
    assert "the store changed meanwhile, and what was shown is not what would be done now" in ran.err
    assert f"mopsctl gaps --fix {ONLY}" in ran.err
    assert mops(f"gaps {ONLY} --format json").json["data"]["counts"]["error"] == 1


def test_findings_are_counted_and_not_their_subjects(mops: Runner, store: Path) -> None:
    keep(store.with_name("more.db"), "waivers:\n" + "".join(PAST % code for code in ("OUT103", "OUT104", "COM201")))
    page = mops("gaps --fix --db more.db --format md").out
    assert "Cures 3 WAV001 waiver-expired." in page
    (one,) = mops("gaps --fix --db more.db --format json").json["data"]["fixed"]["cures"]
    assert (one["code"], one["count"]) == ("WAV001", 3)
    assert mops("gaps --statistics --db more.db --format json").json["data"]["totals"]["fixable"] == 3


def test_a_gate_that_now_says_stop_is_told(mops: Runner, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "admit", lambda *_: ("cdp",))
    told = "mopsctl: the gate of cdp now says stop: mopsctl gate --plan cdp\n"
    assert told in mops(f"gaps --fix {ONLY} --yes").err


def test_on_a_terminal_it_asks_and_a_yes_makes_it(store: Path) -> None:
    code, said = on_terminal(store.parent, "gaps", "--fix", "--select", "RAC704", typed=b"y\n", NO_COLOR="1")
    shown, _, after = said.partition("Make this change? [y/N]: ")
    assert "What can be fixed" in shown
    assert "Dry run" not in said
    assert "Change-set 2: 1 change. Take it back with mopsctl undo" in after
    assert after.count("team:it") == 0
    assert (code, serial(store)) == (0, 2)


@pytest.mark.parametrize("answer", [b"n\n", b"\n"])
def test_on_a_terminal_anything_else_changes_nothing(store: Path, answer: bytes) -> None:
    code, said = on_terminal(store.parent, "gaps", "--fix", "--select", "RAC704", typed=answer, NO_COLOR="1")
    assert "Make this change? [y/N]: " in said
    assert "Nothing was changed." in said
    assert said.count("conflicting-letters: 1 error") == 1
    assert (code, serial(store)) == (1, 1)


@pytest.mark.parametrize("more", [["--no-input"], ["--format", "md"], ["-o", "gaps.md"]])
def test_on_a_terminal_it_does_not_ask_who_cannot_answer(store: Path, more: list[str]) -> None:
    code, said = on_terminal(store.parent, "gaps", "--fix", "--select", "RAC704", *more, NO_COLOR="1")
    told = said + (Path("gaps.md").read_text("utf-8") if "-o" in more else "")
    assert "[y/N]" not in told
    assert "Dry run: 1 change, nothing written." in told
    assert (code, serial(store)) == (1, 1)


@pytest.mark.parametrize("columns", [80, 200])
def test_the_proposal_fits_the_terminal(store: Path, columns: int) -> None:
    _, said = on_terminal(store.parent, "gaps", "--fix", typed=b"n\n", columns=columns)
    lines = ANSI.sub("", said).splitlines()
    assert [line for line in lines if len(line) > columns] == []


def test_a_team_sees_what_concerns_it_alone(mops: Runner, example: Path) -> None:
    every = mops("gaps --format json --audience me").json["data"]["findings"]
    mine = mops("gaps --team it --format json --audience me").json["data"]["findings"]
    assert 0 < len(mine) < len(every)
    assert [one for one in every if one in mine] == mine
    subjects = {one["subject"] for one in mine}
    assert "team:it" in subjects
    assert [one for one in subjects if one.startswith(("team:", "plan:"))] == ["team:it"]


@pytest.mark.parametrize("command", ["gaps", "gaps --statistics", "gaps --fix"])
def test_an_unknown_team_is_told_with_the_nearest(mops: Runner, example: Path, command: str) -> None:
    ran = mops(f"{command} --team anlytics")
    assert (ran.code, ran.out) == (4, "")
    assert 'no team "anlytics"; did you mean "analytics"?' in ran.err


@pytest.mark.parametrize("format", ["table", "plain", "json", "yaml", "csv", "md"])
@pytest.mark.parametrize("options", ["", "--fail-on info", "--exit-zero", "--team sales"])
def test_statistics_end_as_the_findings_do_in_every_format(
    mops: Runner, example: Path, options: str, format: str
) -> None:
    short, long = (mops(f"gaps {more} {options} --format {format}").code for more in ("--statistics", ""))
    assert short == long


def test_statistics_are_not_for_a_report_of_ci(mops: Runner, example: Path) -> None:
    ran = mops("gaps --statistics --format sarif")
    assert ran.code == 2
    assert "gaps.statistics cannot be written as sarif" in ran.err


def test_statistics_and_the_page_say_for_whom_they_are(mops: Runner, example: Path) -> None:
    told = "mopsctl: for everybody: refusals, influence and scores are left out; --audience me shows them\n"
    assert mops("gaps --statistics").err == mops("gaps").err == told
