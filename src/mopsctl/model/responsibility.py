"""Who answers, does, is asked and is told: as it is, and as it is to be; and what moves between (domain §2.3)."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from .fields import Count, Key, Name, Record, Scope, Text, TypedKey

Letter: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Z]$(?!\n)", description="a letter of the scheme, e.g. R or A")]
State = Literal["as-is", "to-be"]
Duty = Literal["answers", "does", "asked", "told"]

STATES: tuple[State, State] = ("as-is", "to-be")
STATE_WORDS: Mapping[State, str] = {"as-is": "as it is", "to-be": "to be"}
DUTIES: tuple[Duty, ...] = ("answers", "does", "asked", "told")


class SchemeLetter(Record, frozen=True):
    """A letter of the company's scheme, and what its holder does. A store with none of these speaks RACI."""

    letter: Letter
    word: Name  # e.g. accountable
    duty: Duty
    place: Count = 0  # where it stands among the letters


RACI: tuple[SchemeLetter, ...] = (
    SchemeLetter("R", "responsible", "does", 0),
    SchemeLetter("A", "accountable", "answers", 1),
    SchemeLetter("C", "consulted", "asked", 2),
    SchemeLetter("I", "informed", "told", 3),
)


def scheme(letters: Mapping[str, SchemeLetter]) -> tuple[SchemeLetter, ...]:
    """The letters in force, in their order: those of a store (`Portfolio.letters`), or RACI where it has none."""
    return tuple(sorted(letters.values(), key=lambda one: (one.place, one.letter))) or RACI


class Assignment(Record, frozen=True):
    """One letter of one holder on one subject. As-is rows belong to no plan: `plan` is then empty."""

    subject: TypedKey  # capability, activity, platform or task
    holder: TypedKey  # team, person or position
    letter: Letter
    state: State = "to-be"
    plan: Scope = ""
    agreed: bool = False
    agreed_by: Key | None = None
    agreed_on: date | None = None


class Handover(Record, frozen=True):
    """What was settled about a duty that moves: who takes it, who was told, and what the giver does from then on.

    That it moves is never typed in: it follows from the letters as-is and to-be (`facts.handover`).
    """

    plan: Key
    subject: TypedKey
    giver: TypedKey  # the holder that gives it up
    receiver: TypedKey | None = None  # where the letters leave open who of several takes it
    agreed_by: Key | None = None
    agreed_on: date | None = None  # None: not agreed
    communicated: date | None = None  # the day on which those concerned were told
    afterwards: Text = ""  # what the giver does from then on
    transfer: Key | None = None  # the task in which the knowledge is handed over
    communication: Key | None = None  # the task that tells those concerned
    decommission: Key | None = None  # the task that ends the old way
