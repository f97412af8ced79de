"""Levelling: mopsctl and TaskJuggler in turn on the same plans, and how short schedules are on PSPLIB's problems.

    python3 benchmarks/level.py [--rounds 5] [--tasks 10000] [--seeds 7] [--problems FOLDER] [--only plans|problems]

TaskJuggler (`tj3`, Debian's package tj3) levels plans of up to `--tasks`; 10,000 take it over a minute. It may split a
task to fill a gap, which mopsctl never does. Problems are files `*.sm` with the best known makespans in
EXPECTED_CPM.csv beside them, or in a file `*opt*.txt`; the folder may be named by MOPSCTL_CORPUS.
"""

import argparse
import csv
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
from random_plans import START, drawn, write_plan_file, write_taskjuggler
from stage import BENCH, ROOT, clean, environment, in_a_pipe, in_turn, verdict

from mopsctl.facts.levelling.improve import search
from mopsctl.facts.levelling.rcpsp import Problem, Uniform
from mopsctl.solvers.shortest import shortest

FASTER = 20  # than tj3, whole process
QUICK, LONG = 0.009, 0.25  # seconds of a search, the lay-out included
GAP_QUICK, GAP_LONG, MILLISECONDS, PROVEN, SECONDS = 1.1, 0.25, 10, 95, 1.0


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7])
    parser.add_argument("--problems", type=Path, default=os.environ.get("MOPSCTL_CORPUS"))
    parser.add_argument("--only", choices=("plans", "problems"))
    asked = parser.parse_args()
    if asked.only != "problems":
        plans([size for size in (1_000, 10_000) if size <= asked.tasks], asked.seeds, asked.rounds)
    if asked.only != "plans" and asked.problems:
        problems(sorted(Path(asked.problems).rglob("*.sm")))


def plans(sizes: list[int], seeds: list[int], rounds: int) -> None:
    """Whole processes: from the store or the file to the printed dates; and when the levelled plans end."""
    mopsctl = environment("level", str(ROOT)) / "mopsctl"
    for size in sizes:
        for seed in seeds:
            at = BENCH / "level" / f"{size}-{seed}"
            prepare(mopsctl, at, size, seed)
            runs = {
                "mopsctl": partial(in_a_pipe, level(mopsctl), at, {}),
                "tj3": partial(in_a_pipe, ["tj3", "--silent", "plan.tjp"], at, {}),
            }
            taken = in_turn(runs, rounds)
            ours, theirs = last_day(mopsctl, at), last_end(at)
            ratio, said = taken["tj3"] / taken["mopsctl"], "ok" if ours <= theirs else "LATER"
            print(f"{size:>6} tasks, seed {seed}: ends on {ours}, tj3 on {theirs}  {said}", end="; ")
            print(f"{taken['mopsctl'] / 1000:.3f} s, tj3 {taken['tj3'] / 1000:.2f} s", end="; ")
            print(f"{ratio:.0f} x faster (at least {FASTER})  {'ok' if ratio >= FASTER else 'TOO SLOW'}", flush=True)


def prepare(mopsctl: Path, folder: Path, size: int, seed: int) -> None:
    """The plan for both sides, one unit in each team, and a store of it."""
    folder.mkdir(parents=True, exist_ok=True)
    plan = drawn(size, seed)
    write_plan_file(plan, folder / "plan.yaml")
    write_taskjuggler(plan, folder / "plan.tjp", levelled=True)
    (folder / "mops.db").unlink(missing_ok=True)
    subprocess.run([mopsctl, "apply", "plan.yaml", "--db", "mops.db"], cwd=folder, check=True, capture_output=True)


def level(mopsctl: Path) -> list[str | Path]:
    """The command that prints what moves, looked at from the plan's first day."""
    return [mopsctl, "timeline", "level", "--db", "mops.db", "--today", str(START)]


