"""The entries of a legend: what a stripe, a mark, a sign, a dashed box and a dashed line stand for."""

from collections.abc import Iterable

from ...reports.document import Node
from .boxes import Legend, chip, chip_width, sign, sign_width
from .ink import ATTENTION, DOTTED, PAPER, rect, written
from .page import Entry
from .type import LEGEND

_SAMPLE, _TEXT = 16.0, 20.0  # the width of a sample; where the text beside it begins


def group_entries(nodes: Iterable[Node], groups: Iterable[tuple[str, str]], legend: Legend) -> tuple[Entry, ...]:
    """The groups that are on the sheet."""
    there = {node.group for node in nodes}
    return tuple(_group(key, name, legend) for key, name in groups if key in there)


def mark_entries(nodes: Iterable[Node], marks: Iterable[tuple[str, str]], legend: Legend) -> tuple[Entry, ...]:
    """The marks that are drawn as chips somewhere on the sheet."""
    there = {key for node in nodes for key in node.mark.split()} - {"vacant"}
    return tuple(
        Entry(chip(key, 0, -4.1, legend), chip_width(legend.marks.get(key, key))) for key, _ in marks if key in there
    )


def badge_entry(key: str, name: str, legend: Legend) -> Entry:
    """A sign and what it stands for."""
    wide = sign_width(legend.badges[key]) + 3.5
    return Entry(sign(legend.badges[key], 0, -4.1) + written(name, wide, 2.7, LEGEND), wide + LEGEND.width(name))


def vacant_entry(legend: Legend) -> Entry:
    """A dashed box."""
    look = f'rx="2" fill="{PAPER}" stroke="{ATTENTION}" stroke-dasharray="3.2 2" stroke-width=".8"'
    return _named(rect(0, -4, _SAMPLE, 8, look), legend.marks.get("vacant", "vacant"))


def dotted_entry() -> Entry:
    """A dashed line."""
    line = f'<path d="M0 0H16" stroke="{DOTTED}" stroke-width=".9" stroke-dasharray="3 2.4"/>'
    return _named(line, "also reports to")


def _group(key: str, name: str, legend: Legend) -> Entry:
    hue = legend.hues[key]
    field = rect(0, -4, _SAMPLE, 8, f'fill="{hue.head}" stroke="{hue.edge}" stroke-width=".8"')
    stripe = rect(0, -4, 5, 8, f'fill="{hue.strong}"')
    over = rect(0, -4, 5, 8, f'fill="url(#{hue.pattern})"') if hue.pattern else ""
    return _named(field + stripe + over, name)


def _named(svg: str, name: str) -> Entry:
    return Entry(svg + written(name, _TEXT, 2.7, LEGEND), _TEXT + LEGEND.width(name))
