"""The people and teams of a foreign chart: who they are in the store, and who is made because nobody is.

Where each stands in the chart is `edit.bring_in_org`.
"""

import re
from collections import Counter

from ..errors import nearest
from ..model.fields import Record
from ..model.foreign import ForeignChart, ForeignSeat
from ..model.org import Level, Person, Team
from ..model.portfolio import Portfolio
from ..model.slugs import plain, slug
from . import records

ALIKE = 0.8  # from here on the name of a new team is told to be near to a known one
SHORT = 4  # names of so few letters are near to many others

# Titles as `plain` writes them, in English, German and Turkish.
_AIDE = re.compile(
    r"(executive )?assistant\b(?! (vice|director|head|vp))|assisten[tz]|.*\b(asistani|sekreteri|sekretar(in)?)$"
)
_EXECUTIVE = re.compile(
    r"(chief(?! of staff)|c[a-z]{1,2}o|genel mudur(?! yardimci)|vorstand(s?vorsitzende[rn]?|smitglied)?|"
    r"geschaftsfuhrer(in)?|geschaftsfuhrende[rn]?|mitglied (des vorstands?|der geschaftsfuhrung))\b"
)
_LEADER = re.compile(
    r"\b(head|director|(s|e|a)?vp|vice president|leader|people manager|manager of people|chief of staff|"
    r"lead(?! (gen|nurtur|scor|manag|qualif|captur|rout))|direktor(u|in)?|muduru?|lideri?|"
    r"(?!projekt)\w*leiter(in)?|(?!projekt)\w*leitung)\b"
)


def level_of(title: str, *, leads: bool) -> Level:
    """The level that a title tells of; whoever has reports leads in any case."""
    said = " ".join(re.findall(r"\w+", plain(title))).partition(" to ")[0]
    if not _AIDE.match(said):
        if _EXECUTIVE.match(said):
            return "executive"
        if _LEADER.search(said):
            return "leader"
    return "leader" if leads else "practitioner"


class Names:
    """The people (by the place of their seat) and teams of a chart as keys, and the records of those that are made."""

    def __init__(self, portfolio: Portfolio, foreign: ForeignChart, create: bool) -> None:
        self.create = create
        self.made: list[Record] = []
        self.notes: list[str] = []
        self.faults: list[str] = []
        self.teams = {plain(name): key for key, one in portfolio.teams.items() for name in (one.name, key)}
        self._taken = {*portfolio.teams, *portfolio.people}
        self._near = _Near(portfolio)
        for seat in foreign.seats:
            self._know_team(seat)
        leading = {seat.above for seat in foreign.seats}
        known = known_people(portfolio)
        self.people: dict[int, str] = {}
        for at, seat in enumerate(foreign.seats):
            if seat.person and (key := known.get(seat.email.casefold()) or known.get(plain(seat.person))):
                self.people[at] = key
            elif seat.person and (key := self._made(seat, at in leading)):
                self.people[at] = known[plain(seat.person)] = key
                known.setdefault(seat.email.casefold() or plain(seat.person), key)

    def team_of(self, seat: ForeignSeat) -> str | None:
        """The key of a seat's team."""
        return self.teams.get(plain(seat.team)) if seat.team else None

    def _know_team(self, seat: ForeignSeat) -> None:
        if not seat.team or plain(seat.team) in self.teams:
            return
        meant = self._near.team(seat.team)
        if not self.create:
            self.faults.append(f'{seat.place}: no team "{seat.team}"' + _did_you_mean(meant))
            self.teams[plain(seat.team)] = ""
            return
        key = self._key(seat.team, "team")
        self.teams[plain(seat.team)] = key
        self.made.append(Team(key, seat.team))
        if meant:
            self.notes.append(f'{seat.place}: new team "{seat.team}"{_did_you_mean(meant)}')

    def _made(self, seat: ForeignSeat, leads: bool) -> str:
        team = self.team_of(seat)
        if not self.create:
            self.faults.append(
                f'{seat.place}: no person "{seat.person}"' + _did_you_mean(self._near.person(seat.person))
            )
        elif not team:
            self.notes.append(f'{seat.place}: "{seat.person}" is in no team and was not added; the position is vacant')
        else:
            key = self._key(seat.person, "person")
            level = level_of(seat.title, leads=leads)
            self.made.append(Person(key, seat.person, team, level, title=seat.title, email=seat.email))
            if meant := self._near.person(seat.person):
                self.notes.append(f'{seat.place}: new person "{seat.person}"{_did_you_mean(meant)}')
            return key
        return ""

    def _key(self, name: str, word: str) -> str:
        key = records.free(self._taken, slug(name) or word)
        self._taken.add(key)
        return key


def _did_you_mean(key: str) -> str:
    return f'; did you mean "{key}"?' if key else ""


def known_people(portfolio: Portfolio) -> dict[str, str]:
    """Addresses, keys and names -> keys; a name that two people have says nothing."""
    names = Counter(plain(one.name) for one in portfolio.people.values())
    found = {plain(one.name): key for key, one in portfolio.people.items() if names[plain(one.name)] == 1}
    found |= {plain(key): key for key in portfolio.people}
    return found | {one.email.casefold(): key for key, one in portfolio.people.items() if one.email}


class _Near:
    """Whom the store knows by a name that is nearly the same: teams by what is alike, people where a letter differs.

    There are few teams, but 5,000 new people against 5,000 known ones, pair by pair, would take many seconds.
    """

    def __init__(self, portfolio: Portfolio) -> None:
        self._teams = {plain(name): key for key, one in sorted(portfolio.teams.items()) for name in (key, one.name)}
        self._people: dict[str, str] = {}
        for key, one in sorted(portfolio.people.items()):
            self._people |= dict.fromkeys(_without_a_letter(one.name), key)

    def team(self, name: str) -> str:
        """The key of the team of nearly that name; "" where there is none."""
        return self._teams.get(nearest(plain(name), list(self._teams), alike=ALIKE) or "", "")

    def person(self, name: str) -> str:
        """The key of the person of nearly that name; "" where there is none."""
        return next((self._people[one] for one in _without_a_letter(name) if one in self._people), "")


def _without_a_letter(name: str) -> list[str]:
    """A name, its words in any order, and all that is left of it without one of its letters.

    Two names that have one of these in common differ in a letter that is more, less, another or elsewhere.
    """
    words = " ".join(sorted(re.findall(r"\w+", plain(name))))
    return [words, *(words[:at] + words[at + 1 :] for at in range(len(words)) if len(words) > SHORT)]
