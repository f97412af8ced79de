"""Pages that the program makes are what it would make today: `python docs/regenerate.py` brings them up to date."""

import re
from pathlib import Path

import pytest
from docs_pages import DOCS, ROOT, regenerate

MADE = regenerate()


@pytest.fixture(scope="module")
def pages() -> dict[Path, str]:
    made: dict[Path, str] = MADE.pages()
    return made


def test_no_page_is_stale(pages: dict[Path, str]) -> None:
    stale = [str(path.relative_to(ROOT)) for path, text in pages.items() if path.read_text("utf-8") != text]
    assert stale == [], "run: python docs/regenerate.py"


def test_every_command_is_documented() -> None:
    lines = MADE.command_lines()
    page = (DOCS / "commands.md").read_text("utf-8")
    documented = re.findall(r"^#{3,4} mopsctl (.+)$", page, re.MULTILINE)
    wanted = {"gaps", "plan init", "commit ask", "import raci", "history", "person forget", "outreach action add"}
    assert wanted <= set(lines)
    assert [line for line in lines if line not in documented] == []


def test_no_command_is_documented_that_is_gone() -> None:
    lines = MADE.command_lines()
    known = {" ".join(line.split()[:depth]) for line in lines for depth in (1, 2, 3)}
    page = (DOCS / "commands.md").read_text("utf-8")
    assert [line for line in re.findall(r"^#{3,4} mopsctl (.+)$", page, re.MULTILINE) if line not in known] == []


def test_options_that_commands_share_are_explained_once() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    assert page.count("`--no-input` | never ask anything") == 1
    assert "\nShared options: `--db`" in page
    assert re.findall(r"^  --no-input .*$", page, re.MULTILINE) == []


@pytest.mark.parametrize("name", [*MADE.PICTURES, "history"])
def test_a_picture_stands_alone(name: str) -> None:
    picture = (DOCS / "pictures" / f"{name}.svg").read_text("utf-8")
    assert picture.startswith("<svg ")
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)[^\"' )]+", picture) == []
    assert "<script" not in picture


def test_the_pictures_are_the_same_on_a_terminal_that_wants_colour(
    pages: dict[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("MOPSCTL_PLAN", "nothing")
    for name, text in MADE.pictures(("status", "timeline", "org"), history=False).items():
        assert pages[DOCS / "pictures" / f"{name}.svg"] == text
