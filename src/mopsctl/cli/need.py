"""`mopsctl need`: what a team needs of the plan so that it can do its part (domain §2.1)."""

from collections.abc import Mapping
from typing import Annotated, Any

from ..edit.plan import current, part_of
from ..model.plan import Need
from ..model.portfolio import Portfolio
from ..reports import needs as reports
from ..reports.document import Report
from .frame import Noun
from .options import Agreed, By, TeamOption, key_argument, key_option, text_option
from .standard import add_standard_verbs
from .wiring import Desk, View, shows

noun = Noun("need", "Write down what teams need of the plan.")

FIELDS = {
    "team": TeamOption,
    "what": Annotated[str | None, text_option("--what", "what it needs")],
    "by": By,
    "agreed": Agreed,
    "task": Annotated[str | None, key_option("--task", "the task that meets it", "tasks")],
}


@noun.verb("list")
@shows
def list_needs(view: View, team: TeamOption = None) -> Report:
    """List what teams need of the plan, and what meets it.

    Examples:
      mopsctl need list
      mopsctl need list --team analytics
    """
    return reports.needs(view.portfolio, view.plan.key, team=team or "")


@noun.verb("show")
@shows
def show_need(view: View, need: Annotated[str, key_argument("NEED", "needs", help="the key of a need")]) -> Report:
    """Show one need, whose it is and what meets it.

    Examples:
      mopsctl need show event-names
    """
    return reports.need(view.portfolio, need)


def _of_this_plan(portfolio: Portfolio, desk: Desk, team: str) -> Mapping[str, Any]:
    plan = current(portfolio, desk.wanted_plan).key
    part_of(portfolio, plan, team)
    return {"plan": plan}


add_standard_verbs(
    noun,
    Need,
    FIELDS,
    required=("team", "what"),
    usual=lambda portfolio, desk, given: _of_this_plan(portfolio, desk, given["team"]),
    examples="""
      mopsctl need add event-names --team analytics --what "event names frozen by March" --by ada --agreed
      mopsctl need set event-names --task map-events
      mopsctl need remove event-names
      mopsctl need rename event-names frozen-names
    """,
)
