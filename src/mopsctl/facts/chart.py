"""The charts of the organisation, as-is and to-be: who stands under whom, who holds what, who carries what (domain §4).

What differs between the two is `facts.reorganisation`.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from ..model.fields import typed, untyped
from ..model.org import Box, Number
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .forest import Forest, forest, picked
from .memo import fact


class OrgChart(Struct, frozen=True):
    """One chart: its boxes by position, and how they stand.

    A box whose manager has no box of its own here is a root, and so is the first of those that report in a circle.
    """

    state: State
    boxes: Mapping[str, Box]
    forest: Forest

    @property
    def order(self) -> tuple[str, ...]:
        """Every position, each before those under it."""
        return self.forest.order

    @property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Those that report to each other in a circle."""
        return self.forest.circles


@fact
def chart(portfolio: Portfolio, state: State, on: date | None = None) -> OrgChart:
    """The chart in one state; with `on`, as it stands on that day.

    On a day, a to-be box that begins later (`since`) is left out or, where the position has a box as-is, shown as
    that. Those under a box that is left out stand under the next one above it that is there.
    """
    whole = {position: box for (position, in_state), box in portfolio.boxes.items() if in_state == state}
    upwards = {position: box.reports_to for position, box in whole.items()}
    boxes = whole if on is None else _on_day(portfolio, whole, on)
    if boxes is not whole:
        upwards |= {position: box.reports_to for position, box in boxes.items()}
        upwards = picked(upwards, boxes)
    return OrgChart(state, boxes, forest(upwards))


def _on_day(portfolio: Portfolio, whole: Mapping[str, Box], on: date) -> dict[str, Box]:
    found: dict[str, Box] = {}
    for position, box in whole.items():
        before = portfolio.boxes.get((position, "as-is")) if box.state == "to-be" else None
        if _is_there(box, on):
            found[position] = box
        elif before is not None and _is_there(before, on):
            found[position] = before
    return found


def _is_there(box: Box, on: date) -> bool:
    return box.since is None or box.since <= on


def begun(portfolio: Portfolio, state: State) -> bool:
    """Whether the chart of a state has any box."""
    return bool(chart(portfolio, state).boxes)


def title(portfolio: Portfolio, position: str, box: Box | None = None) -> str:
    """What a position is called in its box; by its own name where the box says nothing else."""
    return box.title if box is not None and box.title else portfolio.positions[position].name


@fact
def covers(portfolio: Portfolio, state: State) -> Mapping[str, tuple[str, ...]]:
    """By position, the functions it works in and the pillars it stands for, as typed keys; only where it has a box."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for position, covered, in_state in sorted(portfolio.coverage):
        if in_state == state and (position, state) in portfolio.boxes:
            found[position].append(covered)
    return {position: tuple(covered) for position, covered in found.items()}


@fact
def covered_by(portfolio: Portfolio, state: State) -> Mapping[str, tuple[str, ...]]:
    """By function and pillar (typed keys), the positions that cover it; those that nobody covers are there too."""
    found: dict[str, list[str]] = {typed("function", key): [] for key in sorted(portfolio.functions)}
    found |= {typed("pillar", key): [] for key in sorted(portfolio.pillars)}
    for position, covered in covers(portfolio, state).items():
        for one in covered:
            found.setdefault(one, []).append(position)
    return {one: tuple(sorted(positions)) for one, positions in found.items()}


def likely_for(portfolio: Portfolio, covered: str, state: State) -> str | None:
    """A position of this chart that covers in the other one what nobody covers here."""
    other: State = "as-is" if state == "to-be" else "to-be"
    boxes = chart(portfolio, state).boxes
    return next((one for one in covered_by(portfolio, other).get(covered, ()) if one in boxes), None)


def cover_too(portfolio: Portfolio, covered: str, state: State) -> str:
    """The command that has a likely position cover it beside what it covers already; POSITION where none is near."""
    kind, key = untyped(covered)
    position = likely_for(portfolio, covered, state)
    keys = [*(_by_kind(portfolio, state, kind).get(position, ()) if position else ()), key]
    chosen = "".join(f" --{kind} {one}" for one in keys)
    return f"mopsctl position set {position or 'POSITION'}{chosen}" + (" --state as-is" if state == "as-is" else "")


def functions_of(portfolio: Portfolio, position: str, state: State) -> tuple[str, ...]:
    """The keys of the functions that a position works in."""
    return _by_kind(portfolio, state, "function").get(position, ())


def pillars_of(portfolio: Portfolio, position: str, state: State) -> tuple[str, ...]:
    """The keys of the pillars that a position stands for."""
    return _by_kind(portfolio, state, "pillar").get(position, ())


@fact
def _by_kind(portfolio: Portfolio, state: State, kind: str) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for position, covered in covers(portfolio, state).items():
        for word, key in map(untyped, covered):
            if word == kind:
                found[position].append(key)
    return {position: tuple(keys) for position, keys in found.items()}


@fact
def dotted(portfolio: Portfolio, state: State) -> Mapping[str, tuple[str, ...]]:
    """By position, those it also reports to."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for position, to, in_state in sorted(portfolio.dotted_lines):
        if in_state == state:
            found[position].append(to)
    return {position: tuple(others) for position, others in found.items()}


@fact
def numbers_of(portfolio: Portfolio) -> Mapping[str, tuple[Number, ...]]:
    """By position, the numbers it carries."""
    found: defaultdict[str, list[Number]] = defaultdict(list)
    for _, number in sorted(portfolio.numbers.items()):
        found[number.position].append(number)
    return {position: tuple(numbers) for position, numbers in found.items()}


def numbers_in(portfolio: Portfolio, state: State) -> Mapping[str, tuple[Number, ...]]:
    """The same in one chart: numbers are of the structure to be, and of the one as-is only where no other is begun."""
    return numbers_of(portfolio) if state == "to-be" or not begun(portfolio, "to-be") else {}


@fact
def roll_up(portfolio: Portfolio) -> Forest:
    """How numbers add up to each other."""
    return forest({key: number.parent for key, number in portfolio.numbers.items()})


@fact
def goal_tree(portfolio: Portfolio) -> Forest:
    """How goals are parts of each other."""
    return forest({key: goal.parent for key, goal in portfolio.goals.items()})


@fact
def serving(portfolio: Portfolio, state: State) -> Mapping[str, tuple[str, ...]]:
    """By goal, the positions whose boxes name it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for position, box in sorted(chart(portfolio, state).boxes.items()):
        if box.goal:
            found[box.goal].append(position)
    return {goal: tuple(positions) for goal, positions in found.items()}


class Load(Struct, frozen=True):
    """The time that one person gives to the boxes of a chart: percent, and the largest share first."""

    person: str
    percent: int
    parts: tuple[tuple[str, int], ...]  # (position, percent)


@fact
def loads(portfolio: Portfolio, state: State) -> Mapping[str, Load]:
    """By person, what the boxes of a chart ask of them."""
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for position, box in chart(portfolio, state).boxes.items():
        if box.holder:
            found[box.holder].append((position, box.allocation))
    return {
        person: Load(person, sum(part for _, part in parts), tuple(sorted(parts, key=lambda one: (-one[1], one[0]))))
        for person, parts in sorted(found.items())
    }
