"""What may be assumed of a plan, to see what it would cost. None of it is stored (domain §1.2, §2.4)."""

from datetime import date
from typing import TypeAlias

from msgspec import Struct


class Slip(Struct, frozen=True):
    """A task is later by so many days: working days of its calendar, or calendar days."""

    task: str
    days: int
    working: bool = True


class Refuse(Struct, frozen=True):
    """A team refuses until a day; None: as long as the policy says."""

    team: str
    until: date | None = None


class Without(Struct, frozen=True):
    """A person is missing until a day; None: as long as the policy says."""

    person: str
    until: date | None = None


class Decide(Struct, frozen=True):
    """The platform that governs a capability is decided on a day."""

    capability: str
    on: date


Assumption: TypeAlias = Slip | Refuse | Without | Decide
