"""`mopsctl timeline load` and `level`: who is asked for too much, and a timeline that asks nobody (domain §2.4)."""

from collections.abc import Callable
from time import monotonic
from typing import Annotated

import typer

from .. import lazy
from ..edit.level import keep as hold
from ..facts.levelling import leveling
from ..facts.levelling.leveling import Levelled
from ..model.lookup import get
from ..model.org import Person, Team
from ..model.portfolio import Portfolio
from ..reports import level as reports
from ..reports.document import Report
from ..reports.load import Asked, loads
from .options import key_option
from .screen import format_of, remark
from .wiring import View, keep, only_today, patiently, shows

LONGEST = 3600  # seconds of a search
EXACT = 10  # seconds of a search that may prove that nothing is better

Teams = Annotated[list[str] | None, key_option("--team", "a team, or several", "teams")]
Persons = Annotated[list[str] | None, key_option("--person", "a person, or several", "people")]
Seconds = Annotated[
    float | None,
    typer.Option("--seconds", help="search so long (--exact: 10 at most)", min=0, max=LONGEST, show_default=False),
]


@shows
def load(
    view: View,
    team: Teams = None,
    person: Persons = None,
    over: Annotated[bool, typer.Option("--over", help="only the weeks in which it is too much")] = False,
) -> Report:
    """Show what is asked of each team and person, week by week.

    Examples:
      mopsctl timeline load
      mopsctl timeline load --over
      mopsctl timeline load --team martech --person ada --format csv
    """
    for key in team or ():
        get(view.portfolio, Team, key)
    for key in person or ():
        get(view.portfolio, Person, key)
    holders = (*(f"team:{key}" for key in team or ()), *(f"person:{key}" for key in person or ()))
    return loads(view.portfolio, view.plan, Asked(holders, over))


@shows
@patiently
def level(
    view: View,
    seconds: Seconds = None,
    exact: Annotated[bool, typer.Option("--exact", help="search with OR-tools, which may prove it best")] = False,
    keep_it: Annotated[bool, typer.Option("--keep", help="store it, as one change-set")] = False,
) -> Report:
    """Propose a timeline that asks nobody for more than there is.

    Examples:
      mopsctl timeline level
      mopsctl timeline level --seconds 2
      mopsctl timeline level --exact --seconds 30
      mopsctl timeline level --keep
    """
    portfolio, plan = view.portfolio, view.plan
    levelled = _levelled(portfolio, plan.key, seconds, exact=exact)
    if keep_it:
        only_today(view, "--keep")
        view.afterwards.append(lambda: remark(keep(view, lambda now: hold(now, levelled))))
    elif not levelled.moved and format_of(view.format, view.output) in ("plain", "csv"):  # an empty list says nothing
        asked = levelled.overload_before.total
        remark("nothing can move that would help" if asked else "nothing has to move")
    return reports.level(portfolio, plan, levelled, kept=keep_it)


def _levelled(portfolio: Portfolio, plan: str, seconds: float | None, *, exact: bool) -> Levelled:
    if exact:
        found: Levelled = lazy.load("mopsctl.solvers.level:exactly")(portfolio, plan, seconds or EXACT)
        return found
    return leveling.level(portfolio, plan, None if seconds is None else until(seconds))


def until(seconds: float) -> Callable[[], bool]:
    """Patience for so long from now on."""
    end = monotonic() + seconds
    return lambda: monotonic() < end
