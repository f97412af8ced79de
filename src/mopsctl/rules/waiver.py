"""WAV00x: waivers whose day is past, or that accept nothing (domain §1.4). Which are in force: `facts.waivers`."""

from collections.abc import Iterator

from ..errors import nearest
from ..facts.memo import fact
from ..facts.participation import naming
from ..facts.waivers import holds, may_be_waived
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.waiver import Waiver
from .catalogue import RULES, found_by
from .rule import Found, rule


def _remove(portfolio: Portfolio, waiver: Waiver) -> str:
    scope = naming(portfolio, waiver.plan) if waiver.plan else ""
    return f"mopsctl waiver remove {waiver.code} {waiver.subject}{scope}"


@rule("WAV001", "waiver-expired", "error")
def waiver_expired(portfolio: Portfolio, _: Policy) -> Iterator[Found]:
    """A gap was accepted until a day that is past.

    Why: what is accepted is accepted for a time, by somebody who approves it (domain §1.4). From that day on the
    finding counts again; renew the waiver with a new date, or end it.

    Cure: mopsctl waiver remove RAC703 capability:send

    Fires:
        waivers:
        - {plan: cdp, code: RAC703, subject: "capability:send", reason: nobody hired yet, by: ada,
           on: 2026-11-02, until: 2026-11-22}

    Quiet:
        waivers:
        - {plan: cdp, code: RAC703, subject: "capability:send", reason: nobody hired yet, by: ada,
           on: 2026-11-02, until: 2026-11-23}
    """
    for _key, waiver in sorted(portfolio.waivers.items()):
        if waiver.until < portfolio.today:
            message = f"{waiver.code} was accepted by {waiver.by} until {waiver.until}, and that day is past"
            yield Found(waiver.subject, message, _remove(portfolio, waiver), waiver.plan)


@rule("WAV002", "waiver-unused", "warning")
def waiver_unused(portfolio: Portfolio, policy: Policy) -> Iterator[Found]:
    """A waiver in force accepts something that its rule does not find.

    Why: an accepted gap is shown for as long as it is accepted (domain §1.4); one that is closed by now, or that was
    never there, would hide the next one of its kind.

    Cure: mopsctl waiver remove RAC703 capability:segment

    Fires:
        waivers:
        - {plan: cdp, code: RAC703, subject: "capability:segment", reason: nobody hired yet, by: ada,
           on: 2026-11-02, until: 2026-12-31}

    Quiet:
        waivers:
        - {plan: cdp, code: RAC703, subject: "capability:send", reason: nobody hired yet, by: ada,
           on: 2026-11-02, until: 2026-12-31}
    """
    for _key, waiver in sorted(portfolio.waivers.items()):
        if holds(portfolio, waiver) and (why := _nothing_accepted(portfolio, policy, waiver)):
            message = f"{why}, and {waiver.by} accepts it until {waiver.until}"
            yield Found(waiver.subject, message, _remove(portfolio, waiver), waiver.plan)


@fact
def idle(portfolio: Portfolio, policy: Policy) -> tuple[Waiver, ...]:
    """The waivers in force that surely accept nothing. One of a rule that is not known here may mean another rule."""
    held = (waiver for _, waiver in sorted(portfolio.waivers.items()) if holds(portfolio, waiver))
    known = (one for one in held if one.code in RULES or not may_be_waived(one.code))
    return tuple(one for one in known if _nothing_accepted(portfolio, policy, one))


def _nothing_accepted(portfolio: Portfolio, policy: Policy, waiver: Waiver) -> str:
    """Why a waiver accepts nothing; empty where it does."""
    if not may_be_waived(waiver.code):
        return f"{waiver.code} cannot be waived"
    if waiver.code not in RULES:
        guess = nearest(waiver.code, list(RULES))
        return f"there is no rule {waiver.code}" + (f" (did you mean {guess}?)" if guess else "")
    found = _subjects(portfolio, policy, waiver.code)
    return "" if (waiver.plan, waiver.subject) in found else f"{waiver.code} finds nothing here"


@fact
def _subjects(portfolio: Portfolio, policy: Policy, code: str) -> frozenset[tuple[str, str]]:
    """Where one rule finds something, by (plan, subject), whatever the stage of the plan."""
    return frozenset((found.plan, found.subject) for found in found_by(portfolio, policy, RULES[code]))
