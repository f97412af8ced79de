"""A timeline in lines: a calendar above, a lane a team, a bar a task; dates and slack beside it where there is room.

There may be 10,000 bars, so a row is made of pieces of ground that were cut once, and is measured by construction.
"""

from msgspec import Struct

from ...reports.document import Bar, Lane, Timeline
from .axis import Axis, axis, calendar, day_label, full_day_label
from .ink import Line, Sheet, Span, aligned, clipped, flow, runs, trimmed, wrap
from .width import columns

_LABEL = 44
_WIDE = 120  # from here on dates and slack stand beside the bars
_DATES, _DATED, _SLACK, _SLIP = 15, 25, 11, 7  # columns of two dates, of two dates with their years, of the rest
_YEAR = 366  # days: an axis longer than this names a day twice, unless its year is said


class Chart(Struct, frozen=True):
    """The measures of a timeline: labels, then the axis, then details."""

    timeline: Timeline
    axis: Axis
    label: int
    detail: int  # columns of the details; 0: none
    years: bool  # whether a date needs its year
    ground: tuple[Span, ...]  # what is seen where there is no bar
    heads: tuple[Line, ...]  # the ground up to each column
    tails: tuple[Line, ...]  # the ground from each column on


def timeline_lines(timeline: Timeline, sheet: Sheet) -> list[Line]:
    """The timeline and its legend; without bars, what `empty` says."""
    lanes = [lane for lane in timeline.lanes if lane.bars]
    if not lanes:
        return wrap([(sheet.text(timeline.empty), "muted")], sheet.width) if timeline.empty else []
    chart = _chart(timeline, lanes, sheet)
    rows = []
    for lane in lanes:
        if lane.name:
            rows.append(_lane(lane, chart, sheet))
        rows += [_row(bar, chart, sheet) for bar in lane.bars]
    if chart.label + 2 + chart.axis.length > sheet.width:
        rows = [clipped(row, sheet.width, sheet.glyphs.omitted) for row in rows]
    around = [*_header(chart, sheet), [], *_legend(timeline, lanes, chart, sheet)]
    around = [clipped(trimmed(line), sheet.width, sheet.glyphs.omitted) for line in around]
    above = around.index([])
    return [*around[:above], *map(trimmed, rows), *around[above:]]


