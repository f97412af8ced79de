"""What a renderer is told about where its text goes. The command line detects it (NO_COLOR, COLUMNS)."""

from typing import Literal

from msgspec import Struct


class Screen(Struct, frozen=True):
    """The room there is. `width` is in columns; `unicode` False means that only ASCII may leave."""

    width: int = 80
    color: bool = False
    unicode: bool = True
    depth: Literal["standard", "256", "truecolor"] = "256"  # how many colours, where `color` is True
