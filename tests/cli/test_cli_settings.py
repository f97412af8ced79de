"""Settings: where they are looked for, what is wrong with a file and on which line, and `mopsctl config`."""

import os
import re
import tomllib
from pathlib import Path

import msgspec
import pytest
from cli_runner import Runner

from mopsctl import config
from mopsctl.cli.setting_faults import placed
from mopsctl.config import faults
from mopsctl.errors import MopsError, SettingError
from mopsctl.model.policy import Policy

pytestmark = pytest.mark.once

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"


def write(folder: Path, text: str, name: str = "mopsctl.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


# Where they are found.


def test_without_a_file_every_default_holds(tmp_path: Path) -> None:
    assert config.policy(tmp_path) == Policy()
    assert config.home(tmp_path) == tmp_path


def test_the_nearest_folder_upwards_counts_and_only_that(tmp_path: Path) -> None:
    write(tmp_path, "critical_at = 10\nslip_days = 1\n")
    write(tmp_path / "a", "critical_at = 20\n")
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    found = config.policy(tmp_path / "a" / "b" / "c")
    assert (found.critical_at, found.slip_days) == (20, 5)
    assert config.home(tmp_path / "a" / "b" / "c") == tmp_path / "a"


def test_in_one_folder_mopsctl_toml_wins_and_a_nearer_pyproject_wins_over_both(tmp_path: Path) -> None:
    write(write(tmp_path, "critical_at = 10\n"), "[tool.mopsctl]\ncritical_at = 20\n", "pyproject.toml")
    assert config.policy(tmp_path).critical_at == 10
    write(tmp_path / "a", "[tool.mopsctl]\ncritical_at = 30\n", "pyproject.toml")
    assert config.policy(tmp_path / "a").critical_at == 30


@pytest.mark.parametrize(
    "text",
    [
        "[tool.mopsctl]\ncritical_at = 33\n",
        '[ tool . "mopsctl" ]\r\ncritical_at = 33\r\n',
        "[tool]\nmopsctl.critical_at = 33\n",
        "tool.'mopsctl' = {critical_at = 33}\n",
        "[tool]\nother = 1\n[tool.mopsctl]\ncritical_at = 33\n",
    ],
)
def test_a_pyproject_may_write_its_table_in_every_way_that_toml_has(tmp_path: Path, text: str) -> None:
    assert config.policy(write(tmp_path, text, "pyproject.toml")).critical_at == 33


def test_a_pyproject_without_the_table_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "critical_at = 10\n")
    text = '[project]\nname = "x"\ndependencies = ["mopsctl==1.0", "mopsctl"]\n[tool.other]\nmopsctl = 1\n'
    assert config.policy(write(tmp_path / "a", text, "pyproject.toml")).critical_at == 10


@pytest.mark.parametrize(
    "text", ['dependencies = ["mopsctl==1.0", "mopsctl>=1"]\n' + "x = [\n" * 9, "[tool.mops]\nx\n", "mopsctl\n"]
)
def test_a_pyproject_that_has_nothing_for_us_is_not_even_parsed(tmp_path: Path, text: str) -> None:
    assert config.settings(write(tmp_path, text, "pyproject.toml")) is None


def test_a_file_of_the_project_that_is_too_large_is_none_of_our_business(tmp_path: Path) -> None:
    write(tmp_path, "#" * config.LIMIT + "\nx\n", "pyproject.toml")
    assert config.policy(tmp_path) == Policy()
    write(tmp_path, "#" * config.LIMIT + "\n")
    with pytest.raises(MopsError, match=r"mopsctl\.toml is larger than 1 MB"):
        config.policy(tmp_path)


def test_paths_are_those_beside_the_file(tmp_path: Path) -> None:
    write(tmp_path, 'known = "ci/known.yaml"\nplan_file = "../plan.yaml"\nletters = "/texts"\n')
    (tmp_path / "deep").mkdir()
    found = config.policy(tmp_path / "deep")
    assert found.known == str(tmp_path / "ci" / "known.yaml")
    assert found.plan_file == str(tmp_path.parent / "plan.yaml")
    assert found.letters == "/texts"
    assert config.policy(write(tmp_path / "none", 'known = ""\n')).known == ""


