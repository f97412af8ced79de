"""Which accepted gaps are in force today (domain §1.4). What they let pass is for `facts.gate` and the rules."""

from collections.abc import Mapping

from ..model.fields import says_something
from ..model.portfolio import Portfolio
from ..model.waiver import Waiver
from .memo import fact

# What tells of waivers cannot itself be waived: it would hide that something was.
NEVER_WAIVED = ("WAV", "GAT404")


def may_be_waived(code: str) -> bool:
    """Can a finding of this rule be accepted for a time?"""
    return not code.startswith(NEVER_WAIVED)


def holds(portfolio: Portfolio, waiver: Waiver) -> bool:
    """Is today one of the waiver's days, its first and its last included? Without a reason it lets nothing pass."""
    return waiver.on <= portfolio.today <= waiver.until and says_something(waiver.reason)


@fact
def in_force(portfolio: Portfolio) -> Mapping[tuple[str, str, str], Waiver]:
    """The waivers that hold today, by (plan, code, subject)."""
    return {
        (one.plan, one.code, one.subject): one
        for one in portfolio.waivers.values()
        if holds(portfolio, one) and may_be_waived(one.code)
    }


def waiver_for(portfolio: Portfolio, plan: str, code: str, subject: str) -> Waiver | None:
    """The waiver that lets pass what one rule says of one subject (typed key) in one plan, if one is in force."""
    return in_force(portfolio).get((plan, code, subject))
