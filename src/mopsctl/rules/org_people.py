"""ORG902-904, 908: are the boxes of the chart filled, with enough time, with the skills and the numbers (domain §4)?"""

from collections.abc import Iterator

from ..facts.chart import Load, chart, covers, loads, numbers_of, roll_up
from ..facts.forest import chain
from ..facts.numbers import number_above
from ..facts.skills import SkillGap, gaps
from ..model.fields import says_something, typed
from ..model.org import Box, Number
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.responsibility import STATES, State
from .crowds import gathered
from .rule import Found, rule
from .words import few, listed


@rule("ORG902", "role-not-dedicated", "warning")
def role_not_dedicated(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """A box has less of its holder than it takes (dedicated_percent), or is vacant with no plan to fill it.

    Why: as marketing operations matures, a person half-dedicated to it is no longer enough (domain §4). A vacant box
    needs a plan (`--vacancy`) or a day (`--fill-by`) that is still to come; one that only begins later (`--since`) is
    not vacant yet.

    Cure: mopsctl position set lead --allocation 80

    Fires:
        positions:
        - {key: lead, name: Lead of marketing operations}
        boxes:
        - {position: lead, holder: ada, allocation: 50}

    Quiet:
        positions:
        - {key: lead, name: Lead of marketing operations}
        boxes:
        - {position: lead, holder: ada, allocation: 80}
    """
    boxes = chart(portfolio, "to-be").boxes
    found = [one for key in sorted(boxes) if (one := _undedicated(portfolio, boxes[key], policy.dedicated_percent))]
    yield from gathered(found, "are vacant with no plan, or not dedicated")


def _undedicated(portfolio: Portfolio, box: Box, enough: int) -> Found | None:
    subject, cure = typed("position", box.position), f"mopsctl position set {box.position}"
    if box.holder is not None:
        if box.allocation >= enough:
            return None
        message = f"{box.holder} gives it {box.allocation}% of the time (dedicated from {enough}% on)"
        asked = loads(portfolio, "to-be")[box.holder].percent - box.allocation + enough
        other = "" if asked <= 100 else " --holder PERSON"  # who holds it has no more time to give
        return Found(subject, message, f"{cure}{other} --allocation {enough}")
    if box.since is not None and box.since > portfolio.today:
        return None
    if box.fill_by is not None and box.fill_by < portfolio.today:
        return Found(subject, f"vacant, and was to be filled by {box.fill_by}", f"{cure} --fill-by +60d")
    if says_something(box.vacancy) or box.fill_by is not None:
        return None
    return Found(subject, "vacant, with no plan to fill it", f"{cure} --vacancy TEXT --fill-by +60d")


@rule("ORG903", "person-over-100", "error")
def person_over_100(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """The boxes that a person holds ask for more than all of their time.

    Why: allocation is dedicated (domain §4.2), and nobody has more than 100 %; a chart that needs more of a person is
    a chart with a vacancy that is not drawn.

    Cure: mopsctl position set lead --allocation 40 --state to-be

    Fires:
        positions:
        - {key: lead, name: Lead of marketing operations}
        - {key: analyst, name: Analyst}
        boxes:
        - {position: lead, holder: ada, allocation: 80}
        - {position: analyst, holder: ada, allocation: 60}

    Quiet:
        positions:
        - {key: lead, name: Lead of marketing operations}
        - {key: analyst, name: Analyst}
        boxes:
        - {position: lead, holder: ada, allocation: 80}
        - {position: analyst, holder: ada, allocation: 20}
    """
    over: dict[str, dict[State, Load]] = {}
    for state in reversed(STATES):
        for load in loads(portfolio, state).values():
            if load.percent > 100:
                over.setdefault(load.person, {})[state] = load
    for person, found in sorted(over.items()):
        state, load = next(iter(found.items()))
        told = "; ".join(_asked(one, at) for at, one in found.items())
        yield Found(typed("person", person), f"asked for {told}", _relieve(load, state))


def _asked(load: Load, state: State) -> str:
    parts = few([f"{position} {percent}%" for position, percent in load.parts])
    return f"{load.percent}% of the time {state} ({parts})"


def _relieve(load: Load, state: State) -> str:
    """Takes from the largest part what is too much; where that is not enough, somebody else has to hold it."""
    position, percent = load.parts[0]
    left = percent - (load.percent - 100)
    if left > 0:
        return f"mopsctl position set {position} --allocation {left} --state {state}"
    return f"mopsctl position set {position} --holder PERSON --state {state}"


@rule("ORG904", "no-number", "warning")
def no_number(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A level of the marketing operations organisation carries no number, or carries one that rolls up to none.

    Why: accountability is a number that is passed to every level (domain §4.1): the leader carries it as a sales
    leader does, and each level its part. Of marketing operations are the boxes that work in a function or stand for
    a pillar. A number with no parent is the top one; below another that carries a number it has lost its way up. The
    number of a position that is in no to-be chart is carried by nobody.

    Cure: mopsctl number add profiles --position analyst --name "Complete profiles" --parent revenue

    Fires:
        functions:
        - {key: data, name: Data management}
        positions: [{key: lead, name: Lead of marketing operations}, {key: analyst, name: Analyst}]
        boxes: [{position: lead}, {position: analyst, reports_to: lead}]
        coverage:
        - {position: lead, covers: "function:data"}
        - {position: analyst, covers: "function:data"}
        numbers:
        - {key: revenue, name: Revenue that began in marketing, position: lead}

    Quiet:
        functions:
        - {key: data, name: Data management}
        positions: [{key: lead, name: Lead of marketing operations}, {key: analyst, name: Analyst}]
        boxes: [{position: lead}, {position: analyst, reports_to: lead}]
        coverage:
        - {position: lead, covers: "function:data"}
        - {position: analyst, covers: "function:data"}
        numbers:
        - {key: revenue, name: Revenue that began in marketing, position: lead}
        - {key: profiles, name: Complete profiles, position: analyst, parent: revenue}
    """
    yield from _levels_without(portfolio)
    yield from _in_circles(portfolio)
    yield from _uncarried(portfolio)
    yield from _lost(portfolio)


def _in_circles(portfolio: Portfolio) -> Iterator[Found]:
    """The numbers that came by a file and roll up to themselves."""
    for circle in roll_up(portfolio).circles:
        way = " -> ".join((*circle, circle[0]))
        message = f"it rolls up to none: a circle {way}"
        yield Found(typed("number", circle[0]), message, f'mopsctl number set {circle[0]} --parent ""')


def _uncarried(portfolio: Portfolio) -> Iterator[Found]:
    """The numbers of positions that the to-be chart says nothing of."""
    boxes = chart(portfolio, "to-be").boxes
    for key, number in sorted(portfolio.numbers.items()) if boxes else ():
        if number.position not in boxes:
            message = f"nobody carries it: {number.position} is in no to-be chart"
            yield Found(typed("number", key), message, f"mopsctl number set {key} --position POSITION")


def _lost(portfolio: Portfolio) -> Iterator[Found]:
    """The numbers that roll up to none though somebody above carries one."""
    for key, number in sorted(portfolio.numbers.items()):
        above = number_above(portfolio, number.position, "to-be")
        if number.parent is None and above is not None and above.key != key:
            message = f"it rolls up to none, though {above.position} above carries {above.key}"
            yield Found(typed("number", key), message, _up(portfolio, key, above))


def _levels_without(portfolio: Portfolio) -> Iterator[Found]:
    depths = chart(portfolio, "to-be").forest.depths
    levels: dict[int, list[str]] = {}
    for position in covers(portfolio, "to-be"):
        levels.setdefault(depths[position], []).append(position)
    for depth, positions in sorted(levels.items()):
        if not any(position in numbers_of(portfolio) for position in positions):
            first = min(positions)
            message = f"no position on level {depth + 1} carries a number ({few(sorted(positions))})"
            above = number_above(portfolio, first, "to-be")
            parent = f" --parent {above.key}" if above else ""
            cure = f"mopsctl number add NUMBER --position {first} --name TEXT{parent}"
            yield Found(typed("position", first), message, cure)


def _up(portfolio: Portfolio, key: str, above: Number) -> str:
    """The command that makes a number roll up to the one above; where that is a part of this, it is no longer first."""
    parents = {one: number.parent for one, number in portfolio.numbers.items()}
    if chain(parents, key, above.key):
        return f'mopsctl number set {above.key} --parent ""'
    return f"mopsctl number set {key} --parent {above.key}"


@rule("ORG908", "skill-gap", "warning")
def skill_gap(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A position wants a skill that its holder lacks.

    Why: accountability is not always a new box, but always a new skill (domain §4.1). The skill is learnt (and then
    recorded), or somebody else holds the box. Where no skill at all is recorded of a holder, nobody knows: that is
    an info. Others than you and leaders are not told who lacks what.

    Cure: mopsctl person skill ada forecasting

    Fires:
        positions:
        - {key: lead, name: Lead of marketing operations}
        boxes:
        - {position: lead, holder: ada}
        wanted_skills:
        - {position: lead, skill: forecasting}
        held_skills:
        - {person: ada, skill: budgeting}

    Quiet:
        positions:
        - {key: lead, name: Lead of marketing operations}
        boxes:
        - {position: lead, holder: ada}
        wanted_skills:
        - {position: lead, skill: forecasting}
        held_skills:
        - {person: ada, skill: forecasting}
    """
    found = gaps(portfolio, "to-be")
    yield from (_lacking(gap) for gap in found if gap.lacking)
    unknown = [_not_recorded(gap) for gap in found if gap.not_recorded]
    yield from gathered(unknown, "are held by people whose skills nobody wrote down")


def _lacking(gap: SkillGap) -> Found:
    cure = f"mopsctl person skill {gap.holder} {' '.join(gap.lacking)}"
    return Found(typed("position", gap.position), f"{gap.holder} lacks {listed(gap.lacking)}", cure)


def _not_recorded(gap: SkillGap) -> Found:
    skills = gap.not_recorded
    wanted = f"wanted {'is' if len(skills) == 1 else 'are'} {listed(skills)}"
    message = f"nobody wrote down which skills {gap.holder} has; {wanted}"
    cure = f"mopsctl person skill {gap.holder} {' '.join(skills)}"
    return Found(typed("position", gap.position), message, cure, severity="info")