def test_what_the_command_line_chooses_wins_and_what_it_leaves_open_does_not(tmp_path: Path) -> None:
    write(tmp_path, 'select = ["COM"]\nignore = ["RAC7"]\nfail_on = "info"\n')
    found = config.policy(tmp_path, {"select": ("OUT",), "ignore": ()})
    assert (found.select, found.ignore, found.fail_on) == (("OUT",), ("RAC7",), "info")


def test_severities_are_the_same_in_every_order(tmp_path: Path) -> None:
    one = config.policy(write(tmp_path / "a", '[severities]\nRAC705 = "info"\nCOM201 = "error"\n'))
    assert one.severities == (("COM201", "error"), ("RAC705", "info"))


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "mopsctl.toml").write_bytes(b"\xef\xbb\xbfcritical_at = 7\r\n")
    assert config.policy(tmp_path).critical_at == 7


# What is wrong with a file.

ALL_WRONG = """\
critical_att = 3
critical_at = "high"
outreach_days = -1
dedicated_percent = 101
many_responsible = true
select = [
  "RAC",  # this one there is
  "RAX",
  3,
]
ignore = ["rac7", "COM299", "RAC703",
   "GAT401"]
fail_on = "warn"
marketing_functions = ["Marketing Ops"]
rules = "2025.9"
weak_performance = 2.5
slip_days = 2020-01-01
known = ["a.yaml"]
must_agree = {}
fail-on = "error"
[severities]
RAC701 = "fatal"
GAT401 = "info"
RAC = "info"
[tool.mopsctl]
select = "RAC"
"""
SAID = """\
mopsctl.toml:1: no setting "critical_att"; did you mean "critical_at"?
mopsctl.toml:2: critical_at = "high": wanted a whole number from 0 to 100
mopsctl.toml:3: outreach_days = -1: wanted a whole number from 0 to 10000
mopsctl.toml:4: dedicated_percent = 101: wanted a whole number from 0 to 100
mopsctl.toml:5: many_responsible = true: wanted a whole number from 2 to 10000
mopsctl.toml:8: no rule "RAX"; did you mean "RAC"?
mopsctl.toml:9: 3 in select: wanted a text in quotes
mopsctl.toml:11: no rule "COM299"; did you mean "COM207"?
mopsctl.toml:11: no rule "rac7"; did you mean "RAC7"?
mopsctl.toml:13: fail_on = "warn": wanted "error", "warning" or "info"; did you mean "warning"?
mopsctl.toml:14: "Marketing Ops" in marketing_functions: wanted a key in quotes: letters, digits, - _ .
mopsctl.toml:15: no rule set "2025.9"; there is 2026.1
mopsctl.toml:16: weak_performance = 2.5: wanted a whole number from 1 to 5
mopsctl.toml:17: slip_days = 2020-01-01: wanted a whole number from 0 to 10000
mopsctl.toml:18: known is a list: wanted a text in quotes
mopsctl.toml:19: must_agree = a table: wanted a whole number from 1 to 10000
mopsctl.toml:20: no setting "fail-on"; did you mean "fail_on"?
mopsctl.toml:22: RAC701 = "fatal": wanted "error", "warning" or "info"
mopsctl.toml:24: "WAV" names 2 rules, not one: WAV001, WAV002
mopsctl.toml:25: mopsctl.toml needs no [tool.mopsctl]; write the settings at the top of the file
"""


@pytest.mark.parametrize("line", ["gaps", "plan status", "team list", "config", "rule show RAC701"])
def test_all_that_is_wrong_is_told_at_once_each_with_its_line(example: Path, mops: Runner, line: str) -> None:
    write(example.parent, ALL_WRONG.replace("RAC = ", "WAV = "))
    ran = mops(line)
    assert (ran.code, ran.out) == (5, "")
    assert ran.err == f"mopsctl: {SAID}  try: mopsctl rule list\n"


