"""The calendars of a foreign plan: which of the store's they are, which are new, and who works by them."""

from collections.abc import Iterable

from msgspec import structs

from ..model.calendar import WEEKDAYS, Calendar, Holiday
from ..model.fields import untyped
from ..model.foreign import ForeignCalendar, ForeignPlan
from ..model.org import Team
from ..model.plan import Plan
from ..model.portfolio import Portfolio
from ..model.slugs import plain, slug
from . import records
from .bring_in_workers import Workers

STANDARD = "standard"  # what planners call Monday to Friday, and what a plan has anyway


class Calendars:
    """Finds a calendar of the store for each of the file, or makes one; `notes` tell what was decided."""

    def __init__(self, portfolio: Portfolio, plan: str, foreign: ForeignPlan, workers: Workers) -> None:
        self.portfolio, self.plan, self.foreign, self.workers = portfolio, portfolio.plans[plan], foreign, workers
        self.notes: list[str] = []
        self.calendars: dict[str, Calendar] = {}
        self.holidays: dict[tuple[str, object], Holiday] = {}
        self.dropped: set[tuple[str, object]] = set()  # holidays that a calendar has no longer
        self.keys: dict[str, str | None] = {}  # id -> key; None is Monday to Friday
        used = {foreign.calendar, *(task.calendar for task in foreign.tasks)}
        used |= {worker.calendar for worker in foreign.workers if worker.id in workers.keys}
        unused: list[str] = []
        for one in foreign.calendars:
            if one.name.casefold() == STANDARD and _is_usual(one):
                self.keys[one.id] = None
            elif one.wanted or one.id in used:
                self.keys[one.id] = self._key(one)
            else:
                unused.append(one.name)
        if unused:
            listed = ", ".join(f'"{name}"' for name in unused)
            self.notes.append(f"{foreign.name}: calendars that nobody works by, not brought in: {listed}")

    def of_plan(self) -> Plan:
        """The plan, with the file's calendar where it has none."""
        key = self.keys.get(self.foreign.calendar or "")
        was = self.plan.calendar
        if key == was or self.foreign.calendar is None:
            return self.plan
        if was is None:
            self.notes.append(f'{self.foreign.name}: the plan works by the calendar "{key}" from now on')
            return structs.replace(self.plan, calendar=key)
        theirs = f'"{key}"' if key else "Monday to Friday"
        self.notes.append(f'{self.foreign.name}: the file works by {theirs}; the plan keeps its calendar "{was}"')
        return self.plan

    def of_teams(self) -> Iterable[Team]:
        """Teams that get a calendar, for all that the file says of them is one that is not the project's."""
        wanted: dict[str, set[str]] = {}
        for worker in self.foreign.workers:
            kind, key = untyped(self.workers.keys.get(worker.id, ""))
            if worker.calendar is None or self._is_projects(worker.calendar):
                continue
            if kind == "team":
                wanted.setdefault(key, set()).add(worker.calendar)
            elif kind == "person" and self._team_has(self.portfolio.people[key].team, worker.calendar):
                name = self._name(worker.calendar)
                self.notes.append(
                    f'{self.foreign.name}: "{worker.name}" works by "{name}" there; here people work by their team\'s'
                )
        for task in self.foreign.tasks:
            if task.calendar is None or self._is_projects(task.calendar):
                continue
            team = self.workers.of(task).get("team") if task.workers else None
            if team is None:
                name = self._name(task.calendar)
                self.notes.append(f'{task.place}: it has the calendar "{name}"; here a calendar is of a team or a plan')
            else:
                wanted.setdefault(team, set()).add(task.calendar)
        for team, ids in wanted.items():
            yield from self._of_team(team, ids)

    def _of_team(self, team: str, ids: set[str]) -> Iterable[Team]:
        was = self.workers.new.get(team) or self.portfolio.teams[team]
        keys = {self.keys.get(one) for one in ids}
        if was.calendar in keys and len(keys) == 1:
            return
        names = ", ".join(sorted(f'"{self._name(one)}"' for one in ids))
        [key] = keys if len(keys) == 1 else [None]
        if was.calendar is None and key is not None:
            self.notes.append(f'{self.foreign.name}: team "{team}" works by the calendar "{key}" from now on')
            yield structs.replace(was, calendar=key)
        else:
            own = f'"{was.calendar}"' if was.calendar else "that of the plan"
            self.notes.append(f'{self.foreign.name}: team "{team}" works by {names} there; here it keeps {own}')

    def _team_has(self, team: str, calendar: str) -> bool:
        """Is a calendar another than the team's?"""
        return self.keys.get(calendar) != self.portfolio.teams[team].calendar

    def _is_projects(self, id: str) -> bool:
        return id == self.foreign.calendar or id not in self.keys

    def _name(self, id: str) -> str:
        return next((one.name for one in self.foreign.calendars if one.id == id), id)

    def _key(self, one: ForeignCalendar) -> str:
        """The calendar of the store that this one is: the same, or one of that name that the plan works by, or new."""
        known = {key: was for key, was in self.portfolio.calendars.items() if key not in self.calendars}
        named = [key for key, was in known.items() if plain(was.name) == plain(one.name) or key == slug(one.name)]
        same = next((key for key in sorted(named) if self._is_same(key, one)), None)
        if same is not None:
            return same
        ours = {self.plan.calendar}
        for task in self.portfolio.tasks.values():
            if task.plan == self.plan.key and task.team:
                ours.add(self.portfolio.teams[task.team].calendar)
        own = next((key for key in sorted(named) if key in ours), None)
        if own is None:
            key = records.free({*self.portfolio.calendars, *self.calendars}, slug(one.name) or "calendar")
            self._take(Calendar(key, one.name, one.week), one)
            return key
        self.notes.append(f'{self.foreign.name}: the calendar "{own}" was brought up to date')
        self._take(structs.replace(known[own], week=one.week), one)
        self.dropped |= {
            held for held, day in self.portfolio.holidays.items() if day.calendar == own and held not in self.holidays
        }
        return own

    def _take(self, calendar: Calendar, one: ForeignCalendar) -> None:
        self.calendars[calendar.key] = calendar
        for day, works, name in one.days:
            self.holidays[calendar.key, day] = Holiday(calendar.key, day, name, works)

    def _is_same(self, key: str, one: ForeignCalendar) -> bool:
        held = {(day.on, day.works) for day in self.portfolio.holidays.values() if day.calendar == key}
        return set(self.portfolio.calendars[key].week) == set(one.week) and held == {
            (day, works) for day, works, _ in one.days
        }


def _is_usual(one: ForeignCalendar) -> bool:
    return one.week == WEEKDAYS[:5] and not one.days
