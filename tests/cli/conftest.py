"""The runner, and the example in a store, always seen from the same Monday."""

from pathlib import Path

import pytest
from cli_commands import FILES
from cli_runner import MONDAY, FixedDate, Runner
from postgres_server import postgres_server, postgres_url  # noqa: F401  # fixtures

from mopsctl import service
from mopsctl.cli import dates, plan, wiring


@pytest.fixture(autouse=True)
def same_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (wiring, dates):
        monkeypatch.setattr(module, "date", FixedDate)
    for name in ("COLUMNS", "NO_COLOR", "USER", "LOGNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MOPSCTL_ACTOR", "tester")


@pytest.fixture
def mops(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Runner:
    return Runner(monkeypatch, capfdbinary)


@pytest.fixture(scope="session")
def example_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("example") / "mops.db"
    edit = plan._example("cdp-rollout", MONDAY)
    author = service.Author("tester", MONDAY, "plan init --example cdp-rollout")
    service.change(service.Place(path=str(path)), edit, author, create=True)
    return path.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder one works in, with the files that the tour names, and no store yet."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def example(folder: Path, example_bytes: bytes) -> Path:
    """The store of the example, in the folder one works in."""
    store = folder / "mops.db"
    store.write_bytes(example_bytes)
    store.chmod(0o600)
    return store
