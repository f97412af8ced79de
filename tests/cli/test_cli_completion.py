"""Completion: names, verbs, options, choices and live keys in three shells; silent, and it never makes a store."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import Runner

MOPSCTL = [sys.executable, "-m", "mopsctl"]


def question(shell: str, line: str) -> dict[str, str]:
    """How a shell asks for the last word of a line: all of it in the environment."""
    words = line.split(" ")
    return {
        "bash": {"_MOPSCTL_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"_MOPSCTL_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line},
        "fish": {
            "_MOPSCTL_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
    }[shell]


def offers(shell: str, out: str) -> list[str]:
    """The words that a shell reads from the answer."""
    if shell == "zsh":
        return [part.split('"')[1].split(":")[0] for part in out.splitlines() if '"' in part]
    return [part.split("\t")[0] for part in out.splitlines()]


def complete(folder: Path, shell: str, line: str, **env: str) -> list[str]:
    """What a shell would offer for the last word of a line, asking as it does: a process of its own."""
    ran = subprocess.run(
        MOPSCTL,
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, **question(shell, line), **env},
        stdin=subprocess.DEVNULL,
    )
    assert (ran.returncode, ran.stderr) == (0, b""), ran.stderr
    return offers(shell, ran.stdout.decode())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("mopsctl pl", {"plan", "platform"}),
        ("mopsctl commit re", {"refuse", "resolve"}),
        ("mopsctl team show a", {"agency", "analytics"}),
        ("mopsctl team show mark", {"marketing", "marketing-operations"}),
        ("mopsctl raci set send-", {"send-campaigns", "send-service-messages", "send-store-mailings"}),
        ("mopsctl commit ask analytics --kind a", {"assign", "advocate"}),
        ("mopsctl commit ask analytics --o", {"--of", "--output"}),
        ("mopsctl commit ask analytics --kind assign --of ad", {"ada"}),
        ("mopsctl outreach ev", {"evidence"}),
        ("mopsctl outreach action d", {"done", "drop"}),
        ("mopsctl outreach action done win", {"win-helena", "win-tomasz"}),
        ("mopsctl outreach evidence received ware", {"warehouse-beside-it"}),
        ("mopsctl outreach set it", {"it-1", "it-2", "it-3"}),
        ("mopsctl outreach log it --action e", {"educate"}),
        ("mopsctl outreach log it --sees-problem p", {"partly"}),
        ("mopsctl need set comp", {"component-library"}),
        ("mopsctl waive GAT40", {f"GAT40{n}" for n in range(1, 5)}),
        ("mopsctl waive GAT401 analyt", {"analytics"}),
        ("mopsctl commit draft analytics --lang t", {"tr"}),
        ("mopsctl plan stage bu", {"build"}),
        ("mopsctl task link conn", {"connect-crm", "connect-loyalty", "connect-shop", "connect-tills"}),
        ("mopsctl rule show RAC70", {f"RAC70{n}" for n in range(1, 10)}),
        ("mopsctl gaps --select RAC70", {f"RAC70{n}" for n in range(1, 10)}),
        ("mopsctl gaps --ignore GAT", {"GAT401", "GAT402", "GAT403", "GAT404"}),
        ("mopsctl plan init --example c", {"cdp-rollout"}),
        ("mopsctl plan status --plan c", {"cdp-rollout"}),
        ("mopsctl team show zz", set()),
    ],
)
def test_a_shell_is_offered_what_there_is(
    example: Path, mops: Runner, monkeypatch: pytest.MonkeyPatch, shell: str, line: str, offered: set[str]
) -> None:
    before = example.read_bytes()
    for name, value in question(shell, line).items():
        monkeypatch.setenv(name, value)
    ran = mops()
    assert (ran.code, ran.err, set(offers(shell, ran.out))) == (0, "", offered)
    assert example.read_bytes() == before


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_process_of_its_own_offers_the_same(example: Path, shell: str) -> None:
    assert set(complete(example.parent, shell, "mopsctl team show mark")) == {"marketing", "marketing-operations"}


def test_keys_come_from_the_store_that_the_line_or_the_environment_names(example: Path) -> None:
    elsewhere = example.parent / "elsewhere"
    elsewhere.mkdir()
    assert complete(elsewhere, "bash", f"mopsctl team show --db {example} ana") == ["analytics"]
    (example.parent / "far").mkdir()
    example.rename(example.parent / "far" / "other.db")
    assert complete(elsewhere, "bash", "mopsctl team show ana") == []
    there = str(example.parent / "far" / "other.db")
    assert complete(elsewhere, "bash", "mopsctl team show ana", MOPSCTL_DB=there) == ["analytics"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_without_a_store_it_is_silent_and_makes_none(folder: Path, shell: str) -> None:
    before = sorted(folder.iterdir())
    assert complete(folder, shell, "mopsctl team show a") == []
    assert complete(folder, shell, "mopsctl team show --db none.db a") == []
    (folder / "mops.db").write_bytes(b"not a store")
    assert complete(folder, shell, "mopsctl team show a") == []
    assert complete(folder, shell, "mopsctl team show a", MOPSCTL_DB="postgresql://127.0.0.1:1/x") == []
    (folder / "mops.db").unlink()
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("asked", ["", "complete_tcsh", "nonsense", "source_bash"])
def test_whatever_a_shell_asks_there_is_no_trace_of_trouble(folder: Path, asked: str) -> None:
    ran = subprocess.run(
        MOPSCTL, cwd=folder, capture_output=True, check=False, env={**os.environ, "_MOPSCTL_COMPLETE": asked}
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"Traceback" not in ran.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_script_of_a_shell_is_one_that_it_can_read(folder: Path, shell: str) -> None:
    script = subprocess.run([*MOPSCTL, "completion", shell], capture_output=True, check=True).stdout
    assert b"_MOPSCTL_COMPLETE=complete_" + shell.encode() in script
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=script, check=True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_gaps_offers_its_verbs_and_plan_files(folder: Path, shell: str) -> None:
    (folder / "plans").mkdir()
    for name in ("knight.yaml", "known.txt", "plans/cdp.yml"):
        (folder / name).write_text("mopsctl: 1\n", "utf-8")
    assert set(complete(folder, shell, "mopsctl gaps kn")) == {"known", "knight.yaml", "known.yaml"}
    assert complete(folder, shell, "mopsctl gaps plans/") == ["plans/cdp.yml"]
    assert complete(folder, shell, "mopsctl gaps known check kni") == ["knight.yaml"]
    assert complete(folder, shell, "mopsctl gaps no/such/") == []
