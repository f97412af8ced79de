"""Table of waivers. What a finding may be about stands in a registry (see `registry`)."""

from datetime import date

from .base import DAY, TEXT, Row, column, key, not_reversed, part, refers, rule


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
