"""What the gate says, as rules tell it: one logic, two ways to read it. No rules.

Waived reasons are findings too: the engine tells them apart, as it does those of every other rule.
"""

from collections.abc import Iterable, Iterator

from ..facts.gate import reservations
from ..facts.objections import Reason, objections
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from .rule import Found


def stopping(portfolio: Portfolio, code: str) -> Iterator[Found]:
    """The objections of one code, plan by plan."""
    for plan in sorted(portfolio.plans):
        yield from _found(plan, code, objections(portfolio, plan))


def conditional(portfolio: Portfolio, policy: Policy, code: str) -> Iterator[Found]:
    """The reservations of one code, plan by plan; a rule names the stages in which they are worth a finding."""
    for plan in sorted(portfolio.plans):
        yield from _found(plan, code, reservations(portfolio, plan, policy))


def _found(plan: str, code: str, reasons: Iterable[Reason]) -> Iterator[Found]:
    return (Found(one.subject, one.sentence, one.cure, plan) for one in reasons if one.code == code)
