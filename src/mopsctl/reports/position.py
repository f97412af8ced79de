"""Positions: all of them, and one page each with both its boxes side by side (domain §4)."""

from typing import Any

from ..facts.chart import dotted, functions_of, numbers_of, pillars_of, title
from ..facts.reorganisation import reorganisation
from ..facts.skills import gap, wanted
from ..model.fields import typed
from ..model.lookup import get
from ..model.org import Box, Position, Team
from ..model.portfolio import Portfolio
from ..model.responsibility import STATES, State
from .amounts import amount
from .document import Block, Cell, Column, Heading, Report, Table
from .listing import Field, fields_of, listing, plainly, showing, tabled

EMPTY = "No position yet: mopsctl org init --template strategic-mo"


def positions(
    portfolio: Portfolio, state: State | None = None, *, vacant: bool = False, team: str | None = None
) -> Report:
    """Every position with whom it reports to and who holds it, in one chart or in both; those of a team."""
    if team is not None:
        get(portfolio, Team, team)
    rows = []
    for key, position in sorted(portfolio.positions.items()):
        boxes = {one: portfolio.boxes.get((key, one)) for one in STATES}
        if state is not None and boxes[state] is None:
            continue
        asked = [box for one, box in boxes.items() if box is not None and state in (None, one)]
        if (vacant or team is not None) and not any(_is_asked(box, vacant, team) for box in asked):
            continue
        change = reorganisation(portfolio).get(key)
        rows.append(
            {
                "key": key,
                "name": position.name,
                "as_is": _stands(boxes["as-is"]),
                "to_be": _stands(boxes["to-be"]),
                "changes": list(change.kinds) if change else [],
                "numbers": [number.key for number in numbers_of(portfolio).get(key, ())],
                "transition": position.transition,
            }
        )
    one_state = (Field("as_is", "as-is", wrap=True),) if state == "as-is" else (Field("to_be", "to-be", wrap=True),)
    both = (Field("as_is", "as-is", wrap=True), Field("to_be", "to-be", wrap=True))
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        *(both if state is None else one_state),
        Field("changes", tone="accent", optional=True),
        Field("numbers", "carries", tone="muted", wrap=True, optional=True),
    )
    return listing("position.list", "Positions", rows, fields, _empty(vacant, team))


def _is_asked(box: Box, vacant: bool, team: str | None) -> bool:
    return (box.holder is None or not vacant) and team in (None, box.team)


def _empty(vacant: bool, team: str | None) -> str:
    if team is not None:
        return f"No {'vacant ' * vacant}position in {team}: mopsctl position set POSITION --team {team}"
    return "No vacant position" if vacant else EMPTY


def _stands(box: Box | None) -> str:
    """`ada under cmo`, `vacant under cmo`; nothing where it is not in the chart."""
    if box is None:
        return ""
    return (box.holder or "vacant") + (f" under {box.reports_to}" if box.reports_to else " at the top")


def position(portfolio: Portfolio, key: str, *, skills: bool) -> Report:
    """One position: both its boxes, the numbers it carries, the skills it wants, what it answers for.

    `skills`: whether those who read it may know who has which.
    """
    found = get(portfolio, Position, key)
    boxes = {state: _box(portfolio, key, state) for state in STATES if (key, state) in portfolio.boxes}
    numbers = [fields_of(one) for one in numbers_of(portfolio).get(key, ())]
    lines = _letters(portfolio, key)
    change = reorganisation(portfolio).get(key)
    shown: dict[str, Any] = {
        **fields_of(found),
        "changes": list(change.kinds) if change else [],
        "skills wanted": list(wanted(portfolio).get(key, ())),
    }
    data = {
        **fields_of(found),
        "changes": shown["changes"],
        "skills": shown["skills wanted"],
        "boxes": boxes,
        "numbers": numbers,
        "letters": lines,
    }
    if skills:
        box = portfolio.boxes.get((key, "to-be")) or portfolio.boxes.get((key, "as-is"))
        found_gap = gap(portfolio, key, box)
        data["lacking"] = shown["skills lacking"] = list(found_gap.lacking) if found_gap else []
        data["not_recorded"] = shown["skills not recorded"] = list(found_gap.not_recorded) if found_gap else []
    return showing("position.show", found.name, shown, blocks=_blocks(boxes, numbers, lines), data=data)


def _box(portfolio: Portfolio, key: str, state: State) -> dict[str, Any]:
    box = portfolio.boxes[key, state]
    said = {name: value for name, value in fields_of(box).items() if name not in ("position", "state")}
    under = [one for (one, at), b in sorted(portfolio.boxes.items()) if at == state and b.reports_to == key]
    return {
        **said,
        "title": title(portfolio, key, box),
        "dotted": list(dotted(portfolio, state).get(key, ())),
        "functions": list(functions_of(portfolio, key, state)),
        "pillars": list(pillars_of(portfolio, key, state)),
        "reports": under,
    }


def _letters(portfolio: Portfolio, key: str) -> list[dict[str, Any]]:
    """What the position answers for, does, decides: letters and rights."""
    mine = typed("position", key)
    letters = [
        {"what": one.subject, "part": one.letter, "state": one.state}
        for _, one in sorted(portfolio.assignments.items())
        if one.holder == mine
    ]
    rights = [
        {"what": f"topic:{one.topic}" + (f" on {one.platform}" if one.platform else ""), "part": one.part,
         "state": one.state}
        for _, one in sorted(portfolio.rights.items())
        if one.holder == mine
    ]  # fmt: skip
    return letters + rights


def _blocks(boxes: dict[State, dict[str, Any]], numbers: list[dict[str, Any]], letters: list[Any]) -> list[Block]:
    blocks: list[Block] = [Heading("In the charts"), _side_by_side(boxes)] if boxes else []
    if numbers:
        rows = [{**one, "target_told": amount(one["target"], one["unit"])} for one in numbers]
        fields = (Field("key", tone="key"), Field("name", wrap=True), Field("target", right=True), Field("due"))
        blocks += [Heading("Numbers it carries"), tabled(rows, (*fields, Field("parent", "rolls up to")))]
    if letters:
        columns = (Field("what", tone="key"), Field("part"), Field("state", tone="muted"))
        blocks += [Heading("Holds"), tabled(letters, columns)]
    return blocks


def _side_by_side(boxes: dict[State, dict[str, Any]]) -> Table:
    """The fields of both boxes, a line each; those that differ stand out, those that neither fills are left out."""
    names = [name for name in next(iter(boxes.values())) if any(plainly(box[name]) for box in boxes.values())]
    rows = []
    for name in names:
        values = [plainly(boxes[state][name]) if state in boxes else "" for state in STATES]
        differs = len(boxes) == 2 and values[0] != values[1]
        rows.append(
            (Cell(name.replace("_", " "), "muted"), Cell(values[0]), Cell(values[1], "accent" if differs else "plain"))
        )
    return Table((Column("field"), Column("as-is", wrap=True), Column("to-be", wrap=True)), tuple(rows))
