"""All rules on 10,000, 100,000 and a million letters: the whole process, its memory, and each rule by itself.

python benchmarks/gaps.py [RUNS] [LETTERS ...]

A rule is timed in process, once the facts are known that other rules look at too: what is left is its own.
"""

import gc
import os
import statistics
import subprocess
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import big_company
from stage import BENCH, ROOT, clean, environment, in_a_pipe, in_turn, verdict

SIZES = (10_000, 100_000, 1_000_000)
OUR_SIZE = 100_000
WANTED = {"gaps, plain": 3000, "gaps, json": 3000}  # milliseconds, at our size
OF_A_RULE = 60  # milliseconds, at our size
TODAY = date(2026, 11, 23)
RULES = "--rules"  # the part that runs in the environment of mopsctl


def main() -> None:
    """Make the stores, measure each size, and say how time grew from one to the next."""
    if sys.argv[1:2] == [RULES]:
        rules_of(Path(sys.argv[2]))
        return
    numbers = [int(word) for word in sys.argv[1:]]
    times, sizes = (numbers or [5])[0], numbers[1:] or SIZES
    ours, theirs = environment("mopsctl", str(ROOT)), environment("peers", "todoman", "sqlite-utils")
    before: tuple[int, float] | None = None
    for letters in sizes:
        folder = BENCH / "gaps" / str(letters)
        folder.mkdir(parents=True, exist_ok=True)
        counted = store(ours, folder, letters)
        taken = whole(ours, theirs, folder, letters, times)
        megabytes = peak([str(ours / "mopsctl"), "gaps", "--today", str(TODAY)], folder)
        print(f"  peak memory of `gaps` {megabytes:,.0f} MB")
        if before:
            grown, slower = counted / before[0], taken / before[1]
            print(f"  {grown:.1f} times the letters take {slower:.1f} times as long")
        before = counted, taken
        subprocess.run([ours / "python", __file__, RULES, folder / "mops.db"], env=clean(), check=True)


def store(ours: Path, folder: Path, letters: int) -> int:
    """A store of the company; how many letters it has."""
    (folder / "mops.db").unlink(missing_ok=True)
    files, counted = big_company.write(folder, letters)
    made = sum(in_a_pipe([ours / "mopsctl", "apply", file], folder, {}) for file in files)
    size = (folder / "mops.db").stat().st_size / 1e6
    print(f"\n{counted:,} letters: {size:.0f} MB made by `mopsctl apply` in {made / 1000:.1f} s")
    return counted


def whole(ours: Path, theirs: Path, folder: Path, letters: int, times: int) -> float:
    """Measure whole processes in turn and print them; milliseconds of `gaps` in a pipe come back."""
    piped, gaps = partial(in_a_pipe, cwd=folder, extra={}), [ours / "mopsctl", "gaps", "--today", str(TODAY)]
    runs = {
        "bare": lambda: piped([ours / "python", "-c", "pass"]),
        "sqlite-utils rows": lambda: piped([theirs / "sqlite-utils", "rows", "mops.db", "assignments"]),
        "gaps, plain": lambda: piped(gaps),
        "gaps, json": lambda: piped([*gaps, "--format", "json"]),
        "gaps --select RAC": lambda: piped([*gaps, "--select", "RAC"]),
        "gaps --plan plan3": lambda: piped([*gaps, "--plan", "plan3"]),
    }
    taken = in_turn(runs, times)
    print(f"milliseconds, medians of {times} runs in turn")
    for name, value in taken.items():
        told = verdict(value, WANTED[name]) if name in WANTED and letters == OUR_SIZE else f"{value:7.2f}"
        ratios = f"{value / taken['bare']:6.1f} x bare  {value / taken['sqlite-utils rows']:6.2f} x sqlite-utils rows"
        print(f"  {name:20} {told:45} {ratios}")
    return taken["gaps, plain"]


def peak(command: list[str], folder: Path) -> float:
    """MB that a process held at most."""
    with (folder / "out.txt").open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env=clean(), stdout=out, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_maxrss / 1024


class Watched(dict[Any, Any]):
    """What facts remember, and which rules looked at which of them."""

    def __init__(self) -> None:
        super().__init__()
        self.rule, self.users = "", dict[Any, set[str]]()

    def __getitem__(self, key: Any) -> Any:
        self.users.setdefault(key, set()).add(self.rule)
        return super().__getitem__(key)


def rules_of(path: Path, times: int = 3, shown: int = 10) -> None:
    """Time each rule beyond the facts that others look at too, and print those that take longest."""
    # Only in the environment of mopsctl.
    from mopsctl import service
    from mopsctl.model.policy import Policy
    from mopsctl.rules.engine import RULES as CATALOGUE

    gc.disable()  # as `mopsctl` does
    started = time.perf_counter()
    portfolio = service.read(service.locate(str(path), {}, path.parent), TODAY)
    read, policy, watched = time.perf_counter() - started, Policy(), Watched()
    portfolio.__dict__["facts"] = watched
    counts = {}
    started = time.perf_counter()
    for code, rule in CATALOGUE.items():
        watched.rule = code
        counts[code] = len(tuple(rule.check(portfolio, policy)))
    every = time.perf_counter() - started
    alone = {code: statistics.median(_alone(portfolio, policy, code, watched) for _ in range(times)) for code in counts}
    letters = len(portfolio.assignments)
    found = sum(counts.values())
    print(f"in process: read {read * 1000:.0f} ms, all rules {every * 1000:.0f} ms, {found:,} findings")
    print(f"  of which facts that several rules look at {(every - sum(alone.values())) * 1000:.0f} ms")
    for code in sorted(alone, key=alone.__getitem__, reverse=True)[:shown]:
        rule, value = CATALOGUE[code], alone[code] * 1000
        told = verdict(value, OF_A_RULE) if abs(letters - OUR_SIZE) < OUR_SIZE / 10 else f"{value:7.2f}"
        print(f"  {code} {rule.name:30} {told:36} {counts[code]:8,} findings")


def _alone(portfolio: Any, policy: Any, code: str, watched: Watched) -> float:
    """Seconds of one rule where all that others look at is known."""
    from mopsctl.rules.engine import RULES as CATALOGUE

    known = {key: value for key, value in watched.items() if watched.users.get(key, set()) - {code}}
    portfolio.__dict__["facts"] = known
    started = time.perf_counter()
    for _ in CATALOGUE[code].check(portfolio, policy):
        pass
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
