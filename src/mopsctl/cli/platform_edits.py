"""`mopsctl platform add`, `set` and `retire`: what is said of a platform, and from which day on it is off."""

from datetime import date
from typing import Annotated, Any

import typer

from ..edit import platform as edits
from ..model.capability import PlatformStatus
from ..model.portfolio import Portfolio
from ..reports.retiring import said_of_platform
from ..service import Edit
from .options import Name, NewKey, Note, PlatformKey, date_option, day_option, key_option, number_option, text_option
from .wiring import Desk, Outcome, changes, takes

FIELDS = {
    "name": Name,
    "status": Annotated[PlatformStatus | None, typer.Option("--status", help="where it is in its life")],
    "layer": Annotated[str | None, text_option("--layer", "where it stands in the stack, e.g. Data")],
    "vendor": Annotated[str | None, text_option("--vendor", "who sells it")],
    "cost": Annotated[str | None, number_option("--cost", 'cost a year, whole units; "" for not known')],
    "budget": Annotated[str | None, number_option("--budget", 'budget a year, whole units; "" for none')],
    "currency": Annotated[str | None, text_option("--currency", "of cost and budget, e.g. EUR")],
    "system_owner": Annotated[str | None, key_option("--system-owner", "who owns the system", "people")],
    "budget_owner": Annotated[str | None, key_option("--budget-owner", "who owns its budget", "people")],
    "manager": Annotated[str | None, key_option("--manager", "who runs it day to day", "people")],
    "contract_end": Annotated[date | None, date_option("--contract-end", "last day of the contract")],
    "notice_by": Annotated[
        date | None, date_option("--notice-by", 'last day to end the contract; "" once that is done')
    ],
    "live_on": Annotated[date | None, date_option("--live-on", "the day it went live, or is to")],
    "retire_on": Annotated[date | None, date_option("--retire-on", 'the first day on which it is off; "" for none')],
    "successor": Annotated[str | None, key_option("--successor", "the platform that takes its place", "platforms")],
    "note": Note,
}


@changes
@takes(FIELDS)
def add_platform(desk: Desk, key: NewKey, **given: Any) -> Edit:
    """Add a platform.

    Examples:
      mopsctl platform add cdp --name "Customer data platform" --status proposed --layer Data
      mopsctl platform add survey --cost 12000 --budget 10000 --currency EUR
    """
    return lambda portfolio: edits.add(portfolio, key, given)


@changes
@takes(FIELDS)
def set_platform(desk: Desk, key: PlatformKey, **given: Any) -> Outcome:
    """Change fields of a platform.

    Examples:
      mopsctl platform set esp --contract-end 2027-06-30 --notice-by 2027-03-31
      mopsctl platform set cdp --live-on 2027-03-15 --layer Data
      mopsctl platform set esp --status live --retire-on ""
    """
    return _remarked(desk, key, lambda portfolio: edits.amend(portfolio, key, given))


@changes
def retire_platform(
    desk: Desk,
    key: PlatformKey,
    on: Annotated[date, day_option("--on", "the first day on which it is off")],
    successor: Annotated[
        str | None, key_option("--successor", "the platform that takes its place", "platforms")
    ] = None,
) -> Outcome:
    """Say from which day on a platform is off.

    Examples:
      mopsctl platform retire esp --on 2027-06-30 --successor cdp
      mopsctl platform retire survey-tool --on today
    """
    return _remarked(desk, key, lambda portfolio: edits.retire(portfolio, key, on, successor))


def _remarked(desk: Desk, key: str, change: Edit) -> Outcome:
    """The change, and what it leaves open."""
    told: list[str] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        after = change(portfolio)
        told[:] = said_of_platform(portfolio, after, key)
        return after

    return Outcome(desk.make(edit), tuple(told))
