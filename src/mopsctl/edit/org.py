"""The charts: placing, moving and dropping positions, and all that hangs on a box (domain §4).

Refuses what would close a circle of reporting. Numbers, goals and stages are `edit.accountability`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from ..errors import NOT_FOUND, USAGE, MopsError
from ..facts.chart import chart
from ..facts.forest import chain
from ..model.fields import typed
from ..model.kinds import RecordKey
from ..model.lookup import get
from ..model.org import Box, Coverage, DottedLine, Function, HeldSkill, Person, Pillar, Position, WantedSkill
from ..model.portfolio import Portfolio
from ..model.responsibility import STATES, State
from ..model.slugs import slug
from . import records


class Ties(Struct, frozen=True):
    """What a position is tied to, each list as a whole; None: as it was."""

    functions: Sequence[str] | None = None
    pillars: Sequence[str] | None = None
    dotted: Sequence[str] | None = None
    skills: Sequence[str] | None = None

    @property
    def of_box(self) -> bool:
        """Whether anything is said that belongs to one chart."""
        return (self.functions, self.pillars, self.dotted) != (None, None, None)


def state_meant(portfolio: Portfolio, position: str, state: State | None) -> State:
    """The chart that a command speaks of: the one it names, else the only one in which the position is, else to-be."""
    if state is not None:
        return state
    return "as-is" if [one for one in STATES if (position, one) in portfolio.boxes] == ["as-is"] else "to-be"


def add(portfolio: Portfolio, position: Position, state: State, box: Mapping[str, Any], ties: Ties) -> Portfolio:
    """A new position, with its box in one chart."""
    if position.key in portfolio.positions:
        hint = f"mopsctl position set {position.key} --state {state}"
        raise MopsError(f'there is already a position "{position.key}"', hint=hint, code=USAGE)
    return place(records.add(portfolio, position), position.key, state, box, ties)


def change(
    portfolio: Portfolio, key: str, state: State | None, own: Mapping[str, Any], box: Mapping[str, Any], ties: Ties
) -> Portfolio:
    """Change what a position is (`own`) and what it is in one chart; it is placed there if that was named."""
    after = records.update(portfolio, Position, key, own)
    if box or ties.of_box or state is not None:
        return place(after, key, state_meant(portfolio, key, state), box, ties)
    return _want(after, key, ties.skills)


def place(portfolio: Portfolio, key: str, state: State, fields: Mapping[str, Any], ties: Ties) -> Portfolio:
    """Give a position a box in a chart, or change that box.

    A new one begins as the box in the other chart. Refuses a manager without a box there, and a circle.
    """
    was = portfolio.boxes.get((key, state))
    after = portfolio if was is not None else _taken_over(portfolio, key, state)
    box = after.boxes.get((key, state)) or Box(key, state)
    said = records.emptied(Box, fields)
    if said.get("holder"):
        said = {"vacancy": "", "fill_by": None, **said}
    if said.get("reports_to"):
        _may_report(portfolio, key, said["reports_to"], state)
    after = records.put(after, structs.replace(box, **said))
    after = _cover(after, key, state, "function", ties.functions)
    after = _cover(after, key, state, "pillar", ties.pillars)
    return _want(_dot(after, key, state, ties.dotted), key, ties.skills)


def _taken_over(portfolio: Portfolio, key: str, state: State) -> Portfolio:
    """The box of the other chart as the first of this one, with what it covers; without whom it cannot report to."""
    source: State = "as-is" if state == "to-be" else "to-be"
    box = portfolio.boxes.get((key, source))
    if box is None:
        return portfolio
    manager = box.reports_to if (box.reports_to, state) in portfolio.boxes else None
    copied = structs.replace(box, state=state, reports_to=manager, since=None)
    ties = [structs.replace(one, state=state) for one in _ties(portfolio, key, source)]
    here = [one for one in ties if isinstance(one, Coverage) or (one.to, state) in portfolio.boxes]
    return records.put(portfolio, copied, *here)


def _ties(portfolio: Portfolio, key: str, state: State) -> list[Coverage | DottedLine]:
    covered = [one for one in portfolio.coverage.values() if (one.position, one.state) == (key, state)]
    lines = [one for one in portfolio.dotted_lines.values() if (one.position, one.state) == (key, state)]
    return [*covered, *lines]


def _may_report(portfolio: Portfolio, key: str, manager: str, state: State) -> None:
    in_chart(portfolio, manager, state)
    upwards = {position: box.reports_to for position, box in chart(portfolio, state).boxes.items()}
    if circle := chain(upwards, key, manager):
        way = " -> ".join(circle)
        raise MopsError(f"{key} would report to itself: {way}", hint=_show(circle[-2], state), code=USAGE)


def in_chart(portfolio: Portfolio, key: str, state: State) -> Box:
    """The box of a position in a chart; MopsError where it has none."""
    get(portfolio, Position, key)
    box = portfolio.boxes.get((key, state))
    if box is None:
        raise MopsError(
            f'"{key}" has no box in the {state} chart', hint=f"mopsctl position set {key} --state {state}", code=USAGE
        )
    return box


def _show(key: str, state: State) -> str:
    return f"mopsctl org show --under {key} --state {state}"


def _cover(portfolio: Portfolio, key: str, state: State, kind: str, wanted: Sequence[str] | None) -> Portfolio:
    if wanted is None:
        return portfolio
    for one in wanted:
        if one:
            get(portfolio, Function if kind == "function" else Pillar, one)
    rows = {(key, typed(kind, one), state): Coverage(key, typed(kind, one), state) for one in wanted if one}
    return _only(portfolio, "coverage", rows, lambda row: row[0] == key and row[2] == state and _is(row[1], kind))


def _is(covered: str, kind: str) -> bool:
    return covered.startswith(f"{kind}:")


def _dot(portfolio: Portfolio, key: str, state: State, wanted: Sequence[str] | None) -> Portfolio:
    if wanted is None:
        return portfolio
    for one in wanted:
        if one:
            in_chart(portfolio, one, state)
    rows = {(key, one, state): DottedLine(key, one, state) for one in wanted if one}
    return _only(portfolio, "dotted_lines", rows, lambda row: row[0] == key and row[2] == state)


def _want(portfolio: Portfolio, key: str, wanted: Sequence[str] | None) -> Portfolio:
    if wanted is None:
        return portfolio
    skills = [skill for name in wanted if name and (skill := _skill(name))]
    rows = {(key, skill): WantedSkill(key, skill) for skill in skills}
    return _only(portfolio, "wanted_skills", rows, lambda row: row[0] == key)


def _skill(name: str) -> str:
    """A skill as a key: one may write `Customer insight` for `customer-insight`."""
    return slug(name) or name


def _only(portfolio: Portfolio, plural: str, rows: Mapping[RecordKey, Any], mine: Any) -> Portfolio:
    """These rows for all that are `mine`; a row that was there stays."""
    collection = portfolio.of(plural)
    gone = [row for row in collection if mine(row) and row not in rows]
    if gone:
        left = {row: record for row, record in collection.items() if row not in set(gone)}
        portfolio = structs.replace(portfolio, **{plural: left})
    new = [record for row, record in rows.items() if row not in collection]
    return records.put(portfolio, *new) if new else portfolio


def drop(portfolio: Portfolio, key: str, state: State, heir: str | None) -> Portfolio:
    """Take a position out of one chart, with what it covers there; the position itself stays.

    Refuses while others report to it there, unless `heir` (a position) takes them.
    """
    get(portfolio, Position, key)
    box = portfolio.boxes.get((key, state))
    if box is None:
        raise MopsError(f'"{key}" has no box in the {state} chart', hint=f"mopsctl position show {key}", code=NOT_FOUND)
    under = sorted(one for (one, in_state), b in portfolio.boxes.items() if in_state == state and b.reports_to == key)
    under = [one for one in under if one != key]
    if under and heir is None:
        named = ", ".join(under[:5]) + (f" and {len(under) - 5} more" if under[5:] else "")
        verb = "reports" if len(under) == 1 else "report"
        to = box.reports_to or "POSITION"
        hint = f"mopsctl position drop {key} --state {state} --reports-to {to}"
        raise MopsError(f"{named} still {verb} to {key} ({state})", hint=hint, code=USAGE)
    if heir == key:
        raise MopsError(f"{key} leaves the chart and can take nobody", code=USAGE)
    after = portfolio
    if heir:
        _heir_stays(portfolio, key, heir, state)
        moved = [structs.replace(portfolio.boxes[one, state], reports_to=_manager(one, heir, box)) for one in under]
        after = records.put(after, *moved)
    return _without_box(after, key, state)


def _manager(one: str, heir: str, gone: Box) -> str | None:
    """Whom one reports to once the heir takes all: the heir itself moves up to where the dropped one stood."""
    if one != heir:
        return heir
    return gone.reports_to if gone.reports_to != gone.position else None


def _heir_stays(portfolio: Portfolio, key: str, heir: str, state: State) -> None:
    in_chart(portfolio, heir, state)
    above = chart(portfolio, state).forest.above(heir)
    if key in above and portfolio.boxes[heir, state].reports_to != key:
        raise MopsError(f"{heir} stands below those who would report to it", hint=_show(key, state), code=USAGE)


def _without_box(portfolio: Portfolio, key: str, state: State) -> Portfolio:
    return structs.replace(
        portfolio,
        boxes={at: box for at, box in portfolio.boxes.items() if at != (key, state)},
        coverage={at: one for at, one in portfolio.coverage.items() if (at[0], at[2]) != (key, state)},
        dotted_lines={
            at: one for at, one in portfolio.dotted_lines.items() if key not in at[:2] or at[2] != state
        },
    )  # fmt: skip


def carry_over(portfolio: Portfolio, source: State, state: State) -> Portfolio:
    """Every box of one chart that the other has not, with what it covers: the start of a to-be chart."""
    if source == state:
        raise MopsError("name the other chart: --from as-is --state to-be", code=USAGE)
    boxes = [box for (_, in_state), box in sorted(portfolio.boxes.items()) if in_state == source]
    if not boxes:
        raise MopsError(f"there is no {source} chart yet", hint=f"mopsctl position add KEY --state {source}")
    new = [structs.replace(box, since=None) for box in boxes if (box.position, state) not in portfolio.boxes]
    keys = {box.position for box in new}
    ties = [
        *(one for one in portfolio.coverage.values() if one.state == source and one.position in keys),
        *(one for one in portfolio.dotted_lines.values() if one.state == source and one.position in keys),
    ]
    after = records.put(portfolio, *(structs.replace(one, state=state) for one in (*new, *ties)))
    refuse_new_circles(portfolio, after, state, USAGE)
    return after


def refuse_new_circles(before: Portfolio, after: Portfolio, state: State, code: int) -> None:
    """MopsError with this exit code where a chart has a circle that it had not before."""
    for circle in chart(after, state).cycles:
        if circle not in chart(before, state).cycles:
            way = " -> ".join((*circle, circle[0]))
            raise MopsError(f"{circle[0]} would report to itself: {way}", code=code)


def skills(portfolio: Portfolio, person: str, names: Sequence[str], *, taken_back: bool = False) -> Portfolio:
    """Record that a person has skills, or no longer has them."""
    get(portfolio, Person, person)
    keys = [_skill(name) for name in names]
    if not taken_back:
        return records.put(portfolio, *(HeldSkill(person, key) for key in keys))
    for key in keys:
        if (person, key) not in portfolio.held_skills:
            raise records.nothing_found(f'skill "{key}" of {person}', f"mopsctl person show {person}")
    left = {at: one for at, one in portfolio.held_skills.items() if at[0] != person or at[1] not in keys}
    return structs.replace(portfolio, held_skills=left)
