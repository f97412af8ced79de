"""Plans, the teams in them, their tasks, links and reviews (domain §0, §2)."""

from datetime import date
from typing import Literal

from .fields import Answer, Key, Name, Percent, Rating, Record, Text, WorkingDays

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


class Link(Record, frozen=True):
    """Finish to start: `after` begins when `before` is finished."""

    before: Key
    after: Key
