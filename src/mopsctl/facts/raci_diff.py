"""What changes for whom between the letters as-is and to-be: who gains, who loses (domain §2.3).

Which of it is a duty that moves, and what is settled about that, is `facts.handover`.
"""

from collections.abc import Collection
from functools import lru_cache

from msgspec import Struct

from ..model.portfolio import Portfolio
from ..model.responsibility import State
from .handover import MOVING, by_subject
from .responsibility import Row, Scheme, holders_in, rows, scheme_of


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
    known, handed = scheme_of(portfolio), by_subject(portfolio, plan)
    as_is: tuple[str, State] = ("", "as-is")
    now, planned = rows(portfolio).get(as_is, {}), rows(portfolio).get((plan, "to-be"), {})
    mine = holders_in(portfolio, team) if team else frozenset()
    wanted = frozenset(subjects)
    compared = [then for subject, then in planned.items() if not wanted or subject in wanted]
    cells: list[CellChange] = []
    for then in compared:
        givers = {move.giver for move in handed.get(then.subject, ())}
        found = _cells(known, now.get(then.subject), then, givers)
        if not team or any(cell.holder in mine for cell in found):
            cells += found
    changed = dict.fromkeys(cell.subject for cell in cells)
    new = tuple(then.subject for then in compared if then.subject not in now and (not team or then.subject in changed))
    return Difference(tuple(cells), _by_holder(known, cells, mine), len(compared), len(changed), new)


def _cells(known: Scheme, now: Row | None, then: Row, givers: Collection[str]) -> list[CellChange]:
    before, after = dict(now.cells) if now else {}, dict(then.cells)
    if before == after:
        return []
    unheld = "".join(known.of(duty) for duty in MOVING if not then.held(duty))
    found: list[CellChange] = []
    for holder in sorted(before.keys() | after.keys()):
        was, is_to_be = before.get(holder, ""), after.get(holder, "")
        if was != is_to_be:
            gains, loses = _letters(known, was, is_to_be)
            lost = "".join([letter for letter in was if letter in unheld]) if unheld else ""
            found.append(CellChange(then.subject, holder, was, is_to_be, gains, loses, holder in givers, lost))
    return found


@lru_cache(maxsize=4096)
def _letters(known: Scheme, was: str, is_to_be: str) -> tuple[str, str]:
    """What is gained and what is lost: a large matrix has the same few pairs everywhere."""
    return known.in_order(set(is_to_be) - set(was)), known.in_order(set(was) - set(is_to_be))


def _by_holder(known: Scheme, cells: list[CellChange], only: Collection[str]) -> tuple[HolderChange, ...]:
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
