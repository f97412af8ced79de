"""The terminal: lines of ink, painted by Rich's styles. Its Console is left out: to import it costs 40 ms."""

from rich.color import ColorSystem

from ..reports.document import Report
from .layout.blocks import document_lines
from .layout.ink import sheet
from .palette import styles
from .screen import Screen

_DEPTHS = {"standard": ColorSystem.STANDARD, "256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR}


def render(report: Report, screen: Screen) -> str:
    """The report's document; without colour there is no escape sequence in it at all."""
    lines = document_lines(report.document(), sheet(screen))
    if not screen.color:
        return "".join(["".join([text for text, _ in line]).rstrip() + "\n" for line in lines])
    looks, depth = styles(), _DEPTHS[screen.depth]
    painted = ("".join([looks[ink].render(text, color_system=depth) for text, ink in line]) for line in lines)
    return "".join([line + "\n" for line in painted])
