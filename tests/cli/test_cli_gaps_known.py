"""`gaps known`: what is there today is written down once, and from then on only what is new fails."""

import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cli_runner import Runner
from msgspec import structs

from mopsctl.cli import gaps_known
from mopsctl.formats import known as formats
from mopsctl.rules import choice

pytestmark = pytest.mark.once

WRITE, CHECK = "gaps known write", "gaps known check"
FILE = Path("gaps-known.yaml")
SETS = ("2026.1", "2027.1")


@pytest.fixture
def known(example: Path, mops: Runner) -> Path:
    """The known findings of the example, as they are written the first time."""
    mops.ok(WRITE)
    return example.with_name(FILE.name)


def data(mops: Runner, line: str) -> Any:
    return mops(f"{line} --format json").json["data"]


def codes(rows: Any) -> set[tuple[str, str]]:
    return {(row["code"], row["subject"]) for row in rows}


def lines(path: Path) -> set[str]:
    return {line for line in path.read_text("utf-8").splitlines() if line.startswith("- ")}


def test_what_is_written_is_known_and_does_not_fail(known: Path, mops: Runner) -> None:
    assert mops("gaps").code == 1
    checked = data(mops, f"{CHECK} --fail-on info")
    assert mops(f"{CHECK} --fail-on info").code == 0
    assert (checked["findings"], checked["known"]["gone"]) == ([], [])
    assert checked["known"]["found"] == len(lines(known)) == 110


def test_the_file_is_for_everybody_and_says_so(known: Path, mops: Runner) -> None:
    text = known.read_text("utf-8")
    assert 'known: 1\nrules: "2026.1"\naudience: all\n' in text
    assert not any(code in text for code in ("COM202", "COM205", "COM206", "OUT101", "SUP303", "RAC710"))
    assert known.stat().st_mode & 0o777 == 0o644


def test_only_what_is_new_fails_and_is_listed(known: Path, mops: Runner) -> None:
    before = known.read_bytes()
    mops.ok("right clear roadmap decide --position head-of-operations")
    ran = mops(f"{CHECK} --fail-on warning --format json")
    assert ran.code == 1
    assert codes(ran.json["data"]["findings"]) == {("OPM801", "topic:roadmap")}
    assert mops(f"{CHECK} --fail-on warning --exit-zero").code == 0
    assert mops(f"{CHECK} --fail-on error").code == 0
    assert known.read_bytes() == before


@pytest.mark.parametrize(
    "format", ["table", "plain", "json", "yaml", "csv", "md", "sarif", "junit", "github", "gitlab"]
)
def test_no_format_changes_the_exit_code(known: Path, mops: Runner, format: str) -> None:
    assert mops(f"{CHECK} --format {format}").code == 0
    mops.ok("right clear final-vote decide --person helena")
    mops.ok("right clear final-vote decide --person tomasz")
    assert mops(f"{CHECK} --fail-on warning --format {format}").code == 1


def test_sarif_tells_new_from_unchanged(known: Path, mops: Runner) -> None:
    mops.ok("right clear roadmap decide --position head-of-operations")
    found = mops(f"{CHECK} --format sarif").json["runs"][0]["results"]
    results = [one for one in found if not one.get("suppressions")]
    states = {(one["ruleId"], one["baselineState"]) for one in results}
    assert ("OPM801", "new") in states
    assert ("RAC701", "unchanged") in states
    assert sum(one["baselineState"] == "new" for one in results) == 1


def test_another_text_leaves_a_finding_known(known: Path, mops: Runner) -> None:
    before = {row["subject"]: row["message"] for row in data(mops, "gaps --select RAC705")["findings"]}
    mops.ok("raci set collect-events --team legal R")
    after = {row["subject"]: row["message"] for row in data(mops, "gaps --select RAC705")["findings"]}
    assert before["capability:collect-events"] != after["capability:collect-events"]
    assert data(mops, f"{CHECK} --select RAC705")["findings"] == []


def test_it_shrinks_by_itself_when_it_is_written(known: Path, mops: Runner) -> None:
    before = lines(known)
    mops.ok("platform set cdp --manager omer")
    ran = mops(CHECK)
    assert ran.err == "mopsctl: 1 known finding is gone: mopsctl gaps known write takes out what is gone\n"
    gone = {"code": "CAP506", "plan": "", "subject": "platform:cdp", "count": 1}
    assert data(mops, CHECK)["known"]["gone"] == [gone]
    written = data(mops, WRITE)
    assert (written["gone"], written["new"], written["written"], written["count"]) == ([gone], [], True, 109)
    assert before - lines(known) == {'- {"code": "CAP506", "subject": "platform:cdp"}'}
    assert lines(known) < before


