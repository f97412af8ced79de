"""Which rules of the catalogue speak under a policy, and how gravely: rule set, select, ignore, severities.

What they find is for `rules.engine`. A code that a policy misspells is told here; where it stands is the caller's.
"""

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from ..errors import MopsError, SettingError, nearest
from ..model.policy import Policy, Severity
from . import waiver
from .catalogue import AREAS, rules_of
from .rule import RULE_SETS, Rule

RULES = rules_of(*AREAS, waiver)
# The gate's rules can be neither ignored nor unselected nor re-rated, nor left behind in time (domain §1.4).
UNTOUCHABLE = "GAT4"
CATALOGUE = "mopsctl rule list"
TOLD = 25  # wrong codes

Wrong = tuple[str, str, str]  # setting, value, what is wrong with it


class Standing(Struct, frozen=True):
    """How one rule stands under a policy: its severity there (None: it is silent), and by which setting."""

    severity: Severity | None
    setting: str = ""  # empty: no setting touches it
    value: str = ""


def chosen(policy: Policy) -> tuple[Rule, ...]:
    """The rules that speak, by code; `ignore` wins over `select`. SettingError where the policy names what is not."""
    refuse_misset(policy)
    return tuple(rule for rule in RULES.values() if standing(rule, policy).severity)


def refuse_misset(policy: Policy) -> None:
    """SettingError where the policy names a code or a rule set that there is not."""
    if wrong := misset(policy):
        raise SettingError(wrong, hint=CATALOGUE)


def misset(policy: Policy) -> tuple[Wrong, ...]:
    """The codes and the rule set of a policy that there are not, each with what was probably meant.

    Of very many the first: to look for what was meant takes long.
    """
    return tuple(islice(_wrong(policy), TOLD))


def rule_set(policy: Policy) -> str:
    """The version of the catalogue that the policy asks for, else the newest; SettingError where there is none."""
    if wrong := [one for one in misset(policy) if one[0] == "rules"]:
        raise SettingError(wrong, hint=CATALOGUE)
    return policy.rules or RULE_SETS[-1]


def ratings(policy: Policy) -> dict[str, Severity]:
    """The severities that a policy sets, by code; never of the gate's rules."""
    return {code: severity for code, severity in policy.severities if not code.startswith(UNTOUCHABLE)}


def standing(rule: Rule, policy: Policy) -> Standing:
    """How a rule stands under a policy whose codes are right."""
    if rule.code.startswith(UNTOUCHABLE):
        return Standing(rule.severity)
    if policy.rules and RULE_SETS.index(rule.since) > RULE_SETS.index(policy.rules):
        return Standing(None, "rules", policy.rules)
    if ignored := next((code for code in policy.ignore if rule.code.startswith(code)), None):
        return Standing(None, "ignore", ignored)
    if policy.select and not rule.code.startswith(policy.select):
        return Standing(None, "select")
    rated = dict(policy.severities).get(rule.code)
    return Standing(rated, "severities", rule.code) if rated else Standing(rule.severity)


def unheard(policy: Policy) -> tuple[tuple[str, str], ...]:
    """What a policy says of the gate's rules without being heard, as (setting, code)."""
    ignored = [("ignore", c) for c in policy.ignore if UNTOUCHABLE.startswith(c) or c.startswith(UNTOUCHABLE)]
    return (*ignored, *(("severities", code) for code, _ in policy.severities if code.startswith(UNTOUCHABLE)))


def at_odds(policy: Policy) -> tuple[tuple[str, str], ...]:
    """What a policy selects and ignores altogether, as (selected, ignored); never the gate's rules."""
    heard = [code for code in policy.select if not code.startswith(UNTOUCHABLE)]
    pairs = ((code, next((one for one in policy.ignore if code.startswith(one)), "")) for code in heard)
    return tuple((code, ignored) for code, ignored in pairs if ignored)


def of_code(code: str) -> Rule:
    """One rule by its code; a usage error names the nearest, or those that begin so."""
    if code not in RULES:
        raise MopsError(no_such_rule(code), hint=_listing(code))
    return RULES[code]


def beginning(prefix: str) -> tuple[str, ...]:
    """The codes that begin so; none for an empty prefix."""
    return tuple(code for code in RULES if prefix and code.startswith(prefix))


def no_such_rule(code: str) -> str:
    """Why a code is none: `no rule "RAC771"; did you mean "RAC701"?`."""
    if family := beginning(code):
        return f'"{code}" names {len(family)} rules, not one: {", ".join(family)}'
    families = list(dict.fromkeys(code[:3] for code in RULES))
    guess = code.upper() if beginning(code.upper()) else nearest(code, [*RULES, *families])
    return f'no rule "{code}"' + (f'; did you mean "{guess}"?' if guess else "")


def _listing(code: str) -> str:
    return f"{CATALOGUE} --select {code}" if beginning(code) else CATALOGUE


def _wrong(policy: Policy) -> Iterator[Wrong]:
    if policy.rules and policy.rules not in RULE_SETS:
        yield "rules", policy.rules, f'no rule set "{policy.rules}"; there is {", ".join(RULE_SETS)}'
    for setting, codes in (("select", policy.select), ("ignore", policy.ignore)):
        yield from ((setting, code, no_such_rule(code)) for code in dict.fromkeys(codes) if not beginning(code))
    yield from (("severities", code, no_such_rule(code)) for code, _ in policy.severities if code not in RULES)
