"""The registries: everything that a typed key may name, by that key, so that a reference to it can be checked.

A holder is a team, a person or a position; a nullable reference to each would defeat uniqueness, so holders,
subjects and things are typed keys held here. The gateway keeps these tables in step.
"""

from .base import TEXT, Row, column, key, rule


class HolderRow(Row, table=True):
    """Every team, person and position."""

    __tablename__ = "holder"
    __table_args__ = (
        rule("holder_kind", "kind IN ('team', 'person', 'position')"),
        rule("holder_ref", "ref = kind || ':' || key"),
    )

    ref: str = key()
    kind: str = column(TEXT)
    key: str = column(TEXT)


class SubjectRow(Row, table=True):
    """Every capability, activity, platform and task."""

    __tablename__ = "subject"
    __table_args__ = (
        rule("subject_kind", "kind IN ('capability', 'activity', 'platform', 'task')"),
        rule("subject_ref", "ref = kind || ':' || key"),
    )

    ref: str = key()
    kind: str = column(TEXT)
    key: str = column(TEXT)


class ScopeRow(Row, table=True):
    """Every plan, and the empty key of what is so in no plan."""

    __tablename__ = "scope"

    key: str = key()


class ReachRow(Row, table=True):
    """Every platform, and the empty key of what is so on all of them."""

    __tablename__ = "reach"

    key: str = key()


class ThingRow(Row, table=True):
    """Everything that a finding may be about."""

    __tablename__ = "thing"
    __table_args__ = (rule("thing_ref", "ref = kind || ':' || key"),)

    ref: str = key()
    kind: str = column(TEXT)
    key: str = column(TEXT)
