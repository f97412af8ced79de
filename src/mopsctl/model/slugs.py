"""Slugs: the key that a name suggests. Whether it is free is for others to ask."""

import re
import unicodedata

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
