"""action.yml: its steps, run by bash as GitHub runs them, with what GitHub reads from them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from ci_github import ACTION, ROOT, Act, shell_env

pytestmark = pytest.mark.once

NETWORK = ("PIP_", "HTTP", "NO_PROXY", "ALL_PROXY", "SSL_", "REQUESTS_", "XDG_")  # how pip reaches the index


def line_of(plan: Path, text: str) -> int:
    (line,) = [n for n, one in enumerate(plan.read_text("utf-8").splitlines(), 1) if text in one]
    return line


def add(plan: Path, text: str) -> None:
    plan.write_text(plan.read_text("utf-8") + text, "utf-8")


# -- what it says


def test_it_is_what_github_calls_an_action() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_input_is_part_of_the_text_of_a_script() -> None:
    (step,) = [step for step in ACTION["runs"]["steps"] if "run" in step]
    assert "${{" not in step["run"]
    assert "eval" not in (ROOT / "action.sh").read_text("utf-8")


def test_every_input_is_used_and_none_is_without_a_word() -> None:
    used = set(re.findall(r"inputs\.([a-z-]+)", str(ACTION["runs"])))
    assert used == set(ACTION["inputs"])
    assert [name for name, one in ACTION["inputs"].items() if not one.get("description") or "default" not in one] == []


def test_what_it_uses_is_pinned_to_a_commit() -> None:
    used = re.findall(r"uses: (.*)", (ROOT / "action.yml").read_text("utf-8"))
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[0-9.]+", one)] == []


# -- what it does


def test_what_is_known_does_not_fail(action: Act) -> None:
    done = action()
    assert done.code == 0, done.out
    assert done.commands == []
    assert done.outputs == {"exit-code": "0", "errors": "0", "warnings": "0", "sarif": done.outputs["sarif"]}


def test_an_error_fails_on_its_line_and_is_in_every_report(action: Act, checkout: Path) -> None:
    plan = checkout / "plan.yaml"
    done = action(all_new=True)
    assert done.code == 1
    platform, goal = line_of(plan, "{key: preferences,"), line_of(plan, "{key: preference-centre,")
    assert {("error", platform), ("error", goal)} <= done.lines_of("plan.yaml")
    assert (done.outputs["exit-code"], done.outputs["errors"], done.outputs["warnings"]) == ("1", "2", "2")
    assert "CAP506" in done.summary
    assert done.summary.startswith("# What is missing")
    results = json.loads(Path(done.outputs["sarif"]).read_text("utf-8"))["runs"][0]["results"]
    places = {(one["ruleId"], one["locations"][0]["physicalLocation"]["region"]["startLine"]) for one in results}
    assert {("CAP506", platform), ("SUP302", goal)} <= places


def test_only_what_is_new_fails_where_the_rest_is_known(action: Act, checkout: Path) -> None:
    add(
        checkout / "plan.yaml",
        "- {subject: capability:keep-preferences, holder: person:tomas, letter: A, plan: preference-centre}\n",
    )
    done = action()
    assert done.code == 1
    assert [one.properties["title"] for one in done.commands if one.name == "error"] == ["RAC702 many-accountable"]
    assert done.outputs["errors"] == "1"


def test_its_inputs_are_the_options_of_gaps(action: Act) -> None:
    assert action(all_new=True, select="SUP", ignore="SUP302").code == 0
    assert action(all_new=True, select="SUP", ignore="SUP302", fail_on="warning").code == 1
    assert action(all_new=True, args="--select RAC707 --exit-zero --fail-on info").code == 0
    assert action(all_new=True, args="--select RAC707\n--fail-on info").code == 1


def test_files_are_named_from_the_root_of_the_repository(action: Act, checkout: Path) -> None:
    folder = checkout / "plans"
    folder.mkdir()
    for name in ("plan.yaml", "mopsctl.toml"):
        (checkout / name).rename(folder / name)
    (checkout / ".git").mkdir()
    done = action(working_directory="plans")
    assert done.code == 1
    assert ("error", line_of(folder / "plan.yaml", "{key: preferences,")) in done.lines_of("plans/plan.yaml")
    broken = folder / "plan.yaml"
    add(broken, "- {subject: capability:nothing, holder: team:it, letter: R}\n")
    last = len(broken.read_text("utf-8").splitlines())
    assert action(working_directory="plans").lines_of("plans/plan.yaml") == {("error", last)}


def test_plans_are_applied_in_the_order_of_their_lines_and_each_has_its_findings(action: Act, checkout: Path) -> None:
    (checkout / "more.yaml").write_text("mopsctl: 1\nplatforms: [{key: crm, name: CRM, status: live}]\n", "utf-8")
    (checkout / "part.yaml").write_text(
        "mopsctl: 1\nofferings: [{capability: keep-preferences, platform: crm, team: it}]\n", "utf-8"
    )
    done = action(plan="plan.yaml\nmore.yaml\npart.yaml\n")
    assert done.code == 1
    assert {one.properties["file"] for one in done.commands if "CAP506" in one.properties["title"]} == {"more.yaml"}
    assert action(plan="plan.yaml\npart.yaml\nmore.yaml").code == 5


def test_sarif_is_written_where_it_is_asked_for(action: Act, checkout: Path) -> None:
    done = action(sarif="out of here.sarif")
    assert done.outputs["sarif"] == "out of here.sarif"
    assert json.loads((checkout / "out of here.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_sarif_is_named_as_the_next_step_finds_it_and_its_folder_is_made(action: Act, checkout: Path) -> None:
    (checkout / "plans").mkdir()
    (checkout / "plan.yaml").rename(checkout / "plans" / "plan.yaml")
    done = action(working_directory="plans", sarif="deep/er/gaps.sarif", all_new=True)
    assert (done.code, done.outputs["sarif"]) == (1, "plans/deep/er/gaps.sarif")
    assert (checkout / "plans" / "deep" / "er" / "gaps.sarif").is_file()
    (checkout / "file").touch()
    refused = action(working_directory="plans", sarif="../file/gaps.sarif")
    assert (refused.code, refused.outputs["sarif"]) == (5, "")
    assert [one.properties["title"] for one in refused.commands] == ["No folder for the SARIF file"]


def test_a_mistyped_file_of_known_findings_is_said(action: Act, checkout: Path) -> None:
    done = action(known="gaps-knwon.yaml")
    assert (done.code, done.outputs["exit-code"]) == (4, "4")
    (said,) = done.commands
    assert said.properties["title"] == "No known findings"
    assert "there is no gaps-knwon.yaml" in said.message
    assert action(known="gaps-known.yaml").code == 0
    assert action(all_new=True).code == 1  # the usual one need not be there


def test_known_findings_are_where_the_settings_say(action: Act, checkout: Path) -> None:
    settings = checkout / "mopsctl.toml"
    text = settings.read_text("utf-8")
    settings.write_text('known = "ci/seen.yaml"\n' + text, "utf-8")
    missing = action()
    assert missing.code == 4
    assert [one.message for one in missing.commands] == [
        "mopsctl: no known findings at ci/seen.yaml yet\n  try: mopsctl gaps known write plan.yaml"
    ]
    (checkout / "ci").mkdir()
    (checkout / "gaps-known.yaml").rename(checkout / "ci" / "seen.yaml")
    assert action().code == 0
    settings.write_text(text, "utf-8")
    assert action().code == 1


def test_known_findings_beside_settings_in_a_folder_above_are_found(action: Act, checkout: Path) -> None:
    (checkout / "plans").mkdir()
    (checkout / "plan.yaml").rename(checkout / "plans" / "plan.yaml")
    assert action(working_directory="plans").code == 0
    assert action(working_directory="plans", all_new=True).code == 1


def test_a_program_that_breaks_is_no_finding(action: Act, tmp_path: Path) -> None:
    env = shell_env(tmp_path)
    broken = tmp_path / "broken"
    real = Path(sys.executable).parent / "mopsctl"
    broken.write_text(
        f'#!/bin/sh\n[ "$1" = gaps ] && {{ echo "Traceback: ::error::x" >&2; exit 1; }}\nexec "{real}" "$@"\n', "utf-8"
    )
    broken.chmod(0o755)
    python = tmp_path / "stand-in" / "python3"
    python.write_text(python.read_text("utf-8").replace(str(real), str(broken)), "utf-8")
    done = action(env)
    assert (done.code, done.outputs["exit-code"], done.outputs["sarif"]) == (70, "70", "")
    assert [one.properties["title"] for one in done.commands] == ["mopsctl wrote nothing"]


def test_two_runs_on_one_runner_do_not_meet(action: Act, checkout: Path) -> None:
    assert action().code == 0
    plan = checkout / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("hana", "hanna"), "utf-8")
    assert action().code == 0
    assert list(checkout.glob("*.db*")) == []


# -- where it cannot


def test_a_closed_gate_is_shown_as_that(action: Act, checkout: Path) -> None:
    plan = checkout / "plan.yaml"
    closed = plan.read_text("utf-8").replace("stage: align", "stage: build")
    closed = closed.replace("platforms:\n", "platforms:\n- {key: crm, name: CRM, status: live}\n")
    closed = closed.replace("offerings:\n", "offerings:\n- {capability: keep-preferences, platform: crm, team: it}\n")
    plan.write_text(closed, "utf-8")
    done = action()
    assert done.code == 3
    (said,) = done.commands
    line = line_of(plan, "stage: build")
    assert said.properties == {"title": "The gate says stop", "file": "plan.yaml", "line": str(line)}
    assert 'plan "preference-centre" cannot enter build: the gate says stop' in said.message
    assert "GAT402" in said.message
    assert done.summary.startswith("## The gate says stop\n")
    assert done.outputs == {"exit-code": "3", "errors": "", "warnings": "", "sarif": ""}


def test_a_missing_plan_is_said(action: Act) -> None:
    done = action(plan="no/plan.yaml")
    assert done.code == 5
    assert [one.message for one in done.commands] == ["mopsctl: no file no/plan.yaml"]
    assert "no file no/plan.yaml" in done.summary


def test_no_plan_at_all_is_said(action: Act) -> None:
    done = action(plan="\n")
    assert done.code == 2
    assert [one.properties["title"] for one in done.commands] == ["No plan"]


def test_every_fault_of_a_plan_is_on_its_line(action: Act, checkout: Path) -> None:
    (checkout / "plan.yaml").write_text("mopsctl: 1\nteams:\n- {key: it}\n- {key: hr, nam: HR}\n", "utf-8")
    done = action()
    assert done.code == 5
    assert done.lines_of("plan.yaml") == {("error", 3), ("error", 4)}


def test_a_fault_of_the_settings_is_on_its_line(action: Act, checkout: Path) -> None:
    (checkout / "mopsctl.toml").write_text('\nignoer = ["RAC"]\n', "utf-8")
    done = action()
    assert done.code == 5
    assert done.lines_of("mopsctl.toml") == {("error", 2)}


def test_a_rule_that_there_is_not_is_said(action: Act) -> None:
    done = action(select="RAK")
    assert done.code == 2
    (said,) = done.commands
    assert "RAK" in said.message
    assert done.outputs["exit-code"] == "2"


# -- hostile input


NAMES = ('it\'s a "plan" $(touch pwned) `touch pwned`;touch pwned %0A.yaml', "--db=pwned.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_a_path_is_a_path_whatever_it_looks_like(action: Act, checkout: Path, name: str) -> None:
    (checkout / "plan.yaml").rename(checkout / name)
    done = action(plan=name, all_new=True)
    assert done.code == 1, done.out
    assert [one for one in done.lines_of(name) if one[0] == "error"] != []
    assert sorted(path.name for path in checkout.iterdir()) == sorted([name, "mopsctl.toml"])


def test_a_missing_file_of_a_hostile_name_gives_no_commands(action: Act, checkout: Path) -> None:
    done = action(plan="::error file=x::y,%0A::set-output name=z:: ##[add-mask]z.yaml")
    assert done.code == 5
    assert [one.properties.get("title") for one in done.commands] == ["The plan cannot be applied"]


@pytest.mark.parametrize("option", ["fail_on", "select", "ignore", "audience", "args"])
def test_no_input_becomes_a_command(action: Act, checkout: Path, option: str) -> None:
    done = action(**{option: "$(touch pwned) `touch pwned`; touch pwned\n::warning::x\n"})
    assert done.code == (5 if option == "args" else 2), done.out  # a word that is no option is a plan file
    assert {one.name for one in done.commands} == {"error"}
    assert not (checkout / "pwned").exists()


def test_no_name_in_a_plan_becomes_a_command(action: Act, checkout: Path) -> None:
    name = r'"x\n::set-output name=a::b\n##[add-mask]c\u2028::stop-commands::d"'
    plan = checkout / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("name: Preference centre,", f"name: {name},"), "utf-8")
    for all_new, code in ((False, 0), (True, 1)):
        done = action(all_new=all_new)
        assert done.code == code, done.out
        assert {one.name for one in done.commands} <= {"error", "warning", "notice"}


def test_no_module_of_the_checkout_stands_in_for_one_of_python(action: Act, checkout: Path) -> None:
    for name in ("json", "venv", "pip", "mopsctl", "sitecustomize"):
        (checkout / f"{name}.py").write_text("raise SystemExit('pwned')\n", "utf-8")
    done = action()
    assert done.code == 0, done.out
    assert (done.outputs["errors"], "pwned" in done.out) == ("0", False)


# -- how mopsctl gets there


def test_it_installs_itself_as_it_was_tested(action: Act, tmp_path: Path) -> None:
    env = shell_env(tmp_path)
    assert action(env).code == 0
    asked = (tmp_path / "stand-in" / "pip.txt").read_text("utf-8").split("\n")
    assert asked[asked.index("install") :] == ["install", "-q", "-c", f"{ROOT}/constraints.txt", str(ROOT), ""]


def test_an_old_python_is_said(action: Act, tmp_path: Path) -> None:
    env = shell_env(tmp_path)
    python = tmp_path / "stand-in" / "python3"
    python.write_text('#!/bin/sh\n[ "$1" = -V ] && echo Python 3.9.2 || exit 1\n', "utf-8")
    done = action(env)
    assert done.code == 69
    assert [one.message for one in done.commands] == [
        "mopsctl needs Python 3.11, and this is Python 3.9.2: set python-version."
    ]


def test_what_cannot_be_installed_is_no_finding(action: Act, tmp_path: Path) -> None:
    env = shell_env(tmp_path)
    python = tmp_path / "stand-in" / "python3"
    python.write_text('#!/bin/sh\ncase "$*" in *pip*) echo no network >&2; exit 1 ;; esac\n', "utf-8")
    done = action(env)
    assert (done.code, done.outputs["exit-code"]) == (69, "69")
    assert [one.properties["title"] for one in done.commands] == ["mopsctl cannot be installed"]


def test_a_folder_that_there_is_not_is_said(action: Act) -> None:
    done = action(working_directory="no such")
    assert (done.code, done.outputs["exit-code"]) == (2, "2")
    assert [one.message for one in done.commands] == ["working-directory: no such"]


@pytest.mark.network
def test_it_installs_itself_for_real(action: Act, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python3"
    real = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"  # it has pip
    python.write_text(f'#!/bin/sh\nexec "{real}" "$@"\n', "utf-8")
    python.chmod(0o755)
    env = {name: value for name, value in os.environ.items() if name.upper().startswith(NETWORK)}
    done = action({**env, "PATH": f"{python.parent}:/usr/bin:/bin", "HOME": str(Path.home()), "PIP_NO_COMPILE": "1"})
    assert done.code == 0, done.out
