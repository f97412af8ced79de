"""Asks put to teams and what was answered; alignments that end a STOP (domain §1.2, §1.4)."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from .fields import Key, Percent, Record, Text

AskKind = Literal["assign", "advocate", "contribute"]
AskState = Literal["open", "promised", "proven", "refused", "deferred", "withdrawn"]
Resolution = Literal["escalate", "substitute", "re-scope", "accept"]

ASK_KINDS: tuple[AskKind, ...] = ("assign", "advocate", "contribute")


class Ask(Record, frozen=True):
    """One of the three standard asks, put to one team; a team may be asked again in a further round."""

    plan: Key
    team: Key
    kind: AskKind
    asked_on: date
    round: Annotated[int, Meta(ge=1, le=1000)] = 1
    state: AskState = "open"
    of: Key | None = None  # the person who was asked
    due: date | None = None
    answered_on: date | None = None
    person: Key | None = None  # assign, contribute: who it will be
    allocation: Percent | None = None  # assign: percent of working time
    start: date | None = None  # assign: from when
    leader: Key | None = None  # advocate: whose forum it is
    forum: Text = ""  # advocate: where it is presented
    forum_on: date | None = None  # advocate
    granted: Text = ""  # advocate: the time and resources the forum granted
    until: date | None = None  # deferred: when to ask again
    reason: Text = ""  # refused, deferred, withdrawn
    resolution: Resolution | None = None  # what is done about a refusal
    said_in: Key | None = None  # the conversation in which it was answered


class Alignment(Record, frozen=True):
    """The record of an alignment with a team: it ends the STOP which that team's own platform caused."""

    plan: Key
    team: Key
    on: date
    parties: Text
    terms: Text = ""  # left out of what others read, so a file without them must not blank them
