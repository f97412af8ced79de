"""Loops in the network of tasks: found and named, never resolved (PLN601)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from ...model.portfolio import Portfolio
from ..memo import fact

# A tangle of n tasks can hold 2^n loops. So many are named; cutting each where it closes frees all but monsters.
MOST_LOOPS_OF_A_TANGLE = 20


@fact
def all_cycles(portfolio: Portfolio) -> tuple[tuple[str, ...], ...]:
    """Loops of tasks, each once, as keys in the order of work from the smallest key on; sorted.

    Where loops share links, cutting the last link of those named cuts them all.
    """
    after: dict[str, list[str]] = {}
    for link in portfolio.links.values():
        after.setdefault(link.before, []).append(link.after)
    loops: list[tuple[str, ...]] = []
    tangles = _tangles(after, sorted(_left(after)))
    while tangles:
        tangle = tangles.pop()
        inside = {task: sorted(n for n in after[task] if n in tangle) for task in sorted(tangle)}
        loops += _loops_of(inside)
    return tuple(sorted(loops))


def _left(after: Mapping[str, list[str]]) -> set[str]:
    """The tasks that others wait for and that are in a loop or behind one: nearly always none."""
    waits: defaultdict[str, int] = defaultdict(int)
    for task in chain.from_iterable(after.values()):
        waits[task] += 1
    free = [task for task in after if task not in waits]
    left = set(after)
    for task in free:  # grows as tasks come free
        left.discard(task)
        for waiting in after.get(task, ()):
            waits[waiting] -= 1
            if not waits[waiting]:
                free.append(waiting)
    return left


def cycles(portfolio: Portfolio, plan: str) -> tuple[tuple[str, ...], ...]:
    """The loops that hold a task of the plan."""
    return tuple(loop for loop in all_cycles(portfolio) if any(portfolio.tasks[key].plan == plan for key in loop))


def _loops_of(after: dict[str, list[str]]) -> list[tuple[str, ...]]:
    """The shortest loop through the smallest key, then what is left once the link that closes it is cut."""
    loops: list[tuple[str, ...]] = []
    tangles = [frozenset(after)]
    while tangles and len(loops) < MOST_LOOPS_OF_A_TANGLE:
        tangle = min(tangles, key=min)
        tangles.remove(tangle)
        loop = _shortest_loop(after, tangle, min(tangle))
        loops.append(loop)
        after[loop[-1]].remove(loop[0])
        inside = {task: [n for n in after[task] if n in tangle] for task in tangle}
        tangles += _tangles(inside, sorted(tangle))
    return loops


def _shortest_loop(after: Mapping[str, list[str]], tangle: frozenset[str], start: str) -> tuple[str, ...]:
    came_from: dict[str, str] = {}
    front = [start]
    while True:
        reached = []
        for task in front:
            for following in after[task]:
                if following == start:
                    return _path(came_from, start, task)
                if following in tangle and following not in came_from:
                    came_from[following] = task
                    reached.append(following)
        front = reached


def _path(came_from: Mapping[str, str], start: str, end: str) -> tuple[str, ...]:
    path = [end]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return tuple(reversed(path))


def _tangles(after: Mapping[str, list[str]], tasks: Iterable[str]) -> list[frozenset[str]]:
    """Sets of tasks that all wait for each other: strongly connected components of two or more (Tarjan 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: dict[str, None] = {}  # Tarjan's stack, with its membership
    found: list[frozenset[str]] = []
    for root in tasks:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        open_[root] = None
        work = [(root, iter(after.get(root, ())))]
        while work:
            task, following = work[-1]
            for other in following:
                if other not in index:
                    index[other] = low[other] = len(index)
                    open_[other] = None
                    work.append((other, iter(after.get(other, ()))))
                    break
                if other in open_:
                    low[task] = min(low[task], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[task])
                if low[task] == index[task]:
                    component = _pop_until(open_, task)
                    if len(component) > 1:
                        found.append(component)
    return found


def _pop_until(stack: dict[str, None], task: str) -> frozenset[str]:
    component: list[str] = []
    while not component or component[-1] != task:
        component.append(stack.popitem()[0])
    return frozenset(component)
