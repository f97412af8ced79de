"""`mopsctl gaps --since`: which of the findings were not there on a day, by what the store held then."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import structs

from .. import service
from ..changes import ChangeSet
from ..errors import USAGE, MopsError
from ..facts.audience import seen_by
from ..model.policy import Policy
from ..reports.since import Path, Since, Then, since
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
    everything = told(supposed(view.portfolio, asked, _plan(view)), policy, view.audience)
    then = _then(view, asked, policy, day, serial, Path(later)) if serial else Then()
    return since(day, then, everything, found)


def _plan(view: View) -> str | None:
    return view.plan.key if view.wanted_plan else None


def _then(view: View, asked: Asked, policy: Policy, day: date, serial: int, path: Path) -> Then:
    """What this audience would have been told at the end of the day before, had it asked the same."""
    past = service.open_store(view.place).read(day - timedelta(days=1), at=serial)
    plan = _plan(view)
    key = path.then("plans", plan) if plan else None
    world = supposed(seen_by(path.veiled(past, view.audience), view.audience), asked, key)
    everything = told(world, policy, view.audience)
    team = path.then("teams", asked.team) if asked.team else None
    wanted = tuple(one for one in everything if plan is None or one.finding.plan in (key, ""))
    wanted = concerning(wanted, world, structs.replace(asked, team=team))
    return Then(tuple(map(path.now, everything)), tuple(map(path.now, wanted)))


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
