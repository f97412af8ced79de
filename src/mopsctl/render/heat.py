"""How dark a number of a heat map is: in lines and in pictures alike."""

from collections.abc import Iterable

STEPS = 5  # shades; 0 is none


def darkest(rows: Iterable[tuple[str, tuple[int | None, ...]]]) -> int:
    """The number that takes the darkest shade."""
    return max((value for _, values in rows for value in values if value is not None), default=0)


def shade(value: int | None, most: int) -> int:
    """0 (nothing there) to 5 (the most there is); even steps, and not 0 once there is one."""
    if value is None or value <= 0 or most <= 0:
        return 0
    return min(max(-(-value * STEPS // most), 1), STEPS)
