"""Findings as a report tells them: fit for their audience, told apart by an identity, waived or known or not.

The pipeline of `mopsctl gaps`: what the rules find becomes `Told`; each step (a team's, new since a day, known, placed
in a file) is a function of a sequence of them to another. The page is `reports.gaps`.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

from msgspec import Struct

from ..facts.audience import Audience
from ..model.known import Identity as Identity
from ..model.policy import Policy, Severity
from ..model.portfolio import Portfolio
from ..model.waiver import Waiver
from ..rules.engine import SEVERITIES, Finding, findings, waived
from .gate import fit_for


class Place(Struct, frozen=True, gc=False):
    """A line (from 1) of a plan file."""

    file: str
    line: int


class Told(Struct, frozen=True, gc=False):
    """One finding, and what is known of it. `ordinal` parts those of one identity, from 1."""

    finding: Finding
    ordinal: int = 1
    waiver: Waiver | None = None
    known: bool = False  # it was there when the known findings were last written

    @property
    def identity(self) -> Identity:
        """What it is keyed on."""
        return self.finding.code, self.finding.plan, self.finding.subject

    @property
    def counts(self) -> bool:
        """Whether it counts: neither waived nor known."""
        return self.waiver is None and not self.known

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits that stay the same for as long as the finding does, whatever its text."""
        one = self.finding
        return sha256(f"{one.code}\n{one.plan}\n{one.subject}\n{self.ordinal}".encode()).hexdigest()[:32]


def nowhere(_: Told) -> None:
    """Places nothing."""


class Places(Struct, frozen=True):
    """Where in plan files findings stand. `named`: it was said which file that is, and pages tell it too."""

    of: Callable[[Told], Place | None] = nowhere
    named: bool = False


def told(portfolio: Portfolio, policy: Policy, audience: Audience, plan: str | None = None) -> tuple[Told, ...]:
    """What the audience may know of the findings, in their order, those waived last.

    `portfolio` is what the audience may see. With `plan`, what concerns that plan and the organisation.
    """
    passed = waived(portfolio, policy, plan)
    waivers = {id(one.finding): one.waiver for one in passed}
    fit = fit_for(audience, (*findings(portfolio, policy, plan), *(one.finding for one in passed)))
    seen: dict[Identity, int] = {}
    answer = []
    for finding in fit:
        identity = (finding.code, finding.plan, finding.subject)
        seen[identity] = ordinal = seen.get(identity, 0) + 1
        answer.append(Told(finding, ordinal, waivers.get(id(finding)) if waivers else None))
    return tuple(answer)


def failing(fail_on: Severity | None) -> tuple[Severity, ...]:
    """The severities that make the exit code 1 (`fail_on` None: findings never fail)."""
    return SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()


def counting(some: Sequence[Told]) -> tuple[Told, ...]:
    """Those that count."""
    return tuple([one for one in some if one.counts])
