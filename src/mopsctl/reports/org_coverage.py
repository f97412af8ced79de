"""What the organisation covers: pillars and functions by position, and each function in figures (domain §4.2)."""

from collections.abc import Iterator
from typing import Any

from msgspec import structs

from ..facts.chart import chart, cover_too, covered_by, covers, title
from ..facts.functions import FunctionFigures, figures, stage_next, stage_now, stages, worth
from ..facts.skills import gaps
from ..model.fields import typed, untyped
from ..model.org import Maturity
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .amounts import amount, target
from .document import Block, Cell, Column, Document, Heading, Heat, Matrix, MatrixRow, Paragraph, Report, Table, Tone

LEGEND = (
    Cell("F works in the function", "good"),
    Cell("P stands for the pillar", "accent"),
    Cell("f p vacant", "warn"),
)


def org_coverage(portfolio: Portfolio, state: State, *, skills: bool) -> Report:
    """Who covers what, what nobody covers, and what each function costs and carries.

    `skills`: whether those who read it may know who lacks which skill.
    """
    return Report(
        "org.coverage",
        lambda: _data(portfolio, state, skills=skills),
        lambda: Document(tuple(_blocks(portfolio, state, skills=skills))),
        lambda: _table(portfolio, state),
    )


def _heads(portfolio: Portfolio) -> list[tuple[str, str, str]]:
    """(typed key, key, name) of each column: functions, then pillars."""
    functions = [(typed("function", key), key, one.name) for key, one in sorted(portfolio.functions.items())]
    return functions + [(typed("pillar", key), key, one.name) for key, one in sorted(portfolio.pillars.items())]


def _blocks(portfolio: Portfolio, state: State, *, skills: bool) -> Iterator[Block]:
    yield Heading(f"What the organisation covers, {'as it is' if state == 'as-is' else 'as it is to be'}", 1)
    heads = _heads(portfolio)
    if not heads:
        yield Paragraph((Cell("No function and no pillar yet: mopsctl org init --template strategic-mo", "muted"),))
        return
    yield from _uncovered(portfolio, state)
    yield _matrix(portfolio, state, heads)
    if portfolio.functions and portfolio.pillars:
        yield Heading("Pillars by function")
        yield _heat(portfolio, state)
    if portfolio.functions:
        yield Heading("Functions in figures")
        yield _figures(portfolio, state)
    if skills:
        yield from _skills(portfolio, state)


def _uncovered(portfolio: Portfolio, state: State) -> Iterator[Block]:
    bare = [one for one, positions in covered_by(portfolio, state).items() if not positions]
    if not bare:
        return
    names = ", ".join(f"{word} {key}" for word, key in map(untyped, bare))
    cure = Cell(cover_too(portfolio, bare[0], state), "command")
    yield Paragraph((Cell("Nobody covers ", "bad"), Cell(names, "bad"), Cell("  "), cure))


def _matrix(portfolio: Portfolio, state: State, heads: list[tuple[str, str, str]]) -> Matrix:
    boxes, covered = chart(portfolio, state).boxes, covers(portfolio, state)
    rows = []
    for position in (one for one in chart(portfolio, state).order if one in covered):
        vacant = boxes[position].holder is None
        cells = tuple(_mark(head, vacant) if head in covered[position] else () for head, _, _ in heads)
        note = Cell("vacant", "warn") if vacant else Cell("")
        rows.append(MatrixRow(title(portfolio, position, boxes[position]), cells, note=note))
    columns = tuple((key, name) for _, key, name in heads)
    flag = " --state as-is" if state == "as-is" else ""
    return Matrix("", columns, tuple(rows), LEGEND, f"No box covers anything yet: mopsctl org show{flag}")


def _mark(head: str, vacant: bool) -> tuple[Cell, ...]:
    letter = "F" if untyped(head)[0] == "function" else "P"
    tone: Tone = "good" if letter == "F" else "accent"
    return (Cell(letter.lower(), "warn") if vacant else Cell(letter, tone),)


def _heat(portfolio: Portfolio, state: State) -> Heat:
    functions = sorted(portfolio.functions)
    rows = []
    for pillar, counts in _crossed(portfolio, state).items():
        rows.append((portfolio.pillars[pillar].name, tuple(counts[key] for key in functions)))
    columns = tuple((key, portfolio.functions[key].name) for key in functions)
    return Heat("", columns, tuple(rows), "positions that stand for the pillar and work in the function")


def _crossed(portfolio: Portfolio, state: State) -> dict[str, dict[str, int]]:
    """Pillar -> function -> positions that cover both."""
    found = {pillar: dict.fromkeys(sorted(portfolio.functions), 0) for pillar in sorted(portfolio.pillars)}
    for both in covers(portfolio, state).values():
        parts = [untyped(one) for one in both]
        for pillar in (key for word, key in parts if word == "pillar"):
            for function in (key for word, key in parts if word == "function"):
                found[pillar][function] += 1
    return found


