"""PLN6xx: tasks and their network (domain §2.4), and the reviews of the plan (domain §2.2)."""

from collections.abc import Iterator

from ..facts.review import review_again, standing_reviews
from ..facts.schedule.cycles import all_cycles
from ..model.fields import typed
from ..model.plan import STAGES
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .reasons import conditional
from .rule import Found, rule


@rule("PLN601", "dependency-cycle", "error")
def dependency_cycle(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Tasks wait for each other in a loop.

    Why: there is one timeline (domain §2.4), and a loop has no place on it: its tasks, and all that wait for them,
    have no dates.

    Cure: mopsctl task unlink launch connect

    Fires:
        links:
        - {before: connect, after: launch}
        - {before: launch, after: connect}

    Quiet:
        links:
        - {before: connect, after: launch}
    """
    for loop in all_cycles(portfolio):
        told = " -> ".join((*loop, loop[0]))
        for plan in sorted({portfolio.tasks[key].plan for key in loop}):
            cure = f"mopsctl task unlink {loop[-1]} {loop[0]}"
            yield Found(typed("task", loop[0]), f"waits for itself: {told}", cure, plan)


@rule("PLN602", "task-unowned-or-unestimated", "error")
def task_unowned_or_unestimated(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A task has no team or owner, or no estimate; milestones and finished tasks need neither.

    Why: a timeline that merges all teams' tasks (domain §2.4) is a guess where nobody owns a task or says how long
    it takes. Until it is estimated, a task counts as one day.

    Cure: mopsctl task set connect --days DAYS

    Fires:
        tasks:
        - {key: connect, name: Connect the shop, plan: cdp, team: it}

    Quiet:
        tasks:
        - {key: connect, name: Connect the shop, plan: cdp, team: it, days: 10}
    """
    for key, task in sorted(portfolio.tasks.items()):
        if task.kind == "milestone" or task.finished:
            continue
        unowned, unestimated = not (task.team or task.owner), task.days is None
        if unowned or unestimated:
            message = " and ".join(("no team or owner",) * unowned + ("no estimate",) * unestimated)
            cure = f"mopsctl task set {key}" + " --team TEAM" * unowned + " --days DAYS" * unestimated
            yield Found(typed("task", key), message, cure, task.plan)


@rule("PLN605", "review-missing", "warning", STAGES[STAGES.index("plan") :])
def review_missing(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """An involved team has not reviewed the plan, or its latest review wants changes.

    Why: asking a team to review and improve the plan is the best gauge of its understanding and commitment
    (domain §2.2). No review is also a condition at the gate (domain §1.4); a review that wants changes is none, for
    the team has answered. Speaks from plan on: before, there is no plan to review.

    Cure: mopsctl plan review it --verdict VERDICT

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
