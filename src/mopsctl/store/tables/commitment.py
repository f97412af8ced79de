"""Tables of asks and alignments."""

from datetime import date

from ...model.commitment import AskKind, AskState, Resolution
from .base import DAY, TEXT, WHOLE, Row, column, key, maybe, not_reversed, one_of, part, rule


class AskRow(Row, table=True):
    """`model.commitment.Ask`."""

    __tablename__ = "asks"
    __table_args__ = (
        one_of("asks_kind", "kind", AskKind),
        one_of("asks_state", "state", AskState),
        one_of("asks_resolution", "resolution", Resolution),
        rule("asks_round", "round BETWEEN 1 AND 1000"),
        rule("asks_allocation", "allocation BETWEEN 0 AND 100"),
        not_reversed("asks_due", "asked_on", "due"),
        not_reversed("asks_answered", "asked_on", "answered_on"),
    )

    plan: str = part("plans.key")
    team: str = part("teams.key")
    kind: str = key()
    asked_on: date = column(DAY)
    round: int = key(WHOLE)
    state: str = column(TEXT)
    of: str | None = maybe("people.key")
    due: date | None = column(DAY, null=True)
    answered_on: date | None = column(DAY, null=True)
    person: str | None = maybe("people.key")
    allocation: int | None = column(WHOLE, null=True)
    start: date | None = column(DAY, null=True)
    leader: str | None = maybe("people.key")
    forum: str = column(TEXT)
    forum_on: date | None = column(DAY, null=True)
    granted: str = column(TEXT)
    until: date | None = column(DAY, null=True)
    reason: str = column(TEXT)
    resolution: str | None = column(TEXT, null=True)
    said_in: str | None = maybe("conversations.key")


class AlignmentRow(Row, table=True):
    """`model.commitment.Alignment`."""

    __tablename__ = "alignments"

    plan: str = part("plans.key")
    team: str = part("teams.key")
    on: date = column(DAY)
    parties: str = column(TEXT)
    terms: str = column(TEXT)
