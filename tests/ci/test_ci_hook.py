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
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "MOPSCTL_", "PRE_COMMIT", "SKIP"))
    }
    env.update(MOPSCTL_TODAY=MONDAY, PIP_NO_COMPILE="1", GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1", **more)
    return subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True, check=False)


def git(folder: Path, *words: str) -> str:
    """What git says there, which must work."""
    done = run(["git", *words], folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Try to commit all that is in a folder, by somebody whom git need not know."""
    git(folder, "add", ".")
    by = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    return run(["git", *by, "commit", "-m", "all"], folder, **more)


def hook(name: str, folder: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    """The entry of a hook with its arguments, or others, run by the mopsctl of these tests."""
    program, *words = shlex.split(HOOKS[name]["entry"])
    return run([Path(sys.executable).parent / program, *words, *(args or HOOKS[name]["args"])], folder)


def test_pre_commit_takes_the_manifest() -> None:
    done = run([sys.executable, "-m", "pre_commit", "validate-manifest", MANIFEST], ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", list(HOOKS))
def test_a_hook_is_for_all_that_its_verdict_follows_from(name: str) -> None:
    files = re.compile(HOOKS[name]["files"])
    wanted = ("plan.yaml", "plan.yml", "plans/cdp/plan.yaml", "mopsctl.toml", "pyproject.toml", "gaps-known.yaml")
    assert [one for one in wanted if not files.search(one)] == []
    others = ("my-plan.yaml", "plan.yaml.orig", "plan.json", "planxyaml", "mopsctl.toml.bak", "gaps-known-yaml")
    assert [one for one in others if files.search(one)] == []
    assert (HOOKS[name]["pass_filenames"], HOOKS[name]["args"]) == (False, ["plan.yaml"])
    assert {"types", "types_or", "exclude_types"}.isdisjoint(HOOKS[name])  # TOML counts too


def test_the_hook_fails_on_errors_and_keeps_no_store(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "plan.yaml", tmp_path)
    done = hook("mopsctl-gaps", tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("What is missing\n")
    assert re.findall("^(CAP506|SUP302) ", done.stdout, re.MULTILINE) == ["CAP506", "SUP302"]
    assert "plan.yaml:" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_the_other_hook_fails_on_new_ones_only(tmp_path: Path) -> None:
    for name in ("plan.yaml", "mopsctl.toml", "gaps-known.yaml"):
        shutil.copy(EXAMPLES / name, tmp_path)
    assert hook("mopsctl-gaps-known", tmp_path).returncode == 0
    with (tmp_path / "plan.yaml").open("a", encoding="utf-8") as plan:
        plan.write(
            "- {subject: capability:keep-preferences, holder: person:tomas, letter: A, plan: preference-centre}\n"
        )
    done = hook("mopsctl-gaps-known", tmp_path)
    assert done.returncode == 1
    assert "RAC702" in done.stdout
    (tmp_path / "plan.yaml").rename(tmp_path / "other.yaml")
    assert hook("mopsctl-gaps-known", tmp_path, "--exit-zero", "other.yaml").returncode == 0
    assert "no file plan.yaml" in hook("mopsctl-gaps-known", tmp_path).stderr


def copied(hooks: Path) -> None:
    """A repository of its own with what pre-commit installs from this one."""
    hooks.mkdir()
    for name in INSTALLED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, hooks / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, hooks)
    git(hooks, "init", "-q")
    assert commit(hooks).returncode == 0


def asks_for(hooks: Path, name: str, folder: Path) -> None:
    """A new repository that asks for a hook."""
    folder.mkdir()
    git(folder, "init", "-q")
    wanted = {"repo": str(hooks), "rev": git(hooks, "rev-parse", "HEAD"), "hooks": [{"id": name}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [wanted]}), "utf-8")


@pytest.mark.network
def test_pre_commit_installs_the_hooks_and_they_judge_each_commit(tmp_path: Path) -> None:
    hooks, plans = tmp_path / "hooks", tmp_path / "plans"
    copied(hooks)
    asks_for(hooks, "mopsctl-gaps", plans)
    installed = run([sys.executable, "-m", "pre_commit", "install"], plans)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    plan = plans / "plan.yaml"
    shutil.copy(EXAMPLES / "plan.yaml", plan)
    home = str(tmp_path / "home")  # the hook is set up once
    failed = commit(plans, PRE_COMMIT_HOME=home)
    said = failed.stdout + failed.stderr
    assert failed.returncode == 1, said
    assert "- exit code: 1" in said
    assert "CAP506" in said
    cured = plan.read_text("utf-8").replace("system_owner: tomas,", "system_owner: tomas, manager: hana,")
    supported = "support:\n- {plan: preference-centre, person: tomas, solution: yes, timing: yes}\n"
    plan.write_text(cured.replace("support:\n", supported), "utf-8")
    passed = commit(plans, PRE_COMMIT_HOME=home)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert git(plans, "show", "HEAD:plan.yaml") == plan.read_text("utf-8").strip()
    (plans / "notes.md").write_text("No plan\n", "utf-8")
    skipped = commit(plans, PRE_COMMIT_HOME=home)
    assert "(no files to check)Skipped" in skipped.stdout + skipped.stderr
    (plans / "mopsctl.toml").write_text('fail_on = "info"\n', "utf-8")  # the settings alone
    stricter = commit(plans, PRE_COMMIT_HOME=home)
    assert stricter.returncode == 1, stricter.stdout + stricter.stderr
    # The other hook on what is in git, as CI runs it; pre-commit has installed that revision.
    known = tmp_path / "known"
    asks_for(hooks, "mopsctl-gaps-known", known)
    shutil.copytree(EXAMPLES, known, dirs_exist_ok=True)
    git(known, "add", ".")
    words: list[str | Path] = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose"]
    done = run(words, known, PRE_COMMIT_HOME=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing new: all that is missing is known." in done.stdout
