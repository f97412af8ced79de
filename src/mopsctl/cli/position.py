"""`mopsctl position`: the boxes of the charts: who reports to whom, who holds them, what they carry (domain §4)."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

import typer

from ..edit import org
from ..edit.org import Ties
from ..edit.records import emptied, remove
from ..model.org import Position
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from ..reports import position as reports
from ..reports.document import Report
from ..reports.org_remarks import asked_too_much, left_headless, still_carried
from ..service import Edit
from .frame import Noun
from .options import (
    Name,
    NewKey,
    Note,
    PositionKey,
    StateOption,
    TeamOption,
    date_option,
    key_option,
    number_option,
    text_option,
)
from .org import SKILLED
from .standard import Cascade, add_standard_verbs
from .wiring import Desk, Outcome, View, changes_all, shows, takes

noun = Noun("position", "Add, fill and move the positions of the charts.")

OWN = {
    "name": Name,
    "transition": Annotated[str | None, key_option("--transition", "the task that tells of its change", "tasks")],
    "note": Note,
}
BOX = {
    "title": Annotated[str | None, text_option("--title", "its title in this chart, where it is another")],
    "reports_to": Annotated[str | None, key_option("--reports-to", "the position it stands under", "positions")],
    "team": TeamOption,
    "holder": Annotated[str | None, key_option("--holder", 'the person in it; "" for vacant', "people")],
    "allocation": Annotated[int | None, number_option("--allocation", "percent of the holder's time", most=100)],
    "vacancy": Annotated[str | None, text_option("--vacancy", "while vacant: how it will be filled")],
    "fill_by": Annotated[date | None, date_option("--fill-by", "while vacant: the day by which it is filled")],
    "goal": Annotated[str | None, key_option("--goal", "the goal it serves", "goals")],
    "why": Annotated[str | None, text_option("--why", "why it is built so")],
    "for_others": Annotated[
        int | None, number_option("--for-others", "percent of its work done for other functions", most=100)
    ],
    "cost": Annotated[int | None, number_option("--cost", "what it costs a year; only you and leaders read it")],
    "since": Annotated[date | None, date_option("--since", "from when it is, or is to be, there")],
}
TIES = {
    "functions": Annotated[
        list[str] | None, key_option("--function", "each it works in; replaces those of before", "functions")
    ],
    "pillars": Annotated[
        list[str] | None, key_option("--pillar", "each it stands for; replaces those of before", "pillars")
    ],
    "dotted": Annotated[
        list[str] | None, key_option("--dotted", "each it also reports to; replaces those of before", "positions")
    ],
    "skills": Annotated[list[str] | None, text_option("--skill", "each skill it wants; replaces those of before")],
}
WhichState = Annotated[
    State | None, typer.Option("--state", help="which chart (default: the one it is in, else to-be)")
]


def _apart(given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], Ties]:
    """What is said of the position, of its box, and of what it is tied to."""
    own = {name: value for name, value in given.items() if name in OWN}
    box = {name: value for name, value in given.items() if name in BOX}
    return own, box, Ties(**{name: value for name, value in given.items() if name in TIES})


def _made(desk: Desk, edit: Edit, remarks: Callable[[Portfolio, Portfolio], tuple[str, ...]]) -> Outcome:
    """The edit made, with what is still to be said of it."""
    notes: list[str] = []

    def noted(before: Portfolio) -> Portfolio:
        after = edit(before)
        notes[:] = remarks(before, after)
        return after

    changed = desk.make(noted)
    return Outcome(changed, tuple(notes))


@noun.verb("list")
@shows
def list_positions(
    view: View,
    state: Annotated[State | None, typer.Option("--state", help="those in one chart")] = None,
    vacant: Annotated[bool, typer.Option("--vacant", help="those that nobody holds")] = False,
    team: TeamOption = None,
) -> Report:
    """List positions, with whom they report to in each chart.

    Examples:
      mopsctl position list
      mopsctl position list --state to-be --vacant
      mopsctl position list --team martech
    """
    return reports.positions(view.portfolio, state, vacant=vacant, team=team)


@noun.verb("show")
@shows
def show_position(view: View, position: PositionKey) -> Report:
    """Show one position as it is and as it is to be.

    Examples:
      mopsctl position show data-lead
    """
    return reports.position(view.portfolio, position, skills=view.audience in SKILLED)


@noun.verb("add")
@changes_all
@takes({**OWN, **BOX, **TIES})
def add_position(desk: Desk, key: NewKey, state: StateOption = "to-be", **given: Any) -> Outcome:
    """Add a position, with its box in one chart.

    Examples:
      mopsctl position add data-lead --name "Customer data lead" --reports-to mo-leader --function data-management
      mopsctl position add mo-leader --name "Leader of marketing operations" --state as-is --holder ada
    """
    own, box, ties = _apart(given)
    position = Position(**{"key": key, "name": key, **emptied(Position, own)})
    return _made(desk, lambda portfolio: org.add(portfolio, position, state, box, ties), asked_too_much)


@noun.verb("set")
@changes_all
@takes({**OWN, **BOX, **TIES})
def set_position(desk: Desk, position: PositionKey, state: WhichState = None, **given: Any) -> Outcome:
    """Fill, move or change a position; place it in a chart.

    Examples:
      mopsctl position set data-lead --holder ada --allocation 100
      mopsctl position set data-lead --reports-to mo-leader --state to-be
      mopsctl position set data-lead --vacancy "advertised within the company" --fill-by +60d
      mopsctl position set data-lead --transition tell-teams
    """
    own, box, ties = _apart(given)
    return _made(desk, lambda portfolio: org.change(portfolio, position, state, own, box, ties), asked_too_much)


@noun.verb("drop")
@changes_all
def drop_position(
    desk: Desk,
    position: PositionKey,
    state: Annotated[State, typer.Option("--state", help="out of which chart", show_default=False)],
    heir: Annotated[str | None, key_option("--reports-to", "whom those below it report to then", "positions")] = None,
) -> Outcome:
    """Take a position out of one chart; in the other it stays.

    Examples:
      mopsctl position drop web-master --state to-be
      mopsctl position drop mo-leader --state to-be --reports-to cmo
    """
    return _made(
        desk,
        lambda portfolio: org.drop(portfolio, position, state, heir),
        lambda _, after: still_carried(after, position, state),
    )


@noun.verb("remove")
@changes_all
def remove_position(desk: Desk, position: PositionKey, cascade: Cascade = False) -> Outcome:
    """Remove a position that nothing refers to.

    Examples:
      mopsctl position remove web-master --cascade
    """
    return _made(
        desk,
        lambda portfolio: remove(portfolio, Position, position, cascade=cascade),
        lambda before, _: left_headless(before, position),
    )


add_standard_verbs(
    noun,
    Position,
    {},
    examples="""
      mopsctl position rename data-lead customer-data-lead
    """,
)
