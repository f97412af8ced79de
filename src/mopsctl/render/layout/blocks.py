"""Headings, paragraphs, pairs, banners, gauges and items in lines; and the one place that knows every block."""

import re
from collections.abc import Sequence

from ...reports.document import (
    Banner,
    Block,
    Cell,
    Chart,
    Code,
    Document,
    Gauges,
    Heading,
    Heat,
    Item,
    Items,
    Matrix,
    Pairs,
    Paragraph,
    Stack,
    Table,
    Timeline,
    Trend,
)
from .chart import chart_lines
from .heat import heat_lines
from .ink import READABLE, Line, Sheet, aligned, clipped, flow, indented, line_columns, trimmed, wrap
from .matrix import matrix_lines
from .stack import stack_lines
from .table import table_lines
from .timeline import timeline_lines
from .trend import trend_lines
from .width import columns

_LABEL = 24  # a label wider than this is folded or cut
_CODE = 2  # how far a text whose blanks count stands in
_HANG = 4  # and the rest of its folded lines
_GAUGE = 24
_SHORT_GAUGE = 12
_option = re.compile(r" (?=--)")
_STACKED = 30  # less room than this for a sentence, and it goes below its subject


def document_lines(document: Document, sheet: Sheet) -> list[Line]:
    """The whole document, a blank line between blocks; items stand in the same columns throughout."""
    items = [item for block in document.blocks if isinstance(block, Items) for item in block.rows]
    lines: list[Line] = []
    after_heading = True
    for block in document.blocks:
        laid = _items(block, items, sheet) if isinstance(block, Items) else block_lines(block, sheet)
        if not laid:
            continue
        if lines and not after_heading:
            lines.append([])
        lines += laid
        after_heading = isinstance(block, Heading) and block.level == 2
    return lines


def block_lines(block: Block, sheet: Sheet) -> list[Line]:
    """One block by itself."""
    match block:
        case Heading():
            return _heading(block, sheet)
        case Paragraph():
            return wrap(sheet.spans(block.cells), min(sheet.width, READABLE)) if block.cells else []
        case Code():
            return _code(block, sheet)
        case Pairs():
            return _pairs(block, sheet)
        case Table():
            return table_lines(block, sheet)
        case Banner():
            return _banner(block, sheet)
        case Gauges():
            return _gauges(block, sheet)
        case Items():
            return _items(block, block.rows, sheet)
        case Matrix():
            return matrix_lines(block, sheet)
        case Timeline():
            return timeline_lines(block, sheet)
        case Trend():
            return trend_lines(block, sheet)
        case Chart():
            return chart_lines(block, sheet)
        case Stack():
            return stack_lines(block, sheet)
        case Heat():
            return heat_lines(block, sheet)


def _heading(heading: Heading, sheet: Sheet) -> list[Line]:
    text = sheet.text(heading.text)
    if heading.level == 1:
        lines = wrap([(text, "title")], sheet.width)
        return [*lines, [(sheet.glyphs.title_rule * sheet.width, "title-rule")]]
    lines = wrap([(text, "section")], sheet.width)
    rest = sheet.width - line_columns(lines[-1]) - 1
    if rest > 2:
        lines[-1] += [(" ", "plain"), (sheet.glyphs.rule * rest, "rule")]
    return lines


