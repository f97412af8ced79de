""".pre-commit-hooks.yaml: what pre-commit finds in this repository, and what it does to a commit."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from ci_github import EXAMPLES, MONDAY, ROOT

pytestmark = pytest.mark.once

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: dict[str, dict[str, Any]] = {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text("utf-8"))}
INSTALLED = ("src", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


def run(line: list[str | Path], folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    env = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "MOPSCTL_"))}
    env.update(MOPSCTL_TODAY=MONDAY, PIP_NO_COMPILE="1", GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1", **more)
    return subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True, check=False)


def commit(folder: Path) -> None:
    """A git repository of all that is in a folder."""
    by = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    for line in (["init", "-q"], ["add", "."], [*by, "commit", "-q", "-m", "all"]):
        done = run(["git", *line], folder)
        assert done.returncode == 0, done.stderr


def hook(name: str, folder: Path, *files: str) -> "subprocess.CompletedProcess[str]":
    """The entry of a hook with the files that pre-commit appends, run by the mopsctl of these tests."""
    program, *words = shlex.split(HOOKS[name]["entry"])
    return run([Path(sys.executable).parent / program, *words, *HOOKS[name].get("args", []), *files], folder)


def test_pre_commit_takes_the_manifest() -> None:
    done = run([sys.executable, "-m", "pre_commit", "validate-manifest", MANIFEST], ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", list(HOOKS))
def test_a_hook_is_for_plan_files_all_at_once(name: str) -> None:
    files = re.compile(HOOKS[name]["files"])
    assert all(files.search(one) for one in ("plan.yaml", "plan.yml", "plans/cdp/plan.yaml"))
    assert not any(files.search(one) for one in ("my-plan.yaml", "plan.yaml.orig", "plan.json"))
    assert HOOKS[name]["require_serial"]


def test_the_hook_fails_on_errors_and_keeps_no_store(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "plan.yaml", tmp_path)
    done = hook("mopsctl-gaps", tmp_path, "plan.yaml")
    assert done.returncode == 1
    assert [line.split("\t")[1] for line in done.stdout.splitlines() if line.startswith("error")] == [
        "CAP506",
        "SUP302",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_the_other_hook_fails_on_new_ones_only(tmp_path: Path) -> None:
    for name in ("plan.yaml", "mopsctl.toml", "gaps-known.yaml"):
        shutil.copy(EXAMPLES / name, tmp_path)
    assert hook("mopsctl-gaps-known", tmp_path, "plan.yaml").returncode == 0
    with (tmp_path / "plan.yaml").open("a", encoding="utf-8") as plan:
        plan.write(
            "- {subject: capability:keep-preferences, holder: person:tomas, letter: A, plan: preference-centre}\n"
        )
    done = hook("mopsctl-gaps-known", tmp_path, "plan.yaml")
    assert done.returncode == 1
    assert "RAC702" in done.stdout


@pytest.mark.network
def test_pre_commit_installs_the_hook_and_runs_it(tmp_path: Path) -> None:
    hooks, plans = tmp_path / "hooks", tmp_path / "plans"
    hooks.mkdir()
    for name in INSTALLED:
        copied = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copied(ROOT / name, hooks / name)
    commit(hooks)
    plans.mkdir()
    shutil.copy(EXAMPLES / "plan.yaml", plans)
    commit(plans)
    home = str(tmp_path / "home")
    tried: list[str | Path] = [sys.executable, "-m", "pre_commit", "try-repo", hooks, "mopsctl-gaps", "--all-files"]
    failed = run(tried, plans, PRE_COMMIT_HOME=home)
    assert failed.returncode == 1, failed.stdout
    assert "- exit code: 1" in failed.stdout
    assert "CAP506" in failed.stdout
    plan = plans / "plan.yaml"
    cured = plan.read_text("utf-8").replace("system_owner: tomas,", "system_owner: tomas, manager: hana,")
    plan.write_text(
        cured.replace(
            "support:\n", "support:\n- {plan: preference-centre, person: tomas, solution: yes, timing: yes}\n"
        ),
        "utf-8",
    )
    passed = run(tried, plans, PRE_COMMIT_HOME=home)
    assert passed.returncode == 0, passed.stdout
