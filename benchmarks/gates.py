"""20 plans, each counting on all of 500 teams, with 30,000 asks: how long commitment and the gates take in a pipe."""

import random
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from stage import BENCH, ROOT, environment, in_a_pipe, in_turn, verdict

TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 9
PLANS, TEAMS, CAPABILITIES, OWN_PLATFORMS = 20, 500, 2_000, 200
KINDS = ("assign", "advocate", "contribute")
DAY = "2026-11-02"  # long ago, whenever this runs: what is due is due
WANTED = {"commit show": 500, "gate": 500, "gate --all": 1500}  # milliseconds

Rows = Iterator[dict[str, Any]]


def plan_file(path: Path) -> None:
    """A plan file as people write it, in flow style."""
    chance = random.Random(3)
    sections = {**organisation(chance), **outreach(chance), **commitment(chance), **work(chance)}
    lines = ["mopsctl: 1"]
    for name, rows in sections.items():
        lines.append(f"{name}:")
        lines += ["- {" + ", ".join(f"{field}: {value}" for field, value in row.items()) + "}" for row in rows]
    path.write_text("\n".join(lines) + "\n")


def organisation(chance: random.Random) -> dict[str, Rows]:
    """Teams of three people, a platform for each plan and 200 others, and who runs what where."""
    levels = ("executive", "leader", "practitioner")
    return {
        "teams": ({"key": f"team{t}", "name": f"Team {t}"} for t in range(TEAMS)),
        "people": (
            {"key": f"p{t}-{n}", "name": f"Person {n} of {t}", "team": f"team{t}", "level": levels[n]}
            for t in range(TEAMS)
            for n in range(3)
        ),
        "platforms": (
            {"key": f"{kind}{n}", "name": f"Platform {kind} {n}", "status": status}
            for kind, status, size in (("new", "proposed", PLANS), ("own", "live", OWN_PLATFORMS))
            for n in range(size)
        ),
        "capabilities": (
            {"key": f"cap{c}", "name": f"Capability {c}"}
            # What governs one in ten is undecided, evenly over the plans.
            | ({"governing": f"new{c % PLANS}", "governed_by": "p0-0", "governed_on": DAY} if c // PLANS % 10 else {})
            | ({"gap_found": DAY} if c % 7 == 0 else {})
            for c in range(CAPABILITIES)
        ),
        "offerings": iter([*offered_by_plans(), *offered_by_teams(chance)]),
        "similarities": (
            {"capability": f"cap{c}", "like": f"cap{c + 1}"} for c in range(1, CAPABILITIES - 1, 5) if len(str(c)) == 4
        ),
    }


def offered_by_plans() -> Rows:
    """40 capabilities on the platform of each plan."""
    for plan in range(PLANS):
        for n in range(40):
            yield offering(f"cap{plan + PLANS * n}", f"new{plan}", (plan * 40 + n) % TEAMS)


def offered_by_teams(chance: random.Random) -> Rows:
    """Five capabilities that each team runs on a platform of its own."""
    for team in range(TEAMS):
        for capability in chance.sample(range(CAPABILITIES), 5):
            yield offering(f"cap{capability}", f"own{team % OWN_PLATFORMS}", team)


def offering(capability: str, platform: str, team: int) -> dict[str, Any]:
    """One row."""
    return {"capability": capability, "platform": platform, "team": f"team{team}"}


def pairs() -> Iterator[tuple[int, int]]:
    """Every plan with every team."""
    return ((plan, team) for plan in range(PLANS) for team in range(TEAMS))


def outreach(chance: random.Random) -> dict[str, Rows]:
    """The plans, and one conversation with each team about each; an action and an evidence request for some."""

    def belonging(plan: int, team: int) -> dict[str, Any]:
        return {"key": f"c{plan}-{team}", "plan": f"plan{plan}", "team": f"team{team}"}

    return {
        "plans": (
            {"key": f"plan{p}", "name": f"Plan {p}", "start": DAY, "platform": f"new{p}", "stage": "plan"}
            for p in range(PLANS)
        ),
        "conversations": (
            belonging(p, t)
            | {"on": DAY, "sees_problem": chance.choice(("yes", "partly", "no")), "objection": "cost"}
            | {"reason": "It costs too much", "angle": "technical", "challenges": "Too little time"}
            for p, t in pairs()
        ),
        "actions": (
            belonging(p, t) | {"kind": "persuade", "due": DAY, "owner": f"p{t}-1"} for p, t in pairs() if t % 5 == 0
        ),
        "evidence": (
            belonging(p, t) | {"what": "A figure", "asked_on": DAY, "needed_by": DAY} for p, t in pairs() if t % 10 == 0
        ),
    }


def commitment(chance: random.Random) -> dict[str, Rows]:
    """How each team stands in each plan, its three asks, and what was let pass."""
    return {
        "participations": (
            {"plan": f"plan{p}", "team": f"team{t}", "critical": chance.choice(("yes", "yes", "yes", "no", "unasked"))}
            | {"work": chance.randint(1, 5), "influence": chance.randint(1, 5), "impact": "A lot"}
            for p, t in pairs()
        ),
        "asks": (ask(chance, p, t, kind) for p, t in pairs() for kind in KINDS),
        "waivers": (
            {"plan": f"plan{p}", "code": "GAT402", "subject": f"capability:cap{p}", "reason": "For now", "by": "p0-0"}
            | {"on": DAY, "until": "2099-12-31"}
            for p in range(PLANS)
        ),
    }


def ask(chance: random.Random, plan: int, team: int, kind: str) -> dict[str, Any]:
    """One ask, answered or not, with what its kind wants to know."""
    state = chance.choice(("open", "promised", "promised", "proven", "proven", "refused", "deferred"))
    named = {"plan": f"plan{plan}", "team": f"team{team}", "kind": kind, "asked_on": DAY, "due": DAY, "state": state}
    told = {
        "assign": {"person": f"p{team}-2", "allocation": 50, "start": DAY},
        "advocate": {"leader": f"p{team}-1", "forum": "Board", "forum_on": DAY, "granted": "Time"},
        "contribute": {"person": f"p{team}-2"},
    }
    return (
        named
        | ({"answered_on": DAY} if state != "open" else {})
        | (told[kind] if state in ("promised", "proven") else {})
    )


def work(chance: random.Random) -> dict[str, Rows]:
    """A task and a need of each team in each plan, half of them agreed."""

    def belonging(plan: int, team: int) -> dict[str, Any]:
        mine = {"key": f"k{plan}-{team}", "plan": f"plan{plan}", "team": f"team{team}", "by": f"p{team}-2"}
        return mine | ({"agreed": "true"} if chance.random() < 0.5 else {})

    return {
        "tasks": (belonging(p, t) | {"name": f"Task {t}", "owner": f"p{t}-2", "days": 5} for p, t in pairs()),
        "needs": (belonging(p, t) | {"what": "Something", "task": f"k{p}-{t}"} for p, t in pairs()),
    }


def main() -> None:
    """Make the store, measure in turn, and print the table."""
    ours, theirs = environment("mopsctl", str(ROOT)), environment("peers", "todoman", "sqlite-utils")
    python, mopsctl, rows = ours / "python", ours / "mopsctl", [theirs / "sqlite-utils", "rows", "mops.db", "asks"]
    folder = BENCH / "gates"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mops.db").unlink(missing_ok=True)
    plan_file(folder / "plan.yaml")
    piped = partial(in_a_pipe, cwd=folder, extra={})
    made = piped([mopsctl, "apply", "plan.yaml"])
    print(f"{(folder / 'mops.db').stat().st_size / 1e6:.0f} MB made by `mopsctl apply` in {made / 1000:.1f} s")
    runs = {
        "bare": lambda: piped([python, "-c", "pass"]),
        "sqlite-utils rows": lambda: piped(rows),
        "commit show": lambda: piped([mopsctl, "commit", "show", "--plan", "plan3"]),
        "gate": lambda: piped([mopsctl, "gate", "--plan", "plan3"]),
        "gate --all": lambda: piped([mopsctl, "gate", "--all"]),
    }
    show(in_turn(runs, TIMES))


def show(taken: dict[str, float]) -> None:
    """Milliseconds, what was wanted, and how that compares with bare Python and with reading the asks alone."""
    print(f"\nmilliseconds, medians of {TIMES} runs in turn")
    for name, value in taken.items():
        ratios = f"{value / taken['bare']:6.1f} x bare  {value / taken['sqlite-utils rows']:6.2f} x sqlite-utils rows"
        print(f"  {name:20} {verdict(value, WANTED[name]) if name in WANTED else f'{value:7.2f}':45} {ratios}")


if __name__ == "__main__":
    main()
