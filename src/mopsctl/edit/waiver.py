"""Accepting a finding for a time, and taking that back (domain §1.4). That there is one is asked before."""

from datetime import date

from msgspec import structs

from ..errors import USAGE, MopsError
from ..facts.waivers import may_be_waived
from ..model.fields import says_something, untyped
from ..model.portfolio import Portfolio
from ..model.waiver import Waiver
from . import records


def waive(
    portfolio: Portfolio,
    plan: str,
    code: str,
    subject: str,
    *,
    reason: str,
    by: str,
    until: date | None,
    on: date | None = None,
) -> Portfolio:
    """Accept what one rule finds on one subject (a typed key), for a reason, by a person, until a day (inclusive).

    `plan` is "" for what concerns the whole organisation. A waiver on the same finding is replaced.
    """
    if not may_be_waived(code):
        raise MopsError(f"{code} tells of waivers and cannot be waived", hint="mopsctl waiver list", code=USAGE)
    if not says_something(reason):
        raise MopsError("a waiver names its reason: --reason TEXT", code=USAGE)
    if not until:
        raise MopsError("a waiver names the last day on which it holds: --until DATE", code=USAGE)
    if until < portfolio.today:
        raise MopsError(f"until {until} is past; a waiver holds until a day to come", code=USAGE)
    approved = records.happened(portfolio, on)
    return records.put(portfolio, Waiver(code, subject, reason, by, approved, until, plan))


def lift(portfolio: Portfolio, plan: str, code: str, subject: str) -> Portfolio:
    """Take a waiver back: what it let pass is a finding again."""
    if (plan, code, subject) not in portfolio.waivers:
        raise records.nothing_found(f"waiver of {code} on {untyped(subject)[1] or subject}", "mopsctl waiver list")
    left = {key: one for key, one in portfolio.waivers.items() if key != (plan, code, subject)}
    return structs.replace(portfolio, waivers=left)
