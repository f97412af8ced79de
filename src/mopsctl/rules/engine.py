"""Running the catalogue: what the rules find, in which stages, in what order, and what is waived of it.

Which of them speak, and how gravely, is `rules.choice`; they live in one module an area (`rules.catalogue`).
"""

from operator import attrgetter

from msgspec import Struct

from ..facts.memo import fact
from ..facts.participation import is_open
from ..facts.waivers import in_force
from ..model.policy import Policy, Severity
from ..model.portfolio import Portfolio
from ..model.waiver import Waiver
from .catalogue import found_by
from .choice import RULES as RULES
from .choice import UNTOUCHABLE as UNTOUCHABLE
from .choice import chosen as chosen
from .choice import of_code, ratings
from .choice import rule_set as rule_set
from .manual import RuleCard as RuleCard
from .manual import card
from .rule import Finding as Finding
from .rule import Found, Rule

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_place = attrgetter("subject", "plan")


class Waived(Struct, frozen=True):
    """A finding that somebody accepts for a time: it is told apart from the others, never hidden."""

    finding: Finding
    waiver: Waiver


def findings(portfolio: Portfolio, policy: Policy, plan: str | None = None) -> tuple[Finding, ...]:
    """What the chosen rules find and nobody waived, by severity, code, subject and plan.

    With `plan`, what concerns that plan and the organisation; without, all plans. Closed plans are left alone.
    Fails with a usage error where the policy names a rule that does not exist.
    """
    found, _ = _judged(portfolio, policy)
    return found if plan is None else tuple(one for one in found if one.plan in (plan, ""))


def waived(portfolio: Portfolio, policy: Policy, plan: str | None = None) -> tuple[Waived, ...]:
    """What the chosen rules find and a waiver in force lets pass, in the order of findings."""
    _, passed = _judged(portfolio, policy)
    return passed if plan is None else tuple(one for one in passed if one.finding.plan in (plan, ""))


def catalogue() -> tuple[RuleCard, ...]:
    """The manual of every rule, by code."""
    return tuple(card(rule) for rule in RULES.values())


def explain(code: str) -> RuleCard:
    """The manual of one rule; a usage error names the nearest code."""
    return card(of_code(code))


@fact
def _judged(portfolio: Portfolio, policy: Policy) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    rated, found = ratings(policy), dict[Severity, list[Finding]]()
    for rule in chosen(policy):  # by code, so that each severity's are in order as they come
        for one in sorted(_run(rule, portfolio, policy), key=_place):
            severity = rated.get(rule.code) or one.severity or rule.severity
            finding = Finding(rule.code, rule.name, severity, one.subject, one.message, one.plan, one.cure)
            found.setdefault(severity, []).append(finding)
    every = [one for severity in SEVERITIES for one in found.get(severity, ())]
    accepted = in_force(portfolio)
    if not accepted:
        return tuple(every), ()
    pairs = [(one, accepted.get((one.plan, one.code, one.subject))) for one in every]
    return (
        tuple([one for one, waiver in pairs if waiver is None]),
        tuple([Waived(one, waiver) for one, waiver in pairs if waiver]),
    )


def _run(rule: Rule, portfolio: Portfolio, policy: Policy) -> list[Found]:
    spoken_of = {key for key, plan in portfolio.plans.items() if plan.stage in rule.stages and is_open(portfolio, key)}
    spoken_of.add("")
    return [found for found in found_by(portfolio, policy, rule) if found.plan in spoken_of]
