"""Bringing the template of a chart into a store: what is there already stays as it is (domain §4.1)."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct, structs

from ..errors import BAD_INPUT, USAGE, MopsError
from ..facts.chart import goal_tree, roll_up
from ..model.fields import Record
from ..model.kinds import RecordKey, kind_of
from ..model.org import Box, Coverage, DottedLine
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .apply import GivenRow, refuse_broken, refuse_dangling
from .org import in_chart, refuse_new_circles

Row = TypeVar("Row", bound=GivenRow)


class Brought(Struct, frozen=True):
    """What came of a template: the Portfolio, and how many of its rows were there already."""

    portfolio: Portfolio
    new: int
    known: int


def bring_in(
    portfolio: Portfolio,
    rows: Iterable[Row],
    *,
    state: State | None,
    under: str | None,
    locate: Callable[[Row], str],
) -> Brought:
    """Add the rows of a template whose keys are free; its topmost boxes report to `under`.

    `state` puts a template of one chart into that one. Every reference to nothing is told with its place, and then
    nothing changes; a circle of reporting, of numbers or of goals is refused.
    """
    given = list(rows)
    states = sorted({row.record.state for row in given if isinstance(row.record, Box)})
    if state is not None:
        if len(states) > 1:
            raise MopsError("the template holds both charts; leave out --state", code=USAGE)
        states = [state]
    placed = [(row, _in_state(row.record, state)) for row in given]
    for one in states if under is not None else ():
        in_chart(portfolio, str(under), one)
    new = [(row, _topped(record, under)) for row, record in placed if _is_free(portfolio, record)]
    after = _with(portfolio, [record for _, record in new])
    told = [(record, locate(row)) for row, record in new]
    refuse_broken(told)
    refuse_dangling(after, told)
    for one in states:
        refuse_new_circles(portfolio, after, one, BAD_INPUT)
    _refuse_parts_of_themselves(portfolio, after)
    return Brought(after, len(new), len(placed) - len(new))


def _is_free(portfolio: Portfolio, record: Record) -> bool:
    kind = kind_of(record)
    return kind.key_of(record) not in portfolio.of(kind.plural)


def _topped(record: Record, under: str | None) -> Record:
    """The record; one of the topmost boxes reports to `under`."""
    if under is None or not isinstance(record, Box) or record.reports_to is not None:
        return record
    return structs.replace(record, reports_to=under)


def _with(portfolio: Portfolio, new: Iterable[Record]) -> Portfolio:
    edited: dict[str, dict[RecordKey, Record]] = {}
    for record in new:
        kind = kind_of(record)
        edited.setdefault(kind.plural, dict(portfolio.of(kind.plural)))[kind.key_of(record)] = record
    return structs.replace(portfolio, **edited)


def _in_state(record: Record, state: State | None) -> Record:
    if state is None or not isinstance(record, Box | Coverage | DottedLine):
        return record
    return structs.replace(record, state=state)


def _refuse_parts_of_themselves(before: Portfolio, after: Portfolio) -> None:
    for tree in (roll_up, goal_tree):
        for circle in tree(after).circles:
            if circle not in tree(before).circles:
                way = " -> ".join((*circle, circle[0]))
                raise MopsError(f"{circle[0]} would be a part of itself: {way}", code=BAD_INPUT)
