"""The timeline of 1,000 to 100,000 tasks: mopsctl and TaskJuggler in turn on the same plans; and what-ifs in masses.

    python3 benchmarks/timeline.py [ROUNDS [TASKS]]

TaskJuggler (`tj3`, Debian's package tj3) reckons plans of up to TASKS tasks; 10,000 take it over half a minute.
"""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from random_plans import START, Work, chain, critical, drawn, write_plan_file, write_taskjuggler
from stage import BENCH, ROOT, clean, environment, in_a_pipe, in_turn, verdict

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
MOST_OF_PEER = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
FASTER = {1_000: 25, 10_000: 200}  # than tj3, whole process
LARGE, LARGE_SECONDS, LARGE_MEGABYTES, LINEAR = 100_000, 1.5, 250, 13


def main() -> None:
    """Make the plans, run both sides, print ratios beside what is wanted."""
    home = environment("timeline", str(ROOT))
    folder = BENCH / "plans"
    folder.mkdir(exist_ok=True)
    plans = {
        "1": drawn(1),
        **{str(size): drawn(size) for size in (*FASTER, LARGE)},
        "chain": chain(LARGE),
        "critical": critical(),
    }
    for name, plan in plans.items():
        prepare(home / "mopsctl", folder / name, plan)
    against_taskjuggler(home / "mopsctl", folder)
    large(home / "mopsctl", folder)
    what_ifs(home / "mopsctl", folder / "critical")


def prepare(mopsctl: Path, folder: Path, plan: list[Work]) -> None:
    """The plan for both sides, and a store of it."""
    folder.mkdir(exist_ok=True)
    write_plan_file(plan, folder / "plan.yaml")
    write_taskjuggler(plan, folder / "plan.tjp")
    (folder / "mops.db").unlink(missing_ok=True)
    subprocess.run([mopsctl, "apply", "plan.yaml", "--db", "mops.db"], cwd=folder, check=True, capture_output=True)


def show(mopsctl: Path) -> list[str | Path]:
    """The command that prints the timeline, looked at from the plan's first day."""
    return [mopsctl, "timeline", "show", "--db", "mops.db", "--today", str(START), "--format", "plain"]


def against_taskjuggler(mopsctl: Path, folder: Path) -> None:
    """Whole processes, from the store or the file to the printed dates."""
    for size, wanted in FASTER.items():
        if size > MOST_OF_PEER:
            continue
        at = folder / str(size)
        runs = {
            "mopsctl": partial(in_a_pipe, show(mopsctl), at, {}),
            "tj3": partial(in_a_pipe, ["tj3", "--silent", "plan.tjp"], at, {}),
        }
        taken = in_turn(runs, ROUNDS)
        if (ours := last_day(mopsctl, at)) != (theirs := last_end(at)):
            sys.exit(f"{size} tasks: mopsctl ends on {ours}, tj3 on {theirs}")
        ratio = taken["tj3"] / taken["mopsctl"]
        print(f"{size:>7} tasks  mopsctl {taken['mopsctl'] / 1000:7.3f} s  tj3 {taken['tj3'] / 1000:7.2f} s", end="  ")
        said = "ok" if ratio >= wanted else "TOO SLOW"
        print(f"{ratio:4.0f} x faster (at least {wanted})  {said}, both end on {ours}")


def last_day(mopsctl: Path, folder: Path) -> str:
    """The finish that mopsctl prints."""
    done = subprocess.run(show(mopsctl), cwd=folder, env=clean(), capture_output=True, text=True, check=True)
    return max(line.split("\t")[4] for line in done.stdout.splitlines())


def last_end(folder: Path) -> str:
    """The finish in the report of tj3."""
    return max(line.split(";")[1].strip('"') for line in (folder / "ends.csv").read_text().splitlines()[1:])


def large(mopsctl: Path, folder: Path) -> None:
    """100,000 tasks: seconds, memory, and whether it grows as the plan does; a chain as deep as the plan is long."""
    runs = {name: partial(in_a_pipe, show(mopsctl), folder / name, {}) for name in ("1", "10000", str(LARGE), "chain")}
    taken = {name: value / 1000 for name, value in in_turn(runs, ROUNDS).items()}
    growth = (taken[str(LARGE)] - taken["1"]) / (taken["10000"] - taken["1"])
    megabytes = peak(show(mopsctl), folder / str(LARGE))
    print(f"{LARGE} tasks, seconds          {verdict(taken[str(LARGE)], LARGE_SECONDS)}")
    print(f"{LARGE} tasks, megabytes        {verdict(megabytes, LARGE_MEGABYTES)}")
    print(f"{LARGE} tasks / 10000 tasks     {verdict(growth, LINEAR)}, start-up taken off")
    print(f"a chain of {LARGE}, seconds     {taken['chain']:7.2f}")


def peak(command: list[str | Path], folder: Path) -> float:
    """Megabytes that one run held at most."""
    child = os.fork()
    if not child:
        os.chdir(folder)
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        os.execve(str(command[0]), [str(part) for part in command], clean())
    _, status, used = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return used.ru_maxrss / 1024


def what_ifs(mopsctl: Path, folder: Path) -> None:
    """In a plan of 10,000: one slip over a read, and the slips of its 1,000 critical tasks."""
    what_if = [mopsctl, "timeline", "what-if", "--db", "mops.db", "--format", "plain"]
    today = {"MOPSCTL_TODAY": str(START)}
    runs = {
        "read": partial(in_a_pipe, show(mopsctl), folder, {}),
        "one": partial(in_a_pipe, [*what_if, "--slip", "a10=+5wd"], folder, today),
        "each": partial(in_a_pipe, [*what_if, "--each"], folder, today),
    }
    taken = {name: value / 1000 for name, value in in_turn(runs, ROUNDS).items()}
    done = subprocess.run([*what_if, "--each"], cwd=folder, env={**clean(), **today}, capture_output=True, text=True)
    count = len(done.stdout.splitlines())
    print(f"one what-if less a read, seconds    {verdict(taken['one'] - taken['read'], 0.15)}")
    print(f"{count} slips in one call, seconds    {verdict(taken['each'], 10)}")


if __name__ == "__main__":
    main()