def _figures(portfolio: Portfolio, state: State) -> Table:
    columns = (
        Column("function", wrap=True),
        Column("positions", align="right"),
        Column("vacant", align="right"),
        Column("maturity", wrap=True),
        Column("next stage", wrap=True),
        Column("cost a year", align="right"),
        Column("carries", wrap=True),
        Column("for others", align="right"),
    )
    rows = tuple(_figures_row(portfolio, one) for one in figures(portfolio, state).values())
    return Table(columns, rows)


def _figures_row(portfolio: Portfolio, one: FunctionFigures) -> tuple[Cell, ...]:
    vacant = len(one.vacant)
    return (
        Cell(portfolio.functions[one.function].name),
        Cell(str(len(one.positions)), "plain" if one.positions else "bad"),
        Cell(str(vacant) if vacant else "", "warn"),
        Cell(_staged(stage_now(portfolio, one.function), "since"), "plain"),
        Cell(_staged(stage_next(portfolio, one.function), "on"), "muted"),
        Cell(_cost(one)),
        Cell(_carries(one)),
        Cell("" if one.for_others is None else f"{one.for_others}%"),
    )


def _staged(stage: Maturity | None, word: str) -> str:
    return "" if stage is None else f"{stage.level} of 5 {word} {stage.on}"


def _cost(one: FunctionFigures) -> str:
    """The cost, and of how many of its boxes it is known where not of all."""
    if one.cost is None:
        return ""
    part = f" ({one.costed} of {len(one.positions)} boxes)" if one.costed < len(one.positions) else ""
    return amount(one.cost) + part


def _carries(one: FunctionFigures) -> str:
    told = [target(number.name, number.target, number.unit) for number in one.numbers]
    times = worth(one)
    return "; ".join(told) + (f" = {times:.1f} x its cost" if times is not None else "")


def _skills(portfolio: Portfolio, state: State) -> Iterator[Block]:
    """What holders lack; of whom no skill is recorded it is not known, which is told apart."""
    columns = (Column("position"), Column("holder"), Column("lacks", wrap=True))
    rows = tuple(
        (Cell(gap.position, "key"), Cell(gap.holder, "key"), Cell(", ".join(gap.lacking), "warn"))
        for gap in gaps(portfolio, state)
        if gap.lacking
    )
    unknown = {gap.holder: gap for gap in reversed(gaps(portfolio, state)) if gap.not_recorded}
    if rows or unknown:
        yield Heading("Skills")
    if rows:
        yield Table(columns, rows)
    if unknown:
        people = sorted(unknown)
        named = ", ".join(people[:_NAMED]) + (f" and {len(people) - _NAMED} more" if people[_NAMED:] else "")
        told = f"Not recorded: which skills {named} {'has' if len(people) == 1 else 'have'}"
        cure = f"mopsctl person skill {people[0]} {' '.join(unknown[people[0]].not_recorded)}"
        yield Paragraph((Cell(told, "muted"), Cell("  "), Cell(cure, "command")))


_NAMED = 5  # people of whom no skill is recorded who are still named


def _table(portfolio: Portfolio, state: State) -> Table:
    """A position and what it covers a line; what nobody covers has a line without a position."""
    boxes = chart(portfolio, state).boxes
    rows = []
    for one, positions in covered_by(portfolio, state).items():
        word, key = untyped(one)
        rows += [(word, key, position, boxes[position].holder or "") for position in positions or ()]
        if not positions:
            rows.append((word, key, "", ""))
    names = ("kind", "covered", "position", "holder")
    return Table(tuple(Column(name) for name in names), tuple(tuple(map(Cell, row)) for row in rows))


def _data(portfolio: Portfolio, state: State, *, skills: bool) -> dict[str, Any]:
    covered = covered_by(portfolio, state)
    found: dict[str, Any] = {
        "state": state,
        "uncovered": [one for one, positions in covered.items() if not positions],
        "covered": [{"covers": one, "positions": list(positions)} for one, positions in covered.items()],
        "pillars_by_function": [
            {"pillar": pillar, "functions": counts} for pillar, counts in _crossed(portfolio, state).items()
        ],
        "functions": [_function(portfolio, one) for one in figures(portfolio, state).values()],
    }
    if skills:
        found["skill_gaps"] = [structs.asdict(gap) for gap in gaps(portfolio, state)]
    return found


def _function(portfolio: Portfolio, one: FunctionFigures) -> dict[str, Any]:
    now = stage_now(portfolio, one.function)
    return {
        "function": one.function,
        "positions": list(one.positions),
        "vacant": list(one.vacant),
        "time": one.time,
        "maturity": now.level if now else None,
        "stages": [structs.asdict(stage) for stage in stages(portfolio).get(one.function, ())],
        "cost": one.cost,
        "costed": one.costed,
        "numbers": [structs.asdict(number) for number in one.numbers],
        "times_its_cost": worth(one),
        "for_others": one.for_others,
    }
