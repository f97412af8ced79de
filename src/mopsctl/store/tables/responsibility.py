"""Tables of activities, the letters of the company's scheme, who holds which letter, and what moves between holders.

The registries of what may stand in a row are in `registry`.
"""

from datetime import date

from ...model.responsibility import Duty, State
from .base import DAY, TEXT, WHOLE, Row, column, key, letter, maybe, one_of, part, refers, rule, slug, yes_no


class ActivityRow(Row, table=True):
    """`model.capability.Activity`."""

    __tablename__ = "activities"
    __table_args__ = (slug("activities_key"),)

    key: str = key()
    name: str = column(TEXT)
    capability: str = refers("capabilities.key")
    note: str = column(TEXT)


class LetterRow(Row, table=True):
    """`model.responsibility.SchemeLetter`."""

    __tablename__ = "letters"
    __table_args__ = (
        letter("letters_letter"),
        one_of("letters_duty", "duty", Duty),
        rule("letters_place", "place BETWEEN 0 AND 10000"),
    )

    letter: str = key()
    word: str = column(TEXT)
    duty: str = column(TEXT)
    place: int = column(WHOLE)


class AssignmentRow(Row, table=True):
    """`model.responsibility.Assignment`: one row for each plan, subject, holder, letter and state."""

    __tablename__ = "assignments"
    __table_args__ = (
        letter("assignments_letter"),
        one_of("assignments_state", "state", State),
        rule("assignments_plan", "(state = 'as-is') = (plan = '')"),
    )

    subject: str = part("subject.ref")
    holder: str = part("holder.ref")
    letter: str = key()
    state: str = key()
    plan: str = part("scope.key")
    agreed: bool = yes_no("assignments_agreed")
    agreed_by: str | None = maybe("people.key")
    agreed_on: date | None = column(DAY, null=True)


class HandoverRow(Row, table=True):
    """`model.responsibility.Handover`."""

    __tablename__ = "handovers"

    plan: str = part("plans.key")
    subject: str = part("subject.ref")
    giver: str = part("holder.ref")
    receiver: str | None = maybe("holder.ref")
    agreed_by: str | None = maybe("people.key")
    agreed_on: date | None = column(DAY, null=True)
    communicated: date | None = column(DAY, null=True)
    afterwards: str = column(TEXT)
    transfer: str | None = maybe("tasks.key")
    communication: str | None = maybe("tasks.key")
    decommission: str | None = maybe("tasks.key")
