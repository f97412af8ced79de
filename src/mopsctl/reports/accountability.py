"""Goals and numbers: what serves them, how they add up (domain §4.1: accountability)."""

from collections.abc import Mapping
from typing import Any

from ..facts.chart import chart, goal_tree, serving, title
from ..facts.forest import Forest
from ..facts.numbers import RollUp, roll_ups
from ..model.lookup import get
from ..model.org import Goal, Number
from ..model.portfolio import Portfolio
from .amounts import amount
from .document import Block, Cell, Chart, Column, Document, Heading, Node, Report, Table, text
from .listing import Field, fields_of, listing, showing, tabled

NO_GOAL = "No goal yet: mopsctl goal add KEY --name NAME"
NO_NUMBER = "No number yet: mopsctl number add KEY --position POSITION --name NAME"


def goals(portfolio: Portfolio) -> Report:
    """Every goal with its target and how many positions serve it, a part below the whole."""
    served, tree = serving(portfolio, "to-be"), goal_tree(portfolio)
    circles = {one[0]: f" (a part of itself: {' -> '.join((*one, one[0]))})" for one in tree.circles}
    rows = []
    for key in tree.order:
        goal = portfolio.goals[key]
        positions = served.get(key, ())
        row = {**fields_of(goal), "served_by": list(positions), "served_by_told": str(len(positions))}
        row["target_told"] = amount(goal.target, goal.unit)
        row["name_told"] = "  " * tree.depths[key] + goal.name + circles.get(key, "")
        rows.append(row)
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        Field("metric", wrap=True, optional=True),
        Field("target", right=True),
        Field("horizon", "by"),
        Field("parent", "part of", tone="muted", optional=True),
        Field("served_by", "served by", right=True),
    )
    return listing("goal.list", "Goals", rows, fields, NO_GOAL)


def goal(portfolio: Portfolio, key: str) -> Report:
    """One goal: its parts, and the positions that serve it, with why."""
    found = get(portfolio, Goal, key)
    parts = [fields_of(portfolio.goals[one]) for one in goal_tree(portfolio).children.get(key, ())]
    serves = [
        {"position": box.position, "state": box.state, "holder": box.holder, "why": box.why}
        for _, box in sorted(portfolio.boxes.items())
        if box.goal == key
    ]
    blocks: list[Block] = []
    if parts:
        rows = [{**one, "target_told": amount(one["target"], one["unit"])} for one in parts]
        fields = (
            Field("key", tone="key"),
            Field("name", wrap=True),
            Field("target", right=True),
            Field("horizon", "by"),
        )
        blocks += [Heading("Its parts"), tabled(rows, fields)]
    if serves:
        columns = (Field("position", tone="key"), Field("state"), Field("holder"), Field("why", wrap=True))
        blocks += [Heading("Served by"), tabled(serves, columns)]
    data = {**fields_of(found), "parts": parts, "served_by": serves}
    return showing("goal.show", found.name, fields_of(found), blocks=blocks, data=data)


def goals_drawn(portfolio: Portfolio) -> Report:
    """All goals as a tree, each with its target and who serves it."""
    tree = goal_tree(portfolio)
    served = serving(portfolio, "to-be")
    nodes = tuple(_goal_node(portfolio, tree, key, len(served.get(key, ()))) for key in tree.order)
    drawn = Chart("Goals of the strategy", nodes, empty=NO_GOAL)
    listed = goals(portfolio)
    return Report("goal.list", listed.data, lambda: Document((drawn,)), listed.table)


def _goal_node(portfolio: Portfolio, tree: Forest, key: str, served: int) -> Node:
    goal = portfolio.goals[key]
    told = amount(goal.target, goal.unit)
    lines = [Cell(f"{goal.metric}: {told}" if goal.metric and told else goal.metric or told, "strong")]
    lines += [Cell(f"by {goal.horizon}", "muted")] if goal.horizon else []
    lines.append(Cell(f"{served} position{'s' * (served != 1)}") if served else Cell("served by nobody", "warn"))
    return Node(key, goal.name, tree.parents.get(key) or goal.parent, tuple(line for line in lines if line.text))


def numbers(portfolio: Portfolio) -> Report:
    """Every number with who carries it, a part below the whole."""
    rows = [_row(one) for one in roll_ups(portfolio).values()]
    fields = (
        Field("key", tone="key"),
        Field("name", wrap=True),
        Field("position", "carried by"),
        Field("target", right=True),
        Field("due", "by"),
        Field("parent", "rolls up to", tone="muted", optional=True),
    )
    return listing("number.list", "Numbers", rows, fields, NO_NUMBER)


def _row(one: RollUp) -> dict[str, Any]:
    number = one.number
    return {
        **fields_of(number),
        "target_told": amount(number.target, number.unit),
        "parts": list(one.parts),
        "sum": one.sum,
        "lacking": one.lacking,
    }


def rolled_up(portfolio: Portfolio, key: str | None = None) -> Report:
    """The numbers as a tree, all or those that add up to one: what each is, who carries it, what its parts come to."""
    found: Mapping[str, RollUp] = roll_ups(portfolio)
    if key is not None:
        get(portfolio, Number, key)
        below = _below(found, key)
        found = {one: found[one] for one in found if one in below}
    rows = [_row(one) for one in found.values()]

    def document() -> Document:
        nodes = tuple(_node(portfolio, one) for one in found.values())
        return Document((Chart("How the numbers add up", nodes, empty=NO_NUMBER),))

    def table() -> Table:
        names = ("key", "name", "position", "target", "unit", "due", "parent", "sum", "lacking")
        cells = (tuple(text(row[name]) for name in names) for row in rows)
        return Table(tuple(Column(name) for name in names), tuple(cells))

    return Report(
        "number.show", [{k: v for k, v in row.items() if k != "target_told"} for row in rows], document, table
    )


def _below(found: Mapping[str, RollUp], key: str) -> set[str]:
    below: set[str] = set()
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one not in below:
            below.add(one)
            waiting += found[one].parts
    return below


def _node(portfolio: Portfolio, one: RollUp) -> Node:
    number = one.number
    box = _box(portfolio, number.position)
    lines = [Cell(amount(number.target, number.unit), "strong") if number.target is not None else _unset(number)]
    who = portfolio.people[box.holder].name if box and box.holder else "vacant"
    lines.append(Cell(f"{title(portfolio, number.position, box)}, {who}"))
    if number.due:
        lines.append(Cell(f"by {number.due}", "muted"))
    if one.sum is not None:
        lines.append(_sum(one))
    return Node(number.key, number.name, number.parent, tuple(lines))


def _unset(number: Number) -> Cell:
    return Cell(f"no target yet ({number.unit})" if number.unit else "no target yet", "warn")


def _sum(one: RollUp) -> Cell:
    """What the parts come to, and what lacks."""
    unit = one.number.unit
    told = f"its parts come to {amount(one.sum, unit)}"
    if one.lacking and one.lacking > 0:
        return Cell(f"{told}, {amount(one.lacking, unit)} short", "bad")
    return Cell(told, "good" if one.lacking is not None else "muted")


def _box(portfolio: Portfolio, position: str) -> Any:
    return chart(portfolio, "to-be").boxes.get(position) or chart(portfolio, "as-is").boxes.get(position)
