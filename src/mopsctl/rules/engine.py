"""Running the catalogue: which rules speak, in which stages, how gravely, in what order, and what is waived of it.

The rules themselves live in one module an area, listed in `rules.catalogue`.
"""

from collections.abc import Iterator

from msgspec import Struct

from ..errors import USAGE, MopsError, nearest
from ..facts.memo import fact
from ..facts.participation import is_open
from ..facts.waivers import waiver_for
from ..model.policy import Policy, Severity
from ..model.portfolio import Portfolio
from ..model.waiver import Waiver
from . import waiver as waivers
from .catalogue import AREAS, found_by, rules_of
from .manual import RuleCard as RuleCard
from .manual import card
from .rule import RULE_SETS, Found, Rule
from .rule import Finding as Finding

RULES = rules_of(*AREAS, waivers)
# The gate's rules can be neither ignored nor unselected nor re-rated (domain §1.4).
UNTOUCHABLE = "GAT4"
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


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
    if code not in RULES:
        raise _no_such_rule(code)
    return card(RULES[code])


def chosen(policy: Policy) -> tuple[Rule, ...]:
    """The rules that the policy selects and does not ignore, by code; `ignore` wins over `select`."""
    for prefix in (*policy.select, *policy.ignore):
        if not prefix or not any(code.startswith(prefix) for code in RULES):
            raise _no_such_rule(prefix)
    known = RULE_SETS[: RULE_SETS.index(rule_set(policy)) + 1]
    return tuple(rule for rule in RULES.values() if rule.since in known and _speaks(rule.code, policy))


def rule_set(policy: Policy) -> str:
    """The version of the catalogue that the policy asks for, else the newest; a usage error where there is none."""
    if policy.rules and policy.rules not in RULE_SETS:
        raise MopsError(
            f'no rule set "{policy.rules}"; there is {", ".join(RULE_SETS)}', hint="mopsctl rule list", code=USAGE
        )
    return policy.rules or RULE_SETS[-1]


def _speaks(code: str, policy: Policy) -> bool:
    if code.startswith(UNTOUCHABLE):
        return True
    return (not policy.select or code.startswith(policy.select)) and not code.startswith(policy.ignore)


def _no_such_rule(code: str) -> MopsError:
    guess = nearest(code, list(RULES))
    return MopsError(f'no rule "{code}"' + (f'; did you mean "{guess}"?' if guess else ""), hint="mopsctl rule list")


@fact
def _judged(portfolio: Portfolio, policy: Policy) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    rated = _ratings(policy)
    found = [one for rule in chosen(policy) for one in _run(rule, portfolio, policy, rated.get(rule.code))]
    found.sort(key=lambda one: (SEVERITIES.index(one.severity), one.code, one.subject, one.plan))
    pairs = [(one, waiver_for(portfolio, one.plan, one.code, one.subject)) for one in found]
    return (
        tuple([one for one, waiver in pairs if waiver is None]),
        tuple([Waived(one, waiver) for one, waiver in pairs if waiver]),
    )


def _ratings(policy: Policy) -> dict[str, Severity]:
    for code, _ in policy.severities:
        if code not in RULES:
            raise _no_such_rule(code)
    return {code: severity for code, severity in policy.severities if not code.startswith(UNTOUCHABLE)}


def _run(rule: Rule, portfolio: Portfolio, policy: Policy, rated: Severity | None) -> Iterator[Finding]:
    spoken_of = {key for key, plan in portfolio.plans.items() if plan.stage in rule.stages and is_open(portfolio, key)}
    spoken_of.add("")
    for found in found_by(portfolio, policy, rule):
        if found.plan in spoken_of:
            yield _finding(rule, found, rated)


def _finding(rule: Rule, found: Found, rated: Severity | None) -> Finding:
    severity = rated or found.severity or rule.severity
    return Finding(rule.code, rule.name, severity, found.subject, found.message, found.plan, found.cure)
