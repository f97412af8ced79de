"""SUP3xx: who supports the plan, at which level (domain §1.5). Who does, and whom to see: `facts.support`."""

from collections.abc import Iterator

from ..facts.participation import functions_of, involved, naming
from ..facts.support import LEVELS, SupportCell, holes, missing
from ..model.fields import typed
from ..model.plan import STAGES
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .reasons import conditional
from .rule import FROM_PLAN, Found, rule
from .words import few, listed

FROM_ALIGN = STAGES[STAGES.index("align") :]


@rule("SUP301", "support-hole", "warning", FROM_ALIGN)
def support_hole(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """At one level of an involved team's functions there are people, and none of them supports the plan.

    Why: support is looked for at several levels of every function that works on the plan (domain §1.5); a platform
    that its executives want and its practitioners do not is bought and not used. A supporter agrees with the solution
    and with the timing. Speaks from align on, when they are asked.

    Cure: mopsctl support set ben --solution yes --timing yes

    Fires:
        participations:
        - {plan: cdp, team: it}

    Quiet:
        participations:
        - {plan: cdp, team: it}
        support:
        - {plan: cdp, person: ben, solution: "yes", timing: "yes"}
    """
    for plan in sorted(portfolio.plans):
        for team, levels in _holes(portfolio, plan, policy).items():
            told = [f"no {level} ({few(sorted(levels[level]))})" for level in LEVELS if level in levels]
            first = min(next(levels[level] for level in LEVELS if level in levels))
            cure = f"mopsctl support set {first} --solution ANSWER --timing ANSWER{naming(portfolio, plan)}"
            yield Found(typed("team", team), f"{listed(told)} agrees with both solution and timing", cure, plan)


def _holes(portfolio: Portfolio, plan: str, policy: Policy) -> dict[str, dict[str, set[str]]]:
    """By team and level, the people none of whom supports the plan."""
    found: dict[str, dict[str, set[str]]] = {}
    standing_for: dict[str, list[str]] = {}
    for team in involved(portfolio, plan):
        for function in functions_of(portfolio, team):
            standing_for.setdefault(function, []).append(team)
    for cell in holes(portfolio, plan, policy):
        team = _whose(portfolio, cell, standing_for[cell.function])
        found.setdefault(team, {}).setdefault(cell.level, set()).update(cell.people)
    return dict(sorted(found.items()))


def _whose(portfolio: Portfolio, cell: SupportCell, teams: list[str]) -> str:
    """The involved team that a hole is told of: one whose people they are, else one that stands for the function."""
    theirs = (portfolio.people[person].team for person in cell.people)
    return next((team for team in theirs if team in teams), teams[0])


@rule("SUP302", "executive-support-missing", "error", FROM_ALIGN)
def executive_support_missing(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """On the marketing or the technology side no executive agrees with both the solution and the timing.

    Why: executives agree on the solution and that the project runs now, beside theirs (domain §1.5); a side where none
    does is a condition at the gate (domain §1.4). Speaks from align on, when they are asked.

    Cure: mopsctl support set dana --solution yes --timing yes

    Fires:
        support:
        - {plan: cdp, person: dana, solution: "yes", timing: "no"}

    Quiet:
        support:
        - {plan: cdp, person: dana, solution: "yes", timing: "yes"}
    """
    return conditional(portfolio, policy, "SUP302")


def _missing(portfolio: Portfolio, policy: Policy, code: str, kind: str) -> Iterator[Found]:
    """What is missing by one rule, told of the team or of the first person it names."""
    for plan in sorted(portfolio.plans):
        for one in missing(portfolio, plan, policy):
            if one.code == code:
                key = one.team if kind == "team" else one.people[0]
                yield Found(typed(kind, key), one.sentence, one.cure, plan)


@rule("SUP303", "executive-not-now", "error", FROM_ALIGN)
def executive_not_now(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """An executive agrees with the solution, and does not agree that the project runs now.

    Why: executives agree on the solution *and* that the project runs now, alongside theirs (domain §1.5). A yes that
    waits its turn holds back people and money all the same.

    Cure: mopsctl support set dana --timing yes

    Fires:
        support:
        - {plan: cdp, person: dana, solution: "yes", timing: "no"}

    Quiet:
        support:
        - {plan: cdp, person: dana, solution: "yes", timing: "unasked"}
    """
    return _missing(portfolio, policy, "SUP303", "person")


@rule("SUP304", "nobody-under-the-leader", "warning", FROM_PLAN)
def nobody_under_the_leader(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """A leader of an involved team has no colleague there who takes part, or none who is informed.

    Why: leaders have colleagues who take part *and* colleagues who are informed (domain §1.5); else the work stops
    where the leader's diary is full. Executives do not count, for they stand above. Speaks from plan on.

    Cure: mopsctl support set eve --informed

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        participations:
        - {plan: cdp, team: martech}
        people:
        - {key: eve, name: Eve Aydın, team: martech}
        support:
        - {plan: cdp, person: eve, takes_part: true}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        participations:
        - {plan: cdp, team: martech}
        people:
        - {key: eve, name: Eve Aydın, team: martech}
        support:
        - {plan: cdp, person: eve, takes_part: true, informed: true}
    """
    return _missing(portfolio, policy, "SUP304", "team")


@rule("SUP305", "change-not-understood", "warning", FROM_PLAN)
def change_not_understood(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """What changes for an involved team is not written down, or nobody in that team understands it.

    Why: support matters because teams must understand how the solution changes their way of working (domain §1.5).
    Somebody of another team does not understand it for them. Speaks from plan on.

    Cure: mopsctl team join it --understood-by ben

    Fires:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        participations:
        - {plan: cdp, team: it, impact: the nightly export ends}

    Quiet:
        plans:
        - {key: cdp, name: CDP rollout, start: 2026-11-02, stage: plan, platform: cdp, manager: ada}
        participations:
        - {plan: cdp, team: it, impact: the nightly export ends, understood_by: ben}
    """
    return _missing(portfolio, policy, "SUP305", "team")
