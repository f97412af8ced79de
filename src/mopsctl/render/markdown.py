"""GitHub Markdown, to paste into an issue or a wiki. Pictures become tables; nothing depends on colour."""

import re

from ..reports.document import (
    Banner,
    Bar,
    Block,
    Cell,
    Chart,
    Code,
    Gauges,
    Heading,
    Heat,
    Items,
    Matrix,
    Pairs,
    Paragraph,
    Report,
    Stack,
    Table,
    Timeline,
    Trend,
)
from .forest import Forest, forest
from .safe import ascii_only, md_code, md_safe, no_command, safe_lines
from .screen import Screen

_ALIGN = {"left": "---", "right": "---:", "center": ":---:"}
_DEPTH = 8  # lists that stand deeper in each other are shown as text by some readers
_opens_a_block = re.compile(r"[#+=-]|\d+[.)]", re.ASCII)
_ticks = re.compile(r"`+")
_blank = re.compile(r"^(?:<br>|\s)+")


def render(report: Report, screen: Screen) -> str:
    """The document with a blank line between its blocks."""
    blocks = (_block(block) for block in report.document().blocks)
    text = no_command("\n\n".join(block for block in blocks if block) + "\n")
    return text if screen.unicode else ascii_only(text)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return "#" * block.level + " " + md_safe(block.text)
        case Paragraph():
            return _paragraph(_cells(block.cells))
        case Code():
            return _code(block)
        case Pairs():
            return "\n".join(f"- {md_safe(label)}: {_cells(cells)}" for label, cells in block.rows)
        case Table():
            return _table(block)
        case Banner():
            return f"**{md_safe(block.word)}** {_cells(block.cells)}".rstrip()
        case Gauges():
            return _gauges(block)
        case Items():
            return _items(block)
        case Matrix():
            return _matrix(block)
        case Timeline():
            return _timeline(block)
        case Trend():
            return _trend(block)
        case Chart():
            return _chart(block)
        case Stack():
            return _stack(block)
        case Heat():
            return _heat(block)


def _cell(cell: Cell) -> str:
    text = cell.text.strip()
    if not text:
        return ""
    match cell.tone:
        case "key" | "command":
            return md_code(text)
        case "strong" | "A":
            return f"**{md_safe(text)}**"
        case _:
            return md_safe(text)


def _cells(cells: tuple[Cell, ...]) -> str:
    """Cells in a row keep the spaces that stood between them; the marks of a tone never enclose a space."""
    parts = []
    for cell in cells:
        before = " " if cell.text[:1] == " " else ""
        after = " " if cell.text[-1:] == " " else ""
        parts.append(f"{before}{_cell(cell)}{after}")
    return "".join(parts).strip()


def _paragraph(text: str) -> str:
    """Running text whose first sign does not open a list or a heading."""
    text = _blank.sub("", text)
    match = _opens_a_block.match(text)
    if not match:
        return text
    cut = match.end() - 1
    return text[:cut] + "\\" + text[cut:]


def _code(code: Code) -> str:
    """Fenced by more backticks than stand in it."""
    text = safe_lines(code.text).strip("\n")
    fence = "`" * max([3, *(len(ticks) + 1 for ticks in _ticks.findall(text))])
    return f"{fence}{code.language if code.language.isalnum() else ''}\n{text}\n{fence}" if text else ""


