"""What changes for whom between the letters as-is and to-be: who gains, who loses (domain §2.3).

Which of it is a duty that moves, and what is settled about that, is `facts.handover`.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from ..model.portfolio import Portfolio
from .handover import AS_IS, MOVING, giving
from .responsibility import Row, Scheme, holders_in, rows, scheme_of

Cells: TypeAlias = tuple[tuple[str, str], ...]


class CellChange(Struct, frozen=True):
    """One holder on one subject whose letters change.

    `hands_over`: it gives up a duty, and keeps it through nobody of its own; `lost`: letters of a duty that nobody has
    from then on.
    """

    subject: str
    holder: str
    as_is: str
    to_be: str
    gains: str
    loses: str
    hands_over: bool
    lost: str


class HolderChange(Struct, frozen=True):
    """All that changes for one holder: on how many subjects it gains and loses each letter, in their order."""

    holder: str
    subjects: int
    gains: tuple[tuple[str, int], ...]
    loses: tuple[tuple[str, int], ...]


class Difference(Struct, frozen=True):
    """A plan's to-be matrix against what is so today. `subjects` is of how many rows, `changed` how many of them."""

    cells: tuple[CellChange, ...]
    holders: tuple[HolderChange, ...]
    subjects: int
    changed: int
    new: tuple[str, ...]  # subjects on which nobody has a letter as-is


def difference(portfolio: Portfolio, plan: str, team: str = "", subjects: Collection[str] = ()) -> Difference:
    """What the plan's matrix changes, in order of subject and holder. A subject it has no row for does not change.

    With `team`, the subjects on which something changes for the team, its people or positions; with `subjects`, those.
    """
    cells = tuple(changes(portfolio, plan, team, subjects))
    now, compared = rows(portfolio).get(AS_IS, {}), _compared(portfolio, plan, subjects)
    changed = dict.fromkeys(cell.subject for cell in cells)
    new = tuple(then.subject for then in compared if then.subject not in now and (not team or then.subject in changed))
    mine = holders_in(portfolio, team) if team else frozenset()
    holders = _by_holder(scheme_of(portfolio), cells, mine)
    return Difference(cells, holders, len(compared), len(changed), new)


def changes(portfolio: Portfolio, plan: str, team: str = "", subjects: Collection[str] = ()) -> Iterator[CellChange]:
    """The cells that change, as `difference` has them; alone they cost a fraction of it."""
    known, now = scheme_of(portfolio), rows(portfolio).get(AS_IS, {})
    mine = holders_in(portfolio, team) if team else frozenset()
    for then in _compared(portfolio, plan, subjects):
        before = now.get(then.subject)
        if before is not None and before.cells == then.cells:
            continue
        givers = giving(portfolio, before, then) if before else frozenset()
        found = _cells(known, before, then, givers)
        if not team or any(cell.holder in mine for cell in found):
            yield from found


def _compared(portfolio: Portfolio, plan: str, subjects: Collection[str]) -> list[Row]:
    wanted = frozenset(subjects)
    planned = rows(portfolio).get((plan, "to-be"), {})
    return [then for subject, then in planned.items() if not wanted or subject in wanted]


def _cells(known: Scheme, now: Row | None, then: Row, givers: Collection[str]) -> list[CellChange]:
    unheld = "".join(known.of(duty) for duty in MOVING if not then.held(duty))
    found: list[CellChange] = []
    for holder, was, is_to_be in _beside(now.cells if now else (), then.cells):
        if was != is_to_be:
            gains, loses = _letters(known, was, is_to_be)
            lost = "".join([letter for letter in was if letter in unheld]) if unheld else ""
            found.append(CellChange(then.subject, holder, was, is_to_be, gains, loses, holder in givers, lost))
    return found


def _beside(now: Cells, then: Cells) -> Iterator[tuple[str, str, str]]:
    """Each holder of two rows, in order, with its letters in the one and in the other."""
    if len(now) == len(then) and all(one[0] == other[0] for one, other in zip(now, then, strict=True)):
        return ((holder, was, is_to_be) for (holder, was), (_, is_to_be) in zip(now, then, strict=True))
    before, after = dict(now), dict(then)
    return ((holder, before.get(holder, ""), after.get(holder, "")) for holder in sorted(before.keys() | after.keys()))


@lru_cache(maxsize=4096)
def _letters(known: Scheme, was: str, is_to_be: str) -> tuple[str, str]:
    """What is gained and what is lost: a large matrix has the same few pairs everywhere."""
    return known.in_order(set(is_to_be) - set(was)), known.in_order(set(was) - set(is_to_be))


def _by_holder(known: Scheme, cells: Collection[CellChange], only: Collection[str]) -> tuple[HolderChange, ...]:
    found: dict[str, tuple[dict[str, int], dict[str, int], list[str]]] = {}
    for cell in cells:
        if only and cell.holder not in only:
            continue
        gains, loses, subjects = found.setdefault(cell.holder, ({}, {}, []))
        subjects.append(cell.subject)
        for counts, letters in ((gains, cell.gains), (loses, cell.loses)):
            for letter in letters:
                counts[letter] = counts.get(letter, 0) + 1

    def ordered(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
        return tuple((letter, counts[letter]) for letter in known.in_order(counts))

    return tuple(
        HolderChange(holder, len(subjects), ordered(gains), ordered(loses))
        for holder, (gains, loses, subjects) in sorted(found.items())
    )
