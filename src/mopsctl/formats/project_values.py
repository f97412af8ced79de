"""Durations, lags, shares and predecessors as planners and people write them.

Units are English, German or Turkish. A week has 5 working days, a day 8 hours, a month 20 days.
"""

import re
from collections.abc import Callable
from math import ceil

from msgspec import Struct

from ..model.plan import LinkKind
from ..model.slugs import plain

_HOURS = {"d": 8.0, "h": 1.0, "w": 40.0, "m": 1 / 60, "mo": 160.0}
_UNITS: dict[str, str] = {
    word: unit
    for unit, words in {
        "d": "d dy day days t tag tage tagen g gun is gunu",
        "h": "h hr hrs hour hours std stunde stunden s sa saat",
        "w": "w wk wks week weeks woche wochen wo hft hafta",
        "m": "m min mins minute minutes minuten dk dakika",
        "mo": "mo mon mons month months monat monate ay",
    }.items()
    for word in words.split()
}
_PART = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*([a-z]*)\.?\s*\??", re.ASCII)
# Kinds of links: English, and German by end (E) and beginning (A).
_KINDS: dict[str, LinkKind] = {
    "FS": "FS", "SS": "SS", "FF": "FF", "SF": "SF", "EA": "FS", "AA": "SS", "EE": "FF", "AE": "SF",
}  # fmt: skip
_WAITS = re.compile(
    rf"(.+?)\s*({'|'.join(_KINDS)})?\s*(?:([+-])\s*([0-9]+(?:[.,][0-9]+)?\s*[^\W\d_]*\.?|[0-9]+\s*%))?", re.IGNORECASE
)
_GANTT_PROJECT = re.compile(r"(.+?)-(FS|SS|FF|SF)=P(-?)([0-9]+)D", re.IGNORECASE)


class Length(Struct, frozen=True):
    """A duration or lag in working days, and what was lost of it in a few words."""

    days: int
    lost: str = ""


class Waits(Struct, frozen=True):
    """One predecessor: how the file calls it, kind and lag; or `percent` of the predecessor's own days as the lag."""

    of: str
    kind: LinkKind = "FS"
    lag: int = 0
    percent: int | None = None
    lost: str = ""


def length(text: str, unit: str = "d") -> Length | None:
    """Working days of `5d`, `1 wk 2 days`, `40h`, `PT40H`; a bare number is in `unit`. None where it is no duration."""
    word = plain(text).strip().replace(" ", " ")
    if (iso := re.fullmatch(r"p(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:\d+s)?)?", word)) and any(iso.groups()):
        hours = sum(float(part or 0) * of for part, of in zip(iso.groups(), (8, 1, 1 / 60), strict=True))
        return _whole(hours / 8, text)
    at, hours, elapsed = 0, 0.0, False
    while at < len(word):
        part = _PART.match(word, at)
        if part is None or (not part[2] and (at or part.end() < len(word))):
            return None
        name = part[2] or unit
        if name not in _UNITS and name[:1] == "e" and name[1:] in _UNITS:
            name, elapsed = name[1:], True
        if name not in _UNITS:
            return None
        hours += float(part[1].replace(",", ".")) * _HOURS[_UNITS[name]]
        at = part.end()
        while at < len(word) and word[at] in " ,":
            at += 1
    if not word:
        return None
    if elapsed:  # day and night, weekends too
        days = ceil(hours / 8 * 5 / 7 - 1e-9)
        return Length(days, f"{text.strip()} run through weekends; taken as {days} working days")
    return _whole(hours / 8, text)


def _whole(days: float, text: str) -> Length:
    whole = ceil(days - 1e-9)
    return Length(whole, "" if abs(days - whole) < 1e-9 else f"{text.strip()} taken as {whole} working days")


def percent(text: str, *, fraction: bool) -> int | None:
    """Percent done, 0 to 100; of a column of fractions 0.5 is half. None where it is neither."""
    word = text.replace("%", "").replace(",", ".").strip()
    try:
        found = float(word)
    except ValueError:
        return None
    found = found * 100 if fraction and "%" not in text else found
    return round(found) if 0 <= found <= 100 else None


def is_fraction(texts: list[str]) -> bool | None:
    """Whether a column of shares is in fractions of 1; None where 1 may be a hundredth or the whole."""
    numbers: list[float] = []
    for text in texts:
        if "%" in text:
            return False
        try:
            numbers.append(float(text.replace(",", ".")))
        except ValueError:
            return False
    if any(number > 1 for number in numbers):
        return False
    if any(0 < number < 1 for number in numbers):
        return True
    return None if any(number == 1 for number in numbers) else False


def predecessors(text: str, known: Callable[[str], bool]) -> list[Waits | str]:
    """What a cell says a task waits for; a str is a piece that names nothing `known`."""
    cell = text.strip()
    if not cell:
        return []
    if known(cell):  # a name may hold a comma
        return [Waits(cell)]
    pieces = [piece for piece in re.split(r"[;\n]", cell) if piece.strip()]
    if len(pieces) == 1 and "," in cell:
        pieces = [piece for piece in cell.split(",") if piece.strip()]
        pieces = _joined(pieces, known)
    return [_waits(piece.strip(), known) for piece in pieces]


def _joined(pieces: list[str], known: Callable[[str], bool]) -> list[str]:
    """Pieces between commas, those of one name or number put together again."""
    found: list[str] = []
    for piece in pieces:
        last = f"{found[-1]},{piece}" if found else ""
        broken = found and isinstance(_waits(found[-1].strip(), known), str)
        if (
            found
            and (broken or isinstance(_waits(piece.strip(), known), str))
            and not isinstance(_waits(last.strip(), known), str)
        ):
            found[-1] = last
        else:
            found.append(piece)
    return found


def _waits(piece: str, known: Callable[[str], bool]) -> Waits | str:
    if known(piece):
        return Waits(piece)
    if (match := _GANTT_PROJECT.fullmatch(piece)) and known(match[1].strip()):
        days = int(match[4][:5])
        return Waits(match[1].strip(), _KINDS[match[2].upper()], -days if match[3] else days)
    for end in range(1, len(piece) + 1):
        of = piece[:end].strip()
        if not known(of):
            continue
        tail = _WAITS.fullmatch("x" + piece[end:])
        if tail is None or tail[1] != "x":
            continue
        return _linked(piece, of, tail)
    return piece


def _linked(piece: str, of: str, tail: re.Match[str]) -> Waits | str:
    kind = _KINDS[(tail[2] or "FS").upper()]
    if not tail[4]:
        return Waits(of, kind)
    back = tail[3] == "-"
    if tail[4].endswith("%"):
        share = int(tail[4].rstrip("% "))
        return Waits(of, kind, percent=-share if back else share)
    found = length(tail[4])
    if found is None:
        return piece
    lag = found.days if not back else -(found.days if not found.lost else max(found.days - 1, 0))
    return Waits(of, kind, lag, lost=found.lost)
