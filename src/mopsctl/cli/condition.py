"""`mopsctl condition`: what must be true before a task goes on, and is no task itself (domain §2.3)."""

from datetime import date
from typing import Annotated, Any

from ..edit import task as edits
from ..model.plan import Condition
from ..reports import conditions as reports
from ..reports.document import Report
from ..service import Edit
from .frame import Noun
from .options import On, date_option, key_argument, key_option, text_option
from .standard import add_standard_verbs
from .wiring import Desk, View, changes, shows, takes

noun = Noun("condition", "Say what must be true before a task goes on.")

ConditionKey = Annotated[str, key_argument("CONDITION", "conditions")]
FIELDS = {
    "what": Annotated[str | None, text_option("--what", "what must be true")],
    "task": Annotated[str | None, key_option("--task", "the task that waits for it", "tasks")],
    "owner": Annotated[str | None, key_option("--owner", "the person who sees to it", "people")],
    "due": Annotated[date | None, date_option("--due", "the day from which it is expected to hold")],
}


@noun.verb("list")
@shows
def list_conditions(
    view: View, task: Annotated[str | None, key_option("--task", "of one task", "tasks")] = None
) -> Report:
    """List the conditions of the plan, the next one due first.

    Examples:
      mopsctl condition list
      mopsctl condition list --task go-live
    """
    return reports.conditions(view.portfolio, view.plan.key, task=task or "")


@noun.verb("show")
@shows
def show_condition(view: View, condition: ConditionKey) -> Report:
    """Show one condition, who sees to it and by when.

    Examples:
      mopsctl condition show contract-signed
    """
    return reports.condition(view.portfolio, condition)


add_standard_verbs(
    noun,
    Condition,
    FIELDS,
    required=("what", "task"),
    usual=lambda _portfolio, _desk, _given: {},
    examples="""
      mopsctl condition add dpa-signed --what "the processor agreement is signed" --task go-live --owner ada --due +10wd
    """,
)


@noun.verb("set")
@changes
@takes({**FIELDS, "met": Annotated[date | None, date_option("--met", 'the day from which it held; "" for not yet')]})
def set_condition(desk: Desk, key: ConditionKey, **given: Any) -> Edit:
    """Change fields of a condition.

    Examples:
      mopsctl condition set dpa-signed --due +5wd --owner mert
      mopsctl condition set dpa-signed --met ""
    """
    return lambda portfolio: edits.amend_condition(portfolio, key, given)


@noun.verb("met")
@changes
def meet_condition(desk: Desk, key: ConditionKey, on: On = None) -> Edit:
    """Record that a condition holds.

    Examples:
      mopsctl condition met dpa-signed
      mopsctl condition met dpa-signed --on 2026-11-20
    """
    return lambda portfolio: edits.meet(portfolio, key, on)


add_standard_verbs(
    noun,
    Condition,
    {},
    examples="""
      mopsctl condition remove dpa-signed
      mopsctl condition rename dpa-signed processor-agreement
    """,
)
