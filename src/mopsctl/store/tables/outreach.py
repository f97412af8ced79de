"""Tables of conversations and the private notes on them, change actions, and evidence asked for."""

from datetime import date

from ...model.outreach import ActionKind, ActionState, Angle, Channel, EvidenceSource, Objection, View
from .base import DAY, TEXT, Row, column, key, maybe, not_reversed, one_of, part, refers, slug


class ConversationRow(Row, table=True):
    """`model.outreach.Conversation`."""

    __tablename__ = "conversations"
    __table_args__ = (
        slug("conversations_key"),
        one_of("conversations_channel", "channel", Channel),
        one_of("conversations_view", "sees_problem", View),
        one_of("conversations_objection", "objection", Objection),
        one_of("conversations_angle", "angle", Angle),
        not_reversed("conversations_next", "on", "next_on"),
    )

    key: str = key()
    plan: str = refers("plans.key")
    team: str = refers("teams.key")
    on: date = column(DAY)
    person: str | None = maybe("people.key")
    channel: str = column(TEXT)
    sees_problem: str | None = column(TEXT, null=True)
    objection: str | None = column(TEXT, null=True)
    reason: str = column(TEXT)
    challenges: str = column(TEXT)
    needed: str = column(TEXT)
    angle: str | None = column(TEXT, null=True)
    next_step: str = column(TEXT)
    next_on: date | None = column(DAY, null=True)
    source: str = column(TEXT)


class NoteRow(Row, table=True):
    """`model.outreach.Note`."""

    __tablename__ = "notes"

    conversation: str = part("conversations.key")
    text: str = column(TEXT)


class ActionRow(Row, table=True):
    """`model.outreach.Action`."""

    __tablename__ = "actions"
    __table_args__ = (
        slug("actions_key"),
        one_of("actions_kind", "kind", ActionKind),
        one_of("actions_state", "state", ActionState),
    )

    key: str = key()
    plan: str = refers("plans.key")
    team: str = refers("teams.key")
    kind: str = column(TEXT)
    what: str = column(TEXT)
    owner: str | None = maybe("people.key")
    due: date | None = column(DAY, null=True)
    state: str = column(TEXT)
    closed_on: date | None = column(DAY, null=True)
    said_in: str | None = maybe("conversations.key")


class EvidenceRow(Row, table=True):
    """`model.outreach.Evidence`."""

    __tablename__ = "evidence"
    __table_args__ = (
        slug("evidence_key"),
        one_of("evidence_asked_of", "asked_of", EvidenceSource),
        not_reversed("evidence_needed", "asked_on", "needed_by"),
        not_reversed("evidence_received", "asked_on", "received_on"),
    )

    key: str = key()
    plan: str = refers("plans.key")
    team: str = refers("teams.key")
    what: str = column(TEXT)
    asked_of: str = column(TEXT)
    source: str = column(TEXT)
    asked_on: date | None = column(DAY, null=True)
    needed_by: date | None = column(DAY, null=True)
    received_on: date | None = column(DAY, null=True)
    shows: str = column(TEXT)
    said_in: str | None = maybe("conversations.key")
