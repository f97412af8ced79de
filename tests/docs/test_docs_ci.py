"""docs/ci.md: its commands run, its files are what their readers take, and its tables are those of the action."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from docs_pages import DOCS, ROOT, blocks, steps

PAGE = DOCS / "ci.md"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder with the settings that the page shows."""
    (settings,) = blocks(PAGE, "toml")
    (tmp_path / "mopsctl.toml").write_text(settings.replace('fail_on = "warning"', ""), "utf-8")
    return tmp_path


@pytest.mark.once
def test_the_commands_on_the_page_run_in_their_order(
    workplace: Path, shell_in: Callable[..., Callable[[str], Any]]
) -> None:
    shell = shell_in(workplace)
    wrong = []
    for line, code in [step for block in blocks(PAGE, "sh") for step in steps(block)]:
        done = shell(line)
        if done.returncode != code:
            wrong.append(f"{line}\n  exited {done.returncode}, not {code}: {done.stderr.strip()}")
    assert wrong == []
    assert {"gaps.sarif", "gaps.xml", "gaps-known.yaml"} <= {path.name for path in workplace.iterdir()}


def test_the_settings_on_the_page_are_settings(tmp_path: Path, shell_in: Callable[..., Callable[[str], Any]]) -> None:
    (settings,) = blocks(PAGE, "toml")
    (tmp_path / "mopsctl.toml").write_text(settings, "utf-8")
    done = shell_in(tmp_path)("mopsctl rule list")
    assert done.returncode == 0, done.stderr


def test_the_inputs_and_outputs_on_the_page_are_those_of_the_action() -> None:
    text = PAGE.read_text("utf-8").partition("\n## GitHub\n")[2].partition("\n## ")[0]
    named = [re.match(r"\| `([a-z-]+)`", line) for line in text.splitlines()]
    assert [one[1] for one in named if one] == [*ACTION["inputs"], *ACTION["outputs"]]
    for name, one in ACTION["inputs"].items():
        if one["default"]:
            assert re.search(rf"^\| `{name}` \| .* \| `{re.escape(one['default'])}` \|$", text, re.MULTILINE), name


@pytest.mark.once
def test_the_workflow_and_the_hooks_on_the_page_are_what_their_readers_take(tmp_path: Path) -> None:
    workflow, *hooks = blocks(PAGE, "yaml")
    checks = [(workflow, ["check_jsonschema", "--builtin-schema", "vendor.github-workflows"])]
    checks += [(text, ["pre_commit", "validate-config"]) for text in hooks]
    ids = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    for n, (text, check) in enumerate(checks):
        file = tmp_path / f"{n}.yaml"
        file.write_text(text, "utf-8")
        done = subprocess.run([sys.executable, "-m", *check, file], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert set(re.findall(r"- id: ([a-z-]+)", text)) <= ids
