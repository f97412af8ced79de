"""What teams told of the gap, what it will take to move them, and the evidence asked for them (domain §1.1)."""

from datetime import date
from typing import Literal

from .fields import Key, Name, Record, Text

Channel = Literal["meeting", "call", "workshop", "e-mail", "chat", "sheet"]
View = Literal["yes", "partly", "no"]
Objection = Literal["priorities", "speed", "own-tool", "cost", "other"]
Angle = Literal["technical", "analytical", "creative"]
ActionKind = Literal["educate", "persuade", "approval", "support", "resources"]
ActionState = Literal["open", "done", "dropped"]
EvidenceSource = Literal["vendor", "peer"]

ANGLES: tuple[Angle, ...] = ("technical", "analytical", "creative")
# What a team says that was asked for its challenges and has none.
NO_CHALLENGES = "none"


class Conversation(Record, frozen=True):
    """One contact with a team about one plan, and the perspective it gave; what was not said is left empty."""

    key: Key
    plan: Key
    team: Key
    on: date
    person: Key | None = None  # who spoke for the team
    channel: Channel = "meeting"
    sees_problem: View | None = None  # does it see the gap as a problem?
    objection: Objection | None = None  # why not
    reason: Text = ""  # why not, in its words
    challenges: Text = ""  # its own; NO_CHALLENGES where it has none
    needed: Text = ""  # what we need from it
    angle: Angle | None = None  # from which side it looks
    next_step: Text = ""
    next_on: date | None = None
    source: Text = ""  # the sheet that the team filled in; empty: as we heard it


class Note(Record, frozen=True):
    """A private note on a conversation: no part of the shared export, and for nobody but the one who wrote it."""

    conversation: Key
    text: Text


class Action(Record, frozen=True):
    """A change action: what it takes to move a team, apart from what is needed from it."""

    key: Key
    plan: Key
    team: Key
    kind: ActionKind
    what: Text = ""
    owner: Key | None = None
    due: date | None = None
    state: ActionState = "open"
    closed_on: date | None = None  # done or dropped
    said_in: Key | None = None


class Evidence(Record, frozen=True):
    """What a vendor, or a team elsewhere that did this, must show so that it speaks to one team's view."""

    key: Key
    plan: Key
    team: Key
    what: Name
    asked_of: EvidenceSource = "vendor"
    source: Text = ""  # which vendor, or which team of which company
    asked_on: date | None = None
    needed_by: date | None = None
    received_on: date | None = None
    shows: Text = ""  # what it showed
    said_in: Key | None = None
