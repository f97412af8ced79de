"""Table of waivers, and the registry of what a finding may be about.

A finding's subject is a typed key of any kind that has a slug; like holders and subjects of RACI it stands in a
registry, which the gateway keeps in step.
"""

from datetime import date

from .base import DAY, TEXT, Row, column, key, not_reversed, part, refers, rule


class ThingRow(Row, table=True):
    """Everything that a finding may be about, by typed key."""

    __tablename__ = "thing"
    __table_args__ = (rule("thing_ref", "ref = kind || ':' || key"),)

    ref: str = key()
    kind: str = column(TEXT)
    key: str = column(TEXT)


class WaiverRow(Row, table=True):
    """`model.waiver.Waiver`."""

    __tablename__ = "waivers"
    __table_args__ = (
        rule("waivers_code", "length(code) = 6"),
        not_reversed("waivers_until", "on", "until"),
    )

    code: str = key()
    subject: str = part("thing.ref")
    reason: str = column(TEXT)
    by: str = refers("people.key")
    on: date = column(DAY)
    until: date = column(DAY)
    plan: str = part("scope.key")
