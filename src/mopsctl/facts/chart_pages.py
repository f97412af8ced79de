"""A chart in parts that can be read: what stands under one position, so many levels, page by page (domain §4.2)."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from msgspec import Struct

from ..model.fields import typed
from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .chart import OrgChart, chart, covered_by
from .forest import Forest, forest

MOST = 150  # boxes that can be read on one sheet of A3


class Page(Struct, frozen=True):
    """The boxes of one page, each before those under it, and where those are that did not fit."""

    number: int  # 0: there are no pages
    heads: tuple[str, ...]
    order: tuple[str, ...]
    below: Mapping[str, int]  # boxes whose reports are not shown, with how many stand under them at any depth
    goes_on: Mapping[str, int]  # the same boxes with the page on which they are
    parted: Mapping[str, tuple[int, int]] = {}  # the box whose reports are parted: which part these are, of how many


class Part(Struct, frozen=True):
    """A part of a chart as it is to be shown; `forest` is of all that was asked for, `page` what is shown of it."""

    chart: OrgChart
    forest: Forest
    page: Page
    pages: int


def part(
    portfolio: Portfolio,
    state: State,
    *,
    on: date | None = None,
    under: str | None = None,
    function: str | None = None,
    depth: int | None = None,
    page: int | None = None,
) -> Part | None:
    """What was asked for of a chart; None where there is no such page.

    `under` must have a box in the chart. `function`: those that work in it, and who stands above them. Without `page`
    all of it is shown, `depth` levels of it where that is said.
    """
    whole = chart(portfolio, state, on)
    kept: Collection[str] = whole.forest.below(under) if under is not None else whole.order
    if function is not None:
        kept = _in_function(portfolio, whole, set(kept), function)
    tree = whole.forest if len(kept) == len(whole.order) else forest(_parents(whole.forest, set(kept)))
    if page is None:
        return Part(whole, tree, _levels(tree, depth), 1)
    found = pages(tree, depth)
    if not 1 <= page <= len(found):
        return None
    return Part(whole, tree, found[page - 1], len(found))


def _parents(tree: Forest, kept: Collection[str]) -> dict[str, str | None]:
    return {key: up if (up := tree.parents.get(key)) in kept else None for key in kept}


def _in_function(portfolio: Portfolio, whole: OrgChart, kept: Collection[str], function: str) -> set[str]:
    """Those of the kept that work in a function, with all of the kept that stand above them."""
    found: set[str] = set()
    for position in covered_by(portfolio, whole.state).get(typed("function", function), ()):
        at: str | None = position
        while at in kept and at not in found and at is not None:
            found.add(at)
            at = whole.forest.parents.get(at)
    return found


def _levels(tree: Forest, depth: int | None) -> Page:
    """So many levels of it as one page."""
    order = tree.order if depth is None else tuple(key for key in tree.order if tree.depths[key] < depth)
    below = {}
    if depth is not None:
        sizes = _sizes(tree)
        below = {key: sizes[key] - 1 for key in order if tree.depths[key] == depth - 1 and key in tree.children}
    return Page(0, tree.roots, order, below, {})


def pages(tree: Forest, depth: int | None = None, most: int = MOST) -> tuple[Page, ...]:
    """The tree cut into pages of at most `most` boxes (or `depth` levels), the top first.

    Branches that are small enough share a page with the branches beside them. Where more stand right under one box
    than a page holds, they are parted, and that box stands on top of each part.
    """
    sizes = _sizes(tree)
    found: list[Page] = []
    waiting = deque(_parted(tree, tree.roots, most))
    named = len(waiting)
    while waiting:
        top = waiting.popleft()
        shown = _top(tree, top, depth, most)
        here = set(shown)
        cut = [key for key in shown if key not in top.parted and _is_cut(tree, key, here)]
        goes_on: dict[str, int] = {}
        for group in _shared(cut, sizes, most):
            goes_on |= dict.fromkeys(group, named + 1)
            parts = _parted(tree, tuple(group), most)
            waiting += parts
            named += len(parts)
        below = {key: sizes[key] - 1 for key in cut}
        order = _in_order(tree, top.heads, here)
        found.append(Page(len(found) + 1, top.heads, order, below, goes_on, top.parted))
    return tuple(found)


class _Top(Struct, frozen=True):
    """With whom a page begins: its heads, and where those under the only one are parted, which of them stand here."""

    heads: tuple[str, ...]
    under: tuple[str, ...] | None = None
    parted: Mapping[str, tuple[int, int]] = {}


def _parted(tree: Forest, heads: tuple[str, ...], most: int) -> list[_Top]:
    """One page for these heads, or several where they, or those right under the only one, are too many."""
    if len(heads) != 1:
        return [_Top(heads[at : at + most]) for at in range(0, max(len(heads), 1), most)]
    below, room = tree.children.get(heads[0], ()), max(most - 1, 1)
    if len(below) <= room:
        return [_Top(heads)]
    parts = [below[at : at + room] for at in range(0, len(below), room)]
    return [_Top(heads, part, {heads[0]: (n, len(parts))}) for n, part in enumerate(parts, 1)]


def _is_cut(tree: Forest, key: str, here: Collection[str]) -> bool:
    return key in tree.children and tree.children[key][0] not in here


def _sizes(tree: Forest) -> dict[str, int]:
    """How many stand under each, itself among them."""
    sizes = dict.fromkeys(tree.order, 1)
    for key in reversed(tree.order):
        if key in tree.parents:
            sizes[tree.parents[key]] += sizes[key]
    return sizes


def _top(tree: Forest, top: _Top, depth: int | None, most: int) -> list[str]:
    """Whole levels from the heads down, as many as fit."""
    shown = list(top.heads)
    level: Sequence[str] = top.heads
    done = 1
    while depth is None or done < max(depth, 2):
        below = [child for key in level for child in tree.children.get(key, ())]
        level = top.under if done == 1 and top.under is not None else below
        if not level or len(shown) + len(level) > most:
            break
        shown += level
        done += 1
    return shown


def _shared(cut: Sequence[str], sizes: Mapping[str, int], most: int) -> list[list[str]]:
    """The branches that are left, those that are small enough together."""
    groups: list[list[str]] = []
    room = 0
    for key in cut:
        if sizes[key] <= room:
            groups[-1].append(key)
            room -= sizes[key]
        else:
            groups.append([key])
            room = most - sizes[key]
    return groups


def _in_order(tree: Forest, heads: Sequence[str], here: Collection[str]) -> tuple[str, ...]:
    found: list[str] = []
    waiting = list(reversed(heads))
    while waiting:
        key = waiting.pop()
        found.append(key)
        waiting += [child for child in reversed(tree.children.get(key, ())) if child in here]
    return tuple(found)
