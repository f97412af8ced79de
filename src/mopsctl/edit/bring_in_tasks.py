"""Taking a foreign plan into a plan of the store, as one edit: all of it, or nothing.

A file that comes again finds its tasks by the key this tool gave them, else by their id in the file (`Task.ref`), and
brings them up to date. Who does them is `bring_in_workers`, when they work `bring_in_calendars`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct, structs

from ..errors import BAD_INPUT, USAGE, MopsError
from ..facts.schedule.calendars import team_calendar
from ..facts.schedule.cycles import all_cycles
from ..model.fields import KEY_PATTERN, Record
from ..model.foreign import ForeignBaseline, ForeignPlan, ForeignTask
from ..model.plan import Baseline, BaselineDate, Link, Task
from ..model.portfolio import Portfolio
from ..model.slugs import plain, slug
from . import records
from .bring_in_calendars import Calendars
from .bring_in_workers import Workers


class Terms(Struct, frozen=True):
    """How a file is meant: for which plan, whether new teams are made, and what stands for what."""

    plan: str
    create: bool = False
    meant: Mapping[str, str] = {}  # a name in the file -> the key of a team or person
    new: bool = False  # every task is a new one, whatever came in before
    again: str = ""  # the command that brings it in, for hints


class Brought(Struct, frozen=True):
    """The Portfolio with the file in it, and what of the file is not, each with its place."""

    portfolio: Portfolio
    notes: tuple[str, ...]


def bring_in_tasks(portfolio: Portfolio, foreign: ForeignPlan, terms: Terms) -> Brought:
    """Tasks, links, calendars, teams and baselines of a file in the plan. What cannot be is one MopsError."""
    try:
        return _BringingIn(portfolio, foreign, terms).done()
    except MopsError as error:
        if error.code != USAGE or error.message.startswith(foreign.name):
            raise
        raise MopsError(f"{foreign.name}: {error.message}", hint=error.hint, code=BAD_INPUT) from None


class _BringingIn:
    """One file on its way in."""

    def __init__(self, portfolio: Portfolio, foreign: ForeignPlan, terms: Terms) -> None:
        self.portfolio, self.foreign, self.terms = portfolio, foreign, terms
        self.plan = portfolio.plans[terms.plan]
        self.notes = list(foreign.notes)
        self.workers = Workers(portfolio, terms.plan, foreign, terms.meant, terms.create)
        self.calendars = Calendars(portfolio, terms.plan, foreign, self.workers)
        self.was = {} if terms.new else self._matched()
        self.keys = self._keys()
        self.begun_late = 0

    def done(self) -> Brought:
        """All of it, in an order in which everything finds what it refers to."""
        plan, teams = self.calendars.of_plan(), list(self.calendars.of_teams())
        when: list[Record] = [*self.calendars.calendars.values(), *self.calendars.holidays.values(), plan]
        who: list[Record] = [*self.workers.records(), *teams]
        portfolio = structs.replace(
            self.portfolio,
            holidays={key: day for key, day in self.portfolio.holidays.items() if key not in self.calendars.dropped},
        )
        portfolio = records.put(portfolio, *when, *who)
        tasks = [self._task(portfolio, task) for task in self.foreign.tasks]
        links = {(one.before, one.after, one.kind): one for one in self._links()}
        portfolio = structs.replace(portfolio, links=self._links_kept(links))
        after = records.put(portfolio, *tasks, *links.values(), *self._baselines())
        self._refuse_loops(after)
        self._tell_dates(tasks)
        self.notes += [*self.workers.notes, *self.calendars.notes]
        return Brought(after, tuple(dict.fromkeys(self.notes)))

    def _matched(self) -> dict[str, Task]:
        """The task of the plan that each task of the file is already, by its id there; by name where it has none."""
        by_ref: dict[str, list[Task]] = {}
        by_name: dict[str, list[Task]] = {}
        for task in self.portfolio.tasks.values():
            if task.plan == self.terms.plan:
                by_ref.setdefault(task.ref, []).append(task)
                by_name.setdefault(plain(task.name), []).append(task)
        twice = Counter(plain(one.name) for one in self.foreign.tasks)
        found: dict[str, Task] = {}
        strange: list[str] = []
        for one in self.foreign.tasks:
            known = self.portfolio.tasks.get(one.key)
            if known is not None and known.plan == self.terms.plan:
                found[one.ref] = known
            elif not one.lasting:
                if len(some := by_name.get(plain(one.name), [])) == 1 and twice[plain(one.name)] == 1:
                    found[one.ref] = some[0]
            elif (others := by_ref.get(one.ref)) and not one.key:
                same = [task for task in others if plain(task.name) == plain(one.name)]
                found[one.ref] = (same or others)[0]
                strange += [] if same else [one.ref]
        by_id = [ref for ref, task in found.items() if task.ref == ref]
        if len(strange) > 1 and 2 * len(strange) > len(by_id):
            raise MopsError(
                f"{self.foreign.name}: the plan has tasks with {len(strange)} of its ids under other names; "
                "is it another file than the one that came in before? --new takes all its tasks as new ones",
                hint=f"{self.terms.again} --new --dry-run",
                code=BAD_INPUT,
            )
        return found

    def _keys(self) -> dict[str, str]:
        """The key of each task, by its id in the file: the one it has, the one it had, or a free one like its name."""
        taken = {*self.portfolio.tasks}
        keys = {ref: task.key for ref, task in self.was.items()}
        for one in self.foreign.tasks:
            if one.ref not in keys:
                stem = one.key if re.match(KEY_PATTERN, one.key) else slug(one.name) or "task"
                keys[one.ref] = records.free(taken, stem)
                taken.add(keys[one.ref])
        return keys

    def _task(self, portfolio: Portfolio, one: ForeignTask) -> Task:
        was = self.was.get(one.ref)
        said = {**one.fields, **self.workers.of(one)}
        if said.get("capability") not in (None, *portfolio.capabilities):
            self.notes.append(f'{one.place}: no capability "{said.pop("capability")}" here')
        team = said.get("team", was.team if was else None)
        if "days" not in said and was is None and one.start and one.finish and said.get("kind") != "milestone":
            said["days"] = max(1, team_calendar(portfolio, team, self.terms.plan).between(one.start, one.finish))
        if "started" not in said:
            self._begun(one, said)
        if was is None:
            return Task(self.keys[one.ref], one.name, self.terms.plan, ref=one.ref if one.lasting else "", **said)
        if said.get("kind") == "task" and was.kind != "milestone" and not one.key:
            del said["kind"]  # other planners know no more than tasks and milestones
        now = structs.replace(was, name=one.name, **said)
        return self._mended(one, structs.replace(now, ref=was.ref if one.key or not one.lasting else one.ref))

    def _begun(self, one: ForeignTask, said: dict[str, Any]) -> None:
        """Where only a share is told, the planned dates that have passed are taken for the real ones."""
        today, percent = self.portfolio.today, said.get("percent", 0)
        finished = said.get("finished")
        if percent == 100 and finished is None and one.finish and one.finish <= today:
            finished = said["finished"] = one.finish
            self.notes.append(f"{one.place}: complete; it ended on {finished}, as planned")
        begins = min(filter(None, (one.start, finished)), default=None)
        if (percent or finished) and begins and begins <= today:
            said["started"] = begins
        if finished:
            said["percent"] = 100

    def _mended(self, one: ForeignTask, now: Task) -> Task:
        """Without what the store says and the file no longer allows."""
        days = now.days
        if now.kind == "milestone" and days:
            now = structs.replace(now, days=None)
        low = now.days_low if now.days_low is None or days is None or now.days_low <= days else None
        high = now.days_high if now.days_high is None or days is None or now.days_high >= days else None
        if (low, high) != (now.days_low, now.days_high):
            takes = f"{days} day{'' if days == 1 else 's'}"
            self.notes.append(f"{one.place}: its estimates {now.days_low} and {now.days_high} do not go with {takes}")
        if now.started and now.finished and now.finished < now.started:
            now = structs.replace(now, started=now.finished)
        return structs.replace(now, days_low=low, days_high=high)

    def _links(self) -> Iterable[Link]:
        for one in self.foreign.links:
            yield Link(self.keys[one.before], self.keys[one.after], one.kind, one.lag)

    def _links_kept(self, links: Mapping[Any, Link]) -> Mapping[tuple[str, str, str], Link]:
        """The links of the store without those between tasks of the file that it has no longer."""
        if not self.foreign.tells_links:
            return self.portfolio.links
        inside = {task.key for task in self.was.values()}
        gone = {
            key
            for key, link in self.portfolio.links.items()
            if link.before in inside and link.after in inside and key not in links
        }
        self.notes += [
            f"{self.foreign.name}: {after} no longer waits for {before} ({kind}), as in the file"
            for before, after, kind in sorted(gone)
        ]
        return {key: link for key, link in self.portfolio.links.items() if key not in gone}

    def _baselines(self) -> Iterable[Record]:
        for one in self.foreign.baselines:
            key = self._baseline_key(one)
            was = self.portfolio.baselines.get(key)
            on = min(one.on, self.portfolio.today)
            yield structs.replace(was, on=on) if was and not one.key else Baseline(key, self.terms.plan, on, one.note)
            yield from (BaselineDate(key, self.keys[ref], start, finish) for ref, start, finish in one.dates)

    def _baseline_key(self, one: ForeignBaseline) -> str:
        """Number 0 is the one to compare with: of those of one day its key comes last."""
        known = self.portfolio.baselines
        if one.key and (one.key not in known or known[one.key].plan == self.terms.plan):
            return one.key
        tail = f"-project-{one.number:02}" if one.number else "-project-latest"
        others = {key for key, some in known.items() if some.plan != self.terms.plan}
        return records.free(others, self.terms.plan, tail)

    def _refuse_loops(self, after: Portfolio) -> None:
        refs = {key: ref for ref, key in self.keys.items()}
        places = {one.ref: one.place for one in self.foreign.tasks}
        for loop in all_cycles(after):
            if any(key in refs for key in loop):
                names = " -> ".join(f'"{after.tasks[key].name}"' for key in (*loop, loop[0]))
                where = next(places[refs[key]] for key in loop if key in refs)
                raise MopsError(f"{where}: tasks wait for each other in a loop: {names}", code=BAD_INPUT)

    def _tell_dates(self, tasks: Iterable[Task]) -> None:
        """Where this plan begins later than the file thinks."""
        start, today = self.foreign.start, self.portfolio.today
        if start is not None and start < self.plan.start:
            self.notes.append(
                f"{self.foreign.name}: it begins on {start}, and the plan on {self.plan.start}: nothing begins before"
            )
        planned = {self.keys[one.ref]: one.start for one in self.foreign.tasks}
        late = [task for task in tasks if not task.started and _is_before(planned[task.key], today)]
        if late:
            count = f"{len(late)} tasks" if len(late) > 1 else "1 task"
            self.notes.append(
                f"{self.foreign.name}: {count} planned before today and not begun: nothing begins before today"
            )


def _is_before(day: date | None, today: date) -> bool:
    return day is not None and day < today
