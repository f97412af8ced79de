"""`mopsctl capability`: what the business can do, on which platform, and which one governs."""

from datetime import date
from typing import Annotated

import typer

from ..edit import capability
from ..model.capability import Capability
from ..reports.capabilities import capabilities
from ..reports.document import Report
from ..service import Edit
from .contents import Entry
from .frame import Noun
from .options import CapabilityKey, Name, Note, On, date_option, key_argument, key_option, text_option
from .standard import add_standard_verbs
from .wiring import Desk, View, changes, shows

_PAGES = "mopsctl.cli.capability_pages"

noun = Noun("capability", "List, add, offer, govern and retire capabilities.")

FIELDS = {
    "name": Name,
    "area": Annotated[str | None, text_option("--area", "the group it stands in")],
    "decide_by": Annotated[
        date | None, date_option("--decide-by", "when the platform that governs it is to be decided")
    ],
    "note": Note,
}
OtherKey = Annotated[str, key_argument("OTHER", "capabilities", help="the key of the other")]
OnPlatform = Annotated[str, key_option("--platform", "the platform", "platforms")]


@noun.verb("list")
@shows
def list_capabilities(view: View) -> Report:
    """List all capabilities, where they run and what governs them.

    Examples:
      mopsctl capability list
    """
    return capabilities(view.portfolio)


noun.elsewhere("show", Entry(f"{_PAGES}:show_capability", "Show one capability: its platforms, what governs, letters"))

add_standard_verbs(
    noun,
    Capability,
    FIELDS,
    examples="""
      mopsctl capability add send-campaigns --name "Build and send campaigns" --area Campaigns
      mopsctl capability set send-campaigns --decide-by 2026-12-18
      mopsctl capability remove fax-campaigns
      mopsctl capability rename mailing send-campaigns
    """,
)


@noun.verb("offer")
@changes
def offer_capability(
    desk: Desk,
    key: CapabilityKey,
    platform: OnPlatform,
    team: Annotated[str, key_option("--team", "the team that runs it there", "teams")],
    withdraw: Annotated[bool, typer.Option("--withdraw", help="say that it no longer does")] = False,
) -> Edit:
    """Say that a team runs a capability on a platform.

    Examples:
      mopsctl capability offer send-campaigns --platform cdp --team marketing-operations
    """
    verb = capability.withdraw if withdraw else capability.offer
    return lambda portfolio: verb(portfolio, key, platform, team)


@noun.verb("similar")
@changes
def declare_similar(desk: Desk, key: CapabilityKey, other: OtherKey) -> Edit:
    """Declare two capabilities alike, so that an overlap is seen.

    Examples:
      mopsctl capability similar build-audiences segment-customers
    """
    return lambda portfolio: capability.declare_similar(portfolio, key, other)


@noun.verb("gap")
@changes
def find_gap(
    desk: Desk,
    key: CapabilityKey,
    found: Annotated[date, date_option("--found", 'the day it was seen that no platform serves it well; "" for none')],
) -> Edit:
    """Record since when no platform serves a capability well.

    Examples:
      mopsctl capability gap send-campaigns --found 2026-10-05
    """
    return lambda portfolio: capability.gap(portfolio, key, found or None)


@noun.verb("govern")
@changes
def govern_capability(
    desk: Desk,
    key: CapabilityKey,
    platform: OnPlatform,
    by: Annotated[str, key_option("--by", "who decided", "people")],
    on: On = None,
) -> Edit:
    """Record which platform governs a capability, and who decided.

    Examples:
      mopsctl capability govern send-campaigns --platform cdp --by lena
    """
    return lambda portfolio: capability.govern(portfolio, key, platform, by, on)


noun.elsewhere("dispose", Entry(f"{_PAGES}:dispose", "Say what becomes of a capability on a platform"))
