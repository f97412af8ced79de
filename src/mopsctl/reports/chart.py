"""The chart of the organisation, as-is or to-be: a tree on a terminal, a poster as a picture (domain §4)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from ..facts.chart import chart, dotted, functions_of, numbers_in, pillars_of, title
from ..facts.chart_pages import Part, part
from ..facts.reorganisation import Change, reorganisation, then
from ..facts.skills import wanted
from ..model.org import Box
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .amounts import target
from .document import Cell, Chart, Column, Document, Node, Report, Table

_WORDS: dict[State, str] = {"as-is": "as it is", "to-be": "as it is to be"}
# What a change is called on a chart; on the one as-is it is still to come.
MARKS: dict[State, tuple[tuple[str, str], ...]] = {
    "to-be": (("new", "new"), ("moved", "moved"), ("re-scoped", "re-scoped"), ("staffed", "staffed")),
    "as-is": (("gone", "ends"), ("moved", "moves"), ("re-scoped", "is re-scoped"), ("staffed", "otherwise staffed")),
}  # fmt: skip
TITLES = ("position", "title", "reports_to", "level", "holder", "allocation", "team", "functions", "pillars", "goal",
          "numbers", "since", "marks")  # fmt: skip


class Asked(Struct, frozen=True):
    """What is to be shown of which chart."""

    state: State = "to-be"
    on: date | None = None
    under: str | None = None
    function: str | None = None
    depth: int | None = None
    page: int | None = None
    title: str = ""  # of the picture; its own where nothing is said


def org(portfolio: Portfolio, asked: Asked) -> Report | None:
    """A chart, or a part of it; None where there is no such page."""
    found = part_of(portfolio, asked)
    if found is None:
        return None
    return Report(
        "org.show",
        lambda: _data(portfolio, asked, found),
        lambda: Document((drawn(portfolio, asked, found),)),
        lambda: Table(
            tuple(Column(name.replace("_", " ")) for name in TITLES),
            tuple(tuple(map(Cell, row)) for row in _lines(portfolio, asked, found)),
        ),
        lines=lambda: _lines(portfolio, asked, found),
        titles=TITLES,
    )


def part_of(portfolio: Portfolio, asked: Asked) -> Part | None:
    """The part of the chart that is asked for; None where there is no such page."""
    return part(
        portfolio,
        asked.state,
        on=asked.on,
        under=asked.under,
        function=asked.function,
        depth=asked.depth,
        page=asked.page,
    )


def marks_of(portfolio: Portfolio, position: str, box: Box) -> tuple[str, ...]:
    """What is to be seen of a box at once: how it differs from the other chart, and whether it is vacant."""
    change: Change | None = reorganisation(portfolio).get(position)
    kinds: tuple[str, ...] = change.kinds if change is not None else ()
    return (*kinds, *(() if box.holder else ("vacant",)))


def _parents(found: Part, position: str, box: Box) -> str | None:
    """Whom a box stands under on its page; one of a circle names its manager, so that the circle is told."""
    return found.forest.parents.get(position) or box.reports_to


def drawn(portfolio: Portfolio, asked: Asked, found: Part) -> Chart:
    """The chart as a block: a box a position."""
    here = set(found.page.order)
    nodes = tuple(_node(portfolio, asked, found, position, here) for position in found.page.order)
    marks = {mark for node in nodes for mark in node.mark.split()}
    return Chart(
        asked.title or f"Organisation, {_WORDS[asked.state]}",
        nodes,
        subtitle=_subtitle(portfolio, asked, found),
        # All of them: a function has one colour on every page and in both charts.
        groups=tuple((key, one.name) for key, one in sorted(portfolio.functions.items())),
        badges=tuple((key, one.name) for key, one in sorted(portfolio.pillars.items())),
        marks=tuple((key, name) for key, name in MARKS[asked.state] if key in marks),
        empty=_empty(portfolio, asked),
        footer=f"page {found.page.number} of {found.pages}" if found.page.number else "",
    )


def _empty(portfolio: Portfolio, asked: Asked) -> str:
    if asked.function is not None:
        cure = f"mopsctl position set POSITION --function {asked.function} --state {asked.state}"
        return f"Nobody works in {asked.function} {asked.state}: {cure}"
    if asked.on is not None and chart(portfolio, asked.state).boxes:
        return f"Nobody is there on {asked.on}"
    return f"No {asked.state} chart yet: mopsctl org init --template strategic-mo --state {asked.state}"


def _subtitle(portfolio: Portfolio, asked: Asked, found: Part) -> str:
    boxes = [found.chart.boxes[position] for position in found.page.order]
    vacant = sum(box.holder is None for box in boxes)
    whole = len(found.forest.order)
    under = asked.under and f"under {title(portfolio, asked.under, found.chart.boxes[asked.under])}"
    function = asked.function and portfolio.functions[asked.function].name
    part = f"{len(boxes):,} of " if len(boxes) < whole else ""
    counted = f"{part}{whole:,} position{'s' * (whole != 1)}" + (f", {vacant:,} vacant" if vacant else "")
    day = f"as of {asked.on or portfolio.today}"
    return " · ".join(filter(None, (function, under, counted, day)))


def _node(portfolio: Portfolio, asked: Asked, found: Part, position: str, here: set[str]) -> Node:
    box = found.chart.boxes[position]
    functions = functions_of(portfolio, position, asked.state)
    return Node(
        position,
        title(portfolio, position, box),
        parent if (parent := _parents(found, position, box)) in here else None,
        tuple(_box_lines(portfolio, asked, found, position, box, here)),
        functions[0] if functions else "",
        pillars_of(portfolio, position, asked.state),
        " ".join(mark for mark in marks_of(portfolio, position, box) if mark != "vacant"),  # a line says that
        tuple(other for other in dotted(portfolio, asked.state).get(position, ()) if other in here),
    )


def _box_lines(
    portfolio: Portfolio, asked: Asked, found: Part, position: str, box: Box, here: set[str]
) -> Iterator[Cell]:
    """What a box says below its title: who holds it, what it carries, what it serves, and what cannot be drawn."""
    yield held_by(portfolio, box)
    if after := then(portfolio, position) if asked.state == "as-is" else ():
        yield Cell("then: " + " and ".join(_titled(portfolio, one) for one in after), "muted")
    for number in numbers_in(portfolio, asked.state).get(position, ()):
        yield Cell(target(number.name, number.target, number.unit), "strong")
    if box.goal:
        yield Cell(f"for: {portfolio.goals[box.goal].name}", "muted")
    if also := functions_of(portfolio, position, asked.state)[1:]:
        yield Cell("also " + ", ".join(portfolio.functions[key].name for key in also), "muted")
    if box.since and box.since > (asked.on or portfolio.today):
        yield Cell(f"from {box.since}", "muted")
    if elsewhere := _elsewhere(portfolio, found, position, box, here):
        yield Cell(elsewhere, "muted")
    for other in dotted(portfolio, asked.state).get(position, ()):
        if other not in here:
            yield Cell(f"also {_under(portfolio, found, other)}", "muted")
    if moved := _moved(portfolio, asked.state, position):
        yield Cell(moved, "muted")
    if part := found.page.parted.get(position):
        yield Cell(f"part {part[0]} of {part[1]} of those under it", "muted")
    if count := found.page.below.get(position):
        page = found.page.goes_on.get(position)
        yield Cell(f"{count:,} more below" + (f": page {page}" if page else ""), "muted")


def _titled(portfolio: Portfolio, position: str) -> str:
    return title(portfolio, position, chart(portfolio, "to-be").boxes.get(position))


def held_by(portfolio: Portfolio, box: Box) -> Cell:
    """`Ada Okafor, 60%`, or that it is vacant and until when."""
    if box.holder:
        part = f", {box.allocation}%" if box.allocation < 100 else ""
        return Cell(portfolio.people[box.holder].name + part)
    return Cell("vacant" + (f", by {box.fill_by}" if box.fill_by else ""), "warn")


def _elsewhere(portfolio: Portfolio, found: Part, position: str, box: Box, here: set[str]) -> str:
    """Whom a box reports to where that is not on this page."""
    manager = box.reports_to
    if manager is None or manager in here or found.forest.parents.get(position) in here:
        return ""
    return _under(portfolio, found, manager)


def _under(portfolio: Portfolio, found: Part, manager: str) -> str:
    there = "" if manager in found.chart.boxes else ", which has no box in this chart"
    return f"under {title(portfolio, manager, found.chart.boxes.get(manager))}{there}"


def _moved(portfolio: Portfolio, state: State, position: str) -> str:
    change = reorganisation(portfolio).get(position)
    if change is None or "moved" not in change.kinds or change.before is None or change.after is None:
        return ""
    other = change.before if state == "to-be" else change.after
    word = "was" if state == "to-be" else "then"
    if other.reports_to is None:
        return f"{word} at the top"
    there = chart(portfolio, other.state).boxes.get(other.reports_to)
    return f"{word} under {title(portfolio, other.reports_to, there)}"


def _lines(portfolio: Portfolio, asked: Asked, found: Part) -> Iterator[tuple[str, ...]]:
    """One line a position, for scripts and spreadsheets."""
    for position in found.page.order:
        box = found.chart.boxes[position]
        yield (
            position,
            title(portfolio, position, box),
            box.reports_to or "",
            str(found.forest.depths[position] + 1),
            box.holder or "",
            str(box.allocation) if box.holder else "",
            box.team or "",
            ",".join(functions_of(portfolio, position, asked.state)),
            ",".join(pillars_of(portfolio, position, asked.state)),
            box.goal or "",
            ",".join(number.key for number in numbers_in(portfolio, asked.state).get(position, ())),
            str(box.since or ""),
            ",".join(marks_of(portfolio, position, box)),
        )


def _data(portfolio: Portfolio, asked: Asked, found: Part) -> dict[str, Any]:
    return {
        "state": asked.state,
        "on": asked.on,
        "under": asked.under,
        "function": asked.function,
        "depth": asked.depth,
        "page": found.page.number or None,
        "pages": found.pages,
        "circles": [list(circle) for circle in found.chart.cycles],
        "positions": [_row(portfolio, asked.state, found, position) for position in found.page.order],
    }


def _row(portfolio: Portfolio, state: State, found: Part, position: str) -> dict[str, Any]:
    box = found.chart.boxes[position]
    return {
        "position": position,
        "title": title(portfolio, position, box),
        "level": found.forest.depths[position] + 1,
        "reports_to": box.reports_to,
        "dotted": list(dotted(portfolio, state).get(position, ())),
        "team": box.team,
        "holder": box.holder,
        "allocation": box.allocation,
        "vacancy": box.vacancy,
        "fill_by": box.fill_by,
        "functions": list(functions_of(portfolio, position, state)),
        "pillars": list(pillars_of(portfolio, position, state)),
        "goal": box.goal,
        "why": box.why,
        "numbers": [number.key for number in numbers_in(portfolio, state).get(position, ())],
        "skills": list(wanted(portfolio).get(position, ())),
        "for_others": box.for_others,
        "cost": box.cost,
        "since": box.since,
        "marks": list(marks_of(portfolio, position, box)),
        "more_below": found.page.below.get(position, 0),
        "goes_on_page": found.page.goes_on.get(position),
    }
