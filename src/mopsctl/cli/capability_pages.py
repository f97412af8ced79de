"""`mopsctl capability show` and `capability dispose`: all its platforms, and what becomes of it on each."""

from datetime import date
from typing import Annotated, Any

import typer

from ..edit import disposition
from ..errors import USAGE, MopsError
from ..model.capability import Fate
from ..model.portfolio import Portfolio
from ..reports.capability import capability as page
from ..reports.document import Report
from ..reports.retiring import said_of_disposition
from .options import CapabilityKey, Note, date_option, key_option
from .wiring import Desk, Outcome, View, changes, shows, takes

FIELDS = {
    "on": Annotated[date | None, date_option("--on", 'first day on which it is not there; "" for not known')],
    "successor": Annotated[str | None, key_option("--successor", "the platform it moves to", "platforms")],
    "decided_by": Annotated[str | None, key_option("--by", "who decided", "people")],
    "note": Note,
}


@shows
def show_capability(view: View, capability: CapabilityKey) -> Report:
    """Show one capability: its platforms, what governs, letters.

    Examples:
      mopsctl capability show send-campaigns
    """
    return page(view.portfolio, capability)


@changes
@takes(FIELDS)
def dispose(
    desk: Desk,
    key: CapabilityKey,
    platform: Annotated[str, key_option("--platform", "the platform that offers it", "platforms")],
    fate: Annotated[
        Fate | None,
        typer.Argument(help="does it stay, move, or end there?", show_default=False, metavar="[keep|migrate|retire]"),
    ] = None,
    decided: Annotated[date | None, date_option("--decided-on", "the day it was decided (default: today)")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="take back what was decided")] = False,
    **given: Any,
) -> Outcome:
    """Say what becomes of a capability on a platform.

    Examples:
      mopsctl capability dispose send-campaigns --platform esp migrate --on 2027-06-30 --by helena
      mopsctl capability dispose personalise-content --platform cms keep
      mopsctl capability dispose send-campaigns --platform esp --remove
    """
    if fate is None and not remove:
        raise MopsError("say what becomes of it: keep, migrate or retire (or --remove)", code=USAGE)
    told: list[str] = []

    def edit(portfolio: Portfolio) -> Portfolio:
        if fate is None or remove:
            after = disposition.undo(portfolio, key, platform)
        else:
            after = disposition.dispose(portfolio, key, platform, fate, given, decided)
        told[:] = said_of_disposition(portfolio, after, key, platform)
        return after

    return Outcome(desk.make(edit), tuple(told))
