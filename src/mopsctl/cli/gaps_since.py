"""`mopsctl gaps --since`: which of the findings were not there on a day, by what the store held then."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from .. import service
from ..changes import ChangeSet
from ..errors import USAGE, MopsError
from ..model.policy import Policy
from ..reports.retold import retold
from ..reports.since import Since, Then, since, taken_back
from ..reports.told import Told, told
from .gaps_asked import Asked, concerning, supposed
from .wiring import View

FIRST = 64  # change-sets looked at before all of a long history is


def lapse(view: View, asked: Asked, policy: Policy, day: date, found: Sequence[Told]) -> Since:
    """What of the findings is new since a day, and what has gone since: judged from the end of the day before it."""
    if view.files:
        raise MopsError("--since asks the history of a store, and plan files have none", code=USAGE)
    if day > view.today:
        raise MopsError(f"--since {day} is still to come", hint=f"mopsctl gaps --since {view.today}", code=USAGE)
    serial, later = _before(view, day)
    everything = told(supposed(view.portfolio, asked, view.scope), policy, view.audience)
    then = _then(view, asked, policy, day, later) if serial else Then()
    return since(day, then, everything, found)


def _then(view: View, asked: Asked, policy: Policy, day: date, later: Sequence[ChangeSet]) -> Then:
    """What this audience would have been told at the end of the day before, had it asked the same."""
    plan, known = view.scope, retold(later, view.audience, lambda: service.history(view.place))
    past = taken_back(replace(view.portfolio, today=day - timedelta(days=1)), known)
    world = supposed(past, asked, plan)
    everything = told(world, policy, view.audience)
    wanted = tuple(one for one in everything if plan is None or one.finding.plan in (plan, ""))
    return Then(everything, concerning(wanted, world, asked))


def _before(view: View, day: date) -> tuple[int, Sequence[ChangeSet]]:
    """The serial of the store as the day (in UTC, as history tells it) began, and the change-sets since.

    Serial 0 is a store that was not there yet. Most histories are asked for their end alone.
    """
    store, limit = service.open_store(view.place), FIRST
    while True:
        known = store.history(limit)
        for place, change_set in enumerate(known):
            if change_set.at and change_set.at.date() < day:
                return change_set.number, known[:place]
        if len(known) < limit:
            return 0, known
        limit *= 8
