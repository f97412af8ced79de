"""Posters as a browser draws them, in the font they were measured for and in the widest that may stand in for it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from poster_samples import chart, heat, organisation, stack

from mopsctl.render.poster.ink import FONTS
from mopsctl.render.poster.sheets import draw
from mopsctl.reports.document import Document

pytestmark = pytest.mark.browser

# What stands outside its box, what stands on another text, and how many texts there are. All from what is drawn.
MEASURE = """
const svg = document.querySelector('svg');
const faults = [];
let texts = 0;
const before = (a, b, by) => a.right <= b.left + by || a.bottom <= b.top + by;
const apart = (a, b, by) => before(a, b, by) || before(b, a, by);
const beside = (a, b) => a.left >= b.left - .3 && a.right <= b.right + .3;
const within = (a, b, by) => beside(a, b) && a.top >= b.top - by && a.bottom <= b.bottom + by;
const place = element => element.getBoundingClientRect();
const sheet = place(svg), scale = sheet.width / svg.viewBox.baseVal.width;
for (const text of svg.querySelectorAll('text')) {
  texts += 1;
  const at = place(text);
  if (!within(at, sheet, 0)) faults.push('off the sheet: ' + text.textContent);
}
for (const box of svg.querySelectorAll('g.box')) {
  const frame = place(box.querySelector('rect')), said = [...box.querySelectorAll('text')], drawn = said.map(place);
  said.forEach((text, n) => {
    const at = drawn[n];
    if (!within(at, frame, 1)) faults.push('out of its box: ' + text.textContent);
    for (let other = 0; other < n; other++)
      if (!apart(drawn[other], at, 2.6 * scale)) faults.push(said[other].textContent + ' on ' + text.textContent);
  });
}
document.body.textContent = 'measured:' + JSON.stringify({texts, faults}) + ':measured';
"""


def chromium() -> str:
    found = os.environ.get("MOPSCTL_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert found, "no headless browser: install chromium, or name it in MOPSCTL_CHROMIUM"
    return found


def measured(svg: str, folder: Path, font: str | None = None) -> dict[str, object]:
    """What the browser finds of the poster, its fonts replaced by one where that is wanted."""
    if font:
        assert FONTS in svg
        svg = svg.replace(FONTS, f"'{font}'")
    page = folder / "page.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><body>{svg}<script>{MEASURE}</script>", "utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}", "--dump-dom")
    done = subprocess.run(
        [chromium(), *options, page.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    _, _, said = done.stdout.partition("measured:")
    answer: dict[str, object] = json.loads(said.partition(":measured")[0].replace("&amp;", "&").replace("&lt;", "<"))
    return answer


@pytest.mark.parametrize("font", ["Liberation Sans", "DejaVu Sans"])
@pytest.mark.parametrize("size", [7, 150, 5000])
def test_no_text_is_cut_off_and_none_stands_on_another(size: int, font: str | None, tmp_path: Path) -> None:
    svg = draw(Document((organisation(size),)), "") or ""
    assert measured(svg, tmp_path, font) == {"texts": svg.count("<text"), "faults": []}


@pytest.mark.parametrize("font", [None, "DejaVu Sans"])
@pytest.mark.parametrize("sample", [chart, stack, heat])
def test_the_other_posters_too(sample: object, font: str | None, tmp_path: Path) -> None:
    svg = draw(sample(), "") or ""  # type: ignore[operator]
    assert measured(svg, tmp_path, font) == {"texts": svg.count("<text"), "faults": []}


def test_a_text_that_leaves_its_box_would_be_seen(tmp_path: Path) -> None:
    svg = (draw(Document((organisation(7),)), "") or "").replace(
        ">Analyst<", ">Analyst of everything that there is to see<"
    )
    assert "out of its box: Analyst of everything that there is to see" in str(measured(svg, tmp_path)["faults"])
