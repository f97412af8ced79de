"""Putting several values into one sentence, for the messages of rules. No rules."""

from collections.abc import Sequence


def listed(words: Sequence[str], last: str = "and") -> str:
    """`technical, analytical or creative`, with the word that joins the last."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def few(keys: Sequence[str], most: int = 3) -> str:
    """`ada, ben, cem and 4 more`."""
    more = len(keys) - most
    return ", ".join(keys[:most]) + (f" and {more} more" if more > 0 else "")
