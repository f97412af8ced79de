"""What is new since a day: the findings of now without those of then.

Both are told to one audience, and under the names of now: the past that is judged is that of `reports.retold`.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct, to_builtins

from ..changes import ChangeSet, patch, reverse
from ..model.known import Identity
from ..model.portfolio import Portfolio
from .document import Cell
from .gaps import Beside
from .told import Told, counting


class Since(Struct, frozen=True):
    """What came and what went since a day, that day included."""

    day: date
    new: tuple[Told, ...]
    gone: tuple[Told, ...]


class Then(Struct, frozen=True):
    """All that was found then, and of it what was asked for."""

    everything: tuple[Told, ...] = ()
    asked_for: tuple[Told, ...] = ()


def since(day: date, then: Then, everything: Iterable[Told], found: Iterable[Told]) -> Since:
    """What of `found` (now) was not there then, and what was asked for then and is nowhere in `everything` (now)."""
    was, still = _marks(then.everything), _marks(everything)
    new = tuple(one for one in found if (one.identity, one.ordinal) not in was)
    return Since(day, new, counting([one for one in then.asked_for if (one.identity, one.ordinal) not in still]))


def _marks(some: Iterable[Told]) -> set[tuple[Identity, int]]:
    return {(one.identity, one.ordinal) for one in some}


def beside(lapse: Since) -> Beside:
    """What the gap report says of it beside the findings that are new."""
    gone = [{**to_builtins(one.finding), "fingerprint": one.fingerprint} for one in lapse.gone]
    line = (Cell(f"{len(counting(lapse.new))} new since {lapse.day}, {len(gone)} gone"),)
    return Beside(
        {"since": lapse.day, "gone": gone}, line, f"Nothing is missing that was not missing before {lapse.day}."
    )


def taken_back(portfolio: Portfolio, later: Sequence[ChangeSet]) -> Portfolio:
    """The Portfolio before these change-sets, the newest first."""
    return patch(portfolio, (change for one in later for change in reverse(one.changes)))
