"""`mopsctl timeline`: all teams merged into one (domain §2.4)."""

from ..model.lookup import get
from ..model.org import Team
from ..reports.document import Report
from ..reports.plan import timeline
from .frame import Noun
from .options import TeamOption
from .wiring import View, shows

noun = Noun("timeline", "Show all teams on one timeline.")


@noun.verb("show")
@shows
def show(view: View, team: TeamOption = None) -> Report:
    """Show all teams' tasks on one timeline, critical path marked.

    Examples:
      mopsctl timeline show
      mopsctl timeline show --team martech
      mopsctl timeline show --format csv -o timeline.csv
    """
    if team is not None:
        get(view.portfolio, Team, team)
    return timeline(view.portfolio, view.plan, team=team or "")
