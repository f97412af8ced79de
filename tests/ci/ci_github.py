"""A runner of GitHub as far as it concerns action.yml: its inputs, its shell, and what it reads from a step."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
EXAMPLES = ROOT / "examples" / "ci"
MONDAY = "2026-11-23"  # the day from which findings are looked at
SIGNS = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}

# Stands for a Python that sets up the mopsctl of these tests in no time, and writes down what pip was asked for.
PYTHON = """#!/bin/sh
case "$*" in
*"-m venv --without-pip "*)
    for folder; do :; done
    mkdir -p "$folder/bin"
    ln -sf "{mopsctl}" "$folder/bin/mopsctl" ;;
*"-m pip "*) printf '%s\\n' "$@" >>"{asked}" ;;
*) exec "{python}" "$@" ;;
esac
"""


class Command(NamedTuple):
    """A workflow command that the runner takes from the output of a step."""

    name: str
    properties: dict[str, str]
    message: str


class Acted(NamedTuple):
    """What the action left behind."""

    code: int
    out: str
    outputs: dict[str, str]
    summary: str

    @property
    def commands(self) -> list[Command]:
        """What the runner obeys, but for the pairs that stop and resume commands."""
        found: list[Command] = []
        token: str | None = None
        for line in self.out.splitlines():
            said = re.fullmatch(r"::([^ :]+)(?: ([^:]*))?::(.*)", line.lstrip())
            if token is not None:
                token = None if said and said[1] == token else token
            elif said and said[1] == "stop-commands":
                token = said[3]
            elif said:
                pairs = dict(pair.split("=", 1) for pair in (said[2] or "").split(",") if pair)
                found.append(Command(said[1], {k: decoded(v) for k, v in pairs.items()}, decoded(said[3])))
            else:
                assert "##[" not in line, line
        assert token is None
        return found

    def lines_of(self, file: str) -> set[tuple[str, int]]:
        """The kind and line of each annotation of a file."""
        return {(one.name, int(one.properties["line"])) for one in self.commands if one.properties.get("file") == file}


def decoded(text: str) -> str:
    return re.sub("%25|%0D|%0A|%3A|%2C", lambda sign: SIGNS[sign[0]], text)


def shell_env(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a CI job in which `python3` is a stand-in; what pip was asked for is in `pip.txt`."""
    stand_in = folder / "stand-in"
    stand_in.mkdir(exist_ok=True)
    python = stand_in / "python3"
    mopsctl = Path(sys.executable).parent / "mopsctl"
    python.write_text(PYTHON.format(mopsctl=mopsctl, python=sys.executable, asked=stand_in / "pip.txt"), "utf-8")
    python.chmod(0o755)
    return {
        "PATH": f"{stand_in}:{os.environ['PATH']}",
        "HOME": str(folder),
        "USER": "runner",
        "LANG": "C.UTF-8",
        "MOPSCTL_TODAY": MONDAY,
        **more,
    }


def act(workspace: Path, scratch: Path, inputs: Mapping[str, str], env: Mapping[str, str] | None = None) -> Acted:
    """Run the action's own steps in a checkout; steps that use another action are left to GitHub."""
    values = {name: str(given.get("default", "")) for name, given in ACTION["inputs"].items()}
    assert set(inputs) <= set(values)
    values.update(inputs)
    output, summary = scratch / "output", scratch / "summary"
    for file in (output, summary):
        file.write_text("", "utf-8")
    (step,) = [step for step in ACTION["runs"]["steps"] if "run" in step]
    given = {name: expanded(text, values) for name, text in step["env"].items()}
    script = scratch / "step.sh"
    script.write_text(step["run"], "utf-8")
    github = {
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(summary),
        "RUNNER_TEMP": str(scratch),
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
        cwd=workspace,
        env={**(env or shell_env(scratch)), **github, **given},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    written = re.finditer(r"^(\S+)<<(\S+)\n(.*?)\n\2$", output.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    said = {match[1]: match[3] for match in written}
    outputs = {
        name: said.get(one["value"].removeprefix("${{ steps.gaps.outputs.").removesuffix(" }}"), "")
        for name, one in ACTION["outputs"].items()
    }
    return Acted(done.returncode, done.stdout, outputs, summary.read_text("utf-8"))


def expanded(text: str, inputs: Mapping[str, str]) -> str:
    """`${{ inputs.plan }}` filled in, as the runner does it: once, and in values only."""
    return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: inputs[match[1]], text)


Act = Callable[..., Acted]