def test_it_refuses_to_grow_lists_what_is_new_and_takes_out_what_is_gone(known: Path, mops: Runner) -> None:
    mops.ok("platform set cdp --manager omer")
    mops.ok("right clear roadmap decide --position head-of-operations")
    before, held = known.read_bytes(), lines(known)
    assert mops(f"{WRITE} --dry-run").err.endswith("; gaps-known.yaml would lose 1 that is gone\n")
    assert known.read_bytes() == before
    ran = mops(WRITE)
    assert ran.err.endswith("; gaps-known.yaml lost 1 that is gone\n")
    assert held - lines(known) == {'- {"code": "CAP506", "subject": "platform:cdp"}'}
    assert lines(known) < held
    before = known.read_bytes()
    assert (ran.code, ran.out) == (1, "new\tOPM801\tcdp-rollout\ttopic:roadmap\t1\ngone\tCAP506\t\tplatform:cdp\t1\n")
    assert "1 new, and what is known grows only when it is told to: mopsctl gaps known write --grow" in ran.err
    assert (mops(f"{WRITE} --dry-run").code, known.read_bytes()) == (1, before)
    assert "nobody decides on roadmap" in mops(f"{WRITE} --format table").out
    mops.ok(f"{WRITE} --grow --dry-run")
    assert known.read_bytes() == before
    mops.ok(f"{WRITE} --grow")
    assert {line for line in lines(known) if "roadmap" in line or '"platform:cdp"' in line} == {
        '- {"code": "OPM801", "plan": "cdp-rollout", "subject": "topic:roadmap"}',
        '- {"code": "OPM803", "subject": "topic:roadmap"}',
    }
    assert mops(f"{CHECK} --fail-on info").code == 0


def test_a_dry_run_makes_no_file(example: Path, mops: Runner) -> None:
    assert data(mops, f"{WRITE} --dry-run")["written"] is False
    assert not FILE.exists()


def test_what_says_the_same_is_left_as_somebody_wrote_it(known: Path, mops: Runner) -> None:
    by_hand = "# ours\n" + known.read_text("utf-8").replace("audience: all\n", "")
    known.write_text(by_hand, "utf-8")
    mops.ok(WRITE)
    assert known.read_text("utf-8") == by_hand


def test_without_a_file_there_is_nothing_to_check(example: Path, mops: Runner) -> None:
    ran = mops(CHECK)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == "mopsctl: no known findings at gaps-known.yaml yet\n  try: mopsctl gaps known write\n"