def test_a_pyproject_is_told_of_with_its_own_lines(example: Path, mops: Runner) -> None:
    text = '[project]\nname = "x"\n\n[tool.mopsctl]\ncritical_at = -1\n[tool.mopsctl.severities]\nRACC01 = "info"\n'
    write(example.parent, text, "pyproject.toml")
    assert mops("gaps").err == (
        "mopsctl: pyproject.toml:5: critical_at = -1: wanted a whole number from 0 to 100\n"
        'pyproject.toml:7: no rule "RACC01"; did you mean "RAC701"?\n  try: mopsctl rule list\n'
    )
    write(example.parent, "[tool]\nmopsctl = 3\n", "pyproject.toml")
    assert mops("gaps").err == "mopsctl: pyproject.toml: tool.mopsctl is to be a table: [tool.mopsctl]\n"
    write(example.parent, "[tool.mopsctl.tool]\n", "pyproject.toml")
    said = 'no table "tool": settings stand right under [tool.mopsctl], and only severities is a table'
    assert mops("gaps").err == f"mopsctl: pyproject.toml:1: {said}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("select = [\n\n", ":1: this is not TOML: invalid value; the file ends before it does"),
        ("a = 1\n\nslip_days = 3 4\n", ":3:15: this is not TOML: expected newline or end of document"),
        ("slip_days = 5d\n", ":1:14: this is not TOML: expected newline or end of document"),
        ("slip_days = 3 4 # [a, b]\n", ":1:15: this is not TOML: expected newline"),
        ("slip_days = 1\n\nslip_days = 2\n", 'mopsctl.toml:3: "slip_days" stands on line 1 already\n'),
        ("slip_days = 1\n\nslip_days = 2", 'mopsctl.toml:3: "slip_days" stands on line 1 already\n'),
        ('select = []\nselect = [\n"RAC",\n]\nx = \n', 'toml:2: "select" stands on line 1 already\n'),
        ('[severities]\nRAC705 = "info"\nRAC705 = "info"\n', 'toml:3: "RAC705" stands on line 2 already\n'),
        ('[severities]\nRAC705 = "info"\n[severities]\n', 'toml:3: "severities" stands on line 1 already\n'),
        ("severities = {RAC705 = 1, RAC705 = 2}\n", 'toml:1: "RAC705" stands on line 1 already\n'),
        ("fail_on = warning\n", 'mopsctl.toml:1: a text stands in quotes: fail_on = "warning"\n'),
        ("\nfail_on = info # gravely\n", 'mopsctl.toml:2: a text stands in quotes: fail_on = "info"\n'),
        ("known = ./gaps-known.yaml\n", 'mopsctl.toml:1: a text stands in quotes: known = "./gaps-known.yaml"\n'),
        ('ignore = [\n"COM",\nRAC707,\n]\n', 'mopsctl.toml:3: a text stands in quotes: "RAC707"\n'),
        ('ignore = ["COM", RAC707]\n', 'mopsctl.toml:1: a text stands in quotes: "RAC707"\n'),
        ("\n[limits]\nslip_days = 3\n", ':2: no table "limits": settings stand at the top of the file, and only sev'),
        ("limits = {slip_days = 3}\n", ':1: no table "limits": settings stand at the top of the file, and only'),
        ('[severity]\nRAC705 = "info"\n', ':1: no setting "severity"; did you mean "severities"?\n'),
        ("[severities]\nslip_days = 3\n", "mopsctl.toml:2: slip_days is a setting: it stands above [severities]\n"),
        ("many_responsible = 1\n", ":1: many_responsible = 1: wanted a whole number from 2 to 10000\n"),
        ("many_consulted = 1\n", ":1: many_consulted = 1: wanted a whole number from 2 to 10000\n"),
        ("accountable_load = 1\n", ":1: accountable_load = 1: wanted a whole number from 2 to 10000\n"),
        ("must_agree = 0\n", ":1: must_agree = 0: wanted a whole number from 1 to 10000\n"),
        ("a = " + "[" * 9000, ": nested too deeply"),
        ("slip_days = " + "1" * 5000, "mopsctl.toml: this is not TOML: "),
        ("weight_work = 0\nweight_influence = 0\nweight_capabilities = 0\n", ":1: weight_work, weight_influence, weig"),
        ('weight_influence = 0\nweight_capabilities = 0\nselect = ["RAX"]\nweight_work = 0\n', ":4: weight_work, "),
        ('"evil\\u001b[2J\\n::error::x" = 1\n', ':1: no setting "evil\\u001b[2J\\n::error::x"\n'),
        ('fail_on = "evil\\u202e\\n::x"\n', ':1: fail_on = "evil\\u202e\\n::x": wanted "error", "warning" or "info"\n'),
        ('severities = "error"\n', ':1: severities = "error": wanted a table of codes, e.g. RAC705 = "info"'),
        ('severities = ["RAC705"]\n', ":1: severities is a list: wanted a table of codes"),
        ('select = "RAC"\n', ':1: select = "RAC": wanted a list, e.g. ["RAC", "COM201"]\n'),
        (f'rules = "{"9" * 90}"\n', f':1: no rule set "{"9" * 90}"; there is'),
        (f'slip_days = "{"9" * 90}"\n', f':1: slip_days = "{"9" * 58}…: wanted a whole number'),
        ('select = [""]\n', ':1: no rule ""\n'),
        ("select = [\n'RAX', 'RAC',\n'RAX']\n", ':3: no rule "RAX"; did you mean "RAC"?\n'),
        ('letters = "a\\u0000b"\n', ':1: letters = "a\\u0000b": wanted a text in quotes\n'),
        ("\n" * 30 + "".join(f"x{n} = {n}\n" for n in range(30)), "mopsctl.toml: ... and more faults\n"),
    ],
)
def test_one_mistake_is_one_clear_line(example: Path, mops: Runner, text: str, said: str) -> None:
    write(example.parent, text)
    ran = mops("gaps")
    assert (ran.code, ran.out) == (5, "")
    assert said in ran.err
    assert all(line.startswith(("mopsctl: mopsctl.toml:", "mopsctl.toml:", "  try:")) for line in ran.err.splitlines())


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"a = 1\n\nb = '\xff'\n", "mopsctl.toml:3: byte 0xff is not UTF-8; save the file as UTF-8\n"),
     ("slip_days = 1\n".encode("utf-16"), "mopsctl.toml:1: byte 0xff is not UTF-8; save the file as UTF-8\n")],
)  # fmt: skip
def test_what_is_not_utf_8_is_refused_at_its_line(example: Path, mops: Runner, data: bytes, said: str) -> None:
    example.with_name("mopsctl.toml").write_bytes(data)
    ran = mops("gaps")
    assert (ran.code, ran.err) == (5, f"mopsctl: {said}")


