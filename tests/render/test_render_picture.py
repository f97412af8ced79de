"""The SVG: it stands alone and is the same every time."""

import re
from xml.etree import ElementTree

import pytest
from render_samples import SAMPLES, report

from mopsctl.render.picture import render, svg
from mopsctl.render.screen import Screen
from mopsctl.reports.document import Cell, Document, Paragraph


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_picture_is_xml_that_asks_for_nothing_from_elsewhere(sample: str) -> None:
    text = svg(SAMPLES[sample](), 100, "mopsctl")
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert re.findall(r"https?://[^\s\"']+", text) == ["http://www.w3.org/2000/svg"]
    assert "@font-face" not in text
    assert "<script" not in text


def test_a_picture_says_what_the_document_says() -> None:
    text = svg(Document((Paragraph((Cell("Işıl & <b> "), Cell("A", "bad"))),)), 40, "a <title>\x1b")
    words = [element.text or "" for element in ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}text")]
    assert "|".join(words).replace("\xa0", " ") == "a <title>\\x1b|Işıl & <b> |A|\n"


def test_a_picture_of_a_report_is_as_wide_as_the_screen_and_always_the_same() -> None:
    shown = report(SAMPLES["raci"]())
    assert render(shown, Screen(width=100)) == svg(shown, 100, "mopsctl sample show")
    assert render(shown, Screen(width=100)) == render(shown, Screen(width=100, unicode=False))
