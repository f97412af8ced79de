"""`mopsctl goal`: the goals of the strategy that the organisation serves (domain §4)."""

from datetime import date
from typing import Annotated, Any

from ..edit import accountability
from ..model.org import Goal
from ..reports import accountability as reports
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import GoalKey, Name, NewKey, Note, amount_option, date_option, key_argument, key_option, text_option
from .standard import add_standard_verbs
from .wiring import Desk, View, changes_all, shows, takes

noun = Noun("goal", "List and change the goals of the strategy.")

FIELDS = {
    "name": Name,
    "horizon": Annotated[date | None, date_option("--by", "the day by which it is to be reached")],
    "metric": Annotated[str | None, text_option("--metric", "what it is measured by")],
    "unit": Annotated[str | None, text_option("--unit", "the unit of that, e.g. EUR")],
    "target": Annotated[float | None, amount_option("--target", "how much of it, in that unit")],
    "parent": Annotated[str | None, key_option("--parent", "the goal it is a part of", "goals")],
    "note": Note,
}
SomeGoal = Annotated[str | None, key_argument("[GOAL]", "goals")]


@noun.verb("list")
@shows
def list_goals(view: View) -> Report:
    """List all goals, with how many positions serve each.

    Examples:
      mopsctl goal list
    """
    return reports.goals(view.portfolio)


@noun.verb("show")
@shows
def show_goal(view: View, goal: SomeGoal = None) -> Report:
    """Show all goals as a tree, or one with what serves it.

    Examples:
      mopsctl goal show
      mopsctl goal show source-of-revenue
    """
    return reports.goals_drawn(view.portfolio) if goal is None else reports.goal(view.portfolio, goal)


@noun.verb("add")
@changes_all
@takes(FIELDS)
def add_goal(desk: Desk, key: NewKey, **given: Any) -> Edit:
    """Add a goal.

    Examples:
      mopsctl goal add retention --name "More customers stay" --metric "customers kept" --unit % --target 85
    """
    return lambda portfolio: accountability.add(portfolio, Goal, {"key": key, "name": key, **given})


@noun.verb("set")
@changes_all
@takes(FIELDS)
def set_goal(desk: Desk, goal: GoalKey, **given: Any) -> Edit:
    """Change fields of a goal.

    Examples:
      mopsctl goal set retention --target 85 --by 2027-12-31 --parent source-of-revenue
    """
    return lambda portfolio: accountability.change(portfolio, Goal, goal, given)


add_standard_verbs(
    noun,
    Goal,
    {},
    examples="""
      mopsctl goal remove retention
      mopsctl goal rename retention customers-kept
    """,
)
