"""The example of 150 positions: a whole organisation on one sheet of A3, and little that is wrong with it."""

import re
from xml.etree import ElementTree

import pytest
from template_files import EXAMPLES, portfolio_of

from mopsctl.model.portfolio import Portfolio
from mopsctl.render.picture import render
from mopsctl.render.screen import Screen
from mopsctl.reports.chart import Asked, org


@pytest.fixture(scope="module")
def example() -> Portfolio:
    return portfolio_of(EXAMPLES / "org-150.yaml")


def poster(example: Portfolio, asked: Asked) -> str:
    report = org(example, asked)
    assert report is not None
    return render(report, Screen())


def test_it_has_150_positions_to_be_of_which_seven_are_vacant_and_others_as_is(example: Portfolio) -> None:
    boxes = list(example.boxes.values())
    assert sum(box.state == "to-be" for box in boxes) == 150
    assert sum(box.state == "to-be" and box.holder is None for box in boxes) == 7
    assert sum(box.state == "as-is" for box in boxes) == 138
    assert {box.position for box in boxes} == set(example.positions)


@pytest.mark.parametrize(("state", "size"), [("to-be", 150), ("as-is", 138)])
def test_its_poster_is_read_on_a3(example: Portfolio, state: str, size: int) -> None:
    svg = poster(example, Asked(state=state))  # type: ignore[arg-type]
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox") == "0 0 1190.6 841.9"
    assert svg.count('class="box"') == size
    sizes = [float(found) for found in re.findall(r"font-size:([\d.]+)px", svg)]
    scales = [float(found) for found in re.findall(r"scale\(([\d.]+)\)", svg)]
    assert min(sizes) * min(scales) >= 6.5
