"""Known findings: those that were there when somebody last wrote them down. No part of the Portfolio; a file in git."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

# What a finding is keyed on, never its text: the rule, the plan (empty: the organisation) and the subject.
Identity: TypeAlias = tuple[str, str, str]


class Known(Struct, frozen=True):
    """How many findings of each identity are known, by which rule set and for whom they were found."""

    rules: str  # version of the rule set
    audience: Literal["me", "leaders", "team", "all"] = "all"
    counts: Mapping[Identity, int] = {}  # none below 1

    @property
    def total(self) -> int:
        """How many findings it knows."""
        return sum(self.counts.values())

    def beyond(self, other: "Known") -> dict[Identity, int]:
        """What this one knows more of than the other, sorted."""
        return {
            identity: more
            for identity, count in sorted(self.counts.items())
            if (more := count - other.counts.get(identity, 0)) > 0
        }
