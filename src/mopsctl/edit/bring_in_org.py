"""Bringing in a chart from another tool: its rows become positions, its names the people and teams of the store.

A file that comes again finds each position by who is in it, else by its title, and brings its box up to date.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from msgspec import Struct, structs

from ..errors import BAD_INPUT, MopsError
from ..model.fields import Record
from ..model.foreign import ForeignChart, ForeignSeat
from ..model.org import Box, Level, Person, Position, Team
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from ..model.slugs import plain, slug
from . import records
from .apply import SHOWN_FAULTS


class Brought(Struct, frozen=True):
    """The Portfolio with the chart in it, and what is not as it stands in the file."""

    portfolio: Portfolio
    notes: tuple[str, ...]


def bring_in_org(portfolio: Portfolio, foreign: ForeignChart, state: State, *, create: bool = False) -> Brought:
    """Every seat as a position with a box in one chart; boxes that the file does not name stay as they are.

    Unknown people and teams are made with `create`, else one MopsError names them all.
    """
    names = _Names(portfolio, foreign, create)
    keys = _positions(portfolio, foreign, state, names.people)
    put: list[Record] = list(names.made)
    for at, seat in enumerate(foreign.seats):
        key = keys[at]
        position = portfolio.positions.get(key) or Position(key, seat.title)
        box = portfolio.boxes.get((key, state)) or Box(key, state)
        said = {
            "title": "" if plain(position.name) == plain(seat.title) else seat.title,
            "reports_to": None if seat.above is None else keys[seat.above],
            "holder": names.people.get(at),
            "team": names.team_of(seat) or box.team,
            "allocation": box.allocation if seat.allocation is None else seat.allocation,
        }
        if said["holder"]:
            said |= {"vacancy": "", "fill_by": None}
        put += [position, structs.replace(box, **said)]
    others = sum(1 for key, in_state in portfolio.boxes if in_state == state and key not in set(keys))
    told = (
        f"{others} positions of the {state} chart are not in it, and stay"
        if others > 1
        else (f"1 position of the {state} chart is not in it, and stays")
    )
    return Brought(
        records.put(portfolio, *put), (*foreign.notes, *names.notes, *([f"{foreign.name}: {told}"] if others else []))
    )


class _Names:
    """The people (by the place of their seat) and teams of a chart as keys, and the records of those that are made."""

    def __init__(self, portfolio: Portfolio, foreign: ForeignChart, create: bool) -> None:
        self.foreign, self.create = foreign, create
        self.made: list[Record] = []
        self.notes: list[str] = []
        self.faults: list[str] = []
        self.teams = {plain(name): key for key, one in portfolio.teams.items() for name in (one.name, key)}
        self._taken = {*portfolio.teams, *portfolio.people}
        for seat in foreign.seats:
            self._know_team(seat)
        leading = {seat.above for seat in foreign.seats}
        known = _known_people(portfolio)
        self.people: dict[int, str] = {}
        for at, seat in enumerate(foreign.seats):
            if seat.person and (key := known.get(seat.email.casefold()) or known.get(plain(seat.person))):
                self.people[at] = key
            elif seat.person and (key := self._made(seat, at in leading)):
                self.people[at] = known[plain(seat.person)] = key
                known.setdefault(seat.email.casefold() or plain(seat.person), key)
        self._settle()

    def team_of(self, seat: ForeignSeat) -> str | None:
        """The key of a seat's team."""
        return self.teams.get(plain(seat.team)) if seat.team else None

    def _know_team(self, seat: ForeignSeat) -> None:
        if not seat.team or plain(seat.team) in self.teams:
            return
        if not self.create:
            self.faults.append(f'{seat.place}: no team "{seat.team}"')
            self.teams[plain(seat.team)] = ""
            return
        key = self._key(seat.team, "team")
        self.teams[plain(seat.team)] = key
        self.made.append(Team(key, seat.team))

    def _made(self, seat: ForeignSeat, leads: bool) -> str:
        team = self.team_of(seat)
        if not self.create:
            self.faults.append(f'{seat.place}: no person "{seat.person}"')
        elif not team:
            self.notes.append(f'{seat.place}: "{seat.person}" is in no team and was not added; the position is vacant')
        else:
            key = self._key(seat.person, "person")
            level: Level = "leader" if leads else "practitioner"
            self.made.append(Person(key, seat.person, team, level, title=seat.title, email=seat.email))
            return key
        return ""

    def _key(self, name: str, word: str) -> str:
        key = records.free(self._taken, slug(name) or word)
        self._taken.add(key)
        return key

    def _settle(self) -> None:
        if self.faults:
            more = [f"and {len(self.faults) - SHOWN_FAULTS} more"] if len(self.faults) > SHOWN_FAULTS else []
            hint = f"mopsctl import org {self.foreign.name} --create --dry-run"
            raise MopsError("\n".join(self.faults[:SHOWN_FAULTS] + more), hint=hint, code=BAD_INPUT)


def _known_people(portfolio: Portfolio) -> dict[str, str]:
    """Addresses, keys and names -> keys; a name that two people have says nothing."""
    names = Counter(plain(one.name) for one in portfolio.people.values())
    found = {plain(one.name): key for key, one in portfolio.people.items() if names[plain(one.name)] == 1}
    found |= {plain(key): key for key in portfolio.people}
    return found | {one.email.casefold(): key for key, one in portfolio.people.items() if one.email}


def _positions(portfolio: Portfolio, foreign: ForeignChart, state: State, people: Mapping[int, str]) -> list[str]:
    """The key of each seat: a position of the store that it is surely the same as, else a new one."""
    held: defaultdict[str, list[str]] = defaultdict(list)
    called: defaultdict[str, list[str]] = defaultdict(list)
    for key, position in sorted(portfolio.positions.items()):
        box = portfolio.boxes.get((key, state))
        if box and box.holder:
            held[box.holder].append(key)
        called[plain(box.title if box and box.title else position.name)].append(key)
    taken: set[str] = set()
    found: dict[int, str] = {}
    for at, seat in enumerate(foreign.seats):  # who is in it is surer than what it is called
        same = [key for key in held.get(people.get(at, ""), ()) if key not in taken]
        fitting = [key for key in same if key in called[plain(seat.title)]] or same
        if fitting:
            found[at] = fitting[0]
            taken.add(fitting[0])
    for at, seat in enumerate(foreign.seats):
        if at in found:
            continue
        free = [key for key in called.get(plain(seat.title), ()) if key not in taken]
        found[at] = free[0] if free else records.free({*portfolio.positions, *taken}, slug(seat.title) or "position")
        taken.add(found[at])
    return [found[at] for at in range(len(foreign.seats))]
