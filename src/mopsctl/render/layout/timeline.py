"""A timeline in lines: a calendar above, a lane a team, a bar a task; dates and slack beside it where there is room."""

from msgspec import Struct

from ...reports.document import Bar, Lane, Timeline
from .axis import Axis, axis, calendar, day_label, full_day_label
from .ink import Line, Sheet, Span, aligned, clipped, flow, runs, trimmed, wrap
from .width import columns

_LABEL = 44
_WIDE = 120  # from here on dates and slack stand beside the bars
_DETAIL = 30  # what they take


class Chart(Struct, frozen=True):
    """The measures of a timeline: labels, then the axis, then details."""

    timeline: Timeline
    axis: Axis
    label: int
    detail: bool
    ground: tuple[Span, ...]  # what is seen where there is no bar


def timeline_lines(timeline: Timeline, sheet: Sheet) -> list[Line]:
    """The timeline and its legend; without bars, what `empty` says."""
    lanes = [lane for lane in timeline.lanes if lane.bars]
    if not lanes:
        return wrap([(sheet.text(timeline.empty), "muted")], sheet.width) if timeline.empty else []
    chart = _chart(timeline, lanes, sheet)
    lines = _header(chart, sheet)
    for lane in lanes:
        lines.append(_lane(lane, chart, sheet))
        lines += [_row(bar, chart, sheet) for bar in lane.bars]
    lines += [[], *_legend(timeline, lanes, chart, sheet)]
    return [clipped(trimmed(line), sheet.width, sheet.glyphs.omitted) for line in lines]