def _grid(titles: list[str], aligns: list[str], rows: list[list[str]]) -> str:
    lines = [titles, [_ALIGN[align] for align in aligns], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _gauges(gauges: Gauges) -> str:
    rows = [[md_safe(g.label), str(g.part), str(g.whole), _cells(g.counts), _cells(g.note)] for g in gauges.rows]
    titles, aligns = ["", "Now", "Of", "", ""], ["left", "right", "right", "left", "left"]
    empty = [number for number in (4, 3) if not any(row[number] for row in rows)]
    if not any(gauge.counts for gauge in gauges.rows):
        empty = [3]  # a column for the notes there always is
    for cells in (titles, aligns, *rows):
        for number in empty:
            del cells[number]
    return _grid(titles, aligns, rows)


def _table(table: Table) -> str:
    if not table.rows:
        return _paragraph(md_safe(table.empty))
    titles = [md_safe(column.title) for column in table.columns]
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return _grid(titles, [column.align for column in table.columns], rows)


def _items(items: Items) -> str:
    if not items.rows:
        return _paragraph(md_safe(items.empty))
    lines = []
    for item in items.rows:
        head = f"{md_code(item.mark.text)} {_cell(item.subject)}".strip()
        lines.append(f"- {head}: {_cells(item.cells)}")
        if item.cure:
            lines.append(f"  → {md_code(item.cure)}")
    return "\n".join(lines)


def _matrix(matrix: Matrix) -> str:
    if not matrix.rows:
        return _paragraph(md_safe(matrix.empty))
    noted = any(row.note.text for row in matrix.rows)
    titles = [md_safe(matrix.corner), *(md_safe(long or short) for short, long in matrix.columns)]
    rows: list[list[str]] = []
    group = ""
    for row in matrix.rows:
        if row.group != group:
            group = row.group
            rows.append([f"**{md_safe(group)}**" if group else "", *[""] * (len(matrix.columns) + noted)])
        letters = (" ".join(_cell(letter) for letter in cell) for cell in row.cells)
        rows.append([md_safe(row.head), *letters, *([_cell(row.note)] if noted else [])])
    aligns = ["left", *["center"] * len(matrix.columns), *["left"] * noted]
    grid = _grid(titles + ["Note"] * noted, aligns, rows)
    legend = _cells(tuple(Cell(f"{cell.text.strip()} ", cell.tone) for cell in matrix.legend))
    return f"{grid}\n\n{legend}" if legend else grid


def _timeline(timeline: Timeline) -> str:
    lanes = any(lane.name for lane in timeline.lanes)
    rows = [_bar(lane.name, bar, timeline, lanes=lanes) for lane in timeline.lanes for bar in lane.bars]
    if not rows:
        return _paragraph(md_safe(timeline.empty))
    titles = [timeline.by.capitalize()] * lanes + ["Task", "Start", "Finish", "Done", "Slack", "Critical", "Note"]
    aligns = ["left"] * lanes + ["left", "left", "left", "right", "right", "center", "left"]
    if timeline.baseline:
        titles += ["Was to end", "Slip"]
        aligns += ["left", "right"]
    grid = _grid(titles, aligns, rows)
    target = f", target {timeline.target.isoformat()}" if timeline.target else ""
    since = f", compared with the baseline of {timeline.baseline.isoformat()}" if timeline.baseline else ""
    return f"Today {timeline.today.isoformat()}{target}{since}.\n\n{grid}"


def _bar(lane: str, bar: Bar, timeline: Timeline, *, lanes: bool) -> list[str]:
    compared = [bar.was[1].isoformat() if bar.was else "", f"{bar.slip:+}" if bar.slip else ""]
    return [
        *([md_safe(lane)] if lanes else []),
        md_safe(f"◆ {bar.label}" if bar.milestone else bar.label),
        bar.start.isoformat(),
        bar.finish.isoformat(),
        f"{bar.done}%",
        str(bar.slack),
        "**yes**" if bar.critical else "",
        md_safe(bar.note),
        *(compared if timeline.baseline else []),
    ]


def _trend(trend: Trend) -> str:
    """Every step in words: what stood when."""
    rows = []
    for course in trend.courses:
        steps = [
            (step.on.isoformat(), "-" if step.level is None else _cell(trend.levels[step.level]))
            for step in course.steps
        ]
        since, now = steps[-1] if steps else ("", "")
        rows.append([md_safe(course.label), now, since, " → ".join(f"{on} {level}" for on, level in steps)])
    if not rows:
        return _paragraph(md_safe(trend.empty))
    return _grid(["", "Now", "Since", "Course"], ["left"] * 4, rows)


def _chart(chart: Chart) -> str:
    """Lists in lists: a box an item, those under it within."""
    trees = forest(chart)
    names = dict((*chart.groups, *chart.badges, *chart.marks))
    items = []
    for key, depth, _ in trees.walk():
        under = f" (under {md_safe(trees.title(trees.nodes[key].parent or ''))})" if depth > _DEPTH else ""
        items.append("  " * min(depth, _DEPTH) + f"- {_box(trees, key, names)}{under}")
    return _framed(chart, "\n".join(items))


def _framed(picture: Chart | Stack, body: str) -> str:
    parts = [_cell(Cell(picture.title, "strong")), md_safe(picture.subtitle), body or md_safe(picture.empty)]
    return "\n\n".join(_paragraph(part) if part is not body else part for part in parts if part)


def _box(trees: Forest, key: str, names: dict[str, str]) -> str:
    node = trees.nodes[key]
    parts = [_cell(cell) for cell in trees.said(key)]
    above = trees.nodes.get(node.parent or "")
    if node.group and (above is None or above.group != node.group):
        parts.append(md_safe(names.get(node.group, node.group)))
    parts += [md_safe(names.get(badge, badge)) for badge in node.badges]
    parts += [f"also to {md_safe(trees.title(other))}" for other in node.dotted]
    if key in trees.cut:
        parts.append(f"reports to {md_safe(trees.title(trees.cut[key]))}: a circle")
    mark = "".join(f" {md_code(names.get(key, key))}" for key in node.mark.split())
    said = " · ".join(part for part in parts if part)
    return f"{_cell(Cell(node.title or node.key, 'strong'))}{mark}" + (f": {said}" if said else "")


def _stack(stack: Stack) -> str:
    """A table: a tile a row."""
    names = dict((*stack.groups, *stack.marks))
    rows = []
    for shelf in stack.shelves:
        for number, tile in enumerate(shelf.tiles):
            said = " · ".join(filter(None, map(_cell, tile.lines)))
            state = ", ".join(md_safe(names.get(key, key)) for key in (tile.group, *tile.mark.split()) if key)
            layer = _cell(Cell(shelf.name, "strong")) if not number else ""
            rows.append([layer, md_safe(tile.title), state, said])
    return _framed(stack, _grid(["Layer", "Platform", "State", ""], ["left"] * 4, rows) if rows else "")


def _heat(heat: Heat) -> str:
    if not heat.rows or not heat.columns:
        return _paragraph(md_safe(heat.empty))
    titles = [md_safe(heat.corner), *(md_safe(long or short) for short, long in heat.columns)]
    rows = [[md_safe(head), *("" if value is None else str(value) for value in values)] for head, values in heat.rows]
    grid = _grid(titles, ["left", *["right"] * len(heat.columns)], rows)
    return f"{grid}\n\n{_paragraph(md_safe(heat.legend))}" if heat.legend else grid
