"""A poster read back from its SVG: where boxes, lines and texts stand."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


class Box(NamedTuple):
    key: str
    x: float
    y: float
    wide: float
    high: float
    texts: tuple[tuple[float, float, str, str], ...]  # x, y, class, text
    dashed: bool


class Poster(NamedTuple):
    wide: float
    high: float
    boxes: list[Box]
    lines: list[tuple[float, float, float, float]]
    scales: list[float]


def read(svg: str) -> Poster:
    """Boxes and lines in the measures of the chart, before the sheet scales them."""
    root = ElementTree.fromstring(svg)
    _, _, wide, high = map(float, root.get("viewBox", "").split())
    boxes = [_box(group) for group in root.iter(f"{SVG}g") if group.get("class") == "box"]
    drawn = "".join(path.get("d", "") for path in root.iter(f"{SVG}path") if path.get("class") == "c")
    lines = [_line(*found) for found in re.findall(r"M([-\d.]+) ([-\d.]+)([HV])([-\d.]+)", drawn)]
    scales = [float(found) for found in re.findall(r"scale\(([\d.]+)\)", svg)]
    return Poster(wide, high, boxes, lines, scales)


def _box(group: ElementTree.Element) -> Box:
    rect = next(group.iter(f"{SVG}rect"))
    x, y, wide, high = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
    texts = tuple(
        (float(text.get("x", "")), float(text.get("y", "")), text.get("class", ""), text.text or "")
        for text in group.iter(f"{SVG}text")
    )
    return Box(group.get("data-key", ""), x, y, wide, high, texts, rect.get("stroke-dasharray") is not None)


def _line(x: str, y: str, way: str, to: str) -> tuple[float, float, float, float]:
    ends = (float(to), float(y)) if way == "H" else (float(x), float(to))
    return min(float(x), ends[0]), min(float(y), ends[1]), max(float(x), ends[0]), max(float(y), ends[1])


def overlapping(boxes: list[Box]) -> list[tuple[str, str]]:
    """Pairs of boxes that share a place: swept from left to right, so that 5,000 are soon compared."""
    found: list[tuple[str, str]] = []
    open_: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.x):
        open_ = [one for one in open_ if one.x + one.wide > box.x + 0.05]
        found += [
            (one.key, box.key) for one in open_ if one.y + one.high > box.y + 0.05 and box.y + box.high > one.y + 0.05
        ]
        open_.append(box)
    return found


def crossed(poster: Poster) -> list[str]:
    """Boxes through whose inside a line runs."""
    found: list[str] = []
    events = sorted(
        [(box.x, 1, n) for n, box in enumerate(poster.boxes)] + [(line[0], 0, n) for n, line in enumerate(poster.lines)]
    )
    boxes: list[Box] = []
    lines: list[tuple[float, float, float, float]] = []
    for at, is_box, n in events:
        boxes = [box for box in boxes if box.x + box.wide > at + 0.2]
        lines = [line for line in lines if line[2] > at + 0.2]
        if is_box:
            boxes.append(poster.boxes[n])
            found += [poster.boxes[n].key for line in lines if _through(poster.boxes[n], line)]
        else:
            lines.append(poster.lines[n])
            found += [box.key for box in boxes if _through(box, poster.lines[n])]
    return found


def _through(box: Box, line: tuple[float, float, float, float]) -> bool:
    x, y, to_x, to_y = line
    inside_x = to_x > box.x + 0.2 and x < box.x + box.wide - 0.2
    return inside_x and to_y > box.y + 0.2 and y < box.y + box.high - 0.2


def dashes(svg: str) -> list[list[tuple[float, float, float, float]]]:
    """The dashed lines of a poster, each as the pieces that it is made of."""
    found = re.findall(r'<path class="d" d="M([-\d.]+) ([-\d.]+)([^"]*)"', svg)
    return [list(_pieces(float(x), float(y), rest)) for x, y, rest in found]


def _pieces(x: float, y: float, rest: str) -> Iterator[tuple[float, float, float, float]]:
    for way, to in re.findall(r"([HV])([-\d.]+)", rest):
        end = (float(to), y) if way == "H" else (x, float(to))
        yield min(x, end[0]), min(y, end[1]), max(x, end[0]), max(y, end[1])
        x, y = end
