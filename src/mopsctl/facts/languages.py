"""The two languages in which mopsctl writes to others: dates, and the words a filled sheet may answer with.

Texts themselves are data (`templates/`); this is what has to be understood as well as written.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

from ..model.slugs import plain

Language = Literal["en", "tr"]
LANGUAGES: tuple[Language, ...] = ("en", "tr")

# A table of our own: `locale` depends on what the machine has installed.
MONTHS: Mapping[Language, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
    "tr": ("Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran",
           "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"),
}  # fmt: skip

# What is stored -> how it is written to a person. A question of a sheet names one of these lists.
CHOICES: Mapping[str, Mapping[str, Mapping[Language, str]]] = {
    "agree": {"yes": {"en": "yes", "tr": "evet"}, "no": {"en": "no", "tr": "hayır"}},
    "view": {
        "yes": {"en": "yes", "tr": "evet"},
        "partly": {"en": "partly", "tr": "kısmen"},
        "no": {"en": "no", "tr": "hayır"},
    },
    "answer": {
        "yes": {"en": "yes", "tr": "evet"},
        "no": {"en": "no", "tr": "hayır"},
        "later": {"en": "later", "tr": "sonra"},
    },
    "objection": {
        "priorities": {"en": "other priorities", "tr": "başka öncelikler"},
        "speed": {"en": "we want to move fast", "tr": "hızlı ilerlemek istiyoruz"},
        "own-tool": {"en": "we have a tool of our own", "tr": "kendi aracımız var"},
        "cost": {"en": "the cost", "tr": "maliyet"},
        "other": {"en": "something else", "tr": "başka bir neden"},
    },
    "angle": {
        "technical": {"en": "technical", "tr": "teknik"},
        "analytical": {"en": "analytical", "tr": "analitik"},
        "creative": {"en": "creative", "tr": "yaratıcı"},
    },
}

_DOTTED = r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})"
_WORDS = r"([0-9]{1,2})\.? ([^\W\d_]+) ([0-9]{4})"
_ISO = r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]00:00(?::00)?)?"  # a workbook's day brings its midnight


def written(day: date, language: Language) -> str:
    """A date as one writes it in a letter: `23 November 2026`, `23 Kasım 2026`."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def day_of(text: str) -> date | None:
    """The day that `2026-11-23`, `23.11.2026`, `23 November 2026` or `23 Kasım 2026` means; None for anything else.

    Slashes are no date here: half the world reads them the other way round.
    """
    words = " ".join(text.split())
    try:
        if match := re.fullmatch(_ISO, words):
            return date.fromisoformat(match[1])
        if match := re.fullmatch(_DOTTED, words):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := re.fullmatch(_WORDS, words):
            month = next((n for n, name in _months() if name == plain(match[2])), 0)
            return date(int(match[3]), month, int(match[1]))
    except ValueError:
        return None
    return None


def _months() -> list[tuple[int, str]]:
    return [(number, plain(name)) for names in MONTHS.values() for number, name in enumerate(names, 1)]


def choice_of(kind: str, text: str) -> str | None:
    """What is stored for a word of either language, or for the stored word itself; None where it is none of them."""
    said = plain(" ".join(text.split()))
    for code, words in CHOICES[kind].items():
        if said in {code, *map(plain, words.values())}:
            return code
    return None


def choices(kind: str, language: Language) -> tuple[str, ...]:
    """The words that may be chosen, in one language."""
    return tuple(words[language] for words in CHOICES[kind].values())
