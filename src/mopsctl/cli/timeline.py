"""`mopsctl timeline`: all teams merged into one, why it is so, and what if it were not (domain §2.4)."""

from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Annotated

import typer
from msgspec.structs import replace

from ..errors import USAGE, MopsError
from ..lazy import load
from ..model.capability import Capability
from ..model.lookup import get
from ..model.org import Person, Team
from ..model.plan import Plan
from ..model.portfolio import Portfolio
from ..reports.chosen import Grouping, Wanted, chosen
from ..reports.document import Report
from ..reports.timeline import timeline
from .contents import Entry
from .frame import Noun
from .options import CapabilityOption, PersonOption, date_option, key_option
from .wiring import View, offers, shows

noun = Noun("timeline", "Show all teams on one timeline.")

FORMATS = ("mermaid", "ics", "mspdi")


@noun.verb("show")
@shows
@offers(*FORMATS)
def show(
    view: View,
    team: Annotated[list[str] | None, key_option("--team", "a team, or several", "teams")] = None,
    person: PersonOption = None,
    capability: CapabilityOption = None,
    first: Annotated[date | None, date_option("--from", "what ends on this day or later")] = None,
    last: Annotated[date | None, date_option("--to", "what starts on this day or earlier")] = None,
    critical: Annotated[bool, typer.Option("--critical", help="the critical path alone")] = False,
    by: Annotated[Grouping, typer.Option("--by", help="what makes a lane")] = "team",
) -> Report:
    """Show all teams' tasks on one timeline, critical path marked.

    Examples:
      mopsctl timeline show
      mopsctl timeline show --team martech --team it --from 2027-01-01
      mopsctl timeline show --critical --by none
      mopsctl timeline show --format ics -o timeline.ics
    """
    portfolio, plan = view.portfolio, view.plan
    for key in team or ():
        get(portfolio, Team, key)
    if person is not None:
        get(portfolio, Person, person)
    if capability is not None:
        get(portfolio, Capability, capability)
    if first and last and first > last:
        raise MopsError(f"--from {first} is after --to {last}", code=USAGE)
    wanted = Wanted(frozenset(team or ()), person, capability, first, last, critical)
    report = timeline(portfolio, plan, wanted, by)
    keys = cache(lambda: [one.key for one in chosen(portfolio, plan, wanted).tasks])
    return replace(report, also={name: partial(_written, name, portfolio, plan, keys) for name in FORMATS})


def _written(format: str, portfolio: Portfolio, plan: Plan, keys: Callable[[], list[str]]) -> str:
    """The tasks in a format of other tools."""
    match format:
        case "mermaid":
            write = load("mopsctl.formats.mermaid:write")
        case "ics":
            write = load("mopsctl.formats.ics:write")
        case _:
            write = load("mopsctl.formats.mspdi_writing:write")
    text: str = write(portfolio, plan.key, keys())
    return text


noun.elsewhere("why", Entry("mopsctl.cli.why:why", "Say why a task starts when it does, and what would move it"))
noun.elsewhere("what-if", Entry("mopsctl.cli.whatif:what_if", "Say what a slip, a refusal or a late decision costs"))
noun.elsewhere("load", Entry("mopsctl.cli.levelling:load", "Show what is asked of each team and person, week by week"))
noun.elsewhere(
    "level", Entry("mopsctl.cli.levelling:level", "Propose a timeline that asks nobody for more than there is")
)
