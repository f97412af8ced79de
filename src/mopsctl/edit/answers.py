"""What one answer of a filled sheet may be: a choice, a date, a person, a share, text.

What it means is `edit.sheet`.
"""

import re
from collections.abc import Sequence
from datetime import date
from shlex import quote
from typing import Any, Protocol

import msgspec

from ..errors import BAD_INPUT, MopsError, nearest
from ..facts.languages import choice_of, choices, day_of
from ..model.fields import Text
from ..model.portfolio import Portfolio
from ..model.slugs import plain, slug
from .apply import SHOWN_FAULTS


class Answered(Protocol):
    """An answer under an id, and where it stands."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def at(self) -> str: ...


class FilledSheet(Protocol):
    """A sheet that came back."""

    @property
    def name(self) -> str: ...
    @property
    def plan(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def answers(self) -> Sequence[Answered]: ...


class Answers:
    """The answers of one sheet by id: read once each, with every fault among them; `left` are those nobody read."""

    def __init__(self, portfolio: Portfolio, sheet: FilledSheet) -> None:
        self.portfolio, self.name = portfolio, sheet.name
        self.hint = ""
        self.left = {one.id: one for one in sheet.answers}
        self.at = {one.id: one.at for one in sheet.answers}
        self._places = {one.id: place for place, one in enumerate(sheet.answers)}
        self._faults: list[tuple[int, str]] = []
        self._people = _people(portfolio)

    def fault(self, row: str, text: str) -> None:
        """One fault, at the answer under an id, or at the sheet where that was left empty."""
        self._faults.append((self._places.get(row, -1), f"{self.at.get(row, self.name)}: {row}: {text}"))

    def refuse(self, row: str, why: str) -> None:
        """One fault at an answer, where there is a reason why it cannot be taken."""
        if why:
            self.fault(row, why)

    def lacks(self, text: str) -> None:
        """A fault of the sheet as a whole."""
        self._faults.append((-1, f"{self.name}: {text}"))

    def settle(self) -> None:
        """Raise if there was any fault, in the order of the sheet."""
        if self._faults:
            told = [text for _, text in sorted(self._faults, key=lambda fault: fault[0])]
            more = [f"and {len(told) - SHOWN_FAULTS} more"] if len(told) > SHOWN_FAULTS else []
            raise MopsError("\n".join(told[:SHOWN_FAULTS] + more), hint=self.hint, code=BAD_INPUT)

    def text(self, row: str, form: Any = Text) -> str | None:
        """Free text."""
        one = self.left.pop(row, None)
        if one is None:
            return None
        try:
            return str(msgspec.convert(one.text, form))
        except msgspec.ValidationError as error:
            limit = "too long" if "length" in str(error) else "it holds signs that are no text"
            self.fault(row, f"{limit} ({len(one.text):,} characters)")
            return None

    def chosen(self, row: str, kind: str) -> Any:
        """One of the choices, in either language."""
        one = self.left.pop(row, None)
        if one is None:
            return None
        code = choice_of(kind, one.text)
        if code is None:
            self.fault(row, f"{_quoted(one.text)} is none of {_meant(kind, one.text)}")
        return code

    def day(self, row: str) -> date | None:
        """A date."""
        one = self.left.pop(row, None)
        if one is None:
            return None
        found = day_of(one.text)
        if found is None:
            self.fault(row, f"{_quoted(one.text)} is no date; write it as 2026-12-04")
        return found

    def percent(self, row: str) -> int | None:
        """A share of working time, 1 to 100."""
        one = self.left.pop(row, None)
        if one is None:
            return None
        share = _share(one.text)
        if share is None:
            self.fault(row, f"{_quoted(one.text)} is no share of working time; write a whole number from 1 to 100")
        return share

    def person(self, row: str) -> str | None:
        """A person, by key or by full name."""
        one = self.left.pop(row, None)
        if one is None:
            return None
        keys = self._people.get(plain(" ".join(one.text.split())), [])
        if len(keys) == 1:
            return keys[0]
        if keys:
            self.fault(row, f"{_quoted(one.text)} is the name of several people; write a key: {', '.join(keys)}")
            return None
        guess = nearest(plain(one.text), list(self._people))
        known = f'; did you mean "{self.portfolio.people[self._people[guess][0]].name}"?' if guess else ""
        add = f"; add them first: mopsctl person add {slug(one.text) or 'KEY'} --name {quote(one.text)} --team TEAM"
        self.fault(row, f"no person {_quoted(one.text)}{known or add}")
        return None


def _meant(kind: str, text: str) -> str:
    """The choices as a sheet words them, in both languages, and which of them was probably meant."""
    told = dict.fromkeys(word for language in ("en", "tr") for word in choices(kind, language))
    guess = nearest(text, list(told))
    return ", ".join(told) + (f'; did you mean "{guess}"?' if guess else "")


def _share(text: str) -> int | None:
    """The whole percents that `50`, `50 %`, `%50` or a workbook's 0.5 means; None for anything else."""
    number = text.strip().strip("%").strip()
    if part := re.fullmatch(r"0[.,]([0-9]{1,2})", text.strip()):
        number = part[1].ljust(2, "0")
    if re.fullmatch(r"[0-9]{1,3}", number) and 1 <= int(number) <= 100:
        return int(number)
    return None


def _people(portfolio: Portfolio) -> dict[str, list[str]]:
    """Keys of people by what one may write for them: a key is never taken for another's name."""
    found: dict[str, list[str]] = {}
    for key, person in sorted(portfolio.people.items()):
        found.setdefault(plain(" ".join(person.name.split())), []).append(key)
    return {**found, **{plain(key): [key] for key in portfolio.people}}


def _quoted(text: str) -> str:
    cut = text if len(text) <= 60 else text[:59] + "…"
    return '"' + " ".join(cut.split()) + '"'
