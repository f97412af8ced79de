"""The pictures as they are: golden files, compared to the letter. UPDATE_GOLDEN=1 writes them anew."""

import os
import re
from pathlib import Path

import pytest
from render_samples import SAMPLES, report

from mopsctl.render.layout.width import columns
from mopsctl.render.markdown import render as markdown
from mopsctl.render.screen import Screen
from mopsctl.render.terminal import render

GOLDEN = Path(__file__).parent / "golden"
SCREENS = {
    "80": Screen(width=80),
    "200": Screen(width=200),
    "ascii": Screen(width=80, unicode=False),
    "color": Screen(width=100, color=True),
}


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("screen", SCREENS)
def test_the_terminal_shows_what_it_showed(sample: str, screen: str) -> None:
    compare(f"{sample}-{screen}.txt", render(report(SAMPLES[sample]()), SCREENS[screen]))


@pytest.mark.parametrize("sample", SAMPLES)
def test_markdown_says_what_it_said(sample: str) -> None:
    compare(f"{sample}.md", markdown(report(SAMPLES[sample]()), Screen()))


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("width", [20, 33, 40, 57, 60, 79, 80, 99, 100, 119, 120, 121, 160, 200, 300])
def test_no_line_is_wider_than_the_screen(sample: str, width: int) -> None:
    lines = render(report(SAMPLES[sample]()), Screen(width=width)).splitlines()
    assert max(map(columns, lines)) <= width


@pytest.mark.parametrize("sample", SAMPLES)
def test_colour_changes_nothing_but_colour(sample: str) -> None:
    plain = render(report(SAMPLES[sample]()), Screen(width=100))
    painted = render(report(SAMPLES[sample]()), Screen(width=100, color=True))
    bare = "".join(line.rstrip() + "\n" for line in re.sub(r"\x1b\[[0-9;]*m", "", painted).splitlines())
    assert bare.replace(" STOP ", "[STOP]") == plain
    assert "\x1b[" in painted


@pytest.mark.parametrize("sample", SAMPLES)
def test_an_ascii_screen_gets_ascii_and_no_colour_means_no_escape(sample: str) -> None:
    text = render(report(SAMPLES[sample]()), Screen(width=80, unicode=False))
    assert text.isascii()
    assert "\x1b" not in text


@pytest.mark.parametrize("depth", ["standard", "256", "truecolor"])
def test_colours_come_down_to_what_the_screen_has(depth: str) -> None:
    text = render(report(SAMPLES["raci"]()), Screen(color=True, depth=depth))  # type: ignore[arg-type]
    assert ("38;2;" in text) == (depth == "truecolor")
    assert ("38;5;" in text) == (depth == "256")
