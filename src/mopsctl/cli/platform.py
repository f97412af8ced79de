"""`mopsctl platform`: the systems in the stack."""

from datetime import date
from typing import Annotated

import typer

from ..model.capability import Platform, PlatformStatus
from ..reports import capability
from ..reports.document import Report
from .frame import Noun
from .options import Name, Note, PlatformKey, date_option, key_option, text_option
from .standard import add_standard_verbs
from .wiring import View, shows

noun = Noun("platform", "List, add and change platforms.")

FIELDS = {
    "name": Name,
    "status": Annotated[PlatformStatus | None, typer.Option("--status", help="where it is in its life")],
    "vendor": Annotated[str | None, text_option("--vendor", "who sells it")],
    "cost": Annotated[int | None, typer.Option("--cost", help="cost a year, whole units", min=0, metavar="AMOUNT")],
    "currency": Annotated[str | None, text_option("--currency", "of the cost, e.g. EUR")],
    "system_owner": Annotated[str | None, key_option("--system-owner", "who owns the system", "people")],
    "budget_owner": Annotated[str | None, key_option("--budget-owner", "who owns its budget", "people")],
    "manager": Annotated[str | None, key_option("--manager", "who runs it day to day", "people")],
    "contract_end": Annotated[date | None, date_option("--contract-end", "last day of the contract")],
    "note": Note,
}


@noun.verb("list")
@shows
def list_platforms(view: View) -> Report:
    """List all platforms with status, owners and cost.

    Examples:
      mopsctl platform list
    """
    return capability.platforms(view.portfolio)


@noun.verb("show")
@shows
def show_platform(view: View, platform: PlatformKey) -> Report:
    """Show one platform and the capabilities on it.

    Examples:
      mopsctl platform show cdp
    """
    return capability.platform(view.portfolio, platform)


add_standard_verbs(
    noun,
    Platform,
    FIELDS,
    examples="""
      mopsctl platform add cdp --name "Customer data platform" --status proposed
      mopsctl platform set esp --status retiring --contract-end 2027-06-30
      mopsctl platform remove old-tool
      mopsctl platform rename esp mailer
    """,
)
