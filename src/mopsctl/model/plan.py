"""Plans, the teams in them, their needs, tasks, links and reviews (domain §0, §2)."""

from datetime import date
from typing import Literal

from .fields import Answer, Count, Key, Name, Percent, Rating, Record, Text, WorkingDays

Stage = Literal["explore", "align", "plan", "build", "launch", "run"]
Involvement = Literal["involved", "affected", "out"]
TaskKind = Literal[
    "task", "milestone", "learning", "alignment", "decision", "communication", "decommission", "implementation"
]
Verdict = Literal["approved", "changes", "no-reply"]

STAGES: tuple[Stage, ...] = ("explore", "align", "plan", "build", "launch", "run")


class Plan(Record, frozen=True):
    """One platform implementation: its end goal, stage, dates, which team holds idea, funds and mandate."""

    key: Key
    name: Name
    start: date
    stage: Stage = "explore"
    platform: Key | None = None
    goal: Text = ""
    manager: Key | None = None
    target: date | None = None  # wanted finish, inclusive
    idea_from: Key | None = None
    funded_by: Key | None = None
    mandate_from: Key | None = None
    closed: date | None = None
    built: date | None = None  # the day it first entered `build`
    rescoped: date | None = None  # the day its scope last changed


class Participation(Record, frozen=True):
    """How one team stands in one plan, and the inputs of its criticality (domain §1.3)."""

    plan: Key
    team: Key
    involvement: Involvement = "involved"
    because: Text = ""  # why it is out
    critical: Answer = "unasked"  # does it agree that the platform is critical?
    work: Rating | None = None
    influence: Rating | None = None
    impact: Text = ""  # what changes for it
    understood_by: Key | None = None  # who in it understands that
    capabilities: Count | None = None  # how many it manages, where the count from the store misleads
    said_in: Key | None = None  # the conversation in which it said so


class Review(Record, frozen=True):
    """One team's review of the plan on one day: the best gauge of its understanding (domain §2.2)."""

    plan: Key
    team: Key
    on: date
    verdict: Verdict
    improvements: Text = ""
    understanding: Rating | None = None


class Task(Record, frozen=True):
    """One thing a team does. A milestone takes no days. No `days` means: not estimated yet."""

    key: Key
    name: Name
    plan: Key
    team: Key | None = None
    owner: Key | None = None
    kind: TaskKind = "task"
    days: WorkingDays | None = None
    capability: Key | None = None
    not_before: date | None = None
    percent: Percent = 0
    started: date | None = None
    finished: date | None = None  # inclusive
    note: Text = ""
    by: Key | None = None  # the person of the team who contributed it to the plan
    agreed: bool = False  # did the team agree to it?
    said_in: Key | None = None  # the conversation it came from


class Need(Record, frozen=True):
    """What a team needs of the plan so that it can do its part (domain §2.1)."""

    key: Key
    what: Name
    plan: Key
    team: Key
    by: Key | None = None  # the person of the team who contributed it
    agreed: bool = False  # did the team agree that this is its need?
    task: Key | None = None  # the task that meets it
    said_in: Key | None = None  # the conversation it came from


class Link(Record, frozen=True):
    """Finish to start: `after` begins when `before` is finished."""

    before: Key
    after: Key
