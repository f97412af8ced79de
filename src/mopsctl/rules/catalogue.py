"""The table of areas and their rules, and what each rule finds. Which of it is said is for `rules.engine`.

A new rule is a function in its area; a new area is a line in `AREAS`. The rules on waivers run others, so they come
to the catalogue in `rules.choice`.
"""

from ..facts.memo import fact
from ..model.policy import Policy
from ..model.portfolio import Portfolio
from . import (
    capability,
    capability_platforms,
    commitment,
    gate,
    model_rights,
    model_teams,
    org,
    org_people,
    outreach,
    plan_dates,
    plan_network,
    plan_teams,
    responsibility,
    responsibility_holders,
    support,
)
from .rule import Found, Rule

AREAS = (
    outreach,
    commitment,
    support,
    gate,
    capability,
    capability_platforms,
    plan_network,
    plan_teams,
    plan_dates,
    responsibility,
    responsibility_holders,
    model_rights,
    model_teams,
    org,
    org_people,
)


def rules_of(*areas: object) -> dict[str, Rule]:
    """The rules of some areas, by code."""
    rules = [value for area in areas for value in vars(area).values() if isinstance(value, Rule)]
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


RULES_OF_AREAS = rules_of(*AREAS)  # all but those on waivers


@fact
def found_by(portfolio: Portfolio, policy: Policy, rule: Rule) -> tuple[Found, ...]:
    """What one rule finds in all plans, whatever their stage and whatever is selected, ignored or waived."""
    return tuple(rule.check(portfolio, policy))
