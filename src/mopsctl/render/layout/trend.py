"""A trend in lines: a course of block signs for each thing against one calendar, then how it stands and since when.

The height of a sign tells the level, so nothing hangs on its colour; the words and the date stand beside it.
"""

from msgspec import Struct

from ...reports.document import Course, Step, Trend
from .axis import Axis, axis, calendar
from .ink import Line, Sheet, Span, aligned, clipped, flow, runs, trimmed, wrap
from .width import columns

_LABEL = 28
_DATE = 10  # 2026-11-23
_DATED = 56  # from here on the date of the last step stands there too
_LEAST, _MOST = 8, 84  # columns of a course


class Chart(Struct, frozen=True):
    """The measures of a trend: labels, the axis, the word for how it stands, the date."""

    trend: Trend
    axis: Axis
    label: int
    word: int
    dated: bool


def trend_lines(trend: Trend, sheet: Sheet) -> list[Line]:
    """The courses under their calendar and above their legend; without any, what `empty` says."""
    if not trend.courses:
        return wrap([(sheet.text(trend.empty), "muted")], sheet.width) if trend.empty else []
    chart = _chart(trend, sheet)
    lines = _header(chart)
    lines += [_row(course, chart, sheet) for course in trend.courses]
    lines += [[], *_legend(trend, sheet)]
    return [clipped(trimmed(line), sheet.width, sheet.glyphs.omitted) for line in lines]


def _chart(trend: Trend, sheet: Sheet) -> Chart:
    label = min(max(columns(sheet.text(course.label)) for course in trend.courses), _LABEL, max(sheet.width // 4, 6))
    word = max(columns("now"), *(columns(sheet.text(level.text)) for level in trend.levels))
    word = min(word, sheet.width // 4)
    dated = sheet.width >= _DATED
    room = sheet.width - label - 2 - word - 2 - (_DATE + 2 if dated else 0)
    return Chart(trend, axis(trend.start, trend.finish, min(max(room, _LEAST), _MOST)), label, word, dated)


def _header(chart: Chart) -> list[Line]:
    above = calendar(chart.axis)
    lines: list[Line] = [[(" " * (chart.label + 2), "plain"), *aligned([line], chart.axis.length)] for line in above]
    lines[-1] += [("  ", "plain"), *aligned([("now", "head")], chart.word)]
    if chart.dated:
        lines[-1] += [("  ", "plain"), ("since", "head")]
    return lines


def _row(course: Course, chart: Chart, sheet: Sheet) -> Line:
    label = sheet.clip(sheet.text(course.label), chart.label)
    line = aligned([(label, "key")], chart.label + 2)
    line += runs(_drawn(course, chart, sheet))
    if not course.steps:
        return line
    last = course.steps[-1]
    word, ink = ("", "plain") if last.level is None else sheet.span(chart.trend.levels[last.level])
    line += [("  ", "plain"), *aligned([(sheet.clip(word, chart.word), ink)], chart.word)]
    return [*line, ("  ", "plain"), (last.on.isoformat(), "muted")] if chart.dated else line


def _drawn(course: Course, chart: Chart, sheet: Sheet) -> list[Span]:
    """A sign a column, from the first step to the finish."""
    cells: list[Span] = [(" ", "plain")] * chart.axis.length
    end = min(chart.axis.right(chart.trend.finish) + 1, chart.axis.length)
    begins = _columns(course.steps, chart.axis)
    for number, step in enumerate(course.steps):
        stop = begins[number + 1] if number + 1 < len(begins) else end
        sign = _sign(step.level, chart.trend, sheet)
        for at in range(max(begins[number], 0), min(stop, end)):
            cells[at] = sign
    return cells


def _columns(steps: tuple[Step, ...], days: Axis) -> list[int]:
    """Where each step begins; those of one day share its columns, and where there are too few the last ones win."""
    of_day: dict[int, list[int]] = {}
    for number, step in enumerate(steps):
        of_day.setdefault(days.left(step.on), []).append(number)
    begins = [0] * len(steps)
    for left, numbers in of_day.items():
        right = max(days.right(steps[number].on) for number in numbers)
        for place, number in enumerate(numbers):
            begins[number] = left + place * (right - left + 1) // len(numbers)
    return begins


def _sign(level: int | None, trend: Trend, sheet: Sheet) -> Span:
    if level is None:
        return " ", "plain"
    top = max(len(trend.levels) - 1, 1)
    return sheet.glyphs.heights[round(level * (len(sheet.glyphs.heights) - 1) / top)], trend.levels[level].tone


def _legend(trend: Trend, sheet: Sheet) -> list[Line]:
    """What the heights mean, highest first; only those that are there."""
    levels = {step.level for course in trend.courses for step in course.steps}
    there = sorted((level for level in levels if level is not None), reverse=True)
    entries: list[Line] = []
    for level in there:
        word = sheet.text(trend.levels[level].text)
        entries.append([_sign(level, trend, sheet), (f" {word}", "muted")])
    return flow(entries, sheet.width, sheet.glyphs.omitted)
