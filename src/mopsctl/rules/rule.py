"""What a rule is: a function that yields what it found, with its code, name, severity and stages.

A rule's docstring is its manual and its test cases; `rules.manual` reads it and says how it is written.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct

from ..model.plan import STAGES, Stage
from ..model.policy import Policy, Severity
from ..model.portfolio import Portfolio

# Before a plan is planned, nobody can know what these rules ask for.
FROM_PLAN: tuple[Stage, ...] = STAGES[STAGES.index("plan") :]

# The versions of the catalogue, oldest first. A policy that names one never hears of rules that came later.
RULE_SETS = ("2026.1",)
FIRST = RULE_SETS[0]


class Found(Struct, frozen=True, gc=False):  # no circles, and tens of thousands of them
    """What a rule's function yields: the engine adds code, name and severity, unless this one case is graver."""

    subject: str  # typed key, e.g. "capability:send" or "plan:cdp"
    message: str  # one sentence with the values
    cure: str  # a command that runs; capitals stand for a key that nobody can know
    plan: str = ""  # empty: organisation-wide
    severity: Severity | None = None


class Finding(Struct, frozen=True, gc=False):
    """One line of the gap report."""

    code: str
    name: str
    severity: Severity
    subject: str
    message: str
    plan: str
    cure: str


Check: TypeAlias = Callable[[Portfolio, Policy], Iterator[Found]]


class Rule(Struct, frozen=True):
    """One entry of the catalogue. It speaks of plans in its `stages`, and of the organisation always."""

    code: str
    name: str
    severity: Severity
    stages: tuple[Stage, ...]
    check: Check
    since: str = FIRST  # the rule-set version that brought it


def rule(
    code: str, name: str, severity: Severity, stages: tuple[Stage, ...] = STAGES, since: str = FIRST
) -> Callable[[Check], Rule]:
    """Make a Rule of a function of (Portfolio, Policy)."""
    return lambda check: Rule(code, name, severity, stages, check, since)
