"""Trees out of parents: what stands under what, in order and depth, and where the parents run in a circle.

Charts, numbers and goals all have one parent at most. Nothing here calls itself: a line may be 5,000 long.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct


class Forest(Struct, frozen=True):
    """Every key once, in the order in which a tree is read: each before what stands under it, siblings by key.

    `parents` holds only those that are there; the first of a circle's members (by key) stands as a root.
    """

    order: tuple[str, ...]
    parents: Mapping[str, str]
    children: Mapping[str, tuple[str, ...]]
    depths: Mapping[str, int]  # roots have 0
    roots: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]  # each from its first member on, along the parents

    def below(self, key: str) -> tuple[str, ...]:
        """What stands under one, at any depth, in order; itself comes first."""
        place = self.order.index(key)
        depth = self.depths[key]
        end = place + 1
        while end < len(self.order) and self.depths[self.order[end]] > depth:
            end += 1
        return self.order[place:end]

    def above(self, key: str) -> tuple[str, ...]:
        """What one stands under, the nearest first."""
        found: list[str] = []
        at = self.parents.get(key)
        while at is not None:
            found.append(at)
            at = self.parents.get(at)
        return tuple(found)


def forest(parents: Mapping[str, str | None]) -> Forest:
    """The trees of all keys of `parents`; a parent that is no key itself is left out, and its child is a root."""
    circles = circles_of(parents)
    cut = {circle[0] for circle in circles}
    upwards = {key: up for key in sorted(parents) if (up := parents[key]) in parents and up and key not in cut}
    children: dict[str, list[str]] = {}
    for key, up in upwards.items():
        children.setdefault(up, []).append(key)
    roots = tuple(key for key in sorted(parents) if key not in upwards)
    order, depths = _read(roots, children)
    below = {key: tuple(found) for key, found in children.items()}
    return Forest(tuple(order), upwards, below, depths, roots, circles)


def _read(roots: Sequence[str], children: Mapping[str, Sequence[str]]) -> tuple[list[str], dict[str, int]]:
    order: list[str] = []
    depths: dict[str, int] = {}
    waiting = [(key, 0) for key in reversed(roots)]
    while waiting:
        key, depth = waiting.pop()
        order.append(key)
        depths[key] = depth
        waiting += [(child, depth + 1) for child in reversed(children.get(key, ()))]
    return order, depths


def circles_of(parents: Mapping[str, str | None]) -> tuple[tuple[str, ...], ...]:
    """Where parents run in a circle: each from its first member by key on, along the parents."""
    found: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for start in sorted(parents):
        path: dict[str, None] = {}
        at: str | None = start
        while at in parents and at is not None and at not in seen:
            seen.add(at)
            path[at] = None
            at = parents[at]
        if at in path:
            found.append(_from_first(list(path), at))
    return tuple(sorted(found))


def _from_first(path: list[str], entrance: str) -> tuple[str, ...]:
    circle = path[path.index(entrance) :]
    first = circle.index(min(circle))
    return tuple(circle[first:] + circle[:first])


def chain(parents: Mapping[str, str | None], key: str, parent: str) -> tuple[str, ...]:
    """The circle that a key would close under a parent, from the key round to itself; empty where it closes none."""
    path = [key]
    at: str | None = parent
    met = {key}
    while at is not None and at not in met:
        path.append(at)
        met.add(at)
        at = parents.get(at)
    return (*path, key) if at == key else ()


def picked(parents: Mapping[str, str | None], kept: Iterable[str]) -> dict[str, str | None]:
    """The parents of a part: who is left out is stepped over, so that each stands under the next that is kept."""
    here = set(kept)
    found: dict[str, str | None] = {}
    for key in here:
        met = {key}
        up = parents.get(key)
        while up is not None and up not in here and up not in met:
            met.add(up)
            up = parents.get(up)
        found[key] = up if up in here else None
    return found
