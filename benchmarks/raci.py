"""5,000 capabilities x 50 holders, as-is and to-be: how long the matrix and its difference take, in a pipe and not.

python benchmarks/raci.py [RUNS] [LETTERS A ROW, 50 fills every cell]
"""

import random
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from stage import BENCH, ROOT, environment, in_a_pipe, in_turn, on_a_terminal, verdict

TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 9
LETTERS = int(sys.argv[2]) if len(sys.argv) > 2 else 10
CAPABILITIES, TEAMS, PEOPLE, POSITIONS = 5_000, 30, 10, 10
WANTED = {"raci show": 2000, "raci diff": 2000, "raci show --analysis": 2000}  # milliseconds


def plan_file(path: Path) -> None:
    """A plan file as `mopsctl export` writes it, a line a record."""
    with path.open("w") as file:
        for line in lines(random.Random(7)):
            file.write(line + "\n")


def lines(chance: random.Random) -> Iterator[str]:
    """Teams, people and positions, the capabilities of one platform, and who holds what today and is to."""
    yield "mopsctl: 1"
    yield "teams:"
    yield from (f'- {{"key": "team{t}", "name": "Team {t}"}}' for t in range(TEAMS))
    yield "people:"
    yield from (f'- {{"key": "p{p}", "name": "Person {p}", "team": "team{p}"}}' for p in range(PEOPLE))
    yield "positions:"
    yield from (f'- {{"key": "box{p}", "name": "Position {p}"}}' for p in range(POSITIONS))
    yield "boxes:"
    yield from (f'- {{"position": "box{p}", "team": "team{p}"}}' for p in range(POSITIONS))
    yield "platforms:"
    yield '- {"key": "cdp", "name": "CDP", "status": "proposed"}'
    yield "capabilities:"
    yield from (
        f'- {{"key": "cap{c}", "name": "Capability {c}", "area": "Area {c % 40}"}}' for c in range(CAPABILITIES)
    )
    yield "offerings:"
    yield from (
        f'- {{"capability": "cap{c}", "platform": "cdp", "team": "team{c % TEAMS}"}}' for c in range(CAPABILITIES)
    )
    yield "plans:"
    yield '- {"key": "rollout", "name": "Rollout", "start": "2026-11-02", "platform": "cdp", "stage": "plan"}'
    yield "assignments:"
    for scope in ('"state": "as-is"', '"plan": "rollout"'):
        for c in range(CAPABILITIES):
            yield from row(chance, c, scope)


def row(chance: random.Random, capability: int, scope: str) -> Iterator[str]:
    """One A, two R, then C and I by turns."""
    holders = [f"team:team{t}" for t in range(TEAMS)]
    holders += [f"person:p{p}" for p in range(PEOPLE)] + [f"position:box{p}" for p in range(POSITIONS)]
    for number, holder in enumerate(chance.sample(holders, LETTERS)):
        letter = "ARR"[number] if number < 3 else "CI"[number % 2]
        subject = f'"subject": "capability:cap{capability}"'
        yield f'- {{{subject}, "holder": "{holder}", "letter": "{letter}", {scope}}}'


def main() -> None:
    """Make the store, measure in turn, and print the table."""
    ours = environment("mopsctl", str(ROOT))
    python, mopsctl = ours / "python", ours / "mopsctl"
    folder = BENCH / "raci"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mops.db").unlink(missing_ok=True)
    plan_file(folder / "plan.yaml")
    piped = partial(in_a_pipe, cwd=folder, extra={})
    made = piped([mopsctl, "apply", "plan.yaml"])
    count = 2 * CAPABILITIES * LETTERS
    print(f"{count:,} letters, {(folder / 'mops.db').stat().st_size / 1e6:.0f} MB, applied in {made / 1000:.1f} s")
    shown = [mopsctl, "raci", "show", "--no-pager"]
    runs = {
        "bare": lambda: piped([python, "-c", "pass"]),
        "raci show": lambda: piped([mopsctl, "raci", "show"]),
        "raci diff": lambda: piped([mopsctl, "raci", "diff"]),
        "raci show --analysis": lambda: piped([mopsctl, "raci", "show", "--analysis"]),
        "raci show, json": lambda: piped([mopsctl, "raci", "show", "--format", "json"]),
        "raci show, terminal": lambda: on_a_terminal(shown, cwd=folder, extra={}),
    }
    taken = in_turn(runs, TIMES)
    print(f"\nmilliseconds, medians of {TIMES} runs in turn")
    for name, value in taken.items():
        told = verdict(value, WANTED[name]) if name in WANTED else f"{value:7.2f}"
        print(f"  {name:22} {told:45} {value / taken['bare']:6.1f} x bare")


if __name__ == "__main__":
    main()
