"""A chart of the organisation as a Mermaid flowchart, for Markdown pages that draw it. Nothing reads it back.

Mermaid has no way to quote within a label: names give up the signs that mean something to it, for others like them.
"""

from ..facts.chart import dotted, functions_of, title
from ..facts.chart_pages import Part
from ..model.org import Box
from ..model.portfolio import Portfolio
from .project_text import one_line

_SIGNS = str.maketrans(
    {'"': "”", "`": "’", "<": "‹", ">": "›", "#": "♯", ";": ",", "{": "(", "}": ")", "|": "∣", "\\": "∖", "&": "＆"}
)
# Fill and border of a function, apart for the colour-blind too; the text is always dark.
_FILLS = ("#d6eaf8", "#fdebd0", "#d5f5e3", "#f9e2ef", "#fcf3cf", "#e5e7e9")
_EDGES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#a08000", "#555555")


def write(portfolio: Portfolio, found: Part) -> str:
    """The boxes of a part of a chart under each other; a vacant one is dashed, a function has its colour."""
    order = found.page.order
    ids = {position: f"p{number}" for number, position in enumerate(order, 1)}
    lines = ["flowchart TB"]
    lines += [f'    {ids[one]}["{_label(portfolio, found.chart.boxes[one], one)}"]' for one in order]
    for position in order:
        manager = found.forest.parents.get(position) or found.chart.boxes[position].reports_to
        if manager in ids:
            lines.append(f"    {ids[manager]} --> {ids[position]}")
        others = dotted(portfolio, found.chart.state).get(position, ())
        lines += [f"    {ids[other]} -.-> {ids[position]}" for other in others if other in ids]
    lines += _classes(portfolio, found, ids)
    return "\n".join(lines) + "\n"


def _label(portfolio: Portfolio, box: Box, position: str) -> str:
    who = portfolio.people[box.holder].name if box.holder else "vacant"
    return f"{_text(title(portfolio, position, box))}<br/>{_text(who)}"


def _text(text: str) -> str:
    """A label in quotes may hold anything but markup and the signs that end it; `end` alone would end a graph."""
    line = one_line(text).translate(_SIGNS).replace("%%", "%").strip()
    return line or "–"


def _classes(portfolio: Portfolio, found: Part, ids: dict[str, str]) -> list[str]:
    """The colours of the functions that are there, and the dashes of vacant boxes."""
    order = found.page.order
    of_function: dict[str, list[str]] = {}
    for position in order:
        for function in functions_of(portfolio, position, found.chart.state)[:1]:
            of_function.setdefault(function, []).append(ids[position])
    lines: list[str] = []
    for number, function in enumerate(sorted(of_function), 1):
        fill, edge = _FILLS[(number - 1) % len(_FILLS)], _EDGES[(number - 1) % len(_EDGES)]
        lines.append(f"    classDef f{number} fill:{fill},stroke:{edge},color:#111")
        lines.append(f"    class {','.join(of_function[function])} f{number}")
    if vacant := [ids[position] for position in order if found.chart.boxes[position].holder is None]:
        lines.append("    classDef vacant stroke-dasharray:5 4")
        lines.append(f"    class {','.join(vacant)} vacant")
    return lines
