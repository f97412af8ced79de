"""`mopsctl platform show` and `platform overlap`: one platform, the whole stack, and what platforms share."""

from typing import Annotated

from ..reports.document import Report
from ..reports.overlap import overlap
from ..reports.platform import platform as page
from ..reports.stack import the_stack
from .options import Title, key_argument
from .wiring import View, shows


@shows
def show_platform(
    view: View,
    platform: Annotated[str | None, key_argument("[PLATFORM]", "platforms", help="one of them (default: all)")] = None,
    title: Title = "",
) -> Report:
    """Show one platform on a page, or the whole stack.

    Examples:
      mopsctl platform show cdp
      mopsctl platform show
      mopsctl platform show --format svg --title "Our stack, 2027" -o stack.svg
    """
    return the_stack(view.portfolio, title) if platform is None else page(view.portfolio, platform)


@shows
def show_overlap(view: View) -> Report:
    """Show which platforms offer the same capabilities.

    Examples:
      mopsctl platform overlap
    """
    return overlap(view.portfolio)
