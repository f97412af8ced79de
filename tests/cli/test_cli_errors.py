"""What a mistake in a command leads to: one message that names the thing, a hint that runs, one exit code."""

import re
import shlex
from pathlib import Path

import msgspec
import pytest
from cli_runner import Runner

from mopsctl.cli import main
from mopsctl.cli.contents import ENTRIES
from mopsctl.cli.frame import Noun
from mopsctl.lazy import load

ONE_HOLDER = "name one holder: --team TEAM, --person PERSON or --position POSITION"

# A command line -> its exit code, and what is said.
MISTAKES = (
    ("tema list", 2, 'no command "mopsctl tema"; did you mean "mopsctl team"?'),
    ("team lisst", 2, 'no command "mopsctl team lisst"; did you mean "mopsctl team list"?'),
    ("outreach acton list", 2, 'no command "mopsctl outreach acton"; did you mean "mopsctl outreach action"?'),
    (
        "outreach action lst",
        2,
        'no command "mopsctl outreach action lst"; did you mean "mopsctl outreach action list"?',
    ),
    ("outreach action add it --kind educat", 2, "Invalid value for '--kind': 'educat' is not one of 'educate', "),
    ("outreach action done it-educate", 4, 'no action "it-educate"'),
    ("outreach evidence received it-evidence", 4, 'no evidence "it-evidence"'),
    ("outreach set it-11 --why x", 4, 'no conversation "it-11"; did you mean "it-1"?'),
    ("outreach remove it-2", 2, 'conversation "it-2" is still referred to: '),
    ("need set component-libary --agreed", 4, 'no need "component-libary"; did you mean "component-library"?'),
    ("waiver remove GAT401 analytics", 4, "no waiver of GAT401 on analytics"),
    ("commit show analytics --history", 2, "Invalid value: say a team or --history, not both"),
    ("xyzzy", 2, 'no command "mopsctl xyzzy"'),
    ("team show", 2, "Missing argument 'TEAM'."),
    ("team show it it", 2, "Got unexpected extra argument(s) (it)"),
    ("commit ask analytics", 2, "Missing option '--kind'. Choose from: assign, advocate, contribute"),
    ("commit ask analytics --knd assign", 2, "No such option: --knd (Possible options: --db, --due, --kind)"),
    (
        "commit ask analytics --kind asign",
        2,
        "Invalid value for '--kind': 'asign' is not one of 'assign', 'advocate', 'contribute'."
        ' Did you mean "assign"?',
    ),
    (
        "team list --format jsn",
        2,
        "Invalid value for '--format' / '-f': 'jsn' is not one of 'table', 'plain', 'json', 'yaml', 'csv', 'md', 'svg'."
        ' Did you mean "json"?',
    ),
    (
        "plan stage bild",
        2,
        "Invalid value for 'STAGE': 'bild' is not one of 'explore', 'align', 'plan', 'build', 'launch', 'run'."
        ' Did you mean "build"?',
    ),
    ("gaps --fail-on xyzzy", 2, "Invalid value for '--fail-on': 'xyzzy' is not one of 'error', 'warning', 'info'."),
    (
        "commit promise it --kind assign --allocation 101",
        2,
        "Invalid value for '--allocation': 101 is not in the range 1<=x<=100.",
    ),
    (
        "commit ask it --kind assign --due 2026-02-30",
        2,
        "Invalid value for '--due': there is no day \"2026-02-30\"",
    ),
    (
        "commit ask it --kind assign --due soon",
        2,
        "Invalid value for '--due': no date \"soon\"; write 2026-12-04, today, +5d, +5wd or fri",
    ),
    ("team show anlytics", 4, 'no team "anlytics"; did you mean "analytics"?'),
    ("commit ask anlytics --kind assign", 4, 'no team "anlytics"; did you mean "analytics"?'),
    ("commit ask analytics --kind assign --of adda", 4, 'no person "adda"; did you mean "ada"?'),
    (
        "raci set send-campaing --team it R",
        4,
        'no capability, activity, platform or task "send-campaing"; did you mean "send-campaigns"?',
    ),
    ("raci show --team anlytics", 4, 'no team "anlytics"; did you mean "analytics"?'),
    ("raci show --plan cdp-rolout", 4, 'no plan "cdp-rolout"; did you mean "cdp-rollout"?'),
    ("raci clear send-campaigns --team it R", 4, "it holds no R on send-campaigns (to-be)"),
    ("rule show RAC71", 2, '"RAC71" names 5 rules, not one: RAC710, RAC711'),
    ("plan init --example cdp-rolout", 4, 'no example "cdp-rolout"; did you mean "cdp-rollout"?'),
    ("task unlink ada it", 4, 'no task "ada"'),
    ("redo", 4, "there is nothing to redo"),
    (
        "raci set send-campaigns --team it Z",
        2,
        'no letter "Z"; there are R (responsible), A (accountable), C (consulted), I (informed)',
    ),
    ("raci set send-campaigns --team it R I", 2, "it cannot be told (I) what it does or answers for (R, I)"),
    ("raci set build-audiences --team it A", 2, "build-audiences already has somebody accountable (to-be): analytics"),
    ("raci set send-campaigns R", 2, ONE_HOLDER),
    ("raci set send-campaigns --team it --person ada R", 2, ONE_HOLDER),
    ("raci set send-campaigns --team it --position data-lead R", 2, ONE_HOLDER),
    ("team add it", 2, 'there is already a team "it"'),
    ("team add data team", 2, "Got unexpected extra argument(s) (team)"),
    ("team rename it analytics", 2, 'there is already a team "analytics"'),
    ("person add zoe", 2, "Missing option '--team'."),
    ("person add zoe --team xyzzy", 4, 'no team "xyzzy"'),
    ("team join sales --involved --out", 2, "Invalid value: say one of --involved --out"),
    ("team join sales --out", 2, "say why sales is out: --because TEXT"),
    ("commit refuse sales --kind assign", 2, "say why sales refuses: --because TEXT"),
    (
        "commit promise sales --kind assign --person olga",
        2,
        "to assign is promised only with person, allocation, start",
    ),
    ("commit resolve sales --kind assign --by accept", 4, "no refusal of sales to assign that needs a resolution"),
    ("plan set --target 2020-01-01", 2, "plan cdp-rollout: target 2020-01-01 is before start 2026-10-05"),
    ("task set go-live --days 3", 2, "task go-live: a milestone takes no days"),
    ("task done go-live --on 2027-01-01", 2, "2027-01-01 is still to come; say the day it happened"),
    ("commit defer sales --kind contribute --until 2026-11-20", 2, "until 2026-11-20 is past; say when to ask again"),
    ("commit promise it --kind contribute --allocation 50", 2, "to contribute names no allocation"),
    ("commit prove it --kind assign --leader mert", 2, "to assign names no leader"),
    ("commit ask procurement --kind assign", 2, "procurement is out of the plan: "),
    (
        'team align analytics --parties "..." --terms "..."',
        2,
        "an alignment names who was there and what was agreed: --parties TEXT --terms TEXT",
    ),
    ("apply plan.yaml --merge --force", 2, "say one of --merge and --force"),
    ("gaps -o gaps.xlsx", 2, 'the end of "gaps.xlsx" names no format (json, '),
    ("db restore nowhere.db", 5, "no backup at /"),
    ("task link go-live kick-off", 2, "that link would close a loop: "),
    ("task link pilot pilot", 2, "that link would close a loop: pilot -> pilot"),
    (
        'team add "İzmir ekibi"',
        2,
        'team key "İzmir ekibi": a key has ASCII letters, digits, - _ . and no space; try "izmir-ekibi"',
    ),
    ("capability similar send-campaigns send-campaigns", 2, "a capability is similar to another, not to itself"),
    ("plan init", 2, "name the plan"),
    ("person forget ada", 2, "forgetting cannot be undone"),
    ("import raci matrix.md --as agency", 2, '--as "agency" is not NAME=KEY'),
    ("history --last 0", 2, "Invalid value for '--last': 0 is not in the range x>=1."),
    ("completion tcsh", 2, "Invalid value for 'SHELL': 'tcsh' is not one of 'bash', 'zsh', 'fish'."),
    ("plan init Next --example cdp-rollout", 2, "an example has a name of its own"),
    ("plan init --example cdp-rollout", 2, 'there is already a calendar "hamburg"'),
)


