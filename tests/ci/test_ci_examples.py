"""examples/ci: each file is what its server takes, asks for no more than it needs, and its lines run."""

import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml
from ci_github import ACTION, EXAMPLES, act, shell_env

pytestmark = pytest.mark.once

GITHUB: dict[Any, Any] = yaml.safe_load((EXAMPLES / "github.yml").read_text("utf-8"))
GITLAB: dict[str, Any] = yaml.safe_load((EXAMPLES / "gitlab-ci.yml").read_text("utf-8"))
JENKINS = (EXAMPLES / "Jenkinsfile").read_text("utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A checkout in which the examples stand where they do here."""
    folder = tmp_path / "repository"
    shutil.copytree(EXAMPLES, folder / "examples" / "ci")
    (folder / ".git").mkdir()
    return folder


def spoil(repository: Path) -> None:
    """One error more than is known."""
    plan = repository / "examples" / "ci" / "plan.yaml"
    more = "- {subject: capability:keep-preferences, holder: person:tomas, letter: A, plan: preference-centre}\n"
    plan.write_text(plan.read_text("utf-8") + more, "utf-8")


def close_the_gate(repository: Path) -> None:
    """The plan is in build, and another platform offers its capability."""
    plan = repository / "examples" / "ci" / "plan.yaml"
    text = plan.read_text("utf-8").replace("stage: align", "stage: build")
    text = text.replace("platforms:\n", "platforms:\n- {key: crm, name: CRM, status: live}\n")
    text = text.replace("offerings:\n", "offerings:\n- {capability: keep-preferences, platform: crm, team: it}\n")
    plan.write_text(text, "utf-8")


# -- what all have


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("github.yml", ["--builtin-schema", "vendor.github-workflows"]),
        ("gitlab-ci.yml", ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]),
    ],
)
def test_it_is_what_its_server_takes(name: str, options: list[str]) -> None:
    check = [sys.executable, "-m", "check_jsonschema", *options, EXAMPLES / name]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_known_is_what_is_missing(repository: Path) -> None:
    mopsctl = Path(sys.executable).parent / "mopsctl"
    written = [mopsctl, "gaps", "known", "write", "plan.yaml", "--dry-run", "--grow", "--format", "csv"]
    done = subprocess.run(
        written,
        cwd=repository / "examples" / "ci",
        env=shell_env(repository),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[1:] == [], done.stdout


# -- GitHub


def test_the_workflow_uses_pinned_actions_and_few_rights() -> None:
    used = re.findall(r"uses: (.*)", (EXAMPLES / "github.yml").read_text("utf-8"))
    assert [one for one in used if one != "./" and not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[0-9.]+", one)] == []
    assert GITHUB["permissions"] == {"contents": "read"}
    assert GITHUB["jobs"]["gaps"]["permissions"] == {
        "contents": "read", "security-events": "write", "actions": "read",
    }  # fmt: skip
    assert "pull_request_target" not in GITHUB[True]  # YAML 1.1 takes the key `on` for a truth


def test_the_workflow_asks_the_action_for_what_it_has(repository: Path, tmp_path: Path) -> None:
    (step,) = [step for step in GITHUB["jobs"]["gaps"]["steps"] if step.get("uses") == "./"]
    text = (EXAMPLES / "github.yml").read_text("utf-8")
    assert set(re.findall(r"steps\.gaps\.outputs\.([a-z-]+)", text)) <= set(ACTION["outputs"])
    done = act(repository, tmp_path, step["with"])
    assert done.code == 0, done.out
    assert Path(done.outputs["sarif"]).is_file()
    spoil(repository)
    done = act(repository, tmp_path, step["with"])
    assert done.code == 1
    assert [file for one in done.commands if (file := one.properties["file"])] == ["examples/ci/plan.yaml"]


# -- GitLab


def gitlab(repository: Path, tmp_path: Path) -> "subprocess.CompletedProcess[str]":
    """The job as a runner of GitLab runs it: one shell that ends at the first failure."""
    job = GITLAB["gaps"]
    env = shell_env(tmp_path, CI_PROJECT_DIR=str(repository))
    for name, value in GITLAB["variables"].items():
        env[name] = value.replace("$CI_PROJECT_DIR", str(repository))
    lines = ["set -eo pipefail", *job["before_script"], *job["script"]]
    return subprocess.run(
        ["bash", "-c", "\n".join(lines)], cwd=repository, env=env, capture_output=True, text=True, check=False
    )


def test_the_gitlab_job_reports_what_is_new_and_fails_on_it(repository: Path, tmp_path: Path) -> None:
    reports = GITLAB["gaps"]["artifacts"]["reports"]
    quality, tests = repository / reports["codequality"], repository / reports["junit"]
    done = gitlab(repository, tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(quality.read_text("utf-8")) == []
    spoil(repository)
    assert gitlab(repository, tmp_path).returncode == 1
    (found,) = json.loads(quality.read_text("utf-8"))
    assert found["location"]["path"] == "examples/ci/plan.yaml"
    assert len(ET.parse(tests).findall(".//failure")) == 1
    assert GITLAB["gaps"]["artifacts"]["when"] == "always"


def test_the_gitlab_job_ends_at_a_closed_gate(repository: Path, tmp_path: Path) -> None:
    close_the_gate(repository)
    done = gitlab(repository, tmp_path)
    assert done.returncode == 3
    assert "the gate says stop" in done.stderr


# -- Jenkins


def jenkins(repository: Path, tmp_path: Path) -> "subprocess.CompletedProcess[str]":
    """The steps `sh` in their order, each a shell of its own, up to the first that fails."""
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    env = shell_env(tmp_path, WORKSPACE=str(repository), WORKSPACE_TMP=str(scratch))
    for name, value in re.findall(r"^        ([A-Z_]+) = ['\"]([^'\"]*)['\"]", JENKINS, re.MULTILINE):
        env[name] = re.sub(r"\$\{env\.([A-Z_]+)\}", lambda match: env[match[1]], value)
    steps = re.findall(r"sh '''\n(.*?)'''", JENKINS, re.DOTALL)
    assert len(steps) == JENKINS.count("sh '")
    for step in steps:
        done = subprocess.run(
            ["sh", "-xe", "-c", step], cwd=repository, env=env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            break
    return done


def test_the_jenkins_steps_report_what_is_new_and_fail_on_it(repository: Path, tmp_path: Path) -> None:
    tests = repository / re.search(r"junit testResults: '([^']+)'", JENKINS)[1]  # type: ignore[index]
    sarif = repository / re.search(r"sarif\(pattern: '([^']+)'\)", JENKINS)[1]  # type: ignore[index]
    done = jenkins(repository, tmp_path)
    assert done.returncode == 0, done.stderr
    spoil(repository)
    assert jenkins(repository, tmp_path).returncode == 1
    assert len(ET.parse(tests).findall(".//failure")) == 1
    results = json.loads(sarif.read_text("utf-8"))["runs"][0]["results"]
    assert [one["ruleId"] for one in results if one["baselineState"] == "new"] == ["RAC702"]


def test_the_jenkins_steps_end_at_a_closed_gate(repository: Path, tmp_path: Path) -> None:
    close_the_gate(repository)
    assert jenkins(repository, tmp_path).returncode == 3


def test_the_jenkinsfile_is_balanced() -> None:
    bare = re.sub(r"'''.*?'''|'[^']*'|\"[^\"]*\"|//[^\n]*", "", JENKINS, flags=re.DOTALL)
    depth = 0
    for sign in re.findall(r"[{}()\[\]]", bare):
        depth += 1 if sign in "{([" else -1
        assert depth >= 0
    assert depth == 0
