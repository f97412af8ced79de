"""The operating model: who decides what, which team depends on which, how well each does what it does (domain §3)."""

from datetime import date
from typing import Literal

from .fields import Count, Key, Name, Rating, Record, Scope, Text, TypedKey
from .responsibility import State

Part = Literal["recommend", "agree", "perform", "input", "decide"]
InteractionKind = Literal["hand-over", "service", "insight"]

PARTS: tuple[Part, ...] = ("recommend", "agree", "perform", "input", "decide")


class Topic(Record, frozen=True):
    """Something to be decided or done again and again: the roadmap, the final vote, changes to the taxonomy."""

    key: Key
    name: Name
    needs: Literal["decide", "perform"] = "decide"  # the part without which it is nobody's
    question: Text = ""  # how to ask for it in a meeting
    place: Count = 0  # where it stands among the topics


class Right(Record, frozen=True):
    """One part of one holder in a topic, on one platform or (`platform` empty) on all."""

    topic: Key
    part: Part
    holder: TypedKey  # team, person or position
    platform: Scope = ""
    state: State = "to-be"
    confirmed: date | None = None  # the day it was last confirmed
    confirmed_by: Key | None = None


class Interaction(Record, frozen=True):
    """What one team gives another, so that each depends on the other; both sides confirm it."""

    key: Key
    name: Name  # what is given
    giver: Key
    receiver: Key
    kind: InteractionKind = "service"
    cadence: Text = ""  # how often, e.g. daily
    source: Text = ""  # of an insight: where it comes from
    capability: Key | None = None
    giver_confirmed: date | None = None  # the day on which the giver last said so
    receiver_confirmed: date | None = None
    note: Text = ""


class Assessment(Record, frozen=True):
    """How well a team does what it does on a capability, as it says itself when it is honest."""

    team: Key
    capability: Key
    on: date
    performance: Rating | None = None  # None: not rated
    strengths: Text = ""
    challenges: Text = ""
    improvement: Text = ""
    task: Key | None = None  # the task that brings the improvement
