"""Accepted gaps: who lets a finding pass, why, and until which day (domain §1.4)."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from .fields import Key, Name, Record, Scope, TypedKey

RuleCode = Annotated[str, Meta(pattern=r"^[A-Z]{3}[0-9]{3}$(?!\n)", description="code of a rule, e.g. GAT401")]


class Waiver(Record, frozen=True):
    """One rule's finding on one subject, accepted by somebody for a time. It is shown, and never hides anything."""

    code: RuleCode
    subject: TypedKey
    reason: Name
    by: Key  # the person who approved it
    on: date
    until: date  # inclusive: the last day on which it holds
    plan: Scope = ""
