"""PLN604-607, PLN610: teams and their part: commitment, reviews, needs, time to learn, who is silent (domain §2)."""

from collections.abc import Iterator, Sequence

from ..facts.by_plan import records_of
from ..facts.commitment import commitment
from ..facts.gate import next_step
from ..facts.memo import fact
from ..facts.participation import functions_of, involved, naming, participating
from ..facts.review import review_again, standing_reviews
from ..facts.schedule.network import ScheduledTask, schedule
from ..facts.schedule.slip import links_into
from ..model.fields import says_something, typed
from ..model.plan import Task
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .reasons import conditional
from .rule import FROM_PLAN, Found, rule
from .words import few, listed


@rule("PLN604", "critical-task-uncommitted", "error", FROM_PLAN)
def critical_task_uncommitted(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Tasks on the critical path belong to a team that has not committed to the plan.

    Why: the critical path runs across teams (domain §2.4), and each day lost on it is a day of the launch. A date that
    hangs on a team which has not at least promised all three asks (domain §1.2) is a hope. One finding tells all such
    tasks of a team, for it is the team that is to be won. Milestones are dates and no work.

    Cure: mopsctl commit ask it --kind contribute && mopsctl commit promise it --kind contribute --person ben

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        tasks:
        - {key: connect, name: Connect the shop, plan: cdp, team: it, days: 10}
        - {key: learn, name: Learn the platform, plan: cdp, days: 5}
        asks:
        - {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, state: promised}
        - {plan: cdp, team: it, kind: advocate, asked_on: 2026-11-02, state: promised}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        tasks:
        - {key: connect, name: Connect the shop, plan: cdp, team: it, days: 10}
        - {key: learn, name: Learn the platform, plan: cdp, days: 5}
        asks:
        - {plan: cdp, team: it, kind: assign, asked_on: 2026-11-02, state: promised}
        - {plan: cdp, team: it, kind: advocate, asked_on: 2026-11-02, state: promised}
        - {plan: cdp, team: it, kind: contribute, asked_on: 2026-11-02, state: promised}
    """
    for plan in sorted(portfolio.plans):
        for team, tasks in sorted(_critical(portfolio, plan).items()):
            held = commitment(portfolio, plan, team)
            if not held.committed:
                out = team not in participating(portfolio, plan)
                joins = f"mopsctl team join {team} --involved{naming(portfolio, plan)}"
                verb = "is" if len(tasks) == 1 else "are"
                told = few(tasks) if len(tasks) > 3 else listed(tasks)
                message = f"{told} {verb} on the critical path, and {team} is not committed"
                yield Found(typed("team", team), message, joins if out else next_step(portfolio, held), plan)


def _critical(portfolio: Portfolio, plan: str) -> dict[str, list[str]]:
    """The work on the critical path of each team, in the order of the timeline."""
    found: dict[str, list[str]] = {}
    for key in schedule(portfolio, plan).critical:
        task = portfolio.tasks[key]
        if task.team and task.kind != "milestone":
            found.setdefault(task.team, []).append(key)
    return found


@rule("PLN605", "review-missing", "warning", FROM_PLAN)
def review_missing(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """An involved team has not reviewed the plan, or its latest review wants changes.

    Why: asking a team to review and improve the plan is the best gauge of its understanding and commitment
    (domain §2.2). No review is also a condition at the gate (domain §1.4); a review that wants changes is none, for
    the team has answered. Speaks from plan on: before, there is no plan to review.

    Cure: mopsctl plan review it --verdict approved

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        participations:
        - {plan: cdp, team: it}
        reviews:
        - {plan: cdp, team: it, on: 2026-11-20, verdict: no-reply}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        participations:
        - {plan: cdp, team: it}
        reviews:
        - {plan: cdp, team: it, on: 2026-11-20, verdict: approved}
    """
    yield from conditional(portfolio, policy, "PLN605")
    for plan in sorted(portfolio.plans):
        for team, review in standing_reviews(portfolio, plan).items():
            if review is not None and review.verdict == "changes":
                cure = review_again(portfolio, plan, team)
                yield Found(typed("team", team), f"{team} wants changes to the plan since {review.on}", cure, plan)


@rule("PLN606", "need-without-task", "warning", FROM_PLAN)
def need_without_task(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A team said what it needs, and no task of the plan meets it.

    Why: the project manager turns conversations into each team's needs and tasks (domain §2.1). A need without a task
    is a promise that nobody works on; the team finds out on the day on which it was to begin.

    Cure: mopsctl need set data --task connect

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        needs:
        - {key: data, what: test data, plan: cdp, team: it}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        needs:
        - {key: data, what: test data, plan: cdp, team: it, task: connect}
    """
    for key, need in sorted(portfolio.needs.items()):
        if need.task is None:
            message = f"{need.team} needs it, and no task meets it: {need.what}"
            yield Found(typed("need", key), message, f"mopsctl need set {key} --task TASK", need.plan)


@rule("PLN607", "silent-team", "warning", FROM_PLAN)
def silent_team(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """A function that every plan should consider is covered by no team in this one, and nobody said why not.

    Why: a rollout that leaves a function out solves part of the problem (domain §0); the functions to consider by
    default are in the settings (domain §2.1). One team may cover several (`team set TEAM --covers FUNCTION`, with all
    that it covers), and one may be left out for a reason: `team join TEAM --out --because TEXT`. Speaks from plan on,
    when it is settled who takes part.

    Cure: mopsctl team join analytics

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        participations:
        - {plan: cdp, team: marketing}
        - {plan: cdp, team: martech}
        - {plan: cdp, team: it}
        - {plan: cdp, team: marketing-operations}
        - {plan: cdp, team: data-management}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        participations:
        - {plan: cdp, team: marketing}
        - {plan: cdp, team: martech}
        - {plan: cdp, team: it}
        - {plan: cdp, team: marketing-operations}
        - {plan: cdp, team: data-management}
        - {plan: cdp, team: analytics, involvement: out, because: the warehouse team reports}
    """
    wanted = (*policy.marketing_functions, *policy.technology_functions)
    for plan in sorted(portfolio.plans):
        heard = _heard(portfolio, plan)
        if silent := [function for function in wanted if function not in heard]:
            team = next((key for key in sorted(portfolio.teams) if silent[0] in functions_of(portfolio, key)), None)
            joins = f"mopsctl team join {team}{naming(portfolio, plan)}"
            cure = joins if team else _covering(portfolio, silent[0])
            message = f"no team in it covers {listed(silent, 'or')}, and nobody said why not"
            yield Found(typed("plan", plan), message, cure, plan)


def _heard(portfolio: Portfolio, plan: str) -> set[str]:
    """The functions that somebody in the plan stands for, or that are out of it for a reason."""
    out = [
        one.team
        for one in records_of(portfolio, "participations", plan)
        if one.involvement == "out" and says_something(one.because)
    ]
    return {function for team in (*participating(portfolio, plan), *out) for function in functions_of(portfolio, team)}


def _covering(portfolio: Portfolio, function: str) -> str:
    """Say who covers a function: a new team in which nobody is would only silence the question."""
    if function not in portfolio.teams:
        return f"mopsctl team set TEAM --covers {function}"
    covers = " ".join(f"--covers {one}" for one in (*functions_of(portfolio, function), function))
    return f"mopsctl team set {function} {covers}"


@rule("PLN610", "no-learning", "warning", FROM_PLAN)
def no_learning(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """An involved team has no time to learn the platform, or is to contribute before it has learned it.

    Why: each team learns the platform from its own point of view, and only then says what it contributes and what it
    will do (domain §2.1). Work planned by people who have not seen the platform is planned again. What is finished is
    not held against a team.

    Cure: mopsctl task link learn connect

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        participations:
        - {plan: cdp, team: it}
        tasks:
        - {key: learn, name: Learn the platform, plan: cdp, team: it, kind: learning, days: 5}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        participations:
        - {plan: cdp, team: it}
        tasks:
        - {key: learn, name: Learn the platform, plan: cdp, team: it, kind: learning, days: 5}
        links:
        - {before: learn, after: connect}
    """
    for plan in sorted(portfolio.plans):
        if portfolio.plans[plan].platform is None:
            continue
        for team in involved(portfolio, plan):
            lesson, work = _lessons(portfolio, plan).get(team, (None, None))
            if lesson is None:
                cure = _learn(portfolio, plan, team)
                yield Found(typed("team", team), "has no time to learn the platform", cure, plan)
            elif work and (told := _too_late(lesson, work)):
                cure = _learn_first(portfolio, plan, team, lesson.key, work.key)
                yield Found(typed("team", team), told, cure, plan)


@fact
def _lessons(portfolio: Portfolio, plan: str) -> dict[str, tuple[ScheduledTask, ScheduledTask | None]]:
    """Of each team that learns, the lesson that ends first, and the first of its work that is not finished."""
    tasks: Sequence[Task] = records_of(portfolio, "tasks", plan)
    lessons: dict[str, list[ScheduledTask]] = {}
    timeline = schedule(portfolio, plan)
    for task in tasks:
        if task.team is not None and task.kind == "learning":
            lessons.setdefault(task.team, []).append(timeline.of(task.key))
    work: dict[str, str] = {}
    for key in timeline.keys if lessons else ():
        task = portfolio.tasks[key]
        if task.team in lessons and task.kind in ("task", "implementation") and task.finished is None:
            work.setdefault(task.team, key)
    return {
        team: (
            min(some, key=lambda one: (one.finish is None, one.finish, one.key)),
            timeline.of(work[team]) if team in work else None,
        )
        for team, some in lessons.items()
    }


def _too_late(learning: ScheduledTask, work: ScheduledTask) -> str:
    """In words, that the work begins before the learning is done; empty where it does not."""
    if learning.finish is None or work.start is None or work.start > learning.finish:
        return ""
    return f"begins {work.key} on {work.start}, before it has learned the platform ({learning.key}, {learning.finish})"


def _learn(portfolio: Portfolio, plan: str, team: str) -> str:
    key = f"learn-{team}" if f"learn-{team}" not in portfolio.tasks else "TASK"
    return f"mopsctl task add {key} --name NAME --team {team} --kind learning --days DAYS{naming(portfolio, plan)}"


def _learn_first(portfolio: Portfolio, plan: str, team: str, learning: str, work: str) -> str:
    """Work that has not begun can wait; of what has begun somebody says why it may."""
    if portfolio.tasks[work].started is None:
        turned = any(link.before == work for link in links_into(portfolio).get(learning, ()))
        return f"mopsctl task unlink {work} {learning}" if turned else f"mopsctl task link {learning} {work}"
    by = portfolio.plans[plan].manager or "PERSON"
    return f"mopsctl waive PLN610 team:{team} --reason TEXT --by {by} --until +90d{naming(portfolio, plan)}"
