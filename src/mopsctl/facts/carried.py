"""What hangs on a position besides its boxes: the numbers, letters and rights it has in one state (domain §3, §4)."""

from ..model.fields import typed
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .chart import numbers_of


def carried(portfolio: Portfolio, position: str, state: State) -> tuple[str, ...]:
    """Each in words, `A of capability:send-campaigns`; numbers are of the structure to be."""
    mine = typed("position", position)
    numbers = numbers_of(portfolio).get(position, ()) if state == "to-be" else ()
    letters = [
        f"{one.letter} of {one.subject}" + (f" in {one.plan}" if one.plan else "")
        for _, one in sorted(portfolio.assignments.items())
        if (one.holder, one.state) == (mine, state)
    ]
    rights = [
        f"{one.part} of topic:{one.topic}" + (f" on {one.platform}" if one.platform else "")
        for _, one in sorted(portfolio.rights.items())
        if (one.holder, one.state) == (mine, state)
    ]
    return (*(f"number {one.key}" for one in numbers), *letters, *rights)
