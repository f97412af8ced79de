"""A company of any size as a plan file: 20 plans, and all that the rules of `mopsctl gaps` look at.

With 100,000 letters: 20,000 tasks, 500 teams, 2,000 people, 5,000 capabilities on 200 platforms. About one row in ten
has something wrong with it, as plans have; the rest is in order.
"""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

PLANS = 20
DAY = date(2026, 11, 2)  # long ago, whenever this runs: what is due is due
STAGES = ("explore", "align", "plan", "plan", "build", "build", "launch", "run")
KINDS = ("assign", "advocate", "contribute")
LEVELS = ("executive", "leader", "practitioner", "practitioner")
LARGEST = 60_000_000  # bytes of a plan file
HEADS = 4  # people of a team
BUILDING = tuple(plan for plan in range(PLANS) if STAGES[plan % len(STAGES)] in ("build", "launch", "run"))

Rows = Iterator[dict[str, Any]]


class Company:
    """How many there are of each thing, for so many letters, and the dice."""

    def __init__(self, letters: int) -> None:
        self.letters, self.chance = letters, random.Random(11)
        self.tasks, self.capabilities = letters // 5, letters // 20
        self.teams = round(500 * (letters / 100_000) ** 0.5)
        self.platforms = round(180 * (letters / 100_000) ** 0.5)  # beside those of the plans
        self.positions = min(400, self.teams)

    def team(self) -> str:
        """Any team."""
        return f"team{self.chance.randrange(self.teams)}"

    def person(self) -> str:
        """Anybody."""
        return f"p{self.chance.randrange(self.teams)}-{self.chance.randrange(HEADS)}"

    def holder(self) -> str:
        """Any holder: mostly people, as the rules want it."""
        kind = self.chance.random()
        if kind < 0.55:
            return f"person:{self.person()}"
        return f"team:{self.team()}" if kind < 0.9 else f"position:box{self.chance.randrange(self.positions)}"

    def seldom(self, share: float = 0.1) -> bool:
        """Whether something that is seldom so is so."""
        return self.chance.random() < share

    def day(self, task: int) -> date:
        """When a task is to begin: one after the other, over two years."""
        return DAY + timedelta(700 * task // self.tasks)

    def plans_of(self, team: int) -> list[int]:
        """The four plans that a team takes part in."""
        return [(team + step * 5) % PLANS for step in range(4)]


def write(folder: Path, letters: int) -> tuple[list[Path], int]:
    """Write plan files as `mopsctl export` does, a line a record, none larger than may be; and count the letters."""
    files, counted = [folder / "plan0.yaml"], 0
    file = files[0].open("w")
    file.write("mopsctl: 1\n")
    for name, rows in sections(Company(letters)).items():
        file.write(f"{name}:\n")
        for row in rows:
            counted += name == "assignments"
            file.write(f"- {json.dumps(row, default=str)}\n")
            if file.tell() > LARGEST:
                file.close()
                files.append(folder / f"plan{len(files)}.yaml")
                file = files[-1].open("w")
                file.write(f"mopsctl: 1\n{name}:\n")
    file.close()
    return files, counted


def sections(company: Company) -> dict[str, Rows]:
    """All there is, by kind."""
    return {**organisation(company), **people_of_plans(company), **work(company), **model(company)}


def organisation(c: Company) -> dict[str, Rows]:
    """Teams and people, the chart as it is and is to be, platforms and what they are for."""
    return {
        "teams": ({"key": f"team{t}", "name": f"Team {t}", **_covers(t)} for t in range(c.teams)),
        "people": (
            {"key": f"p{t}-{n}", "name": f"Person {n} of {t}", "team": f"team{t}", "level": LEVELS[n]}
            for t in range(c.teams)
            for n in range(HEADS)
        ),
        "goals": ({"key": f"goal{n}", "name": f"Goal {n}"} for n in range(20)),
        "functions": ({"key": f"f{n}", "name": f"Function {n}"} for n in range(4)),
        "positions": ({"key": f"box{n}", "name": f"Position {n}"} for n in range(c.positions)),
        "boxes": (box(c, n, state) for n in range(c.positions) for state in ("as-is", "to-be")),
        "coverage": ({"position": f"box{n}", "covers": f"function:f{n % 4}"} for n in range(0, c.positions, 2)),
        "numbers": ({"key": f"n{n}", "name": f"Number {n}", "position": f"box{n}"} for n in range(0, c.positions, 3)),
        "wanted_skills": ({"position": f"box{n}", "skill": f"s{n % 9}"} for n in range(c.positions)),
        "held_skills": ({"person": f"p{n}-1", "skill": f"s{n % 9}"} for n in range(0, c.positions, 2)),
        "platforms": platforms(c),
        "capabilities": (capability(c, n) for n in range(c.capabilities)),
        "offerings": offerings(c),
        "similarities": ({"capability": f"cap1{n}", "like": f"cap2{n}"} for n in range(c.capabilities // 20)),
        "datasets": ({"key": f"data{n}", "name": f"Data {n}"} for n in range(50)),
        "truths": ({"dataset": f"data{n % 50}", "platform": f"new{n % PLANS}"} for n in range(55)),
    }


def _covers(team: int) -> dict[str, Any]:
    functions = ("marketing", "marketing-operations", "it", "martech", "analytics", "data-management")
    return {"covers": [functions[team % 6]]} if team % 3 else {}


def box(c: Company, n: int, state: str) -> dict[str, Any]:
    """A box of the chart; a few are vacant."""
    above = {"reports_to": f"box{(n - 1) // 5}"} if n else {}
    held = {} if c.seldom() else {"holder": f"p{n}-1", "allocation": 50 if c.seldom() else 100}
    return {"position": f"box{n}", "state": state, "team": f"team{n}", "goal": f"goal{n % 20}", **above, **held}


def platforms(c: Company) -> Rows:
    """One for each plan, and those that are there; a tenth of them is to retire."""
    owners = {"system_owner": "p0-0", "budget_owner": "p0-1", "manager": "p0-2"}
    for n in range(PLANS):
        yield {"key": f"new{n}", "name": f"New {n}", "status": "proposed", "live_on": DAY + timedelta(300), **owners}
    for n in range(c.platforms):
        ends = {"status": "retiring", "retire_on": DAY + timedelta(400), "successor": f"new{n % PLANS}"}
        yield {"key": f"own{n}", "name": f"Own {n}", **(owners if n % 9 else {}), **(ends if n % 10 == 0 else {})}


def capability(c: Company, n: int) -> dict[str, Any]:
    """Each is governed by the platform of its plan, save one in twenty of those that nobody builds yet."""
    open_ = c.seldom(0.05) and n % PLANS not in BUILDING
    governed = {} if open_ else {"governing": f"new{n % PLANS}", "governed_by": "p0-0", "governed_on": DAY}
    return {"key": f"cap{n}", "name": f"Capability {n}", **governed}


def offerings(c: Company) -> Rows:
    """Each on the platform of its plan, and most on one that is there."""
    for n in range(c.capabilities):
        yield {"capability": f"cap{n}", "platform": f"new{n % PLANS}", "team": f"team{n % c.teams}"}
        if not c.seldom(0.2):
            yield {"capability": f"cap{n}", "platform": f"own{n % c.platforms}", "team": f"team{n * 7 % c.teams}"}


def people_of_plans(c: Company) -> dict[str, Rows]:
    """The plans, the teams in them, what was said, asked and answered, and who supports what."""
    pairs = [(plan, team) for team in range(c.teams) for plan in c.plans_of(team)]
    return {
        "plans": (
            {"key": f"plan{p}", "name": f"Plan {p}", "start": DAY, "platform": f"new{p}", "manager": "p0-2"}
            | {"stage": STAGES[p % len(STAGES)], "target": DAY + timedelta(400)}
            | ({"built": DAY} if p in BUILDING else {})
            for p in range(PLANS)
        ),
        "conversations": (
            {"key": f"c{p}-{t}", "plan": f"plan{p}", "team": f"team{t}", "on": DAY, "angle": "technical"}
            | {"sees_problem": c.chance.choice(("yes", "yes", "partly", "no")), "reason": "It takes too long"}
            for p, t in pairs
            if not c.seldom()
        ),
        "participations": (
            {"plan": f"plan{p}", "team": f"team{t}", "critical": "no" if c.seldom() else "yes", "impact": "A lot"}
            | {"work": c.chance.randint(1, 5), "influence": c.chance.randint(1, 5), "understood_by": f"p{t}-1"}
            for p, t in pairs
        ),
        "alignments": (
            {"plan": f"plan{p}", "team": f"team{t}", "on": DAY, "parties": "Both", "terms": "It moves"}
            for p in BUILDING
            for t in range(c.teams)
        ),
        "asks": (ask(c, p, t, kind) for p, t in pairs for kind in KINDS if not c.seldom()),
        "support": (
            {"plan": f"plan{p}", "person": f"p{t}-{n}", "solution": "yes", "takes_part": True, "informed": True}
            | {"timing": "no" if c.seldom() else "yes"}
            for p, t in pairs
            for n in range(HEADS)
        ),
        "reviews": (
            {"plan": f"plan{p}", "team": f"team{t}", "on": DAY, "verdict": "changes" if c.seldom() else "approved"}
            for p, t in pairs
            if not c.seldom()
        ),
    }


def ask(c: Company, plan: int, team: int, kind: str) -> dict[str, Any]:
    """One ask, answered or not, with what its kind wants to know."""
    state = c.chance.choice(("open", "promised", "promised", "proven", "proven", "proven", "refused"))
    told = {
        "assign": {"person": f"p{team}-2", "allocation": 50, "start": DAY},
        "advocate": {"leader": f"p{team}-1", "forum": "Board", "forum_on": DAY, "granted": "Time"},
        "contribute": {"person": f"p{team}-2"},
    }
    answered = {"answered_on": DAY} if state != "open" else {}
    named = told[kind] if state in ("promised", "proven") else {}
    return {"plan": f"plan{plan}", "team": f"team{team}", "kind": kind, "asked_on": DAY, "due": DAY, "state": state} | (
        answered | named
    )


def work(c: Company) -> dict[str, Rows]:
    """Tasks, their links, lead times and baselines, and needs."""
    return {
        "tasks": (task(c, n) for n in range(c.tasks)),
        "links": links(c),
        "leads": (
            {"task": f"t{n}", "team": f"team{(n // PLANS - 1) % c.teams}", "days": 2} for n in range(PLANS, c.tasks, 2)
        ),
        "needs": (
            {"key": f"need{n}", "what": "Something", "plan": f"plan{n % PLANS}", "team": c.team()}
            | ({} if c.seldom() else {"task": f"t{n}"})
            for n in range(c.tasks // 10)
        ),
        "baselines": ({"key": f"base{p}", "plan": f"plan{p}", "on": DAY} for p in range(PLANS)),
        "baseline_dates": (
            {"baseline": f"base{n % PLANS}", "task": f"t{n}", "start": c.day(n), "finish": c.day(n) + timedelta(21)}
            for n in range(c.tasks)
        ),
    }


def task(c: Company, n: int) -> dict[str, Any]:
    """A task of five days or so; one in ten lacks its team or its estimate."""
    team = n // PLANS % c.teams
    mine = {} if c.seldom(0.05) else {"team": f"team{team}", "owner": f"p{team}-{n % HEADS}"}
    days = {} if c.seldom(0.05) else {"days": c.chance.randint(1, 9)}
    about = {"capability": f"cap{n % c.capabilities}"} if n % 3 == 0 else {}
    named = {"key": f"t{n}", "name": f"Task {n}", "plan": f"plan{n % PLANS}", "not_before": c.day(n)}
    return {**named, **mine, **days, **about, "share": 20, "agreed": not c.seldom()}


def links(c: Company) -> Rows:
    """Each task waits for one or two before it in its plan, of the last three weeks."""
    back = max(c.tasks // (33 * PLANS), 1)
    for n in range(PLANS, c.tasks):
        yield {"before": f"t{n - PLANS * c.chance.randint(1, min(n // PLANS, back))}", "after": f"t{n}"}
        if n % 2 and n > (back + 1) * PLANS:
            yield {"before": f"t{n - (back + 1) * PLANS}", "after": f"t{n}", "kind": "SS"}


def model(c: Company) -> dict[str, Rows]:
    """Letters, decision rights, what teams give each other, and how well they do."""
    parts = ("decide", "recommend", "agree", "input", "perform")
    return {
        "assignments": letters(c),
        "handovers": (
            {"plan": f"plan{n % PLANS}", "subject": f"capability:cap{n}", "giver": f"team:team{n % c.teams}"}
            | {"afterwards": "Something else", "communicated": DAY}
            for n in range(0, c.capabilities, 5)
        ),
        "topics": ({"key": f"topic{n}", "name": f"Topic {n}"} for n in range(20)),
        "rights": (
            {"topic": f"topic{n % 20}", "part": parts[n % 5], "holder": f"team:team{n % c.teams}", "confirmed": DAY}
            | ({} if n < 40 else {"platform": f"new{n % PLANS}"})
            | ({"state": "as-is"} if n % 3 == 0 else {})
            for n in range(c.teams)
        ),
        "interactions": (
            {"key": f"i{n}", "name": "Data", "giver": f"team{n}", "receiver": f"team{(n + 1) % c.teams}"}
            | ({} if c.seldom() else {"giver_confirmed": DAY, "receiver_confirmed": DAY})
            for n in range(c.teams)
        ),
        "assessments": (
            {"team": f"team{t}", "capability": f"cap{t % c.capabilities}", "on": DAY, "performance": 1 + t % 5}
            for t in range(0, c.teams, 2)
        ),
    }


def letters(c: Company) -> Rows:
    """Eight or so on each capability as-is, as many to-be, and one or two on each task."""
    for n in range(c.capabilities):
        own = [f"team:team{n % c.teams}", f"person:p{n % c.teams}-1"]
        yield from row(c, f"capability:cap{n}", own, {"state": "as-is"})
        moved = own if n % 4 else [c.holder() for _ in own]
        yield from row(c, f"capability:cap{n}", moved, {"plan": f"plan{n % PLANS}"})
    for n in range(c.tasks):
        team, scope = n // PLANS % c.teams, {"plan": f"plan{n % PLANS}", "subject": f"task:t{n}"}
        yield {**scope, "holder": f"team:{c.team() if c.seldom() else f'team{team}'}", "letter": "R", "agreed": True}
        if n % 4 == 0:
            yield {**scope, "holder": f"person:p{team}-1", "letter": "A", "agreed": True}


def row(c: Company, subject: str, own: list[str], scope: dict[str, str]) -> Rows:
    """One R, one A, then C and I by turns; one in ten has one of a kind too many, or none of it."""
    first = "R" if c.seldom() else "RA"
    held = [*own, *(c.holder() for _ in range(6))]
    given = ["R", "A" if first == "RA" else "C", *(c.chance.choice("CI") for _ in range(6))]
    if c.seldom():
        given[3] = c.chance.choice("RA")
    for holder, letter in dict(zip(held, given, strict=True)).items():
        yield {"subject": subject, "holder": holder, "letter": letter, "agreed": not c.seldom(), **scope}
