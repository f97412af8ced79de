"""The terminal: lines of ink, painted by Rich's styles. Its Console is left out: to import it costs 40 ms."""

from rich.color import ColorSystem

from ..reports.document import Report
from .layout.blocks import document_lines
from .layout.ink import Line, sheet
from .palette import styles
from .safe import no_command
from .screen import Screen

_DEPTHS = {"standard": ColorSystem.STANDARD, "256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR}


def render(report: Report, screen: Screen) -> str:
    """The report's document; without colour there is no escape sequence in it at all."""
    lines = document_lines(report.document(), sheet(screen))
    if not screen.color:
        whole = "".join(["".join([text for text, _ in line]).rstrip() + "\n" for line in lines])
        return no_command(whole, as_wide=True)
    paints = _paints(screen.depth)
    return no_command("".join([_painted(line, paints) for line in lines]), as_wide=True)


def _painted(line: Line, paints: dict[str, tuple[str, str]]) -> str:
    parts: list[str] = []
    for text, ink in line:
        before, after = paints[ink]
        parts += [before, text, after] if text else ()
    return "".join(parts) + "\n"


def _paints(depth: str) -> dict[str, tuple[str, str]]:
    """What stands before and after a text of each ink; asked of Rich once, since a timeline has 100,000 spans."""
    system = _DEPTHS[depth]
    around = {ink: look.render("\0", color_system=system).partition("\0") for ink, look in styles().items()}
    return {ink: (before, after) for ink, (before, _, after) in around.items()}