@pytest.mark.parametrize(("line", "code", "said"), MISTAKES, ids=[line for line, _, _ in MISTAKES])
def test_a_mistake_is_told_in_one_message(example: Path, mops: Runner, line: str, code: int, said: str) -> None:
    before = example.read_bytes()
    ran = mops(line)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"mopsctl: {said}")
    assert "Traceback" not in ran.err
    assert example.read_bytes() == before
    _hint_runs(mops, ran.err)


# Every verb that takes --on, with what it needs besides.
HAPPENINGS = {
    "outreach log": "it --sees-problem partly",
    "outreach set": "it-1 --next-on +5d",
    "outreach action done": "win-tomasz",
    "outreach action drop": "win-tomasz",
    "outreach evidence ask": "it --what uptime",
    "outreach evidence received": "warehouse-beside-it",
    "capability govern": "manage-consent --platform cdp --by noor",
    "commit promise": "analytics --kind contribute --person ada",
    "commit prove": "analytics --kind contribute --person ada",
    "commit refuse": "analytics --kind contribute --because no",
    "commit defer": "analytics --kind contribute --until 2027-06-01",
    "commit withdraw": "analytics --kind contribute --because no",
    "plan close": "",
    "plan review": "analytics --verdict approved",
    "raci agree": "send-campaigns --team marketing-operations --by grace",
    "task done": "list-audiences",
    "team align": "analytics --parties Wen --terms later",
    "right confirm": "roadmap",
    "interaction confirm": "matched-profiles --team data-management",
}
# A day that may well be still to come.
APPOINTMENTS = {"capability dispose", "function stage", "org show", "platform retire"}