def test_what_is_no_file_is_refused_by_name_and_a_folder_of_the_project_is_passed_over(
    example: Path, mops: Runner
) -> None:
    (example.parent / "pyproject.toml").mkdir()
    mops.ok("team list")
    (example.parent / "mopsctl.toml").mkdir()
    ran = mops("team list")
    assert (ran.code, ran.err) == (5, "mopsctl: mopsctl.toml is a folder; settings are a file\n")
    (example.parent / "mopsctl.toml").rmdir()
    (example.parent / "mopsctl.toml").symlink_to("mopsctl.toml")
    ran = mops("team list")
    assert (ran.code, ran.err) == (5, "mopsctl: cannot read mopsctl.toml: too many levels of symbolic links\n")
    (example.parent / "mopsctl.toml").unlink()
    os.mkfifo(example.parent / "mopsctl.toml")
    assert mops("team list").err == "mopsctl: mopsctl.toml is no file; settings are a file\n"


@pytest.mark.parametrize("name", ["mopsctl.toml", "pyproject.toml"])
def test_a_file_that_may_not_be_read_is_told_and_a_folder_that_may_not_be_entered_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write(tmp_path, "[tool.mopsctl]\n", name)
    stat, opened = Path.stat, Path.open

    def closed(path: Path, *given: object, **more: object) -> object:
        if path.name == name:
            raise PermissionError(13, "Permission denied")
        return opened(path, *given, **more)  # type: ignore[call-overload]

    def outside(path: Path, *given: object, **more: object) -> object:
        if path.name == name:
            raise PermissionError(13, "Permission denied")
        return stat(path, *given, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", closed)
        with pytest.raises(MopsError, match=f"cannot read .*{name}: permission denied") as caught:
            config.policy(tmp_path)
        assert caught.value.code == 5
    monkeypatch.setattr(Path, "stat", outside)
    assert config.policy(tmp_path) == Policy()


def test_a_file_above_is_named_so_that_it_is_found_from_here(
    example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(example.parent, "\ncritical_at = 101\n")
    (example.parent / "deep").mkdir()
    monkeypatch.chdir(example.parent / "deep")
    assert mops("gaps").err.startswith(f"mopsctl: {example.with_name('mopsctl.toml')}:2: critical_at")


def test_a_command_that_asks_no_rule_does_not_ask_whether_there_is_one(example: Path, mops: Runner) -> None:
    write(example.parent, 'ignore = ["RAX"]\n')
    mops.ok("team list")
    for line in ("gaps", "plan status", "gaps --format json", "config", "gaps known write"):
        assert mops(line).code == 5


def test_every_setting_refuses_what_it_cannot_be_in_words_of_its_own() -> None:
    for name in Policy.__struct_fields__:
        found = config.Settings(Path("/x/mopsctl.toml"), f"\n{name} = 1979-05-27\n", {name: msgspec.UNSET})
        (line, said), *_ = faults.faults(found)
        assert line == 2
        assert re.search(
            r"wanted (a whole number from \d+ to \d+|a list, e\.g\. \[|a text in|a table of|\"error\")", said
        )


def test_a_file_that_is_broken_meanwhile_is_told_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, "slip_days = \n"))
    assert placed(SettingError([("select", "RAX", "no rule")])).message == (
        "mopsctl.toml:1:13: this is not TOML: invalid value"
    )


