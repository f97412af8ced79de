"""The picture of a report as an SVG that stands alone: nothing from elsewhere; same input, same bytes.

A chart, a stack and a heat map are posters; everything else is what a terminal would show.
"""

from io import StringIO

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from ..reports.document import Document, Report
from .layout.blocks import document_lines
from .layout.ink import sheet
from .palette import styles
from .poster.sheets import draw
from .screen import Screen

_THEME = TerminalTheme(
    (17, 21, 30),
    (222, 227, 235),
    [
        *((17, 21, 30), (224, 83, 61), (42, 157, 120), (201, 138, 0)),
        *((59, 143, 212), (160, 123, 224), (31, 154, 168), (222, 227, 235)),
    ],
)
_FONTS = "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
_PAGE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">\n'
    "<style>\n"
    f".{{unique_id}}-matrix {{{{ font: {{char_height}}px {_FONTS}; white-space: pre; }}}}\n"
    ".{unique_id}-title {{ font: bold 16px system-ui, sans-serif; }}\n"
    "{styles}\n"
    "</style>\n"
    '<defs><clipPath id="{unique_id}-clip-terminal">'
    '<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>\n{lines}</defs>\n'
    "{chrome}\n"
    '<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">\n'
    '{backgrounds}\n<g class="{unique_id}-matrix">\n{matrix}\n</g>\n</g>\n</svg>\n'
)


def svg(shown: Report | Document, width: int = 100, title: str = "mopsctl") -> str:
    """The document, `width` columns wide, in a window that bears the title."""
    screen = Screen(width=width, color=True, depth="truecolor")
    laid = sheet(screen)
    console = Console(
        file=StringIO(), record=True, width=laid.width, force_terminal=True, color_system="truecolor",
        legacy_windows=False, highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    looks = styles()
    document = shown.document() if isinstance(shown, Report) else shown
    for line in document_lines(document, laid):
        text = Text(no_wrap=True, end="\n")
        for part, ink in line:
            text.append(part, looks[ink])
        console.print(text, soft_wrap=True)
    return console.export_svg(title=laid.text(title), theme=_THEME, code_format=_PAGE, unique_id="mopsctl")


def render(report: Report, screen: Screen) -> str:
    """As a renderer: the poster, or the picture of what a terminal of this width would show."""
    title = f"mopsctl {report.name.replace('.', ' ')}"
    document = report.document()
    picture = draw(document, title) or svg(document, width=screen.width, title=title)
    return picture.replace("##[", "&#35;#[")  # a command in a log of GitHub Actions