@pytest.mark.parametrize("verb", HAPPENINGS)
def test_no_verb_records_a_day_that_is_still_to_come(example: Path, mops: Runner, verb: str) -> None:
    before = example.read_bytes()
    for on in ("2026-11-24", "+1d", "2027-01-01"):
        ran = mops(f"{verb} {HAPPENINGS[verb]} --on {on}")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.endswith(" is still to come; say the day it happened\n")
    assert example.read_bytes() == before
    mops.ok(f"{verb} {HAPPENINGS[verb]} --on today")


def test_no_verb_that_takes_a_day_of_happening_is_left_out(folder: Path, mops: Runner) -> None:
    nouns = {name: load(entry.target) for name, entry in ENTRIES.items()}
    lines = [(name, line) for name, noun in nouns.items() if isinstance(noun, Noun) for line, _ in noun.functions()]
    verbs = [f"{name} {line}".strip() for name, line in lines]
    assert {verb for verb in verbs if "  --on " in mops.ok(f"{verb} --help").out} == {
        *HAPPENINGS,
        *APPOINTMENTS,
        "condition met",  # in test_cli_tasks
    }


def _hint_runs(mops: Runner, err: str) -> None:
    """A hint is a command that is there, with options that it has."""
    for hint in [line.removeprefix("  try: ") for line in err.splitlines() if line.startswith("  try: ")]:
        words = shlex.split(hint)
        assert words[0] == "mopsctl", hint
        verb = [word for word in words[1:4] if not word.startswith("-")]
        found = load(ENTRIES[verb[0]].target) if verb else None
        for word in verb[1:]:
            if isinstance(found, Noun):
                assert word in found.verbs, hint
                found = found.verbs[word]
        dry = [] if {"--help", "-h"} & set(words) else ["--help"]
        assert mops(*words[1:], *dry).code == 0, hint


