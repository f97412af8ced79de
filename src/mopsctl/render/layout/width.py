"""How many columns a text takes on a terminal. Expects safe text; colours and lines are not its business."""

import re
import unicodedata

JOINERS = "\u200c\u200d"  # make one sign of those on both sides, or keep two letters apart
_variation = "\ufe0f"  # asks for the emoji picture of the sign before it, two columns wide


def columns(text: str) -> int:
    """The display width: East Asian wide signs and emoji take two columns, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if char < "\u0300":
        return 1
    if char == _variation:
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def head(text: str, width: int) -> str:
    """As much of the beginning as fits into `width` columns."""
    if text.isascii():
        return text[: max(width, 0)]
    used = 0
    for index, char in enumerate(text):
        used += _columns(char)
        if used > width:
            return text[:index]
    return text


def clip(text: str, width: int, mark: str) -> str:
    """The text, or its beginning and the mark of omission, in at most `width` columns."""
    if columns(text) <= width:
        return text
    if width <= columns(mark):
        return head(mark, width)
    return head(text, width - columns(mark)).rstrip(f" {JOINERS}") + mark


def longest_word(text: str) -> int:
    """The columns of the longest word."""
    return max((columns(word) for word in re.split(" +", text)), default=0)
