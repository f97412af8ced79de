"""`mopsctl number`: the numbers that positions carry, and how they add up (domain §4.1)."""

from datetime import date
from typing import Annotated, Any

from ..edit import accountability
from ..model.org import Number
from ..reports import accountability as reports
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import Name, NewKey, NumberKey, amount_option, date_option, key_argument, key_option, text_option
from .standard import add_standard_verbs
from .wiring import Desk, View, changes_all, shows, takes

noun = Noun("number", "Say which number each position carries.")

FIELDS = {
    "name": Name,
    "position": Annotated[str | None, key_option("--position", "the position that carries it", "positions")],
    "unit": Annotated[str | None, text_option("--unit", "what it is counted in, e.g. EUR")],
    "target": Annotated[float | None, amount_option("--target", "how much of it, in that unit")],
    "due": Annotated[date | None, date_option("--due", "the day by which it is to be reached")],
    "parent": Annotated[str | None, key_option("--parent", "the number it rolls up to", "numbers")],
}
SomeNumber = Annotated[str | None, key_argument("[NUMBER]", "numbers")]


@noun.verb("list")
@shows
def list_numbers(view: View) -> Report:
    """List all numbers with who carries them.

    Examples:
      mopsctl number list
    """
    return reports.numbers(view.portfolio)


@noun.verb("show")
@shows
def show_numbers(view: View, number: SomeNumber = None) -> Report:
    """Show how numbers add up, all or those below one.

    Examples:
      mopsctl number show
      mopsctl number show marketing-revenue
    """
    return reports.rolled_up(view.portfolio, number)


@noun.verb("add")
@changes_all
@takes(FIELDS, required=("position",))
def add_number(desk: Desk, key: NewKey, **given: Any) -> Edit:
    """Add a number that a position carries.

    Examples:
      mopsctl number add pipeline --position mo-leader --name "Pipeline of marketing" --unit EUR --target 12000000
    """
    return lambda portfolio: accountability.add(portfolio, Number, {"key": key, "name": key, **given})


@noun.verb("set")
@changes_all
@takes(FIELDS)
def set_number(desk: Desk, number: NumberKey, **given: Any) -> Edit:
    """Change fields of a number.

    Examples:
      mopsctl number set pipeline --target 12500000 --due 2027-12-31 --parent marketing-revenue
    """
    return lambda portfolio: accountability.change(portfolio, Number, number, given)


add_standard_verbs(
    noun,
    Number,
    {},
    examples="""
      mopsctl number remove pipeline
      mopsctl number rename pipeline marketing-pipeline
    """,
)
