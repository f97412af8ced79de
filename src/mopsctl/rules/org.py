"""ORG901, 905-907, 909: is the chart whole, does it follow the strategy, was its change told (domain §4)?

Who holds and carries what is judged in `rules.org_people`. All speak of the to-be chart once it has a box.
"""

from collections.abc import Iterator

from ..facts.chart import begun, chart, cover_too, covered_by, goal_tree, serving
from ..facts.reorganisation import reorganisation
from ..model.fields import typed, untyped
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.responsibility import STATES, State
from .crowds import gathered
from .rule import Found, rule
from .words import listed


@rule("ORG901", "pillar-or-function-uncovered", "warning")
def pillar_or_function_uncovered(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """No position of the to-be chart works in a function, or none stands for a pillar.

    Why: what is in nobody's box is done by nobody, or by everybody in the evening. The four functions and the three
    pillars are what marketing operations is for (domain §4.1); one that a company does without is removed, not left
    empty.

    Cure: mopsctl position set lead --function data

    Fires:
        functions:
        - {key: data, name: Data management}
        positions:
        - {key: lead, name: Lead of marketing operations}
        boxes:
        - {position: lead, holder: ada}

    Quiet:
        functions:
        - {key: data, name: Data management}
        positions:
        - {key: lead, name: Lead of marketing operations}
        boxes:
        - {position: lead, holder: ada}
        coverage:
        - {position: lead, covers: "function:data"}
    """
    if not begun(portfolio, "to-be"):
        return
    for covered, positions in covered_by(portfolio, "to-be").items():
        if not positions:
            does = "works in it" if untyped(covered)[0] == "function" else "stands for it"
            yield Found(covered, f"no position {does} to-be", cover_too(portfolio, covered, "to-be"))


@rule("ORG905", "no-strategy", "warning")
def no_strategy(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A box of the to-be chart names no goal of the strategy.

    Why: structure follows strategy, or it is inefficient (domain §4). A box that serves no goal was drawn because
    there was a person, a rival or a habit; asked for its goal, it is either explained or struck out.

    Cure: mopsctl position set lead --goal growth

    Fires:
        goals:
        - {key: growth, name: More customers stay}
        positions:
        - {key: lead, name: Lead of marketing operations}
        boxes:
        - {position: lead, holder: ada}

    Quiet:
        goals:
        - {key: growth, name: More customers stay}
        positions:
        - {key: lead, name: Lead of marketing operations}
        boxes:
        - {position: lead, holder: ada, goal: growth}
    """
    goal = next(iter(portfolio.goals)) if len(portfolio.goals) == 1 else "GOAL"
    first = "" if portfolio.goals else "mopsctl goal add GOAL --name TEXT"
    boxes = chart(portfolio, "to-be").boxes
    bare = [position for position in chart(portfolio, "to-be").order if boxes[position].goal is None]
    found = [
        Found(
            typed("position", one),
            "it names no goal that it serves",
            first or f"mopsctl position set {one} --goal {goal}",
        )
        for one in bare
    ]
    yield from gathered(found, "name no goal that they serve")


@rule("ORG906", "change-not-communicated", "warning")
def change_not_communicated(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A position is new, gone, moved, re-scoped or held by another, and no task tells of it or carries it out.

    Why: nothing shows commitment like an org chart (domain §4), and nothing is read as fast by those who are on it.
    Who learns of the change from the picture has heard it too late. The task is named with `--transition`.

    Cure: mopsctl position set analyst --transition launch

    Fires:
        positions:
        - {key: lead, name: Lead of marketing operations}
        - {key: analyst, name: Analyst}
        boxes:
        - {position: lead, state: as-is, holder: ada}
        - {position: analyst, state: as-is}
        - {position: lead, holder: ada}
        - {position: analyst, reports_to: lead}

    Quiet:
        positions:
        - {key: lead, name: Lead of marketing operations}
        - {key: analyst, name: Analyst, transition: launch}
        boxes:
        - {position: lead, state: as-is, holder: ada}
        - {position: analyst, state: as-is}
        - {position: lead, holder: ada}
        - {position: analyst, reports_to: lead}
    """
    found = []
    for key, change in reorganisation(portfolio).items():
        if portfolio.positions[key].transition is None:
            told = listed([_WORDS[kind] for kind in change.kinds])
            cure = f"mopsctl position set {key} --transition TASK"
            found.append(Found(typed("position", key), f"it is {told} to-be, and no task tells of it", cure))
    yield from gathered(found, "change to-be, and no task tells of it")


_WORDS = {
    "new": "new",
    "gone": "gone",
    "moved": "moved",
    "re-scoped": "re-scoped",
    "staffed": "otherwise staffed",
}


@rule("ORG907", "reporting-cycle", "error")
def reporting_cycle(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """Positions report to each other in a circle.

    Why: in a circle nobody has the last word and no number rolls up to anything (domain §4). A command refuses it;
    it can still arrive by a file. The chart is drawn all the same, with the line cut at the first of them.

    Cure: mopsctl position set analyst --reports-to "" --state to-be

    Fires:
        positions:
        - {key: lead, name: Lead of marketing operations}
        - {key: analyst, name: Analyst}
        boxes:
        - {position: lead, reports_to: analyst}
        - {position: analyst, reports_to: lead}

    Quiet:
        positions:
        - {key: lead, name: Lead of marketing operations}
        - {key: analyst, name: Analyst}
        boxes:
        - {position: lead}
        - {position: analyst, reports_to: lead}
    """
    circles: dict[str, list[tuple[State, tuple[str, ...]]]] = {}
    for state in reversed(STATES):
        for circle in chart(portfolio, state).cycles:
            circles.setdefault(circle[0], []).append((state, circle))
    for first, found in sorted(circles.items()):
        told = "; ".join(f"{state}: {_way(circle)}" for state, circle in found)
        cure = f'mopsctl position set {first} --reports-to "" --state {found[0][0]}'
        yield Found(typed("position", first), f"reports to itself {told}", cure)


def _way(circle: tuple[str, ...]) -> str:
    return " -> ".join((*circle, circle[0])) if len(circle) < _LONG else f"{len(circle)} positions"


_LONG = 12  # positions of a circle that are still named


@rule("ORG909", "goal-unserved", "warning")
def goal_unserved(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A goal of the strategy that no position of the to-be chart serves, nor one of its parts.

    Why: structure follows strategy (domain §4.2); a goal that is in nobody's box is a wish. A goal is served where
    one of the goals that are a part of it is.

    Cure: mopsctl position set lead --goal growth

    Fires:
        goals:
        - {key: growth, name: More customers stay}
        positions:
        - {key: lead, name: Lead of marketing operations}
        boxes:
        - {position: lead, holder: ada}

    Quiet:
        goals:
        - {key: growth, name: More customers stay}
        positions:
        - {key: lead, name: Lead of marketing operations}
        boxes:
        - {position: lead, holder: ada, goal: growth}
    """
    if not begun(portfolio, "to-be"):
        return
    tree = goal_tree(portfolio)
    served: set[str] = set()
    for goal in serving(portfolio, "to-be"):
        served |= {goal, *tree.above(goal)}
    circles = {circle[0]: circle for circle in tree.circles}
    for circle in tree.circles:  # as one goal: served where one of them is, and told once
        served |= set(circle) if served & set(circle) else set(circle[1:])
    for goal in sorted(set(portfolio.goals) - served):
        message, cure = "no position serves it to-be", f"mopsctl position set POSITION --goal {goal}"
        if goal in circles:
            message += f", and it is a part of itself: {_way(circles[goal])}"
        yield Found(typed("goal", goal), message, cure)