def last_day(mopsctl: Path, folder: Path) -> str:
    """The finish that mopsctl proposes."""
    done = subprocess.run(
        [*level(mopsctl), "--format", "json"], cwd=folder, env=clean(), capture_output=True, check=True
    )
    return str(msgspec.json.decode(done.stdout)["data"]["finish"])


def last_end(folder: Path) -> str:
    """The finish in the report of tj3."""
    return max(line.split(";")[1].strip('"') for line in (folder / "ends.csv").read_text().splitlines()[1:])


def problems(files: list[Path]) -> None:
    """PSPLIB: how far above the best known makespan, how fast, and how many CP-SAT proves."""
    known = {name: best for folder in {file.parent for file in files} for name, best in best_known(folder)}
    asked = [(problem(file), known[file.name]) for file in files if file.name in known]
    if not asked:
        sys.exit("no problem with a best known makespan there")
    print(f"{len(asked)} problems")
    quick, quick_ms = searched(asked, QUICK)
    print(f"quick search, % above the best known      {verdict(quick, GAP_QUICK)}")
    print(f"quick search, ms a problem, the median    {verdict(statistics.median(quick_ms), MILLISECONDS)}")
    print(f"quick search, ms a problem, the slowest   {verdict(max(quick_ms), MILLISECONDS)}")
    long, _ = searched(asked, LONG)
    print(f"{LONG} s of search, % above the best known  {verdict(long, GAP_LONG)}")
    proven = [shortest(one, SECONDS) for one, _ in asked]
    wrong = sum(found.proven and found.length != best for found, (_, best) in zip(proven, asked, strict=True))
    share = 100 * sum(found.proven for found in proven) / len(asked)
    said = "ok" if share >= PROVEN else "TOO FEW"
    print(
        f"CP-SAT proves in {SECONDS:g} s, %                  {share:7.1f}  (at least {PROVEN})  {said}, {wrong} wrong"
    )


def searched(asked: list[tuple[Problem, int]], seconds: float) -> tuple[float, list[float]]:
    """The mean gap in percent after a search of so many seconds of work, and the milliseconds that each took."""
    gaps, taken = [], []
    for one, best in asked:
        started = time.process_time()
        end = started + seconds
        found = search(Uniform(one), lambda end=end: time.process_time() < end)
        taken.append((time.process_time() - started) * 1000)
        gaps.append(100 * (found.value - best) / best)
    return statistics.mean(gaps), taken


def best_known(folder: Path) -> Iterator[tuple[str, int]]:
    """File names and makespans: of our own table, or of PSPLIB's (parameter, instance, makespan)."""
    table = folder / "EXPECTED_CPM.csv"
    if table.exists():
        with table.open(newline="") as rows:
            for row in csv.DictReader(rows):
                yield row["instance"], int(row["best_known_makespan_with_resources"])
    for path in folder.glob("*opt*.txt"):
        for line in path.read_text(errors="replace").splitlines():
            if len(cells := line.split()) >= 3 and all(cell.isdigit() for cell in cells[:3]):
                yield f"j30{cells[0]}_{cells[1]}.sm", int(cells[2])


def problem(path: Path) -> Problem:
    """One file of PSPLIB, single mode."""
    sections = path.read_text().split("*" * 72)
    durations = tuple(row[2] for row in part_of(sections, "REQUESTS"))
    follows = tuple(
        tuple((after - 1, durations[row[0] - 1]) for after in row[3:]) for row in part_of(sections, "PRECEDENCE")
    )
    demands = tuple(tuple(row[3:]) for row in part_of(sections, "REQUESTS"))
    return Problem(durations, follows, demands, tuple(part_of(sections, "RESOURCEAVAIL")[0]))


def part_of(sections: list[str], name: str) -> list[list[int]]:
    """The rows of numbers in one section."""
    part = next(part for part in sections if part.strip().startswith(name))
    return [[int(cell) for cell in line.split()] for line in part.splitlines() if line.replace(" ", "").isdigit()]


if __name__ == "__main__":
    main()
