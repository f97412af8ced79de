"""How teams stood at each moment of the past: a walk back through the change-sets, one plan at a time.

At every change-set only the teams that it touches are judged, each on a Portfolio that holds no more than its own
asks, the tasks and needs that bear them out, and the day. So the cost follows what changed, not what there is.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from ..changes import Change, ChangeSet
from ..facts.audience import Audience
from ..facts.commitment import Level, commitment
from ..model.commitment import Ask
from ..model.fields import Record
from ..model.plan import Need, Participation, Task
from ..model.portfolio import Portfolio
from .retold import is_outside, retold

RELEVANT = frozenset(("asks", "participations", "tasks", "needs"))


class Move(Struct, frozen=True):
    """From this day on a team stood at this level; None: it had no part in the plan.

    Time alone has no change-set, and who may not see every change is told none.
    """

    on: date
    level: Level | None
    number: int | None


def courses(
    portfolio: Portfolio, plan: str, teams: Sequence[str], change_sets: Sequence[ChangeSet], audience: Audience
) -> dict[str, tuple[Move, ...]]:
    """The moves of each team up to today, oldest first; the first is the level at which it came in.

    `portfolio` is as the audience sees it. Others are told no numbers, for a hole in them would tell them something.
    """
    walk = Walk(portfolio, plan, retold(change_sets, audience))
    found: dict[str, list[Move]] = {team: [] for team in teams}
    until = dict.fromkeys(teams, portfolio.today)
    for change_set, changes in walk.steps:
        day = change_set.at.date() if change_set.at else portfolio.today
        touched = [team for team in walk.touched(changes) if team in found]
        for team in touched:
            number = None if is_outside(audience) else change_set.number
            found[team] += reversed(walk.moves(team, day, until[team], number))
            until[team] = day
        walk.take_back(changes)
    return {team: _collapsed(portfolio, plan, team, list(reversed(moves))) for team, moves in found.items()}


def _collapsed(portfolio: Portfolio, plan: str, team: str, moves: list[Move]) -> tuple[Move, ...]:
    """Moves that are moves: neighbours of one level as one, nothing before the team came in, and how it stands now."""
    now = commitment(portfolio, plan, team).level
    kept: list[Move] = []
    for move in [*moves, Move(max([portfolio.today, *(m.on for m in moves[-1:])]), now, None)]:
        if move.level != (kept[-1].level if kept else None):
            kept.append(move)
    return tuple(kept)


class Walk:
    """What is known of one plan at the moment that the walk has come to, indexed by what the judgement looks up."""

    def __init__(self, portfolio: Portfolio, plan: str, change_sets: Iterable[ChangeSet]) -> None:
        self.plan = portfolio.plans[plan]
        self.asks: dict[str, dict[Any, Ask]] = {}  # by team
        self.parts: dict[str, Participation] = {}  # by team
        self.needs: dict[str, dict[str, Need]] = {}  # by team
        self.tasks: dict[tuple[str, str], dict[str, Task]] = {}  # by ("team", team) and ("owner", person)
        self.named: dict[str, set[str]] = {}  # the teams whose asks ever named a person
        self.steps = [(one, changes) for one in change_sets if (changes := self._of_plan(one.changes))]
        for plural in RELEVANT:
            for record in portfolio.of(plural).values():
                if record.plan == plan:
                    self._put(record)
        for _, changes in self.steps:
            for change in changes:
                self._name(change.before)
                self._name(change.after)

    def _of_plan(self, changes: Iterable[Change]) -> list[Change]:
        plan = self.plan.key
        return [
            change
            for change in changes
            if change.kind in RELEVANT and plan in (_plan(change.before), _plan(change.after))
        ]

    def _name(self, record: Record | None) -> None:
        if isinstance(record, Ask) and record.person:
            self.named.setdefault(record.person, set()).add(record.team)

    def touched(self, changes: Iterable[Change]) -> list[str]:
        """The teams whose level the changes may have moved, sorted."""
        teams: set[str | None] = set()
        for change in changes:
            for record in (change.before, change.after):
                if record is None:
                    continue
                teams.add(record.team)  # type: ignore[attr-defined]
                if isinstance(record, Task):
                    teams |= self.named.get(record.owner or "", set())
        return sorted(team for team in teams if team)

    def moves(self, team: str, day: date, until: date, number: int | None) -> list[Move]:
        """How the team stood from a day on, and what time alone moved before `until`: a forum that took place."""
        asks = self.asks.get(team, {}).values()
        forums = {ask.forum_on for ask in asks if ask.forum_on and day < ask.forum_on <= until}
        later = [Move(on, self._level(team, on), None) for on in sorted(forums)]
        return [Move(day, self._level(team, day), number), *later]

    def _level(self, team: str, day: date) -> Level | None:
        part, asks = self.parts.get(team), self.asks.get(team, {})
        if part.involvement == "out" if part else not asks:
            return None
        people = {ask.person for ask in asks.values() if ask.person}
        tasks = dict(self.tasks.get(("team", team), {}))
        for person in people:
            tasks |= self.tasks.get(("owner", person), {})
        small = Portfolio(
            today=day, plans={self.plan.key: self.plan}, asks=asks, tasks=tasks, needs=self.needs.get(team, {})
        )
        return commitment(small, self.plan.key, team).level

    def take_back(self, changes: Iterable[Change]) -> None:
        """Go back before the changes."""
        for change in changes:
            if change.after is not None:
                self._drop(change.after)
            if change.before is not None and _plan(change.before) == self.plan.key:
                self._put(change.before)

    def _put(self, record: Record | None) -> None:
        match record:
            case Ask():
                self._name(record)
                self.asks.setdefault(record.team, {})[record.plan, record.team, record.kind, record.round] = record
            case Participation():
                self.parts[record.team] = record
            case Need():
                self.needs.setdefault(record.team, {})[record.key] = record
            case Task():
                for place in _places(record):
                    self.tasks.setdefault(place, {})[record.key] = record

    def _drop(self, record: Record) -> None:
        match record:
            case Ask():
                self.asks.get(record.team, {}).pop((record.plan, record.team, record.kind, record.round), None)
            case Participation():
                self.parts.pop(record.team, None)
            case Need():
                self.needs.get(record.team, {}).pop(record.key, None)
            case Task():
                for place in _places(record):
                    self.tasks.get(place, {}).pop(record.key, None)


def _places(task: Task) -> list[tuple[str, str]]:
    return [(word, key) for word, key in (("team", task.team), ("owner", task.owner)) if key]


def _plan(record: Any) -> str | None:
    return None if record is None else record.plan
