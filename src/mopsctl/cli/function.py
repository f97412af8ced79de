"""`mopsctl function`: what marketing operations does, and how mature it is from when on (domain §4.1)."""

from datetime import date
from typing import Annotated

import typer

from ..edit import accountability
from ..errors import USAGE, MopsError
from ..model.org import Function
from ..reports import functions as reports
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import FunctionKey, Name, Note, date_option, text_option
from .standard import add_standard_verbs
from .wiring import Desk, View, changes_all, shows

noun = Noun("function", "List and change the functions of the organisation.")

FIELDS = {
    "name": Name,
    "shared": Annotated[bool | None, typer.Option("--shared/--not-shared", help="it serves other functions too")],
    "note": Note,
}


@noun.verb("list")
@shows
def list_functions(view: View) -> Report:
    """List all functions, with their positions and maturity.

    Examples:
      mopsctl function list
    """
    return reports.functions(view.portfolio)


@noun.verb("show")
@shows
def show_function(view: View, function: FunctionKey) -> Report:
    """Show one function: stages, positions, cost, numbers.

    Examples:
      mopsctl function show data-management
    """
    return reports.function(view.portfolio, function)


@noun.verb("stage")
@changes_all
def stage_function(
    desk: Desk,
    function: FunctionKey,
    on: Annotated[date, date_option("--on", "the day on which it reaches the stage")],
    level: Annotated[
        int | None, typer.Option("--level", help="1 begun to 5 fully developed", min=1, max=5, metavar="N")
    ] = None,
    what: Annotated[str | None, text_option("--what", "what is so from then on")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="take the stage of that day back")] = False,
) -> Edit:
    """Date a stage that a function reaches as it matures.

    Examples:
      mopsctl function stage data-management --on 2027-06-30 --level 3 --what "one profile of a customer"
      mopsctl function stage data-management --on 2027-06-30 --remove
    """
    if not on:
        raise MopsError("say on which day: --on DATE", code=USAGE)
    if remove:
        return lambda portfolio: accountability.unstage(portfolio, function, on)
    return lambda portfolio: accountability.stage(portfolio, function, on, level, what)


add_standard_verbs(
    noun,
    Function,
    FIELDS,
    examples="""
      mopsctl function add data-management --name "Data management" --shared
      mopsctl function set data-management --not-shared
      mopsctl function remove data-management --cascade
      mopsctl function rename data-management customer-data
    """,
)
