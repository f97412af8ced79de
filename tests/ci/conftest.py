"""A checkout with the plan of the examples, and the action at work in it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from ci_github import EXAMPLES, Act, Acted, act


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the plan of the examples, its settings and what is known of it."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("plan.yaml", "mopsctl.toml", "gaps-known.yaml"):
        shutil.copy(EXAMPLES / name, folder)
    return folder


@pytest.fixture
def action(checkout: Path, tmp_path: Path) -> Act:
    """The action, run in that checkout: `action(plan="a.yaml", fail_on="warning")`; with `all_new` nothing is known."""
    scratch = tmp_path / "runner"
    scratch.mkdir()

    def run(env: Mapping[str, str] | None = None, *, all_new: bool = False, **inputs: str) -> Acted:
        if all_new:
            (checkout / "gaps-known.yaml").unlink(missing_ok=True)
        return act(checkout, scratch, {name.replace("_", "-"): value for name, value in inputs.items()}, env)

    return run
