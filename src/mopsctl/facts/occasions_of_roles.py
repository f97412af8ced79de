"""What there is to ask a team about roles: for platforms, for teams, for the operating model (domain §2.3, §3)."""

from ..model.fields import typed
from .case import Case, Names, Supply
from .overlap import RUNNING, capabilities_of, offerings_by_capability, rivals
from .responsibility import Row, holders_in, rows, scheme_of, team_of

# Roles, for platforms and for teams (domain §2.3).


def overlaps(case: Case) -> list[Names]:
    """What the new platform will do and the team runs on another one, be it retiring."""
    portfolio = case.portfolio
    return [
        {"capability": portfolio.capabilities[key].name, "other": portfolio.platforms[one.platform].name}
        for key in capabilities_of(portfolio, case.plan.key)
        for one in offerings_by_capability(portfolio)[key]
        if one.team == case.team
        and one.platform != case.plan.platform
        and portfolio.platforms[one.platform].status in RUNNING
    ]


def alike(case: Case) -> list[Names]:
    """What the team runs elsewhere under another name."""
    capabilities, platforms = case.portfolio.capabilities, case.portfolio.platforms
    return [
        {
            "capability": capabilities[run.like].name,
            "own": capabilities[run.capability].name,
            "other": platforms[run.platform].name,
        }
        for run in rivals(case.portfolio, case.plan.key).get(case.team, ())
        if run.capability != run.like
    ]


def own_rows(case: Case) -> list[Row]:
    """The to-be rows in which the team, or somebody in it, does or answers for something."""
    own = holders_in(case.portfolio, case.team)
    found = rows(case.portfolio).get((case.plan.key, "to-be"), {}).values()
    return [row for row in found if own & {*row.answers, *row.does}]


def duties(case: Case) -> list[Names]:
    """Rows of its own that it has yet to agree to, with who does it and who answers for it."""
    return [
        {"subject": case.name(row.subject), "does": case.name(row.does[0]), "answers": case.name(row.answers[0])}
        for row in own_rows(case)
        if row.answers and row.does and not _agreed(case, row)
    ]


def _agreed(case: Case, row: Row) -> bool:
    """Whether the team agreed to every part of its own in a row."""
    own = holders_in(case.portfolio, case.team)
    known = scheme_of(case.portfolio)
    duties = known.answers + known.does
    held = [(holder, letter) for holder in own for letter in row.letters_of(holder) if letter in duties]
    return all(
        case.portfolio.assignments[row.plan, row.subject, holder, letter, row.state].agreed for holder, letter in held
    )


def taken_over(case: Case) -> list[Names]:
    """What comes to it from another team."""
    return [
        {"subject": case.name(subject), "giver": _teams(case, givers)}
        for subject, givers, receivers in _moves(case)
        if case.team in receivers and case.team not in givers
    ]


def given_up(case: Case) -> list[Names]:
    """What goes from it to another team."""
    return [
        {"subject": case.name(subject), "receiver": _teams(case, receivers)}
        for subject, givers, receivers in _moves(case)
        if case.team in givers and case.team not in receivers
    ]


def _moves(case: Case) -> list[tuple[str, list[str], list[str]]]:
    """Subjects that somebody does or answers for both as-is and to-be, with the teams of each."""
    portfolio = case.portfolio
    now = rows(portfolio).get(("", "as-is"), {})
    planned = rows(portfolio).get((case.plan.key, "to-be"), {})

    def teams(row: Row) -> list[str]:
        return sorted({team_of(portfolio, holder) for holder in (*row.answers, *row.does)} - {""})

    found = [(key, teams(now[key]), teams(row)) for key, row in planned.items() if key in now]
    return [(key, givers, receivers) for key, givers, receivers in found if givers and receivers]


def _teams(case: Case, teams: list[str]) -> str:
    return ", ".join(case.name(typed("team", team)) for team in teams if team != case.team)


def work(case: Case) -> list[Names]:
    """Tasks that have not begun and wait for nothing that is written down."""
    waiting = {link.after for link in case.portfolio.links.values()}
    return [
        {"task": task.name}
        for task in case.tasks
        if not task.started and task.kind not in ("milestone", "learning") and task.key not in waiting
    ]


def unestimated(case: Case) -> list[Names]:
    """Its tasks that nobody has estimated."""
    return [{"task": task.name} for task in case.tasks if task.days is None and task.kind != "milestone"]


def partners(case: Case) -> list[Names]:
    """Tasks that other teams wait for, or that wait for theirs, with those teams."""
    tasks, found = case.portfolio.tasks, dict[str, set[str]]()
    for link in case.portfolio.links.values():
        for one, other in ((link.before, link.after), (link.after, link.before)):
            if (team := tasks[other].team) and team != case.team:
                found.setdefault(one, set()).add(team)
    return [
        {"task": task.name, "partners": _teams(case, sorted(found[task.key]))}
        for task in case.tasks
        if task.key in found and not task.started and task.kind != "milestone"
    ]


# The operating model (domain §3).


def unanswered(case: Case) -> list[Names]:
    """What the team is to run on the new platform while nobody is accountable for it."""
    planned = rows(case.portfolio).get((case.plan.key, "to-be"), {})
    found: list[Names] = []
    for key in capabilities_of(case.portfolio, case.plan.key):
        runs = {(o.platform, o.team) for o in offerings_by_capability(case.portfolio)[key]}
        row = planned.get(typed("capability", key))
        if (case.plan.platform, case.team) in runs and not (row and row.answers):
            found.append({"capability": case.portfolio.capabilities[key].name})
    return found


def without(owner: str) -> Supply:
    """The platforms that the team runs something on, or has a duty on, where nobody holds a part of owning it."""

    def supply(case: Case) -> list[Names]:
        ran = {one.platform for one in case.portfolio.offerings.values() if one.team == case.team}
        if case.plan.platform and own_rows(case):
            ran.add(case.plan.platform)
        platforms = [case.portfolio.platforms[key] for key in sorted(ran)]
        return [{"platform": p.name} for p in platforms if p.status != "retired" and not getattr(p, owner)]

    return supply
