"""`mopsctl activity`: the parts of a capability that somebody can answer for by themselves (domain §0)."""

from typing import Annotated

from ..model.capability import Activity
from ..reports import activity as reports
from ..reports.document import Report
from .frame import Noun
from .options import ActivityKey, CapabilityOption, Name, Note, key_option
from .standard import add_standard_verbs
from .wiring import View, shows

noun = Noun("activity", "Split capabilities into activities.")

FIELDS = {
    "name": Name,
    "capability": Annotated[str | None, key_option("--capability", "the capability it is a part of", "capabilities")],
    "note": Note,
}


@noun.verb("list")
@shows
def list_activities(view: View, capability: CapabilityOption = None) -> Report:
    """List activities, and who does and answers for each.

    Examples:
      mopsctl activity list
      mopsctl activity list --capability send-campaigns
    """
    return reports.activities(view.portfolio, capability or "")


@noun.verb("show")
@shows
def show_activity(view: View, activity: ActivityKey) -> Report:
    """Show one activity, and everybody's letters on it.

    Examples:
      mopsctl activity show approve-mailing
    """
    return reports.activity(view.portfolio, activity)


add_standard_verbs(
    noun,
    Activity,
    FIELDS,
    required=("capability",),
    called="an activity",
    examples="""
      mopsctl activity add approve-mailing --capability send-campaigns --name "Approve a mailing"
      mopsctl activity set approve-mailing --name "Approve mailings"
      mopsctl activity remove approve-mailing --cascade
      mopsctl activity rename approve-mailing sign-off-mailing
    """,
)
