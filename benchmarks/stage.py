"""What the benchmarks stand on: clean environments, one timed run of a command, and the table of results."""

import os
import pty
import statistics
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
BENCH = ROOT / ".bench"


def environment(name: str, *packages: str) -> Path:
    """The bin folder of a virtual environment with just these packages, made on first use."""
    home = BENCH / name
    if not (home / "bin" / "python").exists():
        venv.create(home, with_pip=True)
    subprocess.run([home / "bin" / "pip", "install", "--quiet", *packages], check=True)
    return home / "bin"


def clean() -> dict[str, str]:
    """The environment of a run: byte code may be written, nothing of the user's settings is seen."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MOPSCTL_", "PYTHON", "_MOPSCTL"))}
    return {**kept, "TERM": "xterm-256color", "USER": "bench"}


def in_a_pipe(command: Sequence[str | Path], cwd: Path, extra: dict[str, str]) -> float:
    """Milliseconds of one run whose output is thrown away."""
    started = time.perf_counter()
    words = [str(part) for part in command]
    done = subprocess.run(words, cwd=cwd, env={**clean(), **extra}, capture_output=True)
    taken = (time.perf_counter() - started) * 1000
    if done.returncode not in (0, 1, 3):
        sys.exit(f"{' '.join(map(str, command))} failed: {done.stderr.decode()}")
    return taken


def on_a_terminal(command: Sequence[str | Path], cwd: Path, extra: dict[str, str]) -> float:
    """Milliseconds of one run whose output goes to a pseudo-terminal of 100 columns."""
    ours, theirs = pty.openpty()
    drained = threading.Thread(target=_drain, args=(ours,), daemon=True)
    drained.start()
    size = {"COLUMNS": "100", "LINES": "40", "PAGER": ""}  # a pager would wait for somebody to leave it
    started = time.perf_counter()
    subprocess.run([str(p) for p in command], cwd=cwd, env={**clean(), **size, **extra}, stdout=theirs, stderr=theirs)
    taken = (time.perf_counter() - started) * 1000
    os.close(theirs)
    drained.join(1)
    os.close(ours)
    return taken


def _drain(handle: int) -> None:
    try:
        while os.read(handle, 65536):
            pass
    except OSError:  # the other end is closed
        return


def in_turn(runs: dict[str, Callable[[], float]], times: int) -> dict[str, float]:
    """Medians in milliseconds; every round runs each command once, so that a slow minute slows all alike."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run()  # byte code and the disk's cache
    for number in range(times):
        for name, run in runs.items():
            taken[name].append(run())
        print(f"\rround {number + 1} of {times}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return {name: statistics.median(values) for name, values in taken.items()}


def verdict(measured: float, wanted: float) -> str:
    """The measured figure beside the wanted one."""
    return f"{measured:7.2f}  (at most {wanted:g})  {'ok' if measured <= wanted else 'TOO SLOW'}"
