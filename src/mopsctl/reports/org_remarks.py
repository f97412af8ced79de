"""What is still to be said of a change to a chart that was made all the same: a sentence each (domain §4)."""

from collections.abc import Iterable

from ..facts.carried import carried
from ..facts.chart import begun, chart, loads
from ..model.org import Box
from ..model.portfolio import Portfolio
from ..model.responsibility import STATE_WORDS, STATES, State

_NAMED = 5  # things that are still named


def still_carried(portfolio: Portfolio, position: str, state: State) -> tuple[str, ...]:
    """What a position has that left a chart."""
    found = carried(portfolio, position, state)
    if not found:
        return ()
    told = ", ".join(found[:_NAMED]) + (f" and {len(found) - _NAMED} more" if found[_NAMED:] else "")
    return (f"{position} is in no {state} chart and still has: {told} (mopsctl position show {position})",)


def asked_too_much(before: Portfolio, after: Portfolio) -> tuple[str, ...]:
    """Who is asked for more than all of their time, and for more than before."""
    found = []
    for state in reversed(STATES):
        known = loads(before, state)
        for person, load in loads(after, state).items():
            was = known[person].percent if person in known else 0
            if load.percent > max(100, was):
                parts = ", ".join(f"{position} {percent}%" for position, percent in load.parts)
                found.append(f"{person} is asked for {load.percent}% of the time {state}: {parts}")
    return tuple(found)


def left_behind(portfolio: Portfolio) -> tuple[str, ...]:
    """How many positions as-is a to-be chart says nothing of."""
    if not begun(portfolio, "to-be"):
        return ()
    count = len({*chart(portfolio, "as-is").boxes} - {*chart(portfolio, "to-be").boxes})
    if not count:
        return ()
    positions, add = ("position", "adds it") if count == 1 else ("positions", "adds them")
    has = "has" if count == 1 else "have"
    return (f"{count} {positions} of the as-is chart {has} no box to be: mopsctl org init --from as-is {add}",)


def yours_already(met: Iterable[Box], left_out: Iterable[str] = ()) -> tuple[str, ...]:
    """The positions of the user's own that a template met: those that stay as they are, those that it gave a box."""
    stay = tuple(f"{position} is yours already and stays as it is" for position in left_out)
    return stay + tuple(
        f"{box.position} is yours already: its box {STATE_WORDS[box.state]} is the template's, "
        + (f"held by {box.holder}" if box.holder else "vacant")
        for box in met
    )


def left_headless(before: Portfolio, position: str) -> tuple[str, ...]:
    """Who stands at the top once the one above them is removed."""
    found = []
    for state in reversed(STATES):
        below = [one for one, box in chart(before, state).boxes.items() if box.reports_to == position != one]
        if below:
            who = "position now stands" if len(below) == 1 else "positions now stand"
            cure = f"mopsctl position drop {position} --state {state} --reports-to POSITION"
            found.append(f"{len(below)} {who} at the top {state}; after mopsctl undo, {cure} would keep them under one")
    return tuple(found)
