"""`mopsctl support`: agreement and part of people at three levels (domain §1.5)."""

from typing import Annotated, Any

import typer

from ..edit.plan import current
from ..edit.support import mark
from ..model.fields import Answer
from ..reports import support
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import PersonKey
from .wiring import Desk, View, changes, shows, takes

noun = Noun("support", "Record and show support, function by level.")

MARKS = {
    "solution": Annotated[Answer | None, typer.Option("--solution", help="agrees with the solution")],
    "timing": Annotated[Answer | None, typer.Option("--timing", help="agrees that it runs now")],
    "takes_part": Annotated[bool | None, typer.Option("--takes-part/--no-part", help="takes part in the work")],
    "informed": Annotated[bool | None, typer.Option("--informed/--not-informed", help="is kept informed")],
}


@noun.verb("set")
@changes
@takes(MARKS)
def set_marks(desk: Desk, person: PersonKey, **marks: Any) -> Edit:
    """Set the marks of a person; others stay as they are.

    Examples:
      mopsctl support set lena --solution yes --timing no
      mopsctl support set ada --takes-part --informed
    """
    return lambda portfolio: mark(portfolio, current(portfolio, desk.wanted_plan).key, person, marks)


@noun.verb("show")
@shows
def show(
    view: View,
    missing: Annotated[bool, typer.Option("--missing", help="whom to see next, and why")] = False,
) -> Report:
    """Show who supports the plan, and where nobody does.

    Examples:
      mopsctl support show
      mopsctl support show --missing
    """
    if missing:
        return support.missing(view.portfolio, view.plan.key, view.policy)
    return support.support(view.portfolio, view.plan.key, view.policy)
