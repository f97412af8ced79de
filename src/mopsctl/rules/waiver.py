"""WAV00x: waivers whose day is past, or that accept nothing (domain §1.4). Which are in force: `facts.waivers`."""

from collections.abc import Iterator

from ..errors import nearest
from ..facts.memo import fact
from ..facts.participation import naming
from ..facts.waivers import holds, may_be_waived
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from ..model.waiver import Waiver
from .catalogue import RULES_OF_AREAS, found_by
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
            until = f"accepts it until {waiver.until}"
            message = f"{why}, and {waiver.by} {until}{_scope_meant(portfolio, policy, waiver)}"
            yield Found(waiver.subject, message, _remove(portfolio, waiver), waiver.plan)


@fact
def idle(portfolio: Portfolio, policy: Policy) -> tuple[Waiver, ...]:
    """The waivers in force that surely accept nothing. One of a rule that is not known here may mean another rule."""
    held = (waiver for _, waiver in sorted(portfolio.waivers.items()) if holds(portfolio, waiver))
    known = (one for one in held if one.code in RULES_OF_AREAS or not may_be_waived(one.code))
    return tuple(one for one in known if _nothing_accepted(portfolio, policy, one))


def _nothing_accepted(portfolio: Portfolio, policy: Policy, waiver: Waiver) -> str:
    """Why a waiver accepts nothing; empty where it does."""
    if not may_be_waived(waiver.code):
        return f"{waiver.code} cannot be waived"
    if waiver.code not in RULES_OF_AREAS:
        guess = nearest(waiver.code, list(RULES_OF_AREAS))
        return f"there is no rule {waiver.code}" + (f" (did you mean {guess}?)" if guess else "")
    if (waiver.plan, waiver.subject) in _subjects(portfolio, policy, waiver.code):
        return ""
    plans = _plans_of(portfolio, policy, waiver)
    if not plans:
        return f"{waiver.code} finds nothing here"
    where = f"in {' and '.join(plans)}" if plans[0] else "in no plan"
    return f"{waiver.code} finds it {where}, not {f'in {waiver.plan}' if waiver.plan else 'apart from a plan'}"


def _scope_meant(portfolio: Portfolio, policy: Policy, waiver: Waiver) -> str:
    """What a waiver is to say where its rule finds the subject in another plan, or in none."""
    plans = _plans_of(portfolio, policy, waiver)
    if not plans:
        return ""
    return f"; {'say' if waiver.plan else 'add'} plan: {plans[0]}" if plans[0] else "; leave out its plan"


def _plans_of(portfolio: Portfolio, policy: Policy, waiver: Waiver) -> list[str]:
    """The plans in which its rule finds the subject of a waiver ("" for no plan), sorted."""
    if waiver.code not in RULES_OF_AREAS or not may_be_waived(waiver.code):
        return []
    return sorted(plan for plan, subject in _subjects(portfolio, policy, waiver.code) if subject == waiver.subject)


@fact
def _subjects(portfolio: Portfolio, policy: Policy, code: str) -> frozenset[tuple[str, str]]:
    """Where one rule finds something, by (plan, subject), whatever the stage of the plan."""
    return frozenset((found.plan, found.subject) for found in found_by(portfolio, policy, RULES_OF_AREAS[code]))
