"""Bringing the template of a chart into a store: what is there already stays as it is (domain §4.1)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias, TypeGuard

from msgspec import Struct, structs

from ..errors import BAD_INPUT, USAGE, MopsError
from ..facts.chart import chart, goal_tree, roll_up
from ..model.fields import Record
from ..model.kinds import RecordKey, kind_of
from ..model.org import Box, Coverage, DottedLine, WantedSkill
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .apply import Row, refuse_broken, refuse_dangling
from .org import in_chart

_Ties: TypeAlias = Coverage | DottedLine | WantedSkill
_Circle: TypeAlias = tuple[str, ...]
_Places: TypeAlias = Mapping[tuple[str, RecordKey], str]  # by plural and key


class Brought(Struct, frozen=True):
    """What came of a template: the Portfolio, and how many of its rows were there already."""

    portfolio: Portfolio
    new: int
    known: int
    met: tuple[Box, ...] = ()  # the new boxes of positions that were there already
    left_out: tuple[str, ...] = ()  # the positions that were there already, box and all, of which rows were left out


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
    free = [(row, record) for row, record in placed if _is_free(portfolio, record)]
    taken = [(row, record) for row, record in free if not _is_of_yours(record, portfolio)]
    new = [(row, _kept(portfolio, _topped(record, under))) for row, record in taken]
    met = tuple(one for _, one in new if isinstance(one, Box) and one.position in portfolio.positions)
    after = _with(portfolio, [*(record for _, record in new), *_covered_before(portfolio, met)])
    told = [(record, locate(row)) for row, record in new]
    refuse_broken(told)
    refuse_dangling(after, [(record, locate(row)) for row, record in free])
    _refuse_circles(portfolio, after, states, told)
    stay = {record.position for _, record in free if _is_of_yours(record, portfolio)} - {box.position for box in met}
    return Brought(after, len(new), len(placed) - len(free), met, tuple(sorted(stay)))


def _is_free(portfolio: Portfolio, record: Record) -> bool:
    kind = kind_of(record)
    return kind.key_of(record) not in portfolio.of(kind.plural)


def _is_of_yours(record: Record, portfolio: Portfolio) -> TypeGuard[_Ties]:
    """Whether it would say of a position of the user's own what that covers, wants, or also reports to."""
    return isinstance(record, Coverage | DottedLine | WantedSkill) and record.position in portfolio.positions


def _covered_before(portfolio: Portfolio, met: tuple[Box, ...]) -> list[Coverage]:
    """What the positions of the user's own cover as-is, for their boxes to be."""
    keys = {box.position for box in met if box.state == "to-be"}
    rows = [one for one in portfolio.coverage.values() if one.state == "as-is" and one.position in keys]
    moved = [structs.replace(one, state="to-be") for one in rows]
    return [one for one in moved if _is_free(portfolio, one)]


def _topped(record: Record, under: str | None) -> Record:
    """The record; one of the topmost boxes reports to `under`."""
    if under is None or not isinstance(record, Box) or record.reports_to is not None:
        return record
    return structs.replace(record, reports_to=under)


def _kept(portfolio: Portfolio, record: Record) -> Record:
    """The record; the box to-be of a position that has one as-is keeps who holds it, how much of them, and the team.

    A template of the user's own that names a holder means that one.
    """
    if not isinstance(record, Box) or record.state != "to-be" or record.holder is not None:
        return record
    was = portfolio.boxes.get((record.position, "as-is"))
    if was is None:
        return record
    if was.holder is None:
        return structs.replace(record, team=was.team or record.team)
    team, holder, allocation = was.team or record.team, was.holder, was.allocation
    return structs.replace(record, team=team, holder=holder, allocation=allocation, vacancy="", fill_by=None)


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


def _refuse_circles(
    before: Portfolio, after: Portfolio, states: Iterable[State], told: Sequence[tuple[Record, str]]
) -> None:
    """One error for the first circle of reporting, numbers or goals that was not there before, with its place."""
    places = {(kind_of(record).plural, kind_of(record).key_of(record)): place for record, place in told}
    for state in states:
        _refuse_new(chart(before, state).cycles, chart(after, state).cycles, "report to", places, "boxes", state)
    _refuse_new(roll_up(before).circles, roll_up(after).circles, "be a part of", places, "numbers")
    _refuse_new(goal_tree(before).circles, goal_tree(after).circles, "be a part of", places, "goals")


def _refuse_new(
    before: Sequence[_Circle], after: Sequence[_Circle], would: str, places: _Places, plural: str, state: str = ""
) -> None:
    for circle in after:
        if circle not in before:
            keys = [(plural, (key, state) if state else key) for key in circle]
            place = next((f"{places[key]}: " for key in keys if key in places), "")
            way = " -> ".join((*circle, circle[0]))
            raise MopsError(f"{place}{circle[0]} would {would} itself: {way}", code=BAD_INPUT)
