"""Table of RACI assignments, and the registries of what may stand in one.

A holder is a team or a person, a subject a capability, platform or task; a nullable reference to each would
defeat uniqueness, so both are typed keys held in registries. The gateway keeps these in step.
"""

from datetime import date

from ...model.responsibility import Letter, State
from .base import DAY, TEXT, Row, column, key, maybe, one_of, part, rule, yes_no


class HolderRow(Row, table=True):
    """Every team and person, by typed key."""

    __tablename__ = "holder"
    __table_args__ = (
        rule("holder_kind", "kind IN ('team', 'person')"),
        rule("holder_ref", "ref = kind || ':' || key"),
    )

    ref: str = key()
    kind: str = column(TEXT)
    key: str = column(TEXT)


class SubjectRow(Row, table=True):
    """Every capability, platform and task, by typed key."""

    __tablename__ = "subject"
    __table_args__ = (
        rule("subject_kind", "kind IN ('capability', 'platform', 'task')"),
        rule("subject_ref", "ref = kind || ':' || key"),
    )

    ref: str = key()
    kind: str = column(TEXT)
    key: str = column(TEXT)


class ScopeRow(Row, table=True):
    """Every plan, and the empty key of what is so in no plan."""

    __tablename__ = "scope"

    key: str = key()


class AssignmentRow(Row, table=True):
    """`model.responsibility.Assignment`: one row for each plan, subject, holder, letter and state."""

    __tablename__ = "assignments"
    __table_args__ = (
        one_of("assignments_letter", "letter", Letter),
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