@pytest.mark.parametrize(("line", "code", "said"), MISTAKES[:20], ids=[line for line, _, _ in MISTAKES[:20]])
def test_with_json_the_error_is_json_on_stderr(example: Path, mops: Runner, line: str, code: int, said: str) -> None:
    for flag in ("--format json", "-f json", "--format=json", "-fjson"):
        if "--format" in line:
            continue
        ran = mops(f"{line} {flag}")
        assert (ran.code, ran.out) == (code, ""), flag
        envelope = msgspec.json.decode(ran.err)
        assert envelope["mopsctl"] == 1
        assert set(envelope["error"]) == {"message", "hint", "code"}
        assert envelope["error"]["code"] == code
        assert envelope["error"]["message"].startswith(said)


def test_a_name_after_two_dashes_asks_for_no_json(example: Path, mops: Runner) -> None:
    assert mops("team", "show", "--", "--format=json").err.startswith('mopsctl: no team "--format=json"')


def test_a_message_cannot_steer_the_terminal(example: Path, mops: Runner) -> None:
    ran = mops("team", "show", "\x1b[31mred\u202e")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith('mopsctl: no team "\\x1b[31mred\\u202e"\n')


def test_no_store_yet_is_not_found(folder: Path, mops: Runner) -> None:
    for line in (
        "plan status",
        "team list",
        "team add growth",
        "undo",
        "history",
        "export",
        "db check",
        "import raci matrix.md",
        "gaps",
        "db backup copy.db",
        "db upgrade",
    ):
        ran = mops(line)
        assert (ran.code, ran.out) == (4, ""), line
        assert "no store yet" in ran.err
    assert list(folder.glob("*.db")) == []


def first_step(mops: Runner, line: str) -> str:
    ran = mops(line)
    assert (ran.code, ran.out) == (4, "")
    return ran.err.partition("\n  try: ")[2].rstrip("\n")


def test_the_first_step_is_a_plan_or_the_plan_file_that_is_there(folder: Path, mops: Runner) -> None:
    plan, line = folder / "plan.yaml", "plan status"
    assert first_step(mops, line) == "mopsctl apply plan.yaml"
    assert first_step(mops, f"{line} --db my.db") == "mopsctl apply plan.yaml --db my.db"
    assert first_step(mops, f"{line} --db=my.db") == "mopsctl apply plan.yaml --db my.db"
    plan.rename(folder / "plan.yml")
    assert first_step(mops, line) == "mopsctl apply plan.yml"
    (folder / "plan.yml").rename(folder / "our cdp.yaml")
    assert first_step(mops, line) == 'mopsctl plan init "CDP rollout"'
    (folder / "mopsctl.toml").write_text('plan_file = "our cdp.yaml"\n', "utf-8")
    assert first_step(mops, line) == "mopsctl apply 'our cdp.yaml'"
    (folder / "our cdp.yaml").rename(folder / "plan.yaml")
    assert first_step(mops, line) == "mopsctl apply plan.yaml"
    (folder / "mopsctl.toml").write_text("wrong =\n", "utf-8")
    assert first_step(mops, "team add growth") == "mopsctl apply plan.yaml"
    assert mops(f"{line} --format json").code == 4
    mops.ok("apply plan.yaml --audience me")


def test_two_files_are_compared_without_a_store(folder: Path, mops: Runner) -> None:
    ran = mops("diff plan.yaml more.yaml --format json --exit-code")
    assert ran.code == 1
    assert {(row["action"], row["kind"], row["key"]) for row in ran.json["data"]["changes"]} == {
        ("add", "person", "deniz"),
        ("remove", "team", "it"),
    }


def test_a_difference_is_an_exit_code_only_when_asked_for(example: Path, mops: Runner) -> None:
    assert mops("diff plan.yaml").code == 0
    assert mops("diff plan.yaml --exit-code").code == 1
    mops.ok("apply plan.yaml")
    same = mops("diff plan.yaml --exit-code --format json")
    assert (same.code, same.json["data"]["changes"]) == (0, [])