def test_settings_that_are_broken_or_gone_are_never_passed_over(tmp_path: Path) -> None:
    text = "[tool.mopsctl]\ncritical_at = 33\n"
    write(tmp_path, "[tool.mopsctl\ncritical_at = 33\n", "pyproject.toml")
    with pytest.raises(MopsError, match=r"pyproject\.toml:1:14: this is not TOML: expected '\]'") as caught:
        config.policy(tmp_path)
    assert caught.value.code == 5
    for encoding, said in (("utf-16", "is not UTF-8"), ("utf-16-le", "this is not TOML")):
        (tmp_path / "pyproject.toml").write_bytes(text.encode(encoding))
        with pytest.raises(MopsError, match=said):
            config.policy(tmp_path)
    (tmp_path / "pyproject.toml").write_bytes("[project]\n".encode("utf-16"))
    assert config.policy(tmp_path) == Policy()
    (tmp_path / "mopsctl.toml").symlink_to("nowhere")
    with pytest.raises(MopsError, match=r"mopsctl\.toml is a link to a file that is not there") as caught:
        config.policy(tmp_path)
    assert caught.value.code == 5


LINES = 40_000


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ignore = [\n" + "".join(f'"RAX{n}",\n' for n in range(LINES)) + "]\n", 'mopsctl.toml:2: no rule "RAX0"'),
        ("[severities]\n" + "".join(f'RAX{n} = "info"\n' for n in range(LINES)), 'mopsctl.toml:2: no rule "RAX0"'),
        ("[severities]\n" + "".join(f'RAX{n} = "warm"\n' for n in range(LINES)), 'mopsctl.toml:2: RAX0 = "warm"'),
        ("".join(f"x{n} = 1\n" for n in range(LINES)), 'mopsctl.toml:1: no setting "x0"'),
    ],
)
def test_a_file_that_is_wrong_throughout_is_refused_at_once(example: Path, mops: Runner, text: str, first: str) -> None:
    """To look for the line, or for what was meant, anew for every wrong value took hours."""
    write(example.parent, text)
    for line in ("config", "gaps"):
        ran = mops(line)
        said = ran.err.splitlines()
        assert (ran.code, said[0].startswith(f"mopsctl: {first}")) == (5, True)
        assert len(said) <= faults.SHOWN + 2
        assert "mopsctl.toml: ... and more faults" in said