def _chart(timeline: Timeline, lanes: list[Lane], sheet: Sheet) -> Chart:
    names = [columns(sheet.text(bar.label)) + 2 for lane in lanes for bar in lane.bars]
    names += [columns(sheet.text(lane.name)) for lane in lanes]
    detail = sheet.width >= _WIDE
    label = min(max(names), _LABEL, max(sheet.width * 3 // 8, 12))
    room = sheet.width - label - 2 - (_DETAIL if detail else 0)
    days = axis(timeline.start, max(timeline.finish, timeline.target or timeline.finish), max(room, 4))
    return Chart(timeline, days, label, detail, _ground(timeline, days, sheet))


def _ground(timeline: Timeline, days: Axis, sheet: Sheet) -> tuple[Span, ...]:
    ground: list[Span] = [(" ", "plain")] * days.length
    for at, _ in days.months()[1:]:
        ground[at] = (sheet.glyphs.month, "grid")
    if timeline.target and days.holds(timeline.target):
        ground[days.right(timeline.target)] = (sheet.glyphs.target, "target")
    if days.holds(timeline.today):
        ground[days.left(timeline.today)] = (sheet.glyphs.today, "today")
    return tuple(ground)


def _header(chart: Chart, sheet: Sheet) -> list[Line]:
    """Months, the days of Mondays, and where today and the target are."""
    lead: Span = (" " * (chart.label + 2), "plain")
    lines: list[Line] = [[lead, above] for above in calendar(chart.axis)]
    return lines + [[lead, *marker] for marker in _markers(chart, sheet)]


def _markers(chart: Chart, sheet: Sheet) -> list[Line]:
    """`▼ today 23 Nov` above its line, to the left of it where the right has no room."""
    marks = []
    days, timeline = chart.axis, chart.timeline
    if days.holds(timeline.today):
        marks.append((days.left(timeline.today), f"today {full_day_label(timeline.today)}", "today"))
    if timeline.target and days.holds(timeline.target):
        marks.append((days.right(timeline.target), f"target {full_day_label(timeline.target)}", "target"))
    lines: list[Line] = []
    end = 0
    for at, label, ink in sorted(marks):
        right = at + 2 + len(label) <= days.length
        begin = at if right else max(at - len(label) - 1, 0)
        text = f"{sheet.glyphs.marker} {label}" if right else f"{label} {sheet.glyphs.marker}"
        if lines and begin > end:
            lines[-1] += [(" " * (begin - end), "plain"), (text, ink)]
        else:
            lines.append([(" " * begin, "plain"), (text, ink)])
        end = begin + len(text)
    return lines


def _lane(lane: Lane, chart: Chart, sheet: Sheet) -> Line:
    name = aligned([(sheet.clip(sheet.text(lane.name), chart.label), "group")], chart.label + 2)
    return [*name, *runs(list(chart.ground))]


def _row(bar: Bar, chart: Chart, sheet: Sheet) -> Line:
    label = sheet.clip(sheet.text(bar.label), chart.label - 2)
    line = aligned([("  ", "plain"), (label, "critical-label" if bar.critical else "plain")], chart.label + 2)
    line += runs(_drawn(bar, chart, sheet))
    if not chart.detail:
        return line
    return [*line, ("  ", "plain"), *_details(bar, sheet)]


def _drawn(bar: Bar, chart: Chart, sheet: Sheet) -> list[Span]:
    """The bar on its ground; done from the left; what lies outside of the axis is pointed at."""
    cells = list(chart.ground)
    glyphs, last = sheet.glyphs, chart.axis.length - 1
    ink = "bar-critical" if bar.critical else "bar"
    left, right = chart.axis.left(bar.start), chart.axis.right(bar.finish)
    if right < 0 or left > last:
        cells[0 if right < 0 else last] = (glyphs.before if right < 0 else glyphs.after, ink)
        return cells
    if bar.milestone:
        ink = "bar-done" if bar.done >= 100 else "milestone-critical" if bar.critical else "milestone"
        cells[min(max(right, 0), last)] = (glyphs.milestone, ink)
    else:
        done = left + round((right - left + 1) * min(max(bar.done, 0), 100) / 100)
        for at in range(max(left, 0), min(right, last) + 1):
            glyph = glyphs.critical if bar.critical else glyphs.task
            cells[at] = (glyphs.done, "bar-done") if at < done else (glyph, ink)
    note = sheet.text(bar.note)
    if note and right + 2 + columns(note) <= last:
        begin = max(right, 0) + 1
        cells[begin : begin + 1 + columns(note)] = [(f" {note}", "note")]
    return cells


def _details(bar: Bar, sheet: Sheet) -> Line:
    if bar.start == bar.finish:
        dates = day_label(bar.finish).rjust(6)
    else:
        dates = f"{day_label(bar.start):>6} {sheet.glyphs.dash} {day_label(bar.finish):>6}"
    if bar.done >= 100:
        rest: Span = ("done", "muted")
    elif bar.critical:
        rest = ("critical", "critical-label")
    else:
        rest = (f"{bar.slack}d slack", "muted")
    return [(dates.ljust(15), "muted"), ("  ", "plain"), rest]


def _legend(timeline: Timeline, lanes: list[Lane], chart: Chart, sheet: Sheet) -> list[Line]:
    """What the signs mean; only those that are there."""
    glyphs = sheet.glyphs
    bars = [bar for lane in lanes for bar in lane.bars]
    spans = [bar for bar in bars if not bar.milestone]
    entries: list[Line] = []
    if any(not bar.critical and bar.done < 100 for bar in spans):
        entries.append([(glyphs.task * 3, "bar"), (" task", "muted")])
    if any(bar.critical for bar in bars):
        entries.append([(glyphs.critical * 3, "bar-critical"), (" critical path", "muted")])
    if any(bar.done for bar in spans):
        entries.append([(glyphs.done * 3, "bar-done"), (" done", "muted")])
    if any(bar.milestone for bar in bars):
        entries.append([(glyphs.milestone, "milestone"), (" milestone", "muted")])
    if chart.axis.holds(timeline.today):
        entries.append([(glyphs.today, "today"), (" today", "muted")])
    if timeline.target:
        entries.append([(glyphs.target, "target"), (" target", "muted")])
    return flow(entries, sheet.width, glyphs.omitted)
