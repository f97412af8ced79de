"""Who is asked for too much at once, week by week (domain §2.4): for people across where few weeks are told, else down.

What counts as asked, and how much there is, is `facts.levelling.load`.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from ..facts.levelling.load import Load, load
from ..model.fields import untyped
from ..model.plan import Plan
from ..model.portfolio import Portfolio
from .document import Block, Cell, Column, Document, Heading, Paragraph, Report, Table
from .listing import columns, tabled

ACROSS = 5  # weeks that stand side by side in 80 columns
LISTED = 60  # lines of the long table; scripts get all
TITLES = {"team": "Teams", "person": "People"}
EMPTY = "Nobody is asked for anything yet: mopsctl task add KEY --team TEAM --days 5"


class Asked(Struct, frozen=True):
    """Whose load is to be told: holders, typed (none: of everybody), and whether overloads alone."""

    holders: tuple[str, ...] = ()
    only_over: bool = False


def loads(portfolio: Portfolio, found: Plan, asked: Asked) -> Report:
    """Demand, capacity and overload of each team and person in each week."""
    told = [one for one in load(portfolio, found.key) if one.holder in asked.holders or not asked.holders]
    shown = [one for one in told if one.over > 0 or not asked.only_over]
    rows = [_row(one) for one in shown]
    data = {"plan": found.key, "overload": _sum(told), "loads": rows}

    def document() -> Document:
        heading = Heading("Who is asked for too much at once" if asked.only_over else "Asked and there, in days", 1)
        empty = "Nobody is asked for more than there is." if told else EMPTY
        return Document((heading, Paragraph(_verdict(told)), *_tables(shown, empty)))

    names = columns("kind", "key", "week", "demand", "capacity", "over", "tasks")
    return Report("timeline.load", data, document, lambda: tabled(rows, names, told=False))


def _row(one: Load) -> dict[str, Any]:
    kind, key = untyped(one.holder)
    return {
        "kind": kind,
        "key": key,
        "week": one.week,
        "demand": one.demand,
        "capacity": one.capacity,
        "over": one.over,
        "tasks": list(one.tasks),
    }


def _sum(told: Sequence[Load]) -> float:
    return round(sum(one.over for one in told), 2)


def _verdict(told: Sequence[Load]) -> tuple[Cell, ...]:
    """How much too much, of how many, and the worst week."""
    over = [one for one in told if one.over > 0]
    if not over:
        return (Cell("Nobody is asked for more than there is.", "good"),)
    holders = {one.holder for one in over}
    worst = min(over, key=lambda one: (-one.over, one.week, one.holder))
    everybody = len({one.holder for one in told})
    return (
        Cell(f"{days(_sum(told))} too many", "bad"),
        Cell(f", asked of {len(holders)} of {everybody}. The worst week: "),
        Cell(untyped(worst.holder)[1], "key"),
        Cell(f", {worst.week}: {number(worst.demand)} asked, {number(worst.capacity)} there."),
    )


def _tables(shown: Sequence[Load], empty: str) -> list[Block]:
    if not shown:
        return [Paragraph((Cell(empty, "muted"),))] if empty == EMPTY else []
    blocks: list[Block] = []
    for kind, title in TITLES.items():
        own = [one for one in shown if untyped(one.holder)[0] == kind]
        weeks = sorted({one.week for one in own})
        if own:
            blocks += [Heading(title), _across(own, weeks) if len(weeks) <= ACROSS else _down(own)]
            if len(weeks) > ACROSS and len(own) > LISTED:
                rest = f"and {len(own) - LISTED} weeks more: --format plain lists them all, --over the overloads alone"
                blocks.append(Paragraph((Cell(rest, "muted"),)))
    return blocks


def _across(own: Sequence[Load], weeks: Sequence[date]) -> Table:
    """A line each, a column a week: asked/there, and what is too much."""
    by_holder: dict[str, dict[date, Load]] = {}
    for one in own:
        by_holder.setdefault(one.holder, {})[one.week] = one
    titles = (Column("week from"), *(Column(str(week), align="right") for week in weeks))
    rows = tuple(
        (Cell(untyped(holder)[1], "key"), *(_cell(loads.get(week)) for week in weeks))
        for holder, loads in by_holder.items()
    )
    return Table(titles, rows)


def _cell(one: Load | None) -> Cell:
    if one is None:
        return Cell("")
    share = f"{number(one.demand)}/{number(one.capacity)}"
    return Cell(f"{share} +{number(one.over)}", "bad") if one.over > 0 else Cell(share)


def _down(own: Sequence[Load]) -> Table:
    """A line a week."""
    titles = (
        Column(""),
        Column("week from"),
        Column("asked", align="right"),
        Column("there", align="right"),
        Column("too much", align="right"),
        Column("by", wrap=True),
    )
    rows = tuple(
        (
            Cell(untyped(one.holder)[1], "key"),
            Cell(str(one.week)),
            Cell(number(one.demand)),
            Cell(number(one.capacity)),
            Cell(f"+{number(one.over)}", "bad") if one.over > 0 else Cell(""),
            Cell(_few(one.tasks), "muted"),
        )
        for one in own[:LISTED]
    )
    return Table(titles, rows)


def _few(tasks: Sequence[str], most: int = 4) -> str:
    return ", ".join(tasks[:most]) + (f" and {len(tasks) - most} more" if len(tasks) > most else "")


def number(value: float) -> str:
    """Person-days without needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def days(value: float) -> str:
    """`1 person-day`, `2.5 person-days`."""
    return f"{number(value)} person-day{'s' if value != 1 else ''}"