# Codes on the command line.


def test_a_wrong_code_on_the_command_line_is_a_usage_error(example: Path, mops: Runner) -> None:
    for line in ("gaps --select RAX,COM9", "gaps --ignore RAX --ignore COM9"):
        ran = mops(line)
        assert (ran.code, ran.out) == (2, "")
        said = 'no rule "RAX"; did you mean "RAC"?\nno rule "COM9"; did you mean "COM"?'
        assert ran.err == f"mopsctl: {said}\n  try: mopsctl rule list\n"


def test_the_command_line_wins_over_what_is_wrong_in_the_file_and_both_are_told_where_both_are(
    example: Path, mops: Runner
) -> None:
    write(example.parent, 'select = ["RAX"]\n')
    assert mops("gaps --select GAT --exit-zero").code == 0
    write(example.parent, 'ignore = ["RAX"]\n')
    ran = mops("gaps --select RAY")
    assert (ran.code, ran.err) == (
        5,
        'mopsctl: mopsctl.toml:1: no rule "RAX"; did you mean "RAC"?\nno rule "RAY"; did you mean "RAC"?\n'
        "  try: mopsctl rule list\n",
    )


def test_the_severity_that_fails_is_set_and_the_command_line_wins(example: Path, mops: Runner) -> None:
    write(example.parent, 'select = ["RAC707"]\nfail_on = "info"\n[severities]\nGAT401 = "info"\n')
    example.with_name("gate.yaml").write_text("mopsctl: 1\n", "utf-8")
    assert mops("gaps --exit-zero").code == 0
    assert mops("gaps").code == 1


# The gate's rules.


def test_who_sets_the_gates_rules_is_told_once_where_and_that_nobody_hears_it(example: Path, mops: Runner) -> None:
    text = '\nignore = ["COM",\n"GAT401", "GAT402"]\n[severities]\nGAT402 = "info"\nGAT403 = "info"\n'
    write(example.parent, text)
    ran = mops("gaps")
    assert [line for line in ran.err.splitlines() if "gate's" in line] == [
        "mopsctl: mopsctl.toml:3: the gate's rules cannot be ignored",
        "mopsctl: mopsctl.toml:5: the gate's rules keep their severity",
    ]
    said = [line for line in mops("gaps --ignore GAT4,RAC").err.splitlines() if "ignored" in line]
    assert said == ["mopsctl: the gate's rules cannot be ignored"]


# What is selected and ignored.


def test_who_selects_what_the_settings_ignore_is_told_where(example: Path, mops: Runner) -> None:
    write(example.parent, '\nselect = ["COM"]\nignore = [\n"RAC707", "SUP", "GAT401"]\n')

    def said(line: str) -> list[str]:
        return [text for text in mops(line).err.splitlines() if "is ignored" in text]

    assert said("gaps --select RAC707,RAC,RAC707") == ["mopsctl: mopsctl.toml:4: RAC707 is ignored"]
    assert said("gaps --select SUP301") == ["mopsctl: mopsctl.toml:4: SUP301 is ignored as part of SUP"]
    mops.ok("gaps known write")
    assert said("gaps known check --select RAC707") == ["mopsctl: mopsctl.toml:4: RAC707 is ignored"]
    for line in ("gaps --select RAC,GAT401", "gaps --select RAC707 --ignore RAC707", "gaps"):
        assert said(line) == []
    assert mops("gaps --select RAC707 --format json --plan x").err.startswith('{"mopsctl":1,"error"')


