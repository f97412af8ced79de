"""Who is Responsible, Accountable, Consulted, Informed: as it is, and as it is to be (domain §2.3)."""

from datetime import date
from typing import Literal

from .fields import Key, Record, Scope, TypedKey

Letter = Literal["R", "A", "C", "I"]
State = Literal["as-is", "to-be"]

LETTERS: tuple[Letter, ...] = ("R", "A", "C", "I")


class Assignment(Record, frozen=True):
    """One letter of one holder on one subject. As-is rows belong to no plan: `plan` is then empty."""

    subject: TypedKey  # capability, platform or task
    holder: TypedKey  # team or person
    letter: Letter
    state: State = "to-be"
    plan: Scope = ""
    agreed: bool = False
    agreed_by: Key | None = None
    agreed_on: date | None = None
