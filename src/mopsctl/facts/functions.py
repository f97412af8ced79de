"""What a function is, in figures: its stages, its people, its cost against the numbers that it carries (domain §4).

Which position covers which function is `facts.chart`.
"""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from ..model.fields import typed
from ..model.org import Box, Maturity, Number
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .chart import chart, covered_by, functions_of, numbers_in
from .memo import fact
from .numbers import same_unit


@fact
def stages(portfolio: Portfolio) -> Mapping[str, tuple[Maturity, ...]]:
    """By function, the stages it reaches or is to reach, in order of their days."""
    found: defaultdict[str, list[Maturity]] = defaultdict(list)
    for _, stage in sorted(portfolio.maturities.items()):
        found[stage.function].append(stage)
    return {function: tuple(some) for function, some in found.items()}


def stage_now(portfolio: Portfolio, function: str) -> Maturity | None:
    """The latest stage that a function has reached by today."""
    reached = [stage for stage in stages(portfolio).get(function, ()) if stage.on <= portfolio.today]
    return reached[-1] if reached else None


def stage_next(portfolio: Portfolio, function: str) -> Maturity | None:
    """The first stage that is still to come."""
    return next((stage for stage in stages(portfolio).get(function, ()) if stage.on > portfolio.today), None)


class FunctionFigures(Struct, frozen=True):
    """A function in one chart. Money is of a year, in whole units of the company's currency.

    A box that works in several functions is counted in each, and its cost is shared equally among them.
    """

    function: str
    positions: tuple[str, ...]
    vacant: tuple[str, ...]
    time: float  # full positions, by allocation; vacant ones as they are planned
    cost: int | None  # None: no box says what it costs
    costed: int  # boxes that say what they cost
    numbers: tuple[Number, ...]  # none that another of the function adds up
    for_others: int | None  # percent of its work that is done for other functions, by allocation


@fact
def figures(portfolio: Portfolio, state: State) -> Mapping[str, FunctionFigures]:
    """By function, its people, its cost and its numbers; every function is there."""
    covered = covered_by(portfolio, state)
    return {
        function: _figures(portfolio, function, covered.get(typed("function", function), ()), state)
        for function in sorted(portfolio.functions)
    }


def _figures(portfolio: Portfolio, function: str, positions: tuple[str, ...], state: State) -> FunctionFigures:
    boxes = chart(portfolio, state).boxes
    its = {position: boxes[position] for position in positions}
    costs = [box.cost / _shares(portfolio, position, state) for position, box in its.items() if box.cost is not None]
    return FunctionFigures(
        function,
        positions,
        tuple(position for position, box in its.items() if box.holder is None),
        sum(box.allocation for box in its.values()) / 100,
        round(sum(costs)) if costs else None,
        len(costs),
        _top_numbers(portfolio, positions, state),
        _for_others(list(its.values())),
    )


def _shares(portfolio: Portfolio, position: str, state: State) -> int:
    return len(functions_of(portfolio, position, state))


def _top_numbers(portfolio: Portfolio, positions: tuple[str, ...], state: State) -> tuple[Number, ...]:
    numbers = numbers_in(portfolio, state)
    carried = [number for position in positions for number in numbers.get(position, ())]
    keys = {number.key for number in carried}
    return tuple(sorted((one for one in carried if one.parent not in keys), key=lambda one: one.key))


def _for_others(boxes: list[Box]) -> int | None:
    time = sum(box.allocation for box in boxes)
    return round(sum(box.for_others * box.allocation for box in boxes) / time) if time else None


def worth(found: FunctionFigures) -> float | None:
    """How many times its cost the numbers of a function come to; None where they are of several units, or no money.

    A unit of three capital letters is taken for a currency, and for the one in which the boxes are paid.
    """
    currencies = {same_unit(one.unit) for one in found.numbers if _is_currency(one.unit.strip())}
    amounts = [one for one in found.numbers if one.target is not None and same_unit(one.unit) in currencies]
    if not found.cost or not amounts or len({same_unit(one.unit) for one in amounts}) > 1:
        return None
    return sum(one.target or 0 for one in amounts) / found.cost


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isascii() and unit.isupper()
