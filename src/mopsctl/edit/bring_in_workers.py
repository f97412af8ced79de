"""Who does the tasks of a foreign plan: its names become teams and people of the store, new teams only when told to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from ..errors import unknown
from ..model.calendar import DayOff
from ..model.fields import Record, typed, untyped
from ..model.foreign import ForeignPlan, ForeignTask, ForeignWorker
from ..model.org import Person, Team
from ..model.plan import Participation
from ..model.portfolio import Portfolio
from ..model.slugs import plain, slug
from . import records

DAY = timedelta(days=1)


class Workers:
    """The workers of a foreign plan, looked up once; `new` are the records of those that had to be made."""

    def __init__(self, portfolio: Portfolio, plan: str, foreign: ForeignPlan, meant: Mapping[str, str], create: bool):
        self.portfolio, self.plan, self.foreign = portfolio, plan, foreign
        self.new: dict[str, Team] = {}
        self.notes: list[str] = []
        self.names = {worker.id: worker.name for worker in foreign.workers}
        self.keys: dict[str, str] = {}  # id -> typed key
        known = _known(portfolio, meant)
        asked = Counter(worker for task in foreign.tasks for worker in task.workers)
        idle: list[str] = []
        for worker in foreign.workers:
            found = _found(portfolio, worker, known)
            if found is None and not asked[worker.id]:
                idle.append(worker.name)
            elif found is None and create and not worker.person:
                found = known[plain(worker.name)] = self._make(worker)
            elif found is None:
                self._unknown(worker, asked[worker.id])
            if found is not None:
                self.keys[worker.id] = found
        if idle:
            listed = ", ".join(f'"{name}"' for name in idle)
            self.notes.append(f"{foreign.name}: not brought in, for no task is theirs: {listed}")

    def of(self, task: ForeignTask) -> dict[str, str]:
        """Team and owner of a task, as far as they are known: a Task's fields."""
        found: dict[str, str] = {}
        rest: list[str] = []
        for worker in task.workers:
            if worker in self.keys:
                kind, key = untyped(self.keys[worker])
                field = "team" if kind == "team" else "owner"
                if found.setdefault(field, key) != key:
                    rest.append(self.names[worker])
        if "owner" in found and "team" not in found and not task.key:
            found["team"] = self.portfolio.people[found["owner"]].team
        if rest:
            listed = ", ".join(f'"{name}"' for name in rest)
            self.notes.append(f"{task.place}: a task has one owner and one team; not brought in: {listed}")
        return found

    def records(self) -> Iterable[Record]:
        """New teams, their part in the plan, and days off that nobody knew of."""
        for key, team in self.new.items():
            yield team
            yield Participation(self.plan, key)
        for worker in self.foreign.workers:
            if worker.id in self.keys:
                yield from self._days_off(self.keys[worker.id], worker)

    def _make(self, worker: ForeignWorker) -> str:
        taken = {*self.portfolio.teams, *self.portfolio.people, *self.new}
        key = records.free(taken, slug(worker.name) or "team")
        size = worker.size if worker.size is not None and worker.size > 1 else None
        self.new[key] = Team(key, worker.name, capacity=size)
        return typed("team", key)

    def _unknown(self, worker: ForeignWorker, tasks: int) -> None:
        of = f"{tasks} task{'s' if tasks != 1 else ''}"
        self.notes.append(
            f'{self.foreign.name}: no team or person "{worker.name}", who does {of}; '
            f'say --as "{worker.name}=KEY"' + ("" if worker.person else ", or --create for a new team")
        )

    def _days_off(self, holder: str, worker: ForeignWorker) -> Iterable[DayOff]:
        """Spans of the days that are off in the file and not yet in the store."""
        known = {
            one.first + DAY * at
            for one in self.portfolio.days_off.values()
            if one.holder == holder
            for at in range((one.last - one.first).days + 1)
        }
        for first, last, why in worker.off:
            days = [first + DAY * at for at in range((last - first).days + 1) if first + DAY * at not in known]
            yield from (DayOff(holder, begin, end, why) for begin, end in _spans(days))


def _spans(days: list[date]) -> Iterable[tuple[date, date]]:
    begins = [day for at, day in enumerate(days) if not at or day - days[at - 1] > DAY]
    ends = [day for at, day in enumerate(days) if at + 1 == len(days) or days[at + 1] - day > DAY]
    return zip(begins, ends, strict=True)


def _known(portfolio: Portfolio, meant: Mapping[str, str]) -> dict[str, str | None]:
    """Names and keys -> typed key; None for a name that several people have. Teams win over people."""
    known: dict[str, str | None] = {}
    for kind, some in (("person", portfolio.people), ("team", portfolio.teams)):
        own: dict[str, str | None] = {}
        for key, one in some.items():
            name = plain(one.name)
            own[name] = None if name in own else typed(kind, key)
            if isinstance(one, Person) and one.email:
                own[plain(one.email)] = typed(kind, key)
        known |= own | {plain(key): typed(kind, key) for key in some}
    for name, key in meant.items():
        target = known.get(plain(untyped(key)[1] if ":" in key else key))
        if target is None:
            keys = [*portfolio.teams, *portfolio.people]
            raise unknown("team or person", key, keys, hint="mopsctl team list")
        known[plain(name)] = target
    return known


def _found(portfolio: Portfolio, worker: ForeignWorker, known: Mapping[str, str | None]) -> str | None:
    """The typed key of a worker: as we wrote it, by name, or by the group it belongs to."""
    kind, key = untyped(worker.code)
    if key in {"team": portfolio.teams, "person": portfolio.people}.get(kind, {}):
        return worker.code
    return known.get(plain(worker.name)) or (known.get(plain(worker.group)) if worker.group else None)
