"""How the numbers that positions carry add up, level by level (domain §4.1: accountability)."""

from collections.abc import Mapping

from msgspec import Struct

from ..model.org import Number
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .chart import chart, numbers_of, roll_up
from .memo import fact


class RollUp(Struct, frozen=True):
    """A number, and what the numbers under it come to; only those in its own unit with a target are added."""

    number: Number
    parts: tuple[str, ...]  # the numbers that roll up to it
    added: tuple[str, ...]  # those of them that are added
    sum: float | None  # None: nothing to add

    @property
    def lacking(self) -> float | None:
        """By how much its parts come to less than its target; less than 0 where they come to more."""
        if self.sum is None or self.number.target is None:
            return None
        return round(self.number.target - self.sum, 9)


@fact
def roll_ups(portfolio: Portfolio) -> Mapping[str, RollUp]:
    """Every number, in the order of the tree."""
    tree = roll_up(portfolio)
    return {key: _roll_up(portfolio, key, tree.children.get(key, ())) for key in tree.order}


def _roll_up(portfolio: Portfolio, key: str, parts: tuple[str, ...]) -> RollUp:
    number = portfolio.numbers[key]
    unit = same_unit(number.unit)
    targets = {
        part: one.target
        for part in parts
        if same_unit((one := portfolio.numbers[part]).unit) == unit and one.target is not None
    }
    return RollUp(number, parts, tuple(targets), sum(targets.values()) if targets else None)


def same_unit(unit: str) -> str:
    """A unit as units are compared: `eur ` is `EUR`."""
    return "".join(unit.split()).casefold()


def number_above(portfolio: Portfolio, position: str, state: State) -> Number | None:
    """The number of the nearest position above that carries one; None where nobody above does, or it has no box."""
    for above in chart(portfolio, state).forest.above(position):
        if carried := numbers_of(portfolio).get(above):
            return carried[0]
    return None
