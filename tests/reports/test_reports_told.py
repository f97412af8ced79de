"""What parts one finding from another."""

from mopsctl.reports.told import Told
from mopsctl.rules.engine import Finding


def finding(code: str = "RAC701", plan: str = "cdp", subject: str = "capability:send", message: str = "nobody") -> Told:
    return Told(Finding(code, "no-accountable", "error", subject, message, plan, "mopsctl"))


def test_the_fingerprint_is_of_the_identity_and_the_ordinal_and_not_of_the_text() -> None:
    one = finding()
    assert one.fingerprint == finding(message="still nobody").fingerprint
    others = [finding(code="RAC702"), finding(plan="crm"), finding(subject="capability:sort"), Told(one.finding, 2)]
    assert len({told.fingerprint for told in (one, *others)}) == 5
