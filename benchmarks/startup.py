"""How long a command takes to answer: every command against bare Python, and against two peers, in turn in one run."""

import sqlite3
import sys
from functools import partial
from pathlib import Path

from stage import BENCH, ROOT, environment, in_a_pipe, in_turn, on_a_terminal, verdict

TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 15
READS = (
    "team list", "team show analytics", "person list", "person show ada", "platform list", "platform show cdp",
    "capability list", "capability show send-campaigns", "plan list", "plan show", "commit show", "support show",
    "raci show", "raci show --state as-is", "task list", "task show go-live", "timeline show", "gate", "rule list",
    "rule show RAC701", "history",
)  # fmt: skip
HEAVY = ("plan status", "gaps")


def peers(folder: Path) -> tuple[Path, dict[str, str]]:
    """Clean peers over 200 rows each."""
    bin_ = environment("peers", "todoman", "sqlite-utils")
    todos = folder / "todos"
    todos.mkdir(parents=True, exist_ok=True)
    for number in range(200):
        (todos / f"{number}.ics").write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\nBEGIN:VTODO\r\n"
            f"UID:todo-{number}\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Task number {number}\r\n"
            "END:VTODO\r\nEND:VCALENDAR\r\n"
        )
    config = folder / "todoman"
    config.mkdir(exist_ok=True)
    (config / "config.py").write_text(f'path = "{todos}"\ncache_path = "{folder / "cache.sqlite3"}"\n')
    with sqlite3.connect(folder / "rows.db") as connection:
        connection.execute("create table if not exists task (id integer primary key, name text, team text)")
        connection.execute("delete from task")
        connection.executemany("insert into task(name, team) values (?, ?)", [(f"Task {n}", "it") for n in range(200)])
    connection.close()
    return bin_, {"TODOMAN_CONFIG": str(config / "config.py")}


def main() -> None:
    """Measure all and print the table."""
    ours = environment("mopsctl", str(ROOT))
    folder = BENCH / "startup"
    folder.mkdir(parents=True, exist_ok=True)
    theirs, config = peers(folder)
    (folder / "mops.db").unlink(missing_ok=True)
    python, mopsctl = ours / "python", ours / "mopsctl"
    in_a_pipe([mopsctl, "plan", "init", "--example", "cdp-rollout"], folder, {})
    piped, shown = partial(in_a_pipe, cwd=folder), partial(on_a_terminal, cwd=folder)
    key = {"_MOPSCTL_COMPLETE": "complete_bash", "COMP_WORDS": "mopsctl team show ", "COMP_CWORD": "3"}
    name = {"_MOPSCTL_COMPLETE": "complete_bash", "COMP_WORDS": "mopsctl t", "COMP_CWORD": "1"}
    ask = ["commit", "ask", "legal", "--kind", "advocate", "--due", "+5d"]
    runs = {
        "bare": lambda: piped([python, "-c", "pass"], extra={}),
        "import sqlmodel": lambda: piped([python, "-c", "import sqlmodel"], extra={}),
        "--version": lambda: piped([mopsctl, "--version"], extra={}),
        "--help (pipe)": lambda: piped([mopsctl, "--help"], extra={}),
        "--help (terminal)": lambda: shown([mopsctl, "--help"], extra={}),
        "complete a command": lambda: piped([mopsctl], extra=name),
        "complete a key": lambda: piped([mopsctl], extra=key),
        "todoman list": lambda: piped([theirs / "todo", "list"], extra=config),
        "todoman list (terminal)": lambda: shown([theirs / "todo", "list"], extra=config),
        "sqlite-utils rows": lambda: piped([theirs / "sqlite-utils", "rows", "rows.db", "task"], extra={}),
        "commit ask": lambda: piped([mopsctl, *ask], extra={}),
    }
    for command in (*READS, *HEAVY):
        runs[command] = partial(piped, [mopsctl, *command.split()], extra={})
        runs[f"{command} (terminal)"] = partial(shown, [mopsctl, *command.split()], extra={})
    show(in_turn(runs, TIMES))


def show(taken: dict[str, float]) -> None:
    """Ratios, the worst of each kind named."""
    bare, todo, rows = taken["bare"], taken["todoman list"], taken["sqlite-utils rows"]
    print(f"\nmilliseconds, medians of {TIMES} runs in turn")
    for name, value in taken.items():
        print(f"  {name:42} {value:7.1f}  {value / bare:6.2f} x bare")
    worst = max(READS, key=lambda command: taken[command])
    heavy = max(HEAVY, key=lambda command: taken[command])
    seen = max((*READS, *HEAVY), key=lambda command: taken[f"{command} (terminal)"])
    print("\nratios, the worst of each kind")
    for label, measured, wanted in (
        ("--version / bare", taken["--version"] / bare, 3),
        ("--help in a pipe / bare", taken["--help (pipe)"] / bare, 8),
        ("--help on a terminal / bare", taken["--help (terminal)"] / bare, 12),
        ("completion of a command / bare", taken["complete a command"] / bare, 8),
        ("completion of a key / bare", taken["complete a key"] / bare, 10),
        (f"{worst} / todoman list", taken[worst] / todo, 0.45),
        (f"{worst} / sqlite-utils rows", taken[worst] / rows, 0.65),
        (f"{heavy} / bare", taken[heavy] / bare, 14),
        (f"{seen}, terminal / todoman list", taken[f"{seen} (terminal)"] / taken["todoman list (terminal)"], 0.8),
        ("commit ask / import sqlmodel", taken["commit ask"] / taken["import sqlmodel"], 1.25),
    ):
        print(f"  {label:52} {verdict(measured, wanted)}")


if __name__ == "__main__":
    main()