def test_findings_are_an_exit_code_from_the_severity_that_is_said(example: Path, mops: Runner) -> None:
    assert mops("gaps").code == 1
    assert mops("gaps --exit-zero").code == 0
    for line in (
        "team align analytics --parties Wen --terms later",
        "team join data-management --critical yes",
        "capability govern report-campaigns --platform dashboards --by nkechi",
        "capability govern manage-consent --platform cdp --by noor",
        "waiver remove GAT402 personalise-content",
        "capability govern personalise-content --platform cdp --by noor",
    ):
        mops.ok(line)
    assert mops("gaps --select COM207").code == 0
    assert mops("gaps --select COM207 --fail-on warning").code == 1
    assert mops("gaps --select RAC707 --fail-on warning").code == 0
    assert mops("gaps --select RAC707 --fail-on info").code == 1


def test_a_rule_that_is_not_there_is_said(example: Path, mops: Runner) -> None:
    for line in ("gaps --select RAX", "gaps --ignore RAC999"):
        ran = mops(line)
        assert (ran.code, ran.out) == (2, ""), line
        assert "no rule" in ran.err


def test_a_bug_is_one_line_a_log_and_its_own_code(
    example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("secret of the plan")

    monkeypatch.setattr(main, "root", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ran = mops("team list")
    assert (ran.code, ran.out) == (70, "")
    assert ran.err.count("\n") == 1
    log = Path(ran.err.strip().rpartition("the log is ")[2])
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert log.stat().st_mode & 0o777 == 0o600


def test_an_interrupt_is_130_and_says_nothing(example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "root", interrupted)
    assert mops("team list") == (130, "", "")


def test_a_noun_alone_shows_its_help(folder: Path, mops: Runner) -> None:
    ran = mops.ok("commit")
    assert ran.out.startswith("Ask teams for commitment and record their answers.\n")
    assert ran.out == mops.ok("commit --help").out
    assert mops.ok().out == mops.ok("--help").out


def test_a_noun_within_a_noun_shows_its_help_and_each_of_its_verbs(folder: Path, mops: Runner) -> None:
    ran = mops.ok("outreach action")
    assert ran.out == mops.ok("outreach action --help").out
    assert "Usage: mopsctl outreach action [OPTIONS] COMMAND" in ran.out
    assert "  action    Say what it takes to move a team" in mops.ok("outreach").out
    usage = r"Usage: mopsctl outreach action done \[OPTIONS\] \{?ACTION"  # newer ones of Typer put braces around it
    assert re.search(usage, mops.ok("outreach action done --help").out)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("commit prove it --kind advocate --granted TEXT", "TEXT stands for your own words"),
        ("outreach log it --next TEXT", "TEXT stands for your own words"),
        ("task add TASK --team it", "TASK stands for a key of your own"),
        ("support set tomasz --timing ANSWER", "'ANSWER' is not one of 'yes', 'no', 'unasked'"),
        ("plan review it --verdict VERDICT", "'VERDICT' is not one of 'approved', 'changes', 'no-reply'"),
        ("outreach log legal --sees-problem VIEW", "'VIEW' is not one of 'yes', 'partly', 'no'"),
    ],
)
def test_a_suggested_command_pasted_whole_records_nothing_that_nobody_said(
    example: Path, mops: Runner, line: str, said: str
) -> None:
    before = example.read_bytes()
    ran = mops(line)
    assert ran.code == 2
    assert said in ran.err
    assert example.read_bytes() == before


def test_the_hint_of_a_promise_that_lacks_something_keeps_what_was_said(example: Path, mops: Runner) -> None:
    assert mops("commit promise it --kind assign --person marek --allocation 50").err.endswith(
        "  try: mopsctl commit promise it --kind assign --person marek --allocation 50 --start +10wd\n"
    )


def test_no_error_and_no_remark_is_a_command_in_a_log_of_github_actions(example: Path, mops: Runner) -> None:
    bad = example.with_name("::error::x ##[error]y.yaml")
    bad.write_text("mopsctl: 1\nteams:\n- {key: ÄÖ}\n- {nam: x}\n", "utf-8")
    for line in (f'apply "{bad.name}"', 'team show "##[error]y"', 'team show "##[error]y" --format json'):
        ran = mops(line)
        assert ran.code in (4, 5)
        assert "error]y" in ran.err
        assert [one for one in ran.err.splitlines() if one.lstrip().startswith("::") or "##[" in one] == []
