"""`mopsctl timeline why`: the driving chain of a task in words (domain §2.4)."""

from typing import Annotated

from ..errors import USAGE, MopsError, unknown
from ..facts.participation import naming
from ..facts.schedule.network import schedule
from ..model.lookup import get
from ..model.plan import Plan, Task
from ..reports import why as reports
from ..reports.document import Report
from ..reports.nodes import is_node
from .options import key_argument
from .wiring import View, shows


@shows
def why(
    view: View, task: Annotated[str, key_argument("TASK", "tasks", help="a task, or e.g. decision:CAPABILITY")]
) -> Report:
    """Say why a task starts when it does, and what would move it.

    Examples:
      mopsctl timeline why go-live
      mopsctl timeline why decision:personalise-content
    """
    portfolio = view.portfolio
    if not is_node(task):
        plan = _home(view, get(portfolio, Task, task))
        return reports.why(portfolio, plan, task)
    known = [one.key for one in schedule(portfolio, view.plan.key).nodes]
    if task not in known:
        raise unknown(
            "decision or review on the timeline",
            task,
            known,
            hint=f"mopsctl timeline show{naming(portfolio, view.plan.key)}",
        )
    return reports.why(portfolio, view.plan, task)


def _home(view: View, task: Task) -> Plan:
    """The plan of a task; a plan that was named must be that one."""
    if view.wanted_plan is not None and view.plan.key != task.plan:
        raise MopsError(f'task "{task.key}" is of the plan "{task.plan}", not of "{view.plan.key}"', code=USAGE)
    return view.portfolio.plans[task.plan]