def _code(code: Code, sheet: Sheet) -> list[Line]:
    """Line by line, indented; one that is too long goes on further in, after a blank: YAML reads that the same."""
    lines: list[Line] = []
    for line in code.text.strip("\n").split("\n"):
        text = sheet.text(line.rstrip())
        lead = min(len(text) - len(text.lstrip(" ")) + _CODE, sheet.width // 2)
        room = sheet.width - lead
        if columns(text.strip()) <= room:
            folded: list[Line] = [[(text.strip(), "code")]]
        else:
            folded = wrap([(text.strip(), "code")], max(room - _HANG, 8))
        lines += [*indented(folded[:1], lead), *indented(folded[1:], lead + _HANG)]
    return [trimmed(line) for line in lines]


def _pairs(pairs: Pairs, sheet: Sheet) -> list[Line]:
    labels = [sheet.text(label) for label, _ in pairs.rows]
    indent = min(max(map(columns, labels), default=0), _LABEL, sheet.width // 3) + 2
    lines: list[Line] = []
    for label, (_, cells) in zip(labels, pairs.rows, strict=True):
        folded = wrap(sheet.spans(cells), min(sheet.width, READABLE + indent) - indent)
        head = aligned([(sheet.clip(label, indent - 2), "label")], indent)
        lines += [trimmed([*head, *folded[0]]), *indented(folded[1:], indent)]
    return lines


def _banner(banner: Banner, sheet: Sheet) -> list[Line]:
    word = sheet.text(banner.word)
    badge = {"good": "badge-good", "warn": "badge-warn", "bad": "badge-bad"}.get(banner.tone, "badge-accent")
    head: Line = [(f" {word} ", badge)] if sheet.screen.color else [(f"[{word}]", "strong")]
    indent = line_columns(head) + 2
    if indent > sheet.width // 2:
        return [clipped(head, sheet.width, sheet.glyphs.omitted), *wrap(sheet.spans(banner.cells), sheet.width)]
    folded = wrap(sheet.spans(banner.cells), min(sheet.width, READABLE + indent) - indent)
    first = [*head, ("  ", "plain"), *folded[0]] if folded[0] else head
    return [first, *indented(folded[1:], indent)]


def _gauges(gauges: Gauges, sheet: Sheet) -> list[Line]:
    """A gauge a line; what it counts stands between count and note where all have room for that, else below."""
    labels = [sheet.text(gauge.label) for gauge in gauges.rows]
    counts = [f"{gauge.part}/{gauge.whole}" for gauge in gauges.rows]
    label_width = min(max(map(columns, labels), default=0), _LABEL, sheet.width // 3)
    count_width = max(map(len, counts), default=0)
    room = sheet.width - label_width - count_width - 4
    notes, about = _notes(gauges, room - _GAUGE - 2, sheet)
    note_width = max(map(line_columns, notes), default=0)
    length = max(min(_GAUGE, room, max(room - note_width - 2, _SHORT_GAUGE)), 4)
    indent = label_width + length + count_width + 6
    lines: list[Line] = []
    for gauge, label, count, note, below in zip(gauges.rows, labels, counts, notes, about, strict=True):
        full = _filled(gauge.part, gauge.whole, length)
        line = aligned([(sheet.clip(label, label_width), "plain")], label_width + 2)
        line += [(sheet.glyphs.full * full, gauge.tone), (sheet.glyphs.hollow * (length - full), "hollow")]
        line += [("  ", "plain"), (count.rjust(count_width), "strong")]
        if note and sheet.width - indent >= _GAUGE:
            folded = wrap(note, sheet.width - indent)
            lines += [[*line, ("  ", "plain"), *folded[0]], *indented(folded[1:], indent)]
        else:
            lines += [line, *_under(note, label_width + 2, sheet)]
        lines += _under(below, label_width + 2, sheet)
    return [clipped(line, sheet.width, sheet.glyphs.omitted) for line in lines]


def _notes(gauges: Gauges, room: int, sheet: Sheet) -> tuple[list[Line], list[Line]]:
    """What stands beside each gauge, and what below it."""
    notes = [sheet.spans(gauge.note) for gauge in gauges.rows]
    about = [sheet.spans(gauge.counts) for gauge in gauges.rows]
    width = max(map(line_columns, about), default=0)
    if width + 2 + max(map(line_columns, notes), default=0) > room:
        return notes, about
    pairs = zip(about, notes, strict=True)
    return [trimmed([*aligned(words, width + 2 if width else 0), *note]) for words, note in pairs], [[] for _ in about]


def _under(line: Line, indent: int, sheet: Sheet) -> list[Line]:
    return indented(wrap(line, sheet.width - indent), indent) if line else []


def _filled(part: int, whole: int, length: int) -> int:
    """Cells of a gauge; not full before the last part is there, not empty once there is a first."""
    if whole <= 0 or part <= 0:
        return 0
    if part >= whole:
        return length
    return min(max(round(length * part / whole), 1), length - 1)


def _items(items: Items, alike: Sequence[Item], sheet: Sheet) -> list[Line]:
    """The items, in columns that suit all that are `alike`."""
    if not items.rows:
        return wrap([(sheet.text(items.empty), "muted")], sheet.width) if items.empty else []
    marks = min(max(columns(sheet.text(item.mark.text)) for item in alike), sheet.width // 4)
    indent = marks + 2 if marks else 0
    most = max(sheet.width // 4, 16)
    widths = [columns(sheet.text(item.subject.text)) for item in alike]
    subjects = max((width for width in widths if width <= most), default=most)
    lines: list[Line] = []
    for item in items.rows:
        head = aligned([_cut(item.mark, marks, sheet)], indent)
        folded = _item(item, subjects, sheet.width - indent, sheet)
        lines += [trimmed([*head, *folded[0]]), *indented(folded[1:], indent)]
        if item.cure:
            lines += _cure(item.cure, indent, sheet)
    return lines


def _item(item: Item, subjects: int, width: int, sheet: Sheet) -> list[Line]:
    """Subject and sentence side by side; a sentence without room there, or a long subject, takes a line of its own."""
    subject, sentence = sheet.span(item.subject), sheet.spans(item.cells)
    room = min(width - subjects - 2, READABLE)
    if room < _STACKED:
        return wrap([subject, ("  ", "plain"), *sentence], width)
    bare_command = len(sentence) == 1 and sentence[0][1] == "command" and columns(sentence[0][0]) > room
    folded = _folded_command(sentence[0][0], room - 2, sheet) if bare_command else wrap(sentence, room)
    if columns(subject[0]) > subjects:
        return [*wrap([subject], width), *indented(folded, subjects + 2)]
    return [[*aligned([subject], subjects + 2), *folded[0]], *indented(folded[1:], subjects + 2)]


def _cut(cell: Cell, width: int, sheet: Sheet) -> tuple[str, str]:
    return sheet.clip(sheet.text(cell.text), width), cell.tone


def _folded_command(text: str, width: int, sheet: Sheet) -> list[Line]:
    """The command on several lines, an option together with its value where that fits."""
    options: list[Line] = [[(part, "command")] for part in _option.split(text)]
    if any(line_columns(option) > width for option in options):
        folded = wrap([(text, "command")], width)
    else:
        folded = flow(options, width, sheet.glyphs.omitted, gap=1)
    return [[*line, (" \\", "muted")] for line in folded[:-1]] + folded[-1:]


def _cure(command: str, indent: int, sheet: Sheet) -> list[Line]:
    """The command below its finding; where it must fold, as a shell reads it."""
    lead = f"{sheet.glyphs.cure} "
    indent = min(indent or 2, sheet.width // 4) + len(lead)
    text = sheet.text(command)
    if columns(text) <= sheet.width - indent:
        folded: list[Line] = [[(text, "command")]]
    else:
        folded = _folded_command(text, max(sheet.width - indent - 2, 10), sheet)
    first = [(" " * (indent - len(lead)), "plain"), (lead, "muted"), *folded[0]]
    return [first, *indented(folded[1:], indent)]
