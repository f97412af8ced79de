"""What a person holds of a plan: agrees with solution and timing, takes part, is informed (domain §1.5)."""

from .fields import Answer, Key, Record


class Support(Record, frozen=True):
    """The four marks of one person in one plan."""

    plan: Key
    person: Key
    solution: Answer = "unasked"
    timing: Answer = "unasked"
    takes_part: bool = False
    informed: bool = False
