"""A store of 100,000 RACI assignments, 500 teams and 5,000 capabilities: seconds and peak memory of each command."""

import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

from stage import BENCH, ROOT, clean, environment

TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 5
ROWS, TEAMS, CAPABILITIES = 100_000, 500, 5_000


def plan_file(path: Path) -> None:
    """A hand-written looking plan file, block style."""
    chance = random.Random(1)
    lines = ["mopsctl: 1", "teams:"]
    lines += [f"  - key: team{n}\n    name: Team number {n}" for n in range(TEAMS)]
    lines += ["platforms:\n  - {key: cdp, name: CDP}", "capabilities:"]
    lines += [f"  - key: cap{n}\n    name: Capability number {n}\n    area: Area {n % 40}" for n in range(CAPABILITIES)]
    lines += ["plans:\n  - {key: big, name: Big, start: 2026-11-02, platform: cdp, stage: plan}", "assignments:"]
    seen: set[tuple[int, int, str, str]] = set()
    while len(seen) < ROWS:
        one = (chance.randrange(CAPABILITIES), chance.randrange(TEAMS), chance.choice("RRACCII"), chance.choice("ta"))
        if one in seen:
            continue
        seen.add(one)
        capability, team, letter, state = one
        lines.append(f"  - subject: capability:cap{capability}\n    holder: team:team{team}\n    letter: {letter}")
        lines.append("    state: to-be\n    plan: big" if state == "t" else "    state: as-is")
    path.write_text("\n".join(lines) + "\n")


def raci_table(path: Path) -> None:
    """5,000 rows of a RACI table in Markdown."""
    chance = random.Random(2)
    lines = ["| Activity | Client | Agency | IT |", "|---|---|---|---|"]
    lines += [
        f"| Activity number {n} | {chance.choice(('RA', 'A/R'))} | C | {chance.choice('CI')} |" for n in range(5_000)
    ]
    path.write_text("\n".join(lines) + "\n")


def measured(command: list[str], cwd: Path) -> tuple[float, float]:
    """Seconds and MB (peak of the process) of one run."""
    started = time.perf_counter()
    with (cwd / "out.txt").open("wb") as out:
        process = subprocess.Popen(command, cwd=cwd, env=clean(), stdout=out, stderr=subprocess.PIPE)
        assert process.stderr is not None
        said = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)} failed: {said}")
    return taken, usage.ru_maxrss / 1024


def main() -> None:
    """Measure each command several times on a fresh or an unchanged store."""
    mopsctl = str(environment("mopsctl", str(ROOT)) / "mopsctl")
    folder = BENCH / "scale"
    folder.mkdir(parents=True, exist_ok=True)
    plan_file(folder / "big.yaml")
    raci_table(folder / "table.md")
    cases = (
        ("apply big.yaml --db apply.db", "apply.db", 7, 250),
        ("export own.yaml --audience me --db apply.db", "", None, None),
        ("apply own.yaml --db own.db", "own.db", 4, None),
        ("import raci table.md --create --db raci.db", "raci.db", 2, None),
        ("raci show --team team7 --db apply.db", "", 1.5, 250),
        ("gaps --db apply.db", "", 3, None),
        ("commit ask team3 --kind assign --db ask.db", "ask.db", None, None),
    )
    print(f"{'command':50} {'seconds':>8} {'wanted':>7} {'MB':>6} {'wanted':>7}")
    for command, fresh, seconds, megabytes in cases:
        results = []
        for _ in range(TIMES):
            if fresh:
                prepare(mopsctl, folder, fresh)
            results.append(measured([mopsctl, *command.split()], folder))
        taken, used = (statistics.median(values) for values in zip(*results, strict=True))
        ok = (seconds is None or taken <= seconds) and (megabytes is None or used <= megabytes)
        wanted = f"{seconds or '':>7} {used:6.0f} {megabytes or '':>7}"
        print(f"{command:50} {taken:8.2f} {wanted}  {'ok' if ok else 'TOO MUCH'}", flush=True)


def prepare(mopsctl: str, folder: Path, name: str) -> None:
    """The store that a command starts from: none, an empty plan, or a copy of the big one."""
    store = folder / name
    store.unlink(missing_ok=True)
    if name == "raci.db":
        measured([mopsctl, "plan", "init", "Table", "--db", name], folder)
    if name == "ask.db":
        store.write_bytes((folder / "apply.db").read_bytes())


if __name__ == "__main__":
    main()
