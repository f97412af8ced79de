"""The look of every ink. The layout chooses the ink; the screen says how many colours there are.

The hues are those that colour-blind people tell apart (Okabe & Ito 2008), at a lightness that is read on black and on
white; no meaning hangs on a colour alone.
"""

from msgspec import Struct
from rich.style import Style

BLUE, GREEN, AMBER, RED, VIOLET, GREY = "#3b8fd4", "#2a9d78", "#c98a00", "#e0533d", "#a07be0", "#868e9a"
TEAL, SLATE, SHADE, WHITE, BLACK = "#1f9aa8", "#5c6470", "#4a515c", "#ffffff", "#000000"


class Look(Struct, frozen=True):
    """Colours as #rrggbb; None is the terminal's own."""

    color: str | None = None
    on: str | None = None
    bold: bool = False
    italic: bool = False


LOOKS: dict[str, Look] = {
    "plain": Look(),
    "strong": Look(bold=True),
    "muted": Look(GREY),
    "good": Look(GREEN),
    "warn": Look(AMBER),
    "bad": Look(RED, bold=True),
    "accent": Look(VIOLET),
    "key": Look(BLUE),
    "command": Look(TEAL),
    "code": Look(GREY),
    "R": Look(BLUE, bold=True),
    "A": Look(RED, bold=True),
    "C": Look(GREEN),
    "I": Look(GREY),
    "title": Look(bold=True),
    "title-rule": Look(VIOLET),
    "section": Look(VIOLET, bold=True),
    "head": Look(GREY, bold=True),
    "group": Look(bold=True),
    "label": Look(GREY),
    "rule": Look(SLATE),
    "hollow": Look(SLATE),
    "grid": Look(SHADE),
    "note": Look(AMBER, italic=True),
    "chip-R": Look(WHITE, "#0f6cb0", bold=True),
    "chip-A": Look(WHITE, "#c74a10", bold=True),
    "chip-C": Look(GREEN, bold=True),
    "chip-I": Look(GREY),
    "badge-good": Look(WHITE, "#0b7d5d", bold=True),
    "badge-warn": Look(BLACK, "#e0a100", bold=True),
    "badge-bad": Look(WHITE, "#c2321c", bold=True),
    "badge-accent": Look(WHITE, "#6f4fc0", bold=True),
    "heat-0": Look(GREY),
    "heat-1": Look(BLACK, "#fde3a7"),
    "heat-2": Look(BLACK, "#f9b25c"),
    "heat-3": Look(BLACK, "#e8812b"),
    "heat-4": Look(WHITE, "#b6501a", bold=True),
    "heat-5": Look(WHITE, "#7a2810", bold=True),
    "bar": Look(BLUE),
    "bar-critical": Look(RED),
    "bar-done": Look(GREEN),
    "bar-ghost": Look(GREY),
    "milestone": Look(BLUE, bold=True),
    "milestone-critical": Look(RED, bold=True),
    "critical-label": Look(RED, bold=True),
    "today": Look(VIOLET),
    "target": Look(AMBER),
}


def styles() -> dict[str, Style]:
    """The looks as Rich's styles, by ink."""
    return {
        ink: Style(color=look.color, bgcolor=look.on, bold=look.bold or None, italic=look.italic or None)
        for ink, look in LOOKS.items()
    }
