"""A chart in lines: a tree (or several), a box a line, its legend beneath. The picture of it is a poster's business."""

from msgspec import Struct

from ...reports.document import Chart, Node
from ..forest import Forest, forest, tokens
from .ink import Line, Sheet, flow, wrap

_ROOM = 36  # columns that are left to a box, however deep it stands


class Words(Struct, frozen=True):
    """What the keys of a chart are called, and the sign of each badge."""

    groups: dict[str, str]
    badges: dict[str, str]
    marks: dict[str, str]


def chart_lines(chart: Chart, sheet: Sheet) -> list[Line]:
    """Title, trees, legend; without boxes, what `empty` says."""
    lines: list[Line] = []
    if chart.title:
        lines += wrap([(sheet.text(chart.title), "title")], sheet.width)
    if chart.subtitle:
        lines += wrap([(sheet.text(chart.subtitle), "muted")], sheet.width)
    if not chart.nodes:
        return [*lines, *wrap([(sheet.text(chart.empty), "muted")], sheet.width)] if chart.empty else lines
    words = Words(dict(chart.groups), tokens(chart.badges), dict(chart.marks))
    lines += [[]] if lines else []
    lines += _trees(forest(chart), words, sheet)
    legend = _legend(chart, words, sheet)
    lines += [[], *legend] if legend else []
    return [*lines, [], *wrap([(sheet.text(chart.footer), "muted")], sheet.width)] if chart.footer else lines


def _trees(trees: Forest, words: Words, sheet: Sheet) -> list[Line]:
    lines: list[Line] = []
    for key, depth, lasts in trees.walk():
        if not depth and lines:
            lines.append([])
        first, rest = _stems(lasts, bool(trees.children[key]), sheet)
        folded = wrap(_box(trees, key, words, sheet), sheet.width - len(rest))
        lines.append([(first, "rule"), *folded[0]] if first else folded[0])
        lines += [[(rest, "rule"), *line] for line in folded[1:]]
    return lines


def _stems(lasts: tuple[bool, ...], above: bool, sheet: Sheet) -> tuple[str, str]:
    """What stands before the first line of a box, and before those that follow; deep down only its depth is told."""
    glyphs = sheet.glyphs
    stem = f"{glyphs.stem}  "
    most = max(sheet.width - _ROOM, 9)
    below = f"{glyphs.stem} " if above else "  "
    if not lasts:
        return "", below
    if len(lasts) * 3 > most:
        shown = f"{len(lasts)} {glyphs.after} "
        return shown, " " * len(shown) + below
    before = "".join("   " if last else stem for last in lasts[:-1])
    branch = glyphs.last if lasts[-1] else glyphs.branch
    return before + branch, before + ("   " if lasts[-1] else stem) + below


def _box(trees: Forest, key: str, words: Words, sheet: Sheet) -> Line:
    """Title, what stands in it, its function where it is not that of the box above, its signs and marks."""
    node = trees.nodes[key]
    line: Line = [(sheet.text(node.title or node.key), "strong")]
    for mark in node.mark.split():
        line += [(" ", "plain"), (sheet.text(f"[{words.marks.get(mark, mark)}]"), "accent")]
    parts: list[Line] = [[sheet.span(cell)] for cell in trees.said(key)]
    above = trees.nodes.get(node.parent or "")
    if node.group and (above is None or above.group != node.group):
        parts.append([(sheet.text(words.groups.get(node.group, node.group)), "key")])
    parts += [[(sheet.text(text), "muted")] for text in _lines_elsewhere(trees, node)]
    if node.badges:
        parts.append([(sheet.text(f"({','.join(words.badges.get(one, one) for one in node.badges)})"), "good")])
    for number, part in enumerate(parts):
        line += [(sheet.text(" · ") if number else "  ", "muted"), *part]
    return line


def _lines_elsewhere(trees: Forest, node: Node) -> list[str]:
    """Dotted lines, and the line upwards that would have closed a circle."""
    found = [f"also to {trees.title(key)}" for key in node.dotted]
    if node.key in trees.cut:
        found.append(f"reports to {trees.title(trees.cut[node.key])}: a circle")
    return found


def _legend(chart: Chart, words: Words, sheet: Sheet) -> list[Line]:
    """The signs of the badges and their names; groups and marks stand in the tree by their names."""
    used = {badge for node in chart.nodes for badge in node.badges}
    entries: list[Line] = [
        [(f"({sheet.text(words.badges[key])})", "good"), (f" {sheet.text(name)}", "muted")]
        for key, name in chart.badges
        if key in used
    ]
    return flow(entries, sheet.width, sheet.glyphs.omitted)
