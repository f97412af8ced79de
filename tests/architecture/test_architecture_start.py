"""What a start loads. Importing SQLModel alone costs 400 ms and Rich 100, so a read in a pipe has neither."""

import subprocess
import sys
from pathlib import Path

import pytest

PROBE = """
import os, sys
from mopsctl.__main__ import main
os._exit = sys.exit  # else nobody is left to say what was loaded
code = 0
try:
    main()
except SystemExit as left:
    code = left.code
sys.stdout.flush()
with open(os.environ["LOADED"], "w") as file:
    file.write(f"{code}\\n" + "\\n".join(sorted(sys.modules)))
"""

# Never in a start that only reads, whatever else it needs.
HEAVY = {
    "sqlmodel", "sqlalchemy", "pydantic", "alembic", "psycopg", "rich", "yaml", "openpyxl", "markdown_it",
    "defusedxml", "asyncio", "logging", "jinja2", "email", "http", "dataclasses", "tomllib", "importlib.metadata",
    "importlib.resources", "xml", "csv",
}  # fmt: skip

READS = (
    "plan status", "plan list", "plan show", "gaps", "gate", "rule list", "rule show RAC701", "commit show",
    "support show", "raci show", "task list", "task show go-live", "timeline show", "timeline load",
    "timeline level", "team list", "team show it",
    "person list", "person show isil", "platform list", "platform show cdp", "capability list",
    "capability show send-campaigns", "history", "db check", "config", "meet it", "outreach list", "outreach show it",
    "commit show it", "commit show --history", "gate --all", "support show --missing", "need list", "waiver list",
)  # fmt: skip


class Start:
    """One run of the program in a process of its own: its exit code, what it printed, what it loaded."""

    def __init__(self, folder: Path, *words: str, **env: str) -> None:
        loaded = folder / "loaded.txt"
        done = subprocess.run(
            [sys.executable, "-c", PROBE, *words],
            cwd=folder,
            env={"PATH": "", "LOADED": str(loaded), "PYTHONUTF8": "1", **env},
            capture_output=True,
            check=False,
        )
        code, *names = loaded.read_text().splitlines()
        self.code, self.loaded = int(code), set(names)
        self.out, self.err = done.stdout.decode(), done.stderr.decode()

    def heavy(self, *but: str) -> set[str]:
        """What it loaded of the heavy ones."""
        return (self.loaded & HEAVY) - set(but)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("start")
    made = Start(found, "plan", "init", "--example", "cdp-rollout")
    assert made.code == 0, made.err
    return found


def test_the_version_is_told_before_anything_of_ours_is_loaded(tmp_path: Path) -> None:
    start = Start(tmp_path, "--version")
    assert start.out.startswith("mopsctl 0.")
    assert {name for name in start.loaded if name.startswith("mopsctl")} == {
        "mopsctl",
        "mopsctl.__main__",
        "mopsctl.lazy",
    }
    assert not start.loaded & {"typer", "msgspec"}


def test_the_help_of_the_root_loads_no_command(tmp_path: Path) -> None:
    start = Start(tmp_path, "--help")
    assert start.code == 0
    assert "gaps" in start.out
    ours = {name for name in start.loaded if name.startswith("mopsctl.cli.")}
    assert ours == {"mopsctl.cli.main", "mopsctl.cli.frame", "mopsctl.cli.contents"}
    assert start.heavy() == set()
    assert not {name for name in start.loaded if name.startswith(("mopsctl.store", "mopsctl.model"))}


@pytest.mark.parametrize("command", READS)
def test_a_read_in_a_pipe_loads_nothing_heavy(folder: Path, command: str) -> None:
    start = Start(folder, *command.split())
    assert start.code in (0, 1, 3), start.err
    assert start.out
    assert start.heavy() == set()


def test_json_costs_nothing_heavy_either(folder: Path) -> None:
    start = Start(folder, "raci", "show", "--format", "json")
    assert start.out.startswith("{")
    assert start.heavy() == set()


def test_a_table_loads_of_rich_only_what_styles_need(folder: Path) -> None:
    start = Start(folder, "raci", "show", "--format", "table")
    assert start.code == 0
    assert start.heavy("rich", "dataclasses") == set()
    assert not start.loaded & {"rich.console", "rich.table", "rich.markdown", "pygments"}


def test_a_finished_word_is_completed_without_anything_heavy(folder: Path) -> None:
    env = {"_MOPSCTL_COMPLETE": "complete_bash", "COMP_WORDS": "mopsctl team show ana", "COMP_CWORD": "3"}
    start = Start(folder, **env)
    assert start.out.split() == ["analytics"]
    assert start.heavy() == set()


def test_the_name_of_a_command_is_completed_without_anything_heavy(folder: Path) -> None:
    start = Start(folder, _MOPSCTL_COMPLETE="complete_bash", COMP_WORDS="mopsctl hist", COMP_CWORD="1")
    assert start.out.split() == ["history"]
    assert start.heavy() == set()
    assert not {name for name in start.loaded if name.startswith(("mopsctl.store", "mopsctl.model", "mopsctl.reports"))}


def test_all_names_of_commands_are_listed_without_loading_one(folder: Path) -> None:
    start = Start(folder, _MOPSCTL_COMPLETE="complete_bash", COMP_WORDS="mopsctl ", COMP_CWORD="1")
    assert {"plan", "raci", "undo"} <= set(start.out.split())
    assert not {name for name in start.loaded if name.startswith(("mopsctl.store", "mopsctl.model", "mopsctl.reports"))}


def test_a_write_loads_the_store_s_library_and_no_renderer_of_pictures(folder: Path) -> None:
    start = Start(folder, "commit", "ask", "legal", "--kind", "assign")
    assert start.code == 0, start.err
    assert "sqlalchemy" in start.loaded
    assert not start.loaded & {"rich.console", "openpyxl", "yaml", "markdown_it"}
