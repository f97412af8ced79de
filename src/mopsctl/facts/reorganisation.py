"""What changes from the chart as-is to the chart to-be, position by position (domain §4.2)."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct

from ..model.org import Box
from ..model.portfolio import Portfolio
from ..model.responsibility import STATES
from .chart import begun, chart, dotted, functions_of, loads, pillars_of, title
from .memo import fact

Kind = Literal["new", "gone", "moved", "re-scoped", "staffed"]
KINDS: tuple[Kind, ...] = ("new", "gone", "moved", "re-scoped", "staffed")

# Which kind of change a field of a box is. Cost, dates and reasons alone change nobody's work.
SCOPE = ("team", "goal", "for_others")
STAFF = ("holder", "allocation")


class Difference(Struct, frozen=True):
    """One thing that is otherwise to-be."""

    kind: Kind
    field: str
    before: Any
    after: Any


class Change(Struct, frozen=True):
    """What becomes of one position; `kinds` in the order of KINDS."""

    position: str
    kinds: tuple[Kind, ...]
    before: Box | None
    after: Box | None
    differences: tuple[Difference, ...] = ()

    @property
    def first(self) -> Kind:
        """The kind that it is told under."""
        return self.kinds[0]


@fact
def reorganisation(portfolio: Portfolio) -> Mapping[str, Change]:
    """By position, what changes from as-is to to-be; what stays as it is is left out.

    Nothing changes before both charts are begun: a first chart is no reorganisation.
    """
    if not (begun(portfolio, "as-is") and begun(portfolio, "to-be")):
        return {}
    was, will = chart(portfolio, "as-is").boxes, chart(portfolio, "to-be").boxes
    found = (_change(portfolio, position, was.get(position), will.get(position)) for position in sorted({*was, *will}))
    return {one.position: one for one in found if one.kinds}


def _change(portfolio: Portfolio, position: str, before: Box | None, after: Box | None) -> Change:
    if before is None or after is None:
        return Change(position, ("new" if before is None else "gone",), before, after)
    differences = (
        *_otherwise("moved", ("reports_to",), before, after),
        *_renamed(portfolio, position, before, after),
        *_otherwise("re-scoped", SCOPE, before, after),
        *_covering_otherwise(portfolio, position),
        *_otherwise("staffed", STAFF, before, after),
    )
    kinds = {one.kind for one in differences}
    return Change(position, tuple(kind for kind in KINDS if kind in kinds), before, after, differences)


def then(portfolio: Portfolio, position: str) -> tuple[str, ...]:
    """The positions to-be of whoever holds this one as-is and leaves it; none where they stay or have no other."""
    change = reorganisation(portfolio).get(position)
    if change is None or change.before is None or change.before.holder is None:
        return ()
    if change.after is not None and change.after.holder == change.before.holder:
        return ()
    load = loads(portfolio, "to-be").get(change.before.holder)
    return tuple(one for one, _ in load.parts) if load is not None else ()


def _otherwise(kind: Kind, fields: tuple[str, ...], before: Box, after: Box) -> Iterator[Difference]:
    for field in fields:
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield Difference(kind, field, old, new)


def _renamed(portfolio: Portfolio, position: str, before: Box, after: Box) -> Iterator[Difference]:
    if before.title != after.title:
        old, new = title(portfolio, position, before), title(portfolio, position, after)
        if old != new:
            yield Difference("re-scoped", "title", old, new)


def _covering_otherwise(portfolio: Portfolio, position: str) -> Iterator[Difference]:
    """What it works in, stands for and also reports to."""
    old, new = (
        (
            functions_of(portfolio, position, state),
            pillars_of(portfolio, position, state),
            dotted(portfolio, state).get(position, ()),
        )
        for state in STATES
    )
    for field, was, will in zip(("functions", "pillars", "dotted"), old, new, strict=True):
        if was != will:
            yield Difference("re-scoped", field, was, will)
