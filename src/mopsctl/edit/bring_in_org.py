"""Bringing in a chart from another tool: its rows become positions, its names the people and teams of the store.

A file that comes again finds each position by who is in it, else by its title, and brings its box up to date. Who the
names in it are is `edit.org_names`.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct, structs

from ..errors import BAD_INPUT, MopsError, nearest
from ..facts.forest import circles_of
from ..model.fields import Record
from ..model.foreign import ForeignChart, ForeignSeat
from ..model.org import Box, Position
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from ..model.slugs import plain, slug
from . import records
from .apply import SHOWN_FAULTS
from .org_names import Names, known_people


class Brought(Struct, frozen=True):
    """The Portfolio with the chart in it, and what is not as it stands in the file."""

    portfolio: Portfolio
    notes: tuple[str, ...]


def bring_in_org(portfolio: Portfolio, foreign: ForeignChart, state: State, *, create: bool = False) -> Brought:
    """Every seat as a position with a box in one chart; boxes that the file does not name stay as they are.

    Unknown people and teams are made with `create`, else one MopsError names them all, with every manager that is
    neither in the file nor in the chart. Managers who report to each other in a circle are refused with their lines.
    """
    names = Names(portfolio, foreign, create)
    keys = _positions(portfolio, foreign, state, names.people)
    managers = _Managers(portfolio, foreign, state)
    above = [managers.of(seat, key, keys) for seat, key in zip(foreign.seats, keys, strict=True)]
    _settle(foreign, state, names.faults, managers.faults)
    _refuse_circles(portfolio, foreign, state, dict(zip(keys, above, strict=True)))
    put: list[Record] = list(names.made)
    for at, seat in enumerate(foreign.seats):
        key = keys[at]
        position = portfolio.positions.get(key) or Position(key, seat.title)
        box = portfolio.boxes.get((key, state)) or Box(key, state)
        said = {
            "title": "" if plain(position.name) == plain(seat.title) else seat.title,
            "reports_to": above[at],
            "holder": names.people.get(at),
            "team": names.team_of(seat) or box.team,
            "allocation": box.allocation if seat.allocation is None else seat.allocation,
        }
        if said["holder"]:
            said |= {"vacancy": "", "fill_by": None}
        put += [position, structs.replace(box, **said)]
    notes = (*foreign.notes, *names.notes, *_staying(portfolio, foreign, state, keys))
    return Brought(records.put(portfolio, *put), notes)


def _staying(portfolio: Portfolio, foreign: ForeignChart, state: State, keys: Sequence[str]) -> list[str]:
    """That boxes are not in the file; of those that its rows report to, it knows."""
    others = sum(1 for key, in_state in portfolio.boxes if in_state == state and key not in set(keys))
    told = (
        f"{others} positions of the {state} chart are not in it, and stay"
        if others > 1
        else f"1 position of the {state} chart is not in it, and stays"
    )
    return [f"{foreign.name}: {told}"] if others else []


def _settle(foreign: ForeignChart, state: State, unknown: Sequence[str], managers: Sequence[str]) -> None:
    """Raise one MopsError where there was any fault."""
    if faults := [*unknown, *managers]:
        more = [f"and {len(faults) - SHOWN_FAULTS} more"] if len(faults) > SHOWN_FAULTS else []
        create = f"mopsctl import org {foreign.name} --create --dry-run"
        hint = create if unknown else f"mopsctl org show --state {state}"
        raise MopsError("\n".join(faults[:SHOWN_FAULTS] + more), hint=hint, code=BAD_INPUT)


class _Managers:
    """Whom the rows report to: another row, or somebody who is in the chart already and in no row of the file."""

    def __init__(self, portfolio: Portfolio, foreign: ForeignChart, state: State) -> None:
        self.foreign, self.state = foreign, state
        self.faults: list[str] = []
        self.people = known_people(portfolio)
        self.held: defaultdict[str, list[str]] = defaultdict(list)
        self.called: defaultdict[str, list[str]] = defaultdict(list)
        for (key, in_state), box in sorted(portfolio.boxes.items()):
            if in_state == state:
                if box.holder:
                    self.held[box.holder].append(key)
                for name in {plain(key), plain(portfolio.positions[key].name), plain(box.title)} - {""}:
                    self.called[name].append(key)

    def of(self, seat: ForeignSeat, key: str, keys: Sequence[str]) -> str | None:
        """The position that a row reports to; None where it names nobody, or itself."""
        if seat.above is not None:
            return keys[seat.above]
        if not seat.manager:
            return None
        for name in map(plain, seat.manager):
            found = self.held.get(self.people.get(name, ""), []) or self.called.get(name, [])
            if len(found) == 1:
                return found[0] if found[0] != key else None
            if found:
                told = ", ".join(found[:5])
                self._fault(seat, f"is in no row, and names {len(found)} positions of the {self.state} chart: {told}")
                return None
        self._fault(seat, self._why(seat))
        return None

    def _fault(self, seat: ForeignSeat, text: str) -> None:
        self.faults.append(f"{seat.manager_place} {text}")

    def _why(self, seat: ForeignSeat) -> str:
        if somebody := next((key for name in map(plain, seat.manager) if (key := self.people.get(name))), ""):
            return f"is in no row, and {somebody} is in no position of the {self.state} chart"
        told = f"is the id, address, name or title of no row, nor of anything in the {self.state} chart"
        if len(self.faults) >= SHOWN_FAULTS:
            return told
        known = [name for one in self.foreign.seats for name in (one.person, one.title) if name]
        guess = nearest(
            seat.manager[0], [*known, *self.called, *(name for name, key in self.people.items() if key in self.held)]
        )
        return told + (f'; did you mean "{guess}"?' if guess else "")


def _refuse_circles(portfolio: Portfolio, foreign: ForeignChart, state: State, above: Mapping[str, str | None]) -> None:
    """No chart that a people system saves has managers who report to each other; such a file is wrong."""
    boxes = {key: box.reports_to for (key, in_state), box in portfolio.boxes.items() if in_state == state}
    seats = dict(zip(above, foreign.seats, strict=True))
    told = []
    for circle in circles_of({**boxes, **above}):
        lines = [seats[key].place for key in circle if key in seats]
        if lines:
            named = " > ".join(seats[key].title if key in seats else key for key in (*circle[:SHOWN_FAULTS], circle[0]))
            told.append(f"{', '.join(lines[:SHOWN_FAULTS])}: report to each other in a circle: {named}")
    if told:
        raise MopsError("\n".join(told[:SHOWN_FAULTS]), code=BAD_INPUT)


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
    known, made = {*portfolio.positions}, Counter[str]()
    for at, seat in enumerate(foreign.seats):
        if at in found:
            continue
        free = next((key for key in called.get(plain(seat.title), ()) if key not in taken), "")
        stem = slug(seat.title) or "position"
        found[at] = free or records.free(known, stem, first=made[stem] + 1)  # 5,000 analysts, each counted once
        made[stem] += not free
        known.add(found[at])
        taken.add(found[at])
    return [found[at] for at in range(len(foreign.seats))]
