"""Slugs: the key that a name suggests, and one that is not taken. What is taken is for others to say."""

import re
import unicodedata
from collections.abc import Container

LONGEST = 64

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "'": "", "’": ""}
)


def plain(name: str) -> str:
    """The name in lower case without marks, `İzmir Büyükşehir` as `izmir buyuksehir`: two that look alike are equal."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)


def slug(name: str) -> str:
    """A valid key made of the ASCII letters of a name; "" where there are none, for the caller to decide."""
    words = re.sub(r"[^a-z0-9._]+", "-", plain(name))
    return words.strip("-._")[:LONGEST].rstrip("-._")


def free(taken: Container[str], stem: str, tail: str = "", first: int = 1) -> str:
    """A key that is not taken: `stem + tail`, else with -2, -3 behind; the stem is cut where it grows too long.

    `first` is the number to begin with, for who knows that those before it are taken.
    """
    number, end = first, tail if first == 1 else f"{tail}-{first}"
    while (key := stem[: LONGEST - len(end)].rstrip("-._") + end) in taken:
        number += 1
        end = f"{tail}-{number}"
    return key
