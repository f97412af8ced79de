"""What a run leaves out it says, whether xdist spreads it over workers or not; under CI it leaves out nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE = "tests/docs/test_docs_readme.py"
SAID = "1 test left out, which needs a PostgreSQL server (CI=1 runs them)"


def run(*options: str, **more: str) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("CI", "PYTEST_", "MOPSCTL_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", FILE, *options],
        cwd=ROOT,
        env={**env, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_run_says_what_it_left_out(workers: str) -> None:
    out = run("-n", workers, "-k", "three_sentences or postgresql")
    assert SAID in out
    assert "1 passed" in out


def test_ci_leaves_out_nothing() -> None:
    out = run("-k", "postgresql", "--collect-only", CI="true")
    assert "test_the_lines_on_postgresql_run" in out
    assert "left out" not in out


def test_a_marker_asked_for_by_name_is_not_left_out() -> None:
    out = run("-m", "postgres", "--collect-only")
    assert "test_the_lines_on_postgresql_run" in out
