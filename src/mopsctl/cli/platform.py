"""`mopsctl platform`: the systems in the stack. All but the list is loaded when it is chosen."""

from ..model.capability import Platform
from ..reports.document import Report
from ..reports.platforms import platforms
from .contents import Entry
from .frame import Noun
from .standard import add_standard_verbs
from .wiring import View, shows

_EDITS, _PAGES = "mopsctl.cli.platform_edits", "mopsctl.cli.platform_pages"

noun = Noun("platform", "List, add, change and retire platforms.")


@noun.verb("list")
@shows
def list_platforms(view: View) -> Report:
    """List all platforms with status, owners and cost.

    Examples:
      mopsctl platform list
    """
    return platforms(view.portfolio)


noun.elsewhere("show", Entry(f"{_PAGES}:show_platform", "Show one platform on a page, or the whole stack"))
noun.elsewhere("overlap", Entry(f"{_PAGES}:show_overlap", "Show which platforms offer the same capabilities"))
noun.elsewhere("add", Entry(f"{_EDITS}:add_platform", "Add a platform"))
noun.elsewhere("set", Entry(f"{_EDITS}:set_platform", "Change fields of a platform"))
noun.elsewhere("retire", Entry(f"{_EDITS}:retire_platform", "Say from which day on a platform is off"))

add_standard_verbs(
    noun,
    Platform,
    {},
    examples="""
      mopsctl platform remove old-tool
      mopsctl platform rename esp mailer
    """,
)
