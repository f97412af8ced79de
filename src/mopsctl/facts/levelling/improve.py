"""The search for a list of tasks whose schedule is short, whatever makes the schedules.

Two populations of lists in turn, one scheduled forward in time and one backward (Debels & Vanhoucke 2005): each new
list is an old one with a stretch of it in the order of another. Scheduling alternately in both directions justifies
at no extra cost (Li & Willis 1992; Valls, Ballestin & Quintanilla 2005). It begins with lists by priority rules.
The same problem and as many schedules give the same answer: chance comes from a fixed seed.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol

from msgspec import Struct

from .rcpsp import Keys

POPULATION = 16
SMALL = 100  # tasks; where there are more, rules alone make the first lists
SPREAD = 0.8  # of the span of the first rule's priorities: how far chance moves one
STRETCH = 8  # tasks that are put in another's order, at least
LEAST = 6  # of a population, however many tasks there are
CREWS = 4  # the scarcest, so many of whom may be put in another's order
STALE = 20  # populations in a row that bring nothing better: then another one begins
ODD = 25  # one new list in so many is shaken as well


class Engine(Protocol):
    """What makes schedules of one problem. Tasks are numbers; what a task waits for has a lower one."""

    @property
    def size(self) -> int:
        """How many tasks there are."""

    @property
    def bound(self) -> int:
        """No value is less."""

    @property
    def before(self) -> Sequence[tuple[int, ...]]:
        """What each task waits for."""

    @property
    def after(self) -> Sequence[tuple[int, ...]]:
        """What waits for each task."""

    @property
    def regular(self) -> bool:
        """Whether everything starts after all that it waits for has ended."""

    @property
    def crews(self) -> Sequence[Collection[int]]:
        """The tasks that share somebody, of whom most is asked first; empty where all share the same."""

    def forward(self, order: Sequence[int]) -> tuple[int, Keys]:
        """How good the schedule of a list is, less is better, and when each task ends."""

    def eager(self, priorities: Sequence[float]) -> tuple[int, Keys]:
        """The same of the schedule made in the order of time: whoever can work takes the least priority."""

    def backward(self, order: Sequence[int]) -> tuple[int, Keys]:
        """The same with time running backward. The value is a guess; a forward schedule tells what it is worth."""

    def rules(self) -> Iterable[Sequence[float]]:
        """Priorities of tasks, least first, the best rule first."""


class Found(Struct, frozen=True):
    """The best schedule that was found, and how many were made."""

    value: int
    keys: Keys
    schedules: int


class _Chance:
    """Numbers that look random, the same ones each time (Knuth's constants)."""

    def __init__(self) -> None:
        self._state = 0x9E3779B97F4A7C15

    def below(self, bound: int) -> int:
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self._state >> 32) * bound >> 32


Member = tuple[int, list[int]]  # how good it was, and the list for the other direction


