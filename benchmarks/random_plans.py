"""Plans drawn by lot, written once for mopsctl and once for TaskJuggler, so that both reckon with the same work."""

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

START = date(2026, 1, 5)  # a Monday


class Work(NamedTuple):
    """One task: its working days, its team, and what it waits for, each with a lag in working days."""

    days: int
    team: int
    waits: tuple[tuple[int, int], ...] = ()


def drawn(tasks: int, seed: int = 7) -> list[Work]:
    """1-10 working days each, 0-3 predecessors among the last max(50, N/10), lags of 0-3 days, max(4, N/50) teams."""
    chance = random.Random(seed)
    teams, back = max(4, tasks // 50), max(50, tasks // 10)
    plan = []
    for number in range(tasks):
        earlier = range(max(0, number - back), number)
        before = sorted(chance.sample(earlier, min(len(earlier), chance.randint(0, 3))))
        waits = tuple((other, chance.randint(0, 3)) for other in before)
        plan.append(Work(chance.randint(1, 10), chance.randrange(teams), waits))
    return plan


def chain(tasks: int) -> list[Work]:
    """Each waits for the one before."""
    return [Work(5, number % 4, ((number - 1, 0),) if number else ()) for number in range(tasks)]


def critical() -> list[Work]:
    """10,000 tasks, 1,000 of them on the critical path."""
    first, rest = chain(1_000), drawn(9_000)
    moved = [Work(w.days, w.team, tuple((other + 1_000, lag) for other, lag in w.waits)) for w in rest]
    ties = [Work(w.days, w.team, (*w.waits, (n, 0))) for n, w in enumerate(moved[:500])]  # some wait for the chain too
    return [*first, *ties, *moved[500:]]


def write_plan_file(plan: Sequence[Work], path: Path) -> None:
    """A plan file of mopsctl; its plan is called `big`."""
    lines = ["mopsctl: 1", "teams:"]
    lines += [f'- {{"key": "t{team}", "name": "Team {team}"}}' for team in sorted({work.team for work in plan})]
    lines += ["plans:", f'- {{"key": "big", "name": "Big", "start": "{START}"}}', "tasks:"]
    for n, work in enumerate(plan):
        lines.append(
            f'- {{"key": "a{n}", "name": "Task {n}", "plan": "big", "team": "t{work.team}", "days": {work.days}}}'
        )
    lines.append("links:")
    for n, work in enumerate(plan):
        lines += [f'- {{"before": "a{before}", "after": "a{n}", "lag": {lag}}}' for before, lag in work.waits]
    path.write_text("\n".join(lines) + "\n")


def write_taskjuggler(plan: Sequence[Work], path: Path, *, levelled: bool = False) -> None:
    """The same for `tj3`, with a CSV of all ends; `levelled`: each team does one thing at a time."""
    lines = [
        f'project big "Big" {START} +4y {{',
        '  timezone "UTC"',
        "  timingresolution 60min",
        "  workinghours mon - fri 9:00 - 17:00",
        "  workinghours sat, sun off",
        "  dailyworkinghours 8",
        "  yearlyworkingdays 260.714",
        '  timeformat "%Y-%m-%d"',
        "}",
    ]
    lines += [f'resource t{team} "Team {team}" {{ efficiency 1.0 }}' for team in sorted({work.team for work in plan})]
    for n, work in enumerate(plan):
        takes = f"effort {work.days}d allocate t{work.team}" if levelled else f"length {work.days}d"
        waits = ", ".join(f"a{before}" + (f" {{ gaplength {lag}d }}" if lag else "") for before, lag in work.waits)
        lines.append(f'task a{n} "Task {n}" {{ {takes}{f" depends {waits}" if waits else ""} }}')
    lines.append('taskreport ends "ends" { formats csv columns id, end hideresource 1 }')
    path.write_text("\n".join(lines) + "\n")