def _chart(timeline: Timeline, lanes: list[Lane], sheet: Sheet) -> Chart:
    names = [columns(sheet.text(bar.label)) + 2 for lane in lanes for bar in lane.bars]
    names += [columns(sheet.text(lane.name)) for lane in lanes]
    label = min(max(names), _LABEL, max(sheet.width * 3 // 8, 12))
    last = max(timeline.finish, timeline.target or timeline.finish)
    years = (last - timeline.start).days > _YEAR
    detail = 0
    if sheet.width >= _WIDE:
        detail = 4 + (_DATED if years else _DATES) + _SLACK + (_SLIP if timeline.baseline else 0)
    days = axis(timeline.start, last, max(sheet.width - label - 2 - detail, 4))
    ground = _ground(timeline, days, sheet)
    return Chart(
        timeline,
        days,
        label,
        detail,
        years,
        ground,
        tuple([runs(ground[:at]) for at in range(len(ground) + 1)]),
        tuple([runs(ground[at:]) for at in range(len(ground) + 1)]),
    )


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
    return [*name, *chart.tails[0]]


def _row(bar: Bar, chart: Chart, sheet: Sheet) -> Line:
    label = sheet.clip(sheet.text(bar.label), chart.label - 2)
    line = aligned([("  ", "plain"), (label, "critical-label" if bar.critical else "plain")], chart.label + 2)
    line += _drawn(bar, chart, sheet)
    if not chart.detail:
        return line
    return [*line, ("  ", "plain"), *_details(bar, chart, sheet)]


def _drawn(bar: Bar, chart: Chart, sheet: Sheet) -> Line:
    """The bar on its ground, and where it stood before; what lies outside of the axis is pointed at."""
    first, begin = chart.axis.length, chart.axis.length
    cells: list[Span] = []
    for at, some in (*_ghost(bar, chart, sheet), *_bar(bar, chart, sheet)):
        if not cells:
            first, cells = at, [*some]
            continue
        before, after = min(first, at), max(first + len(cells), at + len(some))
        merged = [*chart.ground[before:after]]
        merged[first - before : first - before + len(cells)] = cells
        merged[at - before : at - before + len(some)] = some
        first, cells = before, merged
    begin = first + len(cells)
    return [*chart.heads[first], *runs(cells), *chart.tails[begin]]


def _ghost(bar: Bar, chart: Chart, sheet: Sheet) -> list[tuple[int, list[Span]]]:
    """Where it stood in the baseline, as far as that lies on the axis."""
    if bar.was is None or bar.was == (bar.start, bar.finish):
        return []
    last = chart.axis.length - 1
    left, right = chart.axis.left(bar.was[0]), chart.axis.right(bar.was[1])
    if right < 0 or left > last:
        return []
    if bar.milestone:
        return [(min(max(right, 0), last), [(sheet.glyphs.ghost_milestone, "bar-ghost")])]
    left, right = max(left, 0), min(right, last)
    return [(left, [(sheet.glyphs.ghost, "bar-ghost")] * (right - left + 1))]


def _bar(bar: Bar, chart: Chart, sheet: Sheet) -> list[tuple[int, list[Span]]]:
    """Done from the left; a note behind it where there is room."""
    glyphs, last = sheet.glyphs, chart.axis.length - 1
    ink = "bar-critical" if bar.critical else "bar"
    left, right = chart.axis.left(bar.start), chart.axis.right(bar.finish)
    if right < 0 or left > last:
        return [(0 if right < 0 else last, [(glyphs.before if right < 0 else glyphs.after, ink)])]
    if bar.milestone:
        ink = "bar-done" if bar.done >= 100 else "milestone-critical" if bar.critical else "milestone"
        drawn = [(min(max(right, 0), last), [(glyphs.milestone, ink)])]
    else:
        done = left + round((right - left + 1) * min(max(bar.done, 0), 100) / 100)
        glyph = glyphs.critical if bar.critical else glyphs.task
        begin, end = max(left, 0), min(right, last) + 1
        cells = [(glyphs.done, "bar-done") if at < done else (glyph, ink) for at in range(begin, end)]
        drawn = [(begin, cells)]
    note = sheet.text(bar.note)
    if note and right + 2 + columns(note) <= last:
        drawn.append((max(right, 0) + 1, _note(note)))
    return drawn


def _note(note: str) -> list[Span]:
    """A cell a column, so that what stands behind it keeps its place."""
    cells: list[Span] = [(" ", "note")]
    for sign in note:
        if not columns(sign):
            cells[-1] = (cells[-1][0] + sign, "note")
        else:
            cells += [(sign, "note"), *[("", "note")] * (columns(sign) - 1)]
    return cells


def _details(bar: Bar, chart: Chart, sheet: Sheet) -> Line:
    label = full_day_label if chart.years else day_label
    width = (_DATED if chart.years else _DATES) - 3
    if bar.start == bar.finish:
        dates = label(bar.finish).rjust(width // 2)
    else:
        dates = f"{label(bar.start):>{width // 2}} {sheet.glyphs.dash} {label(bar.finish):>{width // 2}}"
    if bar.done >= 100:
        rest: Span = ("done", "muted")
    elif bar.slack < 0:
        rest = (f"{-bar.slack}d too late", "critical-label")
    elif bar.critical:
        rest = ("critical", "critical-label")
    else:
        rest = (f"{bar.slack}d slack", "muted")
    line: Line = [(dates.ljust(width + 3), "muted"), ("  ", "plain"), rest]
    if bar.slip:
        slip: Span = (f"{bar.slip:+}d", "warn" if bar.slip > 0 else "good")
        line += [(" " * max(_SLACK - len(rest[0]) + 1, 1), "plain"), slip]
    return line


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
    if timeline.baseline and any(bar.was for bar in bars):
        where = f" where it stood in the baseline of {full_day_label(timeline.baseline)}"
        entries.append([(glyphs.ghost * 3, "bar-ghost"), (where, "muted")])
    return flow(entries, sheet.width, glyphs.omitted)
