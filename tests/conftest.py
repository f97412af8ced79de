"""What every test shares: it is kept away from the user's own store, and says what it cannot run.

Without CI=1, tests that need a server, a browser or the corpus are deselected, and a line says so. With it, whatever
is missing is a failure.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import laws  # noqa: F401  # its profiles are there before Hypothesis is asked for one
import pytest
from postgres_server import postgres_database as postgres_database
from postgres_server import postgres_server as postgres_server
from postgres_server import postgres_url as postgres_url

CI = os.environ.get("CI", "").lower() not in ("", "0", "false")
NEEDS = {
    "postgres": "a PostgreSQL server",
    "browser": "a headless browser",
    "corpus": "the files of MOPSCTL_CORPUS",
    "network": "the package index of Python",
}
left_out: dict[str, int] = {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out what this machine is not asked to run, unless it was asked for by name with -m."""
    if CI or config.getoption("markexpr"):
        return
    missing = [m for m in NEEDS if not (m == "corpus" and os.environ.get("MOPSCTL_CORPUS"))]
    kept: list[pytest.Item] = []
    for item in items:
        needed = next((m for m in missing if item.get_closest_marker(m)), None)
        if needed is None:
            kept.append(item)
        else:
            left_out[needed] = left_out.get(needed, 0) + 1
    staying = set(kept)
    config.hook.pytest_deselected(items=[item for item in items if item not in staying])
    items[:] = kept


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of xdist tells its controller what it left out."""
    if (told := getattr(session.config, "workeroutput", None)) is not None:
        told["left_out"] = left_out


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Every worker collects all tests, so any of them knows it all."""
    left_out.update(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out, and how to run it."""
    for marker, count in left_out.items():
        tests = "1 test left out, which needs" if count == 1 else f"{count} tests left out, which need"
        terminalreporter.write_line(f"{tests} {NEEDS[marker]} (CI=1 runs them)")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real files; its absence is a failure, since tests that need it are deselected without it."""
    folder = os.environ.get("MOPSCTL_CORPUS")
    assert folder, "set MOPSCTL_CORPUS to the folder of real files"
    return Path(folder).resolve()


@pytest.fixture(scope="session")
def hostile(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of hostile files, freshly made, once for all workers; a test that writes takes a copy."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "hostile-files"
    with (shared / "hostile-files.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            maker = corpus / "hostile" / "make_hostile.py"
            subprocess.run([sys.executable, maker, folder], check=True, capture_output=True, timeout=120)
    return folder


@pytest.fixture(autouse=True)
def nobodys_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Away from the user's store and settings: an empty folder, and no MOPSCTL_ variable but the corpus."""
    for name in list(os.environ):
        if name.startswith("MOPSCTL_") and name != "MOPSCTL_CORPUS":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path_factory.mktemp("nowhere"))
