"""Subjects that have letters as it is and none to be: what a plan leaves as it is, and what it has yet to say.

That a capability of the plan would lose a duty by it is told by `facts.handover.lost`.
"""

from collections.abc import Collection

from msgspec import Struct

from ..model.portfolio import Portfolio
from .handover import AS_IS
from .responsibility import holders_in, own_subjects, rows


class Untouched(Struct, frozen=True):
    """Subjects (typed keys, sorted) with letters as-is and none in the plan's matrix."""

    stays: tuple[str, ...] = ()  # not the plan's: it does not change them
    unsaid: tuple[str, ...] = ()  # the plan's own: who is to have them is still to be said


def untouched(portfolio: Portfolio, plan: str, team: str = "", subjects: Collection[str] = ()) -> Untouched:
    """What the plan's matrix does not speak of; with `team`, where it has a letter today; with `subjects`, of those."""
    now, planned = rows(portfolio).get(AS_IS, {}), rows(portfolio).get((plan, "to-be"), {})
    own, wanted = frozenset(own_subjects(portfolio, plan)), frozenset(subjects)
    mine = holders_in(portfolio, team) if team else frozenset()
    found = [
        subject
        for subject, row in now.items()
        if subject not in planned
        and (not wanted or subject in wanted)
        and (not team or any(holder in mine for holder, _ in row.cells))
    ]
    return Untouched(tuple(one for one in found if one not in own), tuple(one for one in found if one in own))
