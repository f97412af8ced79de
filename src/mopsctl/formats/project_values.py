"""Durations, lags, shares and predecessors as planners and people write them.

Units are English, German or Turkish. A week has 5 working days, a day 8 hours, a month 20 days.
"""

import re
from collections.abc import Callable, Iterable
from math import ceil

from msgspec import Struct

from ..model.plan import LinkKind
from ..model.slugs import plain
from .mspdi_values import counted

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
_NUMBER = r"[0-9]{1,12}(?:[.,][0-9]{1,12})*"
_PART = re.compile(rf"({_NUMBER})\s*([a-z]*)\.?\s*\??", re.ASCII)
_LAG = re.compile(rf"[+-]\s*({_NUMBER}\s*[^\W\d_]+)")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")  # or three places behind a decimal sign
DOUBT = "may be thousands or a part; write it without its sign, or with another number of places behind it"
# Kinds of links: English, and German by end (E) and beginning (A).
_KINDS: dict[str, LinkKind] = {
    "FS": "FS", "SS": "SS", "FF": "FF", "SF": "SF", "EA": "FS", "AA": "SS", "EE": "FF", "AE": "SF",
}  # fmt: skip
_WAITS = re.compile(
    rf"(.+?)\s*({'|'.join(_KINDS)})?\s*(?:([+-])\s*({_NUMBER}\s*[^\W\d_]*\.?|[0-9]{{1,9}}\s*%))?", re.IGNORECASE
)
_GANTT_PROJECT = re.compile(r"(.+?)-(FS|SS|FF|SF)=P(-?)([0-9]{1,9})D", re.IGNORECASE)


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
    doubt: str = ""  # a lag that may be two


def lags_of(text: str) -> list[str]:
    """The lags with a unit in a cell of predecessors."""
    return _LAG.findall(text)


def decimal_of(texts: Iterable[str]) -> str | None:
    """The decimal sign of durations; None where none of them settles it, or two settle it differently."""
    numbers = {number for text in texts for number in re.findall(_NUMBER, text)}
    signs = {sign for number in numbers if (sign := _decimal(number)) is not None}
    return signs.pop() if len(signs) == 1 else None


def _decimal(number: str) -> str | None:
    """The decimal sign of a number, where it can be read in one way only."""
    signs = re.findall(r"[.,]", number)
    if not signs or _THOUSANDS.fullmatch(number):
        return None
    if len(signs) == 1:
        return str(signs[0])
    if len(set(signs)) == 1:  # 1.000.000
        return "," if signs[0] == "." else "."
    return str(signs[-1])


def is_doubtful(text: str, decimal: str | None) -> bool:
    """Whether a duration may be two, such as 1.000 h where nothing tells whether the point is a decimal sign."""
    return decimal is None and any(map(_THOUSANDS.fullmatch, re.findall(_NUMBER, text)))


def _value(number: str, decimal: str | None) -> float | None:
    sign = _decimal(number) or decimal or "."
    whole, _, part = number.partition(sign)
    other = "," if sign == "." else "."
    if (
        other in part
        or sign in part
        or (other in whole and not re.fullmatch(rf"[0-9]{{1,3}}(?:[{other}][0-9]{{3}})+", whole))
    ):
        return None
    return float(f"{whole.replace(other, '')}.{part or 0}")


def length(text: str, unit: str = "d", decimal: str | None = None) -> Length | None:
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
        value = _value(part[1], decimal)
        if value is None:
            return None
        hours += value * _HOURS[_UNITS[name]]
        at = part.end()
        while at < len(word) and word[at] in " ,":
            at += 1
    if not word:
        return None
    if elapsed:  # day and night, weekends too
        days = ceil(hours / 8 * 5 / 7 - 1e-9)
        return Length(days, f"{text.strip()} run through weekends; taken as {counted(days, 'working day')}")
    return _whole(hours / 8, text)


def _whole(days: float, text: str) -> Length:
    whole = ceil(days - 1e-9)
    return Length(whole, "" if abs(days - whole) < 1e-9 else f"{text.strip()} taken as {counted(whole, 'working day')}")


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


def predecessors(text: str, known: Callable[[str], bool], decimal: str | None = None) -> list[Waits | str]:
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
    return [_waits(piece.strip(), known, decimal) for piece in pieces]


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


def _waits(piece: str, known: Callable[[str], bool], decimal: str | None = None) -> Waits | str:
    if known(piece):
        return Waits(piece)
    if (match := _GANTT_PROJECT.fullmatch(piece)) and known(match[1].strip()):
        days = int(match[4])
        return Waits(match[1].strip(), _KINDS[match[2].upper()], -days if match[3] else days)
    for end in range(1, len(piece) + 1):
        of = piece[:end].strip()
        if not known(of):
            continue
        tail = _WAITS.fullmatch("x" + piece[end:])
        if tail is None or tail[1] != "x":
            continue
        return _linked(piece, of, tail, decimal)
    return piece


def _linked(piece: str, of: str, tail: re.Match[str], decimal: str | None) -> Waits | str:
    kind = _KINDS[(tail[2] or "FS").upper()]
    if not tail[4]:
        return Waits(of, kind)
    back = tail[3] == "-"
    if tail[4].endswith("%"):
        share = int(tail[4].rstrip("% "))
        return Waits(of, kind, percent=-share if back else share)
    if is_doubtful(tail[4], decimal):
        return Waits(of, kind, doubt=tail[4])
    found = length(tail[4], decimal=decimal)
    if found is None:
        return piece
    lag = found.days if not back else -(found.days if not found.lost else max(found.days - 1, 0))
    return Waits(of, kind, lag, lost=found.lost)