# What turns out wrong later.


def test_a_folder_of_letters_that_is_not_there_is_told_at_its_line(example: Path, mops: Runner) -> None:
    write(example.parent, '\n\nletters = "texts"\n')
    ran = mops("commit draft it --kind assign")
    folder = example.parent / "texts"
    assert (ran.code, ran.err) == (5, f"mopsctl: mopsctl.toml:3: letters: no folder {folder}\n")
    folder.mkdir()
    mops.ok("commit draft it --kind assign")


# The page.


def test_the_page_tells_every_setting_with_its_default_and_its_line(example: Path, mops: Runner) -> None:
    write(example.parent, 'select = [\n"RAC"]\nletters = "texts"\n[severities]\nRAC705 = "info"\n')
    data = mops.ok("config --format json").json["data"]
    assert (data["file"], data["passed_over"]) == (str(example.with_name("mopsctl.toml")), "")
    assert [row["setting"] for row in data["settings"]] == list(Policy.__struct_fields__)
    rows = {row["setting"]: (row["value"], row["default"], row["from"]) for row in data["settings"]}
    assert rows["select"] == (["RAC"], [], "mopsctl.toml:1")
    assert rows["letters"] == (str(example.parent / "texts"), "", "mopsctl.toml:3")
    assert rows["severities"] == ({"RAC705": "info"}, {}, "mopsctl.toml:4")
    assert rows["critical_at"] == (60, 60, "")
    plain = mops.ok("config").out.splitlines()
    assert 'select\t["RAC"]\t[]\tmopsctl.toml:1' in plain
    assert 'severities\tRAC705 = "info"\t\tmopsctl.toml:4' in plain
    assert 'fail_on\t"error"\t"error"\t' in plain


def test_the_page_says_which_file_is_read_and_which_beside_it_is_not(
    example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert "No mopsctl.toml and no pyproject.toml with [tool.mopsctl], here or above." in (
        mops.ok("config --format table").out
    )
    write(example.parent, "")
    write(example.parent, "[tool.mopsctl]\ncritical_at = 3\n", "pyproject.toml")
    page = mops.ok("config --format md").out
    assert f"Read from `{example.with_name('mopsctl.toml')}`; pyproject.toml has" in page
    assert "which is not read" in page
    assert mops.ok("config --format json").json["data"]["passed_over"] == "pyproject.toml"
    assert "| `critical_at` | 60 |" in page
    write(example.parent, "", "pyproject.toml")
    assert "not read" not in mops.ok("config --format md").out
    write(example.parent, "[tool.mopsctl]\ncritical_at = 3\n", "pyproject.toml")
    example.with_name("mopsctl.toml").unlink()
    page = mops.ok("config --format md").out
    assert ("pyproject.toml`" in page, "not read" in page) == (True, False)


def test_the_page_needs_no_store(mops: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, "slip_days = 7\n"))
    assert "slip_days\t7\t5\tmopsctl.toml:1\n" in mops.ok("config").out
    assert mops.ok("config --format csv").out.startswith("setting,value,default,from\r\n")


def test_the_documented_file_holds_every_setting_at_its_default() -> None:
    text = DOCS.read_text("utf-8")
    block = re.search(r"```toml\n(critical_at.*?)```", text, re.DOTALL)
    assert block
    said = tomllib.loads(block[1])
    usual = msgspec.json.decode(msgspec.json.encode(Policy()))
    usual["severities"] = {}
    assert list(said) == list(usual)
    shown = ("rules", "plan_file", "known", "letters", "ignore", "severities")  # examples: their default says little
    assert {name: value for name, value in said.items() if name not in shown} == {
        name: value for name, value in usual.items() if name not in shown
    }
