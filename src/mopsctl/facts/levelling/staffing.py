"""A network and those whose work it asks for, laid out for making schedules in both directions of time.

Links and dates are those of `graph`, and mean what `passes` says; what there is of whom, and what others ask of it, is
in the diaries. The commonest link, finish to start between tasks that move on one calendar, is set apart as `near`: it
is reckoned in numbers of working days.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from ..schedule.graph import Arrow, Graph
from ..schedule.passes import Early, place, pull
from .diary import Diary, Direction, Holder, Stint


class Demand(Struct, frozen=True):
    """What is to be levelled: the tasks that may move, all nodes they may move, and who is asked."""

    movable: Sequence[int]
    nodes: Sequence[int]  # the movable ones and all behind them, each after what it waits for
    holders: Sequence[Holder]
    finish_of: Sequence[int]  # the nodes whose last day is the finish


# What a loop over places needs: the node, its days, whom it moves near, whether it is to be settled at once, and what
# it asks: of one simple diary the number, the bits and the shifts, or of others the stints.
Step = tuple[int, int, Sequence[tuple[int, int]], bool, int, int, tuple[int, ...], tuple[Stint, ...]]


class Way(Struct):
    """One direction: what each node asks of whom, and how it moves others. `near` is by node, `steps` by place."""

    direction: Direction
    stints: Mapping[int, tuple[Stint, ...]]
    taken: list[int]  # the diaries before any of these tasks is in them
    near: list[list[tuple[int, int]]]  # tasks on the same calendar, and the days between
    far: Mapping[int, Sequence[Arrow]]  # by which other arrows it moves which node
    steps: Sequence[Step]


class Staffing:
    """What is to be scheduled. Its tasks are known by their places in `Demand.nodes`, as `improve.Engine` wants it."""

    def __init__(self, graph: Graph, early: Early, demand: Demand) -> None:
        self.graph, self.early, self.demand, self.nodes = graph, early, demand, demand.nodes
        self.size = len(demand.nodes)
        self.rank = {node: rank for rank, node in enumerate(demand.nodes)}
        self.movable = frozenset(demand.movable)
        self.diaries = [Diary(graph, number, holder) for number, holder in enumerate(demand.holders)]
        self.ahead = self.way(Direction())

    def way(self, direction: Direction) -> Way:
        """It in one direction of time."""
        stints = dict[int, tuple[Stint, ...]]()
        for one in self.diaries:
            for node, stint in one.stints(direction).items():
                stints[node] = (*stints.get(node, ()), stint)
        taken = [diary.before(direction) for diary in self.diaries]
        near, far = self._links(backward=direction.end is not None)
        special, days = far.keys() | self.still, self.graph.days
        steps: list[Step] = []
        for node in self.nodes:
            asks = stints.get(node, ())
            simple = asks[0].simple if len(asks) == 1 else None
            diary, bits, shifts = simple or (0, 0, ())
            steps.append((node, days[node], near[node], node in special, diary, bits, shifts, asks))
        return Way(direction, stints, taken, near, far, steps)

    def _links(self, *, backward: bool) -> tuple[list[list[tuple[int, int]]], Mapping[int, Sequence[Arrow]]]:
        """The arrows by the node that moves the other, which backward in time is the one that they lead to."""
        graph, calendars, movable = self.graph, self.graph.calendars, self.movable
        near: list[list[tuple[int, int]]] = [[] for _ in graph.keys]
        far: dict[int, list[Arrow]] = {}
        for node in self.nodes:
            for to, kind, lag in graph.arrows(node):
                one, other = (to, node) if backward else (node, to)
                if kind == "FS" and calendars[to] is calendars[node] and to in movable and node in movable:
                    near[one].append((other, lag))
                elif to in self.rank:
                    far.setdefault(one, []).append((other, kind, lag))
        return near, far

    @cached_property
    def after(self) -> list[tuple[int, ...]]:
        """Which places each one is waited for by."""
        rank, arrows = self.rank, self.graph.arrows
        return [tuple({rank[to]: None for to, _, _ in arrows(node) if to in rank}) for node in self.nodes]

    @cached_property
    def before(self) -> list[tuple[int, ...]]:
        """Which places each one waits for."""
        before: list[list[int]] = [[] for _ in self.nodes]
        for rank, follows in enumerate(self.after):
            for to in follows:
                before[to].append(rank)
        return list(map(tuple, before))

    @cached_property
    def regular(self) -> bool:
        """Whether everything starts after all that it waits for has ended."""
        days = self.graph.days
        return all(lag >= 0 for some in self.ahead.near for _, lag in some) and all(
            lag >= 0 and (kind == "FS" or (kind == "FF" and not days[to]))
            for some in self.ahead.far.values()
            for to, kind, lag in some
        )

    @cached_property
    def crews(self) -> Sequence[Sequence[int]]:
        """The places of those who ask the same holder, of whom most is asked first."""
        diaries = sorted(self.diaries, key=lambda diary: -diary.load)
        return [[self.rank[node] for node in diary.asked] for diary in diaries]

    @cached_property
    def queues(self) -> Mapping[int, int]:
        """The nodes that ask anybody, and the number of the queue in which each is with those that ask the same."""
        numbers: dict[tuple[int, ...], int] = {}
        asked = {node: tuple(stint.diary for stint in stints) for node, stints in self.ahead.stints.items()}
        return {node: numbers.setdefault(diaries, len(numbers)) for node, diaries in asked.items()}

    @cached_property
    def waits(self) -> list[int]:
        """Of each node in the graph how many arrows of these nodes lead to it."""
        found = [0] * len(self.graph.keys)
        for followed in self.ahead.near:
            for to, _ in followed:
                found[to] += 1
        for arrows in self.ahead.far.values():
            for to, _, _ in arrows:
                found[to] += 1
        return found

    @cached_property
    def still(self) -> frozenset[int]:
        """The nodes that are no tasks which may move."""
        return frozenset(self.nodes) - self.movable

    def mover(self, early: Early) -> Callable[[int], None]:
        """What settles the days of a node, and moves what it leads to by arrows that are not near."""
        graph, far = self.graph, self.ahead.far

        def move(node: int) -> None:
            place(graph, early, node)
            for arrow in far.get(node, ()):
                pull(graph, early, node, arrow)

        return move


def copied(early: Early) -> Early:
    """The same dates, to go on from."""
    copy = Early(0)
    copy.starts, copy.first = early.starts.copy(), early.first.copy()
    copy.last, copy.free, copy.driver = early.last.copy(), early.free.copy(), early.driver.copy()
    return copy