def test_the_file_stands_beside_the_settings_or_where_they_say(
    example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    (example.parent / "mopsctl.toml").write_text("critical_at = 60\n", "utf-8")
    inner = example.parent / "deep"
    inner.mkdir()
    monkeypatch.chdir(inner)
    mops.ok(WRITE)
    assert (example.parent / "gaps-known.yaml").exists()
    (example.parent / "mopsctl.toml").write_text('known = "ci/seen.yaml"\n', "utf-8")
    assert "no known findings at " in mops(CHECK).err
    assert mops(WRITE).code == 5
    (example.parent / "ci").mkdir()
    mops.ok(WRITE)
    assert (example.parent / "ci" / "seen.yaml").exists()
    mops.ok(f"{WRITE} --known here.yaml")
    assert (inner / "here.yaml").exists()
    assert data(mops, f"{CHECK} --known here.yaml")["known"]["file"] == "here.yaml"


def test_what_was_not_asked_for_is_neither_new_nor_gone(known: Path, mops: Runner) -> None:
    mops.ok("right clear roadmap decide --position head-of-operations")
    mops.ok("platform set cdp --manager omer")
    for asked in ("--select RAC", "--ignore OPM,CAP", "--team legal"):
        checked = data(mops, f"{CHECK} {asked} --fail-on info")
        assert (checked["findings"], checked["known"]["gone"]) == ([], []), asked
        assert 0 < checked["known"]["found"] < 109
    assert len(data(mops, f"{CHECK} --select CAP")["known"]["gone"]) == 1
    mops.ok('plan init "Loyalty" --key loyalty')
    loyalty = data(mops, f"{CHECK} --plan loyalty")
    assert {row["plan"] for row in loyalty["findings"]} <= {"loyalty", ""}
    assert {row["plan"] for row in loyalty["known"]["gone"]} == {""}


def test_a_plan_that_was_supposed_to_be_further_tells_of_nothing_gone(known: Path, mops: Runner) -> None:
    assert data(mops, f"{CHECK} --stage explore")["known"]["gone"] == []


def test_an_unknown_team_or_rule_is_refused_as_gaps_does(known: Path, mops: Runner) -> None:
    assert mops(f"{CHECK} --team anlytics").code == 4
    assert mops(f"{CHECK} --select RAX").code == 2


def test_two_findings_of_one_identity_where_one_was_known(known: Path, mops: Runner) -> None:
    text = known.read_text("utf-8")
    twice = next(line for line in text.splitlines() if "RAC701" in line)
    known.write_text(text.replace(twice, twice.replace("}", ', "count": 2}')), "utf-8")
    (gone,) = data(mops, CHECK)["known"]["gone"]
    assert (gone["code"], gone["count"]) == ("RAC701", 1)
    mops.ok(WRITE)
    assert known.read_text("utf-8") == text


def test_what_is_waived_is_not_written_and_new_when_its_waiver_ends(example: Path, mops: Runner) -> None:
    mops.ok("waive RAC701 send-campaigns --reason later --by helena --until 2026-12-11")
    mops.ok(WRITE)
    assert not any("RAC701" in line and "send-campaigns" in line for line in lines(FILE))
    assert mops(CHECK).code == 0
    ended = data(mops, f"{CHECK} --today 2026-12-12 --select RAC701,WAV")
    assert ("RAC701", "capability:send-campaigns") in codes(ended["findings"])


def test_what_was_known_and_is_waived_since_need_not_be_known(known: Path, mops: Runner) -> None:
    mops.ok("waive RAC701 send-campaigns --reason later --by helena --until 2026-12-11")
    assert [one["subject"] for one in data(mops, CHECK)["known"]["gone"]] == ["capability:send-campaigns"]
    mops.ok(WRITE)
    assert not any("RAC701" in line and "send-campaigns" in line for line in lines(known))


def refused(mops: Runner, line: str) -> set[str]:
    return {code for code, _ in codes(data(mops, line)["findings"])}


def test_a_check_is_made_for_whoever_may_know_less(known: Path, mops: Runner) -> None:
    narrowed = mops(f"{CHECK} --audience me")
    assert narrowed.code == 0
    assert narrowed.err == "mopsctl: judged for everybody, for whom gaps-known.yaml was written\n"
    mops.ok(f"{WRITE} --known mine.yaml --audience me")
    mine = Path("mine.yaml").read_text("utf-8")
    assert ("audience: me" in mine, "COM206" in mine, "OUT102" in mine) == (True, True, True)
    assert data(mops, f"{CHECK} --known mine.yaml --audience me --fail-on info")["findings"] == []
    ran = mops(f"{CHECK} --known mine.yaml --format json")
    assert "mine.yaml was written for you: judged for everybody, and what is gone is not told" in ran.err
    assert ran.json["data"]["known"]["gone"] == []
    mops.ok("platform set cdp --manager omer")
    assert data(mops, f"{CHECK} --known mine.yaml")["known"]["gone"] == []
    assert len(data(mops, f"{CHECK} --known mine.yaml --audience me")["known"]["gone"]) == 1
    assert not refused(mops, f"{CHECK} --known mine.yaml") & {"COM202", "COM205", "COM206", "OUT101", "OUT102"}
    leaders = mops(f"{CHECK} --known mine.yaml --audience leaders")
    assert "judged for leaders" in leaders.err


REFUSED = "commit refuse it --kind assign --because busy"


@pytest.mark.parametrize("line", [f"{WRITE} --known mine.yaml", f"{WRITE} --known mine.yaml --audience all"])
@pytest.mark.parametrize("format", ["plain", "json", "table"])
def test_what_is_printed_of_a_file_for_few_tells_others_of_no_refusal(
    example: Path, mops: Runner, line: str, format: str
) -> None:
    mops.ok("commit ask it --kind assign --due 2026-12-04")
    said = []
    for refused in (False, True):
        if refused:
            mops.ok(REFUSED)
        if "--audience" in line:  # it is gone from the file; else it is new there
            mops.ok(f"{WRITE} --known mine.yaml --audience me --grow")
        elif not refused:
            mops.ok(f"{WRITE} --known mine.yaml --audience me")
        said.append(mops.ok(f"{line} --grow --format {format}"))
        remark = "mopsctl: mine.yaml is for you: what is new or gone in it is not told to everybody\n"
        assert said[-1].err == ("" if "--audience" in line else remark)
        mine = Path("mine.yaml").read_text("utf-8")
        assert f"audience: {'all' if '--audience' in line else 'me'}" in mine
        assert ('"COM202", "plan": "cdp-rollout", "subject": "team:it"' in mine) == (
            refused and "--audience" not in line
        )
    assert said[0] == said[1]


def test_what_is_new_for_few_is_refused_and_not_named(example: Path, mops: Runner) -> None:
    mops.ok("commit ask it --kind assign --due 2026-12-04")
    mops.ok(f"{WRITE} --known mine.yaml --audience me")
    mops.ok(REFUSED)
    before = Path("mine.yaml").read_bytes()
    ran = mops(f"{WRITE} --known mine.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert "there is more, or it is for others than before, and what is known grows only when it is told to" in ran.err
    assert Path("mine.yaml").read_bytes() == before
    assert "new\tCOM202\tcdp-rollout\tteam:it\t1\n" in mops(f"{WRITE} --known mine.yaml --audience me").out


def test_a_file_is_written_for_others_only_when_it_is_told_to(example: Path, mops: Runner) -> None:
    mops.ok(f"{WRITE} --known mine.yaml --audience me")
    before = Path("mine.yaml").read_bytes()
    ran = mops(f"{WRITE} --known mine.yaml --audience all")
    assert (ran.code, ran.out, Path("mine.yaml").read_bytes()) == (1, "", before)
    assert f"mopsctl {WRITE} --known mine.yaml --audience all --grow" in ran.err


def test_what_its_readers_may_not_know_is_not_told_as_gone(known: Path, mops: Runner) -> None:
    text = known.read_text("utf-8")
    known.write_text(text + '- {"code": "COM202", "plan": "cdp-rollout", "subject": "team:it"}\n', "utf-8")
    assert data(mops, CHECK)["known"]["gone"] == []
    mops.ok(WRITE)
    assert known.read_text("utf-8") == text


def test_the_file_stays_for_whom_it_was_written(example: Path, mops: Runner) -> None:
    mops.ok(f"{WRITE} --audience leaders")
    assert "audience: leaders\n" in FILE.read_text("utf-8")
    many = len(lines(FILE))
    mops.ok(WRITE)
    assert len(lines(FILE)) == many
    assert mops(f"{WRITE} --audience me").code == 1
    assert "audience: leaders\n" in FILE.read_text("utf-8")


def test_an_upgrade_brings_rules_and_turns_nothing_red(
    known: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.write_text(
        "".join(line for line in known.read_text("utf-8").splitlines(True) if "RAC701" not in line), "utf-8"
    )
    assert mops(CHECK).code == 1
    monkeypatch.setattr(choice, "RULE_SETS", SETS)
    monkeypatch.setattr(gaps_known, "RULE_SETS", SETS)
    monkeypatch.setitem(choice.RULES, "RAC701", structs.replace(choice.RULES["RAC701"], since="2027.1"))
    assert "RAC701" in refused(mops, "gaps")
    assert data(mops, CHECK)["rules"] == "2026.1"
    assert mops(CHECK).code == 0
    mops.ok(WRITE)
    assert 'rules: "2026.1"' in known.read_text("utf-8")
    Path("mopsctl.toml").write_text('rules = "2027.1"\n', "utf-8")
    assert mops(CHECK).code == 1
    Path("mopsctl.toml").unlink()
    mops.ok(f"{WRITE} --grow")
    assert 'rules: "2027.1"' in known.read_text("utf-8")
    assert any("RAC701" in line for line in lines(known))


BAD = (
    ("known: 2\nx: 1\n", "gaps-known.yaml:1:8: known findings of version 2, and this mopsctl reads version 1"),
    ("known: 1\nrules: 2031.4\n", 'gaps-known.yaml:2:8: no rule set "2031.4" in this mopsctl, which has 2026.1'),
    ("known: 1\nrules: 2026.1\nfindings:\n- {code: RAC70, subject: task:go}\n- {count: 0}\n",
     'gaps-known.yaml:4:10: no rule "RAC70"; did you mean "RAC710"?\ngaps-known.yaml:5:3: a known finding without'),
    ("known: 1\nrules: 2026.1\nfindings:\n<<<<<<< HEAD\n- {code: RAC701, subject: task:go}\n=======\n- {code: RAC701, "
     "subject: task:do}\n>>>>>>> other\n", "mopsctl: gaps-known.yaml:4:1: a merge conflict is not resolved\n"),
    ("\x00\x01", "gaps-known.yaml:1:1: a NUL byte"),
    ("", "gaps-known.yaml is empty"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BAD)
@pytest.mark.parametrize("line", [CHECK, WRITE, f"{WRITE} --grow"])
def test_a_file_that_is_wrong_is_refused_and_left_alone(
    example: Path, mops: Runner, line: str, text: str, said: str
) -> None:
    FILE.write_text(text, "utf-8")
    ran = mops(line)
    assert (ran.code, ran.out) == (5, "")
    assert said in ran.err
    assert FILE.read_text("utf-8") == text


@pytest.mark.parametrize("line", [CHECK, WRITE])
def test_what_is_no_file_is_refused_at_once(example: Path, mops: Runner, line: str) -> None:
    os.mkfifo("pipe")
    ran = mops(f"{line} --known pipe")
    assert (ran.code, ran.err) == (5, "mopsctl: pipe is a pipe or a device; known findings are kept in a file\n")
    assert mops(f"{line} --known /dev/null").code == 5
    Path("away.yaml").symlink_to("nowhere/known.yaml")
    ran = mops(f"{line} --known away.yaml")
    assert (ran.code, ran.err) == (5, "mopsctl: away.yaml is a link to nowhere/known.yaml, and there is no such file\n")
    Path("folder").mkdir()
    assert mops(f"{line} --known folder").code == 5


@pytest.mark.parametrize("more", ["--plan nope", "--file nofile.yaml", "-o /nonexist/x.json", "--team nope"])
def test_beside_an_error_in_json_check_says_nothing(known: Path, mops: Runner, more: str) -> None:
    known.write_text(known.read_text("utf-8").replace("audience: all", "audience: me"), "utf-8")
    known.with_name("mopsctl.toml").write_text('ignore = ["GAT401"]\n', "utf-8")
    mops.ok("platform set cdp --manager omer")
    assert len(mops(f"{CHECK} --format json").err.splitlines()) > 1
    ran = mops(f"{CHECK} {more} --format json")
    assert ran.code > 1
    assert msgspec.json.decode(ran.err)["error"]["code"] == ran.code
    assert msgspec.json.decode(mops(f"gaps {more} --format json").err)["error"]["code"] == ran.code


def test_a_file_that_is_too_large_is_not_read(known: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LIMIT", 100)
    ran = mops(CHECK)
    assert (ran.code, "gaps-known.yaml is larger than 100 bytes" in ran.err) == (5, True)


def test_a_write_that_fails_leaves_the_file_whole(known: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    mops.ok("platform set cdp --manager omer")
    before = known.read_bytes()

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    ran = mops(WRITE)
    assert (ran.code, ran.out) == (5, "")
    assert "cannot write" in ran.err
    assert known.read_bytes() == before
    assert [path.name for path in known.parent.iterdir() if path.name.startswith(".mopsctl.")] == []


def test_plan_files_are_judged_without_a_store(example: Path, mops: Runner) -> None:
    mops.ok("export whole.yaml --audience me")
    example.unlink()
    mops.ok(f"{WRITE} whole.yaml")
    assert len(lines(FILE)) == 110
    assert mops(f"{CHECK} whole.yaml --fail-on info").code == 0
    assert not example.exists()


def test_no_day_is_supposed_for_what_is_kept(example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    for option in ("--today 2027-01-01", "--plan cdp-rollout", "--select RAC"):
        ran = mops(f"{WRITE} {option}")
        assert (ran.code, "No such option" in ran.err) == (2, True)
    mops.ok(WRITE)
    there = FILE.read_bytes()
    monkeypatch.setenv("MOPSCTL_TODAY", "2027-06-01")
    monkeypatch.setenv("MOPSCTL_PLAN", "nowhere")
    mops.ok(WRITE)
    assert FILE.read_bytes() == there


def test_a_refusal_that_looks_like_an_ask_without_an_answer_is_nothing_new_to_others(
    example: Path, mops: Runner
) -> None:
    mops.ok(f"{WRITE} --known mine.yaml --audience me")
    others = {(one["code"], one["subject"]) for one in data(mops, "gaps --audience all")["findings"]}
    mine = {(one["code"], one["subject"]) for one in data(mops, "gaps --audience me")["findings"]}
    assert others - mine != set()
    assert data(mops, f"{CHECK} --known mine.yaml --audience all --fail-on info")["findings"] == []