class _Search:
    def __init__(self, engine: Engine, more: Callable[[], bool]) -> None:
        self.engine, self._more, self._chance = engine, more, _Chance()
        self.made = 0
        self._rules: Sequence[Sequence[float]] = ()
        self.best: tuple[int, Keys] | None = None
        self._up, self._down = range(engine.size), range(engine.size - 1, -1, -1)

    @property
    def goes_on(self) -> bool:
        return self.best is None or (self.best[0] > self.engine.bound and self._more())

    def forward(self, order: Sequence[int]) -> Member:
        """Schedule a list; the list for the way back has the last to end first."""
        return self._counted(*self.engine.forward(order))

    def listed(self, priorities: Sequence[float]) -> Member:
        """The same of the list by priority."""
        return self.forward(listed(priorities, self.engine.before, self._up))

    def eager(self, priorities: Sequence[float]) -> Member:
        """The same of a schedule made in the order of time."""
        return self._counted(*self.engine.eager(priorities))

    def _counted(self, value: int, keys: Keys) -> Member:
        self.made += 1
        if self.best is None or value < self.best[0]:
            self.best = value, keys
        return value, self._last_first(keys, self._down, self.engine.after)

    def backward(self, order: Sequence[int]) -> Member:
        """The same the other way round; what promises to be the best so far is scheduled forward at once."""
        value, keys = self.engine.backward(order)
        self.made += 1
        back = self._last_first(keys, self._up, self.engine.before)
        if self.best is not None and value < self.best[0]:
            self.forward(back)
        return value, back

    def _last_first(self, keys: Keys, tasks: range, waits: Sequence[Sequence[int]]) -> list[int]:
        """The list for the other direction: what ends last begins."""
        if self.engine.regular:
            return sorted(tasks, key=keys.__getitem__, reverse=True)
        return listed([-key for key in keys], waits, tasks)

    def begin(self) -> list[Member]:
        """Schedules by each rule, then by some of them as lists, each scheduled backward once; then more by chance."""
        self._rules = list(self.engine.rules())
        wanted, members = self._wanted, list[Member]()
        for way, rules in ((self.eager, self._rules), (self.listed, self._rules)):
            for rule in rules:
                if self.goes_on and (way == self.eager or len(members) < wanted):
                    members.append(self._there_and_back(way(rule)))
        return self.filled(members)

    @property
    def _wanted(self) -> int:
        """How large a population is."""
        return max(LEAST, min(POPULATION, POPULATION * SMALL // self.engine.size))

    def filled(self, members: list[Member]) -> list[Member]:
        """A whole population, those that lack made by rules disturbed by chance."""
        while len(members) < self._wanted and self.goes_on:
            rule = self._rules[self._chance.below(len(self._rules))]
            spread = round((max(rule) - min(rule)) * SPREAD) + 2
            shaken = [priority + self._chance.below(spread << 10) / 1024 for priority in rule]
            members.append(self._there_and_back((self.eager, self.listed)[len(members) % 2](shaken)))
        return members

    def _there_and_back(self, member: Member) -> Member:
        return self.backward(member[1]) if self.goes_on else member

    def bred(self, members: Sequence[Member], forward: bool) -> list[Member]:
        """The next population, each from one member and the better of two others, for the other direction."""
        schedule = self.forward if forward else self.backward
        below, young = self._chance.below, []
        for _, own in members:
            if not self.goes_on:
                break
            other = min(members[below(len(members))], members[below(len(members))], key=lambda member: member[0])[1]
            one, two = (own, other) if below(2) else (other, own)
            young.append(schedule(self._crossed(one, two, forward)))
        return young

    def _crossed(self, one: list[int], two: list[int], forward: bool) -> list[int]:
        """A list with a stretch of it, or those who share somebody scarce, in the order of another."""
        below, size, crews = self._chance.below, self.engine.size, self.engine.crews
        place = _places(two)
        if crews and below(2):
            mine = _places(one)
            for crew in crews[: 1 + below(CREWS)]:
                for task in crew:
                    place[task] = mine[task]
            waits, tasks = (self.engine.before, self._up) if forward else (self.engine.after, self._down)
            return listed(place, waits, tasks)
        begin = below(max(size - STRETCH, 1))
        end = begin + STRETCH + below(max(size - STRETCH - begin, 1))
        child = one[:begin] + sorted(one[begin:end], key=place.__getitem__) + one[end:]
        if child == one or not below(ODD):
            self._shake(child, forward)
        return child

    def _shake(self, order: list[int], forward: bool) -> None:
        """Move three tasks anywhere between what they wait for and what waits for them."""
        waits, holds = (self.engine.before, self.engine.after) if forward else (self.engine.after, self.engine.before)
        for _ in range(3):
            place = _places(order)
            task = order[self._chance.below(len(order))]
            low = max((place[other] for other in waits[task]), default=-1) + 1
            high = min((place[other] for other in holds[task]), default=len(order)) - 1
            order.remove(task)
            order.insert(low + self._chance.below(high - low + 1), task)


def search(engine: Engine, more: Callable[[], bool]) -> Found:
    """The best schedule found while there is `more`; it ends sooner where none can be better. One is always made."""
    hunt = _Search(engine, more)
    members, forward, best, since = hunt.begin(), True, hunt.best, 0
    while hunt.goes_on and len(members) > 1:
        members = hunt.bred(members, forward)
        forward = not forward
        since = since + 1 if hunt.best is best else 0
        best = hunt.best
        if since == STALE:
            members, forward, since = hunt.filled([]), True, 0
    assert hunt.best is not None
    return Found(*hunt.best, hunt.made)


def _places(order: Sequence[int]) -> list[int]:
    """Of each task its place in a list."""
    places = [0] * len(order)
    for place, task in enumerate(order):
        places[task] = place
    return places


def listed(priorities: Sequence[float], waits: Sequence[Sequence[int]], tasks: Sequence[int]) -> list[int]:
    """All tasks, each after those it `waits` for (which come before it in `tasks`), else the least priority first."""
    places = list(priorities)
    for task in tasks:
        for other in waits[task]:
            if places[other] > places[task]:
                places[task] = places[other]
    return sorted(tasks, key=places.__getitem__)
